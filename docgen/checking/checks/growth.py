"""Growth in per cent, computed again from last year's and this year's figure of the form.

公务接待费比上年下降16.0%                     the subject begins the clause
项目支出637万元，比上年增长22.3%（上年为521万元）  subject and figure are in the clause before
公务接待费由上年的3.20万元降至2.88万元，下降10%   from one figure to the other

A sentence of another form is not checked: its subject is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, cached_property

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.checks.against_tables import (
    TEXT_DIFFERS,
    TEXT_ROUNDED,
    differing_figure,
)
from docgen.checking.figures import LabelledFigure, Number, numbers
from docgen.checking.findings import Finding
from docgen.checking.paragraph_texts import ParagraphText
from docgen.checking.sentence_labels import LabelHit, Period, SentenceLabels
from docgen.checking.text_patterns import TextPattern, text_pattern
from docgen.content.numbers import rounds_to
from docgen.diagnostics import Problem, Severity, error
from docgen.diagnostics.codes import problem_code

GROWTH_FROM_ZERO = problem_code(
    "growth-from-zero",
    en=(
        "「{label}」 was {before} last year ({other}); that cannot change by {typed}",
        "rewrite the sentence",
    ),
    zh=("「{label}」上年是 {before}（{other}），说不上增减 {typed}", "改写这句话"),
)
PERCENT_DIFFERS = problem_code(
    "percent-differs",
    en=(
        "「{label}」 went from {before} to {now}, which is {value}; here it says {typed} ({other})",
        "check the percentage, and whether it rose or fell",
    ),
    zh=(
        "「{label}」由 {before} 到 {now}，是 {value}，这里写的是 {typed}（{other}）",
        "核对百分比和增减",
    ),
)

_FALLING = "下降|减少|降低|压减"
_VERBS = f"增长|增加|上升|提高|{_FALLING}"
_PERCENT = r"(?P<percent>\d{1,18}(?:\.\d{1,12})?)[%％](?![余多以左])"
_LONGEST = 100
"""Characters of ``由上年的3.20万元降至2.88万元，``."""


@check(
    Finding(GROWTH_FROM_ZERO, Severity.ERROR, en="last year 0, “比上年增长 100 %”", zh="上年为零"),
    Finding(PERCENT_DIFFERS, Severity.ERROR, en="0.55 to 0.29, “下降 50 %”", zh="百分比算得不对"),
    TEXT_DIFFERS,
    TEXT_ROUNDED,
)
def growth(unit: CheckedUnit) -> Iterator[Problem]:
    """Problems of each sentence that says by how much a figure of the form has changed."""
    labels, last_year_of = unit.labels, unit.pack.checks.last_year_of
    pattern = _growth(labels.last_year)
    for paragraph in unit.results:
        figures = _NumbersIn(paragraph)
        for match in pattern.matches(paragraph.text):
            start = match.start()
            hit = (
                _subject(figures, start, labels)
                if match["compared"]
                else _from_to(paragraph, start, labels)
            )
            pair = _pair(hit.fields, last_year_of) if hit else None
            if hit and pair and hit.period is Period.THIS:
                yield from _wrong_growth(paragraph, match, hit.label, *pair)
                yield from _wrong_last_year(figures, match.end(), hit.label, pair[0], labels)


@cache
def _growth(last_year: str) -> TextPattern:
    """The pattern of a change in per cent; ``last_year`` is one of what means that year."""
    compared = rf"(?:[比较]{last_year}(?:同期|决算数?)?(?:相比)?|同比)"
    return text_pattern(
        rf"(?P<compared>{compared})?(?P<verb>{_VERBS})了?{_PERCENT}",
        first="比较同增上提下减降压",
        signs="%％",
    )


class _NumbersIn:
    """The numbers of a paragraph, by where they begin and end."""

    def __init__(self, paragraph: ParagraphText) -> None:
        self.paragraph = paragraph

    @cached_property
    def by_start(self) -> dict[int, Number]:
        return {number.start: number for number in numbers(self.paragraph)}

    @cached_property
    def by_end(self) -> dict[int, Number]:
        return {number.end: number for number in self.by_start.values()}


def _subject(figures: _NumbersIn, end: int, labels: SentenceLabels) -> LabelHit | None:
    """The label before ``end``, or before the number that closes the clause before it."""
    paragraph = figures.paragraph
    if paragraph.text[end - 1 : end] not in ("，", "（"):
        return labels.before(paragraph, end)
    closing = figures.by_end.get(end - 1)
    return labels.before(paragraph, closing.start) if closing else None


def _from_to(paragraph: ParagraphText, end: int, labels: SentenceLabels) -> LabelHit | None:
    """The label of ``L由上年的3.20万元降至2.88万元，``."""
    pattern = (
        rf"由{labels.last_year}的?[\d.,]+万元[增升提降减下压][^，。；\d]{{0,3}}[\d.,]+万元，\Z"
    )
    match = re.compile(pattern).search(paragraph.text, max(end - _LONGEST, 0), end)
    return labels.before(paragraph, match.start()) if match else None


def _pair(
    fields: Sequence[LabelledFigure], last_year_of: Mapping[str, str]
) -> tuple[LabelledFigure, LabelledFigure] | None:
    """Last year's and this year's figure among ``fields``, if there is exactly one of each.

    ``last_year_of`` maps the key of last year's field to the key of this year's.
    """
    for last_key, this_key in last_year_of.items():
        before = [field for field in fields if field.key == last_key]
        now = [field for field in fields if field.key == this_key]
        match before, now:
            case [last], [this]:
                return last, this
    return None


def _wrong_growth(
    paragraph: ParagraphText,
    match: re.Match[str],
    label: str,
    before: LabelledFigure,
    now: LabelledFigure,
) -> Iterator[Problem]:
    place, typed = paragraph.place(match.start("percent")), Decimal(match["percent"])
    old, new = before.figure, now.figure
    words = {"label": label, "before": old.text, "now": new.text, "typed": f"{typed}%"}
    if not old:
        yield error(GROWTH_FROM_ZERO, place, other=before.place, **words)
        return
    change = (new.value - old.value) / old.value * 100
    falls = match["verb"] in _FALLING.split("|")
    if not rounds_to(abs(change), typed) or falls != (change < 0):
        yield error(PERCENT_DIFFERS, place, other=now.place, value=f"{change:.2f}%", **words)


def _wrong_last_year(
    figures: _NumbersIn, end: int, label: str, before: LabelledFigure, labels: SentenceLabels
) -> Iterator[Problem]:
    """The problem of a wrong figure in ``（上年为521万元）`` behind the percentage."""
    pattern = re.compile(rf"（{labels.last_year}(?:决算数?|支出)?[为是]?")
    if opening := pattern.match(figures.paragraph.text, end):
        number = figures.by_start.get(opening.end())
        if number and number.unit == "万元" and number.value != before.shown:
            yield differing_figure(number, label, [before])
