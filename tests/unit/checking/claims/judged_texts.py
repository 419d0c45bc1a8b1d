"""Texts whose claims are judged: ``▸`` stands before each figure that is told.

``▸420.71万元`` is told as an error, ``▹420.71万元`` as a warning; all others are not told.
"""

from __future__ import annotations

from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.checks.claimed_figures import claimed_figures
from docgen.checking.checks.listed_figures import listed_figures
from docgen.diagnostics import Problem, Severity
from tests.unit.checking.units import markdown

FORM = "年度: 2023\n封面: {单位: 某县农业农村局}\n"
_MARKS = {Severity.ERROR: "▸", Severity.WARNING: "▹"}


def plain(text: str) -> str:
    """The text without its marks."""
    return text.replace("▸", "").replace("▹", "")


def unit_of(text: str, form: str = FORM) -> CheckedUnit:
    """A unit with this text and the fields of ``form``."""
    return markdown(plain(text), form)


def problems_of(text: str, form: str = FORM) -> list[Problem]:
    """What is told of the claims, counts and ranks of a text."""
    unit = unit_of(text, form)
    return [*claimed_figures(unit), *listed_figures(unit)]


def told(text: str, form: str = FORM) -> str:
    """The text with a mark before each figure that is told."""
    lines = plain(text).split("\n")
    for problem in sorted(problems_of(text, form), key=lambda it: -it.place.column):
        row, at = problem.place.line - 1, problem.place.column - 1
        lines[row] = lines[row][:at] + _MARKS[problem.severity] + lines[row][at:]
    return "\n".join(lines)


def statuses(text: str, form: str = FORM) -> list[str]:
    """``figure: status`` of each claim, in order."""
    judgements = unit_of(text, form).judgements
    return [f"{it.claim.term.quantity.words}: {it.status.value}" for it in judgements]
