"""What the cells of a form are that may be filled, each by its text and its place in its row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from enum import Enum, auto
from functools import lru_cache

from docgen.scaffold.pack.filled.filled_lines import written_in
from docgen.scaffold.pack.filled.filled_opinions import is_signed_off
from docgen.scaffold.pack.filled.value_looks import (
    DATE,
    Evidence,
    evidence_of,
    is_note,
    is_sentence,
    prints_below,
)
from docgen.scaffold.pack.filled.veiled_names import veils_name
from docgen.scaffold.pack.lines.form_line import FormLine, Gap
from docgen.scaffold.pack.naming import is_total_row
from docgen.scaffold.pack.tables.regions import FormGrid, FormRegion
from docgen.templates.by_hand import BY_HAND
from docgen.templates.units_of_measure import UNITS


class CellState(Enum):
    """What a cell of a form is that may be filled."""

    LABEL = auto()
    VALUE = auto()
    PRINTED = auto()
    """It is part of the form, and names nothing: points, a standard, a note."""
    LINES = auto()
    """Its words are printed, with values between them."""
    EMPTY = auto()


States = dict[FormRegion, CellState]

_KEPT = 10_000
"""How many cells are remembered: those of a table are looked at from each row of it."""

_NUMBER = re.compile(r"\d{1,2}|[一二三四五六七八九十]{1,2}")
_OPEN_YEAR = re.compile(r"20[\s_]+年")
_BOX = re.compile(r"[□☐◻☑☒○●◉■]|\[[ \u3000]*\]")
_DASH = re.compile(
    r"[—－/\-\\*×]+|(?:计量|金额|货币)?单位[：:].{1,4}|[万仟佰拾元角分]{5,}|[（(][^（()）]*[）)]"
)
_SUM = re.compile(r"[（(]?[大小]写[）)：:].|[¥￥]$|^[¥￥][：:]")
_COUNTS = re.compile(r"(?:[\u4e00-\u9fff]{1,8}-?[\d.]+[人票份次名张件个台户天][，、；。]?){2,}")
_YEAR = re.compile(r"20\d\d年度?")
_FROM = re.compile(rf"[自从于至](?:{DATE.pattern})")
_CLAUSES = re.compile(r"；|。.|，.*。$")
_COUNTED = re.compile(
    r"(?:\s+[\d,.]+\s*|[\d,.]+\s+)(?:年|元|万元|人|天|张|份|月|岁|个月|小时|公里|[%％])"
)
_UNITS = {*UNITS, "%", "％", "‰"}
_IN_LINES = Evidence(-1, 0.5)


@lru_cache(_KEPT)
def by_itself(region: FormRegion) -> CellState | None:
    """The state that a cell's own text gives it; ``None`` where its neighbours decide."""
    open_year = any(_OPEN_YEAR.search(line.text) for line in region.lines)
    if region.is_blank or region.is_hint or open_year:
        return CellState.EMPTY
    if region.column == 0 and _NUMBER.fullmatch(region.text):
        return CellState.PRINTED
    if region.holds_more or _DASH.fullmatch(region.text) or region.text.strip("（()）") in _UNITS:
        return CellState.PRINTED
    return CellState.LINES if has_lines(region) else None


def has_lines(region: FormRegion, *, spans: bool = True) -> bool:
    """Whether the words of a cell are printed, with room, boxes or labels between them.

    Dates behind 自 or 至 count too, unless ``spans`` is false.
    """
    if _BOX.search(region.text) or _SUM.search(region.text) or _COUNTS.fullmatch(region.text):
        return True
    if spans and is_span(region.text):
        return True
    if any(any(line.underlined) for line in region.lines) or _is_signed(region):
        return True
    if any(_is_room(line, gap) for line, gap in region.gaps):
        return True
    labelled = [
        written for line in region.lines for written in written_in(line) if written.labelled
    ]
    prints = not is_sentence(region.text.partition("：")[0]) or is_signed_off(region.lines)
    return bool(labelled) and prints


def _is_room(line: FormLine, gap: Gap) -> bool:
    """Whether a blank is wider than a column of text, and no year or veiled name."""
    return gap.kind != "year" and gap.has_room and not veils_name(gap, line.text)


def is_span(text: str) -> bool:
    """Whether a text is printed around a date behind 自 or 至.

    A curriculum has spans too, in clauses that somebody wrote.
    """
    return _FROM.search(text) is not None and not _CLAUSES.search(text)


def _is_signed(region: FormRegion) -> bool:
    """Whether a cell is signed or stamped, with room for an opinion; 经办人签字 is not."""
    signed = BY_HAND.search(region.text)
    return signed is not None and (
        len(region.lines) > 1
        or any(re.search(r"\s{2}|\u3000|[：:]", line.text) for line in region.lines)
    )


def evidence_in(region: FormRegion) -> Evidence:
    """What speaks for a cell being a label, and a value."""
    own = by_itself(region)
    if own is CellState.EMPTY:
        return Evidence(-9, 0.5)
    return _IN_LINES if own is not None else evidence_of(region.text)


def as_value(region: FormRegion, label: str = "") -> CellState:
    """The state of a cell in a place for a value, beside or below ``label``."""
    own = by_itself(region)
    if own is not None:
        return own
    printed = (
        prints_below(label)
        or _YEAR.fullmatch(region.text)
        or (region.text in ("100", "100分") and is_total_row(label))
    )
    printed = printed or (is_note(region.text) and not DATE.search(region.text))
    return CellState.PRINTED if printed else CellState.VALUE


def _beside(region: FormRegion, label: str) -> CellState:
    """The state of a cell beside a label: of 34 年 only the figure is written, 34年 is typed."""
    counted = any(_COUNTED.fullmatch(line.text.rstrip()) for line in region.lines)
    return CellState.LINES if counted and by_itself(region) is None else as_value(region, label)


# Rows of labels and values in turn.

_START, _IN_TURN, _TWO_LABELS, _TWO_VALUES, _NO_ROOM = 0.5, 1.0, -1.0, -1.5, -2.0
_GROUP, _OF_COLUMN = 2.0, 0.25


def pairs_in(
    grid: FormGrid, number: int, alike: Sequence[Sequence[FormRegion]] = ()
) -> tuple[float, States]:
    """How well a row reads as labels and values in turn, and the states that its cells then have.

    The best way through the row: what each text looks like, with those in the same column of rows
    that are ``alike``, and whether each label has a value behind it.
    """
    row = grid.row(number)
    best = {False: (-99.0, list[bool]()), True: (0.0, list[bool]())}  # behind a value, a label
    for index, region in enumerate(row):
        evidence = _with_column(region, [other[index] for other in alike])
        heads = region.rows > 1 and index == 0 and (region.row < number or bool(alike))
        group = _GROUP if heads else 0.0
        after = {}
        for is_label, own in ((True, evidence.label + group), (False, evidence.value - group)):
            steps = [
                (total + own + _step(was_label, is_label, first=index == 0), [*way, is_label])
                for was_label, (total, way) in best.items()
                if index or was_label
            ]
            after[is_label] = max(steps, key=lambda step: step[0])
        best = after
    ends = {
        is_label: total + (_NO_ROOM if is_label else 0) for is_label, (total, _) in best.items()
    }
    chosen = max(ends, key=lambda is_label: ends[is_label])
    return ends[chosen], dict(_states(row, best[chosen][1], number))


def _with_column(region: FormRegion, others: Sequence[FormRegion]) -> Evidence:
    """What speaks for a cell, and a little of what speaks for those in its column."""
    own = evidence_in(region)
    told = [evidence_in(other) for other in others if other is not region]
    if not told:
        return own
    label, value = (sum(kind) / len(told) for kind in zip(*map(astuple, told), strict=True))
    return Evidence(own.label + _OF_COLUMN * label, own.value + _OF_COLUMN * value)


def _step(was_label: bool, is_label: bool, *, first: bool) -> float:
    if first:
        return _START if is_label else _NO_ROOM
    if was_label != is_label:
        return _IN_TURN
    return _TWO_LABELS if is_label else _TWO_VALUES


def _states(
    row: Sequence[FormRegion], way: Sequence[bool], number: int
) -> Iterator[tuple[FormRegion, CellState]]:
    """The states of the cells that begin in a row, of which ``way`` tells the labels."""
    label = ""
    for region, is_label in zip(row, way, strict=True):
        if region.row == number:
            own = by_itself(region)
            yield region, own or (CellState.LABEL if is_label else _beside(region, label))
        label = region.text if is_label else ""
