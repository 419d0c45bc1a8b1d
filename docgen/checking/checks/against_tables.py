"""Text against tables: a figure in a sentence equals the figure of the form.

基本支出 18.74 万元     where the form's 基本支出 is 420.71: an error, with both places
基本支出 420.7 万元     nearly equal: a warning
支出 420.71 万元        typed, though a field holds it: a warning to bind it
2022年，基本支出 {{ … }}  last year before this year's figure: an error
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.checks.text_conventions import YEAR_DIFFERS
from docgen.checking.figures import FigureIndex, LabelledFigure, Number
from docgen.checking.findings import Finding
from docgen.checking.sentence_labels import LabelHit, Period, clause_before
from docgen.content.braces import in_braces
from docgen.content.numbers import agree, places_of
from docgen.diagnostics import Place, Problem, Severity, error, warning
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
COULD_BE_BOUND = problem_code(
    "could-be-bound",
    en=(
        "{typed} is 「{path}」 ({other})",
        "write {new} instead of {old}; then one place is enough to change",
    ),
    zh=(
        "{typed} 就是「{path}」（{other}）",
        "把 {old} 换成 {new}，以后改一处就够",
    ),
)

_MONEY = ("万元", "亿元", "元")
_ABOUT = re.compile(r"\s*(?:以内|以上|以下|左右|上下|余|多|[—–～~至-]\s*\d)")
"""Behind a number: marks a limit, a round figure or a range, which need not equal the form's."""

_CENTS = 2
"""Decimal places of a figure that may be rounded."""

_MOST_FIELDS = 3
"""How many fields a message names at most."""

_FEWEST_DIGITS = 3
"""Significant digits that a number needs to identify a field."""


@check(
    Finding(
        TEXT_DIFFERS,
        Severity.ERROR,
        en="“基本支出 18.74 万元”, the form has 420.71",
        zh="正文与表格不同",
    ),
    Finding(TEXT_ROUNDED, Severity.WARNING, en="420.7 for 420.71", zh="位数不同"),
    Finding(
        COULD_BE_BOUND,
        Severity.WARNING,
        en="439.45 万元 typed where a field has it",
        zh="可以直接引用",
    ),
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
            problems = _against_label(number, hit, last_year_fields, year) if hit else None
            if problems is not None:
                yield from (problem for problem in problems if _identity(problem) not in seen)
                seen.update(map(_identity, problems))
            elif not number.bound:
                yield from _could_be_bound(number, unit.figures)


def _identity(problem: Problem) -> object:
    """What two problems that say the same have in common."""
    return problem.code, problem.place, *problem.words.items()


def _against_label(
    number: Number, hit: LabelHit, last_year_fields: Collection[str], year: str
) -> list[Problem] | None:
    """Problems of a number behind a label.

    ``None`` if there is no field to compare it with, if it is a limit or a range, or if it is
    typed and equals a field: the caller may then propose to bind it.
    """
    fields = [field for field in hit.fields if _comparable(number, field)]
    last = [field for field in fields if field.key in last_year_fields]
    this = [field for field in fields if field.key not in last_year_fields]
    candidates = {Period.THIS: this, Period.LAST: last}.get(hit.period, [])
    other_year = hit.year and hit.period is not Period.THIS
    if number.bound and other_year and _equals_any(number, this) and not _equals_any(number, last):
        words = {"found": hit.year, "wanted": year}
        return [error(YEAR_DIFFERS, number.paragraph.place(hit.at), **words)]
    if not candidates or _ABOUT.match(number.paragraph.text, number.end):
        return None
    if _equals_any(number, candidates):
        return [] if number.bound else None
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


def _comparable(number: Number, field: LabelledFigure) -> bool:
    """Whether units agree: a percentage with a rate, money with money, a count with a count."""
    rate = field.figure.text.endswith("%")
    named_rate = field.key.endswith(("率", "度"))
    if number.unit == "%":
        return rate or named_rate
    if number.unit in _MONEY:
        return field.money
    counts = number.unit and "/" not in number.unit and number.unit != "个百分点"
    return bool(counts) and not (rate or named_rate or field.money)


def _rounds_to(field: LabelledFigure, number: Number) -> bool:
    """Whether both are equal when rounded to the decimal places of the shorter.

    A field with fewer than two decimal places is exact: 22 of the form is not 22.4 of the text.
    """
    exact = places_of(field.shown) < min(_CENTS, places_of(number.value))
    return not exact and agree(field.shown, number.value)


def _could_be_bound(number: Number, index: FigureIndex) -> Iterator[Problem]:
    """A warning for a typed number that equals a field's.

    It needs a unit, a decimal point and at least three significant digits.
    """
    digits = number.text.replace(".", "").lstrip("0")
    distinctive = "." in number.text and len(digits) >= _FEWEST_DIGITS
    if not distinctive or number.unit not in (*_MONEY, "%"):
        return
    words_before = clause_before(number.paragraph.text, number.start)
    for field in index.by_value.get(number.value, ()):
        path = _path_at(field, number.place)
        is_meant = number.unit != "%" or _mentions(words_before, field)
        if path and is_meant and _comparable(number, field):
            yield _proposed(number, field, path)
            return


def _proposed(number: Number, field: LabelledFigure, path: str) -> Problem:
    """The warning, with what to type: the sign of a rate comes along, a unit stays or changes."""
    typed = f"{number.text}{number.unit}"
    tag = in_braces(path)
    is_in_its_unit = number.unit in ("%", _MONEY[0])
    whole = number.paragraph.text[number.start : number.end]
    old = number.text if number.unit == _MONEY[0] else whole
    new = tag if is_in_its_unit else f"{tag}{_MONEY[0]}"
    words = {"typed": typed, "path": field.path, "other": field.place, "old": old, "new": new}
    return warning(COULD_BE_BOUND, number.place, **words).fixed_by(old, new, safe=False)


def _path_at(field: LabelledFigure, place: Place) -> str:
    """The path of a field in a text at ``place``: in a project's own file, within the project."""
    is_in_item = any(isinstance(step, int) for step in field.steps[1:2])
    is_own = is_in_item and field.place.typed.file == place.file
    return expression_of(field.steps[2:] if is_own else field.steps)


def _mentions(words: str, field: LabelledFigure) -> bool:
    """Whether the words share two adjacent characters with the field's name, or are empty.

    Many rates are 98%; the value alone does not identify the field.
    """
    return not words or any(first + second in words for first, second in pairwise(field.key))
