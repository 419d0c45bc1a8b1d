"""Where mark, number and red lines stand on the first page of a PDF.

GB/T 9704-2012, 7.2.4 to 7.2.7: the mark 35 mm below the top of the text area, the number two blank
lines below, the red line 4 mm below that. A letter (10.1): the mark 30 mm below the edge of the
paper, the double line 4 mm below it, the number 7/8 of a character's height below the line, at the
right edge, and another double line 20 mm above the lower edge of the paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from docgen.diagnostics import Problem
from docgen.diagnostics.codes import problem_code
from docgen.pdf.drawn_lines import DrawnLine
from docgen.verify.glyphs import GlyphLine, Page
from docgen.verify.official_papers.element_problems import (
    FORMAT_ELEMENT_ALIGN,
    FORMAT_ELEMENT_MISSING,
    FORMAT_ELEMENT_RED,
    FORMAT_ELEMENT_WIDTH,
    FORMAT_LINE_MISSING,
    LEFT,
    MARK,
    NUMBER,
    RED_LINE,
    RIGHT,
    SIGNER,
)
from docgen.verify.official_papers.paper_elements import LETTER_LINE
from docgen.verify.official_papers.paper_texts import is_red
from docgen.verify.official_papers.pdf_elements import ASCENT, DESCENT, POINTS, PdfElements

FORMAT_LINE_ORDER = problem_code(
    "format-line-order",
    en=(
        "{element} has its thick and its thin line the wrong way round{at}",
        "the upper double line is thick above thin, the lower one thin above thick "
        "(GB/T 9704-2012, 10.1)",
    ),
    zh=(
        "{element}的粗细两条线上下颠倒{at}",
        "上面的双线上粗下细，下面的双线上细下粗（GB/T 9704-2012 第 10.1 条）",
    ),
)
FORMAT_LETTER_PAGE_NUMBER = problem_code(
    "format-letter-page-number",
    en=(
        "the first page of a letter has a page number{at}",
        "choose a different first page in the page setup, and leave its footer without a number "
        "(GB/T 9704-2012, 10.1)",
    ),
    zh=(
        "信函格式的首页有页码{at}",
        "页面设置里选「首页不同」，首页页脚不放页码（GB/T 9704-2012 第 10.1 条）",
    ),
)

PAPER_EDGE = "上页边 · the upper edge of the paper"
AREA_TOP = "版心上边缘 · the top of the text area"
UPPER, LOWER = "上面的红色双线 · the upper red line", "下面的红色双线 · the lower red line"

_MARK_BELOW, _LETTER_MARK_BELOW, _BELOW, _FOOT = 35, 30, 4, 20
_SEVEN_EIGHTHS = 14 / POINTS
"""Millimetres of 7/8 of the height of a character of 三号, which has 16 points."""

_TOGETHER = 9
"""Points between the two lines of a double line, at most."""


def head_position_deviations(elements: PdfElements) -> Iterator[Problem]:
    """The deviations of the first page's head."""
    if not elements.pages:
        return
    page, rule = elements.pages[0], elements.rule
    doubled = list(_bands(_red_lines(elements, page)))
    if rule.mark:
        yield from _mark(elements, page)
    if rule.line:
        yield from (_letter_lines if rule.letter else _line)(elements, page, doubled)
    if rule.number:
        yield from _number(elements, page, doubled)
    if rule.letter and len(page.lines) > len(elements.lines(page)):
        yield elements.told(FORMAT_LETTER_PAGE_NUMBER, page, page.lines[-1])


def _red_lines(elements: PdfElements, page: Page) -> list[DrawnLine]:
    drawn = elements.drawn.get(page.number)
    return [line for line in drawn.lines if is_red(line.color)] if drawn else []


def _bands(lines: Sequence[DrawnLine]) -> Iterator[tuple[DrawnLine, ...]]:
    """Lines that are near each other, as one: a double line."""
    band: tuple[DrawnLine, ...] = ()
    for line in lines:
        if band and line.y - band[-1].y > _TOGETHER:
            yield band
            band = ()
        band += (line,)
    if band:
        yield band


def _mark(elements: PdfElements, page: Page) -> Iterator[Problem]:
    rule, mark = elements.rule, elements.mark
    words = {"element": MARK, "clause": rule.clause("7.2.4")}
    if not mark:
        yield elements.told(FORMAT_ELEMENT_MISSING, page, None, style=rule.mark, **words)
        return
    first, ink = mark[0], elements.ink(mark[0])
    if ink and not is_red(ink.color):
        yield elements.told(FORMAT_ELEMENT_RED, page, first, **words)
    top = ink.top if ink else first.y - ASCENT * first.size
    if rule.letter:
        wanted, edge = _LETTER_MARK_BELOW, PAPER_EDGE
    else:
        top, wanted, edge = top - elements.official.edge("top") * POINTS, _MARK_BELOW, AREA_TOP
    yield from elements.distance(page, first, top, wanted, edge=edge, **words)
    for line in mark:
        yield from _centred(elements, page, line, **words)


def _centred(elements: PdfElements, page: Page, line: GlyphLine, **words: str) -> Iterator[Problem]:
    """The deviation of a line that is not centred in the text area."""
    beside = (line.left + line.right - elements.left - elements.right(page)) / 2
    # The last character may reach less far than an em: a letter, a bracket.
    if abs(beside) > line.size / 2 + elements.official.tolerance * POINTS:
        found = "left" if beside < 0 else "right"
        yield elements.told(FORMAT_ELEMENT_ALIGN, page, line, found=found, wanted="center", **words)


def _number(
    elements: PdfElements, page: Page, bands: Sequence[tuple[DrawnLine, ...]]
) -> Iterator[Problem]:
    rule, number = elements.rule, elements.number
    words = {"element": NUMBER, "clause": rule.clause("7.2.5")}
    if number is None:
        yield elements.told(FORMAT_ELEMENT_MISSING, page, None, style=rule.number, **words)
        return
    top = number.y - ASCENT * number.size
    if rule.letter:
        right = elements.right(page) - number.right
        yield from elements.indent(page, number, right, 0, edge=RIGHT, **words)
        above = [band for band in bands if band[-1].y < number.y]
        if above:
            below = top - above[-1][-1].y - above[-1][-1].thickness / 2
            yield from elements.distance(page, number, below, _SEVEN_EIGHTHS, edge=UPPER, **words)
    elif rule.signer:
        left, right = number.left - elements.left, elements.right(page) - number.right
        yield from elements.indent(page, number, left, 1, edge=LEFT, **words)
        # The number is on the line of the last signer.
        signer = {"element": SIGNER, "clause": "7.2.6"}
        yield from elements.indent(page, number, right, 1, edge=RIGHT, **signer)
    else:
        yield from _centred(elements, page, number, **words)


def _line(
    elements: PdfElements, page: Page, bands: Sequence[tuple[DrawnLine, ...]]
) -> Iterator[Problem]:
    """A line as wide as the text area, 4 mm below the number."""
    words = {"element": RED_LINE, "clause": "7.2.7"}
    number = elements.number
    below = [band for band in bands if number is None or band[0].y > number.y]
    if not below:
        yield elements.told(FORMAT_LINE_MISSING, page, None, **words)
        return
    yield from _width(elements, page, below[0], elements.official.area[0], **words)
    if number:
        distance = _top(below[0]) - number.y - DESCENT * number.size
        yield from elements.distance(page, None, distance, _BELOW, edge=NUMBER, **words)


def _letter_lines(
    elements: PdfElements, page: Page, bands: Sequence[tuple[DrawnLine, ...]]
) -> Iterator[Problem]:
    """Two double lines of 170 mm: thick above thin below the mark, the other way at the foot."""
    middle = page.height / 2
    halves = {
        UPPER: next((band for band in bands if band[0].y < middle), ()),
        LOWER: next((band for band in reversed(bands) if band[0].y > middle), ()),
    }
    for element, band in halves.items():
        words = {"element": element, "clause": "10.1"}
        if not band:
            yield elements.told(FORMAT_LINE_MISSING, page, None, **words)
            continue
        yield from _width(elements, page, band, LETTER_LINE, **words)
        thicknesses = [line.thickness for line in band]
        is_falling = all(upper > lower for upper, lower in pairwise(thicknesses))
        is_rising = all(upper < lower for upper, lower in pairwise(thicknesses))
        if len(band) < 2 or not (is_falling if element == UPPER else is_rising):
            yield elements.told(FORMAT_LINE_ORDER, page, None, element=element)
        yield from _letter_distance(elements, page, element, band)


def _letter_distance(
    elements: PdfElements, page: Page, element: str, band: tuple[DrawnLine, ...]
) -> Iterator[Problem]:
    """The upper line stands below the mark, the lower one above the edge of the paper."""
    words, mark = {"element": element, "clause": "10.1"}, elements.mark
    if element == LOWER:
        # Measured from the upper edge, as all distances are told.
        wanted = page.height / POINTS - _FOOT
        middle = (band[0].y + band[-1].y) / 2
        yield from elements.distance(page, None, middle, wanted, edge=PAPER_EDGE, **words)
    elif mark:
        ink = elements.ink(mark[-1])
        bottom = ink.bottom if ink else mark[-1].y + DESCENT * mark[-1].size
        distance = _top(band) - bottom
        yield from elements.distance(page, None, distance, _BELOW, edge=MARK, **words)


def _width(
    elements: PdfElements, page: Page, band: tuple[DrawnLine, ...], wanted: float, **words: str
) -> Iterator[Problem]:
    for line in band[:1]:
        found = (line.right - line.left) / POINTS
        if abs(found - wanted) > elements.official.tolerance:
            numbers = {"found": f"{found:.0f}", "wanted": f"{wanted:g}"}
            yield elements.told(FORMAT_ELEMENT_WIDTH, page, None, **numbers, **words)


def _top(band: tuple[DrawnLine, ...]) -> float:
    return band[0].y - band[0].thickness / 2
