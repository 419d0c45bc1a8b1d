"""Averages of figures that stand anywhere in the report: 每公里运营成本4.27元.

The measure names what is counted, 公里, and few figures of a report are counted in it; so a pair
that gives the average is hardly chance, and one that a wrong digit would make fit is told if its
words name it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product

from docgen.checking.claims.operands import Reading
from docgen.checking.claims.quotients import is_mean, is_open, quotient
from docgen.checking.claims.reading import ReportReading, operand_of
from docgen.checking.claims.sentence import Role, Sentence, Term
from docgen.checking.claims.slips import significant
from docgen.checking.claims.subjects import shares_words
from docgen.checking.quantities.units import dimension_of

_FAR_OFF = 12
"""Times by which one lost or added digit makes a figure too large or too small."""

_PRECISE = 3
"""Significant digits of a mean that chance hardly comes near."""
_FEW = 3
"""Amounts that the words of a mean may name; of more, one is near by chance."""
_NEAR = 0.05
"""The part of a mean by which a quotient that is the same may be off, since it is rounded."""
_MOST_PAIRS = 4000
"""Amounts times counts; among more of them any mean is found by chance."""
_ALIKE = {
    "人": ("人", "人次"),
    "次": ("次", "人次"),
    "生": ("人",),
    "天": ("天", "日"),
    "日": ("天", "日"),
    **{of: (of, f"{of}次") for of in ("场", "批", "件", "户", "班", "例", "家")},
}
"""Measures of which one may be said for another: 人均 is for each 人次 too."""


def measures_of(measure: str) -> Sequence[str]:
    """The dimensions of what is counted in a measure."""
    return _ALIKE.get(measure, (dimension_of(measure),))


def distant_averages(
    sentence: Sentence,
    term: Term,
    each: str,
    factor: Decimal,
    report: ReportReading,
) -> Iterator[Reading]:
    """The quotients of the report that may be an average.

    Args:
        sentence: the sentence of the average.
        term: the average.
        each: the measure of what it is for each of.
        factor: how many of them it is for: 100 of 每百公里.
        report: the report.
    """
    counts = _levels(term, measures_of(each), report)
    amounts = _levels(term, measures_of(term.quantity.dimension), report)
    amounts = [it for it in amounts if it not in counts]
    if len(amounts) * len(counts) > _MOST_PAIRS:
        return
    meant = {it for it in counts if it in sentence.before(term)}
    named = _named([*amounts, *counts], term.words)
    is_precise = significant(term.quantity.text) >= _PRECISE
    if len({it.quantity.value for it in amounts if it in named}) > _FEW:
        named = {it for it in named if it in sentence.terms}
    for amount, count in product(amounts, counts):
        ratio = _ratio(amount, count, term.quantity.value / factor)
        if not 1 / _FAR_OFF < ratio < _FAR_OFF:
            continue
        is_counted = count in named or shares_words(count.words, amount.words)
        is_named = amount in named or (is_precise and is_counted)
        is_likely = is_named and (count in meant or not meant)
        if is_likely or abs(ratio - 1) < _NEAR:
            is_distant = amount not in named and count not in meant
            operands = operand_of(amount), operand_of(count)
            for reading in quotient(*operands, is_likely=is_likely, factor=factor):
                yield replace(reading, is_distant=is_distant)


def _levels(term: Term, dimensions: Iterable[str], report: ReportReading) -> list[Term]:
    """The figures of some dimensions in the report."""
    found = (it for dimension in dimensions for it in report.levels(dimension))
    levels = (it for it in found if it is not term and it.role is Role.LEVEL)
    return [it for it in levels if not is_mean(it) and not is_open(it)]


def _named(terms: Sequence[Term], words: str) -> set[Term]:
    return {it for it in terms if shares_words(it.words, words)}


def _ratio(amount: Term, count: Term, mean: Decimal) -> float:
    """A quotient as a multiple of the average; nothing where it has no count."""
    expected = float(mean) * float(count.quantity.value)
    return float(amount.quantity.value) / expected if expected else 0.0
