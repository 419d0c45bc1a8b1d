"""Fields are found with what they show, whatever is broken around them."""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import given, settings, strategies

from docgen.word.fields.field import (
    contents_paragraphs,
    field_paragraphs,
    fields_of,
    has_fields,
    set_text,
    take_outside,
)
from docgen.word.fields.worked_out import WorkedOutFields
from docgen.word.xml import w
from tests.unit.word.elements import element, shown
from tests.unit.word.fields.documents import (
    begin,
    code,
    laid_out,
    lines,
    mark,
    par,
    run,
    simple,
    spelled,
    text_document,
)
from tests.unit.word.fields.manners import MANNERS, between, hyperlinks

ONE = spelled(" PAGE ", "1")
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def body_of(*pieces: str) -> Any:
    return element(f"<w:body>{''.join(par(piece) for piece in pieces)}</w:body>")


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([ONE], "PAGE:1"),
        ([simple(" PAGE ", "2")], "PAGE:2"),
        (
            [mark("begin") + code(" PA") + code("GE ") + mark("separate") + run("3") + mark("end")],
            "PAGE:3",
        ),
        ([begin(" TOC ") + run("一"), run("二"), mark("end")], "TOC:一二"),
        (
            [begin(" TOC ") + spelled(" PAGEREF a ", "4") + run("五") + mark("end")],
            "TOC:4五 PAGEREF:4",
        ),
        (
            [spelled(" REF a ", "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/></w:r>")],
            "REF:甲\t乙\n",
        ),
        (
            [
                mark("begin")
                + code(" IF ")
                + ONE
                + code(" = 1 ")
                + mark("separate")
                + run("是")
                + mark("end")
            ],
            "IF:是 PAGE:1",
        ),
        (
            [f"<w:del>{ONE}</w:del>", f"<w:moveFrom>{ONE}</w:moveFrom>", f"<w:ins>{ONE}</w:ins>"],
            "PAGE:1",
        ),
        ([begin(" REF a ") + f"<w:del>{run('旧')}</w:del>" + run("新") + mark("end")], "REF:新"),
        (
            [
                begin(" TOC ")
                + run("一")
                + f"<w:r><w:txbxContent>{par(ONE)}</w:txbxContent></w:r>",
                mark("end"),
            ],
            "TOC:一 PAGE:1",
        ),
        ([mark("begin") + code(" XE 词 ") + mark("end")], "XE:"),
        ([mark("end") + mark("separate") + run("字"), ONE], "PAGE:1"),
        ([mark("begin") + code(" PAGE "), ONE], ": PAGE:1"),
        ([mark("begin"), ONE], ": PAGE:1"),
        ([begin(" PAGE ") + run("没有完"), ONE], "PAGE:没有完1 PAGE:1"),
        (["<w:r><w:fldChar/></w:r>", "<w:fldSimple/>", "<w:r><w:instrText/></w:r>"], ":"),
    ],
)
def test_fields_are_found_with_what_they_show(pieces: list[str], expected: str) -> None:
    found = fields_of(body_of(*pieces))
    words = [f"{field.kind}:{field.text}" for field in found if field.kind or field.is_whole]
    unnamed = [":" for field in found if not field.kind and not field.is_whole]
    assert " ".join([*unnamed, *words]) == expected


def test_a_field_knows_those_around_it() -> None:
    pieces = [begin(" TOC ") + begin(" HYPERLINK ") + ONE, mark("end") + mark("end"), ONE]
    outer, link, inner, other = fields_of(body_of(*pieces))
    assert (inner.outer, link.outer, outer.outer, other.outer) == (link, outer, None, None)
    assert [field.is_in("TOC") for field in (outer, link, inner, other)] == [
        False,
        True,
        True,
        False,
    ]
    assert inner.is_in("REF", "HYPERLINK")
    assert not inner.is_in("REF", "PAGE")


def test_fields_in_thousands_of_others_are_found() -> None:
    found = fields_of(body_of(begin(" REF a ") * 3000 + ONE))
    assert len(found) == 3001
    assert found[-1].is_in("REF")
    assert not found[-1].is_in("TOC")


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        (spelled(" REF a ", "旧"), "新"),
        (spelled(" REF a "), "新"),
        (spelled(" REF a ", run("旧") + run("的\t词")), "新"),
        (spelled(" REF a ", run("\t")), "新"),
        (simple(" REF a ", "旧"), "新"),
        (simple(" REF a "), "新"),
        (run("前") + spelled(" REF a ", spelled(" PAGE ", "1") + run("旧")) + run("后"), "前新后"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> REF a </w:instrText><w:fldChar '
            'w:fldCharType="separate"/><w:fldChar w:fldCharType="end"/></w:r>',
            "新",
        ),
    ],
)
def test_a_field_is_made_to_show_a_text(piece: str, expected: str) -> None:
    root = body_of(piece)
    field = fields_of(root)[0]
    set_text(field, "新")
    assert field.text == fields_of(root)[0].text == "新"
    assert lines(root) == [expected]


def test_a_result_keeps_the_look_of_its_first_text() -> None:
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>旧</w:t></w:r>"
    root = body_of(spelled(" REF a ", bold + run("的")))
    set_text(fields_of(root)[0], " 新 ")
    assert '<w:rPr><w:b/></w:rPr><w:t xml:space="preserve"> 新 </w:t>' in shown(root)


@pytest.mark.parametrize("manner", sorted(MANNERS))
def test_contents_have_paragraphs_side_by_side(manner: str) -> None:
    contents = MANNERS[manner]([(1, "一", "1"), (2, "二", "2")])
    root = element(f"<w:body>{par(run('前'))}{contents}{par(run('后'))}</w:body>")
    field = next(field for field in fields_of(root) if field.kind == "TOC")
    inside = field_paragraphs(field)
    assert inside
    assert set(inside) == contents_paragraphs(fields_of(root))
    assert not {"前", "后"} & set(lines(root, inside))


@pytest.mark.parametrize(
    "contents",
    [
        between(hyperlinks([(1, "一", "1")], apart=False), run("字"), ""),
        between(hyperlinks([(1, "一", "1")], apart=False), "", run("字")),
    ],
)
def test_a_paragraph_with_words_beside_a_table_of_contents_is_somebodys(contents: str) -> None:
    assert contents_paragraphs(fields_of(element(f"<w:body>{contents}</w:body>"))) == set()


def test_contents_over_a_table_have_no_paragraphs_of_their_own() -> None:
    root = element(f"<w:body>{par(begin(' TOC ') + run('一'))}<w:tbl/>{par(mark('end'))}</w:body>")
    assert field_paragraphs(fields_of(root)[0]) == []
    assert contents_paragraphs(fields_of(root)) == set()


@pytest.mark.parametrize(
    ("inner", "before", "taken", "left"),
    [
        ("{一}{|}{二}", True, "{一}", "{|}{二}"),
        ("{一}{|}{二}", False, "{二}", "{一}{|}"),
        ("{一|二}", True, "{一}", "{|二}"),
        ("{一|二}{三}", False, "{二}{三}", "{一|}"),
        ("{零}[{一}{二|三}{四}]{五}", True, "{零}[{一}{二}]", "[{|三}{四}]{五}"),
        ("{零}[{一}{二|三}{四}]{五}", False, "[{三}{四}]{五}", "{零}[{一}{二|}]"),
        ("{|}", True, "", "{|}"),
    ],
)
def test_what_stands_beside_a_mark_is_taken_out(
    inner: str, before: bool, taken: str, left: str
) -> None:
    marks = {
        "{": "<w:r><w:rPr><w:b/></w:rPr>",
        "}": "</w:r>",
        "[": '<w:hyperlink w:anchor="a">',
        "]": "</w:hyperlink>",
        "|": "<w:fldChar/>",
    }

    def xml(words: str) -> str:
        return "".join(marks.get(sign, f"<w:t>{sign}</w:t>") for sign in words)

    found = element(f"<w:p><w:pPr/>{xml(inner)}</w:p>")
    parts = take_outside(found, next(found.iter(w("fldChar"))), before=before)
    assert "".join(map(shown, parts)) == xml(taken)
    assert shown(found) == f"<w:p><w:pPr/>{xml(left)}</w:p>"


@pytest.mark.parametrize(
    ("data", "expected"),
    [(b"<w:instrText>", True), (b"<w:fldSimple/>", True), (b"<w:p/>", False), (b"", False)],
)
def test_files_that_may_have_fields_are_told_apart(data: bytes, expected: bool) -> None:
    assert has_fields(data) is expected


PIECES = (
    *(mark(kind) for kind in ("begin", "separate", "end", "x")),
    *(code(words) for words in (r" TOC \o ", " SEQ 图 ", " REF a ", " NUMPAGES ", "", '"\\')),
    *(run("字"), run("\t3"), "</w:p><w:p>", '<w:bookmarkStart w:name="a"/>', "<w:bookmarkEnd/>"),
    *('<w:bookmarkStart w:id="x"/>', "<w:p2/>", "</w:p><w:tbl/><w:p>", "<w:fldSimple/>"),
    '</w:p><w:p><w:pPr><w:pStyle w:val="1"/></w:pPr>',
    '</w:p><w:p><w:pPr><w:numPr><w:ilvl w:val="99"/><w:numId w:val="x"/></w:numPr></w:pPr>',
    '</w:p><w:p><w:pPr><w:sectPr><w:pgNumType w:start="x" w:fmt="y"/></w:sectPr></w:pPr>',
    f"<w:del>{mark('end')}</w:del>",
    f"<w:del>{mark('begin')}</w:del>",
    f"<w:r><w:txbxContent>{par(mark('begin') + code(' SEQ 图 ') + mark('end'))}"
    "</w:txbxContent></w:r>",
)


@settings(max_examples=int(os.environ.get("DOCGEN_EXAMPLES", "80")), deadline=None)
@given(strategies.lists(strategies.sampled_from(PIECES), max_size=25))
def test_broken_fields_raise_nothing_and_lose_no_text(pieces: list[str]) -> None:
    document = text_document(f"<w:p>{''.join(pieces)}</w:p>")
    body = document.element.body
    whole = [field for field in WorkedOutFields(document).fields if field.is_whole]
    results = {text for field in whole for text in field.shown}
    typed = [text.text for text in body.iter(w("t")) if text not in results]
    fields = WorkedOutFields(document, laid_out(document))
    fields.write()
    after = iter([text.text for text in body.iter(w("t"))])
    assert all(words in after for words in typed)
    assert list(WorkedOutFields(document, laid_out(document)).stale()) is not None
