"""Whether a defect is found."""

from __future__ import annotations

from dataclasses import dataclass

from tests.truth.findings import Finding, Reader
from tests.truth.marks import MarkedText
from tests.truth.planting import Defect


@dataclass(frozen=True)
class Trial:
    """A defect and what is told because of it."""

    defect: Defect
    told: tuple[Finding, ...]
    is_found: bool


def trial(defect: Defect, text: MarkedText, clean: list[Finding], reader: Reader) -> Trial:
    """Checks a planted text.

    It is found if a problem that the clean text does not have stands in the altered paragraph or
    table, or names a line of it.
    """
    every = reader(defect.text, defect.source)
    told = tuple(finding for finding in every if finding not in clean)
    block = _block(text, defect.line)
    is_found = any(line in block for finding in told for line in (finding.line, *finding.named))
    return Trial(defect, told, is_found)


def _block(text: MarkedText, line: int) -> range:
    """The lines of the table that a line belongs to, or the line itself."""
    tables = (table.lines for table in text.tables if line in table.lines)
    return next(tables, range(line, line + 1))
