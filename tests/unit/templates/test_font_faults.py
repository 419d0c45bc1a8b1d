"""Chinese text without an East Asian font."""

from __future__ import annotations

import pytest

from docgen.templates.lint.font_faults import font_faults
from tests.unit.word.elements import element


def style(identifier: str, fonts: str = "", base: str = "", more: str = "") -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    inner = f"<w:rPr><w:rFonts {fonts}/></w:rPr>" if fonts else ""
    attributes = f'w:type="paragraph" w:styleId="{identifier}" {more}'
    return f'<w:style {attributes}><w:name w:val="名{identifier}"/>{based}{inner}</w:style>'


SONG, HALF = 'w:eastAsia="宋体"', 'w:ascii="仿宋"'
STYLES = (
    style("n", more='w:default="1"')
    + style("song", SONG)
    + style("leaf", base="song")
    + style("loop", base="pool")
    + style("pool", base="loop")
    + style("theme", 'w:eastAsiaTheme="minor"')
    + '<w:style w:styleId="bare"/>'
)


def para(name: str, text: str = "中文", fonts: str = "") -> str:
    used = f'<w:pPr><w:pStyle w:val="{name}"/></w:pPr>' if name else ""
    look = f"<w:rPr><w:rFonts {fonts}/></w:rPr>" if fonts else ""
    return f"<w:p>{used}<w:r>{look}<w:t>{text}</w:t></w:r></w:p>"


def faults(body: str, styles: str = STYLES) -> list[tuple[str, ...]]:
    root = element(f"<w:body>{body}</w:body>")
    found = font_faults(element(f"<w:styles>{styles}</w:styles>"), [(root, "s")], "a.docx")
    places = [(problem, problem.template) for problem in found]
    return [
        (problem.code, str(place.paragraph) if place else "", *problem.words.values())
        for problem, place in places
    ]


@pytest.mark.parametrize(
    ("name", "reported"),
    [
        ("", "名n"),
        ("song", ""),
        ("leaf", ""),
        ("theme", ""),
        ("loop", "名loop"),
        ("bare", "bare"),
        ("nowhere", "nowhere"),
    ],
)
def test_a_style_or_one_it_is_based_on_names_a_font(name: str, reported: str) -> None:
    wanted = [("font-style", "2", reported)] if reported else []
    assert faults("<w:p/>" + para(name) + para(name)) == wanted


def test_the_run_or_the_defaults_may_name_the_font() -> None:
    assert faults(para("", fonts=SONG)) == []
    assert faults(para("", "abc")) == []
    fonts = f"<w:rPrDefault><w:rPr><w:rFonts {SONG}/></w:rPr></w:rPrDefault>"
    assert faults(para(""), f"<w:docDefaults>{fonts}</w:docDefaults>{STYLES}") == []
    assert faults(para("", fonts=SONG) + para("") + para("bare")) == [
        ("font-style", "2", "名n"),
        ("font-style", "3", "bare"),
    ]


@pytest.mark.parametrize(
    ("fonts", "half"),
    [
        ('w:ascii="仿宋"', "仿宋"),
        ('w:hAnsi="楷体"', "楷体"),
        ('w:ascii="Arial" w:hAnsi="楷体"', "楷体"),
        ('w:ascii="Arial"', ""),
        ('w:ascii="仿宋" w:eastAsia="宋体"', ""),
        ('w:ascii="仿宋" w:eastAsiaTheme="minor"', ""),
    ],
)
def test_a_chinese_font_for_latin_letters_only_is_told(fonts: str, half: str) -> None:
    text = " 一二三四五六七八九十" * 3
    wanted = [("font-run", "1", half, text.strip()[:20], "", "")] if half else []
    assert faults(para("song", text, fonts)) == wanted
    in_style = faults("", STYLES + style("x", fonts))
    assert in_style == ([("font-style-half", "", "名x", half)] if half else [])


@pytest.mark.parametrize(
    ("more", "kind", "default"),
    [
        ('w:default="true"', "paragraph", "名x"),
        ('w:default="0"', "paragraph", ""),
        ('w:default="1"', "table", ""),
    ],
)
def test_the_default_style_is_that_of_paragraphs(more: str, kind: str, default: str) -> None:
    styles = style("x", more=more).replace("paragraph", kind)
    assert faults(para(""), styles) == [("font-style", "1", default)]


def test_many_runs_that_lack_one_font_are_told_once_at_the_first() -> None:
    body = (
        para("song", "甲", HALF)
        + para("song", "乙", 'w:hAnsi="楷体"')
        + para("song", "丙", HALF) * 40
    )
    assert faults(body) == [
        ("font-run", "1", "仿宋", "甲", "等 41 处", " (and 40 more)"),
        ("font-run", "2", "楷体", "乙", "", ""),
    ]


def test_a_run_whose_style_has_the_font_for_chinese_is_sound() -> None:
    assert faults(para("song", fonts='w:ascii="宋体" w:hAnsi="宋体"')) == []
    assert faults(para("leaf", fonts='w:ascii="宋体" w:hAnsi="宋体"')) == []
