"""What references, captions and numbers of pages should show."""

from __future__ import annotations

import pytest
from docx.document import Document
from hypothesis import given, strategies

from docgen.word.fields.worked_out import WorkedOutFields
from docgen.word.xml import w
from tests.unit.word.fields.documents import (
    Pages,
    heading,
    lines,
    marked,
    par,
    run,
    simple,
    spelled,
    stale,
    text_document,
    written,
)

MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def after_writing(body: str) -> list[str]:
    document = text_document(body, numbering=NUMBERING)
    written(document)
    assert stale(document) == []
    return lines(document.element.body)


def numbers(*instructions: str) -> str:
    """What ``SEQ`` fields show, one after the other; ``#`` is a heading of level 1."""
    body = "".join(
        heading("章", len(words)) if set(words) == {"#"} else par(spelled(f" SEQ {words} ", "旧"))
        for words in instructions
    )
    return " ".join(after_writing(body))


@pytest.mark.parametrize(
    ("instructions", "expected"),
    [
        (["图", "图", "表", "图"], "1 2 1 3"),
        (["图", r"图 \c", r"图 \n", "图"], "1 1 2 3"),
        ([r"图 \c"], "0"),
        ([r"图 \r 5", "图", r"图 \r5"], "5 6 5"),
        ([r"图 \r x", r"图 \r 99999999999999999999"], "1 2"),
        ([r"图 \r " + "9" * 5000], "1"),
        ([r"图 \h", "图"], "旧 2"),
        ([r"图 \h \r 7", r"图 \c"], "旧 7"),
        ([r"图 \* ARABIC", r"图 \* CHINESENUM3 \* MERGEFORMAT", r"图 \* roman"], "1 二 iii"),
        ([r"图 \* ALPHABETIC", r"图 \* alphabetic"], "A b"),
        ([r"图 \* Ordinal", r"图 \* CardText", '图 \\# "00"', "图"], "旧 旧 旧 4"),
        (["图 书签", "图"], "旧 1"),
        (["", "图"], "旧 1"),
        (["#", r"图 \s 1", r"图 \s 1", "#", r"图 \s 1"], "章 1 2 章 1"),
        (["#", r"图 \s 2", "##", r"图 \s 2", "#", r"图 \s 2"], "章 1 章 1 章 1"),
        (["#", r"图 \s 1", "##", r"图 \s 1", r"图 \s x"], "章 1 章 2 1"),
    ],
)
def test_captions_are_counted(instructions: list[str], expected: str) -> None:
    assert numbers(*instructions) == expected


@given(strategies.lists(strategies.sampled_from(("图", "表", "式")), max_size=12))
def test_each_thing_counts_for_itself(names: list[str]) -> None:
    found = numbers(*names).split() if names else []
    assert found == [str(names[: at + 1].count(name)) for at, name in enumerate(names)]


def test_a_caption_in_a_text_box_counts_once() -> None:
    box = f"<w:txbxContent>{par(run('图') + spelled(' SEQ 图 ', '旧'))}</w:txbxContent>"
    copies = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    inside = par(f"<w:r><mc:AlternateContent {MC}>{copies}</mc:AlternateContent></w:r>")
    caption = par(run("图") + spelled(" SEQ 图 "))
    assert after_writing(caption + inside + caption)[-1] == "图3"


def test_a_deleted_caption_does_not_count() -> None:
    caption = run("图") + spelled(" SEQ 图 ")
    assert after_writing(par(f"<w:del>{caption}</w:del>") + par(caption))[-1] == "图1"


def of_reference(words: str, target: str) -> str:
    """What a field shows in the second of paragraphs that stand on the pages 4, 5, 6 …, of 20."""
    document = text_document(
        par(run("一")) + par(spelled(f" {words} ", "旧")) + target, numbering=NUMBERING
    )
    found = list(document.element.body.iter(w("p")))
    pages = Pages({paragraph: at for at, paragraph in enumerate(found, 4)}, 20)
    written(document, pages)
    assert stale(document, pages) == []
    return lines(document.element.body)[1]


TARGET = par(run("前") + marked("k", run("表 1")) + run("后"), more=NUMBERED)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("REF k", "表 1"),
        (r"REF k \h", "表 1"),
        (r"REF k \h \* MERGEFORMAT", "表 1"),
        (r"REF k \* Upper", "旧"),
        (r"REF k \n \h", "1"),
        (r"REF k \r", "旧"),
        (r"REF k \p", "旧"),
        (r"REF k \x", "旧"),
        ("REF nowhere", "旧"),
        ("REF", "旧"),
        ("PAGEREF k", "6"),
        (r"PAGEREF k \h", "6"),
        (r"PAGEREF k \* roman", "旧"),
        (r"PAGEREF k \p", "旧"),
        (r"PAGEREF nowhere \h", "旧"),
        ("NUMPAGES", "20"),
        (r"NUMPAGES \* CHINESENUM3", "二十"),
        ('NUMPAGES \\# "000"', "旧"),
        (r"NUMPAGES \* Ordinal", "旧"),
        ("PAGE", "5"),
        (r"PAGE \* MERGEFORMAT", "5"),
        (r"PAGE \* roman", "旧"),
        ('PAGE \\# "0"', "旧"),
        ("SECTIONPAGES", "20"),
        (r"SECTIONPAGES \* roman", "xx"),
        (r'DATE \@ "yyyy"', "旧"),
        ("= 1 + 2", "旧"),
    ],
)
def test_a_reference_shows_what_it_refers_to(words: str, expected: str) -> None:
    assert of_reference(words, TARGET) == expected


@pytest.mark.parametrize(
    ("target", "words", "expected"),
    [
        (par(marked("k", run(" 表 1 "))), "REF k", "表 1"),
        (par(marked("k", "")), "REF k", "旧"),
        (par(marked("k", run("　"))), "REF k", "旧"),
        (par(run("无号") + marked("k", run("字"))), r"REF k \n", "旧"),
        (
            par('<w:bookmarkStart w:id="1" w:name="k"/>' + run("甲"))
            + par(run("乙") + '<w:bookmarkEnd w:id="1"/>'),
            "REF k",
            "旧",
        ),
        ('<w:bookmarkStart w:id="1" w:name="k"/>' + par(run("甲")), "PAGEREF k", "6"),
        (par('<w:bookmarkStart w:name="k"/>' + run("甲") + "<w:bookmarkEnd/>"), "REF k", "甲"),
        (par(marked("k", run("甲")) + marked("k", run("乙"), "8")), "REF k", "甲"),
        (par(marked("k", '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>')), "REF k", "旧"),
        (par(marked("k", run("甲\t乙"))), "REF k", "旧"),
        (par(marked("k", f"<w:hyperlink>{run('甲')}</w:hyperlink>{run('乙')}")), "REF k", "甲乙"),
        (
            par(
                '<w:bookmarkStart w:id="1" w:name="k"/>' + f"<w:ins>{run('甲')}"
                '<w:bookmarkEnd w:id="1"/>' + f"{run('乙')}</w:ins>"
            ),
            "REF k",
            "甲",
        ),
        (par(marked("k", run("表") + f"<w:del>{run('旧')}</w:del>" + run("2"))), "REF k", "表2"),
    ],
)
def test_a_bookmark_is_read_where_it_stands(target: str, words: str, expected: str) -> None:
    assert of_reference(words, target) == expected


def test_a_reference_to_a_stale_number_is_right_at_once() -> None:
    reference = par(run("见") + spelled(r" REF k \h ", "表 8"))
    again = par(marked("m", spelled(" REF n ")) + run("、") + spelled(" REF m "))
    caption = par(marked("k", run("表 ") + spelled(" SEQ 表 ", "9")))
    link = par(marked("n", spelled(" REF k "), "9"))
    assert after_writing(reference + again + link + caption) == [
        "见表 1",
        "表 1、表 1",
        "表 1",
        "表 1",
    ]


@pytest.mark.parametrize(
    "body",
    [
        par(marked("a", run("甲") + spelled(" REF a ", "旧"))),
        par(marked("a", run("甲") + spelled(" REF b ", "旧")))
        + par(marked("b", run("乙") + simple(" REF a ", "旧"), "8")),
    ],
)
def test_a_bookmark_that_refers_to_itself_is_left_alone(body: str) -> None:
    before = lines(text_document(body).element.body)
    assert after_writing(body) == before


def test_what_stands_in_a_result_goes_with_it() -> None:
    inner = spelled(" SEQ 表 ", "7")
    body = par(spelled(" REF k ", inner)) + par(marked("k", run("表") + spelled(" SEQ 表 ", "7")))
    assert after_writing(body) == ["表1", "表1"]


def test_without_a_layout_pages_stay() -> None:
    body = par(spelled(" PAGE ", "旧") + spelled(" NUMPAGES ", "旧")) + par(
        marked("k", run("甲")) + spelled(" PAGEREF k ", "旧")
    )
    assert after_writing(body) == ["旧旧", "甲旧"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (par(spelled(" SEQ 图 ", "1")), False),
        (par(spelled(" PAGEREF k ", "1")), True),
        (par(spelled(" NUMPAGES ", "1")), True),
        (par(spelled(" TOC ", "1")), True),
        (par(run("字")), False),
    ],
)
def test_it_is_known_whether_a_field_shows_a_page(body: str, expected: bool) -> None:
    document: Document = text_document(body)
    assert WorkedOutFields(document).are_paged is expected


def test_a_document_without_fields_has_nothing_to_write() -> None:
    fields = WorkedOutFields(text_document(par(run("字"))))
    assert not fields.write()
    assert list(fields.stale()) == []


def test_a_layout_counts_whatever_was_worked_out_before() -> None:
    document = text_document(par(spelled(" NUMPAGES ", "旧")))
    fields = WorkedOutFields(document)
    assert list(fields.stale()) == []
    (found,) = fields.laid_out(Pages({}, 3)).stale()
    assert found.change == "3"
    assert list(fields.stale()) == []
