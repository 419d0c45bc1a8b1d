"""The office's edits in the Word file of a unit, each with an id by which it is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from docgen.diagnostics import DocumentPlace, Place, Problem
from docgen.roundtrip.merging.conflict_comments import holders, open_comments
from docgen.roundtrip.proposing.proposals import Proposal
from docgen.roundtrip.reading.docx_model import paragraphs
from docgen.runs.carry_back import PullInput
from docgen.runs.results import Comment
from docgen.templates.provenance import ValueSource


@dataclass(frozen=True)
class OfficeEdit:
    """An edit of the Word file.

    Attributes:
        id: its name, as long as it is the same edit.
        docx: the Word file.
        proposal: what it is, and what it changes in the content or why it stays in the Word file.
        left: whether somebody has decided to leave it there.
    """

    id: str
    docx: Path
    proposal: Proposal
    left: bool = False

    @property
    def writable(self) -> bool:
        """Whether the content can have it, at least in part."""
        return self.proposal.writable

    @property
    def where(self) -> DocumentPlace:
        """Where it stands, in words of the Word file."""
        return self.proposal.edit.place

    @property
    def places(self) -> tuple[Place, ...]:
        """Where in the content it goes, or else where what it changed comes from."""
        return self.proposal.places or tuple(dict.fromkeys(_sources(self.proposal)))


@dataclass(frozen=True)
class OfficeConflict:
    """A place that content and Word file have changed in different ways.

    Attributes:
        edits: the edits of it, which are settled together; what is old in them is the content's.
    """

    edits: tuple[OfficeEdit, ...]

    @property
    def id(self) -> str:
        """Its name, which is that of its first edit."""
        return self.edits[0].id

    @property
    def ids(self) -> frozenset[str]:
        """The ids of its edits."""
        return frozenset(edit.id for edit in self.edits)


@dataclass(frozen=True)
class OfficeReview:
    """What the office has done in the Word file of a unit, and in its draft.

    Attributes:
        docx: the Word file; ``None`` if there is none.
        edits: its edits, without those of conflicts.
        comments: the comments in it, without those of docgen.
        conflicts: the places that both sides have changed.
        problems: the reasons why it could not be compared.
    """

    docx: Path | None = None
    edits: tuple[OfficeEdit, ...] = ()
    comments: tuple[Comment, ...] = ()
    conflicts: tuple[OfficeConflict, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def undecided(self) -> int:
        """How many edits and conflicts nobody has decided on."""
        return sum(not edit.left for edit in self.edits) + len(self.conflicts)

    def and_of(self, other: OfficeReview) -> OfficeReview:
        """Both as one."""
        return OfficeReview(
            self.docx or other.docx,
            (*self.edits, *other.edits),
            (*self.comments, *other.comments),
            (*self.conflicts, *other.conflicts),
            (*self.problems, *other.problems),
        )


def conflicts_among(proposals: Iterable[Proposal], pull_input: PullInput) -> list[list[Proposal]]:
    """The proposals that wait for a conflict to be settled: those of the same comments together."""
    comments, groups = open_comments(pull_input.theirs), list[tuple[set[str], list[Proposal]]]()
    for proposal in proposals:
        held_by = set(holders(proposal.edit, comments))
        if not held_by:
            continue
        near = [group for group in groups if group[0] & held_by]
        groups = [group for group in groups if group not in near]
        numbers = held_by.union(*(group[0] for group in near))
        groups.append((numbers, [*(one for group in near for one in group[1]), proposal]))
    return [members for _, members in groups]


def _sources(proposal: Proposal) -> Iterator[Place]:
    """Yields where what an edit changed is typed; of an addition, what stands before it."""
    edit = proposal.edit
    before = (edit.siblings or ())[max(edit.index - 1, 0) : edit.index]
    for paragraph in (one for item in edit.old or before for one in paragraphs(item)):
        for stretch in paragraph.sources:
            if place := stretch.source.place or _block_place(stretch.source):
                yield place


def _block_place(source: ValueSource) -> Place | None:
    """The place of the block of a Markdown text that a stretch is of; ``None`` if it is of none."""
    if source.document is None:
        return None
    block = source.document.blocks[source.block : source.block + 1]
    return block[0].place if block else source.document.place
