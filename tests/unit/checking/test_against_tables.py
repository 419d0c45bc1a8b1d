"""A figure in a sentence equals the figure of the form that its label means.

In the texts, ``▸`` stands before the number that a problem is about.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from docgen.checking.checks.against_tables import against_tables
from docgen.content.values import Figure
from tests.unit.checking.units import CHECKS, checked, marked, pack_with, said

FORM = """年度: 2023
经费:
  公用经费: {上年决算数: 21.50, 本年预算数: 22, 本年决算数: 21.36}
  基本支出: 420.71
  培训支出: 420.7
  会议支出: 36
  水费: 3.6
  电费: 0.36
  执行率: 93.64
人员: {编制数: 8, 核定编制数: 36, 群众满意度: 97.5, 按期办结率: 98.25}
"""


def found(text: str, form: str = FORM) -> list[str]:
    plain, places = marked(text)
    problems = list(against_tables(checked({"report.yaml": form, "narrative/正文.md": plain})))
    assert [f"{problem.place.line}:{problem.place.column}" for problem in problems] == places
    assert {problem.place.file for problem in problems} <= {"甲/narrative/正文.md"}
    return [problem.partition(" ")[2] for problem in said(problems)]


def codes_of(text: str, form: str = FORM) -> list[str]:
    return [problem.partition(";")[0] for problem in found(text, form)]


def test_another_figure_is_an_error_with_both_places() -> None:
    assert found("甲。基本支出▸18.74万元。") == [
        "error text-differs; label=基本支出; typed=18.74万元; path=经费.基本支出; value=420.71; "
        "other=甲/report.yaml:4:9; fields={{ 经费.基本支出 }}"
    ]


def test_a_figure_rounded_to_a_whole_is_a_warning_with_both_places() -> None:
    assert found("基本支出▸421 万元。") == [
        "warning text-rounded; label=基本支出; typed=421万元; path=经费.基本支出; value=420.71; "
        "other=甲/report.yaml:4:9; fields={{ 经费.基本支出 }}"
    ]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("基本支出▸420.72万元", ["error text-differs"]),
        ("基本支出420.71万元", []),
        ("基本支出4207100.00元", []),
        ("基本支出4207100元", []),
        ("基本支出▸4207200元", ["error text-differs"]),
        ("基本支出0.042071亿元", []),
        ("基本支出0.042亿元", []),
        ("基本支出▸0.043亿元", ["error text-differs"]),
        ("基本支出420.7万元", []),
        ("基本支出约421万元", []),
        ("基本支出▸420.70万元", ["error text-differs"]),
        ("基本支出▸421万元", ["warning text-rounded"]),
        ("基本支出420.711万元", []),
        ("基本支出▸420.716万元", ["error text-differs"]),
        ("培训支出420.71万元", []),
        ("培训支出▸420.76万元", ["error text-differs"]),
        ("培训支出▸421万元", ["warning text-rounded"]),
        ("会议支出▸36.4万元", ["error text-differs"]),
        ("会议支出36万元", []),
        ("会议支出36.0万元", []),
        ("基本支出{{ 经费.基本支出 }}万元", []),
        ("基本支出{{ 经费.培训支出 }}万元", []),
        ("基本支出▸{{ 经费.会议支出 }}万元", ["error text-differs"]),
        ("水费420.71万元，其中基本支出▸3万元", ["error text-differs"]),
    ],
)
def test_a_number_behind_a_label(text: str, codes: list[str]) -> None:
    assert codes_of(text) == codes


@pytest.mark.parametrize(
    ("text", "differs"),
    [
        ("基本支出▸3万元", True),
        ("基本支出▸3亿元", True),
        ("基本支出▸3元", True),
        ("基本支出3%", False),
        ("基本支出3个", False),
        ("基本支出3", False),
        ("基本支出3万元/人", False),
        ("核定编制数▸3人", True),
        ("核定编制数▸3个", True),
        ("核定编制数3万元", False),
        ("核定编制数3%", False),
        ("核定编制数3个百分点", False),
        ("核定编制数3人/年", False),
        ("核定编制数3", False),
        ("按期办结率▸3%", True),
        ("按期办结率▸3％", True),
        ("按期办结率3件", False),
        ("按期办结率3万元", False),
        ("群众满意度▸3%", True),
        ("群众满意度3人", False),
        ("预算执行率▸3%", True),
        ("预算执行率3万元", False),
        ("预算执行率3项", False),
    ],
)
def test_a_number_is_compared_with_a_figure_of_its_kind(text: str, differs: bool) -> None:
    plain, places = marked(text)
    unit = checked({"report.yaml": FORM, "narrative/正文.md": plain})
    unit.data["预算执行率"] = Figure(Decimal("0.98"), "98%")
    assert said(against_tables(unit)) == [] or differs
    assert [problem.place.column for problem in against_tables(unit)] == [
        int(place.partition(":")[2]) for place in places
    ]


def test_a_rate_is_known_by_its_sign_and_by_its_name() -> None:
    unit = checked({"report.yaml": "年度: 2023", "narrative/正文.md": "完成进展3%，完成进展3个"})
    unit.data["完成进展"] = Figure(Decimal("0.98"), "98%")
    assert [problem.place.column for problem in against_tables(unit)] == [5]


@pytest.mark.parametrize(
    ("behind", "codes"),
    [
        *((f"{word}。", []) for word in ["以内", "以上", "以下", "左右", "上下", "余", "多"]),
        *((f" {word}。", []) for word in ["余", "多"]),
        *((f"{sign}5万元", []) for sign in "—–～~至-"),
        ("— 5万元", []),
        ("至今", ["error text-differs"]),
        ("。", ["error text-differs"]),
        ("，多", ["error text-differs"]),
    ],
)
def test_a_limit_or_a_range_need_not_equal_the_form(behind: str, codes: list[str]) -> None:
    assert codes_of(f"基本支出{'▸' * len(codes)}3万元{behind}") == codes


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("公用经费▸3万元", "本年决算数"),
        ("2023年公用经费▸3万元", "本年决算数"),
        ("2022年公用经费▸3万元", "上年决算数"),
        ("上年公用经费▸3万元", "上年决算数"),
        ("公用经费▸21.9万元", "本年决算数"),
        ("公用经费▸22.0001万元", "本年决算数"),
        ("公用经费▸21.30万元", "本年决算数"),
        ("2022年公用经费▸21.6万元", "上年决算数"),
        ("2022年公用经费▸21.36万元", "上年决算数"),
        ("公用经费▸21.50万元", "本年决算数"),
    ],
)
def test_of_the_years_the_one_that_the_sentence_speaks_of(text: str, path: str) -> None:
    (problem,) = found(text)
    assert f"path=经费.公用经费.{path};" in problem


@pytest.mark.parametrize(
    "text",
    ["2021年公用经费3万元", "一季度公用经费3万元", "2022年基本支出3万元", "2024年公用经费3万元"],
)
def test_of_other_years_the_form_says_nothing(text: str) -> None:
    assert found(text) == []


def test_fields_are_named_from_the_last_three_at_most_those_that_are_near_alone() -> None:
    paths = [f"{{{{ 经费.公用经费.{key} }}}}" for key in ("本年决算数", "本年预算数")]
    (problem,) = found("公用经费▸3万元")
    assert problem.endswith(f"fields={' / '.join(paths)}")
    (problem,) = found("公用经费▸21万元")
    assert problem.endswith(f"fields={paths[0]}")


@pytest.mark.parametrize(
    ("fields", "code", "named"),
    [
        ("总支出: {甲: 1, 乙: 2}", "error text-differs", ["总支出.乙", "总支出.甲"]),
        (
            "总支出: {甲: 1}\n  表: [{项: 总支出, 乙: 2}]",
            "error text-differs",
            ["总支出.甲", "表[0].乙"],
        ),
        (
            "总支出: {甲: 1, 乙: 2, 丙: 4, 丁: 5}",
            "error text-differs",
            ["总支出.丁", "总支出.丙", "总支出.乙"],
        ),
        (
            "总支出: {甲: 3.14, 乙: 2, 丙: 3.13}",
            "warning text-rounded",
            ["总支出.丙", "总支出.甲"],
        ),
        (
            "表: [{项: 总支出, 甲: 3.14}]\n  总支出: {乙: 2, 丙: 3.13}",
            "warning text-rounded",
            ["总支出.丙", "表[0].甲"],
        ),
    ],
)
def test_a_total_is_named_before_its_rows(fields: str, code: str, named: list[str]) -> None:
    (problem,) = found("总支出▸3万元", f"年度: 2023\n经费:\n  {fields}\n")
    assert problem.startswith(f"{code};")
    assert f"path=经费.{named[0]};" in problem
    paths = " / ".join(f"{{{{ 经费.{path} }}}}" for path in named)
    assert problem.endswith(f"fields={paths}")


@pytest.mark.parametrize(
    ("text", "found_year"),
    [
        ("▸2022年，公用经费{{ 经费.公用经费.本年决算数 }}万元", "2022"),
        ("▸2022年度公用经费{{ 经费.公用经费.本年决算数 }}万元", "2022"),
        ("▸2021年基本支出{{ 经费.基本支出 }}万元", "2021"),
        ("▸2024年基本支出{{ 经费.基本支出 }}万元", "2024"),
    ],
)
def test_another_year_before_this_years_figure_is_an_error(text: str, found_year: str) -> None:
    assert found(text) == [f"error year-differs; found={found_year}; wanted=2023"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("2022年，公用经费{{ 经费.公用经费.上年决算数 }}万元", []),
        ("2023年，公用经费{{ 经费.公用经费.本年决算数 }}万元", []),
        ("截至2022年，公用经费▸{{ 经费.公用经费.本年决算数 }}万元", ["error text-differs"]),
        ("上年，公用经费▸{{ 经费.公用经费.本年决算数 }}万元", ["error text-differs"]),
        ("2022年，公用经费▸21.36万元", ["error text-differs"]),
        ("2021年，公用经费21.36万元", []),
        ("2021年，公用经费{{ 经费.基本支出 }}万元", []),
        ("2022年，公用经费▸{{ 经费.基本支出 }}万元", ["error text-differs"]),
        ("2022年，公用经费{{ 经费.公用经费.上年决算数 }}万元左右", []),
    ],
)
def test_a_year_and_its_figure(text: str, codes: list[str]) -> None:
    assert codes_of(text) == codes


def test_a_figure_that_is_the_same_in_both_years_may_have_either() -> None:
    form = FORM.replace("21.50", "21.36")
    assert found("2022年，公用经费{{ 经费.公用经费.本年决算数 }}万元", form) == []


def test_one_wrong_year_before_two_figures_is_told_once() -> None:
    total = "{{ 经费.基本支出 }}万元"
    assert found(f"▸2021年，基本支出{total}，基本支出{total}。") == [
        "error year-differs; found=2021; wanted=2023"
    ]
    assert len(found(f"▸2021年，基本支出{total}。▸2021年，基本支出{total}。")) == 2


def test_plans_are_not_compared() -> None:
    unit = checked(f"{FORM}预期目标: 基本支出3万元\n目标: 基本支出3万元")
    assert [problem.place.line for problem in against_tables(unit)] == [12]


def test_a_field_of_last_year_is_known_by_its_name_too() -> None:
    pack = pack_with(checks=type(CHECKS)(year="年度", money=("经费",)))
    unit = checked(f"{FORM}说明: 公用经费21.50万元", pack=pack)
    (problem,) = against_tables(unit)
    assert problem.words["path"] == "经费.公用经费.本年决算数"
