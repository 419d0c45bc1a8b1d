"""What a workbook knows of itself: in a hidden sheet, what each of its cells is.

docgen-sheet 1 2023 unit pack digest      the unit it is of, and the pack
file   content/…/附件1.yaml sha256        the content files it was made from
sheet  s1 附件1                           each sheet; its hidden first cell has the id, too
list   l1 file keys                       each list, and what its rows were: item l1 0 {…}
row    s1 r12 l1 0                        which row of a list a row of a sheet is, or is room for
field  s1 r3 c5 file keys kind base …     which value a cell is, and what was typed there
label  s1 r3 c2 text                      what the form prints
total  s1 r9 c5                           a value that follows from others, by a formula of Excel

Rows and columns have ids in the hidden first column and row of their sheet, so that a cell is found
again when rows were moved or added.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from docgen.content.yaml_writer import KeyPath

SHEET = "docgen"
"""The name of the hidden sheet."""
HEAD = "docgen-sheet"
VERSION = "1"
ID = "docgen:"
"""Begins the hidden first cell of a sheet; its id follows."""

Item = Mapping[KeyPath, str]
"""A row of a list as typed: its values by the keys within it."""


@dataclass(frozen=True)
class FieldRecord:
    """A cell in which a value is typed.

    Attributes:
        sheet: the id of its sheet.
        row: the id of its row.
        column: the id of its column.
        file: the content file.
        keys: the keys that lead to the value there.
        kind: ``figure``, ``either`` a figure or a text, ``date``, ``text``, or ``markdown``.
        base: what was typed there when the workbook was made.
        label: the labels that name it on the form.
        also: other places of the same value, which the cell prints for several rows of a list.
    """

    sheet: str
    row: str
    column: str
    file: str
    keys: KeyPath
    kind: str
    base: str
    label: str = ""
    also: tuple[KeyPath, ...] = ()


@dataclass(frozen=True)
class RowRecord:
    """A row of a sheet that prints a row of a list, or a blank one behind them: its number."""

    sheet: str
    row: str
    list: str
    number: int


@dataclass(frozen=True)
class ListRecord:
    """A list, and its rows when the workbook was made."""

    id: str
    file: str
    keys: KeyPath
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class LabelRecord:
    """What a locked cell shows."""

    sheet: str
    row: str
    column: str
    text: str


@dataclass
class WorkbookRecords:
    """All that a workbook knows of itself."""

    edition: str
    unit: str
    pack: str
    digest: str
    files: dict[str, str] = field(default_factory=dict)
    sheets: dict[str, str] = field(default_factory=dict)
    lists: dict[str, ListRecord] = field(default_factory=dict)
    rows: list[RowRecord] = field(default_factory=list)
    fields: list[FieldRecord] = field(default_factory=list)
    labels: list[LabelRecord] = field(default_factory=list)
    totals: list[LabelRecord] = field(default_factory=list)

    def lines(self) -> Iterator[Sequence[str]]:
        """Yields the rows of the hidden sheet."""
        yield HEAD, VERSION, self.edition, self.unit, self.pack, self.digest
        yield from (("file", name, digest) for name, digest in self.files.items())
        yield from (("sheet", identifier, name) for identifier, name in self.sheets.items())
        for own in self.lists.values():
            yield "list", own.id, own.file, _written(list(own.keys))
            for number, item in enumerate(own.items):
                values = [[list(keys), text] for keys, text in item.items()]
                yield "item", own.id, str(number), _written(values)
        for row in self.rows:
            yield "row", row.sheet, row.row, row.list, str(row.number)
        for each in self.fields:
            also = _written([list(keys) for keys in each.also])
            place = (each.sheet, each.row, each.column, each.file, _written(list(each.keys)))
            yield "field", *place, each.kind, _written(each.base), _written(each.label), also
        for label in self.labels:
            yield "label", label.sheet, label.row, label.column, _written(label.text)
        yield from (("total", each.sheet, each.row, each.column) for each in self.totals)


def read_records(lines: Iterable[Sequence[str]]) -> WorkbookRecords:
    """What the rows of a hidden sheet say. Raises ``ValueError`` if they are no such rows."""
    records: WorkbookRecords | None = None
    for line in lines:
        kind, *words = line
        if kind == HEAD:
            _, edition, unit, pack, digest = words[:5]
            records = WorkbookRecords(edition, unit, pack, digest)
        elif records is None:
            raise ValueError(kind)
        elif kind:
            _read(records, kind, words)
    if records is None:
        raise ValueError
    return records


def _read(records: WorkbookRecords, kind: str, words: Sequence[str]) -> None:
    match kind, *words:
        case "file", name, digest, *_:
            records.files[name] = digest
        case "sheet", identifier, name, *_:
            records.sheets[identifier] = name
        case "list", identifier, file, keys, *_:
            records.lists[identifier] = ListRecord(identifier, file, _keys(json.loads(keys)))
        case "item", identifier, _, values, *_:
            own = records.lists[identifier]
            item = {_keys(keys): str(text) for keys, text in json.loads(values)}
            items = (*own.items, item)
            records.lists[identifier] = ListRecord(own.id, own.file, own.keys, items)
        case "row", sheet, row, identifier, number, *_:
            records.rows.append(RowRecord(sheet, row, identifier, int(number)))
        case "field", sheet, row, column, file, keys, value_kind, base, label, also, *_:
            others = tuple(_keys(other) for other in json.loads(also))
            place = (sheet, row, column, file, _keys(json.loads(keys)), value_kind)
            own_base, own_label = str(json.loads(base)), str(json.loads(label))
            records.fields.append(FieldRecord(*place, own_base, own_label, others))
        case "label", sheet, row, column, text, *_:
            records.labels.append(LabelRecord(sheet, row, column, str(json.loads(text))))
        case "total", sheet, row, column, *_:
            records.totals.append(LabelRecord(sheet, row, column, ""))
        case _:
            raise ValueError(kind)


def _written(value: Any) -> str:
    """A value as JSON, which no program takes for a number, a date or a formula."""
    return json.dumps(value, ensure_ascii=False)


def _keys(value: Iterable[Any]) -> KeyPath:
    """Keys as JSON has them. Raises ``ValueError`` for anything else."""
    keys = tuple(value)
    if not all(isinstance(key, (str, int)) for key in keys):
        raise ValueError
    return keys
