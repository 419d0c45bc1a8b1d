"""Reads the texts: Markdown with marks that say what may be altered, and that nothing else reads.

较上年增长⟦growth-rate:12.2%=(420.71-375.10)/375.10⟧      what is printed, and the sum it is
2022年为⟦other-year:375.10~420.71⟧万元                    and what may stand there wrongly
内设⟦names-count:五⟧个科室
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.truth.tables import PipeTable, pipe_tables

TEXTS = Path(__file__).parent / "texts"

_MARK = re.compile(r"⟦([a-z-]+):([^⟦⟧=~]+)(?:=([^⟦⟧~]+))?(?:~([^⟦⟧]+))?⟧")


@dataclass(frozen=True)
class Mark:
    """A passage that may be altered.

    Attributes:
        kind: what it is, such as ``growth-rate``.
        shown: what is printed.
        formula: the sum that it comes from, or empty.
        instead: what may stand there wrongly, or empty.
        line: its line, from 1.
        start: where it begins in the line without marks.
    """

    kind: str
    shown: str
    formula: str
    instead: str
    line: int
    start: int


@dataclass(frozen=True)
class MarkedText:
    """A text as its file has it; ``marked`` is the text with the marks."""

    name: str
    marked: str

    @cached_property
    def plain(self) -> str:
        """The text as it is checked."""
        return _MARK.sub(r"\2", self.marked)

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the plain text."""
        return self.plain.split("\n")

    @cached_property
    def marks(self) -> list[Mark]:
        """The marks, in order."""
        return [
            Mark(
                match[1],
                match[2],
                match[3] or "",
                match[4] or "",
                number,
                len(_MARK.sub(r"\2", line[: match.start()])),
            )
            for number, line in enumerate(self.marked.split("\n"), 1)
            for match in _MARK.finditer(line)
        ]

    @cached_property
    def tables(self) -> list[PipeTable]:
        """Its tables."""
        return pipe_tables(self.lines)


def marked_texts() -> list[MarkedText]:
    """All texts, by name."""
    return [MarkedText(path.stem, path.read_text("utf-8")) for path in sorted(TEXTS.glob("*.md"))]
