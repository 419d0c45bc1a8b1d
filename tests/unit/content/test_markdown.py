"""Markdown to blocks: each block and each word at the place where it was typed."""

from __future__ import annotations

import pytest

from docgen.content.blocks import Paragraph, Span
from docgen.content.markdown import parse_markdown
from docgen.diagnostics import Place, Problems
from tests.unit.content.notation import shown
from tests.unit.helpers import collect, placed


def read(text: str, line: int = 1, column: int = 1) -> tuple[list[str], list[str]]:
    """The blocks of a text, and its problems."""
    problems = collect()
    document = parse_markdown(text, Place("甲.md", line, column), problems)
    return [shown(block) for block in document.blocks], placed(problems)


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        ("甲", ["1:1+1 甲@1:1"]),
        ("\n甲\n\n 乙\n丙", ["2:1+1 甲@2:1", "4:2+2 乙@4:2 丙@5:1"]),
        ("## 甲\n\n### 乙", ["1:1+1 [##] 甲@1:4", "3:1+1 [###] 乙@3:5"]),
        ("#### 甲", ["1:1+1 [####] 甲@1:6"]),
        ("- 甲", ["1:1+1 [-- of 1 from 1 depth 0 first] 甲@1:3"]),
        (
            "3. 甲\n4. 乙",
            [
                "1:1+1 [3. of 1 from 3 depth 0 first] 甲@1:4",
                "2:1+1 [4. of 1 from 3 depth 0 first] 乙@2:4",
            ],
        ),
        (
            "1. 甲\n\n   续\n\n   2) 乙\n2. 丙",
            [
                "1:1+1 [1. of 1 from 1 depth 0 first] 甲@1:4",
                "3:4+1 [1. of 1 from 1 depth 0 more] 续@3:4",
                "5:4+1 [2) of 2 from 2 depth 1 first] 乙@5:7",
                "6:1+1 [2. of 1 from 1 depth 0 first] 丙@6:4",
            ],
        ),
        (
            "- 甲\n\n文\n\n- 乙",
            [
                "1:1+1 [-- of 1 from 1 depth 0 first] 甲@1:3",
                "3:1+1 文@3:1",
                "5:1+1 [-- of 2 from 1 depth 0 first] 乙@5:3",
            ],
        ),
        (
            "| 甲 | 乙 | 丙 |\n| --- | :-: | --: |\n| 1 | **2** |\n",
            ["1:1+3 [- center right] 甲@1:3 | 乙@1:7 | 丙@1:11 / 1@3:3 | **2**@3:9 | "],
        ),
        (
            "| 10 | 1 | 1 |\n| --- | --- | --- |\n| 1 | 10 | 0 |\n",
            ["1:1+3 [- - -] 10@1:3 | 1@1:8 | 1@1:12 / 1@3:3 | 10@3:7 | 0@3:12"],
        ),
        ("| 甲\\|{{ 乙 }} |\n| --- |\n", ["1:1+2 [-] 甲|@1:3 {{ 乙 }}@1:6"]),
        ("甲\r## 乙", ["1:1+1 甲@1:1", "2:1+1 [##] 乙@2:1"]),
        ("[备注]: 本年度无结余", ["1:1+1 [备注]: 本年度无结余@1:1"]),
    ],
)
def test_blocks_are_read_with_their_places(text: str, blocks: list[str]) -> None:
    assert read(text) == (blocks, [])


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("甲\n\n> 引文", ["3:1 unsupported-markdown"]),
        ("```\n代码\n```", ["1:1 unsupported-markdown"]),
        ("***", ["1:1 unsupported-markdown"]),
        ("# 甲", ["1:1 unsupported-markdown"]),
        ("##### 甲", ["1:1 unsupported-markdown"]),
        ("1. 甲\n2.\n3. 丙", ["2:1 unsupported-markdown"]),
        ("- ## 甲", ["1:1 unsupported-markdown"]),
        ("| 甲 |\n| --- |\n| 1 | 2 |", ["3:1 unsupported-markdown"]),
        ("| 甲 |\n| --- |\n| 1 |\n\n| 乙 |\n| --- |\n| 1 | 2 |", ["7:1 unsupported-markdown"]),
        ("| 甲 |\n| --- |\n| 1\\|2 |", []),
        ("| 甲 |\n| --- |\n|", []),
        ("1. 甲\n   - 乙\n2. 丙", []),
        ("1. 甲\n\n   *\n   * 乙", ["3:4 unsupported-markdown"]),
        ("甲\n\n" + "[" * 1001, ["3:1 unsupported-markdown"]),
        ("甲*" * 1001, ["1:1 unsupported-markdown"]),
        ("\\*甲" * 2000, []),
        ("甲**乙**\n\n" * 400, []),
    ],
)
def test_what_official_reports_do_not_have_is_a_problem(text: str, problems: list[str]) -> None:
    assert read(text)[1] == problems


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("<!-- 注 -->", []),
        ("<!--\n\n# 甲\n\n-->\n\n乙", ["7:1+1 乙@7:1"]),
        ("<!-- 注 -->\n乙", ["2:1+1 乙@2:1"]),
        ("甲\n<!-- 注 -->\n乙", ["1:1+1 甲@1:1", "3:1+1 乙@3:1"]),
        ("<!-- 一 -->\n<!-- 二 -->\n乙", ["3:1+1 乙@3:1"]),
    ],
)
def test_a_comment_is_no_part_of_the_text(text: str, blocks: list[str]) -> None:
    assert read(text) == (blocks, [])


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("甲\n\n<!-- 注\n\n乙", ["3:1 open-comment"]),
        ("<!--\n注 --> 乙\n\n丙", ["2:7 text-in-comment-line"]),
        ("<!-- 注 --> 乙", ["1:12 text-in-comment-line"]),
        ("甲 <!-- 注 -->", ["1:3 unsupported-markdown"]),
        ("<p>甲</p>", ["1:1 unsupported-markdown"]),
    ],
)
def test_what_a_comment_hides_is_told(text: str, problems: list[str]) -> None:
    assert read(text)[1] == problems


def test_places_are_those_of_the_file_that_holds_the_text() -> None:
    blocks, problems = read("甲\n\n  # 乙\n\n- \n", 5, 3)
    assert blocks == ["5:3+1 甲@5:3"]
    assert problems == ["7:5 unsupported-markdown", "9:3 unsupported-markdown"]


def test_an_item_that_holds_a_heading_is_told_once() -> None:
    assert read("- ## 甲\n- 乙")[1] == ["1:1 unsupported-markdown"]
    assert read("- 甲\n  - ## 乙")[1] == ["2:3 unsupported-markdown"]


def test_a_text_without_a_place_of_its_own_begins_in_its_first_column() -> None:
    assert read("甲", 0, 0)[0] == ["0:1+1 甲@0:1"]


@pytest.mark.parametrize("text", ["长12*8米，宽6*5米", "3*4*5"])
def test_a_star_between_figures_is_no_emphasis(text: str) -> None:
    problems = Problems()
    (paragraph,) = parse_markdown(text, Place("a.md", 1, 1), problems).blocks
    assert isinstance(paragraph, Paragraph)
    spans = [span for span in paragraph.inlines if isinstance(span, Span)]
    assert "".join(span.text for span in spans) == text
    assert not any(span.italic for span in spans)
