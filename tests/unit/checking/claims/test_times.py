"""The times that sentences give their figures."""

from __future__ import annotations

import pytest

from tests.unit.checking.claims.judged_texts import unit_of


def periods(text: str) -> list[str]:
    """The period of each figure; the year of the report is ``""``."""
    unit = unit_of(text)
    (sentences,) = unit.reading.sentences.values()
    return [term.period for sentence in sentences for term in sentence.terms]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支出3.5万元。", [""]),
        ("2023年支出3.5万元。", [""]),
        ("本年支出3.5万元。", [""]),
        ("2022年支出3.5万元。", ["2022"]),
        ("上年支出3.5万元。", ["2022"]),
        ("去年支出3.5万元。", ["2022"]),
        ("上年支出3.5万元，本年支出4.2万元。", ["2022", ""]),
        ("2021年支出3.5万元，2022年支出4.2万元。", ["2021", "2022"]),
        ("支出3.5万元（上年为3.0万元），下降5%。", ["", "2022", ""]),
        ("上年支出3.5万元；支出4.2万元。", ["2022", ""]),
        ("2022年支出3.5万元；收入4.2万元。", ["2022", "2022"]),
        ("支出3.5万元，比上年增长5%。", ["", ""]),
        ("2022年支出3.5万元。支出4.2万元。", ["2022", ""]),
        ("一季度支出3.5万元，二季度支出4.2万元。", ["一季度", "二季度"]),
        ("2023年上半年支出3.5万元。", ["上半年"]),
        ("前年支出3.5万元。", ["前年"]),
        ("2023年12月31日在职36人。", [""]),
    ],
)
def test_the_time_of_a_figure_is_the_one_named_last(text: str, expected: list[str]) -> None:
    assert periods(text) == expected
