"""Every deviation of a .docx from its official format."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.diagnostics import Place, Problem
from docgen.verify import (
    annex_rules,
    field_rules,
    footer_rules,
    head_row_rules,
    language_rules,
    page_rules,
    picture_rules,
    text_rules,
)
from docgen.verify.finished_report import FinishedReport
from docgen.verify.style_rule import Departures


def word_file_deviations(report: FinishedReport, place: Place) -> Iterator[Problem]:
    """The deviations of the Word file of ``report``, which messages call ``place``.

    Raises :class:`PackageError` if it cannot be opened.
    """
    official, document, cascade = report.official, report.document, report.cascade
    passages = report.passages
    yield from page_rules.section_deviations(official, document, place)
    yield from footer_rules.number_deviations(official, document, cascade, place)
    yield from text_rules.style_deviations(official, cascade, place)
    known = Departures()
    for passage in passages:
        yield from text_rules.paragraph_deviations(official, cascade, passage, place, known)
    yield from language_rules.language_deviations(official, cascade, passages, place)
    yield from picture_rules.picture_deviations(passages, place)
    yield from page_rules.heading_deviations(official, cascade, passages, place)
    yield from page_rules.table_deviations(official, document, passages, place)
    yield from head_row_rules.table_head_deviations(passages, place)
    yield from annex_rules.annex_deviations(official, passages, place)
    yield from field_rules.field_deviations(report, place)
