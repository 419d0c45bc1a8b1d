"""What a file says beside a value is shown to whoever types it."""

from __future__ import annotations

import pytest

from docgen.content import yaml_writer
from docgen.content.row_changes import row_info
from docgen.content.typed_hints import SEVERAL, hints
from docgen.content.yaml_compose import compose
from docgen.content.yaml_writer import YamlFile
from docgen.diagnostics import Place
from docgen.runs.editable import editable_at

TEXT = f"""\
# 一个文件填一个
# yaml-language-server: $schema=x.json
甲:  # 万元
乙: 3 # 人 · people
丙: 'a # b'   # 引号外
丁: a#b
# 按年末数填
# 不含离退休
戊:
  己:
  # 庚: 3
  # - 项
  # 三级指标写全称
  庚: |-  # 写两段
    第一段 # 不是注释

    第二段
  辛:  # {SEVERAL.format(indent=4)}
  壬:  # 到年末；{SEVERAL.format(indent=4)}
清单:
  # 一行一个
  - 名: 子  # 全称
    数: 4
  - {{名: 丑, 数: 5}}  # 两样
"""
SAID = {
    ("甲",): ["万元"],
    ("乙",): ["人 · people"],
    ("丙",): ["引号外"],
    ("丁",): [],
    ("戊", "己"): [],
    ("戊", "庚"): ["三级指标写全称", "写两段"],
    ("戊", "辛"): [],
    ("戊", "壬"): ["到年末"],
    ("清单", 0, "名"): ["一行一个", "全称"],
    ("清单", 0, "数"): [],
    ("清单", 1, "名"): [],
}


@pytest.mark.parametrize("keys", SAID, ids=str)
def test_what_stands_beside_a_value_or_right_above_it(keys: tuple[str | int, ...]) -> None:
    place = YamlFile("甲.yaml", TEXT).places[keys]
    assert hints(place, TEXT) == SAID[keys]


def test_a_place_within_a_value_has_the_hints_of_that() -> None:
    line = TEXT.split("\n").index("    第二段") + 1
    assert hints(Place("甲.yaml", line, 6), TEXT) == SAID[("戊", "庚")]


def test_of_a_chapter_the_lines_that_say_what_to_write() -> None:
    text = (
        "<!--\n基本情况\n写什么：职能、人数。\n篇幅：不超过 800 字\n写法：空一行分段。\n"
        "表格从 Excel 复制。\n-->\n\n写什么：这一句是正文。\n"
    )
    said = ["写什么：职能、人数。", "篇幅：不超过 800 字", "写法：空一行分段。"]
    assert hints(Place("章.md", 9, 1), text) == said
    assert hints(Place("章.md", 1, 1), "没有注释。\n") == []


@pytest.mark.parametrize(
    ("file", "text"),
    [("甲.yaml", "甲: [1\n"), ("甲.yaml", ""), ("甲.yaml", "甲: 1\n"), ("图.png", "")],
)
def test_where_no_value_is_nothing_is_said(file: str, text: str) -> None:
    assert hints(Place(file, 7, 3), text) == []


def test_a_file_is_read_once_for_what_is_asked_of_all_its_values(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read, reading = list[str](), compose

    def counted(text: str) -> object:
        read.append(text)
        return reading(text)

    monkeypatch.setattr(yaml_writer, "compose", counted)
    text = TEXT + "尾: 1\n"  # which no other test reads
    places = YamlFile("甲.yaml", text).places.values()
    read.clear()
    for place in places:
        hints(place, text)
        row_info(place, text)
        editable_at(place, text)
    assert read == [text]
