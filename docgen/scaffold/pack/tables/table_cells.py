"""The single blanks of a table: a field for each, named by the labels around it.

The key of the row is left out where its group has no other field in that column: with one row of
money, the path is 项目资金.执行率.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from lxml import etree

from docgen.diagnostics.codes import problem_code
from docgen.scaffold.pack.form_fields import Around, Field, FormFields, Path, Spot
from docgen.scaffold.pack.formulas.field_types import type_of
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.naming import (
    is_total_row,
    key_of,
    without_year,
    year_of,
)
from docgen.scaffold.pack.prompts import asks_for_prose
from docgen.scaffold.pack.tables.cell_role import OPEN, CellRole
from docgen.scaffold.pack.tables.columns_of_units import OF_NAMES, of_one_unit
from docgen.scaffold.pack.tables.header_scan import Headers, HeaderScan
from docgen.scaffold.pack.tables.regions import FormRegion
from docgen.scaffold.pack.terms import GENERIC, PRICES
from docgen.templates.by_hand import SIGNATURE
from docgen.word.xml import w

DRAFT_NO_LABEL = problem_code(
    "draft-no-label",
    en=(
        "no label beside this blank, so no tag was placed ({template})",
        "if it is to be filled in, type a tag there and add it to schema.json; else leave it",
    ),
    zh=(
        "这个空格旁边没有栏目名，没有放标签（{template}）",
        "要填的，在模板里写上标签，并加到 schema.json；不填的不用管",
    ),
)
DRAFT_LEFT_OUT = problem_code(
    "draft-left-out",
    en=(
        "「{label}」 stays blank ({template})",
        "signatures are for a pen, totals hold no words, and rows have the codes that the form "
        "prints; if it is to be filled in, type a tag there",
    ),
    zh=(
        "「{label}」留着不填（{template}）",
        "签字用笔签，合计行不填文字，编码以表上印的为准；确实要填的，在模板里写上标签",
    ),
)

_SCORE = re.compile(r"得分$")
_POINTS = re.compile(r"分值|权重|满分")
_YEAR = re.compile(r"20\d\d年度?")
_OF_CODES = re.compile(r"(?:编码|编号|代码|序号|行次)$|^编码|^代码")
_NO_SUM = re.compile(r"单价|均价|标准|平均|人均|排名")
_DAYS = re.compile(r"天数")
_DASH = re.compile(r"[-—–－/／×]+")
"""A head of numbers that only multiply where a price for each day stands beside it."""
_STAMP = re.compile(r"^[^（(]*盖章$|加盖公章$")
"""A label beside room for a stamp; a name goes beside 单位（盖章）."""

_OF_ROW = re.compile(r"率$|比例$|占比|比重|幅度|[%％]|备注|进度")
"""Heads of what is worked out or said for each row, that of a total included."""
_ROW_NUMBER = re.compile(r"\d{1,12}|[一二三四五六七八九十]{1,3}")
_MONEY = "金额"
PROSE_SPAN = 3
"""The least number of grid columns that a cell for paragraphs spans."""


@dataclass(frozen=True, eq=False)
class _LabelledBlank:
    """A blank with the keys of its groups, of its row and of its heads.

    Attributes:
        region: the blank.
        groups: the keys of its groups, from outer to inner.
        row: the key of its row; empty if it has none.
        heads: the keys of its heads, from outer to inner.
        labels: the texts of all of these labels.
        printed: the label of its row with its number.
        nested: the keys of its groups without the heads of columns of names.
        grouped: whether its groups have rows of their own, and are not only beside its row.
    """

    region: FormRegion
    groups: Path
    row: Path
    heads: Path
    labels: tuple[str, ...]
    around: Around
    printed: str = ""
    nested: Path = ()
    grouped: bool = False


def read_blanks(scan: HeaderScan, found: FormFields) -> None:
    """Adds a field for each blank that labels name, and a doubt for each other blank."""
    blanks = []
    for region in scan.of_role(*OPEN, CellRole.UNIT):
        around = scan.headers(region)
        if code := _code_of_row(region, around, scan):
            found.doubt(DRAFT_LEFT_OUT, region.cell.element, label=code)
        elif not (around.groups or around.row or around.heads) or _is_far(region, around, scan):
            found.doubt(DRAFT_NO_LABEL, region.cell.element)
        elif _left_out(region, around, scan):
            found.doubt(DRAFT_LEFT_OUT, region.cell.element, label=_label(around))
        else:
            blanks.append(_labelled(region, around, scan))
            is_hint = scan.roles[region] is CellRole.HINT
            found.hints += [region.cell.element] if is_hint else []
    named = list(_paths(_with_numbered_rows(blanks)))
    counts = Counter(path for _, path in named)
    fields = []
    for blank, path in named:
        told_apart = _beside_others(blank, path, scan) if counts[path] > 1 else path
        fields.append(_field(blank, told_apart, scan))
    found.fields += of_one_unit(fields) if scan.in_units else fields


def _code_of_row(region: FormRegion, around: Headers, scan: HeaderScan) -> str:
    """The labels of a blank before the label of its row, below 科目编码; empty for any other."""
    beside = scan.grid.right_of(region, region.row)
    if around.groups or around.row or not around.heads or not scan.is_label(beside):
        return ""
    head = around.heads[-1].text
    return f"{beside.text} × {head}" if _OF_CODES.search(head) else ""


def _is_far(region: FormRegion, around: Headers, scan: HeaderScan) -> bool:
    """Whether only a head names it, and rows with labels of their own are between them."""
    if around.groups or around.row or not around.heads:
        return False
    rows = range(around.heads[-1].end, region.row + 1)
    return any(scan.is_label(other) for row in rows for other in scan.grid.row(row))


def names_of(groups: Path) -> Path:
    """The keys of groups without those that are heads of a column of names, such as 项目名称."""
    return tuple(key for key in groups if key not in GENERIC and not OF_NAMES.search(key))


def keys_of_heads(heads: Iterable[FormRegion], scan: HeaderScan) -> Path:
    """The keys of heads; with 上年, 本年 or 下年 where the row of heads names several years.

    A head that is only the one year of its row is no key, unless there is no other: 2023年 over
    一季度.
    """
    keys = []
    for head in heads:
        texts = (region.text for region in scan.grid.row(head.row))
        years = {year for text in texts if (year := year_of(text))}
        keys.append(key_of(without_year(head.text, scan.edition, say=len(years) > 1)))
    return tuple(key for key in keys if not _YEAR.fullmatch(key)) or tuple(keys[-1:])


def has_room(region: FormRegion) -> bool:
    """Whether a cell has room for paragraphs."""
    return region.cell.span >= PROSE_SPAN


def spot_in(cell: etree._Element) -> Spot:
    """The text of a cell's first paragraph; of one that is only whitespace, its first line."""
    paragraph = cell.find(w("p"))
    assert paragraph is not None  # ISO/IEC 29500-1: a w:tc has a w:p
    text = FormLine(paragraph).text
    first = text if text.strip() else text.split("\n")[0]  # empty lines stay
    return Spot(paragraph, 0, len(first), keeps="_" in text and not text.strip("_ \u3000"))


def _labelled(region: FormRegion, around: Headers, scan: HeaderScan) -> _LabelledBlank:
    groups = tuple(_key_without_year(label, scan) for label in around.groups)
    row: Path = (_key_without_year(around.row, scan),) if around.row else ()
    summed = scan.summed.get(region)
    heads = (summed,) if summed else keys_of_heads(around.heads, scan)
    parts = (*around.groups, *((around.row,) if around.row else ()), *around.heads)
    labels = tuple(label.text for label in parts)
    group_keys = names_of(groups) or (() if row or heads else groups[-1:])
    heads = tuple(key for key in heads if key not in group_keys) or heads[-1:]
    above = scan.grid.above(region)
    total = bool(row) and is_total_row(row[0])
    if total and above is not None and scan.roles[above] is CellRole.IN_ROWS:
        group_keys = ()  # the heads of a list name no total below it
    if summed and row:  # beside 工程量 the list is 工程量, and its total 工程量合计
        lists = [key_of(label.text) for label in around.groups if label.end > region.row]
        group_keys, row = (), ("".join((*lists[-1:], *row)),)
    printed = f"{_number_of(around.row, scan)}{around.row.text}" if around.row else ""
    beside = [group for group in around.groups if not _is_corner(group, around)]
    texts = Around(
        tuple(label.text for label in beside),
        printed,
        tuple(head.text for head in around.heads),
        indent=around.row.indent if around.row else 0,
    )
    texts = scan.placed(region, texts)
    nested = tuple(key for it in beside if (key := _key_without_year(it, scan)) in group_keys)
    grouped = bool(group_keys) and not all(map(region.same_rows, beside))
    return _LabelledBlank(region, group_keys, row, heads, labels, texts, printed, nested, grouped)


def _is_corner(group: FormRegion, around: Headers) -> bool:
    """Whether a label stands among the heads: it heads the column of names, and is no group."""
    heads = around.heads
    return bool(heads) and heads[0].row <= group.row and group.end <= heads[-1].end


def _key_without_year(label: FormRegion, scan: HeaderScan) -> str:
    return key_of(without_year(label.text, scan.edition, say=False))


def _number_of(row: FormRegion, scan: HeaderScan) -> str:
    """The number in the cell to the left of a row's label, as a prefix of the label: 1、."""
    left = scan.grid.left_of(row, row.row)
    number = left.text if left is not None and left.row == row.row else ""
    return f"{number}、" if _ROW_NUMBER.fullmatch(number) else number if number[:1] == "（" else ""


def _with_numbered_rows(blanks: list[_LabelledBlank]) -> list[_LabelledBlank]:
    """The blanks, the keys of rows of one name in one group numbered: 小计, 小计2."""
    rows: dict[tuple[Path, Path], dict[int, int]] = {}
    numbered = []
    for blank in blanks:
        numbers = rows.setdefault((blank.groups, blank.row), {})
        number = numbers.setdefault(blank.region.row, len(numbers) + 1)
        repeats = blank.row and blank.heads and number > 1
        row = (f"{blank.row[0]}{number}",) if repeats else blank.row
        numbered.append(replace(blank, row=row))
    return numbered


def _paths(blanks: list[_LabelledBlank]) -> Iterator[tuple[_LabelledBlank, Path]]:
    """Each blank with the path of its field: the keys of groups, row and heads.

    The score of the row 总分 has the key of the row alone. The only field of a column in its group
    and in the groups inside it has no key of the row. Outside a matrix, the only field of a row,
    below a generic head such as 金额, has the key of the row alone.
    """
    crossed = [blank for blank in blanks if blank.row and blank.heads]
    in_column = Counter(
        (blank.nested[:depth], blank.heads)
        for blank in crossed
        for depth in range(len(blank.nested) + 1)
    )
    in_row = Counter((blank.groups, blank.row) for blank in blanks)
    matrices = set()
    for blank in crossed:
        if in_row[blank.groups, blank.row] > 1 or is_total_row(blank.printed):
            matrices.add(blank.groups)
    for blank in blanks:
        groups, row, heads = blank.groups, blank.row, blank.heads
        total = is_total_row(blank.printed)
        if row == ("总分",) and heads and _SCORE.search(heads[-1]) and in_row[groups, row] == 1:
            yield blank, row
        elif blank.grouped and row and heads and in_column[blank.nested, heads] == 1 and not total:
            yield blank, (*groups, *heads)
        elif groups not in matrices and in_row[groups, row] == 1 and _has_generic_head(blank):
            yield blank, row or heads
        else:
            yield blank, (*groups, *row, *heads)


def _beside_others(blank: _LabelledBlank, path: Path, scan: HeaderScan) -> Path:
    """The path with the first label of its row, which tells it from others of one name.

    负责人 | … | 联系电话 | (blank)      负责人联系电话
    """
    if not blank.row or path[-1:] != blank.row:
        return path
    row = [label for label in scan.grid.row(blank.region.row) if scan.is_label(label)]
    alone = [label for label in row if label.rows == 1]
    if len({label.text for label in alone}) < len(alone):  # the same label twice: what is above
        own = next(scan.grid.leftwards(blank.region), None)
        alone = [] if own is None else _labels_over(own, scan)[-1:]
    key = key_of(alone[0].text) if alone else ""
    return path if key in ("", *path) else (*path[:-1], f"{key}{path[-1]}")


def _labels_over(label: FormRegion, scan: HeaderScan) -> list[FormRegion]:
    """The labels right above a label in its column, the nearest first."""
    above = scan.grid.upwards(label)
    return list(takewhile(lambda other: scan.is_label(other) and other.same_columns(label), above))


def _has_generic_head(blank: _LabelledBlank) -> bool:
    """Whether its head, such as 金额, adds nothing to its row; in a total row a head does."""
    general = bool(blank.heads) and blank.heads[-1] in GENERIC | {_MONEY}
    total = bool(blank.row) and is_total_row(blank.printed)
    return general and not blank.groups and not total


def _field(blank: _LabelledBlank, path: Path, scan: HeaderScan) -> Field:
    in_units = scan.is_of_numbers or blank.heads[-1:] == (_MONEY,)
    kind = type_of(
        blank.around,
        has_room=has_room(blank.region),
        in_units=in_units,
        is_amount=scan.is_amounts,
        is_counted=_is_counted(blank.around, scan),
        is_measured=scan.is_measured(blank.region),
    )
    if kind == "text" and asks_for_prose("".join((*blank.labels[-1:], blank.region.text))):
        kind = "prose"
    is_unit = scan.roles[blank.region] is CellRole.UNIT
    return Field(
        path,
        Spot(blank.region.lines[0].paragraph) if is_unit else spot_in(blank.region.cell.element),
        "figure" if is_unit else kind,
        blank.labels[-1] if blank.labels else "",
        points=_points(blank, scan),
        headed=bool(blank.heads),
        in_total=blank.region in scan.summed and bool(blank.row) and path[:-1] == blank.row,
        around=blank.around,
    )


def _points(blank: _LabelledBlank, scan: HeaderScan) -> str:
    """The printed number in the column of points, or in a row of them above; empty if none."""
    for region in scan.grid.row(blank.region.row) if blank.heads else ():
        heads = scan.headers(region).heads if region.text.isdecimal() else ()
        if heads and _POINTS.search(heads[-1].text):
            return region.text
    for above in scan.grid.upwards(blank.region) if blank.heads else ():
        if above.text.isdecimal() and _POINTS.match(scan.grid.row(above.row)[0].text):
            return above.text
    return ""


def _left_out(region: FormRegion, around: Headers, scan: HeaderScan) -> bool:
    """Whether it is no field: a signature is written by hand, and a total sums figures only."""
    row, head = around.row, around.heads[-1] if around.heads else None
    if row is not None and (SIGNATURE.search(row.text) or _STAMP.search(row.text)):
        return True
    if head is not None and SIGNATURE.search(head.text):
        return True
    total = row is not None and is_total_row(row.text)
    if not total or head is None:
        return False
    if _OF_ROW.search(key_of(head.text)) or _OF_ROW.search(head.text):
        return False
    texts = Around(
        tuple(label.text for label in around.groups),
        row.text if row is not None else "",
        tuple(label.text for label in around.heads),
    )
    is_counted = _is_counted(scan.placed(region, texts), scan)
    kind = type_of(texts, in_units=scan.is_of_numbers, is_counted=is_counted)
    return (
        kind != "figure" or _NO_SUM.search(head.text) is not None or _is_factor(region, head, scan)
    )


def _is_counted(around: Around, scan: HeaderScan) -> bool:
    """Whether a formula that the form prints speaks of its column or its row."""
    return any(map(scan.codes.are_counted, (around.code, around.line)))


def _is_factor(region: FormRegion, head: FormRegion, scan: HeaderScan) -> bool:
    """Whether a column of days stands beside a price, so that nobody adds the days up.

    A total that has a dash below the price, and none below the days, adds them.
    """
    prices = (it for it in scan.grid.row(head.row) if PRICES.search(key_of(it.text)))
    below = [scan.grid.at(region.row, it.column) for it in prices]
    is_open = any(it is None or not _DASH.fullmatch(it.text) for it in below)
    return _DAYS.search(head.text) is not None and is_open


def _label(around: Headers) -> str:
    """The labels of row and heads, as messages name a blank."""
    parts = (*((around.row,) if around.row else ()), *around.heads)
    return " × ".join(label.text for label in parts)
