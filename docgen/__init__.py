"""docgen fills official Word forms with content that is written once, and makes the PDF.

content/2023/<unit>/*.yaml, *.md -> Unit -> types, derived values, bindings -> filled template
    -> build/2023/*.docx -> *.pdf
and back: the office's edited .docx -> edits -> proposals, tried -> content/
"""

from docgen.diagnostics import DocgenError, ExitCode, Place, Problem, Severity
from docgen.pipeline import check_edition, convert_files, render_edition, verify
from docgen.results import Outcome, Result, Review, UnitStatus
from docgen.reviewing import diff_files, edition_status, pull_files
from docgen.version import __version__

__all__ = [
    "DocgenError",
    "ExitCode",
    "Outcome",
    "Place",
    "Problem",
    "Result",
    "Review",
    "Severity",
    "UnitStatus",
    "__version__",
    "check_edition",
    "convert_files",
    "diff_files",
    "edition_status",
    "pull_files",
    "render_edition",
    "verify",
]
