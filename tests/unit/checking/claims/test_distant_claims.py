"""Figures that other paragraphs of the report give: averages, what was planned, and lists.

In the texts, ``▹`` stands before a figure that is told as a warning.
"""

from __future__ import annotations

import pytest

from docgen.checking.claims.claim import ClaimKind
from tests.unit.checking.claims.judged_texts import plain, statuses, told, unit_of

TRUE = [
    "全年支出10,326万元。\n\n行驶里程2,417万公里，其中夜班线路12万公里。\n\n每公里运营成本4.27元。",
    "服务人口46.85万人，支出4,052.38万元。\n\n按服务人口计算，全年人均支出86.50元。",
    "养老床位3,418张。\n\n每千名老年人拥有床位41.4张（全区老年人8.26万人）。",
    "到馆86.42万人次，外借31.6万册次。人均到馆次数4.7次（常住人口18.4万人）。",
    "预算安排285.4万元。\n\n支出合计276.9万元。\n\n实际支出276.9万元，执行率97.0%，结余8.5万元。",
    "年度预算50.00万元。\n\n实际支出48.56万元，比预算少支出1.44万元，执行率97.12%。",
    "受理纠纷7,426件。\n\n全年受理7,426件。按类型分，婚姻家庭类2,318件，邻里类1,905件，劳动争议类1,127件，"
    "其他类2,076件。",
    "补贴资金6,180万元，分为三类，依次为4,200万元、1,150万元和830万元。",
    "安排资金1,450万元，分两批到位：第一批870万元，第二批580万元。",
    "支出3,098.52万元，年末结转113.88万元。支出中，食材采购2,941.08万元，配送服务157.44万元。",
    "“三公”经费支出39.26万元。其中公务用车运行维护费37.40万元，平均每辆2.20万元；公务接待费1.86万元。",
    "编制38名，其中行政编制26名、事业编制12名；实有36人。",
    "基本支出376.44万元，项目支出1,520.84万元。项目支出中，生活补贴1,106.00万元，康复救助248.30万元，"
    "其余用于就业培训、文体活动等。",
    "就业困难人员就业684人，完成年度目标650人的105.2%。新增就业中，高校毕业生1286人、返乡农民工903人。",
    "项目预算34.50万元。\n\n“三公”经费决算数26.38万元，完成预算的86.5%。",
]
WRONG = [
    "全年运营支出10,326万元。\n\n行驶里程2,417万公里。\n\n每公里运营成本▹4.67元。",
    "服务人口46.85万人，按服务人口支出4,052.38万元。\n\n人均支出▹86.05元。",
    "年度预算50.00万元。\n\n实际支出48.56万元，比预算少支出1.44万元，执行率▹97.92%。",
    "预算安排285.4万元。\n\n全年支出276.9万元，结余▹5.8万元。",
    "受理▹7,426件。按类型分，婚姻家庭类2,318件，邻里类1,905件，劳动争议类1,127件，其他类2,067件。",
    "补贴资金▸6,180万元，分为三类，依次为4,200万元、1,150万元和870万元。",
    "安排资金▹1,450万元，分两批到位：第一批870万元，第二批520万元。",
    "编制▹38名，其中行政编制26名、事业编制32名；实有36人。",
    "支出▹3,098.52万元，年末结转113.88万元。支出中，食材采购2,941.08万元，配送服务517.44万元。",
]


@pytest.mark.parametrize("text", TRUE)
def test_nothing_is_told_of_true_figures(text: str) -> None:
    assert told(text) == text


@pytest.mark.parametrize("text", WRONG)
def test_a_figure_that_other_paragraphs_do_not_give_is_told(text: str) -> None:
    assert told(plain(text)) == text


def test_a_figure_of_other_paragraphs_verifies_one() -> None:
    assert "4.27元: verified" in statuses(TRUE[0])
    assert "41.4张: verified" in statuses(TRUE[2])


def test_among_too_many_figures_a_mean_is_of_none() -> None:
    def readings(number: int) -> int:
        given = (f"补助{300 + at}万元。\n\n发放{200 + at}人。\n\n" for at in range(number))
        text = "".join(given) + "人均补助1.50万元。"
        claims = (it.claim for it in unit_of(text).judgements)
        return sum(len(it.readings) for it in claims if it.kind is ClaimKind.AVERAGE)

    assert readings(20) > 0
    assert readings(70) == 0
