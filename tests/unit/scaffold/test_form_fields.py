"""What is known of a field, of a block and of a form."""

from __future__ import annotations

import dataclasses

import pytest

from docgen.diagnostics.codes import Code
from docgen.scaffold.pack.form_fields import (
    Block,
    Chapter,
    Content,
    Field,
    FormFields,
    Kind,
    Path,
    Spot,
)
from docgen.word.xml import w
from tests.unit.scaffold.drawing import grid_of, line_of

PARAGRAPH = line_of("甲").paragraph
SPOT = Spot(PARAGRAPH)
STRING = ["string", "null"]


@pytest.mark.parametrize(
    ("kind", "label", "schema"),
    [
        ("text", "", {"type": STRING}),
        ("text", "名称", {"type": STRING}),
        ("text", "单位名称", {"type": STRING, "description": "单位名称"}),
        ("text", "甲", {"type": STRING, "description": "甲"}),
        ("ticks", "类型", {"type": STRING, "description": "类型"}),
        ("figure", "数量", {"type": ["number", "null"]}),
        ("prose", "说明", {"type": STRING, "contentMediaType": "text/markdown"}),
    ],
)
def test_the_schema_of_a_field(kind: Kind, label: str, schema: dict[str, object]) -> None:
    assert Field(("甲", "名称"), SPOT, kind, label).schema == schema


def test_a_field_and_its_spot_begin_with_nothing() -> None:
    field = Field(("甲",), SPOT)
    assert (field.kind, field.label, field.option, field.shift) == ("text", "", "", 0)
    assert (field.points, field.headed) == ("", False)
    assert (SPOT.start, SPOT.end, SPOT.keeps) == (0, 0, False)


def test_two_fields_alike_are_two() -> None:
    """As keys of a mapping they stand for places of the form."""
    assert Spot(PARAGRAPH) != Spot(PARAGRAPH)
    assert Field(("甲",), SPOT) != Field(("甲",), SPOT)
    assert Chapter(("甲",), PARAGRAPH, None) != Chapter(("甲",), PARAGRAPH, None)
    assert Block((), "", (), (), {}, None) != Block((), "", (), (), {}, None)


def test_a_field_does_not_change() -> None:
    for value, name in ((SPOT, "start"), (Field(("甲",), SPOT), "label")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(value, name, value)


def block(path: Path, *names: str) -> Block:
    """A block with a counted cell, a field, and a cell with two fields."""
    regions = grid_of("1|甲|乙").regions
    first, second, third = (Field((name,), SPOT) for name in names)
    contents: list[Content] = ["{{ loop.index }}", first, (second, third)]
    cells = dict(zip(regions, contents, strict=True))
    rows = tuple(grid_of("甲").table.findall(w("tr")))
    return Block(path, "行", rows, (), cells, [])


def test_the_fields_of_a_block_are_those_of_its_cells() -> None:
    made = block(("单[]",), "名称", "长", "宽")
    assert [field.path for field in made.fields] == [("名称",), ("长",), ("宽",)]
    assert made.dropped == ()


def test_the_paths_of_a_form() -> None:
    found = FormFields(
        [Field(("甲",), SPOT), Field(("年度",), SPOT, "year"), Field(("乙", "丙"), SPOT, "ticks")],
        [block(("组", "单[]"), "名称", "长", "宽")],
        [Chapter(("narrative", "1-work"), PARAGRAPH, None)],
    )
    assert [".".join(path) for path in found.paths()] == [
        *("甲", "乙.丙", "组.单[].名称", "组.单[].长", "组.单[].宽", "narrative.1-work"),
    ]


def test_a_form_begins_with_nothing_and_collects_doubts() -> None:
    found = FormFields()
    assert (found.repeats, list(found.paths()), found.hints) == ("", [], [])
    found.doubt(Code("x"), PARAGRAPH, field="甲")
    assert found.doubts == [("x", PARAGRAPH, {"field": "甲"})]
