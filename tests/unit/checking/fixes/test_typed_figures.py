"""Figures as people type them are read as what they mean, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.checking.fixes.typed_figures import figure_in
from docgen.content.numbers import Figure


@pytest.mark.parametrize(
    ("typed", "figure", "sure"),
    [
        ("４６８．２０", "468.20", True),
        ("1,268.50", "1268.50", True),
        ("12，345，678", "12345678", True),
        ("1 250.50", "1250.50", True),
        ("-1,000", "-1000", True),
        ("18。60", "18.60", True),
        ("12·5", "12.5", True),
        ("+5", "5", True),
        ("010", "10", True),
        ("12.50，", "12.50", True),
        ("￥3200", "3200", True),
        ("“469.32”", "469.32", True),
        ("10分", "10", True),
        ("１６ 人", "16", True),
        ("二十", "20", True),
        ("十二分", "12", True),
        ("二〇二三", "2023", True),
        ("二〇二三年", "2023", True),
        ("贰拾伍", "25", True),
        ("三点五", "3.5", True),
        ("/", "", True),
        ("——", "", True),
        ("无", "", True),
        ("N/A", "", True),
        ("=12.30+7.20", "19.50", True),
        ("468.20000000000005", "468.2", True),
        ("1.65E+03", "1650", True),
        ("18.74万元", "18.74", False),
        ("18.74 元", "18.74", False),
        ("93.6%", "93.6", False),
        ("12..5", "12.5", False),
        ("1O", "10", False),
        ("l2", "12", False),
        ("30（含上年结转）", "30", False),
        ("约30", "30", False),
    ],
)
def test_what_is_meant(typed: str, figure: str, sure: bool) -> None:
    assert figure_in(typed) == (figure, sure)


@pytest.mark.parametrize("typed", ["30-40", "很多", "1,2", "12,34", "3/4", "见附表", "=A1"])
def test_what_nobody_can_tell(typed: str) -> None:
    assert figure_in(typed) is None


@given(st.decimals(-(10**9), 10**9, allow_nan=False, places=2))
def test_a_figure_stays_what_it_is_with_commas_and_in_full_width(number: object) -> None:
    text = f"{number:f}"
    wide = text.translate({ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789."})
    for typed in (text, f"{number:,f}", wide):
        read = figure_in(typed)
        assert read is not None
        assert read.sure
        assert Figure.read(read.text) == Figure.read(text.removeprefix("-0.00") or "0")
