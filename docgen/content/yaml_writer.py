"""Changes values of a YAML file in place; comments, order, quoting and blank lines stay.

PyYAML gives the offsets of each node; only the text between them is replaced.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from types import MappingProxyType
from typing import Any

import yaml

from docgen.content.cell_references import is_cell_tag
from docgen.content.plain_scalars import is_plain
from docgen.content.scalar_characters import character_offsets
from docgen.content.source_files import Patch, apply_patches
from docgen.content.yaml_compose import compose
from docgen.content.yaml_reader import body_of
from docgen.diagnostics import Place

KeyPath = tuple[str | int, ...]
"""Keys and indexes that lead to a node."""


class _Dumper(yaml.SafeDumper):
    """Writes ``None`` as a blank value."""


_Dumper.add_representer(
    type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", "")
)
_COMMENT = re.compile(r"^[ \t]*#.*\n|[ \t]+#.*$", re.MULTILINE)
_COMMENT_BEHIND = re.compile(r"[ \t]+#")
_LINE_END = re.compile("[\n\x85\u2028\u2029]")
"""What YAML takes for the end of a line."""
_NO_BLOCK = re.compile("\\A[ \t\n]|\n\\Z|^\t|[\x85\u2028\u2029]", re.MULTILINE)
"""What a block scalar loses: blanks before its first line, line ends behind its last."""


@dataclass(frozen=True)
class _Scalar:
    """A scalar, its path, and whether it is inside brackets (YAML's flow style)."""

    node: yaml.ScalarNode
    path: KeyPath
    in_flow: bool


def lines_of(value: Any) -> list[str]:
    """Mappings, lists and texts as lines of YAML; ``None`` is blank."""
    return yaml.dump(
        value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000
    ).splitlines()


def double_quoted(value: str) -> str:
    """A text in double quotes, in one line."""
    quoted: str = yaml.dump(value, default_style='"', allow_unicode=True, width=math.inf)
    return quoted.removesuffix("\n")


class YamlFile:
    """A YAML file that is to be changed; its text must be valid YAML.

    Attributes:
        name: its name.
        text: the text of the file.
        places: the places of all scalars by path.
        bodies: the places of their first characters by path.

    Nobody changes it, nor the nodes that it gives: it may be kept (:func:`known_yaml_file`).
    """

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text
        self._lines = text.split("\n")
        self._root = compose(text)
        scalars = list(self._walk(self._root, (), False))
        found = {scalar.path: self._places(scalar.node) for scalar in scalars}
        self.places = MappingProxyType({path: place for path, (place, _) in found.items()})
        self.bodies = MappingProxyType({path: body for path, (_, body) in found.items()})
        self._scalars = {place: scalar for scalar in scalars for place in self._places(scalar.node)}

    def _walk(self, node: yaml.Node | None, path: KeyPath, in_flow: bool) -> Iterator[_Scalar]:
        if isinstance(node, yaml.ScalarNode):
            yield _Scalar(node, path, in_flow)
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                yield from self._walk(value, (*path, key.value), in_flow or bool(node.flow_style))
        elif isinstance(node, yaml.SequenceNode):
            for number, value in enumerate(node.value):
                yield from self._walk(value, (*path, number), in_flow or bool(node.flow_style))

    def _places(self, node: yaml.ScalarNode) -> tuple[Place, Place]:
        """The places of a scalar and of its first character; Markdown is found by the latter."""
        place = Place(self.name, node.start_mark.line + 1, node.start_mark.column + 1)
        return place, body_of(node, place, self._lines)

    def path(self, place: Place) -> KeyPath | None:
        """The path of the scalar at ``place``; ``None`` if there is none."""
        scalar = self._scalars.get(place)
        return scalar.path if scalar else None

    def key_at(self, place: Place) -> KeyPath | None:
        """The path of the value whose key begins at ``place``; ``None`` if no key does."""
        for path, group in self.groups():
            for key, _ in group.value:
                if (key.start_mark.line + 1, key.start_mark.column + 1) == place[1:3]:
                    return (*path, key.value)
        return None

    def around(self, place: Place) -> KeyPath | None:
        """The path of the scalar that ``place`` lies in; ``None`` if it lies in none."""
        if not 0 < place.line <= len(self._lines):
            return None
        offset = self._starts[place.line - 1] + place.column - 1
        for scalar in self._scalars.values():
            start, stop = scalar.node.start_mark.index, scalar.node.end_mark.index
            if start <= offset < start + len(self.text[start:stop].rstrip()):
                return scalar.path
        return None

    def is_block(self, path: KeyPath) -> bool:
        """Whether the scalar at ``path`` has lines of its own."""
        node = self.node(path)
        return isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")

    def value(self, place: Place) -> str:
        """The text of the scalar at ``place``, as :func:`read_yaml` reads it."""
        node = self._scalars[place].node
        return node.value.removesuffix("\n") if node.style in ("|", ">") else str(node.value)

    def is_taken(self, path: KeyPath) -> bool:
        """Whether the scalar at ``path`` is a reference to a cell: its value is typed nowhere."""
        node = self.node(path)
        return node is not None and is_cell_tag(node.tag)

    def comment(self, path: KeyPath) -> str:
        """The comment behind the scalar at ``path``, or behind the head of its lines; or none."""
        node = self.node(path)
        assert node is not None  # there is a scalar
        head = self.text[node.start_mark.index : node.end_mark.index].rstrip()
        is_block = isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")
        if is_block:
            head = head.partition("\n")[0].partition(" ")[0]
        rest = self.text[node.start_mark.index + len(head) :].partition("\n")[0]
        return rest.strip().lstrip("# ") if _COMMENT_BEHIND.match(rest) else ""

    def characters(self, place: Place) -> list[Place | None]:
        """The place of each character of the scalar at ``place``; ``None`` for that of no other.

        A line end in a scalar of several lines has no place. Empty if there is no such scalar.
        """
        scalar = self._scalars.get(place)
        if scalar is None:
            return []
        start, stop = scalar.node.start_mark.index, scalar.node.end_mark.index
        typed = self.text[start:stop]
        offsets = character_offsets(typed, scalar.node.style, self.value(place))
        return [None if at is None else self._place(start + at) for at in offsets or ()]

    def _place(self, offset: int) -> Place:
        row = bisect_right(self._starts, offset) - 1
        return Place(self.name, row + 1, offset - self._starts[row] + 1)

    @cached_property
    def _starts(self) -> list[int]:
        """The offsets at which the lines begin."""
        return [0, *accumulate(len(line) + 1 for line in self._lines)][:-1]

    def patch(self, place: Place, value: str) -> Patch:
        """The patch that sets the scalar at ``place`` to ``value``, if possible in its style."""
        scalar = self._scalars[place]
        start, stop = scalar.node.start_mark.index, scalar.node.end_mark.index
        old = self.text[start:stop].rstrip()
        new = self._written(scalar, value, old)
        stop = start + len(old)
        rest = self.text[stop:].partition("\n")[0]
        if rest.strip() and "\n" in new and "\n" not in old:  # the comment stays in its line
            header, _, body = new.partition("\n")
            return Patch(start, stop + len(rest), f"{header}{rest}\n{body}")
        if not rest.strip():  # no blanks at the end of a line
            stop += len(rest)
        if not new and rest.lstrip(" \t")[:1] in ("", "#"):
            start = len(self.text[:start].rstrip(" "))
        return Patch(start, stop, new)

    def _written(self, scalar: _Scalar, value: str, old: str) -> str:
        """The YAML of ``value`` in place of ``old``, the YAML of the scalar."""
        if not value:
            # An empty item would vanish from a list in brackets.
            return "''" if scalar.in_flow and isinstance(scalar.path[-1], int) else ""
        style, gap = scalar.node.style, "" if old else " "
        if style in ("|", ">") and not _NO_BLOCK.search(value):
            return self._block(scalar.node, value, old)
        if not style and "\n" in value and self._may_be_block(scalar, value, old):
            return gap + self._block(scalar.node, value, "|-")
        if style == "'" and not _LINE_END.search(value):
            return "'" + value.replace("'", "''") + "'"
        if style or not is_plain(value, scalar.in_flow):
            return gap + double_quoted(value)
        return gap + value

    def _may_be_block(self, scalar: _Scalar, value: str, old: str) -> bool:
        """Whether a block can hold ``value``, and only a comment stands behind the scalar."""
        end = scalar.node.start_mark.index + len(old)
        rest = self.text[end:].partition("\n")[0].lstrip(" \t")
        is_last = not scalar.in_flow and rest[:1] in ("", "#") and "\n" not in old
        return is_last and not _NO_BLOCK.search(value)

    def _block(self, node: yaml.ScalarNode, value: str, old: str) -> str:
        """A block scalar with the header and indent of ``old``; a folded one becomes literal."""
        header, _, body = old.partition("\n")
        first = next((line for line in body.split("\n") if line.strip()), "")
        indent = len(first) - len(first.lstrip(" "))
        if not indent:
            line = self._lines[node.start_mark.line]
            indent = len(line) - len(line.lstrip(" -")) + 2
        lines = (" " * indent + line if line else "" for line in value.split("\n"))
        return "\n".join((header.replace(">", "|"), *lines))

    def without_comments(self) -> str:
        """The text without its comments; a ``#`` inside a scalar begins none."""
        nodes = {id(scalar.node): scalar.node for scalar in self._scalars.values()}.values()
        ranges = [range(node.start_mark.index, node.end_mark.index) for node in nodes]
        patches = []
        for match in _COMMENT.finditer(self.text):
            sign = match.start() + match[0].index("#")
            if not any(sign in scalar_range for scalar_range in ranges):
                patches.append(Patch(match.start(), match.end(), ""))
        return apply_patches(self.text, patches)

    def entry(self, key: str) -> Patch | None:
        """The patch that removes a top-level key with its lines; ``None`` if there is none."""
        root = self._root
        if not isinstance(root, yaml.MappingNode) or root.flow_style:
            return None
        for name, value in root.value:
            if name.value == key:
                last = max((*_ends(value, self.text), name.end_mark.index))
                return Patch(name.start_mark.index, self._next_line(last), "")
        return None

    def groups(self) -> Iterator[tuple[KeyPath, yaml.MappingNode]]:
        """Yields the groups of the file, each with the keys that lead to it."""
        yield from _groups(self._root, ())

    def end_of(self, node: yaml.Node) -> int:
        """The offset behind the last line of a node."""
        return self._next_line(max(_ends(node, self.text)))

    def node(self, path: KeyPath) -> yaml.Node | None:
        """The node at ``path``, which exists."""
        node = self._root
        for key in path:
            node = _child(node, key)
        return node

    def item(self, path: KeyPath) -> tuple[int, int] | None:
        """Start and stop offset of the lines of the list item at ``path``; ``None`` in brackets."""
        node = self.node(path[:-1])
        if not isinstance(node, yaml.SequenceNode) or node.flow_style:
            return None
        child = node.value[int(path[-1])]
        number = child.start_mark.line
        while not self.begins_item(number, node.start_mark.column):  # the dash may be above
            number -= 1
        return self._starts[number], self.end_of(child)

    def begins_item(self, number: int, column: int) -> bool:
        """Whether a line, counted from 0, has a dash at a column, counted from 0."""
        before, at = self._lines[number][:column], self._lines[number][column : column + 1]
        return at == "-" and "#" not in before

    def _next_line(self, index: int) -> int:
        """The offset behind the end of the line that ``index`` is in."""
        return self.text.find("\n", index) + 1 or len(self.text)


@lru_cache(maxsize=32)
def known_yaml_file(name: str, text: str) -> YamlFile:
    """A file that is asked about again and again, as of each blank and with each click."""
    return YamlFile(name, text)


def _groups(node: yaml.Node | None, path: KeyPath) -> Iterator[tuple[KeyPath, yaml.MappingNode]]:
    if isinstance(node, yaml.MappingNode):
        yield path, node
        for key, value in node.value:
            yield from _groups(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _groups(value, (*path, number))


def _child(node: yaml.Node | None, key: str | int) -> yaml.Node:
    child: yaml.Node
    if isinstance(node, yaml.SequenceNode):
        child = node.value[int(key)]
    else:
        assert isinstance(node, yaml.MappingNode)
        child = next(value for key_node, value in node.value if key_node.value == key)
    return child


def _ends(node: yaml.Node, text: str) -> Iterator[int]:
    """The offsets where ``node`` begins and where its scalars end, without blanks behind them."""
    if isinstance(node, yaml.ScalarNode):
        start, stop = node.start_mark.index, node.end_mark.index
        yield start + len(text[start:stop].rstrip())
    elif isinstance(node, yaml.MappingNode):
        yield from (end for _, value in node.value for end in _ends(value, text))
    elif isinstance(node, yaml.SequenceNode):
        yield from (end for value in node.value for end in _ends(value, text))
    yield node.start_mark.index
