"""Which row of a report's table is which of its template: the best of all ways to read it in order.

Each row of the report is the next one of the template or one further on, the row of a list once
more, or none of them. So two lists below the same heads keep their rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from docgen.scaffold.pack.update.label_paths import PrintedLine, squeezed
from docgen.scaffold.pack.update.old_part import Wrap, is_control, tag_units
from docgen.scaffold.taken.line_pattern import plain
from docgen.scaffold.taken.template_blocks import own_lines
from docgen.word.grid import GridCell, cells_of
from docgen.word.xml import w

_SKIPPED, _STRAY, _BARE, _SAME = 0.3, 0.25, 0.2, 0.3
"""What it costs to skip a row of the template or of the report; the scores of a row without
labels, and of one whose cells have the same widths."""
_LISTED, _MISSING = 0.05, 2
"""The score of a row of values for a list whose row prints words, such as a unit, besides its
values; so many columns of that the report may lack."""


@dataclass(frozen=True, eq=False)
class AlignedRow:
    """A row of a table.

    Attributes:
        element: its ``w:tr``.
        words: what its cells print, as it is compared.
        columns: the first and last grid column of each cell.
        loop: the loop that repeats it in a template.
    """

    element: etree._Element
    words: frozenset[str]
    columns: tuple[tuple[int, int], ...]
    loop: Wrap | None = None


@dataclass(frozen=True)
class _RowState:
    """A way to read the rows so far: its score, the row of the template, and the step before."""

    score: float
    at: int
    before: _RowState | None = None
    row: AlignedRow | None = None


def template_rows(table: etree._Element, wraps: Sequence[Wrap]) -> list[AlignedRow]:
    """The rows of a template's table that a report has as well."""
    loops = [wrap for wrap in wraps if wrap.is_loop]
    found = []
    for row in table_rows(table, _printed):
        if not is_control(row.element):
            loop = next((wrap for wrap in loops if row.element in wrap.inside), None)
            found.append(AlignedRow(row.element, row.words, row.columns, loop))
    return found


def table_rows(table: etree._Element, words: Callable[[etree._Element], str]) -> list[AlignedRow]:
    """The rows of a table; ``words`` gives those of a cell."""
    rows = zip(table.iterfind(w("tr")), cells_of(table), strict=True)
    return [AlignedRow(row, _words(cells, words), _columns(cells)) for row, cells in rows]


def align_rows(
    template: Sequence[AlignedRow], report: Sequence[AlignedRow]
) -> dict[etree._Element, AlignedRow]:
    """The row of the template for each row of a report that has one."""
    labels = frozenset[str]().union(*(row.words for row in template))
    costs = [0.0]
    for row in template:
        costs.append(costs[-1] + _SKIPPED * (row.loop is None))
    states = [_RowState(0.0, -1)]
    for row in report:
        states = list(_after(states, row, template, labels, costs))
    state: _RowState | None = max(states, key=lambda each: each.score + costs[each.at + 1])
    found = {}
    while state is not None:
        if state.row is not None:
            found[state.row.element] = template[state.at]
        state = state.before
    return found


def _after(
    states: Sequence[_RowState],
    row: AlignedRow,
    template: Sequence[AlignedRow],
    labels: frozenset[str],
    costs: Sequence[float],
) -> Iterator[_RowState]:
    """The best ways to read the rows up to one, by their row of the template."""
    by_row = {state.at: state for state in states}
    best: _RowState | None = by_row.get(-1)
    stays = {at: _RowState(state.score - _STRAY, at, state) for at, state in by_row.items()}
    for at, wanted in enumerate(template):
        gain = _likeness(wanted, row, labels)
        ways = [] if best is None else [(best.score + costs[best.at + 1] - costs[at], best)]
        ways += [(each.score, each) for each in _again(at, template, by_row)]
        if gain and ways:
            score, state = max(ways, key=lambda way: way[0])
            read = _RowState(score + gain, at, state, row)
            stays[at] = max(stays.get(at, read), read, key=lambda each: each.score)
        here = by_row.get(at)
        if here is not None and (best is None or _ahead(here, costs) >= _ahead(best, costs)):
            best = here
    yield from stays.values()


def _ahead(state: _RowState, costs: Sequence[float]) -> float:
    return state.score + costs[state.at + 1]


def _again(
    at: int, template: Sequence[AlignedRow], states: dict[int, _RowState]
) -> Iterator[_RowState]:
    """The states from which a list goes on with its next item at a row."""
    loop = template[at].loop
    last = at
    while loop is not None and last < len(template) and template[last].loop is loop:
        if last in states:
            yield states[last]
        last += 1


def _likeness(wanted: AlignedRow, row: AlignedRow, labels: frozenset[str]) -> float:
    """How well a row of a report is one of the template; 0 if it is not."""
    same = _SAME * (wanted.columns == row.columns)
    if not wanted.words:
        strange = len(row.words & labels)
        return 0.0 if strange * 2 > len(row.words) else _BARE + same
    shared = len(wanted.words & row.words)
    if shared:
        return shared / len(wanted.words) + min(shared, 3) / 2 + same
    if not row.words.isdisjoint(labels):
        return 0.0
    is_listed = wanted.loop is not None and len(row.columns) >= len(wanted.columns) - _MISSING
    return max(same / 3, _LISTED * is_listed)


def _words(cells: Sequence[GridCell], words: Callable[[etree._Element], str]) -> frozenset[str]:
    own = (words(cell.element) for cell in cells if cell.merge != "continue")
    return frozenset(filter(None, own))


def _columns(cells: Sequence[GridCell]) -> tuple[tuple[int, int], ...]:
    return tuple((cell.column, cell.right) for cell in cells)


def _printed(cell: etree._Element) -> str:
    """What a cell of a template prints besides its tags."""
    lines = [PrintedLine(line, tag_units(line)) for line in own_lines(cell)]
    return squeezed(plain("".join(line.words for line in lines)))
