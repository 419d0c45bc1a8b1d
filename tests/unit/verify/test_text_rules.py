"""Text of a .docx against its styles: which style, what departs, and what tags are left."""

from __future__ import annotations

from dataclasses import replace

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from docgen.verify.known_forms import KnownForm
from docgen.verify.official_format import OfficialFormat
from docgen.verify.official_papers.paper_elements import PaperElements
from docgen.verify.style_rule import StyleRule
from docgen.verify.text_rules import paragraph_deviations, style_deviations
from docgen.word.made_styles import make_styles
from docgen.word.style_cascade import Cascade
from tests.unit.verify.formats import FORMAT, OUT, paragraph, said, table, walked, word_file

BODY, TABLE = StyleRule(size=16, indent=2), StyleRule(size=10.5)
STYLED = replace(FORMAT, styles={"body text": BODY, "table text": TABLE})
SIZE_15 = '<w:rPr><w:sz w:val="30"/></w:rPr>'


def text_said(*blocks: str, official: OfficialFormat = STYLED) -> list[str]:
    document = word_file(*blocks)
    cascade = Cascade(document)
    passages = walked(document)
    return [
        words
        for passage in passages
        for words in said(paragraph_deviations(official, KnownForm(cascade), passage, OUT))
    ]


def styles_said(official: OfficialFormat) -> list[str]:
    return said(style_deviations(official, KnownForm(Cascade(word_file())), OUT))


def in_15(text: str, style: str = "Body Text") -> str:
    return paragraph(text, style).replace("<w:r>", f"<w:r>{SIZE_15}")


def test_styles_are_measured_with_chinese_and_latin_text() -> None:
    assert styles_said(STYLED) == []
    styles = {
        "body text": StyleRule(font="宋体", latin="Arial", size=12),
        "no such style": StyleRule(size=12),
        "table text": StyleRule(size=9),
    }
    assert styles_said(replace(FORMAT, styles=styles)) == [
        "format-font property=汉字的字体 · font of Chinese characters found=仿宋_GB2312 wanted=宋体"
        " style=body text",
        "format-font property=字母和数字的字体 · font of letters and digits found=Times New Roman"
        " wanted=Arial style=body text",
        "format-size property=字号 · size found=16 wanted=12 style=body text",
        "format-size property=字号 · size found=10.5 wanted=9 style=table text",
    ]


@pytest.mark.parametrize(
    ("block", "found"),
    [
        (paragraph("甲"), []),
        (paragraph("甲", "Title"), ["found=title wanted=body text"]),
        (paragraph("甲", "Normal"), ["found=normal wanted=body text"]),
        (paragraph(" ", "Title"), []),
        (table(paragraph("甲", "Table Text")), []),
        (table(paragraph("甲", "Table Note")), ["found=table note wanted=table text"]),
        (table(paragraph("甲", "Normal")), ["found=normal wanted=table text"]),
    ],
)
def test_text_has_a_style_of_the_format(block: str, found: list[str]) -> None:
    plain = replace(
        STYLED, styles={"body text": StyleRule(latin="宋体"), "table text": StyleRule(latin="宋体")}
    )
    problems = text_said(block, official=plain)
    assert [words.partition(" words=")[0].partition(" table=")[0] for words in problems] == [
        f"format-style {words}" for words in found
    ]


def test_normal_is_a_style_of_the_form_only_in_tables() -> None:
    official = replace(STYLED, styles={"body text": BODY, "normal": StyleRule(size=16)})
    assert text_said(table(paragraph("甲", "Normal")), official=official) == []
    found = text_said(paragraph("甲", "Normal"), official=official)
    assert found[0] == "format-style found=normal wanted=body text words=甲"


def test_a_style_of_the_format_is_kept() -> None:
    official = replace(STYLED, styles={"body text": BODY, "heading 1": StyleRule(size=12)})
    assert text_said(in_15("甲", "Heading 1"), official=official) == [
        "format-size property=字号 · size found=15 wanted=12 words=甲"
    ]


def test_without_the_style_that_text_should_have_it_is_not_measured() -> None:
    official = replace(STYLED, body="No Such Style")
    assert text_said(in_15("甲", "Title"), official=official) == []


def test_a_fault_of_the_style_is_told_there_and_not_in_the_text() -> None:
    official = replace(STYLED, styles={"body text": StyleRule(size=12)})
    assert text_said(paragraph("甲"), official=official) == []
    size = "format-size property=字号 · size found={} wanted=12 words=甲".format
    assert text_said(in_15("甲"), official=official) == [size("15")]
    assert text_said(paragraph("甲", "Normal"), official=official) == [
        "format-style found=normal wanted=body text words=甲",
        size("16"),
    ]


def test_the_same_fault_of_several_runs_is_told_once() -> None:
    run = f"<w:r>{SIZE_15}<w:t>乙</w:t></w:r>"
    block = in_15("甲").replace("</w:p>", f"{run}</w:p>")
    assert text_said(block) == ["format-size property=字号 · size found=15 wanted=16 words=甲乙"]


@pytest.mark.parametrize(("twips", "sound"), [(696, True), (697, False), (584, True), (583, False)])
def test_an_indent_may_differ_by_a_millimetre(twips: int, sound: bool) -> None:
    indent = f'<w:ind w:firstLineChars="0" w:firstLine="{twips}"/>'
    assert (text_said(paragraph("甲", more=indent)) == []) is sound


def test_tags_are_left_over_nowhere() -> None:
    left = "format-left-over tag={} words={}".format
    assert text_said(paragraph("{{ 甲 }}和{{ 甲 }}，{% if")) == [
        left("{{ 甲 }}", "{{ 甲 }}和{{ 甲 }…"),
        left("{%", "{{ 甲 }}和{{ 甲 }…"),
    ]
    assert text_said(paragraph("甲 }}", "Title"), official=replace(STYLED, body="")) == [
        left("}}", "甲 }}")
    ]
    assert text_said(paragraph("{甲}%")) == []


def test_braces_that_were_typed_to_be_printed_are_no_tag() -> None:
    meant = paragraph("写成 {{ 甲 }}").replace("<w:r>", "<w:r><w:rPr><w:noProof/></w:rPr>")
    assert text_said(meant) == []
    beside = meant.replace("</w:p>", "<w:r><w:t>{{ 乙 }}</w:t></w:r></w:p>")
    assert [text.partition(" words")[0] for text in text_said(beside)] == [
        "format-left-over tag={{ 乙 }}"
    ]


def test_titles_stand_below_their_pictures_and_figures_flush_right() -> None:
    rules = {"caption": StyleRule(indent=0, size=12), "text table": StyleRule(align="left")}
    strict = replace(STYLED, styles={**STYLED.styles, **rules})
    document = word_file()
    make_styles(document.styles.element, {})
    title, figure = (
        document.add_paragraph("图1", style=name) for name in ("Caption", "Text Table")
    )
    title.paragraph_format.left_indent, figure.alignment = Pt(150), WD_ALIGN_PARAGRAPH.RIGHT
    cascade = Cascade(document)
    for passage in walked(document):
        assert list(paragraph_deviations(strict, KnownForm(cascade), passage, OUT)) == []
    title.runs[0].font.size = Pt(20)
    (problem,) = paragraph_deviations(strict, KnownForm(cascade), walked(document)[0], OUT)
    assert problem.code == "format-size"


def test_a_note_below_a_table_is_no_running_text() -> None:
    document = word_file()
    document.add_paragraph("注：甲", style="Table Text")
    (passage,) = walked(document)
    assert list(paragraph_deviations(STYLED, KnownForm(Cascade(document)), passage, OUT)) == []


def test_titles_in_a_text_keep_their_style_and_are_measured_if_the_format_names_it() -> None:
    document = word_file()
    make_styles(document.styles.element, {})
    document.add_paragraph("图1", style="Caption")
    (passage,) = walked(document)
    cascade = Cascade(document)
    assert list(paragraph_deviations(STYLED, KnownForm(cascade), passage, OUT)) == []
    for size, codes in ((12, []), (14, ["format-size"])):
        named = replace(STYLED, styles={**STYLED.styles, "caption": StyleRule(size=size)})
        found = style_deviations(named, KnownForm(cascade), OUT)
        assert [problem.code for problem in found if "caption" in str(problem.document)] == codes


def test_elements_of_an_official_paper_keep_their_styles() -> None:
    """They are measured on their own, whether or not the format says how their styles look."""
    cover = paragraph("抄送：市人民政府。", "Cover Text")
    assert [words.split()[0] for words in text_said(cover)] == ["format-style", "format-indent"]
    named = replace(STYLED, elements=PaperElements(copies="Cover Text"))
    assert text_said(cover, official=named) == []
    other = replace(STYLED, elements=PaperElements(copies="Title"))
    assert text_said(cover, official=other) == text_said(cover)


def test_a_picture_in_a_line_needs_room() -> None:
    exact = replace(STYLED, styles={"body text": StyleRule(spacing=28.95)})
    loose = paragraph("甲").replace(
        "</w:pPr>", '<w:spacing w:line="240" w:lineRule="auto"/></w:pPr>'
    )
    assert len(text_said(loose, official=exact)) == 1
    pictured = loose.replace("</w:p>", "<w:r><w:drawing/></w:r></w:p>")
    assert text_said(pictured, official=exact) == []
