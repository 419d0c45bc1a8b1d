"""Binds the evidence of a unit behind its PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf

from docgen.diagnostics import DocgenError, PdfError, Place, Problems
from docgen.diagnostics.codes import problem_code
from docgen.filing.hand_in.bound_pdf import A4, BoundPiece, bound_pdf
from docgen.filing.hand_in.evidence_folder import EvidenceFile
from docgen.filing.hand_in.evidence_index import ListedEvidence
from docgen.filing.hand_in.evidence_sheets import page_count, picture_pdf
from docgen.filing.hand_in.printed_numbers import next_number
from docgen.runs.edition import Edition
from docgen.runs.executor import Executor
from docgen.runs.word_source import read_word_source
from docgen.temporary import temporary_folder
from docgen.word.number_sheets import number_sheets

EVIDENCE_NOT_CONVERTED = problem_code(
    "evidence-not-converted",
    en=(
        "no PDF could be made of it: {reason}",
        "open it in Word, save it as a PDF, and put that into the folder in its place",
    ),
    zh=("没能生成它的 PDF：{reason}", "用 Word 打开，另存为 PDF，用 PDF 换掉它"),
)

TITLE = "佐证材料"
"""The bookmark above those of the evidence, if the pack names no list."""


@dataclass(frozen=True)
class EvidenceBinder:
    """Binds evidence behind reports.

    Attributes:
        edition: their edition.
        executor: lays out Word files.
        seconds: the time limit for one PDF.
    """

    edition: Edition
    executor: Executor
    seconds: int

    def bound(
        self,
        docx: Path,
        pdf: bytes,
        evidence: Sequence[ListedEvidence],
        title: str,
        problems: Problems,
    ) -> bytes:
        """The PDF of the report ``docx`` with its evidence behind it; without any, as it is.

        What could not be converted is added to ``problems``.
        """
        pieces = [
            BoundPiece(each.name, data)
            for each in evidence
            if (data := self._as_pdf(each.file, problems)) is not None
        ]
        if not pieces or problems.has_errors:
            return pdf
        numbers = self._numbers(docx, pdf, sum(page_count(piece.pdf) for piece in pieces))
        return bound_pdf(pdf, pieces, numbers, title or TITLE)

    def _as_pdf(self, file: EvidenceFile, problems: Problems) -> bytes | None:
        try:
            if file.kind == "word":
                source = read_word_source(file.path, file.place, self.edition.project.converter)
                return self._laid_out(source.package.data, file.place)
            data = file.path.read_bytes()
            return data if file.kind == "pdf" else picture_pdf(data, A4)
        except DocgenError as reason:
            problems.add(reason.problem)
            return None

    def _numbers(self, docx: Path, pdf: bytes, count: int) -> bytes | None:
        """Pages with the numbers that run on, and nothing else; ``None`` if there are no numbers.

        Before an even one there is a page more, which is left out: so it comes behind an odd one.
        """
        first, place = next_number(pdf), self.edition.place(docx)
        before = 1 if first % 2 == 0 else 0
        sheets = number_sheets(docx.read_bytes(), first - before, count + before, place)
        if sheets is None:
            return None
        written = BytesIO()
        with pikepdf.open(BytesIO(self._laid_out(sheets, place))) as numbered:
            del numbered.pages[:before]
            numbered.save(written)
        return written.getvalue()

    def _laid_out(self, docx: bytes, place: Place) -> bytes:
        """A Word file as a PDF. Raises :class:`DocgenError` if there is none."""
        converter = self.executor.find_converter()
        if converter is None:
            raise self.executor.no_converter(place)
        with temporary_folder("evidence") as folder:
            file = folder / "file.docx"
            file.write_bytes(docx)
            ((_, made),) = self.executor.convert(converter, [file], self.seconds)
        if isinstance(made, str):
            raise PdfError(EVIDENCE_NOT_CONVERTED, place, reason=made)
        return made
