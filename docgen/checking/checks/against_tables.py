"""Text against tables: a figure in a sentence equals the figure of the form.

基本支出 18.74 万元     where the form's 基本支出 is 420.71: an error, with both places
基本支出 420.7 万元     nearly equal: a warning
2022年，基本支出 {{ … }}  last year before this year's figure: an error
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.checks.could_be_bound import ABOUT, is_comparable
from docgen.checking.checks.text_conventions import YEAR_DIFFERS
from docgen.checking.figures import LabelledFigure, Number
from docgen.checking.findings import Finding
from docgen.checking.sentence_labels import LabelHit, Period
from docgen.content.braces import in_braces
from docgen.content.numbers import agree, places_of
from docgen.diagnostics import Problem, Severity, error, warning
from docgen.diagnostics.codes import problem_code
from docgen.packs.expressions.paths import expression_of

TEXT_ROUNDED = problem_code(
    "text-rounded",
    en=(
        "「{label}」 is {typed} here, and 「{path}」 is {value} ({other}): the digits differ",
        "write them alike; written {fields}, the text cannot differ",
    ),
    zh=(
        "这里的「{label}」是 {typed}，「{path}」是 {value}（{other}），只是位数不同",
        "写成一样；正文里写成 {fields} 就不会不一致",
    ),
)
TEXT_DIFFERS = problem_code(
    "text-differs",
    en=(
        "「{label}」 is {typed} here, and 「{path}」 is {value} ({other})",
        "check which is right; written {fields}, the text cannot differ",
    ),
    zh=(
        "这里的「{label}」是 {typed}，「{path}」是 {value}（{other}）",
        "核对哪一处对；正文里写成 {fields} 就不会不一致",
    ),
)

_CENTS = 2
"""Decimal places of a figure that may be rounded."""

_MOST_FIELDS = 3
"""How many fields a message names at most."""


@check(
    Finding(
        TEXT_DIFFERS,
        Severity.ERROR,
        en="“基本支出 18.74 万元”, the form has 420.71",
        zh="正文与表格不同",
    ),
    Finding(TEXT_ROUNDED, Severity.WARNING, en="420.7 for 420.71", zh="位数不同"),
    YEAR_DIFFERS,
)
def against_tables(unit: CheckedUnit) -> Iterator[Problem]:
    """Compares the numbers of the texts with the figures of the form."""
    last_year_fields = unit.pack.checks.last_year_of
    seen: set[object] = set()
    for paragraph, numbers in unit.numbers:
        for number in numbers:
            hit = unit.labels.before(paragraph, number.start)
            year = unit.labels.year
            problems = _against_label(number, hit, last_year_fields, year) if hit else []
            yield from (problem for problem in problems if _identity(problem) not in seen)
            seen.update(map(_identity, problems))


def _identity(problem: Problem) -> object:
    """What two problems that say the same have in common."""
    return problem.code, problem.place, *problem.words.items()


def _against_label(
    number: Number, hit: LabelHit, last_year_fields: Collection[str], year: str
) -> list[Problem]:
    """Problems of a number behind a label; none of a limit or a range."""
    fields = [field for field in hit.fields if is_comparable(number, field)]
    last = [field for field in fields if field.key in last_year_fields]
    this = [field for field in fields if field.key not in last_year_fields]
    candidates = {Period.THIS: this, Period.LAST: last}.get(hit.period, [])
    other_year = hit.year and hit.period is not Period.THIS
    if number.bound and other_year and _equals_any(number, this) and not _equals_any(number, last):
        words = {"found": hit.year, "wanted": year}
        return [error(YEAR_DIFFERS, number.paragraph.place(hit.at), **words)]
    if not candidates or ABOUT.match(number.paragraph.text, number.end):
        return []
    if _equals_any(number, candidates):
        return []
    return [differing_figure(number, hit.label, candidates)]


def _equals_any(number: Number, fields: Sequence[LabelledFigure]) -> bool:
    return any(field.shown == number.value for field in fields)


def differing_figure(number: Number, label: str, fields: Sequence[LabelledFigure]) -> Problem:
    """The problem of a number that equals none of the fields its label may mean.

    A warning that names the fields it equals after rounding; if there are none, an error that
    names them all, the last first, which is this year's result. A total is named before its rows.
    """
    near = [field for field in fields if _rounds_to(field, number)]
    candidates = near or list(reversed(fields))
    candidates.sort(key=lambda field: any(isinstance(step, int) for step in field.steps))
    first = candidates[0]
    words = {
        "label": label,
        "typed": f"{number.text}{number.unit}",
        "path": first.path,
        "value": first.figure.text,
        "other": first.place,
        "fields": " / ".join(
            in_braces(expression_of(field.steps) or field.path)
            for field in candidates[:_MOST_FIELDS]
        ),
    }
    if near:
        return warning(TEXT_ROUNDED, number.place, **words)
    return error(TEXT_DIFFERS, number.place, **words)


def _rounds_to(field: LabelledFigure, number: Number) -> bool:
    """Whether both are equal when rounded to the decimal places of the shorter.

    A field with fewer than two decimal places is exact: 22 of the form is not 22.4 of the text.
    """
    exact = places_of(field.shown) < min(_CENTS, places_of(number.value))
    return not exact and agree(field.shown, number.value)
