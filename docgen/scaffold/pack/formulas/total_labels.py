"""The labels of totals: 合计, 基本支出小计, 总计, and where they stand in a sequence of labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from docgen.ordinals import ordinal_of
from docgen.scaffold.pack.formulas.quantities import word_of

SET_IN = 0.5
"""Characters by which a label may be set in without being of a deeper level."""

AMONG = re.compile(r"^其中[：:]?")
PARTED = re.compile(r"^(?:其中[：:]?)?按[^：:]{1,12}(?:[：:]|[^得评]分[类组]?$|划分$)")
"""What begins the parts of a sum in one of several ways: 按资金来源分：财政拨款."""
_WAY = re.compile(r"(?:来源|类型|类别|性质|用途|去向|构成|结构|分类)$")
_TOTAL = re.compile(r"(?:合计|总计|小计|共计)(?:数|金额)?$|^(?:总额|总金额|总数)$")
_ALL = re.compile(r"^(?:合计|总计|小计|共计)(?:数|金额)?$|^(?:总额|总金额|总数)$")
_NAMED = re.compile(
    r".(?:合计|小计|总计)$|^总(?:经费|投资|资金|费用|预算|投入)$|(?:资金|经费|投资|费用)总额$"
)
_SUBTOTAL = re.compile(r"小计$")
_OVERALL = re.compile(r"总计$")


def is_total(label: str) -> bool:
    """Whether a label says that it sums others."""
    return _TOTAL.search(word_of(label)) is not None


def is_named_total(label: str) -> bool:
    """Whether a label says what it is the total of: 投资合计, 总经费."""
    return _NAMED.search(word_of(label)) is not None


def is_bare_total(label: str) -> bool:
    """Whether a label says nothing but that: 合计."""
    return _ALL.match(word_of(label)) is not None


def is_subtotal(label: str) -> bool:
    """Whether a label says that it sums some: 小计, 基本支出小计."""
    return _SUBTOTAL.search(word_of(label)) is not None


def is_overall(label: str) -> bool:
    """Whether a label says that it sums all: 总计."""
    return _OVERALL.search(word_of(label)) is not None


def is_way(label: str) -> bool:
    """Whether a group of parts is all of a sum, parted in one of several ways: 资金来源."""
    return PARTED.match(label) is not None or _WAY.search(word_of(label)) is not None


def order_of(label: str) -> tuple[int, int] | None:
    """Level and number of a label: （二） is (2, 2). ``None`` if it has no number."""
    ordinal = ordinal_of(AMONG.sub("", label))
    return (ordinal.level, ordinal.value) if ordinal else None


def is_deeper(label: str, below: str) -> bool:
    """Whether a numbered label is followed by one of a deeper level: 一、收入合计 by （一）."""
    own, other = order_of(label), order_of(below)
    return own is not None and other is not None and other[0] > own[0]


class HeadingTotals:
    """Totals above what they add: 一、基本支出小计, 工资, 办公费, 二、项目支出小计, 设备, 培训.

    They may be if the first row is one, or the second below 合计. They are if each has rows below
    it, and they are numbered, their rows are set in, or no total ends them.

    Attributes:
        overall: the total of all above them, if there is one.
        closing: the total of all below them, if there is one.
        heads: the totals of groups.
        bodies: the rows of each group.
        is_numbered: whether they, and rows beside them, are numbered one by one.
        roots: what a total of all adds: they, and such rows.
    """

    def __init__(self, labels: Sequence[str], indents: Sequence[float]) -> None:
        self._labels, self._indents, last = labels, indents, len(labels) - 1
        totals = [it for it, label in enumerate(labels) if is_total(label)]
        is_over = totals[:1] == [0] and is_bare_total(labels[0]) and not is_subtotal(labels[0])
        is_closed = last in totals[2:] and (is_bare_total(labels[-1]) or is_overall(labels[-1]))
        self.overall = 0 if is_over else None
        self.closing = last if is_closed else None
        self.heads = [it for it in totals if it not in (self.overall, self.closing)]
        self.is_numbered = self._are_numbered(self._roots())
        self.roots = self._roots() if self.is_numbered else self.heads
        stops = [*self.heads[1:], last if is_closed else last + 1]
        self.bodies = {
            head: list(takewhile(self._is_in_body, range(head + 1, stop)))
            for head, stop in zip(self.heads, stops, strict=False)
        }

    def _level(self, number: int) -> int:
        order = order_of(self._labels[number])
        return order[0] if order else 0

    def _roots(self) -> list[int]:
        """The totals of groups, and the rows that are numbered on their level."""
        levels = {self._level(it) for it in self.heads} - {0}
        rows = (it for it in range(len(self._labels)) if it not in (self.overall, self.closing))
        return [it for it in rows if it in self.heads or self._level(it) in levels]

    def _are_numbered(self, roots: Sequence[int]) -> bool:
        """Whether rows are numbered one by one on one level."""
        orders = [order_of(self._labels[it]) for it in roots]
        numbers = [order[1] for order in orders if order and order[0] == self._level(roots[0])]
        return bool(roots) and numbers == list(range(1, len(roots) + 1))

    def _is_in_body(self, number: int) -> bool:
        return number not in self.roots

    @property
    def _are_first(self) -> bool:
        """Whether the first stands where it can have no rows above it."""
        return self.heads[:1] == [0 if self.overall is None else 1]

    @property
    def may_be(self) -> bool:
        """Whether they may stand above what they add, and not below."""
        is_last_led = self.closing is None and bool(self.bodies and self.bodies[self.heads[-1]])
        return len(self.roots) > 1 and (self._are_first or (is_last_led and self.is_numbered))

    @property
    def are(self) -> bool:
        """Whether they do."""
        has_rows = self._are_first and len(self.roots) > 1 and all(self.bodies.values())
        return has_rows and (self.are_sure or (self.closing is None and len(self.heads) > 1))

    @property
    def are_sure(self) -> bool:
        """Whether they are numbered, or their rows are set in."""
        return self.is_numbered or all(
            self._indents[row] > self._indents[head] + SET_IN
            for head, body in self.bodies.items()
            for row in body
        )
