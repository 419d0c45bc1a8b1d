"""The rows of an evaluation form, by the heads of its columns, wherever they were typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from docgen.checking.form_rules.heads import Head
from docgen.content.agreement import PrintedFigure
from docgen.diagnostics import Place

_FIGURE = re.compile(r"(-?(?:\d{1,3}(?:,\d{3})+|\d{1,18})(?:\.\d{1,12})?)\s*(?:万元|元|分|%|％)?")
_NOTHING = re.compile(r"[-—–―/／\\\s]*")


@dataclass(frozen=True)
class FormCell:
    """A cell of a form.

    Attributes:
        text: what is printed in it.
        place: where that was typed; ``None`` if a formula gave it.
        head: the words above it.
        is_open: whether it is still to be filled in.
        is_shared: whether it is merged with that of the row above.
    """

    text: str
    place: Place | None
    head: str
    is_open: bool = False
    is_shared: bool = False

    @cached_property
    def is_blank(self) -> bool:
        """Whether nothing is in it, or a line that says so: ``/``, ``--``."""
        return _NOTHING.fullmatch(self.text) is not None

    @cached_property
    def number(self) -> Decimal | None:
        """Its number, to the place that is printed; ``None`` if it is blank or has other words."""
        found = _FIGURE.fullmatch(self.text.strip())
        return Decimal(found[1].replace(",", "")) if found else None

    @property
    def has_percent(self) -> bool:
        """Whether it prints a per cent sign."""
        return self.text.rstrip().endswith(("%", "％"))

    @property
    def figure(self) -> PrintedFigure | None:
        """Its number as it is printed."""
        return None if self.number is None else PrintedFigure(self.number)


@dataclass(frozen=True)
class FormRow:
    """A row of a form.

    Attributes:
        label: what messages call it: the indicator, or the kind of money.
        cells: its cells by head.
        place: where it begins.
        groups: the groups that it is in, the outer ones first: 产出指标（40分）, 数量指标.
        budgets: all its cells that a rate may be worked out of; the likeliest first.
    """

    label: str
    cells: Mapping[Head, FormCell]
    place: Place
    groups: tuple[str, ...] = ()
    budgets: tuple[FormCell, ...] = ()

    def cell(self, head: Head) -> FormCell | None:
        """Its cell below a head."""
        return self.cells.get(head)

    def number(self, head: Head) -> Decimal | None:
        """The number in its cell below a head."""
        cell = self.cells.get(head)
        return cell.number if cell else None

    def place_of(self, head: Head) -> Place:
        """Where its cell was typed, or where the row begins."""
        cell = self.cells.get(head)
        return (cell.place if cell else None) or self.place

    def is_typed(self, head: Head) -> bool:
        """Whether somebody typed something in its cell."""
        cell = self.cells.get(head)
        return cell is not None and cell.place is not None and not cell.is_blank

    @cached_property
    def places(self) -> frozenset[Place]:
        """Where the row and its cells were typed."""
        return frozenset((self.place, *(cell.place for cell in self.cells.values() if cell.place)))

    @cached_property
    def waits(self) -> bool:
        """Whether a cell is still to be filled in."""
        return any(cell.is_open for cell in self.cells.values())

    @property
    def words(self) -> str:
        """All that says what its figures are about."""
        return " ".join((*self.groups, self.label))


@dataclass(frozen=True)
class EvaluationForm:
    """An evaluation form: what it says of money, its indicators, its total.

    Attributes:
        indicators: the rows with points for what was attained.
        money: the rows with a budget and what was spent of it.
        total: the row of the total; ``None`` if it has none.
        place: where it begins.
        places: the places of all that holds its rows, by which what others say of it is known.
    """

    indicators: Sequence[FormRow]
    money: Sequence[FormRow]
    total: FormRow | None
    place: Place
    places: frozenset[Place] = frozenset()

    @property
    def rows(self) -> Iterator[FormRow]:
        """All rows with points but the total."""
        yield from self.money
        yield from self.indicators


@dataclass(frozen=True)
class FormSum:
    """A sum that was done for a cell of a form.

    Attributes:
        row: the row of the cell.
        head: its head.
        arithmetic: the sum with its result: ``439.45 ÷ 469.32 = 93.64%``.
        sources: where its terms stand.
        holds: whether the cell is the result, rounded as it is printed.
    """

    row: FormRow
    head: Head
    arithmetic: str
    sources: tuple[Place, ...]
    holds: bool

    @property
    def cell(self) -> FormCell:
        """The cell."""
        return self.row.cells[self.head]

    @property
    def place(self) -> Place:
        """Where the cell was typed."""
        return self.row.place_of(self.head)
