"""Nothing is told of forms made from true figures; after one slip it is told, where it is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from docgen.wording.problem_texts import problem_text
from tests.properties.true_forms import FormMaker
from tests.unit.checking.form_rules.forms import problems_of

seeds = st.integers(0, 10**9)


@given(seeds)
def test_nothing_is_told_of_a_true_form(seed: int) -> None:
    form = FormMaker(seed).form()
    assert [problem_text(problem, "zh") for problem in problems_of(form.lines)] == []


@given(seeds, st.integers(0, 10**9))
def test_each_slip_of_a_true_form_is_told(seed: int, which: int) -> None:
    form = FormMaker(seed).form()
    slip = form.slips[which % len(form.slips)]
    told = [(it.code, it.place.line) for it in problems_of(form.changed(slip))]
    assert (slip[3], slip[0] + 1) in told
