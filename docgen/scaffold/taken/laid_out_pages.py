"""The pages on which places of an old report stand, found in a layout of it.

Word writes page breaks into what it saves; a report that another program saved has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from docgen.diagnostics import Problem
from docgen.pdf.converter import convert, find_converter
from docgen.pdf.page_texts import page_texts
from docgen.project import Project
from docgen.roundtrip.reading.page_numbers import pages_of
from docgen.scaffold.taken.take_report import TakenUnit
from docgen.temporary import temporary_folder


def with_pages(taken: TakenUnit, project: Project) -> TakenUnit:
    """The same, each of its problems with its page, as far as a program lays the report out."""
    told = taken.unit.problems
    texts = _laid_out(taken.report, project) if any(map(_lacks_page, told)) else []
    if not texts:
        return taken
    pages = pages_of(taken.lines, texts)
    paged = (_paged(problem, pages) if _lacks_page(problem) else problem for problem in told)
    return replace(taken, unit=replace(taken.unit, problems=tuple(paged)))


def _lacks_page(problem: Problem) -> bool:
    spot = problem.place.spot
    return spot is not None and not spot.page


def _paged(problem: Problem, pages: Sequence[int]) -> Problem:
    place = problem.place
    if not 0 < place.line <= len(pages) or place.spot is None:
        return problem
    spot = replace(place.spot, page=pages[place.line - 1])
    return replace(problem, place=place._replace(spot=spot))


def _laid_out(report: bytes, project: Project) -> list[str]:
    """The text of each page; none if nothing lays it out."""
    converter = find_converter(project.fonts, project.converter)
    if converter is None:
        return []
    with temporary_folder("pages") as folder:
        file = Path(folder) / "report.docx"
        file.write_bytes(report)
        ((_, pdf),) = convert(converter, [file], project.fonts)
    return page_texts(pdf) if isinstance(pdf, bytes) else []
