"""The set itself: its figures are true, and what is planted is one thing, the same each time."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.truth.formulas import half_step, is_beyond, result, value_of
from tests.truth.mark_sites import FIGURES, NAMES, OTHERS, WORDS
from tests.truth.marks import MarkedText, marked_texts
from tests.truth.planting import SEED, Defect, planted
from tests.truth.slip_sites import SLIPS
from tests.truth.table_sites import (
    ACTUAL,
    CHANGES,
    DIFFERENCE,
    DIFFERENCES,
    GROWTH,
    NO_REASON,
    RATE,
    RATES,
    REASON,
    SCORE,
    TARGET,
    WEIGHT,
    computed_from,
)
from tests.truth.tables import PipeRow, PipeTable

TEXTS = marked_texts()
each_text = pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.name)

_FIRST_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@pytest.fixture(scope="module")
def defects() -> list[Defect]:
    """All that is planted; not made when tests are only collected."""
    return planted(TEXTS)


def test_there_are_enough_texts_defects_and_kinds(defects: list[Defect]) -> None:
    counts = Counter(defect.kind for defect in defects)
    assert len(TEXTS) >= 44
    assert len(defects) >= 320
    assert len(counts) >= 32
    assert {*FIGURES, *WORDS, *NAMES, *OTHERS, *SLIPS} < set(counts)
    assert min(counts.values()) >= 6, counts.most_common()[-3:]
    assert {defect.text for defect in defects} == {text.name for text in TEXTS}


def test_planting_is_decided_by_its_seed(defects: list[Defect]) -> None:
    assert planted(TEXTS, SEED) == defects
    other = planted(TEXTS, SEED + 1)
    same = set(map(_what, other)) & set(map(_what, defects))
    assert len(same) < len(defects) * 2 / 3


def _what(defect: object) -> str:
    return str(defect).replace(f"seed={SEED + 1}", f"seed={SEED}")


def test_each_planted_text_differs_in_the_line_that_is_named(defects: list[Defect]) -> None:
    plain = {text.name: text.lines for text in TEXTS}
    for defect in defects:
        lines = defect.source.split("\n")
        pairs = enumerate(zip(plain[defect.text], lines, strict=True), 1)
        assert [number for number, (old, new) in pairs if old != new] == [defect.line], defect
        assert defect.new in lines[defect.line - 1]


@each_text
def test_a_text_is_a_report_with_chapters_and_a_table(text: MarkedText) -> None:
    assert 25 <= len(text.lines) <= 70
    assert text.lines[0].startswith("# ")
    assert sum(line.startswith("## ") for line in text.lines) >= 2
    assert text.tables


@each_text
def test_marks_are_of_known_kinds_and_leave_nothing_behind(text: MarkedText) -> None:
    assert {mark.kind for mark in text.marks} <= {*FIGURES, *WORDS, *NAMES, *OTHERS}
    assert not re.search("[⟦⟧~]", text.plain)
    for mark in text.marks:
        assert text.lines[mark.line - 1][mark.start :].startswith(mark.shown)
        assert bool(mark.instead) == (mark.kind in OTHERS)


@each_text
def test_each_figure_is_what_its_sum_gives(text: MarkedText) -> None:
    for mark in text.marks:
        if mark.formula:
            given = result(mark.formula, mark.shown)
            assert abs(given - value_of(mark.shown)) <= half_step(mark.shown), mark
            assert given > 0, mark


@each_text
def test_what_is_compared_stands_in_the_text_a_second_time(text: MarkedText) -> None:
    cells = {cell for table in text.tables for row in table.rows for cell in row.cells}
    numbers = {match[0] for cell in cells for match in re.finditer(r"\d[\d,]*(?:\.\d+)?%?", cell)}
    values = {value_of(number) for number in numbers}
    for mark in text.marks:
        if mark.kind == "text-table":
            assert value_of(mark.shown) in values, mark
        if mark.kind == "two-values" or mark.kind in NAMES:
            shown = mark.shown.removesuffix("%")
            own = rf"(?<![\d.]){shown}(?!\d)" if shown[0].isdecimal() else shown
            assert len(re.findall(own, text.plain)) > 1, mark


def test_an_altered_figure_is_beyond_every_rounding() -> None:
    assert is_beyond("12.4%", "12.2%", "(420.71-375.10)/375.10")
    assert not is_beyond("12.15%", "12.2%", "(420.71-375.10)/375.10")
    assert not is_beyond("9.0%", "9.4%", "(3.5-3.2)/3.2")
    assert is_beyond("4.9%", "9.4%", "(3.5-3.2)/3.2")


@each_text
def test_rows_are_computed_rightly(text: MarkedText) -> None:
    for table in text.tables:
        for row in table.rows:
            _assert_computed(table, row)


def _assert_computed(table: PipeTable, row: PipeRow) -> None:
    for head, cell in zip(table.heads, row.cells, strict=True):
        column = table.heads.index(head)
        if row.number(column) is None or (cell == "100.0%" and head == "占比"):
            continue
        if any(word in head for word in RATES) and "指标" not in head:
            assert computed_from(row, column, RATE), (row, head)
        if head.startswith(CHANGES):
            assert computed_from(row, column, GROWTH), row
        if head.startswith(DIFFERENCES) and not head.endswith("率"):
            assert computed_from(row, column, DIFFERENCE), row


@each_text
def test_totals_are_the_sums_of_their_columns(text: MarkedText) -> None:
    for table in text.tables:
        for row in table.rows:
            for column, head in enumerate(table.heads) if row.is_total else ():
                number = row.number(column)
                is_sum = not re.search("率|比|进度|元）$|均|倍数", head) or "万元" in head
                if number is not None and is_sum:
                    above = [each.number(column) for each in table.rows if each.line < row.line]
                    assert sum(filter(None, above)) == number, (head, row)


@each_text
def test_points_follow_from_targets(text: MarkedText) -> None:
    for table in text.tables:
        weight, score = table.column(*WEIGHT), table.column(*SCORE)
        target, actual = table.column(*TARGET), table.column(*ACTUAL)
        reason = table.column(*REASON)
        if weight is None or score is None:
            continue
        for row in table.rows:
            most, given = row.number(weight), row.number(score)
            if most is None or given is None:
                assert row.cells[weight] == row.cells[score], row
                continue
            assert given <= most, row
            if row.is_total or target is None or actual is None or reason is None:
                continue
            assert (given < most) == (row.cells[reason] not in NO_REASON), row
            assert _is_met(row.cells[target], row.cells[actual]) == (given == most), row


def _is_met(target: str, actual: str) -> bool:
    """Whether an actual value meets a target, where both are numbers; dates are equal or later."""
    aim, done = _FIRST_NUMBER.search(target), _FIRST_NUMBER.search(actual)
    assert aim is not None
    assert done is not None
    wanted, reached = value_of(aim[0]), value_of(done[0])
    if target.startswith("≥"):
        return reached >= wanted
    if target.startswith("≤") or "月底前" in target:
        return reached <= wanted
    return reached == wanted


@each_text
def test_a_text_is_well_written(text: MarkedText) -> None:
    prose = "\n".join(line for line in text.lines if not line.startswith("|"))
    assert not re.search("[，。、；：]{2}|…|[０-９Ａ-Ｚ]|×{2}|X{2}", prose)
    assert not re.search(r"(?<=[\u4e00-\u9fff])[,;:()](?=[\u4e00-\u9fff\n])", prose)
    for left, right in ("（）", "“”", "《》", "〔〕"):
        assert all(line.count(left) == line.count(right) for line in prose.split("\n"))
