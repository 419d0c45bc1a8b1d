"""The single blanks of a table: a field each, named by the labels around it.

A row's name is left out where a column has one field only in its group: with one row of money,
项目资金.执行率 says all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lxml import etree

from docgen.scaffold.pack.form_fields import Field, FormFields, Kind, Path, Spot
from docgen.scaffold.pack.header_scan import Headers, HeaderScan
from docgen.scaffold.pack.lines import FormLine
from docgen.scaffold.pack.naming import (
    SIGNATURE,
    TOTAL,
    is_figure,
    is_long,
    is_prose,
    key_of,
    without_year,
    year_of,
)
from docgen.scaffold.pack.regions import Region
from docgen.scaffold.pack.terms import GENERIC
from docgen.word.xml import w

_SCORE = re.compile(r"得分$")
_POINTS = re.compile(r"分值|权重|满分")
_OF_NAMES = re.compile(r"(?:名称|编码|编号|代码|序号|科目|项目|内容|事项|类别)$")
"""Heads of a column of names, which name no group."""
_NO_SUM = re.compile(r"单价|均价|标准|天数|平均|人均|率$|比例$|占比|比重|[%％]|排名")
_ROW_NUMBER = re.compile(r"\d{1,12}|[一二三四五六七八九十]{1,3}")
_ROOM = 3
"""Grid columns that a cell for paragraphs spans."""


@dataclass(frozen=True, eq=False)
class _Named:
    """A blank with its keys: those of groups, of its row and of its heads."""

    region: Region
    groups: Path
    row: Path
    heads: Path
    labels: tuple[str, ...]
    printed: str = ""


def read_blanks(sheet: HeaderScan, found: FormFields) -> None:
    """Adds a field for each blank that labels name; the others are told."""
    named = []
    for region in sheet.blanks():
        around = sheet.headers(region)
        if not (around.groups or around.row or around.heads) or _is_far(region, around, sheet):
            found.doubt("draft-no-label", region.cell.element)
        elif _left_out(around, in_money=sheet.in_money):
            found.doubt("draft-left-out", region.cell.element, label=_label(around))
        else:
            named.append(_named(region, around, sheet))
            found.hints += [region.cell.element] if region.is_hint else []
    found.fields += [_field(one, path, sheet) for one, path in _paths(_told_apart(named))]


def _is_far(region: Region, around: Headers, sheet: HeaderScan) -> bool:
    """Whether only a head far above it names it, over rows that have labels of their own."""
    if around.groups or around.row or not around.heads:
        return False
    rows = range(around.heads[-1].end, region.row + 1)
    return any(sheet.is_label(one) for row in rows for one in sheet.grid.row(row))


def names_of(groups: Path) -> Path:
    """The keys of groups without those of heads over names, such as 项目名称."""
    return tuple(one for one in groups if one not in GENERIC and not _OF_NAMES.search(one))


def keys_of_heads(heads: Iterable[Region], sheet: HeaderScan) -> Path:
    """The keys of heads; 上年 and 本年 where the row of heads speaks of several years."""
    keys = []
    for head in heads:
        beside = {year for one in sheet.grid.row(head.row) if (year := year_of(one.text))}
        keys.append(key_of(without_year(head.text, sheet.edition, say=len(beside) > 1)))
    return tuple(keys)


def kind_of(label: str, around: str, region: Region) -> Kind:
    """What a cell holds, by its labels and the room it has."""
    if is_long(label) and region.cell.span >= _ROOM:
        return "prose"
    return "figure" if is_figure(label, around) else "text"


def spot_in(cell: etree._Element) -> Spot:
    """The first paragraph of a cell, as a whole."""
    paragraph = cell.find(w("p"))
    assert paragraph is not None  # a cell has one, by the format
    text = FormLine(paragraph).text
    first = text if text.strip() else text.split("\n")[0]  # empty lines stay
    return Spot(paragraph, 0, len(first), keeps="_" in text and not text.strip("_ \u3000"))


def _named(region: Region, around: Headers, sheet: HeaderScan) -> _Named:
    groups = tuple(key_of(without_year(one.text, sheet.edition, say=False))
                   for one in around.groups)  # fmt: skip
    row = (key_of(without_year(around.row.text, sheet.edition, say=False)),) if around.row else ()
    summed = sheet.summed.get(region)
    heads = (summed,) if summed else keys_of_heads(around.heads, sheet)
    parts = (*around.groups, *((around.row,) if around.row else ()), *around.heads)
    labels = tuple(one.text for one in parts)
    named = names_of(groups)
    named = named or (() if row or heads else groups[-1:])
    heads = tuple(one for one in heads if one not in named) or heads[-1:]
    if summed and row:  # beside 工程量 its list is 工程量, and the total 工程量合计
        beside = [key_of(one.text) for one in around.groups if one.end > region.row]
        number = sheet.totals + 1 if sheet.totals else ""
        named, row = (), (f"{beside[-1] if beside else ''}{row[0]}{number}",)
    printed = f"{_number_of(around.row, sheet)}{around.row.text}" if around.row else ""
    return _Named(region, named, row, heads, labels, printed)


def _number_of(row: Region, sheet: HeaderScan) -> str:
    """The number in the cell before a row's label, as it would stand in the label: 1、."""
    left = sheet.grid.left_of(row, row.row)
    number = left.text if left is not None and left.row == row.row else ""
    return f"{number}、" if _ROW_NUMBER.fullmatch(number) else number if number[:1] == "（" else ""


def _told_apart(named: list[_Named]) -> list[_Named]:
    """The blanks, rows of one name in one group told apart: 小计, 小计2."""
    rows: dict[tuple[Path, Path], list[int]] = {}
    for one in named:
        seen = rows.setdefault((one.groups, one.row), [])
        if one.region.row not in seen:
            seen.append(one.region.row)
    apart = []
    for one in named:
        number = rows[one.groups, one.row].index(one.region.row) + 1
        again = one.row and one.heads and number > 1
        apart.append(replace(one, row=(f"{one.row[0]}{number}",)) if again else one)
    return apart


def _paths(named: list[_Named]) -> Iterator[tuple[_Named, Path]]:
    in_group = Counter((one.groups, one.heads) for one in named if one.row and one.heads)
    in_row = Counter((one.groups, one.row) for one in named)
    matrix = {one.groups for one in named if one.row and one.heads
              and (in_row[one.groups, one.row] > 1 or TOTAL.match(one.printed))}  # fmt: skip
    for one in named:
        if one.row == ("总分",) and one.heads and _SCORE.search(one.heads[-1]):
            yield one, one.row
        elif one.groups and one.row and one.heads and in_group[one.groups, one.heads] == 1:
            yield one, (*one.groups, *one.heads)
        elif one.groups not in matrix and in_row[one.groups, one.row] == 1 and _says_nothing(one):
            yield one, one.row or one.heads
        else:
            yield one, (*one.groups, *one.row, *one.heads)


def _says_nothing(one: _Named) -> bool:
    """Whether its head, such as 金额, says no more of it than its row; a total needs its column."""
    general = bool(one.heads) and one.heads[-1] in GENERIC | {"金额"}
    total = bool(one.row) and TOTAL.match(one.printed) is not None
    return general and not one.groups and not total


def _field(one: _Named, path: Path, sheet: HeaderScan) -> Field:
    kind = kind_of(path[-1], "".join(one.labels), one.region)
    if kind == "text" and sheet.in_money and one.row and one.heads and not is_prose(path[-1]):
        kind = "figure"
    return Field(
        path,
        spot_in(one.region.cell.element),
        kind,
        one.labels[-1] if one.labels else "",
        row=one.printed,
        row_key=one.row[0] if one.row and one.row[0] in path else "",
        points=_points(one, sheet),
        headed=bool(one.heads),
    )


def _points(one: _Named, sheet: HeaderScan) -> str:
    """The points that stand beside a score, in the column of points."""
    for region in sheet.grid.row(one.region.row) if one.heads else ():
        heads = sheet.headers(region).heads if region.text.isdecimal() else ()
        if heads and _POINTS.search(heads[-1].text):
            return region.text
    return ""


def _left_out(around: Headers, *, in_money: bool) -> bool:
    """Signatures are written by hand, and words are not added up."""
    row, head = around.row, around.heads[-1] if around.heads else None
    if row is not None and SIGNATURE.search(row.text):
        return True
    total = row is not None and TOTAL.match(key_of(row.text)) is not None
    if not total or head is None:
        return False
    figure = is_figure(key_of(head.text), head.text) or (in_money and not is_prose(head.text))
    return not figure or _NO_SUM.search(head.text) is not None


def _label(around: Headers) -> str:
    parts = (*((around.row,) if around.row else ()), *around.heads)
    return " × ".join(one.text for one in parts)
