"""Which block of a report is which of its template: the best of all ways to read it in order.

The blocks of all parts stand in a row. Each block of the report is the next one of the template or
one further on, goes on with the text of a slot, or is none of them. In a repeated part and in a
loop the template may begin again. Each step has a score, and the sum decides, so that a title that
is also named in a sentence leads nobody astray.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from rapidfuzz import fuzz

from docgen.ordinals import ordinal_of
from docgen.scaffold.pack.update.label_paths import squeezed
from docgen.scaffold.taken.filled_blocks import ReportBlock
from docgen.scaffold.taken.printed_table import PrintedTable
from docgen.scaffold.taken.template_blocks import ReadPart, TemplateBlock
from docgen.word.xml import text_of

_SKIPPED, _STRAY, _GOES_ON, _AGAIN = 0.3, 0.25, 0.06, 0.3
"""What it costs to skip a block of the template or of the report, and to begin again; the score of
a block that goes on with a text."""
_UNTOLD, _PRINTED = 0.2, 0.45
"""The scores of a short line that is all value, and of one with a printed sign: ：."""
_ALIKE, _HEADED = 88, 60
"""How alike two lines are, of 100, that are one in other words; and two headings with a number."""
_ELSEWHERE = 0.6
"""What it costs to go on with a part that is not the next one of the pack."""
_HEAD, _REST = 2, 0.5
"""So many labels at least has the rest of a table that somebody split; what it scores besides."""
_SHARED = 0.3
"""The part of a table's labels that the same table has in a report."""
_LONGEST_LINE = 60


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
    end = max(states.values(), key=lambda state: state.score - steps.left(state.at))
    aligned: list[Aligned] = []
    state: _BlockState | None = end
    while state is not None:
        if state.matched and state.block is not None:
            there = template[state.at]
            aligned.append(Aligned(state.block, there, state.at, state.turn, state.goes_on))
        state = state.before
    return list(_own_chapters(_once(aligned[::-1])))


def _once(aligned: Sequence[Aligned]) -> Iterator[Aligned]:
    """The blocks of each part where the report has most of it; it may name the part elsewhere."""
    visits = [list(own) for _, own in groupby(aligned, key=lambda each: each.template.part)]
    most: dict[ReadPart, list[Aligned]] = {}
    for visit in visits:
        part = visit[0].template.part
        most[part] = max(most.get(part, visit), visit, key=_size)
    for visit in visits:
        if most[visit[0].template.part] is visit:
            yield from visit


def _size(visit: Iterable[Aligned]) -> int:
    return sum(len(text_of(each.report.element)) for each in visit)


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
        self._tables_at = {
            at: PrintedTable(block) for at, block in enumerate(template) if block.kind == "table"
        }
        costs = [0.0]
        for block in template:
            counts = not block.optional and block.kind != "slot"
            costs.append(costs[-1] + _SKIPPED * counts)
        self._costs = costs
        self._bounds: dict[ReadPart, tuple[int, int]] = {}
        for at, block in enumerate(template):
            first, _ = self._bounds.get(block.part, (at, at))
            self._bounds[block.part] = first, at + 1

    def skipped(self, at: int, then: int) -> float:
        """What it costs to leave out the blocks between two."""
        return self._costs[then] - self._costs[at + 1]

    def left(self, at: int) -> float:
        """What it costs to end the report at a block of a part."""
        return self.skipped(at, self._bounds[self._template[at].part][1]) if at >= 0 else 0.0

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
            if gain := self._rest(state, tables):
                held = state.held | tables[at]
                there = _BlockState(state.score + gain, at, state, block, True, state.turn)
                _keep(found, replace(there, held=held, goes_on=True))
            for then, gain in matches.items():
                for cost, turn in self._ways(at, then, state.turn):
                    score, held = state.score + gain - cost, tables.get(then, frozenset())
                    _keep(found, _BlockState(score, then, state, block, True, turn, held))
        return found

    def _tables(self, block: ReportBlock) -> dict[int, frozenset[str]]:
        """The tables of the template, each with what a table of the report has of it."""
        if not block.is_table:
            return {}
        return {at: table.held(block) for at, table in self._tables_at.items()}

    def _rest(self, state: _BlockState, tables: dict[int, frozenset[str]]) -> float:
        """How well a table is the rest of the one before; 0 if it is not.

        It has labels that were missing, or its head once more.
        """
        held = tables.get(state.at, frozenset())
        if not state.held or len(held) < _HEAD:
            return 0.0
        table, again = self._tables_at[state.at], held & state.held
        if any(again <= head for head in table.heads):
            return _REST + 3 * table.share(held)
        return _REST + 3 * table.share(held - again) if held > again else 0.0

    def _ways(self, at: int, then: int, turn: int) -> Iterator[tuple[float, int]]:
        """What it costs to go from one block of the template to another, and in which turn."""
        if at < 0 or self._template[at].part is not self._template[then].part:
            yield self._elsewhere(at, then), 0
            return
        here, there = self._template[at], self._template[then]
        if then > at:
            yield self.skipped(at, then), turn
        elif here.loop is not None and here.loop is there.loop:
            yield _AGAIN / 2, turn
        elif here.part.is_repeated:
            first, end = self._bounds[here.part]
            yield self.skipped(at, end) + self.skipped(first - 1, then) + _AGAIN, turn + 1

    def _elsewhere(self, at: int, then: int) -> float:
        """What it costs to go on in another part, in whichever order the report has the parts."""
        first, _ = self._bounds[self._template[then].part]
        end = self._bounds[self._template[at].part][1] if at >= 0 else 0
        is_next = first == end
        return self.skipped(at, end) + self.skipped(first - 1, then) + _ELSEWHERE * (not is_next)

    def _matches(self, block: ReportBlock) -> Iterator[tuple[int, float]]:
        """The blocks of the template that a block of a report may be, each with its score."""
        if not block.is_table and not block.text.strip():
            return
        for at, wanted in enumerate(self._template):
            if wanted.kind == "slot":
                yield at, 0.08
            elif block.is_table and wanted.kind == "table":
                shared = self._tables_at[at].share(self._tables_at[at].held(block))
                if shared >= _SHARED:
                    yield at, 3 * shared
            elif not block.is_table and (score := self._likeness(block, at)):
                yield at, score

    def _likeness(self, block: ReportBlock, at: int) -> float:
        """How well a line of a report is one of the template; 0 if it is not."""
        heads = at + 1 < len(self._template) and self._template[at + 1].kind == "slot"
        headed = heads and _chapter(block.text)
        return _likeness(block, self._template[at], _HEADED if headed else _ALIKE)


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
