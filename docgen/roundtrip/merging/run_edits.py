"""Changes the words of paragraphs inside their runs; formats, notes and marks beside them stay.

甲乙丙丁     a run is split at both ends of a change              甲 | 乙丙 | 丁
            the new words come into a run of the same format     甲 | 戊 | 丁
            neighbours of equal format are joined again          甲戊丁
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby

from docx.oxml.parser import OxmlElement
from docx.oxml.text.run import CT_R
from docx.text.run import Run
from lxml import etree

from docgen.content.blocks import BOLD, BOLD_ITALIC, ITALIC
from docgen.roundtrip.comparing.tokens import Change
from docgen.roundtrip.comparing.value_tracking import join_paragraphs
from docgen.roundtrip.merging.paragraph_merge import Rewording
from docgen.roundtrip.reading.docx_model import OBJECT, PAGE, PARAGRAPH_END, DocxParagraph
from docgen.roundtrip.reading.run_text import is_object, part_text, runs
from docgen.word.tracked_changes import TrackedChanges
from docgen.word.xml import remove, w

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Copy = Callable[[etree._Element], etree._Element]
"""Copies a run of ours so that it is valid in the office's document."""
_APART = (OBJECT, PARAGRAPH_END)
"""Signs that never share a run with text."""


@dataclass(frozen=True)
class Character:
    """A character: its element, and its offset in the text of that.

    The element is a part of a run or an object between runs. For the end of a paragraph it is the
    paragraph, for a page break before it, that property.
    """

    part: etree._Element
    offset: int = 0

    @property
    def run(self) -> etree._Element:
        """The run it is in, or the object between runs that it stands for."""
        parent = self.part.getparent()
        return parent if parent is not None and parent.tag == w("r") else self.part

    @property
    def is_in_run(self) -> bool:
        """Whether it is no paragraph end and no property."""
        return self.part.tag not in (w("p"), w("pageBreakBefore"))

    @property
    def is_text(self) -> bool:
        """Whether it stands in a ``w:t``."""
        return self.part.tag == w("t")


def characters(paragraphs: Sequence[etree._Element]) -> list[Character]:
    """Returns the characters of ``w:p`` elements, as in their joined text."""
    found = list[Character]()
    for number, paragraph in enumerate(paragraphs):
        found += [Character(paragraphs[number - 1])] if number else []
        page_break = paragraph.find(f"{w('pPr')}/{w('pageBreakBefore')}")
        found += [Character(page_break)] if page_break is not None else []
        for run in runs(paragraph):
            for part in (run,) if is_object(run) else run:
                text = OBJECT if part is run else part_text(part)
                found += [Character(part, offset) for offset in range(len(text))]
    return found


def can_reword(rewording: Rewording) -> bool:
    """Whether all changes can be made inside of the runs of theirs."""
    if not rewording.changes:
        return True
    theirs, ours = _elements(rewording.theirs), _elements(rewording.ours)
    found, new = characters(theirs), characters(ours)
    return (
        len(found) == _length(rewording.theirs)
        and len(new) == _length(rewording.ours)
        and any(character.is_text for character in found)
        and all(_is_possible(change, found, new) for change in rewording.changes)
    )


def _elements(paragraphs: Sequence[DocxParagraph]) -> list[etree._Element]:
    return [paragraph.element for paragraph in paragraphs]


def _length(paragraphs: Sequence[DocxParagraph]) -> int:
    return sum(len(paragraph.text) + 1 for paragraph in paragraphs) - 1


def _is_possible(change: Change, found: list[Character], new: list[Character]) -> bool:
    removed = found[change.start : change.stop]
    added = new[change.to_start : change.to_stop]
    if PAGE in change.text or any(
        character.part.tag == w("pageBreakBefore") for character in removed
    ):
        return False
    if any(character.part.find(w("fldChar")) is not None for character in (*removed, *added)):
        return False  # of a field, only the run with its beginning is known
    if any(character.part.tag == w("p") and not _may_join(character.part) for character in removed):
        return False
    if any(character.part.tag == w("p") for character in added):
        beside = found[max(change.start - 1, 0)].run.getparent()
        if beside is None or beside.tag != w("p"):
            return False
    return all(_is_between(found, at) for at in (change.start, change.stop))


def _may_join(paragraph: etree._Element) -> bool:
    """Whether a paragraph may be joined with the next: none of the two ends a section."""
    following = paragraph.getnext()
    pair = (paragraph, following) if following is not None else ()
    return bool(pair) and all(
        element.tag == w("p") and element.find(f"{w('pPr')}/{w('sectPr')}") is None
        for element in pair
    )


def _is_between(found: list[Character], at: int) -> bool:
    """Whether a paragraph may be cut before a character: not inside of ``w:ruby``."""
    if not 0 < at < len(found):
        return True
    return found[at].is_text or found[at].part is not found[at - 1].part


def reword(rewording: Rewording, copy: Copy, tracked: TrackedChanges | None = None) -> None:
    """Makes the changes, in place; with ``tracked``, as tracked changes."""
    theirs = join_paragraphs(rewording.theirs, PARAGRAPH_END)
    editor = _RunEditor(_elements(rewording.theirs), theirs.weights, copy, tracked)
    new = characters(_elements(rewording.ours))
    # From the end to the beginning: the offsets before a change stay as they are.
    for change in reversed(rewording.changes):
        editor.change(change, new[change.to_start : change.to_stop])
    editor.join_runs()


def cut_run(paragraphs: Sequence[etree._Element], at: int) -> list[etree._Element]:
    """Splits the run before the character ``at`` of ``w:p`` elements, if that is inside of it.

    Both parts have its properties. Returns them, or nothing if a run begins there.
    """
    found = characters(paragraphs)
    if not 0 < at < len(found) or found[at].run is not found[at - 1].run:
        return []
    run, part, offset = found[at].run, found[at].part, found[at].offset
    right = etree.Element(w("r"))
    properties = run.find(w("rPr"))
    right.extend([] if properties is None else [deepcopy(properties)])
    run.addnext(right)
    if offset:
        rest = deepcopy(part)
        part.text, rest.text = (part.text or "")[:offset], (part.text or "")[offset:]
        for text in (part, rest):
            text.set(_SPACE, "preserve")
        right.append(rest)
    right.extend(list(part.itersiblings()) if offset else [part, *part.itersiblings()])
    return [run, right]


class _RunEditor:
    """Edits the paragraphs, whose text has ``weights``."""

    def __init__(
        self,
        paragraphs: list[etree._Element],
        weights: str,
        copy: Copy,
        tracked: TrackedChanges | None,
    ) -> None:
        self._paragraphs, self._weights = paragraphs, weights
        self._copy, self._tracked = copy, tracked
        self._touched = list[etree._Element]()

    def change(self, change: Change, new: list[Character]) -> None:
        """Puts the words of a change, which stand at ``new`` in ours, in the place of the old."""
        for at in (change.stop, change.start):
            self.cut(at)
        found = characters(self._paragraphs)
        removed = found[change.start : change.stop]
        model = _model(found, change)
        made = list(self.made(change, new, found[model].run, self._weights[model]))
        self.insert(made, found, change)
        self.remove(removed)
        for end in made:
            if end.tag == w("p"):
                self.split(end)

    def cut(self, at: int) -> None:
        """Splits the run before the character ``at``, if that is inside of it."""
        self._touched += cut_run(self._paragraphs, at)

    def made(
        self, change: Change, new: list[Character], model: etree._Element, weight: str
    ) -> Iterator[etree._Element]:
        """Yields runs with the new words, in the format of ``model``; a ``w:p`` for an end."""
        signs = zip(change.text, change.weights, new, strict=True)
        for (letter, is_apart), group in groupby(
            signs, lambda sign: (sign[1] if sign[0].strip() else weight, sign[0] in _APART)
        ):
            made = list(group)
            if is_apart:
                yield from (self.alone(text, character) for text, _, character in made)
            else:
                text = "".join(text for text, _, _ in made)
                yield _run(text, model, None if letter == weight else letter)

    def alone(self, text: str, character: Character) -> etree._Element:
        """An object of ours in a run of its own, or a mark for the end of a paragraph."""
        if text == PARAGRAPH_END:
            return etree.Element(w("p"))
        if character.run is character.part:
            return self._copy(character.part)
        run = deepcopy(character.run)
        index = list(character.run).index(character.part)
        for part in [part for number, part in enumerate(run) if number != index]:
            if part.tag != w("rPr"):
                run.remove(part)
        return self._copy(run)

    def insert(self, made: list[etree._Element], found: list[Character], change: Change) -> None:
        """Inserts runs in the place of what the change removes."""
        anchor = etree.Element(w("r"))
        self.place(anchor, found, change)
        for run in made:
            anchor.addprevious(run)
            if self._tracked and run.tag != w("p"):
                self._tracked.inserted([run])
        remove(anchor)
        self._touched += made

    def place(self, anchor: etree._Element, found: list[Character], change: Change) -> None:
        """Inserts ``anchor`` behind what the change removes, or else behind what is before it."""
        start, stop = change.start, change.stop
        before = [character for character in found[max(start - 1, 0) : stop] if character.is_in_run]
        following = [character for character in found[stop : stop + 1] if character.is_in_run]
        if before:
            before[-1].run.addnext(anchor)
        elif following:
            following[0].run.addprevious(anchor)
        else:  # in an empty paragraph
            ends = sum(character.part.tag == w("p") for character in found[:start])
            self._paragraphs[ends].append(anchor)

    def remove(self, removed: list[Character]) -> None:
        """Removes characters that fill whole runs, and joins paragraphs whose end is among them."""
        for run in dict.fromkeys(character.run for character in removed):
            if run.tag == w("p"):
                self.join(run)
            elif self._tracked:
                self._tracked.deleted([run])
            else:
                beside = (run.getprevious(), run.getnext())
                self._touched += [neighbour for neighbour in beside if neighbour is not None]
                remove(run)

    def join(self, paragraph: etree._Element) -> None:
        """Joins a paragraph with the next."""
        if self._tracked:
            self._tracked.paragraph_end(paragraph, "del")
            return
        following = self._paragraphs.pop(self._paragraphs.index(paragraph) + 1)
        moved = [child for child in following if child.tag != w("pPr")]
        paragraph.extend(moved)
        self._touched += moved[:1]
        remove(following)

    def split(self, end: etree._Element) -> None:
        """Ends a paragraph at the mark ``end``; what follows becomes the next."""
        paragraph = end.getparent()
        assert paragraph is not None
        following = etree.Element(w("p"))
        properties = paragraph.find(w("pPr"))
        if properties is not None:
            following.append(deepcopy(properties))
            section = properties.find(w("sectPr"))
            properties.extend([]) if section is None else properties.remove(section)
        following.extend(end.itersiblings())
        remove(end)
        paragraph.addnext(following)
        self._paragraphs.insert(self._paragraphs.index(paragraph) + 1, following)
        if self._tracked:
            self._tracked.paragraph_end(paragraph, "ins")

    def join_runs(self) -> None:
        """Joins neighbours of equal format, of which one was split or made."""
        touched = set(self._touched)
        for run in [run for paragraph in self._paragraphs for run in paragraph.iter(w("r"))]:
            before = run.getprevious()
            if before is not None and {before, run} & touched and _is_joinable(before, run):
                first, second = before[-1], run[-1]
                second.text = (first.text or "") + (second.text or "")
                second.set(_SPACE, "preserve")
                remove(before)
                touched.add(run)


def _model(found: list[Character], change: Change) -> int:
    """The index of the character whose format new words get: the first that they replace.

    If they replace none, it is the one before, or else the nearest behind.
    """
    order: list[int] = [*range(change.start, change.stop), *reversed(range(change.start))]
    order += range(change.stop, len(found))
    return next(index for index in order if found[index].is_text)


def _run(text: str, model: etree._Element, weight: str | None) -> etree._Element:
    """A run with ``text`` in the format of ``model``, in another weight if one is given."""
    run = OxmlElement("w:r")
    assert isinstance(run, CT_R)
    properties = model.find(w("rPr"))
    if properties is not None:
        run.append(deepcopy(properties))
        for change in run.iter(w("rPrChange")):
            remove(change)
    run.text = text
    if weight is not None:
        made = Run(run, None)  # type: ignore[arg-type]
        made.bold, made.italic = weight in (BOLD, BOLD_ITALIC), weight in (ITALIC, BOLD_ITALIC)
    return run


def _is_joinable(first: etree._Element, second: etree._Element) -> bool:
    """Whether two runs have the same format, and text alone where they meet."""
    if (first.tag, second.tag) != (w("r"), w("r")):
        return False
    texts = [[part for part in run if part.tag != w("rPr")] for run in (first, second)]
    return all([part.tag for part in parts] == [w("t")] for parts in texts) and _format(
        first
    ) == _format(second)


def _format(run: etree._Element) -> bytes:
    properties = run.find(w("rPr"))
    return b"" if properties is None or not len(properties) else etree.tostring(properties)
