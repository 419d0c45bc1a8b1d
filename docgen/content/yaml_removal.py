"""Takes entries out of a YAML text; comments, order and blank lines stay."""

from __future__ import annotations

from collections.abc import Iterable

import yaml

from docgen.content.yaml_writer import KeyPath, YamlFile


def without_entries(text: str, paths: Iterable[KeyPath]) -> str:
    """A YAML text without some of its entries, and without groups that are empty then.

    Returns the text; empty if nothing is left. The entries are there.
    """
    for path in sorted(paths, key=lambda path: tuple(map(_order, path)), reverse=True):
        text = _without(text, path)
    return text


def _order(step: str | int) -> tuple[int, str]:
    return (step, "") if isinstance(step, int) else (0, step)


def _without(text: str, path: KeyPath) -> str:
    file = YamlFile("", text)
    parent, key = file.node(path[:-1]), path[-1]
    if isinstance(parent, yaml.MappingNode):
        pairs = [(name, value) for name, value in parent.value]
        number = next(at for at, (name, _) in enumerate(pairs) if name.value == key)
        starts = [name.start_mark.index for name, _ in pairs]
        ends = [value.end_mark.index for _, value in pairs]
        own = pairs[number][1]
    elif isinstance(parent, yaml.SequenceNode):
        number = int(key)
        starts = [value.start_mark.index for value in parent.value]
        ends = [value.end_mark.index for value in parent.value]
        own = parent.value[number]
    else:
        return text
    if len(starts) == 1:
        return _without(text, path[:-1]) if len(path) > 1 else ""
    if parent.flow_style:
        is_last = number + 1 == len(starts)
        start = ends[number - 1] if is_last else starts[number]
        stop = ends[number] if is_last else starts[number + 1]
        return text[:start] + text[stop:]
    line = text.rfind("\n", 0, starts[number]) + 1
    behind_dash = isinstance(parent, yaml.MappingNode) and text[line : starts[number]].strip()
    if behind_dash:
        return text[: starts[number]] + text[starts[number + 1] :]
    return text[:line] + text[file.end_of(own) :]
