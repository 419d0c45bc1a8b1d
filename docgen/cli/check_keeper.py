"""Writes the pages and the marked copies of ``docgen check``, in the language of the run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from docgen.checking.check_record import CheckRecord
from docgen.diagnostics import DocgenError, warning
from docgen.diagnostics.codes import LANGUAGES, Language, problem_code
from docgen.messages import phrases
from docgen.runs.markable_file import MarkableFile
from docgen.runs.marked_copy import marked_copy
from docgen.runs.recorded_unit import CheckOutputs, RecordedUnit
from docgen.runs.results import Outcome
from docgen.runs.sealed_files import sealed_page, write_sealed
from docgen.wording.check_page import CheckedReport, check_page
from docgen.wording.verdict_texts import copy_comments, copy_summary

NOT_MARKED = problem_code(
    "not-marked",
    en=(
        "there is no marked copy: the forms of the unit cannot be printed yet, not even as a draft",
        "solve the errors of the unit first",
    ),
    zh=(
        "没有标色的 Word 副本：这个单位的表格还印不出来，草稿也不行",
        "先改正这个单位的错误",
    ),
)


def without_copies(files: Sequence[Path]) -> list[Path]:
    """The files without marked copies of others among them, which ``*.docx`` names too."""
    copies = {
        file.with_name(phrases(language)["check-marked-file"].format(name=file.stem))
        for file in files
        for language in LANGUAGES
    }
    return [file for file in files if file not in copies]


@dataclass
class CheckKeeper:
    """Writes a page, a marked copy, or both for each unit; or one page for all.

    Attributes:
        language: that of the run.
        is_reporting: whether pages are wanted.
        is_marking: whether marked copies are wanted.
        page: the one page for all units; each has its own without.
    """

    language: Language
    is_reporting: bool = False
    is_marking: bool = False
    page: Path | None = None
    _reports: list[CheckedReport] = field(default_factory=list)

    def keep(self, recorded: RecordedUnit, outputs: CheckOutputs) -> Outcome:
        """Writes the files of a unit or of a Word file, and returns its outcome with them."""
        outcome, record = recorded.outcome, recorded.record
        if record is None:
            return outcome
        if self.is_reporting:
            outcome = self._reported(outcome, record, outputs)
        if not self.is_marking:
            return outcome
        if recorded.markable is None:
            return outcome.with_problems(warning(NOT_MARKED, recorded.place))
        path = self._path("check-marked-file", record, outputs)
        return self._written(outcome, path, self._copy(recorded.markable, record), outputs)

    def finish(self, outcomes: Sequence[Outcome], outputs: CheckOutputs) -> Iterable[Outcome]:
        """Writes the one page about all units; the last outcome has it."""
        if not (self.page and self._reports):
            return outcomes
        *others, last = outcomes
        return [*others, self._written(last, self.page, self._page(self._reports), outputs)]

    def _reported(self, outcome: Outcome, record: CheckRecord, outputs: CheckOutputs) -> Outcome:
        report = CheckedReport(record, outcome.problems, outcome.silenced)
        if self.page:
            self._reports.append(report)
            return outcome
        path = self._path("check-page-file", record, outputs)
        return self._written(outcome, path, self._page([report]), outputs)

    def _path(self, phrase: str, record: CheckRecord, outputs: CheckOutputs) -> Path:
        return outputs.folder / phrases(self.language)[phrase].format(name=record.name)

    def _page(self, reports: Sequence[CheckedReport]) -> bytes:
        return sealed_page(check_page(reports, self.language))

    def _copy(self, file: MarkableFile, record: CheckRecord) -> bytes:
        printed = {figure.number for figure in file.figures}
        comments = copy_comments(record, self.language)
        summary = copy_summary(record, printed, self.language)
        return marked_copy(file, record, comments.__getitem__, summary)

    def _written(self, outcome: Outcome, path: Path, data: bytes, outputs: CheckOutputs) -> Outcome:
        """The outcome with a file that was written, or with the problem why it was not."""
        try:
            write_sealed(path, data, outputs.place(path))
        except DocgenError as reason:
            return outcome.with_problems(reason.problem)
        return replace(outcome, checks=(*outcome.checks, path))
