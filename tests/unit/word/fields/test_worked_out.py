"""Laws of fields: written once they are right, and nothing else is changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from docx.document import Document
from hypothesis import assume, given, settings, strategies
from lxml import etree

from docgen.word.fields.field import field_paragraphs, fields_of
from docgen.word.fields.without_results import without_results
from docgen.word.fields.worked_out import WorkedOutFields
from docgen.word.xml import child_within, remove, text_of, w
from tests.support import audit, blank_part
from tests.unit.word.elements import element
from tests.unit.word.fields.documents import (
    CONTENTS_STYLES,
    Pages,
    heading,
    laid_out,
    marked,
    par,
    run,
    saved,
    simple,
    spelled,
    stale,
    text_document,
    written,
    xml_of,
)
from tests.unit.word.fields.manners import MANNERS, between

TITLES = (
    "一、基本情况",
    "（一）项目立项",
    "其他……",
    "其他...",
    "附件...3",
    "第 A",
    "A\tB",
    "  ",
    "1",
)
SECTION = (
    '<w:sectPr><w:type w:val="oddPage"/><w:pgNumType w:fmt="upperRoman" w:start="4"/></w:sectPr>'
)
BLOCKS = (
    *(heading(title, level) for title in TITLES for level in (1, 2)),
    par(run("正文。")),
    par(run("正文。"), more=SECTION),
    par(run("章"), "chapter", '<w:outlineLvl w:val="1"/>'),
    par(run("图 ") + spelled(" SEQ 图 ", "9") + run("　示意"), "caption"),
    par(run("图 ") + simple(r" SEQ 图 \* CHINESENUM3 ", "九"), "caption"),
    par(marked("k", run("表 ") + spelled(r" SEQ 表 \s 1 ", "9"), "3") + run("　收支"), "caption"),
    par(run("见") + spelled(r" REF k \h ", "表 7") + run("，第") + spelled(" PAGEREF k ", "9")),
    par(run("见") + spelled(" REF k ") + run("共") + spelled(" NUMPAGES ") + run("页")),
    par(run("第") + spelled(" PAGE ", "0") + run("页，本节") + spelled(" SECTIONPAGES ", "7")),
    par(spelled(r' DATE \@ "yyyy" ', "2023")),
    "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>"
    f"{par(run('项目') + spelled(' SEQ 项 ', '4'))}</w:tc></w:tr></w:tbl>",
)
INSTRUCTIONS = (
    *(r' TOC \o "1-3" \h \z \u ', r" TOC \o ", r' TOC \o "1-2" \n ', r' TOC \o "1-3" \p "-" '),
    *(r' TOC \t "章标题,2" ', r' TOC \h \c "图" ', r' TOC \a "图" ', r' TOC \o "1-3" \n 2-2 '),
    *(r" TOC \f ", r" TOC \b k ", r" TOC \b nowhere "),
)
BESIDE = (
    "",
    run("字"),
    run("8"),
    marked("m", run("字"), "90"),
    run("第") + spelled(" PAGEREF k ", "8"),
    f'<w:hyperlink w:anchor="k">{run("链接")}</w:hyperlink>',
)
"""What may stand before a table of contents, or behind it, in the same paragraph."""
entries = strategies.lists(
    strategies.tuples(
        strategies.sampled_from((1, 2)), strategies.sampled_from(TITLES), strategies.just("8")
    ),
    max_size=4,
)


@dataclass
class Draft:
    """A document before its fields are worked out."""

    document: Document
    pages: Pages | None


@strategies.composite
def drafts(draw: Callable[..., Any]) -> Draft:
    blocks = draw(strategies.lists(strategies.sampled_from(BLOCKS), max_size=12))
    made = MANNERS[draw(strategies.sampled_from(sorted(MANNERS)))]
    contents = made(draw(entries), draw(strategies.sampled_from(INSTRUCTIONS)))
    contents = between(
        contents, draw(strategies.sampled_from(BESIDE)), draw(strategies.sampled_from(BESIDE))
    )
    at = draw(strategies.integers(0, len(blocks)))
    document = text_document("".join([*blocks[:at], contents, *blocks[at:]]))
    is_laid_out = draw(strategies.booleans())
    return Draft(document, laid_out(document) if is_laid_out else None)


def others(document: Document) -> list[bytes]:
    """All paragraphs without what fields show, and without bookmarks of headings.

    Of tables of contents what stands beside them in their paragraphs.
    """
    copied = etree.fromstring(xml_of(document))
    for start in list(copied.iter(w("bookmarkStart"))):
        if start.get(w("name"), "").startswith("_Toc"):
            number = start.get(w("id"))
            ends = [end for end in copied.iter(w("bookmarkEnd")) if end.get(w("id")) == number]
            for found in (start, *ends):
                remove(found)
    contents = set[etree._Element]()
    for field in fields_of(copied):
        if field.kind == "TOC":
            contents |= set(field_paragraphs(field))
        for shown in field.shown if field.kind != "DATE" else ():
            remove(shown)
    paragraphs = list(copied.iter(w("p")))
    beside = "".join(text_of(paragraph) for paragraph in paragraphs if paragraph in contents)
    kept = [etree.tostring(paragraph) for paragraph in paragraphs if paragraph not in contents]
    return [beside.encode(), *(words.replace(b"<w:r/>", b"") for words in kept)]


@settings(max_examples=150, deadline=None)
@given(drafts())
def test_what_was_written_is_right_and_stays(draft: Draft) -> None:
    before = stale(draft.document, draft.pages)
    assert written(draft.document, draft.pages) == bool(before)
    assert stale(draft.document, draft.pages) == []
    after = xml_of(draft.document)
    assert not written(draft.document, draft.pages)
    assert xml_of(draft.document) == after


@settings(max_examples=150, deadline=None)
@given(drafts())
def test_results_make_no_difference_between_files(draft: Draft) -> None:
    before = without_results(xml_of(draft.document))
    written(draft.document, draft.pages)
    assert without_results(xml_of(draft.document)) == before


@settings(max_examples=100, deadline=None)
@given(drafts())
def test_paragraphs_that_are_no_contents_are_kept(draft: Draft) -> None:
    before = others(draft.document)
    written(draft.document, draft.pages)
    assert others(draft.document) == before


@settings(max_examples=60, deadline=None)
@given(drafts())
def test_sections_are_kept(draft: Draft) -> None:
    before = list(map(etree.tostring, draft.document.element.body.iter(w("sectPr"))))
    written(draft.document, draft.pages)
    after = list(map(etree.tostring, draft.document.element.body.iter(w("sectPr"))))
    assert after == before


@settings(max_examples=60, deadline=None)
@given(drafts(), strategies.sampled_from(("", "9", "别的")))
def test_whatever_is_typed_into_a_result_makes_no_difference(draft: Draft, typed: str) -> None:
    before = without_results(xml_of(draft.document))
    for field in WorkedOutFields(draft.document).fields:
        for shown in field.shown if field.is_whole else ():
            shown.text = typed if shown.tag == w("t") else None
    assert without_results(xml_of(draft.document)) == before


def _typed(document: Document) -> list[etree._Element]:
    """The texts and instructions that somebody has typed: all but what fields show."""
    fields = WorkedOutFields(document).fields
    shown = {text for field in fields if field.is_whole for text in field.shown}
    found = document.element.iter(w("t"), w("instrText"), w("fldSimple"))
    return [text for text in found if text not in shown and "_Toc" not in (text.text or "")]


@settings(max_examples=100, deadline=None)
@given(drafts(), strategies.randoms(use_true_random=False))
def test_anything_else_that_is_typed_makes_a_difference(draft: Draft, any_of: Any) -> None:
    before = without_results(xml_of(draft.document))
    typed = _typed(draft.document)
    assume(typed)
    changed = any_of.choice(typed)
    if changed.tag == w("fldSimple"):
        changed.set(w("instr"), changed.get(w("instr")) + " x")
    else:
        changed.text += "x"
    assert without_results(xml_of(draft.document)) != before


@settings(max_examples=60, deadline=None)
@given(drafts(), strategies.sampled_from(BLOCKS), strategies.integers(0, 99))
def test_another_block_makes_a_difference(draft: Draft, block: str, at: int) -> None:
    before = without_results(xml_of(draft.document))
    body = draft.document.element.body
    inside = {
        child_within(body, paragraph)
        for field in fields_of(body)
        for paragraph in (field_paragraphs(field) if field.kind == "TOC" else ())
    }
    places = [place for place, child in enumerate(body) if child not in inside]
    body.insert(places[at % len(places)], element(block))
    assert without_results(xml_of(draft.document)) != before


SHOWN = [(1, "一、基本情况", "1"), (2, "（一）旧的", "2"), (1, "二、成效", "2")]
HEADINGS = "".join(
    heading(title, level) + par(run("正文。"))
    for level, title in [(1, "一、基本情况"), (2, "（一）新的"), (1, "二、成效"), (1, "二、成效")]
)


@pytest.mark.parametrize("manner", sorted(MANNERS))
@pytest.mark.parametrize("shown", [[], SHOWN[:1], SHOWN])
def test_word_takes_what_was_written(
    manner: str, shown: list[tuple[int, str, str]], tmp_path: Path
) -> None:
    document = blank_part()
    document.styles.element.extend(element(f"<w:styles>{CONTENTS_STYLES}</w:styles>"))
    xml = between(MANNERS[manner](shown), run("前"), run("后")) + HEADINGS
    for level in (1, 2):
        xml = xml.replace(f'<w:pStyle w:val="{level}"/>', f'<w:pStyle w:val="Heading{level}"/>')
    document.element.body[:0] = list(element(f"<w:body>{xml}</w:body>"))
    pages = laid_out(document)
    written(document, pages)
    assert stale(document, pages) == []
    assert audit(saved(document), tmp_path) == []
