"""Edits of the office in last year's Word files that last year's content does not have.

The new year begins with last year's content, so what the office corrected only in Word, such as a
name, would not reach it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from docgen.diagnostics import DocgenError, Problem, warning
from docgen.diagnostics.codes import problem_code
from docgen.runs.edition import Edition
from docgen.runs.failures import failure
from docgen.runs.pull import diff_files, pull_files
from docgen.runs.results import Review

NOT_PULLED = problem_code(
    "not-pulled",
    en=(
        "the office has made {count:# edit|# edits} here that last year's content does not have, "
        "so {edition} has none of them",
        "delete {folder} and run docgen new {edition} --from {last} --pull, which takes them "
        "along; docgen diff {last} lists each",
    ),
    zh=(
        "办公室在这里改了 {count} 处，没有写回上年的内容，{edition} 的内容里也就没有",
        "删去 {folder}，运行 docgen new {edition} --from {last} --pull，先写回再新建；"
        "docgen diff {last} 逐处列出",
    ),
)
ONLY_IN_WORD = problem_code(
    "only-in-word",
    en=(
        "{count:# edit|# edits} of the office cannot go into the content, and {edition} has none "
        "of them",
        "docgen diff {last} lists each; what holds for {edition} too, write into {folder}",
    ),
    zh=(
        "办公室有 {count} 处修改只能留在这个 Word 文件里，{edition} 的内容里没有",
        "docgen diff {last} 逐处列出；{edition} 也适用的，写进 {folder}",
    ),
)
EDITS_UNKNOWN = problem_code(
    "edits-unknown",
    en=(
        "the office has edited this file, and its edits cannot be compared with last year's "
        "content, so {edition} may lack some",
        "see docgen diff {last} for the reason; put it right, delete {folder}, and begin again",
    ),
    zh=(
        "办公室改过这个文件，但无法与上年的内容比较，{edition} 的内容里可能缺这些修改",
        "docgen diff {last} 说明原因；改好后删去 {folder}，再新建一次",
    ),
)


@dataclass(frozen=True)
class OfficeEdits:
    """The edited Word files of an edition, drafts as well."""

    edition: Edition

    @cached_property
    def _files(self) -> dict[str, list[Path]]:
        """The edited files, by their units."""
        files = defaultdict(list)
        for path in (*self.edition.word_files(), *self.edition.drafts.word_files()):
            identity = self.edition.identity(path)
            if not identity.untouched:
                files[identity.unit].append(path)
        return files

    def reviews(self, unit: str, *, pull: bool) -> list[Review]:
        """The edits in each edited file of a unit; with ``pull``, carried into its content."""
        return [self._review(path, unit, pull=pull) for path in self._files.get(unit, ())]

    def _review(self, path: Path, unit: str, *, pull: bool) -> Review:
        verb, root = pull_files if pull else diff_files, self.edition.project.root
        try:
            (review,) = verb(str(path), root=root)
        except DocgenError as reason:
            problem = reason.problem
        except Exception as reason:  # as in Builder
            problem = failure(self.edition.place(path), "review", reason)
        else:
            return review
        return Review(unit, path, problems=(problem,))

    def missing(
        self, reviews: Sequence[Review], folder: Path, *, pulled: bool
    ) -> Iterator[Problem]:
        """A warning for the edits of each file that the new content in ``folder`` lacks."""
        last, name = self.edition.name, self.edition.project.relative(folder)
        words = {"edition": folder.parent.name, "last": last, "folder": name}
        for review in reviews:
            place = self.edition.place(review.docx)
            going = sum(proposal.writable for proposal in review.proposals)
            staying = sum(proposal.reason is not None for proposal in review.proposals)
            if any(problem.is_error for problem in review.problems):
                yield warning(EDITS_UNKNOWN, place, **words)
            elif going and not pulled:
                yield warning(NOT_PULLED, place, count=going, **words)
            if staying:
                yield warning(ONLY_IN_WORD, place, count=staying, **words)
