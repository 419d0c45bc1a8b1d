"""Totals before their parts: 支出620.71万元，其中：基本支出420.71万元、项目支出200万元."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from docgen.checking.claims.added_parts import (
    FEWEST,
    TOTAL,
    alike,
    is_amount,
    sum_of,
)
from docgen.checking.claims.claim import Claim, ClaimKind
from docgen.checking.claims.operands import added
from docgen.checking.claims.quotients import is_mean, is_whole_of_rate
from docgen.checking.claims.reading import ReportReading
from docgen.checking.claims.sentence import Role, Sentence, Term
from docgen.checking.claims.slips import significant
from docgen.checking.claims.solver import judged
from docgen.checking.claims.verdict import Status

_AMONG = re.compile(r"其中|包括|分别[为是]|依次[为是]|由|(?<=。)[^，。；：、\d]{2,8}中[，：]")
_NAMED = re.compile("(?!其)([^，]+)中[，：]")
_BESIDE = re.compile(r"\W*[^\W\d]{0,1}\W*")
"""What may stand between a total and 分别为: 满分分别为 is of something else."""
_LOST = re.compile(r"扣\Z")
"""Before points that were lost, of which no score is made."""
_ADDED = re.compile("追加|调增|调减|核增|核减|压减|收回")
"""Before what was added to an amount, which is seldom divided."""
_NARROWER = re.compile(r"[，；][^，。；：、\d]{2,14}中[，：]")
"""卫生技术人员中，: what follows divides a part."""
_OF_ALL = re.compile(
    r"(?:(?:各|[两三四五六七八九十]个)[^，。；：]{1,12}|[两三四五六七八九十\d](?:[类项种块档]|部分|方面)，?)\Z"
)
"""各街道受理量依次为, 三类，分别为: what follows is all of a figure, perhaps further off."""
_FOLLOWS = re.compile("分别|依次|由")
"""Marks that divide only the figure right before them: 等3类，分别为."""
_IN_BRACKETS = re.compile(r"（[^（）]*[、，和][^（）]*\d[^（）\d]{0,4}")
"""A list in brackets right behind a figure is all of it."""
_LIST = re.compile(r"[：（]\s*(?!其中|含|不含|[^（）\d]{0,12}(?:扣除|剔除|不含|不包括))")
_COMPLETE = re.compile(
    r"其他(?!\w{0,8}等)[^，。；、]{0,10}\d|其余[^，。；、]{0,10}\d|分别[为是]|依次[为是]|由[^。]*组成|构成"
)
_DIVIDED = re.compile(
    r"(?:按[^，。：；]{1,10}(?:划?分|看)|分[^，。：；]{1,6}看)[^，。：；]{0,4}[：，]"
    r"|分[两二三四五六七八九十][批期次档类块级笔][^，。：；]{0,6}[：，]"
    r"|从[^，。：；]{1,8}看[：，]|(?:来源|构成|组成)(?:如下|为|是)?："
)
"""按对象分：, 分季度看，: what follows is all of it."""
_PEOPLE = ("人", "人次", "户")
"""What is counted by several marks that overlap."""
_TWO_PARTS = ({"基本支出", "项目支出"},)
_NEARLY = Decimal("0.95")
"""What parts add up to, of a whole of which they hardly leave out another."""
_LONG = 4
"""Significant digits of a total whose parts miss it by one digit by no accident."""


def divided_totals(sentence: Sentence, report: ReportReading) -> Iterator[Claim]:
    """A total before its parts, in this sentence or, before 其中, in the one before."""
    marks = _marks(sentence) if len(sentence.terms) >= FEWEST else []
    limits = [start for start, _ in marks[1:]] + [sentence.end]
    for mark, limit in zip(marks, limits, strict=False):
        totals = _totals_of(sentence, mark, report, is_first=mark is marks[0])
        claims = [
            claim
            for listed in _lists(sentence, mark, limit)
            for claim in _claims(sentence, totals, listed, sentence.between(mark[0], limit))
        ]
        if best := _best(claims):
            yield best


def _marks(sentence: Sentence) -> list[tuple[int, int]]:
    """Where the words begin and end behind which the parts of a figure before are listed."""
    paragraph, span = sentence.paragraph.text, (sentence.start, sentence.end)
    ends = {it.quantity.end for it in sentence.terms}
    colons = (it for it in _LIST.finditer(paragraph, *span) if it.start() in ends)
    marks = (*_AMONG.finditer(paragraph, *span), *_DIVIDED.finditer(paragraph, *span), *colons)
    return sorted(it.span() for it in marks)


def _totals_of(
    sentence: Sentence, mark: tuple[int, int], report: ReportReading, *, is_first: bool
) -> list[Term]:
    """The figures that a list behind a mark may divide, the likeliest last."""
    start, end = mark
    words = sentence.between(start, end)
    earlier = [it for it in sentence.terms if it.quantity.end < end]
    if not earlier and is_first:
        earlier = _earlier(sentence, report)
    totals = [it for it in earlier if _may_be_total(it)]
    if named := _NAMED.fullmatch(words):
        return [it for it in totals if it.subject.endswith(named[1])]
    is_of_all = _OF_ALL.search(sentence.between(sentence.start, start)) is not None
    if _FOLLOWS.match(words) and not is_of_all:
        return [it for it in totals if _BESIDE.fullmatch(sentence.between(it.quantity.end, start))]
    return totals


def _lists(sentence: Sentence, mark: tuple[int, int], limit: int) -> Iterator[list[Term]]:
    """The figures behind a mark, and those of them before a semicolon that ends the list."""
    start, end = mark
    if sentence.between(start, start + 1) == "（":
        limit = min(limit, sentence.paragraph.text.find("）", end))
    if narrower := _NARROWER.search(sentence.paragraph.text, end, limit):
        limit = narrower.start()
    listed = [it for it in sentence.terms if end <= it.quantity.start < limit]
    shallow = min((it.depth for it in listed), default=0)
    listed = [it for it in listed if it.depth <= shallow]
    if not listed or TOTAL.search(listed[0].lead) or any(_LOST.search(it.words) for it in listed):
        return  # 公开和部分公开合计33件，不公开2件: what those are parts of is not told
    yield listed
    cut = sentence.paragraph.text.find("；", end, limit)
    before = [it for it in listed if it.quantity.start < cut]
    if len(before) >= FEWEST:
        yield before


def _earlier(sentence: Sentence, report: ReportReading) -> list[Term]:
    """The terms of the sentences before in the paragraph."""
    around = report.sentences[sentence.paragraph]
    return [term for it in around[: around.index(sentence)] for term in it.terms]


def _claims(
    sentence: Sentence, totals: Sequence[Term], listed: Sequence[Term], words: str
) -> Iterator[Claim]:
    """The claims of each figure that a list may divide, the nearest first."""
    depth = max((it.depth for it in listed), default=0)
    for total in reversed(totals):
        parts = alike(listed, total, depth=depth)
        if len(parts) >= FEWEST and not _is_mixed(parts):
            yield _total_of(sentence, total, parts, words)


def _is_mixed(parts: Sequence[Term]) -> bool:
    """Whether several figures of each thing are listed: 甲项目预算460万元，支出452万元."""
    subjects = Counter(it.subject for it in parts if it.subject)
    return len(subjects) > 1 and max(subjects.values()) > 1


def _best(claims: Sequence[Claim]) -> Claim | None:
    """The claim that the listed parts give, or miss by a slip; else the first."""
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
    everything = sum_of(
        parts,
        is_sure=is_whole and total in sentence.terms,
        is_likely=is_whole
        or _DIVIDED.search(words) is not None
        or _may_miss(total, parts)
        or _exceed(parts, total),
    )
    rest = [sum_of(parts[:count]) for count in range(len(parts) - 1, 1, -1)]
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
    if quantity.dimension in _PEOPLE or len(parts) <= FEWEST:
        return False
    is_near = together.high >= quantity.value * _NEARLY
    return exceeds or is_near


def _may_be_total(term: Term) -> bool:
    """Whether parts may be listed of a figure: not of a mean, a rate, or a round figure."""
    is_level = is_amount(term) and term.role is not Role.BASE and not is_whole_of_rate(term)
    return is_level and not is_mean(term) and not _ADDED.search(term.lead)
