"""The one question to a compiled schema, against what jsonschema says."""

from __future__ import annotations

from typing import Any

import pytest

from docgen.content.source_files import SourceFile
from docgen.content.values import Node
from docgen.content.yaml_reader import read_yaml
from docgen.packs.schema import CompiledSchema
from docgen.packs.soundness import sound_test
from docgen.packs.typing import type_values
from docgen.packs.validator import value_validator
from tests.unit.helpers import as_yaml, collect
from tests.unit.packs.test_any_schema import CONTENT, TYPES

SCHEMAS: dict[str, dict[str, Any]] = {
    **{kind: {"properties": {"项": schema}} for kind, schema in TYPES.items()},
    "required": {"required": ["项", "无"]},
    "others": {"properties": {"旁": {}}, "additionalProperties": {"type": "number"}},
    "no others": {"properties": {"旁": {}}, "additionalProperties": False},
    "by pattern": {"patternProperties": {"旁": {}}, "additionalProperties": {"type": "string"}},
    "reference": {
        "$defs": {"数": {"type": "number"}},
        "properties": {"项": {"$ref": "#/$defs/数"}},
    },
    "beside a reference": {
        "$defs": {"甲": {"$ref": "#/$defs/乙", "type": "string"}, "乙": {"minLength": 2}},
        "properties": {"项": {"$ref": "#/$defs/甲"}},
    },
    "of itself": {"properties": {"项": {"type": "array", "items": {"$ref": "#/properties/项"}}}},
    "first item": {"properties": {"项": {"prefixItems": [True], "items": {"type": "number"}}}},
    "nothing": {"properties": {"项": False}},
    "all of": {"allOf": [{"properties": {"项": {"type": "string"}}}, {"required": ["项"]}]},
}


def typed(value: object, schema: dict[str, Any]) -> Node:
    problems = collect()
    data = read_yaml(SourceFile("甲.yaml", as_yaml({"项": value, "旁": "1"})), problems)
    type_values(data, schema, problems)
    return data


@pytest.mark.parametrize("value", CONTENT)
@pytest.mark.parametrize("kind", SCHEMAS)
def test_sound_is_what_jsonschema_finds_nothing_in(kind: str, value: str) -> None:
    schema = SCHEMAS[kind]
    validator = value_validator()(schema)
    data = typed(CONTENT[value], schema)
    is_valid = not list(validator.iter_errors(data))
    assert sound_test(validator)(data) == (is_valid and kind != "by pattern")


@pytest.mark.parametrize("key", ["$id", "$schema"])
def test_a_schema_within_the_schema_is_for_jsonschema(key: str) -> None:
    schema = {"properties": {"项": {key: "http://example.cn/a"}}}
    assert not sound_test(value_validator()(schema))(typed("某", schema))


def test_sound_content_is_not_searched_for_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = CompiledSchema({"properties": {"项": {"type": "number"}}})
    monkeypatch.delattr(value_validator(), "iter_errors")
    problems = collect()
    compiled.apply(typed("1", {}), problems)
    assert not problems
    with pytest.raises(AttributeError):
        compiled.apply(typed("某", {}), problems)
