"""The total of the points is compared wherever it and the points were typed, if no formula is."""

from __future__ import annotations

import pytest

from tests.unit.checking.form_rules.forms import said_of

MONEY = """\
项目资金:
  年度资金总额: {全年预算数: 100, 全年执行数: 98.6, 分值: 10, 执行率: 98.6%, 得分: 9.86}
"""
APART = """\
项目资金: {年度资金总额: {全年预算数: 100, 全年执行数: 98.6}}
预算执行率: {分值: 10, 得分: 9.86}
"""
ROWS = """\
绩效指标:
  - {三级指标: 甲, 分值: 50, 得分: 48.5}
  - {三级指标: 乙, 分值: 40, 得分: 39.5}
"""
UNWEIGHTED = """\
绩效指标:
  - {三级指标: 甲, 得分: 48.5}
  - {三级指标: 乙, 得分: 49.36}
"""
BLANK_ROW = "  - {三级指标: , 分值: , 得分: }\n"
FIXED = """\
数量指标: {指标值: 3, 分值: 50, 得分: 48.36}
质量指标: {指标值: 3, 分值: 50, 得分: 49.5}
"""
BARE = "产出: {数量: {得分: 48.36}}\n效益: {得分: 49.5}\n"
SUBTOTALS = """\
产出指标: {得分: 48.36, 数量: {得分: 18.36}, 质量: {得分: 30}}
效益指标: {得分: 49.5, 社会: {得分: 49.5}}
"""
OTHERS = "评价结论: {得分: 97.86}\n复核: {得分: 97.86, 分值: 100}\n小计: {得分: 97.86}\n"


@pytest.mark.parametrize(
    "rows",
    [
        *(MONEY + ROWS, APART + ROWS, MONEY + ROWS + BLANK_ROW, UNWEIGHTED, FIXED, BARE),
        *(SUBTOTALS, FIXED + OTHERS, BARE + OTHERS),
    ],
)
@pytest.mark.parametrize(
    "total",
    [
        "总分: {}\n",
        "总分得分: {}\n",
        "总分: {{分值: 100, 得分: {}}}\n",
        "评价: {{总分: {}, 等级: 优}}\n",
    ],
)
def test_a_total_that_is_not_the_sum_is_told(rows: str, total: str) -> None:
    codes = {said.split()[2] for said in said_of(rows + total.format("99.00"))}
    assert codes == {"total-score-differs"}
    assert said_of(rows + total.format("97.86")) == []


def test_the_last_row_of_a_list_may_be_the_total() -> None:
    last = "  - {{三级指标: 总分, 分值: 100, 得分: {}}}\n"
    assert said_of(MONEY + ROWS + last.format("97.86")) == []
    codes = {said.split()[2] for said in said_of(MONEY + ROWS + last.format("99.00"))}
    assert codes == {"total-score-differs"}


@pytest.mark.parametrize("rows", [ROWS, FIXED, UNWEIGHTED])
def test_a_row_that_is_half_filled_in_says_nothing_yet(rows: str) -> None:
    assert said_of(rows.replace("48.5", "").replace("48.36", "") + "总分: 99.00\n") == []
