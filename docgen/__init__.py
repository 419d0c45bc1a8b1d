"""docgen fills official Word forms with content that is written once, and makes the PDF.

content/2023/<unit>/*.yaml, *.md -> Unit -> types, derived values, bindings -> filled template
    -> build/2023/*.docx -> *.pdf
"""

from docgen.diagnostics import DocgenError, ExitCode, Place, Problem, Severity
from docgen.pipeline import check_edition, convert_files, render_edition, verify
from docgen.results import Outcome, Result
from docgen.version import __version__

__all__ = [
    "DocgenError",
    "ExitCode",
    "Outcome",
    "Place",
    "Problem",
    "Result",
    "Severity",
    "__version__",
    "check_edition",
    "convert_files",
    "render_edition",
    "verify",
]
