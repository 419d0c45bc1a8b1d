"""Ordinals at the beginning of a text, and their values."""

from __future__ import annotations

from itertools import product

import pytest
from cn2an import an2cn, cn2an

from docgen.ordinals import (
    NUMERALS,
    Ordinal,
    numeral_like,
    ordinal_of,
    value_of,
    without_ordinals,
)


@pytest.mark.parametrize(
    ("text", "level", "value", "ordinal"),
    [
        ("一、部门概况", 1, 1, "一、"),
        ("十二．其他", 1, 12, "十二．"),
        ("九十九、附则", 1, 99, "九十九、"),
        ("（二）预算执行", 2, 2, "（二）"),
        ("(十)其他", 2, 10, "(十)"),
        ("1.项目支出", 3, 1, "1."),
        ("12、差旅费", 3, 12, "12、"),
        ("（1）办公费", 4, 1, "（1）"),
        ("  ③水费", 5, 3, "③"),
        ("⑳电费", 5, 20, "⑳"),
    ],
)
def test_an_ordinal_has_a_level_and_a_value(
    text: str, level: int, value: int, ordinal: str
) -> None:
    assert ordinal_of(text) == Ordinal(level, value, ordinal)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1.5万元",
        "2023年",
        "201、公共服务",
        "一般公共预算",
        "（略）",
        "十三五规划",
        "1 项",
        "㉑",
    ],
)
def test_what_is_no_ordinal(text: str) -> None:
    assert ordinal_of(text) is None
    assert without_ordinals(text) == text


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("（一）1.经费", "经费"),
        ("一、（二）（3）④经费", "经费"),
        ("一、", ""),
        ("1. 2.5万元", " 2.5万元"),
        ("经费（一）", "经费（一）"),
    ],
)
def test_all_leading_ordinals_are_taken_away(text: str, rest: str) -> None:
    assert without_ordinals(text) == rest


@pytest.mark.parametrize(
    ("number", "value"),
    [
        *[
            ("一", 1),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("二十一", 21),
            ("九十九", 99),
            ("7", 7),
        ],
        *[("①", 1), ("⑩", 10), ("⑳", 20), ("十十", 0), ("一二", 0), ("甲", 0)],
    ],
)
def test_the_value_of_a_number(number: str, value: int) -> None:
    assert value_of(number) == value


def test_chinese_numbers_are_those_that_cn2an_knows() -> None:
    for count in (1, 2, 3):
        for numerals in map("".join, product(NUMERALS, repeat=count)):
            try:
                known = int(cn2an(numerals, "strict"))
            except ValueError:
                known = 0
            assert value_of(numerals) == known, numerals
    for value in range(1, 101):
        in_full = an2cn(value)  # 一十二 for 十二
        assert numeral_like("三", value) == in_full.removeprefix("一" if 10 <= value < 20 else "")
