"""Turns the office's edits into proposals for the content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from docgen.diagnostics import Place
from docgen.roundtrip.comparing.diff import Edit, EditKind
from docgen.roundtrip.comparing.locations import Locations
from docgen.roundtrip.proposing.origins import Origins
from docgen.roundtrip.proposing.paragraph_proposals import ParagraphProposals
from docgen.roundtrip.proposing.proposals import Proposal, Reason, SkipReason
from docgen.roundtrip.proposing.row_proposals import RowProposals
from docgen.roundtrip.reading.docx_model import DocxParagraph, words_of
from docgen.templates.table_labels import FormLabels
from docgen.word.annexes.annex_marks import annex_of

_INSERTIONS = (EditKind.ADDED, EditKind.MOVED)
ALWAYS_STAY = {
    EditKind.MARGIN: SkipReason.MARGIN,
    EditKind.ROW_CHANGED: SkipReason.CELLS,
    EditKind.CELLS: SkipReason.CELLS,
    EditKind.COLUMN_ADDED: SkipReason.COLUMN,
    EditKind.COLUMN_REMOVED: SkipReason.COLUMN,
    EditKind.NOTE: SkipReason.OBJECT,
    EditKind.RENUMBERED: SkipReason.NUMBER,
    EditKind.SECTION_ADDED: SkipReason.PAGE,
    EditKind.SECTION_REMOVED: SkipReason.PAGE,
    EditKind.PAPER: SkipReason.PAGE,
}
"""Why edits stay in Word whatever they say; those of whole tables do, too."""


def propose(
    edits: Sequence[Edit], origins: Origins, form: FormLabels, held: Collection[Edit] = ()
) -> list[Proposal]:
    """Returns a proposal for each edit, in order.

    A new value is only proposed if it stands everywhere where the old one is printed. Those of
    ``held`` wait until a person has dealt with a conflict. ``form`` has the labels that its tables
    print, by which other places are named.
    """
    gone = [item for edit in edits for item in edit.old if isinstance(item, DocxParagraph)]
    texts, rows = ParagraphProposals(origins, gone), RowProposals(origins)
    handlers = {
        EditKind.CHANGED: texts.reworded,
        EditKind.SPLIT: texts.reworded,
        EditKind.JOINED: texts.reworded,
        EditKind.ADDED: texts.added,
        EditKind.REMOVED: texts.removed,
        EditKind.MOVED: texts.moved,
        EditKind.ROW_ADDED: rows.added,
        EditKind.ROW_REMOVED: rows.removed,
        EditKind.ROW_MOVED: rows.moved,
        EditKind.CELLS: rows.remerged,
    }
    proposals = [
        Proposal(edit).skip(SkipReason.CONFLICT)
        if edit in held
        else handlers[edit.kind](edit)
        if edit.kind in handlers
        else Proposal(edit).skip(ALWAYS_STAY.get(edit.kind, SkipReason.TABLE))
        for edit in edits
    ]
    skip_below_headings(proposals)
    _keep_headings(proposals)
    _skip_beside_marks(proposals, origins)
    _drop_partial_values(proposals, origins, form)
    _keep_annexes(proposals)
    return proposals


def skip_below_headings(proposals: Sequence[Proposal]) -> None:
    """Skips what is added below a heading that is itself skipped; changes the proposals."""
    inserted = [proposal for proposal in proposals if proposal.edit.kind in _INSERTIONS]
    headings = {
        item.text.strip()
        for proposal in inserted
        for item in proposal.edit.new
        if isinstance(item, DocxParagraph) and item.kind.name == "heading" and not proposal.writable
    }
    for proposal in inserted:
        if proposal.edit.place.heading in headings:
            proposal.drop()
            proposal.skip(SkipReason.NOWHERE)


def _keep_annexes(proposals: Sequence[Proposal]) -> None:
    """Writes nothing of what stands in an annex of the writer's, which is a file of its own."""
    for proposal in proposals:
        items = (*proposal.edit.old, *proposal.edit.new)
        elements = (getattr(item, "element", None) for item in items)
        names = (annex_of(element) for element in elements if element is not None)
        if name := next(filter(None, names), ""):
            proposal.drop()
            proposal.reason = Reason(SkipReason.ANNEX, name)


def _keep_headings(proposals: Sequence[Proposal]) -> None:
    """Skips the removal of a heading while that of a paragraph below it waits for a conflict."""
    waits = False
    for proposal in reversed(proposals):
        is_removed = proposal.edit.kind is EditKind.REMOVED
        is_heading = any(
            isinstance(item, DocxParagraph) and item.kind.name == "heading"
            for item in proposal.edit.old
        )
        if is_removed and is_heading and waits:
            proposal.drop()
            proposal.skip(SkipReason.ENTANGLED)
        in_conflict = bool(proposal.reason and proposal.reason.why is SkipReason.CONFLICT)
        waits = is_removed and not is_heading and (waits or in_conflict)


def _skip_beside_marks(proposals: Sequence[Proposal], origins: Origins) -> None:
    """Skips what was typed into an empty chapter of a draft while its mark is still there."""
    now = {id(item): proposal.edit.new for proposal in proposals for item in proposal.edit.old}
    for place, mark in origins.chapter_marks():
        if any(mark.text in words_of(item) for item in now.get(id(mark), (mark,))):
            for proposal in proposals:
                if place in proposal.written:
                    proposal.drop()
                    proposal.skip(SkipReason.BLANK_MARK)


def _drop_partial_values(proposals: Sequence[Proposal], origins: Origins, form: FormLabels) -> None:
    """Drops a new value that does not stand everywhere where the old one is printed."""
    changes: dict[Place, list[tuple[Proposal, str]]] = defaultdict(list)
    locations = Locations(origins.file, form)
    for proposal in proposals:
        for place, text in proposal.values:
            changes[place].append((proposal, text))
    for place, texts in changes.items():
        uses = origins.uses(place)
        if len({text for _, text in texts}) == 1 and len(texts) >= len(uses):
            continue
        for proposal, text in texts:
            proposal.values = [value for value in proposal.values if value[0] != place]
            if len(uses) > 1:
                others = map(locations.of, _elsewhere(uses, texts, text))
                shown = tuple(dict.fromkeys(others))
                proposal.skip(SkipReason.SEVERAL, elsewhere=shown)
            else:
                proposal.skip(SkipReason.LINES)


def _elsewhere(
    uses: Sequence[DocxParagraph], changes: Sequence[tuple[Proposal, str]], text: str
) -> list[DocxParagraph]:
    """The paragraphs that print a value, and to which none of its changes brings ``text``."""
    done = {id(item) for proposal, new in changes if new == text for item in proposal.edit.old}
    return [paragraph for paragraph in uses if id(paragraph) not in done] or list(uses)
