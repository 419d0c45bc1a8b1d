"""docgen fills official Word forms from content files and converts them to PDF.

content/2023/<unit>/*.yaml, *.md -> Unit -> types, derived values, bindings -> filled template
    -> build/2023/*.docx -> *.pdf
and back: the office's edited .docx -> edits -> proposals -> trial rendering -> content/
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from docgen.diagnostics import DocgenError, ExitCode, Place, Problem, Severity
from docgen.version import __version__

if TYPE_CHECKING:
    from docgen.runs.check import check_edition
    from docgen.runs.convert import convert_files
    from docgen.runs.edition_figures import UnitFigures, edition_figures
    from docgen.runs.fill_files import FillOptions, fill_files
    from docgen.runs.fix import FixResult, fix_edition
    from docgen.runs.pull import diff_files, pull_files
    from docgen.runs.render import RenderOptions, render_edition
    from docgen.runs.results import Outcome, Result, Review, UnitStatus
    from docgen.runs.sheet_in import SheetIn, sheet_in, undo_sheet_in
    from docgen.runs.sheet_out import SheetOut, sheet_out
    from docgen.runs.status import edition_status
    from docgen.runs.undo import UndoneUnit, undo_fixes, undo_pull
    from docgen.runs.verify import verify_files
    from docgen.templates.free.docxtpl_class import (
        RP,
        DocxTemplate,
        InlineImage,
        Listing,
        R,
        RichText,
        RichTextParagraph,
        Subdoc,
    )
    from docgen.templates.free.template_class import Filled, Template, TemplateError

_LAZY_IMPORTS = {
    "docgen.runs.check": ("check_edition",),
    "docgen.runs.convert": ("convert_files",),
    "docgen.runs.fill_files": ("FillOptions", "fill_files"),
    "docgen.runs.edition_figures": ("UnitFigures", "edition_figures"),
    "docgen.runs.fix": ("FixResult", "fix_edition"),
    "docgen.runs.pull": ("diff_files", "pull_files"),
    "docgen.runs.render": ("RenderOptions", "render_edition"),
    "docgen.runs.results": ("Outcome", "Result", "Review", "UnitStatus"),
    "docgen.runs.sheet_in": ("SheetIn", "sheet_in", "undo_sheet_in"),
    "docgen.runs.sheet_out": ("SheetOut", "sheet_out"),
    "docgen.runs.status": ("edition_status",),
    "docgen.runs.undo": ("UndoneUnit", "undo_fixes", "undo_pull"),
    "docgen.runs.verify": ("verify_files",),
    "docgen.templates.free.docxtpl_class": (
        "RP",
        "DocxTemplate",
        "InlineImage",
        "Listing",
        "R",
        "RichText",
        "RichTextParagraph",
        "Subdoc",
    ),
    "docgen.templates.free.template_class": ("Filled", "Template", "TemplateError"),
}
"""Names by module, imported on first access, so that ``docgen --help`` starts fast."""


def __getattr__(name: str) -> Any:
    for module, names in _LAZY_IMPORTS.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module 'docgen' has no attribute {name!r}")


__all__ = [
    "RP",
    "DocgenError",
    "DocxTemplate",
    "ExitCode",
    "FillOptions",
    "Filled",
    "FixResult",
    "InlineImage",
    "Listing",
    "Outcome",
    "Place",
    "Problem",
    "R",
    "RenderOptions",
    "Result",
    "Review",
    "RichText",
    "RichTextParagraph",
    "Severity",
    "SheetIn",
    "SheetOut",
    "Subdoc",
    "Template",
    "TemplateError",
    "UndoneUnit",
    "UnitFigures",
    "UnitStatus",
    "__version__",
    "check_edition",
    "convert_files",
    "diff_files",
    "edition_figures",
    "edition_status",
    "fill_files",
    "fix_edition",
    "pull_files",
    "render_edition",
    "sheet_in",
    "sheet_out",
    "undo_fixes",
    "undo_pull",
    "undo_sheet_in",
    "verify_files",
]
