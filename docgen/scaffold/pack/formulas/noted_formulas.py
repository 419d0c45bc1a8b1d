"""Formulas that a form tells in words around its tables, for the columns and rows that they name.

注：本月汇缴=上月汇缴+本月增加－本月减少。
填表说明：1.支出进度=支出数÷到位数×100%。
3.资金小计应等于中央、省级、市县三级资金之和。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from docx.document import Document
from lxml import etree

from docgen.scaffold.pack.formulas.drafted_formula import DraftedFormula, Piece
from docgen.scaffold.pack.formulas.field_types import unit_of_label
from docgen.scaffold.pack.formulas.printed_codes import note_of, plain
from docgen.scaffold.pack.formulas.printed_formulas import (
    FORMULA_PRINTED,
    FormulaNames,
    pieces_of,
)
from docgen.scaffold.pack.formulas.quantities import FormQuantity, QuantityLine, joined, word_of
from docgen.templates.units_of_measure import MONEY
from docgen.word.xml import w

_SENTENCES = re.compile(r"[。;,:!?]|(?<!\d)\.|\.(?!\d)")
_NUMBER = re.compile(r"^(?:注|说明)?(?:\d{1,2}[、)]|\(\d{1,2}\)|[①-⑳])?")
_EQUATION = re.compile(r"([\u4e00-\u9fff][^-+*/=…]*)=([^=…]+)")
_SUM = re.compile(r"([\u4e00-\u9fff].*?)(?:应该?|须|必须|应当)?(?:等于|为|是)(.+[、和与及].+)之和")
_HOW_MANY = re.compile(r"(?:[两二三四五六七八九十]|\d+)(?:级|项|类|者|部分|栏|列).*$")
_AND = re.compile(r"[、和与及]")
_WORDS = re.compile(r"[^-+*/()\d.%]+")
_NOTE = re.compile(r"^(?:注|说明|备注|填[表报]说明|填写说明)[0-9一二三四五]?[:：]")
_LEAST = 3
"""Characters of a name that may be the end of a blank's guessed name in a text."""


def notes_in(document: Document) -> dict[str, str]:
    """The formulas by the names of what they give; none for a name that is told twice."""
    told: dict[str, set[str]] = {}
    for text in _texts(document):
        for name, formula in _told(text):
            told.setdefault(name, set()).add(formula)
    return {name: next(iter(those)) for name, those in told.items() if len(those) == 1}


def _texts(document: Document) -> Iterator[str]:
    """The paragraphs outside of tables, and those of cells that begin as a note does."""
    body = document.element.body
    for paragraph in body.iterchildren(w("p")):
        yield _text(paragraph)
    for cell in body.iter(w("tc")):
        texts = [_text(paragraph) for paragraph in cell.iterchildren(w("p"))]
        if _NOTE.match("".join(texts)):
            yield from texts


def _text(element: etree._Element) -> str:
    return "".join(part.text or "" for part in element.iter(w("t")))


def _told(text: str) -> Iterator[tuple[str, str]]:
    for sentence in _SENTENCES.split(plain(text)):
        inside = note_of(sentence)
        bare = inside if "=" in inside and "=" not in sentence.removesuffix(f"({inside})") else ""
        told = _NUMBER.sub("", bare or sentence, count=1)
        if equation := _EQUATION.fullmatch(told):
            yield equation[1], equation[2]
        elif added := _SUM.fullmatch(told):
            parts = _AND.split(_HOW_MANY.sub("", added[2]))
            yield added[1], "+".join(parts)


def noted_formulas(line: QuantityLine, notes: Mapping[str, str]) -> Iterator[DraftedFormula]:
    """The formulas of notes, for the blanks of a line that bear the names."""
    names = FormulaNames.of(line) if notes else None
    for labels, whole in line.numbers if names else ():
        for name, formula in notes.items():
            if names is None or not labels or not _is_named(labels, name, line):
                continue
            known = all(_is_known(word, names, line) for word in _WORDS.findall(formula))
            pieces = pieces_of(formula, names, labels) if known else ()
            if pieces and whole not in pieces and _is_in_one_unit(whole, pieces):
                words = {"field": word_of(labels[-1]), "formula": formula}
                yield DraftedFormula(whole, pieces, FORMULA_PRINTED, words)


def terms_told(line: QuantityLine, notes: Mapping[str, str]) -> Iterator[tuple[FormQuantity, int]]:
    """How many terms a note tells of a blank, whatever it calls them: what has others is false."""
    for labels, whole in line.numbers if notes else ():
        for name, formula in notes.items():
            terms = len(_WORDS.findall(formula))
            if labels and terms and _is_named(labels, name, line):
                yield whole, terms


def _is_named(labels: tuple[str, ...], name: str, line: QuantityLine) -> bool:
    """Whether a note's name is a label, or one with words of the group before it: 资金小计."""
    word = word_of(labels[-1])
    rest = name.removesuffix(word)
    is_in_group = rest != name and rest in joined(labels[:-1])
    return name == word or is_in_group or (word.endswith(name) and _is_end(name, line))


def _is_known(word: str, names: FormulaNames, line: QuantityLine) -> bool:
    """Whether a word of a formula is the code or the whole label of a blank."""
    labels = [label for label, _ in names.labels]
    return word in names.codes or word in labels or _is_end(word, line)


def _is_end(word: str, line: QuantityLine) -> bool:
    """Whether a word ends one label of a text, which may begin with what stands before it."""
    ends = [it for it in line.numbers if it[0] and word_of(it[0][-1]).endswith(word)]
    return line.direction == "text" and len(word) >= _LEAST and len(ends) == 1


def _is_in_one_unit(whole: FormQuantity, pieces: tuple[Piece, ...]) -> bool:
    """Whether no two units of money meet: 万元 of 元 is another formula than a note tells."""
    reads = (it for it in pieces if isinstance(it, FormQuantity))
    units = {unit_of_label(it) for each in (whole, *reads) for it in (*each.heads, *each.rows)}
    return len(units.intersection(MONEY)) < 2
