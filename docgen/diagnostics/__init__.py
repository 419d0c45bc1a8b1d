"""Problems, their places, what they say, and the exceptions that carry an exit code."""

from docgen.diagnostics.fixes import Fix
from docgen.diagnostics.places import DocumentPlace, Place, TemplatePlace
from docgen.diagnostics.problems import (
    DocgenError,
    EditsAtRiskError,
    ExitCode,
    OutputError,
    PdfError,
    Problem,
    Problems,
    Severity,
    Step,
    UsageError,
    deviation,
    error,
    nearest,
    of_pack,
    template_error,
    warning,
)

__all__ = [
    "DocgenError",
    "DocumentPlace",
    "EditsAtRiskError",
    "ExitCode",
    "Fix",
    "OutputError",
    "PdfError",
    "Place",
    "Problem",
    "Problems",
    "Severity",
    "Step",
    "TemplatePlace",
    "UsageError",
    "deviation",
    "error",
    "nearest",
    "of_pack",
    "template_error",
    "warning",
]
