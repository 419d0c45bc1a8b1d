"""One thing has one name in the fields of the forms."""

from __future__ import annotations

import pytest

from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.checks.near_names import near_names
from docgen.content.values import Text
from docgen.packs.binding import bind_documents
from tests.unit.checking.units import PACK, checked, read, said
from tests.unit.helpers import collect


def near(*names: str, text: str = "甲") -> list[str]:
    """What near_names says of rows with these names; the first name stands at 2:7."""
    rows = "".join(f"- 名称: {name}\n" for name in names)
    return said(near_names(checked({"b.yaml": f"项目:\n{rows}", "narrative/正文.md": text})))


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("职业教育发展专项", "职业发展教育专项经费"),
        ("便民热线运行", "便民热线行运"),
        ("一二三四五六七", "一二三四五六八"),
        (f"{'甲' * 17}一二三", f"{'甲' * 17}四五六"),
        ("一二三四五六七八九十", "一二三四五六七"),
    ],
)
def test_names_that_differ_by_a_slip_are_a_warning(name: str, other: str) -> None:
    assert near(name, other) == [
        f"3:7 warning near-names; name={other}; other_name={name}; other=甲/b.yaml:2:7"
    ]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("便民热线运行", "便民热线运行"),
        ("便民热线运行", "档案整理项目"),
        ("一二三四五六", "一二三四五八"),
        ("一二三四五六七八九十甲", "一二三四五六七"),
        ("一二三", "二一三"),
        (f"{'甲' * 16}一二三四", f"{'甲' * 16}五六七八"),
        ("一一一一一一一", "一二三四五六七"),
    ],
)
def test_names_of_two_things_are_none(name: str, other: str) -> None:
    assert near(name, other) == []


def test_a_slip_stands_in_one_place_two_things_in_several() -> None:
    first, second = "农村水库维修一期", "农村水库维修二期"
    assert near(first, first, second) == [
        f"4:7 warning near-names; name={second}; other_name={first}; other=甲/b.yaml:2:7"
    ]
    assert len(near(first, second, first)) == 2
    assert near(first, first, second, second) == []


def test_each_name_is_told_once_beside_the_first_that_is_like_it() -> None:
    found = near("甲乙丙丁", "甲乙丁丙", "丁丙乙甲")
    assert [problem[:3] for problem in found] == ["3:7", "4:7"]
    assert all(problem.endswith("other_name=甲乙丙丁; other=甲/b.yaml:2:7") for problem in found)


@pytest.mark.parametrize(
    ("form", "found"),
    [
        ("项目名称: 便民热线运行\n名称: 便民热线行运", 1),
        ("项目: 便民热线运行\n名称: 便民热线行运", 0),
        ("名称: [便民热线运行, 便民热线行运]", 1),
        ("名称: {甲: 便民热线运行, 乙: 便民热线行运}", 0),
        ("组: {甲: {名称: 便民热线运行}, 乙: [{单位名称: 便民热线行运}]}", 1),
        ("名称: 12345\n别名称: 12354", 0),
    ],
)
def test_names_stand_in_fields_of_names(form: str, found: int) -> None:
    assert len(list(near_names(checked(form)))) == found


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("**便民热线行运。**全年平稳。", ["1:3"]),
        ("甲\n\n- **便民热线行运**：全年平稳。", ["3:5"]),
        ("**便民热线行运：.** 全年平稳。", ["1:3"]),
        ("**便民热线行运:** 全年平稳。\n\n**便民热线行运**", ["1:3", "3:3"]),
        ("**便民热线运行**全年平稳。", []),
        ("便民热线行运全年平稳。", []),
        ("*便民热线行运*全年平稳。", []),
        ("甲**便民热线行运**", []),
        ("**便民热线行运费**全年平稳。", []),
        ("**便民热线运**全年平稳。", []),
        ("**便民热线工作**全年平稳。", []),
        ("**{{ 名 }}**全年平稳。", ["1:4"]),
        ("| **便民热线行运** |\n|--|\n| 甲 |", []),
        ("![](a.png)", []),
    ],
)
def test_the_bold_words_at_the_beginning_of_a_block_name_a_row(
    text: str, places: list[str]
) -> None:
    unit = checked({"b.yaml": "名: 便民热线行运\n名称: 便民热线运行", "narrative/正文.md": text})
    words = "name=便民热线行运; other_name=便民热线运行; other=甲/b.yaml:2:5"
    assert said(near_names(unit)) == [f"{place} warning near-names; {words}" for place in places]


def test_bold_words_that_a_formula_gives_name_nothing() -> None:
    unit = read({"b.yaml": "名称: 便民热线运行", "narrative/正文.md": "**{{ 名 }}**"}, bind=False)
    unit.data["名"] = Text("便民热线行运")
    bind_documents(unit.data, collect())
    assert list(near_names(CheckedUnit(unit, PACK, None))) == []


def test_bold_words_that_are_like_several_names_are_told_once() -> None:
    assert near("甲乙丙丁", "甲乙丁丙", "戊己庚辛", text="**丁丙乙甲**")[1:] == [
        "1:3 warning near-names; name=丁丙乙甲; other_name=甲乙丙丁; other=甲/b.yaml:2:7"
    ]


def test_no_more_names_are_compared_than_a_department_could_have() -> None:
    def warned(distance: int) -> int:
        names = [f"第{number}号项目{number * 7919}" for number in range(distance)]
        rows = "".join(
            f"  - {{名称: {name}}}\n"
            for name in ("职业教育发展专项资金", *names, "职业教育发展专顶资金")
        )
        found = near_names(checked({"b.yaml": f"项目:\n{rows}"}))
        return sum("职业教育" in problem.words["name"] for problem in found)

    assert warned(998) == 1
    assert warned(999) == 0
