"""Shares: 基本支出420.71万元，占总支出的67.8%; 查处86.3万起，占全部查处量112.5万起的76.7%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from docgen.checking.claims.claim import Claim, ClaimKind
from docgen.checking.claims.operands import Operand, Reading, added, sum_words
from docgen.checking.claims.quotients import amounts_before, is_open, quotient
from docgen.checking.claims.reading import ReportReading, operand_of, operand_of_fact
from docgen.checking.claims.respective import respective
from docgen.checking.claims.sentence import Role, Sentence, Term
from docgen.checking.claims.subjects import speaks_of
from docgen.checking.quantities.units import PERCENT

_SHARE = re.compile(
    r"占(?P<whole>[^，。；占]{0,30}?)(?:的?(?:比例|比重)|的|比)?(?:为|达到?|约|是|近|超过?|[：:]|\s)*\Z"
)
_COUNTED = re.compile(r"(?<=.{2})[人户件个项次家批]?(?:总?数|总量|次数)\Z")
"""抽查户数 is what 抽查1,286户 counts."""
_MEASURE = re.compile(r"(人次|[人户件个项次家批])数\Z")
_MONEY = re.compile(r"(?<=.{2})(?:资金|金额|总额|经费)\Z")
_SEVERAL = re.compile("以上|以下|合计|[两三四五六七八九十]项|(?<=.{2})[和及与、](?=.{2})")
"""In the name of a part: 中级及以上人员 are figures of several kinds together."""
_RANKED = re.compile(r"(?:的)?(?:最[多高大少低小]|次之|居[^，]*|为[^，]*之首)\Z")
_FEWEST_LISTED = 3


def share_claims(sentence: Sentence, report: ReportReading) -> Iterator[Claim]:
    """The shares of a sentence, each with what they should be."""
    for term in sentence.terms:
        if term.quantity.dimension != PERCENT or term.role is not Role.LEVEL or is_open(term):
            continue
        each = respective(sentence, term)
        if each and not each.of:
            continue
        if match := _SHARE.search(sentence.words_over_bracket(each.first if each else term)):
            parts = [each.of] if each and each.of else _parts(sentence, term, match, report)
            readings = tuple(_readings(sentence, term, match, parts, report))
            yield Claim(ClaimKind.SHARE, sentence, term, readings)


def _readings(
    sentence: Sentence,
    term: Term,
    match: re.Match[str],
    parts: Sequence[Term],
    report: ReportReading,
) -> Iterator[Reading]:
    yield from _of_row(sentence, term, report)
    is_of_several = _SEVERAL.search(_named_by(sentence, term, match)) is not None
    for part in parts:
        operand = report.operands(sentence, [part])[0]
        for whole in _wholes(sentence, term, part, match, report):
            is_meant = part is parts[0] and not is_of_several and operand.value <= whole.value
            is_sure = is_meant and whole.is_sure and not operand.is_far
            is_likely = is_meant and (whole.is_sure or whole.is_main or _is_sum(whole))
            is_probable = is_meant and whole.is_named and not operand.is_far
            yield from quotient(
                operand, whole, is_sure=is_sure, is_likely=is_likely, is_probable=is_probable
            )


def _of_row(sentence: Sentence, term: Term, report: ReportReading) -> Iterator[Reading]:
    """The share of the row that the sentence names in the total of its column."""
    for fact in report.row_of(sentence, term):
        for total in report.totals_of(fact) if fact.dimension != PERCENT else ():
            yield from quotient(operand_of_fact(fact), operand_of_fact(total), is_likely=True)


def _parts(
    sentence: Sentence,
    term: Term,
    match: re.Match[str],
    report: ReportReading,
) -> list[Term]:
    """The figures that the share may be of, the likeliest first: its own subject's, the nearest."""
    words = _named_by(sentence, term, match)
    own = _RANKED.sub("", report.subjects.bare(words))
    before = amounts_before(sentence, term)
    if own:
        around = report.sentences[sentence.paragraph]
        levels = [it for other in around for it in other.terms if it.role is Role.LEVEL]
        named = [it for it in levels if len(it.subject) > 1 and speaks_of(it.subject, own)]
        named = [it for it in named if it.quantity.unit]
        named = [it for it in named if own.startswith(it.subject)] or named
        measure = _MEASURE.search(words)
        return [it for it in named if measure and it.quantity.dimension == measure[1]] or named
    whole = _stated_whole(sentence, term, before)
    return [it for it in reversed(before) if it is not whole]


def _named_by(sentence: Sentence, term: Term, match: re.Match[str]) -> str:
    """The words that name the part: those before 占, or a clause before without figures."""
    own = match.string[: match.start()]
    clauses = {it.clause for it in sentence.terms}
    if own or term.clause == 0 or term.clause - 1 in clauses:
        return own
    start, end = sentence.clause_start(term.clause - 1), sentence.clause_start(term.clause)
    return sentence.between(start, end - 1)


def _stated_whole(sentence: Sentence, term: Term, before: Sequence[Term]) -> Term | None:
    """The whole that stands in the clause of the share itself: 占全部查处量112.5万起的."""
    last = before[-1] if before else None
    words = sentence.between(last.quantity.end, term.quantity.start) if last else ""
    is_own = last is not None and (last.clause == term.clause or words.startswith("）"))
    return last if is_own and re.fullmatch(r"）?的(?:比例|比重)?为?", words) else None


def _wholes(
    sentence: Sentence, term: Term, part: Term, match: re.Match[str], report: ReportReading
) -> Iterator[Operand]:
    before = amounts_before(sentence, term)
    if stated := _stated_whole(sentence, term, before):
        yield operand_of(stated, is_sure=stated.quantity.dimension == part.quantity.dimension)
        return
    dimension = part.quantity.dimension
    near = [it for it in report.near(sentence, dimension) if it is not part]
    named = _core(report.subjects.bare(match["whole"]))
    meant = [it for it in near if named and _core(it.subject) == named and it.period == part.period]
    for it in meant:
        is_here = it in sentence.terms
        operand = operand_of(it, is_sure=is_here and len(meant) == 1)
        yield replace(operand, is_named=len(meant) == 1)
    if named and not meant:
        of_report = report.stated(named, dimension, part.period)
        yield from (replace(it, is_named=len(of_report) == 1) for it in of_report)
    if not named and (first := _whole_of_list(sentence, part, before)):
        yield operand_of(first, is_sure=True)
    alone = [it for it in before if it.quantity.dimension == dimension and it is not part]
    main = [_main_whole(sentence, report, dimension), *(alone if len(alone) == 1 else ())]
    for it in (it for it in near if it not in meant):
        [operand] = report.operands(sentence, [it])
        yield replace(operand, is_main=it in main and not named)
    yield from _listed(part, sentence, report, dimension)


def _core(subject: str) -> str:
    """A subject without the words that only say that it is money or a number."""
    return _MONEY.sub("", _COUNTED.sub("", subject))


def _main_whole(sentence: Sentence, report: ReportReading, dimension: str) -> Term | None:
    """What is mostly the whole: the first of what 其中 divides, or of the paragraph."""
    around = report.sentences[sentence.paragraph]
    earlier = around[: around.index(sentence)]
    if sentence.text.lstrip().startswith("其中"):
        earlier = earlier[-1:]
    levels = (it for other in (*earlier, sentence) for it in other.levels(dimension))
    return next((it for it in levels if it.role is Role.LEVEL), None)


def _is_sum(operand: Operand) -> bool:
    return operand.words.startswith("(")


def _whole_of_list(sentence: Sentence, part: Term, before: Sequence[Term]) -> Term | None:
    """The figure before 其中, of which the part is one."""
    words = sentence.between(sentence.start, part.quantity.start)
    at = words.find("其中", words.rfind("；") + 1)
    cut = sentence.start + at
    wholes = [it for it in before if it.quantity.end <= cut] if at >= 0 else []
    same = [it for it in wholes if _may_be_whole(part, it)]
    is_whole = bool(same) and same[-1].quantity.value >= part.quantity.value
    return same[-1] if is_whole and part.quantity.start > cut else None


def _may_be_whole(part: Term, whole: Term) -> bool:
    """Whether a figure measures what a part of it does, in its time, and not in an aside."""
    is_alike = whole.quantity.dimension == part.quantity.dimension and whole.period == part.period
    return is_alike and whole.depth <= part.depth and whole.role is Role.LEVEL


def _listed(
    part: Term, sentence: Sentence, report: ReportReading, dimension: str
) -> Iterator[Operand]:
    """The sum of all that is listed in the sentence of the part."""
    for around in report.sentences[sentence.paragraph]:
        listed = [it for it in around.levels(dimension) if it.role is Role.LEVEL]
        if len(listed) >= _FEWEST_LISTED and part in listed:
            operands = [operand_of(it) for it in listed]
            total = sum((it.value for it in operands), Decimal(0))
            words = f"({sum_words(operands)})"
            yield Operand(
                added(it.interval for it in operands), total, words, around.terms[0].quantity.place
            )
