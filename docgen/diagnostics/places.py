"""Places: in a file, in a template, in a finished file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase
from typing import Any, NamedTuple

_CELL = re.compile(r"t(\d+)r(\d+)c(\d+)")


class Place(NamedTuple):
    """A place in a file; line and column count from 1, line 0 means the whole file.

    In a workbook, ``sheet`` names the sheet, and line and column are those of the cell. Content
    that says ``!cell`` takes its value from there: ``reference`` is then where it says so, as
    ``file:line:column``. Each value that is read has a place: it is a tuple because that is made
    in a third of the time.

    In a Word file that is read as a report, ``spot`` says where its reader finds it: page, table,
    row and cell, or the words of the paragraph. ``line`` then counts paragraphs and cells, and
    ``column`` characters; only ``spot`` is told.
    """

    file: str
    line: int = 0
    column: int = 0
    sheet: str = ""
    reference: str = ""
    spot: DocumentPlace | None = None

    def __str__(self) -> str:
        """``file:line:column``, which editors turn into a link; ``file!sheet!F12`` for a cell.

        Behind a cell that content takes a value from stands where it does so. In a Word file it is
        ``file!p3!t2r4c2``, page 3, table 2, row 4, cell 2, which messages say in their language.
        """
        if self.spot:
            return self.file + self.spot.signs
        if cell := self.cell_name:
            return f"{cell} ({self.reference})" if self.reference else cell
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    @property
    def cell_name(self) -> str:
        """``file!sheet!F12``, or as much of it as is known; empty for no place in a workbook."""
        if not (self.sheet or self.reference):
            return ""
        return "!".join(filter(None, (self.file, self.sheet, self.address)))

    @property
    def typed(self) -> Place:
        """Where it is typed in the content: for a value from a cell, its reference; else itself."""
        if not self.reference:
            return self
        file, line, column = self.reference.rsplit(":", 2)
        return Place(file, int(line), int(column))

    def typed_at(self, typed: Place) -> Place:
        """The same place, typed elsewhere: another reference to the cell, or that place itself."""
        return self._replace(reference=str(typed)) if self.reference else typed

    @property
    def is_taken(self) -> bool:
        """Whether it is of a value that content takes from a workbook: nobody types it there."""
        return bool(self.reference)

    @property
    def address(self) -> str:
        """The address of a cell as a sheet shows it: ``F12``; empty for the whole sheet."""
        return f"{column_letters(self.column)}{self.line}" if self.line else ""

    def shifted(self, lines: int, column: int) -> Place:
        """The place ``lines`` further down, at ``column``; a text in a cell has no other place."""
        if self.reference:
            return self
        return Place(self.file, self.line + lines, column, self.sheet, spot=self.spot)

    def in_file(self, file: str) -> Place:
        """The same line and column of another ``file``."""
        return Place(file, self.line, self.column, self.sheet, self.reference, self.spot)


def column_letters(number: int) -> str:
    """The letters of a column of a sheet, counted from 1: ``A``, ``Z``, ``AA``."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, len(ascii_uppercase))
        letters = ascii_uppercase[rest] + letters
    return letters


@dataclass(frozen=True, order=True)
class TemplatePlace:
    """The place of a placeholder in a pack: part, then table, row and cell, or paragraph.

    Tables, rows, cells and paragraphs count from 1, as a person counts them in Word; 0 means that
    the placeholder is not in one. ``story`` names a header or footer.
    """

    part: str
    table: int = 0
    row: int = 0
    cell: int = 0
    paragraph: int = 0
    story: str = ""


@dataclass(frozen=True)
class DocumentPlace:
    """A place in a finished file, described so that a reader of the file finds it.

    Attributes:
        page: page of the PDF, from 1, the cover included; 0 for a .docx.
        section: section of the .docx, from 1.
        heading: the heading above the place.
        table: number of the table, from 1.
        row: number of the row in the table, from 1.
        cell: number of the cell in the row, from 1.
        label: label of the row, or of the row and the column, as the form prints them.
        words: the first words of the paragraph.
        style: the name of a style, if the place is the style itself.
        nested: the place in a table within the cell, whose tables count from 1.
    """

    page: int = 0
    section: int = 0
    heading: str = ""
    table: int = 0
    row: int = 0
    cell: int = 0
    label: str = ""
    words: str = ""
    style: str = ""
    nested: DocumentPlace | None = None

    @property
    def signs(self) -> str:
        """The place in no language: ``!p3!t2r4c2!「基本支出」``, ``!p3!「二、概况」!“全年支出”``.

        It has what the reader of a report needs: page, then cell and label, or heading and words.
        """
        cell, place = "", self if self.table else None
        while place:
            cell += f"t{place.table}r{place.row}c{place.cell}"
            inner, place = place, place.nested
        above = inner.label if cell else self.heading
        parts = (
            f"p{self.page}" if self.page else "",
            cell,
            f"「{above}」" if above else "",
            f"“{self.words}”" if self.words else "",
        )
        return "".join(f"!{part}" for part in parts if part)

    @classmethod
    def of_signs(cls, signs: str) -> DocumentPlace:
        """The place that :attr:`signs` says."""
        page, table = re.search(r"!p(\d+)", signs), re.search(r"!((?:t\d+r\d+c\d+)+)", signs)
        above, words = re.search("!「(.*?)」", signs), re.search("!“(.*?)”", signs)
        first = words[1] if words else ""
        if table is None:
            place = cls(heading=above[1] if above else "", words=first)
        else:
            cells = [tuple(map(int, cell)) for cell in _CELL.findall(table[1])]
            places = [cls(table=cell[0], row=cell[1], cell=cell[2]) for cell in cells]
            place = replace(places.pop(), label=above[1] if above else "", words=first)
            for outer in reversed(places):
                place = replace(outer, nested=place)
        return replace(place, page=int(page[1]) if page else 0)

    def within(self, outer: DocumentPlace) -> DocumentPlace:
        """The same place as one in a table within the cell at ``outer``."""
        inner = self.within(outer.nested) if outer.nested else self
        return replace(outer, nested=inner)

    def labelled(self, labels: Sequence[str]) -> DocumentPlace:
        """The same place with the label of each table around it, the outermost first."""
        nested = self.nested.labelled(labels[1:]) if self.nested else None
        return replace(self, label=labels[0] if labels else "", nested=nested)

    def innermost(self, **values: Any) -> DocumentPlace:
        """The same place with other ``values`` of its attributes in the innermost table."""
        if self.nested:
            return replace(self, nested=self.nested.innermost(**values))
        return replace(self, **values)
