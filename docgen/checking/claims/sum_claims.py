"""Totals: 城南35个、城北28个，共63个; 支出620.71万元，其中：基本支出420.71万元、项目支出200万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from docgen.checking.claims.claim import Claim, ClaimKind
from docgen.checking.claims.operands import Reading, added, sum_words
from docgen.checking.claims.quotients import is_open
from docgen.checking.claims.reading import ReportReading, operand_of
from docgen.checking.claims.sentence import Role, Sentence, Term
from docgen.checking.claims.slips import significant
from docgen.checking.claims.solver import judged
from docgen.checking.claims.verdict import Status
from docgen.checking.quantities.units import PERCENT, POINTS
from docgen.ordinals import value_of

_COUNTED = re.compile(r"([两二三四五六七八九十])个?(?:[项地级者家类镇村区]|部分|等级|渠道|方面)?")
_SCORES = re.compile(r"总分|总得分|综合得分|合计")
_ADDED = re.compile("加上|连同")
_SUM_OF_TWO = re.compile("累计|合计|共|总")
_TOTAL = re.compile(
    r"(?:(?<=，)累计|合计|共计|总计|(?<!公)共|总共|总分|总得分)[^，。；、\d]{0,8}\Z"
)
_AT_ONCE = re.compile(r"(?:合计|共计|总计|总共|共)(?:为|是)?\Z")
_AMONG = re.compile(r"其中|包括|分别[为是]|依次[为是]|由")
_AT_MARK = 6
"""Characters between a total and 分别为."""
_NARROWER = re.compile(r"[，；][^，。；：、\d]{2,14}中[，：]")
"""卫生技术人员中，: what follows divides a part."""
_FOLLOWS = re.compile("分别|依次|由")
"""Marks that divide only the figure right before them: 等3类，分别为."""
_IN_BRACKETS = re.compile(r"（[^（）]*[、，和][^（）]*\d[^（）\d]{0,4}")
"""A list in brackets right behind a figure is all of it."""
_PART_OF = re.compile(r"其中|包括")
_LIST = re.compile(r"[：（]\s*(?!其中|含|不含)")
_COMPLETE = re.compile(
    r"其他(?!\w{0,8}等)[^，。；、]{0,10}\d|其余[^，。；、]{0,10}\d|分别[为是]|依次[为是]|由[^。]*组成|构成"
)
_DIVIDED = re.compile(
    r"(?:按[^，。：；]{1,10}(?:划?分|看)|分[^，。：；]{1,6}看)[^，。：；]{0,4}[：，]"
    r"|从[^，。：；]{1,8}看[：，]|(?:来源|构成|组成)(?:如下|为|是)?："
)
"""按对象分：, 分季度看，: what follows is all of it."""
_PEOPLE = ("人", "人次", "户")
"""What is counted by several marks that overlap."""
_MEAN = re.compile(r"平均|[日人户月年次]均|每")
_SCORE = re.compile(r"得")
_QUARTERS = re.compile("上半年|前三季度|四个季度|全年")
_OF_QUARTERS = {
    "上半年": slice(0, 2),
    "前三季度": slice(0, 3),
    "四个季度": slice(0, 4),
    "全年": slice(0, 4),
}
_LISTED = re.compile(r"、|，|；|和")
_TWO_PARTS = ({"基本支出", "项目支出"},)
_FEWEST = 2
_NEARLY = Decimal("0.95")
"""What parts add up to, of a whole of which they hardly leave out another."""
_LONG = 4
"""Significant digits of a total whose parts miss it by one digit by no accident."""


def sum_claims(
    sentence: Sentence, before: Sentence | None, report: ReportReading
) -> Iterator[Claim]:
    """The totals of a sentence, each with what its parts give.

    ``before`` is the sentence before, whose last figure 其中 at the beginning of this one may
    divide.
    """
    for term in sentence.terms:
        if not _is_amount(term) or term.role is not Role.LEVEL:
            continue
        lead = term.words
        if quarters := _quarters(sentence, term):
            yield Claim(ClaimKind.SUM, sentence, term, (_sum(quarters, is_sure=True),))
        elif added_up := _added_up(sentence, term):
            yield Claim(ClaimKind.SUM, sentence, term, (_sum(added_up, is_sure=True),))
        elif _TOTAL.search(lead):
            yield from _total_behind(sentence, before, term, lead)
    yield from _totals_before(sentence, report)


def _is_amount(term: Term) -> bool:
    return not is_open(term) and term.quantity.dimension not in ("", PERCENT, POINTS)


def _added_up(sentence: Sentence, total: Term) -> list[Term]:
    """The two figures of 结余53.3万元，加上年初结转17.85万元，累计71.15万元; else none."""
    before = [
        it for it in sentence.before(total) if it.quantity.dimension == total.quantity.dimension
    ]
    is_told = len(before) > 1 and _ADDED.match(before[-1].words) is not None
    return before[-2:] if is_told and _SUM_OF_TWO.match(total.words) else []


def _quarters(sentence: Sentence, total: Term) -> list[Term]:
    """The quarters that a half year, three quarters or a year is the sum of; else none."""
    spans = _QUARTERS.findall(total.words)
    names = "一二三四"[_OF_QUARTERS[spans[-1]]] if spans else ""
    found = {
        it.period[-3:-2]: it
        for it in sentence.before(total)
        if it.period.endswith("季度") and it.quantity.dimension == total.quantity.dimension
    }
    parts = [found[name] for name in names if name in found]
    return parts if names and len(parts) == len(names) else []


def _total_behind(
    sentence: Sentence, above: Sentence | None, total: Term, lead: str
) -> Iterator[Claim]:
    """A total behind its parts, those behind 其中 where it divides them."""
    before = sentence.between(sentence.start, total.quantity.start)
    start = sentence.start + max(before.rfind("其中"), 0)
    parts = _alike([it for it in sentence.before(total) if it.quantity.start >= start], total)
    counted = _COUNTED.fullmatch(total.subject)
    number = value_of(counted[1].replace("两", "二")) if counted else 0
    if len(parts) < _FEWEST:
        earlier = _alike([*(above.terms if above else ()), *sentence.before(total)], total)
        if number and len(earlier) == number:
            yield Claim(ClaimKind.SUM, sentence, total, (_sum(earlier, is_probable=True),))
        return
    is_list = _is_list(sentence, parts, total)
    is_counted = number == len(parts)
    is_plain = is_list and (not total.subject or is_counted)
    is_named = is_list and bool(_AT_ONCE.search(lead)) and parts[0] is sentence.terms[0]
    is_score = total.quantity.dimension == "分" and _SCORES.search(lead) is not None
    is_likely = is_named or is_score
    readings = [
        _sum(parts[-count:], is_sure=is_plain and count == len(parts), is_likely=is_likely)
        for count in range(len(parts), 1, -1)
    ]
    yield Claim(ClaimKind.SUM, sentence, total, tuple(readings))


def _alike(terms: Sequence[Term], total: Term, depth: int = 0) -> list[Term]:
    """The figures that may be parts of a total: of its dimension, time, and depth in brackets.

    Points that were won are no parts of points that can be won.
    """
    won = _SCORE.search(total.lead) is not None
    alike = [
        it
        for it in terms
        if it.role is Role.LEVEL
        and it.quantity.dimension == total.quantity.dimension
        and it.period == total.period
        and not it.quantity.is_range
        and it.depth <= max(depth, total.depth)
        and (it is total or not _TOTAL.search(it.lead))
    ]
    if total.quantity.dimension != "分":
        return alike
    scores = [it for it in alike if (_SCORE.search(it.lead) is not None) is won]
    return scores if len(scores) >= _FEWEST else [it for it in alike if "满分" not in it.words]


def _is_list(sentence: Sentence, parts: Sequence[Term], total: Term) -> bool:
    """Whether the parts follow each other as a list right before their total."""
    terms = sentence.terms
    first, last = terms.index(parts[0]), terms.index(total)
    words = sentence.between(parts[0].quantity.start, total.quantity.start)
    is_unbroken = terms[first:last] == list(parts)
    between = [
        sentence.between(part.quantity.end, following.quantity.start)
        for part, following in pairwise(parts)
    ]
    is_listed = all(_LISTED.search(it) for it in between)
    return is_unbroken and is_listed and not _PART_OF.search(words)


def _totals_before(sentence: Sentence, report: ReportReading) -> Iterator[Claim]:
    """A total before its parts, in this sentence or, before 其中, in the one before."""
    marks = [(it.start(), it.end()) for it in _AMONG.finditer(sentence.text)]
    marks += [(it.start(), it.end()) for it in _DIVIDED.finditer(sentence.text)]
    ends = {it.quantity.end - sentence.start for it in sentence.terms}
    colons = (it for it in _LIST.finditer(sentence.text) if it.start() in ends)
    marks = sorted([*marks, *((it.start(), it.end()) for it in colons)])
    for number, (first, end) in enumerate(marks):
        start = sentence.start + end
        limit = sentence.start + marks[number + 1][0] if number + 1 < len(marks) else sentence.end
        earlier = [it for it in sentence.terms if it.quantity.end < start]
        if not earlier and number == 0:
            earlier = _earlier(sentence, report)
        if sentence.text[first] == "（":
            limit = min(limit, sentence.start + sentence.text.find("）", end))
        if narrower := _NARROWER.search(sentence.text, end):
            limit = min(limit, sentence.start + narrower.start())
        totals = [it for it in earlier if _may_be_total(it)]
        if _FOLLOWS.match(sentence.text[first:end]):
            totals = [it for it in totals if it.quantity.end >= start - _AT_MARK]
        listed = [it for it in sentence.terms if start <= it.quantity.start < limit]
        listed = [it for it in listed if it.depth <= listed[0].depth]
        if claim := _best(
            sentence, totals, listed, sentence.between(sentence.start + first, limit)
        ):
            yield claim


def _earlier(sentence: Sentence, report: ReportReading) -> list[Term]:
    """The terms of the sentences before in the paragraph."""
    around = report.sentences[sentence.paragraph]
    return [term for it in around[: around.index(sentence)] for term in it.terms]


def _best(
    sentence: Sentence, totals: Sequence[Term], listed: Sequence[Term], words: str
) -> Claim | None:
    """The claim of the total that the listed parts give, or miss by a slip; else of the nearest."""
    claims = []
    for total in reversed(totals):
        parts = _alike(listed, total, depth=max((it.depth for it in listed), default=0))
        if len(parts) >= _FEWEST:
            claims.append(_total_of(sentence, total, parts, words))
    found = [(judged(claim).status, claim) for claim in claims]
    fitting = [claim for status, claim in found if status in (Status.VERIFIED, Status.ROUNDED)]
    wrong = [claim for status, claim in found if status is Status.WRONG]
    return next(iter([*fitting, *wrong, *claims]), None)


def _total_of(sentence: Sentence, total: Term, parts: Sequence[Term], words: str) -> Claim:
    """The claim of a total whose parts are listed, of which the first may be all that count."""
    subjects = {it.subject for it in parts}
    is_score = total.quantity.dimension == "分"
    is_named = all(len(it.subject) > 1 and it.subject in total.words for it in parts)
    is_in_brackets = _IN_BRACKETS.fullmatch(words) is not None
    is_listed = bool(_COMPLETE.search(words)) or subjects in _TWO_PARTS or is_in_brackets
    is_whole = is_listed or is_score or is_named
    everything = _sum(
        parts,
        is_sure=is_whole and total in sentence.terms,
        is_likely=is_whole or _DIVIDED.search(words) is not None or _may_miss(total, parts),
        is_probable=total.role is Role.LEVEL and _exceed(parts, total),
    )
    rest = [_sum(parts[:count]) for count in range(len(parts) - 1, 1, -1)]
    return Claim(ClaimKind.SUM, sentence, total, (everything, *rest))


def _exceed(parts: Sequence[Term], total: Term) -> bool:
    """Whether one part is no less than its whole, or parts of its own kind are more together."""
    whole = total.quantity.printed.interval
    largest = max(it.quantity.printed.interval.low for it in parts)
    kind = total.subject[-2:]
    is_family = len(kind) == 2 and all(it.subject.endswith(kind) for it in parts)
    together = added(it.quantity.printed.interval for it in parts)
    others = sum(1 for it in parts if it.quantity.value > 0)
    return together.low > whole.high and (is_family or (largest >= whole.low and others > 1))


def _may_miss(total: Term, parts: Sequence[Term]) -> bool:
    """Whether parts that may not be all miss their total by more than chance.

    They do if their digits are many, if they exceed it or nearly give it; but people are counted
    by several marks that overlap.
    """
    quantity = total.quantity
    longest = max(significant(it.quantity.text) for it in (total, *parts))
    together = added(it.quantity.printed.interval for it in parts)
    exceeds = together.low > quantity.printed.interval.high
    if longest >= _LONG or (quantity.is_money and exceeds):
        return True
    if quantity.dimension in _PEOPLE or len(parts) <= _FEWEST:
        return False
    is_near = together.high >= quantity.value * _NEARLY
    return exceeds or is_near


def _may_be_total(term: Term) -> bool:
    """Whether parts may be listed of a figure: not of a mean, a rate, or a round figure."""
    return _is_amount(term) and term.role is not Role.BASE and not _MEAN.search(term.lead)


def _sum(
    parts: Sequence[Term],
    *,
    is_sure: bool = False,
    is_likely: bool = False,
    is_probable: bool = False,
) -> Reading:
    operands = tuple(operand_of(it) for it in parts)
    return Reading(
        added(it.interval for it in operands),
        sum((it.value for it in operands), Decimal(0)),
        sum_words(operands),
        operands,
        is_sure,
        is_likely,
        is_probable,
    )
