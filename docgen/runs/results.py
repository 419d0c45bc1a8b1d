"""The result of a run: an outcome for each unit or file, and the exit code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.checking.waivers import Waived
from docgen.diagnostics import DocumentPlace, ExitCode, Problem, Severity
from docgen.diagnostics.codes import Code

if TYPE_CHECKING:
    from docgen.roundtrip.proposing.proposals import Proposal

Progress = Callable[[str, int, int], None]
"""Called with ``(step, done, total)`` after each unit or file.

Steps are ``render``, ``pdf``, ``check``, ``fix``, ``compare`` and ``bundle``.
"""

_GRAVEST_FIRST = (
    ExitCode.EDITS_AT_RISK,
    ExitCode.TEMPLATE,
    ExitCode.CONTENT,
    ExitCode.USAGE,
    ExitCode.OUTPUT,
    ExitCode.NO_PDF,
)


@dataclass(frozen=True)
class Outcome:
    """The outcome of one unit, or of one file that was converted or verified.

    Attributes:
        name: the unit's folder name, or the file's name.
        docx: the Word file, or what is handed in with it; ``None`` if none was written, converted
            or verified.
        pdf: the PDF; ``None`` if none was made.
        problems: its problems.
        changed: whether the Word file has other bytes than before.
        merged: whether new content was merged into a Word file that the office has edited.
        edited: whether the Word file has edits of the office that are not all in the content.
        built: whether a unit was built, as opposed to an existing file converted or verified.
        pdf_changed: whether the PDF was made by this run.
        silenced: problems that a waiver of the unit removes, with its reason.
        filled: how many fields of the unit are filled in; 0 if they were not counted in this run.
        pages: the number of pages of the PDF; 0 without one.
        checks: what says how it was checked: a page, a marked copy.
    """

    name: str
    docx: Path | None
    pdf: Path | None = None
    problems: tuple[Problem, ...] = ()
    changed: bool = True
    merged: bool = False
    edited: bool = False
    built: bool = True
    pdf_changed: bool = True
    silenced: tuple[Waived, ...] = ()
    filled: int = field(default=0, compare=False)
    pages: int = field(default=0, compare=False)
    checks: tuple[Path, ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        """Its Word file and its PDF, as far as there are any."""
        return tuple(file for file in (self.docx, self.pdf) if file)

    def with_problems(self, *problems: Problem) -> Outcome:
        """The same outcome with more problems."""
        return replace(self, problems=(*self.problems, *problems))


@dataclass(frozen=True)
class Result:
    """The result of a run.

    Attributes:
        outcomes: one for each unit or file, in order.
        problems: problems that belong to no unit: of a pack, or of a missing PDF converter.
        substituted: the substitute of each official font that is missing; ``None`` without one.
        verified: how many files were verified against the official format.
        checked: whether the run only checked the content.
        of_files: whether it checked Word files that nobody types as content.
    """

    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...] = ()
    substituted: dict[str, str | None] = field(default_factory=dict)
    verified: int = 0
    checked: bool = False
    of_files: bool = False

    def all_problems(self) -> Iterator[Problem]:
        """Yields all problems of the run, first those that belong to no unit."""
        yield from self.problems
        for outcome in self.outcomes:
            yield from outcome.problems

    def without(self, code: Code) -> Result:
        """The result without the problems that have ``code``."""

        def kept(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
            return tuple(problem for problem in problems if problem.code != code)

        outcomes = (replace(outcome, problems=kept(outcome.problems)) for outcome in self.outcomes)
        return replace(self, outcomes=tuple(outcomes), problems=kept(self.problems))

    @property
    def exit_code(self) -> ExitCode:
        """The gravest exit code: edits at risk, then template, content, usage, output, no PDF."""
        return gravest(self.all_problems())


def gravest(problems: Iterable[Problem]) -> ExitCode:
    """The gravest exit code of the errors among ``problems``; ``DONE`` without errors."""
    codes = {problem.exit_code for problem in problems if problem.severity is Severity.ERROR}
    return next((code for code in _GRAVEST_FIRST if code in codes), ExitCode.DONE)


@dataclass(frozen=True)
class Comment:
    """A comment in a Word file, and the place it is attached to."""

    place: DocumentPlace
    author: str
    text: str


@dataclass(frozen=True)
class Review:
    """The office's edits in one Word file.

    Attributes:
        name: the unit's folder name.
        docx: the file.
        proposals: one for each edit: the proposed change of the content.
        comments: the comments in the file.
        problems: the reasons why the file could not be compared: errors of the content, conflicts.
        files: the names of the content files that change.
        adopted: the unit's file, if this one became it.
    """

    name: str
    docx: Path
    proposals: tuple[Proposal, ...] = ()
    comments: tuple[Comment, ...] = ()
    problems: tuple[Problem, ...] = ()
    files: tuple[str, ...] = ()
    adopted: Path | None = None

    @property
    def stays(self) -> int:
        """How many edits stay in the file, at least in part."""
        return sum(proposal.reason is not None for proposal in self.proposals)


@dataclass(frozen=True)
class UnitStatus:
    """The state of a unit's outputs, compared with its content.

    Attributes:
        name: the unit's folder name.
        docx: its Word file; ``None`` if there is none.
        marks: some of ``not-built``, ``content-changed``, ``edited``, or ``carried`` if all edits
            are in the content, ``conflicts``, ``open``, ``pdf-missing``, ``pdf-older``; none if the
            outputs are up to date; ``fixed`` before them if it is fixed, ``fixed-changed`` if
            something has changed since. A file beside them has one of ``edited-copy``,
            ``moved-aside``, ``other-edition``, ``pulled-in-part``, ``unit-gone``, ``unknown``,
            ``unreadable``.
        errors: the number of errors in its content.
        warnings: the number of warnings in its content.
        problems: what is to be done about a file beside them.
    """

    name: str
    docx: Path | None
    marks: tuple[str, ...] = ()
    errors: int = 0
    warnings: int = 0
    problems: tuple[Problem, ...] = ()
