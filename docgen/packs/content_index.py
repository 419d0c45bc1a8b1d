"""The values of a unit by their places and by themselves, and what derived ones follow from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen.content.blocks import Block, Document
from docgen.content.values import Node, Value
from docgen.diagnostics import Place, Problems
from docgen.packs.expressions import FAILURES, evaluate, parsed, paths_in
from docgen.packs.expressions.paths import Steps, access
from docgen.packs.field_reads import fields_read
from docgen.packs.formula_order import Derived
from docgen.packs.schema_fields import Fields
from docgen.packs.typing import MARKDOWN, Schema


class ContentIndex:
    """What a unit's data and its pack's formulas say of a value that is printed.

    Values that were computed have no place: they are known as the objects that they are, as long
    as ``data`` is there.
    """

    def __init__(self, data: Node, formulas: Sequence[Derived], schema: Schema) -> None:
        self._data, self._formulas, self._fields = data, formulas, Fields(schema)
        self._by_place: dict[Place, Steps] = {}
        self._by_value: dict[int, Steps] = {}
        self._around: dict[int, tuple[Node, ...]] = {}
        self._documents: dict[Place, Document] = {}
        self._steps_of_group: dict[int, Steps] = {}
        self._known_reads: dict[tuple[str, tuple[str, ...]], tuple[Steps, ...]] = {}
        self._walk(data, (), ())

    def _walk(self, value: Value, steps: Steps, around: tuple[Node, ...]) -> None:
        place = getattr(value, "place", None)
        if place and steps:
            self._by_place.setdefault(place, steps)
            self._by_place.setdefault(place.typed, steps)
        if isinstance(value, Node):
            self._steps_of_group[id(value)] = steps
            for key, child in value.items():
                self._walk(child, (*steps, key), (value, *around))
            for key, key_place in value.key_places.items():
                self._by_place.setdefault(key_place, (*steps, key))
        elif isinstance(value, list):
            for number, item in enumerate(value):
                self._walk(item, (*steps, number), around)
        else:
            self._by_value[id(value)] = steps
            self._around[id(value)] = around
            if isinstance(value, Document):
                self._documents[value.place] = value

    def is_elsewhere(self, place: Place) -> bool:
        """Whether a value stands in the content of another unit, which this one sums up."""
        return not f"{place.file}/".startswith(f"{self._data.place.file}/")

    def steps(self, place: Place | None) -> Steps:
        """The keys that lead to the value typed at ``place``, or to the key there; else none."""
        return self._by_place.get(place, ()) if place else ()

    def steps_of(self, value: object) -> Steps:
        """The keys that lead to a value itself, as it lies in the data."""
        return self._by_value.get(id(value), ())

    def count(self, steps: Steps) -> int:
        """How many items the list has that the keys lead to."""
        found = self.value_at(steps)
        return len(found) if isinstance(found, list) else 0

    def is_text(self, steps: Steps) -> bool:
        """Whether a field is a text of paragraphs, as the schema has it; no row of a table is."""
        shape = self._fields.root
        for step in steps:
            is_item = isinstance(step, int)
            shape = self._fields.item(shape) if is_item else self._fields.child(shape, str(step))
        in_row = any(isinstance(step, int) for step in steps[2:])
        return not in_row and (shape.schema or {}).get("contentMediaType") == MARKDOWN

    def block(self, document: Place | None, number: int) -> Block | None:
        """A block of the Markdown text that begins at a place."""
        found = self._documents.get(document) if document else None
        return found.blocks[number] if found and number < len(found.blocks) else None

    def around(self, document: Document | None) -> tuple[Node, ...]:
        """The groups whose fields a Markdown text names, the innermost first."""
        found = self._around.get(id(document), ())
        return found or (self._data,)

    def value(self, expression: str, names: Sequence[Node]) -> Value:
        """What an expression gives; ``None`` if it fails."""
        for group in names:
            if expression in group:  # a plain name, as most are
                return group[expression]
        problems = Problems()
        value = evaluate(expression, Place(""), problems, *names)
        return None if problems else value

    def formula(self, steps: Steps) -> Derived | None:
        """The formula of the field that the keys lead to."""
        return next((found for found in self._formulas if _leads(found.field, steps)), None)

    def inputs(self, steps: Steps, *, inside: bool = False) -> tuple[Place, ...]:
        """Where the values were typed that a derived field follows from, formula by formula.

        For a list or a group that is read stands its own place; with ``inside``, those of the
        values in it that are read.
        """
        return tuple(dict.fromkeys(self._inputs(steps, frozenset(), inside=inside)))

    def inputs_of(
        self, expression: str, names: Sequence[Node], *, inside: bool = False
    ) -> tuple[Place, ...]:
        """Where the values were typed that an expression reads; see :meth:`inputs`."""
        return tuple(dict.fromkeys(self._read(expression, names, (), frozenset(), inside=inside)))

    def _inputs(self, steps: Steps, seen: frozenset[Steps], *, inside: bool) -> Iterator[Place]:
        formula = self.formula(steps)
        if formula and steps not in seen:
            depth = len(_parts(formula.field))
            groups = (self.value_at(steps[:length]) for length in range(depth - 1, -1, -1))
            names = tuple(group for group in groups if isinstance(group, Node))
            below = steps[depth:]
            yield from self._read(formula.formula, names, below, seen | {steps}, inside=inside)

    def _read(
        self,
        expression: str,
        names: Sequence[Node],
        below: Steps,
        seen: frozenset[Steps],
        *,
        inside: bool,
    ) -> Iterator[Place]:
        """The places of what an expression reads; of a group, of what is ``below`` in it."""
        for path in _paths(expression):
            value = self.value(path, names)
            for step in below:
                inner = _child(value, step)
                value = value if inner is None else inner
            place, steps = getattr(value, "place", None), self.steps_of(value)
            is_place = bool(place and place.line)  # the units of a summary stand in no one place
            if isinstance(value, (Node, list)) and (inside or not is_place):
                yield from self._inside(value, self._paths_read(expression, names), seen)
            elif place and place.file:
                yield place
            elif steps:
                yield from self._inputs(steps, seen, inside=inside)

    def _inside(
        self, group: Value, read: Sequence[Steps], seen: frozenset[Steps]
    ) -> Iterator[Place]:
        """The places of the values in a group that an expression reads by the paths ``read``."""
        values = list(_leaves(group))
        paths = [(self.steps_of(value), value) for value in values]
        found = [pair for pair in paths if any(_begins(path, pair[0]) for path in read)]
        for steps, value in found or paths:  # of what no path leads to, all is taken
            place = getattr(value, "place", None)
            if place and place.file:
                yield place
            elif steps and steps not in seen:
                yield from self._inputs(steps, seen, inside=True)

    def _paths_read(self, expression: str, names: Sequence[Node]) -> tuple[Steps, ...]:
        """The paths that an expression reads, ``[]`` for each item and ``*`` for any group."""
        owner = self._steps_of_group.get(id(names[0]), ()) if names else ()
        key = expression, tuple("[]" if isinstance(step, int) else step for step in owner)
        if key not in self._known_reads:
            self._known_reads[key] = tuple(_reads(expression, self._fields, key[1]))
        return self._known_reads[key]

    def value_at(self, steps: Steps) -> Value:
        """The value that keys lead to; ``None`` if they lead to none."""
        value: Value = self._data
        for step in steps:
            value = _child(value, step)
        return value


def _leaves(value: Value) -> Iterator[Value]:
    """The single values in a group or a list."""
    if isinstance(value, (Node, list)):
        for child in value.values() if isinstance(value, Node) else value:
            yield from _leaves(child)
    elif value is not None:
        yield value


def _begins(path: Steps, steps: Steps) -> bool:
    """Whether keys lead to what a path names, or into it."""
    return len(path) <= len(steps) and all(
        isinstance(step, int) if part == "[]" else part in ("*", step)
        for part, step in zip(path, steps, strict=False)
    )


def _reads(expression: str, fields: Fields, owner: Sequence[str]) -> Iterator[Steps]:
    """The paths that an expression reads in a group, which is found by its own first."""
    group = ".".join(owner).replace(".[]", "[]")
    try:
        tree = parsed(expression)
    except FAILURES:
        return
    for read in fields_read(tree, fields, fields.groups_at(group)):
        yield tuple(_parts(read.path))


def _child(value: Value, step: str | int) -> Value | None:
    if isinstance(value, Node) and isinstance(step, str):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def path_name(steps: Steps) -> str:
    """The keys as people and expressions write them: ``市级专项[1].名称``."""
    first = str(steps[0]) if steps else ""
    return first + "".join(map(access, steps[1:]))


def _paths(expression: str) -> list[str]:
    try:
        return list(paths_in(expression))
    except FAILURES:
        return []


def _parts(field: str) -> list[str]:
    """The keys of a field; ``[]`` is one, for the number of an item."""
    return field.replace("[]", ".[]").split(".")


def _leads(field: str, steps: Steps) -> bool:
    """Whether the keys lead to ``field``, as pack.yaml names it, or to a value in it."""
    parts = _parts(field)
    return len(parts) <= len(steps) and all(
        isinstance(step, int) if part == "[]" else part == step
        for part, step in zip(parts, steps, strict=False)
    )
