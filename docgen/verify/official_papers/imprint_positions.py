"""Where the 版记 and the annexes stand in a PDF.

GB/T 9704-2012, 7.4: the 版记 closes the last page, with lines as wide as the text area, the first
and the last thicker than those between; the last coincides with the bottom of the text area. In a
letter (10.1) it has no lines. Printed on both sides, it stands on an even page, and an annex begins
on an odd one (7.3.7).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen.diagnostics import Problem
from docgen.diagnostics.codes import problem_code
from docgen.pdf.drawn_lines import DrawnLine
from docgen.verify.glyphs import GlyphLine, Page
from docgen.verify.official_papers.element_problems import (
    COPIES,
    FORMAT_ELEMENT_MISSING,
    FORMAT_ELEMENT_WIDTH,
    FORMAT_LINE_MISSING,
    IMPRINT,
    LEFT,
    RIGHT,
    TURNED,
)
from docgen.verify.official_papers.paper_texts import BEHIND_COLON, COPIES_HEAD
from docgen.verify.official_papers.paper_texts import IMPRINT as IMPRINT_FORM
from docgen.verify.official_papers.pdf_elements import DESCENT, POINTS, PdfElements
from docgen.verify.pdf_rules import printed_number

FORMAT_IMPRINT_PAGE = problem_code(
    "format-imprint-page",
    en=(
        "the 版记 is on page {found} of {pages}{at}",
        "move it to the end of the last page (GB/T 9704-2012, 7.4.1)",
    ),
    zh=(
        "版记在第 {found} 页，全文共 {pages} 页{at}",
        "移到最后一页的末尾（GB/T 9704-2012 第 7.4.1 条）",
    ),
)
FORMAT_IMPRINT_FOOT = problem_code(
    "format-imprint-foot",
    en=(
        "the 版记 ends {found} mm above the bottom of the text area{at}",
        "let it end there: put it into a frame that is aligned to the bottom margin "
        "(GB/T 9704-2012, {clause})",
    ),
    zh=(
        "版记末尾在版心下边缘以上 {found} 毫米{at}",
        "应排在版心最下方：放进与下边距对齐的图文框（GB/T 9704-2012 第 {clause} 条）",
    ),
)
FORMAT_IMPRINT_LINES = problem_code(
    "format-imprint-lines",
    en=(
        "{element} is {found} mm thick{at}",
        "make it {wanted} mm (GB/T 9704-2012, 7.4.1)",
    ),
    zh=("{element}粗 {found} 毫米{at}", "改为 {wanted} 毫米（GB/T 9704-2012 第 7.4.1 条）"),
)
FORMAT_LETTER_IMPRINT_LINES = problem_code(
    "format-letter-imprint-lines",
    en=(
        "the 版记 of a letter has a line{at}",
        "take the border off (GB/T 9704-2012, 10.1)",
    ),
    zh=("信函格式的版记有分隔线{at}", "去掉分隔线（GB/T 9704-2012 第 10.1 条）"),
)
FORMAT_EVEN_PAGE = problem_code(
    "format-even-page",
    en=(
        "printed on both sides, the 版记 is on the odd page {found}{at}",
        "begin it by a section break (even page), or shorten or lengthen the text by a page "
        "(GB/T 9704-2012, 7.4.1)",
    ),
    zh=(
        "双面印刷，版记却在单数的第 {found} 页{at}",
        "在它前面插入分节符（偶数页），或者增减一页文字（GB/T 9704-2012 第 7.4.1 条）",
    ),
)
FORMAT_ODD_PAGE = problem_code(
    "format-odd-page",
    en=(
        "printed on both sides, the first page of {annex} is even, {found}{at}",
        "begin it by a section break (odd page) (GB/T 9704-2012, 7.3.7)",
    ),
    zh=(
        "双面印刷，{annex} 却从双数的第 {found} 页开始{at}",
        "在它前面插入分节符（奇数页）（GB/T 9704-2012 第 7.3.7 条）",
    ),
)

RULE = "版记的分隔线 · a line of the 版记"
_OUTER, _INNER = 0.35, 0.25
_THICKNESS = 0.06
"""Millimetres by which a line may be thicker or thinner: Word has eighths of a point."""

_ABOVE = 1.6
"""Sizes above the first baseline of the 版记 within which its first line is."""


def imprint_position_deviations(elements: PdfElements) -> Iterator[Problem]:
    """The deviations of the 版记, and of annexes on the wrong side of a sheet."""
    found, rule = elements.imprint, elements.rule
    if found and (rule.copies or rule.imprint):
        yield from _place(elements, *found)
    elif rule.imprint and not rule.letter:
        words = {"element": IMPRINT, "style": rule.imprint, "clause": "7.4.3"}
        yield elements.told(FORMAT_ELEMENT_MISSING, elements.pages[-1], None, **words)
    for page in elements.pages if rule.two_sided else ():
        number = printed_number(elements.official, page)
        if elements.begins_annex(page) and number % 2 == 0:
            mark = elements.lines(page)[0]
            words = {"annex": mark.text, "found": str(number)}
            yield elements.told(FORMAT_ODD_PAGE, page, mark, **words)


def _place(elements: PdfElements, page: Page, lines: Sequence[GlyphLine]) -> Iterator[Problem]:
    rule, last = elements.rule, len(elements.pages)
    if page.number != last:
        words = {"found": str(page.number), "pages": str(last)}
        yield elements.told(FORMAT_IMPRINT_PAGE, page, lines[0], **words)
        return
    yield from _sides(elements, page, lines)
    number = printed_number(elements.official, page)
    if rule.two_sided and number % 2:
        yield elements.told(FORMAT_EVEN_PAGE, page, lines[0], found=str(number))
    drawn = _drawn(elements, page, lines)
    if rule.letter:
        if drawn:
            yield elements.told(FORMAT_LETTER_IMPRINT_LINES, page, lines[0])
        end = lines[-1].y + DESCENT * lines[-1].size
        # Half of the blank of a line of text is below it.
        yield from _foot(elements, page, lines, end, elements.pitch / 2)
    elif not drawn:
        yield elements.told(FORMAT_LINE_MISSING, page, lines[0], element=RULE, clause="7.4.1")
    else:
        yield from _rules(elements, page, lines, drawn)
        tolerance = elements.official.tolerance * POINTS
        yield from _foot(elements, page, lines, drawn[-1].y, tolerance)


def _sides(elements: PdfElements, page: Page, lines: Sequence[GlyphLine]) -> Iterator[Problem]:
    """Copies and imprint one character in; turned lines of the copies behind the colon."""
    copies = {"edge": LEFT, "clause": "7.4.2"}
    imprint = {"element": IMPRINT, "clause": "7.4.3"}
    in_copies = False
    for line in lines:
        left = line.left - elements.left
        if IMPRINT_FORM.fullmatch(line.text):
            right = elements.right(page) - line.right
            yield from elements.indent(page, line, left, 1, edge=LEFT, **imprint)
            yield from elements.indent(page, line, right, 1, edge=RIGHT, **imprint)
        elif COPIES_HEAD.match(line.text):
            in_copies = True
            yield from elements.indent(page, line, left, 1, element=COPIES, **copies)
        elif in_copies:
            yield from elements.indent(page, line, left, BEHIND_COLON, element=TURNED, **copies)
        in_copies = in_copies and not line.text.endswith("。")


def _drawn(elements: PdfElements, page: Page, lines: Sequence[GlyphLine]) -> list[DrawnLine]:
    """The lines drawn from just above the first element to the bottom of the text area."""
    top, bottom = lines[0].y - _ABOVE * lines[0].size, elements.bottom(page) + lines[0].size
    drawn = elements.drawn.get(page.number)
    return [line for line in drawn.lines if top < line.y < bottom] if drawn else []


def _foot(
    elements: PdfElements, page: Page, lines: Sequence[GlyphLine], end: float, tolerance: float
) -> Iterator[Problem]:
    above = elements.bottom(page) - end
    if abs(above) > tolerance:
        words = {"found": f"{above / POINTS:.1f}", "clause": elements.rule.clause("7.4.1")}
        yield elements.told(FORMAT_IMPRINT_FOOT, page, lines[-1], **words)


def _rules(
    elements: PdfElements, page: Page, lines: Sequence[GlyphLine], drawn: Sequence[DrawnLine]
) -> Iterator[Problem]:
    """Lines of another width than the text area's, or of another thickness."""
    for index, line in enumerate(drawn):
        found, wanted = (line.right - line.left) / POINTS, elements.official.area[0]
        if abs(found - wanted) > elements.official.tolerance:
            words = {"found": f"{found:.0f}", "wanted": f"{wanted:g}", "clause": "7.4.1"}
            yield elements.told(FORMAT_ELEMENT_WIDTH, page, lines[0], element=RULE, **words)
        thick = _OUTER if index in (0, len(drawn) - 1) else _INNER
        if abs(line.thickness / POINTS - thick) > _THICKNESS:
            words = {"found": f"{line.thickness / POINTS:.2f}", "wanted": f"{thick:g}"}
            yield elements.told(FORMAT_IMPRINT_LINES, page, lines[0], element=RULE, **words)
