"""Which row a paragraph stands in, begins with or mentions."""

from __future__ import annotations

from typing import Any

import pytest

from docgen.checking.named_rows import NamedRows, first_text
from docgen.checking.paragraph_texts import ParagraphText, Piece
from docgen.diagnostics import Place
from tests.unit.checking.units import read

ROWS = NamedRows(
    read(
        {
            "report.yaml": """
专项:
  - 项目名称: 水库维修
    额: 3
    子项: [{名称: 水库维修一期, 额: 1}]
  - {名称: 二期路, 额: 4}
单列: {名称: 便民热线运行}
单表: [[{名称: 深处的名称}]]
""",
            "projects/1.yaml": "项目支出名称: 便民热线\n额: 5",
            "projects/2.yaml": "额: 6\n年度名称: 档案整理\n别名名称: 第二名称",
        }
    ).data
)


def paragraph(text: str, field: str = "narrative.正文") -> ParagraphText:
    return ParagraphText(field, (Piece(text, Place("甲", 1, 1), False),), in_row=False)


def test_rows_of_lists_and_files_of_folders_have_names_of_four_characters_or_more() -> None:
    names = {"水库维修", "水库维修一期", "便民热线", "档案整理", "深处的名称"}
    assert ROWS.names == names


@pytest.mark.parametrize(
    ("text", "field", "subject", "spoken_of"),
    [
        ("甲", "专项[0].说明", "水库维修", "水库维修"),
        ("甲", "专项[0].子项[0].说明", "水库维修", "水库维修"),
        ("甲", "专项[1].说明", "", ""),
        ("甲", "projects[1].年度", "档案整理", "档案整理"),
        ("便民热线甲", "projects[1].年度", "档案整理", "档案整理"),
        ("甲", "projects[11].年度", "", ""),
        ("甲", "projects[1]", "", ""),
        ("便民热线：甲", "正文", "便民热线", "便民热线"),
        (" （一）1. 便民热线：甲", "正文", "便民热线", "便民热线"),
        ("水库维修一期甲", "正文", "水库维修一期", "水库维修一期"),
        ("水库维修二期甲", "正文", "水库维修", "水库维修"),
        ("开展水库维修和便民热线", "正文", "", "便民热线"),
        ("档案整理和水库维修", "正文", "档案整理", "档案整理"),
        ("便民", "正文", "", ""),
    ],
)
def test_the_row_of_a_paragraph(text: str, field: str, subject: str, spoken_of: str) -> None:
    assert ROWS.subject(paragraph(text, field)) == subject
    assert ROWS.spoken_of(paragraph(text, field)) == spoken_of


@pytest.mark.parametrize(
    ("name", "path", "holds"),
    [
        ("水库维修", "专项[0].额", True),
        ("水库维修", "专项[0].子项[0].额", True),
        ("水库维修一期", "专项[0].子项[0].额", True),
        ("水库维修一期", "专项[0].额", False),
        ("水库维修", "专项[1].额", False),
        ("水库维修", "专项[0]", False),
        ("二期路", "专项[1].额", False),
    ],
)
def test_a_field_stands_in_the_row_of_a_name(name: str, path: str, holds: bool) -> None:
    assert ROWS.holds(name, path) is holds


@pytest.mark.parametrize(
    "row",
    ["{名称: {甲: 一二三四}}", "{名称: [一二三四]}", "{名称: 12345}", "{名称: }", "一二三四", "[]"],
)
def test_a_row_whose_name_is_no_text_has_none(row: str) -> None:
    assert NamedRows(read(f"表: [{row}]").data).names == set()


def test_a_row_whose_name_is_markdown_has_none() -> None:
    rows: Any = (data := read("表: [{正文: 一二三四}]").data)["表"]
    rows[0]["名称"] = rows[0]["正文"]
    assert NamedRows(data).names == set()


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("{额: 3, 名: 水库, 注: 甲}", "水库"),
        ("{组: {名: 水库}, 表: [甲], 空: , 名: 乙}", "乙"),
        ("{额: 3}", ""),
        ("水库", ""),
        ("[水库]", ""),
        ("''", ""),
    ],
)
def test_the_first_text_of_a_row(row: str, text: str) -> None:
    rows: Any = read(f"表: [{row}, 末]").data["表"]
    assert first_text(rows[0]) == text
