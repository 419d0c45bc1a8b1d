"""``--against``: the files that a report is compared with, read once for all reports of a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from docgen.checking.over_years.other_documents import OtherSource, is_report
from docgen.content.workbook_tables import workbook_document
from docgen.diagnostics import UsageError
from docgen.project import NOT_FOUND, Project, project_or_none
from docgen.runs.check_files import ReadReport, file_place, laid_out, read_report
from docgen.sheets.workbook import open_workbook

WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv")


def read_others(
    files: Sequence[Path], *, root: Path | None = None, pages: bool = True, converter: str = ""
) -> list[OtherSource]:
    """Reads the files to compare with, Word files and workbooks.

    Args:
        files: the files.
        root: a folder in the project whose fonts lay out Word files.
        pages: whether Word files that do not say where their pages end are laid out.
        converter: ``word``, ``wps`` or ``libreoffice``, which lays out; the first that is
            installed, in this order, if empty.

    Raises:
        DocgenError: one cannot be read; a report that is not compared with it would seem to agree.
    """
    sources = list[OtherSource]()
    unpaged = dict[int, ReadReport]()
    for file in files:
        source, report = _read(file, converter)
        if report and not report.has_pages:
            unpaged[len(sources)] = report
        sources.append(source)
    if pages and unpaged:
        project = replace(project_or_none(root) or Project(Path.cwd()), converter=converter)
        paged = {report.file: report for report in laid_out(list(unpaged.values()), project)}
        for number, report in unpaged.items():
            document = paged.get(report.file, report).document
            sources[number] = replace(sources[number], document=document)
    return sources


def _read(file: Path, converter: str) -> tuple[OtherSource, ReadReport | None]:
    """A file to compare with; of a Word file also how it was read."""
    place = file_place(file)
    if not file.is_file():
        raise UsageError(NOT_FOUND, place)
    if file.suffix.lower() in WORKBOOK_ENDINGS:
        document = workbook_document(open_workbook(file, place.file))
        return OtherSource(place.file, document, is_report=False), None
    report = read_report(file, converter)
    return OtherSource(place.file, report.document, is_report(report.document, file.name)), report
