"""Fields that are filled in, and those that are not yet; in a draft the latter are marked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.checks.blank_fields import blank_fields, empty_chapters
from docgen.checking.checks.text_conventions import begun_dates, own_labels
from docgen.checking.checks.unrevised import unrevised
from docgen.checking.todo_lists import ABOUT_FILES, is_blank
from docgen.checking.waivers import apply_waivers
from docgen.content.unit import PACK_KEY
from docgen.content.values import Items, Node, Text, Unfilled, Value
from docgen.diagnostics import Place, Problem, Problems
from docgen.packs.schema_fields import Fields, Shape

_FILE_NUMBER = re.compile(r"^\d+-")
_DEEPEST = 6
"""Groups within groups that a blank group of the schema is filled with: it may refer to itself."""


def filled_fields(value: Value, blank: Collection[Place]) -> int:
    """The number of typed values in ``value`` but those at the places ``blank``; a text is one."""
    if isinstance(value, Node):
        return sum(filled_fields(value.get(key), blank) for key, _ in _typed(value))
    if isinstance(value, Items):
        return sum(filled_fields(item, blank) for item in value)
    is_filled = value is not None and not is_blank(value) and value.place not in blank
    return int(is_filled)


def blank_places(problems: Iterable[Problem]) -> frozenset[Place]:
    """The places of what is blank and should not be."""
    return frozenset(problem.place for problem in problems if problem.to_do == "blank")


def mark_unfilled(unit: CheckedUnit, problems: Iterable[Problem]) -> list[Problem]:
    """Replaces each blank that is to be filled in by an :class:`Unfilled`, in place.

    Args:
        unit: the unit with its types read, before anything is computed from them.
        problems: what the schema says of it.

    Returns:
        What the checks say of its blanks, as warnings; those that are waived are not replaced.
    """
    checks = (unrevised, blank_fields, empty_chapters, own_labels, begun_dates)
    found = [problem for check in checks for problem in unit.found_by(check)]
    kept = Problems(problems)
    told = blank_places(kept)
    blanks = [
        problem.as_warning()
        for problem in found
        if problem.to_do == "blank" and problem.place not in told
    ]
    apply_waivers(unit.data, blanks, kept)
    counts = Counter(_keys(unit.data))
    marker = _Marker(Fields(unit.pack.schema), blank_places(kept), counts)
    marker.mark(unit.data, marker.fields.root)
    return blanks


def _typed(node: Node) -> Iterator[tuple[str, Place]]:
    """The keys of content that were typed, with their places."""
    about_files = (*ABOUT_FILES, PACK_KEY)
    return ((key, place) for key, place in node.key_places.items() if key not in about_files)


def _keys(value: Value) -> Iterator[str]:
    """Every key that was typed in ``value``; those of the rows of a list once for each row."""
    if isinstance(value, Node):
        for key, _ in _typed(value):
            yield key
            yield from _keys(value.get(key))
    elif isinstance(value, Items):
        for item in value:
            yield from _keys(item)


@dataclass(frozen=True)
class _Marker:
    """Marks the blanks at the places ``blank``.

    Attributes:
        fields: the fields of the schema.
        blank: the places.
        counts: how often each key stands in the unit.
    """

    fields: Fields
    blank: frozenset[Place]
    counts: Counter[str]

    def mark(self, node: Node, shape: Shape, above: tuple[str, ...] = ()) -> None:
        """Marks the blanks in ``node``, which stands at the keys ``above``."""
        for key, place in _typed(node):
            below, keys = self.fields.child(shape, key), (*above, key)
            node[key] = self._marked(node.get(key), below, keys, place)

    def _marked(self, value: Value, shape: Shape, keys: tuple[str, ...], place: Place) -> Value:
        own = getattr(value, "place", None) or place
        places = {own, value.body} if isinstance(value, Text) else {own}
        if (is_blank(value) or isinstance(value, Text)) and places & self.blank:
            return self._unfilled(shape, keys, own, 0)
        if isinstance(value, Node):
            self.mark(value, shape, keys)
        elif isinstance(value, Items):
            item = self.fields.item(shape)
            value[:] = [self._marked(each, item, keys, value.place) for each in value]
        return value

    def _unfilled(self, shape: Shape, keys: tuple[str, ...], place: Place, depth: int) -> Value:
        """The value of a blank: of a list one row, of a group its fields, as the schema says."""
        if depth < _DEEPEST and "array" in shape.types:
            items = Items(place)
            items.append(self._unfilled(self.fields.item(shape), keys, place, depth + 1))
            return items
        if depth < _DEEPEST and "object" in shape.types:
            group = Node(place)
            for name in (shape.schema or {}).get("properties", {}):
                below = self.fields.child(shape, name)
                group[name] = self._unfilled(below, (*keys, name), place, depth + 1)
            return group
        return Unfilled(self._name(keys, place), place)

    def _name(self, keys: tuple[str, ...], place: Place) -> str:
        """The name of a field: its key, behind that of its group if others are called so too.

        A chapter is called as it is headed, without the number that orders its file.
        """
        if place.file.endswith(".md"):
            return "本部分" if keys[-1].isascii() else _FILE_NUMBER.sub("", keys[-1])
        return "·".join(keys[-2:] if self.counts[keys[-1]] > 1 else keys[-1:])
