"""Changing values of a YAML file in place: comments, order, quoting and blank lines stay.

PyYAML knows where each node begins and ends; only that stretch of the text is written anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from docgen.content.source_files import Patch, patched
from docgen.content.yaml_reader import LOADER, body_of
from docgen.diagnostics import Place

Path = tuple[str | int, ...]


class _Dumper(yaml.SafeDumper):
    """Writes what is blank as nothing at all."""


_Dumper.add_representer(
    type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", "")
)
_COMMENT = re.compile(r"^[ \t]*#.*\n|[ \t]+#.*$", re.MULTILINE)
_IN_FLOW = re.compile(r"[,\[\]{}]")


@dataclass(frozen=True)
class _Found:
    """A scalar, the keys and numbers that lead to it, and whether brackets are around it."""

    node: yaml.ScalarNode
    path: Path
    in_flow: bool


def lines_of(value: Any) -> list[str]:
    """Groups, lists and texts as lines of YAML; ``None`` is blank."""
    return yaml.dump(
        value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000
    ).splitlines()


class YamlFile:
    """A YAML file that is to be changed. It can be read: it has been already.

    ``places`` are those of all scalars, by the keys and numbers that lead to them.
    """

    def __init__(self, name: str, text: str) -> None:
        self._name, self.text = name, text
        self._lines = text.split("\n")
        self._root = yaml.compose(text, Loader=LOADER)
        found = list(self._walk(self._root, (), False))
        self.places = {one.path: self._places(one.node)[0] for one in found}
        self._scalars = {start: one for one in found
                         for start in self._places(one.node)}  # fmt: skip

    def _walk(self, node: yaml.Node | None, path: Path, in_flow: bool) -> Iterator[_Found]:
        if isinstance(node, yaml.ScalarNode):
            yield _Found(node, path, in_flow)
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                yield from self._walk(value, (*path, key.value), in_flow or bool(node.flow_style))
        elif isinstance(node, yaml.SequenceNode):
            for number, value in enumerate(node.value):
                yield from self._walk(value, (*path, number), in_flow or bool(node.flow_style))

    def _places(self, node: yaml.ScalarNode) -> tuple[Place, Place]:
        """A text is known by where it is typed, a Markdown text by where its words begin."""
        place = Place(self._name, node.start_mark.line + 1, node.start_mark.column + 1)
        return place, body_of(node, place, self._lines)

    def path(self, place: Place) -> Path | None:
        """The keys and numbers that lead to the scalar at ``place``."""
        found = self._scalars.get(place)
        return found.path if found else None

    def value(self, place: Place) -> str:
        """The text of the scalar at ``place``, as :func:`read_yaml` gives it."""
        node = self._scalars[place].node
        return node.value.removesuffix("\n") if node.style in ("|", ">") else str(node.value)

    def patch(self, place: Place, value: str) -> Patch:
        """What gives the scalar at ``place`` the text ``value``, in the style it has."""
        found = self._scalars[place]
        start, stop = found.node.start_mark.index, found.node.end_mark.index
        old = self.text[start:stop].rstrip()
        new = self._written(found, value, old)
        stop = start + len(old)
        if not new and not self.text[stop:].partition("\n")[0].strip():
            start = len(self.text[:start].rstrip(" "))  # no blanks at the end of a line
        return Patch(start, stop, new)

    def _written(self, found: _Found, value: str, old: str) -> str:
        if not value:
            # In brackets a list would lose the place of an item that is not there.
            return "''" if found.in_flow and isinstance(found.path[-1], int) else ""
        if found.node.style in ("|", ">"):
            return self._block(found.node, value, old)
        gap = "" if old else " "
        if not found.node.style and "\n" in value and self._may_be_block(found, old):
            return gap + self._block(found.node, value, "|-")
        if found.node.style == "'" and "\n" not in value:
            return "'" + value.replace("'", "''") + "'"
        if found.node.style or not is_plain(value, found.in_flow):
            return gap + json.dumps(value, ensure_ascii=False)
        return gap + value

    def _may_be_block(self, found: _Found, old: str) -> bool:
        """Nothing may stand behind it on its line, and no brackets around it."""
        end = found.node.start_mark.index + len(old)
        rest = self.text[end:].split("\n", 1)[0]
        return not found.in_flow and not rest.strip() and "\n" not in old

    def _block(self, node: yaml.ScalarNode, value: str, old: str) -> str:
        header, _, body = old.partition("\n")
        first = next((line for line in body.split("\n") if line.strip()), "")
        indent = len(first) - len(first.lstrip(" "))
        if not indent:
            line = self._lines[node.start_mark.line]
            indent = len(line) - len(line.lstrip(" -")) + 2
        kept = header.replace(">", "|")
        lines = (" " * indent + line if line else "" for line in value.split("\n"))
        return "\n".join((kept, *lines))

    def without_comments(self) -> str:
        """The text without its comments: a ``#`` begins one where no value stands."""
        nodes = {id(one.node): one.node for one in self._scalars.values()}.values()
        spans = [(one.start_mark.index, one.end_mark.index) for one in nodes]
        found = [one for one in _COMMENT.finditer(self.text)
                 if not any(start <= one.start() + one[0].index("#") < stop
                            for start, stop in spans)]  # fmt: skip
        return patched(self.text, [Patch(one.start(), one.end(), "") for one in found])

    def entry(self, key: str) -> Patch | None:
        """What takes a key of the whole file out, with its lines; ``None`` if it is not there."""
        root = self._root
        if not isinstance(root, yaml.MappingNode) or root.flow_style:
            return None
        for name, value in root.value:
            if name.value == key:
                end = self.text.find("\n", max((*_ends(value, self.text), name.end_mark.index)))
                return Patch(name.start_mark.index, len(self.text) if end < 0 else end + 1, "")
        return None

    def item(self, path: Path) -> tuple[int, int] | None:
        """The stretch of whole lines that the list item at ``path`` takes; ``None`` in brackets."""
        node: yaml.Node | None = self._root
        for step in path[:-1]:
            node = _below(node, step)
        if not isinstance(node, yaml.SequenceNode) or node.flow_style:
            return None
        child = node.value[int(path[-1])]
        first = self._line_start(child.start_mark.index)
        last = max(_ends(child, self.text))
        end = self.text.find("\n", last)
        return first, len(self.text) if end < 0 else end + 1

    def _line_start(self, index: int) -> int:
        """Where the line of the item's dash begins, which may stand above the item."""
        dash = self.text.rindex("-", 0, index)
        return self.text.rfind("\n", 0, dash) + 1


def _below(node: yaml.Node | None, step: str | int) -> yaml.Node:
    found: yaml.Node
    if isinstance(node, yaml.SequenceNode):
        found = node.value[int(step)]
    else:
        assert isinstance(node, yaml.MappingNode)
        found = next(value for key, value in node.value if key.value == step)
    return found


def _ends(node: yaml.Node, text: str) -> Iterator[int]:
    """Where the scalars below ``node`` end, without the blank lines behind them."""
    if isinstance(node, yaml.ScalarNode):
        start, stop = node.start_mark.index, node.end_mark.index
        yield start + len(text[start:stop].rstrip())
    elif isinstance(node, yaml.MappingNode):
        yield from (end for _, value in node.value for end in _ends(value, text))
    elif isinstance(node, yaml.SequenceNode):
        yield from (end for value in node.value for end in _ends(value, text))
    yield node.start_mark.index


def is_plain(value: str, in_flow: bool = False) -> bool:
    """Whether YAML reads ``value`` as it stands, without quotes."""
    if "\n" in value or value == "~" or (in_flow and _IN_FLOW.search(value)):
        return False
    try:
        root = yaml.compose(f"[{value}]" if in_flow else f"- {value}", Loader=LOADER)
    except yaml.YAMLError:
        return False
    if not isinstance(root, yaml.SequenceNode) or len(root.value) != 1:
        return False
    read = root.value[0]
    return isinstance(read, yaml.ScalarNode) and bool(read.value == value and not read.style)
