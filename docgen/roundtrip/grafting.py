"""Putting what is ours into the office's document, in place.

Words change inside the office's own paragraphs; whole paragraphs, rows and tables come over with
their styles, lists and pictures. What the office's file has around them stays: the ends of
sections, comments, bookmarks, widths.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from itertools import accumulate

from docx.document import Document
from docx.oxml.table import CT_Tc
from lxml import etree

from docgen.roundtrip.docx_model import OBJECT, PAGE, DocxParagraph, DocxRow
from docgen.roundtrip.run_text import is_thing, part_text, runs
from docgen.roundtrip.three_way import Merge, Take, TakeCell
from docgen.roundtrip.tokens import Change, Revision
from docgen.templates.join import Joiner
from docgen.word.grid import span_of
from docgen.word.xml import twips, w

_PROPERTIES = {w(tag) for tag in ("tcPr", "tblPr", "tblGrid", "trPr", "tblPrEx")}
_ANCHORS = tuple(
    w(tag) for tag in ("commentRangeStart", "commentRangeEnd", "bookmarkStart", "bookmarkEnd")
)


def graft(ours: Document, theirs: Document, merge: Merge) -> None:
    """Does to ``theirs`` all that ``merge`` takes from ``ours``."""
    grafting = _Grafting(ours, theirs, merge)
    # From the end to the beginning: a take may go behind a block that an earlier one replaces.
    for take in reversed(merge.takes):
        if isinstance(take, TakeCell):
            grafting.cell(take)
        else:
            grafting.take(take)


class _Grafting:
    def __init__(self, ours: Document, theirs: Document, merge: Merge) -> None:
        self._ours = ours
        self._joiner = Joiner(theirs)
        pairs = ((_list_of(one.element), _list_of(other.element)) for one, other in merge.pairs)
        self._lists = {ours: theirs for ours, theirs in pairs if ours and theirs}

    def take(self, take: Take) -> None:
        if len(take.ours) == len(take.theirs) == 1:
            new, office = take.ours[0], take.theirs[0]
            if (
                isinstance(new, DocxParagraph)
                and isinstance(office, DocxParagraph)
                and reword(office, new)
            ):
                return
        copies = self.copies(one.element for one in take.ours)
        if take.ours and isinstance(take.ours[0], DocxRow):
            table = next(take.ours[0].element.iterancestors(w("tbl")))
            for row in copies:
                _fit(row, _grid(table), _grid(take.parent))
        old = [one.element for one in take.theirs]
        _put(copies, old, take)
        for element in old:
            _keep_anchors(element, copies)
            _remove(element, copies)

    def cell(self, take: TakeCell) -> None:
        """Ours, as wide as theirs."""
        (copy,) = self.copies([take.ours.element])
        old = take.theirs.element
        for tag in ("gridSpan", "tcW"):
            mine, kept = (one.find(f"{w('tcPr')}/{w(tag)}") for one in (copy, old))
            if mine is not None and kept is not None:
                mine.getparent().replace(mine, deepcopy(kept))  # type: ignore[union-attr]
        old.getparent().replace(old, copy)  # type: ignore[union-attr]

    def copies(self, elements: Iterable[etree._Element]) -> list[etree._Element]:
        return self._joiner.adopt(self._ours, elements, self._lists)


def _list_of(paragraph: etree._Element) -> str:
    number = paragraph.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
    return number.get(w("val"), "") if number is not None else ""


def _put(copies: list[etree._Element], old: list[etree._Element], take: Take) -> None:
    """Where the old ones are, or behind ``take.after``, or in the first place of the parent."""
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
    """An empty paragraph, which the new words were to fill."""
    runs = next(element.iter(w("r"), w("sectPr")), None)
    return element.tag == w("p") and runs is None


def _section(element: etree._Element) -> etree._Element | None:
    return element.find(f"{w('pPr')}/{w('sectPr')}") if element.tag == w("p") else None


def _move_section(element: etree._Element, copies: list[etree._Element]) -> bool:
    """The end of a section goes to the last of ``copies``, if that is a paragraph."""
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
    """Comments and bookmarks of a paragraph that goes stay at the one that comes."""
    target = next((one for one in copies if one.tag == w("p")), None)
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
    """Takes ``element`` out; what must stay of it, an end of a section or of a cell, stays."""
    parent = element.getparent()
    if parent is None:
        return
    kept = _section(element) is not None and not _move_section(element, copies)
    last = parent.tag == w("tc") and [one for one in parent if one.tag == w("p")] == [element]
    if kept or last:
        for child in [one for one in element if one.tag != w("pPr")]:
            element.remove(child)
    else:
        parent.remove(element)


def _grid(table: etree._Element) -> list[int]:
    """The edges of the columns of the layout grid, in twips."""
    return [0, *accumulate(twips(one) for one in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}"))]


def _fit(row: etree._Element, grid: list[int], wanted: list[int]) -> None:
    """Spans of a row that comes from a table with another layout grid, by the columns' edges."""
    if grid == wanted:
        return
    nearest = [min(range(len(wanted)), key=lambda i: abs(wanted[i] - edge)) for edge in grid]
    column = 0
    for cell in row.iterfind(w("tc")):
        width = span_of(cell)
        stop = min(column + width, len(grid) - 1)
        columns = max(nearest[stop] - nearest[min(column, stop)], 1)
        _set_span(cell, columns)
        column += width


def _set_span(cell: etree._Element, columns: int) -> None:
    assert isinstance(cell, CT_Tc)
    cell.get_or_add_tcPr().grid_span = columns


_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FIXED = frozenset(f"\n\t{OBJECT}{PAGE}")
"""Characters that are elements of their own."""


def reword(theirs: DocxParagraph, ours: DocxParagraph) -> bool:
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


def _characters(paragraph: DocxParagraph) -> list[tuple[etree._Element, int]]:
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
    change: Change, theirs: DocxParagraph, characters: list[tuple[etree._Element, int]]
) -> bool:
    old = theirs.text[change.start : change.stop]
    if _FIXED & set(old + change.text) or not characters:
        return False
    if not change.text:
        return True
    target = _target(change)
    if characters[target][0].tag != w("t"):
        return False
    wanted = theirs.weights[target]
    pairs = zip(change.text, change.weights, strict=True)
    return all(letter.isspace() or weight == wanted for letter, weight in pairs)


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
