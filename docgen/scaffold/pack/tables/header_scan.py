"""Scan of one form table for the labels that name each blank.

    项目资金（万元） |              | 年初预算数 | 分值       groups 项目资金, row 年度资金总额,
    ^               | 年度资金总额 | (blank)    | 10         heads 年初预算数

A label to the left of a blank names its row or, if it spans several rows, a group of rows. A label
above it is the header of its column, a "head". A row of label-value pairs, such as
姓名 | … | 性别 | …, has no heads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise, takewhile
from typing import TypeGuard

from docgen.scaffold.pack.form_fields import Around
from docgen.scaffold.pack.formulas.field_types import is_prose
from docgen.scaffold.pack.formulas.printed_codes import PrintedCodes, codes_of
from docgen.scaffold.pack.formulas.total_labels import is_bare_total
from docgen.scaffold.pack.naming import is_total_row
from docgen.scaffold.pack.tables.cell_role import OPEN, CellRole, Roles
from docgen.scaffold.pack.tables.regions import FormGrid, FormRegion
from docgen.scaffold.pack.tables.roles import EXPLANATION, NUMBERED, roles_of
from docgen.templates.units_of_measure import UNITS
from docgen.word.header_cells import column_headers, row_headers

_OF_UNITS = re.compile(r"^(?:计量|度量)?单位$|^量纲$")
"""Heads of a column of units of measure."""

_REMARK = re.compile(r"备注|说明")
"""Heads of a column of words that a table of numbers may have too."""

_NO_NAMES = (CellRole.CODE, CellRole.PRINTED, CellRole.IN_ROWS)
"""Roles of cells that may read like a label, but name nothing below them."""


@dataclass(frozen=True)
class Headers:
    """The labels around a blank; groups and heads from outer to inner."""

    groups: tuple[FormRegion, ...] = ()
    row: FormRegion | None = None
    heads: tuple[FormRegion, ...] = ()


@dataclass(frozen=True, eq=False)
class HeaderScan:
    """A table whose cells have roles.

    Attributes:
        grid: the table's regions.
        edition: the year that the form is for.
        in_units: whether the form names the units of the table: 单位：人、万元.
        number: the number of the table in its form, from 1.
        is_amounts: whether it is nested beside a label with a unit of money: 资金来源（万元）.
        roles: what each region is.
        summed: regions in the total row of a list, with the key of the list column each is in.
    """

    grid: FormGrid
    edition: int
    in_units: bool = False
    number: int = 0
    is_amounts: bool = False
    roles: Roles = field(default_factory=dict)
    summed: Mapping[FormRegion, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.roles:
            self.roles.update(roles_of(self.grid))

    def with_roles(self, roles: Mapping[FormRegion, CellRole]) -> HeaderScan:
        """The same table with other roles of some regions."""
        return replace(self, roles={**self.roles, **roles})

    @cached_property
    def codes(self) -> PrintedCodes:
        """The letters and numbers that its formulas call its columns and rows."""
        return codes_of((it.row, it.column, it.text) for it in self.grid.regions)

    def placed(self, region: FormRegion, around: Around) -> Around:
        """The labels around a region, with its place and the codes of its column and row."""
        heads = self._heads(region)
        top = heads[0].row if heads else region.row
        code = self.codes.of_column(region.row, region.column, top) if around.heads else ""
        return replace(
            around,
            code=code,
            line=self.codes.of_row(region.row, region.column),
            table=self.number,
            slot=(region.row, region.column),
        )

    @cached_property
    def is_of_numbers(self) -> bool:
        """Whether what its rows and columns cross is counted, unless their labels say words.

        So it is below a line of units, and where a row of totals crosses a column of totals.
        """
        if self.in_units or CellRole.IN_ROWS in self.roles.values():
            return self.in_units
        labels = [label for label in self.of_role(CellRole.LABEL) if is_bare_total(label.text)]
        heads = [label for label in labels if self._is_head(label)]
        beside = (it for head in heads for it in self.grid.row(head.row) if self.is_label(it))
        are_words = any(is_prose(it.text) and not _REMARK.search(it.text) for it in beside)
        return bool(heads) and not are_words and any(map(self.is_of_row, labels))

    def is_measured(self, region: FormRegion) -> bool:
        """Whether the row of a region prints a unit of measure below a head that asks for it."""
        for cell in self.grid.row(region.row):
            heads = self.headers(cell).heads if cell.text in UNITS else ()
            if heads and _OF_UNITS.search(heads[-1].text):
                return True
        return False

    def is_label(self, region: FormRegion | None) -> TypeGuard[FormRegion]:
        """Whether the form prints a label there."""
        return region is not None and self.roles[region] in (CellRole.LABEL, CellRole.LABEL_LINE)

    def is_open(self, region: FormRegion | None) -> TypeGuard[FormRegion]:
        """Whether the region as a whole is filled in."""
        return region is not None and self.roles[region] in OPEN

    def of_role(self, *roles: CellRole) -> list[FormRegion]:
        """The regions of these roles, in reading order."""
        return [region for region in self.grid.regions if self.roles[region] in roles]

    def has_pairs(self, row: int) -> bool:
        """Whether a label follows a blank or a value in ``row``, as in label-value pairs."""
        regions = self.grid.row(row)
        if regions and not self.is_label(regions[0]) and not self.is_open(regions[0]):
            regions = regions[1:]  # the number of the row, or a note in the corner
        blank = False
        for region in regions:
            if blank and self.is_label(region):
                return True
            blank |= not self.is_label(region) and self.roles[region] is not CellRole.CORNER
        return False

    def headers(self, region: FormRegion) -> Headers:
        """The labels around ``region``."""
        lefts = self.row_headers(region)
        heads = self._heads(region)
        own_label = None if heads else self._label_in_group(region, lefts)
        if own_label is not None:
            heads, lefts = (lefts[0],), [own_label, *lefts[1:]]
        row = self._row_label(lefts, heads)
        if heads and row is not None and self.has_pairs(region.row):
            labels = filter(self.is_label, self.grid.row(region.row))
            named = [row, *filter(self.is_of_row, labels)]
            in_columns = all(self._has_head(label, heads[-1].end) for label in named)
            heads = heads if in_columns else ()
        over = [head for head in heads if row is not None and head.covers(row)]
        heads = tuple(head for head in heads if head not in over)
        groups = [label for label in reversed(lefts) if label.rows > 1 and label is not lefts[0]]
        lead = self._leading_label(region.row)
        has_ended = lead is not None and lead.rows > 1 and lead not in lefts
        if lead is not None and not has_ended and lead not in (region, row, *groups):
            groups = [lead, *groups]
        groups = [*over, *groups]
        if row is not None and heads and own_label is None:
            corner = self.grid.at(heads[0].row, row.column)
            inside = heads[-1].row >= row.row
            if inside:
                groups, row = [*groups, row], None
            elif self._is_over(corner, heads[-1].end) and corner not in (row, *groups):
                groups.append(corner)
        return Headers((*self._section(region), *groups), row, tuple(heads))

    def _is_over(self, corner: FormRegion | None, end: int) -> TypeGuard[FormRegion]:
        """Whether a label stands among heads that end there; one that goes on names its own row."""
        return self.is_label(corner) and corner.end <= end

    def _label_in_group(self, region: FormRegion, lefts: list[FormRegion]) -> FormRegion | None:
        """The label of the blank's own row, left of a label that spans several: 废气 | 措施 |."""
        if not lefts or lefts[0].rows <= region.rows:
            return None
        return next((label for label in lefts if label.rows == region.rows), None)

    def _row_label(
        self, lefts: list[FormRegion], heads: tuple[FormRegion, ...]
    ) -> FormRegion | None:
        """The label that names the row: the nearest that is not in a column of explanations."""
        if len(lefts) > 1 and heads and lefts[1].rows == 1:
            head = self.grid.at(heads[0].row, lefts[0].column)
            if head is not None and EXPLANATION.search(head.text):
                return lefts[1]
        return lefts[0] if lefts else None

    def _section(self, region: FormRegion) -> tuple[FormRegion, ...]:
        """The full-width label above, or the region itself, in a table with several of them."""
        above = [section for section in self._sections if section.row <= region.row]
        return tuple(above[-1:]) if len(self._sections) > 1 else ()

    def sections_below(self, number: int) -> Iterator[FormRegion]:
        """The full-width labels below a row of heads, up to the next row of labels."""
        for row in range(number + 1, self.grid.height + 1):
            regions = self.grid.row(row)
            yield from (region for region in regions if region in self._sections)
            if sum(map(self.is_label, regions)) > 1:
                return

    def _leading_label(self, row: int) -> FormRegion | None:
        """The first label of a row that begins with two: 联系人 | 姓名 | … | 电话 | …."""
        first, second = [*self.grid.row(row), None, None][:2]
        is_lead = first is not None and not first.is_ordinal and self.is_label(first)
        return first if is_lead and self.is_label(second) else None

    @cached_property
    def _sections(self) -> list[FormRegion]:
        return [region for region in self.grid.regions if self.is_section(region)]

    def is_section(self, region: FormRegion) -> bool:
        """Whether it is a label over the full width; 主送： is not, but 一、资产： is."""
        asks = re.search(r"[：:]", region.text) and not NUMBERED.match(region.text)
        return region.is_label and self.grid.is_full_width(region) and not asks

    def row_headers(self, region: FormRegion) -> list[FormRegion]:
        """The labels to the left, the nearest first; ordinals only if there is nothing else."""
        labels = list(row_headers(self.grid, region, self.is_label))
        return [label for label in labels if not label.is_ordinal] or labels

    def _heads(self, region: FormRegion) -> tuple[FormRegion, ...]:
        """The labels above, from outer to inner; none that stands over a part of one below it."""
        found = tuple(column_headers(self.grid, region, self._is_head))
        over = takewhile(lambda pair: pair[1].covers(pair[0]), pairwise(found))
        heads = (*found[:1], *(outer for _, outer in over))
        return heads[::-1] if heads and self._reaches(heads[0], region) else ()

    def _reaches(self, head: FormRegion, region: FormRegion) -> bool:
        """Whether only rows of its columns, and row labels, are between a head and ``region``."""
        for between in takewhile(lambda above: above is not head, self.grid.upwards(region)):
            nested = between.covers(region) or region.covers(between)
            of_row = self.is_label(between) and self.is_of_row(between)
            passed = of_row or self.roles[between] in _NO_NAMES or self._is_value(between, head)
            passed = passed or self._parts_rows(between, head)
            if not nested or (between.is_label and not passed):
                return False
        return True

    def _parts_rows(self, label: FormRegion, head: FormRegion) -> bool:
        """Whether a label over the full width names a group of rows below heads: 三、业务情况.

        The rows above and below it have their cells below the same heads.
        """
        if not self.is_section(label) or label.row == head.end + 1:
            return False
        heads = [cell.column for cell in self.grid.row(head.end)]
        beside = (self.grid.row(label.row - 1), self.grid.row(label.end + 1))
        return all([cell.column for cell in row] == heads for row in beside)

    def _is_value(self, label: FormRegion, head: FormRegion) -> bool:
        """Whether what looks like a label is what the form prints below ``head`` in a row.

        项目 | 金额 | 说明          （含津补贴） is no label of what is below it
        人员 |      | （含津补贴）
        """
        row, behind = self.grid.row(label.row), self.grid.right_of(label, label.row)
        in_row = row[0] is not label and self.is_label(row[0]) and any(map(self.is_open, row))
        return in_row and label.same_columns(head) and not self.is_open(behind)

    def _is_head(self, label: FormRegion) -> bool:
        """Whether ``label`` names its column, and has other labels beside it."""
        if not self.is_label(label) or self.is_of_row(label) or self.has_pairs(label.row):
            return False
        beside = (other for other in self.grid.row(label.row) if other is not label)
        return any(self.is_label(other) for other in beside)

    def is_of_row(self, label: FormRegion) -> bool:
        """Whether a label names the blank to its right, and not what is below it.

        The last of a row of heads may have a blank to its right, too: a column without a name.
        """
        blank = self.grid.right_of(label, label.row)
        if not self._is_filled_in(blank):
            return False
        above = self.grid.above(blank)
        while self._is_filled_in(above):
            above = self.grid.above(above)
        below = self.is_open(self.grid.below(label)) and label.rows == 1
        return is_total_row(label.text) or self.is_label(above) or not below

    def _is_filled_in(self, region: FormRegion | None) -> TypeGuard[FormRegion]:
        """Whether something is filled in there: in all of it, or at blanks such as boxes."""
        return self.is_open(region) or (region is not None and self.roles[region] is CellRole.LINE)

    def _has_head(self, row: FormRegion, end: int) -> bool:
        """Whether the row label ``row`` has a column head of its own that ends with the others."""
        head = self.grid.at(end - 1, row.column)
        if not self.is_label(head) or head.end != end:
            return False
        below = self.grid.below(head)
        while below is not None and self.roles[below] is CellRole.CODE:
            below = self.grid.below(below)
        return self.is_label(below)  # a head of names, not of figures
