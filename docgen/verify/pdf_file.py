"""Every deviation of a PDF from its official format, and its substitute fonts."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.diagnostics import DocumentPlace, Place, Problem, deviation
from docgen.diagnostics.bilingual import listed_names
from docgen.diagnostics.codes import problem_code
from docgen.pdf.fonts import officials_of
from docgen.pdf.page_objects import Font
from docgen.verify import pdf_rules
from docgen.verify.annex_page_numbers import annex_number_deviations
from docgen.verify.field_rules import FORMAT_PAGES_SUBSTITUTED
from docgen.verify.finished_report import FinishedReport
from docgen.verify.glyphs import fonts_of
from docgen.verify.language_rules import pdf_language_deviations
from docgen.verify.left_alone import left_alone_deviations
from docgen.verify.lost_text import lost_text_deviations
from docgen.verify.official_papers.paper_rules import pdf_element_deviations
from docgen.verify.short_pages import short_page_deviations

FONT_SUBSTITUTED = problem_code(
    "font-substituted",
    en=(
        "{substitute} stands in for {official}",
        "for the official font, put its licensed file into fonts/ and make the PDF again",
    ),
    zh=(
        "{official} 用 {substitute} 代替",
        "要用正式字体，把有授权的字体文件放进 fonts 文件夹后重新生成",
    ),
)


def pdf_file_deviations(report: FinishedReport, place: Place) -> Iterator[Problem]:
    """The deviations of the PDF of ``report``, which messages call ``place``.

    What of the Word file is lost, or stands alone on a page, is told where both are given. Of the
    pages of a writer's own annexes only the numbers are read, which run on.
    """
    official, pages, path = report.official, report.own_pages, report.pdf
    assert path is not None
    fonts = fonts_of(report.pages)
    yield from pdf_rules.paper_deviations(official, pages, place)
    yield from pdf_rules.area_deviations(official, pages, place)
    yield from pdf_rules.grid_deviations(official, pages, place)
    yield from pdf_rules.number_deviations(official, pages, place)
    yield from annex_number_deviations(official, report.pages, len(pages), place)
    yield from pdf_rules.annex_deviations(official, pages, place)
    yield from pdf_element_deviations(official, path, pages, place)
    yield from short_page_deviations(official, pages, place, lambda: report.begun_pages)
    yield from pdf_language_deviations(official, report.language, place)
    yield from lost_text_deviations(report, place)
    yield from left_alone_deviations(report, place)
    yield from pdf_rules.font_deviations(fonts, place)
    substituted = list(_substituted(fonts, place))
    yield from substituted
    if substituted and report.package is not None and report.contents:
        yield deviation(FORMAT_PAGES_SUBSTITUTED, place, DocumentPlace()).as_warning()


def _substituted(fonts: list[Font], place: Place) -> Iterator[Problem]:
    """A warning for each font that may be a substitute of an official one."""
    for font in fonts:
        if officials := officials_of(font.name):
            words = {"official": listed_names(officials), "substitute": font.name}
            yield deviation(FONT_SUBSTITUTED, place, DocumentPlace(), **words).as_warning()
