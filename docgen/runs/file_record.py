"""What was checked of a Word file of any make."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.checking.any_report import any_report
from docgen.checking.check_record import CheckRecord, record_of
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.figure_verdicts import figure_verdicts
from docgen.checking.over_years.other_documents import OtherSource
from docgen.content.blocks import Document, Heading, Span
from docgen.diagnostics import Place
from docgen.roundtrip.reading.report_blocks import report_lines
from docgen.runs.markable_file import MarkableFile
from docgen.runs.printed_figures import placed_figures
from docgen.word.package_file import WordPackage


def file_record(
    document: Document, place: Place, name: str, against: Sequence[OtherSource] = ()
) -> CheckRecord:
    """The record of a Word file that was read as ``document``.

    Args:
        document: what its reader sees.
        place: the file as messages name it.
        name: its name without the ending.
        against: what it is compared with.
    """
    unit, pack = any_report(document, place.file)
    others = [source.beside(unit.edition) for source in against]
    checked = CheckedUnit(unit, pack, None, others=others)
    title = _title(document) or name
    return record_of(unit.data, figure_verdicts(checked), name=name, title=title)


def file_to_mark(package: WordPackage, place: Place, record: CheckRecord) -> MarkableFile:
    """The file with the figures of its record; it itself is only read."""
    figures = placed_figures(record.verdicts, *report_lines(package.document(place)))
    return MarkableFile(package.data, tuple(figures))


def _title(document: Document) -> str:
    """The words of the first title; empty if there is none."""
    titles = (block for block in document.blocks if isinstance(block, Heading) and block.level == 1)
    first = next(titles, None)
    spans = first.inlines if first else ()
    return "".join(span.text for span in spans if isinstance(span, Span))
