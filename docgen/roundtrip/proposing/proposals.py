"""Proposals: what an edit writes to the content files, or why it stays in the Word file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from docgen.content.content_edits import ContentEdits
from docgen.diagnostics import DocumentPlace, Place, Problem
from docgen.roundtrip.comparing.diff import Edit


class SkipReason(Enum):
    """Why an edit stays in the Word file; the texts are in ``phrases-*.yaml``."""

    FIXED = "fixed"
    DERIVED = "derived"
    SEVERAL = "several"
    PART = "part"
    FIGURE = "figure"
    KEY = "key"
    CELL = "cell"
    UNIT = "unit"
    LOOK = "look"
    BLANK = "blank"
    LINES = "lines"
    OBJECT = "object"
    TABLE = "table"
    ROW = "row"
    CELLS = "cells"
    COLUMN = "column"
    NUMBER = "number"
    PAGE = "page"
    BLANK_ROW = "blank-row"
    BLANK_MARK = "blank-mark"
    ONE_LINE = "one-line"
    MARGIN = "margin"
    NOWHERE = "nowhere"
    ENTANGLED = "entangled"
    MARKDOWN = "markdown"
    REFUSED = "refused"
    CONFLICT = "conflict"
    ANNEX = "annex"


@dataclass(frozen=True)
class Reason:
    """Why an edit, or a part of it, stays in the Word file.

    Attributes:
        why: the reason.
        detail: a text to insert into the message.
        elsewhere: where else the value is printed.
        problem: the problem that the content would have with the edit.
    """

    why: SkipReason
    detail: str = ""
    elsewhere: tuple[DocumentPlace, ...] = ()
    problem: Problem | None = None


Write = Callable[[ContentEdits], bool]
"""Applies a change to the drafts of the content; returns whether that was possible."""


@dataclass(eq=False)
class Proposal:
    """What an edit changes in the content.

    Attributes:
        edit: the edit.
        values: new texts for typed values, with their places.
        writes: changes to Markdown texts and lists.
        written: the places that these change.
        reason: why the edit, or the part of it that cannot be written, stays in the Word file.
        follows: whether the content has it, since it follows from other edits.
        id: its id among the edits of its file; empty for one that only others would bring about.
    """

    edit: Edit
    values: list[tuple[Place, str]] = field(default_factory=list)
    writes: list[Write] = field(default_factory=list)
    written: list[Place] = field(default_factory=list)
    reason: Reason | None = None
    follows: bool = False
    id: str = ""

    @property
    def places(self) -> tuple[Place, ...]:
        """Where in the content it goes, each place once; none for what is not written."""
        return tuple(dict.fromkeys([*self.written, *(place for place, _ in self.values)]))

    @property
    def writable(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.values or self.writes)

    def write(self, place: Place, *writes: Write) -> None:
        """Adds changes of the content at ``place``; what comes from a workbook is not written."""
        if place.is_taken:
            self.skip(SkipReason.CELL, str(place))
            return
        self.written.append(place)
        self.writes += writes

    def drop(self) -> None:
        """Leaves all of it in the Word file."""
        self.values, self.writes, self.written = [], [], []

    def skip(
        self, why: SkipReason, detail: str = "", elsewhere: tuple[DocumentPlace, ...] = ()
    ) -> Proposal:
        """Sets the reason unless there is one already; returns the proposal itself."""
        self.reason = self.reason or Reason(why, detail, elsewhere)
        return self
