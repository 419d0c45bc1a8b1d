"""Annexes of a .docx: each on a new page, its title as announced."""

from __future__ import annotations

import pytest

from docgen.verify.annex_rules import annex_deviations
from tests.unit.verify.formats import (
    FORMAT,
    OUT,
    element,
    paragraph,
    said,
    table,
    walked,
    word_file,
)

NEW_PAGE = "<w:pageBreakBefore/>"
BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def mark(text: str, more: str = NEW_PAGE) -> str:
    return paragraph(text, "Annex Mark", more)


def title(text: str) -> str:
    return paragraph(text, "Annex Title")


def listed(text: str) -> str:
    return paragraph(text, "Annex List")


def annexes_said(*blocks: str, end: str = "") -> list[str]:
    """Of a document of these blocks, whose last section is of the type ``end``."""
    document = word_file(*blocks)
    body = document.element.body
    kind = f'<w:type w:val="{end}"/>' if end else ""
    body.replace(body[-1], element(f"<w:sectPr>{kind}</w:sectPr>"))
    return said(annex_deviations(FORMAT, walked(document), OUT))


def differs(annex: str, found: str, wanted: str, words: str) -> str:
    return f"format-annex-title annex={annex} found={found} wanted={wanted} words={words}"


@pytest.mark.parametrize(
    "head", ["佐证材料：", "佐证材料:", "　　证明材料清单：", "佐证材料：1. 批复"]
)
def test_another_list_in_the_same_look_announces_nothing(head: str) -> None:
    annex = (mark("附件1"), title("预算表"))
    assert annexes_said(listed("附件：1. 预算表"), listed(head), listed("1. 批复"), *annex) == []
    told = annexes_said(listed("附件：1. 预算"), listed(head), listed("1. 预算表"), *annex)
    assert told == [differs("附件1", "预算表", "预算", "预算表")]


def test_titles_are_as_announced() -> None:
    assert (
        annexes_said(
            listed("附件：1. 预算表"),
            listed("2．决算表"),
            mark("附件1"),
            title("预算表"),
            paragraph("正文"),
            mark("附件 2"),
            paragraph(""),
            title("决算表"),
            title("续"),
        )
        == []
    )


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("附件：1. 预算表", "预算表"),
        ("附件:1、预算表", "预算表"),
        ("附件：  1.  预算表  ", "预算表"),
        ("12. 预算表", ""),
        ("预算表", ""),
        ("见附件1. 预算表", ""),
    ],
)
def test_an_entry_has_a_number_and_a_title(entry: str, found: str) -> None:
    problems = annexes_said(listed(entry), mark("附件1"), title("预算表"))
    if found:
        assert problems == []
    else:
        assert problems[-1] == differs("附件1", "预算表", "—", "预算表")


def test_a_title_that_differs_is_told_there() -> None:
    assert annexes_said(listed("1. 预算表"), mark("附件1"), title("决算表")) == [
        differs("附件1", "决算表", "预算表", "决算表")
    ]


def test_a_single_annex_may_have_no_number() -> None:
    assert annexes_said(listed("附件：1. 预算表"), mark("附件"), title("预算表")) == []
    assert annexes_said(mark("附 件"), title("预算表")) == [
        differs("附件1", "预算表", "—", "预算表")
    ]
    assert annexes_said(mark("附件3"), title("预算表")) == [
        differs("附件3", "预算表", "—", "预算表")
    ]


def test_an_annex_that_is_not_there_is_told_at_its_entry() -> None:
    assert annexes_said(
        listed("1. 预算表"), listed("2. 决算表"), mark("附件1"), title("预算表")
    ) == [differs("附件2", "—", "决算表", "2. 决算表")]


def test_an_annex_without_a_title_is_told_at_its_mark() -> None:
    assert annexes_said(listed("1. 预算表"), title("预算表"), mark("附件1")) == [
        differs("附件1", "—", "预算表", "附件1")
    ]


def test_those_announced_are_told_before_those_found() -> None:
    assert annexes_said(
        listed("2. 乙"), mark("附件1"), title("甲"), mark("附件2"), title("丙")
    ) == [
        differs("附件2", "丙", "乙", "丙"),
        differs("附件1", "甲", "—", "甲"),
    ]


def test_blank_paragraphs_are_neither_marks_nor_entries() -> None:
    assert annexes_said(mark("", ""), listed(" "), paragraph("正文")) == []


SECTION = "<w:sectPr>{}</w:sectPr>"


@pytest.mark.parametrize(
    ("before", "own", "end", "begins"),
    [
        ([paragraph("甲")], "<w:pageBreakBefore/>", "", True),
        ([paragraph("甲")], '<w:pageBreakBefore w:val="1"/>', "", True),
        ([paragraph("甲")], '<w:pageBreakBefore w:val="0"/>', "", False),
        ([paragraph("甲")], '<w:pageBreakBefore w:val="false"/>', "", False),
        ([paragraph("甲")], "", "", False),
        ([], "", "", True),
        ([BREAK], "", "", True),
        ([BREAK, paragraph("甲")], "", "", False),
        (["<w:p><w:r><w:br/></w:r></w:p>"], "", "", False),
        ([table(paragraph("甲"))], "", "", False),
        ([paragraph("甲", more=SECTION.format(""))], "", "", True),
        ([paragraph("甲", more=SECTION.format(""))], "", "nextPage", True),
        ([paragraph("甲", more=SECTION.format(""))], "", "continuous", False),
        ([paragraph("甲", more=SECTION.format('<w:type w:val="continuous"/>'))], "", "", True),
    ],
)
def test_an_annex_begins_a_page(before: list[str], own: str, end: str, begins: bool) -> None:
    found = annexes_said(*before, mark("附件1", own), end=end)
    assert found == ([] if begins else ["format-annex-page annex=附件1 words=附件1"])


def test_the_next_section_is_the_one_that_the_mark_is_in() -> None:
    first = paragraph("甲", more=SECTION.format(""))
    own = SECTION.format('<w:type w:val="continuous"/>')
    follows = paragraph("乙", more=SECTION.format('<w:type w:val="nextPage"/>'))
    told = "format-annex-page annex=附件1 words=附件1"
    assert told in annexes_said(first, mark("附件1", own), follows, end="nextPage")
    assert told not in annexes_said(first, mark("附件1", ""), follows, end="continuous")
