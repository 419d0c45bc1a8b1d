"""Dates as people type them are written in each way that a field may ask for."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.content.typed_dates import dates_in


@pytest.mark.parametrize(
    ("typed", "sure"),
    [
        ("2024年4月6日", True),
        ("2024年04月06日", True),
        ("2024-04-06", True),
        ("2024.4.6", True),
        ("2024/4/6", True),
        ("20240406", True),
        ("２０２４年４月６日", True),
        ("2024 年 4 月 6 日", True),
        ("2024年4月6号", True),
        ("2024年4月6", True),
        ("二〇二四年四月六日", True),
        ("“2024年4月6日”", True),
        ("24年4月6日", False),
        ("45388", False),
    ],
)
def test_the_date_that_is_meant(typed: str, sure: bool) -> None:
    assert list(dates_in(typed))[:2] == [("2024年4月6日", sure), ("2024.04.06", sure)]


@pytest.mark.parametrize("typed", ["2024年2月30日", "四月", "2024年4月", "  年  月  日", "1234"])
def test_what_is_no_date(typed: str) -> None:
    assert list(dates_in(typed)) == []


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_whatever_is_written_is_read_as_the_same_date(day: date) -> None:
    first = f"{day.year}年{day.month}月{day.day}日"
    for written, _ in dates_in(first):
        assert next(dates_in(written)) == (first, True)
