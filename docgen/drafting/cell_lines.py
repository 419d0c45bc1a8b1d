"""Blanks in lines inside cells: □是 □否, dates, 其他____, and room above a signature."""

from __future__ import annotations

import re

from lxml import etree

from docgen.drafting.fields import Field, Found, Path, Spot
from docgen.drafting.lines import Gap, Line, gaps_in, has_date
from docgen.drafting.matrix import keys_of_heads
from docgen.drafting.naming import NAMELESS, SIGNATURE, key_of
from docgen.drafting.regions import Region
from docgen.drafting.running import add_year, field_of
from docgen.drafting.sheets import Sheet
from docgen.word.marks import w

_BY_HAND = re.compile(rf"{SIGNATURE.pattern}|盖章|公章")
"""What is below an opinion in its cell; the date beside it is written by hand as well."""

_LEAST_ROOM = 2
"""Blanks behind a label in a cell that are room to fill in."""

_ROOM = Gap(0, 0, "room")


def read_cells(sheet: Sheet, found: Found) -> None:
    """Adds the fields of lines inside cells, and claims those cells."""
    for region in sheet.grid.regions:
        lines = [Line(one) for one in region.cell.element.findall(w("p"))]
        gaps = [(line.paragraph, gap) for line in lines for gap in gaps_in(line)]
        for paragraph, gap in gaps:
            if gap.what == "year":
                add_year(gap, paragraph, sheet.edition, found)
        if not region.text.strip("_"):
            continue  # a blank cell, whatever its line looks like
        dated = any(map(has_date, lines))
        above = len(lines) > 1 and not lines[0].text.strip()
        signed = _BY_HAND.search(region.text) is not None and (dated or above)
        kept = [(one, gap) for one, gap in gaps if _counts(gap, signed=signed)]
        found.fields += _fields(kept, region, sheet)
        if signed and above:
            path = _path_in(region, _ROOM, sheet)
            found.fields.append(Field(path, Spot(lines[0].paragraph)))
        if kept or signed or dated:
            sheet.claimed.add(region)


def _counts(gap: Gap, *, signed: bool) -> bool:
    """Years are places of their own, and a date below a signature is for a pen.

    A label's colon alone is the matter of its column.
    """
    if gap.what == "date":
        return bool(gap.label) or not signed
    wide = gap.counted or gap.end - gap.start >= _LEAST_ROOM
    return gap.what == "box" or (gap.what == "room" and wide)


def _fields(gaps: list[tuple[etree._Element, Gap]], region: Region, sheet: Sheet) -> list[Field]:
    """The fields of one cell; beside others a blank, such as 其他____, joins the cell's name."""
    fields = []
    whole = _path_in(region, _ROOM, sheet) if gaps else ()
    for paragraph, gap in gaps:
        path = _path_in(region, gap, sheet)
        if len(gaps) > 1 and len(path) > len(whole):
            path = (*whole[:-1], f"{whole[-1]}{path[-1]}")
        fields.append(field_of(gap, path, paragraph))
    return fields


def _path_in(region: Region, gap: Gap, sheet: Sheet) -> Path:
    """The keys of a blank in a cell: those around the cell, and its own."""
    around = sheet.around(region)
    labels = [*around.groups, *((around.row,) if around.row else ())]
    path = (*(key_of(one.text) for one in labels), *keys_of_heads(around.heads, sheet))
    own = key_of(gap.label) if gap.what != "date" or gap.label else "日期" if not path else ""
    return (*path, own) if own else path or (NAMELESS,)
