"""Typed numbers follow one another, in texts, in the cells of rows and in Markdown lists."""

from __future__ import annotations

import pytest

from docgen.checking.any_report import any_report
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.checks.numbering import list_numbers, numbering, steps
from docgen.content.markdown import parse_markdown
from docgen.diagnostics import Place, Problems, Severity
from tests.unit.checking.units import checked, field, markdown, marked, said


@pytest.mark.parametrize(
    ("text", "before", "found", "wanted"),
    [
        ("1、甲\n2、乙\n▸4、丙", "2、", "4、", "3、"),
        ("1、甲\n2、乙\n▸2、丙", "2、", "2、", "3、"),
        ("1、甲\n▸1、乙", "1、", "1、", "2、"),
        ("1、甲。▸3、乙", "1、", "3、", "2、"),
        ("1、甲；▸3、乙", "1、", "3、", "2、"),
        ("如下：1、甲 ▸3、乙", "1、", "3、", "2、"),
        ("1.甲\n▸3.乙", "1.", "3.", "2."),
        ("附件：1.甲\n▸3.2023年度乙", "1.", "3.", "2."),
        ("1．甲\n▸3．乙", "1．", "3．", "2．"),
        ("（1）甲\n（▸3）乙", "（1）", "（3）", "（2）"),
        ("(1)甲\n(▸3)乙", "(1)", "(3)", "(2)"),
        ("如下：（1）甲；（2）乙。（▸2）丙", "（2）", "（2）", "（3）"),
        ("如下：1）甲；▸3）乙", "1）", "3）", "2）"),
        ("①甲②乙▸④丙", "②", "④", "③"),
        ("一是甲；▸三是乙", "一是", "三是", "二是"),
        ("如下：一是甲，二是乙。▸二是丙", "二是", "二是", "三是"),
        ("一是甲；二是乙；▸四是丙；四是丁", "二是", "四是", "三是"),
        ("一是甲；二是乙；▸四是丙；五是丁", "二是", "四是", "三是"),
        ("一是甲;二是乙;▸四是丙", "二是", "四是", "三是"),
        ("第一，甲。第▸三，乙", "第一，", "第三，", "第二，"),
        ("其一，甲；其▸三，乙", "其一，", "其三，", "其二，"),
        ("（一）甲\n（▸三）乙", "（一）", "（三）", "（二）"),
        ("如下：（一）甲；（二）乙。（▸四）丙", "（二）", "（四）", "（三）"),
        ("一、甲\n▸三、乙", "一、", "三、", "二、"),
        ("第一部分甲\n第▸三部分乙", "第一部分", "第三部分", "第二部分"),
        ("一、甲\n（一）乙\n（二）丙\n二、丁\n（▸二）戊", "（二）", "（二）", "（一）"),
        ("首先，甲。▸首先，乙", "首先", "首先", "其次"),
        ("首先，甲。▸再次，乙", "首先", "再次", "其次"),
        ("首先，甲。其次，乙。▸其次，丙", "其次", "其次", "再次"),
    ],
)
def test_a_number_that_does_not_follow_is_a_warning(
    text: str, before: str, found: str, wanted: str
) -> None:
    plain, (place,) = marked(text)
    unit = field(plain)
    told = {problem.words["wanted"]: problem for problem in (*numbering(unit), *steps(unit))}
    (problem,) = told.values()
    words = (problem.words["before"], problem.words["found"], problem.words["wanted"])
    assert words == (before, found, wanted)
    assert f"{problem.place.line}:{problem.place.column}" == place
    assert problem.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("text", "found", "wanted"),
    [
        ("▸2、甲\n3、乙", "2、", "1、"),
        ("甲\n（▸二）乙\n（三）丙", "（二）", "（一）"),
        ("甲\n▸二、乙", "二、", "一、"),
        ("如下：▸二是乙；三是丙", "二是", "一是"),
        ("▸②甲", "②", "①"),
        ("如下：第▸二，乙", "第二，", "第一，"),
    ],
)
def test_a_numbering_that_does_not_begin_with_one_is_a_warning(
    text: str, found: str, wanted: str
) -> None:
    plain, (place,) = marked(text)
    words = f"found={found}; wanted={wanted}"
    assert said(numbering(field(plain))) == [f"{place} warning numbering-begins; {words}"]


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
        "（二）甲",
        "二、甲\n（一）乙",
        "1.甲\n2、乙\n3.丙",
        "1、甲\n1.乙\n2.丙\n3.丁\n2、戊",
        "一、甲\n1、乙\n二、丙\n1、丁",
        "一、甲\n1、乙\n2、丙\n二、丁\n3、戊",
        "首先，甲。其次，乙。再次，丙。最后，丁",
        "首先，甲。最后，乙。首先，丙。最后，丁",
        "首先，甲。\n首先，乙。",
        "主要有甲；二是乙",
        "首先，甲。第二，乙。第三，丙",
        "第一、二、三产业和第二、四季度",
        "位居全市第一。第一、第二产业",
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
    assert said(numbering(checked(form))) == ["3:5 warning numbering-begins; found=3、; wanted=1、"]


def test_the_paragraphs_of_a_text_are_numbered_together() -> None:
    unit = markdown("一是甲。\n\n三是乙。\n\n四是丙。")
    assert said(numbering(unit)) == ["3:1 warning numbering; before=一是; found=三是; wanted=二是"]


def test_rows_may_be_numbered_among_themselves() -> None:
    first = "- {指标: 4、办结率, 说明: 一是甲}"
    second = "- {指标: 5、接通率；▸7、满意率, 说明: 甲。▸三是乙}"
    form, places = marked(f"表:\n{first}\n{second}")
    assert said(numbering(checked(form))) == [
        f"{places[0]} warning numbering; before=5、; found=7、; wanted=6、",
        f"{places[1]} warning numbering-begins; found=三是; wanted=一是",
    ]


def test_only_the_first_number_of_a_cell_may_be_any() -> None:
    unit = checked("表:\n- 指标: |\n    4、办结率\n    6、接通率")
    assert said(numbering(unit)) == ["4:5 warning numbering; before=4、; found=6、; wanted=5、"]


def test_the_files_of_a_folder_are_no_rows() -> None:
    unit = checked({"projects/1.yaml": "说明: 4、办结率"})
    assert said(numbering(unit)) == ["1:5 warning numbering-begins; found=4、; wanted=1、"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1. 甲\n2. 乙\n4. 丙", ["3:1 warning numbering; found=4.; before=2.; wanted=3."]),
        ("1) 甲\n2) 乙\n2) 丙", ["3:1 warning numbering; found=2); before=2); wanted=3)"]),
        ("1. 甲\n1. 乙\n2. 丙", ["2:1 warning numbering; found=1.; before=1.; wanted=2."]),
        ("3. 甲\n4. 乙", []),
        ("1. 甲\n1. 乙\n1. 丙", []),
        ("1. 甲\n2. 乙\n\n说明\n\n1. 丙\n2. 丁", []),
        ("1. 甲\n\n   一段\n2. 乙", []),
        ("1. 甲\n   - 子\n   - 丑\n2. 乙", []),
        (
            "1. 甲\n   1) 子\n   3) 丑\n2. 乙\n4. 丙",
            [
                "5:1 warning numbering; found=4.; before=2.; wanted=3.",
                "3:4 warning numbering; found=3); before=1); wanted=2)",
            ],
        ),
        ("- 甲\n- 乙", []),
    ],
)
def test_the_numbers_of_a_markdown_list_follow(text: str, found: list[str]) -> None:
    assert said(list_numbers(markdown(text))) == found


@pytest.mark.parametrize(
    ("titles", "wanted"),
    [
        (("一、概况", "二、做法", "四、问题"), "三、"),
        (("一、概况", "二、做法", "二、问题"), "三、"),
        (("一、概况", "二、做法", "三、成效", "五、问题"), "四、"),
    ],
)
def test_a_title_is_to_go_on_with_the_next_number(titles: tuple[str, ...], wanted: str) -> None:
    text = "前言。\n\n" + "\n\n".join(f"## {title}\n\n内容。" for title in titles)
    document = parse_markdown(text, Place("甲.md", 1, 1), Problems())
    unit = CheckedUnit(*any_report(document, "甲.md"), None)
    [problem] = numbering(unit)
    assert problem.words["wanted"] == wanted


def test_the_list_of_annexes_begins_behind_its_label() -> None:
    assert said(numbering(field("附件：1.基础数据表\n2.2023年度自评表\n3.佐证材料"))) == []
