"""Every deviation of a .docx from its official format."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.diagnostics import Place, Problem
from docgen.verify import (
    annex_rules,
    footer_rules,
    head_row_rules,
    language_rules,
    page_rules,
    picture_rules,
    text_rules,
)
from docgen.verify.official_format import OfficialFormat
from docgen.verify.walk import Walk
from docgen.word.package_file import WordPackage
from docgen.word.style_cascade import Cascade


def word_file_deviations(
    package: WordPackage, official: OfficialFormat, place: Place
) -> Iterator[Problem]:
    """The deviations of a Word file, which messages call ``place``.

    Raises :class:`PackageError` if it cannot be opened.
    """
    document = package.document(place)
    cascade = Cascade(document)
    levels = (name for name, rule in official.styles.items() if rule.level is not None)
    headings = frozenset((*levels, official.annexes.mark.lower()))
    passages = Walk(document, cascade, headings).paragraphs()
    yield from page_rules.section_deviations(official, document, place)
    yield from footer_rules.number_deviations(official, document, cascade, place)
    yield from text_rules.style_deviations(official, cascade, place)
    for passage in passages:
        yield from text_rules.paragraph_deviations(official, cascade, passage, place)
    yield from language_rules.language_deviations(official, cascade, passages, place)
    yield from picture_rules.picture_deviations(passages, place)
    yield from page_rules.heading_deviations(official, cascade, passages, place)
    yield from page_rules.table_deviations(official, document, passages, place)
    yield from head_row_rules.table_head_deviations(passages, place)
    yield from annex_rules.annex_deviations(official, passages, place)
