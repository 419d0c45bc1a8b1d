"""What a run did: one outcome a unit or file, and the exit code that follows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from docgen.checking.waivers import Waived
from docgen.diagnostics import DocumentPlace, ExitCode, Problem, Severity
from docgen.roundtrip.proposals import Proposal

Progress = Callable[[str, int, int], None]
"""Told ``(step, done, total)`` after each unit; steps are ``render`` and ``pdf``."""


_GRAVEST_FIRST = (
    ExitCode.EDITS_AT_RISK,
    ExitCode.TEMPLATE,
    ExitCode.CONTENT,
    ExitCode.OUTPUT,
    ExitCode.NO_PDF,
)


@dataclass(frozen=True)
class Outcome:
    """What became of one unit, or of one file that was converted.

    Attributes:
        name: the unit's folder name, or the file's name.
        docx: the Word file; ``None`` if none was written.
        pdf: the PDF; ``None`` if none was made.
        problems: what was found.
        changed: whether the Word file has other bytes than before.
        merged: whether new content came into a Word file that the office has edited.
        left_alone: whether the office has edited the Word file, and it was left as it is.
        built: whether the Word file is this run's own, not one that lay there.
        pdf_changed: whether the PDF was made by this run.
        silenced: problems that an exception of the unit silences, with its reason.
    """

    name: str
    docx: Path | None
    pdf: Path | None = None
    problems: tuple[Problem, ...] = ()
    changed: bool = True
    merged: bool = False
    left_alone: bool = False
    built: bool = True
    pdf_changed: bool = True
    silenced: tuple[Waived, ...] = ()


@dataclass(frozen=True)
class Result:
    """What a run did.

    Attributes:
        outcomes: one for each unit or file, in order.
        problems: those that belong to no unit: a pack's, or that nothing can make a PDF.
        substituted: what stood in for each official font in the PDFs.
        verified: how many files were verified against the official format.
        checked: whether the run only checked, and wrote nothing.
    """

    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...] = ()
    substituted: dict[str, str | None] = field(default_factory=dict)
    verified: int = 0
    checked: bool = False

    def all_problems(self) -> Iterator[Problem]:
        """Every problem of the run, the packs' first."""
        yield from self.problems
        for outcome in self.outcomes:
            yield from outcome.problems

    def without(self, code: str) -> Result:
        """The run, problems with ``code`` left out."""

        def kept(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
            return tuple(one for one in problems if one.code != code)

        outcomes = (replace(one, problems=kept(one.problems)) for one in self.outcomes)
        return replace(self, outcomes=tuple(outcomes), problems=kept(self.problems))

    @property
    def exit_code(self) -> ExitCode:
        """The gravest code: edits at risk, then template, content, output, no PDF."""
        return gravest(self.all_problems())


def gravest(problems: Iterable[Problem]) -> ExitCode:
    """The exit code that the gravest of ``problems`` means."""
    found = {one.exit_code for one in problems if one.severity is Severity.ERROR}
    return next((code for code in _GRAVEST_FIRST if code in found), ExitCode.DONE)


@dataclass(frozen=True)
class Comment:
    """A comment of the review, and where it is attached."""

    place: DocumentPlace
    author: str
    text: str


@dataclass(frozen=True)
class Review:
    """The office's edits in one Word file.

    Attributes:
        name: the unit's folder name.
        docx: the file.
        proposals: one for each edit, with what it means for the content.
        comments: the comments in the file.
        problems: what kept the file from being compared: errors of the content, conflicts.
        files: the content files that change.
        tried: whether the edits were tried on the content.
    """

    name: str
    docx: Path
    proposals: tuple[Proposal, ...] = ()
    comments: tuple[Comment, ...] = ()
    problems: tuple[Problem, ...] = ()
    files: tuple[str, ...] = ()
    tried: bool = False


@dataclass(frozen=True)
class UnitStatus:
    """How a unit's outputs stand to its content.

    Attributes:
        name: the unit's folder name.
        docx: its Word file; ``None`` if there is none.
        marks: of ``not-built``, ``content-changed``, ``edited``, ``open``, ``pdf-missing``,
            ``pdf-older``, ``unknown``; none if all is as it should be.
        errors: in its content.
        warnings: in its content.
    """

    name: str
    docx: Path | None
    marks: tuple[str, ...] = ()
    errors: int = 0
    warnings: int = 0
