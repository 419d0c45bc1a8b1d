"""A field that nobody has typed yet, as new lines of its file, and what is typed in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

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

_STEP = re.compile(r"\[\d*\]|[^.\[\]]+")


def with_field(place: Place, name: str, new: str) -> TypedChange:
    """Types ``new`` in a field that is missing.

    Args:
        place: that of the group which lacks it, of a key in that group, or of a blank that is to
            become a group or a list; a place without a line is that of the whole file.
        name: the field within the group: ``人数``, ``支出.合计``, ``[].名称`` for the first row.
        new: what is typed.
    """
    steps = tuple(0 if step.startswith("[") else step for step in _STEP.findall(name))

    def change(file_name: str, text: str) -> ChangedText:
        file = YamlFile(file_name, text)
        path = file.path(place)
        path = _group_at(file, place) if path is None else path
        value = plain_lines(new).strip(BLANKS + "\n")
        if path is None or not 0 < len(steps) <= _MOST_STEPS or not value:
            raise UsageError(NO_GROUP, place, name=name)
        whole = (*path, *steps)
        lacking = _Lacking(file, place, whole, len(path))
        after = apply_patches(text, lacking.patches())
        file = YamlFile(file_name, after)
        if whole not in file.places:
            raise UsageError(NO_GROUP, place, name=name)
        after = apply_patches(after, [file.patch(file.places[whole], value)])
        return ChangedText(after, YamlFile(file_name, after).places[whole])

    return change


@dataclass(frozen=True)
class _Lacking:
    """A field that is missing.

    Attributes:
        file: the file.
        place: where it was found to be missing, for messages.
        path: the keys that are to lead to it.
        depth: how many of them are there already.
    """

    file: YamlFile
    place: Place
    path: KeyPath
    depth: int

    def patches(self) -> Iterator[Patch]:
        """Yields what brings in the field, blank, or with a value to be typed over."""
        node = self.file.node(self.path[: self.depth])
        steps = self.path[self.depth :]
        if isinstance(node, yaml.MappingNode):
            if any(key.value == steps[0] for key, _ in node.value):
                if len(steps) == 1:
                    raise changed_meanwhile(self.place, "")
                yield from _Lacking(self.file, self.place, self.path, self.depth + 1).patches()
            else:
                yield self._in_group(node, steps)
        elif node is None:
            yield self._at(len(self.file.text), "\n".join(_lines(steps, 0)))
        elif isinstance(node, yaml.ScalarNode) and not node.value.strip(f"{BLANKS}~"):
            yield from self._below(node, steps)

    def _in_group(self, group: yaml.MappingNode, steps: KeyPath) -> Patch:
        """A new line of a group, or a new pair in its braces."""
        if group.flow_style:
            end = group.end_mark.index - 1
            gap = ", " if group.value else ""
            return Patch(end, end, f"{gap}{_key(steps[0], in_flow=True)}: 0")
        return self._at(self.file.end_of(group), "\n".join(_lines(steps, group.start_mark.column)))

    def _below(self, blank: yaml.ScalarNode, steps: KeyPath) -> Iterator[Patch]:
        """What makes a group or a list of a blank; a comment behind it stays in its line."""
        path = self.path[: self.depth]
        owner = self.file.node(path[:-1])
        if owner is None or getattr(owner, "flow_style", False) or not path:
            return
        yield self.file.patch(self.file.places[path], "")
        end = self.file.text.find("\n", blank.end_mark.index) + 1 or len(self.file.text)
        yield self._at(end, "\n".join(_lines(steps, owner.start_mark.column + 2)))

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


def _lines(steps: KeyPath, indent: int) -> list[str]:
    """The lines of a field within groups and lists that are to begin with it."""
    step, *rest = steps
    if step == 0:
        below = _lines(tuple(rest), indent + 2) if rest else [""]
        return [" " * indent + f"- {below[0].lstrip()}".rstrip(), *below[1:]]
    below = _lines(tuple(rest), indent + 2) if rest else []
    return [" " * indent + f"{_key(step)}:", *below]


def _key(key: str | int, *, in_flow: bool = False) -> str:
    text = str(key)
    return text if is_plain(text, in_flow) else quoted(text)
