"""The edition of a report is told by the years that the template works out."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.scaffold.taken.report_year import report_year, year_in
from docgen.scaffold.taken.template_blocks import template_parts
from tests.unit.helpers import collect
from tests.unit.scaffold.drawing import form_of
from tests.unit.scaffold.small_pack import pack_of

_TABLE = ("{{ 年度 - 1 }}年决算数|{{ 年度 }}年预算数", "{{ 上年 }}|{{ 本年 }}")


def year_of(root: Path, *report: str | tuple[str, ...]) -> int:
    parts = template_parts(pack_of(root, "{{ 年度 }}年度自评表", _TABLE), collect())
    return report_year(parts, form_of(*report).element.body)


@pytest.mark.parametrize(
    ("report", "year"),
    [
        (("2022年度自评表",), 2022),
        (("二〇二二年度自评表",), 2022),
        (("自评表", ("2021年决算数|2022年预算数", "1|2")), 2022),
        # A title that nobody has put right is outvoted by the columns.
        (("2019年度自评表", ("2021年决算数|2022年预算数", "1|2")), 2022),
        (("自评表", "2022年，本单位完成了全部任务。"), 0),
    ],
)
def test_most_of_its_years_decide(
    report: tuple[str | tuple[str, ...], ...], year: int, tmp_path: Path
) -> None:
    assert year_of(tmp_path, *report) == year


@pytest.mark.parametrize(
    ("text", "year"),
    [("2021", 2021), ("二〇二一", 2021), ("二○二一", 2021), ("二零二一", 2021), ("上", 0), ("", 0)],
)
def test_a_year_in_figures_or_in_chinese(text: str, year: int) -> None:
    assert year_in(text) == year
