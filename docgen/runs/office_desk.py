"""The office's edits of one unit, one by one: taken over, left in Word, put back, settled.

taken over      the content gets them, as by ``docgen pull``; those not chosen stay edits of Word
left in Word    nothing changes, and nobody asks for them again
put back        the Word file gets what the content has
settled         both sides have changed the place: one of them is taken for both

What is written is tried before and recorded, and ``docgen pull --undo`` takes it back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Literal

from docgen.diagnostics import DocgenError, EditsAtRiskError
from docgen.roundtrip.files.fingerprint import owner_of
from docgen.runs.build import Packs, build_unit
from docgen.runs.carry_back import PullInput, carry_back
from docgen.runs.edition import Edition
from docgen.runs.left_in_word import LeftInWord
from docgen.runs.office_review import OfficeConflict, OfficeEdit, OfficeReview, conflicts_among
from docgen.runs.office_steps import EDIT_GONE, OfficeResult, OfficeStep
from docgen.runs.recorded_write import new_run
from docgen.runs.review import OfficeFile, compared, office_comments, office_file, until_written
from docgen.verify.link_rules import link_warnings

Choice = Literal["word", "content", "later"]
_DRAFT = "draft-"
"""Begins the ids of the edits of a draft."""


@dataclass(frozen=True)
class OfficeDesk:
    """The Word file of a unit among the outputs of an edition, and its draft.

    Attributes:
        edition: the edition.
        folder: the content of the unit.
        packs: the packs of the project.
    """

    edition: Edition
    folder: Path
    packs: Packs

    def review(self) -> OfficeReview:
        """The edits that are in the Word file and in the draft. Writes nothing.

        They are tried, so that it takes some seconds where one of many is refused.
        """
        found = OfficeReview()
        for edition in self._editions():
            try:
                found = found.and_of(self._reviewed(edition))
            except DocgenError as reason:
                found = found.and_of(OfficeReview(problems=(reason.problem,)))
        return found

    def take(self, ids: Collection[str]) -> OfficeResult:
        """Carries these edits into the content; what the others have changed stays in Word."""
        return self._each(ids, OfficeStep.take)

    def put_back(self, ids: Collection[str]) -> OfficeResult:
        """The Word file gets what the content has; all else in it stays."""
        return self._each(ids, OfficeStep.put_back)

    def settle(self, conflict: str, choice: Choice) -> OfficeResult:
        """Takes for a conflict what the Word file has, or what the content has, or does nothing."""
        if choice == "later":
            return OfficeResult()
        ids = next((each.ids for each in self.review().conflicts if each.id == conflict), None)
        if ids is None:
            place = self.edition.place(self.folder)
            return OfficeResult(EditsAtRiskError(EDIT_GONE, place).problem)
        if choice == "content":
            return self.put_back(ids)
        return self._each(ids, partial(OfficeStep.take, settles=True))

    def leave(self, ids: Collection[str]) -> OfficeResult:
        """These edits stay in the Word file, and are not asked for again.

        None is marked if the file has not all of them: what is no edit would be kept for good.
        """
        found = self._each(ids, OfficeStep.find)
        return found if found.problem else self._marked(ids, LeftInWord.add)

    def unleave(self, ids: Collection[str]) -> OfficeResult:
        """These edits are asked for again."""
        return self._marked(ids, LeftInWord.remove)

    def _editions(self) -> list[Edition]:
        """The editions whose outputs the unit may have: its reports, and its drafts."""
        own = replace(self.edition, draft=False)
        return [own, own.drafts]

    def _marked(
        self, ids: Collection[str], mark: Callable[[LeftInWord, Iterable[str]], None]
    ) -> OfficeResult:
        try:
            for edition, own in self._by_edition(ids):
                mark(self._left(edition), own)
        except DocgenError as reason:
            return OfficeResult(reason.problem)
        return OfficeResult()

    def _each(
        self,
        ids: Collection[str],
        do: Callable[[OfficeStep, OfficeFile], OfficeResult],
    ) -> OfficeResult:
        """What was done with the edits of each file; never raises what is a problem."""
        run, results = new_run(), list[OfficeResult]()
        for edition, own in self._by_edition(ids):
            try:
                results.append(self._done(edition, OfficeStep(self.packs, own, run), do))
            except DocgenError as reason:
                results.append(OfficeResult(reason.problem))
        files = tuple(name for result in results for name in result.files)
        problem = next((result.problem for result in results if result.problem), None)
        return OfficeResult(problem, files, run if files else "")

    def _done(
        self,
        edition: Edition,
        step: OfficeStep,
        do: Callable[[OfficeStep, OfficeFile], OfficeResult],
    ) -> OfficeResult:
        path = self._file(edition)
        if path is None:
            raise EditsAtRiskError(EDIT_GONE, edition.place(edition.folder))
        file = office_file(path, edition, self.folder.name)
        return until_written(file, partial(do, step))

    def _by_edition(self, ids: Collection[str]) -> Iterator[tuple[Edition, frozenset[str]]]:
        """Yields each edition of which there are some, with those as its file has them."""
        drafts = frozenset(name.removeprefix(_DRAFT) for name in ids if name.startswith(_DRAFT))
        reports = frozenset(name for name in ids if not name.startswith(_DRAFT))
        pairs = zip(self._editions(), (reports, drafts), strict=True)
        yield from ((edition, own) for edition, own in pairs if own)

    def _left(self, edition: Edition) -> LeftInWord:
        return LeftInWord(edition.bases.folder / self.folder.name)

    def _file(self, edition: Edition) -> Path | None:
        """The unit's Word file; of several, that with the report's name. ``None`` without one.

        A file that is not known for the unit's has that name too, if it is damaged.
        """
        files = edition.word_files()
        own = [file for file in files if owner_of(file).unit == self.folder.name]
        if len(own) == 1 or not files:
            return next(iter(own), None)
        report = build_unit(self.folder, edition, self.packs).report
        named = [file for file in files if report and file.name == report.name]
        return next(iter(named or own), None)

    def _reviewed(self, edition: Edition) -> OfficeReview:
        """The review of the Word file of one edition. Raises :class:`DocgenError`."""
        path = self._file(edition)
        if path is None:
            return OfficeReview()
        file = office_file(path, edition, self.folder.name)
        if file.identity.untouched:
            return OfficeReview(path)
        pull_input = compared(file, self.packs)
        if not isinstance(pull_input, PullInput):
            return OfficeReview(path, problems=pull_input)
        plan, left = carry_back(pull_input, self.packs), set(self._left(edition).ids())
        edits = {
            proposal: OfficeEdit(
                (_DRAFT if edition.draft else "") + proposal.id, path, proposal, proposal.id in left
            )
            for proposal in plan.proposals
            if proposal.id and not proposal.follows
        }
        groups = conflicts_among(edits, pull_input)
        conflicts = tuple(OfficeConflict(tuple(edits.pop(one) for one in each)) for each in groups)
        comments = tuple(office_comments(pull_input))
        problems = tuple(link_warnings(path, file.place))
        return OfficeReview(path, tuple(edits.values()), comments, conflicts, problems)
