"""The fields of a schema by their paths, as expressions see them."""

from __future__ import annotations

import pytest

from docgen.packs.schema_fields import Fields, Shape
from docgen.packs.typing import Schema

NUMBER: Schema = {"type": "number"}
ROW: Schema = {"properties": {"得分": NUMBER}}
ROWS: Schema = {"type": "array", "items": {"$ref": "#/$defs/row"}}
SCHEMA: Schema = {
    "type": "object",
    "properties": {
        "年度": NUMBER,
        "封面": {"type": "object", "properties": {"单位": {"type": "string"}}},
        "指标": {
            "type": "object",
            "additionalProperties": {"type": "object", "additionalProperties": ROWS},
        },
        "projects": {"type": "array", "items": {"properties": {"资金": ROW, "得分": NUMBER}}},
        "随意": {},
        "开放": {"type": "object", "properties": {"甲": NUMBER}, "additionalProperties": NUMBER},
    },
    "additionalProperties": False,
    "$defs": {"row": ROW},
}
FIELDS = Fields(SCHEMA, frozenset({"封面.合计", "新.总.分"}))


@pytest.mark.parametrize(
    ("path", "found", "schema"),
    [
        ("", "", SCHEMA),
        ("年度", "年度", NUMBER),
        ("封面.单位", "封面.单位", {"type": "string"}),
        ("封面.合计", "封面.合计", {}),
        ("新", "新", {}),
        ("新.总", "新.总", {}),
        ("新.总.分", "新.总.分", {}),
        ("封面.合", "封面.合", None),
        ("年份", "年份", None),
        ("年份.甲", "年份", None),
        ("年份[].甲", "年份", None),
        ("年度.甲", "年度.甲", None),
        ("projects", "projects", SCHEMA["properties"]["projects"]),
        ("projects[].得分", "projects[].得分", NUMBER),
        ("projects[].资金.得分", "projects[].资金.得分", NUMBER),
        ("projects.得分", "projects.得分", None),
        ("随意.甲.乙", "随意.甲.乙", {}),
        ("随意[].甲", "随意[].甲", {}),
        ("开放.甲", "开放.甲", NUMBER),
        ("开放.乙", "开放.乙", NUMBER),
        ("指标.产出.数量[].得分", "指标.产出.数量[].得分", NUMBER),
    ],
)
def test_a_field_at_a_path(path: str, found: str, schema: Schema | None) -> None:
    shape = FIELDS.at(path)
    assert (shape.path, shape.schema) == (found, schema)


def test_an_unknown_field_may_be_a_misspelt_one() -> None:
    assert FIELDS.at("年份").near == "年度"
    assert FIELDS.at("别的字段").near == ""
    assert FIELDS.at("封面.单为").near == "单位"


def test_the_types_of_a_field() -> None:
    assert FIELDS.at("年度").types == ["number"]
    assert FIELDS.at("年份").types == []
    assert FIELDS.at("随意").types == []


def test_rows_are_the_lists_in_nested_groups_with_their_labels() -> None:
    labels = frozenset({"一级"})
    rows = FIELDS.rows(FIELDS.at("指标"), labels)
    assert (rows.path, rows.types, rows.labels) == ("指标.*.*", ["array"], labels)
    item = FIELDS.item(rows)
    assert (item.path, item.labels) == ("指标.*.*[]", labels)
    assert FIELDS.child(item, "一级") == Shape("指标.*.*[].一级", {})
    assert FIELDS.child(item, "得分").schema == NUMBER
    assert FIELDS.child(item, "二级").schema is None
    assert FIELDS.rows(FIELDS.at("封面"), labels).path == "封面"
    assert FIELDS.rows(FIELDS.at("projects"), labels).path == "projects"
    both = Fields({"type": "array", "additionalProperties": NUMBER})
    assert both.rows(both.root, labels).path == ""


def test_items_and_groups_of_an_unknown_field() -> None:
    unknown = Shape("甲", None)
    assert FIELDS.item(unknown) == Shape("甲[]", {})
    assert FIELDS.group(unknown) == Shape("甲.*", {})
    assert FIELDS.rows(unknown, frozenset()) == unknown


def test_all_fields_in_order_and_the_derived_ones_behind() -> None:
    listed = [shape.path for shape in FIELDS.all()]
    assert listed[:-2] == [
        "",
        "年度",
        "封面",
        "封面.单位",
        "指标",
        "指标.*",
        "指标.*.*",
        "指标.*.*[]",
        "指标.*.*[].得分",
        "projects",
        "projects[]",
        "projects[].资金",
        "projects[].资金.得分",
        "projects[].得分",
        "随意",
        "开放",
        "开放.甲",
        "开放.*",
    ]
    assert sorted(listed[-2:]) == ["封面.合计", "新.总.分"]


def test_leaves_are_single_values() -> None:
    assert [shape.path for shape in FIELDS.leaves()] == [
        "年度",
        "封面.单位",
        "指标.*.*[].得分",
        "projects[].资金.得分",
        "projects[].得分",
        "随意",
        "开放.甲",
        "开放.*",
    ]


def test_a_schema_that_refers_to_itself_is_listed_20_levels_deep() -> None:
    fields = Fields(
        {"$ref": "#/$defs/甲", "$defs": {"甲": {"properties": {"子": {"$ref": "#/$defs/甲"}}}}}
    )
    assert [shape.path.count("子") for shape in fields.all()] == list(range(21))
