"""What adds up in a sequence of labels."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from docgen.scaffold.pack.formulas.label_sums import label_sums
from docgen.scaffold.pack.formulas.quantities import word_of


def sums(
    labels: Sequence[str], *, is_group: bool = False, indents: Sequence[float] = ()
) -> list[str]:
    """The sums, ``=`` if complete, ``>=`` if not, ``?`` if likely; then those that are open."""
    lines, doubts = [], []
    for found in label_sums(labels, indents, is_group=is_group):
        whole, *parts = (word_of(labels[it]) for it in (found.whole, *found.parts))
        less = "".join(f" - {word_of(labels[it])}" for it in found.less)
        if found.certainty == "open":
            doubts.append(f"{whole} open {parts[0]}")
        else:
            sign = "=" if found.complete else ">="
            likely = "" if found.certainty == "sure" else " ?"
            lines.append(f"{whole} {sign} {' + '.join(parts)}{less}{likely}")
    return lines + doubts


OF_WHICH = ["合计", "一、甲", "二、乙", "其中：丙", "丁"]


@pytest.mark.parametrize(
    ("labels", "indents", "found"),
    [
        (OF_WHICH, [0, 0, 0, 0, 3], ["合计 = 甲 + 乙", "乙 >= 丙 + 丁 ?"]),
        (OF_WHICH, [0, 0, 0, 1, 4], ["合计 = 甲 + 乙", "乙 >= 丙 + 丁 ?"]),
        (OF_WHICH, [0, 0, 0, 0, 0], ["乙 >= 丙 + 丁 ?", "合计 open 甲"]),
        (
            ["合计", "一、接待费", "二、用车购置及维护费", "其中：用车购置费", "用车维护费"],
            [],
            ["合计 = 接待费 + 用车购置及维护费", "用车购置及维护费 >= 用车购置费 + 用车维护费 ?"],
        ),
    ],
)
def test_rows_that_go_on_what_a_row_is_made_of_are_no_parts_of_the_total(
    labels: list[str], indents: list[float], found: list[str]
) -> None:
    assert sums(labels, indents=indents) == found


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        (["合计", "一、甲", "二、乙"], ["合计 = 甲 + 乙"]),
        (["一、甲", "二、乙", "合计"], ["合计 = 甲 + 乙"]),
        (["总计", "一、甲", "二、乙"], ["总计 = 甲 + 乙"]),
        (["小计", "一、甲", "二、乙"], ["小计 = 甲 + 乙"]),
        (["合计", "一、甲"], []),
        (["合计", "甲", "乙"], ["合计 = 甲 + 乙"]),
        (["合计", "甲"], []),
        (["合计", "一、甲", "三、乙"], ["合计 open 甲"]),
        (["合计", "二、甲", "三、乙"], ["合计 open 甲"]),
        (["合计", "一、甲", "（一）丙", "（二）丁", "二、乙"], ["合计 = 甲 + 乙", "甲 = 丙 + 丁"]),
        (
            ["合计", "（一）丙", "（二）丁", "一、甲", "二、乙"],
            ["合计 = 甲 + 乙"],
        ),
        (["合计", "一、甲", "子", "二、乙"], ["合计 = 甲 + 乙 ?"]),
        (
            ["合计", "三公经费", "1、甲", "2、乙", "其他"],
            ["合计 = 三公经费 + 其他 ?", "三公经费 = 甲 + 乙"],
        ),
        (
            ["合计", "三公经费", "（1）甲", "（2）乙", "其他"],
            ["合计 = 三公经费 + 其他 ?", "三公经费 = 甲 + 乙"],
        ),
        (["合计", "子", "（一）甲", "（二）乙"], ["合计 = 甲 + 乙 ?", "子 = 甲 + 乙"]),
        (["合计", "一、甲", "其中：丙", "二、乙"], ["合计 = 甲 + 乙"]),
        (["合计", "甲", "其中：丙", "乙"], ["合计 open 甲", "甲 open 丙"]),
        (["合计", "甲", "其中：1、丙", "乙"], ["合计 open 甲"]),
        (["合计", "甲", "乙", "其中：丙"], ["合计 = 甲 + 乙"]),
        (["一、甲", "二、乙", "其中：丙", "合计"], ["合计 = 甲 + 乙"]),
        (["一、甲", "其中：丙", "二、乙", "其中：丁", "合计"], ["合计 = 甲 + 乙"]),
        (["一、甲", "二、乙", "其中：丙", "小计"], ["小计 open 甲"]),
        (["合计", "甲", "乙", "期末余额"], ["合计 open 甲"]),
        (["合计", "甲", "乙", "减：丙"], ["合计 open 甲"]),
        (
            ["201、公共", "20101、人大", "20102、政协", "205、教育", "合计"],
            ["公共 = 人大 + 政协 ?", "合计 = 公共 + 教育"],
        ),
        (["20101、人大", "20102、政协", "合计"], ["合计 = 人大 + 政协"]),
        (["20101、人大", "205、教育", "合计"], ["合计 open 人大"]),
        (["201、公共", "205、教育", "其他", "合计"], ["合计 = 公共 + 教育 + 其他"]),
        (["12、公共", "13、教育", "合计"], ["合计 open 公共"]),
        (["甲", "乙"], []),
    ],
)
def test_a_total_is_the_sum_of_the_rows_beside_it(labels: list[str], found: list[str]) -> None:
    assert sums(labels) == found


@pytest.mark.parametrize(
    ("indents", "found"),
    [
        ([0, 2, 2, 0, 0], ["甲 = 乙 + 丙 ?", "合计 = 甲 + 丁"]),
        ([0, 0.5, 0, 0, 0], ["合计 = 甲 + 乙 + 丙 + 丁"]),
        ([0, 2, 1, 0, 0], ["合计 = 甲 + 丁"]),
        ([2, 0, 0, 0, 0], ["合计 open 甲"]),
    ],
)
def test_what_is_set_in_is_a_part_of_what_stands_above_it(
    indents: list[float], found: list[str]
) -> None:
    assert sums(["甲", "乙", "丙", "丁", "合计"], indents=indents) == found


@pytest.mark.parametrize(
    "label",
    [
        *("资金总额", "累计", "期末余额", "净额", "减少", "减少数"),
        *("期初", "期末", "期初数", "期末数", "减：甲", "加:甲", "净甲", "负债"),
    ],
)
def test_rows_that_are_no_parts_leave_a_total_open(label: str) -> None:
    assert sums(["合计", "甲", "乙", label]) == ["合计 open 甲"]


def test_a_total_with_another_below_is_left_open() -> None:
    assert sums(["合计", "甲", "乙", "本年合计"]) == ["合计 open 甲", "本年合计 open 合计"]
    assert sums(["合计", "甲", "乙", "本年小计"]) == ["本年小计 = 甲 + 乙", "合计 open 甲"]


HEADED = ["一、甲小计", "子", "丑", "二、乙小计", "寅", "卯"]
PARTS = ["甲小计 = 子 + 丑", "乙小计 = 寅 + 卯"]


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        (HEADED, PARTS),
        (["合计", *HEADED], ["合计 = 甲小计 + 乙小计", *PARTS]),
        ([*HEADED, "合计"], [*PARTS, "合计 = 甲小计 + 乙小计"]),
        ([*HEADED, "三、丙", "合计"], [*PARTS, "合计 = 甲小计 + 乙小计 + 丙"]),
        (["合计", *HEADED, "三、结余"], ["合计 = 甲小计 + 乙小计 + 结余 ?", *PARTS]),
        (
            ["合计", "一、甲小计", "301、子", "302、丑", "其中：辰", *HEADED[3:]],
            ["合计 = 甲小计 + 乙小计", *PARTS],
        ),
        (["一、甲小计", "子", *HEADED[3:]], PARTS[1:]),
        (
            ["甲小计", "子", "丑", "乙小计", "寅", "卯"],
            [f"{part} ?" for part in PARTS],
        ),
        (
            ["总计", "甲合计", "子", "丑", "乙合计", "寅", "卯"],
            ["总计 = 甲合计 + 乙合计 ?", "甲合计 = 子 + 丑 ?", "乙合计 = 寅 + 卯 ?"],
        ),
        (["甲小计", "子", "丑", "乙小计"], ["甲小计 open 子", "乙小计 open 甲小计"]),
        (["辰", *HEADED], ["辰 open 甲小计", "甲小计 open 子", "乙小计 open 寅"]),
        (
            ["子", "丑", "一、甲小计", "寅", "卯", "二、乙小计", "合计"],
            [*PARTS, "合计 = 甲小计 + 乙小计"],
        ),
        (
            ["合计", "子", "丑", "甲小计", "寅", "卯", "乙小计"],
            [*PARTS, "合计 open 子"],
        ),
    ],
)
def test_a_total_adds_the_rows_below_it_where_totals_head_their_groups(
    labels: list[str], found: list[str]
) -> None:
    assert sums(labels) == found


def test_totals_whose_rows_are_set_in_head_them() -> None:
    labels = ["甲小计", "子", "丑", "乙小计", "寅", "卯", "合计"]
    found = [*PARTS, "合计 = 甲小计 + 乙小计"]
    assert sums(labels, indents=[0, 1, 1, 0, 1, 1, 0]) == found
    assert "乙小计 = 寅 + 卯" not in sums(labels)
    coded = [
        "9、甲小计",
        "301、子",
        "302、丑",
        "9、其中：辰",
        "9、乙小计",
        "310、寅",
        "311、卯",
        "合计",
    ]
    assert sums(coded, indents=[0, 1, 1, 2, 0, 1, 1, 0]) == found


@pytest.mark.parametrize("label", ["期间", "结余", "增加数", "纯收入"])
def test_rows_that_may_be_parts(label: str) -> None:
    assert sums(["合计", "甲", "乙", label]) == [f"合计 = 甲 + 乙 + {label} ?"]


@pytest.mark.parametrize(
    ("labels", "group", "found"),
    [
        (["资金总额", "其中：财政", "其他"], True, ["资金总额 = 财政 + 其他"]),
        (["资金总额", "其中：财政", "其他"], False, ["资金总额 = 财政 + 其他"]),
        (["资金总额", "其中：财政", "自筹"], False, ["资金总额 = 财政 + 自筹 ?"]),
        (["子", "资金总额", "其中：财政", "其他"], True, ["资金总额 = 财政 + 其他 ?"]),
        (["资金总额", "其中：财政", "其他", "一、乙"], True, ["资金总额 = 财政 + 其他 ?"]),
        (["资金合计", "其中：财政", "其他"], True, ["资金合计 = 财政 + 其他"]),
        (["资金总计", "其中：财政", "其他"], True, ["资金总计 = 财政 + 其他"]),
        (["人员总数", "其中：男", "女"], True, ["人员总数 = 男 + 女"]),
        (["资金", "其中：财政", "其他"], True, ["资金 open 财政"]),
        (["一、资金", "其中：财政", "其他"], True, ["资金 >= 财政 + 其他 ?"]),
        (["资金总额", "其中：财政"], True, []),
        (
            ["资金总额", "其中：财政", "其中：省级", "其他"],
            True,
            ["资金总额 open 财政", "财政 open 省级"],
        ),
        (["资金总额", "其中：财政", "年末余额"], True, ["资金总额 open 财政"]),
        (["资金总额", "其中：财政", "小计", "其他"], True, ["小计 open 资金总额"]),
        (
            ["资金总额", "其中：财政", "其他", "合计"],
            True,
            ["资金总额 = 财政 + 其他 ?", "合计 open 资金总额"],
        ),
        (["资金总额", "其中财政", "其他"], True, ["资金总额 = 财政 + 其他"]),
        (["资金总额", "其中：1、财政", "2、其他"], True, ["资金总额 = 财政 + 其他"]),
    ],
)
def test_rows_from_among_on_are_parts(labels: list[str], group: bool, found: list[str]) -> None:
    assert sums(labels, is_group=group) == found


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        (["三公经费", "1、甲", "2、乙"], ["三公经费 = 甲 + 乙"]),
        (["三公经费", "1、甲", "2、乙", "3、丙"], ["三公经费 = 甲 + 乙 + 丙"]),
        (["三公经费", "1、甲"], []),
        (["三公经费", "2、甲", "3、乙"], []),
        (["三公经费", "1、甲", "3、乙"], []),
        (["三公经费", "1、甲", "2、乙", "1、丙", "2、丁"], ["三公经费 = 甲 + 乙"]),
        (
            ["三公经费", "1、甲", "（1）子", "（2）丑", "2、乙"],
            ["三公经费 = 甲 + 乙", "甲 = 子 + 丑"],
        ),
        (["三公经费", "1、甲", "子", "2、乙"], ["三公经费 = 甲 + 乙"]),
        (["三公经费", "1、甲", "期末余额", "2、乙"], ["三公经费 open 甲"]),
        (["三公经费", "1、甲", "2、乙", "期末余额"], ["三公经费 open 甲"]),
        (["三公经费", "子", "1、甲", "2、乙"], ["子 = 甲 + 乙"]),
        (["一、经费", "1、甲", "2、乙", "二、其他"], ["经费 = 甲 + 乙"]),
        (["一、经费", "1、甲", "2、乙", "一、其他"], ["经费 = 甲 + 乙"]),
        (
            ["一、经费", "（一）甲", "（二）乙", "二、其他", "（一）丙", "（二）丁"],
            ["经费 = 甲 + 乙", "其他 = 丙 + 丁"],
        ),
        (["一、经费", "1、甲", "子", "2、乙"], ["经费 open 甲"]),
        (["一、经费", "1、甲", "其中：子", "2、乙"], ["经费 = 甲 + 乙"]),
        (["一、经费", "子", "1、甲", "2、乙"], ["子 = 甲 + 乙"]),
        (["（一）经费", "一、甲", "二、乙"], []),
        (["一、甲", "二、乙"], []),
        (["其中：一、经费", "1、甲", "2、乙"], ["经费 = 甲 + 乙"]),
    ],
)
def test_numbered_rows_below_a_label_are_its_parts(labels: list[str], found: list[str]) -> None:
    assert sums(labels) == found


def test_what_is_scored_may_be_a_rate_or_a_balance() -> None:
    labels = ["资金到位率", "结余", "小计"]
    scored = [list(found.parts) for found in label_sums(labels, are_scores=True)]
    assert scored == [[0, 1]]
    assert sums(labels) == ["小计 open 资金到位率"]
    lost = label_sums(["资金到位率", "扣分项", "小计"], are_scores=True)
    assert [found.certainty for found in lost] == ["open"]


BY_TYPE, BY_SOURCE = ["按类型分：基本支出", "项目支出"], ["按资金来源分：财政拨款", "单位资金"]


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        (["资金总额", *BY_TYPE, *BY_SOURCE], ["资金总额 = 基本支出 + 项目支出 ?"]),
        (["合计", *BY_TYPE, *BY_SOURCE], ["合计 = 基本支出 + 项目支出 ?"]),
        (
            ["一、收入合计", *BY_SOURCE, "二、支出合计", *BY_TYPE],
            ["收入合计 = 财政拨款 + 单位资金 ?", "支出合计 = 基本支出 + 项目支出 ?"],
        ),
        ([*BY_TYPE, *BY_SOURCE, "合计"], ["合计 open 基本支出"]),
        (["合计", "基本支出", "项目支出", *BY_SOURCE], ["合计 open 基本支出"]),
        (["合计", "按类型分：小计", "甲", "乙"], ["合计 open 小计"]),
        (["合计", "按类型分", "甲", "乙"], ["合计 open 按类型分"]),
        (["合计", "按类型分", "按来源分"], ["合计 open 按类型分"]),
        (["合计", "资金来源", "支出类型"], ["合计 open 资金来源"]),
        (["按时完成得分", "按质量得分", "合计"], ["合计 = 按时完成得分 + 按质量得分"]),
    ],
)
def test_what_is_parted_in_two_ways_is_not_added_twice(labels: list[str], found: list[str]) -> None:
    assert sums(labels) == found
