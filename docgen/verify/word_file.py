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
    rare_signs,
    text_rules,
)
from docgen.verify.finished_report import FinishedReport
from docgen.verify.official_papers.paper_rules import word_element_deviations


def word_file_deviations(report: FinishedReport, place: Place) -> Iterator[Problem]:
    """The deviations of the Word file of ``report``, which messages call ``place``.

    Raises :class:`PackageError` if it cannot be opened.
    """
    official, document, cascade = report.official, report.document, report.cascade
    passages = report.passages
    yield from page_rules.section_deviations(official, document, place)
    yield from footer_rules.number_deviations(official, document, cascade, place)
    yield from text_rules.style_deviations(official, report.form, place)
    contents = report.contents
    for passage in passages:
        is_required = passage.style.startswith("toc") and passage.style in official.styles
        if passage.element in contents and not is_required:
            continue  # entries of a table of contents look as their form has them
        yield from text_rules.paragraph_deviations(official, report.form, passage, place)
    yield from language_rules.language_deviations(official, cascade, passages, place)
    yield from picture_rules.picture_deviations(passages, place)
    yield from page_rules.heading_deviations(official, cascade, passages, place)
    yield from page_rules.table_deviations(official, document, passages, place)
    yield from head_row_rules.table_head_deviations(passages, place)
    yield from annex_rules.annex_deviations(official, passages, place)
    yield from field_rules.field_deviations(report, place)
    yield from rare_signs.rare_sign_deviations(report, place)
    yield from word_element_deviations(official, document, cascade, passages, place)
