"""Slips in schema.json that JSON Schema itself allows: they have no effect, or one nobody wants.

A keyword of another name is none to JSON Schema, and is passed over: ``typ`` types nothing. A name
that is required and is no property has no type, and nobody is told what it may be.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

import yaml
from jsonschema import Draft202012Validator

from docgen.diagnostics import Place, Problem, nearest, template_error, warning
from docgen.diagnostics.codes import problem_code

SCHEMA_REQUIRED = problem_code(
    "schema-required",
    en=(
        "schema.json requires 「{name}」, which is no property here{nearest}",
        "correct the name, add the field to properties, or take it out of {keyword}",
    ),
    zh=(
        "schema.json 要求填写「{name}」，这里却没有这个字段{nearest}",
        "改正名称，或在 properties 里加上它，或从 {keyword} 里删去",
    ),
)
SCHEMA_KEYWORD = problem_code(
    "schema-keyword",
    en=(
        "「{key}」 is no keyword of JSON Schema and has no effect{nearest}",
        "correct it, or delete it",
    ),
    zh=("「{key}」不是 JSON Schema 的关键字，不起作用{nearest}", "改正，或删去"),
)

_NAMED = ("properties", "$defs", "patternProperties", "dependentSchemas")
"""Keywords whose keys are names of one's own."""

_DATA = ("default", "enum", "const", "examples")
_KEYWORDS = frozenset(
    (
        *Draft202012Validator.VALIDATORS,
        *("$schema", "$id", "$defs", "$anchor", "$comment", "title", "description", "default"),
        *("examples", "deprecated", "readOnly", "writeOnly", "contentMediaType"),
        *("contentEncoding", "contentSchema", "then", "else", "minContains", "maxContains"),
        *("x-required",),
    )
)


@dataclass(frozen=True)
class _SchemaReader:
    """Walks schema.json, read as YAML, whose nodes have line numbers."""

    place: Place
    told: Container[str] = ()

    def faults(self, node: yaml.Node | None) -> Iterator[Problem]:
        """The slips of a schema and of those in it."""
        if isinstance(node, yaml.SequenceNode):
            for item in node.value:
                yield from self.faults(item)
        if not isinstance(node, yaml.MappingNode):
            return
        entries = {key.value: (key, value) for key, value in node.value}
        yield from self._required(entries)
        for name, (key, value) in entries.items():
            near = "" if name in _KEYWORDS or name.startswith("x-") else nearest(name, _KEYWORDS)
            if near:
                yield warning(SCHEMA_KEYWORD, self._at(key), key=name, nearest=near)
            if name in _NAMED and isinstance(value, yaml.MappingNode):
                for _, below in value.value:
                    yield from self.faults(below)
            elif name not in _DATA:
                yield from self.faults(value)

    def _required(self, entries: dict[str, tuple[yaml.Node, yaml.Node]]) -> Iterator[Problem]:
        """Required names without a property; a group whose keys are free may require any."""
        _, fields = entries.get("properties", (None, None))
        if not isinstance(fields, yaml.MappingNode) or "additionalProperties" in entries:
            return
        names = [key.value for key, _ in fields.value]
        for keyword in ("required", "x-required"):
            _, required = entries.get(keyword, (None, None))
            for item in required.value if isinstance(required, yaml.SequenceNode) else ():
                if item.value not in names and item.value not in self.told:
                    words = {"name": item.value, "keyword": keyword}
                    near = nearest(item.value, names)
                    yield template_error(SCHEMA_REQUIRED, self._at(item), nearest=near, **words)

    def _at(self, node: yaml.Node) -> Place:
        mark = node.start_mark
        return Place(self.place.file, mark.line + 1, mark.column + 1)


def schema_faults(text: str, place: Place, derived: Container[str] = ()) -> Iterator[Problem]:
    """The slips in the text of a sound schema.json.

    ``derived`` are the last keys of fields that are worked out: that they are required is told as
    such.
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return
    yield from _SchemaReader(place, derived).faults(root)
