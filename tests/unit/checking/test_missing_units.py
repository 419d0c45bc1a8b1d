"""Figures that have lost the unit of those beside them, and those that need none."""

from __future__ import annotations

import pytest

from docgen.checking.checks.missing_units import missing_units
from docgen.content.fixed_text import FixedText
from tests.unit.checking.units import field, marked, said


@pytest.mark.parametrize(
    ("text", "found", "wanted"),
    [
        ("基本支出420.71万元、项目支出▸200、其他30万元。", "项目支出200", "项目支出200万元"),
        ("基本支出420.71万元、项目支出200万元、其他▸30。", "其他30", "其他30万元"),
        ("基本支出▸420.71，项目支出200万元。", "基本支出420.71", "基本支出420.71万元"),
        ("基本支出420.71万元，项目支出▸200万，其他30万元。", "项目支出200万", "项目支出200万元"),
        ("分别为12.3%、▸15、8.1%。", "15", "15%"),
        ("分别为12.3%和▸15。", "15", "15%"),
        ("分别为▸12.3、15%和8.1%。", "分别为12.3", "分别为12.3%"),
        ("甲市增长12.3%，乙市增长▸15，丙市增长8.1%。", "乙市增长15", "乙市增长15%"),
        ("收入420.71万元，比上年增长▸12.4。", "比上年增长12.4", "比上年增长12.4%"),
        ("完成420.71亩，完成率▸98.6；其他30亩。", "完成率98.6", "完成率98.6%"),
        ("甲市12.3%、乙市▸15、丙市8.1%。", "乙市15", "乙市15%"),
        ("中央3.15万元，省级▸1.22，区级0.45万元。", "省级1.22", "省级1.22万元"),
    ],
)
def test_a_figure_without_the_unit_of_its_row_is_a_warning(
    text: str, found: str, wanted: str
) -> None:
    plain, (place,) = marked(text)
    (problem,) = missing_units(field(plain))
    assert said([problem]) == [f"{place} warning unit-missing; text={found}; wanted={wanted}"]
    assert problem.fix is not None
    assert not problem.fix.safe
    assert wanted in FixedText(plain, [problem.fix]).text
    assert said(missing_units(field(FixedText(plain, [problem.fix]).text))) == []


@pytest.mark.parametrize(
    "text",
    [
        "分别为12.3、15、8.1万元。",
        "分别为12.3和15万元。",
        "由375.10增至420.71万元。",
        "执行率98%，得分9.8，完成率97%，扣0.2分。",
        "支出420.71万元，培训12期、360人次，合格率98%。",
        "控制率为0.98，完成率为97%。",
        "利率为3.85，贷款30万元、40万元。",
        "单位：万元。基本支出420.71，项目支出200，其他30万元。",
        "2021年、2022年、2023年分别支出10万元、12万元、15万元。",
        "附件1、附件2列明支出10万元、12万元、15万元。",
        "支出10万元，惠及群众3万人，收入5万元。",
        "第1、2、3项支出10万元、20万元、30万元。",
        "财预〔2023〕5号，支出10.5万元、3.2万元。",
        "V1.2，投资10万元、20万元。",
        "支出420.71万元。",
        "",
    ],
)
def test_a_figure_that_needs_none_is_left_alone(text: str) -> None:
    assert said(missing_units(field(text))) == []
