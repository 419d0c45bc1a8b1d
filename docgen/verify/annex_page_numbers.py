"""Page numbers of a writer's own annexes: they run on from the report (GB/T 9704-2012, 7.5).

An annex may have footers of its own, or none; a number that is printed must be the right one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen.diagnostics import DocumentPlace, Place, Problem, deviation
from docgen.verify.glyphs import Page
from docgen.verify.official_format import OfficialFormat
from docgen.verify.pdf_rules import FORMAT_PAGE_NUMBER_ORDER, number_line, printed_form


def annex_number_deviations(
    official: OfficialFormat, pages: Sequence[Page], own: int, place: Place
) -> Iterator[Problem]:
    """Pages behind the first ``own`` ones with another number than follows from the report."""
    if official.page_number is None or own == len(pages) or not own:
        return
    last = _number(official, pages[own - 1])
    for page in pages[own:] if last is not None else ():
        found, wanted = _number(official, page), (last or 0) + page.number - own
        if found is not None and found != wanted:
            where = DocumentPlace(page=page.number)
            yield deviation(FORMAT_PAGE_NUMBER_ORDER, place, where, found=found, wanted=wanted)


def _number(official: OfficialFormat, page: Page) -> int | None:
    """The number that a page prints; ``None`` if it prints none."""
    line, rule = number_line(official, page), official.page_number
    match = printed_form(rule, line) if line is not None and rule is not None else None
    return int(match[2]) if match else None
