"""Carries the office's edits back into the content files.

    content  -> ours       the document of the current content, each value with its place
    office's file -> theirs    the office's document, with the new content merged into it
    edits    = ours -> theirs
    carried  = the edits that no longer differ when the changed content is rendered

Each change is tried: the changed content is rendered, and the document is compared with the
office's once more.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from docgen.content.blocks import Span
from docgen.content.content_edits import ContentEdits
from docgen.content.values import Node, Value
from docgen.diagnostics import Problem, Problems
from docgen.packs.expressions import EXPRESSION_REFUSED
from docgen.packs.formula_order import Derived
from docgen.packs.rules import owners_at
from docgen.project import Project
from docgen.roundtrip.comparing.diff import Edit, EditKind, edits_between
from docgen.roundtrip.comparing.edit_ids import edit_ids
from docgen.roundtrip.comparing.tokens import Revision
from docgen.roundtrip.merging.conflict_comments import holders, open_comments
from docgen.roundtrip.merging.merged_file import MergedFile
from docgen.roundtrip.merging.three_way import merge_files
from docgen.roundtrip.proposing.origins import Origins
from docgen.roundtrip.proposing.proposals import Proposal, Reason, SkipReason, Write
from docgen.roundtrip.proposing.propose import ALWAYS_STAY, propose, skip_below_headings
from docgen.roundtrip.reading.docx_model import (
    DocxFile,
    DocxParagraph,
    every_paragraph,
    words_of,
)
from docgen.runs.build import BuiltUnit, Packs, Report
from docgen.runs.content_copy import ContentCopy
from docgen.runs.edition import Edition
from docgen.runs.traced import traced
from docgen.templates.table_labels import FormLabels
from docgen.temporary import temporary_folder

_ENDS_TEXT = frozenset("\"'\\{}")
"""Signs with which a text in quotes could end, and the expression around it."""


@dataclass(frozen=True)
class TracedDocument:
    """The document of a unit's current content, and the origin of each value in it."""

    file: DocxFile
    origins: Origins


@dataclass(frozen=True)
class PullInput:
    """A unit's two documents: the office's, and that of the current content.

    Attributes:
        folder: the unit's content.
        edition: its edition, and the folder of its outputs.
        theirs: the office's document, with the new content merged into it.
        current: the document of the current content.
        report: the report of the current content.
        merged: the office's file with the new content; ``None`` if there is no new content.
    """

    folder: Path
    edition: Edition
    theirs: DocxFile
    current: TracedDocument
    report: Report
    merged: MergedFile | None = None

    @property
    def form(self) -> FormLabels:
        """The labels that the tables of both documents print."""
        return self.report.form

    @property
    def ours(self) -> DocxFile:
        """The document of the current content."""
        return self.current.file


@dataclass(frozen=True)
class PullPlan:
    """The outcome of each edit, the changed content files, and the report of the changed content.

    Attributes:
        proposals: one for each edit; ``reason`` says why it is not carried back.
        files: the new texts of the content files, by their names in the project.
        report: the report of the changed content; ``None`` without changes.
        derived: the paragraphs of the office's document in which only derived values differ from
            that report, by their number among its paragraphs. They are no edits: the values are to
            come into the Word file.
    """

    proposals: tuple[Proposal, ...]
    files: dict[str, str]
    report: Report | None = None
    derived: Mapping[int, DocxParagraph] = field(default_factory=dict)


def traced_document(built: BuiltUnit, edition: Edition, packs: Packs) -> TracedDocument:
    """The document of a unit that has no errors, and where each value comes from."""
    file, unit = traced(built, edition, packs), built.unit
    loaded = packs.get(unit, Problems())
    formulas = loaded[0].derived if loaded else ()
    origins = Origins(
        file,
        ContentEdits(edition.project.root, unit.place.file),
        lambda value: formula_of(value, unit.data, formulas),
    )
    return TracedDocument(file, origins)


def proposals_for(pull_input: PullInput) -> list[Proposal]:
    """The office's edits, each as a proposal for the content."""
    edits = edits_between(pull_input.ours, pull_input.theirs, pull_input.form)
    comments = open_comments(pull_input.theirs)
    held = {edit for edit in edits if any(holders(edit, comments))}
    proposals = propose(edits, pull_input.current.origins, pull_input.form, held)
    for proposal, name in zip(proposals, edit_ids(edits), strict=True):
        proposal.id = name
    return proposals


def carry_back(
    pull_input: PullInput, packs: Packs, chosen: Collection[str] | None = None
) -> PullPlan:
    """Tries the edits on a copy of the content: all at once, then, if that fails, one by one.

    Of ``chosen`` edits, which are given by their ids, these alone are tried; the others stay.
    """
    proposals = proposals_for(pull_input)
    with temporary_folder("pull") as folder:
        edits = [proposal.edit for proposal in proposals]
        copy = ContentCopy(pull_input.edition, pull_input.folder, packs, Path(folder))
        trial = _Trial(pull_input, edits, copy)
        accepted = [
            proposal
            for proposal in proposals
            if proposal.writable and (chosen is None or proposal.id in chosen)
        ]
        if accepted and trial.failure(accepted):
            accepted = trial.one_by_one(accepted)
        files = trial.files(accepted) or {}
        if not files:
            return PullPlan(tuple(proposals), files)
        changed = traced_document(trial.built(files), copy.edition, packs).file
        left = list(edits_between(changed, pull_input.theirs, pull_input.form))
        others = [proposal for proposal in proposals if proposal not in accepted]
        proposals += trial.consequences(left, others)
        derived = trial.derived(left, changed)
    return PullPlan(tuple(proposals), files, trial.built(files).report, derived)


@dataclass
class _Trial:
    """Tries edits on a copy of the unit's content."""

    pull_input: PullInput
    edits: Sequence[Edit]
    copy: ContentCopy

    @property
    def project(self) -> Project:
        """The project of the unit."""
        return self.pull_input.edition.project

    def one_by_one(self, proposals: Sequence[Proposal]) -> list[Proposal]:
        """The proposals that can be carried back, each tried together with those before it."""
        accepted: list[Proposal] = []
        for proposal in proposals:
            failure = self._lasting_failure(accepted, proposal) if proposal.writable else None
            if failure is not None:
                if proposal.reason is None or failure.problem:
                    proposal.reason = failure
                proposal.drop()
                skip_below_headings(proposals)
            elif proposal.writable:
                accepted.append(proposal)
        return accepted

    def _lasting_failure(self, accepted: Sequence[Proposal], proposal: Proposal) -> Reason | None:
        """The reason why a proposal cannot be carried back, though expressions follow its names."""
        drafts = self.pull_input.current.origins.drafts
        failure = self.failure([*accepted, proposal])
        while failure and (write := _renaming(proposal, failure.problem, drafts)):
            proposal.writes.append(write)
            failure = self.failure([*accepted, proposal])
        return failure

    def files(self, proposals: Sequence[Proposal]) -> dict[str, str] | None:
        """The new texts of the content files, by name; ``None`` if an edit cannot be written."""
        content_edits = ContentEdits(self.project.root)
        for proposal in proposals:
            for place, text in proposal.values:
                content_edits.set_value(place, text)
            for write in proposal.writes:
                if not write(content_edits):
                    return None
        return content_edits.changed()

    def failure(self, proposals: Sequence[Proposal]) -> Reason | None:
        """The reason why these edits cannot be carried back together; ``None`` if they can."""
        files = self.files(proposals)
        if files is None:
            return Reason(SkipReason.MARKDOWN)
        built = self.built(files)
        if built.report is None:
            errors = (problem for problem in built.outcome.problems if problem.is_error)
            return Reason(SkipReason.REFUSED, problem=next(errors, None))
        changed = traced_document(built, self.copy.edition, self.copy.packs).file
        carried = [proposal.edit for proposal in proposals if proposal.reason is None]
        wrong = list(self._wrong(changed, carried))
        ours, theirs = self.pull_input.ours, self.pull_input.theirs
        if wrong:
            always_stay = (ALWAYS_STAY[edit.kind] for edit in wrong if edit.kind in ALWAYS_STAY)
            return Reason(next(always_stay, SkipReason.MARKDOWN))
        if merge_files(ours, changed, theirs).conflicts:
            return Reason(SkipReason.ENTANGLED)
        return None

    def consequences(self, left: Sequence[Edit], others: Sequence[Proposal]) -> Iterator[Proposal]:
        """Marks which of the ``others`` the changed content has, though they were not written.

        Yields new edits of Word.

        A figure that follows from others that were carried back is the first, the number that an
        item has in another list the second. ``left`` are the edits that are left in Word.
        """
        for proposal in others:
            if not any(_is_same(proposal.edit, edit) for edit in left):
                proposal.follows, proposal.reason = True, None
        for edit in left:
            alike = (other for other in self.edits if other.kind is edit.kind)
            if edit.kind.is_layout and not any(_is_same(edit, other) for other in alike):
                yield Proposal(edit).skip(ALWAYS_STAY[edit.kind])

    def derived(self, left: Sequence[Edit], changed: DocxFile) -> dict[int, DocxParagraph]:
        """The paragraphs of Word in which only derived values differ, by number."""
        numbers = {id(own): number for number, own in enumerate(every_paragraph(changed))}
        unknown = (
            edit
            for edit in left
            if not edit.kind.is_layout and not any(_is_same(edit, other) for other in self.edits)
        )
        pairs = ((edit.old[0], edit.new[0]) for edit in unknown if edit.kind is EditKind.CHANGED)
        return {
            numbers[id(own)]: office
            for own, office in pairs
            if id(own) in numbers and isinstance(office, DocxParagraph)
        }

    def _wrong(self, changed: DocxFile, carried: Sequence[Edit]) -> Iterator[Edit]:
        """Yields what the document of the changed content still lacks of ``carried``, or breaks."""
        for edit in edits_between(changed, self.pull_input.theirs, self.pull_input.form):
            is_lacking = any(_is_same(edit, other) for other in carried)
            is_known = any(_is_same(edit, other) for other in self.edits)
            if not edit.kind.is_layout and (
                is_lacking or not (is_known or _only_derived_differ(edit))
            ):
                yield edit

    def built(self, files: Mapping[str, str]) -> BuiltUnit:
        """The unit with ``files`` in it."""
        return self.copy.built({name: text.encode() for name, text in files.items()})


def _renaming(proposal: Proposal, problem: Problem | None, drafts: ContentEdits) -> Write | None:
    """Lets an expression ask for a row by the name that a proposal gives it.

    ``where("名称", "馆舍")`` finds no row once 馆舍 is called 新馆. Returns ``None`` if that is not
    the problem, or if the name has signs of expressions: what an office types is never evaluated.
    """
    if problem is None or problem.code != EXPRESSION_REFUSED:
        return None
    words, file = problem.words, problem.place.file
    expression = words["expression"]
    for place, name in proposal.values:
        keys, row = drafts.keys(place) or (), drafts.value(place)
        is_asked_for = keys[-1:] == (words.get("label"),) and row == words.get("row")
        if row and is_asked_for and name.isprintable() and not _ENDS_TEXT.intersection(name):
            quoted = rf"""(["']){re.escape(row)}\1"""
            renamed = re.sub(quoted, rf"\g<1>{name}\g<1>", expression)
            if renamed != expression:
                return lambda edits: edits.set_expression(file, expression, renamed)
    return None


def _is_same(edit: Edit, other: Edit) -> bool:
    """Whether both edits concern the same items of the office's document.

    Removed items are compared by their words in docgen's document: a move of which only one half
    was carried back shows as an addition or a removal.
    """
    if edit.kind is EditKind.MARGIN or other.kind is EditKind.MARGIN:
        return edit.kind is other.kind  # the texts outside of the body are of no element
    if edit.new and other.new:
        return bool(
            {id(item.element) for item in edit.new} & {id(item.element) for item in other.new}
        )
    other_texts = [words_of(item) for item in other.old]
    return not edit.new and any(words_of(item) in other_texts for item in edit.old)


def _only_derived_differ(edit: Edit) -> bool:
    """Whether only derived values differ: they follow from the values that were carried back."""
    if edit.kind is not EditKind.CHANGED:
        return False
    (old,), (new,) = edit.old, edit.new
    assert isinstance(old, DocxParagraph)
    assert isinstance(new, DocxParagraph)
    derived = [
        stretch
        for stretch in old.sources
        if stretch.source.place is None and (stretch.source.binding or not stretch.source.document)
    ]
    cuts = tuple(edge for stretch in derived for edge in (stretch.start, stretch.stop))
    return all(
        any(stretch.start <= change.start and change.stop <= stretch.stop for stretch in derived)
        for change in Revision(old, new, cuts).changes
    )


def formula_of(value: object, data: Node, formulas: Sequence[Derived]) -> str:
    """The formula of a derived value, as ``三公经费 = total(公务用车, 出国经费)``; else empty.

    A value that is bound in Markdown is known by its text alone, which several may have.
    """
    text = value.text if isinstance(value, Span) else None
    matches = dict.fromkeys(
        said
        for formula in formulas
        for said, result in _results(formula, data)
        if (result is value if text is None else str(result) == text)
    )
    return "" if text is not None and len(matches) > 1 else next(iter(matches), "")


def _results(formula: Derived, data: Node) -> Iterator[tuple[str, Value]]:
    """Yields each value that a formula has given, after the formula as it is shown."""
    groups, _, name = formula.field.rpartition(".")
    for owner in owners_at(data, groups):
        for result in _values(owner.get(name)):
            yield f"{name} = {formula.formula}", result


def _values(value: Value) -> Iterator[Value]:
    """The values of a node, or ``value`` itself if it is not ``None``."""
    if isinstance(value, Node):
        yield from value.values()
    elif value is not None:
        yield value
