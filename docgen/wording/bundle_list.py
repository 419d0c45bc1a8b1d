"""The list of what many units hand in: an Excel workbook with a row for each unit."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from docgen.diagnostics.codes import Language
from docgen.messages import phrases
from docgen.messages.problem_words import message_and_hint

if TYPE_CHECKING:
    from docgen.runs.results import Outcome

_WIDTHS = (30, 14, 60, 80)
"""Of the columns, in characters."""


def bundle_list(outcomes: Sequence[Outcome], language: Language) -> bytes:
    """The workbook: unit, whether it is ready, its bundle, and what it lacks."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    texts, book = phrases(language), Workbook()
    sheet = book.worksheets[0]
    sheet.title = texts["bundle-list-title"]
    sheet.append(list(texts["bundle-list-heads"].split("|")))
    for outcome in outcomes:
        state = texts["bundle-ready" if outcome.docx else "bundle-lacking"]
        name = outcome.docx.name if outcome.docx else ""
        sheet.append([outcome.name, state, name, _lacking(outcome, language)])
    for column, width in zip("ABCD", _WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            cell.data_type = "s"  # a name that begins with = is no formula
    sheet.freeze_panes = "A2"
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _lacking(outcome: Outcome, language: Language) -> str:
    """What keeps a unit from being handed in, a line for each."""
    errors = (problem for problem in outcome.problems if problem.is_error)
    return "\n".join(
        f"{problem.place}: {message_and_hint(problem, language).message}" for problem in errors
    )
