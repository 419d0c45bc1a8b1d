"""Filters over rows: which of them, the best and the worst, averages, figures of many units."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.content.values import Blank, Figure, Items, Node, Text
from docgen.diagnostics import Place
from docgen.packs.expressions.missing import recording_missing
from docgen.packs.expressions.refusals import RefusalError
from docgen.packs.expressions.row_filters import average, bottom, having, rolled_up, top

AMOUNTS = st.decimals(-(10**9), 10**9, places=2, allow_nan=False)


def rows(*values: dict[str, Any]) -> Items:
    """Rows of texts, blanks for ``None``, ratios as typed, and figures for the rest."""
    items = Items(Place("x"))
    for value in values:
        row = Node(Place("x"))
        row.update((name, cell(given)) for name, given in value.items())
        items.append(row)
    return items


def cell(given: Any) -> object:
    if given is None:
        return Blank()
    if isinstance(given, str):
        return Figure.read_percent(Text(given), Place("x")) or Text(given)
    return Figure(given)


def names(found: list[Node]) -> list[str]:
    return [str(row["名"]) for row in found]


UNITS = rows(
    {"名": "甲", "分": 90, "级": "优", "钱": 100},
    {"名": "乙", "分": None, "级": "良", "钱": 50},
    {"名": "丙", "分": 95, "级": "优", "钱": None},
    {"名": "丁", "分": 90, "级": "中", "钱": 300},
)


def test_those_that_have_one_of_the_values_in_their_order() -> None:
    assert names(having(UNITS, "级", "优")) == ["甲", "丙"]
    assert names(having(UNITS, "级", "中", "良")) == ["乙", "丁"]
    assert names(having(UNITS, "分", 90)) == ["甲", "丁"]
    assert having(UNITS, "级", "差") == []


def test_the_best_and_the_worst_without_blanks_equal_ones_in_their_order() -> None:
    assert names(top(UNITS, "分", 2)) == ["丙", "甲"]
    assert names(bottom(UNITS, "分", 2)) == ["甲", "丁"]
    assert names(top(UNITS, "分", 9)) == ["丙", "甲", "丁"]
    assert names(top(UNITS, "分")) == ["丙"]


@given(st.lists(AMOUNTS, min_size=1, max_size=30))
def test_the_best_is_what_sorting_puts_first(amounts: list[Decimal]) -> None:
    units = rows(*({"分": amount} for amount in amounts))
    best, worst = (sort(units, "分", len(amounts)) for sort in (top, bottom))
    assert [str(row["分"]) for row in best] == [str(Figure(it)) for it in sorted(amounts)[::-1]]
    assert [str(row["分"]) for row in worst] == [str(Figure(it)) for it in sorted(amounts)]


@given(st.lists(st.tuples(AMOUNTS, st.integers(1, 10**6)), min_size=1, max_size=20))
def test_an_average_is_the_weighted_sum_by_the_weights(pairs: list[tuple[Decimal, int]]) -> None:
    units = rows(*({"分": amount, "钱": weight} for amount, weight in pairs))
    found = average(units, "分", by="钱")
    assert isinstance(found, Figure)
    whole = sum(weight for _, weight in pairs)
    products = (Fraction(amount) * weight for amount, weight in pairs)
    exact = sum(products, Fraction()) / whole
    assert abs(Fraction(found.value) - exact) < Fraction(1, 10**15)
    assert abs(Fraction(Decimal(found.text)) - exact) <= Fraction(1, 200) + Fraction(1, 10**15)


def test_an_average_leaves_out_rows_with_a_blank() -> None:
    assert str(average(UNITS, "分")) == "91.67"
    assert str(average(UNITS, "分", by="钱")) == "90"
    assert str(average(UNITS, "分", digits=1)) == "91.7"
    nothing = rows({"分": None, "钱": 1}, {"分": 3, "钱": None})
    assert isinstance(average(nothing, "分", by="钱"), Blank)
    assert isinstance(average(rows({"分": 3, "钱": 0}), "分", by="钱"), Blank)


def test_amounts_are_added_up_and_ratios_averaged_by_their_money() -> None:
    amounts = rows({"值": Decimal("1.10"), "钱": 1}, {"值": None, "钱": 5}, {"值": 2, "钱": 9})
    assert str(rolled_up(amounts, "值", by="钱")) == "3.10"
    ratios = rows({"值": "90%", "钱": 100}, {"值": "98%", "钱": 300}, {"值": None, "钱": 9})
    found = rolled_up(ratios, "值", by="钱")
    assert (str(found), getattr(found, "value", None)) == ("96%", Decimal("0.96"))


def test_amounts_and_ratios_do_not_go_together() -> None:
    mixed = rows({"值": "90%", "钱": 1}, {"值": 3, "钱": 1})
    with pytest.raises(RefusalError, match="mixed-figures"):
        rolled_up(mixed, "值", by="钱")
    with pytest.raises(RefusalError, match="no-figure"):
        average(rows({"值": "很好"}), "值")


@pytest.mark.parametrize("wrong", ["文字", Node(Place("x")), 3])
def test_what_has_no_rows_is_refused(wrong: object) -> None:
    with pytest.raises(TypeError):
        having(wrong, "名", "甲")
    with pytest.raises(TypeError):
        top([1, 2], "名")


def test_a_field_that_no_row_has_is_a_missing_name() -> None:
    with recording_missing() as noted:
        assert having(UNITS, "没有", "甲") == []
        assert isinstance(average(UNITS, "没有"), Blank)
    assert {use.name for use in noted} == {"没有"}
