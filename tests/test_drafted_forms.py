"""``docgen template new`` on the forms of the corpus: what the keeper has to repair by hand."""

from __future__ import annotations

import pytest

from tests.drafted_forms import scores, total
from tests.drafted_forms_file import form_files
from tests.drafted_forms_tally import Score

pytestmark = pytest.mark.slow

RIGHT = 0.97
"""Of the blanks, how many have a tag with their name."""
WRONG = MISSED = FALSE = HINTS = 0
"""Wrong tags, blanks without a tag or a word, wrong formulas, hints that print: none."""
LISTS, DERIVED, TYPES = 0.95, 0.80, 0.98
"""Of the lists, the formulas and the types of the notes, how many are those of the draft."""
LEAST_FORMS = 40
EACH = 4
"""``make test`` judges one of as many forms, of all kinds; ``make campaigns`` judges all."""


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(EACH, id="some"),
        pytest.param(1, id="all", marks=pytest.mark.campaign("each form of the corpus is drafted")),
    ],
)
def judged(request: pytest.FixtureRequest) -> list[Score]:
    return scores(list(form_files())[:: request.param])


@pytest.fixture(scope="module")
def whole(judged: list[Score]) -> Score:
    return total(judged)


def _found(judged: list[Score], *kinds: str) -> list[str]:
    """What is not right, for a reader of the failure."""
    return [
        f"{score.name}:{verdict.line} {verdict.name}: {verdict.why}"
        for score in judged
        for verdict in score.verdicts
        if verdict.kind in kinds
    ]


def test_every_form_is_drafted_and_can_be_filled(judged: list[Score]) -> None:
    assert len(form_files()) >= LEAST_FORMS
    assert len(judged) >= LEAST_FORMS / EACH
    assert [f"{score.name}: {score.failure}" for score in judged if score.failure] == []


def test_nearly_every_blank_has_its_tag_and_no_place_a_wrong_one(
    judged: list[Score], whole: Score
) -> None:
    assert whole.wrong == WRONG, _found(judged, "wrong")
    assert whole.right / whole.blanks >= RIGHT, _found(judged, "missed", "told")


def test_no_blank_is_missed_without_a_word(judged: list[Score], whole: Score) -> None:
    assert whole.missed == MISSED, _found(judged, "missed")


def test_nearly_every_list_is_a_loop(judged: list[Score], whole: Score) -> None:
    assert whole.lists_found / whole.lists >= LISTS, _found(judged, "list")


def test_formulas_are_those_that_the_form_makes_certain(judged: list[Score], whole: Score) -> None:
    assert whole.derived_false == FALSE, _found(judged, "derived")
    assert whole.derived_right / whole.derived >= DERIVED, _found(judged, "derived")


def test_nearly_every_type_is_that_of_the_blank(judged: list[Score], whole: Score) -> None:
    assert whole.types_right / whole.types >= TYPES, _found(judged, "type")


def test_no_hint_prints_in_the_filled_report(judged: list[Score], whole: Score) -> None:
    assert whole.hints == HINTS, _found(judged, "hint")
