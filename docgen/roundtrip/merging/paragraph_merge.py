"""Three-way merge of paragraphs by words.

    base    支出431.64万元，完成率93%。
    ours    支出431.65万元，完成率93%。        merged  支出431.65万元，完成率为93%。
    theirs  支出431.64万元，完成率为93%。

Changes of the two sides are merged if a whole word that neither side changed stands between them; a
word of Chinese is two characters. What both sides changed alike is one change. A value that a
``{{ }}`` printed is one word, so that it is never half the content's and half the office's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from docgen.roundtrip.comparing.tokens import Change, Revision, part, tokens_of
from docgen.roundtrip.comparing.value_tracking import (
    TrackedValue,
    join_paragraphs,
    track_values,
)
from docgen.roundtrip.reading.docx_model import PARAGRAPH_END, DocxParagraph, Kind
from docgen.templates.provenance import Stretch

_WORD = re.compile(rf"[㐀-䶿一-鿿]{{2}}|[^\s㐀-䶿一-鿿]|[\n{PARAGRAPH_END}]")
"""A whole word: two Chinese characters, or any other sign but a blank."""

Paragraphs = Sequence[DocxParagraph]


@dataclass(frozen=True)
class Rewording:
    """What ``ours`` changes in ``theirs``.

    Attributes:
        theirs: paragraphs of the office's file.
        ours: the paragraphs that the content gives.
        changes: from the base to ours, at the offsets of theirs, joined by
            :data:`~docgen.roundtrip.reading.docx_model.PARAGRAPH_END`; in order.
        kind: whether the paragraph becomes of the kind of ours.
        is_mixed: whether words of both sides stand in the result.
    """

    theirs: tuple[DocxParagraph, ...]
    ours: tuple[DocxParagraph, ...]
    changes: tuple[Change, ...]
    kind: bool = False
    is_mixed: bool = False

    @property
    def changes_nothing(self) -> bool:
        """Whether theirs has all that ours changes."""
        return not self.changes and not self.kind


def merge_words(base: Paragraphs, ours: Paragraphs, theirs: Paragraphs) -> Rewording | None:
    """Returns what ours changes in theirs; ``None`` if both changed the same or adjoining words.

    Each of the three has at least one paragraph. The values of ours are known by its sources, and
    are looked for in base and theirs.
    """
    takes_kind = _takes_kind(base, ours, theirs)
    if takes_kind is None or not _boxes_agree(base, ours, theirs):
        return None
    old, new, office = (join_paragraphs(side, PARAGRAPH_END) for side in (base, ours, theirs))
    if office.objects and not old.objects and _has_words_of(office.without_objects, new):
        return Rewording(tuple(theirs), tuple(ours), (), takes_kind)
    old, office = _with_values(old, new, office)
    our_revision, their_revision = (
        Revision(old, side, whole_values=True) for side in (new, office)
    )
    common = {change.key for change in our_revision.changes} & {
        change.key for change in their_revision.changes
    }
    own = [change for change in our_revision.changes if change.key not in common]
    others = [change for change in their_revision.changes if change.key not in common]
    if not _are_apart(_passages(own, our_revision), _passages(others, their_revision), old.text):
        return None
    moved = tuple(
        _moved(words, their_revision.changes)
        for change in own
        for words in our_revision.words_of(change)
    )
    is_mixed = bool(others) and bool(own or takes_kind)
    return Rewording(tuple(theirs), tuple(ours), moved, takes_kind, is_mixed)


def _has_words_of(office: DocxParagraph, new: DocxParagraph) -> bool:
    """Whether the two have the same words of the same weights."""
    return (office.text.strip(), office.weights.strip()) == (new.text.strip(), new.weights.strip())


def _with_values(
    old: DocxParagraph, new: DocxParagraph, office: DocxParagraph
) -> tuple[DocxParagraph, DocxParagraph]:
    """Base and theirs with the values of ours, as far as they are found.

    Theirs may have a value as ours has it, or what the office made of that of the base.
    """
    if not new.values:
        return replace(old, sources=()), replace(office, sources=())
    old = replace(old, sources=_found(track_values(new, old, new.values).whole))
    alike = track_values(new, office, new.values).whole
    of_base = track_values(old, office, old.values).values
    return old, replace(office, sources=_found([*alike, *of_base]))


def _found(values: Iterable[TrackedValue]) -> tuple[Stretch, ...]:
    return tuple(sorted((value.found for value in values), key=lambda found: found.start))


def merge_texts(base: str, ours: str, theirs: str) -> str | None:
    """Returns a plain text with the changes of both; ``None`` if they overlap."""
    old, new, other = map(DocxParagraph.of_text, (base, ours, theirs))
    changes, others = Revision(old, new).changes, Revision(old, other).changes
    if any(_overlap(change, beside) for change in changes for beside in others):
        return None
    text = theirs
    for change in reversed([_moved(change, others) for change in changes]):
        text = text[: change.start] + change.text + text[change.stop :]
    return text


def _overlap(first: Change, second: Change) -> bool:
    return first.start < second.stop and second.start < first.stop


def _takes_kind(base: Paragraphs, ours: Paragraphs, theirs: Paragraphs) -> bool | None:
    """Whether the kind of ours is taken; ``None`` if both sides changed it in different ways."""
    old, new, office = map(_kinds, (base, ours, theirs))
    if new in (old, office):
        return False
    return True if old == office and len(base) == len(ours) == len(theirs) == 1 else None


def _kinds(paragraphs: Paragraphs) -> set[Kind]:
    return {paragraph.kind for paragraph in paragraphs}


def _boxes_agree(base: Paragraphs, ours: Paragraphs, theirs: Paragraphs) -> bool:
    """Whether the content changed no text box that the office did not change alike."""
    old, new, office = (
        [box.key for paragraph in side for box in paragraph.boxes] for side in (base, ours, theirs)
    )
    return new in (old, office)


@dataclass(frozen=True)
class _Passage:
    """A stretch of the old text within which a side changed most words."""

    start: int
    stop: int
    size: int


def _passages(changes: Iterable[Change], revision: Revision) -> list[_Passage]:
    """The changes of a side, neighbours joined where fewer words stand between them than in each.

    What a sentence that was written anew happens to share with the old one is no word that stayed.
    """
    passages = list[_Passage]()
    for change in changes:
        passages.append(_Passage(change.start, change.stop, _size(change, revision)))
        while len(passages) > 1 and _is_one(passages[-2], passages[-1], revision.old):
            first, second = passages[-2:]
            passages[-2:] = [_Passage(first.start, second.stop, first.size + second.size)]
    return passages


def _size(change: Change, revision: Revision) -> int:
    removed = part(revision.old, change.start, change.stop)
    return max(map(_count, (removed, part(revision.new, change.to_start, change.to_stop))))


def _count(paragraph: DocxParagraph) -> int:
    return len(tokens_of(paragraph, whole_values=True))


def _is_one(first: _Passage, second: _Passage, old: DocxParagraph) -> bool:
    return _count(part(old, first.stop, second.start)) <= min(first.size, second.size)


def _are_apart(ours: list[_Passage], theirs: list[_Passage], text: str) -> bool:
    """Whether a whole word stands between each passage of ours and each of theirs."""
    for own in ours:
        for other in theirs:
            first, second = sorted((own, other), key=lambda passage: (passage.start, passage.stop))
            if first.stop > second.start or not _WORD.search(text[first.stop : second.start]):
                return False
    return True


def _moved(change: Change, others: Iterable[Change]) -> Change:
    """The change at the offsets that its words have after the changes of the other side."""
    before = [other for other in others if other.stop <= change.start]
    shift = sum(len(other.text) - (other.stop - other.start) for other in before)
    return replace(change, start=change.start + shift, stop=change.stop + shift)
