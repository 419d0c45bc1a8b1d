"""Blanks in lines inside cells: □是 □否, dates, 其他____, and room above a signature."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from lxml import etree

from docgen.scaffold.pack.blanks import dates, gaps_of_lines, has_date, says_date
from docgen.scaffold.pack.body_text import add_year, field_of
from docgen.scaffold.pack.form_fields import Field, FormFields, Path, Spot
from docgen.scaffold.pack.header_scan import HeaderScan
from docgen.scaffold.pack.lines import FormLine, Gap
from docgen.scaffold.pack.naming import NAMELESS, SIGNATURE, key_of, told_apart
from docgen.scaffold.pack.regions import Region, edges
from docgen.scaffold.pack.table_cells import keys_of_heads, names_of
from docgen.word.xml import w

_BY_HAND = re.compile(rf"{SIGNATURE.pattern}|盖章|公章")
"""What is below an opinion in its cell; the date beside it is written by hand as well."""

Blank: TypeAlias = tuple[etree._Element, Gap]
"""A blank with the paragraph that it is in."""

_ROOM = Gap(0, 0, "room")
_PART = re.compile(r"(?:^|(?<=\n))[^\n]*")
"""A line of a paragraph."""


def mark_ruled(sheet: HeaderScan) -> None:
    """Notes the cells of rows that are alike but for their numbers: | □是 □否 |   年  月  日 |."""
    for number in range(1, sheet.grid.height):
        row, below = sheet.grid.row(number), sheet.grid.row(number + 1)
        if edges(row) == edges(below) and all(map(_alike, row, below)):
            sheet.list_rows.update(one for one in (*row, *below) if one.text and blanks_of(one))


def _alike(one: Region, other: Region) -> bool:
    """Whether two cells, one below the other, may be filled in alike."""
    if one is other:
        return False
    same = one.text == other.text and bool(not one.text or blanks_of(one))
    return same or (one.text.isdecimal() and other.text.isdecimal())


def blanks_of(region: Region) -> list[Blank]:
    """The blanks in the lines of a cell, each with its paragraph; years are no matter of it."""
    return _kept(gaps_of_lines(_lines_of(region)), signed=False)


def _lines_of(region: Region) -> list[FormLine]:
    return [FormLine(one) for one in region.cell.element.findall(w("p"))]


def _kept(gaps: list[tuple[FormLine, Gap]], *, signed: bool) -> list[Blank]:
    """The blanks that are fields of their own, each with its paragraph.

    Years are places of their own, and a date below a signature is for a pen. One label with a
    colon alone is the matter of its column.
    """
    open_labels = sum(gap.what == "room" and not gap.wide and not gap.counted for _, gap in gaps)
    return [
        (line.paragraph, gap)
        for line, gap in gaps
        if gap.what == "box"
        or (gap.what == "date" and (gap.label or not signed))
        or (gap.what == "room" and (gap.wide or gap.counted or open_labels > 1))
    ]


def fields_in_row(region: Region, key: str) -> tuple[Field, ...]:
    """The fields of one cell of a list, its column's ``key`` before their own names.

    Boxes are one field, each of them a way to fill it in.
    """
    blanks = blanks_of(region)
    named = [f"{key}{key_of(gap.label)}" for _, gap in blanks if gap.what != "box"]
    apart = iter(told_apart(named))
    keys = [key if gap.what == "box" else next(apart) for _, gap in blanks]
    return tuple(field_of(gap, (name,), paragraph)
                 for name, (paragraph, gap) in zip(keys, blanks, strict=True))  # fmt: skip


def read_cells(sheet: HeaderScan, regions: Iterable[Region], found: FormFields) -> None:
    """Adds the fields of lines inside ``regions``, and claims those cells."""
    for region in regions:
        lines = _lines_of(region)
        gaps = gaps_of_lines(lines)
        for line, gap in gaps:
            if gap.what == "year":
                add_year(gap, line.paragraph, sheet.edition, found)
        gaps = [one for one in gaps if not _asks_year(region, *one, sheet, found)]
        if not region.text.strip("_") or region.is_hint:
            continue  # a blank cell, whatever its line looks like
        dated = any(map(has_date, lines))
        above = _room_above(lines)
        signed = _BY_HAND.search(region.text) is not None and (dated or above is not None)
        kept = _kept(gaps, signed=signed)
        roomy = signed and above is not None
        found.fields += _fields(kept, region, sheet, joined=len(kept) + roomy > 1)
        if signed and above is not None:
            said = lines[0].text.partition("\n")[0].strip()
            label = said if said.endswith(("：", ":")) else ""
            path = _path_in(region, Gap(0, 0, "room", label), sheet)
            found.fields.append(Field(path, above))
        if kept or signed or dated:
            sheet.consumed.add(region)


def _asks_year(
    region: Region, line: FormLine, gap: Gap, sheet: HeaderScan, found: FormFields
) -> bool:
    """Whether 20　　年 stands beside 年度: then it is the edition's, and so added."""
    row = sheet.headers(region).row if gap.what == "date" and region.text == "20年" else None
    if row is None or not row.text.endswith(("年度", "年份")):
        return False
    add_year(Gap(gap.start, gap.end - 1, "year"), line.paragraph, sheet.edition, found)
    sheet.consumed.add(region)
    return True


def _room_above(lines: Sequence[FormLine]) -> Spot | None:
    """The first empty line of a cell that is above a signature or a date."""
    starts = ((one, match.start(), match[0]) for one in lines for match in _PART.finditer(one.text))
    for line, start, text in list(starts)[:-1]:
        if _BY_HAND.search(text) or next(dates(text), None):
            return None
        if not text.strip():
            return Spot(line.paragraph, start, start)
    return None


def _fields(gaps: list[Blank], region: Region, sheet: HeaderScan, *, joined: bool) -> list[Field]:
    """The fields of one cell; beside others a blank, such as 其他____, joins the cell's name."""
    fields = []
    whole = _path_in(region, _ROOM, sheet) if gaps else ()
    for paragraph, gap in gaps:
        path = _path_in(region, gap, sheet)
        if joined and len(path) > len(whole):
            path = (*whole[:-1], f"{whole[-1]}{path[-1]}")
        fields.append(field_of(gap, path, paragraph))
    return fields


def _path_in(region: Region, gap: Gap, sheet: HeaderScan) -> Path:
    """The keys of a blank in a cell: those around the cell, and its own."""
    around = sheet.headers(region)
    row = around.row
    if row is not None and gap.sure and gap.label and row.text.endswith(("：", ":")):
        row = None  # beside 供货单位： another label is none of its own
    groups = names_of(tuple(key_of(one.text) for one in around.groups))
    path = (*groups, *((key_of(row.text),) if row else ()), *keys_of_heads(around.heads, sheet))
    own = key_of(gap.label)
    if gap.what == "date" and not own and not any(says_date(one) for one in path):
        own = "日期"
    if gap.counted and not own and around.row is not None and "大写" in around.row.text:
        return (*path[:-1], f"{path[-1]}小写")
    own = "" if own in path else own
    return (*path, own) if own else path or (NAMELESS,)
