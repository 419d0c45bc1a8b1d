"""Reads a workbook that was filled in: finds its rows and columns by their ids, and what is typed.

Rows and columns have their ids in the hidden first column and row of each sheet. So a sheet may be
renamed, and rows may be moved, added or deleted; what cannot be followed is told at its cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from docgen.diagnostics import Place, Problem, UsageError, warning
from docgen.diagnostics.codes import Code
from docgen.runs.workbooks.workbook_codes import (
    FIELD_MERGED,
    FORM_ROW_ADDED,
    FORM_ROW_GONE,
    LABEL_OVERTYPED,
    NOT_MADE_BY_SHEET_OUT,
    SHEET_GONE,
    SHEET_IDS_GONE,
    SHEET_RENAMED,
    SHEET_TWICE,
    TOTAL_OVERTYPED,
)
from docgen.runs.workbooks.workbook_records import (
    HEAD,
    ID,
    SHEET,
    FieldRecord,
    LabelRecord,
    RowRecord,
    WorkbookRecords,
    read_records,
)
from docgen.sheets.cells import Cell
from docgen.sheets.sheet import Sheet
from docgen.sheets.workbook import Workbook, open_workbook

_SHOWN = 30


@dataclass(frozen=True)
class TypedField:
    """A field, and the cell that it is typed in."""

    record: FieldRecord
    cell: Cell

    def renamed(self, name: Callable[[str], str]) -> TypedField:
        """The same field in another file."""
        return replace(self, record=replace(self.record, file=name(self.record.file)))


@dataclass(frozen=True)
class SheetRow:
    """A row of a list, as it stands in a sheet.

    Attributes:
        number: its number in the list when the workbook was made; ``None`` for a new one.
        fields: its fields; of a new row those of the row that it is like.
        place: its first field.
    """

    number: int | None
    fields: tuple[TypedField, ...]
    place: Place

    def with_fields(self, fields: Sequence[TypedField]) -> SheetRow:
        """The same row with the fields of a further line."""
        return replace(self, fields=(*self.fields, *fields))

    @property
    def is_blank(self) -> bool:
        """Whether nothing is typed in it."""
        return all(typed.cell.is_empty for typed in self.fields)


@dataclass
class FilledWorkbook:
    """A workbook that was read.

    Attributes:
        name: what messages call it.
        records: what it knows of itself.
        fields: the fields that are in no row of a list, or in one that was there.
        lists: the rows of each list as they stand in its sheet, by the id of the list.
        problems: what could not be taken as it is.
    """

    name: str
    records: WorkbookRecords
    fields: list[TypedField] = field(default_factory=list)
    lists: dict[str, list[SheetRow]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def rename(self, renamed: Callable[[str], str]) -> None:
        """Lets its fields and lists be those of other files, of a unit that was renamed."""
        lists = self.records.lists.items()
        self.records.lists = {key: replace(own, file=renamed(own.file)) for key, own in lists}
        self.fields = [each.renamed(renamed) for each in self.fields]
        for key, rows in self.lists.items():
            self.lists[key] = [
                replace(row, fields=tuple(each.renamed(renamed) for each in row.fields))
                for row in rows
            ]


def read_workbook(path: Path, name: str) -> FilledWorkbook:
    """The workbook at ``path``, which messages call ``name``.

    Raises :class:`WorkbookError` if it cannot be read, and :class:`UsageError` if it was not made
    by ``docgen sheet out``.
    """
    book = open_workbook(path, name)
    filled = FilledWorkbook(name, _records(book))
    for identifier, sheet in _sheets(book, filled).items():
        _SheetReader(filled, identifier, sheet).read()
    return filled


def _records(book: Workbook) -> WorkbookRecords:
    hidden = [sheet for sheet in book.sheets if sheet.cell(1, 1).text == HEAD]
    hidden.sort(key=lambda sheet: sheet.title != SHEET)
    try:
        rows = hidden[0].numbered_rows() if hidden else iter(())
        return read_records([cell.text for cell in cells] for _, cells in rows)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UsageError(NOT_MADE_BY_SHEET_OUT, Place(book.name)) from None


def _sheets(book: Workbook, filled: FilledWorkbook) -> dict[str, Sheet]:
    """The sheets of the workbook by their ids; what is wrong with them is told."""
    found, names = dict[str, Sheet](), filled.records.sheets
    by_name = sorted(book.sheets, key=lambda sheet: sheet.title not in names.values())
    for sheet in by_name:
        identifier = sheet.cell(1, 1).text.removeprefix(ID)
        if identifier not in names or not sheet.cell(1, 1).text.startswith(ID):
            continue
        name = names[identifier]
        if identifier in found:
            filled.problems.append(warning(SHEET_TWICE, sheet.place, name=name))
            continue
        found[identifier] = sheet
        if sheet.title != name:
            filled.problems.append(warning(SHEET_RENAMED, sheet.place, name=name))
    titles = {sheet.title: sheet for sheet in book.sheets}
    for identifier, name in names.items():
        if identifier not in found and name in titles:
            filled.problems.append(warning(SHEET_IDS_GONE, titles[name].place))
        elif identifier not in found:
            filled.problems.append(warning(SHEET_GONE, Place(book.name), name=name))
    return found


@dataclass
class _SheetReader:
    """Reads one sheet."""

    filled: FilledWorkbook
    identifier: str
    sheet: Sheet

    def read(self) -> None:
        """Adds the sheet's fields and rows, and tells what cannot be taken."""
        if self._lacks_ids():
            self.filled.problems.append(warning(SHEET_IDS_GONE, self.sheet.place))
            return
        self._read_fields()
        self._read_lists()
        self._tell_rows()
        self._tell_labels()

    @cached_property
    def _records(self) -> WorkbookRecords:
        return self.filled.records

    @cached_property
    def _columns(self) -> dict[str, int]:
        """The number of each column by its id; the first, if one was copied."""
        numbers = dict[str, int]()
        for column in range(2, self.sheet.last_column + 1):
            numbers.setdefault(self.sheet.cell(1, column).text, column)
        return numbers

    @cached_property
    def _ids(self) -> list[tuple[int, str]]:
        """The number and the id of each row that holds anything, in order."""
        rows = (number for number, _ in self.sheet.numbered_rows() if number > 1)
        return [(number, self.sheet.cell(number, 1).text) for number in rows]

    @cached_property
    def _rows(self) -> dict[str, int]:
        """The number of each row by its id; the first, if one was copied."""
        numbers = dict[str, int]()
        for number, identifier in self._ids:
            numbers.setdefault(identifier, number)
        return numbers

    @cached_property
    def _list_rows(self) -> dict[str, RowRecord]:
        rows = (row for row in self._records.rows if row.sheet == self.identifier)
        return {row.row: row for row in rows}

    @cached_property
    def _fields_by_row(self) -> dict[str, list[FieldRecord]]:
        found: dict[str, list[FieldRecord]] = {}
        for record in self._records.fields:
            if record.sheet == self.identifier:
                found.setdefault(record.row, []).append(record)
        return found

    def _lacks_ids(self) -> bool:
        rows, columns = (
            self._fields_by_row,
            {record.column for records in self._fields_by_row.values() for record in records},
        )
        there = sum(row in self._rows for row in rows)
        return 2 * there < len(rows) or 2 * len(columns & self._columns.keys()) < len(columns)

    def _typed(self, records: Sequence[FieldRecord], row: int) -> Iterator[TypedField]:
        """Yields the fields of a row, with their cells."""
        for record in records:
            column = self._columns.get(record.column)
            if column is None:
                continue
            cell = self.sheet.cell(row, column)
            if (cell.place.line, cell.place.column) != (row, column):
                place = Place(self.filled.name, row, column, self.sheet.title)
                self._tell(FIELD_MERGED, place, field=record.label)
            elif cell.problem:
                self.filled.problems.append(cell.problem.as_warning())
            else:
                yield TypedField(record, cell)

    def _tell(self, code: Code, place: Place, **words: str) -> None:
        self.filled.problems.append(warning(code, place, **words))

    def _read_fields(self) -> None:
        """The fields of rows of the form itself."""
        for identifier, records in self._fields_by_row.items():
            own = self._list_rows.get(identifier)
            outside = [record for record in records if own is None or not self._is_in(record, own)]
            if outside and identifier in self._rows:
                self.filled.fields += self._typed(outside, self._rows[identifier])

    def _is_in(self, record: FieldRecord, row: RowRecord) -> bool:
        own = self._records.lists[row.list]
        depth = len(own.keys)
        return record.file == own.file and record.keys[: depth + 1] == (*own.keys, row.number)

    def _read_lists(self) -> None:
        """The rows of lists, in the order in which they stand; one may have several lines."""
        rows = self.filled.lists
        like: RowRecord | None = None
        for number, identifier in self._ids:
            known = self._list_rows.get(identifier)
            like = known if identifier else like
            records = self._fields_by_row.get(like.row, ()) if like else ()
            within = [record for record in records if like and self._is_in(record, like)]
            if like is None or not within:
                continue
            typed = tuple(self._typed(within, number))
            is_known = like.number < len(self._records.lists[like.list].items)
            is_old = is_known and bool(identifier) and self._rows[identifier] == number
            own = rows.setdefault(like.list, [])
            same = [row for row in own if is_old and row.number == like.number]
            if same:
                own[own.index(same[0])] = same[0].with_fields(typed)
            elif is_old or any(not each.cell.is_empty for each in typed):
                place = typed[0].cell.place if typed else self.sheet.cell(number, 2).place
                own.append(SheetRow(like.number if is_old else None, typed, place))

    def _tell_rows(self) -> None:
        """Tells rows of the form that are gone, and rows that are neither its nor of a list."""
        for identifier, records in self._fields_by_row.items():
            own = self._list_rows.get(identifier)
            is_kept = own is not None and own.list in self.filled.lists
            if identifier not in self._rows and not is_kept:
                self._tell(FORM_ROW_GONE, self.sheet.place, field=records[0].label)
        taken = {
            typed.cell.place.line
            for rows in self.filled.lists.values()
            for row in rows
            for typed in row.fields
        }
        for number, identifier in self._ids:
            is_own = identifier and self._rows[identifier] == number
            if not is_own and number not in taken and (cell := self._first_filled(number)):
                self._tell(FORM_ROW_ADDED, cell.place, text=_short(cell.text))

    def _first_filled(self, row: int) -> Cell | None:
        cells = (self.sheet.cell(row, column) for column in range(2, self.sheet.last_column + 1))
        return next((cell for cell in cells if not cell.is_empty and cell.place.line == row), None)

    def _tell_labels(self) -> None:
        """Tells labels and totals that were typed over."""
        for label in self._records.labels:
            row, column = self._rows.get(label.row), self._columns.get(label.column)
            if label.sheet != self.identifier or row is None or column is None:
                continue
            cell = self.sheet.cell(row, column)
            if _squeezed(cell.text) != _squeezed(label.text) and cell.place.line == row:
                words = {"old": _short(label.text), "new": _short(cell.text)}
                self._tell(LABEL_OVERTYPED, cell.place, **words)
        has_formulas = any(self._total(total) for total in self._records.totals)
        for total in self._records.totals if has_formulas else ():  # an .xls does not say
            own = self._total_cell(total)
            if own and not own.is_formula and not own.is_empty:
                self._tell(TOTAL_OVERTYPED, own.place, new=_short(own.text))

    def _total_cell(self, total: LabelRecord) -> Cell | None:
        """The cell of a total of this sheet."""
        row, column = self._rows.get(total.row), self._columns.get(total.column)
        if total.sheet != self.identifier or row is None or column is None:
            return None
        return self.sheet.cell(row, column)

    def _total(self, total: LabelRecord) -> bool:
        cell = self._total_cell(total)
        return cell is not None and cell.is_formula


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
