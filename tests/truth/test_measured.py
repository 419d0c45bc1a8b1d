"""What the checks find of a third of the planted defects; ``make truth`` measures all."""

from __future__ import annotations

from functools import cache

import pytest

from tests.truth.markdown_reading import markdown_findings
from tests.truth.marks import marked_texts
from tests.truth.measure import Measured, measured

pytestmark = pytest.mark.campaign("planted defects: make truth")


@cache
def sample() -> Measured:
    """Every third defect of all texts, some 560."""
    return measured(marked_texts(), markdown_findings, every=3)


def test_nine_of_ten_defects_are_found_in_the_median_of_the_kinds() -> None:
    assert sample().median >= 0.9


def test_four_of_five_defects_are_found() -> None:
    missed = [each.defect for each in sample().trials if not each.is_found]
    named = [f"{each.kind} {each.text}:{each.line} {each.old} → {each.new}" for each in missed]
    assert len(missed) <= len(sample().trials) * 0.2, named


def test_nothing_is_told_of_the_texts_without_a_defect() -> None:
    assert {name: told for name, told in sample().false.items() if told} == {}
