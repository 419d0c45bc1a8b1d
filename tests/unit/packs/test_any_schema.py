"""Any JSON value at any keyword of schema.json: told as a fault of the schema, or used; no error.

So it is with any kind of value in the content, whatever type the schema gives the field.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from docgen.content.source_files import SourceFile
from docgen.content.yaml_reader import read_yaml
from docgen.diagnostics import Place
from docgen.packs.schema import CompiledSchema, schema_problems
from docgen.packs.schema_fields import Fields
from tests.unit.helpers import as_yaml, codes, collect

VALUES: list[Any] = [
    *(None, True, False, 0, -1, 1.5, 1e400, 10**30, "", "某", "number", "(", "#", "#/$defs/无", []),
    *({}, ["null"], ["number", "null"], [None], [[]], [{}], ["甲", ["乙"]], [1, "1"], {"甲": 1}),
    *({"甲": {}}, {"甲": {"type": "number"}}, {"type": "number"}, {"甲": ["乙"]}, "boolean", True),
    *({"type": ["null"]}, {"$ref": "#"}, {"甲": {"$ref": "#"}}, [{"type": "integer"}], {"(": {}}),
]
KEYWORDS = [
    *("type", "properties", "items", "additionalProperties", "required", "x-required", "enum"),
    *("const", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    *("multipleOf", "minLength", "maxLength", "minItems", "maxItems", "contentMediaType"),
    *("description", "title", "$ref", "$defs", "allOf", "anyOf", "oneOf", "not", "if", "then"),
    *("default", "examples", "format", "uniqueItems", "dependentRequired", "dependentSchemas"),
    *("patternProperties", "propertyNames", "prefixItems", "contains", "minContains", "$id"),
    *("$schema", "$anchor", "$dynamicRef", "$dynamicAnchor", "$vocabulary", "$comment"),
    *("unevaluatedProperties", "unevaluatedItems", "minProperties", "maxProperties", "x-other"),
]
TYPES: dict[str, dict[str, Any]] = {
    "free": {},
    "text": {"type": "string", "minLength": 1, "maxLength": 9, "pattern": "."},
    "number": {"type": "number", "minimum": 1, "maximum": 9, "multipleOf": 0.5},
    "whole number": {"type": "integer"},
    "flag": {"type": "boolean"},
    "group": {"type": "object", "properties": {"甲": {"type": "number"}}, "required": ["甲"]},
    "list": {"type": "array", "items": {"type": "object"}, "minItems": 1, "uniqueItems": True},
    "list of numbers": {"type": "array", "items": {"type": "number"}},
    "Markdown": {"contentMediaType": "text/markdown", "maxLength": 9, "minLength": 1},
    "options": {"enum": ["甲", True, 1, None]},
    "number or text": {"type": ["number", "string"]},
    "nothing": {"type": ["null"]},
    "either": {"anyOf": [{"type": "number"}, {"type": "boolean"}]},
}
CONTENT: dict[str, Any] = {
    "blank": None,
    "text": "某",
    "number": "12.5",
    "zero": "0",
    "word": "否",
    "exponent": "1E+999999999",
    "list": ["甲", "乙"],
    "empty list": [],
    "nested list": [["甲"], [["乙"]], None],
    "mixed list": ["1", {"a": "b"}, ["2"], None],
    "group": {"甲": "1"},
    "empty group": {},
    "group of groups": {"甲": {}, "b": {"c": {"d": ["1"]}}},
    "very long text": "长" * 50_000,
}
FIT = {
    "number": {"text", "word", "exponent", "very long text"},
    "whole number": {"text", "number", "word", "exponent", "very long text"},
    "flag": {"text", "number", "zero", "exponent", "very long text"},
}
"""By type, the single values that it does not allow."""
GROUPS = {"group", "empty group", "group of groups"}
LISTS = {"list", "empty list", "nested list", "mixed list"}


def applied(schema: dict[str, Any], value: object) -> list[str]:
    text = as_yaml({"项": value, "旁": "1"})
    problems = collect()
    data = read_yaml(SourceFile("甲.yaml", text), problems)
    CompiledSchema(schema).apply(data, problems)
    assert all(problem.place.file == "甲.yaml" for problem in problems)
    return codes(problems)


@pytest.mark.parametrize("value", CONTENT)
@pytest.mark.parametrize("kind", TYPES)
def test_any_value_in_a_field_of_any_type(kind: str, value: str) -> None:
    found = applied({"type": "object", "properties": {"项": TYPES[kind]}}, CONTENT[value])
    single = value not in GROUPS | LISTS | {"blank"}
    wrong = {
        "group": single or value in LISTS,
        "list": single or value in GROUPS,
        "list of numbers": single or value in GROUPS,
        "text": value in GROUPS | LISTS,
        "number or text": value in GROUPS | LISTS,
        **{name: value in words | GROUPS | LISTS for name, words in FIT.items()},
    }
    if kind in wrong:
        below = value in ("mixed list", "nested list", "list", "group of groups")
        assert ("wrong-type" in found) == wrong[kind] or (below and not single), found


def test_a_schema_that_refers_to_itself_without_end_is_told() -> None:
    schema = {"$defs": {"甲": {"allOf": [{"$ref": "#/$defs/甲"}]}}, "items": True}
    schema["properties"] = {"项": {"$ref": "#/$defs/甲"}}
    assert applied(schema, "某") == ["schema-invalid"]


@pytest.mark.parametrize("keyword", KEYWORDS)
def test_any_value_at_any_keyword(keyword: str) -> None:
    for value in VALUES:
        for field in (None, "free", "number", "group", "list", "Markdown"):
            properties = json.loads(json.dumps({"项": TYPES.get(field or "", {}), "旁": {}}))
            schema = {"type": "object", "properties": properties}
            (schema if field is None else properties["项"])[keyword] = value
            if schema_problems(schema, Place("schema.json")):
                continue
            fields = Fields(schema)
            assert list(fields.all())
            assert list(fields.leaves())
            for content in ("某", "2", ["1", {"甲": "1"}], {"甲": "1"}):
                applied(schema, content)
