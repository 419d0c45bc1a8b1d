"""Consistency with last year's figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.findings import Finding
from docgen.checking.named_rows import first_text
from docgen.content.agreement import Agreement, compare, printed_figure
from docgen.content.values import Figure, Node, Value
from docgen.diagnostics import Problem, Severity, error
from docgen.diagnostics.codes import problem_code

LAST_YEAR_DIFFERS = problem_code(
    "last-year-differs",
    en=(
        "「{name}」 is {value}, and last year's report has {then} as 「{last_name}」 ({other})",
        "check which is right",
    ),
    zh=("「{name}」是 {value}，上年报告的「{last_name}」是 {then}（{other}）", "核对哪一处对"),
)


@check(
    Finding(
        LAST_YEAR_DIFFERS,
        Severity.ERROR,
        en="“上年决算数” (last year's final figure) is not what last year's report said",
        zh="上年决算数与上年报告不同",
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
        if isinstance(value, Figure) and isinstance(then, Figure) and _differ(value, then):
            words = {"name": key, "value": value.text, "last_name": last_key}
            place = value.place or data.place
            yield error(LAST_YEAR_DIFFERS, place, then=then.text, other=then.place, **words)
        if isinstance(value, Node) and isinstance(last_value, Node):
            yield from _over_time(value, last_value, last_year_of)
        elif isinstance(value, list) and isinstance(last_value, list):
            yield from _rows_over_time(value, last_value, last_year_of)


def _differ(value: Figure, then: Figure) -> bool:
    """Whether two figures contradict each other; one may have fewer digits than the other."""
    return compare(printed_figure(value), printed_figure(then)) is Agreement.DIFFERENT


def _rows_over_time(
    rows: list[Value], last_rows: list[Value], last_year_of: Mapping[str, str]
) -> Iterator[Problem]:
    """Compares the rows that have the same name in both years."""
    by_name = {first_text(row): row for row in last_rows if first_text(row)}
    for row in rows:
        match = by_name.get(first_text(row))
        if isinstance(row, Node) and isinstance(match, Node):
            yield from _over_time(row, match, last_year_of)
