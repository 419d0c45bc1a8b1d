"""The Word file in which the figures of a unit can be marked."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.checking.check_record import CheckRecord
from docgen.roundtrip.reading.docx_model import every_paragraph
from docgen.roundtrip.reading.docx_reader import open_document, read_document
from docgen.runs.build import BuiltUnit, Packs, build_unit, filled_file
from docgen.runs.edition import Edition
from docgen.runs.printed_figures import FigureSpot, printed_figures
from docgen.templates.provenance import Trace


@dataclass(frozen=True)
class MarkableFile:
    """A Word file without marks, and where the figures of its verdicts stand in it."""

    data: bytes
    figures: tuple[FigureSpot, ...]


def markable_file(
    built: BuiltUnit, edition: Edition, packs: Packs, record: CheckRecord
) -> MarkableFile | None:
    """The report of a unit, or its draft if it has errors; ``None`` if it cannot be printed."""
    if built.report is None:
        edition = edition.drafts
        built = build_unit(built.unit.folder, edition, packs)
    trace = Trace()
    filled = filled_file(built, edition, packs, trace) if built.report else None
    if built.report is None or filled is None:
        return None
    traced = read_document(open_document(filled), trace)
    figures = printed_figures(built.unit.data, record.verdicts, traced)
    clean = read_document(open_document(built.report.data))
    pairs = zip(every_paragraph(traced), every_paragraph(clean), strict=True)
    same = {number for number, (one, other) in enumerate(pairs) if one.text == other.text}
    return MarkableFile(
        built.report.data, tuple(figure for figure in figures if figure.paragraph in same)
    )
