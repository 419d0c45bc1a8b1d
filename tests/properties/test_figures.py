"""Figures count exactly, round half up, and print as they were typed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import example, given
from hypothesis import strategies as st

from docgen.content.values import Blank, Figure
from docgen.packs.expressions.filters import percent, sum_of

decimals = st.decimals(-(10**9), 10**9, places=4, allow_nan=False)
figures = decimals.map(Figure)


@given(decimals)
def test_a_figure_prints_as_it_was_typed(number: Decimal) -> None:
    text = f"{number:f}"
    figure = Figure.read(text)
    assert figure is not None
    assert str(figure) == text
    assert figure.value == number


@given(st.text(max_size=12))
def test_what_is_read_as_a_figure_is_a_plain_decimal(text: str) -> None:
    figure = Figure.read(text)
    if figure is not None:
        assert set(text) <= set("-.0123456789")
        assert Fraction(text) == Fraction(figure.value)


@given(figures, st.integers(0, 4))
@example(Figure(Decimal("0.5")), 0)
@example(Figure(Decimal("2.5")), 0)
@example(Figure(Decimal("-1.005")), 2)
def test_rounding_is_half_up(figure: Figure, digits: int) -> None:
    scaled = abs(Fraction(figure.value)) * 10**digits
    expected = (scaled + Fraction(1, 2)).__floor__() * (-1 if figure.value < 0 else 1)
    assert Fraction(figure.rounded(digits).value) * 10**digits == expected


@given(figures, st.integers(0, 4))
def test_rounded_figures_print_without_needless_zeros(figure: Figure, digits: int) -> None:
    rounded = figure.rounded(digits)
    assert "." not in str(rounded) or not str(rounded).endswith(("0", "."))
    assert Decimal(str(rounded)) == rounded.value
    assert str(rounded + Figure(0)) == str(rounded)


@given(st.lists(st.one_of(figures, st.just(Blank()))))
def test_a_sum_is_exact_and_passes_over_blanks(values: list[Figure | Blank]) -> None:
    total = sum_of(values)
    numbers = [value.value for value in values if isinstance(value, Figure)]
    if numbers:
        assert isinstance(total, Figure)
        assert Fraction(total.value) == sum(map(Fraction, numbers))
    else:
        assert isinstance(total, Blank)


@given(figures, figures)
def test_a_rate_is_a_percentage_or_blank_when_of_nothing(part: Figure, whole: Figure) -> None:
    rate = percent(part / whole)
    if whole:
        exact = Fraction(part.value) / Fraction(whole.value) * 100
        assert abs(Fraction(str(rate).rstrip("%")) - exact) <= Fraction(1, 190)
    else:
        assert isinstance(rate, Blank)
