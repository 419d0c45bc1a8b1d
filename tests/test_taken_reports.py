"""``docgen take`` on the reports of the sample units, as docgen and offices leave them.

``make taken`` takes each report through every mutation, and through rows of them drawn at random.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.diagnostics import Problem
from docgen.scaffold.taken.take_report import take_report
from tests.support import SOFFICE
from tests.taken_reports import SampleReport, sample_reports, score_report
from tests.taken_reports_mutations import mutated
from tests.taken_reports_score import Score

pytestmark = pytest.mark.slow

LETTER, FORM, REPORT = "education-bureau", "science-museum", "zhuzhou-vocational-park"
BY_HAND = {
    LETTER: ("empty-paragraphs", "labels-spaced", "other-fonts", "content-controls", "text-boxes"),
    FORM: ("columns-reordered", "labels-spaced", "merges-empty", "row-added", "tracked"),
    REPORT: ("headings-plain", "merges-repeated", "row-deleted", "runs-split", "cover-and-annex"),
}
"""What became of each report in Word."""


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, SampleReport]:
    found = sample_reports(tmp_path_factory.mktemp("taken"))
    return {sample.unit: sample for sample in found}


def taken(root: Path, report: Path, pack: str, unit: str, edition: str) -> list[str]:
    """Takes a report in this process; returns the texts of what it tells."""
    problems = take_report(report, pack, unit, edition, root=root).unit.problems
    return [_line(problem) for problem in problems]


def _line(problem: Problem) -> str:
    return f"{problem.code} {' '.join(map(str, problem.words.values()))}"


def scored(sample: SampleReport, *mutations: str) -> Score:
    return score_report(taken, sample, mutated(sample.file, mutations))


@pytest.mark.parametrize("unit", BY_HAND)
def test_every_value_of_a_report_is_taken(unit: str, samples: dict[str, SampleReport]) -> None:
    score = scored(samples[unit])
    assert not score.failure
    assert score.details == []
    assert (score.right, score.wrong, score.extra) == (score.values, 0, 0)


@pytest.mark.parametrize("unit", BY_HAND)
def test_so_it_is_of_one_that_was_made_over_by_hand(
    unit: str, samples: dict[str, SampleReport]
) -> None:
    score = scored(samples[unit], *BY_HAND[unit])
    assert not score.failure
    assert (score.right, score.wrong, score.silent) == (score.values, 0, 0), score.details


@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice")
def test_so_it_is_of_one_that_another_program_saved(samples: dict[str, SampleReport]) -> None:
    score = scored(samples[FORM], "odt-and-back", "figures-otherwise")
    assert (score.right, score.wrong, score.silent) == (score.values, 0, 0), score.details
