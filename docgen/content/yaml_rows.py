"""The rows of a YAML list as typed: one more, one less, one up or down; comments go along.

人员:
  # 编内            above the first row: it is of the whole list, and stays
  - 姓名: 甲  # 注
  # 编外            above another row: it goes with that row
  - 姓名: 乙
    # 借调          further in than the dash: it goes with the row above
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from docgen.content.content_edits import filled_item
from docgen.content.source_files import Patch, apply_patches
from docgen.content.yaml_writer import KeyPath, YamlFile


@dataclass(frozen=True)
class YamlRows:
    """The rows of one list.

    Attributes:
        file: the file.
        path: the keys that lead to the list.
        spans: the start and stop offset of each row; of a list in brackets those of its items.
        in_lines: whether each row has lines of its own.
    """

    file: YamlFile
    path: KeyPath
    spans: Sequence[tuple[int, int]]
    in_lines: bool

    @property
    def text(self) -> str:
        """The text of the file."""
        return self.file.text

    def row(self, number: int) -> str:
        """A row as typed."""
        return self.text[slice(*self.spans[number])]

    def with_blank(self, number: int) -> str:
        """The text with a blank row behind a row, of the same keys; of a list in it, one row."""
        start, stop = self.spans[number]
        if not self.in_lines:
            blank = _blank(f"- {self.row(number)}")[2:].strip() or "''"
            return self._patched(Patch(stop, stop, f", {blank}"))
        lines = self.row(number)
        gap = "" if self.text[start:stop].endswith("\n") else "\n"
        return self._patched(Patch(stop, stop, gap + _blank(lines)))

    def blanked(self, number: int) -> str:
        """The text with all values of a row blank."""
        own = (*self.path, number)
        places = (place for keys, place in self.file.places.items() if keys[: len(own)] == own)
        return self._patched(*(self.file.patch(place, "") for place in places))

    def is_blank(self, number: int) -> bool:
        """Whether nothing is filled in in a row."""
        own = (*self.path, number)
        places = (place for keys, place in self.file.places.items() if keys[: len(own)] == own)
        return not any(self.file.value(place).strip("~ ") for place in places)

    def without(self, number: int) -> str:
        """The text without a row, and without the gap between it and the next."""
        start, stop = self.spans[number]
        if number + 1 < len(self.spans):
            stop = self.spans[number + 1][0]
        elif number:
            start = self.spans[number - 1][1]
        return self._patched(Patch(start, stop, ""))

    def with_next_before(self, number: int) -> str:
        """The text with a row and the next one in each other's place."""
        (start, stop), (next_start, next_stop) = self.spans[number : number + 2]
        own, other = self.row(number), self.row(number + 1)
        if self.in_lines and not other.endswith("\n"):
            own, other = own.removesuffix("\n"), f"{other}\n"
        return self._patched(Patch(start, stop, other), Patch(next_start, next_stop, own))

    def _patched(self, *patches: Patch) -> str:
        return apply_patches(self.text, patches)


def rows_around(file: YamlFile, path: KeyPath) -> tuple[YamlRows, int] | None:
    """The rows of the innermost list that a value lies in, and the number of its own row.

    ``None`` if it lies in no list, or if the list shares its first line with one around it.
    """
    depth = max((depth for depth, key in enumerate(path) if isinstance(key, int)), default=None)
    if depth is None:
        return None
    rows = rows_of(file, path[:depth])
    return (rows, int(path[depth])) if rows else None


def rows_of(file: YamlFile, path: KeyPath) -> YamlRows | None:
    """The rows of the list that keys lead to; ``None`` if it is none, or shares its first line."""
    node = file.node(path)
    if not isinstance(node, yaml.SequenceNode):
        return None
    if node.flow_style:
        flow = [(item.start_mark.index, item.end_mark.index) for item in node.value]
        return YamlRows(file, path, flow, in_lines=False)
    column, spans = node.start_mark.column, list[tuple[int, int]]()
    for number in range(len(node.value)):
        start, stop = file.item((*path, number)) or (0, 0)
        if file.text[start : start + column].strip(" "):
            return None
        above = spans[-1][1] if spans else start
        spans.append((_above(file.text, start, above), _inside(file.text, stop, column)))
    return YamlRows(file, path, spans, in_lines=True)


def _above(text: str, start: int, least: int) -> int:
    """Where the comment lines right above ``start`` begin, but not before ``least``."""
    for line in reversed(text[least:start].splitlines(keepends=True)):
        if not line.lstrip(" ").startswith("#"):
            break
        start -= len(line)
    return start


def _inside(text: str, stop: int, column: int) -> int:
    """Where the comment lines right below ``stop`` end that are further in than the dash."""
    while stop < len(text):
        line = text[stop : text.find("\n", stop) + 1 or None]
        comment = line.lstrip(" ")
        if not comment.startswith("#") or len(line) - len(comment) <= column:
            break
        stop += len(line)
    return stop


def _blank(text: str) -> str:
    """A row with its values blank, without its comments; of each list in it one row stays."""
    file = YamlFile("", text)
    paths = list(file.places)
    for path in sorted(paths, key=len, reverse=True):
        found = rows_around(file, path)
        if found and len(found[0].path) > 0 and len(found[0].spans) > 1:
            return _blank(found[0].without(len(found[0].spans) - 1))
    return filled_item(text, {})
