"""A place of a text where one defect can be planted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Site:
    """A passage and what may stand there wrongly.

    Attributes:
        kind: what is planted.
        line: its line, from 1.
        start: where the passage begins in the line.
        old: the passage.
        ways: the wrong passages by the way in which they are wrong; one way is drawn, then one of
            its passages.
    """

    kind: str
    line: int
    start: int
    old: str
    ways: tuple[tuple[str, ...], ...]


def site(kind: str, line: int, start: int, old: str, *ways: tuple[str, ...]) -> list[Site]:
    """The site in a list, which is empty if nothing else may stand there."""
    found = tuple(way for way in ways if way)
    return [Site(kind, line, start, old, found)] if found else []
