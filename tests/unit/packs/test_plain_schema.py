"""A look at the keywords of a schema, against what jsonschema says of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, SchemaError

from docgen.packs.plain_schema import is_plain_schema
from docgen.project import shipped
from tests.support import ROOT

KEYWORDS = [
    *("type", "properties", "$defs", "items", "additionalProperties", "title", "description"),
    *("$comment", "contentMediaType", "required", "enum", "examples", "const", "default"),
    *("pattern", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "$ref"),
    *("$schema", "x-required", "anyOf", "prefixItems", "uniqueItems", "format", "$id", "甲"),
]
VALUES = st.one_of(
    st.sampled_from(["string", "null", "文字", "#/$defs/甲", "(", r"\d+", "", "a b", True, None]),
    st.sampled_from([-1, 0, 2, 1.5, [], ["string"], ["string", "string"], ["甲", 1], [[]], {}]),
    st.sampled_from(["https://json-schema.org/draft/2020-12/schema", "http://example.cn"]),
)
schemas = st.recursive(
    VALUES,
    lambda inner: st.dictionaries(st.sampled_from(KEYWORDS), inner | VALUES, max_size=3),
    max_leaves=8,
)


@given(schemas)
def test_a_plain_schema_is_one(schema: Any) -> None:
    if is_plain_schema(schema):
        Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(
    "schema", [True, {}, {"x-own": [1]}, {"type": ["string", "null"], "pattern": "^甲"}]
)
def test_the_usual_is_plain(schema: Any) -> None:
    assert is_plain_schema(schema)


def test_the_schemas_of_the_packs_are_plain() -> None:
    paths = sorted((ROOT / "word_templates").glob("*/schema.json"))
    assert len(paths) == len(shipped().own_packs())
    assert all(is_plain_schema(json.loads(path.read_text("utf-8"))) for path in paths)


@pytest.mark.parametrize(
    "schema",
    [
        *(
            "文字",
            {"type": "text"},
            {"type": []},
            {"items": 1},
            {"readOnly": "是"},
            {"properties": {"甲": 1}},
        ),
        *({"required": "甲"}, {"minLength": -1}, {"maximum": True}, {"pattern": "("}),
        *({"description": 1}, {"enum": "甲"}, {"$ref": 1}, {"$schema": 1}),
    ],
)
def test_what_is_none_is_not_plain(schema: Any) -> None:
    assert not is_plain_schema(schema)
    with pytest.raises(SchemaError):
        Draft202012Validator.check_schema(schema)
