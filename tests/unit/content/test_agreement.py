"""The comparison of printed figures: symmetric, by value, with the precision of the coarser."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.content.agreement import Agreement, Interval, PrintedFigure, compare, stands_for
from docgen.content.numbers import rounded

NUMBERS = st.decimals(min_value=0, max_value=10**6, places=3)
PLACES = st.integers(min_value=0, max_value=3)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("420.71", "420.71", Agreement.EQUAL),
        ("100.00", "100", Agreement.EQUAL),
        ("420.7", "420.71", Agreement.ROUNDED),
        ("420.711", "420.71", Agreement.ROUNDED),
        ("98", "97.6", Agreement.ROUNDED),
        ("420.72", "420.71", Agreement.DIFFERENT),
        ("420.8", "420.71", Agreement.DIFFERENT),
        ("97", "97.6", Agreement.DIFFERENT),
        ("0", "0.004", Agreement.ROUNDED),
    ],
)
def test_two_printed_figures(first: str, second: str, expected: Agreement) -> None:
    one, other = PrintedFigure(Decimal(first)), PrintedFigure(Decimal(second))
    assert compare(one, other) is compare(other, one) is expected


def test_a_whole_amount_is_exact() -> None:
    whole = PrintedFigure(Decimal(421), is_exact=True)
    assert compare(whole, PrintedFigure(Decimal("420.71"))) is Agreement.DIFFERENT
    assert compare(whole, PrintedFigure(Decimal("421.0"))) is Agreement.EQUAL


@given(NUMBERS, PLACES, PLACES)
def test_two_roundings_of_one_number_never_contradict(
    number: Decimal, one: int, other: int
) -> None:
    first, second = (PrintedFigure(rounded(number, places)) for places in (one, other))
    assert compare(first, second) is not Agreement.DIFFERENT


@given(NUMBERS, NUMBERS, PLACES, PLACES, st.integers(min_value=-4, max_value=4))
def test_it_is_symmetric_and_the_unit_does_not_matter(
    one: Decimal, other: Decimal, places: int, more: int, power: int
) -> None:
    first, second = PrintedFigure(rounded(one, places)), PrintedFigure(rounded(other, more))
    scaled = [PrintedFigure(it.value.scaleb(power)) for it in (first, second)]
    assert compare(first, second) is compare(second, first) is compare(*scaled)


@given(NUMBERS, PLACES)
def test_a_figure_stands_for_what_rounds_to_it(number: Decimal, places: int) -> None:
    printed = PrintedFigure(rounded(number, places))
    assert stands_for(printed, Interval(number, number)) is not Agreement.DIFFERENT
    beyond = printed.interval.high + printed.half
    assert stands_for(printed, Interval(beyond, beyond)) is Agreement.DIFFERENT
