"""Data of YAML and JSON files: one mapping, or rows; and what is told of others."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from docgen.content.data_file import read_data
from docgen.content.data_rows import Data
from docgen.content.values import Blank, Figure, Node, Text
from docgen.diagnostics import Place
from tests.unit.helpers import collect, placed


def data_of(path: Path, text: str | bytes) -> Data:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    problems = collect()
    data = read_data(path, path.name, problems)
    assert placed(problems) == []
    assert data is not None
    return data


def told(path: Path, text: str | bytes, sheet: str = "") -> list[str]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    problems = collect()
    assert read_data(path, path.name, problems, sheet) is None
    return placed(problems)


def test_yaml_is_what_is_typed(tmp_path: Path) -> None:
    text = (
        "金额: 1.50\n编号: 007\n电话: '0731'\n是: true\n否: False\n词: 'true'\n无: null\n空:\n"
        "日期: 2026-03-01\n多行: |\n  一\n  二\n组: {名称: 甲, 数: [1, ~]}\n国: no\n大: 1e5\n"
    )
    data = data_of(tmp_path / "数据.yaml", text)
    assert not data.is_list
    node = data.rows[0].values
    assert isinstance(node["金额"], Figure)
    assert str(node["金额"]) == "1.50"
    assert (node["编号"], node["电话"], node["词"]) == ("007", "0731", "true")
    assert all(isinstance(node[key], Text) for key in ("编号", "电话", "词", "日期", "国"))
    assert node["是"] is True
    assert node["否"] is False
    assert isinstance(node["无"], Blank)
    assert isinstance(node["空"], Blank)
    assert node["多行"] == "一\n二"
    group = node["组"]
    assert isinstance(group, Node)
    assert dict(group) == {"名称": "甲", "数": [Figure(1), Blank()]}
    assert node["国"] == "no"
    assert node["金额"].place == Place("数据.yaml", 1, 5)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("行.yaml", "- 姓名: 甲\n- 姓名: 乙\n  职务: 科长\n"),
        ("行.yml", "- {姓名: 甲}\n- {姓名: 乙, 职务: 科长}\n"),
        ("行.json", '[{"姓名": "甲"},\n{"姓名": "乙", "职务": "科长"}]'),
    ],
)
def test_a_list_of_mappings_is_a_row_each(tmp_path: Path, name: str, text: str) -> None:
    data = data_of(tmp_path / name, text)
    assert data.is_list
    assert [row.values["姓名"] for row in data.rows] == ["甲", "乙"]
    assert set(data.heads) == {"姓名", "职务"}
    assert [row.values.place.line for row in data.rows] == [1, 2]


def test_an_item_that_is_no_mapping_costs_itself(tmp_path: Path) -> None:
    data = data_of(tmp_path / "行.json", '[{"姓名": "甲"},\n 3,\n true, {"姓名": "丙"}]')
    assert [placed(row.problems) for row in data.rows] == [
        *([], ["2:2 not-a-row"], ["1:1 not-a-row"], [])
    ]


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("空.yaml", "", "1:1 no-rows"),
        ("空.yaml", "# 说明\n", "1:1 no-rows"),
        ("空.json", " \n", "1:1 no-rows"),
        ("空.json", "{}", "1:1 no-rows"),
        ("空.json", "[]", "1:1 no-rows"),
        ("数.json", "5", "1:1 no-rows"),
        ("错.json", '{"甲": }', "1:7 json-slip"),
        ("错.yaml", "甲:\n  - 1\n 乙: 2\n", "3:1 yaml-indent"),
        ("重.yaml", "甲: 1\n甲: 2\n", "2:1 duplicate-key"),
        ("码.yaml", "姓名: 张三李四王五\n".encode("gbk"), "1:1 not-utf-8"),
        ("码.json", '{"姓名": "张三李四王五"}'.encode("gbk"), "1:1 not-utf-8"),
        ("表.docx", "x", "no-data-file"),
        ("表", "x", "no-data-file"),
    ],
)
def test_what_cannot_be_read_is_told(
    tmp_path: Path, name: str, text: str | bytes, place: str
) -> None:
    assert told(tmp_path / name, text) == [place]


def test_only_workbooks_have_sheets(tmp_path: Path) -> None:
    assert told(tmp_path / "数据.yaml", "甲: 1\n", "名单") == ["no-sheets"]


def test_a_byte_order_mark_is_no_part_of_the_first_name(tmp_path: Path) -> None:
    for name, text in (("一.json", '{"甲": 1}'), ("一.yaml", "甲: 1\n")):
        data = data_of(tmp_path / name, b"\xef\xbb\xbf" + text.encode())
        assert list(data.heads) == ["甲"]


def test_rows_travel_to_other_processes_with_their_places(tmp_path: Path) -> None:
    row = data_of(tmp_path / "行.json", '[{"甲": 1.50, "乙": {"丙": "x", "丁": null}}]').rows[0]
    copy = pickle.loads(pickle.dumps(row))
    assert copy == row
    assert str(copy.values["甲"]) == "1.50"
    inner = copy.values["乙"]
    assert isinstance(inner, Node)
    assert inner["丙"].place == Place("行.json", 1, 25)
    assert copy.values.key_places == row.values.key_places
