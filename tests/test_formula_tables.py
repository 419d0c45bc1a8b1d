"""The formulas of small tables: what forms make certain is worked out, and nothing else."""

from __future__ import annotations

import pytest

from docgen.diagnostics import Place
from docgen.packs.formula_order import Derived, in_order
from tests.formulas.judge import Case, Draft, cases_in, judged

KNOWN, UNSEEN = cases_in("known.txt"), cases_in("unseen.txt")
_LEAST = 0.95
"""The least part of the lines that is right in each file."""


@pytest.mark.parametrize("case", [*KNOWN, *UNSEEN], ids=lambda case: case.title)
def test_no_formula_of_a_table_is_false(case: Case) -> None:
    assert judged(case).false == []


@pytest.mark.parametrize("cases", [KNOWN, UNSEEN], ids=["known", "unseen"])
def test_nearly_all_that_the_tables_make_certain_is_worked_out(cases: list[Case]) -> None:
    verdicts = [judged(case) for case in cases]
    right = sum(len(verdict.right) for verdict in verdicts)
    missed = sum(len(verdict.missed) for verdict in verdicts)
    assert right >= _LEAST * (right + missed)


@pytest.mark.parametrize("case", [*KNOWN, *UNSEEN], ids=lambda case: case.title)
def test_every_formula_stands_behind_those_that_it_reads(case: Case) -> None:
    derived = Draft(case).rules.derived
    formulas = [Derived(".".join(path), text, Place("")) for path, text in derived.items()]
    found, circles = in_order(formulas, {})
    assert (list(found), circles) == (formulas, ())


def test_a_false_formula_is_found() -> None:
    """The judge itself: a line that says something else makes the formula false."""
    case = next(case for case in KNOWN if case.title == "a total below plain rows of money")
    (line,) = case.expected
    other = Case(case.title, case.parts, (type(line)(line.name, "=", "[差旅费]+[会议费]"),))
    assert judged(other).false == ["合计"]
    assert judged(Case(case.title, case.parts, ())).false != []
