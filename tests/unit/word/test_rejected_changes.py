"""Tracked changes are rejected as Word rejects them."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

import docx
import pytest
from docx.document import Document
from lxml import etree

from docgen.word.rejected_changes import is_deleted, is_tracked, reject, rejected_text
from docgen.word.tracked_changes import Author, TrackedChanges
from docgen.word.xml import w


@pytest.fixture
def document() -> Document:
    """Three paragraphs, and a table of two rows."""
    document = docx.Document()
    for text in ("甲甲甲", "乙乙乙", "丙丙丙"):
        document.add_paragraph(text)
    table = document.add_table(2, 1)
    for row, text in zip(table.rows, ("丁", "戊"), strict=True):
        row.cells[0].text = text
    return document


def tracked(document: Document) -> TrackedChanges:
    return TrackedChanges(document.element.body, Author("审核员", "2024-04-01T09:00:00Z"))


def reworded(document: Document) -> etree._Element:
    old = document.paragraphs[1].runs[0]._r
    new = deepcopy(old)
    old.addnext(new)
    next(new.iter(w("t"))).text = "新新新"
    changes = tracked(document)
    changes.deleted([old])
    changes.inserted([new])
    return document.paragraphs[1]._p


def removed(document: Document) -> etree._Element:
    paragraph = document.paragraphs[1]._p
    tracked(document).blocks([paragraph], "del")
    return paragraph


def added(document: Document) -> etree._Element:
    paragraph = document.paragraphs[1]._p
    new = deepcopy(paragraph)
    paragraph.addprevious(new)
    tracked(document).blocks([new], "ins")
    return new


def split(document: Document) -> etree._Element:
    paragraph = document.paragraphs[1]._p
    first = deepcopy(paragraph)
    paragraph.addprevious(first)
    for half, text in ((first, "乙"), (paragraph, "乙乙")):
        next(half.iter(w("t"))).text = text
    tracked(document).paragraph_end(first, "ins")
    return first


def joined(document: Document) -> etree._Element:
    paragraph = document.paragraphs[0]._p
    tracked(document).paragraph_end(paragraph, "del")
    return paragraph


def moved_away(document: Document) -> etree._Element:
    paragraph = removed(document)
    for mark in list(paragraph.iter(w("del"))):
        mark.tag = w("moveFrom")
    return paragraph


def a_row_removed(document: Document) -> etree._Element:
    row = document.tables[0].rows[1]._tr
    tracked(document).blocks([row], "del")
    return row


@pytest.mark.parametrize(
    "change", [reworded, removed, added, split, joined, moved_away, a_row_removed]
)
def test_what_is_rejected_reads_as_before_and_has_no_marks(
    document: Document, change: Callable[[Document], etree._Element]
) -> None:
    before = [text.text for text in document.element.body.iter(w("t"))]
    paragraphs = len(document.paragraphs)
    element = change(document)
    assert is_tracked(element)
    reject(element)
    assert not is_tracked(document.element.body)
    texts = "".join(text.text or "" for text in document.element.body.iter(w("t")))
    assert texts == "".join(text or "" for text in before)
    assert len(document.paragraphs) == paragraphs
    assert next(document.element.body.iter(w("delText")), None) is None


def test_the_text_of_before_is_known_without_rejecting(document: Document) -> None:
    assert rejected_text(reworded(document)) == "乙乙乙"


@pytest.mark.parametrize(
    ("change", "deleted"),
    [(removed, True), (moved_away, True), (a_row_removed, True), (added, False), (reworded, False)],
)
def test_a_paragraph_or_row_is_known_for_deleted_by_its_end(
    document: Document, change: Callable[[Document], etree._Element], deleted: bool
) -> None:
    assert is_deleted(change(document)) is deleted


def test_an_added_paragraph_that_is_the_last_of_its_cell_stays_empty(document: Document) -> None:
    cell = document.tables[0].rows[0].cells[0]
    new = cell.add_paragraph("新")
    tracked(document).blocks([new._p], "ins")
    reject(new._p)
    assert [paragraph.text for paragraph in cell.paragraphs] == ["丁", ""]
