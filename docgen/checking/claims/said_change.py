"""A change of a sentence, with the levels and the bases that it may speak of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from docgen.checking.claims.claim import ClaimKind
from docgen.checking.claims.operands import Operand
from docgen.checking.claims.quotients import is_open, is_whole_of_rate
from docgen.checking.claims.reading import ReportReading, operand_of, surely
from docgen.checking.claims.sentence import Role, Sentence, Term
from docgen.checking.claims.table_facts import TableFact
from docgen.checking.claims.times import THIS
from docgen.checking.quantities.units import MONEY, PERCENT, POINTS

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
_NO_LEVEL = re.compile(
    "(?<!公共)(?<!基金)(?<!经营)预算(?!执行|收入|支出|完成)|计划|目标|任务|平均|[日人户月年次]均|每"
)
"""Before a figure that is planned or a mean, beside what has changed."""
_FAR = 80
"""Characters before a change in which 其中 makes it unsure whose change it is."""


class SaidChange:
    """A change, with the levels and the bases that it may speak of.

    Attributes:
        sentence: its sentence.
        term: the figure of it.
        report: the report.
        own_words: those before that which it is counted from.
        base_words: what it says that it is counted from: 上年 of 比上年增加.
        is_of_another_base: whether nothing here is what it is counted from.
    """

    def __init__(self, sentence: Sentence, term: Term, report: ReportReading) -> None:
        self.sentence, self.term, self.report = sentence, term, report
        compared = _COMPARED.search(term.words)
        self._subject = self._subject_of(term)
        self.own_words = term.words[: compared.start()] if compared else ""
        self.base_words = (compared["base"] or "") if compared else ""
        times = report.times
        self._compares = bool(compared and compared["base"])
        self._base_period = self._base_period_of(term)
        own = times.pattern.search(self.own_words)
        self._period = times.period(own) if own else THIS
        is_other = bool(compared and compared["other"])
        self.is_of_another_base = is_other or _NO_BASE.search(term.words) is not None

    def _subject_of(self, term: Term) -> str:
        """The subject of a change: its clause's, or that of the change in the clause before."""
        verb = _COMPARED.search(term.words) or _VERB.search(term.words)
        own = self.report.subjects.bare(term.words[: verb.start()] if verb else term.words)
        earlier = self._followed(term)
        return own or (self._subject_of(earlier) if earlier else "")

    def _base_period_of(self, term: Term) -> str:
        """The time that a change is counted from: that which it names, or the change before."""
        times = self.report.times
        if compared := _COMPARED.search(term.words):
            named = times.pattern.search(term.words, compared.start())
            return times.period(named) if named else times.last
        earlier = self._followed(term)
        return self._base_period_of(earlier) if earlier else times.last

    def _followed(self, term: Term) -> Term | None:
        """The change in the clause before, which this one says in another way."""
        earlier = self.sentence.before(term)[-1:]
        is_change = bool(earlier) and earlier[0].role is Role.CHANGE
        return earlier[0] if is_change and earlier[0].clause == term.clause - 1 else None

    @property
    def kind(self) -> ClaimKind:
        """Whether it is a rate, points of a rate, or an amount."""
        kinds = {PERCENT: ClaimKind.GROWTH_RATE, POINTS: ClaimKind.POINTS}
        return kinds.get(self.term.quantity.dimension, ClaimKind.GROWTH)

    def dimensions(self) -> list[str]:
        """What may have changed by a rate: what the sentence surely speaks of, or all it counts."""
        if self._meant:
            return [self._meant.quantity.dimension]
        levels = (it for it in reversed(self.sentence.terms) if it.role is not Role.CHANGE)
        found = dict.fromkeys(it.quantity.dimension for it in levels)
        return [it for it in found if it not in (PERCENT, POINTS, "")] or [MONEY]

    def is_of_other(self, fact: TableFact) -> bool:
        """Whether the sentence has another level than a table, or speaks of another time."""
        meant = self._meant.quantity if self._meant else None
        is_same = meant is None or meant.dimension != fact.dimension
        is_same = is_same or (meant is not None and meant.value == fact.printed.value)
        return self.term.period != THIS or (fact.period == THIS and not is_same)

    def only_says_again(self, change: Term) -> bool:
        """Whether the rate says the change before it again: 增加45.61万元，增长12.2%."""
        verb = _VERB.search(self.term.words)
        is_bare = verb is not None and not self.term.words[: verb.start()].strip("，的")
        return is_bare and self._followed(self.term) is change

    def _beside(self) -> str:
        """The dimension of a change of an amount beside a rate."""
        terms = self.sentence.terms
        found = dict.fromkeys(it.quantity.dimension for it in terms if it.role is Role.CHANGE)
        return next((of for of in found if of not in (PERCENT, POINTS) and self.amounts(of)), "")

    def amounts(self, dimension: str) -> list[Term]:
        """The change in its own unit, in the clause before or behind."""
        terms = self.sentence.terms
        at = terms.index(self.term)
        beside = terms[max(at - 1, 0) : at + 2]
        return [
            it
            for it in beside
            if it.role is Role.CHANGE
            and it is not self.term
            and it.quantity.dimension == dimension
            and abs(it.clause - self.term.clause) <= 1
        ]

    def levels(self, dimension: str) -> list[Operand]:
        """What has changed: the figure that the clause names, or the one before."""
        terms = [
            it
            for it in self.report.near(self.sentence, dimension)
            if it.role is Role.LEVEL
            and it is not self._meant
            and not is_open(it)
            and self._may_be_now(it)
        ]
        meant = self._meant if self._meant and self._meant.quantity.dimension == dimension else None
        operands = [surely(operand_of(meant))] if meant else []
        subject = self._subject or (self._base.subject if self._base and not meant else "")
        if subject and not meant:
            stated = self.report.stated(subject, dimension, self._period)
            operands += stated or self._ending(subject, dimension, self._period)
        return operands + self.report.operands(self.sentence, terms)

    @cached_property
    def _meant(self) -> Term | None:
        """The level that the change is surely about."""
        before = [
            it
            for it in self.sentence.before_in_part(self.term)
            if it.role is Role.LEVEL
            and it.depth <= self.term.depth
            and (self.kind is ClaimKind.POINTS or not _OF.search(it.lead))
        ]
        before = [it for it in before if not _is_planned(it)] or before
        now = [it for it in before if it.period != self._base_period]
        words = self.sentence.between(self.sentence.start, self.term.quantity.start)
        last = self.report.times.last
        is_of_last = self.term.period == last and f"{last}年" in words
        own = [it for it in before if is_of_last and it.period == self.term.period]
        before = now or own
        if measured := self._measured():
            before = [it for it in before if it.quantity.dimension == measured]
        if became := self._became():
            return became
        if self._subject:
            named = [it for it in before if it.subject == self._subject]
            return named[-1] if len(named) == 1 else None
        return before[-1] if before and not self._is_of_list(before) else None

    def _measured(self) -> str:
        """The dimension of what has changed, where the change itself says it."""
        own = [it for it in self.sentence.before(self.term) if self._is_marked(it)][-1:]
        counted = own[0].quantity.dimension if own else self._beside()
        rates = {ClaimKind.POINTS: PERCENT, ClaimKind.GROWTH_RATE: counted}
        return rates.get(self.kind, self.term.quantity.dimension)

    def _may_be_now(self, term: Term) -> bool:
        """Whether a level is not last year's, unless the change itself is of that year."""
        last = self.report.times.last
        return term.period != last or self._compares_last_year

    @cached_property
    def _compares_last_year(self) -> bool:
        return all(it.period == self.report.times.last for it in self.sentence.terms)

    def _became(self) -> Term | None:
        """The 1,105 of 下降40.0%，由1,842件降至1,105件."""
        behind = [it for it in self.sentence.behind(self.term) if self._is_next(it)][:2]
        is_pair = len(behind) == 2 and behind[0].role is Role.BASE and behind[1].role is Role.LEVEL
        is_pair = is_pair and behind[0].words.startswith(("由", "从"))
        return behind[1] if is_pair and behind[0].clause == behind[1].clause else None

    def _is_of_list(self, before: Sequence[Term]) -> bool:
        """Whether the last level is one of several that are listed, so that any may be meant."""
        start = max(self.term.quantity.start - _FAR, self.sentence.start)
        words = self.sentence.between(start, self.term.quantity.start)
        is_listed = len(before) > 1 and "、" in self.sentence.between(
            before[-2].quantity.end, before[-1].quantity.start
        )
        return is_listed or _LISTED.search(words) is not None

    def bases(self, dimension: str) -> list[Operand]:
        """What the change is counted from."""
        near = self.report.near(self.sentence, dimension)
        sure = self._base if self._base and self._base.quantity.dimension == dimension else None
        operands = [surely(operand_of(sure))] if sure else []
        if not sure and self._period == THIS and not _PLAN.search(self.base_words):
            subject = self._subject or (self._meant.subject if self._meant else "")
            stated = self.report.stated(subject, dimension, self._base_period)
            ending = self._ending(subject, dimension, self._base_period)
            operands += stated or [surely(it) for it in ending]
        others = (it for it in near if it is not sure and not is_open(it))
        return operands + self.report.operands(self.sentence, others)

    def _ending(self, subject: str, dimension: str, period: str) -> list[Operand]:
        """The only figure of the paragraph whose subject ends so: 预算执行率 for 执行率."""
        near = self.report.near(self.sentence, dimension) if subject else []
        alike = [it for it in near if it.subject.endswith(subject) and it.period == period]
        is_one = len({it.quantity.value for it in alike}) == 1
        return [operand_of(alike[0])] if is_one else []

    @cached_property
    def _base(self) -> Term | None:
        """由3.20万元, 比上年的375.10万元, （上年为375.10万元）, or the only figure of last year."""
        before = self.sentence.before_in_part(self.term)
        marked = [it for it in before if self._is_marked(it)] or self._behind()
        of = self._meant.quantity.dimension if self._meant else self._beside()
        same = [it for it in marked if not of or it.quantity.dimension == of]
        if same or _PLAN.search(self.base_words):
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
        is_own = term.clause == self.term.clause
        return term.role is Role.BASE and (is_own or not self._compares)

    def _behind(self) -> list[Term]:
        """（上年为375.10万元）, or 上年为375.10万元 or 由375.10万元 in the clause behind."""
        last = self._base_period
        behind = [it for it in self.sentence.behind(self.term) if self._is_next(it)]
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
        behind = self.sentence.behind(term)[:1]
        return any(it.role is Role.CHANGE and it.clause == term.clause for it in behind)

    def _is_next(self, term: Term) -> bool:
        between = self.sentence.between(self.term.quantity.end, term.quantity.start)
        return 0 < term.clause - self.term.clause <= 1 and "；" not in between


def _is_planned(term: Term) -> bool:
    """Whether a figure is planned, a mean, or what a rate is told of: 为预算185,300万元的100.6%."""
    return _NO_LEVEL.search(term.words) is not None or is_whole_of_rate(term)
