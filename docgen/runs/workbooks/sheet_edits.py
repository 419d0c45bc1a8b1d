"""The edits of a workbook: what was typed in it that was not there when it was made.

base    what was typed in the content when the workbook was made
theirs  what its cells say
ours    the content as it is

What both have changed, and not alike, is a conflict, told at its cell with where it stands in the
content.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import TypeAlias

from docgen.content.content_edits import ContentEdits
from docgen.content.yaml_writer import KeyPath
from docgen.diagnostics import EditsAtRiskError, Place, Problem, warning
from docgen.diagnostics.codes import Code, problem_code
from docgen.runs.workbooks.cell_pieces import typed_as_text
from docgen.runs.workbooks.filled_workbook import (
    FilledWorkbook,
    SheetRow,
    TypedField,
)
from docgen.runs.workbooks.list_plans import ListPlan, list_plan, matched_rows
from docgen.runs.workbooks.printed_form import FieldKey
from docgen.runs.workbooks.typed_cells import is_same, typed_text
from docgen.runs.workbooks.unit_records import items_of, known_by
from docgen.runs.workbooks.workbook_codes import FORMULA_TAKEN
from docgen.runs.workbooks.workbook_records import Item, ListRecord

SHEET_CONFLICT = problem_code(
    "sheet-conflict",
    en=(
        "「{field}」 was changed on both sides: here 「{theirs}」, in the content 「{ours}」 "
        "({content}); this cell was not taken",
        "type what it shall be into the content; or write a new workbook, and type it there",
    ),
    zh=(
        "「{field}」两边都改了：这里是「{theirs}」，内容里是「{ours}」（{content}）；这一格没有写回",
        "在内容里改成最后的说法；或重新导出表格，填在新的表格里",
    ),
)
SHEET_ROW_CONFLICT = problem_code(
    "sheet-row-conflict",
    en=(
        "this row is changed on one side and deleted on the other ({content}); it was not taken",
        "look at the list in the content, and make it what it shall be there",
    ),
    zh=(
        "这一行一边改了，另一边删了（{content}），没有写回",
        "看看内容里的这个清单，在那里改成最后的样子",
    ),
)
SHEET_ORDER_CONFLICT = problem_code(
    "sheet-order-conflict",
    en=(
        "the rows of this list are in another order on both sides; that of the content stays",
        "if another order is meant, move the rows in the content",
    ),
    zh=("这个清单的顺序两边都改了，按内容里的顺序", "要换顺序的，在内容里移动"),
)
SHEET_FIELD_GONE = problem_code(
    "sheet-field-gone",
    en=(
        "the content has no place for 「{field}」 any more; 「{theirs}」 was not taken",
        "write a new workbook with docgen sheet out, and type it there",
    ),
    zh=(
        "内容里已经没有「{field}」的位置，「{theirs}」没有写回",
        "用 docgen sheet out 重新导出，填在新的表格里",
    ),
)

_SHOWN = 30


class SheetEditKind(Enum):
    """The kinds of edits of a workbook."""

    CHANGED = "changed"
    ROW_ADDED = "row-added"
    ROW_REMOVED = "row-removed"
    ROW_MOVED = "row-moved"


@dataclass(frozen=True, eq=False)
class NewRow:
    """A row that was added to a list: its values by the keys within it, and its cells."""

    values: dict[KeyPath, str]
    places: dict[KeyPath, Place]


Row: TypeAlias = "int | NewRow"


@dataclass(eq=False)
class SheetEdit:
    """An edit of a workbook.

    Attributes:
        kind: what was done.
        place: its cell; of a row the first cell.
        label: the labels that name it on the form.
        old: what was typed before; of a row its values.
        new: what is typed now.
        written: what is written for it: signs that Markdown would take for its own are escaped.
        file: the content file.
        keys: where the value, or the row, is in it now; of a new row where its list is.
        also: where the same value is that its cell prints for other rows.
        row: the new row.
        content: where it stands in the content, as far as it is there.
        meant: what was written for it, if that is another text.
        reason: the problem for which it is not taken.
    """

    kind: SheetEditKind
    place: Place
    label: str
    old: str
    new: str
    file: str
    keys: KeyPath
    also: tuple[KeyPath, ...] = ()
    row: NewRow | None = None
    written: str = ""
    content: Place | None = None
    meant: str = ""
    reason: Problem | None = None

    @property
    def list_key(self) -> FieldKey:
        """The list of a row."""
        is_new = self.kind in (SheetEditKind.ROW_ADDED, SheetEditKind.ROW_MOVED)
        return self.file, self.keys if is_new else self.keys[:-1]


@dataclass
class SheetEdits:
    """Finds the edits of a workbook.

    Attributes:
        filled: the workbook.
        now: the content as it is.
        edits: what was done in it.
        problems: conflicts, and what could not be followed.
        plans: what becomes of the rows of each list, by its place in the content.
    """

    filled: FilledWorkbook
    now: ContentEdits
    edits: list[SheetEdit] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    plans: dict[FieldKey, ListPlan[NewRow]] = field(default_factory=dict)

    def find(self) -> None:
        """Finds all edits."""
        for typed in self.filled.fields:
            self._field(typed)
        for identifier, rows in self.filled.lists.items():
            own = self.filled.records.lists[identifier]
            for row in rows:
                stays = row.number is not None and not self._goes(row, rows)
                for typed in row.fields if stays else ():
                    self._field(typed)
            self._list(own, rows)

    @cached_property
    def _numbers(self) -> dict[FieldKey, list[int | None]]:
        """The number that each row has now, by the place that its list had."""
        numbers: dict[FieldKey, list[int | None]] = {}
        for own in sorted(self.filled.records.lists.values(), key=lambda each: len(each.keys)):
            keys = _moved(own.file, own.keys, numbers)
            now = items_of(self.now, own.file, keys) if keys is not None else ()
            numbers[own.file, own.keys] = matched_rows(own.items, now)
        return numbers

    def _keys(self, file: str, keys: KeyPath) -> KeyPath | None:
        """Where a value is now; ``None`` if the row is gone that it was in."""
        return _moved(file, keys, self._numbers)

    def _value(self, file: str, keys: KeyPath) -> tuple[str, Place | None]:
        """What is typed at keys now, and where; blank if nothing is there."""
        place = self.now.place(file, keys)
        value = (self.now.value(place) if place else "") or ""
        return "" if value == "~" else value, place

    def _field(self, typed: TypedField) -> None:
        """Adds the edit of a field, if it was edited."""
        record, cell = typed.record, typed.cell
        theirs = typed_text(cell, record.kind)
        if is_same(theirs, record.base):
            return
        words = {"field": record.label, "theirs": _short(theirs)}
        keys = self._keys(record.file, record.keys)
        written = self._written(record.kind, theirs)
        if keys is None or written is None:
            self._tell(SHEET_FIELD_GONE, cell.place, **words)
            return
        ours, place = self._value(record.file, keys)
        if is_same(written, ours):
            return
        if not is_same(ours, record.base):
            content = str(place or record.file)
            self._tell(SHEET_CONFLICT, cell.place, **words, ours=_short(ours), content=content)
            return
        also = tuple(filter(None, (self._keys(record.file, other) for other in record.also)))
        edit = SheetEdit(
            SheetEditKind.CHANGED,
            cell.place,
            record.label,
            record.base,
            theirs,
            record.file,
            keys,
            also,
            written=written,
            content=place,
        )
        self.edits.append(edit)
        if cell.is_formula:
            self.problems.append(warning(FORMULA_TAKEN, cell.place, new=_short(theirs)))

    def _written(self, kind: str, text: str) -> str | None:
        """What is typed in the content for a text of a cell; ``None`` if nothing can be."""
        return typed_as_text(text) if kind == "markdown" and text else text

    def _goes(self, row: SheetRow, rows: list[SheetRow]) -> bool:
        """Whether a row that was filled in has been emptied, and so goes; not the only one."""
        had = any(typed.record.base.strip() for typed in row.fields)
        return row.is_blank and had and len(rows) > 1

    def _list(self, own: ListRecord, rows: list[SheetRow]) -> None:
        """Adds the edits of the rows of a list: those that came, went, or moved."""
        keys = self._keys(own.file, own.keys)
        if keys is None:
            return
        now = items_of(self.now, own.file, keys)
        numbers = self._numbers[own.file, own.keys]
        printed = {row.number for row in self.filled.records.rows if row.list == own.id}
        others = [item for number, item in enumerate(now) if number not in numbers]
        theirs = list(self._theirs(own, rows, others))
        for number in range(len(own.items)):  # those that no row of a sheet prints
            if number not in printed:
                before = theirs.index(number - 1) + 1 if number - 1 in theirs else 0
                theirs.insert(before, number)
        plan = list_plan(theirs, numbers, len(now))
        place = rows[0].place if rows else Place(self.filled.name)
        if plan.disagrees:
            self._tell(SHEET_ORDER_CONFLICT, place)
        self.plans[own.file, keys] = plan
        for row in theirs:
            if isinstance(row, NewRow):
                new, at = _joined(row.values), next(iter(row.places.values()), place)
                added = (SheetEditKind.ROW_ADDED, at, str(keys[-1]), "", new, own.file, keys)
                self.edits.append(SheetEdit(*added, row=row))
        for number in range(len(own.items)):
            current = numbers[number]
            if current in plan.gone and current is not None:
                self._removed(own, keys, number, current, rows)
        if plan.is_moved:
            moved = (SheetEditKind.ROW_MOVED, place, str(keys[-1]), "", "", own.file, keys)
            self.edits.append(SheetEdit(*moved))

    def _theirs(self, own: ListRecord, rows: list[SheetRow], others: list[Item]) -> Iterator[Row]:
        """Yields the rows of the workbook: numbers of those that were there, and new ones.

        A new one that the content has got meanwhile is none, as when a workbook is taken in twice.
        """
        depth = len(own.keys) + 1
        for row in rows:
            if row.number is not None:
                if not self._goes(row, rows):
                    yield row.number
                continue
            values, places = dict[KeyPath, str](), dict[KeyPath, Place]()
            for typed in row.fields:
                text = typed_text(typed.cell, typed.record.kind)
                values[typed.record.keys[depth:]] = self._written(typed.record.kind, text) or ""
                places[typed.record.keys[depth:]] = typed.cell.place
            same = [item for item in others if _is_item(item, values)]
            if same:
                others.remove(same[0])
            else:
                yield NewRow(values, places)

    def _removed(
        self, own: ListRecord, keys: KeyPath, number: int, current: int, rows: list[SheetRow]
    ) -> None:
        """Adds the edit of a row that went; a conflict, if it was changed meanwhile."""
        now = items_of(self.now, own.file, keys)[current]
        emptied = next((row.place for row in rows if row.number == number), None)
        place = emptied or (rows[0].place if rows else Place(self.filled.name))
        at = self.now.item_place(own.file, (*keys, current))
        if now != own.items[number]:
            self._tell(SHEET_ROW_CONFLICT, place, content=str(at))
            plan = self.plans[own.file, keys]
            self.plans[own.file, keys] = plan.keeping(current)
            return
        edit = SheetEdit(
            SheetEditKind.ROW_REMOVED,
            place,
            str(keys[-1]),
            _joined(now),
            "",
            own.file,
            (*keys, current),
            content=at,
        )
        self.edits.append(edit)

    def _tell(self, code: Code, place: Place, **words: str) -> None:
        self.problems.append(EditsAtRiskError(code, place, **words).problem)


def _moved(file: str, keys: KeyPath, numbers: dict[FieldKey, list[int | None]]) -> KeyPath | None:
    """Keys as they are now, where rows of lists around them have other numbers."""
    moved = list(keys)
    for depth, key in enumerate(keys):
        known = numbers.get((file, keys[:depth]))
        if known is not None and isinstance(key, int) and key < len(known):
            now = known[key]
            if now is None:
                return None
            moved[depth] = now
    return tuple(moved)


def _is_item(item: Item, values: dict[KeyPath, str]) -> bool:
    """Whether a row of the content says what a new row of the workbook does."""
    return all(
        is_same(known_by(values.get(key, "")), item.get(key, ""))
        for key in item.keys() | values.keys()
    )


def _joined(values: Item) -> str:
    return " | ".join(_short(text) for text in values.values() if text)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
