"""Every deviation of the elements of an official paper, in a .docx and in a PDF.

A pack that names no elements costs nothing here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from docx.document import Document

from docgen.diagnostics import Place, Problem
from docgen.pdf.drawn_lines import drawn_pages
from docgen.verify.glyphs import Page
from docgen.verify.official_format import OfficialFormat
from docgen.verify.official_papers.body_elements import body_deviations
from docgen.verify.official_papers.head_elements import head_deviations
from docgen.verify.official_papers.head_positions import head_position_deviations
from docgen.verify.official_papers.imprint_elements import imprint_deviations
from docgen.verify.official_papers.imprint_positions import imprint_position_deviations
from docgen.verify.official_papers.pdf_elements import PdfElements
from docgen.verify.official_papers.sign_off_positions import sign_off_deviations
from docgen.verify.official_papers.text_positions import text_position_deviations
from docgen.verify.official_papers.word_elements import WordElements
from docgen.verify.walk import PlacedParagraph
from docgen.word.style_cascade import Cascade


def word_element_deviations(
    official: OfficialFormat,
    document: Document,
    cascade: Cascade,
    passages: Sequence[PlacedParagraph],
    place: Place,
) -> Iterator[Problem]:
    """The deviations of the elements in a .docx, head to foot."""
    if official.elements is None:
        return
    elements = WordElements(official, document, cascade, passages, place)
    yield from head_deviations(elements)
    yield from body_deviations(elements)
    yield from imprint_deviations(elements)


def pdf_element_deviations(
    official: OfficialFormat, path: Path, pages: Sequence[Page], place: Place
) -> Iterator[Problem]:
    """The deviations of the elements in the PDF at ``path``, whose ``pages`` were read."""
    if official.elements is None or not pages:
        return
    drawn = drawn_pages(path, sorted({1, len(pages)}))
    elements = PdfElements(official, pages, drawn, place)
    yield from head_position_deviations(elements)
    yield from text_position_deviations(elements)
    yield from sign_off_deviations(elements)
    yield from imprint_position_deviations(elements)
