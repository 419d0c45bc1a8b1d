"""Forms that somebody filled in: told, refused, or taken apart into the blank form and values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from docx.document import Document
from lxml import etree

from docgen.diagnostics import Place, Problem, Problems, template_error, warning
from docgen.diagnostics.codes import problem_code
from docgen.scaffold.pack.filled.blanking import TakenOut, take_out
from docgen.scaffold.pack.filled.continued_lists import join_continued
from docgen.scaffold.pack.filled.filled_values import FilledIn, FilledValue, filled_in
from docgen.scaffold.pack.filled.taken_content import FILLED_LEFT, TakenContent, content_of
from docgen.scaffold.pack.form_fields import FormFields, move_behind
from docgen.scaffold.pack.form_reader import latest_of
from docgen.scaffold.pack.formulas.drafted_rules import Rules
from docgen.scaffold.pack.opening.form_file import DRAFT_JOINED
from docgen.scaffold.pack.writing.self_check import DraftedPack, body_lines
from docgen.scaffold.pack.writing.tag_placement import left_blank, type_in
from docgen.scaffold.pack.writing.unique_names import Form
from docgen.templates.part_outline import PartOutline
from docgen.word.xml import remove, text_of, w

FORM_FILLED = problem_code(
    "form-filled",
    en=(
        "{filled:# value|# values} filled in ({share} of the blanks), such as {examples} "
        "({template}): as a blank form it would print them each year; nothing was written",
        "--take for a pack of the blank form, with these values as its first unit; docgen template "
        "blank {form} OUT.docx for the blank form alone; --as-blank if it is all print",
    ),
    zh=(
        "这张表已经填好：填了 {filled} 处（占 {share}），如 {examples}（{template}）；"
        "当作空白表，以后每年都会印出这些内容；没有写任何文件",
        "加 --take，由空白表做模板包，填的内容放进第一个单位；只要空白表，用 docgen template blank "
        "{form} 空白表.docx；确实都是表上印的，加 --as-blank",
    ),
)
FILLED_UNSURE = problem_code(
    "filled-unsure",
    en=(
        "「{text}」 may be last year's value; it stays in print ({template})",
        "if it is no part of the form, replace it by a tag, and add it to schema.json; in a blank "
        "form take it out",
    ),
    zh=(
        "「{text}」可能是上年填的内容，仍印着（{template}）",
        "不是表上的，换成标签，并加到 schema.json；空白表里就删去",
    ),
)
FILLED_FORMULA = problem_code(
    "filled-formula",
    en=(
        "「{field}」 says {typed}, its formula gives {derived}: taken as typed, without formula",
        "if the figure is wrong, put it right and write the formula under derived in pack.yaml",
    ),
    zh=(
        "「{field}」填的是 {typed}，按公式应为 {derived}；照填的取，没有写公式",
        "数填错了的，改正后在 pack.yaml 的 derived 里写上公式",
    ),
)

Mode: TypeAlias = Literal["refuse", "take", "as-blank"]
"""What becomes of a filled form."""

_YEAR = re.compile(r"(?<!\d)20\d\d(?=\s*年|[-./]\d)")
_SHOWN, _LONGEST = 3, 20


class _Copy:
    """A filled form as it was before its values were taken out.

    Args:
        body: its ``w:body``.
    """

    def __init__(self, body: etree._Element) -> None:
        self._copy = deepcopy(body)
        self._copies = dict(zip(body.iter(), self._copy.iter(), strict=True))

    def left(self, found: FormFields) -> etree._Element:
        """The form as its report has to be: without the hints that nobody replaced.

        Rows that no report prints are left out.
        """
        for block in found.blocks:
            for row in block.dropped:
                remove(self._copies[row])
        for cell in found.hints:
            if text_of(cell):
                for text in self._copies[cell].iter(w("t")):
                    text.text = ""
        for spot in sorted(found.gone, key=lambda spot: -spot.start):
            copied = self._copies[spot.paragraph]
            if text_of(copied) == text_of(spot.paragraph):
                type_in(replace(spot, paragraph=copied), "")
        return self._copy


@dataclass
class FilledForms:
    """What is filled into the forms of a pack.

    Attributes:
        mode: what becomes of filled forms.
        content: the values that were taken, as content.
    """

    mode: Mode
    content: TakenContent = field(default_factory=TakenContent)
    _taken: dict[etree._Element, list[TakenOut]] = field(default_factory=dict)
    _unsure: dict[etree._Element, list[FilledValue]] = field(default_factory=dict)
    _colons: dict[etree._Element, list[TakenOut]] = field(default_factory=dict)
    _copies: dict[etree._Element, _Copy] = field(default_factory=dict)
    _lines: list[str] = field(default_factory=list)

    @property
    def taken(self) -> int:
        """How many values were taken out of the forms."""
        return sum(map(len, self._taken.values()))

    @property
    def year(self) -> int:
        """The latest year that is common in the dates that were taken; 0 if there are none."""
        values = (taken.text for each in self._taken.values() for taken in each)
        years = Counter(int(year) for text in values for year in _YEAR.findall(text))
        return latest_of(years) or 0

    def read(self, document: Document, name: str, problems: Problems) -> Document:
        """Looks for values in a form, and takes them out of it if they are to be taken.

        Adds an error to ``problems`` for a filled form that is refused. A form that is not
        certainly filled stays as it is; each text that looks like a value is told. Returns the
        form.
        """
        if self.mode == "as-blank":
            return document
        found = filled_in(document)
        if self.mode == "take" and found.is_filled:
            for heads in join_continued(document.element.body):
                problems.add(warning(DRAFT_JOINED, Place(name), label=heads))
            self._take_out(document)
        elif found.is_filled:
            problems.add(refused(document, name, found))
        else:
            self._unsure[document.element.body] = found.sure
        return document

    def _take_out(self, document: Document) -> None:
        body, found = document.element.body, filled_in(document)
        self._copies[body] = _Copy(body)
        self._taken[body] = take_out(found.values)
        self._colons[body] = take_out(found.colons)
        self._unsure[body] = [value for value in found.values if not value.sure]

    def take(self, forms: Sequence[Form], edition: int, problems: Problems) -> None:
        """Takes the values that were found in the forms as content; others are told.

        ``forms`` are for the year ``edition``, and have their final paths, and no tags yet.
        """
        for form in forms:
            outline = PartOutline(form.document.element.body)
            taken = self._taken.get(form.document.element.body, [])
            before = len(self.content.left)
            content_of(form.form_fields, taken, self.content)
            colons = self._colons.get(form.document.element.body, [])
            back = [*colons, *self.content.left[before:]]
            for taken_out in reversed(back):  # those behind stay right
                by = taken_out.put_back()
                move_behind(form.form_fields, taken_out.spot, by)
            told = [(FILLED_LEFT, taken_out.value) for taken_out in self.content.left[before:]]
            told += [
                (FILLED_UNSURE, value) for value in self._unsure.get(form.document.element.body, [])
            ]
            for code, value in told:
                place = outline.place(value.spot.paragraph, form.file, "")
                problems.add(warning(code, Place(form.file), place, text=shortened(value.text)))
            copy = self._copies.get(form.document.element.body)
            found = form.form_fields
            report = (
                copy.left(found) if copy else left_blank(form.document.element.body, found, edition)
            )
            self._lines += body_lines(report)

    def drop_contradicted(self, drafted: DraftedPack, rules: Rules, problems: Problems) -> bool:
        """Drops the formulas that the form's own figures contradict. Returns whether there are any.

        The form is what was handed in: what it says is taken as it stands.
        """
        derived = drafted.filled(self.content.values, Problems()).derived
        dropped = False
        for path, typed in self.content.texts.items():
            given = derived.get(".".join(key.removesuffix("[]") for key in path))
            formulas = [formula for formula in rules.derived if path[: len(formula)] == formula]
            if not formulas or given is None or given == typed.strip():
                continue
            dropped = True
            for formula in formulas:
                del rules.derived[formula]
            words = {"field": path[-1], "typed": typed, "derived": given}
            problems.add(warning(FILLED_FORMULA, Place("pack.yaml"), **words))
        return dropped

    def content_for(self, drafted: DraftedPack, problems: Problems) -> dict[str, bytes]:
        """The files of the first unit, with the values; told if they do not give the form back."""
        filled = drafted.filled(self.content.values, problems)
        drafted.taken_check(filled, self._lines, problems)
        return filled.content


def refused(document: Document, name: str, found: FilledIn) -> Problem:
    """The error that tells of a filled form."""
    words = {"filled": len(found.sure), "share": f"{found.share:.0%}"}
    shown = found.sure[:_SHOWN]
    outline = PartOutline(document.element.body)
    place = outline.place(shown[0].spot.paragraph, name, "")
    examples = "、".join(f"「{shortened(value.text)}」" for value in shown)
    return template_error(FORM_FILLED, Place(name), place, form=name, examples=examples, **words)


def shortened(text: str) -> str:
    """The beginning of a value, on one line."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"
