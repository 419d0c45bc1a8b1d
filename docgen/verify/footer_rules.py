"""Rules about page numbers in a .docx: form, side and continuity (GB/T 9704-2012, 7.5)."""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document
from lxml import etree

from docgen.diagnostics import DocumentPlace, Place, Problem, deviation
from docgen.diagnostics.codes import problem_code
from docgen.verify.deviations import (
    FORMAT_NO_PAGE_NUMBER,
    FORMAT_PAGE_NUMBER_FORM,
    FORMAT_PAGE_NUMBER_SIDE,
    FORMAT_SIZE,
)
from docgen.verify.official_format import OfficialFormat
from docgen.word.style_cascade import Cascade
from docgen.word.xml import text_of, w

FORMAT_PAGE_NUMBER_RESTARTS = problem_code(
    "format-page-number-restarts",
    en=("the page number begins again at {found}{at}", "let it continue from the previous section"),
    zh=("页码从 {found} 重新开始{at}", "改为续前节"),
)
FORMAT_PAGE_NUMBER_SIDES = problem_code(
    "format-page-number-sides",
    en=(
        "odd and even pages have the same footer{at}",
        "choose different odd and even pages in the page setup",
    ),
    zh=("奇偶页的页码没有分开设置{at}", "页面设置里选「奇偶页不同」"),
)


def number_deviations(
    official: OfficialFormat, document: Document, cascade: Cascade, place: Place
) -> Iterator[Problem]:
    """Sections without a number (but a cover), numbers on the wrong side, or that restart."""
    rule = official.page_number
    if rule is None:
        return
    sections = list(document.sections)
    numbered = False
    checked: set[object] = set()
    for number, section in enumerate(sections, 1):
        where = DocumentPlace(section=number)
        footers = {"odd": section.footer, "even": section.even_page_footer}
        texts = {side: text_of(footer._element) for side, footer in footers.items()}
        if not any(text.strip() for text in texts.values()):
            if number > 1:
                yield deviation(FORMAT_NO_PAGE_NUMBER, place, where)
            continue
        start = section._sectPr.find(f"{w('pgNumType')}[@{w('start')}]")
        if numbered and start is not None:
            found = start.get(w("start"), "")
            yield deviation(FORMAT_PAGE_NUMBER_RESTARTS, place, where, found=found)
        for side, footer in footers.items():
            # Sections share footers, or inherit them from the section before.
            if footer.part.partname not in checked:
                checked.add(footer.part.partname)
                yield from _footer(official, cascade, footer._element, side, place, where)
        numbered = True
    even_and_odd = document.settings.odd_and_even_pages_header_footer
    if numbered and not even_and_odd:
        yield deviation(FORMAT_PAGE_NUMBER_SIDES, place, DocumentPlace())


def _footer(
    official: OfficialFormat,
    cascade: Cascade,
    footer: etree._Element,
    side: str,
    place: Place,
    where: DocumentPlace,
) -> Iterator[Problem]:
    rule = official.page_number
    assert rule is not None
    paragraph = next((child for child in footer.iter(w("p")) if text_of(child).strip()), None)
    code = "".join(instruction.text or "" for instruction in footer.iter(w("instrText")))
    if paragraph is None or "PAGE" not in code.upper():
        yield deviation(FORMAT_NO_PAGE_NUMBER, place, where)
        return
    wanted = "right" if side == "odd" else "left"
    look = cascade.format_of(paragraph)
    found = look.look.align
    if found not in (wanted, "both" if wanted == "left" else wanted):
        yield deviation(FORMAT_PAGE_NUMBER_SIDE, place, where, found=found, wanted=wanted)
    around = text_of(paragraph).split()
    if len(around) < 2 or {around[0], around[-1]} != {rule.dash}:
        pattern = f"{rule.dash} 1 {rule.dash}"
        yield deviation(
            FORMAT_PAGE_NUMBER_FORM, place, where, found=text_of(paragraph), wanted=pattern
        )
    style = official.styles.get(rule.style.lower())
    for run in paragraph.iter(w("r")):
        size = look.text_look(run).size
        if style and style.size is not None and size != style.size and text_of(run).strip():
            words = {"found": f"{size:g}", "wanted": f"{style.size:g}"}
            yield deviation(FORMAT_SIZE, place, where, **words)
            return
