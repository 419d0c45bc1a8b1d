"""Fields that are filled in, and those that are not yet; in a draft the latter are marked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.checks.blank_fields import blank_fields, empty_chapters
from docgen.checking.checks.text_conventions import own_labels
from docgen.checking.checks.unrevised import unrevised
from docgen.checking.todo_lists import ABOUT_FILES, is_blank
from docgen.checking.waivers import apply_waivers
from docgen.content.unit import PACK_KEY
from docgen.content.values import Items, Node, Text, Unfilled, Value
from docgen.diagnostics import Place, Problem, Problems
from docgen.packs.schema_fields import Fields, Shape

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
    checks = (unrevised, blank_fields, empty_chapters, own_labels)
    found = [problem for check in checks for problem in unit.found_by(check)]
    blanks = [problem.as_warning() for problem in found if problem.to_do == "blank"]
    kept = Problems(problems)
    apply_waivers(unit.data, blanks, kept)
    marker = _Marker(Fields(unit.pack.schema), blank_places(kept))
    marker.mark(unit.data, marker.fields.root)
    return blanks


def _typed(node: Node) -> Iterator[tuple[str, Place]]:
    """The keys of content that were typed, with their places."""
    about_files = (*ABOUT_FILES, PACK_KEY)
    return ((key, place) for key, place in node.key_places.items() if key not in about_files)


@dataclass(frozen=True)
class _Marker:
    """Marks the blanks at the places ``blank``."""

    fields: Fields
    blank: frozenset[Place]

    def mark(self, node: Node, shape: Shape) -> None:
        for key, place in _typed(node):
            node[key] = self._marked(node.get(key), self.fields.child(shape, key), key, place)

    def _marked(self, value: Value, shape: Shape, key: str, place: Place) -> Value:
        own = getattr(value, "place", None) or place
        places = {own, value.body} if isinstance(value, Text) else {own}
        if (is_blank(value) or isinstance(value, Text)) and places & self.blank:
            return self._unfilled(shape, key, own, 0)
        if isinstance(value, Node):
            self.mark(value, shape)
        elif isinstance(value, Items):
            item = self.fields.item(shape)
            value[:] = [self._marked(each, item, key, value.place) for each in value]
        return value

    def _unfilled(self, shape: Shape, key: str, place: Place, depth: int) -> Value:
        """The value of a blank: of a list one row, of a group its fields, as the schema says."""
        if depth < _DEEPEST and "array" in shape.types:
            items = Items(place)
            items.append(self._unfilled(self.fields.item(shape), key, place, depth + 1))
            return items
        if depth < _DEEPEST and "object" in shape.types:
            group = Node(place)
            for name in (shape.schema or {}).get("properties", {}):
                below = self.fields.child(shape, name)
                group[name] = self._unfilled(below, name, place, depth + 1)
            return group
        is_chapter = place.file.endswith(".md") and key.isascii()
        return Unfilled("本部分" if is_chapter else key, place)
