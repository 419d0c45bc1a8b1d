"""What a report states: in the fields of its forms, in the tables of its texts, in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from docgen.checking.claims.reading import ReportReading
from docgen.checking.claims.scopes import scope_of
from docgen.checking.claims.sentence import Role, Sentence, Term
from docgen.checking.figures import LabelledFigure, label_words
from docgen.checking.named_rows import NamedRows
from docgen.checking.over_years.statements import Measure, Source, Statement
from docgen.checking.quantities.units import MONEY, PERCENT
from docgen.content.agreement import PrintedFigure

_KEY = re.compile(
    r"(?P<time>上年|本年|当年|全年|年初|调整后?|(?:19|20)\d\d年度?)?(?P<kind>预算|决算|执行|支出)(?:数|金额|总额)?"
)
_SUM = re.compile(
    r"(?:本年|全年|年度|当年)*(支出|收入)(?:实际|全年)?(?:合计|总计|总额|总数)|总(支出|收入)"
)
_PLANNED = re.compile(r"预算|目标|计划|指标值|拟|预计")
_SPENT = re.compile(r"执行|决算|支出|完成|实际|使用")
_PART = re.compile("下属|所属|直属|附属|[^各]方面")
"""Words before a figure by which it is of a part of the unit."""
_FULL_YEAR = re.compile(r"(?:19|20)\d\d")


def field_statements(
    fields: Sequence[LabelledFigure], year: str, last_year_of: Mapping[str, str]
) -> Iterator[Statement]:
    """What the fields of forms state, in a report of ``year``.

    ``last_year_of`` are the keys of fields that hold last year's figure.
    """
    for field in fields:
        match = _KEY.fullmatch(field.key)
        groups = [step for step in field.steps[:-1] if isinstance(step, str)]
        label = label_words(groups[-1] if match and groups else field.key)
        is_last = field.key in last_year_of or (match and match["time"] == "上年")
        is_rate = field.figure.text.endswith("%") or label.endswith(("率", "度"))
        dimension = PERCENT if is_rate else MONEY if field.money else ""
        yield Statement(
            label,
            str(int(year) - 1) if is_last else year,
            _measure_of_key(match) if match else Measure.FINAL,
            dimension,
            PrintedFigure(field.shown),
            f"{field.figure.text}{'万元' if dimension == MONEY else ''}",
            field.place,
            Source.FIELD,
        )


def _measure_of_key(match: re.Match[str]) -> Measure:
    if match["kind"] != "预算":
        return Measure.FINAL
    times = {"年初": Measure.INITIAL, "全年": Measure.ADJUSTED}
    is_adjusted = (match["time"] or "").startswith("调整")
    return Measure.ADJUSTED if is_adjusted else times.get(match["time"] or "", Measure.BUDGET)


def sentence_statements(reading: ReportReading, rows: NamedRows) -> Iterator[Statement]:
    """What sentences state of whole years; figures that are of a part or a project are left out."""
    for paragraph, sentences in reading.sentences.items():
        if not rows.spoken_of(paragraph) and not paragraph.heads:
            for sentence in sentences:
                yield from _of_sentence(sentence, reading)


def _of_sentence(sentence: Sentence, reading: ReportReading) -> Iterator[Statement]:
    before: Term | None = None
    for term in sentence.terms:
        label = _label(term)
        if term.role is Role.CHANGE:
            continue
        if not label and before and _goes_on(term, before):
            label = _label(before)
        elif label:
            before = term
        year = term.period or reading.times.year
        if label and _FULL_YEAR.fullmatch(year) and _is_whole(sentence, term):
            quantity = term.quantity
            measure = _measure_of_words(term.lead)
            yield Statement(
                label,
                year,
                measure,
                quantity.dimension,
                quantity.printed,
                quantity.words,
                quantity.place,
                Source.SENTENCE,
            )


def _label(term: Term) -> str:
    """What a figure is the amount of; a comparison alone names nothing."""
    if match := _SUM.search(term.lead):
        return f"总{match[1] or match[2]}"
    is_compared = re.match(r"[比较与同]", term.subject)
    return "" if is_compared else term.subject


def _goes_on(term: Term, before: Term) -> bool:
    """Whether a figure without a subject, 比上年的375.10万元, has that of the figure before."""
    is_base = term.role is Role.BASE or term.depth > before.depth
    is_dated = not term.subject and term.period != before.period
    return (is_base or is_dated) and term.quantity.dimension == before.quantity.dimension


def _is_whole(sentence: Sentence, term: Term) -> bool:
    quantity = term.quantity
    is_plain = not (quantity.is_range or quantity.is_about or quantity.bound)
    is_part = scope_of(sentence, term) or _PART.search(
        sentence.between(sentence.start, quantity.start)
    )
    return bool(quantity.unit) and is_plain and not is_part


def _measure_of_words(words: str) -> Measure:
    if "年初" in words and "预算" in words:
        return Measure.INITIAL
    is_planned = _PLANNED.search(words) and not _SPENT.search(words)
    return Measure.BUDGET if is_planned else Measure.FINAL
