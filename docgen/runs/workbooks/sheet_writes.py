"""Writes chosen edits of a workbook into the texts of content files.

Values go first, then the rows of lists, the innermost first: rows that come, rows that go, and
then their order.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import yaml

from docgen.content.content_edits import ContentEdits
from docgen.content.field_changes import with_field, with_group
from docgen.content.row_changes import NO_ROW
from docgen.content.source_files import apply_patches
from docgen.content.yaml_rows import YamlRows, rows_of
from docgen.content.yaml_writer import KeyPath, YamlFile
from docgen.diagnostics import DocgenError, Place, Problem, UsageError
from docgen.runs.workbooks.list_plans import ListPlan
from docgen.runs.workbooks.printed_form import FieldKey
from docgen.runs.workbooks.sheet_edits import NewRow, Row, SheetEdit, SheetEditKind


@dataclass
class WrittenEdits:
    """What chosen edits make of the content.

    Attributes:
        texts: the new texts of the files that change.
        keys: where the value or the row of each edit stands then.
        refused: the edits that cannot be written, each with the problem.
    """

    texts: dict[str, str] = field(default_factory=dict)
    keys: dict[SheetEdit, FieldKey] = field(default_factory=dict)
    refused: dict[SheetEdit, Problem] = field(default_factory=dict)


@dataclass(frozen=True)
class SheetWrites:
    """Writes edits; ``plans`` has what becomes of the rows of each list."""

    now: ContentEdits
    plans: Mapping[FieldKey, ListPlan[NewRow]]

    def written(self, edits: Collection[SheetEdit]) -> WrittenEdits:
        """What these edits make of the content."""
        done = WrittenEdits()
        for name in dict.fromkeys(edit.file for edit in edits):
            own = [edit for edit in edits if edit.file == name]
            text = self._with_values(name, [each for each in own if not _is_of_row(each)], done)
            lists = dict.fromkeys(each.list_key for each in own if _is_of_row(each))
            for key in sorted(lists, key=lambda key: -len(key[1])):
                rows = [each for each in own if _is_of_row(each) and each.list_key == key]
                text = _ListWriter(name, key[1], self.plans[key], rows, done).written(text)
            if text != self.now.text(name):
                done.texts[name] = text
        return done

    def _with_values(self, name: str, edits: Sequence[SheetEdit], done: WrittenEdits) -> str:
        """The text of a file with the values of edits; fields that it lacks come in."""
        file, patches, lacking = self.now.yaml(name), dict[Place, str](), list[SheetEdit]()
        text = self.now.text(name)
        for edit in edits:
            done.keys[edit] = name, edit.keys
            places = [file.places.get(keys) if file else None for keys in (edit.keys, *edit.also)]
            if places[0] is None:
                lacking.append(edit)
            patches |= {place: edit.written for place in places if place}
        if file and patches:
            text = apply_patches(text, [file.patch(place, new) for place, new in patches.items()])
        for edit in lacking:
            try:
                text = _with_new_field(name, text, edit.keys, edit.written)
            except (DocgenError, yaml.YAMLError) as reason:
                done.refused[edit] = _problem(reason, edit)
        return text


def _is_of_row(edit: SheetEdit) -> bool:
    return edit.kind is not SheetEditKind.CHANGED


def _problem(reason: Exception, edit: SheetEdit) -> Problem:
    if isinstance(reason, DocgenError):
        return reason.problem
    return UsageError(NO_ROW, edit.content or Place(edit.file)).problem


def _with_new_field(name: str, text: str, keys: KeyPath, new: str) -> str:
    """The text of a file with a field that it lacks, below the group or the blank that is there."""
    if not new:
        return text
    file = YamlFile(name, text)
    depth = next(at for at in range(len(keys) - 1, -1, -1) if not at or _has(file, keys[:at]))
    node = file.node(keys[:depth])
    mark = node.start_mark if node is not None else None
    place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
    place = file.places.get(keys[:depth], place)
    steps = "".join(f".{key}" if isinstance(key, str) else f"[{key}]" for key in keys[depth:])
    return with_field(place, steps.lstrip("."), new)(name, text).text


def _has(file: YamlFile, keys: KeyPath) -> bool:
    try:
        return file.node(keys) is not None
    except (AssertionError, IndexError, StopIteration, ValueError):
        return False


@dataclass
class _ListWriter:
    """Writes the edits of the rows of one list."""

    name: str
    keys: KeyPath
    plan: ListPlan[NewRow]
    edits: Sequence[SheetEdit]
    done: WrittenEdits

    def written(self, text: str) -> str:
        """The text of the file with them."""
        rows = rows_of(YamlFile(self.name, text), self.keys)
        order: list[Row] = list(range(len(rows.spans) if rows else 0))
        for edit in self.edits:
            try:
                if edit.kind is SheetEditKind.ROW_ADDED and edit.row:
                    text = self._with_row(text, order, edit.row)
                elif edit.kind is SheetEditKind.ROW_REMOVED:
                    text = self._without_row(text, order, int(edit.keys[-1]), edit)
            except (DocgenError, yaml.YAMLError) as reason:
                self.done.refused[edit] = _problem(reason, edit)
        if any(edit.kind is SheetEditKind.ROW_MOVED for edit in self.edits):
            text = self._in_order(text, order)
        for edit in self.edits:
            if edit.row in order:
                self.done.keys[edit] = self.name, (*self.keys, order.index(edit.row))
            else:
                self.done.keys[edit] = self.name, self.keys
        self._move_values(order)
        return text

    def _move_values(self, order: Sequence[Row]) -> None:
        """Lets the values of rows that were there stand where their rows are now."""
        depth = len(self.keys)
        for edit, (name, keys) in list(self.done.keys.items()):
            within = name == self.name and keys[:depth] == self.keys and len(keys) > depth
            number = keys[depth] if within else None
            if number in order and edit.row is None:
                moved = (*self.keys, order.index(number), *keys[depth + 1 :])
                self.done.keys[edit] = name, moved

    def _with_row(self, text: str, order: list[Row], row: NewRow) -> str:
        """The text with a new row behind the one that is above it in the plan."""
        place = self.plan.rows.index(row)
        above = next((other for other in reversed(self.plan.rows[:place]) if other in order), None)
        at = order.index(above) + 1 if above is not None else 0
        if not order:
            text = self._with_first(text, row)
        else:
            text = self._rows(text).with_blank(max(at - 1, 0))
            text = text if at else self._rows(text).with_next_before(0)
            text = self._with_values(text, at, row)
        order.insert(at, row)
        return text

    def _with_first(self, text: str, row: NewRow) -> str:
        file = YamlFile(self.name, text)
        place = file.places.get(self.keys)
        if place is None:
            node = file.node(self.keys)
            raise UsageError(NO_ROW, Place(self.name, node.start_mark.line + 1 if node else 0))
        return with_group(place, "[]", row.values)(self.name, text).text

    def _with_values(self, text: str, number: int, row: NewRow) -> str:
        file = YamlFile(self.name, text)
        own = {(*self.keys, number, *keys): value for keys, value in row.values.items()}
        known = [(file.places[keys], value) for keys, value in own.items() if keys in file.places]
        text = apply_patches(text, [file.patch(place, value) for place, value in known])
        for keys, value in own.items():
            if keys not in file.places:
                text = _with_new_field(self.name, text, keys, value)
        return text

    def _without_row(self, text: str, order: list[Row], row: int, edit: SheetEdit) -> str:
        """The text without a row; the only one is left blank."""
        if row not in order:
            return text
        at = order.index(row)
        if len(order) == 1:
            return self._rows(text).blanked(at)
        order.pop(at)
        return self._rows(text).without(at)

    def _in_order(self, text: str, order: list[Row]) -> str:
        """The text with the rows in the order of the plan, one moved up at a time."""
        for place, row in enumerate([row for row in self.plan.rows if row in order]):
            for at in range(order.index(row), place, -1):
                text = self._rows(text).with_next_before(at - 1)
                order[at - 1], order[at] = order[at], order[at - 1]
        return text

    def _rows(self, text: str) -> YamlRows:
        rows = rows_of(YamlFile(self.name, text), self.keys)
        if rows is None:
            raise UsageError(NO_ROW, Place(self.name))
        return rows
