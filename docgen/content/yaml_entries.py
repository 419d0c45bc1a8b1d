"""Changes to the entries of a YAML file's groups: a key renamed, removed, added."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from docgen.content.plain_scalars import is_plain, quoted
from docgen.content.source_files import Patch
from docgen.content.yaml_compose import compose
from docgen.diagnostics import Fix, Place


@dataclass(frozen=True)
class YamlEntry:
    """A key and its value, in the group that holds them."""

    owner: yaml.MappingNode
    key: yaml.ScalarNode
    value: yaml.Node

    @property
    def in_braces(self) -> bool:
        """Whether the group is written in braces."""
        return bool(self.owner.flow_style)


class YamlEntries:
    """The entries of a file; its text must be valid YAML.

    Attributes:
        text: the text of the file.
    """

    def __init__(self, name: str, text: str) -> None:
        self._name, self.text = name, text
        self._entries = list(_entries(compose(text)))

    def _place(self, mark: Any) -> Place:
        return Place(self._name, mark.line + 1, mark.column + 1)

    def of_key(self, place: Place) -> YamlEntry | None:
        """The entry whose key stands at ``place``."""
        found = (entry for entry in self._entries if self._place(entry.key.start_mark) == place)
        return next(found, None)

    def of_value(self, place: Place) -> YamlEntry | None:
        """The entry whose value stands at ``place``."""
        found = (entry for entry in self._entries if self._place(entry.value.start_mark) == place)
        return next(found, None)

    def of_names(self, names: Collection[str]) -> list[YamlEntry]:
        """The entries whose key is one of ``names``, wherever they stand."""
        return [entry for entry in self._entries if entry.key.value in names]

    def begin(self) -> int:
        """The offset of the first key; that of the end of a text without one."""
        starts = (range_of(entry.key)[0] for entry in self._entries)
        return min(starts, default=len(self.text))

    def alike(self, entry: YamlEntry) -> list[YamlEntry]:
        """The entries of the same group that have the same key, itself among them."""
        return [
            other
            for other in self._entries
            if other.owner is entry.owner and other.key.value == entry.key.value
        ]

    def typed(self, entry: YamlEntry) -> str:
        """The value of an entry as it is typed."""
        start, stop = range_of(entry.value)
        return self.text[start:stop].rstrip()

    def renamed(self, entry: YamlEntry, key: str) -> Patch:
        """The patch that gives an entry another key."""
        start, stop = range_of(entry.key)
        return Patch(start, stop, as_key(key))

    def removed(self, entry: YamlEntry) -> Patch | None:
        """The patch that removes the lines of an entry; ``None`` in braces."""
        if entry.in_braces:
            return None
        start = self.text.rfind("\n", 0, range_of(entry.key)[0]) + 1
        is_first_of_item = bool(self.text[start : range_of(entry.key)[0]].strip())
        stop = self.text.find("\n", self._end(entry) - 1) + 1 or len(self.text)
        return None if is_first_of_item else Patch(start, stop, "")

    def added(self, group: Place, lines: str) -> Patch | None:
        """The patch that adds an entry at the end of a group.

        Args:
            group: where the group begins; or the blank of a key that has none yet.
            lines: the lines of the new entry, wherever they begin.
        """
        inside = [entry for entry in self._entries if self._place(entry.owner.start_mark) == group]
        last = inside[-1] if inside else self.of_value(group)
        if last is None or (not inside and self.typed(last)):
            return None
        if last.in_braces and inside:
            end, in_line = self._end(last), lines.strip()
            in_line += " " if in_line.endswith(":") else ""
            return None if "\n" in in_line else Patch(end, end, f", {in_line}")
        line_end = self.text.find("\n", self._end(last) - 1)
        end = line_end if line_end >= 0 else len(self.text)
        column = column_of(last.key) + (0 if inside else 2)
        return Patch(end, end, f"\n{moved_to(lines.strip(chr(10)), column)}")

    def _end(self, entry: YamlEntry) -> int:
        """The offset behind an entry's last character; blank, that of its colon."""
        nodes = map(range_of, _within(entry.value))
        ends = (start + len(self.text[start:stop].rstrip()) for start, stop in nodes)
        return max(range_of(entry.key)[1] + 1, *ends)

    def fix(self, patch: Patch, *, safe: bool) -> Fix:
        """A patch as a fix."""
        before = self.text[: patch.start]
        place = Place(self._name, before.count("\n") + 1, patch.start - before.rfind("\n"))
        return Fix(place, self.text[patch.start : patch.stop], patch.text, safe)


def range_of(node: yaml.Node) -> tuple[int, int]:
    """The offsets of a node in its text: of its first character, and behind its last."""
    start: Any = node.start_mark
    end: Any = node.end_mark
    return start.index, end.index


def column_of(node: yaml.Node) -> int:
    """The column of a node, from 0."""
    mark: Any = node.start_mark
    return int(mark.column)


def moved_to(lines: str, column: int) -> str:
    """Lines moved so that the first begins in ``column``, from 0."""
    shift = column - (len(lines) - len(lines.lstrip(" ")))
    parts = (line for line in lines.split("\n"))
    moved = (" " * shift + line if shift >= 0 else line[-shift:] for line in parts)
    return "\n".join(line if line.strip() else "" for line in moved)


def as_key(key: str) -> str:
    """A key as it is typed, in braces too."""
    return key if is_plain(key, in_flow=True) else quoted(key)


def _entries(root: yaml.Node | None) -> Iterator[YamlEntry]:
    for node in _within(root) if root else ():
        if isinstance(node, yaml.MappingNode):
            yield from (
                YamlEntry(node, key, value)
                for key, value in node.value
                if isinstance(key, yaml.ScalarNode)
            )


def _within(node: yaml.Node) -> Iterator[yaml.Node]:
    """The node, and all values in it."""
    yield node
    if isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _within(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _within(item)
