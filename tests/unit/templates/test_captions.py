"""Which paragraphs are titles of the table below or of the picture above."""

from __future__ import annotations

import pytest

from docgen.content.markdown import parse_markdown
from docgen.diagnostics import Place, Problems
from docgen.templates.captions import captions

TABLE = "| 甲 |\n| --- |\n| 1 |"
PICTURE = "![](a.png)"


def found(*texts: str) -> dict[int, str]:
    blocks = parse_markdown("\n\n".join(texts), Place("a.md", 1, 1), Problems()).blocks
    return {number: caption.value for number, caption in captions(blocks).items()}


@pytest.mark.parametrize(
    "title",
    [
        "表1 支出",
        "表1　支出",
        "表1：支出",
        "表 1 支出",
        "表一 支出",
        "表2-1 支出",
        "续表1",
        "附表 支出",
        "表1",
    ],
)
def test_a_title_stands_right_above_its_table(title: str) -> None:
    assert found(title, TABLE) == {0: "table title"}
    assert found(f"{title}\n{TABLE}") == {0: "table title"}  # without a blank line
    assert found(title, "文", TABLE) == {}
    assert found(TABLE, title) == {}


@pytest.mark.parametrize(
    "text",
    [
        "表1 反映了支出情况。",
        "表彰 支出",
        "表1反映了",
        "如表1 支出",
        f"表1 {'长' * 60}",
        "支出情况",
    ],
)
def test_a_sentence_is_no_title(text: str) -> None:
    assert found(text, TABLE) == {}


@pytest.mark.parametrize("unit", ["单位：万元", "（单位：万元）", "单位: 万元、%", "金额单位：元"])
def test_the_unit_stands_between_title_and_table(unit: str) -> None:
    assert found("文", unit, TABLE) == {1: "unit"}
    assert found("表1 支出", unit, TABLE) == {0: "table title", 1: "unit"}
    assert found(unit, "文", TABLE) == {}


def test_the_unit_in_charge_is_no_unit_of_figures() -> None:
    assert found("单位：某局，负责全部工作", TABLE) == {}
    assert found("表1 支出", "表2 收入", TABLE) == {1: "table title"}


def test_a_title_stands_right_below_its_picture() -> None:
    assert found(PICTURE, "图1 园区") == {1: "figure title"}
    assert found(f"{PICTURE} {PICTURE}", "图1 园区") == {1: "figure title"}
    assert found('![](a.png "图1 园区")', "图2 乙") == {}
    assert found(f"文{PICTURE}", "图1 园区") == {}
    assert found("文", "图1 园区") == {}
    assert found(PICTURE, "图1 是园区的全景。") == {}


@pytest.mark.parametrize(
    "note",
    [
        "注：金额为决算数。",
        "注1：甲",
        "资料来源：部门决算报表。",
        "数据来源: 甲",
        "来源：甲",
        "说明：甲",
    ],
)
def test_a_note_stands_right_below_its_table_or_picture(note: str) -> None:
    assert found(TABLE, note) == {1: "note"}
    assert found(TABLE, note, "注：又一条。", "文", "注：文。") == {1: "note", 2: "note"}
    assert found(PICTURE, note) == {1: "figure note"}
    assert found(PICTURE, "图1 园区", note, note) == {
        1: "figure title",
        2: "figure note",
        3: "figure note",
    }
    assert found('![](a.png "图1 园区")', note) == {1: "figure note"}
    assert found("文", note) == {}
    assert found(note, TABLE) == {}


@pytest.mark.parametrize(
    "text", ["注意：甲", "注册资金：甲", "说明如下", "来源于财政：甲", "备注甲"]
)
def test_a_sentence_is_no_note(text: str) -> None:
    assert found(TABLE, text) == {}
