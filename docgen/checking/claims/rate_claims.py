"""Rates: 应办15件，办结14件，办结率93.3%; 新增就业8426人，完成年度目标8000人的105.3%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

from docgen.checking.claims.claim import Claim, ClaimKind
from docgen.checking.claims.distant_plans import distant_plans
from docgen.checking.claims.operands import Operand, Reading, added, taken
from docgen.checking.claims.quotients import amounts_before, is_open, quotient
from docgen.checking.claims.reading import ReportReading, operand_of, operand_of_fact
from docgen.checking.claims.sentence import Role, Sentence, Term
from docgen.checking.claims.table_facts import TableFact
from docgen.checking.quantities.units import MONEY, PERCENT

_RATE = re.compile(
    r"(?:(?P<stem>[^\W\d]{2,8}?)(?:率|(?<=满意)度|进度|比例|比率|占比)(?:为|达到|达|是|实现|完成|[：:]|\s)*|(?:^|[，；])完成)\Z"
)
_OF_PLAN = re.compile(
    r"(?:完成|达到?|为|相当于|执行|实现|占)[^，。；]{0,16}?"
    r"(?:预算|计划|目标|任务|指标|概算|应[^，。；]{1,4})[^，。；]{0,14}的(?:约|近|\s)*\Z"
)
_WHOLE = re.compile(
    "送审|拨付|拨款|收入|预算|计划|下达|安排|应|目标|任务|共|总|发现|受理|收到|核定|编制|指标|批复|抽查|检查|接收|收回|概算|排查|参考|参加|"
    "发放|立案|监测|纳入|回访|调查|申请|登记|控制价|培训"
)
_PART = re.compile(
    "支出|执行|支付|完成|实际|使用|拨付|到位|办结|整改|验收|合格|达标|实现|化解|回收|答复|兑现|落实|签约|入户|上线|满意|"
    "参与|在职|就业|消除|取得|结案|收回|有效"
)
_GOAL_RATE = re.compile("完成|达成|执行")
_GOAL = re.compile("目标|计划|任务|约定|应完成|指标|预算")
_MONEY_RATE = re.compile("执行|支付|支出|使用|到位|完成|拨付|进度")
_SAVED = re.compile(r"(?:节约|节支|节资|核减|下浮|压减|审减|调减|降本)(?:率|幅度)?(?:为|达)?\Z")
_REST = re.compile(
    "(?<!年初)(?<!上年)(?:结转|结余|节余|剩余|节约|尚有|还有|少支[出付]|未[^，。；]{1,6})"
)
_SINCE = re.compile("同比|环比|[比较与]")
"""Before what was saved of another year, not of the same budget."""
_NEAR = 2
"""Clauses between what was spent and what is left of the same budget."""
_MOST_PARTS = 12
"""Figures before a rate, the nearest, that it may be the rate of."""
_BEYOND = re.compile("超额|超出?(?:任务|计划|目标)")
_NO_RATE = re.compile("增长|下降|上升|同比|分别|均|各|平均|目标|不低于|要求|力争|确保|原|此前|依次")


def rate_claims(sentence: Sentence, report: ReportReading) -> Iterator[Claim]:
    """The rates of a sentence, each with what they should be."""
    for term in sentence.terms:
        if term.quantity.dimension != PERCENT or is_open(term):
            continue
        lead = term.words
        if _SAVED.search(lead):
            readings = tuple(_saved(sentence, term, report))
            yield Claim(ClaimKind.RATE, sentence, term, readings)
        elif term.role is Role.LEVEL and _is_rate(lead):
            readings = tuple(_readings(sentence, term, report))
            yield Claim(ClaimKind.RATE, sentence, term, readings)


def _is_rate(lead: str) -> bool:
    of_plan = _OF_PLAN.search(lead) and ("占" not in lead or "预算" in lead)
    return bool(of_plan or (_RATE.search(lead) and not _NO_RATE.search(lead)))


def _readings(sentence: Sentence, term: Term, report: ReportReading) -> Iterator[Reading]:
    before = [it for it in amounts_before(sentence, term) if not _BEYOND.search(it.words)]
    yield from _of_row(sentence, term, report)
    whole, part = _pair(sentence, term)
    if whole and part:
        yield from quotient(operand_of(part), operand_of(whole), is_sure=True)
    for dimension in dict.fromkeys(it.quantity.dimension for it in reversed(before)):
        terms = report.near(sentence, dimension)
        near = list(zip(terms, report.operands(sentence, terms), strict=True))
        nearest = before[-_MOST_PARTS:]
        own = [pair for pair in near if pair[0] in nearest or pair[0] not in sentence.terms]
        for (one, first), (other, second) in product(own, near):
            if one is not other and (other, one) != (whole, part):
                is_likely = one is before[-1] and _may_be_whole(one, other, before)
                is_likely = is_likely and _names(term, one)
                yield from quotient(first, second, is_likely=is_likely and not whole)
    done = [it for it in before if not _REST.search(it.words)]
    for part in done[-1:] or _done_above(sentence, report):
        yield from _of_rest(sentence, term, part)
    if done:
        of_money = _MONEY_RATE.search(term.words) is not None
        for plan in distant_plans(sentence, done[-1], report) if not whole else ():
            yield from quotient(operand_of(done[-1]), plan, is_likely=of_money)


def _done_above(sentence: Sentence, report: ReportReading) -> list[Term]:
    """What was spent by the sentence before, of which this one tells the rate and what is left."""
    around = report.sentences[sentence.paragraph]
    above = around[: around.index(sentence)][-1:]
    return [it for other in above for it in other.levels(MONEY) if _PART.search(it.words)][:1]


def _of_row(sentence: Sentence, term: Term, report: ReportReading) -> Iterator[Reading]:
    """The quotient of two columns of the row that the sentence names."""
    facts = [it for it in report.row_of(sentence, term) if it.dimension != PERCENT]
    for part, whole in product(facts, facts):
        is_pair = part.column[0] == whole.column[0] and part.dimension == whole.dimension
        if is_pair and part.column != whole.column:
            is_likely = _MONEY_RATE.search(term.words) is not None
            is_likely = is_likely or _names_head(term, part)
            yield from quotient(operand_of_fact(part), operand_of_fact(whole), is_likely=is_likely)


def _names_head(term: Term, fact: TableFact) -> bool:
    """Whether the name of a rate is that of what a column counts: 办结率 of 办结数."""
    match = _RATE.search(term.words)
    return bool(match and match["stem"] and _is_of(match["stem"], fact.head))


def _names(term: Term, part: Term) -> bool:
    """Whether the name of a rate is that of a part, or one of money or of a goal."""
    match = _RATE.search(term.words)
    is_named = bool(match and match["stem"] and _is_of(match["stem"], part.words))
    return is_named or bool(_MONEY_RATE.search(term.words))


def _may_be_whole(part: Term, whole: Term, before: Sequence[Term]) -> bool:
    """Whether a figure is the one before the part, or what was planned; and not less."""
    is_named = _WHOLE.search(whole.words) is not None
    is_before = whole in before and before.index(whole) == len(before) - 2
    return (is_named or is_before) and whole.quantity.value >= part.quantity.value


def _of_rest(sentence: Sentence, term: Term, part: Term) -> Iterator[Reading]:
    """Of what was done and what is left together, or what was done beyond the task taken off."""
    terms = sentence.terms
    near = [it for it in terms if abs(it.clause - part.clause) <= _NEAR]
    is_spent = _MONEY_RATE.search(term.words) and not _GOAL.search(part.words)
    for it in (it for it in terms if it is not part) if is_spent else ():
        is_alike = it.quantity.dimension == part.quantity.dimension
        if is_alike and _REST.search(it.words) and not _SINCE.search(it.words):
            together = _together(part, it, 1)
            yield from quotient(operand_of(part), together, is_likely=True, is_probable=it in near)
        elif is_alike and _BEYOND.search(it.words):
            yield from quotient(operand_of(part), _together(part, it, -1), is_likely=True)


def _together(first: Term, second: Term, sign: int) -> Operand:
    """Two figures as one: their sum, or with the sign -1 their difference."""
    one, other = operand_of(first), operand_of(second)
    pair = (one.interval, other.interval)
    interval = added(pair) if sign > 0 else taken(*pair)
    words = f"({one.words} {'+' if sign > 0 else '−'} {other.words})"
    return Operand(interval, one.value + sign * other.value, words, other.place)


def _pair(sentence: Sentence, term: Term) -> tuple[Term | None, Term | None]:
    """The whole and the part that a rate surely is of.

    A whole right before 的 in the clause of the rate and the figure before it; or the two figures
    before, if the name of the rate (办结率) or their clauses say which is which.
    """
    kept = {id(it) for it in sentence.before_in_part(term)}
    before = [it for it in amounts_before(sentence, term) if id(it) in kept]
    before = [it for it in before if not _BEYOND.search(it.words)]
    last = before[-1] if before else None
    if last and last.clause == term.clause:
        words = sentence.between(last.quantity.end, term.quantity.start)
        earlier = [it for it in before[:-1] if it.role is Role.LEVEL]
        is_alike = earlier and earlier[-1].quantity.dimension == last.quantity.dimension
        return (last, earlier[-1]) if words == "的" and is_alike else (None, None)
    if _OF_PLAN.search(term.words) and (goals := [it for it in before if _GOAL.search(it.words)]):
        of = goals[-1].quantity.dimension
        levels = (it for it in before if it.role is Role.LEVEL and it.quantity.dimension == of)
        parts = [it for it in levels if it is not goals[-1] and not _GOAL.search(it.words)]
        return (goals[-1], parts[-1]) if parts else (None, None)
    if len(before) < 2 or before[-1].quantity.dimension != before[-2].quantity.dimension:
        return None, None
    whole, part = before[-2:]
    if _GOAL_RATE.search(term.words) and (goal := _goal(whole, part)):
        return goal
    is_beside = part.clause >= term.clause - 1 and whole.clause >= part.clause - 1
    is_part = whole.quantity.value >= part.quantity.value
    match = _RATE.search(term.words)
    names_it = bool(match and match["stem"] and _is_of(match["stem"], part.words))
    is_told = _MONEY_RATE.search(term.words) and _WHOLE.search(whole.words) and is_part
    is_told = is_told and _PART.search(part.words) and not _WHOLE.search(part.lead[-2:])
    is_sure = is_beside and ((names_it and is_part) or bool(is_told))
    return (whole, part) if is_sure else (None, None)


def _goal(first: Term, second: Term) -> tuple[Term, Term] | None:
    """Of a rate of completion the goal and what was done, in either order."""
    pair = (first, second)
    names = [bool(_GOAL.search(it.words) and not _BEYOND.search(it.words)) for it in pair]
    if names == [True, False]:
        return first, second
    return (second, first) if names == [False, True] else None


def _is_of(stem: str, words: str) -> bool:
    """Whether a rate's name speaks of what a clause counts: 办结率 of 办结14件."""
    pairs = [stem[at : at + 2] for at in range(len(stem) - 1)]
    return any(re.search(f"(?<![不未非]){re.escape(pair)}", words) for pair in pairs[-2:])


def _saved(sentence: Sentence, term: Term, report: ReportReading) -> Iterator[Reading]:
    """What was saved of a budget or a price: of 930, 62 are 6.67%."""
    before = sentence.before(term)
    saved = [it for it in before if it.quantity.is_money][-1:]
    is_told = bool(saved and _SAVED.search(saved[0].words))
    for whole in report.near(sentence, saved[0].quantity.dimension) if saved else ():
        is_base = whole.role is Role.BASE or bool(_WHOLE.search(whole.words))
        is_sure = is_told and is_base and whole in before
        if whole is saved[0]:
            continue
        yield from quotient(operand_of(saved[0]), operand_of(whole), is_sure=is_sure)
        if whole in before:  # what was spent, and what was saved
            yield from quotient(operand_of(saved[0]), _together(whole, saved[0], 1), is_likely=True)
