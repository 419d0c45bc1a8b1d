"""New words in a paragraph of the office's file, in place: its formatting and comments stay."""

from __future__ import annotations

from lxml import etree

from docgen.edits.model import OBJECT, PAGE, Paragraph
from docgen.edits.runs import is_thing, part_text, runs
from docgen.edits.tokens import Change, Revision
from docgen.word.marks import w

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FIXED = frozenset(f"\n\t{OBJECT}{PAGE}")
"""Characters that are elements of their own."""


def reword(theirs: Paragraph, ours: Paragraph) -> bool:
    """Gives ``theirs`` the words of ``ours``, if words are all that differs; else does nothing."""
    if (theirs.kind, theirs.objects) != (ours.kind, ours.objects) or theirs.boxes or ours.boxes:
        return False
    characters = _characters(theirs)
    changes = Revision(theirs, ours).changes
    if len(characters) != len(theirs.text):
        return False
    if not all(_is_plain(change, theirs, characters) for change in changes):
        return False
    for change in reversed(changes):
        _write(change, characters)
    return True


def _characters(paragraph: Paragraph) -> list[tuple[etree._Element, int]]:
    """For each character, the part of a run it stands in, and its number there."""
    found = []
    for run in runs(paragraph.element):
        for part in () if is_thing(run) else run:
            found += [(part, number) for number in range(len(part_text(part)))]
    return found


def _target(change: Change) -> int:
    """The character whose part takes the new words: the first replaced, or the one before."""
    return change.start if change.stop > change.start else max(change.start - 1, 0)


def _is_plain(
    change: Change, theirs: Paragraph, characters: list[tuple[etree._Element, int]]
) -> bool:
    old = theirs.text[change.start : change.stop]
    if _FIXED & set(old + change.text) or not characters:
        return False
    if not change.text:
        return True
    target = _target(change)
    if characters[target][0].tag != w("t"):
        return False
    look = theirs.looks[target]
    pairs = zip(change.text, change.looks, strict=True)
    return all(letter.isspace() or weight == look for letter, weight in pairs)


def _write(change: Change, characters: list[tuple[etree._Element, int]]) -> None:
    target, at = characters[_target(change)]
    if change.stop == change.start and change.start:
        at += 1
    for part, number in reversed(characters[change.start : change.stop]):
        text = part.text or ""
        part.text = text[:number] + text[number + 1 :]
    text = target.text or ""
    target.text = text[:at] + change.text + text[at:]
    target.set(_SPACE, "preserve")
