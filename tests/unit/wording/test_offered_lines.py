"""What a check offers: an exception that can be copied and waives its figure, and references."""

from __future__ import annotations

import pytest

from docgen.checking.checks.against_tables import TEXT_DIFFERS
from docgen.checking.checks.could_be_bound import COULD_BE_BOUND
from docgen.checking.checks.punctuation import REPEATED
from docgen.checking.waivers import apply_waivers
from docgen.diagnostics import Place, error, warning
from docgen.diagnostics.codes import LANGUAGES, Language
from docgen.wording.offered_lines import bindable_lines, waiver_lines
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


def test_references_are_offered_with_the_command_and_no_exception_for_them() -> None:
    bound = warning(COULD_BE_BOUND, Place(FILE, 3, 5), typed="18.74万元", path="甲")
    assert list(bindable_lines([bound, bound], "docgen check 2023", "zh")) == [
        "其中 2 处可以改成引用，逐个问：docgen check 2023 --bind"
    ]
    assert list(bindable_lines([bound], "docgen check 2023", "en")) == [
        "1 figure of the form typed in the text; to put references there, each asked: "
        "docgen check 2023 --bind"
    ]
    assert list(bindable_lines([], "docgen check 2023", "en")) == []
    assert list(waiver_lines([bound], "zh")) == []
