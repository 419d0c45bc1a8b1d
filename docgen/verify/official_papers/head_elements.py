"""What stands above the title of a .docx: mark, number, signers and red line.

GB/T 9704-2012, 7.2.4 to 7.2.7; for a letter 10.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.diagnostics import DocumentPlace, Problem, deviation
from docgen.verify.official_papers.element_problems import (
    FORMAT_ELEMENT_ALIGN,
    FORMAT_ELEMENT_RED,
    FORMAT_ELEMENT_TEXT,
    FORMAT_ELEMENT_TWICE,
    FORMAT_ELEMENT_WIDTH,
    FORMAT_LINE_MISSING,
    LEFT,
    MARK,
    NUMBER,
    RED_LINE,
    RIGHT,
    SIGNER,
)
from docgen.verify.official_papers.paper_elements import LETTER_LINE
from docgen.verify.official_papers.paper_texts import NUMBER as NUMBER_FORM
from docgen.verify.official_papers.paper_texts import SIGNERS, is_red, right_number
from docgen.verify.official_papers.word_elements import WordElements
from docgen.verify.walk import PlacedParagraph
from docgen.word.style_cascade import last_value
from docgen.word.xml import child_at, w

_MM_PER_POINT = 25.4 / 72
_COLOR = re.compile("[0-9A-F]{6}")
_SIGNERS_FORM = re.compile(rf"{SIGNERS}：\S.*")


def head_deviations(elements: WordElements) -> Iterator[Problem]:
    """The deviations of mark, number, signers and red line."""
    yield from _mark(elements)
    yield from _number(elements)
    yield from _signers(elements)
    yield from _line(elements)


def _mark(elements: WordElements) -> Iterator[Problem]:
    rule = elements.rule
    words = {"element": MARK, "clause": rule.clause("7.2.4")}
    yield from elements.missing(rule.mark, **words)
    for passage in elements.written(rule.mark):
        if (align := passage.format.look.align) != "center":
            yield elements.told(
                FORMAT_ELEMENT_ALIGN, passage, found=align, wanted="center", **words
            )
        looks = [look for _, _, look in passage.runs]
        if not all(_is_red(look.color) for look in looks):
            yield elements.told(FORMAT_ELEMENT_RED, passage, **words)


def _is_red(color: str) -> bool:
    """Whether a colour, ``RRGGBB``, is red; an automatic one is not."""
    if not _COLOR.fullmatch(color):
        return False
    red, green, blue = bytes.fromhex(color)
    return is_red((red, green, blue))


def _number(elements: WordElements) -> Iterator[Problem]:
    rule = elements.rule
    words = {"element": NUMBER, "clause": rule.clause("7.2.5")}
    yield from elements.missing(rule.number, **words)
    for passage in elements.written(rule.number):
        text = passage.text.partition(SIGNERS)[0].strip()
        if not NUMBER_FORM.fullmatch(text):
            wanted = right_number(text)
            form = {"element": NUMBER, "clause": "7.2.5"}
            yield elements.told(FORMAT_ELEMENT_TEXT, passage, found=text, wanted=wanted, **form)
        wanted = "right" if rule.letter else "left" if rule.signer else "center"
        found = passage.format.look.align
        if found != wanted and not (wanted == "left" and found == "both"):
            yield elements.told(FORMAT_ELEMENT_ALIGN, passage, found=found, wanted=wanted, **words)
        elif wanted == "left" and not passage.in_table:
            yield from elements.indent(passage, elements.left(passage), 1, edge=LEFT, **words)
        elif wanted == "right":
            yield from elements.indent(passage, elements.right(passage), 0, edge=RIGHT, **words)


def _signers(elements: WordElements) -> Iterator[Problem]:
    """Several signers stand behind one 签发人：, and not each behind its own (7.2.6)."""
    rule, words = elements.rule, {"element": SIGNER, "clause": "7.2.6"}
    yield from elements.missing(rule.signer, **words)
    heads = [passage for passage in elements.written(rule.signer) if SIGNERS in passage.text]
    for passage in heads:
        text = passage.text[passage.text.index(SIGNERS) :].strip()
        if not _SIGNERS_FORM.fullmatch(text):
            wanted = f"{SIGNERS}：{text.removeprefix(SIGNERS).lstrip(':： ') or '×××'}"
            yield elements.told(FORMAT_ELEMENT_TEXT, passage, found=text, wanted=wanted, **words)
    if sum(passage.text.count(SIGNERS) for passage in heads) > 1:
        yield elements.told(FORMAT_ELEMENT_TWICE, heads[-1], **words)


def _line(elements: WordElements) -> Iterator[Problem]:
    """The red line is the border of a paragraph, as wide as the text area (7.2.7)."""
    rule, official = elements.rule, elements.official
    words = {"element": RED_LINE, "clause": rule.clause("7.2.7")}
    lined = [(passage, color) for passage in elements.of(rule.line) if (color := border(passage))]
    if rule.line and not lined:
        drawn = elements.of(rule.line)
        where = drawn[0].place if drawn else DocumentPlace()
        yield deviation(FORMAT_LINE_MISSING, elements.file, where, **words)
    for passage, color in lined:
        if not _is_red(color):
            yield elements.told(FORMAT_ELEMENT_RED, passage, **words)
        if official.paper is None:
            continue
        beside = elements.left(passage) + elements.right(passage)
        found, wanted = official.area[0] - beside * _MM_PER_POINT, official.area[0]
        wanted = LETTER_LINE if rule.letter else wanted
        if abs(found - wanted) > official.tolerance:
            numbers = {"found": f"{found:.0f}", "wanted": f"{wanted:g}"}
            yield elements.told(FORMAT_ELEMENT_WIDTH, passage, **numbers, **words)


def border(passage: PlacedParagraph) -> str:
    """The colour of a paragraph's border above or below, ``RRGGBB``; empty if it has none."""
    layers = [
        borders
        for layer in passage.format.look.layers
        if (borders := child_at(layer, w("pBdr"))) is not None
    ]
    for side in ("bottom", "top"):
        if last_value(layers, side, "val") not in ("", "nil", "none"):
            return last_value(layers, side, "color").upper() or "AUTO"
    return ""
