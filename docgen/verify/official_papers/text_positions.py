"""Where the addressees, the list of annexes and the note stand in a PDF.

GB/T 9704-2012, 7.3.2, 7.3.4 and 7.3.6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import dropwhile

from docgen.diagnostics import Problem
from docgen.diagnostics.codes import problem_code
from docgen.verify.glyphs import GlyphLine
from docgen.verify.official_papers.element_problems import ADDRESSEE, ANNEX_LIST, LEFT, NOTE
from docgen.verify.official_papers.pdf_elements import PdfElements, SignOff

FORMAT_ANNEX_LIST_ROOM = problem_code(
    "format-annex-list-room",
    en=(
        "between the text and the list of annexes there are {found:# blank line|# blank lines}{at}",
        "leave one (GB/T 9704-2012, 7.3.4)",
    ),
    zh=(
        "正文与附件说明之间空 {found} 行{at}",
        "空一行（GB/T 9704-2012 第 7.3.4 条）",
    ),
)

_LIST = re.compile("附件[：:]")
_BRACKETED = re.compile("[（(]")


def text_position_deviations(elements: PdfElements) -> Iterator[Problem]:
    """The deviations of addressees, list of annexes and note."""
    rule, signed = elements.rule, elements.sign_off
    first = elements.addressee if rule.addressee else None
    if first:
        words = {"element": ADDRESSEE, "edge": LEFT, "clause": "7.3.2"}
        left = first.left - elements.left
        yield from elements.indent(elements.pages[0], first, left, 0, **words)
    if signed and elements.official.annexes.listed:
        yield from _annex_list(elements, signed)
    if signed and rule.note:
        yield from _note(elements, signed)


def _annex_list(elements: PdfElements, signed: SignOff) -> Iterator[Problem]:
    """A blank line below the text, two characters in; none is asked for at the top of a page."""
    above: GlyphLine | None = None
    for line in signed.above:
        if _LIST.match(line.text):
            words = {"element": ANNEX_LIST, "edge": LEFT, "clause": "7.3.4"}
            left = line.left - elements.left
            yield from elements.indent(signed.page, line, left, 2, **words)
            blank = round((line.y - above.y) / elements.pitch) - 1 if above else 1
            if blank != 1:
                yield elements.told(FORMAT_ANNEX_LIST_ROOM, signed.page, line, found=blank)
        above = line


def _note(elements: PdfElements, signed: SignOff) -> Iterator[Problem]:
    """Two characters in; what stands below the date without a bracket is no note."""
    below = dropwhile(lambda line: line.y <= signed.date.y, elements.lines(signed.page))
    line = next(below, None)
    if line and _BRACKETED.match(line.text):
        words = {"element": NOTE, "edge": LEFT, "clause": "7.3.6"}
        left = line.left - elements.left
        yield from elements.indent(signed.page, line, left, 2, **words)
