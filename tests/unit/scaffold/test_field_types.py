"""The types of fields, by the labels around them."""

from __future__ import annotations

import pytest

from docgen.scaffold.pack.form_fields import Around
from docgen.scaffold.pack.formulas.field_types import (
    is_figure,
    is_long,
    is_prose,
    is_rate,
    kind_of,
    type_of,
    unit_of_label,
)

FIGURES = [
    *("编制数", "数量", "总额", "奖金", "原值", "净值", "产值", "价值", "合价", "总价", "单价"),
    *(
        "造价",
        "经费",
        "支出",
        "收入",
        "拨款",
        "资金",
        "投资",
        "规模",
        "分值",
        "得分",
        "3月",
        "面积",
    ),
    *(
        "合计",
        "总计",
        "小计",
        "预算",
        "决算",
        "本年",
        "上年",
        "本期",
        "上期",
        "累计",
        "年初",
        "年末",
    ),
    *("期初", "期末", "长度（米）", "长度(kg)", "造 价", "预算（不含税）", "金额（万元）"),
    *("（单位：元）发放", "（千元）发放", "亿元"),
]
WORDS = [
    *("联系电话", "参数", "部分", "成分", "期月", "数目", "资金来源", "（大）"),
    *("分值说明", "数量备注", "编制数原因", "控制措施", "金额依据", "施工地点面积", "型号数"),
    *("单位名称总额", ""),
    *("落实情况", "资金到位情况", "使用状况"),
]


@pytest.mark.parametrize("label", FIGURES)
def test_figures_are_known_by_their_label(label: str) -> None:
    assert is_figure(label, "")


@pytest.mark.parametrize("label", WORDS)
def test_words_are_known_by_their_label(label: str) -> None:
    assert not is_figure(label, "")


def test_figures_are_known_by_the_unit_around_them() -> None:
    assert is_figure("上年实际", "资金测算（万元）")
    assert is_figure("上年实际（元）", "")
    assert is_figure("党员互评（票数）", "")
    assert not is_figure("党员互评（票数见附表）", "")
    assert not is_figure("上年实际", "资金测算（人）")
    assert not is_figure("备注", "资金测算（万元）")
    assert not is_figure("备注（元）", "")


def test_words_for_what_is_written_and_for_what_is_long() -> None:
    prose = ("偏差原因", "改进措施", "说明书", "备注", "依据", "地点", "型号", "名称", "单位")
    assert all(map(is_prose, prose))
    assert not any(map(is_prose, ("补助标准", "金额", "")))
    long = ("总体目标", "目标一", "情况", "概况", "内容", "依据", "意见", "实际完成值", "说明")
    assert all(map(is_long, long))
    assert all(map(is_long, ("下一步工作安排", "立项必要性", "增减变动原因")))
    assert not any(map(is_long, ("说明书", "完成值", "名称", "")))
    assert not any(map(is_long, ("预算安排", "资金安排", "支出进度", "缺席人员及原因")))


def test_the_same_period_of_last_year_is_a_number() -> None:
    assert is_figure("上年同期", "")
    assert not is_figure("同期说明", "")


def test_a_row_with_a_unit_is_a_number_below_heads_that_only_say_when() -> None:
    assert type_of(Around(row="平均住院日", heads=("本期",)), is_measured=True) == "figure"
    assert type_of(Around(row="平均住院日", heads=("本期",))) == "text"
    assert type_of(Around(row="平均住院日", heads=("指标解释",)), is_measured=True) == "text"


@pytest.mark.parametrize(
    ("row", "head", "kind"),
    [
        ("得　分", "德", "figure"),
        ("人数", "甲班", "figure"),
        ("得分", "备注", "text"),
        ("班次", "甲班", "text"),
    ],
)
def test_a_row_of_scores_or_counts_is_of_numbers(row: str, head: str, kind: str) -> None:
    assert type_of(Around(row=row, heads=(head,))) == kind


RATES = ("执行率", "预算执行率（%）", "占比", "增减%", "所占比例", "满意度", "增幅", "支出进度")


@pytest.mark.parametrize("label", RATES)
def test_rates_are_numbers(label: str) -> None:
    assert is_rate(label)
    assert is_figure(label, "")


@pytest.mark.parametrize("label", ["工作效率", "频率", "进度", "比例尺", "率先垂范"])
def test_words_that_are_no_rates(label: str) -> None:
    assert not is_rate(label)


@pytest.mark.parametrize(
    "label",
    [
        *("上年结转", "结转结余", "人数", "编制数", "在职人员", "年龄", "工龄", "面积（平方米）"),
        *(
            "补助标准（元/人·天）",
            "标准（元/天）",
            "收费标准",
            "合计③=①+②",
            "单价②（元）",
            "元",
            "人",
        ),
    ],
)
def test_carried_sums_head_counts_ages_and_prices_are_numbers(label: str) -> None:
    assert is_figure(label, "")


@pytest.mark.parametrize(
    "label",
    [
        *("联系电话", "统一社会信用代码", "银行账号", "身份证号码", "邮政编码", "填报日期", "姓名"),
        *(
            "评分标准",
            "考核标准",
            "标准",
            "报销金额（大写）",
            "出生年月（岁）",
            "开户行",
            "年度考核等次",
        ),
    ],
)
def test_words_stay_words_whatever_is_around_them(label: str) -> None:
    assert not is_figure(label, "经费（万元）")


@pytest.mark.parametrize(
    ("row", "heads", "kind"),
    [
        ("营业收入（万元）", ("2023年",), "figure"),
        ("单位负责人", ("2023年",), "text"),
        ("年度考核等次", ("上年",), "text"),
        ("编制人数", ("上年",), "figure"),
        ("设备（台）", ("一季度",), "figure"),
        ("设备（台）", ("备注",), "text"),
        ("局机关", ("编制数", "行政"), "figure"),
        ("局机关", ("岗位", "行政"), "text"),
    ],
)
def test_a_year_as_head_leaves_the_type_to_the_row(
    row: str, heads: tuple[str, ...], kind: str
) -> None:
    assert type_of(Around(row=row, heads=heads)) == kind


def test_what_a_formula_speaks_of_is_a_number() -> None:
    around = Around(row="甲局", heads=("本年下达（乙）",))
    assert (type_of(around), type_of(around, is_counted=True)) == ("text", "figure")
    assert type_of(Around(row="甲局", heads=("备注",)), is_counted=True) == "text"


@pytest.mark.parametrize(
    ("heads", "kind"),
    [
        (("资金规模及来源（万元）", "其中", "中央"), "figure"),
        (("受益对象（人）", "妇女"), "figure"),
        (("资金规模及来源（万元）", "责任单位"), "text"),
        (("资金规模及来源（万元）", "项目"), "text"),
        (("资金规模及来源", "其中", "中央"), "text"),
        (("中央（万元）",), "figure"),
    ],
)
def test_a_head_with_a_unit_says_what_is_below_the_heads_under_it(
    heads: tuple[str, ...], kind: str
) -> None:
    assert type_of(Around(heads=heads)) == kind
    assert type_of(Around(row="甲", heads=heads)) == kind


@pytest.mark.parametrize("head", ["调增", "调减", "核增", "核减", "净增", "压减"])
def test_what_is_added_or_taken_off_is_a_number(head: str) -> None:
    assert is_figure(head, "")


def test_measures_are_told_at_length() -> None:
    assert kind_of("存在问题及改进措施", "", has_room=True) == "prose"


def test_paragraphs_need_room() -> None:
    assert (kind_of("目标", "", has_room=True), kind_of("目标", "")) == ("prose", "text")
    assert (kind_of("甲", "", has_room=True), kind_of("数量", "")) == ("text", "figure")
    assert kind_of("甲", "（元）") == "figure"
    assert kind_of("调解过程", "", has_room=True) == "prose"
    assert kind_of("过程控制人", "", has_room=True) == "text"


def test_the_unit_of_a_label() -> None:
    labels = ("金额（万元）", "标准（元/人·天）", "面积(平方米)", "金额", "项目（个人）")
    assert [unit_of_label(label) for label in labels] == ["万元", "元", "平方米", "", ""]
