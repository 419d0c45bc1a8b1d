"""A table as a whole: years, then indicators, then lists, then lines, then what is left."""

from __future__ import annotations

import pytest

from docgen.scaffold.pack.form_fields import FormFields
from docgen.scaffold.pack.tables.table_reader import read_table
from tests.unit.scaffold.drawing import dotted, paths, scan_of


def read(*rows: str, title: str = "", in_units: bool = False) -> FormFields:
    found = FormFields()
    read_table(scan_of(*rows, in_units=in_units), title, found)
    return found


def shown(found: FormFields) -> list[str]:
    """The paths of lists with their columns, then those of single fields."""
    lists = [
        f"{dotted(block.path)}: {', '.join(field.path[-1] for field in block.fields)}"
        for block in found.blocks
    ]
    return lists + [f"{'.'.join(field.path)} {field.kind}" for field in found.fields]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (["姓名||性别|□男 □女"], ["性别 ticks", "性别 ticks", "姓名 text"]),
        (
            ["姓名|<|", "序号|物品|数量", "1||", "2||", "合计||"],
            ["明细[]: 物品, 数量", "姓名 text", "合计.数量 figure"],
        ),
        (
            ["一级指标|二级指标|分值", "产出||", "^||", "名称|数量|备注", "||", "||"],
            ["绩效指标: 二级指标, 分值", "明细[]: 名称, 数量, 备注"],
        ),
        (
            ["1|□是 □否", "2|□是 □否"],
            ["填空 ticks"] * 4,
        ),
        (
            ["序号|是否", "1|□是 □否", "2|□是 □否"],
            ["明细[]: 是否, 是否"],
        ),
        (["年度|20　　年|姓名|"], ["年度 year", "姓名 text"]),
        (
            ["项目|2022年|2023年", "甲||"],
            ["年度 year", "年度 year", "甲.上年 text", "甲.本年 text"],
        ),
        (["单位：|电话："], ["单位 text", "电话 text"]),
        (["意见|\n\n签字：　年　月　日"], ["意见 text"]),
    ],
)
def test_the_fields_of_a_table(rows: list[str], found: list[str]) -> None:
    assert shown(read(*rows)) == found


def test_a_title_names_a_list_without_a_name_in_the_table() -> None:
    assert shown(read("名称|数量", "|", "|", title="设备")) == ["设备[]: 名称, 数量"]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["|甲", "|乙"], ["draft-no-label", "draft-no-label"]),
        (["意见|签字：　年　月　日"], ["draft-left-out"]),
        (["负责人签字|"], ["draft-left-out"]),
        (["名称|单价|数量", "||", "||", "合计||"], ["draft-left-out"]),
        (["一级指标|二级指标|分值", "||", "||"], ["draft-no-groups"]),
        (["设备清单|名称|数量", "^||"], ["draft-one-row"]),
        (["经费|上年", "专项（一个专项一行）|"], ["draft-no-rows"]),
    ],
)
def test_what_is_no_field_is_told(rows: list[str], told: list[str]) -> None:
    assert [code for code, _, _ in read(*rows).doubts] == told


@pytest.mark.parametrize(
    "rows",
    [
        ["姓名||性别|", "简历||<|<"],
        ["序号|物品|数量", "1||", "2||", "……||", "合计||"],
        ["一级指标|二级指标|三级指标|分值", "产出|数量||", "^|质量||", "总分|<|<|"],
        ["资金||预算|决算", "^|年度总额：||", "^|其中：财政拨款||"],
        ["1|□是 □否", "2|□是 □否"],
        ["意见|审核意见：\n\n签字：　年　月　日", "经办人：|日期：　年　月　日"],
    ],
)
def test_no_blank_has_two_fields(rows: list[str]) -> None:
    found = read(*rows)
    fields = [*found.fields, *(field for block in found.blocks for field in block.fields)]
    spots = [(field.spot.paragraph, field.spot.start) for field in fields]
    assert len(spots) == len(set(spots))
    assert len(set(paths(found.fields))) <= len(found.fields)
