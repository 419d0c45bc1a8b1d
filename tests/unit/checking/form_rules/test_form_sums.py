"""The sums of forms that are done, whether they hold or not."""

from __future__ import annotations

import pytest

from docgen.checking.form_rules.rate_rules import budget_score_sums, rate_sums
from docgen.checking.form_rules.sum_rules import total_sums
from docgen.checking.form_rules.table_forms import table_forms
from tests.unit.checking.form_rules.forms import document, said
from tests.unit.checking.form_rules.sound_forms import CUT_OFF, HUNAN


def sums(lines: str) -> list[str]:
    """``place cell: sum`` of each, and whether it holds."""
    (form,) = table_forms(document(lines))
    found = (*rate_sums(form), *budget_score_sums(form), *total_sums(form))
    return [
        f"{it.place.line}:{it.place.column} {it.cell.text}: {it.arithmetic} {it.holds}"
        for it in found
    ]


def test_rates_points_and_totals_are_worked_out() -> None:
    assert sums(HUNAN) == [
        "3:8 93.64%: 439.45 ÷ 469.32 = 93.64% True",
        "3:9 9.36: 10 × 93.64% = 9.36 True",
        "17:8 98.16: 9.36 + 10 + 20 + 10 + 10.8 + 8 + 10 + 20 = 98.16 True",
    ]


def test_what_is_wrong_has_its_sum() -> None:
    assert sums(HUNAN.replace("|98.16", "|98.61"))[2].endswith("= 98.16 False")
    assert sums(CUT_OFF.replace("98.38%", "93.88%"))[0] == (
        "2:5 93.88%: 8987.35 ÷ 9134.62 = 98.39% False"
    )


@pytest.mark.parametrize("figure", ["9" * 18, f"{'9' * 18}.{'9' * 12}", "0", "0.000000000001"])
def test_figures_of_any_length_are_worked_out(figure: str) -> None:
    lines = f"资金|全年预算数|全年执行数|分值|执行率|得分\n总额|{figure}|{figure}|10|100%|10"
    assert said(lines) == []
