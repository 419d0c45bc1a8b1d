"""Typed numbers follow one another, in texts, in the cells of rows and in Markdown lists."""

from __future__ import annotations

import pytest

from docgen.checking.checks.numbering import list_numbers, numbering
from tests.unit.checking.units import checked, field, markdown, marked, said


@pytest.mark.parametrize(
    ("text", "kind", "found", "wanted"),
    [
        ("1、甲\n2、乙\n▸4、丙", "1、", "4", 3),
        ("1、甲\n2、乙\n▸2、丙", "1、", "2", 3),
        ("1、甲\n▸1、乙", "1、", "1", 2),
        ("▸2、甲", "1、", "2", 1),
        ("1、甲。▸3、乙", "1、", "3", 2),
        ("1、甲；▸3、乙", "1、", "3", 2),
        ("如下：1、甲 ▸3、乙", "1、", "3", 2),
        ("1.甲\n▸3.乙", "1.", "3", 2),
        ("1．甲\n▸3．乙", "1.", "3", 2),
        ("（1）甲\n（▸3）乙", "（1）", "3", 2),
        ("如下：（1）甲；（2）乙。（▸2）丙", "（1）", "2", 3),
        ("①甲②乙▸④丙", "①", "④", 3),
        ("一是甲；▸三是乙", "一是", "三", 2),
        ("如下：一是甲，二是乙。▸二是丙", "一是", "二", 3),
        ("（一）甲\n（▸三）乙", "（一）", "三", 2),
        ("如下：（一）甲；（二）乙。（▸四）丙", "（一）", "四", 3),
        ("一、甲\n▸三、乙", "一、", "三", 2),
    ],
)
def test_a_number_that_does_not_follow_is_a_warning(
    text: str, kind: str, found: str, wanted: int
) -> None:
    plain, (place,) = marked(text)
    words = f"kind={kind}; found={found}; wanted={wanted}"
    assert said(numbering(field(plain))) == [f"{place} warning numbering; {words}"]


@pytest.mark.parametrize(
    "text",
    [
        "1、甲\n2、乙\n3、丙",
        "1、甲\n2、乙\n1、丙\n2、丁",
        "\n".join(f"{number}、甲" for number in range(1, 13)),
        "1、甲\n（一）乙\n2、丙\n（二）丁",
        "甲1、乙3、丙",
        "1、2、3、5组",
        "1、甲，3、乙",
        "1.甲\n1.5万元",
        "1.甲。3.乙",
        "（1）甲，（3）乙",
        "（2023）7号",
        *(f"列入②{word}" for word in "号项类级款条点"),
        "一是甲，一是一、二是二",
        "甲三是乙",
        "（一）甲，（三）乙",
        "一、甲。三、乙",
        "三、四季度",
        "一、甲\n二、乙\n三、丙\n四、丁\n五、戊\n六、己\n七、庚\n八、辛\n九、壬\n十、癸\n十一、子",
    ],
)
def test_numbers_that_follow_or_number_nothing_are_right(text: str) -> None:
    assert said(numbering(field(text))) == []


def test_one_jump_is_told_once_and_in_order() -> None:
    plain, places = marked("1、甲\n▸3、乙\n4、丙\n▸6、丁\n7、戊")
    found = said(numbering(field(plain)))
    assert [problem.partition(" ")[0] for problem in found] == places


def test_each_field_begins_anew() -> None:
    form = "说明: 1、甲；2、乙\n措施: 1、丙；2、丁\n原因: 3、戊"
    assert said(numbering(checked(form))) == ["3:5 warning numbering; kind=1、; found=3; wanted=1"]


def test_the_paragraphs_of_a_text_are_numbered_together() -> None:
    unit = markdown("一是甲。\n\n三是乙。\n\n四是丙。")
    assert said(numbering(unit)) == ["3:1 warning numbering; kind=一是; found=三; wanted=2"]


def test_rows_may_be_numbered_among_themselves() -> None:
    first = "- {指标: 4、办结率, 说明: 一是甲}"
    second = "- {指标: 5、接通率；▸7、满意率, 说明: 甲。▸三是乙}"
    form, places = marked(f"表:\n{first}\n{second}")
    assert said(numbering(checked(form))) == [
        f"{places[0]} warning numbering; kind=1、; found=7; wanted=6",
        f"{places[1]} warning numbering; kind=一是; found=三; wanted=1",
    ]


def test_only_the_first_number_of_a_cell_may_be_any() -> None:
    unit = checked("表:\n- 指标: |\n    4、办结率\n    6、接通率")
    assert said(numbering(unit)) == ["4:5 warning numbering; kind=1、; found=6; wanted=5"]


def test_the_files_of_a_folder_are_no_rows() -> None:
    unit = checked({"projects/1.yaml": "说明: 4、办结率"})
    assert said(numbering(unit)) == ["1:5 warning numbering; kind=1、; found=4; wanted=1"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1. 甲\n2. 乙\n4. 丙", ["3:1 warning numbering; kind=.; found=4; wanted=3"]),
        ("1) 甲\n2) 乙\n2) 丙", ["3:1 warning numbering; kind=); found=2; wanted=3"]),
        ("1. 甲\n1. 乙\n2. 丙", ["2:1 warning numbering; kind=.; found=1; wanted=2"]),
        ("3. 甲\n4. 乙", []),
        ("1. 甲\n1. 乙\n1. 丙", []),
        ("1. 甲\n2. 乙\n\n说明\n\n1. 丙\n2. 丁", []),
        ("1. 甲\n\n   一段\n2. 乙", []),
        ("1. 甲\n   - 子\n   - 丑\n2. 乙", []),
        (
            "1. 甲\n   1) 子\n   3) 丑\n2. 乙\n4. 丙",
            [
                "5:1 warning numbering; kind=.; found=4; wanted=3",
                "3:4 warning numbering; kind=); found=3; wanted=2",
            ],
        ),
        ("- 甲\n- 乙", []),
    ],
)
def test_the_numbers_of_a_markdown_list_follow(text: str, found: list[str]) -> None:
    assert said(list_numbers(markdown(text))) == found
