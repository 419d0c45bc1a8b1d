"""What stands at a label in the part of a report that nothing was read from.

填 表 人:张三  电话（手机）：1380…        in a line, up to the next label
填表人 | 张三 | 电话 | 1380…             in the next cell that is no label: right, else below
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Set
from dataclasses import dataclass, field

from lxml import etree

from docgen.scaffold.taken.line_pattern import plain
from docgen.scaffold.taken.template_blocks import own_lines, text_of_lines, told_lines
from docgen.word.grid import Grid, Region, cells_of
from docgen.word.xml import w

_STARTS = re.compile(r"[\s_,;、。)]+")
"""What a label may stand behind."""
_STRANGE = re.compile(r"([^:\n]{1,12}):([^:\n]+)")
"""A line with a label that the template has not."""


@dataclass(frozen=True, eq=False)
class LabelledPlace:
    """A text of a report with the label that names it.

    Attributes:
        text: the text.
        lines: its paragraphs.
        unit: all paragraphs that are read together: those of a line, or of a table's labels and
            the cells beside them.
        words: the text with its label, as it is told.
    """

    text: str
    lines: tuple[etree._Element, ...]
    unit: tuple[etree._Element, ...]
    words: str = ""


@dataclass
class LabelledPlaces:
    """The places in a stretch of a report.

    Attributes:
        by_label: those at each label of the template.
        strange: lines with another label.
        units: the places in each unit, with what stands before the first label of a line.
    """

    by_label: dict[str, list[LabelledPlace]] = field(default_factory=dict)
    strange: list[LabelledPlace] = field(default_factory=list)
    units: dict[tuple[etree._Element, ...], list[LabelledPlace]] = field(default_factory=dict)

    def add(self, label: str, place: LabelledPlace) -> None:
        """Adds a place at a label; an empty label for print of no label."""
        self.units.setdefault(place.unit, []).append(place)
        if label:
            self.by_label.setdefault(label, []).append(place)


class PlaceReader:
    """Finds the places in blocks of a report.

    Args:
        key: gives a label as it is compared.
        known: the labels of the template.
        read: the paragraphs that something was read from, or that the template prints.
    """

    def __init__(
        self,
        key: Callable[[str], str],
        known: Collection[str],
        read: Set[etree._Element],
    ) -> None:
        self._key, self._known, self._read = key, known, read

    def places(self, blocks: Iterable[etree._Element]) -> LabelledPlaces:
        """The places in some blocks of a report."""
        found = LabelledPlaces()
        for block in blocks:
            if block.tag == w("p"):
                self._line(told_lines([block]), found, in_cell=False)
                continue
            for table in block.iter(w("tbl")):
                self._table(Grid(cells_of(table), Region), found)
        return found

    def _line(
        self, lines: tuple[etree._Element, ...], found: LabelledPlaces, *, in_cell: bool
    ) -> None:
        if not lines or not self._read.isdisjoint(lines):
            return
        text = text_of_lines(lines)
        labels = list(self._labels(plain(text)))
        if not labels:
            strange = None if in_cell else _STRANGE.fullmatch(plain(text))
            if strange is not None:
                value = text[strange.start(2) :].strip()
                found.strange.append(LabelledPlace(value, lines, lines, text))
            return
        if text[: labels[0][0]].strip():
            before = text[: labels[0][0]]
            found.add("", LabelledPlace(before, lines, lines, before))
        ends = [start for start, _, _ in labels[1:]] + [len(text)]
        for (start, stop, label), end in zip(labels, ends, strict=True):
            value = text[stop:end].strip(" \t\n\u3000\u00a0_＿")
            found.add(label, LabelledPlace(value, lines, lines, text[start:end].strip()))

    def _labels(self, text: str) -> Iterator[tuple[int, int, str]]:
        """The labels before a colon: first character, that behind the colon, and the label."""
        last = 0
        for number, sign in enumerate(text):
            if sign != ":":
                continue
            starts = (last, *(room.end() for room in _STARTS.finditer(text, last, number)))
            for start in starts:
                label = self._key(text[start:number])
                if label in self._known:
                    yield start, number + 1, label
                    last = number + 1
                    break

    def _table(self, grid: Grid[Region], found: LabelledPlaces) -> None:
        named: list[tuple[str, Region, Region | None]] = []
        for region in grid.regions:
            if label := self._label(region):
                named.append((label, region, self._value(grid, region)))
            else:
                self._line(_lines(region), found, in_cell=True)
        cells = [cell for _, *pair in named for cell in pair if cell is not None]
        unit = tuple(line for cell in cells for line in _lines(cell))
        for label, region, value in named:
            lines = _lines(value) if value is not None else ()
            text = text_of_lines(lines).strip()
            words = f"{region.text}：{text}"
            found.add(label, LabelledPlace(text, lines or _lines(region), unit, words))

    def _label(self, region: Region) -> str:
        """The label that a cell is; empty if it is none."""
        label = self._key(region.text)
        return label if label in self._known else ""

    def _value(self, grid: Grid[Region], label: Region) -> Region | None:
        """The cell of a label's value: the only one to its right, else the only one below.

        With values on both sides the label may be the head of a column or that of a row.
        """
        right, below = grid.right_of(label, label.row), grid.below(label)
        below = below if below is not None and below.same_columns(label) else None
        if right is None or self._is_label(right):
            value, after = below, grid.below(below) if below is not None else None
        elif self._has_value(below) and self._is_left(below):
            return None
        else:
            value, after = right, grid.right_of(right, right.row)
        is_only = self._has_value(value) and not self._has_value(after)
        return value if is_only and self._is_left(value) else None

    def _has_value(self, region: Region | None) -> bool:
        return region is not None and bool(_lines(region)) and not self._is_label(region)

    def _is_label(self, region: Region) -> bool:
        return bool(self._label(region)) or plain(region.text).endswith(":")

    def _is_left(self, region: Region | None) -> bool:
        """Whether nothing was read from a cell."""
        return region is not None and self._read.isdisjoint(_lines(region))


def _lines(region: Region) -> tuple[etree._Element, ...]:
    return told_lines(own_lines(region.cell.element))
