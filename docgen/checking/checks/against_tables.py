"""Text against tables: a figure in a sentence agrees with the figure of the form.

基本支出 18.74 万元     where the form's 基本支出 is 420.71: an error, with both places
基本支出 420.7 万元     fewer digits, or more of them: they agree
基本支出 421 万元       a whole amount is exact unless 约 stands before it: a warning
2022年，基本支出 {{ … }}  last year before this year's figure: an error
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.checks.text_conventions import YEAR_DIFFERS
from docgen.checking.claims.field_matches import FieldMatch
from docgen.checking.figures import LabelledFigure
from docgen.checking.findings import Finding
from docgen.checking.quantities.quantity import Quantity
from docgen.content.agreement import Agreement, PrintedFigure, compare
from docgen.content.braces import in_braces
from docgen.content.numbers import places_of
from docgen.diagnostics import Problem, Severity, error, warning
from docgen.diagnostics.codes import problem_code
from docgen.packs.expressions.paths import expression_of

TEXT_ROUNDED = problem_code(
    "text-rounded",
    en=(
        "「{label}」 is {typed} here, and 「{path}」 is {value} ({other})",
        "write 约 before a round figure; written {fields}, the text cannot differ",
    ),
    zh=(
        "这里的「{label}」是 {typed}，「{path}」是 {value}（{other}）",
        "取整的数前面写「约」；正文里写成 {fields} 就不会不一致",
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

_MOST_FIELDS = 3
"""How many fields a message names at most."""


@check(
    Finding(
        TEXT_DIFFERS,
        Severity.ERROR,
        en="“基本支出 18.74 万元”, and the form has 420.71",
        zh="正文「基本支出 18.74 万元」，表格是 420.71",
    ),
    Finding(
        TEXT_ROUNDED,
        Severity.WARNING,
        en="421 for 420.71, without “约” (about)",
        zh="420.71 写成 421，没有写「约」",
    ),
    YEAR_DIFFERS,
)
def against_tables(unit: CheckedUnit) -> Iterator[Problem]:
    """Compares the figures of the sentences with those of the form."""
    seen: set[object] = set()
    for match in unit.field_matches:
        problem = _problem(match, unit)
        if problem and _identity(problem) not in seen:
            seen.add(_identity(problem))
            yield problem


def _identity(problem: Problem) -> object:
    """What two problems that say the same have in common."""
    return problem.code, problem.place, *problem.words.items()


def _problem(match: FieldMatch, unit: CheckedUnit) -> Problem | None:
    quantity = match.quantity
    if match.is_this_years:
        place = quantity.paragraph.place(match.hit.at)
        return error(YEAR_DIFFERS, place, found=match.hit.year, wanted=unit.labels.year)
    if match.agreement is not Agreement.DIFFERENT or quantity.is_about:
        return None
    return differing_figure(quantity, match.hit.label, match.fields)


def differing_figure(quantity: Quantity, label: str, fields: Sequence[LabelledFigure]) -> Problem:
    """The problem of a figure that agrees with none of the fields its label may mean.

    A warning that names the fields which it is after rounding to whole ones; if there are none,
    an error that names them all.
    """
    near = [field for field in fields if _is_rounded(quantity, field)]
    candidates = near or fields
    first = candidates[0]
    words = {
        "label": label,
        "typed": quantity.words,
        "path": first.path,
        "value": first.figure.text,
        "other": first.place,
        "fields": " / ".join(
            in_braces(expression_of(field.steps) or field.path)
            for field in candidates[:_MOST_FIELDS]
        ),
    }
    if near:
        return warning(TEXT_ROUNDED, quantity.place, **words)
    return error(TEXT_DIFFERS, quantity.place, **words)


def _is_rounded(quantity: Quantity, field: LabelledFigure) -> bool:
    """Whether a whole amount stands for one with more digits: 421 for 420.71."""
    has_more = places_of(field.shown) > max(places_of(quantity.value), 0)
    rounded = PrintedFigure(quantity.value)
    return has_more and compare(rounded, PrintedFigure(field.shown)) is not Agreement.DIFFERENT
