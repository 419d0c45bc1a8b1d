"""Tracked changes are accepted, and what a repetition must not repeat is removed."""

from __future__ import annotations

import pytest

from docgen.word.revisions import drop_bookmarks, drop_comments, strip_revisions
from tests.unit.word.elements import element, paragraph, shown

DELETED_MARK = "<w:rPr><w:del/></w:rPr>"
JOINED = "<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:t>乙</w:t></w:r></w:p>"


def stripped(inner: str) -> str:
    body = element(f"<w:body>{inner}</w:body>")
    strip_revisions(body)
    return shown(body).replace(' xml:space="preserve"', "")[8:-9]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<w:p><w:del><w:r/></w:del><w:moveFrom/></w:p>", "<w:p/>"),
        ("<w:p><w:ins><w:r/><w:r/></w:ins></w:p>", "<w:p><w:r/><w:r/></w:p>"),
        ("<w:p><w:pPr/><w:moveTo><w:r/></w:moveTo></w:p>", "<w:p><w:pPr/><w:r/></w:p>"),
        ("<w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr></w:p>", "<w:p><w:pPr><w:rPr/></w:pPr></w:p>"),
        ("<w:p><w:proofErr/><w:r><w:lastRenderedPageBreak/></w:r></w:p>", "<w:p><w:r/></w:p>"),
        ('<w:p w:rsidR="1" w:rsidRDefault="2" w:paraId="3" w:textId="4" w:id="5"/>', None),
        ("<w:tbl><w:tr><w:trPr><w:del/></w:trPr></w:tr><w:tr/></w:tbl>", "<w:tbl><w:tr/></w:tbl>"),
        (
            "<w:tbl><w:tr><w:trPr><w:ins/></w:trPr></w:tr></w:tbl>",
            "<w:tbl><w:tr><w:trPr/></w:tr></w:tbl>",
        ),
        (
            "<w:p><w:ins><w:del><w:r/></w:del></w:ins><w:r/></w:p>",
            "<w:p><w:r/></w:p>",
        ),
    ],
)
def test_tracked_changes_are_accepted(before: str, after: str | None) -> None:
    assert stripped(before) == (after or '<w:p w:id="5"/>')


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (paragraph("甲", DELETED_MARK) + paragraph("乙"), JOINED),
        (
            paragraph("甲", DELETED_MARK + "<w:ind/>") + paragraph("乙", "<w:jc/>"),
            JOINED.replace("<w:p>", "<w:p><w:pPr><w:jc/></w:pPr>"),
        ),
        (
            paragraph("甲", DELETED_MARK),
            "<w:p><w:pPr><w:rPr/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>",
        ),
        (
            paragraph("甲", DELETED_MARK) + "<w:tbl/>",
            "<w:p><w:pPr><w:rPr/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p><w:tbl/>",
        ),
        (
            paragraph("甲", DELETED_MARK + "<w:sectPr/>") + paragraph("乙"),
            "<w:p><w:pPr><w:rPr/><w:sectPr/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>"
            "<w:p><w:r><w:t>乙</w:t></w:r></w:p>",
        ),
        (  # the mark of a run, not of a paragraph
            "<w:p><w:r><w:rPr><w:del/></w:rPr><w:t>甲</w:t></w:r></w:p>" + paragraph("乙"),
            "<w:p><w:r><w:rPr/><w:t>甲</w:t></w:r></w:p><w:p><w:r><w:t>乙</w:t></w:r></w:p>",
        ),
        (
            paragraph("甲", DELETED_MARK) + paragraph("丙", DELETED_MARK) + paragraph("乙"),
            "<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:t>丙</w:t></w:r><w:r><w:t>乙</w:t></w:r></w:p>",
        ),
        (  # others before it, which are not joined
            "<w:p><w:del/></w:p>"
            + paragraph("丁", DELETED_MARK)
            + "<w:tbl/>"
            + paragraph("甲", DELETED_MARK)
            + paragraph("乙"),
            "<w:p/><w:p><w:pPr><w:rPr/></w:pPr><w:r><w:t>丁</w:t></w:r></w:p><w:tbl/>" + JOINED,
        ),
        (  # in a style, or at the top, there is no paragraph to join
            "<w:style><w:rPr><w:del/></w:rPr></w:style>" + paragraph("乙"),
            "<w:style><w:rPr/></w:style><w:p><w:r><w:t>乙</w:t></w:r></w:p>",
        ),
    ],
)
def test_a_paragraph_whose_mark_was_deleted_is_joined_to_the_next(before: str, after: str) -> None:
    assert stripped(before) == after


def test_bookmarks_and_the_anchors_of_comments_are_dropped() -> None:
    inner = "<w:commentRangeStart/><w:r><w:commentReference/><w:t/></w:r><w:commentRangeEnd/>"
    body = element(f"<w:p><w:bookmarkStart/>{inner}<w:bookmarkEnd/></w:p>")
    drop_bookmarks(body)
    assert shown(body) == f"<w:p>{inner}</w:p>"
    drop_comments(body)
    assert shown(body) == "<w:p><w:r><w:t/></w:r></w:p>"
