"""Where the office's name and the date stand in a PDF, and the room that the seal has.

GB/T 9704-2012, 7.3.5.1 with a seal, 7.3.5.2 without one; 7.3.5.5: where the page has no room for
the seal, lines and characters are set closer or wider, so that no page bears a sign-off alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from docgen.diagnostics import Problem
from docgen.diagnostics.codes import problem_code
from docgen.verify.glyphs import GlyphLine
from docgen.verify.official_papers.element_problems import DATE, OFFICE, RIGHT
from docgen.verify.official_papers.pdf_elements import POINTS, PdfElements, SignOff

FORMAT_SIGN_OFF_ALONE = problem_code(
    "format-sign-off-alone",
    en=(
        "this page bears the sign-off without any text{at}",
        "set the lines closer or wider, or shorten the text, so that text stands on the page of "
        "the seal (GB/T 9704-2012, 7.3.5.5)",
    ),
    zh=(
        "这一页只有落款，没有正文{at}",
        "调整行距、字距，或者增删文字，使印章与正文在同一页（GB/T 9704-2012 第 7.3.5.5 条）",
    ),
)
FORMAT_SIGN_OFF_CENTRE = problem_code(
    "format-sign-off-centre",
    en=(
        "the office's name stands {found} mm beside the middle of the date{at}",
        "centre it on the date (GB/T 9704-2012, 7.3.5.1)",
    ),
    zh=(
        "发文机关署名的中线偏离成文日期的中线 {found} 毫米{at}",
        "以成文日期为准居中（GB/T 9704-2012 第 7.3.5.1 条）",
    ),
)
FORMAT_SIGN_OFF_STEP = problem_code(
    "format-sign-off-step",
    en=(
        "the date begins {found:# character|# characters} to the right of the office's name{at}",
        "without a seal it begins {wanted} further right (GB/T 9704-2012, 7.3.5.2)",
    ),
    zh=(
        "成文日期首字比发文机关署名首字右移 {found} 字{at}",
        "不加盖印章的，应右移 {wanted} 字（GB/T 9704-2012 第 7.3.5.2 条）",
    ),
)
FORMAT_SEAL_ROOM = problem_code(
    "format-seal-room",
    en=(
        "between the text and the office's name there are {found:# blank line|# blank lines}{at}",
        "make it {wanted}: the top of the seal lies within a line of the text, the name and the "
        "date below its middle (GB/T 9704-2012, 7.3.5.1)",
    ),
    zh=(
        "正文与发文机关署名之间空 {found} 行{at}",
        "应空 {wanted} 行：印章顶端距正文一行之内，署名和日期在印章中心偏下"
        "（GB/T 9704-2012 第 7.3.5.1 条）",
    ),
)
FORMAT_SIGN_OFF_ROOM = problem_code(
    "format-sign-off-room",
    en=(
        "between the text and the office's name there are {found:# blank line|# blank lines}{at}",
        "without a seal, leave one (GB/T 9704-2012, 7.3.5.2)",
    ),
    zh=(
        "正文与发文机关署名之间空 {found} 行{at}",
        "不加盖印章的，空一行（GB/T 9704-2012 第 7.3.5.2 条）",
    ),
)

_STEP = 2
_LEAST, _MOST = 1, 3
"""Blank lines between text and name. A seal of 42 mm is four lines high: with more than three, its
top is further than a line from the text; with none, it covers the text."""


def sign_off_deviations(elements: PdfElements) -> Iterator[Problem]:
    """The deviations of the sign-off."""
    signed = elements.sign_off
    if signed is None or not (elements.rule.date and elements.rule.office):
        return
    if not signed.above:
        yield elements.told(
            FORMAT_SIGN_OFF_ALONE, signed.page, (signed.office or (signed.date,))[0]
        )
    else:
        yield from _room(elements, signed, signed.above[-1])
    if signed.office:
        yield from (_bare if elements.rule.unsealed else _sealed)(elements, signed)


def _room(elements: PdfElements, signed: SignOff, above: GlyphLine) -> Iterator[Problem]:
    if not signed.office:
        return
    name = signed.office[0]
    blank = round((name.y - above.y) / elements.pitch) - 1
    if elements.rule.unsealed:
        if blank != 1:
            yield elements.told(FORMAT_SIGN_OFF_ROOM, signed.page, name, found=blank)
    elif not _LEAST <= blank <= _MOST:
        words = {"found": str(blank), "wanted": f"{_LEAST}—{_MOST}"}
        yield elements.told(FORMAT_SEAL_ROOM, signed.page, name, **words)


def _sealed(elements: PdfElements, signed: SignOff) -> Iterator[Problem]:
    """The date ends four characters from the right edge, the name is centred on it."""
    date, office = signed.date, max(signed.office, key=lambda line: line.right - line.left)
    right = elements.right(signed.page) - date.right
    words = {"element": DATE, "edge": RIGHT, "clause": "7.3.5.1"}
    yield from elements.indent(signed.page, date, right, 4, **words)
    beside = abs(date.left + date.right - office.left - office.right) / 2
    if beside > date.size / 2 + elements.official.tolerance * POINTS:
        yield elements.told(
            FORMAT_SIGN_OFF_CENTRE, signed.page, office, found=f"{beside / POINTS:.0f}"
        )


def _bare(elements: PdfElements, signed: SignOff) -> Iterator[Problem]:
    """The name ends two characters from the edge, or else the date does, if it is the longer."""
    date, office, page = signed.date, signed.office[0], signed.page
    step = date.left - office.left
    if abs(step - _STEP * date.size) > elements.official.tolerance * POINTS:
        numbers = {"found": f"{step / date.size:.1f}", "wanted": str(_STEP)}
        yield elements.told(FORMAT_SIGN_OFF_STEP, page, date, **numbers)
    is_longer = date.right - date.left > office.right - office.left
    last, element = (date, DATE) if is_longer else (office, OFFICE)
    right = elements.right(page) - last.right
    words = {"element": element, "edge": RIGHT, "clause": "7.3.5.2"}
    yield from elements.indent(page, last, right, 2, **words)
