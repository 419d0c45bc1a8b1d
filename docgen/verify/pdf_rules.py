"""Rules about the pages of a PDF, measured by the positions of its glyphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile, zip_longest
from math import inf
from statistics import median

from docgen.diagnostics import DocumentPlace, Place, Problem, deviation
from docgen.diagnostics.codes import problem_code
from docgen.packs.records import meaning_of
from docgen.pdf.page_objects import Font
from docgen.verify.deviations import (
    FORMAT_ANNEX_PAGE,
    FORMAT_MARGIN,
    FORMAT_NO_PAGE_NUMBER,
    FORMAT_PAGE_NUMBER_FORM,
    FORMAT_PAGE_NUMBER_SIDE,
    FORMAT_PAPER,
)
from docgen.verify.glyphs import GlyphLine, Page
from docgen.verify.official_format import Margins, OfficialFormat, PageNumberRule
from docgen.verify.official_papers.paper_texts import COPIES_HEAD, DATE_LIKE

FORMAT_LINES = problem_code(
    "format-lines",
    en=(
        "this page has {found:# line|# lines}{at}",
        "it should have {wanted}: check line spacing and grid",
    ),
    zh=("这一页排了 {found} 行{at}", "应为 {wanted} 行：检查行距和网格"),
)
FORMAT_CHARACTERS = problem_code(
    "format-characters",
    en=(
        "a line has {found:# character|# characters}{at}",
        "it should have {wanted}: check size and grid",
    ),
    zh=("每行 {found} 个字{at}", "应为 {wanted} 个字：检查字号和网格"),
)
FORMAT_PAGE_NUMBER_ORDER = problem_code(
    "format-page-number-order",
    en=("the page number is {found}{at}", "it should be {wanted}"),
    zh=("页码是 {found}{at}", "应为 {wanted}"),
)
FORMAT_PAGE_NUMBER_DISTANCE = problem_code(
    "format-page-number-distance",
    en=(
        "the dash of the page number is {found} mm below the text area{at}",
        "it should be {wanted} mm: change the footer's distance from the edge",
    ),
    zh=("页码的一字线在版心下 {found} 毫米{at}", "应为 {wanted} 毫米：调整页脚距边界的距离"),
)
FORMAT_FONT_NOT_EMBEDDED = problem_code(
    "format-font-not-embedded",
    en=("the font {font} is not embedded", "make the PDF again: docgen pdf file.docx"),
    zh=("字体 {font} 没有嵌入", "重新生成 PDF：docgen pdf 文件.docx"),
)

_POINTS = 72 / 25.4
_ASCENT, _DESCENT = 0.88, 0.12
"""Fraction of its size that a Chinese glyph reaches above and below its baseline."""

_DASH_ABOVE_BASELINE = 0.32
_WIDE = re.compile("^[\u3001-\u303f\u3400-\u9fff\uff01-\uff60]+$")
_HANGING, _OPENING = "，。、；：！？）》〉”’〕】", "（《〈“‘〔【"
"""Signs that begin no line, and signs that end none."""
_ANNEXES = ("附件：", "附件:")
ANNEX_MARK = re.compile(r"^附件\d*$")
"""The first line of an annex."""

_LEADER = re.compile("[.．·…]{3}")
"""Dots that lead to the page of an entry of a table of contents."""
_FILLED = 0.9
"""Fraction of a line's length covered by glyphs: a line of table cells has gaps."""


def paper_deviations(
    official: OfficialFormat, pages: Sequence[Page], place: Place
) -> Iterator[Problem]:
    """Pages of another size."""
    if official.paper is None:
        return
    wanted = sorted((official.paper.width, official.paper.height))
    for page in pages:
        found = sorted((page.width / _POINTS, page.height / _POINTS))
        if any(
            abs(side - length) > official.tolerance
            for side, length in zip(found, wanted, strict=True)
        ):
            words = {"found": "×".join(f"{side:.0f}" for side in found)}
            words["wanted"] = "×".join(f"{length:g}" for length in wanted)
            yield deviation(FORMAT_PAPER, place, DocumentPlace(page=page.number), **words)


def area_deviations(
    official: OfficialFormat, pages: Sequence[Page], place: Place
) -> Iterator[Problem]:
    """Text outside the text area; a punctuation mark may hang over its right edge."""
    for page in pages:
        edges = _Edges()
        for line in body_lines(official, page):
            hanging = line.glyphs[-1].text in _HANGING
            last = line.glyphs[-2 if hanging and len(line.glyphs) > 1 else -1]
            width = last.size if _WIDE.match(last.text) else last.size / 2
            edges.add("left", line.left)
            edges.add("right", page.width - last.x - width)
            edges.add("top", line.y - _ASCENT * line.size)
            edges.add("bottom", page.height - line.y - _DESCENT * line.size)
        for side, found in edges.nearest.items():
            wanted = official.text_edge(side, page.number)
            if found / _POINTS < wanted - official.tolerance:
                words = {"property": meaning_of(Margins, side), "found": f"{found / _POINTS:.1f}"}
                where = DocumentPlace(page=page.number)
                yield deviation(FORMAT_MARGIN, place, where, wanted=f"{wanted:g}", **words)


class _Edges:
    """The least distance of any text from each edge of the paper."""

    def __init__(self) -> None:
        self.nearest: dict[str, float] = {}

    def add(self, side: str, distance: float) -> None:
        self.nearest[side] = min(distance, self.nearest.get(side, distance))


def body_lines(official: OfficialFormat, page: Page) -> list[GlyphLine]:
    """The lines of the page without its number."""
    return list(page.lines[:-1] if number_line(official, page) else page.lines)


def number_line(official: OfficialFormat, page: Page) -> GlyphLine | None:
    """The last line, if it is below the text area; else ``None``."""
    bottom = page.height - official.edge("bottom") * _POINTS
    last = page.lines[-1] if page.lines else None
    return last if last and last.y > bottom + last.size * 0.5 else None


def running_pages(official: OfficialFormat, pages: Sequence[Page]) -> list[Page]:
    """Pages of running text: numbered, and before the first annex; no table of contents."""
    running: list[Page] = []
    for page in pages:
        lines = body_lines(official, page)
        if lines and ANNEX_MARK.match(lines[0].text):
            break
        leads = sum(1 for line in lines if _LEADER.search(line.text))
        if lines and number_line(official, page) is not None and leads * 2 < len(lines):
            running.append(page)
    return running


def grid_deviations(
    official: OfficialFormat, pages: Sequence[Page], place: Place
) -> Iterator[Problem]:
    """Pages of running text with another number of lines, or of characters per line."""
    grid = official.grid
    if official.paper is None or grid is None:
        return
    body = official.styles.get(official.body.lower())
    size = body.size if body and body.size else 16.0
    running = running_pages(official, pages)
    for page, following in pairwise(running):
        # Beside a picture, which may be of any height, no line stands where the grid has one.
        is_text = all(abs(line.size - size) < 0.3 for line in body_lines(official, page))
        if is_text and not page.pictures:
            yield from _lines(official, grid.lines, page, following, place)
    for page in running:
        yield from _characters(official, grid.characters, page, place)


def _lines(
    official: OfficialFormat,
    wanted: int,
    page: Page,
    following: Page,
    place: Place,
) -> Iterator[Problem]:
    lines, wanted_pitch = body_lines(official, page), official.area[1] * _POINTS / wanted
    gaps = [below.y - above.y for above, below in pairwise(lines)]
    pitch = median(gaps) if gaps else wanted_pitch
    count = round((lines[-1].y - lines[0].y) / pitch) + 1
    if abs(pitch - wanted_pitch) > 0.35:
        count = int(official.area[1] * _POINTS / pitch + 0.02)
    elif 0 < wanted - count <= _moved_lines(official, lines, following):
        return
    if count != wanted:
        words = {"found": str(count), "wanted": str(wanted)}
        yield deviation(FORMAT_LINES, place, DocumentPlace(page=page.number), **words)


def _is_closing(line: GlyphLine) -> bool:
    """Whether a line is the date of a sign-off, or begins a 版记."""
    return bool(DATE_LIKE.fullmatch(line.text) or COPIES_HEAD.match(line.text))


def _moved_lines(official: OfficialFormat, lines: list[GlyphLine], following: Page) -> float:
    """The most lines that a page of ``lines`` may be short of, by how the one after it begins.

    Headings stay with the text below them; a blank line stands above the 附件说明 (GB/T 9704-2012,
    7.3.4); a picture, and a table with its title, are as high as they are.
    """
    below = body_lines(official, following)
    first, size = below[0], lines[0].size
    # A sign-off takes along the text that its page needs (7.3.5.5); a 版记 has a page alone.
    if official.elements is not None and any(map(_is_closing, below)):
        return inf
    top = (official.edge("top") + official.area[1] / 10) * _POINTS
    if size - first.size >= 0.3 or (following.pictures and first.y > top):
        return inf
    fonts = Counter(glyph.font for line in lines for glyph in line.glyphs)
    usual = fonts.most_common(1)[0][0]
    left, right = official.edge("left") * _POINTS, official.edge("right") * _POINTS
    room = (left + size, following.width - right - size)
    headings = takewhile(lambda line: _is_heading(line, usual, room), below)
    return 1 if first.text.startswith(_ANNEXES) else sum(1 for _ in headings)


def _is_heading(line: GlyphLine, font: str, room: tuple[float, float]) -> bool:
    """Whether a line begins in another font than ``font``, of the text, or is none of its lines.

    Figures are in a font of their own. A line of the text begins or ends at an edge of the text,
    to which ``room`` leaves a character, or ends with a sign.
    """
    chinese = (glyph for glyph in line.glyphs if _WIDE.match(glyph.text))
    is_open = room[0] < line.left and line.right < room[1] and line.text[-1] not in _HANGING
    return is_open or next(chinese, line.glyphs[0]).font != font


def _characters(
    official: OfficialFormat, wanted: int, page: Page, place: Place
) -> Iterator[Problem]:
    """Counts the characters of lines of Chinese only that fill the text area without gaps.

    A line that gave its last character to the next is left out.
    """
    left = official.edge("left") * _POINTS
    right = page.width - official.edge("right") * _POINTS
    lines = body_lines(official, page)
    counts = Counter(
        len(line.glyphs)
        for line, below in zip_longest(lines, lines[1:])
        if _WIDE.match(line.text)
        and line.left < left + line.size
        and line.right > right - line.size * 0.6
        and line.glyphs[-1].text not in _HANGING
        and not (below and _took_along(below))
        and len(line.glyphs) * line.size > _FILLED * (line.right - line.left)
    )
    if sum(counts.values()) < 2:
        return
    count = counts.most_common(1)[0][0]
    if count != wanted:
        words = {"found": str(count), "wanted": str(wanted)}
        yield deviation(FORMAT_CHARACTERS, place, DocumentPlace(page=page.number), **words)


def _took_along(line: GlyphLine) -> bool:
    """Whether its first character may not stand alone at the end of the line above."""
    first, *rest = (glyph.text for glyph in line.glyphs[:2])
    return first in _OPENING or any(sign in _HANGING for sign in rest)


def number_deviations(
    official: OfficialFormat, pages: Sequence[Page], place: Place
) -> Iterator[Problem]:
    """Pages without a number (but a cover); numbers of another form, side, distance or order."""
    rule = official.page_number
    if rule is None:
        return
    expected: int | None = None
    for page in pages:
        where = DocumentPlace(page=page.number)
        line = number_line(official, page)
        if line is None:
            if page.number > 1:
                if not _needs_none(official, pages, page):
                    yield deviation(FORMAT_NO_PAGE_NUMBER, place, where)
                expected = expected + 1 if expected is not None else None
            continue
        match = printed_form(rule, line)
        if not match or not (match[1] and match[3]):
            wanted = f"{rule.dash} 1 {rule.dash}"
            yield deviation(FORMAT_PAGE_NUMBER_FORM, place, where, found=line.text, wanted=wanted)
        number = int(match[2]) if match else expected
        if number is not None and expected is not None and not _follows(official, number, expected):
            yield deviation(FORMAT_PAGE_NUMBER_ORDER, place, where, found=number, wanted=expected)
        yield from _position(official, page, line, number or 1, place)
        expected = number + 1 if number is not None else None


def printed_form(rule: PageNumberRule, line: GlyphLine) -> re.Match[str] | None:
    """A page number with its dashes, the number as the second group; ``None`` if it is none."""
    dash = re.escape(rule.dash)
    return re.fullmatch(rf"({dash})?(\d+)({dash})?", line.text)


def printed_number(official: OfficialFormat, page: Page) -> int:
    """The number that a page prints; else which page of the PDF it is."""
    line = number_line(official, page)
    match = printed_form(official.page_number, line) if line and official.page_number else None
    return int(match[2]) if match else page.number


def _follows(official: OfficialFormat, number: int, expected: int) -> bool:
    """Whether a page has the number expected, or the next behind a blank page that was left out.

    LibreOffice leaves the blank pages out that it puts before odd and even ones.
    """
    is_two_sided = official.elements is not None and official.elements.two_sided
    return number == expected or (is_two_sided and number == expected + 1)


def _needs_none(official: OfficialFormat, pages: Sequence[Page], page: Page) -> bool:
    """Whether a page is blank for the sake of the next, or the last behind such a one (7.5)."""
    if not (official.elements and official.elements.two_sided):
        return False
    is_behind_blank = page.number == len(pages) and not pages[page.number - 2].lines
    return not page.lines or is_behind_blank


def _position(
    official: OfficialFormat, page: Page, line: GlyphLine, number: int, place: Place
) -> Iterator[Problem]:
    rule, tolerance = official.page_number, official.tolerance
    assert rule is not None
    where = DocumentPlace(page=page.number)
    inset = rule.inset * line.size
    left = (line.left - official.edge("left") * _POINTS - inset) / _POINTS
    right = (page.width - official.edge("right") * _POINTS - inset - line.right) / _POINTS
    wanted, off = ("right", right) if number % 2 else ("left", left)
    if abs(off) > tolerance:
        found = "left" if abs(left) <= tolerance else "right" if abs(right) <= tolerance else "—"
        yield deviation(FORMAT_PAGE_NUMBER_SIDE, place, where, found=found, wanted=wanted)
    bottom = page.height - official.edge("bottom") * _POINTS
    below = (line.y - _DASH_ABOVE_BASELINE * line.size - bottom) / _POINTS
    if abs(below - rule.below) > tolerance:
        words = {"found": f"{below:.1f}", "wanted": f"{rule.below:g}"}
        yield deviation(FORMAT_PAGE_NUMBER_DISTANCE, place, where, **words)


def annex_deviations(
    official: OfficialFormat, pages: Sequence[Page], place: Place
) -> Iterator[Problem]:
    """An annex mark that is not the first line of its page."""
    for page in pages:
        for line in body_lines(official, page)[1:]:
            if ANNEX_MARK.match(line.text) and line.left < (official.edge("left") + 3) * _POINTS:
                where = DocumentPlace(page=page.number, words=line.text)
                yield deviation(FORMAT_ANNEX_PAGE, place, where, annex=line.text)


def font_deviations(fonts: Sequence[Font], place: Place) -> Iterator[Problem]:
    """Fonts that are not embedded: the page would look different on another machine."""
    for font in fonts:
        if not font.embedded:
            yield deviation(FORMAT_FONT_NOT_EMBEDDED, place, DocumentPlace(), font=font.name)
