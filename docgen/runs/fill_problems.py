"""What is wrong with all rows alike is told once; what fails in the form for some, at the row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

from docgen.content.data_rows import Data
from docgen.diagnostics import ExitCode, Place, Problem, error, nearest
from docgen.diagnostics.codes import problem_code
from docgen.runs.results import Outcome

MISSING_COLUMN = problem_code(
    "missing-column",
    en=(
        "the form ({template}) needs 「{name}」, and no column is headed so{nearest}",
        "add a column with this head, or correct the name in the form",
    ),
    zh=(
        "模板（{template}）要用的「{name}」，哪一列的表头都不是{nearest}",
        "加上这个表头的一列，或改正模板里的名称",
    ),
    says_missing=True,
)


def told_once(
    data: Data, form: str, outcomes: Sequence[Outcome], places: Mapping[str, Place]
) -> tuple[list[Problem], list[Outcome]]:
    """The problems of all rows alike, and the outcomes of the rows without these.

    A column that a table lacks is missing in each of its rows. What fails in the ``form``, as
    messages call it, is told at the row, if it does not fail in each; ``places`` has the rows by
    the names of their outcomes.
    """
    in_form = Counter(
        _key(problem)
        for outcome in outcomes
        for problem in outcome.problems
        if problem.place.file == form
    )
    once: dict[Hashable, Problem] = {}
    left = []
    for outcome in outcomes:
        own = []
        for problem in outcome.problems:
            if data.is_table and problem.says_missing:
                column = _missing_column(problem, data)
                once.setdefault(_key(column), column)
            elif in_form[_key(problem)] == len(outcomes):
                once.setdefault(_key(problem), problem)
            else:
                is_in_form = problem.place.file == form
                own.append(_at(places, outcome, problem) if is_in_form else problem)
        left.append(replace(outcome, problems=tuple(own)))
    return list(once.values()), left


def _at(places: Mapping[str, Place], outcome: Outcome, problem: Problem) -> Problem:
    """A problem in the form as one of the row of an outcome, to whose data it is due."""
    if outcome.name not in places:
        return problem
    return replace(problem, place=places[outcome.name], exit_code=ExitCode.CONTENT)


def _missing_column(problem: Problem, data: Data) -> Problem:
    """The problem of a name that a row lacks, as that of the whole table."""
    name = problem.words["name"]
    column = error(
        MISSING_COLUMN,
        data.place,
        problem.template,
        name=name,
        nearest=nearest(name, data.heads) or problem.words.get("nearest", ""),
    )
    return replace(column, severity=problem.severity, exit_code=problem.exit_code)


def _key(problem: Problem) -> Hashable:
    return problem.code, problem.place, tuple(sorted(problem.words.items())), problem.template
