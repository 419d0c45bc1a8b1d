"""Nothing is said of a form that is right."""

from __future__ import annotations

import pytest

from docgen.wording.problem_texts import problem_text
from tests.unit.checking.form_rules.forms import problems_of
from tests.unit.checking.form_rules.sound_forms import SOUND


@pytest.mark.parametrize("name", SOUND)
def test_nothing_is_said_of_a_form_that_is_right(name: str) -> None:
    found = problems_of(SOUND[name])
    assert [problem_text(problem, "zh") for problem in found] == []
