"""Writes a unit's Word file; edits of the office in an existing file are kept."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from docgen.atomic import FILE_OPEN, write_atomically
from docgen.diagnostics import DocgenError, EditsAtRiskError, OutputError, Place, warning
from docgen.diagnostics.codes import problem_code
from docgen.project import Project
from docgen.roundtrip.conflict_comments import AUTHOR
from docgen.roundtrip.fingerprint import read_identity, unit_of
from docgen.roundtrip.merging import merge_into, open_conflicts
from docgen.roundtrip.overwrite import (
    EDITED_FILE,
    SAME_OUTPUT,
    Decision,
    decide,
    move_aside,
    read_office_file,
    refuse_if_open,
)
from docgen.runs.build import Report
from docgen.runs.edition import Edition
from docgen.runs.results import Outcome
from docgen.runs.unit_task import WorkerResult, failure
from docgen.word.tracked_changes import Author

RENAMED_FILE = problem_code(
    "renamed-file",
    en=(
        "the report is called {output} now, with the Word file's edits; the old file was moved to "
        "{moved}",
        "edit the new file from now on; delete the old one when it is not needed",
    ),
    zh=(
        "报告改名为 {output}，Word 里的修改已带过去；旧文件移到了 {moved}",
        "以后改新文件；旧文件确认无用后删去",
    ),
)
MOVED_ASIDE = problem_code(
    "moved-aside",
    en=(
        "the edited file was moved to {moved}",
        "docgen pull {moved} carries its edits into the content, then they stay",
    ),
    zh=("改过的文件移到了 {moved}", "docgen pull {moved} 把里面的修改写回内容，下次就不会丢"),
)
LAYOUT_NOT_MERGED = problem_code(
    "layout-not-merged",
    en=(
        "styles, headers or page setup of the template have changed; only words came into this "
        "edited file",
        "for the new layout: docgen pull, then render with --replace",
    ),
    zh=(
        "模板的样式、页眉页脚或页面设置变了；这个改过的文件只并入了文字",
        "要用新的版式：docgen pull 写回修改，再加 --replace 生成",
    ),
)


@dataclass(frozen=True)
class WriteSettings:
    """Where and how a run writes.

    Attributes:
        edition: the edition, with the folder of its outputs.
        replace: whether an edited file is moved aside for a fresh one.
        tracked: whether new content goes into an edited file as tracked changes.
    """

    edition: Edition
    replace: bool = False
    tracked: bool = False

    @property
    def author(self) -> Author | None:
        """As whose tracked changes new content goes into an edited file; ``None`` if as none."""
        return Author(AUTHOR, f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}") if self.tracked else None

    @cached_property
    def files(self) -> dict[str, Path]:
        """The Word files that existed when the run began, by their units."""
        return {unit_of(file): file for file in self.edition.word_files()}


def write_unit(result: WorkerResult, writing: WriteSettings, owner: str) -> Outcome:
    """Writes one unit's Word file; errors become problems of the outcome.

    ``owner`` is the unit that has the file's name in this run: this one, or another.
    """
    report, outcome, project = result.report, result.outcome, writing.edition.project
    if report is None:
        return outcome
    place = Place(project.relative(result.folder))
    try:
        if owner != outcome.name:
            raise OutputError(SAME_OUTPUT, place, other=owner, output=report.name)
        return _Writer(report, outcome, writing).write()
    except DocgenError as reason:
        problem = reason.problem
    except Exception as reason:  # as in Builder
        problem = failure(place, "write", reason)
    return replace(outcome, problems=(*outcome.problems, problem))


@dataclass(frozen=True)
class _Writer:
    """Writes a unit's fresh report to its path, or merges it into the file that exists there."""

    report: Report
    outcome: Outcome
    writing: WriteSettings

    @property
    def project(self) -> Project:
        return self.writing.edition.project

    @property
    def path(self) -> Path:
        return self.writing.edition.folder / self.report.name

    @property
    def place(self) -> Place:
        return Place(self.project.relative(self.path))

    def write(self) -> Outcome:
        """Writes, merges or leaves the Word file alone, and returns the outcome with it."""
        if not self.path.is_file():
            return self.merge_renamed() or self.write_data(self.report.data)
        theirs = read_office_file(self.path, self.place)
        if theirs == self.report.data:
            with suppress(OutputError):  # nothing else is to be written
                self.keep_base()
            return replace(self.outcome, docx=self.path, changed=False)
        identity = read_identity(theirs, self.place)
        if self.writing.replace and not identity.untouched:
            return self.replace_edited()
        decision = decide(identity, self.outcome.name, self.report.fingerprint, self.place)
        if decision is Decision.LEAVE:
            problems = (*self.outcome.problems, *open_conflicts(theirs, self.place))
            outcome = replace(self.outcome, problems=problems)
            return replace(outcome, docx=self.path, changed=False, left_alone=True)
        refuse_if_open(self.path, self.place)
        if decision is Decision.MERGE:
            return self.merge(theirs, identity.fingerprint)
        return self.write_data(self.report.data)

    def merge_renamed(self) -> Outcome | None:
        """Merges into a file with edits that has the report's former name.

        The former file is moved aside. Returns ``None`` if there is no such file.
        """
        old = self.writing.files.get(self.outcome.name)
        if old is None or not old.is_file() or self.writing.replace:
            return None
        place = Place(self.project.relative(old))
        identity = read_identity(old, place)
        if identity.untouched or not identity.fingerprint:
            return None
        refuse_if_open(old, place)
        outcome = self.merge(read_office_file(old, place), identity.fingerprint)
        if outcome.docx is None:
            return outcome
        moved = self.project.relative(move_aside(old, place))
        problem = warning(RENAMED_FILE, place, moved=moved, output=self.report.name)
        return replace(outcome, problems=(*outcome.problems, problem))

    def write_data(self, data: bytes) -> Outcome:
        """Writes ``data``; the fresh report, which is its base, is kept first."""
        self.keep_base()
        write_atomically(self.path, data, self.place.file)
        return replace(self.outcome, docx=self.path)

    def keep_base(self) -> None:
        """Keeps the fresh report. Raises :class:`OutputError` if it cannot be written."""
        report = self.report
        self.writing.edition.bases.keep(self.outcome.name, report.fingerprint, report.data)

    def replace_edited(self) -> Outcome:
        """Moves the edited file aside, and writes a fresh one."""
        refuse_if_open(self.path, self.place)
        moved = self.project.relative(move_aside(self.path, self.place))
        problem = warning(MOVED_ASIDE, self.place, moved=moved)
        outcome = self.write_data(self.report.data)
        return replace(outcome, problems=(*outcome.problems, problem))

    def merge(self, theirs: bytes, fingerprint: str) -> Outcome:
        """Merges the new content into the edited file."""
        base = self.writing.edition.bases.find(self.outcome.name, fingerprint)
        if base is None:
            raise EditsAtRiskError(EDITED_FILE, self.place)
        report, author = self.report, self.writing.author
        merged = merge_into(base, report.data, theirs, self.place, report.form, author)
        if self.path.is_file() and self.path.read_bytes() != theirs:  # saved meanwhile
            raise EditsAtRiskError(FILE_OPEN, self.place, holder="")
        outcome = replace(self.write_data(merged.data), merged=True)
        layout = (warning(LAYOUT_NOT_MERGED, self.place),) if merged.layout else ()
        problems = (*outcome.problems, *merged.conflicts, *merged.both, *layout)
        return replace(outcome, problems=problems)
