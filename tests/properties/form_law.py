"""The law of drafted forms: every blank is tagged or told, what is filled stands in its place.

A drawn form becomes a pack, whose content files are filled and rendered. In the report, as in the
form, each text is where it was, and between the texts each blank has its value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docx.document import Document
from lxml import etree

from docgen.diagnostics import Problems
from docgen.project import Project
from docgen.scaffold.pack.draft import draft_pack
from docgen.scaffold.pack.form_fields import UNIT
from docgen.scaffold.pack.form_reader import read_form
from docgen.scaffold.pack.opening.form_file import open_form
from docgen.temporary import temporary_folder
from docgen.word.grid import cells_of
from docgen.word.xml import text_of, w
from tests.drafted_forms_fill import Filling, Keys, Schema, built, options_of
from tests.properties.drawn_forms import HINTS, MARKED, DrawnForm, Part

EDITION = 2023
_PACK, _FORM = "drafted", "form.docx"
_GAPS = re.compile(r"[\s_]+")
_FIGURE = re.compile(r"-?[\d,]+(?:\.\d+)?")
_TO_FILL = re.compile(r"【待[填算][^】]*】|待[填算]")
"""What a draft of a report prints where the content has nothing yet."""


@dataclass(eq=False)
class Typed(Filling):
    """Types a value of its own into each field.

    Attributes:
        zero: whether all figures are 0.
        texts: what was typed.
        figures: how many figures were typed.
    """

    zero: bool = False
    texts: list[str] = field(default_factory=list)
    figures: int = 0

    def _filled(self, value: Any, keys: Keys, schema: Schema) -> Any:
        filled = super()._filled(value, keys, schema)
        if keys == UNIT and filled in self.texts:  # the pack's own, for the name of its output
            self.texts.remove(filled)
        return filled

    def _value(self, kind: Schema, noted: str) -> Any:
        if options := options_of(kind):
            return options[0]
        types = kind.get("type", [])
        if "number" in types or "integer" in types:
            self.figures += 1
            number = 0 if self.zero else 1000 + self.figures
            self.texts.append(str(number))
            return number
        self.texts.append(self._word("甲"))
        return self.texts[-1]


@dataclass(frozen=True)
class Spot:
    """A blank of a drawn form.

    Attributes:
        printed: what the form prints there.
        found: what the report prints there.
        place: number of the table, row and column, from 0; of the stretch of lines outside.
    """

    printed: str
    found: str
    place: tuple[int, ...]

    @property
    def is_filled(self) -> bool:
        return self.found != self.printed


def squeezed(text: str) -> str:
    """A text without the whitespace and ``_`` that only make room."""
    return _GAPS.sub("", text)


def faults_of(form: DrawnForm) -> list[str]:
    """What of the law a form breaks; each fault as a sentence."""
    with temporary_folder("law") as folder:
        root = Path(folder).resolve()
        (root / "word_templates").mkdir()
        (root / "content").mkdir()
        form.document().save(str(root / _FORM))
        report = draft_pack([root / _FORM], _PACK, root=root, edition=EDITION)
        told = list(_told(root))
        if not report.files:
            return _nothing_drafted(form, told, [problem.code for problem in report.problems])
        return list(_Drafted(form, root, report.pack, report.content, told).faults())


def _nothing_drafted(form: DrawnForm, told: list[tuple[int, ...]], codes: list[str]) -> list[str]:
    blanks = "«" in str(form)
    return [f"nothing drafted: {codes}"] if blanks and not (told or "no-form" in codes) else []


def _told(root: Path) -> Iterator[tuple[int, ...]]:
    """The places of doubts: table, row and column, or the stretch of lines."""
    opened = open_form(root / _FORM, Project(root), Problems())
    assert opened is not None
    document = opened.document()
    found = read_form(document, EDITION)
    doubted = {id(element) for _, element, _ in found.doubts}
    children = list(document.element.body)
    number = -1
    for child in children:
        if child.tag == w("tbl"):
            number += 1
            for row, cells in enumerate(cells_of(child)):
                for cell in cells:
                    if any(id(element) in doubted for element in cell.element.iter()):
                        yield number, row, cell.column
        elif id(child) in doubted:
            yield (number + 1,)


@dataclass(eq=False)
class _Drafted:
    """A drafted pack whose content is filled."""

    form: DrawnForm
    root: Path
    pack: Path
    content: Path
    told: list[tuple[int, ...]]

    def faults(self) -> Iterator[str]:
        blank = self._built()
        yield from self._unlike(blank, "blank")
        typed = Typed({}, {}, frozenset(HINTS))
        fresh = {file: file.read_bytes() for file in self.content.rglob("*") if file.is_file()}
        typed.fill(self.pack, self.content)
        filled = self._built()
        if isinstance(filled, str):
            yield f"filled: {filled}"
            return
        spots, unlike = spots_of(self.form, filled)
        yield from (f"filled: {fault}" for fault in unlike)
        if unlike:
            return
        yield from self._missed(spots)
        there = " ".join(squeezed(spot.found).replace(",", "") for spot in spots)
        yield from (f"typed, and nowhere: {text}" for text in typed.texts if text not in there)
        for file, data in fresh.items():
            file.write_bytes(data)
        yield from self._zero(spots)

    def _built(self) -> Document | str:
        problems = Problems()
        try:
            document = built(self.content, self.root, problems)
        except Exception as failure:  # whatever it is, it is a fault of this form
            return f"{type(failure).__name__}: {failure}"
        said = sorted({f"{problem.code} {problem.words}" for problem in problems})
        return document if document is not None else " ".join(said)

    def _unlike(self, document: Document | str, name: str) -> Iterator[str]:
        if isinstance(document, str):
            yield f"{name}: {document}"
            return
        spots, unlike = spots_of(self.form, document)
        yield from (f"{name}: {fault}" for fault in unlike)
        for spot in spots:
            if _TO_FILL.sub("", spot.found) not in ("", spot.printed):
                yield f"{name}: prints {spot.found!r} at {spot.place}, not {spot.printed!r}"

    def _missed(self, spots: list[Spot]) -> Iterator[str]:
        filled = {spot.place for spot in spots if spot.is_filled}
        for spot in spots:
            boxes = spot.printed == "□" and spot.place in filled
            if not spot.is_filled and not boxes and not self._is_told(spot.place):
                yield f"missed without a word: {spot.printed!r} at {spot.place}"
            if spot.printed in HINTS and spot.printed in spot.found:
                yield f"a hint prints beside the value: {spot.found}"

    def _is_told(self, place: tuple[int, ...]) -> bool:
        """Whether a doubt stands at a place, or at the head of its column or row."""
        beside = len(place) > 1 and any(
            len(told) > 1
            and told[0] == place[0]
            and (told[1] == place[1] or (told[2] == place[2] and told[1] < place[1]))
            for told in self.told
        )
        return place in self.told or beside

    def _zero(self, before: list[Spot]) -> Iterator[str]:
        zero = Typed({}, {}, frozenset(HINTS), zero=True)
        zero.fill(self.pack, self.content)
        document = self._built()
        if isinstance(document, str):
            yield f"zero: {document}"
            return
        spots, unlike = spots_of(self.form, document)
        yield from (f"zero: {fault}" for fault in unlike)
        for old, new in zip(before, spots, strict=False):
            figure = squeezed(old.found).replace(",", "")
            if re.fullmatch(r"1\d\d\d", figure) and not _is_zero(new.found):
                yield f"zero: prints {new.found!r} at {new.place}"


def _is_zero(text: str) -> bool:
    found = _FIGURE.fullmatch(squeezed(text))
    return found is not None and float(found[0].replace(",", "")) == 0


# A form beside a document.


def spots_of(form: DrawnForm, document: Document) -> tuple[list[Spot], list[str]]:
    """The blanks of a form in a document made from it, and where the document is unlike it."""
    spots: list[Spot] = []
    unlike: list[str] = []
    ours, theirs = _stretches(form.parts), _elements(document)
    if len(ours) != len(theirs):
        return [], [f"{len(ours)} stretches became {len(theirs)}"]
    for number, ((lines, table), (paragraphs, element)) in enumerate(
        zip(ours, theirs, strict=True)
    ):
        _compare("\n".join(lines), "\n".join(paragraphs), (number,), spots, unlike)
        if table is not None and element is not None:
            _compare_table(table, element, number, spots, unlike)
    return spots, unlike


def _compare_table(
    table: list[str], element: etree._Element, number: int, spots: list[Spot], unlike: list[str]
) -> None:
    rows = cells_of(element)
    if len(rows) != len(table):
        unlike.append(f"table {number}: {len(table)} rows became {len(rows)}")
        return
    for at, (texts, cells) in enumerate(zip(table, rows, strict=True)):
        by_column = {cell.column: cell for cell in cells}
        for column, text in enumerate(texts.split("|")):
            if text == "<":
                continue
            cell = by_column.get(column)
            if cell is None or (text == "^") != (cell.merge == "continue"):
                unlike.append(f"table {number}: other cells in row {at}")
            elif text != "^":
                typed = "\n".join(map(text_of, cell.element.findall(w("p"))))
                _compare(text, typed, (number, at, column), spots, unlike)


def _compare(
    text: str, typed: str, place: tuple[int, ...], spots: list[Spot], unlike: list[str]
) -> None:
    """Adds the blanks of ``text`` as they are in ``typed``."""
    fixed = [squeezed(part) for part in MARKED.split(text)[::2]]
    printed = MARKED.findall(text)
    pattern = "(.*?)".join(map(re.escape, fixed))
    match = re.fullmatch(pattern, squeezed(typed))
    if match is None:
        unlike.append(f"{text!r} became {typed!r}")
        return
    for old, new in zip(printed, match.groups(), strict=True):
        spots.append(Spot(squeezed(old), new, place))


def _stretches(parts: tuple[Part, ...]) -> list[tuple[list[str], list[str] | None]]:
    """The lines before each table, with the table, and those behind the last."""
    found: list[tuple[list[str], list[str] | None]] = []
    lines: list[str] = []
    for part in parts:
        if isinstance(part, str):
            lines.append(part)
        else:
            found.append((lines, part))
            lines = []
    return [*found, (lines, None)]


def _elements(document: Document) -> list[tuple[list[str], etree._Element | None]]:
    found: list[tuple[list[str], etree._Element | None]] = []
    lines: list[str] = []
    for child in document.element.body:
        if child.tag == w("tbl"):
            found.append((lines, child))
            lines = []
        elif child.tag == w("p"):
            lines.append(text_of(child))
    return [*found, (lines, None)]
