"""Headings of an outline whose text goes into a file each."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.parser import parse_xml

from docgen.scaffold.pack.body.chapters import NARRATIVE, chapters_of
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.word.xml import W
from tests.unit.scaffold.drawing import form_of

TABLE = ["甲|"]


def outline(*parts: str | Sequence[str]) -> list[str]:
    """``name heading`` of each chapter, and ``+`` if it has a paragraph for its text."""
    found = chapters_of(form_of(*parts).element.body, {})
    assert all(chapter.path[0] == NARRATIVE for chapter in found)
    lines = [f"{chapter.path[1]} {FormLine(chapter.heading).text}" for chapter in found]
    rooms = ["" if chapter.paragraph is None else "+" for chapter in found]
    return [f"{line}{room}" for line, room in zip(lines, rooms, strict=True)]


@pytest.mark.parametrize(
    ("parts", "chapters"),
    [
        (["一、工作", "二、问题"], ["1-工作 一、工作", "2-问题 二、问题"]),
        (["一、工作", "", "二、问题", ""], ["1-工作 一、工作+", "2-问题 二、问题+"]),
        (["一、工作", "", "", "二、问题", "甲"], ["1-工作 一、工作+", "2-问题 二、问题"]),
        (["一、工作"], []),
        (["一、工作", "甲"], []),
        (
            ["一、工作", "（一）成效", "（二）问题"],
            ["1-成效 （一）成效", "2-问题 （二）问题"],
        ),
        (["（一）成效", "一、工作"], ["1-成效 （一）成效", "2-工作 一、工作"]),
        (["一、工作", "甲", "（一）成效"], ["1-工作 一、工作", "2-成效 （一）成效"]),
        (["一、工作", TABLE, "二、问题"], ["1-问题 二、问题"]),
        (["一、工作", "", TABLE, "二、问题"], ["1-问题 二、问题"]),
        (["一、工作", "甲", TABLE, "二、问题"], ["1-工作 一、工作", "2-问题 二、问题"]),
        (["一、工作", "二、承诺", "本单位承诺材料真实。"], ["1-工作 一、工作"]),
        (["一、工作", "二、承诺", "请说明。"], ["1-工作 一、工作", "2-承诺 二、承诺+"]),
        (["一、工作", "二、计划", "1.甲。"], ["1-工作 一、工作", "2-计划 二、计划"]),
        (["一、工作", "二、地点：XX酒店"], []),
        (["一、XX局概况", "二、工作"], ["1-XX局概况 一、XX局概况", "2-工作 二、工作"]),
        (["1.工作", "1.问题", "（1）打算"], []),
        (["一、工作。", "二、问题；", "三、成效，", "四、改进："], []),
        (["一、工作,", "二、问题;", "三、成效:", "四、改进、"], []),
        (["一、工作\t3", "二、问题\t12"], []),
        (["一、工作\t3", "一、工作", "二、问题"], ["1-工作 一、工作", "2-问题 二、问题"]),
        (["一、工作\t", "二、问题 12"], ["1-工作 一、工作\t", "2-问题12 二、问题 12"]),
        (["一、" + "长" * 38, "二、" + "长" * 39], []),
        (
            ["一、" + "长" * 38, "二、" + "长" * 38],
            [f"{n}-{'长' * 24} {c}、{'长' * 38}" for n, c in ((1, "一"), (2, "二"))],
        ),
        (["工作", "问题"], []),
    ],
)
def test_headings_that_text_goes_below(
    parts: Sequence[str | Sequence[str]], chapters: list[str]
) -> None:
    assert outline(*parts) == chapters


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("一、其他", "其他"),
        ("一、部门（单位）概况", "部门（单位）概况"),
        ("一、工作（问题）", "工作"),
        ("一、工作(问题)", "工作"),
        ("一、（问题）工作", "（问题）工作"),
        ("一、（问题）", "（问题）"),
        ("（一）1. 工 作", "工作"),
        ("一、2023年度工作情况", "工作情况"),
        ("一、2023年", "2023年"),
        ("一、是否达标?", "是否达标"),
        ("一、投入/产出*", "投入产出"),
        ('一、"三公"<经费>', "三公经费"),
        ("一、" + "长" * 23 + "、短", "长" * 23),
        ("一、***", "章"),
    ],
)
def test_a_file_is_named_as_the_form_heads_it(heading: str, name: str) -> None:
    assert outline(heading, "二、甲") == [f"1-{name} {heading}", "2-甲 二、甲"]


@pytest.mark.parametrize("name", ["br", "drawing", "pict", "object"])
def test_a_paragraph_with_more_than_text_is_no_room(name: str) -> None:
    form = form_of("一、工作", "", "二、问题")
    form.paragraphs[1]._p.append(parse_xml(f'<w:r xmlns:w="{W}"><w:{name}/></w:r>'))
    found = chapters_of(form.element.body, {})
    assert [chapter.paragraph for chapter in found] == [None, None]


def test_the_end_of_a_section_is_no_room() -> None:
    form = form_of("一、工作", "", "二、问题")
    form.paragraphs[1]._p.append(parse_xml(f'<w:pPr xmlns:w="{W}"><w:sectPr/></w:pPr>'))
    assert [chapter.paragraph for chapter in chapters_of(form.element.body, {})] == [None, None]


@pytest.mark.parametrize(
    ("styles", "chapters"),
    [
        (("heading 1", "heading 1", "heading 1"), 3),
        (("Heading 1", "heading 2", "Normal"), 1),
        (("标题 1", "标题2", "标题 2"), 2),
        (("heading 1", "Normal", "Normal"), 0),
        (("my heading 1", "heading", "标题"), 0),
    ],
)
def test_headings_by_their_style(styles: tuple[str, ...], chapters: int) -> None:
    form = form_of("工作", "成效", "问题")
    for number, paragraph in enumerate(form.paragraphs):
        style = f'<w:pPr xmlns:w="{W}"><w:pStyle w:val="{number}"/></w:pPr>'
        paragraph._p.insert(0, parse_xml(style))
    names = {str(number): name for number, name in enumerate(styles)}
    assert len(chapters_of(form.element.body, names)) == chapters


@pytest.mark.parametrize(
    ("texts", "styles", "chapters"),
    [
        (("一、甲", "（一）乙", "（二）丙"), "111", 2),
        (("一、甲", "二、乙", "三、丙"), "111", 3),
        (("（一）甲", "（二）乙", "（三）丙"), "111", 3),
        (("1.甲", "2.乙", "3.丙"), "111", 3),
        (("一、甲", "1.乙", "2.丙"), "122", 2),
        (("第一章 甲", "一、乙", "（一）丙"), "122", 1),
    ],
)
def test_headings_of_one_style_at_the_levels_of_their_numbers(
    texts: tuple[str, ...], styles: str, chapters: int
) -> None:
    form = form_of(*texts)
    for style, paragraph in zip(styles, form.paragraphs, strict=True):
        xml = f'<w:pPr xmlns:w="{W}"><w:pStyle w:val="heading {style}"/></w:pPr>'
        paragraph._p.insert(0, parse_xml(xml))
    assert len(chapters_of(form.element.body, {})) == chapters


def test_a_style_that_has_no_name_is_called_by_its_id() -> None:
    form = form_of("工作", "问题")
    for paragraph in form.paragraphs:
        paragraph._p.insert(
            0, parse_xml(f'<w:pPr xmlns:w="{W}"><w:pStyle w:val="Heading1"/></w:pPr>')
        )
    assert len(chapters_of(form.element.body, {})) == 2


@pytest.mark.parametrize(("aligned", "chapters"), [(True, 1), (False, 2)])
def test_a_line_at_the_side_above_a_table_belongs_to_the_table(
    aligned: bool, chapters: int
) -> None:
    form = form_of("一、工作", "二、预算", "单位：万元", TABLE)
    if aligned:
        form.paragraphs[2].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    assert len(chapters_of(form.element.body, {})) == chapters
