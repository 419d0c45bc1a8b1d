"""What a pack's form asks for, in groups that the content lacks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docgen.diagnostics import Place, Problems
from docgen.packs.formula_order import Derived
from docgen.packs.pack import load_pack
from docgen.packs.typing import Schema
from docgen.runs.pack_form import FormField, PackForm
from tests.support import PACK, ROOT


@pytest.fixture(scope="module")
def form() -> PackForm:
    """The form of the reference report."""
    problems = Problems()
    pack = load_pack(PACK, ROOT, problems)
    assert pack is not None
    return PackForm(pack)


def test_a_group_asks_for_its_fields_with_the_units_that_the_form_prints(form: PackForm) -> None:
    years = ("上年决算数", "本年预算数", "本年决算数")
    expected = tuple(FormField((name,), unit="万元") for name in years)
    assert form.below("经费控制情况.公车购置") == expected
    rows = form.below("经费控制情况.市级专项资金（一个专项一行）")
    assert [field.keys for field in rows] == [(0, "名称"), *((0, name) for name in years)]


def test_what_is_worked_out_is_not_asked_for_and_what_is_printed_is_there(form: PackForm) -> None:
    fields = {field.keys: field for field in form.below("projects[3].项目资金")}
    assert len(fields) == 10
    assert fields[("分值",)].text == "10"
    assert ("年度资金总额", "年初预算数") not in fields
    assert fields[("上年结转资金", "全年执行数")].unit == "万元"


def test_groups_that_the_form_prints_come_with_a_row_each(form: PackForm) -> None:
    rows = {field.keys[:3] for field in form.below("绩效指标")}
    assert ("满意度指标", "服务对象满意度指标", 0) in rows
    assert len(rows) == 9


def test_one_field_is_asked_for_alone_and_an_unknown_one_not_at_all(form: PackForm) -> None:
    assert form.below("财政供养人员情况.编制数") == (FormField((), unit="人"),)
    assert form.below("封面.没有") == ()


def test_a_text_may_have_several_paragraphs_but_not_in_a_row(form: PackForm) -> None:
    assert [field.is_text for field in form.below("年度总体目标")] == [True, True]
    text = {"type": "string", "contentMediaType": "text/markdown"}
    rows = {"properties": {"表": {"type": "array", "items": {"properties": {"说明": text}}}}}
    assert [field.is_text for field in PackForm(replace(form.pack, schema=rows)).below("表")] == [
        False
    ]


def test_a_group_asks_for_what_is_required_or_for_all_but_what_is_worked_out(
    form: PackForm,
) -> None:
    keys = {name: {"type": "number"} for name in ("甲", "乙", "丙")}
    groups: dict[str, Schema] = {
        "一": {"properties": keys, "required": ["乙"]},
        "二": {"properties": keys},
    }
    groups |= {"三": groups["一"] | {"x-required": ["丙"]}}
    derived = (Derived("二.丙", "甲 + 乙", Place("pack.yaml", 1, 1)),)
    small = PackForm(replace(form.pack, schema={"properties": groups}, derived=derived))
    assert [field.keys for field in small.below("一")] == [("乙",)]
    assert [field.keys for field in small.below("二")] == [("甲",), ("乙",)]
    assert [field.keys for field in small.below("三")] == [("丙",)]


def test_groups_that_never_end_are_asked_for_up_to_a_depth(form: PackForm) -> None:
    schema: Schema = {"$defs": {"组": {"properties": {"组": {"$ref": "#/$defs/组"}}}}}
    schema |= {"properties": {"组": {"$ref": "#/$defs/组"}}}
    (field,) = PackForm(replace(form.pack, schema=schema)).below("组")
    assert len(field.keys) == 8


@pytest.mark.parametrize(
    ("keys", "unit"),
    [
        (("经费控制情况", "公用经费", "本年决算数"), "万元"),
        (("projects", 0, "项目资金", "其他资金", "年初预算数"), "万元"),
        (("绩效指标", "产出指标", "数量指标", 0, "分值"), "分"),
        (("楼堂馆所控制情况", 0, "批复规模"), "㎡"),
        (("封面", "日期"), ""),
        (("没有",), ""),
        ((), ""),
    ],
)
def test_a_figure_has_the_unit_of_its_label_or_its_table(
    form: PackForm, keys: tuple[str | int, ...], unit: str
) -> None:
    assert form.unit(keys) == unit
