"""The Word file and the PDF of a unit, as they were saved last."""

from __future__ import annotations

from pathlib import Path

from docgen.preview.unit_state import UnitState
from docgen.runs.edition import Edition


def saved_report(edition: Edition, unit: UnitState) -> dict[str, Path]:
    """The files by their endings; none if the unit, as it is called now, was not saved.

    Those of a draft if the pages are.
    """
    shown = unit.shown
    if shown is None or shown.built.report is None:
        return {}
    folder = (edition.drafts if shown.draft else edition).folder
    docx = folder / shown.built.report.name
    files = {".docx": docx, ".pdf": docx.with_suffix(".pdf")}
    return {
        ending: file for ending, file in files.items() if file.is_file() and not file.is_symlink()
    }
