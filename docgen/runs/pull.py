"""``docgen diff`` and ``docgen pull``: shows the office's edits, or carries them back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from docgen.diagnostics import DocgenError, warning
from docgen.diagnostics.codes import problem_code
from docgen.pool import map_here
from docgen.runs.build import Packs
from docgen.runs.edition import Edition, find_edition
from docgen.runs.results import Progress, Review
from docgen.runs.review import NOT_BUILT_HERE, office_file, review
from docgen.runs.unit_task import UNIT_SECONDS, failure
from docgen.runs.write_back import new_run

UNIT_GONE = problem_code(
    "unit-gone",
    en=(
        "this is the file of unit {unit}, which the content does not have any more",
        "if its folder was renamed, give it its name back; else move the file away",
    ),
    zh=("这是单位 {unit} 的文件，内容里没有这个单位了", "文件夹改了名就改回去；不要了就把文件移走"),
)


def diff_files(
    target: str,
    *,
    root: Path | None = None,
    out: Path | None = None,
    progress: Progress | None = None,
) -> list[Review]:
    """Reviews the office's edits in a .docx, or in all Word files of an edition. Writes nothing.

    ``out`` is the folder of the edition's outputs, if it is not ``build/<edition>``.

    Raises :class:`UsageError` if ``target`` is neither a .docx nor an edition.
    """
    return _reviews(target, root, out, progress, write=False)


def pull_files(
    target: str,
    *,
    root: Path | None = None,
    out: Path | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> list[Review]:
    """Carries the office's edits back into the content; with ``dry_run``, only tries them.

    ``out`` is the folder of the edition's outputs, if it is not ``build/<edition>``.

    Raises :class:`UsageError` if ``target`` is neither a .docx nor an edition.
    """
    return _reviews(target, root, out, progress, write=not dry_run)


def _reviews(
    target: str,
    root: Path | None,
    out: Path | None,
    progress: Progress | None,
    *,
    write: bool,
) -> list[Review]:
    edition = find_edition(target, root, out)
    reviewer = _Reviewer(edition, write)
    if Path(target).suffix.lower() == ".docx":
        return [reviewer.review(Path(target))]
    files, reviews = list(_edited_files(edition)), []
    for number, file_review in enumerate(map_here(reviewer, files, UNIT_SECONDS), 1):
        reviews.append(file_review)
        if progress:
            progress("compare", number, len(files))
    return [*reviews, *_unknown_files(edition)]


@dataclass
class _Reviewer:
    """Reviews one Word file per call; the packs are loaded once.

    Attributes:
        edition: the edition.
        write: whether the edits are written to the content; they are tried in any case.
        run: the name of the run, by which all that it writes is undone.
    """

    edition: Edition
    write: bool
    run: str = field(default_factory=new_run)

    @cached_property
    def packs(self) -> Packs:
        """The packs of all calls."""
        return Packs(self.edition.project)

    def review(self, path: Path) -> Review:
        """The review of a file. Raises :class:`UsageError` if it belongs to no unit."""
        file = office_file(path, self.edition)
        try:
            return review(file, self.packs, write=self.write, run=self.run)
        except DocgenError as reason:
            return Review(file.folder.name, path, problems=(reason.problem,))

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


def _edited_files(edition: Edition) -> Iterator[Path]:
    """The edited files among the outputs of an edition."""
    units = edition.unit_names()
    for path in edition.word_files():
        identity = edition.identity(path)
        if not identity.untouched and identity.unit in units:
            yield path


def _unknown_files(edition: Edition) -> Iterator[Review]:
    """The Word files among the outputs of an edition that belong to none of its units."""
    units = edition.unit_names()
    for path in edition.word_files():
        identity, place = edition.identity(path), edition.place(path)
        if identity.unit not in units:
            unit_gone = warning(UNIT_GONE, place, unit=identity.unit) if identity.unit else None
            problem = identity.problem or unit_gone or warning(NOT_BUILT_HERE, place)
            yield Review(path.name, path, problems=(problem,))
