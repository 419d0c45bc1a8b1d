"""Slips in numbers, dates and signs, and what is near them and right."""

from __future__ import annotations

import pytest

from docgen.checking.checked_unit import CheckFunction
from docgen.checking.checks.punctuation import repeated
from docgen.checking.checks.typos import dates, document_numbers, ranges
from tests.unit.checking.units import field, markdown, said


@pytest.mark.parametrize(
    ("text", "column", "twice", "once"),
    [
        ("支出3万元万元。", 6, "万元万元", "万元"),
        ("支出3亿元亿元。", 6, "亿元亿元", "亿元"),
        ("执行率98.9%%。", 9, "%%", "%"),
        ("执行率98.9％％。", 9, "％％", "％"),
        ("完成。。", 4, "。。", "。"),
        ("完成，，验收", 4, "，，", "，"),
        ("完成；；验收", 4, "；；", "；"),
        ("完成：：验收", 4, "：：", "："),
        ("甲、、乙", 3, "、、", "、"),
        ("完成。。。", 4, "。。。", "。"),
    ],
)
def test_a_sign_or_unit_twice_is_an_error_at_the_second(
    text: str, column: int, twice: str, once: str
) -> None:
    assert said(repeated(field(text))) == [
        f"1:{column} error repeated; text={twice}; wanted={once}"
    ]


@pytest.mark.parametrize(
    "text",
    ["完成。，验收", "98%％", "支出3万元，万元户", "3万元 万元", "3元元", "……", "！！", """“”"""],
)
def test_other_signs_may_stand_twice(text: str) -> None:
    assert said(repeated(field(text))) == []


def test_each_repetition_is_told_in_order() -> None:
    assert said(repeated(field("甲。。\n乙，，丙%%"))) == [
        "1:3 error repeated; text=。。; wanted=。",
        "2:3 error repeated; text=，，; wanted=，",
        "2:6 error repeated; text=%%; wanted=%",
    ]


def test_a_percent_sign_behind_a_bound_rate_is_told_where_it_was_typed() -> None:
    unit = markdown("执行率{{ 率 }}%。", "率: 98%")
    assert said(repeated(unit)) == ["1:11 error repeated; text=%%; wanted=%"]


@pytest.mark.parametrize(
    ("text", "column", "date"),
    [
        ("于2月30日完成", 2, "2月30日"),
        ("于2023年2月29日完成", 2, "2023年2月29日"),
        ("于1999年2月29日完成", 2, "1999年2月29日"),
        ("4月31日", 1, "4月31日"),
        ("12月32日", 1, "12月32日"),
        ("1月0日", 1, "1月0日"),
        ("0月1日", 1, "0月1日"),
        ("13月1日", 1, "13月1日"),
        ("2023年13月", 1, "2023年13月"),
        ("2023年0月", 1, "2023年0月"),
        ("1899年2月30日", 6, "2月30日"),
        ("2100年2月30日", 6, "2月30日"),
    ],
)
def test_a_date_that_the_calendar_does_not_have_is_an_error(
    text: str, column: int, date: str
) -> None:
    assert said(dates(field(text))) == [f"1:{column} error no-such-date; text={date}"]


@pytest.mark.parametrize(
    "text",
    [
        "2月29日",
        "2024年2月29日",
        "2000年2月29日",
        "1月31日",
        "12月1日",
        "2023年1月",
        "2023年12月",
        "幼儿满18月龄",
        "共13月",
        "113月1日",
        "2月28—30日",
        "2月、30日",
    ],
)
def test_a_date_of_the_calendar_is_none(text: str) -> None:
    assert said(dates(field(text))) == []


@pytest.mark.parametrize(
    ("text", "column", "found", "wanted"),
    [
        ("每月3—2次", 3, "3—2次", "2—3次"),
        ("3–2个", 1, "3–2个", "2—3个"),
        ("3～2人", 1, "3～2人", "2—3人"),
        ("3~2名", 1, "3~2名", "2—3名"),
        ("10—9家", 1, "10—9家", "9—10家"),
        ("3—2场", 1, "3—2场", "2—3场"),
        ("3—2项", 1, "3—2项", "2—3项"),
        ("3—2件", 1, "3—2件", "2—3件"),
        ("3—2篇", 1, "3—2篇", "2—3篇"),
        ("3—2岁", 1, "3—2岁", "2—3岁"),
        ("3—2天", 1, "3—2天", "2—3天"),
        ("0.35—0.3%", 1, "0.35—0.3%", "0.3—0.35%"),
        ("3—2％", 1, "3—2％", "2—3％"),
        ("1.25—1.2万元", 1, "1.25—1.2万元", "1.2—1.25万元"),
    ],
)
def test_a_range_that_begins_with_the_greater_number_is_a_warning(
    text: str, column: int, found: str, wanted: str
) -> None:
    assert said(ranges(field(text))) == [
        f"1:{column} warning range-reversed; text={found}; wanted={wanted}"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2—3次",
        "3—3次",
        "9—10次",
        "11—2月",
        "3-2次",
        "3、2次",
        "8:30—2次",
        "8：30—2次",
        "1—3—2次",
        "1–3—2次",
        "1～3—2次",
        "1~3—2次",
        "1-3—2次",
        "第1.3.3—2次",
        "2023—2022年",
    ],
)
def test_other_ranges_may_begin_with_the_greater_number(text: str) -> None:
    assert said(ranges(field(text))) == []


@pytest.mark.parametrize(
    ("text", "found", "year"),
    [
        ("某政办发[2021]7号", "[2021]", "2021"),
        ("某政办发［2021］7号", "［2021］", "2021"),
        ("某政办发【2021】17号", "【2021】", "2021"),
        ("某政办发（1998）第7号", "（1998）", "1998"),
        ("某政办发(2021)7号", "(2021)", "2021"),
    ],
)
def test_a_document_number_has_its_year_in_hexagonal_brackets(
    text: str, found: str, year: str
) -> None:
    assert said(document_numbers(field(text))) == [
        f"1:5 warning document-number; text={found}; wanted=〔{year}〕"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "某政办发〔2021〕7号",
        "（2021）湘01号",
        "（2021）7月",
        "（2021）第号",
        "（1821）7号",
        "（202）7号",
        "2021 7号",
    ],
)
def test_other_brackets_may_hold_a_year(text: str) -> None:
    assert said(document_numbers(field(text))) == []


@pytest.mark.parametrize(
    ("check", "slip"),
    [(dates, "2月30日"), (ranges, "3—2次"), (document_numbers, "[2021]7号")],
)
def test_each_slip_is_told_in_order_of_lines(check: CheckFunction, slip: str) -> None:
    unit = field(f"甲{slip}，{slip}\n\n{slip}")
    second = len(slip) + 3
    places = [(problem.place.line, problem.place.column) for problem in check(unit)]
    assert places == [(1, 2), (1, second), (3, 1)]
