"""The limits of what an expression may make, at each of their edges."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from jinja2.filters import FILTERS

from docgen.content.values import Blank, Figure, Text
from docgen.diagnostics import Place
from docgen.packs.expressions import evaluate
from docgen.packs.expressions.jinja_filters import formatted, jinja_filters
from docgen.packs.expressions.limits import (
    CALL,
    DIGITS,
    LONGEST,
    MOST_IN_ALL,
    MOST_ITEMS,
    MOST_LEVELS,
    WIDEST,
    bounded,
    count,
    counted,
    joined,
    limited,
    single,
    size,
)
from docgen.packs.expressions.missing import Missing
from docgen.packs.expressions.refusals import RefusalError
from docgen.packs.expressions.sandbox import new_environment
from tests.unit.helpers import collect
from tests.unit.packs.nodes import typed


def refusal(make: Any, *arguments: Any, **named: Any) -> str:
    with pytest.raises(RefusalError) as caught:
        make(*arguments, **named)
    return str(caught.value.words["refused"])


@pytest.mark.parametrize(
    "value",
    [
        "甲" * LONGEST,
        10**DIGITS - 1,
        -(10**DIGITS) + 1,
        1e300,
        True,
        None,
        Figure(Decimal(f"1E+{DIGITS}")),
        Figure(Decimal(f"-1E-{DIGITS}")),
        [1] * MOST_ITEMS,
        range(MOST_ITEMS),
        Blank(),
        {"甲": 1},
    ],
)
def test_what_is_within_limits_is_as_it_was(value: object) -> None:
    assert bounded(value) is value


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("甲" * (LONGEST + 1), "too-long"),
        (10**DIGITS, "too-large"),
        (-(10**DIGITS), "too-large"),
        (float("inf"), "too-large"),
        (float("nan"), "too-large"),
        (Decimal("Infinity"), "too-large"),
        (Figure(Decimal("NaN")), "too-large"),
        (Figure(Decimal(f"1E+{DIGITS + 1}")), "too-large"),
        (Figure(Decimal(f"1E-{DIGITS + 1}")), "too-large"),
        (Figure(Decimal("0E+999999")), "too-large"),
        ([1] * (MOST_ITEMS + 1), "too-many"),
        ((1,) * (MOST_ITEMS + 1), "too-many"),
        (range(10**9), "too-many"),
        (iter(range(10**9)), "too-many"),
    ],
    ids=lambda value: str(value)[:12] if isinstance(value, str) else type(value).__name__,
)
def test_what_is_beyond_limits_is_refused(value: object, told: str) -> None:
    assert refusal(bounded, value) == told


def test_an_iterator_becomes_a_list() -> None:
    assert bounded(iter((1, 2))) == [1, 2]
    assert bounded(reversed([1, 2])) == [2, 1]


def test_pieces_are_joined_up_to_a_length() -> None:
    assert joined(iter(["甲"] * 2500)) == "甲" * 2500
    assert joined(["甲", "", "乙"], 2) == "甲乙"
    assert refusal(joined, ["甲", "乙", "丙"], 2) == "too-long"
    endless = iter(lambda: "甲", "")
    assert refusal(joined, endless, 5000) == "too-long"


def test_the_size_of_a_value() -> None:
    assert size("甲乙", 9) == 2
    assert size(["甲乙", ["丙"], {"丁": "戊"}], 99) == 1 + 2 + 2 + 2
    assert size(typed("甲: 1"), 9) == size(None, 9) == size(Missing(name="无"), 9) == 1
    assert size(range(7), 9) == 7
    assert refusal(size, "甲乙丙", 2) == "too-long"
    doubled: list[Any] = ["甲"]
    for _ in range(60):
        doubled = [doubled, doubled]
    assert refusal(size, doubled, 1000) == "too-long"


@pytest.mark.parametrize("other", [print, size, object(), iter(())])
def test_what_is_no_data_has_no_size(other: object) -> None:
    with pytest.raises(TypeError, match="no data"):
        size(other, 9)


@pytest.mark.parametrize("other", [[1], (1,), {"甲": 1}, None, print, range(2)])
def test_what_is_no_single_value(other: object) -> None:
    with pytest.raises(TypeError, match="no single value"):
        single(other)
    assert single(Text("甲")) == "甲"


@pytest.mark.parametrize("width", [WIDEST + 1, -WIDEST - 1, 10**30, Figure(WIDEST + 1), 1e300])
def test_a_parameter_declared_int_is_a_width(width: object) -> None:
    def spread(text: str, width: int = 1, other: object = None) -> str:
        return f"{text}{other}"

    assert refusal(limited(spread), "甲", width) == "too-wide"
    assert refusal(limited(spread), "甲", width=width) == "too-wide"
    assert limited(spread)("甲", 1, width) == f"甲{width}"


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("center", ("甲", 10**9)),
        ("indent", ("甲", 10**9)),
        ("truncate", ("甲", 10**9)),
        ("batch", ([1], 10**9)),
        ("slice", ([1], 10**9)),
    ],
)
def test_jinjas_widths_are_found_by_their_declaration(
    name: str, arguments: tuple[Any, ...]
) -> None:
    environment = new_environment()
    assert refusal(environment.call_filter, name, arguments[0], arguments[1:]) == "too-wide"
    assert environment.call_filter(name, arguments[0], [3])


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("replace", ("甲" * 10_000, "甲", "乙" * 10_000)),
        ("join", (["甲"] * 10_000, "乙" * 10_000)),
        ("wordwrap", ("甲" * 10_000, 1, True, "乙" * 10_000)),
        ("indent", ("\n" * 10_000, 9_999, True, True)),
        ("format", ("%s" * 10_000, *(["乙" * 10_000] * 10_000))),
    ],
)
def test_a_product_of_two_lengths_is_refused_before_it_is_made(
    name: str, arguments: tuple[Any, ...]
) -> None:
    environment = new_environment()
    assert refusal(environment.call_filter, name, arguments[0], arguments[1:]) == "too-long"


@pytest.mark.parametrize(
    ("text", "values", "made"),
    [
        ("%s%%", ("甲",), "甲%"),
        ("%.2f", (Figure(2),), "2.00"),
        ("%05d|%-5s|%+d", (7, "甲", 1), "00007|甲    |+1"),
        ("100%%", (), "100%"),
        ("%e", (1.5,), "1.500000e+00"),
    ],
)
def test_a_format_that_forms_need(text: str, values: tuple[Any, ...], made: str) -> None:
    assert formatted(text, *values) == made
    assert new_environment().call_filter("format", text, values) == made


@pytest.mark.parametrize("text", ["%c", "%*d", "%1000d", "%.1000f", "%r", "%a", "%x", "50%"])
def test_other_formats_are_refused(text: str) -> None:
    assert refusal(formatted, text, 1) == "format"


def test_a_format_with_names() -> None:
    assert formatted("%(甲)s", 甲="乙") == "乙"
    with pytest.raises(TypeError, match="list: no single value"):
        formatted("%s", [1])


def test_the_filters_that_are_left_out() -> None:
    """A new filter of Jinja is offered only after a look at what it may make."""
    left_out = (
        "attr filesizeformat pprint random round striptags sum tojson urlencode urlize xmlattr"
    )
    assert {*FILTERS} - {*jinja_filters()} == {*left_out.split()}


def test_lists_of_lists_are_counted_in_all() -> None:
    problems = collect()
    bomb = 'range(10000) | map("string") | map("slice", 10000) | length'
    evaluate(bomb, Place("甲.yaml", 3, 5), problems)
    (problem,) = problems
    assert (problem.code, problem.words["refused"]) == ("expression-refused", "too-much")
    assert problem.words["limit"] == "1000000"


def test_the_most_items_in_all() -> None:
    with counted():
        for _ in range(100):
            bounded([0] * 10_000)
        assert refusal(bounded, [0]) == "too-much"
    bounded([0] * 10_000)


def test_a_list_counts_with_what_is_in_it() -> None:
    list_of_lists = [[0] * 999] * 1000  # a million items
    bounded(list_of_lists)
    assert refusal(bounded, [*list_of_lists, 0]) == "too-much"
    with counted():
        bounded([[0] * 9_999] * 50)
        bounded({"甲": ({"乙": [0] * 9_999}.values(),) * 49})
        assert refusal(bounded, [[0] * 9_999]) == "too-much"


def test_a_list_has_a_hundred_levels_at_most() -> None:
    nested: list[Any] = []
    for _ in range(MOST_LEVELS - 1):
        nested = [nested]
    assert bounded(nested) is nested
    assert refusal(bounded, [nested]) == "too-nested"


def test_lists_and_groups_of_the_content_count_as_one() -> None:
    content = typed("甲: [" + "[1, 2], " * 2000 + "]")
    with counted():
        for _ in range(499):
            bounded([content, content["甲"]])
        bounded([0])
        bounded(content)
        for _ in range(99):
            bounded([0] * 10_000)


def test_calls_of_macros_are_counted() -> None:
    with counted():
        for _ in range(MOST_IN_ALL // CALL):
            count(CALL)
        assert refusal(count, 1) == "too-much"


def test_two_to_the_power_of_two_is_not_offered() -> None:
    """A power of powers takes longer than anything can stop."""
    problems = collect()
    evaluate("2 ** 2", Place("甲.yaml", 3, 5), problems)
    (problem,) = problems
    assert (problem.code, problem.words["reason"]) == ("expression-failed", "** is not offered")
