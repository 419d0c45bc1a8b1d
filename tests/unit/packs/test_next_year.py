"""Which fields stay from year to year, and dates a year later."""

from __future__ import annotations

import pytest

from docgen.packs.next_year import names_field, year_later


@pytest.mark.parametrize(
    ("name", "field", "named"),
    [
        ("编制数", "编制数", True),
        ("编制数", "人员.编制数", True),
        ("人员.编制数", "人员.编制数", True),
        ("人员", "人员.编制数", True),
        ("人员", "单位.人员.编制数", True),
        ("单位.人员", "单位.人员.编制数", True),
        ("制数", "人员.编制数", False),
        ("人员.编制", "人员.编制数", False),
        ("单位.编制数", "单位.人员.编制数", False),
        ("编制数.人员", "人员.编制数", False),
        ("人员.编制数", "编制数", False),
    ],
)
def test_a_field_is_named_by_its_last_keys_or_by_a_group(
    name: str, field: str, named: bool
) -> None:
    assert names_field(["别的", name], field.split(".")) is named


def test_no_names_name_no_field() -> None:
    assert names_field([], ["甲"]) is False
    assert names_field(["甲"], []) is False


@pytest.mark.parametrize(
    ("date", "later"),
    [
        ("2024年4月26日", "2025年4月26日"),
        ("2024-04-26", "2025-04-26"),
        ("自1999年起", "自2000年起"),
        ("4月26日", "4月26日"),
        ("2023年和2024年", "2024年和2024年"),
        ("12023年", "12023年"),
        ("20231年", "20231年"),
        ("2123年", "2123年"),
        ("2024年2月29日", "2025年2月28日"),
        ("2024-02-29", "2025-02-28"),
        ("2024.2.29", "2025.2.28"),
        ("2023年2月29日", "2024年2月29日"),
        ("2024年12月29日", "2025年12月29日"),
        ("2024年3月29日", "2025年3月29日"),
    ],
)
def test_a_date_a_year_later(date: str, later: str) -> None:
    assert year_later(date) == later
