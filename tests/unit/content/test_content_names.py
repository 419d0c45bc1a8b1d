"""Files are known by what their names are meant to be."""

from __future__ import annotations

from pathlib import PurePath

import pytest

from docgen.content.content_names import chapter_meant, ending_of, is_markdown, is_yaml, stem_of

CHAPTERS = ["1-单位基本情况", "2-预算支出情况", "3-存在的问题及原因分析", "4-下一步措施"]


@pytest.mark.parametrize(
    ("name", "ending", "stem"),
    [
        ("甲.yaml", ".yaml", "甲"),
        ("甲.YAML", ".yaml", "甲"),
        ("甲.yml.txt", ".yml", "甲"),
        ("甲。yaml", ".yaml", "甲"),
        ("１-甲.ｍｄ", ".md", "１-甲.ｍｄ"),
        ("1-甲.md.txt", ".md", "1-甲"),
        ("1-甲.txt", ".txt", "1-甲"),
        ("3.1 甲.md", ".md", "3.1 甲"),
        ("图.png", ".png", "图.png"),
    ],
)
def test_the_ending_that_is_meant(name: str, ending: str, stem: str) -> None:
    assert ending_of(name) == ending
    assert stem_of(PurePath(name)) == stem
    assert is_yaml(name) is (ending in (".yaml", ".yml"))
    assert is_markdown(name) is (ending == ".md")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("１-单位基本情况", "1-单位基本情况"),
        ("2 预算支出情况", "2-预算支出情况"),
        ("2、预算支出情况", "2-预算支出情况"),
        ("存在的问题", "3-存在的问题及原因分析"),
        ("下一步措施", "4-下一步措施"),
        ("9-下一步措施", "4-下一步措施"),
        ("4-improvements", "4-下一步措施"),
        ("2-预算支出情况汇总", "2-预算支出情况"),
        ("情况", ""),
        ("草稿", ""),
        ("5-附录", ""),
    ],
)
def test_the_chapter_that_is_meant(typed: str, meant: str) -> None:
    assert chapter_meant(typed, CHAPTERS) == meant


def test_a_name_that_could_be_two_chapters_is_none() -> None:
    assert chapter_meant("支出", ["1-支出情况甲", "2-支出情况乙"]) == ""
