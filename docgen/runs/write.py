"""Writes a unit's Word file; edits of the office in an existing file are kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from docgen.atomic import write_atomically
from docgen.diagnostics import (
    DocgenError,
    EditsAtRiskError,
    ExitCode,
    OutputError,
    Place,
    Problem,
    error,
    warning,
)
from docgen.diagnostics.codes import problem_code
from docgen.project import Project, typed
from docgen.roundtrip.files.fingerprint import AUTHOR, Identity, Owner, owner_of, read_identity
from docgen.roundtrip.files.overwrite import (
    EDITED_FILE,
    Decision,
    decide,
    move_aside,
    read_office_file,
    refuse_if_open,
    set_aside,
)
from docgen.roundtrip.merging.merged_file import merge_into
from docgen.roundtrip.reading.docx_model import DocxFile
from docgen.runs.build import Packs, Report
from docgen.runs.edition import Edition
from docgen.runs.edits_left import reads_otherwise
from docgen.runs.failures import failure
from docgen.runs.found_files import FoundFiles
from docgen.runs.results import Outcome
from docgen.runs.traced import traced_unit
from docgen.runs.unit_task import WorkerResult
from docgen.word.tracked_changes import Author

SAME_OUTPUT = problem_code(
    "same-output",
    en=(
        "its output has the same name as that of {other}: {output}",
        "two units: correct the name of one; two forms of one unit: add a word to `output` in the "
        "pack.yaml of 「{pack}」 that tells them apart",
    ),
    zh=(
        "与 {other} 的输出文件同名：{output}",
        "两个单位的，改正其中一个的名称；同一单位的两种表，在「{pack}」的 pack.yaml 里给 "
        "output 添上能区分的字",
    ),
)
SAVED_MEANWHILE = problem_code(
    "saved-meanwhile",
    en=(
        "somebody, or another run of docgen, saved this file while new content was merged into "
        "it; it was not overwritten",
        "run docgen render {edition} again",
    ),
    zh=(
        "并入新内容时，有人或另一个 docgen 又存了这个文件；没有覆盖它",
        "再运行一次 docgen render {edition}",
    ),
)
RENAMED_FILE = problem_code(
    "renamed-file",
    en=(
        "the report is {output} now, with this file's edits; this file was moved to {moved}",
        "edit the new file from now on; delete the old one when it is not needed",
    ),
    zh=(
        "报告现在是 {output}，这个文件里的修改已带过去；这个文件移到了 {moved}",
        "以后改新文件；旧文件确认无用后删去",
    ),
)
FORMER_FILE = problem_code(
    "former-file",
    en=(
        "the report is {output} now; this file, and its PDF if there is one, was moved to {moved}",
        "delete it when it is not needed",
    ),
    zh=("报告现在是 {output}；这个旧文件（连同 PDF）移到了 {moved}", "确认无用后删去"),
)
MOVED_ASIDE = problem_code(
    "moved-aside",
    en=(
        "the edited file was moved to {moved}",
        "docgen pull {moved} carries into the content what has a place there; with --adopt it "
        "becomes the report's file again, with all its edits",
    ),
    zh=(
        "改过的文件移到了 {moved}",
        "docgen pull {moved} 把能写回的修改写回内容；再加 --adopt，它就重新成为报告的文件，"
        "修改一处不少",
    ),
)
OPEN_CONFLICTS = problem_code(
    "open-conflicts",
    en=(
        "{count:# comment|# comments} of docgen in the Word file {count:marks a place|mark places} "
        "that both sides changed",
        "open the Word file, make each place what it shall be and delete its comment; then docgen "
        "pull {edition}",
    ),
    zh=(
        "Word 文件里还有 {count} 条 docgen 的批注没有处理，标的是两边改得不同的地方",
        "打开 Word 文件，把每处改成最后的说法，删去批注，再运行 docgen pull {edition}",
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
    def files(self) -> Mapping[Owner, list[Path]]:
        """The Word files that existed when the run began, by their owners."""
        files = defaultdict[Owner, list[Path]](list)
        for file in self.edition.word_files():
            files[owner_of(file)].append(file)
        return files

    @cached_property
    def packs(self) -> Packs:
        """The packs, for what is built once more."""
        return Packs(self.edition.project)

    @cached_property
    def found(self) -> FoundFiles:
        """All Word files of the folder, read when they are needed."""
        return FoundFiles(self.edition)


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
            raise OutputError(SAME_OUTPUT, place, other=owner, output=report.name, pack=report.pack)
        return _Writer(report, outcome, writing, result.folder).write()
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
    folder: Path

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
            return self.write_new()
        theirs = read_office_file(self.path, self.place)
        if theirs == self.report.data:
            with suppress(OutputError):  # nothing else is to be written
                self.keep_base()
            return replace(self.outcome, docx=self.path, changed=False)
        identity = read_identity(theirs, self.place)
        if self.is_same(identity):  # but for its fields, such as the pages of its contents
            with suppress(OutputError):
                self.keep_base()
            return replace(self.outcome, docx=self.path, changed=False)
        if self.writing.replace and not identity.untouched:
            return self.replace_edited()
        self.refuse_foreign(identity)
        decision = decide(identity, self.report.fingerprint, self.place)
        if decision is Decision.LEAVE:
            return self.left_alone(theirs, identity.conflicts)
        refuse_if_open(self.path, self.place)
        if decision is Decision.MERGE:
            return self.merge(theirs, identity.fingerprint)
        return self.write_data(self.report.data)

    def is_same(self, identity: Identity) -> bool:
        """Whether the existing file is this report as docgen wrote it."""
        names = (identity.fingerprint, identity.unit, identity.pack, identity.edition)
        report, edition = self.report, self.writing.edition.name
        wanted = (report.fingerprint, self.outcome.name, report.pack, edition)
        return identity.untouched and names == wanted

    def refuse_foreign(self, identity: Identity) -> None:
        """Raises :class:`DocgenError` if the existing file is no file of this unit.

        One that nobody edited, of a unit that the content does not have any more, is no loss.
        """
        unit, names_owner = self.outcome.name, identity.unit and identity.edition
        problem = self.writing.found.problem(self.path, identity, [unit]) if names_owner else None
        if problem and problem.is_error:
            raise DocgenError(replace(problem, exit_code=ExitCode.EDITS_AT_RISK))
        if not problem and identity.unit not in ("", unit):
            words = {"other": identity.unit, "output": self.path.name, "pack": self.report.pack}
            raise OutputError(SAME_OUTPUT, self.place, **words)

    def write_new(self) -> Outcome:
        """Writes a file that did not exist; the files that the unit had before are moved aside.

        If one of these has edits, they come along. Of several with edits none is chosen, and they
        stay where they are.
        """
        former = self.former_files()
        edited = [path for path, identity in former.items() if not identity.untouched]
        if len(edited) > 1 and not self.writing.replace:
            former = {path: former[path] for path in former.keys() - set(edited)}
            edited = []
        for path in former:
            refuse_if_open(path, self.place_of(path))
        if not edited or self.writing.replace:
            outcome = self.write_data(self.report.data)
        else:
            theirs = read_office_file(edited[0], self.place_of(edited[0]))
            outcome = self.merge(theirs, former[edited[0]].fingerprint)
        if outcome.docx is None:
            return outcome
        moved = tuple(self.former_moved(former))
        return replace(outcome, problems=(*outcome.problems, *moved))

    def former_files(self) -> dict[Path, Identity]:
        """The files of the unit under other names than the report's."""
        owner = Owner(self.writing.edition.name, self.outcome.name)
        paths = [path for path in self.writing.files.get(owner, ()) if path.is_file()]
        identities = {path: self.writing.edition.identity(path) for path in paths}
        return {path: identity for path, identity in identities.items() if identity.fingerprint}

    def former_moved(self, former: Mapping[Path, Identity]) -> Iterable[Problem]:
        """Moves files aside, and yields a warning for each."""
        for path, identity in former.items():
            place = self.place_of(path)
            moved = move_aside(path, place, self.writing.edition.folder)
            words = {"moved": typed(self.project.relative(moved)), "output": self.report.name}
            edited = MOVED_ASIDE if self.writing.replace else RENAMED_FILE
            yield warning(FORMER_FILE if identity.untouched else edited, place, **words)

    def place_of(self, path: Path) -> Place:
        """A file as messages name it."""
        return self.writing.edition.place(path)

    def left_alone(self, theirs: bytes, conflicts: int) -> Outcome:
        """The outcome of an edited file that stays; an error tells that conflicts are open."""
        edited = reads_otherwise(self.report.data, theirs)
        outcome = replace(self.outcome, docx=self.path, changed=False, edited=edited)
        problem = error(
            OPEN_CONFLICTS, self.place, count=conflicts, edition=self.writing.edition.name
        )
        problems = (replace(problem, exit_code=ExitCode.EDITS_AT_RISK),) if conflicts else ()
        return replace(outcome, problems=(*outcome.problems, *problems))

    def write_data(self, data: bytes) -> Outcome:
        """Writes ``data``; the fresh report, which is its base, is kept first."""
        self.keep_base()
        write_atomically(self.path, data, self.place.file)
        return replace(self.outcome, docx=self.path)

    def keep_base(self) -> None:
        """Keeps the fresh report. Raises :class:`OutputError` if it cannot be written."""
        report = self.report
        bases, name = self.writing.edition.bases, self.place.file
        bases.keep(self.outcome.name, report.fingerprint, report.data, name)

    def replace_edited(self) -> Outcome:
        """Moves the edited file aside, and writes a fresh one."""
        refuse_if_open(self.path, self.place)
        with set_aside(self.path, self.place, self.writing.edition.folder) as moved:
            outcome = self.write_data(self.report.data)
        problem = warning(MOVED_ASIDE, self.place, moved=typed(self.project.relative(moved)))
        return replace(outcome, problems=(*outcome.problems, problem))

    def merge(self, theirs: bytes, fingerprint: str) -> Outcome:
        """Merges the new content into the edited file."""
        edition = self.writing.edition.name
        base = self.writing.edition.bases.find(self.outcome.name, fingerprint)
        if base is None:
            raise EditsAtRiskError(EDITED_FILE, self.place)
        report, author = self.report, self.writing.author
        merged = merge_into(
            base, report.data, theirs, self.place, report.form, author, traced=self.traced
        )
        if self.path.is_file() and self.path.read_bytes() != theirs:  # saved meanwhile
            raise EditsAtRiskError(SAVED_MEANWHILE, self.place, edition=edition)
        edited = reads_otherwise(report.data, merged.data)
        outcome = replace(self.write_data(merged.data), merged=True, edited=edited)
        problems = (*outcome.problems, *merged.conflicts, *merged.warnings)
        return replace(outcome, problems=problems)

    def traced(self) -> DocxFile | None:
        """The document of the content, with the source of each value."""
        return traced_unit(self.folder, self.writing.edition, self.writing.packs)
