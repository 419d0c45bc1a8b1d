"""What to type in the place of what stands in a file, where there is one answer."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.diagnostics.places import Place


@dataclass(frozen=True)
class Fix:
    r"""A change of one stretch of a file that mends a problem.

    Attributes:
        place: where the stretch begins.
        old: what stands there, with ``\n`` for its line ends; empty for an insertion.
        new: what to type instead.
        safe: whether this is plainly what the writer means, so that it may be done without asking.
    """

    place: Place
    old: str
    new: str
    safe: bool = True

    @property
    def end(self) -> Place:
        """The place behind the last character of ``old``."""
        lines = self.old.split("\n")
        first = self.place.column if len(lines) == 1 else 1
        return self.place.shifted(len(lines) - 1, first + len(lines[-1]))
