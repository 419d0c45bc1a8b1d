"""The unit that a report names, whether or not its form prints it."""

from __future__ import annotations

import pytest

from docgen.scaffold.taken.unit_lines import is_unit_line, unit_named
from tests.unit.scaffold.drawing import form_of


@pytest.mark.parametrize(
    ("report", "name"),
    [
        (("填报单位：档案馆",), "档案馆"),
        (("编制单位（盖章）：档案馆（盖章）    单位：万元",), "档案馆"),
        (("  填报单位: 市 档案馆", "填报单位：市档案馆"), "市档案馆"),
        (("单位名称：档案馆", "填报单位：图书馆"), ""),
        (("单位：万元",), ""),
        (("填报单位：", "姓名：张三"), ""),
        (("供货单位：档案馆", "本单位名称：见后"), ""),
        ((("编制单位|档案馆|日期|",),), "档案馆"),
        ((("序号|单位名称|金额", "1|档案馆|2"),), ""),
        (("填报单位：档案馆  填表人：张三",), "档案馆"),
    ],
)
def test_the_unit_that_a_report_names(report: tuple[str, ...], name: str) -> None:
    assert unit_named(form_of(*report).element.body) == name


def test_a_line_with_more_than_the_unit_is_told() -> None:
    assert is_unit_line("填报单位：档案馆        金额单位：万元")
    assert is_unit_line("部门（单位）名称：档案馆")
    assert not is_unit_line("填报单位：档案馆  填表人：张三")
    assert not is_unit_line("单位：万元")
