"""Puts edits of the office's back in its file: where they were, it gets what the content has.

    base, theirs    the office's file            takes    what leads from it to the content
    ours            the content's document       made     the takes of the chosen edits, no others

It is tried: afterwards the chosen edits are gone, all others are there, and none is new.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import partial
from itertools import chain, product

from lxml import etree

from docgen.diagnostics import Place
from docgen.roundtrip.comparing.align import Item
from docgen.roundtrip.comparing.diff import Edit, EditKind, edits_between
from docgen.roundtrip.comparing.edit_ids import edit_ids, words_key
from docgen.roundtrip.files.fingerprint import AUTHOR
from docgen.roundtrip.merging.conflict_comments import drop_comments, holders, open_comments
from docgen.roundtrip.merging.diff3 import align_back
from docgen.roundtrip.merging.grafting import graft
from docgen.roundtrip.merging.paragraph_merge import Rewording
from docgen.roundtrip.merging.saved_over import saved_over
from docgen.roundtrip.merging.three_way import Conflict, Merge, Take, TakeCell, merge_files
from docgen.roundtrip.reading.docx_model import DocxParagraph, words_of
from docgen.roundtrip.reading.docx_reader import open_document, read_document
from docgen.templates.table_labels import FormLabels
from docgen.word.package_file import open_package
from docgen.word.rejected_changes import is_deleted, is_tracked, reject, rejected_text
from docgen.word.xml import w


class KeptReason(Enum):
    """Why an edit cannot be put back; the texts are in ``phrases-*.yaml``."""

    MARGIN = "margin"
    PAGE = "page"
    NUMBER = "number"
    NOTE = "note"
    COMMENT = "comment"
    TABLE = "table"
    TOGETHER = "together"


_BY_KIND = {
    EditKind.MARGIN: KeptReason.MARGIN,
    EditKind.SECTION_ADDED: KeptReason.PAGE,
    EditKind.SECTION_REMOVED: KeptReason.PAGE,
    EditKind.PAPER: KeptReason.PAGE,
    EditKind.RENUMBERED: KeptReason.NUMBER,
    EditKind.NOTE: KeptReason.NOTE,
}
"""Kinds of edits of which a merge knows nothing."""
_MOVES = (EditKind.MOVED, EditKind.ROW_MOVED)
_ROUNDS = 2
"""What was moved and changed goes back to its place, and then its words do."""


@dataclass
class FileWithout:
    """The office's file without some edits.

    Attributes:
        data: its bytes.
        kept: the edits that are still in it though they were chosen, and why.
        found: the ids that it had.
    """

    data: bytes
    kept: list[tuple[Edit, KeptReason]] = field(default_factory=list)
    found: frozenset[str] = frozenset()


def put_back(
    ours: bytes, theirs: bytes, place: Place, form: FormLabels, ids: Collection[str]
) -> FileWithout:
    """Returns ``theirs`` without the edits ``ids``: all of them at once or, if that fails, each.

    Args:
        ours: the file that the content gives.
        theirs: the office's file, with all that is new in the content.
        place: the office's file, for messages.
        form: the labels that its tables print.
        ids: the edits; comments of docgen that hold them up go with them.
    """
    open_file = partial(_EditedFile, ours=ours, place=place, form=form)
    chosen = open_file(theirs).chosen(ids)
    done = FileWithout(theirs, found=frozenset(chosen))
    if not chosen:
        return done
    at_once = _without(open_file, theirs, list(chosen))
    if isinstance(at_once, bytes):
        done.data = at_once
        return done
    # From the last to the first: equal edits are numbered from the beginning.
    for name in reversed(chosen):
        without = _without(open_file, done.data, [name])
        if isinstance(without, bytes):
            done.data = without
        else:
            done.kept.append((chosen[name], without))
    return done


def _without(
    open_file: Callable[[bytes], _EditedFile], data: bytes, ids: Collection[str]
) -> bytes | KeptReason:
    """The file without these edits, or why that cannot be done.

    Tracked changes of the office's are rejected, so that the old words do not stand there twice;
    if that does not do it, the words are put there whatever is tracked.
    """
    file = open_file(data)
    chosen = list(file.chosen(ids).values())
    if tracked := file.tracked(chosen):
        without = file.without(chosen, tracked)
        if isinstance(without, bytes):
            return without
        file = open_file(data)
        chosen = list(file.chosen(ids).values())
    return file.without(chosen, [])


class _EditedFile:
    """The office's file, opened to be changed once, and the content's document."""

    def __init__(self, data: bytes, *, ours: bytes, place: Place, form: FormLabels) -> None:
        self._data = data
        self._our_document, self._document = open_document(ours), open_package(data, place)
        self._ours, self._form = read_document(self._our_document), form
        self._read()

    def _read(self) -> None:
        """Reads the file, which may have been changed."""
        self._file = read_document(self._document)
        self._edits = edits_between(self._ours, self._file, self._form)

    def chosen(self, ids: Collection[str]) -> dict[str, Edit]:
        """The edits of these ids, as far as there are any, in document order."""
        names = edit_ids(self._edits)
        return {name: edit for name, edit in zip(names, self._edits, strict=True) if name in ids}

    def tracked(self, chosen: Iterable[Edit]) -> list[etree._Element]:
        """The paragraphs and rows that ``chosen`` edits changed or removed as tracked changes."""
        edits = [edit for edit in chosen if edit.old and edit.kind not in _BY_KIND]
        found = [element for edit in edits for element in _elements(edit.new)]
        gone = {"".join(words_of(item).split()) for edit in edits for item in edit.old}
        for element in self._document.element.body.iter(w("p"), w("tr")):
            if is_deleted(element) and "".join(rejected_text(element).split()) in gone:
                found.append(element)
        return [element for element in dict.fromkeys(found) if is_tracked(element)]

    def without(
        self, chosen: Collection[Edit], rejected: Iterable[etree._Element]
    ) -> bytes | KeptReason:
        """The file without ``chosen`` edits, or why that cannot be done.

        The tracked changes in ``rejected`` are rejected first.
        """
        if kind := next((edit.kind for edit in chosen if edit.kind in _BY_KIND), None):
            return _BY_KIND[kind]
        others = [edit for edit in self._edits if edit not in chosen]
        comments = self._shown_comments()
        self._drop_comments(chosen)
        for element in rejected:
            reject(element)
        for _ in range(_ROUNDS):
            self._read()
            left = [edit for edit in self._edits if any(_is_left_of(edit, one) for one in chosen)]
            if reason := self._made(left):
                return reason
        self._read()
        if not _are_same(others, self._edits):
            return KeptReason.TOGETHER
        if comments - self._shown_comments():
            return KeptReason.COMMENT
        return saved_over(self._data, self._document)

    def _drop_comments(self, chosen: Iterable[Edit]) -> None:
        """Removes docgen's comments that hold up these edits: the conflicts are settled."""
        comments = open_comments(self._file)
        held = set(chain.from_iterable(holders(edit, comments) for edit in chosen))
        if held:
            drop_comments(self._document, held)

    def _shown_comments(self) -> set[str]:
        """The comments that something refers to, without those of docgen."""
        marks = self._document.element.body.iter(w("commentReference"))
        numbers = {mark.get(w("id"), "") for mark in marks}
        return {number for number in numbers if self._file.comments.get(number, ("",))[0] != AUTHOR}

    def _made(self, chosen: Sequence[Edit]) -> KeptReason | None:
        """Makes the takes of ``chosen`` edits; returns why one of them cannot be put back."""
        merge = merge_files(self._file, self._ours, self._file, aligned=align_back)
        moved = [edit for edit in chosen if edit.kind in _MOVES]
        for conflict in merge.conflicts:
            if any(_is_of(conflict, edit) for edit in chosen if edit not in moved):
                return KeptReason.COMMENT
        gone = [Take((), (), edit.new, None, self._file.element) for edit in moved]
        takes = chain.from_iterable(map(_one_by_one, merge.takes))
        own = [take for take in takes if any(_is_of(take, edit) for edit in chosen)]
        made = [take for take in map(partial(_taken, moved), own) if take]
        if reason := _replaces_others(made, chosen):
            return reason
        # What is first is made last: others may be inserted behind what is moved away.
        graft(self._our_document, self._document, Merge([*gone, *made], pairs=merge.pairs))
        return None


def _one_by_one(
    take: Take | TakeCell | Rewording,
) -> list[Take] | list[Take | TakeCell | Rewording]:
    """The take; of several items that are inserted at one place, one for each."""
    if isinstance(take, Take) and not take.theirs:
        return [replace(take, ours=(item,)) for item in take.ours]
    return [take]


def _taken(
    moved: Sequence[Edit], take: Take | TakeCell | Rewording
) -> Take | TakeCell | Rewording | None:
    """The take, with what the office has moved as it has it; ``None`` if that only removes it."""
    edit = next((edit for edit in moved if _is_of(take, edit)), None)
    if edit is None or not isinstance(take, Take):
        return take
    if take.ours == edit.old and not take.theirs:
        return replace(take, ours=edit.new, of_theirs=True)
    return None if take.theirs == edit.new and not take.ours else take


def _replaces_others(
    made: Iterable[Take | TakeCell | Rewording], chosen: Iterable[Edit]
) -> KeptReason | None:
    """Why takes would replace what no chosen edit is of, formats and all; ``None`` if none does."""
    own = {element for edit in chosen for element in _elements(edit.new)}
    replaced = chain.from_iterable(take.theirs for take in made if isinstance(take, Take))
    others = [item for item in replaced if own.isdisjoint(_around(item.element))]
    if not others:
        return None
    is_text = all(isinstance(item, DocxParagraph) for item in others)
    return KeptReason.TOGETHER if is_text else KeptReason.TABLE


def _is_of(take: Take | TakeCell | Rewording | Conflict, edit: Edit) -> bool:
    """Whether it concerns what an edit changed, or what is in it or around it."""
    if isinstance(take, TakeCell):
        ours, theirs = [take.ours.element], [take.theirs.element]
    else:
        ours, theirs = ([item.element for item in side] for side in (take.ours, take.theirs))
    pairs = [*product(ours, _elements(edit.old)), *product(theirs, _elements(edit.new))]
    return any(one in _around(other) or other in _around(one) for one, other in pairs)


def _around(element: etree._Element) -> list[etree._Element]:
    return [element, *element.iterancestors()]


def _elements(items: Iterable[Item]) -> list[etree._Element]:
    return [item.element for item in items]


def _is_left_of(edit: Edit, chosen: Edit) -> bool:
    """Whether ``edit`` is what is left of a chosen one, of which a part was put back."""
    items, others = (*edit.old, *edit.new), (*chosen.old, *chosen.new)
    return edit.kind.is_layout == chosen.kind.is_layout and any(
        one in _elements(others) for one in _elements(items)
    )


def _are_same(before: Iterable[Edit], after: Iterable[Edit]) -> bool:
    """Whether no edit is gone and none is new; numbers of items may have come right."""
    numbers = {words_key(edit) for edit in before if edit.kind.is_layout}
    expected, found = Counter(map(words_key, before)), Counter(map(words_key, after))
    return not found - expected and numbers >= set(expected - found)
