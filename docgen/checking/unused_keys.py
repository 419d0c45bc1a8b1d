"""Keys that nothing asked for: most often a slip of the pen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from docgen.content.unit import PACK_KEY
from docgen.content.values import Node, Text, Value
from docgen.diagnostics import Problem, warning


def unused_keys(data: Node, known: Iterable[str]) -> Iterator[Problem]:
    """A warning for each key that no template, formula or text has read, and each unbound text.

    ``known`` are the names that the pack speaks of; the nearest is proposed.
    """
    data.used.add(PACK_KEY)
    yield from _unused(data, sorted(known))


def _unused(value: Value, known: list[str]) -> Iterator[Problem]:
    if isinstance(value, Node):
        for key, below in value.items():
            if isinstance(below, Text) and below.place and "{{" in below:
                yield warning("not-bound", below.place, key=key)
            if key in value.used:
                yield from _unused(below, known)
            elif key in value.key_places:
                near = get_close_matches(key, [name for name in known if name != key], 1, 0.6)
                nearest = near[0] if near else ""
                yield warning("unused-key", value.key_places[key], key=key, nearest=nearest)
    elif isinstance(value, list):
        for item in value:
            yield from _unused(item, known)
