"""Growth: 比上年增加45.61万元, 增长12.2%, 提高1.9个百分点.

level 420.71, base 375.10    the change is 45.61, or 12.2% of the base
level 420.71, change 45.61   the base is their difference, and the change 12.2% of it
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from docgen.checking.claims.claim import Claim, Kind
from docgen.checking.claims.operands import Operand, Reading, divided, scaled, taken
from docgen.checking.claims.reading import ReportReading, operand_of
from docgen.checking.claims.sentence import Role, Sentence, Term
from docgen.checking.claims.times import THIS
from docgen.checking.quantities.units import PERCENT, POINTS
from docgen.content.agreement import Interval

_COMPARED = re.compile(
    r"(?P<year>同比)|(?P<other>环比)|(?:[比较]|与|同|和)(?P<base>[^，。；]{0,24}?)(?:相比|相较)?"
    r"(?=(?:净|实际|略有|有所|大幅|共|合计)?(?:[增减上下提降压回缩扩多少节超涨]|\d))"
)
_PLAN = re.compile("预算|计划|目标|任务|定额|控制数|批复|下达|概算|限额|指标")
_VERB = re.compile(r"(?:增|减|上升|上涨|下降|下滑|提高|提升|降|压|回落|扩大|缩|递|涨|升|净)")
_NO_BASE = re.compile("分别|均|各|平均|剔除|同口径|可比口径|年均|依次")
_PERCENT = Decimal(100)


def growth_claims(sentence: Sentence, report: ReportReading) -> Iterator[Claim]:
    """The changes of a sentence, each with what they should be."""
    for term in sentence.terms:
        is_open = term.quantity.is_about or term.quantity.is_range or not term.quantity.dimension
        if term.role is Role.CHANGE and not is_open:
            change = _Change(sentence, term, report)
            if not change.is_elsewhere:
                readings = tuple(change.readings())
                yield Claim(change.kind, sentence, term, readings)


class _Change:
    """A change, with the level and the base that it may speak of."""

    def __init__(self, sentence: Sentence, term: Term, report: ReportReading) -> None:
        self.sentence, self.term, self.report = sentence, term, report
        start = sentence.clause_start(term.clause)
        words = sentence.between(start, term.quantity.start)
        self._compared = _COMPARED.search(words)
        verb = self._compared or _VERB.search(words)
        self._subject = report.subjects.bare(words[: verb.start()] if verb else words)
        before = sentence.between(sentence.start, term.quantity.start)
        self._words = words
        self.is_elsewhere = bool(
            _NO_BASE.search(words) or (self._compared and self._compared["other"])
        )
        self._is_listed = "其中" in before[-80:] or "、" in words[:2]

    @property
    def kind(self) -> Kind:
        dimension = self.term.quantity.dimension
        if dimension == PERCENT:
            return Kind.GROWTH_RATE
        return Kind.POINTS if dimension == POINTS else Kind.GROWTH

    def readings(self) -> Iterator[Reading]:
        """Each choice of a level and a base, or of a level and the change in its own unit."""
        dimension = self.term.quantity.dimension
        if dimension in (POINTS, PERCENT):
            yield from self._differences(PERCENT)
        if dimension == PERCENT:
            for of in self._dimensions():
                yield from self._rates(of)
        elif dimension != POINTS:
            yield from self._differences(dimension)

    def _dimensions(self) -> list[str]:
        """The dimensions of the levels before the change, or of the subject's, in order."""
        terms = self.sentence.terms
        found = [it.quantity.dimension for it in terms if it.role is not Role.CHANGE]
        return [it for it in dict.fromkeys(reversed(found)) if it not in (PERCENT, POINTS, "")] or [
            "money"
        ]

    def _differences(self, dimension: str) -> Iterator[Reading]:
        for now, base in product(self._levels(dimension), self._bases(dimension)):
            if now.place != base.place:
                more, less = (base, now) if self.term.falls else (now, base)
                yield Reading(
                    taken(more.interval, less.interval),
                    more.value - less.value,
                    f"{more.words} − {less.words}",
                    (more, less),
                    now.is_sure and base.is_sure,
                )

    def _rates(self, dimension: str) -> Iterator[Reading]:
        levels = self._levels(dimension)
        for now, base in product(levels, self._bases(dimension)):
            if now.place != base.place and base.value:
                reading = self._rate(now, base, f"{base.words}", now.is_sure and base.is_sure)
                if reading:
                    yield reading
        for now, change in product(levels, self._changes(dimension)):
            yield from self._rate_by_change(now, change)

    def _rate(self, now: Operand, base: Operand, words: str, is_sure: bool) -> Reading | None:
        more, less = (base, now) if self.term.falls else (now, base)
        # The base is in both places of the quotient: (now - base) / base is now / base - 1.
        quotient = divided(now.interval, base.interval)
        if quotient is None:
            return None
        one = Decimal(1)
        low, high = quotient.low - one, quotient.high - one
        grown = Interval(-high, -low) if self.term.falls else Interval(low, high)
        return Reading(
            scaled(grown, _PERCENT),
            (more.value - less.value) / base.value * _PERCENT,
            f"({more.words} − {less.words}) ÷ {words}",
            (now, base),
            is_sure,
            "%",
        )

    def _rate_by_change(self, now: Operand, change: Term) -> Iterator[Reading]:
        operand = operand_of(change)
        sign = -1 if change.falls else 1
        base = now.value - sign * operand.value
        interval = (
            Interval(
                now.interval.low + operand.interval.low, now.interval.high + operand.interval.high
            )
            if change.falls
            else taken(now.interval, operand.interval)
        )
        quotient = divided(operand.interval, interval)
        if quotient is None or change.falls != self.term.falls:
            return
        is_sure = now.is_sure and self._follows(change)
        words = f"({now.words} {'+' if change.falls else '−'} {operand.words})"
        yield Reading(
            scaled(quotient, _PERCENT),
            operand.value / base * _PERCENT,
            f"{operand.words} ÷ {words}",
            (now, operand),
            is_sure,
            "%",
        )

    def _follows(self, change: Term) -> bool:
        """Whether the change in its own unit stands in the clause before, or right behind."""
        terms = self.sentence.terms
        return abs(terms.index(change) - terms.index(self.term)) == 1

    def _changes(self, dimension: str) -> list[Term]:
        terms = self.sentence.terms
        at = terms.index(self.term)
        near = terms[max(at - 1, 0) : at + 2]
        return [it for it in near if it.role is Role.CHANGE and it.quantity.dimension == dimension]

    def _levels(self, dimension: str) -> list[Operand]:
        """What has changed: the figure that the clause names, or the one before."""
        terms = [
            it
            for it in self.report.near(self.sentence, dimension)
            if it.period == THIS or it.period == self.term.period
        ]
        terms = [it for it in terms if it.role is Role.LEVEL]
        sure = self._meant(terms, dimension)
        operands = [operand_of(it) for it in terms if it is not sure]
        if self._subject:
            operands += self.report.stated(self._subject, dimension, self.term.period)
        first = [_surely(operand_of(sure))] if sure else []
        return first + operands

    def _meant(self, terms: list[Term], dimension: str) -> Term | None:
        """The level that the change is surely about."""
        before = [
            it
            for it in self.sentence.before(self.term)
            if it.role is Role.LEVEL and it.depth <= self.term.depth
        ]
        if self._subject:
            named = [
                it for it in terms if it.subject == self._subject and it in self.sentence.terms
            ]
            return named[0] if len(named) == 1 else None
        if not before or before[-1].quantity.dimension != dimension or self._is_listed:
            return None
        return before[-1]

    def _bases(self, dimension: str) -> list[Operand]:
        """What the change is counted from."""
        plan = bool(
            self._compared and self._compared["base"] and _PLAN.search(self._compared["base"])
        )
        near = self.report.near(self.sentence, dimension)
        own = [it for it in self.sentence.before(self.term) if it.role is Role.BASE]
        own += self._in_brackets()
        last = [it for it in near if it.period == self.report.times.last and it.role is Role.LEVEL]
        in_sentence = [it for it in last if it in self.sentence.terms]
        sure = [it for it in own if it.quantity.dimension == dimension][-1:]
        if not sure and len(in_sentence) == 1 and not plan:
            sure = in_sentence
        operands = [_surely(operand_of(it)) for it in sure]
        operands += [operand_of(it) for it in near if it not in sure]
        if self._subject and not plan:
            operands += self.report.stated(self._subject, dimension, self.report.times.last)
        elif not plan and (meant := self._meant(near, dimension)):
            operands += self.report.stated(meant.subject, dimension, self.report.times.last)
        return operands

    def _in_brackets(self) -> list[Term]:
        """（上年为375.10万元） right behind the change."""
        behind = self.sentence.behind(self.term)[:1]
        return [
            it
            for it in behind
            if it.depth > self.term.depth and it.period == self.report.times.last
        ]


def _surely(operand: Operand) -> Operand:
    return Operand(
        operand.interval, operand.value, operand.words, operand.place, True, operand.offset
    )
