"""What adds up in a sequence of labels, by their numbers and by words: 一、 1. 其中： 合计 减：.

三公经费            1、 2、 3、 below a label are its parts: it is their sum
年度资金总额        其中： below a total are its parts; below another label they are some of them
合计                is the sum of the labels beside it, or above it in a longer sequence
总计                below 合计: that, and what stands between the two
资金总额            按类型分： 按来源分： below it are its parts in two ways
实付金额            below 减： rows: the label above them, without them
卫生支出            those that are set in below it, or whose codes begin with its own, are its parts
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise, takewhile
from typing import Literal, TypeAlias

from docgen.scaffold.pack.formulas.quantities import word_of
from docgen.scaffold.pack.formulas.total_labels import (
    AMONG,
    PARTED,
    SET_IN,
    HeadingTotals,
    is_bare_total,
    is_deeper,
    is_overall,
    is_subtotal,
    is_total,
    is_way,
    order_of,
)
from docgen.scaffold.pack.naming import key_of

_CODE = re.compile(r"^(\d{3,12})、")
"""The code of a budget subject (政府收支分类科目); a longer code is a deeper level."""

_AMONG_WIDTH = 3
"""How many characters 其中： has."""
_AND = re.compile(r"[及和与、]")

_LEAST = 2
"""The fewest parts of a sum."""

_DIGITS = 3
"""The first level of ordinals with digits: 1、."""

_WHOLE = re.compile(r"总额$|合计$|总计$|总数$|总投资$|总费用$")
APART = re.compile(
    r"(?:总额|总数|累计|余额|减少数?|期[初末]数?|[年期]末结[余转].*|差额|利润|率|比例|占比|单价|均价|人均)$"
    r"|^净额$|^[减加净负][：:]?|[（(]?大写"
)
"""Labels that are not parts of a sum: balances, deductions, rates."""
_APART_IN_SCORES = re.compile(r"^[减加净负扣]|[加扣]分|平均|均分|累计")
"""What no sum of scores adds; a score may be that of a rate or a balance: 资金到位率."""
_LESS, _PLUS = re.compile(r"^减[：:、]?(?!少|免)"), re.compile(r"^加[：:]")
_RESULT = re.compile(r"净|实[付发收得际]|应[付发收纳缴]|余额?$|利润|差额|结余|[后末]")
_DOUBTFUL = re.compile(r"(?:结余|结转|期间|增加数?|[纯净].*)$")
"""Labels of rows that may be parts of a sum, or follow from it."""
_LOOSE = (("基本支出", "人员经费"), ("基本支出", "公用经费"), ("基本支出", "日常公用经费"))
_LAST = re.compile(r"^其他")

Certainty: TypeAlias = Literal["sure", "likely", "open"]


@dataclass(frozen=True)
class LabelSum:
    """A label that is the sum of others, by their numbers in the sequence.

    Attributes:
        whole: the sum.
        parts: what is added.
        less: what is taken off.
        complete: whether the parts are all of the sum; if not, it may be larger.
        certainty: how certain that is.
    """

    whole: int
    parts: tuple[int, ...]
    less: tuple[int, ...] = ()
    complete: bool = True
    certainty: Certainty = "sure"


def label_sums(
    labels: Sequence[str],
    indents: Sequence[float] = (),
    *,
    is_group: bool = False,
    are_scores: bool = False,
) -> Iterator[LabelSum]:
    """The sums in a sequence of labels.

    Args:
        labels: the labels as printed, with their numbers.
        indents: how far each is set in, in characters; none if all stand at the left.
        is_group: whether a label of their own is beside them.
        are_scores: whether they are scored, so that what they measure says nothing of the sum.
    """
    level = list(indents) or [0.0] * len(labels)
    sequence = _Sequence(list(labels), is_group, level, are_scores)
    for number in range(len(labels)):
        found = sequence.less(number) or sequence.sum(number)
        if not found or len(found.parts) < _LEAST:
            found = sequence.nested(number) or found
        if found and (len(found.parts) >= _LEAST or found.less):
            yield found


def roots_of(
    labels: Sequence[str], indents: Sequence[float] = (), *, are_scores: bool = False
) -> list[int]:
    """The labels that are no parts of others in the sequence, without totals and 其中：."""
    sums = list(label_sums(labels, indents, are_scores=are_scores))
    parts = {part for found in sums for part in found.parts if found.complete}
    numbers = (number for number in range(len(labels)) if number not in parts)
    return [it for it in numbers if not is_total(labels[it]) and not AMONG.match(labels[it])]


@dataclass(frozen=True)
class _Sequence:
    labels: list[str]
    is_group: bool
    indents: list[float]
    are_scores: bool = False

    def less(self, whole: int) -> LabelSum | None:
        """The sum with deductions that a label ends: 总价, 减：质保金, 实付."""
        marked = list(takewhile(self._is_marked, reversed(range(whole))))[::-1]
        if not marked or marked[0] == 0 or not any(self._is_less(it) for it in marked):
            return None
        if not _RESULT.search(word_of(self.labels[whole])) or self._is_marked(whole):
            return None
        less = tuple(it for it in marked if self._is_less(it))
        plus = tuple(it for it in marked if it not in less)
        return LabelSum(whole, (marked[0] - 1, *plus), less)

    def _is_less(self, number: int) -> bool:
        return _LESS.match(self.labels[number].split("、", 1)[-1]) is not None

    def _is_marked(self, number: int) -> bool:
        label = self.labels[number].split("、", 1)[-1]
        return self._is_less(number) or _PLUS.match(label) is not None

    def sum(self, number: int) -> LabelSum | None:
        """The sum that a label is of those around it."""
        label, below = self.labels[number], range(number + 1, len(self.labels))
        first = self.labels[below[0]] if below else ""
        if is_total(label) and is_deeper(label, first):
            parts, certainty = self._numbered(label, below)
            return LabelSum(number, tuple(parts), certainty=certainty)
        is_split = AMONG.match(first) is not None and not order_of(first)
        is_below = number > 0 and is_bare_total(label)
        if self._is_parted(number) and not is_below:
            return self._parted(number)
        if is_total(label) and (is_below or not is_split):
            return self._of_total(number)
        if is_split:
            return self._among(number)
        parts, certainty = self._numbered(label, below)
        return LabelSum(number, tuple(parts), certainty=certainty)

    def _is_parted(self, number: int) -> bool:
        """Whether a label is a sum whose parts follow in one way, perhaps in others behind it."""
        label, *below = self.labels[number : number + 2]
        may_be = number == 0 or is_total(label) or _WHOLE.search(word_of(label)) is not None
        return may_be and any(map(PARTED.match, below)) and not PARTED.match(label)

    def _parted(self, number: int) -> LabelSum:
        """The parts in the first of the ways: likely, if what follows are parts in others."""
        behind = takewhile(self._is_unnumbered, range(number + 2, len(self.labels)))
        below = [number + 1, *behind]
        starts = [it for it in below if PARTED.match(self.labels[it])]
        ways = [range(*ends) for ends in pairwise([*starts, below[-1] + 1])]
        is_open = any(len(way) < _LEAST for way in ways) or any(map(self._is_odd, below))
        if (
            is_open
            or is_total(self.labels[below[0]])
            or any(PARTED.fullmatch(self.labels[it]) for it in starts)
        ):
            return LabelSum(number, tuple(below), certainty="open")
        return LabelSum(number, tuple(ways[0]), certainty="likely")

    def nested(self, number: int) -> LabelSum | None:
        """The sum that a label likely is of those that are set in below it, or by their codes."""
        label = self.labels[number]
        if is_total(label) or AMONG.match(label):
            return None
        below = range(number + 1, len(self.labels))
        inner = list(takewhile(lambda it: self._is_inside(it, number), below))
        if any(is_total(self.labels[it]) or order_of(self.labels[it]) for it in inner):
            return None
        parts = self._outermost(inner)
        is_open = parts is None or any(AMONG.match(self.labels[it]) for it in inner)
        is_open |= any(map(self._is_odd, inner))
        return None if is_open or not parts else LabelSum(number, tuple(parts), certainty="likely")

    def _is_inside(self, number: int, outer: int) -> bool:
        """Whether a label is of a deeper level than one above it."""
        own, other = _CODE.match(self.labels[number]), _CODE.match(self.labels[outer])
        if own and other:
            return own[1] != other[1] and own[1].startswith(other[1])
        return not is_total(self.labels[number]) and self._is_set_in(number, outer)

    def _is_set_in(self, number: int, outer: int) -> bool:
        return self.indents[number] > self.indents[outer] + SET_IN

    def _outermost(self, numbers: Sequence[int]) -> list[int] | None:
        """The labels of the first level among some; ``None`` if the levels are not clear."""
        parts: list[int] = []
        for number in numbers:
            if not parts or not self._is_inside(number, parts[-1]):
                parts.append(number)
        first = parts[0] if parts else 0
        is_clear = not any(self._is_set_in(first, it) or self._is_set_in(it, first) for it in parts)
        codes = [code[1] for it in parts if (code := _CODE.match(self.labels[it]))]
        is_coded = len(set(map(len, codes))) < _LEAST
        return parts if is_clear and is_coded else None

    def _among(self, number: int) -> LabelSum:
        """The parts from 其中： on, up to a numbered label, a total or the end."""
        below = list(range(number + 1, len(self.labels)))
        parts = [below[0], *takewhile(self._is_unnumbered, below[1:])]
        whole = _WHOLE.search(word_of(self.labels[number])) is not None
        others = parts[1:]
        if any(AMONG.match(self.labels[it]) or self._is_odd(it) for it in others):
            return LabelSum(number, tuple(parts), complete=whole, certainty="open")
        is_all = whole and number == 0 and len(parts) == len(below)
        if is_all and (self.is_group or _LAST.match(key_of(self.labels[parts[-1]]))):
            return LabelSum(number, tuple(parts))
        numbered = order_of(self.labels[number]) is not None
        certainty: Certainty = "likely" if whole or numbered else "open"
        return LabelSum(number, tuple(parts), complete=whole, certainty=certainty)

    def _is_unnumbered(self, number: int) -> bool:
        label = self.labels[number]
        return not order_of(label) and not is_total(label)

    def _numbered(self, label: str, below: Sequence[int]) -> tuple[list[int], Certainty]:
        """The labels 1、 2、 3、 that follow, without deeper levels between them."""
        own = order_of(label)
        is_above_total = own is None and bool(below) and is_total(self.labels[below[0]])
        if is_above_total and below[0] > 1:
            return [], "open"  # 办公费 above 一、基本支出小计 is the last of a group
        parts: list[int] = []
        depth, is_open = -1, is_above_total
        for number in below:
            order = order_of(self.labels[number])
            if order is None:
                if not parts or is_total(self.labels[number]):
                    break
                if own is not None and not AMONG.match(self.labels[number]):
                    is_open = True  # below a numbered label it may be a part as well
                is_open |= self._is_odd(number)
                continue
            if own is not None and order[0] <= own[0]:
                break
            depth = order[0] if not parts else depth
            if order == (depth, len(parts) + 1):
                is_open |= self._is_odd(number)
                parts.append(number)
            elif order[0] <= depth:
                break
        return parts, "open" if is_open else "sure"

    @cached_property
    def _heading(self) -> HeadingTotals:
        return HeadingTotals(self.labels, self.indents)

    def _headed(self, number: int) -> LabelSum | None:
        """What a total adds where totals stand above their groups, or may."""
        heading = self._heading
        body = heading.bodies.get(number, heading.roots)
        if not heading.are or (number not in heading.bodies and any(map(self._is_apart, body))):
            return LabelSum(number, tuple(body or range(number)), certainty="open")
        found = LabelSum(number, tuple(body), certainty=self._certainty(body, is_mixed=False))
        if number in heading.bodies:
            found = self._added(number, body)
        is_likely = found.certainty == "sure" and not heading.are_sure
        return replace(found, certainty="likely") if is_likely else found

    def _of_total(self, number: int) -> LabelSum | None:
        """What a total adds up: totals above it, the rows above it, or those below it."""
        heading = self._heading
        if heading.are or (heading.may_be and number in heading.bodies):
            return self._headed(number)
        totals = [it for it, label in enumerate(self.labels) if is_total(label)]
        before = [it for it in totals if it < number]
        is_first = number == 0 and len(totals) > 1
        if is_first or (before[:1] == [0] and not self._is_subtotal(number)):
            others = (it for it in range(len(self.labels)) if it != number)
            return LabelSum(number, tuple(others), certainty="open")
        if before and not self._is_subtotal(number) and self._is_over(number, before):
            return self._of_totals(number, before)
        members = range(before[-1] + 1 if before else 0, number)
        is_alone = len(totals) == 1 and is_bare_total(self.labels[number])
        if number == 0 or is_alone:
            members = range(len(self.labels))
        return self._added(number, [it for it in members if it != number])

    def _is_over(self, number: int, before: Sequence[int]) -> bool:
        """Whether a total is one of the totals before it, and not of rows of its own."""
        subtotals = all(map(self._is_subtotal, before))
        overall = is_overall(self.labels[number])
        return (subtotals and len(before) > 1) or overall or before[-1] == number - 1

    def _of_totals(self, number: int, before: Sequence[int]) -> LabelSum | None:
        """The sum of the totals before it, and of what stands behind the last of them."""
        label, between = word_of(self.labels[number]), range(before[-1] + 1, number)
        if any(map(self._is_apart, between)) or self._is_twofold(between):
            return None
        names_them = len(re.split("[和及与、]", label)) == len(before) and not between
        if all(map(self._is_subtotal, before)) or names_them:  # 负债和净资产总计
            return LabelSum(number, (*before, *self._top(between)))
        if len(before) == 1 and between and is_overall(label):
            return LabelSum(number, (before[0], *self._top(between)))
        return None

    def _is_subtotal(self, number: int) -> bool:
        return is_subtotal(self.labels[number])

    def _top(self, numbers: Sequence[int]) -> list[int]:
        labels = [self.labels[it] for it in numbers]
        indents = [self.indents[it] for it in numbers]
        return [numbers[it] for it in roots_of(labels, indents, are_scores=self.are_scores)]

    def _is_apart(self, number: int) -> bool:
        """Whether a label is no part of a total of totals, which takes 结余 and 结转 as well."""
        return self._is_odd(number) and not re.search(r"结[余转]", self.labels[number])

    def _is_odd(self, number: int) -> bool:
        """Whether a label is no part of a sum."""
        apart = _APART_IN_SCORES if self.are_scores else APART
        return apart.search(word_of(self.labels[number])) is not None

    def _is_twofold(self, numbers: Sequence[int]) -> bool:
        """Whether 其中： goes on over several labels, so that what is a part is not certain."""
        return any(
            AMONG.match(self.labels[it])
            and not order_of(self.labels[below])
            and not self._is_of_which(it, below)
            for it, below in pairwise(numbers)
        )

    def _is_of_which(self, among: int, number: int) -> bool:
        """Whether a label goes on what 其中： begins: below its words, or by its name."""
        is_below = self.indents[number] > self.indents[among] + _AMONG_WIDTH - SET_IN
        return is_below or self._names_part(number)

    def _names_part(self, number: int) -> bool:
        """Whether a label below 其中： is half of a pair that the numbered one above them names.

        公务用车运行维护费 of 三、公务用车购置及运行维护费.
        """
        above = [self.labels[it] for it in reversed(range(number))]
        between = list(takewhile(lambda it: not order_of(it) and not is_total(it), above))
        whole = word_of(above[len(between)]) if len(between) < len(above) else ""
        is_pair = _AND.search(whole) is not None and any(map(AMONG.match, between))
        signs = iter(whole)
        return is_pair and all(sign in signs for sign in word_of(self.labels[number]))

    def _added(self, whole: int, members: list[int]) -> LabelSum:
        """The sum of members, with how certain it is."""
        labels = self.labels
        ways = [] if self.are_scores else [labels[it] for it in members if is_way(labels[it])]
        if len(ways) > 1 or any(map(PARTED.match, ways)):  # each is all of it
            return LabelSum(whole, tuple(members), certainty="open")
        plain = [it for it in members if not AMONG.match(labels[it]) and not self._names_part(it)]
        outer = self._outermost(plain)
        if outer is None:
            return LabelSum(whole, tuple(plain), certainty="open")
        if outer and _CODE.match(labels[outer[0]]):  # 201 公共服务 holds 20101 人大事务
            apart = any(map(self._is_apart, outer))
            return LabelSum(whole, tuple(outer), certainty="open" if apart else "sure")
        plain = [it for it in plain if it in outer or order_of(labels[it])]
        orders = {it: order for it in plain if (order := order_of(labels[it]))}
        depth = min((order[0] for order in orders.values()), default=0)
        unnumbered = [it for it in plain if it not in orders]
        parts = [it for it, order in orders.items() if order[0] == depth]
        if unnumbered and (not orders or depth >= _DIGITS):  # 三公经费 above 1、 2、 3、
            parts = unnumbered
        elif [orders[it][1] for it in parts] != list(range(1, len(parts) + 1)):
            return LabelSum(whole, tuple(parts), certainty="open")
        apart = any(map(self._is_odd, members))
        ends = members[-1:] < [whole] and self._is_subtotal(whole)  # 小计 may be of 其中： alone
        if apart or self._is_twofold([*members, whole] if ends else members):
            return LabelSum(whole, tuple(parts), certainty="open")
        if orders and not unnumbered:
            return LabelSum(whole, tuple(parts))
        return LabelSum(whole, tuple(parts), certainty=self._certainty(parts, bool(orders)))

    def _certainty(self, parts: Sequence[int], is_mixed: bool) -> Certainty:
        words = set[str]() if self.are_scores else {word_of(self.labels[part]) for part in parts}
        if any(words.issuperset(pair) for pair in _LOOSE):
            return "open"
        holds = any(word != part and word.startswith(part) for word in words for part in words)
        is_odd = any(map(_DOUBTFUL.match, words))
        return "likely" if is_mixed or holds or is_odd else "sure"
