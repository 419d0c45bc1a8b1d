"""Sentences against the tables of the same text: 石门镇1,742.09万元, and its row has 1,724.09."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.findings import Finding
from docgen.diagnostics import Problem, Severity, error, warning
from docgen.diagnostics.codes import problem_code

TABLE_DIFFERS = problem_code(
    "table-differs",
    en=(
        "「{words}」 is {typed} here, and {value} in the table ({other}, {head})",
        "check which is right, and correct the other",
    ),
    zh=(
        "这里的「{words}」是 {typed}，表里是 {value}（{other}，{head}）",
        "核对哪一处对，改正另一处",
    ),
)


@check(
    Finding(
        TABLE_DIFFERS,
        Severity.ERROR,
        en="“石门镇1,742.09万元”, and its row has 1,724.09",
        zh="「石门镇1,742.09万元」，表里是 1,724.09",
    )
)
def against_text_tables(unit: CheckedUnit) -> Iterator[Problem]:
    """A problem for each figure that the row it names does not have."""
    for match in unit.table_matches:
        if match.is_wrong:
            fact, quantity = match.facts[0], match.term.quantity
            words = {"words": _named(match.term.words.strip("，、 "), fact.label)}
            words |= {"head": fact.head}
            words |= {"typed": quantity.words, "value": fact.words}
            tell = error if match.is_sure else warning
            yield tell(TABLE_DIFFERS, quantity.place, other=fact.place, **words)


def _named(words: str, row: str) -> str:
    """The words before a figure, with the name of its row where a clause before has it."""
    return words if row in words else f"{row} {words}".strip()
