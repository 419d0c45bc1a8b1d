"""Charts measured in the pixels of a page: the heights of bars and of points, the arcs of slices.

The scale is read from the lines behind a chart, which are of one colour that nothing else has.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image

DOTS = 150
"""Pixels of an inch."""

GRID = "00B050"
LINES = 5
"""The distances between the lines from 0 to the top."""
_NARROW = 4
_STEPS = 4
"""Of a pixel of an arc."""
_NEAR = 24
"""By how much a channel of a colour may differ: edges are smoothed."""

Colour = tuple[int, int, int]


def pages_of(pdf: Path) -> Iterator[Image.Image]:
    """The pages of a PDF in pixels."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            yield page.render(scale=DOTS / 72).to_pil().convert("RGB")


def pixels(page: Image.Image) -> Any:
    """The colours of a page by column and row."""
    loaded = page.load()
    assert loaded is not None
    return loaded


def colour(name: str) -> Colour:
    """A colour of six hexadecimal digits."""
    red, green, blue = bytes.fromhex(name)
    return red, green, blue


@dataclass(frozen=True)
class MeasuredChart:
    """A chart on a page, with lines of :data:`GRID` at 0, at ``top`` and between.

    Attributes:
        page: the page in pixels.
        top: the figure at the uppermost line.
        count: of its categories.
    """

    page: Image.Image
    top: float
    count: int

    @property
    def frame(self) -> tuple[int, int, float, float]:
        """Left, right, upper and lower edge of what the lines stand behind."""
        width, height = self.page.size
        wanted, at = colour(GRID), pixels(self.page)
        rows = [
            (row, columns)
            for row in range(height)
            if len(columns := [x for x in range(width) if _alike(at[x, row], wanted)]) > width / 8
        ]
        lines = [_middle(run) for run in _runs([row for row, _ in rows])]
        left, right = min(c[0] for _, c in rows), max(c[-1] for _, c in rows)
        # A line may be hidden by bars, the lowest by the axis; all are as far apart.
        least = min(below - above for above, below in pairwise(lines))
        gap = (lines[-1] - lines[0]) / round((lines[-1] - lines[0]) / least)
        return left, right, lines[0], lines[0] + gap * LINES

    def bars(self, name: str) -> dict[int, tuple[int, float]]:
        """By category, the height of its bar of a colour in pixels, and that of one unit."""
        left, right, upper, lower = self.frame
        found = {}
        at, wanted = pixels(self.page), colour(name)
        rows = range(int(upper) - 2, int(lower) + 3)
        columns = {x: [y for y in rows if _alike(at[x, y], wanted)] for x in range(left, right + 1)}
        for run in _runs([x for x, filled in columns.items() if filled]):
            if len(run) < _NARROW:
                continue  # where two colours meet, or a mark of the axis
            middle = run[len(run) // 2]
            category = int((middle - left) / (right - left + 1) * self.count)
            filled = columns[middle]
            found[category] = (filled[-1] - filled[0] + 1, (lower - upper) / self.top)
        return found

    def line(self, name: str, figures: list[float]) -> Iterator[float]:
        """By how much a line is off, in pixels, a quarter behind each figure and one before it.

        At a figure itself it has a corner, whose middle is not the middle of what is drawn. A
        column is a pixel wide: by half of that, a steep line may stand elsewhere in it.
        """
        left, right, upper, lower = self.frame
        at, wanted = pixels(self.page), colour(name)
        for number, (first, second) in enumerate(pairwise(figures)):
            for share in (0.25, 0.75):
                step = (right + 1 - left) / self.count
                column = round(left + step * (number + share + 0.5))
                exact = (column + 0.5 - left) / step - 0.5 - number
                span = range(int(upper) - 9, int(lower) + 9)
                rows = [y for y in span if _alike(at[column, y], wanted)]
                figure = first + (second - first) * exact
                scale = (lower - upper) / self.top
                off = abs(lower - _middle(rows) - figure * scale)
                yield max(0, off - 0.5 * abs(second - first) * scale / step)


def arcs(page: Image.Image, names: list[str]) -> list[tuple[float, float]]:
    """For each colour of a pie, the length of its arc in pixels at two thirds, and of the whole."""
    wanted, at = [colour(name) for name in names], pixels(page)
    width, height = page.size
    pie = [(x, y) for x in range(width) for y in range(height // 2) if _any(at[x, y], wanted)]
    left, right = min(x for x, _ in pie), max(x for x, _ in pie)
    upper, lower = min(y for _, y in pie), max(y for _, y in pie)
    radius = (right - left + lower - upper + 2) / 4 * 2 / 3
    around = round(2 * math.pi * radius)
    steps = around * _STEPS
    seen = list[int]()
    for step in range(steps):
        angle = step / steps * 2 * math.pi
        x = (left + right) / 2 + radius * math.sin(angle)
        y = (upper + lower) / 2 - radius * math.cos(angle)
        found = at[round(x), round(y)]
        seen.append(next((n for n, each in enumerate(wanted) if _alike(found, each)), -1))
    return [(length / _STEPS, around) for length in _lengths(seen, len(names))]


def _lengths(seen: list[int], count: int) -> list[float]:
    """How many steps each colour has; those where two meet are shared."""
    lengths = [0.0] * count
    runs = [(number, len(list(run))) for number, run in groupby(seen)]
    for at, (number, length) in enumerate(runs):
        if number >= 0:
            lengths[number] += length
        else:
            for beside in (runs[at - 1][0], runs[(at + 1) % len(runs)][0]):
                lengths[beside] += length / 2
    return lengths


def _alike(found: Colour, wanted: Colour) -> bool:
    return all(abs(a - b) <= _NEAR for a, b in zip(found, wanted, strict=True))


def _any(found: Colour, wanted: list[Colour]) -> bool:
    return found != (255, 255, 255) and any(_alike(found, each) for each in wanted)


def _runs(numbers: list[int]) -> Iterator[list[int]]:
    """Numbers that follow each other, together."""
    for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        yield [number for _, number in run]


def _middle(run: list[int]) -> float:
    return (run[0] + run[-1]) / 2
