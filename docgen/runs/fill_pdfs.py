"""The PDFs of filled files, each made while the next files are filled."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from docgen.diagnostics import Problem
from docgen.project import Project
from docgen.runs.convert import missing_converter, write_pdfs
from docgen.runs.edition import Edition
from docgen.runs.executor import LocalExecutor
from docgen.runs.results import Outcome


class PdfStep:
    """Makes a PDF beside each filled file.

    Attributes:
        problems: why there are no PDFs, if no program makes them.
        substituted: the substitute of each official font that is missing; ``None`` without one.
    """

    def __init__(self, executor: LocalExecutor, shown: Project, seconds: int) -> None:
        self._executor, self._shown, self._seconds = executor, shown, seconds
        self.problems: list[Problem] = []
        self.substituted: dict[str, str | None] = {}

    def begin(self) -> None:
        """Starts LibreOffice, while files are filled; the processes that fill them come first."""
        self._executor.expect(1, pdf_seconds=self._seconds)

    def converted(self, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        """Yields each outcome with its PDF, those without a Word file last."""
        converter = self._executor.find_converter()
        if converter is None:
            made = list(outcomes)
            files = [outcome.docx for outcome in made if outcome.docx]
            edition = Edition(self._shown, "")
            self.problems += missing_converter(files, edition, self._executor)
            yield from made
            return
        waiting, without = dict[Path, Outcome](), deque[Outcome]()

        def files_made() -> Iterator[Path]:
            for outcome in outcomes:
                if outcome.docx:
                    waiting[outcome.docx] = outcome
                    yield outcome.docx
                else:
                    without.append(outcome)

        pdfs = write_pdfs(files_made(), self._shown, self._executor, converter, self._seconds)
        for pdf in pdfs:
            outcome = waiting.pop(pdf.docx)
            if pdf.problem:
                yield outcome.with_problems(pdf.problem)
            else:
                outcome = outcome.with_problems(*filter(None, [pdf.stale]))
                yield replace(outcome, pdf=pdf.path, pages=pdf.pages)
        yield from without
        self.substituted.update(converter.substituted)
