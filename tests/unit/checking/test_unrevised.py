"""In a file under 沿用上年, what is emptied and still blank, and what is still last year's."""

from __future__ import annotations

import pytest

from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.checks.unrevised import unrevised
from docgen.content.values import Text
from docgen.packs.next_year import NextYear
from tests.unit.checking.units import checked, pack_with, read, said

PACK = pack_with(
    following=NextYear(kept=("编制数", "封面"), dates=("日期",), texts=("完成情况", "措施.说明"))
)
LISTED = {"a.yaml": "沿用上年: [b.yaml, narrative/正文.md]"}


def unit_of(form: str, last: str, text: str = "", last_text: str = "") -> CheckedUnit:
    files = {"b.yaml": form, "narrative/正文.md": text}
    before = {"b.yaml": last, "narrative/正文.md": last_text}
    return checked(LISTED | files, last=before, pack=PACK)


def found(form: str, last: str) -> list[str]:
    """What it says of a YAML file."""
    return [problem for problem in said(unrevised(unit_of(form, last))) if "done" not in problem]


@pytest.mark.parametrize(
    ("form", "last", "problems"),
    [
        ("额:", "额: 3.50", ["1:3 error still-blank; field=额; last=3.50"]),
        ("名: ''", "名: 甲", ["1:4 error still-blank; field=名; last=甲"]),
        ("组: {额: }", "组: {额: 3}", ["1:8 error still-blank; field=组.额; last=3"]),
        ("名:", f"名: {'甲' * 17}", [f"1:3 error still-blank; field=名; last={'甲' * 16}"]),
        ("额: 3", "额: 3", []),
        ("额:", "额:", []),
        ("额:", "额: ''", []),
        ("额:", "数: 3", []),
        ("额:", "额: {甲: 3}", []),
        ("额:", "额: [3]", []),
        ("组: {额: }", "组: 3", []),
        ("组: {额: }", "组:", []),
        ("上年决算数:", "上年决算数: 3", []),
        ("组: {上年决算数: }", "组: {上年决算数: 3}", []),
        ("本年决算数:", "本年决算数: 3", ["1:7 error still-blank; field=本年决算数; last=3"]),
        ("编制数:", "编制数: 3", []),
        ("封面: {额: }", "封面: {额: 3}", []),
        ("组: {日期: }", "组: {日期: 甲}", []),
        ("完成情况:", "完成情况: 甲", []),
    ],
)
def test_a_field_that_was_emptied_and_is_still_blank_is_an_error(
    form: str, last: str, problems: list[str]
) -> None:
    assert found(form, last) == problems


@pytest.mark.parametrize(
    ("form", "last", "problems"),
    [
        (
            "完成情况: 甲",
            "完成情况: 甲",
            ["1:7 warning still-last-years; field=完成情况; text=甲"],
        ),
        (
            "措施: {说明: 甲}",
            "措施: {说明: 甲}",
            ["1:10 warning still-last-years; field=措施.说明; text=甲"],
        ),
        ("组: {说明: 甲}", "组: {说明: 甲}", []),
        ("完成情况: 甲", "完成情况: 乙", []),
        ("完成情况: 甲", "说明: 甲", []),
        ("完成情况: --", "完成情况: --", []),
        ("名: 甲", "名: 甲", []),
        ("封面: {完成情况: 甲}", "封面: {完成情况: 甲}", []),
        ("完成情况: 3", "完成情况: 3", []),
        (
            f"完成情况: {'甲' * 16}",
            f"完成情况: {'甲' * 16}",
            [f"1:7 warning still-last-years; field=完成情况; text={'甲' * 16}"],
        ),
        (
            f"完成情况: {'甲' * 17}",
            f"完成情况: {'甲' * 17}",
            [f"1:7 warning still-last-years; field=完成情况; text={'甲' * 16}…"],
        ),
    ],
)
def test_a_text_that_is_still_last_years_is_a_warning(
    form: str, last: str, problems: list[str]
) -> None:
    assert found(form, last) == problems


@pytest.mark.parametrize(
    ("rows", "last_rows", "problems"),
    [
        ("{名: 甲, 额: }", "{名: 甲, 额: 3}", ["last=3"]),
        ("{名: 乙, 额: }", "{名: 甲, 额: 3}, {名: 乙, 额: 4}", ["last=4"]),
        ("{名: 丙, 额: }", "{名: 甲, 额: 3}, {名: 乙, 额: 4}", ["last=3"]),
        ("{名: 甲, 额: 1}, {名: 丙, 额: }", "{名: 甲, 额: 3}, {名: 乙, 额: 4}", ["last=4"]),
        ("{名: 乙, 额: 1}, {名: 丙, 额: }", "{名: 乙, 额: 3}", []),
        (
            "{名: 乙, 额: 1}, {名: 丙, 额: }, {名: 丁, 额: }",
            "{名: 乙, 额: 3}, {名: 乙, 额: 4}",
            ["last=4"],
        ),
        ("{数: 1, 额: }, {额: }", "{数: 1, 额: 3}, {额: 4}", ["last=3", "last=4"]),
        ("{名: , 额: }", "{名: 甲, 额: 3}", ["last=甲", "last=3"]),
    ],
)
def test_a_row_is_compared_with_that_of_its_name_or_else_of_its_number(
    rows: str, last_rows: str, problems: list[str]
) -> None:
    seen = found(f"表: [{rows}]", f"表: [{last_rows}]")
    assert [problem.rpartition("; ")[2] for problem in seen] == problems


def test_a_list_of_texts_is_compared_too() -> None:
    listed = found("完成情况: [甲, 乙, 丙]", "完成情况: [甲, 丁, 丙, 戊]")
    assert [problem.partition(" ")[0] for problem in listed] == ["1:8", "1:14"]


@pytest.mark.parametrize(
    ("text", "last_text", "same"),
    [
        ("甲乙。\n\n丙丁。", "丙丁。\n\n戊。", ["3:1 丙丁。"]),
        ("- 甲**乙**", "甲乙", ["1:3 甲乙"]),
        ("甲{{ 数 }}万", "甲{{ 额 }}万", ["1:1 甲…万"]),
        ("**{{ 数 }}**万", "{{ 数 }}万", ["1:3 …万"]),
        ("甲{{ 数 }}万", "甲3万", []),
        ("{{ 数 }}。", "{{ 数 }}。", []),
        ("甲\n\n![](a.png)", "乙\n\n![](a.png)", []),
        ("甲\\\n乙", "甲乙", ["1:1 甲乙"]),
        ("| 甲 | 乙 |\n|--|--|\n| 丙 | 丁 |", "丙", ["3:3 丙"]),
    ],
)
def test_a_paragraph_is_compared_as_it_was_typed(
    text: str, last_text: str, same: list[str]
) -> None:
    files = {"a.yaml": "沿用上年: [narrative/正文.md]\n数: 3\n额: 3", "narrative/正文.md": text}
    unit = checked(files, last={"narrative/正文.md": last_text}, pack=PACK)
    problems = [problem for problem in unrevised(unit) if problem.code == "still-last-years"]
    assert [
        f"{problem.place.line}:{problem.place.column} {problem.words['text']}"
        for problem in problems
    ] == same
    assert {problem.words["field"] for problem in problems} <= {"narrative.正文"}


@pytest.mark.parametrize(
    ("text", "last_text", "problems"),
    [
        (
            "",
            "甲{{ 数 }}万。\n\n乙。",
            ["1:1 error still-blank; field=narrative.正文; last=甲…万。"],
        ),
        (" \n\n", "## 甲", ["1:1 error still-blank; field=narrative.正文; last=甲"]),
        ("", "", []),
        ("", "![](a.png)", []),
        ("乙", "甲", []),
    ],
)
def test_a_chapter_that_was_emptied_is_an_error(
    text: str, last_text: str, problems: list[str]
) -> None:
    files = {"a.yaml": "沿用上年: [narrative/正文.md]", "narrative/正文.md": text}
    unit = checked(files, last={"narrative/正文.md": last_text}, pack=PACK)
    assert [line for line in said(unrevised(unit)) if "file-done" not in line] == problems


def test_files_that_are_done_and_files_that_are_not_listed() -> None:
    files = {"a.yaml": "沿用上年: [b.yaml]", "b.yaml": "名: 甲", "c.yaml": "额:"}
    unit = checked(files, last={"b.yaml": "名: 乙", "c.yaml": "额: 3"}, pack=PACK)
    assert said(unrevised(unit)) == ["1:8 warning file-done; file=b.yaml; key=沿用上年"]


def test_what_a_formula_leaves_blank_or_gives_is_not_compared() -> None:
    unit = unit_of("名: 甲", "额: 3\n完成情况: 甲")
    unit.data["额"] = read("额:").data["额"]
    unit.data["完成情况"] = Text("甲")
    assert {problem.code for problem in unrevised(unit)} == {"file-done"}


def test_without_last_years_content_there_is_nothing_to_compare_with() -> None:
    unit = checked(LISTED | {"b.yaml": "额:"}, pack=PACK)
    assert list(unrevised(unit)) == []
    assert "沿用上年" in unit.data.used
