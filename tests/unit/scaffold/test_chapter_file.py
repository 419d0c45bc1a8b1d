"""The comment in a blank chapter: its heading, what belongs there, how long, how to type it."""

from __future__ import annotations

from typing import Any

import pytest

from docgen.content.markdown import parse_markdown
from docgen.diagnostics import Place, Problems
from docgen.scaffold.content.chapter_file import chapter_lines


@pytest.mark.parametrize(
    ("schema", "lines"),
    [
        ({}, []),
        ({"description": ""}, []),
        ({"description": "问题和\n原因"}, ["写什么：问题和 原因"]),
        ({"maxLength": 300}, ["篇幅：不超过 300 字"]),
        ({"description": "原因", "maxLength": 300}, ["写什么：原因", "篇幅：不超过 300 字"]),
    ],
)
def test_it_says_what_the_pack_knows(schema: dict[str, Any], lines: list[str]) -> None:
    begin, heading, *about, how, more, where, end, blank = chapter_lines(
        "问题及原因", schema, numbered=True
    )
    assert (begin, heading, end, blank) == ("<!--", "问题及原因", "-->", "")
    assert about == lines
    assert how.startswith("写法：")
    assert "图片" in more
    assert "不会印出来" in where


@pytest.mark.parametrize("text", ["", "甲 --> 乙", "<!--", "--", "{{ 年度 }}", "# 甲", "```"])
def test_nothing_of_it_prints_and_nothing_of_it_is_wrong(text: str) -> None:
    lines = "\n".join(chapter_lines(text, {"description": text}, numbered=True))
    problems = Problems()
    assert parse_markdown(lines, Place("甲.md", 1, 1), problems).blocks == ()
    assert list(problems) == []
    (block,) = parse_markdown(f"{lines}\n正文。\n", Place("甲.md", 1, 1), problems).blocks
    assert block.place.line == lines.count("\n") + 2


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        ("基本情况", "如 ## （一）标题"),
        ("一、基本情况", "如 ## （一）标题"),
        ("（一）服务发展", "如 ### 1.标题"),
        ("3.重大项目", "如 #### （1）标题"),
        ("（1）进度", "如 #### （1）标题"),
    ],
)
def test_where_word_numbers_no_headings_it_says_which_number_to_type(
    heading: str, wanted: str
) -> None:
    lines = list(chapter_lines(heading, {}, numbered=False))
    assert any(wanted in line and "Word 会编" not in line for line in lines)
