"""What is still to be written is counted in each file of a unit, in both languages."""

from __future__ import annotations

import pytest

from docgen.checking.checks.blank_fields import EMPTY_CHAPTER, NOT_FILLED
from docgen.checking.checks.unrevised import STILL_BLANK, STILL_LAST_YEARS
from docgen.checking.waivers import EXCEPTION_WRONG
from docgen.diagnostics import Place, Problem, error, warning
from docgen.packs.schema import LEFT_BLANK
from docgen.wording.to_do_lines import is_to_do, to_do_lines

UNIT = "content/2024/甲"
BLANKS = [
    error(STILL_BLANK, Place(f"{UNIT}/b.yaml", 12, 3), field="组.末数", last="3"),
    error(STILL_BLANK, Place(f"{UNIT}/b.yaml", 3, 12), field="组.在职人数", last="16"),
    warning(STILL_LAST_YEARS, Place(f"{UNIT}/b.yaml", 9, 1), field="说明", text="甲"),
    warning(NOT_FILLED, Place(f"{UNIT}/a.yaml", 1, 4), field="名称"),
    error(LEFT_BLANK, Place("content/2024/乙/report.yaml", 4, 5), field="封面.名称"),
    warning(EMPTY_CHAPTER, Place(f"{UNIT}/narrative/1.md", 1, 1), field="narrative.1"),
]


@pytest.mark.parametrize(
    ("file", "problem", "counted"),
    [
        (f"{UNIT}/b.yaml", BLANKS[0], True),
        (f"{UNIT}/b.yaml", error(EXCEPTION_WRONG, Place(""), fields=""), False),
        ("word_templates/form/pack.yaml", error(LEFT_BLANK, Place(""), field="require"), False),
        ("content/2024", BLANKS[0], False),
    ],
)
def test_only_blanks_and_last_years_texts_of_units_are_counted(
    file: str, problem: Problem, counted: bool
) -> None:
    placed = Problem(problem.code, Place(file, 1, 1), problem.words)
    assert is_to_do(placed) is counted


def test_a_line_for_each_unit_and_each_file_and_what_to_type() -> None:
    assert list(to_do_lines(BLANKS, "zh", {"甲": 165}, to_draft=True)) == [
        "content/2024/甲：共 169 处，已填 165 处，还有 4 处没填；1 处还是上年的文字",
        "  a.yaml：还有 1 处没填（第一处 1:4 名称）",
        "  b.yaml：还有 2 处没填（第一处 3:12 在职人数）；1 处还是上年的文字（第一处 9:1 说明）",
        "  narrative/1.md：整章还空着",
        "content/2024/乙：还有 1 处没填",
        "  report.yaml：还有 1 处没填（第一处 4:5 名称）",
        f"  提示: 下一处：{UNIT}/a.yaml 第 1 行的「名称」",
        "  提示: docgen check 2024 --all 逐条列出",
        "  提示: docgen render 2024 --draft 打印草稿，没填的地方印「待填」",
    ]
    assert list(to_do_lines(BLANKS, "en", {"甲": 165}, to_draft=False)) == [
        "content/2024/甲: 165 of 169 fields filled in, 4 still blank; 1 text still last year's",
        "  a.yaml: 1 field still blank (the first: 1:4 名称)",
        "  b.yaml: 2 fields still blank (the first: 3:12 在职人数); "
        "1 text still last year's (the first: 9:1 说明)",
        "  narrative/1.md: the chapter is still empty",
        "content/2024/乙: 1 field still blank",
        "  report.yaml: 1 field still blank (the first: 4:5 名称)",
        f"  hint: next is 「名称」 in {UNIT}/a.yaml, line 1",
        "  hint: docgen check 2024 --all lists each",
    ]


@pytest.mark.parametrize(
    ("files", "zh", "en"),
    [
        (
            ["附件1.yaml", "report.yaml", "projects/1.yaml", "narrative/1.md"],
            "report.yaml 第 7 行的「名称」",
            "「名称」 in {}/report.yaml, line 7",
        ),
        (
            ["projects/1.yaml", "narrative/1.md", "附件1.yaml"],
            "附件1.yaml 第 7 行的「名称」",
            "「名称」 in {}/附件1.yaml, line 7",
        ),
        (
            ["narrative/1.md", "projects/1.yaml"],
            "projects/1.yaml 第 7 行的「名称」",
            "「名称」 in {}/projects/1.yaml, line 7",
        ),
        (
            ["narrative/2.md", "narrative/1.md"],
            "narrative/1.md 这一章",
            "the chapter {}/narrative/1.md",
        ),
    ],
)
def test_what_is_next_is_one_field_in_one_file(files: list[str], zh: str, en: str) -> None:
    blanks = [
        warning(NOT_FILLED, Place(f"{UNIT}/{file}", line, 1), field="组.名称")
        for file in files
        for line in (9, 7)
    ]
    lines = list(to_do_lines(blanks, "zh", {}, to_draft=False))
    assert lines[-2] == f"  提示: 下一处：{UNIT}/{zh}"
    lines = list(to_do_lines(blanks, "en", {}, to_draft=False))
    assert lines[-2] == f"  hint: next is {en.format(UNIT)}"


def test_after_the_blanks_last_years_texts_are_next() -> None:
    lines = list(to_do_lines([BLANKS[2]], "zh", {}, to_draft=False))
    assert f"  提示: 下一处：{UNIT}/b.yaml 第 9 行，今年还是这样就不用改" in lines
    lines = list(to_do_lines([BLANKS[2]], "en", {}, to_draft=False))
    assert f"  hint: next is {UNIT}/b.yaml, line 9: what still holds may stay" in lines


def test_where_nothing_is_to_do_nothing_is_said() -> None:
    assert list(to_do_lines([], "zh", {"甲": 3}, to_draft=True)) == []


def test_draft_is_not_offered_for_texts_of_last_year_alone() -> None:
    lines = list(to_do_lines([BLANKS[2]], "zh", {"甲": 165}, to_draft=True))
    assert lines[0] == "content/2024/甲：1 处还是上年的文字"
    assert not any("--draft" in line for line in lines)
