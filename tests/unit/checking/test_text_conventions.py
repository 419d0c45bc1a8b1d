"""Placeholders, labels, punctuation, brackets and years, and what is near them and right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docgen.checking.checks.brackets import unpaired
from docgen.checking.checks.left_overs import is_left_over, placeholders
from docgen.checking.checks.punctuation import half_width
from docgen.checking.checks.text_conventions import own_labels, years
from docgen.content.values import Figure
from tests.unit.checking.units import CHECKS, checked, field, markdown, pack_with, said


@pytest.mark.parametrize(
    ("text", "column", "blank"),
    [
        ("金额XX万元", 3, "XX"),
        ("金额ＸＸＸ万元", 3, "ＸＸＸ"),
        ("金额××万元", 3, "××"),
        ("金额X×万元", 3, "X×"),
        ("情况___。", 3, "___"),
        ("情况＿＿。", 3, "＿＿"),
        ("情况………", 3, "………"),
        ("情况....", 3, "...."),
        ("指标1", 1, "指标1"),
        ("指标12：", 1, "指标12："),
        ("任务3:", 1, "任务3:"),
        ("说明100字以内", 3, "100字以内"),
        ("（甲，不超过200字）", 1, "（甲，不超过200字）"),
        ("（不超过200字，乙）", 1, "（不超过200字，乙）"),
        ("甲（填写具体内容）乙", 2, "（填写具体内容）"),
        ("甲（填写具体内容", 2, "（填写具体内容"),
        ("（此处说明）", 1, "（此处说明）"),
        ("（示例：甲）", 1, "（示例：甲）"),
        ("（示例:甲）", 1, "（示例:甲）"),
        ("甲（示例）乙（丙）", 2, "（示例）"),
        ("（请填甲）", 1, "（请填甲）"),
        ("（请写明）", 1, "（请写明）"),
        ("（请在此说）", 1, "（请在此说）"),
        ("（请补充）", 1, "（请补充）"),
        ("（请说明）", 1, "（请说明）"),
        ("（请简述）", 1, "（请简述）"),
        ("待补。", 1, "待补"),
        ("数据待补充；", 3, "待补充"),
        ("数据待填，", 3, "待填"),
        ("数据待填写、", 3, "待填写"),
        ("数据待补充）", 3, "待补充"),
        ("数据待补充 ", 3, "待补充"),
        ("数据待补充", 3, "待补充"),
        ("TODO甲", 1, "TODO"),
        ("甲TBD", 2, "TBD"),
    ],
)
def test_words_of_an_empty_form_are_an_error(text: str, column: int, blank: str) -> None:
    assert said(placeholders(field(text))) == [f"1:{column} error placeholder; text={blank}"]
    assert is_left_over(text)


@pytest.mark.parametrize(
    "text",
    [
        "X光机，3×4米",
        "型号XXL-200",
        "型号XXXL",
        "型号AXX",
        "情况__",
        "情况＿",
        "情况……",
        "情况...",
        "绩效指标1",
        "指标1：办结率",
        "指标123",
        "指标：",
        "控制在300字以内",
        "每篇200至300字以内",
        "字以内",
        "每期不超过200字",
        "（每期）不超过200字（全年）",
        "（不超过字）",
        "（填写人：甲）",
        "（填写日期）",
        "（示例项目）",
        "（请休假）",
        "有待补充。",
        "尚待补充。",
        "亟待补充。",
        "正待补充。",
        "待补偿资金",
        "待补充资金",
        "待填埋",
        "ToDo",
        "",
    ],
)
def test_such_words_within_a_sentence_are_none(text: str) -> None:
    assert said(placeholders(field(text))) == []
    assert not is_left_over(text)


def test_each_placeholder_is_told_in_order() -> None:
    assert said(placeholders(field("XX和××\n待补"))) == [
        "1:1 error placeholder; text=XX",
        "1:4 error placeholder; text=××",
        "2:1 error placeholder; text=待补",
    ]


@pytest.mark.parametrize(
    ("form", "found"),
    [
        ("名称: 名称", ["1:5 warning own-label; field=名称"]),
        ("封面: {名称: 名称}", ["1:10 warning own-label; field=名称"]),
        ("名称: 名称甲", []),
        ("名称: 封面", []),
        ("封面: {名称: 封面.名称}", []),
        ("名称: |\n  名称\n  名称", []),
        ("名称: |\n  名称\n  甲", []),
    ],
)
def test_a_field_that_says_only_its_own_name_is_a_warning(form: str, found: list[str]) -> None:
    assert said(own_labels(checked(form))) == found


@pytest.mark.parametrize(
    ("text", "column", "sign", "wanted"),
    [
        ("甲;乙", 2, ";", "；"),
        ("甲:乙", 2, ":", "："),
        ("甲:", 2, ":", "："),
        ("甲: 乙", 2, ":", "："),
        ("甲:12项", 2, ":", "："),
        ("》,乙", 2, ",", "，"),
        ("吗?", 2, "?", "？"),
        ("98%.", 4, ".", "。"),
        ("甲?乙", 2, "?", "？"),
        ("甲!乙", 2, "!", "！"),
        ("甲,乙", 2, ",", "，"),
        ("43.5%,更高", 6, ",", "，"),
        ("43.5％;更高", 6, ";", "；"),
        ("共13, 其中", 4, ",", "，"),
        ("共13项,", 5, ",", "，"),
        ("共13项; ", 5, ";", "；"),
        ("甲(乙", 2, "(", "（"),
        ("，(乙", 2, "(", "（"),
        ("”(乙", 2, "(", "（"),
        ("甲)乙", 2, ")", "）"),
        ("甲)》", 2, ")", "）"),
        ("甲)", 2, ")", "）"),
        ("甲.乙", 2, ".", "。"),
        ("甲.", 2, ".", "。"),
        ("㐀.鿿", 2, ".", "。"),
    ],
)
def test_half_width_punctuation_between_chinese_characters_is_a_warning(
    text: str, column: int, sign: str, wanted: str
) -> None:
    assert said(half_width(field(text))) == [
        f"1:{column} warning half-width; text={sign}; wanted={wanted}"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "甲;a",
        "a:乙",
        "8:30",
        "10:30",
        "?乙",
        "1,200",
        "甲,b",
        "a,乙",
        "甲(a",
        "a(乙",
        "3)乙",
        "甲)a",
        "3.乙",
        "甲.5",
        "甲.a",
        "甲，乙；丙：丁（戊）。",
    ],
)
def test_half_width_punctuation_of_figures_and_letters_is_right(text: str) -> None:
    assert said(half_width(field(text))) == []


@pytest.mark.parametrize("pair", ["《》", "“”", "‘’", "（）", "〔〕", "【】", "〈〉"])
def test_a_bracket_without_its_other_half_is_an_error(pair: str) -> None:
    opening, closing = tuple(pair)
    missing = f"error unpaired; text={opening}; wanted={closing}"
    too_many = f"error unpaired; text={closing}; wanted={opening}"
    assert said(unpaired(field(f"甲{opening}乙"))) == [f"1:2 {missing}"]
    assert said(unpaired(field(f"甲乙{closing}"))) == [f"1:3 {too_many}"]
    assert said(unpaired(field(f"{opening}甲{closing}{closing}"))) == [f"1:4 {too_many}"]
    assert said(unpaired(field(f"{opening}{opening}甲{closing}"))) == [f"1:1 {missing}"]
    assert said(unpaired(field(f"{opening}甲\n乙{closing}"))) == [
        f"1:1 {missing}",
        f"2:2 {too_many}",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "《甲》“乙”‘丙’（丁）〔戊〕【己】〈庚〉",
        "《甲“乙（丙）丁”戊》（己）",
        "（甲)",
        "(甲）",
        "(甲",
        "甲)",
        "(甲)",
        "（流程：a)申报；b)初核）",
        "流程：1）申报；2）初核",
        "1）申报",
        "一）申报，十二）初核、123）评估",
        "流程。 1）申报",
        "甲 1）申报",
        "Ancient China’s Bronze",
        "D’Artagnan",
        "CHINA’S",
    ],
)
def test_these_are_in_order(text: str) -> None:
    assert said(unpaired(field(text))) == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("《甲“乙》丙”", ["1:3 “", "1:7 ”"]),
        ("《甲（乙》", ["1:3 （"]),
        ("甲1）申报", ["1:3 ）"]),
        ("流程：1234）申报", ["1:8 ）"]),
        ("流程：一二三四）申报", ["1:8 ）"]),
        ("流程：）", ["1:4 ）"]),
        ("流程：1】", ["1:5 】"]),
        ("（甲)）", []),
        ("（甲(乙）丙", ["1:1 （"]),
        ("（甲)乙（丙）", []),
        ("（甲)乙）（丙）", []),
        ("中’s", ["1:2 ’"]),
        ("a’中", ["1:2 ’"]),
        ("’s", ["1:1 ’"]),
        ("s’", ["1:2 ’"]),
        ("1’2", ["1:2 ’"]),
        ("a”b", ["1:2 ”"]),
    ],
)
def test_what_closes_what(text: str, places: list[str]) -> None:
    found = unpaired(field(text))
    assert [
        f"{problem.place.line}:{problem.place.column} {problem.words['text']}" for problem in found
    ] == places


def test_the_year_of_the_report_is_that_of_its_edition() -> None:
    wrong = ["1:5 error year-differs; found=2022; wanted=2023"]
    assert said(years(checked("年度: 2022"))) == wrong
    assert said(years(checked("年度: 2023"))) == []
    assert said(years(checked("年度: 2023", edition="2022")))[0].endswith("found=2023; wanted=2022")
    assert said(years(checked("年度: 2022", edition="drafts"))) == []
    assert said(years(checked("年度: 二〇二二"))) == []
    assert said(years(checked("年份: 2022"))) == []


def test_a_year_that_a_formula_gives_has_the_place_of_the_unit() -> None:
    unit = checked("模板: form")
    unit.data["年度"] = Figure(2022)
    (problem,) = years(unit)
    assert problem.place == unit.unit.place


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("见2022年度自评报告。", 2),
        ("见2022年度整体支出绩效自评表。", 2),
        ("2024年度自评报告", 1),
        (f"见2022年度{'甲' * 30}自评报告", 2),
    ],
)
def test_a_title_with_another_year_is_an_error(text: str, column: int) -> None:
    (problem,) = said(years(markdown(text, "年度: 2023")))
    year = text.partition("年度")[0][-4:]
    assert problem == f"1:{column} error year-differs; found={year}; wanted=2023"


@pytest.mark.parametrize(
    "text",
    [
        "见2023年度自评报告。",
        "见2022年度决算报告。",
        "见2022年自评报告。",
        "见1999年度自评报告。",
        f"见2022年度{'甲' * 31}自评报告",
        *(f"见2022年度甲{sign}自评报告" for sign in "，。；：》"),
        *(f"2022年度自评报告{word}" for word in "》中所提指反发列显"),
    ],
)
def test_last_years_report_may_be_spoken_of(text: str) -> None:
    assert said(years(markdown(text, "年度: 2023"))) == []


def test_titles_are_compared_with_the_year_that_was_typed() -> None:
    unit = markdown("2023年度自评报告，2022年度自评报告", "年度: 2022")
    assert said(years(unit)) == [
        "1:5 error year-differs; found=2022; wanted=2023",
        "1:1 error year-differs; found=2023; wanted=2022",
    ]


def test_a_pack_may_have_no_titles_and_those_of_others_are_words_not_patterns() -> None:
    form = "年度: 2022"
    none = pack_with(checks=replace(CHECKS, titles=()))
    assert len(said(years(markdown("2023年度自评报告", form, pack=none)))) == 1
    dotted = pack_with(checks=replace(CHECKS, titles=("自.表",)))
    assert len(said(years(markdown("2023年度自评表，2023年度自.表", form, pack=dotted)))) == 2
