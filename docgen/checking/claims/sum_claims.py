"""Totals: 城南35个、城北28个，共63个; 支出620.71万元，其中：基本支出420.71万元、项目支出200万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from docgen.checking.claims.added_parts import FEWEST, TOTAL, alike, is_amount, sum_of
from docgen.checking.claims.claim import Claim, ClaimKind
from docgen.checking.claims.divided_totals import divided_totals
from docgen.checking.claims.reading import ReportReading
from docgen.checking.claims.sentence import Role, Sentence, Term
from docgen.ordinals import value_of

_COUNTED = re.compile(r"([两二三四五六七八九十])个?(?:[项地级者家类镇村区]|部分|等级|渠道|方面)?")
_SCORES = re.compile(r"总分|总得分|综合得分|合计")
_ADDED = re.compile("加上|连同")
_SUM_OF_TWO = re.compile("累计|合计|共|总")
_AT_ONCE = re.compile(r"(?:合计|共计|总计|总共|共)(?:为|是)?\Z")
_PART_OF = re.compile(r"其中|包括")
_QUARTERS = re.compile("上半年|前三季度|四个季度|全年")
_OF_QUARTERS = {
    "上半年": slice(0, 2),
    "前三季度": slice(0, 3),
    "四个季度": slice(0, 4),
    "全年": slice(0, 4),
}
_LISTED = re.compile(r"、|，|；|和")


def sum_claims(
    sentence: Sentence, before: Sentence | None, report: ReportReading
) -> Iterator[Claim]:
    """The totals of a sentence, each with what its parts give.

    ``before`` is the sentence before, whose last figure 其中 at the beginning of this one may
    divide.
    """
    for term in sentence.terms:
        if not is_amount(term) or term.role is not Role.LEVEL:
            continue
        lead = term.words
        if quarters := _quarters(sentence, term):
            yield Claim(ClaimKind.SUM, sentence, term, (sum_of(quarters, is_sure=True),))
        elif added_up := _added_up(sentence, term):
            yield Claim(ClaimKind.SUM, sentence, term, (sum_of(added_up, is_sure=True),))
        elif TOTAL.search(lead):
            yield from _total_behind(sentence, before, term, lead)
    yield from divided_totals(sentence, report)


def _added_up(sentence: Sentence, total: Term) -> list[Term]:
    """The two figures of 结余53.3万元，加上年初结转17.85万元，累计71.15万元; else none."""
    before = [
        it for it in sentence.before(total) if it.quantity.dimension == total.quantity.dimension
    ]
    is_told = len(before) > 1 and _ADDED.match(before[-1].words) is not None
    return before[-2:] if is_told and _SUM_OF_TWO.match(total.words) else []


def _quarters(sentence: Sentence, total: Term) -> list[Term]:
    """The quarters that a half year, three quarters or a year is the sum of; else none."""
    spans = _QUARTERS.findall(total.words) if "季度" in sentence.text else []
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
    parts = alike([it for it in sentence.before(total) if it.quantity.start >= start], total)
    counted = _COUNTED.fullmatch(total.subject)
    number = value_of(counted[1].replace("两", "二")) if counted else 0
    if len(parts) < FEWEST:
        earlier = alike([*(above.terms if above else ()), *sentence.before(total)], total)
        if number and len(earlier) == number:
            yield Claim(ClaimKind.SUM, sentence, total, (sum_of(earlier, is_probable=True),))
        return
    is_list = _is_list(sentence, parts, total)
    is_counted = number == len(parts)
    is_plain = is_list and (not total.subject or is_counted)
    is_named = is_list and bool(_AT_ONCE.search(lead)) and parts[0] is sentence.terms[0]
    is_score = total.quantity.dimension == "分" and _SCORES.search(lead) is not None
    is_likely = is_named or is_score
    readings = [
        sum_of(parts[-count:], is_sure=is_plain and count == len(parts), is_likely=is_likely)
        for count in range(len(parts), 1, -1)
    ]
    yield Claim(ClaimKind.SUM, sentence, total, tuple(readings))


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
