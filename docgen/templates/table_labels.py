"""The labels that a form prints in its tables, in a template and in the files made from it.

In a template a label is a text that does not end in a tag: ``{{ 年度 }}年预算数``; but
``其他资金：{{ … }}`` is a field with a label of its own. Boxes, rooms with a unit behind them and
what is above a signature are fields as well. In a finished file the tags are gone. What
is a label there is known from the template: what matches the text of one of its labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from docgen.templates.by_hand import BY_HAND, PEN_ROOM
from docgen.templates.tags import MERGE, STRUCTURAL
from docgen.templates.units_of_measure import unit_of_money
from docgen.word.grid import Grid, GridCell, Region, in_header_row, row_cells
from docgen.word.header_cells import heads_column, nearest_headers
from docgen.word.tag_pattern import TAG
from docgen.word.xml import text_of, w

_LEAST = 2
"""Fewest letters of a label beside a tag: （…分） is none."""

_SHOWN = 20
_LONGEST = 200
"""Most characters of a label in a finished file."""

_LOOP_ROW = re.compile(r"\{%tr\s+(end)?for\b")
BOX = re.compile(r"""\|\s*box\(\s*["'“‘]([^"'”’]*)""")
"""A box, and the word that ticks it."""


_ASIDE = re.compile(rf"[（(][^（()）]*(?:{TAG.pattern})[^（()）]*[）)]", re.DOTALL)
"""A field in the brackets of a label: 出生年月（{{ 年龄 }}岁）."""

_ROOM = re.compile(r"\|\s*(?:box|blank|room)\([^{}]*\}\}(?!年)")
"""A tag in the room of a line; that of a year may be in a label."""


def is_label_text(text: str) -> bool:
    """Whether the text of a template's cell is a label: it holds letters behind its last tag."""
    plain = _ASIDE.sub("", text)
    *before, last = TAG.split(plain)
    if before and (_ROOM.search(plain) or BY_HAND.search(plain) or PEN_ROOM.search(plain)):
        return False
    return sum(map(str.isalpha, last)) >= (_LEAST if before else 1)


def own_label(before: str, tag: str) -> str:
    """The label in the tag's own line: the word of a box, or at least two letters before it."""
    if box := BOX.search(tag):
        return box[1]
    text = before.strip().rstrip("：:（").lstrip("，。；、")
    return text[-_SHOWN:] if sum(map(str.isalpha, text)) >= _LEAST else ""


def drops_row(cells: Iterable[GridCell]) -> bool:
    """Whether a row holds a tag such as ``{%tr for … %}``, and so is in no finished file."""
    tags = (tag for cell in cells for tag in STRUCTURAL.finditer(cell.own_text))
    return any("tr" in tag.groups() for tag in tags)


class TemplateRegion(Region):
    """A region of a table of a template."""

    @cached_property
    def is_label(self) -> bool:
        """Whether it prints a label. In a row that repeats on each page, a value is one, too."""
        value = "{{" in self.text and "{%" not in self.text
        return is_label_text(self.text) or (value and in_header_row(self.cell.element))

    @property
    def may_be_label(self) -> bool:
        """Whether it prints a label."""
        return self.is_label

    @cached_property
    def money(self) -> str:
        """The unit of money that its label declares: 金额（万元）; empty without."""
        return unit_of_money(self.text) if self.is_label else ""


class TemplateTable:
    """One table of a template, and its labels.

    Attributes:
        grid: its regions, without the rows that are in no finished file.
    """

    def __init__(self, table: etree._Element) -> None:
        rows: list[list[GridCell]] = []
        self._dropped: dict[etree._Element, TemplateRegion] = {}
        self._repeated, depth = list[int](), 0
        for row in table.iterfind(w("tr")):
            cells = row_cells(row, len(rows) + 1)
            if drops_row(cells):
                self._dropped |= {cell.element: TemplateRegion(cell, 1) for cell in cells}
                depth += _opened("".join(cell.own_text for cell in cells))
                continue
            rows.append(cells)
            self._repeated += [len(rows)] if depth else []
        self.grid = Grid(rows, TemplateRegion)
        self._heads: dict[TemplateRegion, bool] = {}
        self._money: dict[tuple[int, TemplateRegion], str] = {}

    def is_head(self, region: TemplateRegion) -> bool:
        """Whether it prints a label that names its column."""
        if region not in self._heads:
            heads = in_header_row(region.cell.element) or heads_column(self.grid, region, _is_label)
            is_for_pen = PEN_ROOM.search(region.text) is not None
            self._heads[region] = heads and region.is_label and not is_for_pen
        return self._heads[region]

    def region(self, cell: etree._Element) -> TemplateRegion | None:
        """The region of a ``w:tc``; ``None`` for one in a content control.

        One in a row that is in no finished file is at the place of the row below.
        """
        return self.grid.of(cell) if cell in self.grid else self._dropped.get(cell)

    def headers(
        self, region: TemplateRegion
    ) -> tuple[TemplateRegion | None, TemplateRegion | None]:
        """The header of its row and that of its column."""
        return nearest_headers(self.grid, region, _is_label, self.is_head)

    def money(self, region: TemplateRegion) -> str:
        """The unit of money that a label of a group of ``region`` declares; empty without.

        Groups have their labels to its left, or above its row's first cell.
        """
        own = (left.money for left in self.grid.leftwards(region))
        first = self.grid.row(region.row)[0] if region.cell.element in self.grid else region
        return next(filter(None, own), "") or self._money_above(first)

    def _money_above(self, region: TemplateRegion) -> str:
        """The unit of money that the nearest label above declares; each label is asked once."""
        passed, money = list[tuple[int, TemplateRegion]](), ""
        for above in self.grid.upwards(region):
            passed.append((region.column, above))
            money = self._money.get(passed[-1], above.money)
            if money or passed[-1] in self._money:
                break
        self._money |= dict.fromkeys(passed, money)
        return money

    def name_heads(self) -> Iterator[TemplateRegion]:
        """The header above the name of each item whose row is repeated.

        The name is the first value in the row that is neither a group, which merges down, nor a
        number that is counted.
        """
        for number in self._repeated:
            regions = (region for region in self.grid.row(number) if region.row == number)
            name = next(filter(_is_name, regions), None)
            head = self.headers(name)[1] if name else None
            if head is not None:
                yield head


def _is_label(region: TemplateRegion) -> bool:
    return region.is_label


def _is_name(region: TemplateRegion) -> bool:
    text = region.text
    return "{{" in text and not (MERGE.search(text) or "loop." in text or region.is_label)


@dataclass(frozen=True)
class FormLabels:
    """The labels of a template's tables, as they are typed there.

    Attributes:
        labels: all of them.
        heads: those that name a column.
        names: those that stand over the names of items, one in each repeated row.
        fields: lines with a field, each with the label before its first tag.
    """

    labels: tuple[str, ...] = ()
    heads: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    fields: tuple[tuple[str, str], ...] = ()

    def find(self, text: str) -> str | None:
        """The label that ``text`` of a finished file was made from; ``None`` if it is none."""
        squeezed = _squeezed(text)
        if len(squeezed) > _LONGEST:
            return None
        if squeezed not in self._found:
            matches = (label for pattern, label in self._patterns if pattern.fullmatch(squeezed))
            self._found[squeezed] = next(matches, None)
        return self._found[squeezed]

    def own_label(self, line: str) -> str:
        """The label in a line of a finished file that has a field of its own; empty without."""
        squeezed = _squeezed(line)
        matches = (label for pattern, label in self._lines if pattern.fullmatch(squeezed))
        return next(matches, "")

    @cached_property
    def _found(self) -> dict[str, str | None]:
        return {}

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], str]]:
        by_tags = sorted(self.labels, key=lambda label: len(TAG.findall(label)))
        return [(_pattern(label), label) for label in by_tags]

    @cached_property
    def _lines(self) -> list[tuple[re.Pattern[str], str]]:
        return [(_pattern(line), label) for line, label in self.fields]


def _opened(text: str) -> int:
    """How many loops over rows begin in ``text``, less those that end there."""
    return sum(-1 if loop[1] else 1 for loop in _LOOP_ROW.finditer(text))


def form_labels(roots: Iterable[etree._Element]) -> FormLabels:
    """The labels of the tables below ``roots``, whose tags are as they were typed."""
    labels, heads, names = dict[str, None](), set[str](), set[str]()
    fields: dict[str, str] = {}
    for table in (table for root in roots for table in root.iter(w("tbl"))):
        template = TemplateTable(table)
        names |= {head.text for head in template.name_heads()}
        for region in template.grid.regions:
            if is_label_text(region.text):
                labels[region.text] = None
                heads |= {region.text} if template.is_head(region) else set()
            elif not region.is_label:
                fields |= _fields_in(region)
    return FormLabels(tuple(labels), frozenset(heads), frozenset(names), tuple(fields.items()))


def _fields_in(region: Region) -> dict[str, str]:
    """The lines of a cell with a field and a label before it, each with that label."""
    fields = {}
    for paragraph in region.cell.element.iterfind(w("p")):
        line = text_of(paragraph)
        tag = TAG.search(line)
        if tag and not BOX.search(tag[0]) and (label := own_label(line[: tag.start()], tag[0])):
            fields[line] = label
    return fields


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _pattern(text: str) -> re.Pattern[str]:
    """A pattern for a template's text with anything in the place of its tags."""
    return re.compile(".*".join(re.escape(_squeezed(part)) for part in TAG.split(text)), re.DOTALL)
