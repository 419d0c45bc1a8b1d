"""Edits of the office in files beside those of a run: copies and drafts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from docgen.diagnostics import Problem, warning
from docgen.diagnostics.codes import problem_code
from docgen.runs.edition import Edition
from docgen.runs.edits_left import EditsLeft
from docgen.runs.found_files import FoundFiles
from docgen.runs.pulled_files import PulledFiles
from docgen.runs.results import Outcome

DRAFT_EDITED = problem_code(
    "draft-edited",
    en=(
        "somebody has edited this draft; what is only in it does not come into the report",
        "docgen pull {draft} carries it into the content, then render again; delete a draft that "
        "is not needed",
    ),
    zh=(
        "有人改过这份草稿；只写在草稿里的，不会进入正式报告",
        "docgen pull {draft} 写回内容，再生成；不要了的草稿删去",
    ),
)


def edits_beside(edition: Edition, outcomes: Mapping[str, Outcome]) -> list[Problem]:
    """The warnings that edits are in files which were not rendered into: copies and drafts."""
    units = edition.unit_names()
    places = {problem.place for outcome in outcomes.values() for problem in outcome.problems}
    unmerged = FoundFiles(edition).unmerged(outcomes)
    pulled = PulledFiles(edition.project, edition.name).all()
    return [
        *(problem for problem in unmerged if problem.place not in places),
        *(file.problem for file in pulled if file.unit in outcomes or file.unit not in units),
        *_edited_drafts(edition.drafts, outcomes),
    ]


def _edited_drafts(drafts: Edition, units: Collection[str]) -> Iterator[Problem]:
    """A warning for each draft of ``units`` with edits that are not in the content."""
    edits_left = EditsLeft(drafts)
    for file in drafts.word_files():
        identity, place = drafts.identity(file), drafts.place(file)
        if identity.unit in units and edits_left(file):
            yield warning(DRAFT_EDITED, place, draft=place.file)
