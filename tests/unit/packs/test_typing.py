"""The types that values have by their schema."""

from __future__ import annotations

from decimal import Decimal

import pytest

from docgen.content.blocks import Document
from docgen.content.values import Blank, Figure, Items, Node, NoFigure, Text
from docgen.diagnostics import Place
from docgen.packs.typing import Schema, empty, property_of, resolved, type_values, types_of
from tests.unit.helpers import collect
from tests.unit.packs.nodes import plain, read, said, typed

MARKDOWN: Schema = {"type": "string", "contentMediaType": "text/markdown"}


@pytest.mark.parametrize(
    ("text", "schema", "kind", "place"),
    [
        ("甲: 1.5", {"type": "number"}, Figure, (1, 4)),
        ("甲: 1", {"type": ["null", "integer"]}, Figure, (1, 4)),
        ("甲: 多", {"type": "number"}, Text, (1, 4)),
        ("甲: /", {"type": "number"}, NoFigure, (1, 4)),
        ("甲: ——", {"type": ["number", "null"]}, NoFigure, (1, 4)),
        ("甲: /", {"type": "string"}, Text, (1, 4)),
        ("甲: //", {"type": "number"}, Text, (1, 4)),
        ("甲: 1", {"type": "string"}, Text, (1, 4)),
        ("甲: 1", {}, Text, (1, 4)),
        ("甲: 文", MARKDOWN, Document, None),
        ("甲: 1", {"type": "number", "contentMediaType": "text/markdown"}, Figure, (1, 4)),
        ("甲: 文", {"contentMediaType": "text/plain"}, Text, (1, 4)),
        ("甲:", {"type": "number"}, Blank, (1, 3)),
        ("甲:", {"type": "object"}, Node, (1, 3)),
        ("甲:", {"type": ["object", "null"]}, Node, (1, 3)),
        ("甲:", {"type": "array"}, Items, (1, 3)),
        ("甲:", {"type": ["array", "string"]}, Blank, (1, 3)),
        ("甲:", MARKDOWN, Document, None),
        ("甲:", {}, Blank, (1, 3)),
        ("甲: {}", {"type": "number"}, Node, (1, 4)),
    ],
)
def test_a_value_has_the_type_of_its_schema(
    text: str, schema: Schema, kind: type, place: tuple[int, int] | None
) -> None:
    value = typed(text, {"properties": {"甲": schema}})["甲"]
    assert [value.__class__] == [kind]
    if place:
        assert value.place == Place("甲.yaml", *place)


def test_values_are_typed_at_any_depth() -> None:
    schema: Schema = {
        "properties": {"列": {"items": {"$ref": "#/$defs/甲"}}},
        "additionalProperties": {"additionalProperties": {"type": "number"}},
        "$defs": {"甲": {"properties": {"乙": {"type": "number"}}}},
    }
    data = typed("列: [{乙: 1, 丙: 2}]\n组: {丁: 3}", schema)
    assert [type(value) for value in data["列"][0].values()] == [Figure, Text]
    assert type(data["组"]["丁"]) is Figure
    assert plain(data) == {"列": [{"乙": "1", "丙": "2"}], "组": {"丁": "3"}}


def test_faults_of_markdown_are_told_at_their_lines() -> None:
    problems = collect()
    type_values(read("甲: |\n  文\n\n  # 题"), {"properties": {"甲": MARKDOWN}}, problems)
    assert [words.split()[:2] for words in said(problems)] == [["4:3", "unsupported-markdown"]]


@pytest.mark.parametrize(
    ("schema", "names"),
    [
        ({}, []),
        ({"type": "number"}, ["number"]),
        ({"type": "null"}, []),
        ({"type": ["string", "null", "number"]}, ["string", "number"]),
    ],
)
def test_the_types_of_a_schema(schema: Schema, names: list[str]) -> None:
    assert types_of(schema) == names


def chain(length: int) -> Schema:
    """A schema with so many references, each to the next, and a number at the end."""
    names = {f"步{index}": {"$ref": f"#/$defs/步{index + 1}"} for index in range(length)}
    return {"$defs": {**names, f"步{length}": {"type": "number"}}}


def test_references_are_followed_20_times() -> None:
    assert resolved(chain(19), {"$ref": "#/$defs/步0"}) == {"type": "number"}
    assert resolved(chain(20), {"$ref": "#/$defs/步0"}) == {"$ref": "#/$defs/步20"}


@pytest.mark.parametrize(
    "schema", [None, True, [], {"$ref": "#/$defs/没有/更没有"}, {"$ref": "#/$defs/步0/type/甲"}]
)
def test_what_is_no_schema_is_an_empty_one(schema: object) -> None:
    assert resolved(chain(0), schema) == {}


def test_a_schema_without_references_is_itself() -> None:
    assert resolved({}, {"type": "number"}) == {"type": "number"}
    group = {"properties": {"甲": {"type": "number"}}, "additionalProperties": {"type": "string"}}
    assert property_of({}, group, "甲") == {"type": "number"}
    assert property_of({}, group, "乙") == {"type": "string"}
    assert property_of({}, {}, "乙") == {}


def test_an_empty_value_is_at_its_place() -> None:
    place = Place("甲.yaml", 2, 3)
    for types, schema, kind in (
        (["object"], {}, Node),
        (["array"], {}, Items),
        (["object", "array"], {}, Blank),
        (["string"], MARKDOWN, Document),
        ([], {}, Blank),
    ):
        value = empty(types, schema, place)
        assert (type(value), value.place) == (kind, place)


def test_a_percentage_in_a_rate_is_a_ratio_that_prints_as_it_was_typed() -> None:
    data = typed("执行率: 98.50%\n到位率: 100 ％", {"additionalProperties": {"type": "number"}})
    assert [(str(rate), rate.value) for rate in data.values()] == [
        ("98.50%", Decimal("0.985")),
        ("100%", Decimal(1)),
    ]


def test_a_format_says_that_a_number_is_a_rate() -> None:
    schema = {"additionalProperties": {"type": "number", "format": "percent"}}
    data = typed("本年: 98.5%\n上年: 98.5\n前年: 约98%", schema)
    assert [str(value) for value in data.values()] == ["98.5%", "98.5", "约98%"]
    assert [type(value) for value in data.values()] == [Figure, Figure, Text]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("执行率: 100%", Figure),
        ("执行率（实际）: 98.5％", Figure),
        ("占总支出比重: 98.50 %", Figure),
        ("执行率: 约98%", Text),
        ("年度: 98%", Text),
        ("金额: 98%", Text),
    ],
)
def test_a_percentage_is_a_figure_in_a_rate_alone(text: str, kind: type) -> None:
    data = typed(text, {"additionalProperties": {"type": "number"}})
    assert [type(value) for value in data.values()] == [kind]
