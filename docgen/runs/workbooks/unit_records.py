"""What is written into the hidden sheet of a unit's workbook."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from docgen.content.content_edits import ContentEdits
from docgen.content.typed_dates import dates_in
from docgen.content.yaml_writer import KeyPath
from docgen.packs.content_index import ContentIndex
from docgen.packs.pack import Pack
from docgen.packs.schema_fields import Fields, Shape
from docgen.packs.typing import MARKDOWN
from docgen.runs.edition import Edition
from docgen.runs.workbooks.form_sheet import FormSheet, ListRow, SheetCell, fields_of
from docgen.runs.workbooks.printed_form import FieldKey, PrintedForm
from docgen.runs.workbooks.workbook_records import (
    FieldRecord,
    Item,
    LabelRecord,
    ListRecord,
    RowRecord,
    WorkbookRecords,
)

_LONGEST = 60
"""Characters of a value by which a row is known again; of a longer one its digest counts."""


def pack_digest(folder: Path) -> str:
    """A digest of the files of a pack, whatever their times."""
    total = hashlib.sha256()
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]


def file_digest(text: str) -> str:
    """A digest of the text of a content file."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def items_of(typed: ContentEdits, name: str, keys: KeyPath) -> tuple[Item, ...]:
    """The rows of a list as they are typed, each by what it is known by."""
    items = dict[int, dict[KeyPath, str]]()
    file = typed.yaml(name)
    for path, place in file.places.items() if file else ():
        number = path[len(keys)] if path[: len(keys)] == keys and len(path) > len(keys) else None
        if file and isinstance(number, int):
            items.setdefault(number, {})[path[len(keys) + 1 :]] = known_by(file.value(place))
    return tuple(items[number] for number in sorted(items))


def known_by(text: str) -> str:
    """What a value is known by: itself, or the digest of a long one."""
    plain = text.strip()
    short = plain if len(plain) <= _LONGEST else f"#{file_digest(plain)}"
    return "" if short == "~" else short


def row_id(number: int) -> str:
    """The id of a row of a sheet, counted from 0."""
    return f"r{number + 1}"


def column_id(number: int) -> str:
    """The id of a column of a sheet, counted from 0."""
    return f"c{number + 1}"


@dataclass(frozen=True)
class FieldTypes:
    """Tells the types of a pack's fields."""

    pack: Pack
    index: ContentIndex

    @cached_property
    def _fields(self) -> Fields:
        return Fields(self.pack.schema)

    def shape(self, steps: Sequence[str | int]) -> Shape:
        """The field that the keys lead to."""
        shape = self._fields.root
        for step in steps:
            is_row = isinstance(step, int)
            shape = self._fields.item(shape) if is_row else self._fields.child(shape, str(step))
        return shape

    def kind(self, steps: Sequence[str | int]) -> str:
        """What is typed in it, as :class:`FieldRecord` has it."""
        shape = self.shape(steps)
        types = set(shape.types)
        if (shape.schema or {}).get("contentMediaType") == MARKDOWN:
            return "markdown"
        if types & {"number", "integer"}:
            return "figure" if types <= {"number", "integer"} else "either"
        pattern = str((shape.schema or {}).get("pattern", ""))
        return "date" if pattern and _takes_dates(pattern) else "text"


def _takes_dates(pattern: str) -> bool:
    """Whether a field takes a day in one of the forms in which days are written."""
    return any(re.search(pattern, written) for written, _ in dates_in("2024-04-26"))


@dataclass
class RecordMaker:
    """Makes the records of a workbook of one unit."""

    edition: Edition
    folder: Path
    form: PrintedForm
    labels: Mapping[FieldKey, str]

    def records(self, sheets: Sequence[FormSheet]) -> WorkbookRecords:
        """The records of all sheets."""
        pack = self.form.pack
        digest = pack_digest(self.edition.project.home_of(pack.name).packs / pack.name)
        records = WorkbookRecords(self.edition.name, self.folder.name, pack.name, digest)
        self._typed = ContentEdits(self.edition.project.root)
        self._types = FieldTypes(pack, self.form.index)
        self._lists = dict[FieldKey, str]()
        for number, sheet in enumerate(sheets, 1):
            identifier = f"s{number}"
            records.sheets[identifier] = sheet.name
            self._add_rows(records, identifier, sheet)
            self._add_cells(records, identifier, sheet)
        names = dict.fromkeys(field.file for field in records.fields)
        records.files = {name: file_digest(self._typed.text(name)) for name in names}
        return records

    def _add_rows(self, records: WorkbookRecords, sheet_id: str, sheet: FormSheet) -> None:
        for number, row in enumerate(sheet.rows):
            if row is None:
                continue
            key = (row.file, row.keys)
            if key not in self._lists:
                self._lists[key] = f"l{len(self._lists) + 1}"
                items = items_of(self._typed, row.file, row.keys)[: self.form.rows[key]]
                own = ListRecord(self._lists[key], row.file, row.keys, items)
                records.lists[own.id] = own
            records.rows.append(RowRecord(sheet_id, row_id(number), self._lists[key], row.number))

    def _add_cells(self, records: WorkbookRecords, sheet_id: str, sheet: FormSheet) -> None:
        for (file, keys), cell in fields_of(sheet):
            place = self._typed.place(file, keys)
            base = (self._typed.value(place) or "") if place else ""
            record = FieldRecord(
                sheet_id,
                row_id(cell.row),
                column_id(sheet.column(cell.left)),
                file,
                keys,
                self._types.kind(cell.piece.steps),
                "" if base == "~" else base,
                self.labels.get((file, keys), ""),
                tuple(_also(sheet, cell, file, keys, self._typed)),
            )
            records.fields.append(record)
        for cell in sheet.cells:
            if is_fixed(cell) and cell.piece.text.strip():
                place_ids = (row_id(cell.row), column_id(sheet.column(cell.left)))
                records.labels.append(LabelRecord(sheet_id, *place_ids, cell.piece.text))


def is_fixed(cell: SheetCell) -> bool:
    """Whether a cell shows what the form prints, and not what follows from other cells."""
    return cell.piece.kind.value == "label" and not (cell.piece.key or cell.piece.steps)


def _also(
    sheet: FormSheet, cell: SheetCell, file: str, keys: KeyPath, typed: ContentEdits
) -> list[KeyPath]:
    """The same value in the other rows of a list that a merged cell covers."""
    rows = [row for row in sheet.rows[cell.row : cell.row + cell.rows] if row]
    first = next(iter(rows), None)
    if first is None or not _is_in(first, file, keys):
        return []
    depth, own = len(first.keys), typed.place(file, keys)
    value = typed.value(own) if own else None
    others = (
        (*keys[:depth], row.number, *keys[depth + 1 :]) for row in rows if row.keys == first.keys
    )
    found = dict.fromkeys(other for other in others if other != keys)
    places = {other: typed.place(file, other) for other in found}
    return [other for other, place in places.items() if place and typed.value(place) == value]


def _is_in(row: ListRow, file: str, keys: KeyPath) -> bool:
    return row.file == file and keys[: len(row.keys) + 1] == (*row.keys, row.number)
