"""Growth: 比上年增加45.61万元, 增长12.2%, 提高1.9个百分点.

level 420.71, base 375.10    the change is 45.61, or 12.2% of the base
level 420.71, change 45.61   the base is their difference, and the change 12.2% of it
level 83.2%, base 61.5%      the change is 21.7 points, or 35.3% of the base
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import product

from docgen.checking.claims.claim import Claim, ClaimKind
from docgen.checking.claims.operands import Operand, Reading, added, divided, scaled, taken
from docgen.checking.claims.quotients import IN_PERCENT, is_open
from docgen.checking.claims.reading import ReportReading, operand_of, operand_of_fact, surely
from docgen.checking.claims.sentence import Role, Sentence, Term
from docgen.checking.claims.times import THIS
from docgen.checking.quantities.units import MONEY, PERCENT, POINTS
from docgen.content.agreement import Interval

_COMPARED = re.compile(
    r"(?P<year>同比)|(?P<other>环比)|(?:[比较]|与|同|和)(?P<base>[^，。；]{0,24}?)(?:相比|相较)?"
    r"(?=(?:净|实际|略有|有所|大幅|共|合计|，)?(?:[增减上下提降压回缩扩多少节超涨高低]|\d))"
)
_PLAN = re.compile("预算|计划|目标|任务|定额|控制数|批复|下达|概算|限额|限价|指标")
_VERB = re.compile("增|减|上升|上涨|下降|下滑|提高|提升|降|压|回落|扩大|缩|递|涨|升|净|多|少")
_NO_BASE = re.compile(
    "至少|力争|分别|均|各|平均|剔除|同口径|可比口径|依次|累计|增速|快于|高于|低于"
)
_LISTED = re.compile("其中|包括")
_OF = re.compile(r"占|的\Z")
"""Before a rate of another figure: 完成预算24万元的76.75%, which does not change itself."""
_NO_LEVEL = re.compile("预算|计划|目标|任务|平均|[日人户月年次]均|每")
"""Before a figure that is planned or a mean, beside what has changed."""
_FAR = 80
"""Characters before a change in which 其中 makes it unsure whose change it is."""


def growth_claims(sentence: Sentence, report: ReportReading) -> Iterator[Claim]:
    """The changes of a sentence, each with what they should be."""
    for term in sentence.terms:
        if term.role is Role.CHANGE and term.quantity.dimension and not is_open(term):
            change = _Change(sentence, term, report)
            if not change.is_of_another_base:
                yield Claim(change.kind, sentence, term, tuple(change.readings()))


class _Change:
    """A change, with the levels and the bases that it may speak of."""

    def __init__(self, sentence: Sentence, term: Term, report: ReportReading) -> None:
        self._sentence, self._term, self._report = sentence, term, report
        compared = _COMPARED.search(term.words)
        self._subject = self._subject_of(term)
        self._base_words = (compared["base"] or "") if compared else ""
        times = report.times
        self._compares = bool(compared and compared["base"])
        self._base_period = self._base_period_of(term)
        own = times.pattern.search(term.words[: compared.start()] if compared else "")
        self._period = times.period(own) if own else THIS
        is_other = bool(compared and compared["other"])
        self.is_of_another_base = is_other or _NO_BASE.search(term.words) is not None

    def _subject_of(self, term: Term) -> str:
        """The subject of a change: its clause's, or that of the change in the clause before."""
        verb = _COMPARED.search(term.words) or _VERB.search(term.words)
        own = self._report.subjects.bare(term.words[: verb.start()] if verb else term.words)
        earlier = self._followed(term)
        return own or (self._subject_of(earlier) if earlier else "")

    def _base_period_of(self, term: Term) -> str:
        """The time that a change is counted from: that which it names, or the change before."""
        times = self._report.times
        if compared := _COMPARED.search(term.words):
            named = times.pattern.search(term.words, compared.start())
            return times.period(named) if named else times.last
        earlier = self._followed(term)
        return self._base_period_of(earlier) if earlier else times.last

    def _followed(self, term: Term) -> Term | None:
        """The change in the clause before, which this one says in another way."""
        earlier = self._sentence.before(term)[-1:]
        is_change = bool(earlier) and earlier[0].role is Role.CHANGE
        return earlier[0] if is_change and earlier[0].clause == term.clause - 1 else None

    @property
    def kind(self) -> ClaimKind:
        """Whether it is a rate, points of a rate, or an amount."""
        kinds = {PERCENT: ClaimKind.GROWTH_RATE, POINTS: ClaimKind.POINTS}
        return kinds.get(self._term.quantity.dimension, ClaimKind.GROWTH)

    def readings(self) -> Iterator[Reading]:
        """Each choice of a level and a base, or of a level and the change in its own unit."""
        dimension = self._term.quantity.dimension
        if dimension == PERCENT:
            for of in self._dimensions():
                yield from self._rates(of)
            yield from self._of_row()
        else:
            yield from self._differences(PERCENT if dimension == POINTS else dimension)
            yield from self._net(dimension)

    def _net(self, dimension: str) -> Iterator[Reading]:
        """新增97人，减少118人，净减少21人."""
        before = self._sentence.before_in_part(self._term)[-2:]
        same = [it for it in before if it.quantity.dimension == dimension]
        if "净" in self._term.words and len(same) == 2:
            less, more = sorted(same, key=lambda it: it.quantity.value)
            pair = (operand_of(more), operand_of(less))
            yield Reading(
                taken(pair[0].interval, pair[1].interval),
                pair[0].value - pair[1].value,
                f"{pair[0].words} − {pair[1].words}",
                pair,
                is_sure=False,
                is_probable=True,
            )

    def _dimensions(self) -> list[str]:
        """What may have changed by a rate: what the sentence surely speaks of, or all it counts."""
        if self._meant:
            return [self._meant.quantity.dimension]
        levels = (it for it in reversed(self._sentence.terms) if it.role is not Role.CHANGE)
        found = dict.fromkeys(it.quantity.dimension for it in levels)
        return [it for it in found if it not in (PERCENT, POINTS, "")] or [MONEY]

    def _differences(self, dimension: str) -> Iterator[Reading]:
        for now, base in product(self._levels(dimension), self._bases(dimension)):
            if not now.is_same(base):
                more, less = (base, now) if self._term.falls else (now, base)
                result = taken(more.interval, less.interval)
                value, formula = more.value - less.value, f"{more.words} − {less.words}"
                is_sure = now.is_sure and base.is_sure
                yield Reading(
                    result,
                    value,
                    formula,
                    (more, less),
                    is_sure,
                    base.is_sure,
                    turned=f"{base.words} → {now.words}",
                )

    def _rates(self, dimension: str) -> Iterator[Reading]:
        levels = self._levels(dimension)
        for now, base in product(levels, self._bases(dimension)):
            if not now.is_same(base):
                yield from self._rate(now, base)
        amounts = self._amounts(dimension)
        for now, change in product(levels, amounts):
            yield from self._rate_by_amount(now, change)
        sure = (base for base in self._bases(dimension) if base.is_sure)
        for change, base in product(amounts, sure):
            yield from self._rate_of_base(change, base)

    def _of_row(self) -> Iterator[Reading]:
        """The change that the columns of two years give the row which the sentence names."""
        row = self._report.row_of(self._sentence, self._term)
        facts = [it for it in row if it.dimension != PERCENT]
        now = [it for it in facts if it.period == THIS]
        base = [it for it in facts if it.period == self._report.times.last]
        for one, other in product(now, base):
            if one.column[0] == other.column[0]:
                operands = (operand_of_fact(one), operand_of_fact(other))
                for reading in self._rate(*operands):
                    yield replace(reading, is_sure=False, is_likely=True)

    def _rate_of_base(self, change: Term, base: Operand) -> Iterator[Reading]:
        """Of 985页, 275页 are 27.9%."""
        amount = operand_of(change)
        result = divided(amount.interval, base.interval)
        if result is None or not base.value:
            return
        is_same_way = change.falls is self._term.falls
        turned = result if is_same_way else Interval(-result.high, -result.low)
        value = amount.value / base.value * IN_PERCENT
        formula = f"{amount.words} ÷ {base.words}"
        yield Reading(
            scaled(turned, IN_PERCENT),
            value if is_same_way else -value,
            formula,
            (amount, base),
            base.is_sure,
            base.is_sure,
            turned=formula,
        )

    def _rate(self, now: Operand, base: Operand) -> Iterator[Reading]:
        """The base is in both places of the quotient: (now - base) / base is now / base - 1."""
        quotient = divided(now.interval, base.interval)
        if quotient is None or not base.value:
            return
        low, high = quotient.low - 1, quotient.high - 1
        falls = self._term.falls
        more, less = (base, now) if falls else (now, base)
        yield Reading(
            scaled(Interval(-high, -low) if falls else Interval(low, high), IN_PERCENT),
            (more.value - less.value) / base.value * IN_PERCENT,
            f"({more.words} − {less.words}) ÷ {base.words}",
            (now, base),
            now.is_sure and base.is_sure,
            base.is_sure,
            turned=f"{base.words} → {now.words}",
        )

    def _rate_by_amount(self, now: Operand, change: Term) -> Iterator[Reading]:
        """The rate of a change whose amount is given; below zero if one rises and one falls."""
        amount = operand_of(change)
        pair = (now.interval, amount.interval)
        base = added(pair) if change.falls else taken(*pair)
        quotient = divided(amount.interval, base)
        if quotient is None:
            return
        is_same_way = change.falls is self._term.falls
        turned = quotient if is_same_way else Interval(-quotient.high, -quotient.low)
        value = amount.value / (now.value + amount.value * (1 if change.falls else -1))
        formula = f"{amount.words} ÷ ({now.words} {'+' if change.falls else '−'} {amount.words})"
        yield Reading(
            scaled(turned, IN_PERCENT),
            (value if is_same_way else -value) * IN_PERCENT,
            formula,
            (now, amount),
            now.is_sure,
            now.is_sure,
            turned=formula,
        )

    def _beside(self) -> str:
        """The dimension of a change of an amount beside a rate."""
        terms = self._sentence.terms
        found = dict.fromkeys(it.quantity.dimension for it in terms if it.role is Role.CHANGE)
        return next((of for of in found if of not in (PERCENT, POINTS) and self._amounts(of)), "")

    def _amounts(self, dimension: str) -> list[Term]:
        """The change in its own unit, in the clause before or behind."""
        terms = self._sentence.terms
        at = terms.index(self._term)
        beside = terms[max(at - 1, 0) : at + 2]
        return [
            it
            for it in beside
            if it.role is Role.CHANGE
            and it.quantity.dimension == dimension
            and abs(it.clause - self._term.clause) <= 1
        ]

    def _levels(self, dimension: str) -> list[Operand]:
        """What has changed: the figure that the clause names, or the one before."""
        terms = [
            it
            for it in self._report.near(self._sentence, dimension)
            if it.role is Role.LEVEL
            and it is not self._meant
            and not is_open(it)
            and self._may_be_now(it)
        ]
        meant = self._meant if self._meant and self._meant.quantity.dimension == dimension else None
        operands = [surely(operand_of(meant))] if meant else []
        subject = self._subject or (self._base.subject if self._base and not meant else "")
        if subject and not meant:
            operands += self._report.stated(subject, dimension, self._period)
        return operands + self._report.operands(self._sentence, terms)

    @cached_property
    def _meant(self) -> Term | None:
        """The level that the change is surely about."""
        before = [
            it
            for it in self._sentence.before_in_part(self._term)
            if it.role is Role.LEVEL
            and it.depth <= self._term.depth
            and (self.kind is ClaimKind.POINTS or not _OF.search(it.lead))
        ]
        before = [it for it in before if not _NO_LEVEL.search(it.words)] or before
        now = [it for it in before if it.period != self._base_period]
        words = self._sentence.between(self._sentence.start, self._term.quantity.start)
        last = self._report.times.last
        is_of_last = self._term.period == last and f"{last}年" in words
        own = [it for it in before if is_of_last and it.period == self._term.period]
        before = now or own
        if self._term.quantity.dimension == PERCENT and (beside := self._beside()):
            before = [it for it in before if it.quantity.dimension == beside]
        if became := self._became():
            return became
        if self._subject:
            named = [it for it in before if it.subject == self._subject]
            return named[-1] if len(named) == 1 else None
        return before[-1] if before and not self._is_of_list(before) else None

    def _may_be_now(self, term: Term) -> bool:
        """Whether a level is not last year's, unless the change itself is of that year."""
        last = self._report.times.last
        return term.period != last or self._compares_last_year

    @cached_property
    def _compares_last_year(self) -> bool:
        return all(it.period == self._report.times.last for it in self._sentence.terms)

    def _became(self) -> Term | None:
        """The 1,105 of 下降40.0%，由1,842件降至1,105件."""
        behind = [it for it in self._sentence.behind(self._term) if self._is_next(it)][:2]
        is_pair = len(behind) == 2 and behind[0].role is Role.BASE and behind[1].role is Role.LEVEL
        is_pair = is_pair and behind[0].words.startswith(("由", "从"))
        return behind[1] if is_pair and behind[0].clause == behind[1].clause else None

    def _is_of_list(self, before: Sequence[Term]) -> bool:
        """Whether the last level is one of several that are listed, so that any may be meant."""
        start = max(self._term.quantity.start - _FAR, self._sentence.start)
        words = self._sentence.between(start, self._term.quantity.start)
        is_listed = len(before) > 1 and "、" in self._sentence.between(
            before[-2].quantity.end, before[-1].quantity.start
        )
        return is_listed or _LISTED.search(words) is not None

    def _bases(self, dimension: str) -> list[Operand]:
        """What the change is counted from."""
        near = self._report.near(self._sentence, dimension)
        sure = self._base if self._base and self._base.quantity.dimension == dimension else None
        operands = [surely(operand_of(sure))] if sure else []
        if not sure and self._period == THIS and not _PLAN.search(self._base_words):
            subject = self._subject or (self._meant.subject if self._meant else "")
            operands += self._report.stated(subject, dimension, self._base_period)
        others = (it for it in near if it is not sure and not is_open(it))
        return operands + self._report.operands(self._sentence, others)

    @cached_property
    def _base(self) -> Term | None:
        """由3.20万元, 比上年的375.10万元, （上年为375.10万元）, or the only figure of last year."""
        before = self._sentence.before_in_part(self._term)
        marked = [it for it in before if self._is_marked(it)] or self._behind()
        of = self._meant.quantity.dimension if self._meant else self._beside()
        same = [it for it in marked if not of or it.quantity.dimension == of]
        if same or _PLAN.search(self._base_words):
            return same[-1] if same else None
        last = [
            it
            for it in before
            if it.role is Role.LEVEL
            and it.period == self._base_period
            and it.quantity.dimension == of
        ]
        return last[0] if len(last) == 1 and last[0] is not self._meant else None

    def _is_marked(self, term: Term) -> bool:
        """Whether words say that a change is counted from a figure: its own, if it has such."""
        is_own = term.clause == self._term.clause
        return term.role is Role.BASE and (is_own or not self._compares)

    def _behind(self) -> list[Term]:
        """（上年为375.10万元）, or 上年为375.10万元 or 由375.10万元 in the clause behind."""
        last = self._base_period
        behind = [it for it in self._sentence.behind(self._term) if self._is_next(it)]
        return [
            it
            for it in behind[:2]
            if it.role is not Role.CHANGE
            and (it.period == last or it.role is Role.BASE)
            and not self._is_of_another(it)
            and not _LISTED.search(it.words)
        ][:1]

    def _is_of_another(self, term: Term) -> bool:
        """Whether a base behind the change is that of a change of its own."""
        behind = self._sentence.behind(term)[:1]
        return any(it.role is Role.CHANGE and it.clause == term.clause for it in behind)

    def _is_next(self, term: Term) -> bool:
        between = self._sentence.between(self._term.quantity.end, term.quantity.start)
        return 0 < term.clause - self._term.clause <= 1 and "；" not in between
