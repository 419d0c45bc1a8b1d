"""Sites in tables, which are found by their heads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations

from tests.truth.formulas import half_step, is_beyond, result, value_of
from tests.truth.misprints import misprints
from tests.truth.site import Site, site
from tests.truth.tables import PipeRow, PipeTable

RATES = ("执行率", "完成率", "完成比例", "支付率", "拨付率", "支出进度")
CHANGES = ("增长率", "增减率", "变动率")
DIFFERENCES = ("增减额", "增减", "节约")
RATE, GROWTH, FALL = "{one}/{other}", "({one}-{other})/{other}", "({other}-{one})/{other}"
DIFFERENCE = "{one}-{other}"
WEIGHT, SCORE = ("分值", "权重"), ("得分",)
TARGET, ACTUAL = ("目标值", "指标值", "目标"), ("完成值", "实际值", "完成")
REASON = ("偏差", "原因", "说明")
NO_REASON = ("", "无", "—")
"""What stands in the column of reasons where points were not taken off."""

_FIRST_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def table_sites(table: PipeTable) -> Iterator[Site]:
    """Every site of a table."""
    yield from _computed(table, "row-rate", RATES, RATE)
    yield from _computed(table, "row-growth", CHANGES, GROWTH)
    yield from _computed(table, "row-difference", DIFFERENCES, DIFFERENCE)
    yield from _shares(table)
    yield from _totals(table)
    if None not in (table.column(*WEIGHT), table.column(*SCORE)):
        yield from _scores(table)


def computed_from(row: PipeRow, column: int, pattern: str) -> str:
    """The sum by which a cell follows from two others of its row; empty if it does not."""
    shown = row.cells[column]
    sign, bare = ("-", shown[1:]) if shown.startswith("-") else ("", shown)
    numbers = [row.number(at) for at in range(len(row.cells)) if at != column]
    for one, other in permutations(filter(None, numbers), 2):
        first, second = (other, one) if sign and pattern == DIFFERENCE else (one, other)
        formula = pattern.format(one=f"{first:f}", other=f"{second:f}")
        if sign and pattern == GROWTH:
            formula = FALL.format(one=f"{one:f}", other=f"{other:f}")
        if abs(result(formula, bare) - value_of(bare)) <= half_step(bare):
            return formula
    return ""


def _computed(table: PipeTable, kind: str, heads: tuple[str, ...], pattern: str) -> Iterator[Site]:
    column = table.column(*heads)
    for row in table.rows if column is not None else ():
        if column is not None and row.number(column) is not None:
            formula = computed_from(row, column, pattern)
            yield from _figure(kind, row, column, formula) if formula else ()


def _shares(table: PipeTable) -> Iterator[Site]:
    column = table.column("占比")
    for row in table.rows if column is not None else ():
        if column is not None and not row.is_total:
            yield from _figure("row-share", row, column)


def _totals(table: PipeTable) -> Iterator[Site]:
    for row in table.rows:
        for column in range(len(row.cells)) if row.is_total else ():
            head = table.heads[column]
            if _is_sum(table, row, column):
                kind = "score-total" if "得分" in head else "column-total"
                above = [each.number(column) for each in table.rows if each.line < row.line]
                formula = "+".join(f"{number:f}" for number in above if number)
                yield from _figure(kind, row, column, formula)


def _is_sum(table: PipeTable, total: PipeRow, column: int) -> bool:
    shown = total.number(column)
    above = (row.number(column) for row in table.rows if row.line < total.line)
    return shown is not None and sum(filter(None, above)) == shown


def _scores(table: PipeTable) -> Iterator[Site]:
    weight, score = table.column(*WEIGHT), table.column(*SCORE)
    target, actual, reason = (table.column(*words) for words in (TARGET, ACTUAL, REASON))
    rate = table.column("执行率")
    assert weight is not None
    assert score is not None
    for row in table.rows:
        most, given = row.number(weight), row.number(score)
        if row.is_total or most is None or given is None:
            continue
        yield from _cell("score-over-weight", row, score, (f"{most + 1:f}", f"{most + 5:f}"))
        yield from _cell("weight-total", row, weight, (f"{most + 5:f}", f"{most + 2:f}"))
        if rate is not None:
            low = tuple(f"{given - less:f}" for less in map(Decimal, ("0.3", "0.5", "0.8")))
            yield from _cell("rate-score", row, score, low)
        if target is not None and actual is not None and reason is not None:
            yield from _targets(row, target, actual, reason, most == given)


def _targets(
    row: PipeRow, target: int, actual: int, reason: int, has_all_points: bool
) -> Iterator[Site]:
    aim, done = row.cells[target], row.cells[actual]
    if aim[:1] not in ("≥", "≤") or not _FIRST_NUMBER.search(done):
        return
    better = 1 if aim[0] == "≥" else -1
    yield from _cell("copied-target", row, actual, (aim,))
    if has_all_points and row.cells[reason] in NO_REASON:
        yield from _cell("unmet-full", row, actual, _near(aim, done, -better))
    elif not has_all_points:
        yield from _cell("met-deducted", row, actual, _near(aim, done, better))
        yield from _cell("no-reason", row, reason, NO_REASON)


def _near(aim: str, done: str, direction: int) -> tuple[str, ...]:
    """What was done, as figures a little beyond the aim in one direction."""
    wanted = _FIRST_NUMBER.findall(aim)[0]
    printed = _FIRST_NUMBER.findall(done)[0]
    step = half_step(printed) * 2
    ways = (value_of(wanted) + direction * step * times for times in (2, 3, 4, 7))
    places = len(printed.partition(".")[2])
    comma = "," if "," in printed else ""
    return tuple(
        _FIRST_NUMBER.sub(f"{way:{comma}.{places}f}", done, count=1) for way in ways if way > 0
    )


def _figure(kind: str, row: PipeRow, column: int, formula: str = "") -> Iterator[Site]:
    shown = row.cells[column]
    bare = shown.removeprefix("-")
    neighbours = tuple(cell for cell in row.cells if _FIRST_NUMBER.fullmatch(cell))
    ways = (
        tuple(shown[: -len(bare)] + new for new in way if is_beyond(new, bare, formula))
        for way in misprints(bare, neighbours)
    )
    yield from site(kind, row.line, row.start(column), shown, *ways)


def _cell(kind: str, row: PipeRow, column: int, ways: tuple[str, ...]) -> Iterator[Site]:
    old = row.cells[column]
    yield from site(
        kind, row.line, row.start(column), old, tuple(new for new in ways if new != old)
    )
