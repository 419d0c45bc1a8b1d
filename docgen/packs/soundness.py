"""A schema compiled to one question: is all as it prescribes?

jsonschema says what is wrong, and where, and resolves for each value anew what rules it has. Most
content is sound: it is asked this question only, which takes a tenth of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from docgen.packs.typing import referred
from docgen.packs.validator import IS_A

Test = Callable[[Any], bool]


def sound_test(validator: Any) -> Test:
    """Whether a value is sound by the schema of a ``validator`` of jsonschema.

    If that is not certain it says no: then the validator has the word.
    """
    schema = validator.schema
    has_others = any(map(_has_other_base, _parts_below(schema)))
    return _never if has_others else _SoundTests(validator).part(schema)


def _parts_below(schema: Any) -> Iterator[dict[str, Any]]:
    children = schema.values() if isinstance(schema, dict) else schema
    for child in children if isinstance(schema, (dict, list)) else ():
        if isinstance(child, dict):
            yield child
        yield from _parts_below(child)


def _has_other_base(schema: dict[str, Any]) -> bool:
    """Whether a part of a schema is one of its own, in which references mean something else."""
    return not schema.keys().isdisjoint(("$id", "$schema"))


def _never(_: Any) -> bool:
    return False


def _always(_: Any) -> bool:
    return True


class _SoundTests:
    """Compiles the schema of a validator; each part that others refer to once."""

    def __init__(self, validator: Any) -> None:
        self._validator = validator
        self._referred: dict[str, Test] = {}
        self._structural = {
            "type": self._type,
            "properties": self._properties,
            "required": self._required,
            "items": self._items,
            "additionalProperties": self._additional,
            "$ref": self._reference,
        }

    def part(self, schema: Any) -> Test:
        """The test of a part of the schema."""
        if isinstance(schema, bool):
            return _always if schema else _never
        rules = self._validator.VALIDATORS
        tests = [self._keyword(name, schema) for name in schema if name in rules]
        return tests[0] if len(tests) == 1 else lambda value: all(test(value) for test in tests)

    def _keyword(self, name: str, schema: dict[str, Any]) -> Test:
        if name in self._structural:
            return self._structural[name](schema)
        check, limit = self._validator.VALIDATORS[name], schema[name]
        own = self._validator.evolve(schema=schema)
        return lambda value: not any(True for _ in check(own, limit, value, schema) or ())

    def _type(self, schema: dict[str, Any]) -> Test:
        names = schema["type"]
        kinds = [IS_A[name] for name in ([names] if isinstance(names, str) else names)]
        return lambda value: any(is_a(value) for is_a in kinds)

    def _properties(self, schema: dict[str, Any]) -> Test:
        tests = {key: self.part(below) for key, below in schema["properties"].items()}
        return lambda value: (
            not isinstance(value, dict)
            or all(test(value[key]) for key, test in tests.items() if key in value)
        )

    def _required(self, schema: dict[str, Any]) -> Test:
        names = frozenset(schema["required"])
        return lambda value: not isinstance(value, dict) or names <= value.keys()

    def _items(self, schema: dict[str, Any]) -> Test:
        first, test = len(schema.get("prefixItems", ())), self.part(schema["items"])
        return lambda value: not isinstance(value, list) or all(map(test, value[first:]))

    def _additional(self, schema: dict[str, Any]) -> Test:
        if "patternProperties" in schema:
            return _never
        known, test = schema.get("properties", {}), self.part(schema["additionalProperties"])
        return lambda value: (
            not isinstance(value, dict)
            or all(test(below) for key, below in value.items() if key not in known)
        )

    def _reference(self, schema: dict[str, Any]) -> Test:
        return partial(self._is_sound_there, schema["$ref"])

    def _is_sound_there(self, reference: str, value: Any) -> bool:
        """Whether a value is sound by the part that is referred to: it may refer to itself."""
        if reference not in self._referred:
            part = referred(self._validator.schema, reference)
            self._referred[reference] = _never if _has_other_base(part) else self.part(part)
        return self._referred[reference](value)
