"""Keys of content, made of the labels that a form prints."""

from __future__ import annotations

import pytest

from docgen.scaffold.pack.naming import (
    is_total_row,
    key_of,
    list_key,
    name_of,
    numbered_repeats,
    printed,
    without_forbidden,
    without_year,
    year_of,
)
from docgen.templates.by_hand import SIGNATURE

KEYS = {
    "其中：1、公车购置 （万元）": "公车购置",
    "1、其中：公车购置": "公车购置",
    "其中公车购置": "公车购置",
    "公车其中": "公车其中",
    "按资金来源分：财政拨款": "财政拨款",
    "按资金来源分：": "按资金来源分",
    "一、一般公共服务支出": "一般公共服务支出",
    "（二）商品和服务支出": "商品和服务支出",
    "2010101、行政运行": "行政运行",
    "2010101．行政运行": "行政运行",
    "（2010101）行政运行": "行政运行",
    "2010101、（1）行政运行": "行政运行",
    "2010101行政运行": "2010101行政运行",
    "2010101、5万元以上": "2010101、5万元以上",
    "部门（单位）名称": "部门（单位）名称",
    "金额（万元）（含税）": "金额（万元）",
    "金额（万元）：": "金额",
    "金额：（万元）": "金额",
    "姓 名": "姓名",
    "姓__名": "姓名",
    "项目支出：": "项目支出",
    "项目支出*★": "项目支出",
    "项目：支出": "项目：支出",
    "合计③=①+②": "合计",
    "结余=收入-支出": "结余",
    "合计（1）=（2）+（3）": "合计",
    "合计（万元）（A）＝（B）＋（C）": "合计",
    "单价②（元）": "单价",
    "①合计": "合计",
    "2.5万元以上": "25万元以上",
    '说"明\\': "说明",
    "（一）": "（一）",
    "（万元）": "（万元）",
    "：": "：",
    "": "",
    "_ ": "",
    "《》": "《》",
    '"': "填空",
    "本年收入a": "本年收入",
    "平均分d=(a+b)/2": "平均分",
    "执行率C=B/A": "执行率",
    "标段A": "标段A",
    "logo": "logo",
    "长" * 30: "长" * 30,
    "长" * 31: "长" * 30,
}


@pytest.mark.parametrize("label", KEYS)
def test_a_key_is_the_label_without_what_only_orders_it(label: str) -> None:
    assert key_of(label) == KEYS[label]


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("3、市级专项资金（一个专项一行）", "市级专项资金（一个专项一行）"),
        ("市级 专项资金：", "市级专项资金"),
        ("其中：专项", "其中：专项"),
        ("1.{%}", "填空"),
        ("长" * 31, "长" * 30),
    ],
)
def test_a_list_keeps_the_note_that_tells_it_from_its_total(label: str, key: str) -> None:
    assert list_key(label) == key


def test_signs_that_end_a_key_in_a_template_a_path_or_a_file_are_left_out() -> None:
    assert without_forbidden("甲\"'\\{}%[]|`.\u2028\x85\x1f乙") == "甲乙"
    assert without_forbidden("（甲）：，/") == "（甲）：，/"


def test_room_only_spreads_a_label_out() -> None:
    assert printed(" 姓\u3000名__\n") == "姓名"


@pytest.mark.parametrize(
    ("label", "say", "key"),
    [
        ("2022年决算数", True, "上年决算数"),
        ("2022年度决算数", True, "上年决算数"),
        ("2023年实际在职人数", False, "实际在职人数"),
        ("2023年实际在职人数", True, "本年实际在职人数"),
        ("2024年计划", True, "下年计划"),
        ("2024年计划", False, "计划"),
        ("2021年决算数", True, "前年决算数"),
        ("2026年", True, "三年后"),
        ("2028年预算", True, "五年后预算"),
        ("2029年预算", True, "2029年预算"),
        ("2017年决算数", False, "2017年决算数"),
        ("2023年", False, "2023年"),
        ("2023年", True, "本年"),
        ("截至2023年", True, "截至2023年"),
        ("1923年", True, "1923年"),
        ("决 算", True, "决算"),
    ],
)
def test_years_become_words(label: str, say: bool, key: str) -> None:
    assert without_year(label, 2023, say=say) == key


def test_a_head_may_begin_with_a_year() -> None:
    assert [year_of(label) for label in ("20 19年度计划", "19年", "计划2019年", "2019")] == [
        *(2019, None, None, None),
    ]


def test_words_for_what_is_signed_and_for_what_is_summed() -> None:
    assert all(map(SIGNATURE.search, ("负责人签字", "签名", "签章处", "签署", "按手印")))
    assert not any(map(SIGNATURE.search, ("签到", "标签", "手续")))
    totals = ("总分", "合计数", "总计", "1、小计（元）", "本页小计", "全村合计", "累计：")
    assert all(map(is_total_row, totals))
    assert not any(map(is_total_row, ("总额", "计", "合同", "本年度一般公共预算收入合计情况")))


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("水费、电费", "水费电费"),
        ("部门（单位）名称", "部门单位名称"),
        ("QQ", "项QQ"),
        ("QQ号", "QQ号"),
        ("2021年", "项2021年"),
        ("for", "项for"),
        ("㎡数", "m2数"),
        ("《》", "项"),
    ],
)
def test_names_at_the_top_can_stand_in_a_tag_and_are_no_folders(key: str, name: str) -> None:
    assert name_of(key) == name


def test_what_repeats_is_numbered() -> None:
    assert numbered_repeats(["金额", "名称", "金额", "金额"]) == ["金额", "名称", "金额2", "金额3"]
