"""PDFs that are older than the Word files beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from docgen.diagnostics import Place, Problem, warning
from docgen.diagnostics.codes import problem_code
from docgen.runs.edition import Edition

STALE_PDF = problem_code(
    "stale-pdf",
    en=(
        "the PDF beside it is older than the Word file",
        "run docgen pdf {edition} to make it again",
    ),
    zh=("旁边的 PDF 比 Word 文件旧", "运行 docgen pdf {edition} 重新生成"),
)


def stale_pdfs(files: Iterable[Path], edition: Edition) -> Iterator[Problem]:
    """A warning for each PDF that is older than the Word file beside it."""
    for file in files:
        old = file.with_suffix(".pdf")
        if old.exists() and old.stat().st_mtime < file.stat().st_mtime:
            place = Place(edition.project.relative(old))
            yield warning(STALE_PDF, place, edition=edition.name or file.name)
