"""Figures of sentences beside the figures of the form that their labels mean."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from docgen.checking.claims.reading import ReportReading
from docgen.checking.claims.scopes import scope_of
from docgen.checking.claims.sentence import Role, Sentence, Term
from docgen.checking.figures import LabelledFigure
from docgen.checking.quantities.quantity import Quantity
from docgen.checking.quantities.units import MONEY, PERCENT, POINTS
from docgen.checking.sentence_labels import LabelHit, Period, SentenceLabels
from docgen.content.agreement import Agreement, PrintedFigure, compare
from docgen.content.numbers import places_of


@dataclass(frozen=True)
class FieldMatch:
    """A figure of a sentence whose label means a field.

    Attributes:
        quantity: the figure.
        hit: its label, and the time that the sentence gives it.
        fields: the fields that it may mean, those that it agrees with alone if there are any.
        agreement: how it stands to them.
        is_this_years: whether a binding gave this year's figure, and the sentence speaks of
            another year.
    """

    quantity: Quantity
    hit: LabelHit
    fields: tuple[LabelledFigure, ...]
    agreement: Agreement
    is_this_years: bool = False


def field_matches(
    report: ReportReading, labels: SentenceLabels, last_year_keys: Collection[str]
) -> Iterator[FieldMatch]:
    """The figures of the sentences that have a label of the form, in reading order."""
    for paragraph, sentences in report.sentences.items():
        for sentence in sentences:
            for term in sentence.terms:
                hit = labels.before(paragraph, term.quantity.start) if _is_stated(term) else None
                if hit and not _is_of_another(sentence, term, hit):
                    yield from _matches(term.quantity, hit, last_year_keys, report)


def _is_stated(term: Term) -> bool:
    return term.role is not Role.CHANGE and bool(term.quantity.unit)


def _is_of_another(sentence: Sentence, term: Term, hit: LabelHit) -> bool:
    """Whether the clauses before say that the figure is of another than the unit."""
    scope = scope_of(sentence, term)
    return bool(scope) and not any(scope in field.path for field in hit.fields)


def _matches(
    quantity: Quantity, hit: LabelHit, last_year_keys: Collection[str], report: ReportReading
) -> Iterator[FieldMatch]:
    fields = [field for field in hit.fields if is_comparable(quantity, field)]
    last = [it for it in fields if it.key in last_year_keys or report.period_of(it)]
    this = [it for it in fields if it not in last]
    candidates = {Period.THIS: this, Period.LAST: last}.get(hit.period, [])
    other_year = hit.year and hit.period is not Period.THIS
    is_this = _equals_any(quantity, this) and not _equals_any(quantity, last)
    if quantity.bound and other_year and is_this:
        yield FieldMatch(quantity, hit, tuple(this), Agreement.DIFFERENT, is_this_years=True)
    elif candidates and not quantity.is_range:
        yield _compared(quantity, hit, candidates)


def _equals_any(quantity: Quantity, fields: Sequence[LabelledFigure]) -> bool:
    return any(field.shown == quantity.value for field in fields)


def _compared(quantity: Quantity, hit: LabelHit, fields: Sequence[LabelledFigure]) -> FieldMatch:
    """The match with the fields that agree best; a total stands before its rows, the last first."""
    by_agreement: dict[Agreement, list[LabelledFigure]] = {}
    for field in reversed(fields):
        by_agreement.setdefault(compared_with(quantity, field), []).append(field)
    for agreement in (Agreement.EQUAL, Agreement.ROUNDED, Agreement.DIFFERENT):
        if found := by_agreement.get(agreement):
            found.sort(key=lambda it: any(isinstance(step, int) for step in it.steps))
            return FieldMatch(quantity, hit, tuple(found), agreement)
    raise AssertionError(fields)


def compared_with(quantity: Quantity, field: LabelledFigure) -> Agreement:
    """How a figure of a sentence stands to a field; a whole amount of the field is exact."""
    is_rate = quantity.dimension in (PERCENT, POINTS)
    is_exact = places_of(field.shown) <= 0 and not is_rate
    return compare(quantity.printed, PrintedFigure(field.shown, is_exact))


def is_comparable(quantity: Quantity, field: LabelledFigure) -> bool:
    """Whether units agree: a percentage with a rate, money with money, a count with a count."""
    is_rate = field.figure.text.endswith("%") or field.key.endswith(("率", "度"))
    if quantity.dimension == PERCENT:
        return is_rate
    if quantity.dimension == MONEY:
        return field.money
    is_count = quantity.unit and "/" not in quantity.unit and quantity.dimension != POINTS
    return bool(is_count) and not (is_rate or field.money)
