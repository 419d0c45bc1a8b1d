"""The sections of the docs that are made from what is registered are current."""

from __future__ import annotations

import pytest

from tests.docs import Section, marked, sections
from tests.support import ROOT


@pytest.mark.parametrize("made", sections(), ids=lambda made: f"{made.page} {made.name}")
def test_each_section_is_as_make_docs_writes_it(made: Section) -> None:
    text = (ROOT / made.page).read_text("utf-8")
    assert made.written(text) == text


def test_each_mark_in_the_docs_has_a_section() -> None:
    assert {(made.page, made.name) for made in sections() if made.name} == marked()
