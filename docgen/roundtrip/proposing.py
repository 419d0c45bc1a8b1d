"""From the office's edits to proposals for the content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from docgen.diagnostics import Place
from docgen.roundtrip.diff import Edit, EditKind
from docgen.roundtrip.docx_model import DocxParagraph
from docgen.roundtrip.origins import Origins
from docgen.roundtrip.paragraph_proposals import ParagraphProposals
from docgen.roundtrip.proposals import Proposal, SkipReason
from docgen.roundtrip.row_proposals import RowProposals


def propose(edits: Sequence[Edit], origins: Origins) -> list[Proposal]:
    """A proposal for each edit. A value that is printed twice is only changed in both places."""
    texts, rows = ParagraphProposals(origins), RowProposals(origins)
    doors = {
        EditKind.CHANGED: texts.reworded,
        EditKind.SPLIT: texts.reworded,
        EditKind.JOINED: texts.reworded,
        EditKind.ADDED: texts.added,
        EditKind.REMOVED: texts.removed,
        EditKind.MOVED: texts.moved,
        EditKind.ROW_ADDED: rows.added,
        EditKind.ROW_REMOVED: rows.removed,
        EditKind.ROW_MOVED: rows.moved,
    }
    stays = {EditKind.MARGIN: SkipReason.MARGIN, EditKind.ROW_CHANGED: SkipReason.ROW}
    proposals = [
        doors[one.kind](one)
        if one.kind in doors
        else Proposal(one).stays(stays.get(one.kind, SkipReason.TABLE))
        for one in edits
    ]
    stay_below(proposals)
    _agree(proposals, origins)
    return proposals


def stay_below(proposals: Sequence[Proposal]) -> None:
    """What stands below a heading that stays in the Word file stays with it."""
    new = (EditKind.ADDED, EditKind.MOVED)
    headings = {
        one.edit.new[0].text.strip()
        for one in proposals
        if one.edit.kind in new and not one.writable
        and isinstance(one.edit.new[0], DocxParagraph) and one.edit.new[0].kind.name == "heading"
    }  # fmt: skip
    for one in proposals:
        if one.edit.kind in new and one.edit.place.heading in headings:
            one.values, one.writes = [], []
            one.stays(SkipReason.NOWHERE)


def _agree(proposals: Sequence[Proposal], origins: Origins) -> None:
    """Drops a new value that does not stand everywhere where the old one is printed."""
    wanted: dict[Place, list[tuple[Proposal, str]]] = defaultdict(list)
    for proposal in proposals:
        for place, text in proposal.values:
            wanted[place].append((proposal, text))
    for place, asked in wanted.items():
        uses = origins.uses(place)
        if len({text for _, text in asked}) == 1 and len(asked) >= len(uses):
            continue
        for proposal, _ in asked:
            proposal.values = [one for one in proposal.values if one[0] != place]
            proposal.stays(SkipReason.SEVERAL, _elsewhere(uses, proposal))


def _elsewhere(uses: Sequence[DocxParagraph], proposal: Proposal) -> str:
    """Some words of the other places where the value is printed."""
    here = {id(one) for one in proposal.edit.old}
    others = [one for one in uses if id(one) not in here] or list(uses)
    return "；".join(dict.fromkeys(_short(one.text) for one in others[:3]))


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:24]}…"
