"""The unit of a figure, from what the form prints or what its name tells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from docgen.packs.schema_fields import Shape
from docgen.scaffold.content.field_comments import FieldComments
from docgen.templates.units_of_measure import unit_behind, unit_in, without_unit
from tests.unit.scaffold.small_pack import NUMBER, TEXT, pack_of

SETTINGS = "checks: {year: 年度, points: [分值], money: [资金]}\n"


@pytest.mark.parametrize(
    ("label", "unit", "plain"),
    [
        ("实际规模（㎡）", "㎡", "实际规模"),
        ("人数(人)", "人", "人数"),
        ("资金（万元）：", "万元", "资金"),
        ("资金（单位：万元）", "万元", "资金"),
        ("单位：元", "元", "单位：元"),
        ("完成率（%）", "%", "完成率"),
        ("部门（单位）", "", "部门（单位）"),
        ("产出指标（50分）", "", "产出指标（50分）"),
        ("规模（㎡）合计", "", "规模（㎡）合计"),
        ("", "", ""),
    ],
)
def test_a_unit_at_the_end_of_a_label(label: str, unit: str, plain: str) -> None:
    assert unit_in(label) == unit
    if "单位：元" not in label:
        assert without_unit(label) == plain


@pytest.mark.parametrize(
    ("text", "unit"),
    [("人，其中", "人"), (" 万元。", "万元"), ("名称", ""), ("", ""), ("。人", "")],
)
def test_a_unit_behind_a_figure(text: str, unit: str) -> None:
    assert unit_behind(text) == unit


@pytest.mark.parametrize(
    ("parts", "path", "schema", "unit"),
    [
        (["数|{{ 甲 }}人"], "甲", NUMBER, "人"),
        (["数（㎡）|{{ 甲 }}"], "甲", NUMBER, "㎡"),
        (["数（㎡）|{{ 甲 }}"], "甲", TEXT, "㎡"),
        (["项目|本年（元）", "水费|{{ 甲.数 }}"], "甲.数", NUMBER, "元"),
        (["经费（万元）|本年", "水费|{{ 甲.数 }}"], "甲.数", NUMBER, "万元"),
        (["经费（万元）|本年", "水费|{{ 甲.数 }}"], "甲.数", TEXT, ""),
        (["经费（万元）|本年", "水费|{{ 甲.分值 }}"], "甲.分值", NUMBER, "分"),
        (["经费（万元）|本年", "水费|{{ 甲.人数 }}"], "甲.人数", NUMBER, "人"),
        (["经费（万元）|本年", "水费|{{ 甲.数量 }}"], "甲.数量", NUMBER, ""),
        (["经费（万元）|本年", "水费|{{ 甲.年龄 }}"], "甲.年龄", NUMBER, ""),
        (["经费（㎡）|本年", "水费|{{ 甲.数 }}"], "甲.数", NUMBER, ""),
        (["数|{{ 甲.完成率 }}"], "甲.完成率", NUMBER, "%"),
        (["数|{{ 甲.完成率 }}"], "甲.完成率", TEXT, "带百分号，如 95%"),
        (["数（%）|{{ 甲.完成率 }}"], "甲.完成率", TEXT, "%"),
        (["数|{{ 甲 }}"], "甲", NUMBER | {"description": "公里"}, "公里"),
        (["数|{{ 甲 }}"], "甲", NUMBER | {"description": "写明"}, ""),
        (["数|{{ 资金.甲 }}"], "资金.甲", NUMBER, "万元"),
        (["数|{{ 甲 }}"], "乙", NUMBER, ""),
    ],
)
def test_the_nearest_that_is_printed_counts(
    tmp_path: Path, parts: list[str], path: str, schema: dict[str, Any], unit: str
) -> None:
    labels = FieldComments(pack_of(tmp_path, parts, settings=SETTINGS), 2024)
    assert labels.unit(Shape(path, schema)) == unit


def test_a_line_above_the_table_declares_the_unit_of_all(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, "单位：千元", ["水费|{{ 甲.数 }}"], settings=SETTINGS)
    assert FieldComments(pack, 2024).unit(Shape("甲.数", NUMBER)) == "千元"


def test_each_row_takes_the_unit_that_is_declared_nearest_above(tmp_path: Path) -> None:
    rows = [
        "收入（万元）|",
        "水费|{{ 水 }}",
        "电费|{{ 电 }}",
        "支出（元）|",
        "气费|{{ 气 }}",
        "{{ 计 }}|",
    ]
    labels = FieldComments(pack_of(tmp_path, rows, settings=SETTINGS), 2024)
    units = [labels.unit(Shape(path, NUMBER)) for path in "水电气计"]
    assert units == ["万元", "万元", "元", "元"]
