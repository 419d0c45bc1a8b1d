"""What two versions of a content file say differently: values by their keys, or paragraphs.

预算数: 12.5   ->   预算数: 13.75          预算数, 12.5, 13.75
- 名称: 甲                                 a row is known by its first value: 明细[甲].金额
金额: 1
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

import yaml

from docgen.content.content_names import is_yaml
from docgen.content.yaml_compose import compose


@dataclass(frozen=True)
class ChangedValue:
    """A value, or a paragraph of a chapter, before and after a change.

    Attributes:
        path: its keys, ``支出.合计``; empty for a paragraph.
        old, new: what was typed; empty where there was nothing.
    """

    path: str
    old: str
    new: str


def changed_values(file: str, before: str, after: str) -> list[ChangedValue]:
    """What changed between two versions of a ``file``, in its order; what is gone comes last.

    A file that is no YAML, or none that can be read, is compared by its paragraphs.
    """
    if is_yaml(file):
        try:
            return list(_values(_flat(before), _flat(after)))
        except yaml.YAMLError:
            pass
    return list(_paragraphs(_parts(before), _parts(after)))


def path_at(text: str, line: int, column: int) -> str:
    """The path of the value that a YAML text has at a place, or in its line; empty if in none."""
    try:
        root = compose(text)
    except yaml.YAMLError:
        return ""
    found = _nodes(root, "") if root is not None else ()
    places = {(node.start_mark.line + 1, node.start_mark.column + 1): path for path, node in found}
    in_line = (path for (row, _), path in places.items() if row == line)
    return places.get((line, column)) or next(in_line, "")


def _values(before: dict[str, str], after: dict[str, str]) -> Iterator[ChangedValue]:
    for path, new in after.items():
        if before.get(path, "") != new:
            yield ChangedValue(path, before.get(path, ""), new)
    for path, old in before.items():
        if path not in after and old:
            yield ChangedValue(path, old, "")


def _flat(text: str) -> dict[str, str]:
    """The scalars of a YAML text by their paths."""
    root = compose(text)
    nodes = _nodes(root, "") if root is not None else ()
    return {path: str(node.value) for path, node in nodes}


def _nodes(node: yaml.Node, path: str) -> Iterator[tuple[str, yaml.Node]]:
    """The scalars below a node, each with its path."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _nodes(value, f"{path}.{key.value}" if path else str(key.value))
    elif isinstance(node, yaml.SequenceNode):
        names = [_name(item) for item in node.value]
        for number, (item, name) in enumerate(zip(node.value, names, strict=True), 1):
            known = name if name and names.count(name) == 1 else str(number)
            yield from _nodes(item, f"{path}[{known}]")
    else:
        yield path, node


def _name(item: yaml.Node) -> str:
    """What a row of a list is called: its first value."""
    first = item.value[0][1] if isinstance(item, yaml.MappingNode) and item.value else None
    return str(first.value) if isinstance(first, yaml.ScalarNode) else ""


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]


def _paragraphs(before: list[str], after: list[str]) -> Iterator[ChangedValue]:
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for kind, start, end, first, last in codes:
        if kind == "equal":
            continue
        old, new = before[start:end], after[first:last]
        for number in range(max(len(old), len(new))):
            pair = (parts[number] if number < len(parts) else "" for parts in (old, new))
            yield ChangedValue("", *pair)
