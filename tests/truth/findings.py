"""What the checks say of a planted text and not of the clean one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from docgen.diagnostics import Problem
from docgen.messages.problem_words import message_and_hint
from tests.truth.marks import MarkedText
from tests.truth.planting import Defect
from tests.truth.reading import Reader

_NAMED_LINE = re.compile(r"(?<=\.md:)(\d+)(?::\d+)?")


@dataclass(frozen=True)
class Finding:
    """A problem without its column, so that those of two texts can be compared.

    Attributes:
        code: its code.
        is_error: whether it is an error.
        line: the line that it stands at.
        named: the lines that its message names.
        said: what it says.
    """

    code: str
    is_error: bool
    line: int
    named: tuple[int, ...]
    said: str


def findings(problems: Iterable[Problem]) -> list[Finding]:
    """The problems as they can be compared."""
    return [_finding(problem) for problem in problems]


def _finding(problem: Problem) -> Finding:
    said = message_and_hint(problem, "zh").message
    named = tuple(int(match[1]) for match in _NAMED_LINE.finditer(said))
    without_columns = _NAMED_LINE.sub(r"\1", said)
    return Finding(problem.code, problem.is_error, problem.place.line, named, without_columns)


@dataclass(frozen=True)
class Trial:
    """A defect and what is said because of it."""

    defect: Defect
    told: tuple[Finding, ...]
    is_found: bool


def trial(defect: Defect, text: MarkedText, clean: list[Finding], reader: Reader) -> Trial:
    """Checks a planted text.

    It is found if a problem that the clean text does not have stands in the altered paragraph or
    table, or names a line of it.
    """
    told = [
        finding for finding in findings(reader(defect.text, defect.source)) if finding not in clean
    ]
    block = _block(text, defect.line)
    is_found = any(line in block for finding in told for line in (finding.line, *finding.named))
    return Trial(defect, tuple(told), is_found)


def _block(text: MarkedText, line: int) -> range:
    """The lines of the table that a line belongs to, or the line itself."""
    tables = (table.lines for table in text.tables if line in table.lines)
    return next(tables, range(line, line + 1))
