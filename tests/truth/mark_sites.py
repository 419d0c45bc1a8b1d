"""Sites at the marks of a text."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.truth.formulas import is_beyond
from tests.truth.marks import Mark, MarkedText
from tests.truth.misprints import miscounted, misprints, one_sign_off, other_units, turned
from tests.truth.site import Site, site

FIGURES = (
    "average",
    "completion-rate",
    "difference",
    "execution-rate",
    "fall-rate",
    "growth-difference",
    "growth-rate",
    "part",
    "percent-points",
    "product",
    "saving",
    "share",
    "sum",
    "text-table",
    "two-values",
    "whole",
)
"""Kinds of marks around a figure, which becomes one that no rounding mends."""

WORDS: dict[str, Callable[[str], tuple[str, ...]]] = {
    "direction": turned,
    "listed-count": miscounted,
    "names-count": miscounted,
    "rank": miscounted,
    "wrong-unit": other_units,
}
"""Kinds of marks around a word, with what is typed for it."""

NAMES = ("unit-name", "project-name")
"""Kinds of marks around a name, which becomes another by one sign."""

OTHERS = ("extreme", "other-year")
"""Kinds of marks that say themselves what may stand there wrongly."""

_NUMBER = re.compile(r"(?<![\d.,])\d[\d,]*(?:\.\d+)?%?")


def mark_sites(text: MarkedText) -> list[Site]:
    """A site for each mark."""
    return [found for mark in text.marks for found in _sites(mark, text.lines[mark.line - 1])]


def _sites(mark: Mark, line: str) -> list[Site]:
    return site(mark.kind, mark.line, mark.start, mark.shown, *_ways(mark, line))


def _ways(mark: Mark, line: str) -> tuple[tuple[str, ...], ...]:
    if mark.kind in OTHERS:
        return ((mark.instead,),)
    if mark.kind in NAMES:
        return one_sign_off(mark.shown)
    if mark.kind in WORDS:
        return (WORDS[mark.kind](mark.shown),)
    neighbours = tuple(_NUMBER.findall(line))
    return tuple(
        tuple(new for new in way if is_beyond(new, mark.shown, mark.formula))
        for way in misprints(mark.shown, neighbours)
    )
