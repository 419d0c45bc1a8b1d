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

from docgen.roundtrip.merging.paragraph_merge import Rewording
from docgen.roundtrip.merging.run_edits import reword
from docgen.roundtrip.merging.three_way import Merge, Take, TakeCell
from docgen.roundtrip.merging.unread_between import last_unread
from docgen.roundtrip.reading.docx_model import DocxRow
from docgen.templates.join import Joiner
from docgen.word.grid import row_cells
from docgen.word.tracked_changes import Author, TrackedChanges
from docgen.word.xml import twips, w

_PROPERTIES = {w(tag) for tag in ("tcPr", "tblPr", "tblGrid", "trPr", "tblPrEx")}
_ANCHORS = tuple(
    w(tag) for tag in ("commentRangeStart", "commentRangeEnd", "bookmarkStart", "bookmarkEnd")
)


def graft(ours: Document, theirs: Document, merge: Merge, author: Author | None = None) -> None:
    """Applies the takes of ``merge`` to ``theirs``, copying from ``ours``.

    With ``author``, they are tracked changes of that author, apart from cells whose merge changed.
    """
    tracked = TrackedChanges(theirs.element.body, author) if author else None
    grafter = _Grafter(ours, theirs, merge, tracked)
    # From the end to the beginning: the anchor of a take may be replaced by an earlier take.
    for take in reversed(merge.takes):
        match take:
            case TakeCell():
                grafter.cell(take)
            case Rewording():
                grafter.reword(take)
            case Take():
                grafter.take(take)


class _Grafter:
    def __init__(
        self, ours: Document, theirs: Document, merge: Merge, tracked: TrackedChanges | None
    ) -> None:
        self._ours, self._theirs, self._tracked = ours, theirs, tracked
        self._joiner = Joiner(theirs)
        pairs = ((_list_of(new.element), _list_of(office.element)) for new, office in merge.pairs)
        self._lists = {number: target for number, target in pairs if number and target}

    def take(self, take: Take) -> None:
        elements = [item.element for item in take.ours]
        copies = [*map(deepcopy, elements)] if take.of_theirs else self.copies(elements)
        for item, copy in zip(take.ours, copies, strict=True):
            if isinstance(item, DocxRow):
                table = next(item.element.iterancestors(w("tbl")))
                _fit_spans(copy, _column_edges(table), _column_edges(take.parent))
        old = [item.element for item in take.theirs]
        if self._tracked:
            self._tracked.blocks(copies, "ins")
            self._tracked.blocks(old, "del")
        unread = last_unread(self._ours, self._theirs, take)
        if unread is not None:
            for copy in reversed(copies):
                unread.addnext(copy)
            return
        if self._tracked:
            _insert_behind(copies, old, take)
            return
        _insert(copies, old, take)
        for element in old:
            _keep_anchors(element, copies)
            _remove(element, copies)

    def reword(self, rewording: Rewording) -> None:
        """Changes the words of paragraphs of theirs, and their kind if ours changed it."""
        reword(rewording, lambda run: self.copies([run])[0], self._tracked)
        if rewording.kind:
            (copy,) = self.copies([rewording.ours[0].element])
            paragraph = rewording.theirs[0].element
            old = paragraph.find(w("pPr"))
            _take_kind(copy, paragraph)
            if self._tracked:
                self._tracked.properties(paragraph, old)

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


_OWN = tuple(map(w, ("sectPr", "pPrChange", "rPr")))
"""Properties of a paragraph that are not of its kind."""


def _take_kind(source: etree._Element, paragraph: etree._Element) -> None:
    """Gives a paragraph the style, numbering and format of ``source``."""
    old, new = paragraph.find(w("pPr")), source.find(w("pPr"))
    properties = etree.Element(w("pPr"))
    properties.extend(child for child in new if child.tag not in _OWN) if new is not None else None
    if old is not None:
        properties.extend(child for child in old if child.tag in _OWN)
        paragraph.remove(old)
    paragraph.insert(0, properties)


def _list_of(paragraph: etree._Element) -> str:
    """Returns the ``w:numId`` of a paragraph; ``""`` if it has none, or 0, which is no list."""
    number = paragraph.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
    found = number.get(w("val"), "") if number is not None else ""
    return "" if found == "0" else found


def _insert_behind(copies: list[etree._Element], old: list[etree._Element], take: Take) -> None:
    """Inserts behind the last old element or ``take.after``, or first in the parent."""
    after = old[-1] if old else take.after
    if after is not None:
        below = after.getnext()
        if after.tag == w("tbl") and below is not None and _is_gap(below):
            after = below
        for copy in reversed(copies):
            after.addnext(copy)
        _move_section(after, copies)
    else:
        at = sum(child.tag in _PROPERTIES for child in take.parent)
        for copy in reversed(copies):
            take.parent.insert(at, copy)


def _insert(copies: list[etree._Element], old: list[etree._Element], take: Take) -> None:
    """Inserts before the old elements, or behind ``take.after``, or first in the parent."""
    if old:
        for copy in copies:
            old[0].addprevious(copy)
        return
    _insert_behind(copies, old, take)
    following = copies[-1].getnext()
    if following is not None and _is_blank(following):
        _remove(following, copies)


def _is_blank(element: etree._Element) -> bool:
    """Whether it is a paragraph without a run or section end, and no gap: a blank for new text."""
    content = next(element.iter(w("r"), w("sectPr")), None)
    return element.tag == w("p") and content is None and not _is_gap(element)


def _is_gap(element: etree._Element) -> bool:
    """Whether it is the empty paragraph that stands above and below a table, and parts it."""
    is_kept = element.find(f"{w('pPr')}/{w('keepNext')}") is not None
    return element.tag == w("p") and is_kept and next(element.iter(w("r")), None) is None


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
