"""Pages of a PDF that hold only the last lines of what stands before, such as a sign-off alone.

GB/T 9704-2012, 7.3.5.4: where the room left on a page does not do, lines and characters are set
closer or wider, so that no page stands without text. A page that begins something of its own is not
meant: a cover, an annex, a chapter behind a page break.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from itertools import dropwhile, pairwise

from docgen.diagnostics import DocumentPlace, Place, Problem, deviation
from docgen.diagnostics.codes import problem_code
from docgen.verify.glyphs import GlyphLine, Page
from docgen.verify.official_format import OfficialFormat
from docgen.verify.pdf_rules import ANNEX_MARK, body_lines

FORMAT_SHORT_PAGE = problem_code(
    "format-short-page",
    en=(
        "this page has only {found:# line|# lines}{at}",
        "shorten the text or the table before it by {found:# line|# lines}, and the page is gone; "
        "or write so much more that the page has {wanted:# line|# lines}",
    ),
    zh=(
        "这一页只有 {found} 行{at}",
        "把前面的文字或表格缩短 {found} 行，这一页就没有了；或者补充内容，"
        "使这一页不少于 {wanted} 行",
    ),
)

_POINTS = 72 / 25.4
_HEAD = 4
"""The most lines of a head that a table repeats."""
_FULL = 3
"""Lines that may be free at the bottom of a page that runs over: a heading and its text move on."""


def short_page_deviations(
    official: OfficialFormat,
    pages: Sequence[Page],
    place: Place,
    begun: Callable[[], Container[int]] = frozenset,
) -> Iterator[Problem]:
    """A warning for each page that the one before runs over to, with too few lines.

    Those that a page break begins are left out; ``begun`` says which, if it is known.
    """
    if official.grid is None:
        return
    for before, page in pairwise(pages):
        lines = _own_lines(official, before, page)
        is_short = 0 < len(lines) < official.grid.least and not page.pictures
        if is_short and _runs_over(official, before) and page.number not in begun():
            words = {"found": len(lines), "wanted": official.grid.least}
            where = DocumentPlace(page=page.number, words=lines[0].text)
            yield deviation(FORMAT_SHORT_PAGE, place, where, **words).as_warning()


def _own_lines(official: OfficialFormat, before: Page, page: Page) -> list[GlyphLine]:
    """The lines of a page without the head of a table that goes on; none if it begins an annex."""
    lines = body_lines(official, page)
    if lines and ANNEX_MARK.match(lines[0].text):
        return []
    body = official.styles.get(official.body.lower())
    size = (body.size if body else None) or 0
    above = {line.text for line in before.lines}
    head, rest = lines[:_HEAD], lines[_HEAD:]
    return [*dropwhile(lambda line: line.size < size and line.text in above, head), *rest]


def _runs_over(official: OfficialFormat, page: Page) -> bool:
    """Whether a page is full to the bottom of the text area, and no page break ends it before."""
    assert official.grid is not None
    lines = body_lines(official, page)
    lowest = max([*(line.y for line in lines), *page.pictures], default=0)
    pitch = official.area[1] * _POINTS / official.grid.lines
    return lowest > page.height - official.edge("bottom") * _POINTS - _FULL * pitch
