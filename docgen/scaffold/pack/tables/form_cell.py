"""The blanks in the text of a cell: □是 □否, dates, 其他____, and room above a signature."""

from __future__ import annotations

import re
from typing import TypeAlias

from lxml import etree

from docgen.checking.hints import is_hint
from docgen.scaffold.pack.form_fields import Spot
from docgen.scaffold.pack.lines.blanks import dates
from docgen.scaffold.pack.lines.date_blanks import has_date
from docgen.scaffold.pack.lines.form_line import Gap
from docgen.scaffold.pack.tables.regions import FormRegion
from docgen.templates.by_hand import BY_HAND, SIGNATURE

Blank: TypeAlias = tuple[etree._Element, Gap]
"""A blank, after the paragraph that it is in."""

_NAMES = re.compile(r".*[：:]|[^\W\d_]{2,12}")
"""What may stand above room for an opinion: a label, such as 审核意见."""

_SIGNER = re.compile(r"(?:人|者|领导)[：:]")
"""The label of the person who gives an opinion: 拟办人：____, whose name may be typed."""

_LINE = re.compile(r"(?:^|(?<=\n))[^\n]*")
"""One line of a paragraph with line breaks."""


def cell_blanks(region: FormRegion) -> list[Blank]:
    """The blanks in the lines of a cell that are fields of it.

    Left out are years, which are fields of the edition; dates without a label if the cell is
    signed, not only stamped; a single label with a colon and nothing behind it, but □其他：; and
    what is in the prompt for an opinion, in place of which the opinion is written.
    """
    opinion = opinion_room(region)
    signed, gaps = SIGNATURE.search(region.text) is not None, region.gaps
    open_labels = sum(gap.kind == "room" and gap.sure and not gap.counted for _, gap in gaps)
    all_open = open_labels > 1 or any(gap.kind == "box" for _, gap in gaps)
    return [
        (line.paragraph, gap)
        for line, gap in gaps
        if not (opinion and _is_inside(line.paragraph, gap, opinion))
        and (
            gap.kind == "box"
            or (gap.kind == "date" and not (signed and _is_dated_by_hand(gap)))
            or (gap.kind == "room" and (gap.has_room or gap.counted or all_open))
        )
    ]


def _is_inside(paragraph: etree._Element, gap: Gap, spot: Spot) -> bool:
    """Whether a blank is in a stretch of text."""
    return paragraph is spot.paragraph and spot.start <= gap.start and gap.end <= spot.end


def is_signed(region: FormRegion) -> bool:
    """Whether a cell is signed or stamped by hand: beside a date, or below room for an opinion."""
    if not BY_HAND.search(region.text):
        return False
    return any(map(has_date, region.lines)) or room_above(region) is not None


def is_by_hand(region: FormRegion) -> bool:
    """Whether a cell asks for nothing but a signature, a stamp, or a date beside them."""
    return is_signed(region) or any(map(has_date, region.lines))


def opinion_room(region: FormRegion) -> Spot | None:
    """The room of a cell for an opinion: above a signature, or above a named signer and a date."""
    has_signer = _SIGNER.search(region.text) and any(map(has_date, region.lines))
    return room_above(region) if has_signer or is_signed(region) else None


def room_above(region: FormRegion) -> Spot | None:
    """The first line of a cell above a signature or a date that is empty, or only hints."""
    parts = [(line, match) for line in region.lines for match in _LINE.finditer(line.text)]
    for line, match in parts[:-1]:
        start, text = match.start(), match[0].strip()
        if not text:
            return Spot(line.paragraph, start, start)
        if is_hint(text):
            return Spot(line.paragraph, start, match.end())
        if BY_HAND.search(text) or next(dates(text), None) or not _NAMES.fullmatch(text):
            return None  # below a sentence of the form's own there is no room for another
    return None


def _is_dated_by_hand(date: Gap) -> bool:
    """Whether no label asks for a date, or only the words for the seal before it."""
    return not date.label or BY_HAND.search(date.label) is not None
