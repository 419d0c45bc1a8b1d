"""Blocks of indicators: rows in groups that merge down, below heads with levels."""

from __future__ import annotations

from typing import Any

import pytest

from docgen.scaffold.pack.form_fields import FormFields
from docgen.scaffold.pack.tables.cell_role import CellRole
from docgen.scaffold.pack.tables.header_scan import HeaderScan
from docgen.scaffold.pack.tables.indicators import read_indicators
from tests.unit.scaffold.drawing import content, dotted, roles_in, scan_of

HEADS = "一级指标|二级指标|三级指标|分值"


def read(*rows: str) -> tuple[FormFields, HeaderScan]:
    found = FormFields()
    return found, read_indicators(scan_of(*rows), found)


def blocks(*rows: str) -> list[str]:
    """``path rows levels: columns`` of each block."""
    return [
        f"{dotted(block.path)} {len(block.rows)} {'/'.join(block.levels)}: "
        + ", ".join(field.path[-1] for field in block.fields)
        for block in read(*rows)[0].blocks
    ]


OF_KIND = "指标名称, 分值"
TWO_LEVELS = "一级指标/二级指标: 三级指标, 分值"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([HEADS, "产出|数量||", "^|质量||"], [f"绩效指标 2 {TWO_LEVELS}"]),
        ([HEADS, "产出|数量||", "^|^||", "效益|经济||"], [f"绩效指标 3 {TWO_LEVELS}"]),
        ([HEADS, "产出|数量||"], [f"绩效指标 1 {TWO_LEVELS}"]),
        ([HEADS], []),
        ([HEADS, "产出|数量|<|"], []),
        ([HEADS, "产出|数量||", "合计|<|<|"], [f"绩效指标 1 {TWO_LEVELS}"]),
        ([HEADS, "产出|数量||", "合计|||", "效益|经济||"], [f"绩效指标 1 {TWO_LEVELS}"]),
        ([HEADS, "产出|数量||", "总分|||5"], [f"绩效指标 1 {TWO_LEVELS}"]),
        ([HEADS, "产出|合计||", "^|质量||"], []),
        ([HEADS, "产出|数量||", HEADS, "效益|经济||"], [f"绩效指标 2 {TWO_LEVELS}"]),
        ([HEADS, "产出|数量||", "……|……|……|……"], [f"绩效指标 1 {TWO_LEVELS}"]),
        (["一级指标|二级指标|分值", "产出||", "^||"], ["绩效指标 2 一级指标: 二级指标, 分值"]),
        (
            [
                "一级指标|全期|<|本年|<",
                "^|二级指标|分值|二级指标|分值",
                "产出|甲||乙|",
                "效益|丙||丁|",
            ],
            ["绩效指标 2 一级指标: 全期二级指标, 全期分值, 本年二级指标, 本年分值"],
        ),
        (["一级指标|分值", "产出|", "效益|"], []),
        (["一级指标|二级指标甲|分值", "产出|数量|"], []),
        (["四级指标|五级指标|分值", "产出||"], ["绩效指标 1 四级指标: 五级指标, 分值"]),
        (["指标类型|指标名称|分值", "产出||", "^||"], [f"绩效指标 2 指标类型: {OF_KIND}"]),
        (["指标类型|指标名称|分值", "产出||", "^||", "……||"], [f"绩效指标 2 指标类型: {OF_KIND}"]),
        (
            ["考核类别|考核要点|分值", "^|^|^", "产出||", "^||", "效益||", "合计|<|"],
            ["绩效指标 3 考核类别: 考核要点, 分值"],
        ),
        (
            ["评价维度|评价要素|评价内容|分值", "教学|备课||", "^|授课||", "^|^||"],
            ["绩效指标 3 评价维度/评价要素: 评价内容, 分值"],
        ),
        (["一级指标|指标名称|分值", "产出||", "^||"], [f"绩效指标 2 一级指标: {OF_KIND}"]),
        (["指标类型|指标名称|分值", "产出||", "效益||"], []),
        (["指标类型|指标名称|分值", "产出|数量|", "^|质量|"], []),
        (["指标类型|指标名称|分值", "产出||", "^|质量|"], []),
        (["指标类型|指标名称|分值", "产出||", "^||", "产出||"], []),
        (["考核内容|得分|备注", "德||", "^||", "能||"], []),
        (["人员类别|姓名|职务", "专家||", "^||"], []),
        (["六级指标|七级指标|分值", "产出||"], []),
        (
            ["序号|一级指标|二级指标|分值", "^|产出||", "^|效益||"],
            ["序号 2 一级指标: 二级指标, 分值"],
        ),
        (
            ["绩效|一级指标|二级指标|分值", "^|产出||", "^|效益||"],
            ["绩效 2 一级指标: 二级指标, 分值"],
        ),
        (
            ["5|一级指标|二级指标|分值", "^|产出||", "^|效益||"],
            ["绩效指标 2 一级指标: 二级指标, 分值"],
        ),
        (["5|一级指标|二级指标|分值", "1|产出||", "2|效益||"], []),
        (["一级指标|分值|二级指标", "产出||"], ["绩效指标[] 1 : 一级指标, 分值, 二级指标"]),
        (
            ["一级指标|二级指标|分值|一级指标|二级指标|分值", "产出|||效益||"],
            ["绩效指标 1 一级指标: 二级指标, 分值, 一级指标2, 二级指标2, 分值2"],
        ),
    ],
)
def test_rows_below_heads_with_levels(rows: list[str], found: list[str]) -> None:
    assert blocks(*rows) == found


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (
            ["甲|一级指标|二级指标|分值", "绩效|产出||", "^|效益||"],
            ["绩效 2 一级指标: 二级指标, 分值"],
        ),
        (
            ["甲|一级指标|二级指标|分值", "绩效|产出||", "^|效益||", "^|合计||"],
            [],
        ),
        (["甲|一级指标|二级指标|分值", "绩效|产出||", "其他|效益||"], []),
    ],
)
def test_a_label_beside_all_rows_names_the_block(rows: list[str], found: list[str]) -> None:
    assert blocks(*rows) == found


def test_a_label_that_begins_with_the_rows_is_printed_by_them() -> None:
    (block,) = read("甲|一级指标|二级指标|分值", "绩效：|产出||", "^|效益||")[0].blocks
    assert block.path == ("绩效",)
    assert [content(of) for of in block.cells.values()] == [
        *("二级指标 text", "分值 figure", "{{ 指标.一级指标 | merge }}", '{{ "绩效：" | merge }}'),
    ]
    (block,) = read("绩效|一级指标|二级指标|分值", "^|产出||", "^|效益||")[0].blocks
    assert len(block.cells) == 3


@pytest.mark.parametrize(
    ("rows", "default"),
    [
        (
            [HEADS, "产出|数量|甲|5", "^|^|指标1：|", "^|质量||", "效益|经济||"],
            {
                "产出": {
                    "数量": [{"三级指标": "甲", "分值": "5"}, {"三级指标": None, "分值": None}],
                    "质量": [{"三级指标": None, "分值": None}],
                },
                "效益": {"经济": [{"三级指标": None, "分值": None}]},
            },
        ),
        (
            ["一级指标|二级指标|分值", "产出|甲|", "效益||"],
            {
                "产出": [{"二级指标": "甲", "分值": None}],
                "效益": [{"二级指标": None, "分值": None}],
            },
        ),
    ],
)
def test_the_groups_that_a_form_prints_are_the_content_it_begins_with(
    rows: list[str], default: dict[str, Any]
) -> None:
    (block,) = read(*rows)[0].blocks
    assert block.default == default
    assert block.item == "指标"


@pytest.mark.parametrize(
    ("rows", "found", "doubts"),
    [
        (
            [HEADS, "产出|||", "^|||"],
            ["绩效指标 2 一级指标: 二级指标, 三级指标, 分值"],
            ["三级指标"],
        ),
        (
            [HEADS, "|||", "|||"],
            ["绩效指标[] 2 : 一级指标, 二级指标, 三级指标, 分值"],
            ["三级指标"],
        ),
        (
            [HEADS, "产出|数量||", "^|||"],
            ["绩效指标 2 一级指标: 二级指标, 三级指标, 分值"],
            ["三级指标"],
        ),
        (
            [HEADS, "产出|数量||", "^|数量||"],
            ["绩效指标 2 一级指标: 二级指标, 三级指标, 分值"],
            ["三级指标"],
        ),
        ([HEADS, "产出|数量||", "效益|数量||"], [f"绩效指标 2 {TWO_LEVELS}"], []),
        (
            [HEADS, "产出|数量||", "产出|质量||"],
            ["绩效指标[] 2 : 一级指标, 二级指标, 三级指标, 分值"],
            ["三级指标"],
        ),
        ([HEADS, "产出|数量||", "^|质量||"], [f"绩效指标 2 {TWO_LEVELS}"], []),
    ],
)
def test_groups_without_names_or_of_one_name_are_columns(
    rows: list[str], found: list[str], doubts: list[str]
) -> None:
    fields, _ = read(*rows)
    assert blocks(*rows) == found
    assert [(code, words) for code, _, words in fields.doubts] == [
        ("draft-no-groups", {"label": label}) for label in doubts
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [HEADS, "产出|数量||", "^|^|^|"],
        [HEADS, "产出|数量||", "^|^||^"],
        [HEADS, "产出|||", "^|^||"],
    ],
)
def test_other_cells_do_not_merge_down(rows: list[str]) -> None:
    fields, scan = read(*rows)
    assert (fields.blocks, fields.doubts) == ([], [])
    assert scan.of_role(CellRole.IN_ROWS) == []


def test_blank_heads_are_corners() -> None:
    _, scan = read("|一级指标|二级指标|分值|", "绩效|产出|||", "^|效益|||")
    assert roles_in(scan) == [
        "corner label label label corner",
        "in_rows in_rows in_rows in_rows in_rows",
        "^ in_rows in_rows in_rows in_rows",
    ]


def test_levels_stand_in_the_last_row_of_their_heads() -> None:
    assert blocks("甲|一级指标|二级指标", "^|产出|", "乙|^|") == []
    rows = ["指标|<|得分", "一级指标|二级指标|^", "产出||", "效益||"]
    assert blocks(*rows) == ["绩效指标 2 一级指标: 二级指标, 得分"]
