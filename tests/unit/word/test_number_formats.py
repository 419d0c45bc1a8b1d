"""Numbers are written in the formats of lists, pages and fields."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies

from docgen.word.number_formats import _FORMATS, has_format, written_number

COUNTED = {
    1: "一",
    10: "十",
    11: "十一",
    20: "二十",
    99: "九十九",
    100: "一百",
    101: "一百零一",
    110: "一百一十",
    1001: "一千零一",
    1010: "一千零一十",
    1100: "一千一百",
    9999: "九千九百九十九",
    10000: "10000",
}
LEGAL = {1: "壹", 10: "壹拾", 12: "壹拾贰", 205: "贰佰零伍", 3040: "叁仟零肆拾"}
ROMAN = {1: "i", 4: "iv", 9: "ix", 14: "xiv", 40: "xl", 90: "xc", 400: "cd", 1994: "mcmxciv"}
LETTERS = {1: "a", 26: "z", 27: "aa", 52: "zz", 53: "aaa"}


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        *(("chineseCounting", *pair) for pair in COUNTED.items()),
        *(("CHINESENUM3", *pair) for pair in COUNTED.items()),
        *(("chineseLegalSimplified", *pair) for pair in LEGAL.items()),
        *(("lowerRoman", *pair) for pair in ROMAN.items()),
        *(("roman", *pair) for pair in ROMAN.items()),
        *(("ROMAN", value, word.upper()) for value, word in ROMAN.items()),
        *(("lowerLetter", *pair) for pair in LETTERS.items()),
        *(("ALPHABETIC", value, word.upper()) for value, word in LETTERS.items()),
        ("CHINESENUM1", 11, "十一"),
        ("CHINESENUM2", 11, "壹拾壹"),
        ("ideographDigital", 120, "一二〇"),
        ("decimalZero", 3, "03"),
        ("decimalZero", 123, "123"),
        ("decimalFullWidth", 10, "１０"),
        ("numberInDash", 3, "- 3 -"),
        ("ArabicDash", 3, "- 3 -"),
        ("GB3", 3, "③"),
        ("decimalEnclosedCircleChinese", 20, "⑳"),
        ("decimalEnclosedCircleChinese", 21, "21"),
        ("ideographTraditional", 10, "癸"),
        ("ideographTraditional", 11, "11"),
        ("zodiac2", 12, "亥"),
        ("decimal", 7, "7"),
        ("", 7, "7"),
        ("Arabic", 7, "7"),
        ("hebrew1", 7, "7"),
        ("lowerRoman", 0, "0"),
        ("upperLetter", -1, "-1"),
        ("lowerRoman", 32768, "32768"),
        ("lowerLetter", 781, "781"),
        ("upperRoman", 10**30, str(10**30)),
        ("upperLetter", 10**30, str(10**30)),
    ],
)
def test_a_number_in_a_format(name: str, value: int, expected: str) -> None:
    assert written_number(value, name) == expected


@given(strategies.sampled_from(sorted(_FORMATS)), strategies.integers(-5, 40_000))
def test_every_format_writes_something_short(name: str, value: int) -> None:
    assert 0 < len(written_number(value, name)) <= 60


@given(
    strategies.sampled_from(("lowerRoman", "upperLetter", "chineseCounting", "CHINESENUM2")),
    strategies.lists(strategies.integers(1, 20_000), unique=True, max_size=40),
)
def test_different_numbers_are_written_differently(name: str, values: list[int]) -> None:
    assert len({written_number(value, name) for value in values}) == len(values)


@pytest.mark.parametrize("name", ["", "Arabic", "CHINESENUM3", "roman", "ROMAN", "GB3"])
def test_a_format_of_fields_is_known(name: str) -> None:
    assert has_format(name)


@pytest.mark.parametrize("name", ["Ordinal", "CardText", "Hex", "Upper", "DBNUM1", "x"])
def test_another_format_is_not_known(name: str) -> None:
    assert not has_format(name)
