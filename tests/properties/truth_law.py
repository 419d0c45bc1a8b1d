"""Counts what is told of true texts, and of texts in which one figure was changed.

``python -m tests.properties.truth_law 2000`` prints the counts, and what was told falsely;
``… 2000 lists`` takes lists that are counted and ranks too.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from docgen.checking.check_unit import check_unit
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.claims.verdict import Status
from docgen.diagnostics import Problem
from docgen.wording.problem_texts import problem_text
from tests.properties.true_reports import TrueReport, true_report
from tests.unit.checking.units import PACK, markdown

_MOST = 60
"""Lines of each kind that are printed."""

FORM = "年度: 2023\n封面: {单位: 某县公共事业局}\n"


@dataclass
class Counts:
    """What was found in a number of texts.

    Attributes:
        texts: how many there were.
        claims: figures of the true texts that others give.
        grey: those of which nothing was found out.
        false: what was told of the true texts, with the text.
        told: how many texts with a changed figure were told of.
        missed: the others, each with the sentence that was changed.
        verified: of the missed ones, how many have every claim of the sentence held for true.
    """

    texts: int = 0
    claims: int = 0
    grey: Counter[str] = field(default_factory=Counter)
    false: list[str] = field(default_factory=list)
    told: int = 0
    missed: list[str] = field(default_factory=list)
    verified: int = 0


def count(number: int, *, with_lists: bool = False) -> Counts:
    """The counts of the texts of the first ``number`` seeds."""
    counts = Counts()
    for seed in range(number):
        _count(seed, true_report(seed, with_lists=with_lists), counts)
    return counts


def _count(seed: int, report: TrueReport, counts: Counts) -> None:
    unit = markdown(report.text, FORM)
    counts.texts += 1
    counts.false += [_told(problem, report) for problem in problems_of(unit)]
    held = {
        (it.claim.term.quantity.place.line, it.claim.term.quantity.place.column): it.status
        for it in unit.judgements
        if it.status is not Status.SEEN
    }
    held |= {(it.place.line, it.place.column): it.status for it in unit.listed_counts}
    for line, column in report.claims:
        counts.claims += 1
        if (line, column) not in held:
            counts.grey[_clause(report, line, column)] += 1
    changed = report.changed(Random(seed))
    other = markdown(changed.text, FORM)
    if problems_of(other):
        counts.told += 1
        return
    counts.missed.append(_difference(report, changed))
    statuses = [it.status for it in other.judgements]
    counts.verified += Status.SEEN not in statuses


def problems_of(unit: CheckedUnit) -> list[Problem]:
    """What the checks tell of a text, but for advice on its form."""
    problems = check_unit(unit.unit, PACK, None)
    return [problem for problem in problems if problem.place.file.endswith(".md")]


def _told(problem: Problem, report: TrueReport) -> str:
    line = report.text.split("\n")[problem.place.line - 1]
    return f"{line}\n    {problem_text(problem, 'zh')}"


def _clause(report: TrueReport, line: int, column: int) -> str:
    words = report.text.split("\n")[line - 1]
    start = words.rfind("。", 0, column - 1) + 1
    end = words.find("。", column)
    return words[start:end]


def _difference(report: TrueReport, changed: TrueReport) -> str:
    pairs = zip(report.paragraphs, changed.paragraphs, strict=True)
    sentences = (
        (one, other) for before, after in pairs for one, other in zip(before, after, strict=True)
    )
    one, other = next((one, other) for one, other in sentences if one != other)
    assert not isinstance(one, str)
    assert not isinstance(other, str)
    return f"{one.text} -> {other.text}"


def main() -> None:
    """Prints the counts."""
    counts = count(int(sys.argv[1]) if len(sys.argv) > 1 else 200, with_lists="lists" in sys.argv)
    _print(f"{counts.texts} texts, {len(counts.false)} told falsely")
    _print(f"{counts.grey.total()} of {counts.claims} claims are grey")
    _print(f"{counts.told} of {counts.texts} changed figures are told")
    _print(f"{counts.verified} of the others are held for true")
    for title, lines in (("false", counts.false), ("missed", counts.missed)):
        _print(f"\n{title}:", *lines[:_MOST])
    _print("\ngrey:", *list(counts.grey)[:_MOST])


def _print(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))


if __name__ == "__main__":
    main()
