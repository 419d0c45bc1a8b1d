"""Width and place of a picture: read as typed, told where they cannot be used, written back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.content.blocks import Align, Paragraph, Picture, Width
from docgen.content.markdown import parse_markdown
from docgen.content.markdown_text import MarkdownText
from docgen.content.markdown_writer import picture_markdown
from docgen.content.picture_attributes import attributes_markdown
from docgen.diagnostics import Place, Problems
from tests.unit.content.notation import shown

START = Place("a.md", 1, 1)


def read(text: str) -> tuple[list[str], list[tuple[object, int, str]]]:
    """The blocks, and the problems with their columns and the words that they quote."""
    problems = Problems()
    blocks = parse_markdown(text, START, problems).blocks
    found: list[tuple[object, int, str]] = [
        (problem.code, problem.place.column, str(next(iter(problem.words.values()))))
        for problem in problems
    ]
    return [shown(block) for block in blocks], found


def picture_of(text: str) -> Picture:
    (block,) = parse_markdown(text, START, Problems()).blocks
    assert isinstance(block, Paragraph)
    (picture,) = block.inlines
    assert isinstance(picture, Picture)
    return picture


@pytest.mark.parametrize(
    ("typed", "attributes"),
    [
        ("{width=60%}", "{width=60%}"),
        ("{width=7.5cm}", "{width=7.5cm}"),
        ("{width=80mm align=left}", "{width=80mm align=left}"),
        ("{align=right width=100%}", "{width=100% align=right}"),
        ("{align=center}", ""),
        ("{}", ""),
        (" {width=60%}", "{width=60%}"),
        ("　｛width＝60％，align＝left｝", "{width=60% align=left}"),
        ('{width="60%"}', "{width=60%}"),
        ("{width=“60%”}", "{width=60%}"),
        ("{ Width = 8CM }", "{width=8cm}"),
    ],
)
def test_attributes_are_read_as_input_methods_type_them(typed: str, attributes: str) -> None:
    picture = picture_of(f'![图](a.png "图1"){typed}')
    assert attributes_markdown(picture) == attributes
    assert picture == Picture("a.png", "图", "图1", START, picture.width, picture.align)


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("![图](a.png){width=60%} 后", ["1:1+1 ![图](a.png ){width=60%}@1:1  后@1:23"]),
        ("前![](a.png){align=left}。", ["1:1+1 前@1:1 ![](a.png ){align=left}@1:2 。@1:24"]),
        ("![](a.png){{ 数 }}", ["1:1+1 ![](a.png )@1:1 {{ 数 }}@1:11"]),
        (r"![](a.png)\{注}", ["1:1+1 ![](a.png )@1:1 {注}@1:12"]),
        ("![](a.png)文{注}", ["1:1+1 ![](a.png )@1:1 文{注}@1:11"]),
        ("甲{甲=60%}", ["1:1+1 甲{甲=60%}@1:1"]),
        ("![](a.png)\n{width=9%}\n后", ["1:1+3 ![](a.png ){width=9%}@1:1 后@3:1"]),
        ("![](a.png){width=9%}{x}", ["1:1+1 ![](a.png ){width=9%}@1:1 {x}@1:21"]),
    ],
)
def test_only_braces_right_behind_a_picture_are_its_attributes(
    text: str, blocks: list[str]
) -> None:
    assert read(text) == (blocks, [])


@pytest.mark.parametrize(
    ("attributes", "problems"),
    [
        ("{宽=60%}", [("picture-setting", 12, "宽=60%")]),
        ("{60%}", [("picture-setting", 12, "60%")]),
        ("{width=60}", [("picture-setting", 12, "width=60")]),
        ("{width=60px}", [("picture-setting", 12, "width=60px")]),
        ("{width=-5%}", [("picture-setting", 12, "width=-5%")]),
        ("{width=0%}", [("picture-setting", 12, "width=0%")]),
        ("{align=居中}", [("picture-setting", 12, "align=居中")]),
        (" {.大 #图1}", [("picture-setting", 13, ".大"), ("picture-setting", 13, "#图1")]),
        ("{width=100%}", []),
        ("{width=100.1%}", [("picture-too-wide", 12, "100.1%")]),
        ("{width=300mm}", []),  # how wide the text is, the form says
    ],
)
def test_what_cannot_be_used_is_told_at_its_place(
    attributes: str, problems: list[tuple[str, int, str]]
) -> None:
    assert read(f"![](a.png){attributes}")[1] == problems


def test_attributes_that_belong_to_no_picture_are_told() -> None:
    assert read("甲{width=60%}")[1] == [("looks-like-markup", 2, "{width=60%}")]
    assert read("![](a.png)\n\n｛align＝left｝")[1] == [("looks-like-markup", 1, "｛align＝left｝")]
    assert read(r"甲\{width=60%}")[1] == []


texts = st.text(st.sampled_from("甲乙1 （）()\"'\\&;*_[]{}<>`#!，。%=："), max_size=12).map(
    str.strip
)
pictures = st.builds(
    Picture,
    path=st.text(st.sampled_from("甲a1/.-_ （）()"), min_size=1, max_size=12).map(str.strip),
    alt=st.text(st.sampled_from("甲乙1 （），。"), max_size=8).map(str.strip),
    caption=texts,
    place=st.just(START),
    width=st.none()
    | st.builds(
        Width,
        st.decimals("0.1", 100, places=1, allow_nan=False),
        st.sampled_from(["%", "cm", "mm"]),
    ),
    align=st.sampled_from(Align),
)


@given(pictures.filter(lambda picture: picture.path))
def test_a_picture_that_was_written_is_read_again_with_all_attributes(picture: Picture) -> None:
    markdown = picture_markdown(picture)
    assert markdown is not None or not set('"\\{} ').isdisjoint(picture.caption + picture.path)
    assert markdown is None or picture_of(markdown) == picture


@given(pictures.filter(lambda picture: bool(picture.path and picture.caption)), texts)
def test_another_caption_leaves_path_and_attributes(picture: Picture, caption: str) -> None:
    markdown = picture_markdown(picture)
    if markdown is None:
        return
    text = MarkdownText(f"前段。\n\n{markdown}\n\n后段。\n")
    if not text.recaption(1, picture.caption, caption):
        assert text.result() == text.text
        return
    before, line, after = text.result().removesuffix("\n").split("\n\n")
    assert (before, after) == ("前段。", "后段。")
    changed = picture_of(line)
    assert changed == Picture(
        picture.path, picture.alt, caption, START, picture.width, picture.align
    )


def test_a_width_is_measured_in_the_room_there_is() -> None:
    assert Width(Decimal(50), "%").within(156) == 78
    assert Width(Decimal("7.5"), "cm").within(156) == 75
    assert Width(Decimal(80), "mm").within(20) == 80
