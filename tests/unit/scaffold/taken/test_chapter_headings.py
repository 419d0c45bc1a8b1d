"""Numbers that somebody typed before a heading."""

from __future__ import annotations

import pytest

from docgen.scaffold.taken.chapters.chapter_headings import without_number


@pytest.mark.parametrize(
    ("typed", "heading"),
    [
        ("（一）主要职能", "主要职能"),
        ("1.1 主要职能", "主要职能"),
        ("2.1.3机构设置", "机构设置"),
        ("1.2、经费来源", "经费来源"),
        ("1.5万元的来源", "1.5万元的来源"),
        ("3.2%的增长", "3.2%的增长"),
        ("2023年工作", "2023年工作"),
    ],
)
def test_numbers_go_and_figures_stay(typed: str, heading: str) -> None:
    assert typed[without_number(typed) :] == heading
