"""Values that a report has in another structure than its template are found by their labels."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from docgen.scaffold.taken.report_reading import TakenReading, read_report
from docgen.scaffold.taken.template_blocks import template_parts
from tests.unit.helpers import collect
from tests.unit.scaffold.drawing import form_of
from tests.unit.scaffold.small_pack import NUMBER, TEXT, pack_of

_DATE = {"type": ["string", "null"], "pattern": r"^\d{4}年\d{1,2}月\d{1,2}日$"}
_SCHEMA = {
    **dict.fromkeys(["填表人", "电话", "事由", "甲", "乙", "丙", "丁", "编制", "在职"], TEXT),
    "年度": NUMBER,
    "日期": _DATE,
    "编制": NUMBER,
    "在职": NUMBER,
}
_CHECKS = "checks:\n  year: 年度\n"
_TITLE, _END = "设备登记表", "说明：本表一式两份。"
_HEAD = ("事由|{{ 事由 }}", "备注|按规定填写")
_SIGNED = "填表人：{{ 填表人 }}  填报日期：{{ 日期 }}  联系电话：{{ 电话 }}  负责人签字："


def read(
    root: Path, template: Sequence[str | Sequence[str]], report: Sequence[str | Sequence[str]]
) -> TakenReading:
    parts = template_parts(pack_of(root, *template, schema=_SCHEMA, settings=_CHECKS), collect())
    return read_report(parts, form_of(*report).element.body, 2023)


def texts(reading: TakenReading) -> dict[str, str]:
    return {str(found.keys[0]): found.text for found in reading.texts if found.text}


_FORM = (_TITLE, _HEAD, _SIGNED, _END)
_FILLED = ("事由|维修", "备注|按规定填写")


@pytest.mark.parametrize(
    "signed",
    [
        ("填 表 人：张三    填报日期：2023年4月3日", "联系电话（手机）：0000-1  负责人签字："),
        (("填表人|张三|填报日期|2023年4月3日", "联系电话|0000-1|负责人签字|"),),
        (("填表人|填报日期|联系电话", "张三|2023年4月3日|0000-1"),),
        (("填表人|张三", "填报日期|2023年4月3日", "另：无|<"), "联系电话：0000-1"),
    ],
    ids=["two lines", "a small table", "heads above", "a note below"],
)
def test_a_line_may_stand_in_another_structure(tmp_path: Path, signed: tuple[str, ...]) -> None:
    found = read(tmp_path, _FORM, (_TITLE, _FILLED, *signed, _END))
    assert texts(found) == {
        "事由": "维修",
        "填表人": "张三",
        "日期": "2023年4月3日",
        "电话": "0000-1",
    }
    assert found.left == []


def test_what_does_not_fit_its_field_stays_listed(tmp_path: Path) -> None:
    signed = ("填表人：张三    填报日期：去年春天", "联系电话：0000-1  负责人签字：李四")
    found = read(tmp_path, _FORM, (_TITLE, _FILLED, *signed, _END))
    assert texts(found) == {"事由": "维修", "填表人": "张三", "电话": "0000-1"}
    assert [text for _, text in found.left] == ["填报日期：去年春天", "负责人签字：李四"]


@pytest.mark.parametrize(
    "signed",
    [
        ("填表人：张三", "填表人：李四"),
        ("填表人：张三  复核人：李四",),
        (("填表人|张三|李四",),),
        (("填表人|审核人", "张三|王五", "李四|赵六"),),
    ],
    ids=["twice", "an unknown label", "two cells", "several rows"],
)
def test_what_is_doubtful_is_not_read(tmp_path: Path, signed: tuple[str, ...]) -> None:
    assert texts(read(tmp_path, _FORM, (_TITLE, _FILLED, *signed, _END))) == {"事由": "维修"}


def test_a_label_is_looked_for_between_the_same_neighbours(tmp_path: Path) -> None:
    report = ("填表人：张三", _TITLE, _FILLED, _END)
    assert texts(read(tmp_path, _FORM, report)) == {"事由": "维修"}


def test_another_lead_may_stand_before_a_date(tmp_path: Path) -> None:
    found = read(tmp_path, (_TITLE, "{{ 日期 }}", _END), (_TITLE, "报告日期：2023年4月6日", _END))
    assert texts(found) == {"日期": "2023年4月6日"}


_IN_CELLS = (
    "按来源|<|按用途|<",
    "其中：一般预算：{{ 甲 }}|<|其中：基本支出：{{ 丙 }}|<",
    "基金拨款：{{ 乙 }}|<|项目支出：{{ 丁 }}|<",
)


def test_a_label_and_its_value_may_stand_in_two_cells(tmp_path: Path) -> None:
    report = (
        "按来源|<|按用途|<",
        "其中：一般预算|640.9|其中：基本支出|452.1",
        "基金拨款|8|项目支出|188.1",
    )
    found = read(tmp_path, (_TITLE, _IN_CELLS, _END), (_TITLE, report, _END))
    assert texts(found) == {"甲": "640.9", "乙": "8", "丙": "452.1", "丁": "188.1"}


_STAFF = (
    "人员情况|编制数|{{ 年度 }}年在职人数",
    "^|{{ 编制 }}|{{ 在职 }}",
    "事由|{{ 事由 }}|<",
    "备注|按规定填写|<",
)


def test_a_label_and_its_value_may_stand_in_one_cell(tmp_path: Path) -> None:
    report = ("人员情况|编制数：32人|2023年在职人数：30人", "事由|维修|<", "备注|按规定填写|<")
    found = read(tmp_path, (_TITLE, _STAFF, _END), (_TITLE, report, _END))
    assert texts(found) == {"编制": "32人", "在职": "30人", "事由": "维修"}


def test_what_is_no_figure_is_not_read_for_one(tmp_path: Path) -> None:
    report = ("人员情况|编制数：见附件|2023年在职人数：许多", "事由|维修|<", "备注|按规定填写|<")
    found = read(tmp_path, (_TITLE, _STAFF, _END), (_TITLE, report, _END))
    assert texts(found) == {"事由": "维修"}
