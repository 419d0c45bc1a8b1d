"""What says nothing of a picture: blanks, kinds, numbers, names of files."""

from __future__ import annotations

import pytest

from docgen.alt_text import describes

NOTHING = [
    *(
        "",
        " ",
        "\u3000",
        "图",
        "图片",
        "照片",
        "图片1",
        "图 3",
        "图1-2",
        "图一",
        "图片（2）",
        "如图",
    ),
    *("如下图：", "图2所示", "示意图", "截图 2023", "替代文字", "image", "Picture 2", "Figure 1."),
    *("alt text", "IMG", "a.png", "园区全景.JPG", "C:\\图\\a.jpeg", "IMG_2034", "DSC01234"),
    *("微信图片_20231205103412", "QQ截图20231205", "屏幕截图 2023-12-05 103412", "1", "（一）"),
    *("mmexport1701744123456", "图片包含 室外, 建筑 描述已自动生成"),
    "A building. Description automatically generated",
]
SOMETHING = [
    *("园区全景", "园区东门外的两栋新教学楼", "图1 园区全景", "2023年度部门组织结构图", "公章"),
    *("折线图：三年支出逐年下降", "图书馆一层", "照片墙", "第3号楼", "map", "Image of a campus"),
    "the workshop from the east gate",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_says_nothing(text: str) -> None:
    assert not describes(text)


@pytest.mark.parametrize("text", SOMETHING)
def test_what_says_something(text: str) -> None:
    assert describes(text)
    assert describes(text, f"images/{text}.png") is any(sign > "\u3400" for sign in text)


@pytest.mark.parametrize("file", ["gate1.png", "images/gate1.jpg", "..\\images\\gate1.png"])
def test_the_name_of_its_file_says_nothing(file: str) -> None:
    assert not describes("gate1", file)
    assert describes("gate2", file)
