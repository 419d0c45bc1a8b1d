"""Which block of a report is which of its template: the best of all ways to read it in order.

The blocks of all parts stand in a row. Each block of the report is the next one of the template or
one further on, goes on with the text of a slot, or is none of them. In a repeated part and in a
loop the template may begin again. Each step has a score, and the sum decides, so that a title that
is also named in a sentence leads nobody astray.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from lxml import etree
from rapidfuzz import fuzz

from docgen.ordinals import ordinal_of
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.update.label_paths import squeezed
from docgen.scaffold.taken.line_pattern import plain
from docgen.scaffold.taken.template_blocks import (
    ReadPart,
    TemplateBlock,
    own_lines,
    text_of_lines,
    told_lines,
)
from docgen.word.xml import w

_SKIPPED, _STRAY, _GOES_ON, _AGAIN = 0.3, 0.25, 0.06, 0.3
"""What it costs to skip a block of the template or of the report, and to begin again; the score of
a block that goes on with a text."""
_UNTOLD, _PRINTED = 0.2, 0.45
"""The scores of a short line that is all value, and of one with a printed sign: ：."""
_ALIKE, _HEADED = 88, 60
"""How alike two lines are, of 100, that are one in other words; and two headings with a number."""
_ELSEWHERE = 0.6
"""What it costs to go back to a part that the report has later than the pack."""
_HEAD, _REST = 2, 0.5
"""So many labels at least has the rest of a table that somebody split; what it scores besides."""
_SHARED = 0.3
"""The part of a table's labels that the same table has in a report."""
_LONGEST_LINE = 60


@dataclass(frozen=True, eq=False)
class ReportBlock:
    """A block of a report: its ``w:p`` or ``w:tbl``."""

    element: etree._Element

    @property
    def is_table(self) -> bool:
        """Whether it is a table."""
        return self.element.tag == w("tbl")

    @cached_property
    def text(self) -> str:
        """The text of a paragraph."""
        return "" if self.is_table else FormLine(self.element).text

    @cached_property
    def words(self) -> str:
        """The text of a paragraph as it is compared."""
        return squeezed(plain(self.text))

    @cached_property
    def cells(self) -> list[str]:
        """The texts of a table's cells."""
        lines = (told_lines(own_lines(cell)) for cell in self.element.iter(w("tc")))
        return [text_of_lines(each) for each in lines if each]

    @cached_property
    def labels(self) -> frozenset[str]:
        """The texts of a table's cells and lines, as they are compared."""
        return labels_in(self.element)


def labels_in(table: etree._Element) -> frozenset[str]:
    """The texts of a table's cells and of their lines, as they are compared."""
    lines = {paragraph: FormLine(paragraph).text for paragraph in table.iter(w("p"))}
    cells = (
        "".join(lines[paragraph] for paragraph in cell.iter(w("p"))) for cell in table.iter(w("tc"))
    )
    return frozenset(filter(None, (squeezed(plain(text)) for text in (*lines.values(), *cells))))


@dataclass(frozen=True)
class Aligned:
    """A block of a report with its block of the template.

    Attributes:
        report: the block of the report.
        template: that of the template.
        at: the number of that block, from 0.
        turn: how often its part, if that is repeated, began before.
        goes_on: whether it is the rest of the table before, which somebody split.
    """

    report: ReportBlock
    template: TemplateBlock
    at: int = 0
    turn: int = 0
    goes_on: bool = False


@dataclass(frozen=True)
class _BlockState:
    """A way to read the report so far: its score, the step before, and the labels of a table."""

    score: float
    at: int
    before: _BlockState | None
    block: ReportBlock | None = None
    matched: bool = False
    turn: int = 0
    held: frozenset[str] = frozenset()
    goes_on: bool = False


def align_blocks(template: Sequence[TemplateBlock], report: Sequence[ReportBlock]) -> list[Aligned]:
    """The blocks of a report that a template has, in order; others are left out."""
    states = {-1: _BlockState(0.0, -1, None)}
    steps = _Steps(template)
    for block in report:
        states = steps.after(states, block)
    end = max(states.values(), key=lambda state: state.score - steps.skipped(state.at, None))
    aligned: list[Aligned] = []
    state: _BlockState | None = end
    while state is not None:
        if state.matched and state.block is not None:
            there = template[state.at]
            aligned.append(Aligned(state.block, there, state.at, state.turn, state.goes_on))
        state = state.before
    return list(_own_chapters(_once(aligned[::-1])))


def _once(aligned: Sequence[Aligned]) -> Iterator[Aligned]:
    """The blocks without those of a part that the report has had before, among others."""
    before: ReadPart | None = None
    parts: set[ReadPart] = set()
    for each in aligned:
        part = each.template.part
        if part is not before and before is not None:
            parts.add(before)
        before = part
        if part not in parts:
            yield each


def _own_chapters(aligned: Iterable[Aligned]) -> Iterator[Aligned]:
    """The blocks without the chapters that the template has not: 四、 between its 三、 and 五、."""
    last, is_strange = 0, False
    for each in aligned:
        number = _chapter(each.report.text)
        if each.template.kind != "slot":
            last, is_strange = number, False
        elif 0 < last < number:
            is_strange = is_strange or len(each.report.text) <= _LONGEST_LINE
        if not is_strange:
            yield each


def _chapter(text: str) -> int:
    """The number of a chapter's heading, 一、; 0 for another text."""
    ordinal = ordinal_of(text)
    return ordinal.value if ordinal is not None and ordinal.level == 1 else 0


class _Steps:
    """The steps from one block of a report to the next."""

    def __init__(self, template: Sequence[TemplateBlock]) -> None:
        self._template = template
        self._labels = {
            at: frozenset(
                squeezed(plain(label))
                for number, label in block.part.cell_paths.labels
                if label and number in _numbers(block)
            )
            for at, block in enumerate(template)
            if block.kind == "table"
        }
        self._cells = {
            at: [
                cell
                for element in block.element.iter(w("tc"))
                if (cell := block.part.cells[element]).prints_fields and cell.pattern.tells
            ]
            for at, block in enumerate(template)
            if block.kind == "table"
        }
        costs = [0.0]
        for block in template:
            counts = not block.optional and block.kind != "slot"
            costs.append(costs[-1] + _SKIPPED * counts)
        self._costs = costs

    def _held(self, at: int, block: ReportBlock) -> frozenset[str]:
        """The labels and the printed cells of a table that a table of the report has."""
        cells = {
            cell.pattern.words
            for cell in self._cells[at]
            if any(cell.pattern.read(text) is not None for text in block.cells)
        }
        return (self._labels[at] & block.labels).union(cells)

    def _share(self, at: int, held: frozenset[str]) -> float:
        """The part of a table's labels and printed cells that some are, of 1."""
        return len(held) / max(len(self._labels[at]) + len(self._cells[at]), 1)

    def skipped(self, at: int, then: int | None) -> float:
        """What it costs to leave out the blocks between two, or to the end."""
        end = len(self._template) if then is None else then
        return self._costs[end] - self._costs[at + 1]

    def after(self, states: dict[int, _BlockState], block: ReportBlock) -> dict[int, _BlockState]:
        """The best ways to read the report up to a block, by where they are in the template."""
        found: dict[int, _BlockState] = {}
        matches, tables = dict(self._matches(block)), self._tables(block)
        is_blank = not block.is_table and not block.text.strip()
        for at, state in states.items():
            in_slot = at >= 0 and self._template[at].kind == "slot"
            score = _GOES_ON if in_slot and not is_blank else -_STRAY * (not is_blank)
            stays = replace(
                state, score=state.score + score, before=state, block=block, matched=in_slot
            )
            _keep(found, stays)
            if rest := self._rest(state, tables):
                gain, held = _REST + 3 * self._share(at, rest), state.held | rest
                there = _BlockState(state.score + gain, at, state, block, True, state.turn)
                _keep(found, replace(there, held=held, goes_on=True))
            for then, gain in matches.items():
                for cost, turn in self._ways(at, then, state.turn):
                    score, held = state.score + gain - cost, tables.get(then, frozenset())
                    _keep(found, _BlockState(score, then, state, block, True, turn, held))
        return found

    def _tables(self, block: ReportBlock) -> dict[int, frozenset[str]]:
        """The tables of the template, each with what a table of the report has of it."""
        return {at: self._held(at, block) for at in self._labels} if block.is_table else {}

    def _rest(self, state: _BlockState, tables: dict[int, frozenset[str]]) -> frozenset[str]:
        """The labels that a table adds to the one before, if it is the rest of that."""
        held = tables.get(state.at, frozenset())
        added = held - state.held
        goes_on = state.held and added and len(held) >= _HEAD
        return added if goes_on else frozenset()

    def _ways(self, at: int, then: int, turn: int) -> Iterator[tuple[float, int]]:
        """What it costs to go from one block of the template to another, and in which turn."""
        if then > at:
            same = at >= 0 and self._template[at].part is self._template[then].part
            yield self.skipped(at, then), turn if same else 0
            return
        here, there = self._template[at], self._template[then]
        if here.loop is not None and here.loop is there.loop:
            yield _AGAIN / 2, turn
        elif here.part is there.part and here.part.is_repeated:
            own = [number for number, each in enumerate(self._template) if each.part is here.part]
            cost = self.skipped(at, own[-1] + 1) + self.skipped(own[0] - 1, then)
            yield cost + _AGAIN, turn + 1
        elif here.part is not there.part:
            first = next(at for at, each in enumerate(self._template) if each.part is there.part)
            yield _ELSEWHERE + self.skipped(first - 1, then), 0

    def _matches(self, block: ReportBlock) -> Iterator[tuple[int, float]]:
        """The blocks of the template that a block of a report may be, each with its score."""
        if not block.is_table and not block.text.strip():
            return
        for at, wanted in enumerate(self._template):
            if wanted.kind == "slot":
                yield at, 0.08
            elif block.is_table and wanted.kind == "table":
                shared = self._share(at, self._held(at, block))
                if shared >= _SHARED:
                    yield at, 3 * shared
            elif not block.is_table and (score := self._likeness(block, at)):
                yield at, score

    def _likeness(self, block: ReportBlock, at: int) -> float:
        """How well a line of a report is one of the template; 0 if it is not."""
        heads = at + 1 < len(self._template) and self._template[at + 1].kind == "slot"
        headed = heads and _chapter(block.text)
        return _likeness(block, self._template[at], _HEADED if headed else _ALIKE)


def _numbers(block: TemplateBlock) -> set[int]:
    """The numbers of a table and of those in its cells, as the labels have them."""
    tables = list(block.part.document.element.body.iter(w("tbl")))
    own = set(block.element.iter(w("tbl")))
    return {number for number, table in enumerate(tables, 1) if table in own}


def _likeness(block: ReportBlock, wanted: TemplateBlock, alike: float) -> float:
    """How well a line of a report is one of the template, or as much ``alike``; 0 if not."""
    if wanted.line is None or wanted.kind != "line":
        return 0.0
    pattern = wanted.line.pattern
    texts = wanted.line.read(block.text, ())
    if texts is not None:
        known = [found for found in texts if found.spot.shape is not None and not found.spot.option]
        if not all(found.is_known for found in known) and not pattern.tells:
            return 0.0
        if not pattern.tells and not known:
            short = len(block.text) <= _LONGEST_LINE
            return (_PRINTED if pattern.has_print else _UNTOLD) if short else 0.0
        return (1.2 if not pattern.stretches else 1.0) + len(pattern.words) / 100
    if not pattern.stretches and pattern.tells and len(block.text) <= _LONGEST_LINE:
        ratio = fuzz.ratio(block.words, squeezed(pattern.words))
        return 0.7 * ratio / 100 * (ratio >= alike)
    return 0.0


def _keep(states: dict[int, _BlockState], state: _BlockState) -> None:
    best = states.get(state.at)
    if best is None or state.score > best.score:
        states[state.at] = state
