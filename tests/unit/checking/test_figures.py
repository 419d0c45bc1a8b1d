"""The figures of a unit by label."""

from __future__ import annotations

from decimal import Decimal

import pytest

from docgen.checking.figures import (
    FigureIndex,
    LabelledFigure,
    index_figures,
    label_words,
)
from docgen.content.values import Figure, Node
from docgen.diagnostics import Place
from docgen.packs.expressions.paths import Steps
from tests.unit.checking.units import CHECKS, read


@pytest.mark.parametrize(
    ("value", "text", "shown"),
    [
        ("0.9364", "93.64%", "93.64"),
        ("-0.05", "-5%", "-5"),
        ("3.50", "3.50", "3.50"),
        ("12.5", "约12", "12.5"),
        ("1.5", "1.", "1.5"),
        ("7", "", "7"),
        ("0.5", "50%%", "0.5"),
    ],
)
def test_a_figure_is_compared_as_it_prints(value: str, text: str, shown: str) -> None:
    labelled = LabelledFigure(("甲", "乙"), Figure(Decimal(value), text), Place(""), money=False)
    assert str(labelled.shown) == shown


@pytest.mark.parametrize(
    ("steps", "path", "key"),
    [
        (("年度",), "年度", "年度"),
        (("甲", "乙", 0, "丙"), "甲.乙[0].丙", "丙"),
        (("甲", "1.2万"), "甲.1.2万", "1.2万"),
    ],
)
def test_the_path_of_a_figure_ends_with_its_key(steps: Steps, path: str, key: str) -> None:
    figure = LabelledFigure(steps, Figure(1), Place(""), money=False)
    assert (figure.path, figure.key) == (path, key)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("基本支出", "基本支出"),
        ("1、市级专项资金（一个专项一行）", "市级专项资金"),
        ("12.其中：公用经费", "其中"),
        ("支出:元", "支出"),
        (" 甲 ", "甲"),
        ("甲1、乙", "甲1、乙"),
        ("2023年", "2023年"),
    ],
)
def test_a_label_without_number_and_notes(key: str, words: str) -> None:
    assert label_words(key) == words


def index(form: str) -> FigureIndex:
    return index_figures(read(form).data, CHECKS)


def labels(form: str) -> dict[str, list[str]]:
    """The paths of the figures that each label may mean."""
    by_label = index(form).by_label
    return {label: [figure.path for figure in by_label[label]] for label in by_label}


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("基本支出: 3", {"基本支出": ["基本支出"]}),
        ("支出: 3", {}),
        ("总支出: 3", {"总支出": ["总支出"]}),
        (
            "公务接待: {上年: 1, 本年决算数: 2}",
            {
                "公务接待": ["公务接待.上年", "公务接待.本年决算数"],
                "本年决算数": ["公务接待.本年决算数"],
                "本年决算": ["公务接待.本年决算数"],
            },
        ),
        ("接待: {来访人次: 1}", {"来访人次": ["接待.来访人次"]}),
        ("预算执行: {得分: 1}", {}),
        ("预算执行: {满分: 1}", {"预算执行": ["预算执行.满分"]}),
        ("编制数: 3", {"编制数": ["编制数"]}),
        ("全年预算数: 3", {"全年预算数": ["全年预算数"], "全年预算": ["全年预算数"]}),
        ("上年执行: 3", {"上年执行": ["上年执行"]}),
        ("核定编制数: 3", {"核定编制数": ["核定编制数"]}),
        ("1、市级专项（元）: 3", {"市级专项": ["1、市级专项（元）"]}),
        ("办结率: 甲\n来访量:", {}),
        ("各年支出: [1, 2]", {}),
    ],
)
def test_a_label_names_the_figure_or_the_figures_below_it(
    form: str, expected: dict[str, list[str]]
) -> None:
    assert labels(form) == expected


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("经费: [{项: 水库维修, 额: 3}]", {"水库维修": ["经费[0].额"]}),
        ("经费: [{项: 水库维修, 1、额（元）: 3}]", {"水库维修": ["经费[0].1、额（元）"]}),
        ("经费: [{额: 3, 项: 水库维修, 注: 二期工程}]", {"水库维修": ["经费[0].额"]}),
        ("经费: [{额: 3}]", {}),
        ("经费: [[{项: 水库维修, 额: 3}]]", {}),
        ("指标: [{项: 水库维修, 值: 3}]", {}),
        ("指标: [{项: 水库维修, 1、值（分）: 3}]", {}),
        ("指标: [{项: 水库维修, 实际值: 3}]", {"实际值": ["指标[0].实际值"]}),
        ("指标: [{项: 水库维修, 完成值: {一: 3}}]", {"完成值": ["指标[0].完成值.一"]}),
    ],
)
def test_the_name_of_a_row_labels_its_money(form: str, expected: dict[str, list[str]]) -> None:
    assert labels(form) == expected


def test_money_is_what_the_pack_says_but_for_rates() -> None:
    data = read("经费: {公用: 3, 专项: [{项: 甲, 额: 2}]}\n人数: 4").data
    group = data["经费"]
    assert isinstance(group, Node)
    group["执行率"] = Figure(Decimal("0.5"), "50%")
    found = index_figures(data, CHECKS).figures
    assert {figure.path: figure.money for figure in found} == {
        "经费.公用": True,
        "经费.专项[0].额": True,
        "经费.执行率": False,
        "人数": False,
    }


def test_each_figure_is_listed_once_with_the_place_where_it_was_typed() -> None:
    data = read("人员: {编制数: 8, 得分: 3}\n年度: 2023").data
    data["总数"] = Figure(5)
    group = data["人员"]
    assert isinstance(group, Node)
    group["在职率"] = Figure(6)
    group.add("退休数", Figure(7), Place("甲", 4, 5))
    assert [
        (figure.path, figure.figure.text, str(figure.place))
        for figure in index_figures(data, CHECKS).figures
    ] == [
        ("人员.编制数", "8", "甲/report.yaml:1:11"),
        ("人员.在职率", "6", "甲/report.yaml:1:5"),
        ("人员.退休数", "7", "甲:4:5"),
        ("年度", "2023", "甲/report.yaml:2:5"),
        ("总数", "5", "甲"),
    ]


@pytest.mark.parametrize(
    ("form", "bare"),
    [
        ("办结率: 1\n满意度: 2\n接待数: 3", {"办结率", "满意度", "接待数"}),
        ("按期办结率: 1", set()),
        ("甲: {年初预算数: 1}", {"年初预算数", "年初预算"}),
        ("甲: {全年决算: 1}", {"全年决算"}),
        ("甲: {上年执行数: 1}", {"上年执行数", "上年执行"}),
        ("甲: {本年决算数: 1}", {"本年决算数", "本年决算"}),
        ("甲: {本年支出数: 1}", set()),
        ("甲: {基本支出: 1}\n乙: {基本支出: 1}", {"基本支出"}),
        ("甲: {基本支出: 1, 丙: {基本支出: 2}}", {"基本支出"}),
        ("甲: [{基本支出: 1}, {基本支出: 2}]", {"基本支出"}),
        ("公务接待: {甲: 1}\n乙: {公务接待: 2, 丙: 3}", set()),
        ("公务接待: {甲: 1}\n乙: {公务接待: 2}\n丙: {公务接待: 3}", {"公务接待"}),
        ("工作数据: {来访人次: 1}", {"来访人次"}),
        ("工作数据: {来访: 1}", {"来访"}),
        ("工作数据: {全年预算数: 1}", {"全年预算数", "全年预算"}),
        ("接待数据: {来访人次: 1}", set()),
    ],
)
def test_labels_that_identify_nothing_without_a_subject(form: str, bare: set[str]) -> None:
    assert index(form).bare == bare
