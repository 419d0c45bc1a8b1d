"""A year that stands alone in a report, one digit off the report's own.

In the texts, ``▸`` stands before the year that is told.
"""

from __future__ import annotations

import pytest

from docgen.checking.checks.odd_years import odd_years
from tests.unit.checking.units import checked, marked, said

FORM = "年度: 2021\n封面: {单位: 某县水利局}\n"


def told(text: str) -> list[str]:
    return said(odd_years(checked({"report.yaml": FORM, "narrative/正文.md": text})))


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("▸2012年全年预算数300万元，执行数280万元。", "2012"),
        ("2021年支出280万元。\n\n与▸2002年相比增加20万元。", "2002"),
        ("截至▸2031年12月底，资金全部拨付。", "2031"),
    ],
)
def test_a_year_with_another_digit_is_a_warning(text: str, year: str) -> None:
    plain, (place,) = marked(text)
    assert told(plain) == [f"{place} warning odd-year; found={year}; year=2021"]


@pytest.mark.parametrize(
    "text",
    [
        "2021年支出280万元，比2020年增加20万元。",
        "水库始建于2001年，2021年除险加固。",
        "依据《2011年水利改革发展规划》实施。",
        "到2031年规划建成灌区三处。",
        "2012年投入300万元，2012年以后逐年减少。",
        "2015年投入300万元。",
        "",
    ],
)
def test_a_year_that_may_be_meant_is_left_alone(text: str) -> None:
    assert told(text) == []
