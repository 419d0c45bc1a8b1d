"""A row of a YAML list more, less, or moved, as the new text of its file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import yaml

from docgen.content.content_names import is_yaml
from docgen.content.source_files import Patch, apply_patches
from docgen.content.typed_changes import ChangedText, TypedChange
from docgen.content.yaml_entries import YamlEntries
from docgen.content.yaml_rows import YamlRows, rows_around
from docgen.content.yaml_writer import KeyPath, YamlFile, known_yaml_file
from docgen.diagnostics import Place, UsageError
from docgen.diagnostics.codes import problem_code

NO_ROW = problem_code(
    "no-row",
    en=(
        "there is no row of a list here that could be added, deleted or moved",
        "open the file at this line in an editor",
    ),
    zh=("这里不是清单中的一行，不能增删或移动", "用编辑器打开文件的这一行来改"),
)
ONLY_ROW = problem_code(
    "only-row",
    en=(
        "this is the only row of a list that the report has to have, and is blank already",
        "leave it blank",
    ),
    zh=("这个清单不能没有，里面只有这一行，而且已经是空的", "空着就行"),
)

RowAction: TypeAlias = Literal["add", "delete", "up", "down"]


@dataclass(frozen=True)
class RowInfo:
    """The row that a value lies in.

    Attributes:
        keys: the keys that lead to its list, with dots between.
        number: its number in the list, from 1.
        count: how many rows the list has.
    """

    keys: str
    number: int
    count: int


def row_info(place: Place, text: str) -> RowInfo | None:
    """The row that the value at ``place`` of a file lies in; ``None`` if it lies in none."""
    file = known_yaml_file(place.file, text) if is_yaml(place.file) else None
    path = file.path(place) if file else None
    found = rows_around(file, path) if file and path else None
    if found is None:
        return None
    rows, number = found
    return RowInfo(".".join(map(str, rows.path)), number + 1, len(rows.spans))


def with_row(place: Place, action: RowAction) -> TypedChange:
    """Changes the row that the value at ``place`` lies in.

    ``add`` puts a blank row behind it. ``delete`` makes blank the only row of a list, so that it
    can be filled in again; :func:`without_list` takes it away. What cannot be moved further stays.
    """

    def change(name: str, text: str) -> ChangedText:
        file = YamlFile(name, text)
        path = file.path(place)
        found = rows_around(file, path) if path else None
        if not path or not found:
            raise UsageError(NO_ROW, place)
        after, number = _changed(*found, action, place)
        row = (*found[0].path, number)
        return ChangedText(after, _place(name, after, row, row if action == "add" else path))

    return change


def without_list(place: Place) -> TypedChange:
    """Takes away the list of whose rows the value at ``place`` lies in the only one.

    Each group around it that would be empty goes with it, up to a row of another list.
    """

    def change(name: str, text: str) -> ChangedText:
        file = YamlFile(name, text)
        found = _only_row(file, place)
        patch = _removed(file, YamlEntries(name, text), _outermost(file, found)) if found else None
        if patch is None:
            raise UsageError(NO_ROW, place)
        after = apply_patches(text, [patch])
        line = text.count("\n", 0, patch.start) + 1
        before = (at for at in YamlFile(name, after).places.values() if at.line < line)
        return ChangedText(after, max(before, default=Place(name, 1, 1)))

    return change


def list_gone(place: Place, text: str) -> str:
    """The key of what :func:`without_list` takes away; empty if it takes nothing away."""
    file = YamlFile(place.file, text) if is_yaml(place.file) else None
    found = _only_row(file, place) if file else None
    path = _outermost(file, found) if file and found else ()
    is_gone = file and path and _removed(file, YamlEntries(place.file, text), path)
    return str(path[-1]) if is_gone else ""


def _only_row(file: YamlFile, place: Place) -> KeyPath | None:
    """The keys that lead to the list of which a value lies in the only row."""
    path = file.path(place)
    found = rows_around(file, path) if path else None
    return found[0].path if found and len(found[0].spans) == 1 else None


def _outermost(file: YamlFile, path: KeyPath) -> KeyPath:
    """The keys that lead to the outermost group in which nothing is but what they lead to."""
    while len(path) > 1:
        group = file.node(path[:-1])
        if not isinstance(group, yaml.MappingNode) or len(group.value) > 1:
            break
        if isinstance(path[-2], int):
            break
        path = path[:-1]
    return path


def _removed(file: YamlFile, entries: YamlEntries, path: KeyPath) -> Patch | None:
    """What removes the entry of a group; ``None`` if it has no lines of its own."""
    group = file.node(path[:-1])
    if not isinstance(group, yaml.MappingNode):
        return None
    key = next(key for key, _ in group.value if key.value == path[-1])
    entry = entries.of_key(Place(file.name, key.start_mark.line + 1, key.start_mark.column + 1))
    return entries.removed(entry) if entry else None


def _changed(rows: YamlRows, number: int, action: RowAction, place: Place) -> tuple[str, int]:
    """The new text, and the number of the row to look at."""
    last = len(rows.spans) - 1
    match action:
        case "add":
            return rows.with_blank(number), number + 1
        case "delete" if last:
            return rows.without(number), min(number, last - 1)
        case "delete" if rows.is_blank(number):
            raise UsageError(ONLY_ROW, place)
        case "delete":
            return rows.blanked(number), number
        case "up" if number:
            return rows.with_next_before(number - 1), number - 1
        case "down" if number < last:
            return rows.with_next_before(number), number + 1
    return rows.text, number


def _place(name: str, text: str, row: KeyPath, path: KeyPath) -> Place:
    """The place of the same value as that at ``path`` in another row, or of the row's first one."""
    places = YamlFile(name, text).places
    same = places.get((*row, *path[len(row) :]))
    own = (place for keys, place in places.items() if keys[: len(row)] == row)
    return same or next(own, Place(name, 1, 1))
