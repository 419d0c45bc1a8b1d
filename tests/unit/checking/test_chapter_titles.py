"""A chapter's own title is printed by the form, and is not typed once more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.checks.text_conventions import begun_dates
from docgen.checking.checks.typed_blocks import blocks_as_typed
from docgen.checking.checks.typed_headings import chapter_titles, heading_levels
from docgen.content.fixed_text import FixedText
from docgen.content.values import Text
from docgen.packs.pack_yaml import Properties
from tests.unit.checking.test_typed_blocks import NUMBERED
from tests.unit.checking.units import PACK, checked

TEXT = "把预算编细编实，每季度通报一次支出进度，年底前全部完成。"


def chapter(text: str) -> CheckedUnit:
    return checked({"report.yaml": "名称: 中心\n", "narrative/8-下一步措施.md": text})


TITLES = ["八、下一步措施", "下一步措施", "## 下一步措施", "**八、下一步措施**"]


@pytest.mark.parametrize("title", [*TITLES, "八、下一步措施（包含下属单位）"])
def test_it_is_told_and_taken_away(title: str) -> None:
    text = f"{title}\n\n{TEXT}"
    (problem,) = chapter(text).found_by(chapter_titles)
    assert problem.code == "chapter-title"
    assert problem.fix is not None
    assert FixedText(text, [problem.fix]).text.strip() == TEXT


@pytest.mark.parametrize("title", ["（一）下一步措施的重点", "下一步措施如下："])
def test_another_title_is_not(title: str) -> None:
    assert list(chapter(f"{title}\n\n{TEXT}").found_by(chapter_titles)) == []


def test_lines_pasted_with_it_make_no_heading_of_it() -> None:
    text = f"八、下一步措施\n{TEXT}\n{TEXT}"
    fixes = [problem.fix for problem in chapter(text).found_by(blocks_as_typed) if problem.fix]
    assert FixedText(text, fixes).text == f"八、下一步措施\n\n{TEXT}\n\n{TEXT}"


DATED = replace(PACK, properties=Properties(date=Text("{{ 日期 }}")))


@pytest.mark.parametrize(("day", "told"), [("2024年1月1日", ["日期"]), ("2024年4月1日", [])])
def test_the_day_a_unit_begins_with_is_still_to_be_written(day: str, told: list[str]) -> None:
    unit = checked(f"日期: {day}\n其他: 2024年1月1日\n", pack=DATED)
    found = unit.found_by(begun_dates)
    assert [problem.words["field"] for problem in found] == told
    assert {problem.code for problem in found} <= {"begun-date"}


def test_all_headings_that_leave_out_a_level_are_told() -> None:
    unit = checked(
        {"report.yaml": "名称: 中心\n", "narrative/7-问题.md": "### 甲\n\n### 乙"}, pack=NUMBERED
    )
    found = unit.found_by(heading_levels)
    assert [problem.words["wanted"] for problem in found] == ["## 甲", "## 乙"]


@pytest.mark.parametrize("title", ["##甲", "＃＃甲", "＃＃ 甲", "（一）甲", "**甲**"])
def test_headings_below_a_title_that_is_none_yet_wait_for_it(title: str) -> None:
    """It becomes a heading first; those below it are right then."""

    def wanted(text: str) -> list[str]:
        files = {"report.yaml": "名称: 中心\n", "narrative/7-问题.md": text}
        found = checked(files, pack=NUMBERED).found_by(heading_levels)
        return [problem.words["wanted"] for problem in found]

    below = f"### 乙\n\n{TEXT}\n\n### 丙\n\n{TEXT}"
    assert wanted(f"{title}\n\n{below}") == []
    assert wanted(f"## 甲\n\n{below}") == []
    assert wanted(f"{below}\n\n{title}\n\n{TEXT}") == ["## 乙", "## 丙"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("## 甲\n\n#### 乙\n\n### 丙", ["### 乙"]),
        ("### 甲\n\n#### 乙\n\n## 丙", []),  # below a heading that the form prints
        ("#### 甲\n\n## 乙\n\n#### 丙", ["### 丙"]),
    ],
)
def test_no_level_is_left_out_where_word_numbers_no_headings(text: str, wanted: list[str]) -> None:
    found = chapter(text).found_by(heading_levels)
    assert [problem.words["wanted"] for problem in found] == wanted
