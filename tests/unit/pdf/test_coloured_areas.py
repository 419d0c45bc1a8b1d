"""Grounds whose colours are numbers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from docgen.pdf.coloured_areas import number_of, numbered_color

_numbers = st.integers(0, 59 * 3600 + 59 * 60 + 59)
_off = st.integers(-1, 1)


@given(_numbers, _off, _off, _off)
def test_a_number_is_read_again_from_a_colour_that_is_off_by_one(
    number: int, red: int, green: int, blue: int
) -> None:
    """A program writes a colour with three figures behind the point."""
    parts = zip(numbered_color(number), (red, green, blue), strict=True)
    first, second, third = (part + off for part, off in parts)
    assert number_of((first, second, third)) == number


@given(_numbers)
def test_a_number_has_a_colour(number: int) -> None:
    assert all(0 < part < 255 for part in numbered_color(number))
