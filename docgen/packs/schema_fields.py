"""The fields of a pack's schema, by their paths.

    年度申请.得分      绩效指标.*.*[].得分      projects[].总分

``*`` stands for any group of the unit's own, ``[]`` for each item of a list. A field that the
schema does not describe may be anything, and is not reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docgen.diagnostics import nearest
from docgen.packs.typing import Schema, resolved, types_of

_DEEPEST = 20
"""The deepest nesting that is listed: a schema may refer to itself."""


@dataclass(frozen=True)
class Shape:
    """The field that an expression evaluates to.

    Attributes:
        path: its path.
        schema: its schema; ``None`` if the schema has no such field.
        labels: further keys, which ``rows`` adds to each row.
        beside: the names of the fields that there are in its place, if there is none of that name.
    """

    path: str
    schema: Schema | None
    labels: frozenset[str] = frozenset()
    beside: tuple[str, ...] = ()

    @property
    def near(self) -> str:
        """The field with the most similar name, if there is none of that name; or nothing."""
        return nearest(self.path.rpartition(".")[2], self.beside) if self.beside else ""

    @property
    def types(self) -> list[str]:
        """The types it may have; empty if it may be anything."""
        return types_of(self.schema or {})


class Fields:
    """The fields of a schema, as expressions see them, and the paths of ``derived`` fields."""

    def __init__(self, schema: Schema, derived: frozenset[str] = frozenset()) -> None:
        self.schema, self._derived = schema, derived
        self.root = Shape("", resolved(schema, schema))

    def child(self, shape: Shape, key: str) -> Shape:
        """The field ``key`` of a group."""
        if shape.schema is None:
            return shape
        path = f"{shape.path}.{key}".lstrip(".")
        if key in shape.labels:
            return Shape(path, {})
        properties = shape.schema.get("properties", {})
        more = shape.schema.get("additionalProperties", not properties)
        if key in properties:
            return Shape(path, resolved(self.schema, properties[key]))
        if more is not False and (not shape.types or "object" in shape.types):
            return Shape(path, resolved(self.schema, more))
        if path in self._derived or any(field.startswith(f"{path}.") for field in self._derived):
            return Shape(path, {})
        return Shape(path, None, beside=tuple(properties))

    def item(self, shape: Shape) -> Shape:
        """Each item of a list."""
        below = resolved(self.schema, (shape.schema or {}).get("items"))
        return Shape(f"{shape.path}[]", below, shape.labels)

    def group(self, shape: Shape) -> Shape:
        """Any group whose name the unit chooses."""
        below = resolved(self.schema, (shape.schema or {}).get("additionalProperties"))
        return Shape(f"{shape.path}.*", below)

    def rows(self, shape: Shape, labels: frozenset[str]) -> Shape:
        """The lists inside nested groups."""
        while "object" in shape.types and "additionalProperties" in (shape.schema or {}):
            shape = self.group(shape)
        return Shape(shape.path, shape.schema, labels)

    def at(self, path: str) -> Shape:
        """The field at a path such as ``projects[].项目资金``; the root if it is empty."""
        shape = self.root
        for step in path.split(".") if path else ():
            shape = self.child(shape, step.removesuffix("[]"))
            shape = self.item(shape) if step.endswith("[]") and shape.schema is not None else shape
        return shape

    def groups_at(self, path: str) -> tuple[Shape, ...]:
        """The group at a path and those that it is in, from inner to outer, without the root."""
        steps = path.split(".") if path else []
        return tuple(self.at(".".join(steps[:end])) for end in range(len(steps), 0, -1))

    def all(self) -> Iterator[Shape]:
        """Every field that the schema names, groups and lists included, and the derived fields."""
        yield from self._descendants(self.root, 0)
        yield from (Shape(path, {}) for path in self._derived)

    def leaves(self) -> Iterator[Shape]:
        """Every single value that the schema names."""
        return (shape for shape in self._descendants(self.root, 0) if not self._children(shape))

    def _descendants(self, shape: Shape, depth: int) -> Iterator[Shape]:
        yield shape
        for child in self._children(shape) if depth < _DEEPEST else ():
            yield from self._descendants(child, depth + 1)

    def _children(self, shape: Shape) -> list[Shape]:
        properties = (shape.schema or {}).get("properties", {})
        children = [self.child(shape, key) for key in properties]
        if "array" in shape.types:
            children = [self.item(shape)]
        elif isinstance((shape.schema or {}).get("additionalProperties"), dict):
            children.append(self.group(shape))
        return children
