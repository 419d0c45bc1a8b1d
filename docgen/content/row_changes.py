"""A row of a YAML list more, less, or moved, as the new text of its file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from docgen.content.content_names import is_yaml
from docgen.content.typed_changes import ChangedText, TypedChange
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
        "this is the only row of its list, and is blank already",
        "leave it blank; to take the list away, open the file at this line in an editor",
    ),
    zh=(
        "清单里只有这一行，而且已经是空的",
        "空着就行；要去掉整个清单，用编辑器打开文件的这一行来改",
    ),
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
    can be filled in again. What cannot be moved further stays.
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
