"""The lines of a Markdown text as they were typed, and where they stand in their file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docgen.diagnostics import Place, Problem


@dataclass(frozen=True)
class TypedLines:
    """Lines that begin at ``origin`` of a file; in a YAML block scalar they are indented there.

    Attributes:
        origin: the place of the first character.
        lines: the lines, without the indent.
    """

    origin: Place
    lines: tuple[str, ...] = ()

    @property
    def indent(self) -> int:
        """Columns by which the lines are indented in the file."""
        return max(self.origin.column - 1, 0)

    def place(self, row: int, column: int = 0) -> Place:
        """The place of a character; rows and columns count from 0."""
        start = max(self.origin.column - 1, 0)
        return self.origin.shifted(row, start + column + 1)

    def line(self, row: int) -> str:
        """A line; empty beyond the last, as the parser takes a carriage return for a line end."""
        return self.lines[row] if row < len(self.lines) else ""

    def row(self, place: Place) -> int:
        """The row of a place in the text."""
        return place.line - self.origin.line

    def in_file(self, lines: Sequence[str]) -> str:
        """Lines as the file has them from the first character of the first one on."""
        rest = (f"{' ' * self.indent}{line}" if line else "" for line in lines[1:])
        return "\n".join([*lines[:1], *rest])

    def retyped(
        self, problem: Problem, first: int, stop: int, new: Sequence[str], *, safe: bool
    ) -> Problem:
        """The problem with its fix: ``new`` lines for those from ``first`` up to ``stop``."""
        old = self.in_file(self.lines[first:stop])
        return problem.fixed_by(old, self.in_file(new), self.place(first), safe=safe)
