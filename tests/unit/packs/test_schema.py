"""What a schema forbids is told at its place, with what to write; blanks pass nearly everything."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from docgen.content.values import Figure, Items, Node, Unfilled
from docgen.diagnostics import Place
from docgen.packs.schema import CompiledSchema, schema_problems, unknown_keys
from docgen.packs.typing import Schema
from tests.unit.helpers import collect
from tests.unit.packs.nodes import read, said


def applied(text: str, schema: Schema, whole: str = "") -> tuple[Any, list[str]]:
    data, problems = read(text), collect()
    CompiledSchema(schema).apply(data, problems, whole)
    return data, said(problems)


def told(text: str, field: Schema) -> list[str]:
    """What is told of the field 甲 with this schema."""
    return applied(text, {"properties": {"甲": field}})[1]


def wrong_type(value: str, wanted: str) -> list[str]:
    return [f"1:4 wrong-type wanted={wanted} value={value} field=甲"]


GROUP, LIST, NUMBER, WHOLE, TEXT = (
    {"type": name} for name in ("object", "array", "number", "integer", "string")
)
MARKDOWN = {"type": "string", "contentMediaType": "text/markdown"}


@pytest.mark.parametrize(
    ("text", "field", "wanted"),
    [
        ("甲: 1.5", NUMBER, []),
        ("甲: 1,234.50", NUMBER, wrong_type("1,234.50", "number")),
        ("甲:", NUMBER, []),
        ("甲: 多", NUMBER, wrong_type("多", "number")),
        ("甲: 3", WHOLE, []),
        ("甲: 3.0", WHOLE, []),
        ("甲:", WHOLE, []),
        ("甲: 3.5", WHOLE, wrong_type("3.5", "number")),
        ("甲: 多", WHOLE, wrong_type("多", "number")),
        ("甲: 字", TEXT, []),
        ("甲:", TEXT, []),
        ("甲: [字]", TEXT, ["1:4 wrong-type wanted=string value=… field=甲"]),
        ("甲: {乙: 1}", TEXT, ["1:4 wrong-type wanted=string value=… field=甲"]),
        ("甲: 字", MARKDOWN, []),
        ("甲:", MARKDOWN, []),
        ("甲: {乙: 1}", GROUP, []),
        ("甲:", GROUP, []),
        ("甲: 字", GROUP, wrong_type("字", "object")),
        ("甲: [1]", GROUP, wrong_type("…", "object")),
        ("甲: [1]", LIST, []),
        ("甲:", LIST, []),
        ("甲: 字", LIST, wrong_type("字", "array")),
        ("甲: 字", {"type": ["null", "number", "object"]}, wrong_type("字", "number")),
        ("甲: " + "字" * 40, NUMBER, wrong_type("字" * 40, "number")),
        ("甲: " + "字" * 41, NUMBER, wrong_type("字" * 39 + "…", "number")),
    ],
)
def test_types(text: str, field: Schema, wanted: list[str]) -> None:
    assert told(text, field) == wanted


@pytest.mark.parametrize(
    ("field", "kind", "wanted"),
    [
        (NUMBER, Unfilled, "number"),
        (WHOLE, Unfilled, "number"),
        (GROUP, Node, "object"),
        (LIST, Items, "array"),
    ],
)
def test_a_value_of_the_wrong_type_becomes_one_to_fill_in_or_an_empty_group(
    field: Schema, kind: type, wanted: str
) -> None:
    schema = {"properties": {"组": {"items": {"properties": {"甲": field}}}}}
    data, problems = applied("组:\n  - 甲: 字", schema)
    assert problems == [f"2:8 wrong-type wanted={wanted} value=字 field=组[0].甲"]
    rows: Any = data["组"]
    value = rows[0]["甲"]
    assert (type(value), value.place) == (kind, Place("甲.yaml", 2, 8))


def not_allowed(value: str, allowed: str, near: str = "") -> list[str]:
    return [f"1:4 not-allowed value={value} field=甲 {listed(allowed)} nearest={near}"]


def listed(allowed: str) -> str:
    """What may stand, as both languages list it."""
    return f"allowed_zh={allowed} allowed_en={allowed.replace('、', ', ')}"


def rule(kind: str, limit: str, value: str, pattern: str = "") -> list[str]:
    told = f"1:4 schema-rule value={value} rule={kind} limit={limit} field=甲"
    return [f"{told} pattern={pattern}" if pattern else told]


@pytest.mark.parametrize(
    ("text", "field", "wanted"),
    [
        ("甲: 网站", {"enum": ["网站", "公报"]}, []),
        ("甲:", {"enum": ["网站", "公报"]}, []),
        ("甲: 网占", {"enum": ["网站", "公报", None]}, not_allowed("网占", "网站、公报", "网站")),
        ("甲: 别的", {"enum": ["网站", "公报"]}, not_allowed("别的", "网站、公报")),
        ("甲: true", {"enum": [True, 3]}, []),
        ("甲: 3", {"enum": [True, 3]}, []),
        ("甲: 3", {"type": "number", "enum": [3]}, []),
        ("甲: 4", {"type": "number", "enum": [3]}, not_allowed("4", "3")),
        ("甲: True", {"enum": [True, 3]}, not_allowed("True", "true、3", "true")),
        ("甲: 乙", {"const": "乙"}, []),
        ("甲:", {"const": "乙"}, []),
        ("甲: 丙", {"const": "乙"}, rule("pattern", "乙", "丙")),
        ("甲: 5", {"type": "number", "minimum": 5, "maximum": 5}, []),
        ("甲:", {"type": "number", "minimum": 5}, []),
        ("甲: 4.99", {"type": "number", "minimum": 5}, rule("minimum", "5", "4.99")),
        ("甲: 5.01", {"type": "number", "maximum": 5}, rule("maximum", "5", "5.01")),
        ("甲: 字", {"type": "number", "maximum": 5}, wrong_type("字", "number")),
        (
            "甲: 5",
            {"type": "number", "exclusiveMinimum": 5, "description": "多于五"},
            rule("pattern", "多于五", "5"),
        ),
        ("甲: 5", {"type": "number", "multipleOf": 2}, rule("pattern", "2", "5")),
        ("甲: 6", {"type": "number", "multipleOf": 2}, []),
        ("甲: 1.5", {"type": "number", "multipleOf": 0.5}, []),
        ("甲: 1.6", {"type": "number", "multipleOf": 0.5}, rule("pattern", "0.5", "1.6")),
        ("甲:", {"type": "number", "multipleOf": 2}, []),
        ("甲: 12", {"pattern": "^\\d+$"}, []),
        ("甲:", {"pattern": "^\\d+$"}, []),
        ("甲: a", {"pattern": "^\\d+$"}, rule("pattern", "^\\d+$", "a", "^\\d+$")),
        (
            "甲: a",
            {"pattern": "^\\d+$", "description": "数字"},
            rule("pattern", "数字", "a", "^\\d+$"),
        ),
        ("甲: 二字", {"minLength": 2}, []),
        ("甲: 字", {"minLength": 2}, rule("minLength", "2", "字")),
        ("甲: 12", {"type": "number", "minLength": 2}, []),
        ("甲: 1", {"type": "number", "minLength": 2}, rule("minLength", "2", "1")),
        ("甲:", {"minLength": 1}, ["1:3 left-blank field=甲"]),
        ("甲:", {"type": "number", "minLength": 1}, ["1:3 left-blank field=甲"]),
        ("甲: [1]", {"minLength": 9}, []),
        ("甲:", MARKDOWN | {"minLength": 1}, ["1:3 left-blank field=甲"]),
        ("甲: 文", MARKDOWN | {"minLength": 1}, []),
        ("甲: 文", MARKDOWN | {"minLength": 2}, rule("minLength", "2", "…")),
        ("甲: 三 个字", {"maxLength": 3}, []),
        ("甲: 四个字了", {"maxLength": 3}, rule("maxLength", "3", "四个字了")),
        ("甲: 三**个**字", MARKDOWN | {"maxLength": 3}, []),
        ("甲: 四**个**字了", MARKDOWN | {"maxLength": 3}, rule("maxLength", "3", "…")),
        ("甲: 1234", {"type": "number", "maxLength": 3}, []),
        ("甲: [1]", {"type": "array", "minItems": 1}, []),
        ("甲: []", {"type": "array", "minItems": 1}, rule("minItems", "1", "…")),
        ("甲: [1, 2]", {"type": "array", "maxItems": 1}, rule("maxItems", "1", "…")),
        ("甲: {乙: 1}", {"additionalProperties": False}, []),
    ],
)
def test_rules(text: str, field: Schema, wanted: list[str]) -> None:
    assert told(text, field) == wanted


def test_violations_are_told_in_the_order_of_their_paths() -> None:
    schema = {"properties": {"乙": NUMBER, "甲": {"properties": {"丁": NUMBER, "丙": NUMBER}}}}
    fields = [
        words.split("field=")[1] for words in applied("甲: {丁: 字, 丙: 字}\n乙: 字", schema)[1]
    ]
    assert fields == ["乙", "甲.丁", "甲.丙"] == sorted(fields)


def missing(place: str, field: str, fill: str, name: str = "甲", meant: str = "") -> list[str]:
    return [f"{place} required-field name={name} field={field} meant={meant} fill={fill}"]


@pytest.mark.parametrize(
    ("field", "fill"),
    [
        ({}, "string"),
        (NUMBER, "number"),
        (LIST, "array"),
        ({"type": ["null", "object"]}, "object"),
        ({"minLength": 1}, "text"),
        ({"minItems": 1}, "text"),
        (NUMBER | {"minLength": 1}, "text"),
        (MARKDOWN, "string"),
    ],
)
def test_a_missing_field_of_a_group_is_told_with_what_to_write(field: Schema, fill: str) -> None:
    group = {"properties": {"甲": field}, "required": ["甲"]}
    assert applied("组: {乙: 1}", {"properties": {"组": group}})[1] == missing("1:4", "组", fill)
    assert applied("乙: 1", group, "全文")[1] == missing("1:1", "全文", fill)


def test_each_missing_field_is_told() -> None:
    schema = {"required": ["甲", "乙", "丙"]}
    assert applied("乙: 1", schema)[1] == [
        *missing("1:1", "", "string"),
        *missing("1:1", "", "string", "丙"),
    ]


@pytest.mark.parametrize(
    ("derived", "told"),
    [
        ((), ["组.总", "单[1].总"]),
        (("组.总",), ["单[1].总"]),
        (("组.总", "单[].总"), []),
        (("总",), None),
    ],
)
def test_what_is_worked_out_nobody_has_to_type(
    derived: tuple[str, ...], told: list[str] | None
) -> None:
    group = {"type": "object", "required": ["总"]}
    schema = {"properties": {"组": group, "单": {"type": "array", "items": group}}}
    problems = collect()
    CompiledSchema(schema).apply(
        read("组: {甲: 1}\n单: [{总: 1}, {甲: 1}]"), problems, derived=derived
    )
    found = [f"{problem.words['field']}.{problem.words['name']}" for problem in problems]
    assert sorted(found) == sorted(told if told is not None else ["组.总", "单[1].总"])


def test_a_misspelt_key_is_taken_for_the_missing_one() -> None:
    schema = {"properties": {"预算数": {}, "决算数": {}}, "required": ["预算数"]}
    assert applied("决算数: 1\n预算书: 2", schema)[1] == missing(
        "2:1", "", "renamed", "预算数", "预算书"
    )


def test_what_the_whole_unit_must_have_counts_more_than_what_a_file_must_have() -> None:
    assert applied("乙: 1", {"required": ["甲"], "x-required": ["乙"]})[1] == []
    assert applied("乙: 1", {"required": ["乙"], "x-required": ["甲"]})[1] == missing(
        "1:1", "", "string"
    )


def test_a_missing_chapter_is_a_file_to_make() -> None:
    data, problems = Node(Place("甲")), collect()
    schema = {"properties": {"正文": MARKDOWN, "数": NUMBER}, "required": ["数", "正文"]}
    CompiledSchema(schema).apply(data, problems)
    assert said(problems) == [
        "0:0 required-field name=数 field= meant= fill=number",
        "0:0 missing-file file=正文.md name=正文",
    ]


def unknown(text: str, schema: Schema) -> list[str]:
    return said(unknown_keys(read(text), schema))


def test_a_key_that_may_not_stand_is_told_with_those_that_may() -> None:
    inner = {"properties": {"宽": {}, "高": {}}, "additionalProperties": False}
    schema: Schema = {
        "properties": {
            "纸张": {"$ref": "#/$defs/inner"},
            "列": {"items": {"$ref": "#/$defs/inner"}},
        },
        "additionalProperties": False,
        "$defs": {"inner": inner},
    }
    assert unknown("纸张: {宽: 1, 高: 2}\n列:\n  - {宽: 1}", schema) == []
    allowed = listed("宽、高")
    assert unknown("纸长: 1\n纸张: {深: 1}\n列:\n  - {宽: 1}\n  - {高高: 3}", schema) == [
        f"1:1 pack-key key=纸长 nearest= {listed('纸张、列')}",
        f"2:6 pack-key key=深 nearest= {allowed}",
        f"5:6 pack-key key=高高 nearest=高 {allowed}",
    ]


def test_any_key_may_stand_unless_the_schema_rules_it_out() -> None:
    assert unknown("甲: 1", {"properties": {"乙": {}}}) == []
    assert unknown("甲: 1", {"additionalProperties": NUMBER}) == []
    below = {"additionalProperties": {"properties": {"乙": {}}, "additionalProperties": False}}
    assert unknown("甲: {丙: 1}", below) == [f"1:5 pack-key key=丙 nearest= {listed('乙')}"]


@pytest.mark.parametrize(
    ("schema", "reasons"),
    [
        ({"properties": {"甲": {"$ref": "#/$defs/甲"}}, "$defs": {"甲": NUMBER}}, []),
        ({"properties": {"甲": {"$ref": "#/$defs/乙"}}}, ["$ref: #/$defs/乙"]),
        ({"anyOf": [{"$ref": "甲.json"}]}, ["$ref: 甲.json"]),
        ({"$defs": {"甲": {"$ref": "#/$defs/甲"}}}, ["$ref: #/$defs/甲"]),
        ({"$ref": "other#/$defs/甲", "$defs": {"甲": NUMBER}}, ["$ref: other#/$defs/甲"]),
        ({"type": ["null", "boolean", "string", "integer"]}, []),
        ({"properties": {"甲": {"type": ["null"]}}}, []),
        ({"x-required": "甲"}, ["x-required: 甲"]),
        ({"properties": {"甲": {"x-required": [1]}}}, ["x-required: [1]"]),
        ({"anyOf": [{"$dynamicRef": "#甲"}, {"$dynamicRef": "#甲"}]}, ["$dynamicRef: #甲"]),
        ({"enum": [{"x-required": 1}]}, []),
        ({"const": {"x-required": 1}}, []),
        ({"default": {"x-required": 1}, "examples": [{"$ref": "x"}]}, []),
        ({"properties": {"type": {"type": "string"}}}, []),
    ],
)
def test_a_schema_uses_what_content_can_have(schema: Schema, reasons: list[str]) -> None:
    problems = schema_problems(schema, Place("schema.json", 1, 1))
    assert [problem.words["reason"] for problem in problems] == reasons
    assert all(words.endswith("pack") for words in said(problems))


def test_a_schema_that_is_none_is_told_once() -> None:
    assert said(schema_problems({"type": "text"}, Place("schema.json", 3, 5))) == [
        "3:5 schema-invalid reason='text' is not valid under any of the given schemas pack"
    ]


def test_a_figure_of_any_kind_is_a_number() -> None:
    data, problems = read("甲: 3"), collect()
    data["甲"] = Figure(3)
    CompiledSchema({"properties": {"甲": WHOLE}}).apply(data, problems)
    data["甲"] = Figure(Decimal("3.5"))
    CompiledSchema({"properties": {"甲": WHOLE}}).apply(data, problems)
    assert len(list(problems)) == 1
