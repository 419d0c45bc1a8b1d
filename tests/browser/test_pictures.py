"""The pictures on the pages ``preview.md`` show what the page shows now."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Windows
from tests.browser.pictures import PICTURES, SHOWN, WORDS, posed
from tests.browser.sample import Sample

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_of_the_docs_has_the_words_that_the_page_has(
    name: str, window: Windows, request: pytest.FixtureRequest
) -> None:
    fixture = "sample" if PICTURES[name][0] == "2023" else "next_year"
    sample: Sample = request.getfixturevalue(fixture)
    shown = posed(name, window, sample).evaluate(SHOWN)
    kept = (WORDS / f"{name}.txt").read_text("utf-8")
    assert shown == kept, "run `make pictures`, and look at docs/images"
