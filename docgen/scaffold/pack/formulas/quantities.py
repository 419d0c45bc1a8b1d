"""The blanks of a form that formulas speak of, in the lines that they stand in.

A line is a row or a column of a table, or a row of a list: its blanks in their order, each with the
labels that tell it from the others. What adds up, and what is a product of what, shows in lines.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, TypeAlias

from docgen.ordinals import ordinal_of
from docgen.scaffold.pack.form_fields import Block, Field, FormFields, Path
from docgen.scaffold.pack.formulas.printed_codes import is_code
from docgen.scaffold.pack.naming import key_of, printed
from docgen.word.xml import w

_COUNTED = re.compile(r"(\d{1,2})、(.+)", re.DOTALL)
"""A label with the number of its row before it, from the column 序号."""

Direction: TypeAlias = Literal["across", "down", "pairs", "text"]


@dataclass(frozen=True, eq=False)
class FormQuantity:
    """A blank with its whole path.

    Attributes:
        path: its keys, those of its list included.
        field: the field.
        block: the list that it is a column of.
    """

    path: Path
    field: Field
    block: Block | None = None

    @property
    def is_number(self) -> bool:
        """Whether a number is typed there."""
        return self.field.kind == "figure"

    @property
    def row(self) -> int:
        """The row of its table, from 1."""
        return self.field.around.slot[0]

    @property
    def column(self) -> int:
        """The first grid column of its cell, from 0."""
        return self.field.around.slot[1]

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads of its column, from outer to inner, without those that are codes."""
        return tuple(head for head in self.field.around.heads if not is_code(head))

    @property
    def rows(self) -> tuple[str, ...]:
        """The labels of its groups of rows and of its row, from outer to inner."""
        around = self.field.around
        return (*around.groups, *((around.row,) if around.row else ()))


@dataclass(frozen=True)
class QuantityLine:
    """Blanks of one row or one column.

    Attributes:
        items: each with its labels as printed, from outer to inner.
        direction: ``across`` a row, ``down`` a column, ``pairs`` of a label and its blank, or in
            a ``text``.
    """

    items: tuple[tuple[tuple[str, ...], FormQuantity], ...]
    direction: Direction

    @property
    def numbers(self) -> list[tuple[tuple[str, ...], FormQuantity]]:
        """The items that hold numbers."""
        return [(labels, quantity) for labels, quantity in self.items if quantity.is_number]


@dataclass(frozen=True)
class Row:
    """A row of single blanks: its label with the groups around it, and its blanks by column."""

    groups: tuple[str, ...]
    label: str
    cells: dict[int, FormQuantity]
    indent: float = 0


def quantities_of(found: FormFields) -> list[FormQuantity]:
    """Every blank of a form, but years and boxes."""
    fields = (field for field in found.fields if field.kind not in ("year", "ticks"))
    own = [FormQuantity(field.path, field) for field in fields]
    for block in found.blocks:
        columns = (field for field in block.fields if field.kind != "ticks")
        own += [FormQuantity((*block.path, *field.path), field, block) for field in columns]
    return own


def lines_of(quantities: Iterable[FormQuantity]) -> Iterator[QuantityLine]:
    """The lines in which columns, or pairs of labels and blanks, relate to each other."""
    single = [quantity for quantity in quantities if quantity.block is None]
    placed = [quantity for quantity in single if quantity.field.around.table]
    headed = [quantity for quantity in placed if quantity.heads]
    for row in _grouped(headed, lambda it: (it.field.around.table, it.row, it.rows)):
        yield QuantityLine(tuple((it.heads, it) for it in row), "across")
    blocks = [quantity for quantity in quantities if quantity.block is not None]
    for row in _grouped(blocks, lambda it: id(it.block)):
        yield QuantityLine(tuple((it.heads or it.field.path, it) for it in row), "across")
    pairs = [quantity for quantity in placed if not quantity.heads]
    for row in _grouped(pairs, lambda it: (it.field.around.table, it.row)):
        yield QuantityLine(tuple((it.rows[-1:], it) for it in row), "pairs")
    for table in _grouped(pairs, lambda it: (it.field.around.table, it.field.around.groups)):
        yield QuantityLine(tuple((it.rows[-1:], it) for it in table), "pairs")
    for column in _grouped(headed, lambda it: (it.field.around.table, it.column, it.heads)):
        yield QuantityLine(tuple((it.rows, it) for it in column if it.rows), "down")
    for group in _grouped(single, _group_of):
        yield QuantityLine(tuple(((_label_in_text(it),), it) for it in group), "text")


def _label_in_text(quantity: FormQuantity) -> str:
    """The name of a blank in a text, without the label of the cell that the text stands in."""
    name, cell = quantity.path[-1], quantity.field.spot.paragraph.getparent()
    left = cell.getprevious() if cell is not None and cell.tag == w("tc") else None
    label = "".join(part.text or "" for part in left.iter(w("t"))) if left is not None else ""
    return (name.removeprefix(key_of(label)) if label else name) or name


def bands_of(
    quantities: Iterable[FormQuantity], continued: Container[int] = ()
) -> Iterator[list[Row]]:
    """The rows of single blanks that stand below the same heads, from top to bottom.

    Columns whose rows have the same labels are one band; a table with other labels beside has
    several, side by side. The rows of tables that are ``continued``, by number, go on those of the
    table before, if their heads are the same.
    """
    bands: list[list[Row]] = []
    for table, band in _bands_in_tables(quantities):
        if bands and table in continued and heads_of(bands[-1]) == heads_of(band):
            bands[-1] += band
        else:
            bands.append(band)
    yield from map(_uncounted, bands)


def _uncounted(band: list[Row]) -> list[Row]:
    """The rows without the numbers that only count them, where the labels have levels as well.

    序号 1 to 3 beside 一、支出, （一）直接费用, （二）间接费用: only 一 and （一） tell levels.
    """
    counted = [match for row in band if (match := _COUNTED.fullmatch(row.label))]
    first = int(counted[0][1]) if counted else 0
    are_in_order = [int(it[1]) for it in counted] == list(range(first, first + len(counted)))
    have_levels = any(ordinal_of(it[2]) for it in counted)
    have_levels |= any(it[2].startswith("其中") for it in counted[1:])
    if not (are_in_order and have_levels):
        return band
    return [replace(row, label=_COUNTED.sub(r"\2", row.label)) for row in band]


def heads_of(band: Iterable[Row]) -> dict[int, tuple[str, ...]]:
    """The heads of the columns of a band."""
    return {column: cell.heads for row in band for column, cell in row.cells.items()}


def _group_of(quantity: FormQuantity) -> Hashable:
    """What quantities of one group share: their place too, as 合计 of two tables are two rows."""
    row = quantity.row if quantity.heads else 0
    return quantity.path[:-1], quantity.field.around.table, row


def _line_of(quantity: FormQuantity, halves: Mapping[int, int]) -> Hashable:
    """What quantities of one line share: row, labels, and half of the table."""
    return quantity.row, quantity.rows, halves[quantity.column]


def _bands_in_tables(quantities: Iterable[FormQuantity]) -> Iterator[tuple[int, list[Row]]]:
    placed = [it for it in quantities if it.block is None and it.field.around.table and it.rows]
    for table in _grouped(placed, lambda it: it.field.around.table):
        halves = _halves(table)
        rows = list(_grouped(table, partial(_line_of, halves=halves)))
        bands: list[tuple[set[int], list[list[FormQuantity]]]] = []
        for row in rows:
            columns = {it.column for it in row}
            joined = [band for band in bands if band[0] & columns]
            bands = [band for band in bands if not band[0] & columns]
            whole = columns.union(*(band[0] for band in joined))
            bands.append((whole, [it for band in joined for it in band[1]] + [row]))
        for _, members in bands:
            for band in _segments(sorted(members, key=lambda row: row[0].row)):
                yield table[0].field.around.table, band


def _halves(table: Iterable[FormQuantity]) -> dict[int, int]:
    """The columns of a table, each with the number of its half.

    Columns are in one half as long as the labels of their rows are the same in every row.
    """
    labels: dict[int, dict[int, tuple[str, ...]]] = defaultdict(dict)
    for it in table:
        labels[it.column] |= {it.row: it.rows} if it.heads else {}
    halves: dict[int, int] = {}
    known: dict[int, tuple[str, ...]] = {}
    number = 0
    for column in sorted(labels):
        own = labels[column]
        if any(known.get(row, label) != label for row, label in own.items()):
            number, known = number + 1, {}
        known |= own
        halves[column] = number
    return halves


def _segments(rows: Iterable[list[FormQuantity]]) -> Iterator[list[Row]]:
    """The rows, cut where the heads of a column change.

    A cell without heads beside others that have theirs is no change: the remark of a total.
    """
    segment: list[Row] = []
    heads: dict[int, tuple[str, ...]] = {}
    for row in rows:
        headed = [it for it in row if it.heads] or row
        is_same = any(it.heads and heads.get(it.column) == it.heads for it in row)
        changed = [it for it in row if heads.get(it.column, it.heads) != it.heads]
        if any(it.heads or not is_same for it in changed):
            yield segment
            segment, heads = [], {}
        heads |= {it.column: it.heads for it in headed}
        around = row[0].field.around
        cells = {it.column: it for it in row}
        label = around.row or around.groups[-1]
        segment.append(Row(around.groups, label, cells, around.indent))
    yield segment


def _grouped(
    quantities: Iterable[FormQuantity], key: Callable[[FormQuantity], Hashable]
) -> Iterator[list[FormQuantity]]:
    groups: dict[Hashable, list[FormQuantity]] = defaultdict(list)
    for quantity in quantities:
        groups[key(quantity)].append(quantity)
    yield from groups.values()


def word_of(label: str) -> str:
    """A label without numbering, unit, notes and the formula that it prints."""
    return key_of(label)


def joined(labels: Iterable[str]) -> str:
    """All labels, without numbering, units and notes, as one text."""
    return "".join(word_of(label) or printed(label) for label in labels)
