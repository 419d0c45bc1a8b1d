"""Fields that nobody has typed yet, as new lines of their file, and what is typed in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

import yaml

from docgen.content.plain_scalars import BLANKS, is_plain, quoted
from docgen.content.source_files import Patch, apply_patches
from docgen.content.typed_changes import ChangedText, TypedChange, changed_meanwhile, plain_lines
from docgen.content.yaml_writer import KeyPath, YamlFile
from docgen.diagnostics import Place, UsageError
from docgen.diagnostics.codes import problem_code

NO_GROUP = problem_code(
    "no-group",
    en=(
        "there is no group here in which 「{name}」 could be typed",
        "open the file at this line in an editor",
    ),
    zh=("这里没有可以填写「{name}」的一组内容", "用编辑器打开文件的这一行来改"),
)

_MOST_STEPS = 20
"""Groups and lists inside each other that are made for a field; forms have five."""

Tree: TypeAlias = "dict[str | int, Tree]"
"""What is below a key; 0 for the first row of a list. Nothing is below a field."""

_STEP = re.compile(r"\[\d*\]|[^.\[\]]+")


def with_field(place: Place, name: str, new: str) -> TypedChange:
    """Types ``new`` in a field that is missing.

    Args:
        place: that of the group which lacks it, of a key in that group, or of a blank that is to
            become a group or a list; a place without a line is that of the whole file.
        name: the field within the group: ``人数``, ``支出.合计``, ``[].名称`` for the first row.
        new: what is typed.
    """
    value = plain_lines(new).strip(BLANKS + "\n")
    return _with_fields(place, name, {(): value}) if value else _refused(place, name)


def with_group(place: Place, name: str, values: Mapping[KeyPath, str]) -> TypedChange:
    """Types a group or a list that is missing, with its fields, of which some may be blank.

    ``place`` and ``name`` are as :func:`with_field` takes them; ``values`` by the keys below it.
    """
    typed = {keys: plain_lines(value).strip(BLANKS + "\n") for keys, value in values.items()}
    return _with_fields(place, name, typed) if typed else _refused(place, name)


def _refused(place: Place, name: str) -> TypedChange:
    def change(file_name: str, text: str) -> ChangedText:
        raise UsageError(NO_GROUP, place, name=name)

    return change


def _with_fields(place: Place, name: str, values: Mapping[KeyPath, str]) -> TypedChange:
    steps = tuple(0 if step.startswith("[") else step for step in _STEP.findall(name))

    def change(file_name: str, text: str) -> ChangedText:
        file = YamlFile(file_name, text)
        path = file.path(place)
        path = _group_at(file, place) if path is None else path
        if path is None or not 0 < len(steps) <= _MOST_STEPS:
            raise UsageError(NO_GROUP, place, name=name)
        whole = (*path, *steps)
        lacking = _Lacking(file, place, whole, len(path), _tree(values))
        after = apply_patches(text, lacking.patches())
        file = YamlFile(file_name, after)
        places = {(*whole, *keys): value for keys, value in values.items()}
        if not places.keys() <= file.places.keys():
            raise UsageError(NO_GROUP, place, name=name)
        patches = [file.patch(file.places[keys], value) for keys, value in places.items()]
        first = next(iter(places))
        after = apply_patches(after, patches)
        return ChangedText(after, YamlFile(file_name, after).places[first])

    return change


def _tree(paths: Iterable[KeyPath]) -> Tree:
    """The groups and lists that lead to fields; nothing is below a field."""
    tree: Tree = {}
    for path in paths:
        below = tree
        for key in path:
            below = below.setdefault(key, {})
    return tree


@dataclass(frozen=True)
class _Lacking:
    """A field that is missing.

    Attributes:
        file: the file.
        place: where it was found to be missing, for messages.
        path: the keys that are to lead to it.
        depth: how many of them are there already.
        below: what is to be below it.
    """

    file: YamlFile
    place: Place
    path: KeyPath
    depth: int
    below: Tree

    def patches(self) -> Iterator[Patch]:
        """Yields what brings in the field, blank, or with a value to be typed over."""
        node = self.file.node(self.path[: self.depth])
        steps = self.path[self.depth :]
        if isinstance(node, yaml.MappingNode):
            if any(key.value == steps[0] for key, _ in node.value):
                if len(steps) == 1:
                    raise changed_meanwhile(self.place, "")
                yield from replace(self, depth=self.depth + 1).patches()
            else:
                yield self._in_group(node, steps)
        elif node is None:
            yield self._at(len(self.file.text), self._lines(steps, 0))
        elif isinstance(node, yaml.ScalarNode) and not node.value.strip(f"{BLANKS}~"):
            yield from self._below(node, steps)

    def _in_group(self, group: yaml.MappingNode, steps: KeyPath) -> Patch:
        """A new line of a group, or a new pair in its braces."""
        if group.flow_style:
            end = group.end_mark.index - 1
            gap = ", " if group.value else ""
            return Patch(end, end, gap + _in_braces(self._tree(steps)))
        return self._at(self.file.end_of(group), self._lines(steps, group.start_mark.column))

    def _below(self, blank: yaml.ScalarNode, steps: KeyPath) -> Iterator[Patch]:
        """What makes a group or a list of a blank; a comment behind it stays in its line."""
        path = self.path[: self.depth]
        owner = self.file.node(path[:-1])
        if owner is None or getattr(owner, "flow_style", False) or not path:
            return
        yield self.file.patch(self.file.places[path], "")
        end = self.file.text.find("\n", blank.end_mark.index) + 1 or len(self.file.text)
        yield self._at(end, self._lines(steps, owner.start_mark.column + 2))

    def _lines(self, steps: KeyPath, indent: int) -> str:
        return "\n".join(_lines(self._tree(steps), indent))

    def _tree(self, steps: KeyPath) -> Tree:
        """What is missing, from the first of the steps on."""
        tree = self.below
        for step in reversed(steps):
            tree = {step: tree}
        return tree

    def _at(self, offset: int, lines: str) -> Patch:
        gap = "\n" if offset and self.file.text[offset - 1] != "\n" else ""
        return Patch(offset, offset, f"{gap}{lines}\n")


def _group_at(file: YamlFile, place: Place) -> KeyPath | None:
    """The keys that lead to the group at a place, or to that of the key at it."""
    if not place.line:
        return ()
    marks = {
        (node.start_mark.line + 1, node.start_mark.column + 1): path
        for path, group in file.groups()
        for node in (group, *(key for key, _ in group.value))
    }
    return marks.get((place.line, place.column))


def _lines(tree: Tree, indent: int) -> Iterator[str]:
    """The lines of fields within groups, and within lists that are to begin with them."""
    for step, below in tree.items():
        lines = list(_lines(below, indent + 2))
        if step == 0:
            first, *rest = lines or [""]
            yield " " * indent + f"- {first.lstrip()}".rstrip()
            yield from rest
        else:
            yield " " * indent + f"{_key(step)}:"
            yield from lines


def _in_braces(tree: Tree) -> str:
    """The same in one line, where all else of the group stands in braces."""
    return ", ".join(f"{_key(step, in_flow=True)}: {_beside(tree[step])}" for step in tree)


def _beside(below: Tree) -> str:
    """What stands beside a key in braces; in a field, what is typed over."""
    if 0 in below:
        return f"[{_beside(below[0])}]"
    return f"{{{_in_braces(below)}}}" if below else "0"


def _key(key: str | int, *, in_flow: bool = False) -> str:
    text = str(key)
    return text if is_plain(text, in_flow) else quoted(text)
