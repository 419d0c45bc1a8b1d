"""``docgen diff`` and ``docgen pull``: shows the office's edits, or carries them back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from docgen.atomic import FILE_OPEN
from docgen.diagnostics import DocgenError, ExitCode, Place, UsageError
from docgen.diagnostics.codes import problem_code
from docgen.pool import map_here
from docgen.roundtrip.files.unsaved import unsaved_warning
from docgen.runs import UNIT_SECONDS
from docgen.runs.adopt import adopted
from docgen.runs.build import Packs
from docgen.runs.edition import Edition, find_edition
from docgen.runs.failures import failure
from docgen.runs.found_files import FoundFiles, is_office_name
from docgen.runs.frozen_units import refuse_fixed
from docgen.runs.pulled_files import PulledFiles
from docgen.runs.recorded_write import new_run
from docgen.runs.results import Progress, Review, gravest
from docgen.runs.review import OfficeFile, office_file, review

ONLY_FOR_A_FILE = problem_code(
    "only-for-a-file",
    en=(
        "{option} is for one Word file, not for an edition",
        "name the file: docgen pull FILE.docx {option}",
    ),
    zh=(
        "{option} 只用于一个 Word 文件，不用于整个年度",
        "写明文件：docgen pull 文件.docx {option}",
    ),
)
NOTHING_TO_FORGET = problem_code(
    "nothing-to-forget",
    en=("no reminder of this file is kept", "name the file as the reminder names it"),
    zh=("没有这个文件的提醒", "按提醒里写的路径写文件"),
)


def diff_files(
    target: str,
    *,
    root: Path | None = None,
    out: Path | None = None,
    progress: Progress | None = None,
) -> list[Review]:
    """Reviews the office's edits in a Word file, or in all of an edition. Writes nothing.

    ``out`` is the folder of the edition's outputs, if it is not ``build/<edition>``.

    Raises :class:`UsageError` if ``target`` is neither a Word file nor an edition.
    """
    edition = find_edition(target, root, out)
    reviewer = _Reviewer(edition)
    if _is_file(target, edition):
        return [_with_warning(reviewer.review(Path(target)), edition)]
    return _reviews(reviewer, progress)


def pull_files(
    target: str,
    *,
    root: Path | None = None,
    out: Path | None = None,
    dry_run: bool = False,
    unit: str = "",
    adopt: bool = False,
    progress: Progress | None = None,
) -> list[Review]:
    """Carries the office's edits back into the content; with ``dry_run``, only tries them.

    ``out`` is the folder of the edition's outputs, if it is not ``build/<edition>``. A single file
    is taken for that of ``unit``, if given; with ``adopt``, it becomes the report of its unit.

    Raises :class:`UsageError` if ``target`` is neither a Word file nor an edition.
    """
    edition = find_edition(target, root, out)
    reviewer = _Reviewer(edition, write=not dry_run)
    if _is_file(target, edition):
        return [_with_warning(reviewer.pull(Path(target), unit, adopt=adopt), edition)]
    for option, value in (("--adopt", adopt), ("--unit", unit)):
        if value:
            raise UsageError(ONLY_FOR_A_FILE, Place(target), option=option)
    return _reviews(reviewer, progress)


def forget_file(target: str, *, root: Path | None = None) -> None:
    """Ends the reminders that edits have stayed in a file, which may be gone meanwhile.

    Raises :class:`UsageError` if there is none.
    """
    edition = find_edition(target, root)
    if edition.name in edition.project.editions():
        raise UsageError(ONLY_FOR_A_FILE, Place(target), option="--forget")
    built = [path.name for path in edition.project.output("").glob("*/")]
    known = [PulledFiles(edition.project, name).forget(Path(target)) for name in built]
    if not any(known):
        raise UsageError(NOTHING_TO_FORGET, edition.place(Path(target)))


def _is_file(target: str, edition: Edition) -> bool:
    """Whether ``target`` names a file, and not an edition."""
    if edition.name in edition.project.editions():
        return False
    return Path(target).is_file() or is_office_name(target)


def _reviews(reviewer: _Reviewer, progress: Progress | None) -> list[Review]:
    """The reviews of all edited files of an edition, and of those that are of no unit of it."""
    edition = reviewer.edition
    found = [*FoundFiles(edition).files, *FoundFiles(edition.drafts).files]
    edited, reviews = [file.path for file in found if file.is_edited], []
    for number, file_review in enumerate(map_here(reviewer, edited, UNIT_SECONDS), 1):
        reviews.append(_with_warning(file_review, reviewer.edition))
        if progress:
            progress("compare", number, len(edited))
    others = (
        Review(file.path.name, file.path, problems=(file.problem,))
        for file in found
        if file.problem
    )
    unedited = (file.path for file in found if not (file.is_edited or file.problem))
    opened = (_with_warning(Review(path.name, path), edition) for path in unedited)
    return [*reviews, *others, *(review for review in opened if review.problems)]


def _with_warning(found: Review, edition: Edition) -> Review:
    """The review of a file, with the warning that somebody has it open, if that is so."""
    is_told = any(problem.code == FILE_OPEN for problem in found.problems)
    unsaved = None if is_told else unsaved_warning(found.docx, edition.place(found.docx))
    return replace(found, problems=(*found.problems, unsaved)) if unsaved else found


@dataclass
class _Reviewer:
    """Reviews one Word file per call; the packs are loaded once.

    Attributes:
        edition: the edition.
        write: whether the edits are written to the content; they are tried in any case.
        run: the name of the run, by which all that it writes is undone.
    """

    edition: Edition
    write: bool = False
    run: str = field(default_factory=new_run)

    @cached_property
    def packs(self) -> Packs:
        """The packs of all calls."""
        return Packs(self.edition.project)

    def review(self, path: Path) -> Review:
        """The review of a file. Raises :class:`DocgenError` if it belongs to no unit."""
        return self.review_of(office_file(path, self.edition))

    def review_of(self, file: OfficeFile) -> Review:
        """The review of a unit's file; nothing is carried into a report that is fixed."""
        try:
            if self.write:
                refuse_fixed(file.edition, file.folder)
            return review(file, self.packs, write=self.write, run=self.run)
        except DocgenError as reason:
            return Review(file.folder.name, file.path, problems=(reason.problem,))

    def pull(self, path: Path, unit: str, *, adopt: bool) -> Review:
        """The review of a file that is pulled alone; edits that stay in it are remembered."""
        file = office_file(path, self.edition, unit)
        if adopt and self.write:
            refuse_fixed(file.edition, file.folder)
            return adopted(file, self.packs)
        found = self.review_of(file)
        if self.write and not file.edition.has_output(path):
            return _remembered(file, found)
        return found

    def __call__(self, path: Path) -> Review:
        """The review of a file; never raises."""
        try:
            return self.review(path)
        except DocgenError as reason:
            return Review(path.name, path, problems=(reason.problem,))
        except Exception as reason:  # as in Builder
            return self.failed(path, reason)

    def failed(self, path: Path, reason: Exception) -> Review:
        """The review of a file that could not be reviewed."""
        return Review(
            path.name, path, problems=(failure(self.edition.place(path), "review", reason),)
        )


def _remembered(file: OfficeFile, found: Review) -> Review:
    """The review of a file that is no output, with a warning if edits have stayed in it."""
    pulled_files = PulledFiles(file.edition.project, file.edition.name)
    pulled = pulled_files.of(file.path, found.name, found.stays)
    if not pulled.stays:
        if gravest(found.problems) is ExitCode.DONE:  # or nothing was pulled
            pulled_files.forget(file.path)
        return found
    try:
        pulled_files.keep(file.path, pulled)
        problems = [pulled.problem]
    except DocgenError as reason:
        problems = [pulled.problem, reason.problem]
    return replace(found, problems=(*found.problems, *problems))
