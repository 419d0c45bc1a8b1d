"""Sections that are new, gone, or on other paper are told with the block that they begin at."""

from __future__ import annotations

from copy import deepcopy

import pytest
from docx.document import Document

from docgen.roundtrip.comparing.diff import edits_between
from docgen.roundtrip.reading.docx_model import DocxFile, DocxPaper
from docgen.roundtrip.reading.docx_reader import read_document
from docgen.templates.table_labels import FormLabels
from docgen.word.xml import w
from tests.unit.roundtrip.models import words
from tests.unit.roundtrip.word_files import document, element

A4, LANDSCAPE, A3 = ("11906", "16838"), ("16838", "11906"), ("16838", "23811")
SIZES = {"/": A4, "=": LANDSCAPE, "+": A3, "~": ("11900", "16840")}


def made(text: str) -> Document:
    """``甲 乙/ 丙=`` are paragraphs; a sign behind one ends a section on its paper."""
    names = text.split()
    file = document(*(name.rstrip("/=+~") for name in names))
    body = file.element.body
    for paragraph, name in zip(list(body.iter(w("p"))), names, strict=True):
        if name[-1] in SIZES:
            width, height = SIZES[name[-1]]
            section = element(f'<w:sectPr><w:pgSz w:w="{width}" w:h="{height}"/></w:sectPr>')
            paragraph.get_or_add_pPr().append(section)
    last = body.findall(f"{w('p')}/{w('pPr')}/{w('sectPr')}")[-1]
    body.remove(body.find(w("sectPr")))
    body.append(deepcopy(last))
    last.getparent().remove(last)
    return file


def read(text: str) -> DocxFile:
    return read_document(made(text))


def changes(ours: str, theirs: str) -> list[str]:
    """``kind words widths`` of each edit of a section."""
    found = edits_between(read(ours), read(theirs), FormLabels())
    return [
        f"{edit.kind.value} {words(edit.new or edit.old)} "
        + ">".join(str(paper.width) for paper in edit.papers)
        for edit in found
        if edit.papers
    ]


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("甲 乙/ 丙 丁/", "甲 乙/ 丙 丁/", []),
        ("甲 乙/ 丙 丁/", "甲 乙~ 丙 丁~", []),
        ("甲 乙/ 丙 丁/", "甲 乙/ 丙 丁=", ["paper 丙 210>297"]),
        ("甲 乙/ 丙 丁/", "甲 乙/ 丙 丁+", ["paper 丙 210>297"]),
        ("甲 乙 丙/", "甲 乙/ 丙/", ["section-added 丙 210>210"]),
        ("甲 乙 丙/", "甲/ 乙= 丙/", ["section-added 乙 210>297", "section-added 丙 210>210"]),
        ("甲 乙/ 丙 丁/", "甲 乙 丙 丁/", ["section-removed 丙 210>210"]),
        ("甲 乙= 丙 丁/", "甲 乙 丙 丁/", ["paper 甲 297>210", "section-removed 丙 210>210"]),
        ("甲 乙/ 丙 丁/", "甲 乙/ 新 丁/", []),
        ("甲/ 乙/ 丙/", "甲/ 丙/", ["section-removed 乙 210>210"]),
        ("甲甲/ 乙乙/", "新/ 字/", []),
        ("甲甲/ 乙乙/", "甲甲/ 新/ 乙乙/", ["section-added 新 210>210"]),
    ],
)
def test_a_section_is_the_one_that_its_first_known_block_was_in(
    ours: str, theirs: str, expected: list[str]
) -> None:
    assert changes(ours, theirs) == expected


def test_sections_come_with_their_paper_and_what_they_show() -> None:
    sections = read("甲 乙/ 丙=").sections
    assert [section.paper for section in sections] == [DocxPaper(210, 297), DocxPaper(297, 210)]
    assert [words(section.blocks) for section in sections] == ["甲 乙", "丙"]
    assert [section.paper.is_landscape for section in sections] == [False, True]


def test_a_section_that_shows_nothing_is_none() -> None:
    file = made("甲/ 乙/")
    file.element.body.insert(1, element("<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"))
    assert len(read_document(file).sections) == 2


def test_what_a_tracked_change_was_before_is_no_section() -> None:
    file = made("甲 乙/")
    change = element("<w:sectPrChange><w:sectPr><w:pgSz/></w:sectPr></w:sectPrChange>")
    file.element.body.find(w("sectPr")).append(change)
    assert len(read_document(file).sections) == 1
