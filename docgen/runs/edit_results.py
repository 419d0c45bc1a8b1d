"""What became of an edit that was typed on the page."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.diagnostics import Place, Problem


@dataclass(frozen=True)
class EditResult:
    """What became of an edit.

    Attributes:
        problem: the reason why nothing was written; ``None`` if it was, or if nothing changes.
        may_insist: whether it only disagrees with another value, which may have to be changed as
            well, so that it can be written all the same.
        files: the files that changed.
        place: where what was changed stands now.
        errors: all errors that it would bring; ``problem`` is the first.
        meant: what was typed, and what was written for it, where that is another text.
        gone: the key of the list, or the group around it, that went with its only row.
    """

    problem: Problem | None = None
    may_insist: bool = False
    files: tuple[str, ...] = ()
    place: Place | None = None
    errors: tuple[Problem, ...] = ()
    meant: tuple[tuple[str, str], ...] = ()
    gone: str = ""
