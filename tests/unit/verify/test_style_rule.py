"""What departs from the required look of a style, one property at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docgen.diagnostics import DocumentPlace, Place, deviation
from docgen.verify.style_rule import (
    FORMAT_EXTRA,
    FORMAT_PROPERTY,
    Departure,
    Seen,
    StyleRule,
    departures,
    differs,
)
from docgen.word.style_cascade import ParagraphLook, TextLook
from docgen.wording.problem_texts import problem_text

TEXT = TextLook(font="仿宋_GB2312", latin="Times New Roman", size=16.0, color="", extras=())
PARAGRAPH = ParagraphLook(align="both", indent=32.0, left=0.0, spacing=28.95)
RULE = StyleRule(font="仿宋_GB2312", size=16, align="both", indent=2, spacing=28.95)
SEEN = Seen("正文 Text 1", TEXT, PARAGRAPH, RULE, tolerance=2.5)


def told(seen: Seen) -> list[str]:
    return [
        f"{found.code} {found.found} {found.wanted} {found.property}".strip()
        for found in departures(seen)
    ]


def text(words: str = "正文 Text 1", **look: object) -> Seen:
    return SEEN._replace(words=words, text=replace(TEXT, **look))  # type: ignore[arg-type]


def paragraph(**look: object) -> Seen:
    return SEEN._replace(paragraph=replace(PARAGRAPH, **look))  # type: ignore[arg-type]


FONT = "format-font 宋体 仿宋_GB2312 汉字的字体 · font of Chinese characters"
LATIN = "format-font Arial Times New Roman 字母和数字的字体 · font of letters and digits"
INDENT = "首行缩进 · indent of the first line"


@pytest.mark.parametrize(
    ("seen", "wanted"),
    [
        (SEEN, []),
        (text(font="宋体"), [FONT]),
        (text("Text 1", font="宋体"), []),
        (text("。", font="宋体"), [FONT]),
        (text(latin="Arial"), [LATIN]),
        (text("A", latin="Arial"), [LATIN]),
        (text("1", latin="Arial"), [LATIN]),
        (text("正文", latin="Arial"), []),
        (text(size=15.0), ["format-size 15 16 字号 · size"]),
        (text(size=15.5), ["format-size 15.5 16 字号 · size"]),
        (paragraph(align="left"), ["format-align left both 对齐 · alignment"]),
        (paragraph(spacing=30.0), ["format-spacing 30 28.95 行距，固定值 · line spacing, exact"]),
        (paragraph(spacing=None), ["format-spacing — 28.95 行距，固定值 · line spacing, exact"]),
        (paragraph(indent=34.5), []),
        (paragraph(indent=29.5), []),
        (paragraph(indent=34.6), [f"format-indent 2.2 2 {INDENT}"]),
        (paragraph(indent=29.4), [f"format-indent 1.8 2 {INDENT}"]),
        (paragraph(indent=0.0, left=32.0), []),
        (paragraph(left=16.0), [f"format-indent 3.0 2 {INDENT}"]),
        (text(color="FF0000"), ["format-color #FF0000"]),
        (text(extras=("u", "em")), ["format-extra u", "format-extra em"]),
        (
            text(font="宋体", latin="Arial", size=12.0, color="FF0000"),
            [FONT, LATIN, "format-size 12 16 字号 · size", "format-color #FF0000"],
        ),
    ],
)
def test_a_departure_says_what_was_found_and_what_is_required(
    seen: Seen, wanted: list[str]
) -> None:
    assert told(seen) == wanted


def test_letters_may_have_the_font_of_the_characters_if_it_is_required() -> None:
    rule = replace(RULE, latin="仿宋_GB2312")
    assert told(text(latin="Arial")._replace(rule=rule)) == []
    assert len(told(text(latin="Arial", font="宋体")._replace(rule=rule))) == 2


def test_what_is_not_required_is_not_measured() -> None:
    seen = Seen(
        "正文",
        replace(TEXT, font="宋体", size=9.0),
        replace(PARAGRAPH, align="left"),
        StyleRule(),
        0,
    )
    assert told(seen) == []
    assert told(SEEN._replace(rule=StyleRule(indent=9))) == []


@pytest.mark.parametrize(
    ("found", "wanted", "shown"),
    [
        (True, False, ("yes", "no")),
        (False, True, ("no", "yes")),
        (1.50, None, ("1.5", "—")),
        ("甲", 3, ("甲", "3")),
    ],
)
def test_values_are_shown_as_messages_do(
    found: object, wanted: object, shown: tuple[str, str]
) -> None:
    assert differs(found, wanted) == Departure(FORMAT_PROPERTY, *shown)
    assert differs(found, found) is None


@pytest.mark.parametrize(
    ("tag", "zh", "en"),
    [
        ("u", "文字带有下划线", "the text has underlining"),
        ("highlight", "文字带有突出显示", "the text has highlighting"),
        ("em", "文字带有着重号", "the text has emphasis marks"),
        ("strike", "文字带有删除线", "the text has a line through it"),
        ("dstrike", "文字带有双删除线", "the text has a double line through it"),
        ("outline", "文字带有空心效果", "the text has outlined letters"),
        ("shadow", "文字带有阴影", "the text has a shadow"),
    ],
)
def test_a_decoration_is_named_in_words(tag: str, zh: str, en: str) -> None:
    problem = deviation(FORMAT_EXTRA, Place("甲.docx"), DocumentPlace(), found=tag)
    assert f"] {zh}\n" in problem_text(problem, "zh")
    assert f"] {en}\n" in problem_text(problem, "en")
