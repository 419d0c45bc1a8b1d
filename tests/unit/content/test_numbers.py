"""Figures print as typed and add up exactly; a blank is neither zero nor missing."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.content.numbers import Blank, Figure, NoFigure, Unfilled, without_noise
from docgen.diagnostics import Place

PLACE = Place("甲.yaml", 3, 5)


def figure(text: str) -> Figure:
    read = Figure.read(text)
    assert read is not None
    return read


@pytest.mark.parametrize(
    "text",
    ["0", "0.0", "-12.50", "136.60", "9" * 18, "1." + "5" * 12],
)
def test_a_figure_prints_as_it_was_typed(text: str) -> None:
    read = Figure.read(text, PLACE)
    assert read is not None
    assert (str(read), read.value, read.place) == (text, Decimal(text), PLACE)


@pytest.mark.parametrize(
    "text",
    ["", "+1", "01", "1.", ".5", "1,200", "1e3", " 1", "一", "９", "9" * 19, "1." + "5" * 13],
)
def test_other_texts_are_no_figures(text: str) -> None:
    assert Figure.read(text) is None


@pytest.mark.parametrize(
    ("calculate", "expected"),
    [
        (lambda: figure("0.1") + figure("0.2"), "0.3"),
        (lambda: figure("1.5") + 1, "2.5"),
        (lambda: 1 + figure("1.5"), "2.5"),
        (lambda: figure("1.5") + 0.1, "1.6"),
        (lambda: figure("1.50") + Blank(), "1.50"),
        (lambda: Blank() + figure("1.50"), "1.50"),
        (lambda: figure("1.5") - figure("2"), "-0.5"),
        (lambda: 2 - figure("1.5"), "0.5"),
        (lambda: figure("1.5") * 2, "3.0"),
        (lambda: 2 * figure("1.5"), "3.0"),
        (lambda: figure("3") / 2, "1.5"),
        (lambda: 3 / figure("2"), "1.5"),
        (lambda: figure("3") / 0, ""),
        (lambda: 3 / figure("0"), ""),
        (lambda: -figure("1.5"), "-1.5"),
        (lambda: abs(figure("-1.5")), "1.5"),
        (lambda: sum(cast("list[int]", [figure("1.5"), Blank(), figure("2")])), "3.5"),
        (lambda: Figure(Decimal("1E+3")), "1000"),
        (lambda: figure("9" * 18) * figure("9" * 18), str((10**18 - 1) ** 2)),
        (lambda: figure("1.50") + NoFigure("/"), "1.50"),
        (lambda: NoFigure("/"), "/"),
        (lambda: figure("1.5") - NoFigure("—"), ""),
        (lambda: figure("1.5") - Blank(), ""),
        (lambda: Blank() - figure("1.5"), ""),
        (lambda: figure("1.5") * Blank(), ""),
        (lambda: Blank() * 2, ""),
        (lambda: figure("1.5") / Blank(), ""),
        (lambda: Blank() / 2, ""),
    ],
)
def test_arithmetic_is_exact_and_of_blanks_blank(
    calculate: Callable[[], object], expected: str
) -> None:
    assert str(calculate()) == expected


def test_a_product_of_two_hundred_digits_is_not_rounded() -> None:
    nines = Figure(10**100 - 1)
    assert int(nines * nines) == (10**100 - 1) ** 2


@pytest.mark.parametrize(
    "calculate",
    [
        lambda: figure("1") + "甲",
        lambda: figure("1") - "甲",
        lambda: "甲" - figure("1"),
        lambda: figure("1") * None,
        lambda: None * figure("1"),
        lambda: figure("1") / "甲",
        lambda: "甲" / figure("1"),
        lambda: figure("1") + True,
        lambda: figure("1") < "甲",
        lambda: figure("1") < True,
    ],
)
def test_a_figure_does_not_reckon_with_texts_and_truth(calculate: Callable[[], object]) -> None:
    with pytest.raises(TypeError):
        calculate()


@pytest.mark.parametrize(
    ("small", "large"), [("1", "2"), ("-1", "0"), ("1.5", 2), (1, "1.5"), ("0.1", 0.2)]
)
def test_figures_are_in_order(small: str | int, large: str | float) -> None:
    low = figure(small) if isinstance(small, str) else small
    high = figure(large) if isinstance(large, str) else large
    assert (low < high, low <= high, low > high, low >= high) == (True, True, False, False)
    assert low != high


def test_equal_figures_are_equal_however_they_were_typed() -> None:
    assert figure("1.50") == figure("1.5") == 1.5
    assert hash(figure("1.50")) == hash(figure("1.5"))
    assert not figure("1.50") < figure("1.5")
    assert not figure("1.50") > figure("1.5")
    assert figure("1") != "1"
    assert figure("1") != True  # noqa: E712


@pytest.mark.parametrize(("text", "truth"), [("0", False), ("0.00", False), ("-0.01", True)])
def test_only_zero_is_false(text: str, truth: bool) -> None:
    assert bool(figure(text)) is truth


def test_a_figure_is_a_number_for_python() -> None:
    assert (int(figure("2.9")), float(figure("2.5")), "甲乙丙"[figure("1")]) == (2, 2.5, "乙")
    assert repr(figure("1.50")) == "Figure(1.50)"


@pytest.mark.parametrize(
    ("text", "digits", "expected"),
    [
        ("2.345", 2, "2.35"),
        ("2.344", 2, "2.34"),
        ("-2.5", 0, "-3"),
        ("2.5", 0, "3"),
        ("1.50", 2, "1.5"),
        ("1.00", 2, "1"),
        ("100", 0, "100"),
        ("100", 2, "100"),
        ("-0.004", 2, "0"),
        ("-0.005", 2, "-0.01"),
        ("15", -1, "20"),
    ],
)
def test_rounding_is_half_up_without_trailing_zeros(text: str, digits: int, expected: str) -> None:
    rounded = figure(text).rounded(digits)
    assert (str(rounded), rounded.value) == (expected, Decimal(expected))


def test_a_blank_is_an_empty_text_and_no_list() -> None:
    blank = Blank(PLACE)
    assert (str(blank), bool(blank), list(blank), blank.place) == ("", False, [], PLACE)
    assert blank == ""
    assert blank == Blank()
    assert blank != "甲"
    assert blank != 0
    assert {blank, Blank()} == {""}


def test_a_blank_is_less_than_every_figure() -> None:
    blank, least = Blank(), figure("-999")
    assert (blank < least, blank <= least, blank > least, blank >= least) == (1, 1, 0, 0)
    assert (least < blank, least > blank) == (False, True)
    assert min(least, blank) is blank
    assert max(blank, least) is least


def test_a_blank_leaves_what_is_added_as_it_is() -> None:
    assert Blank() + "甲" == "甲"
    added = Blank() + figure("1.50")
    assert isinstance(added, Figure)
    assert (str(added), added.place) == ("1.50", None)


@pytest.mark.parametrize(
    "calculate",
    [
        lambda blank: blank + figure("3"),
        lambda blank: figure("3") + blank,
        lambda blank: blank - figure("3"),
        lambda blank: figure("3") - blank,
        lambda blank: blank * figure("3"),
        lambda blank: figure("3") * blank,
        lambda blank: blank / figure("3"),
        lambda blank: figure("3") / blank,
        lambda blank: Blank() + blank,
        lambda blank: Blank() * blank,
        lambda blank: sum([figure("3"), blank, figure("4")], Blank()),
        lambda blank: min(figure("3"), blank * figure("2")),
    ],
)
def test_what_is_computed_from_a_blank_to_fill_in_waits_for_it(
    calculate: Callable[[Unfilled], object],
) -> None:
    waiting = calculate(Unfilled("人数", Place("a.yaml", 1, 1)))
    assert isinstance(waiting, Unfilled)
    assert (waiting.field, waiting.place, str(waiting), bool(waiting)) == ("人数", None, "", False)


def test_a_blank_to_fill_in_is_marked_with_its_name_and_what_waits_for_it_otherwise() -> None:
    typed = Unfilled("人数", Place("a.yaml", 1, 1))
    assert typed.mark == "\ufdd8人数\ufdda"
    assert (typed + 1).mark == "\ufdd9人数\ufdda"
    assert typed == ""
    assert typed == Blank()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("4612.150000000001", "4612.15"),
        ("4612.149999999999", "4612.15"),
        ("-4612.150000000001", "-4612.15"),
        ("0.30000000000000004", "0.3"),
        ("99.9999999999999", "100"),
        ("123.450000000001", "123.45"),
        ("5000.000000000000", "5000"),
    ],
)
def test_the_noise_of_binary_numbers_is_left_out(typed: str, meant: str) -> None:
    assert without_noise(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "4612.15",
        "12.450000000001",  # 14 digits
        "0.333333333333",
        "0.333333333333333",
        "123456.789012345",
        "4612.15678901234",
        "100000000000000000",
        "123456789012345678",
        "-0.000000000001",
    ],
)
def test_a_number_without_noise_stays(typed: str) -> None:
    assert without_noise(typed) == typed


def test_what_a_sum_of_doubles_adds_is_left_out() -> None:
    sums = {cents: repr(sum([cents / 300] * 3)) for cents in range(101, 500_000, 97)}
    noisy = {cents: total for cents, total in sums.items() if len(total) > 12}
    assert len(noisy) > 100
    assert all(Decimal(without_noise(it)) == Decimal(cents) / 100 for cents, it in noisy.items())


@given(st.decimals(-9999, 9999, places=2), st.decimals(-99, 99, places=1))
def test_a_quotient_rounded_down_and_its_rest_are_as_with_python(one: Decimal, by: Decimal) -> None:
    quotient, rest = Figure(one) // Figure(by), Figure(one) % Figure(by)
    if not by:
        assert str(quotient) == str(rest) == ""
        return
    exact = divmod(Fraction(one), Fraction(by))
    assert (quotient.value, rest.value) == exact


@pytest.mark.parametrize(("text", "ratio"), [("0%", 0), ("0.00％", 0), ("97.66%", "0.9766")])
def test_a_ratio_of_nothing_is_a_ratio(text: str, ratio: int | str) -> None:
    found = Figure.read_percent(text)
    assert found is not None
    assert found.value == Decimal(ratio)
    assert found.text == text.replace("％", "%")
