"""Keys that nothing reads, most often misspelt ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docgen.content.unit import PACK_KEY
from docgen.content.values import Node, Text, Value
from docgen.diagnostics import Problem, nearest, warning


def unused_keys(data: Node, names: Iterable[str]) -> Iterator[Problem]:
    """A warning for each key that no template, formula or text has read.

    A text with ``{{`` in it that is not Markdown, so that nothing is bound in it, is a warning too.

    Args:
        data: the content of the unit, after all reading.
        names: the names that the pack uses; the nearest one is proposed.
    """
    data.used.add(PACK_KEY)
    yield from _unused(data, sorted(names))


def _unused(value: Value, names: list[str]) -> Iterator[Problem]:
    if isinstance(value, Node):
        for key, child in value.items():
            if isinstance(child, Text) and child.place and "{{" in child:
                yield warning("not-bound", child.place, key=key)
            if key in value.used:
                yield from _unused(child, names)
            elif key in value.key_places:
                words = {"key": key, "nearest": nearest(key, names)}
                yield warning("unused-key", value.key_places[key], **words)
    elif isinstance(value, list):
        for item in value:
            yield from _unused(item, names)
