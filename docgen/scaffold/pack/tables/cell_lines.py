"""The fields in the text of cells: □是 □否, dates, 其他____, 经办人：, room above a signature."""

from __future__ import annotations

import re
from dataclasses import replace

from docgen.ordinals import NUMERALS
from docgen.scaffold.pack.body.body_text import add_year, field_of
from docgen.scaffold.pack.form_fields import Field, FormFields, Kind, Path
from docgen.scaffold.pack.lines.counted import counts_years
from docgen.scaffold.pack.lines.date_blanks import says_date
from docgen.scaffold.pack.lines.form_line import FormLine, Gap
from docgen.scaffold.pack.naming import (
    NAMELESS,
    key_of,
    numbered_repeats,
    without_forbidden,
    year_of,
)
from docgen.scaffold.pack.prompts import asks_for_prose
from docgen.scaffold.pack.tables.cell_role import CellRole
from docgen.scaffold.pack.tables.form_cell import Blank, cell_blanks, opinion_room
from docgen.scaffold.pack.tables.header_scan import HeaderScan
from docgen.scaffold.pack.tables.regions import FormRegion
from docgen.scaffold.pack.tables.room_cells import fields_with_room
from docgen.scaffold.pack.tables.table_cells import DRAFT_LEFT_OUT, keys_of_heads, names_of

_ITEM = re.compile(rf"(?:^|\n)\s*[（(]?(?P<number>\d{{1,2}}|[{NUMERALS}])[）).．、]\s*$")
"""The number of a line, before a blank that nothing else names: 1.____."""

_BRACKETS = re.compile(r"[（(）)：:_]")
_SHOWN = 12
_IN_A_ROW = 5
"""Years from the edition that a row of years may reach."""

_COLONS = ("：", ":")


def read_years(scan: HeaderScan, found: FormFields) -> HeaderScan:
    """Adds the years that the cells of a table print, or leave blank, as the edition's.

    Returns the scan with the cells that hold nothing else as printed.
    """
    whole = {}
    for region in scan.grid.regions:
        for line, gap in region.gaps:
            if gap.kind == "year":
                furthest = _IN_A_ROW if _is_one_of_years(region, gap, scan) else 1
                add_year(gap, line.paragraph, scan.edition, found, furthest)
            elif _takes_year(region, line, gap, scan, found):
                whole[region] = CellRole.PRINTED
    return scan.with_roles(whole)


def _is_one_of_years(region: FormRegion, gap: Gap, scan: HeaderScan) -> bool:
    """Whether the next or the last year is beside it: 2021年 | 2022年 | 2023年."""
    beside = {year_of(other.text) for other in scan.grid.row(region.row) if other is not region}
    return bool(beside & {gap.year - 1, gap.year + 1})


def _takes_year(
    region: FormRegion, line: FormLine, gap: Gap, scan: HeaderScan, found: FormFields
) -> bool:
    """Adds 20　　年 beside 年度 as the edition's year. Returns whether it did."""
    row = scan.headers(region).row if gap.kind == "date" and region.text == "20年" else None
    if row is None or not row.text.endswith(("年度", "年份")):
        return False
    add_year(Gap(gap.start, gap.end - 1, "year"), line.paragraph, scan.edition, found)
    return True


def tell_pens(scan: HeaderScan, found: FormFields) -> None:
    """Adds a doubt for each cell that is signed or dated by hand, which gets no tag for that."""
    for region in scan.of_role(CellRole.PEN, CellRole.LINE, CellRole.LABEL_LINE):
        fields = {id(gap) for _, gap in cell_blanks(region)}
        left_out = [gap for _, gap in region.gaps if gap.kind == "date" and id(gap) not in fields]
        if left_out or scan.roles[region] is CellRole.PEN:
            row = scan.headers(region).row
            label = row.text if row is not None else region.text[:_SHOWN]
            found.doubt(DRAFT_LEFT_OUT, region.cell.element, label=label)


def read_lines(scan: HeaderScan, found: FormFields) -> None:
    """Adds the fields in the text of cells."""
    for region in scan.of_role(CellRole.LINE, CellRole.LABEL_LINE):
        above = opinion_room(region)
        blanks = cell_blanks(region)
        found.fields += _fields(blanks, region, scan, joined=len(blanks) + bool(above) > 1)
        if above is not None:
            first_line = region.lines[0].text.partition("\n")[0].strip()
            label = first_line if first_line.endswith(_COLONS) else ""
            path = _path_around(region, scan, has_label=bool(label))
            row = scan.headers(region).row
            text = FormLine(above.paragraph).text
            has_all = not text.strip() or (above.start, above.end) == (0, len(text))
            is_long = has_all and row is not None and asks_for_prose(f"{row.text} {text}")
            kind: Kind = "prose" if is_long else "text"
            found.fields.append(Field(_below(path, key_of(label)), above, kind))
    found.fields += fields_with_room(scan)


def fields_in_row(region: FormRegion, key: str) -> tuple[Field, ...]:
    """The fields of one cell of a list, named by their column's ``key`` and their own labels.

    All boxes of the cell have the path ``(key,)``: they are the options of one field.
    """
    blanks = cell_blanks(region)
    names = [f"{key}{key_of(gap.label)}" for _, gap in blanks if gap.kind != "box"]
    numbered = iter(numbered_repeats(names))
    keys = [key if gap.kind == "box" else next(numbered) for _, gap in blanks]
    return tuple(
        field_of(gap, (name,), paragraph)
        for name, (paragraph, gap) in zip(keys, blanks, strict=True)
    )


def _fields(
    blanks: list[Blank], region: FormRegion, scan: HeaderScan, *, joined: bool
) -> list[Field]:
    """The fields of one cell; if ``joined``, a blank such as 其他____ is named 〈cell〉其他."""
    fields = []
    blanks = _numbered(blanks)
    whole = _below(_path_around(region, scan, has_label=False), "") if blanks else ()
    for paragraph, gap in blanks:
        path = _path_in(region, gap, scan)
        if gap.kind == "room" and counts_years(path[-1], FormLine(paragraph).shape[gap.end :]):
            gap = replace(gap, counted=True)
        if joined and len(path) > len(whole):
            path = (*whole[:-1], f"{whole[-1]}{path[-1]}")
        fields.append(field_of(gap, path, paragraph))
    return fields


def _numbered(blanks: list[Blank]) -> list[Blank]:
    """The blanks, those in numbered lines with nothing else before them named by their number."""
    items = [_ITEM.search(FormLine(line).text[: gap.start]) for line, gap in blanks]
    nameless = [
        item is not None and not gap.label for item, (_, gap) in zip(items, blanks, strict=True)
    ]
    if sum(nameless) < 2:
        return blanks
    return [
        (line, replace(gap, label=item["number"], sure=False) if item and not gap.label else gap)
        for item, (line, gap) in zip(items, blanks, strict=True)
    ]


def _path_in(region: FormRegion, gap: Gap, scan: HeaderScan) -> Path:
    """The path of a blank in a cell: the keys of the cell's headers, and its own."""
    own, row = _own_key(gap), scan.headers(region).row
    path = _path_around(region, scan, has_label=gap.sure and bool(gap.label))
    if scan.roles[region] is CellRole.LABEL_LINE:
        return (own,) if gap.unit == "岁" else path
    if gap.kind == "date" and not own and not any(map(says_date, path)):
        own = "日期"
    if gap.counted and not own and row is not None and "大写" in row.text:
        return (*path[:-1], f"{path[-1]}小写")
    return _below(path, own)


def _own_key(gap: Gap) -> str:
    """The key that a blank has of its own; 出生年月（　岁） asks for an age in its brackets."""
    is_age = gap.unit == "岁" and (not gap.label or "出生" in gap.label)
    return "年龄" if is_age else key_of(gap.label)


def _path_around(region: FormRegion, scan: HeaderScan, *, has_label: bool) -> Path:
    """The keys of a cell's headers.

    A blank with a label of its own is no part of a row such as 供货单位：.
    """
    if scan.roles[region] is CellRole.LABEL_LINE:
        return (without_forbidden(_BRACKETS.sub("", region.text)),)
    headers = scan.headers(region)
    rows = [headers.row] if headers.row else []
    rows = [row for row in rows if not (has_label and row.text.endswith(_COLONS))]
    groups = names_of(tuple(key_of(group.text) for group in headers.groups))
    return (*groups, *(key_of(row.text) for row in rows), *keys_of_heads(headers.heads, scan))


def _below(path: Path, key: str) -> Path:
    """The path of a blank that is named ``key`` in a cell; with an empty key that of the cell."""
    return (*path, key) if key and key not in path else path or (NAMELESS,)
