"""What a pattern says of its signs is true of each of its matches."""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.checking.check_registry import all_checks
from docgen.checking.text_patterns import TextPattern, text_pattern
from docgen.checking.text_slips import TextSlip
from tests.unit.checking.units import checked


def _patterns() -> dict[str, TextPattern]:
    """The patterns of all checks, by module and name."""
    modules = {check.function.__module__ for check in all_checks()}
    values = {
        f"{module.rpartition('.')[2]}.{name}": value
        for module in sorted(modules)
        for name, value in vars(import_module(module)).items()
    }
    kinds = {
        f"{name}[{kind}]": value
        for name, found in values.items()
        if isinstance(found, dict)
        for kind, value in found.items()
    }
    rows = {
        f"{name}[{number}]": row.pattern
        for name, found in values.items()
        if isinstance(found, tuple) and ".LEFT_OVERS" not in name  # they have lists of their own
        for number, row in enumerate(found)
        if isinstance(row, TextSlip)
    }
    every = {**values, **kinds, **rows}
    return {name: value for name, value in every.items() if isinstance(value, TextPattern)}


PATTERNS = _patterns()


def plain(pattern: TextPattern) -> re.Pattern[str]:
    """The pattern without what it may begin with."""
    return re.compile(pattern.pattern.pattern.partition("(?:")[2].removesuffix(")"))


@pytest.mark.parametrize("name", PATTERNS)
@given(data=st.data())
def test_the_signs_of_a_pattern_hide_no_match(name: str, data: st.DataObject) -> None:
    pattern = PATTERNS[name]
    around = st.text("甲，。1 ", max_size=3)
    text = data.draw(around) + data.draw(st.from_regex(plain(pattern))) + data.draw(around)
    wanted = [match.span() for match in plain(pattern).finditer(text)]
    assert [match.span() for match in pattern.matches(text)] == wanted


def test_a_pattern_is_looked_for_in_the_texts_that_have_a_sign_of_it() -> None:
    unit = checked("一: 甲月\n二: 12月\n三: 月乙\n四: 十二")
    months = text_pattern(r"(\d+)月", first=r"\d", signs="月")
    assert [text.text for text in unit.with_sign(months)] == ["甲月", "12月", "月乙"]
    assert [(text.text, match[1]) for text, match in unit.matches(months)] == [("12月", "12")]
    assert not unit.with_sign(text_pattern("日", first="日"))
    assert not list(unit.matches(text_pattern("日", first="日")))


def test_the_signs_are_those_that_it_begins_with_if_no_others_are_named() -> None:
    assert list(text_pattern("[甲乙]丙", first="甲").matches("乙丙"))[:1] == []
    (match,) = text_pattern("[甲乙]丙", first="甲乙").matches("丁乙丙")
    assert match.span() == (1, 3)
