"""What each edit means for the content files: what to write, or why it stays in the Word file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from docgen.content.content_edits import ContentEdits
from docgen.diagnostics import Place, Problem
from docgen.roundtrip.diff import Edit


class SkipReason(Enum):
    """Why an edit stays in the Word file; ``phrases-*.yaml`` have the words."""

    FIXED = "fixed"
    DERIVED = "derived"
    SEVERAL = "several"
    PART = "part"
    FIGURE = "figure"
    KEY = "key"
    LOOK = "look"
    OBJECT = "object"
    TABLE = "table"
    ROW = "row"
    MARGIN = "margin"
    NOWHERE = "nowhere"
    MARKDOWN = "markdown"
    REFUSED = "refused"


@dataclass(frozen=True)
class Reason:
    """Why an edit, or a part of it, stays.

    ``detail`` is what the words have to name, ``problem`` what the content would have.
    """

    why: SkipReason
    detail: str = ""
    problem: Problem | None = None


Write = Callable[[ContentEdits], bool]
"""Does its part of an edit to the drafts; whether it could."""


@dataclass(eq=False)
class Proposal:
    """What an edit means for the content.

    Attributes:
        edit: the edit.
        place: the content it belongs to, if any.
        values: new texts for typed values, by their places.
        writes: changes to Markdown texts and lists.
        reason: why the edit stays, or what of it does although there is something to write.
    """

    edit: Edit
    place: Place | None = None
    values: list[tuple[Place, str]] = field(default_factory=list)
    writes: list[Write] = field(default_factory=list)
    reason: Reason | None = None

    @property
    def writable(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.values or self.writes)

    def stays(self, why: SkipReason, detail: str = "") -> Proposal:
        """The same, with a reason; the first one counts."""
        self.reason = self.reason or Reason(why, detail)
        return self
