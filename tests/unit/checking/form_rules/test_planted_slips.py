"""One thing of a form that is right is changed: it is told, where it stands, and nothing else."""

from __future__ import annotations

import pytest

from tests.unit.checking.form_rules.forms import said
from tests.unit.checking.form_rules.sound_forms import SOUND

OVER, FULL = "error score-over-weight", "warning not-attained-full"
LESS, REASON = "warning attained-less", "error no-reason"
RATE, POINTS = "error execution-rate-differs", "error budget-score-differs"
STEPS = "warning budget-score-differs"
WEIGHTS, GROUP = "error weights-differ", "error group-weights-differ"
TOTAL, COPY = "error total-score-differs", "warning target-copied"
BLANK, FAILED = "warning actual-blank", "warning failed-full"

SLIPS = [
    # the rate of the budget and its points
    ("hunan", "|93.64%|", "|96.34%|", f"3:8 {RATE}"),
    ("hunan", "|93.64%|", "|94%|", ""),
    ("hunan", "|93.64%|", "|93.6%|", ""),
    ("hunan", "|93.64%|", "|93%|", ""),
    ("hunan", "|93.64%|", "|95%|", f"3:8 {RATE}"),
    ("hunan", "|439.45|10", "|439.54|10", f"3:8 {RATE}"),
    ("hunan", "|9.36\n", "|9.63\n", f"3:9 {POINTS} 17:8 {TOTAL}"),
    ("hunan", "|9.36\n", "|9.4\n", ""),
    ("central", "|97.91%|", "|97.19%|", f"5:9 {RATE}"),
    ("central", "|9.80\n", "|8.90\n", f"4:10 {STEPS} 16:9 {TOTAL}"),
    ("central", "|9.80\n", "|8.92\n", f"4:10 {POINTS} 16:9 {TOTAL}"),
    ("hubei", "|93.65%|", "|93.56%|", f"3:5 {RATE}"),
    ("money_only", "|89.3%", "|83.9%", f"3:4 {RATE}"),
    ("money_only", "|80%", "|81%", f"4:4 {RATE}"),
    ("money_only", "|93.61%", "|93.16%", f"5:4 {RATE}"),
    ("whole_per_cent", "|96|10", "|97|10", f"2:5 {RATE}"),
    ("whole_per_cent", "|9.6\n", "|9.1\n", f"2:7 {STEPS}"),
    ("ratio", "|0.9563", "|0.9653", f"2:4 {RATE}"),
    ("cut_off", "|9.83", "|9.38", f"2:6 {POINTS}"),
    ("steps", "|10\n", "|9.5\n", f"2:6 {STEPS}"),
    ("with_carried", "91.67%", "97.61%", f"2:6 {RATE}"),
    # points and weights
    ("hunan", "4处|10|10|", "4处|10|11|", f"10:8 {OVER} 17:8 {TOTAL}"),
    ("markdown", "|96.4%|20|20|", "|96.4%|20|22|", f"4:7 {OVER} 9:7 {TOTAL}"),
    ("hunan", "4处|10|10|", "4处|9|9|", f"10:7 {GROUP} 17:7 {WEIGHTS} 17:8 {TOTAL}"),
    ("hunan", "满意度指标（10分）", "满意度指标（15分）", f"15:7 {GROUP}"),
    ("hubei", "326公里|20|20", "326公里|22|22", f"5:7 {GROUP}"),
    ("central", "|12个|15|15|", "|12个|16|16|", f"16:8 {WEIGHTS} 16:9 {TOTAL}"),
    ("hunan", "|100|98.16", "|100|98.61", f"17:8 {TOTAL}"),
    ("hunan", "|100|98.16", "|100|98.2", ""),
    ("hunan", "|100|98.16", "|110|98.16", f"17:7 {WEIGHTS}"),
    ("central", "|100|97.80", "|100|98.80", f"16:9 {TOTAL}"),
    ("markdown", "|100|99.2|", "|100|99.4|", f"9:7 {TOTAL}"),
    ("merged_points", "|100|100|", "|100|99|", f"5:6 {TOTAL}"),
    ("two_scores", "|100|100|98", "|100|99|98", f"4:5 {TOTAL}"),
    ("two_weights", "25场|30|30", "25场|25|25", f"6:6 {WEIGHTS} 6:7 {TOTAL}"),
    ("partly_empty", "|100|99.8|", "|100|98.9|", f"5:5 {TOTAL}"),
    # targets and points
    ("hunan", "|98.3%|", "|97.3%|", f"15:8 {FULL}"),
    ("hunan", "|14.8万元|", "|15.8万元|", f"16:8 {FULL}"),
    ("hunan", "|11月|", "|12月|", ""),
    ("hunan", "|100%|100%|", "|100%|99.5%|", f"11:8 {FULL}"),
    ("hunan", "4.5万人次|12|10.8", "5.5万人次|12|10.8", f"13:8 {LESS}"),
    ("central", "|24人|27人|", "|24人|17人|", f"14:9 {FULL}"),
    ("hubei", "|7件|11|", "|5件|11|", f"7:6 {LESS}"),
    ("hubei", "|91%|", "|89.6%|", f"9:6 {FULL}"),
    ("markdown", "|＞80%|82%|", "|＞80%|80%|", f"7:7 {FULL}"),
    ("markdown", "|286元|", "|316元|", f"6:7 {FULL}"),
    ("markdown", "|13场|", "|11场|", f"2:7 {FULL}"),
    ("words", "|0起|40|", "|2起|40|", f"4:5 {FULL}"),
    ("overshot", "年初目标设定偏低，下年按三年均值设定", "宣传不够", f"2:5 {LESS}"),
    ("transposed", "93.5%", "83.5%", f"5:4 {FULL}"),
    ("merged_points", "|100%|100%|", "|100%|98%|", f"4:6 {FULL}"),
    ("two_weights", "|96%|", "|92%|", f"5:7 {FULL}"),
    ("less_is_better", "|100%|100%|20|20", "|100%|97%|20|20", f"5:5 {FULL}"),
    # reasons
    ("hunan", "展厅改造闭馆两个月，下年错开旺季。", "", f"13:8 {REASON}"),
    ("central", "两个乡镇因汛情取消，下年补上。", "无", f"13:9 {REASON}"),
    ("words", "部分制度还在试行", "/", f"2:5 {REASON}"),
    ("words", "|30|30|", "|30|30|第四季度未完成", f"3:5 {FAILED}"),
    ("words", "|30|30|", "|30|30|无未完成事项", ""),
    # what was attained
    ("hunan", "|98.3%|", "|≥98%|", f"15:6 {COPY}"),
    ("hunan", "|98.3%|", "|98%以上|", f"15:6 {COPY}"),
    ("hunan", "|98.3%|", "||", f"15:4 {BLANK}"),
    ("hunan", "|11月|", "|12月底前|", f"12:6 {COPY}"),
    ("markdown", "|96.4%|20", "|95%以上|20", f"4:5 {COPY}"),
    ("words", "|刊播报道近600篇，其中中央媒体2篇|", "||", f"3:1 {BLANK}"),
]


@pytest.mark.parametrize(("form", "old", "new", "found"), SLIPS)
def test_a_slip_is_told_where_it_stands(form: str, old: str, new: str, found: str) -> None:
    assert SOUND[form].count(old) == 1, (form, old, SOUND[form].count(old))
    told = said(SOUND[form].replace(old, new))
    wanted = [" ".join(part) for part in _threes(found.split())]
    assert sorted(told) == sorted(wanted)


def _threes(words: list[str]) -> list[list[str]]:
    return [words[start : start + 3] for start in range(0, len(words), 3)]
