"""The summary that comes along, of a city of five units, one of which has an error."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import docx
import pytest

from docgen import check_edition
from docgen.runs.results import Result
from tests.summed_edition import POINTS, WORDS, pdf_of, summary_of, summed_edition, words_of
from tests.support import codes, needs_libreoffice

pytestmark = [pytest.mark.slow, needs_libreoffice]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("city")
    summed_edition(folder)
    return folder


@pytest.fixture(scope="module")
def summary(root: Path) -> Result:
    return summary_of(root)


def rows(summary: Result) -> list[list[str]]:
    (outcome,) = summary.outcomes
    table = docx.Document(str(outcome.docx)).tables[0]
    return [[cell.text for cell in row.cells] for row in table.rows][1:]


def test_it_prints_what_the_docs_show(summary: Result) -> None:
    assert words_of(pdf_of(summary)) == WORDS.read_text("utf-8"), "run `make pictures`, and look"


def test_its_sums_are_plain_sums(summary: Result) -> None:
    *units, total = rows(summary)
    for column in (2, 3):
        assert Decimal(total[column]) == sum(Decimal(row[column]) for row in units)
    weights = [Decimal(row[2]) for row in units]
    pairs = zip(units, weights, strict=True)
    points = sum((Decimal(row[5]) * weight for row, weight in pairs), Decimal())
    mean = points / sum(weights)
    assert Decimal(total[5]) == mean.quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_the_unit_with_the_error_is_named_and_not_in_it(root: Path, summary: Result) -> None:
    wrong = f"unit-{list(POINTS).index('水利局') + 1}"
    assert codes(summary) == ["units-left-out"]
    (told,) = summary.all_problems()
    assert wrong in dict(told.words).values()
    assert len(rows(summary)) == len(POINTS)  # but for one, and with the total
    checked = check_edition("2023", root=root, units=[wrong])
    assert checked.exit_code == 1
