"""How figures are compared: computed with typed, typed with typed, sums with their parts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from docgen.content.numbers import places_of, rounded, rounding_of


@pytest.mark.parametrize(
    ("number", "places"), [("3", 0), ("136.60", 2), ("0.005", 3), ("1.2E+4", -3), ("-0.5", 1)]
)
def test_decimal_places_as_they_are_written(number: str, places: int) -> None:
    assert places_of(Decimal(number)) == places


@pytest.mark.parametrize(
    ("number", "places", "result"),
    [
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("0.005", 2, "0.01"),
        ("0.0049", 2, "0.00"),
        ("1250", -2, "1.3E+3"),
    ],
)
def test_halves_are_rounded_away_from_zero(number: str, places: int, result: str) -> None:
    assert rounded(Decimal(number), places) == Decimal(result)


def test_a_sum_may_differ_by_half_a_unit_for_each_part_and_for_itself() -> None:
    assert rounding_of(2, 2) == Decimal("0.015")
    assert rounding_of(3, 0) == Decimal(2)
