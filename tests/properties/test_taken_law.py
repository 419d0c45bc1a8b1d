"""Over random forms: what is typed and printed is taken from the report again, or told."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.properties.drawn_forms import HINTS, KINDS, DrawnForm, forms
from tests.taken_forms import score_form
from tests.taken_forms_filled import Various

pytestmark = pytest.mark.slow

EACH = max(1, int(os.environ.get("DOCGEN_FORMS", "20")) // len(KINDS))
"""Forms of each kind of table."""


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_printed_is_taken_again(kind: str) -> None:
    @settings(max_examples=EACH, deadline=None)
    @given(form=forms(kind), seed=st.integers(0, 99))
    def holds(form: DrawnForm, seed: int) -> None:
        score = score_form(form.document(), Various({}, {}, frozenset(HINTS), seed=seed))
        bad = [line for line in score.details if not line.startswith("told")]
        assert bad == [], str(form)

    holds()
