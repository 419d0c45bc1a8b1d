"""The fields of a pack's schema, by the ways that lead to them.

    年度申请.得分      绩效指标.*.*[].得分      projects[].总分

``*`` stands for whatever groups a unit has there, ``[]`` for each item of a list. What a schema
says nothing about may be anything, and nothing is said against it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from docgen.packs.typing import Schema, resolved, types_of

_DEEPEST = 20
"""Groups within groups; a schema may refer to itself."""


@dataclass(frozen=True)
class Shape:
    """What an expression may give.

    Attributes:
        path: the way to it.
        schema: what the schema says of it; ``None`` if the schema has no such field.
        labels: further names, which ``rows`` gives to each row.
        near: the field that may be meant, where there is none of that name.
    """

    path: str
    schema: Schema | None
    labels: frozenset[str] = frozenset()
    near: str = ""

    @property
    def types(self) -> list[str]:
        """The types it may have; none if it may be anything."""
        return types_of(self.schema or {})


class Fields:
    """The fields of a schema, as expressions see them; ``derived`` are known besides."""

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
        if path in self._derived or any(one.startswith(f"{path}.") for one in self._derived):
            return Shape(path, {})
        return Shape(path, None, near="".join(get_close_matches(key, properties, 1, 0.6)))

    def item(self, shape: Shape) -> Shape:
        """Each item of a list."""
        below = resolved(self.schema, (shape.schema or {}).get("items"))
        return Shape(f"{shape.path}[]", below, shape.labels)

    def group(self, shape: Shape) -> Shape:
        """Whatever group has a name of the unit's own."""
        below = resolved(self.schema, (shape.schema or {}).get("additionalProperties"))
        return Shape(f"{shape.path}.*", below)

    def rows(self, shape: Shape, labels: frozenset[str]) -> Shape:
        """The lists below nested groups."""
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

    def all(self) -> Iterator[Shape]:
        """Every field that the schema names, groups and lists included, and what is derived."""
        yield from self._below(self.root, 0)
        yield from (Shape(path, {}) for path in self._derived)

    def leaves(self) -> Iterator[Shape]:
        """Every single value that the schema names."""
        return (one for one in self._below(self.root, 0) if not self._children(one))

    def _below(self, shape: Shape, depth: int) -> Iterator[Shape]:
        yield shape
        for one in self._children(shape) if depth < _DEEPEST else ():
            yield from self._below(one, depth + 1)

    def _children(self, shape: Shape) -> list[Shape]:
        properties = (shape.schema or {}).get("properties", {})
        below = [self.child(shape, key) for key in properties]
        if "array" in shape.types:
            below = [self.item(shape)]
        elif isinstance((shape.schema or {}).get("additionalProperties"), dict):
            below.append(self.group(shape))
        return below
