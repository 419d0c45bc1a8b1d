"""The exception that is shown can be copied: it waives the figure it is of."""

from __future__ import annotations

import pytest

from docgen.checking.checks.against_tables import TEXT_DIFFERS
from docgen.checking.checks.punctuation import REPEATED
from docgen.checking.waivers import apply_waivers
from docgen.diagnostics import Place, error
from docgen.diagnostics.codes import LANGUAGES, Language
from docgen.wording.waiver_lines import waiver_lines
from tests.unit.checking.units import read
from tests.unit.helpers import collect

FILE = "content/2023/甲/narrative/6-绩效, [情况].md"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("typed", ["18.74万元", "12.4%", "-3.5", "#1.2"])
def test_the_exception_that_is_shown_waives_the_figure(language: Language, typed: str) -> None:
    of_form = error(REPEATED, Place(FILE, 1, 1), text="。。", wanted="。")
    problem = error(TEXT_DIFFERS, Place(FILE, 3, 5), typed=typed, value="90.00")
    (line,) = waiver_lines([of_form, problem, problem], language)
    data = read(f"例外:\n  - {line.partition('- ')[2]}\n").data
    left = collect()
    assert [waived.problem for waived in apply_waivers(data, [problem], left)] == [problem]
    assert list(left) == []


def test_nothing_is_shown_where_no_figure_is_told() -> None:
    of_form = error(REPEATED, Place(FILE, 1, 1), text="。。", wanted="。")
    assert list(waiver_lines([of_form], "zh")) == []
