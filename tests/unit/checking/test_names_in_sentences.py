"""Names in sentences are those of the forms, the title and the tables, and slips are told."""

from __future__ import annotations

import pytest

from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.checks.names_in_sentences import names_in_sentences
from tests.growth import TIMES, is_linear
from tests.unit.checking.units import checked, markdown, marked, said

FORM = """年度: 2023
封面: {单位: 湘川市教育局}
项目:
- 名称: 校园安全专项资金
- 名称: 农村学校改造一期
"""


def told(text: str, form: str = FORM) -> list[str]:
    return said(names_in_sentences(markdown(text, form)))


@pytest.mark.parametrize(
    ("text", "typed", "name"),
    [
        ("▸湘川市叫育局组织自评。", "湘川市叫育局", "湘川市教育局"),
        ("安排▸校园安全专向资金30万元。", "校园安全专向资金", "校园安全专项资金"),
        ("安排▸校园全安专项资金30万元。", "校园全安专项资金", "校园安全专项资金"),
        ("| 项目 |\n| --- |\n| ▸校园安专项资金 |", "校园安专项资金", "校园安全专项资金"),
        ("▸香川市和湘川市都派人参加。", "香川市", "湘川市"),
    ],
)
def test_a_name_one_sign_off_is_a_warning(text: str, typed: str, name: str) -> None:
    plain, (place,) = marked(text)
    (problem,) = told(plain)
    assert problem.startswith(f"{place} warning name-slip; text={typed}; wanted={name}; other=")


@pytest.mark.parametrize(
    "text",
    [
        "湘川市教育局、湘川市体育局和湘川市财政局共同组织。",
        "湘川教育局组织自评，湘川县教育局配合。",
        "农村学校改造二期已经开工，农村学校改造一期完工。",
        "校园安全资金足额到位。",
        "湘川市教育局机关党委和湘川市教育分局。",
        "上年校园安全补助资金30万元。",
    ],
)
def test_names_of_other_things_are_none(text: str) -> None:
    assert told(text) == []


def test_two_names_that_each_stand_in_several_places_are_two_things() -> None:
    twice = "湘川市叫育局组织。\n\n湘川市叫育局验收。"
    assert told(f"{twice}\n\n湘川市教育局参加，湘川市教育局支持。") == []
    assert len(told("湘川市叫育局组织。\n\n湘川市教育局参加，湘川市教育局支持。")) == 1


def test_a_name_that_stands_once_is_the_slip_where_the_text_has_the_other_throughout() -> None:
    text = "洛税县水利局2023年度整体支出绩效自评报告\n\n洛水县水利局组织。\n\n洛水县水利局验收。"
    (problem,) = told(text, "年度: 2023")
    assert problem.startswith(
        "1:1 warning name-slip; text=洛税县水利局; wanted=洛水县水利局; other="
    )


def test_a_slip_of_the_line_that_names_the_unit_is_told_there() -> None:
    text = "洛水县水利局2023年度整体支出绩效自评报告\n\n填报单位：洛税县水利局"
    (problem,) = told(text, "年度: 2023")
    assert problem.startswith(
        "3:6 warning name-slip; text=洛税县水利局; wanted=洛水县水利局; other="
    )


def test_a_project_that_only_sentences_name_is_written_in_one_way() -> None:
    text = "智慧警务感知网建设项目已完工。\n\n今后凡涉及智慧警务感知网建设向目的，另行报批。"
    (problem,) = told(text, "年度: 2023")
    assert problem.startswith("3:6 warning near-names; name=智慧警务感知网建设向目; other_name=")


def test_what_a_binding_gives_is_not_told() -> None:
    text = "{{ 数 }}组织，{{ 数 }}验收，湘川市教育局和湘川市教育局参加。"
    unit = checked({"b.yaml": f"{FORM}数: 湘川市叫育局\n", "narrative/正文.md": text})
    assert [problem.place.file[-6:] for problem in names_in_sentences(unit)] == ["b.yaml"]


def test_the_fix_is_the_name() -> None:
    (problem,) = names_in_sentences(markdown("甲\n\n湘川市叫育局组织。", FORM))
    assert problem.fix is not None
    assert (problem.fix.old, problem.fix.new, problem.fix.safe) == (
        "湘川市叫育局",
        "湘川市教育局",
        False,
    )


def test_the_time_grows_with_the_text_and_with_the_names() -> None:
    def unit(size: int) -> CheckedUnit:
        villages = (chr(ord("一") + 7 * number) for number in range(size // 100))
        rows = "".join(f"- 名称: {village}村{village}山农田建设专项资金\n" for village in villages)
        text = "湘川市教育局安排校园安全专向资金，农田建设专项资金足额到位。" * (size // 30)
        found = markdown(text, f"{FORM}其他:\n{rows}")
        assert found.whole_text
        return found

    small, large = unit(60_000 // TIMES), unit(60_000)
    assert is_linear(
        lambda: list(names_in_sentences(small)), lambda: list(names_in_sentences(large))
    )
