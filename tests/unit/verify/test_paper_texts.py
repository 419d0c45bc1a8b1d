"""Numbers, dates and colours of official papers: as they should be written."""

from __future__ import annotations

import pytest

from docgen.verify.official_papers.paper_texts import (
    DATE,
    NUMBER,
    SAMPLE_DATE,
    SAMPLE_NUMBER,
    is_red,
    right_date,
    right_number,
)


@pytest.mark.parametrize(
    "text",
    [
        "株教函[2024]3号",
        "株教函（2024）第3号",
        "株教函【2024】03号",
        "株教函〔2024〕 3 号",
        "株教函〔2024年〕3号",
    ],
)
def test_a_number_is_put_right(text: str) -> None:
    assert NUMBER.fullmatch(text) is None
    assert right_number(text) == "株教函〔2024〕3号"


def test_what_is_no_number_gets_a_sample() -> None:
    assert right_number("第三号") == SAMPLE_NUMBER
    assert NUMBER.fullmatch(SAMPLE_NUMBER)
    assert right_number(SAMPLE_NUMBER) == SAMPLE_NUMBER


@pytest.mark.parametrize(
    "text", ["2024年04月26日", "2024.4.26", "2024-04-26", "2024 年 4 月 26 日"]
)
def test_a_date_is_put_right(text: str) -> None:
    assert DATE.fullmatch(text) is None
    assert right_date(text) == "2024年4月26日"


@pytest.mark.parametrize(
    "text", ["二〇二四年四月二十六日", "24年4月26日", "2024年13月26日", "2024年4月"]
)
def test_what_cannot_be_told_gets_a_sample(text: str) -> None:
    assert right_date(text) == SAMPLE_DATE
    assert DATE.fullmatch(SAMPLE_DATE)


def test_the_red_of_marks() -> None:
    assert all(map(is_red, [(255, 0, 0), (192, 0, 0), (230, 0, 18)]))
    assert not any(
        map(is_red, [(0, 0, 0), (255, 128, 0), (0, 0, 255), (100, 0, 0), (255, 255, 255)])
    )
