"""What other documents say of the same thing in the same year: last year's report, the budget."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.checks.consistency import over_time
from docgen.checking.findings import Finding
from docgen.checking.over_years.other_documents import OtherDocument, last_content
from docgen.checking.over_years.statements import Measure, Source, Statement
from docgen.diagnostics import Problem, Severity, error, warning
from docgen.diagnostics.codes import problem_code

OTHER_REPORT_DIFFERS = problem_code(
    "other-report-differs",
    en=(
        "「{label}」 of {year} is {value} here, and {then} in {other}",
        "check which is right, and correct it; what changed since needs a word in the text",
    ),
    zh=(
        "「{label}」{year}年的数这里是 {value}，{other} 是 {then}",
        "核对哪一处对，改正；口径有调整的，在正文里说明",
    ),
)
APPROVED_DIFFERS = problem_code(
    "approved-differs",
    en=(
        "the budget of 「{label}」 is {value} here, and {then} as approved ({other})",
        "write the approved figure; an adjusted budget is a figure of its own",
    ),
    zh=(
        "「{label}」的预算数这里是 {value}，批复的（{other}）是 {then}",
        "按批复的数改；年中调整过的，另填调整预算数",
    ),
)

NOT_COMPARED = problem_code(
    "not-compared",
    en=(
        "no file to compare with is of 「{name}」, but of {others}",
        "name its own report of last year behind --against",
    ),
    zh=("用来核对的文件里没有「{name}」的，只有{others}的", "--against 后面写它自己的上年报告"),
)

_LIKE = {
    Measure.FINAL: (Measure.FINAL,),
    Measure.INITIAL: (Measure.INITIAL, Measure.BUDGET),
    Measure.ADJUSTED: (Measure.ADJUSTED,),
    Measure.BUDGET: (Measure.INITIAL, Measure.BUDGET),
}
"""The figures of another document that one may be compared with."""


@check(
    Finding(
        OTHER_REPORT_DIFFERS,
        Severity.ERROR,
        en="“上年 375.10” (last year), and `--against` last year's report with 357.10",
        zh="上年 375.10，而 `--against` 给出的上年报告是 357.10",
    ),
    Finding(
        APPROVED_DIFFERS,
        Severity.ERROR,
        en="“年初预算数 431.64” (the budget as approved), "
        "and `--against` the approved budget with 413.64",
        zh="年初预算数 431.64，而 `--against` 给出的批复预算是 413.64",
    ),
    Finding(
        NOT_COMPARED,
        Severity.WARNING,
        en="`--against` the report of another unit",
        zh="`--against` 给出的是别的单位的报告",
    ),
)
def other_years(unit: CheckedUnit) -> Iterator[Problem]:
    """Problems where another document surely says another figure of the same thing and year.

    An error between two cells; a warning where a sentence takes part, or where nothing says which
    budget a figure is.
    """
    told = {problem.place for problem in unit.found_by(over_time)}
    for problem in chain(_with_others(unit), _with_last_year(unit)):
        if problem.place not in told:
            told.add(problem.place)
            yield problem


def _with_others(unit: CheckedUnit) -> Iterator[Problem]:
    own = [other for other in unit.others if other.is_of(unit.name)]
    for other in own:
        yield from _against(unit.statements, other)
    strangers = dict.fromkeys(f"「{other.unit}」" for other in unit.others if other not in own)
    if strangers and not any(other.unit for other in own):
        others = "、".join(strangers)
        yield warning(NOT_COMPARED, unit.unit.place, name=unit.name, others=others)


def _with_last_year(unit: CheckedUnit) -> Iterator[Problem]:
    """What last year's content says; its fields are compared with this year's one by one."""
    statements = [stated for stated in unit.statements if stated.source is not Source.FIELD]
    if unit.last is not None and statements:
        yield from _against(statements, last_content(unit.last, unit.pack, unit.year))


def _against(statements: Iterable[Statement], other: OtherDocument) -> Iterator[Problem]:
    figures = other.figures
    for stated in statements:
        if found := figures.contradicting(stated, _LIKE[stated.measure]):
            yield _problem(stated, found)


def _problem(stated: Statement, found: Statement) -> Problem:
    is_approved = found.measure is Measure.INITIAL and stated.measure is not Measure.FINAL
    code = APPROVED_DIFFERS if is_approved else OTHER_REPORT_DIFFERS
    words = {"label": stated.label, "value": stated.text, "then": found.text}
    problem = error(code, stated.place, other=found.place, year=stated.year, **words)
    has_sentence = Source.SENTENCE in (stated.source, found.source)
    is_sure = not has_sentence and stated.measure is found.measure
    return problem if is_sure else problem.as_warning()
