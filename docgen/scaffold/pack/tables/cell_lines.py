"""Reads the blanks in lines inside cells: □是 □否, dates, 其他____, and room above a signature."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from lxml import etree

from docgen.scaffold.pack.body.body_text import add_year, field_of
from docgen.scaffold.pack.form_fields import Field, FormFields, Path, Spot
from docgen.scaffold.pack.lines.blanks import dates, gaps_of_lines, has_date, says_date
from docgen.scaffold.pack.lines.form_line import FormLine, Gap
from docgen.scaffold.pack.naming import NAMELESS, SIGNATURE, key_of, numbered_repeats
from docgen.scaffold.pack.tables.header_scan import HeaderScan
from docgen.scaffold.pack.tables.regions import FormRegion, edges
from docgen.scaffold.pack.tables.table_cells import keys_of_heads, names_of
from docgen.word.xml import w

_BY_HAND = re.compile(rf"{SIGNATURE.pattern}|盖章|公章")
"""Signatures and seals below an opinion in a cell; the date beside them is written by hand too."""

Blank: TypeAlias = tuple[etree._Element, Gap]
"""A blank, after the paragraph that it is in."""

_COLONS = ("：", ":")
_LINE = re.compile(r"(?:^|(?<=\n))[^\n]*")
"""One line of a paragraph with line breaks."""


def find_list_rows(scan: HeaderScan) -> None:
    """Adds the cells of rows that differ only in their numbers to ``scan.list_rows``.

    | 1 | □是 □否 |   年  月  日 |
    | 2 | □是 □否 |   年  月  日 |
    """
    for number in range(1, scan.grid.height):
        row, below = scan.grid.row(number), scan.grid.row(number + 1)
        if edges(row) == edges(below) and all(map(_are_alike, row, below)):
            cells = (*row, *below)
            scan.list_rows.update(cell for cell in cells if cell.text and blanks_of(cell))


def _are_alike(cell: FormRegion, other: FormRegion) -> bool:
    """Whether two cells, one below the other, hold the same blanks, no text, or numbers."""
    if cell is other:
        return False
    same = cell.text == other.text and bool(not cell.text or blanks_of(cell))
    return same or (cell.text.isdecimal() and other.text.isdecimal())


def blanks_of(region: FormRegion) -> list[Blank]:
    """The blanks in the lines of a cell, without years."""
    return _field_blanks(gaps_of_lines(_lines_of(region)), signed=False)


def _lines_of(region: FormRegion) -> list[FormLine]:
    return [FormLine(paragraph) for paragraph in region.cell.element.findall(w("p"))]


def _field_blanks(gaps: list[tuple[FormLine, Gap]], *, signed: bool) -> list[Blank]:
    """The blanks that are fields of the cell.

    Left out are years, which are fields of the edition; dates without a label if the cell is
    ``signed``, which are written by hand; and a single label with a colon, see ``colon_cells``.
    """
    open_labels = sum(
        gap.kind == "room" and not gap.has_room and not gap.counted for _, gap in gaps
    )
    return [
        (line.paragraph, gap)
        for line, gap in gaps
        if gap.kind == "box"
        or (gap.kind == "date" and not (signed and _is_by_hand(gap)))
        or (gap.kind == "room" and (gap.has_room or gap.counted or open_labels > 1))
    ]


def _is_by_hand(date: Gap) -> bool:
    """Whether no label asks for a date, or only the words for the seal before it."""
    return not date.label or _BY_HAND.search(date.label) is not None


def fields_in_row(region: FormRegion, key: str) -> tuple[Field, ...]:
    """The fields of one cell of a list, named by their column's ``key`` and their own labels.

    All boxes of the cell have the path ``(key,)``: they are the options of one field.
    """
    blanks = blanks_of(region)
    names = [f"{key}{key_of(gap.label)}" for _, gap in blanks if gap.kind != "box"]
    numbered = iter(numbered_repeats(names))
    keys = [key if gap.kind == "box" else next(numbered) for _, gap in blanks]
    return tuple(
        field_of(gap, (name,), paragraph)
        for name, (paragraph, gap) in zip(keys, blanks, strict=True)
    )


def read_cells(scan: HeaderScan, regions: Iterable[FormRegion], found: FormFields) -> None:
    """Adds the fields of lines inside ``regions``, and adds those cells to ``scan.consumed``."""
    for region in regions:
        lines = _lines_of(region)
        gaps = gaps_of_lines(lines)
        for line, gap in gaps:
            if gap.kind == "year":
                add_year(gap, line.paragraph, scan.edition, found)
        gaps = [
            (line, gap) for line, gap in gaps if not _takes_year(region, line, gap, scan, found)
        ]
        if not region.text.strip("_") or region.is_hint:
            continue  # the whole cell is one blank
        dated = any(map(has_date, lines))
        above = _room_above(lines)
        signed = _BY_HAND.search(region.text) is not None and (dated or above is not None)
        blanks = _field_blanks(gaps, signed=signed)
        has_room = signed and above is not None
        found.fields += _fields(blanks, region, scan, joined=len(blanks) + has_room > 1)
        if signed and above is not None:
            first_line = lines[0].text.partition("\n")[0].strip()
            label = first_line if first_line.endswith(_COLONS) else ""
            path = _path_around(region, scan, has_label=bool(label))
            found.fields.append(Field(_below(path, key_of(label)), above))
        if blanks or signed or dated:
            scan.consumed.add(region)


def _takes_year(
    region: FormRegion, line: FormLine, gap: Gap, scan: HeaderScan, found: FormFields
) -> bool:
    """Adds 20　　年 beside 年度 as the edition's year. Returns whether it did."""
    row = scan.headers(region).row if gap.kind == "date" and region.text == "20年" else None
    if row is None or not row.text.endswith(("年度", "年份")):
        return False
    add_year(Gap(gap.start, gap.end - 1, "year"), line.paragraph, scan.edition, found)
    scan.consumed.add(region)
    return True


def _room_above(lines: Sequence[FormLine]) -> Spot | None:
    """The first empty line of a cell that is above a signature or a date."""
    parts = [(line, match) for line in lines for match in _LINE.finditer(line.text)]
    for line, match in parts[:-1]:
        start, text = match.start(), match[0]
        if _BY_HAND.search(text) or next(dates(text), None):
            return None
        if not text.strip():
            return Spot(line.paragraph, start, start)
    return None


def _fields(
    blanks: list[Blank], region: FormRegion, scan: HeaderScan, *, joined: bool
) -> list[Field]:
    """The fields of one cell; if ``joined``, a blank such as 其他____ is named 〈cell〉其他."""
    fields = []
    whole = _below(_path_around(region, scan, has_label=False), "") if blanks else ()
    for paragraph, gap in blanks:
        path = _path_in(region, gap, scan)
        if joined and len(path) > len(whole):
            path = (*whole[:-1], f"{whole[-1]}{path[-1]}")
        fields.append(field_of(gap, path, paragraph))
    return fields


def _path_in(region: FormRegion, gap: Gap, scan: HeaderScan) -> Path:
    """The path of a blank in a cell: the keys of the cell's headers, and its own."""
    path = _path_around(region, scan, has_label=gap.sure and bool(gap.label))
    own, row = key_of(gap.label), scan.headers(region).row
    if gap.kind == "date" and not own and not any(map(says_date, path)):
        own = "日期"
    if gap.counted and not own and row is not None and "大写" in row.text:
        return (*path[:-1], f"{path[-1]}小写")
    return _below(path, own)


def _path_around(region: FormRegion, scan: HeaderScan, *, has_label: bool) -> Path:
    """The keys of a cell's headers.

    A blank with a label of its own is no part of a row such as 供货单位：.
    """
    headers = scan.headers(region)
    rows = [headers.row] if headers.row else []
    rows = [row for row in rows if not (has_label and row.text.endswith(_COLONS))]
    groups = names_of(tuple(key_of(group.text) for group in headers.groups))
    return (*groups, *(key_of(row.text) for row in rows), *keys_of_heads(headers.heads, scan))


def _below(path: Path, key: str) -> Path:
    """The path of a blank that is named ``key`` in a cell; with an empty key that of the cell."""
    return (*path, key) if key and key not in path else path or (NAMELESS,)
