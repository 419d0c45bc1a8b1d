"""What was found out about each figure of a report."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from docgen.diagnostics import Place, Problem


class Status(Enum):
    """How far a figure was checked."""

    VERIFIED = "verified"
    """It is what other figures give, or what another place says (green)."""

    ROUNDED = "rounded"
    """It is so within the rounding of what is printed (amber)."""

    WRONG = "wrong"
    """Other figures give something else (red)."""

    SEEN = "seen"
    """It was read, and nothing in the report says what it should be (grey)."""


@dataclass(frozen=True)
class Verdict:
    """A figure of a report, and what was found out about it.

    Attributes:
        place: where its first character stands.
        text: the figure as it is written, with its unit: ``420.71万元``.
        field: the path of the field or text that it stands in.
        start: offset of its first character in the paragraph; 0 for a figure of a form.
        status: how far it was checked.
        arithmetic: the sum that was done, as ``(420.71 − 375.10) ÷ 375.10 = 12.16%``; or the same
            figure elsewhere; empty where there was nothing to do.
        sources: where the other figures of the sum stand.
        problem: what is told of it, if anything.
        sentence: the words around it, for those who read the report on what was checked.
    """

    place: Place
    text: str
    field: str
    start: int
    status: Status
    arithmetic: str = ""
    sources: tuple[Place, ...] = ()
    problem: Problem | None = None
    sentence: str = ""
