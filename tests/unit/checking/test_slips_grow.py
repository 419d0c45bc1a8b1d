"""Slips of form are looked for in a time that grows as the text does, however odd it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from docgen.checking.check_registry import all_checks
from docgen.checking.checked_unit import CheckedUnit
from tests.growth import TIMES, is_linear
from tests.unit.checking.units import markdown

pytestmark = pytest.mark.campaign("how time grows with the text")

LONG = 24_000
"""Characters of a text pasted into one paragraph."""

MODULES = ("left_overs", "punctuation", "brackets", "numbering", "missing_units", "full_stops")
CHECKS = [each for each in all_checks() if each.function.__module__.rpartition(".")[2] in MODULES]

TEXTS = [
    *("（", "(", "《“（", "）", "，。", "……", "一是", "（（甲）", '"甲"'),
    *("支出3", "分别为3、", "支出3万元、", "不超过5字", "（请", "请简要", "（1）", "《甲》，"),
]


def units(*texts: str) -> Iterator[CheckedUnit]:
    """Units of these texts, read as the checks see them."""
    for text in texts:
        unit = markdown(text)
        assert unit.whole_text
        yield unit


@pytest.mark.parametrize(
    ("small", "large"),
    [
        *((text * (LONG // TIMES // len(text)), text * (LONG // len(text))) for text in TEXTS),
        tuple("（《" * (size // 4) + "甲" + "》）" * (size // 4) for size in (LONG // TIMES, LONG)),
    ],
    ids=[*TEXTS, "nested"],
)
def test_the_time_of_each_check_grows_with_the_text(small: str, large: str) -> None:
    first, second = units(small, large)
    for check in CHECKS:
        run = check.function
        assert is_linear(lambda: list(run(first)), lambda: list(run(second))), run.__name__  # noqa: B023
