"""Applies a merge to the office's document, in place.

Text is changed inside the office's own paragraphs where possible. Other paragraphs, rows and tables
are copied with their styles, lists and pictures. Section ends, comments, bookmarks and column
widths of the office's document are kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from itertools import accumulate

from docx.document import Document
from docx.oxml.table import CT_Tc
from lxml import etree

from docgen.roundtrip.docx_model import OBJECT, PAGE, DocxParagraph, DocxRow
from docgen.roundtrip.run_text import is_object, part_text, run_text, runs
from docgen.roundtrip.three_way import Merge, Take, TakeCell
from docgen.roundtrip.tokens import Change, Revision
from docgen.templates.join import Joiner
from docgen.word.grid import row_cells
from docgen.word.xml import twips, w

_PROPERTIES = {w(tag) for tag in ("tcPr", "tblPr", "tblGrid", "trPr", "tblPrEx")}
_ANCHORS = tuple(
    w(tag) for tag in ("commentRangeStart", "commentRangeEnd", "bookmarkStart", "bookmarkEnd")
)


def graft(ours: Document, theirs: Document, merge: Merge) -> None:
    """Applies the takes of ``merge`` to ``theirs``, copying from ``ours``."""
    grafter = _Grafter(ours, theirs, merge)
    # From the end to the beginning: the anchor of a take may be replaced by an earlier take.
    for take in reversed(merge.takes):
        if isinstance(take, TakeCell):
            grafter.cell(take)
        else:
            grafter.take(take)


class _Grafter:
    def __init__(self, ours: Document, theirs: Document, merge: Merge) -> None:
        self._ours = ours
        self._joiner = Joiner(theirs)
        pairs = ((_list_of(new.element), _list_of(office.element)) for new, office in merge.pairs)
        self._lists = {number: target for number, target in pairs if number and target}

    def take(self, take: Take) -> None:
        match take.ours, take.theirs:
            case [DocxParagraph() as new], [DocxParagraph() as office] if reword(office, new):
                return
        copies = self.copies(item.element for item in take.ours)
        for item, copy in zip(take.ours, copies, strict=True):
            if isinstance(item, DocxRow):
                table = next(item.element.iterancestors(w("tbl")))
                _fit_spans(copy, _column_edges(table), _column_edges(take.parent))
        old = [item.element for item in take.theirs]
        _insert(copies, old, take)
        for element in old:
            _keep_anchors(element, copies)
            _remove(element, copies)

    def cell(self, take: TakeCell) -> None:
        """Replaces a cell of theirs by ours, with the width and span of theirs."""
        (copy,) = self.copies([take.ours.element])
        old = take.theirs.element
        for tag in ("gridSpan", "tcW"):
            copied, kept = (cell.find(f"{w('tcPr')}/{w(tag)}") for cell in (copy, old))
            if copied is not None and kept is not None:
                copied.getparent().replace(copied, deepcopy(kept))  # type: ignore[union-attr]
        old.getparent().replace(old, copy)  # type: ignore[union-attr]

    def copies(self, elements: Iterable[etree._Element]) -> list[etree._Element]:
        return self._joiner.adopt(self._ours, elements, self._lists)


def _list_of(paragraph: etree._Element) -> str:
    """Returns the ``w:numId`` of a paragraph, or ``""``."""
    number = paragraph.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
    return number.get(w("val"), "") if number is not None else ""


def _insert(copies: list[etree._Element], old: list[etree._Element], take: Take) -> None:
    """Inserts before the old elements, or behind ``take.after``, or first in the parent."""
    if old:
        for copy in copies:
            old[0].addprevious(copy)
        return
    if take.after is not None:
        for copy in reversed(copies):
            take.after.addnext(copy)
        _move_section(take.after, copies)
    else:
        at = sum(child.tag in _PROPERTIES for child in take.parent)
        for copy in reversed(copies):
            take.parent.insert(at, copy)
    following = copies[-1].getnext()
    if following is not None and _is_blank(following):
        _remove(following, copies)


def _is_blank(element: etree._Element) -> bool:
    """Whether it is a paragraph without a run or section end: a blank for new text."""
    content = next(element.iter(w("r"), w("sectPr")), None)
    return element.tag == w("p") and content is None


def _section(element: etree._Element) -> etree._Element | None:
    return element.find(f"{w('pPr')}/{w('sectPr')}") if element.tag == w("p") else None


def _move_section(element: etree._Element, copies: list[etree._Element]) -> bool:
    """Moves a section end to the last of ``copies``; returns whether there was one to move to."""
    section = _section(element)
    if section is None or not copies or copies[-1].tag != w("p"):
        return False
    properties = copies[-1].find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        copies[-1].insert(0, properties)
    at = sum(1 for child in properties if child.tag != w("pPrChange"))
    properties.insert(at, section)
    return True


def _keep_anchors(element: etree._Element, copies: list[etree._Element]) -> None:
    """Moves comments and bookmarks of a replaced paragraph to the first new paragraph."""
    target = next((copy for copy in copies if copy.tag == w("p")), None)
    if element.tag != w("p") or target is None:
        return
    at = 1 if target.find(w("pPr")) is not None else 0
    for anchor in list(element.iter(*_ANCHORS)):
        if str(anchor.tag).endswith("Start"):
            target.insert(at, anchor)
            at += 1
        else:
            target.append(anchor)
    for mark in list(element.iter(w("commentReference"))):
        target.append(mark.getparent())  # type: ignore[arg-type]


def _remove(element: etree._Element, copies: list[etree._Element]) -> None:
    """Removes ``element``; if it ends a section or is a cell's last paragraph, empties it."""
    parent = element.getparent()
    if parent is None:
        return
    kept = _section(element) is not None and not _move_section(element, copies)
    last = parent.tag == w("tc") and [child for child in parent if child.tag == w("p")] == [element]
    if kept or last:
        for content in [child for child in element if child.tag != w("pPr")]:
            element.remove(content)
    else:
        parent.remove(element)


def _column_edges(table: etree._Element) -> list[int]:
    """Returns the column edges of the layout grid, in twips, from 0."""
    return [0, *accumulate(map(twips, table.iterfind(f"{w('tblGrid')}/{w('gridCol')}")))]


def _fit_spans(row: etree._Element, grid: list[int], target: list[int]) -> None:
    """Sets the spans of a row for the layout grid ``target``, by the nearest column edges."""
    if grid == target:
        return
    nearest = [min(range(len(target)), key=lambda i: abs(target[i] - edge)) for edge in grid]
    for cell in row_cells(row):
        stop = min(cell.right, len(grid) - 1)
        columns = max(nearest[stop] - nearest[min(cell.column, stop)], 1)
        _set_span(cell.element, columns)


def _set_span(cell: etree._Element, columns: int) -> None:
    assert isinstance(cell, CT_Tc)
    cell.get_or_add_tcPr().grid_span = columns


_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FIXED = frozenset(f"\n\t{OBJECT}{PAGE}")
"""Characters that stand for an element, so that rewording cannot add or remove them."""


def reword(theirs: DocxParagraph, ours: DocxParagraph) -> bool:
    """Changes the text of ``theirs`` to ``ours`` if only text differs; returns whether it did."""
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


def _characters(paragraph: DocxParagraph) -> list[tuple[etree._Element, int]]:
    """Returns for each character its element inside a run, and its offset in that element."""
    characters = []
    for run in runs(paragraph.element):
        for part in (run,) if is_object(run) else run:
            text = run_text(part) if part is run else part_text(part)
            characters += [(part, offset) for offset in range(len(text))]
    return characters


def _target(change: Change) -> int:
    """Returns the first replaced character, or the one before; its element takes the new text."""
    return change.start if change.stop > change.start else max(change.start - 1, 0)


def _is_plain(
    change: Change, theirs: DocxParagraph, characters: list[tuple[etree._Element, int]]
) -> bool:
    """Whether a change can be made inside one ``w:t``, in the weight that it has."""
    old = theirs.text[change.start : change.stop]
    if _FIXED & set(old + change.text) or not characters:
        return False
    if not change.text:
        return True
    target = _target(change)
    if characters[target][0].tag != w("t") or theirs.text[target] == OBJECT:
        return False
    target_weight = theirs.weights[target]
    pairs = zip(change.text, change.weights, strict=True)
    return all(char.isspace() or weight == target_weight for char, weight in pairs)


def _write(change: Change, characters: list[tuple[etree._Element, int]]) -> None:
    target, at = characters[_target(change)]
    if change.stop == change.start and change.start:
        at += 1
    for part, offset in reversed(characters[change.start : change.stop]):
        text = part.text or ""
        part.text = text[:offset] + text[offset + 1 :]
    text = target.text or ""
    target.text = text[:at] + change.text + text[at:]
    target.set(_SPACE, "preserve")
