"""Consistency of values within a unit, and with last year's figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.checks.against_tables import against_tables
from docgen.checking.figures import Number
from docgen.checking.findings import Finding
from docgen.checking.named_rows import first_text
from docgen.checking.sentence_labels import clause_before
from docgen.content.values import Figure, Node, Value
from docgen.diagnostics import Problem, Severity, error, warning
from docgen.diagnostics.codes import problem_code

TWO_VALUES = problem_code(
    "two-values",
    en=(
        "「{phrase}」 is {value} here and {other_value} elsewhere ({other})",
        "check which is right; if they are not the same thing, say them differently, or write an "
        "exception",
    ),
    zh=(
        "「{phrase}」这里是 {value}，另一处是 {other_value}（{other}）",
        "核对哪一处对；指的不是同一件事，就把话写得不一样，或写例外",
    ),
)
LAST_YEAR_DIFFERS = problem_code(
    "last-year-differs",
    en=(
        "「{name}」 is {value}, and last year's report has {then} as 「{last_name}」 ({other})",
        "check which is right",
    ),
    zh=("「{name}」是 {value}，上年报告的「{last_name}」是 {then}（{other}）", "核对哪一处对"),
)

_FILLERS = re.compile(
    r"(?:约|近|超过|超|达到|达|为|是|共计|合计|累计|共|计|了|已|有|至|到|实现|保持|在)++$"
)
_YEAR = re.compile(r"(?:19|20)\d\d年?|上年|去年|[同较]比|[比较][年上]|预算|目标|计划")
_SHORTEST = 5
"""Characters of a phrase that names an indicator."""


@check(
    Finding(
        TWO_VALUES, Severity.WARNING, en="去向落实率 91.4 % here, 95 % there", zh="同一说法两个数"
    )
)
def two_values(unit: CheckedUnit) -> Iterator[Problem]:
    """Warnings where the same words stand before two different values, anywhere in the unit.

    A text about a project is compared only with texts about the same project. Where a number
    differs from the form, that problem names the right figure already.
    """
    places = {str(problem.place) for problem in unit.found_by(against_tables)}
    for problem in _two_values(unit):
        if not places & {str(problem.place), problem.words["other"]}:
            yield problem


def _two_values(unit: CheckedUnit) -> Iterator[Problem]:
    seen: dict[tuple[str, str, str], Number] = {}
    for paragraph, numbers in unit.numbers:
        for number in numbers:
            phrase = _phrase(paragraph.text, number) if number.unit else ""
            if not phrase:
                continue
            owner = unit.rows.spoken_of(paragraph)
            first = seen.setdefault((phrase, number.unit, owner), number)
            if first.value != number.value:
                # A bound number cannot be mistyped.
                wrong, other = (first, number) if number.bound else (number, first)
                words = {
                    "phrase": phrase,
                    "value": f"{wrong.text}{wrong.unit}",
                    "other_value": f"{other.text}{other.unit}",
                    "other": other.place,
                }
                yield warning(TWO_VALUES, wrong.place, **words)


def _phrase(text: str, number: Number) -> str:
    """The words of the clause before the number, or ``""`` if they do not name an indicator.

    They do not if they are too short, or speak of another year, a plan or a comparison.
    """
    clause = clause_before(text, number.start)
    words = re.sub(r"^(?:19|20)\d\d年(?:度)?", "", _FILLERS.sub("", clause))
    plain = len(words) >= _SHORTEST and not re.search(r"\d", words)
    return words if plain and not _YEAR.search(words) else ""


@check(
    Finding(
        LAST_YEAR_DIFFERS,
        Severity.ERROR,
        en="上年决算数 is not what last year's report said",
        zh="与上年报告不同",
    )
)
def over_time(unit: CheckedUnit) -> Iterator[Problem]:
    """Errors where this year's ``上年决算数`` differs from last year's ``本年决算数``."""
    if unit.last is not None:
        yield from _over_time(unit.data, unit.last, unit.pack.checks.last_year_of)


def _over_time(data: Node, last: Node, last_year_of: Mapping[str, str]) -> Iterator[Problem]:
    """``last_year_of`` maps the key of this year's field to the key of last year's."""
    for key, value in data.items():
        last_value, last_key = last.get(key), last_year_of.get(key)
        then = last.get(last_key) if last_key else None
        if isinstance(value, Figure) and isinstance(then, Figure) and value != then:
            words = {"name": key, "value": value.text, "last_name": last_key}
            place = value.place or data.place
            yield error(LAST_YEAR_DIFFERS, place, then=then.text, other=then.place, **words)
        if isinstance(value, Node) and isinstance(last_value, Node):
            yield from _over_time(value, last_value, last_year_of)
        elif isinstance(value, list) and isinstance(last_value, list):
            yield from _rows_over_time(value, last_value, last_year_of)


def _rows_over_time(
    rows: list[Value], last_rows: list[Value], last_year_of: Mapping[str, str]
) -> Iterator[Problem]:
    """Compares the rows that have the same name in both years."""
    by_name = {first_text(row): row for row in last_rows if first_text(row)}
    for row in rows:
        match = by_name.get(first_text(row))
        if isinstance(row, Node) and isinstance(match, Node):
            yield from _over_time(row, match, last_year_of)
