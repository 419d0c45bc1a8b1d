"""What was found out about the figures of forms and tables that follow from others."""

from __future__ import annotations

import pytest

from docgen.checking.checks.text_table_sums import text_table_sums
from docgen.checking.form_rules.form_verdicts import form_verdicts, table_verdicts
from docgen.checking.form_rules.table_forms import table_forms
from docgen.checking.text_tables.text_table import text_tables
from tests.unit.checking.form_rules.forms import document, problems_of, said
from tests.unit.checking.form_rules.sound_forms import CUT_OFF, HUNAN
from tests.unit.checking.units import markdown

TABLE = """
| 科目 | 2022年 | 2023年 | 增减率 |
|--|--|--|--|
| 工资 | 6,018 | 6,327 | 5.1% |
| 办公 | 1,846 | 1,792 | -2.9% |
| 培训 | 210 | 602 | 186.7% |
| 合计 | 8,074 | 8,721 | 8.0% |
"""


def verdicts(lines: str) -> list[str]:
    found = form_verdicts(table_forms(document(lines)), problems_of(lines))
    return [
        f"{it.place.line}:{it.place.column} {it.status.value} {it.text}: {it.arithmetic}"
        f"{f' ({it.problem.code})' if it.problem else ''}"
        for it in found
    ]


def test_rates_points_and_totals_are_verified_with_their_sums() -> None:
    assert verdicts(HUNAN) == [
        "3:8 verified 93.64%: 439.45 ÷ 469.32 = 93.64%",
        "3:9 verified 9.36: 10 × 93.64% = 9.36",
        "17:8 verified 98.16: 9.36 + 10 + 20 + 10 + 10.8 + 8 + 10 + 20 = 98.16",
    ]


def test_what_is_wrong_has_its_problem() -> None:
    assert verdicts(HUNAN.replace("|98.16", "|98.61"))[2].endswith("= 98.16 (total-score-differs)")
    assert verdicts(CUT_OFF.replace("98.38%", "93.88%"))[0] == (
        "2:5 wrong 93.88%: 8987.35 ÷ 9134.62 = 98.39% (execution-rate-differs)"
    )


def test_totals_and_columns_that_follow_from_others_are_verified() -> None:
    unit = markdown(TABLE.replace("186.7%", "168.7%"))
    tables = [table for text in unit.documents for table in text_tables(text)]
    found = list(table_verdicts(tables, text_table_sums(unit)))
    assert [f"{it.status.value} {it.text} {it.arithmetic}" for it in found] == [
        "verified 8,074 合计：8074",
        "verified 8,721 合计：8721",
        "verified 5.1% (6,327 − 6,018) ÷ 6,018 = 5.1%",
        "verified -2.9% (1,792 − 1,846) ÷ 1,846 = -2.9%",
        "wrong 168.7% (602 − 210) ÷ 210 = 186.7%",
        "verified 8.0% (8,721 − 8,074) ÷ 8,074 = 8.0%",
    ]
    assert [it.problem.code for it in found if it.problem] == ["row-differs"]


@pytest.mark.parametrize("figure", ["9" * 18, f"{'9' * 18}.{'9' * 12}", "0", "0.000000000001"])
def test_figures_of_any_length_are_worked_out(figure: str) -> None:
    lines = f"资金|全年预算数|全年执行数|分值|执行率|得分\n总额|{figure}|{figure}|10|100%|10"
    assert said(lines) == []
