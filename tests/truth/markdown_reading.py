"""Checks a text as a report of no pack: as Markdown, without a Word file on the way."""

from __future__ import annotations

import re
from collections import Counter

from docgen.checking.any_report import any_report
from docgen.checking.check_unit import check_unit
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.claims.verdict import Status
from docgen.content.markdown import parse_markdown
from docgen.content.unit import Unit
from docgen.diagnostics import Place, Problem, Problems
from docgen.packs.pack import Pack
from tests.truth.findings import Finding, finding

_NAMED = re.compile(r"\.md:(\d+)")


def markdown_findings(name: str, source: str) -> list[Finding]:
    """What the checks say of a text; lines are those of ``source``."""
    problems = Problems()
    unit, pack = _report(name, source, problems)
    every = [*problems, *check_unit(unit, pack, None)]
    return [finding(problem, problem.place.line, _named(problem)) for problem in every]


def claim_statuses(name: str, source: str) -> Counter[Status]:
    """How many claims of a text are verified, and how many are only seen."""
    checked = CheckedUnit(*_report(name, source, Problems()), None)
    return Counter(judgement.status for judgement in checked.judgements)


def _report(name: str, source: str, problems: Problems) -> tuple[Unit, Pack]:
    file = f"{name}.md"
    # A title belongs to a form; what is typed in its place is a paragraph.
    document = parse_markdown(source.removeprefix("# "), Place(file, 1, 1), problems)
    return any_report(document, file)


def _named(problem: Problem) -> tuple[int, ...]:
    return tuple(int(line) for word in problem.words.values() for line in _NAMED.findall(word))
