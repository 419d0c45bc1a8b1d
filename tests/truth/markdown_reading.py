"""Checks a text as a report of no pack: as Markdown, without a Word file on the way."""

from __future__ import annotations

import re

from docgen.checking.any_report import any_report
from docgen.checking.check_unit import check_unit
from docgen.content.markdown import parse_markdown
from docgen.diagnostics import Place, Problem, Problems
from tests.truth.findings import Finding, finding

_NAMED = re.compile(r"\.md:(\d+)")


def markdown_findings(name: str, source: str) -> list[Finding]:
    """What the checks say of a text; lines are those of ``source``."""
    problems = Problems()
    file = f"{name}.md"
    # A title belongs to a form; what is typed in its place is a paragraph.
    document = parse_markdown(source.removeprefix("# "), Place(file, 1, 1), problems)
    unit, pack = any_report(document, file)
    every = [*problems, *check_unit(unit, pack, None)]
    return [finding(problem, problem.place.line, _named(problem)) for problem in every]


def _named(problem: Problem) -> tuple[int, ...]:
    return tuple(int(line) for word in problem.words.values() for line in _NAMED.findall(word))
