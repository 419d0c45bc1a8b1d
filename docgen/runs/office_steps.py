"""Writes what was decided of edits of one Word file: taken over, or put back.

Each is tried on what stands there now, written all or nothing under the lock of the unit, and
recorded as made on the page, where it is undone as well as by ``docgen pull --undo``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from docgen.diagnostics import EditsAtRiskError, Problem, error, warning
from docgen.diagnostics.codes import problem_code
from docgen.roundtrip.comparing.diff import Edit, edits_between
from docgen.roundtrip.comparing.edit_ids import edit_ids
from docgen.roundtrip.files.change_records import ChangeRecord, ReplacedFile
from docgen.roundtrip.merging.conflict_comments import drop_comments, holders, open_comments
from docgen.roundtrip.merging.merged_file import MergedFile
from docgen.roundtrip.merging.putting_back import put_back
from docgen.roundtrip.merging.saved_over import saved_over
from docgen.roundtrip.proposing.proposals import Proposal
from docgen.roundtrip.reading.docx_reader import read_document
from docgen.runs.build import Packs
from docgen.runs.carry_back import PullInput, carry_back
from docgen.runs.recorded_write import write_recorded
from docgen.runs.review import OfficeFile, compared, unchanged_since_now
from docgen.runs.write_back import CarriedEdits
from docgen.word.package_file import open_package

EDIT_GONE = problem_code(
    "edit-gone",
    en=(
        "this edit is not what it was in the list: the Word file or the content has been changed "
        "since; nothing was written",
        "look at the list once more, and choose again",
    ),
    zh=(
        "这处修改和刚才列出的不一样了：Word 文件或内容后来又改过；什么也没有写",
        "看一下新的列表，重新选",
    ),
)
EDIT_STAYS = problem_code(
    "edit-stays",
    en=("this edit stays in the Word file{at}: {why}", "leave it in Word, or put it back"),
    zh=("这处修改留在 Word 文件里{at}：{why}", "可以留在 Word，或退回"),
    phrases="why",
)

EDIT_NOT_PUT_BACK = problem_code(
    "edit-not-put-back",
    en=("this edit was not put back{at}: {why}", "change it in Word, or leave it there"),
    zh=("这处修改没有退回{at}：{why}", "在 Word 里改，或留在 Word"),
    phrases="not-put-back",
)


@dataclass(frozen=True)
class OfficeResult:
    """What became of chosen edits.

    Attributes:
        problem: why nothing was written; or a warning that a part of them has stayed.
        files: the names of the files that were written.
        run: the name of the run, by which it is undone; empty if nothing was written.
    """

    problem: Problem | None = None
    files: tuple[str, ...] = ()
    run: str = ""


@dataclass(frozen=True)
class OfficeStep:
    """What is done with edits of one Word file, once it is known how it is.

    Attributes:
        packs: the packs of the project.
        ids: the edits.
        run: the name of the run.
    """

    packs: Packs
    ids: frozenset[str]
    run: str

    def find(self, file: OfficeFile) -> OfficeResult:
        """Looks whether the file has all of the edits. Raises :class:`DocgenError` if not."""
        pull_input = compared(file, self.packs)
        if not isinstance(pull_input, PullInput):
            return _of_content(pull_input)
        found = self.ids.intersection(edit_ids(_edits(pull_input)))
        self._refuse_if_gone(file, len(found))
        return OfficeResult()

    def take(self, file: OfficeFile, *, settles: bool = False) -> OfficeResult:
        """Carries the edits into the content; with ``settles``, as if docgen's comments were gone.

        Raises :class:`DocgenError` if nothing can be written.
        """
        unchanged = unchanged_since_now(file)
        pull_input = compared(file, self.packs)
        if not isinstance(pull_input, PullInput):
            return _of_content(pull_input)
        if settles:
            pull_input = _without_comments(file, pull_input, self.ids)
        plan = carry_back(pull_input, self.packs, self.ids)
        chosen = [proposal for proposal in plan.proposals if proposal.id in self.ids]
        self._refuse_if_gone(file, len(chosen))
        carried = CarriedEdits(
            file.edition, file.path, pull_input, plan, keeps_word=settles, on_page=True
        )
        carried.write(self.run, unchanged)
        files = (*plan.files, file.place.file) if plan.files else ()
        return OfficeResult(_why_not_taken(file, chosen), files, self.run if files else "")

    def put_back(self, file: OfficeFile) -> OfficeResult:
        """The Word file gets what the content has in the places of the edits.

        What is new in the content comes into it along with that, as by a rendering.

        Raises :class:`DocgenError` if nothing can be written.
        """
        unchanged = unchanged_since_now(file)
        pull_input = compared(file, self.packs)
        if not isinstance(pull_input, PullInput):
            return _of_content(pull_input)
        report, before = pull_input.report, file.path.read_bytes()
        theirs = pull_input.merged.data if pull_input.merged else before
        without = put_back(report.data, theirs, file.place, report.form, self.ids)
        self._refuse_if_gone(file, len(without.found))
        problem = None
        for edit, why in without.kept[:1]:
            kind = warning if len(without.kept) < len(without.found) else error
            problem = kind(EDIT_NOT_PUT_BACK, file.place, why=why.value)
            problem = replace(problem, document=edit.place)
        if len(without.kept) == len(without.found):
            return OfficeResult(problem)
        folder, bases = file.folder, file.edition.bases
        if file.base:  # it is the youngest again, so that what is undone can be compared
            bases.keep(folder.name, file.identity.fingerprint, file.base, file.place.file)
        bases.keep(folder.name, report.fingerprint, report.data, file.place.file)
        word = ReplacedFile(before, without.data)
        record = ChangeRecord(self.run, file.place.file, {}, on_page=True, word=word)
        with file.edition.changes(folder.name).locked(file.edition.place(folder)):
            write_recorded(file.edition, folder, {file.path: without.data}, record, unchanged)
        return OfficeResult(problem, (file.place.file,), self.run)

    def _refuse_if_gone(self, file: OfficeFile, found: int) -> None:
        """Raises :class:`EditsAtRiskError` if the file has not all of the edits."""
        if found < len(self.ids):
            raise EditsAtRiskError(EDIT_GONE, file.place)


def _of_content(problems: Sequence[Problem]) -> OfficeResult:
    """The content, or its pack, has errors: nothing can be compared with it."""
    return OfficeResult(next(problem for problem in problems if problem.is_error))


def _edits(pull_input: PullInput) -> list[Edit]:
    return edits_between(pull_input.ours, pull_input.theirs, pull_input.form)


def _why_not_taken(file: OfficeFile, chosen: Sequence[Proposal]) -> Problem | None:
    """Why one of the edits has stayed in the Word file: a warning if others were written."""
    stays = next((one for one in chosen if one.reason and not one.follows), None)
    if stays is None or stays.reason is None:
        return None
    is_written = any(one.writable for one in chosen)
    if stays.reason.problem and not is_written:
        return stays.reason.problem
    kind = warning if is_written else error
    problem = kind(EDIT_STAYS, file.place, why=stays.reason.why.value)
    return replace(problem, document=stays.edit.place)


def _without_comments(file: OfficeFile, pull_input: PullInput, ids: Collection[str]) -> PullInput:
    """The same without docgen's comments that hold up these edits: they count as settled."""
    edits = _edits(pull_input)
    names, comments = edit_ids(edits), open_comments(pull_input.theirs)
    chosen = [edit for name, edit in zip(names, edits, strict=True) if name in ids]
    held = set(chain.from_iterable(holders(edit, comments) for edit in chosen))
    data = pull_input.merged.data if pull_input.merged else file.path.read_bytes()
    document = open_package(data, file.place)
    drop_comments(document, held)
    merged = MergedFile(saved_over(data, document), ())
    return replace(pull_input, theirs=read_document(document), merged=merged)
