"""What a pack's form asks for: the fields of a group, and the unit that each is printed in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from docgen.content.yaml_writer import KeyPath
from docgen.diagnostics import Problems
from docgen.packs.pack import Pack
from docgen.packs.schema_fields import Fields, Shape
from docgen.packs.typing import MARKDOWN
from docgen.templates.field_units import FieldUnits
from docgen.templates.lint.placeholder_uses import uses_of
from docgen.templates.placeholders import Placeholder

_DEEPEST = 8
"""Groups within groups that are asked for: a schema may refer to itself."""
_NUMBERS = re.compile(r"\[\d*\]|\.\*")
_INDEX = re.compile(r"\[\d+\]")


@dataclass(frozen=True)
class FormField:
    """A field to be typed below a group.

    Attributes:
        keys: what leads to it from the group; 0 for the first row of a list.
        text: what the form prints there already.
        unit: its unit of measure; empty if nothing tells.
        is_text: whether it may have several paragraphs.
    """

    keys: KeyPath
    text: str = ""
    unit: str = ""
    is_text: bool = False


@dataclass(frozen=True)
class PackForm:
    """The fields of a pack.

    Attributes:
        pack: the pack.
    """

    pack: Pack
    _found: dict[str, tuple[FormField, ...]] = field(default_factory=dict, compare=False)

    @cached_property
    def _fields(self) -> Fields:
        return Fields(self.pack.schema)

    @cached_property
    def _derived(self) -> frozenset[str]:
        return self.pack.worked_out

    @cached_property
    def _tags(self) -> dict[str, Placeholder]:
        """The tag that prints each field, in a table, by the field's path without numbers."""
        tags = dict[str, Placeholder]()
        for use in uses_of(self.pack, Problems()):
            if len(use.paths) == 1 and use.placeholder.place.table:
                tags.setdefault(_NUMBERS.sub("", use.paths[0]), use.placeholder)
        return tags

    def below(self, path: str) -> tuple[FormField, ...]:
        """The fields of the group or list at a path such as ``projects[0].项目资金``.

        Those that are worked out are not typed. Empty if there is no such field.
        """
        plain = _INDEX.sub("[]", path)
        if plain not in self._found:
            shape = self._fields.at(plain)
            self._found[plain] = tuple(self._leaves(shape, (), None)) if shape.schema else ()
        return self._found[plain]

    def unit(self, keys: KeyPath) -> str:
        """The unit of the figure that keys lead to, as the form prints it; empty if it does not."""
        path = ".".join(key for key in keys if isinstance(key, str))
        shape = self._fields.root
        for key in keys:
            is_row = isinstance(key, int)
            shape = self._fields.item(shape) if is_row else self._fields.child(shape, str(key))
        return self._unit(Shape(path, shape.schema))

    def _unit(self, shape: Shape) -> str:
        tag = self._tags.get(_NUMBERS.sub("", shape.path))
        return FieldUnits(self.pack).unit(shape, tag) if shape.schema else ""

    def _leaves(self, shape: Shape, keys: KeyPath, printed: Any) -> Iterator[FormField]:
        """Yields what is typed in a field, of which the form prints ``printed``."""
        schema = shape.schema or {}
        printed = schema.get("default") if printed is None else printed
        names = self._typed(shape) or (list(printed) if isinstance(printed, dict) else [])
        if len(keys) < _DEEPEST and names:
            given = printed if isinstance(printed, dict) else {}
            for name in names:
                yield from self._leaves(
                    self._fields.child(shape, name), (*keys, name), given.get(name)
                )
        elif len(keys) < _DEEPEST and "array" in shape.types:
            yield from self._leaves(self._fields.item(shape), (*keys, 0), None)
        else:
            text = "" if printed is None or isinstance(printed, (dict, list)) else str(printed)
            is_text = schema.get("contentMediaType") == MARKDOWN and 0 not in keys
            yield FormField(keys, text, self._unit(shape), is_text)

    def _typed(self, shape: Shape) -> list[str]:
        """The keys to type in a group: those that are required, or all if none is."""
        schema = shape.schema or {}
        properties = schema.get("properties", {})
        wanted = schema.get("x-required") or schema.get("required") or list(properties)
        return [
            name
            for name in properties
            if name in wanted and self._fields.child(shape, name).path not in self._derived
        ]
