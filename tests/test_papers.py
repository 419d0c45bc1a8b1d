"""The papers are what they claim to be, as far as it can be told without looking at them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from lxml import etree

from docgen.pdf.fonts import FETCHED, font_environment
from docgen.word.xml import w
from tests.papers import PAPERS
from tests.papers.desk import Desk, printed_pages, printed_texts
from tests.papers.ink import seen_and_lost
from tests.papers.random_documents import random_document
from tests.papers.registry import Defect, Kind, Paper
from tests.support import audit, entries, needs_libreoffice

pytestmark = [
    pytest.mark.campaign("papers with defects: make papers"),
    pytest.mark.slow,
    needs_libreoffice,
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with Desk(tmp_path_factory.mktemp("desk")) as made:
        yield made


KINDS = get_args(Kind)


def of_kind(*kinds: str) -> list[tuple[Paper, Defect]]:
    return [
        (paper, defect)
        for paper in PAPERS.values()
        for defect in paper.defects
        if defect.kind in kinds
    ]


def body(docx: bytes) -> etree._Element:
    return etree.fromstring(entries(docx)["word/document.xml"])


def notes(docx: bytes) -> etree._Element:
    return etree.fromstring(entries(docx)["word/footnotes.xml"])


def test_there_are_thirty_with_defects_four_of_each_kind_and_forty_sound() -> None:
    defective = [paper for paper in PAPERS.values() if paper.defects]
    assert len(defective) >= 30
    assert len(PAPERS) - len(defective) >= 40
    assert all(len(paper.defects) <= 2 for paper in defective)
    kinds = Counter(kind for paper in defective for kind in {d.kind for d in paper.defects})
    assert set(kinds) == set(KINDS)
    assert min(kinds.values()) >= 4


def test_the_words_of_every_defect_stand_at_its_place_or_in_the_printed_text(desk: Desk) -> None:
    for paper, defect in of_kind(*KINDS):
        docx = desk.finished(paper)
        place = body(docx)
        if defect.cell:
            table, row, cell = defect.cell
            tables = [found for found in place.iter(w("tbl")) if not in_table(found)]
            place = tables[table - 1]
            place = place.findall(w("tr"))[row - 1] if row else place
            place = place.findall(w("tc"))[cell - 1] if cell else place
        texts = [typed(found) for found in (place, notes(docx))]
        if not defect.cell:  # with the numbers that Word prints
            texts += [page.text for page in printed_texts(desk.printed(paper))]
        for word in defect.words:
            quoted = Defect(defect.kind, (word,))
            assert any(map(quoted.is_quoted_in, texts)), (paper.name, word)
            assert len(word) > 1 or not word.isascii(), (paper.name, word)


def typed(element: etree._Element) -> str:
    """The text of an element, as it is in the file, with tabs and signs, without blanks."""
    return "".join(map(piece, element.iter(w("t"), w("tab"), w("sym")))).replace(" ", "")


def piece(element: etree._Element) -> str:
    if element.tag == w("sym"):
        return chr(int(element.get(w("char"), ""), 16))
    if element.tag == w("tab"):
        return "" if element.get(w("val")) else "\t"  # a tab stop has a kind
    return element.text or ""


def in_table(element: etree._Element) -> bool:
    return any(outer.tag == w("tbl") for outer in element.iterancestors())


def test_every_paper_is_one_that_word_opens(desk: Desk, tmp_path: Path) -> None:
    for paper in PAPERS.values():
        assert audit(desk.finished(paper), tmp_path) == [], paper.name


def test_every_paper_is_the_same_twice() -> None:
    for paper in PAPERS.values():
        assert paper.drafted({})[0] == paper.drafted({})[0], paper.name


def entries_of(docx: bytes) -> list[tuple[str, str, str]]:
    """Style, title and page of each line of contents."""
    found = []
    for line in body(docx).iter(w("p")):
        style = line.find(f"{w('pPr')}/{w('pStyle')}")
        name = "" if style is None else style.get(w("val"), "")
        if re.match(r"TOC\d|TableofF", name):
            title, _, page = typed(line).partition("\t")
            found.append((name, title, page))
    return found


def stale_entries(desk: Desk, paper: Paper) -> set[str]:
    """Titles that contents should have and have not, or the other way round, or a wrong page of."""
    _, draft = paper.drafted({})
    pages = printed_pages(desk.printed(paper), draft.marks)
    entries = entries_of(desk.finished(paper))
    figures = {style for style, _, _ in entries if style.startswith("Table")}
    levels = {int(style[-1]) for style, _, _ in entries if style not in figures}
    wanted = {
        (item.title, pages[item.bookmark])
        for item in draft.headings
        if item.level <= max(levels, default=0)
    }
    if figures:
        label = next(title for style, title, _ in entries if style in figures)[0]
        wanted |= {
            (text.replace(" ", ""), pages[name])
            for name, text in draft.captions.items()
            if text.startswith(label)
        }
    if all(page == "" for _, _, page in entries):
        wanted = {(title, "") for title, _ in wanted}
    return {title for title, _ in wanted ^ {(title, page) for _, title, page in entries}}


def codes(paper: Paper) -> Iterator[etree._Element]:
    return body(paper.drafted({})[0]).iter(w("instrText"))


def test_contents_of_sound_papers_say_the_printed_pages_and_of_stale_ones_not(desk: Desk) -> None:
    counted = 0
    for paper in PAPERS.values():
        if not any("TOC" in (code.text or "") for code in codes(paper)):
            continue
        counted += 1
        wrong = stale_entries(desk, paper)
        for defect in paper.defects:
            assert any(word in title for word in defect.words for title in wrong), paper.name
        assert bool(wrong) == bool(paper.defects), (paper.name, wrong)
    assert counted >= 23


SPARSE = ("trap_divider_pages", "trap_picture_page", "trap_blank_form_page")
"""Papers that have such a page because the office wants it."""


def test_no_page_has_two_lines_unless_that_is_the_defect_or_wanted(desk: Desk) -> None:
    for paper in PAPERS.values():
        is_alone = any(defect.kind == "alone" for defect in paper.defects)
        pages = printed_texts(desk.printed(paper))
        if paper.name in SPARSE:
            assert min(page.lines for page in pages) <= 2, paper.name
        elif not is_alone:
            assert min(page.lines for page in pages) > 2, paper.name


def test_what_is_cut_has_no_ink_and_nothing_else_lacks_it(desk: Desk) -> None:
    for paper in PAPERS.values():
        seen, lost = seen_and_lost(desk.printed(paper))
        cut = [defect.words[-1] for defect in paper.defects if defect.kind == "cut"]
        assert not [words for words in cut if words in seen], paper.name
        assert cut or lost == "", (paper.name, lost)


def test_what_is_alone_begins_a_later_page_or_ends_an_earlier_one(desk: Desk) -> None:
    for paper, defect in of_kind("alone"):
        pages = printed_texts(desk.printed(paper))
        ends = [page.text[:60] for page in pages[1:]] + [page.text[-60:] for page in pages[:-1]]
        words = [word.replace(" ", "") for word in defect.words]
        assert any(word in end for word in words for end in ends), paper.name


def test_boxed_characters_are_in_no_font_and_lacking_ones_in_some(tmp_path: Path) -> None:
    assert shutil.which("fc-list")
    with font_environment(FETCHED, {}) as environment:
        for paper, defect in of_kind("boxed", "lacking"):
            character = defect.words[-1]
            query = f":charset={ord(character):x}"
            told = subprocess.run(
                ["fc-list", query, "family"], env=environment, capture_output=True, check=True
            )
            assert bool(told.stdout) == (defect.kind == "lacking"), (paper.name, character)
            with pytest.raises(UnicodeEncodeError):
                character.encode("gb2312")


def test_random_documents_are_the_same_twice_and_print_all_their_headings(desk: Desk) -> None:
    fronts = set()
    for seed in range(12):
        document = random_document(seed)
        assert document.docx == random_document(seed).docx
        pages = printed_pages(desk.pdf(document.docx), document.marks)
        assert len(pages) == len(document.titles) + 1
        assert set(document.listed) <= {(h.level, h.title) for h in document.headings}
        fronts.add(document.front)
    assert len(fronts) >= 3
