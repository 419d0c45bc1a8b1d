"""The fields of a unit by their names, and as writers name them: 支出。合计, or almost right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from docgen.content.blocks import Document
from docgen.content.values import Node, Value
from docgen.diagnostics import nearest
from docgen.packs.expressions.paths import Steps, expression_of

_JOINT = re.compile(r"\s*[.．。、，,：:·/／>→\\-]\s*")
_INDEX = re.compile(r"\s*[\[［]\s*(\d+)\s*[\]］]")
_QUOTED = re.compile(r"\s*[\[［]\s*[\"“”'‘’](.*?)[\"“”'‘’]\s*[\]］]")
_LONGEST = 200
"""Characters of the longest text that is read as a path."""


def field_path(typed: str, groups: Sequence[Node], *, alike: bool = False) -> str | None:
    """The path of the field that a writer means, as an expression has it.

    Args:
        typed: what she typed, ``支出。合计``.
        groups: the groups in which the first name is looked up, the innermost first.
        alike: whether names may be misspelt.

    Returns:
        The path, ``支出.合计``; ``None`` if it leads to no field.
    """
    if len(typed) > _LONGEST:
        return None
    for group in groups:
        steps = _steps(typed.strip(), group, alike=alike)
        if steps and (path := expression_of(steps)):
            return path
    return None


def _steps(rest: str, value: Value, *, alike: bool) -> Steps | None:
    """The steps to a single value below ``value``."""
    if not rest:
        return None if isinstance(value, (Node, list)) else ()
    if isinstance(value, list):
        index = _INDEX.match(rest)
        if index is None or int(index[1]) >= len(value):
            return None
        number = int(index[1])
        below = _steps(_behind_joint(rest[index.end() :]), value[number], alike=alike)
        return None if below is None else (number, *below)
    if not isinstance(value, Node):
        return None
    for key, stop in _keys(rest, value, alike=alike):
        below = _steps(_behind_joint(rest[stop:]), value.get(key), alike=alike)
        if below is not None:
            return (key, *below)
    return None


def _behind_joint(rest: str) -> str:
    joint = _JOINT.match(rest)
    return rest[joint.end() :] if joint else rest.lstrip()


def _keys(rest: str, group: Node, *, alike: bool) -> Iterable[tuple[str, int]]:
    """The keys of a group that a text may begin with, and where each ends; the longest first."""
    if quoted := _QUOTED.match(rest):
        return [(quoted[1], quoted.end())] if quoted[1] in group else []
    found = [
        (key, len(key))
        for key in sorted(group, key=len, reverse=True)
        if rest.startswith(key) and _ends_name(rest[len(key) :])
    ]
    if found or not alike:
        return found
    joint = _JOINT.search(rest)
    name = rest[: joint.start()] if joint else rest
    near = nearest(name, group)
    return [(near, len(name))] if near else []


def _ends_name(rest: str) -> bool:
    return not rest or _JOINT.match(rest) is not None or rest.lstrip()[0] in "[［"


def single_values(group: Node, above: Steps = ()) -> Iterator[tuple[str, str]]:
    """The key and the path of each single value in the groups below; lists have no paths."""
    for key, value in group.items():
        steps = (*above, key)
        if isinstance(value, Node):
            yield from single_values(value, steps)
        elif not isinstance(value, list | Document) and (path := expression_of(steps)):
            yield key, path
