"""The paragraphs of a unit, and the place of each of their characters."""

from __future__ import annotations

from typing import Any

import pytest

from docgen.checking.paragraph_texts import ParagraphText, Piece, first_key, paragraph_texts
from docgen.content.values import Text
from docgen.diagnostics import Place
from tests.unit.checking.units import read


def shown(files: str | dict[str, str]) -> list[str]:
    """``field: text @place of its first character`` of each paragraph; ``*`` if it is in a row."""
    return [
        f"{paragraph.field}{'*' * paragraph.in_row}: {paragraph.text} "
        f"@{paragraph.place(0).line}:{paragraph.place(0).column}"
        for paragraph in paragraph_texts(read(files).data)
    ]


@pytest.mark.parametrize(
    ("form", "paragraphs"),
    [
        ("说明: 甲", ["说明: 甲 @1:5"]),
        ("说明: '甲'", ["说明: 甲 @1:6"]),
        ("封面: {单位: 甲}\n说明: 乙", ["封面.单位: 甲 @1:10", "说明: 乙 @2:5"]),
        (
            "说明: |\n  甲\n\n  乙\n   丙",
            ["说明: 甲 @2:3", "说明: 乙 @4:3", "说明:  丙 @5:3"],
        ),
        ("说明: ' '", []),
        ("说明:", []),
        ("数: 3", []),
        ("表: [甲, 乙]", ["表[0]*: 甲 @1:5", "表[1]*: 乙 @1:8"]),
        ("表: [{名: 甲, 属: {丙: 丁}}]", ["表[0].名*: 甲 @1:9", "表[0].属.丙*: 丁 @1:19"]),
        ("表: [[甲]]\n说明: 乙", ["表[0][0]*: 甲 @1:6", "说明: 乙 @2:5"]),
        ("组: {正文: 甲}", ["组.正文: 甲 @1:9"]),
    ],
)
def test_a_line_of_a_field_is_a_paragraph(form: str, paragraphs: list[str]) -> None:
    assert shown(form) == paragraphs


def test_a_block_of_markdown_is_a_paragraph_and_a_cell_a_field_of_its_own() -> None:
    text = "## 甲\n\n乙**丙**\n\n- 丁\n\n| 戊 | 己 |\n|--|--|\n| 庚 |  |\n\n![](a.png)"
    assert shown({"narrative/一.md": text}) == [
        "narrative.一: 甲 @1:4",
        "narrative.一: 乙丙 @3:1",
        "narrative.一: 丁 @5:3",
        "narrative.一[3][0][0]*: 戊 @7:3",
        "narrative.一[3][0][1]*: 己 @7:7",
        "narrative.一[3][1][0]*: 庚 @9:3",
    ]


def test_a_cell_has_the_nearest_heads_above_and_to_its_left() -> None:
    text = "|年度指标值|实际完成值|\n|--|--|\n|≥5人|6人|\n|预期目标|说明|\n|培训|三次|"
    unit = read({"narrative/一.md": text})
    heads = {each.text: set(each.heads) for each in paragraph_texts(unit.data)}
    assert heads["≥5人"] == {"年度指标值"}
    assert heads["6人"] == {"实际完成值"}
    assert heads["培训"] == {"预期目标"}
    assert heads["三次"] == {"实际完成值"}
    assert heads["年度指标值"] == set()


def test_the_files_of_a_folder_are_no_rows_but_the_lists_in_them_are() -> None:
    files = {"projects/1.yaml": "名: 甲\n表: [{说: 乙}]", "projects/2.yaml": "名: 丙"}
    assert shown(files) == [
        "projects[0].名: 甲 @1:4",
        "projects[0].表[0].说*: 乙 @2:9",
        "projects[1].名: 丙 @1:4",
    ]


def test_what_a_formula_gives_is_no_paragraph() -> None:
    group: Any = (data := read("组: {甲: 乙}").data)["组"]
    group.update(甲=Text("丁"), 丙=Text("戊", Place("甲", 1, 1)))
    assert paragraph_texts(data) == []


def test_each_character_has_the_place_where_it_was_typed_or_of_its_binding() -> None:
    (paragraph,) = paragraph_texts(
        read({"report.yaml": "数: 3.5", "narrative/一.md": "甲**乙**{{ 数 }}万{{ 数 }}"}).data
    )
    assert paragraph.text == "甲乙3.5万3.5"
    columns = [paragraph.place(offset).column for offset in range(len(paragraph.text) + 1)]
    assert columns == [1, 4, 7, 7, 7, 14, 15, 15, 15, 15]
    bound = [paragraph.is_bound(offset) for offset in range(len(paragraph.text) + 1)]
    assert bound == [False, False, True, True, True, False, True, True, True, True]
    assert paragraph.place(2) == Place("甲/narrative/一.md", 1, 7)


def test_the_end_of_a_paragraph_is_behind_its_last_character() -> None:
    place = Place("甲", 2, 3)
    pieces = (Piece("甲乙丙", place, False), Piece("丁", place.shifted(0, 8), False))
    assert ParagraphText("说明", pieces, in_row=False).place(4) == Place("甲", 2, 9)


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("年度", "年度"),
        ("经费.公用", "经费"),
        ("例外[0].理由", "例外"),
        ("经费.专项[0].额", "经费"),
    ],
)
def test_the_first_key_of_a_path(path: str, key: str) -> None:
    assert first_key(path) == key
