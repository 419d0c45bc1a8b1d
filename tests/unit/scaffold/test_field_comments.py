"""The labels that a form prints for a field, as a comment behind it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from docgen.packs.schema_fields import Shape
from docgen.scaffold.content.field_comments import FieldComments
from tests.unit.scaffold.small_pack import NUMBER, TEXT, group, pack_of

MONEY = ["项目|{{ 年度 - 1 }}年决算数|预算数", "公用经费：|{{ 经费.上年 }}|{{ 经费.预算数 }}"]


def comments(root: Path, *parts: str | Sequence[str]) -> FieldComments:
    return FieldComments(pack_of(root, *parts, settings="checks: {year: 年度}\n"), 2024)


def said(labels: FieldComments, fields: Sequence[str]) -> str:
    """The comment for fields that are texts, by their paths."""
    return labels.comment(Shape(field, TEXT) for field in fields)


@pytest.fixture(scope="module")
def labels(tmp_path_factory: pytest.TempPathFactory) -> FieldComments:
    pairs = ["甲方|{{ 甲.决算 }}|{{ 甲.预算 }}", "乙方|{{ 乙.决算 }}|{{ 乙.预算 }}"]
    heads = ["项目|决算数|预算数", *pairs, "|{{ 丁 }}|{{ 预算数 }}"]
    other = ["丙方|{{ 丙.丙方 }}", "丙方|{{ 丙.丙 }}"]
    return comments(tmp_path_factory.mktemp("pack"), MONEY, heads, other)


@pytest.mark.parametrize(
    ("fields", "comment"),
    [
        ([], ""),
        (["经费.上年"], "公用经费：2023年决算数"),
        (["经费.预算数"], "公用经费"),
        (["经费.上年", "经费.预算数"], "公用经费：2023年决算数"),
        (["没有"], ""),
        (["经费.上年", "没有"], "公用经费：2023年决算数"),
        (["甲.决算", "甲.预算"], "甲方：决算数、预算数"),
        (["甲.决算", "乙.决算"], "甲方、乙方：决算数"),
        (["甲.决算", "甲.决算"], "甲方：决算数"),
        (["丙.丙方"], ""),
        (["丙.丙方", "甲.决算"], "甲方：决算数"),
        (["丙.丙方", "丙.丙"], "丙方"),
        (["丁"], "决算数"),
        (["预算数"], ""),
    ],
)
def test_each_label_is_said_once_and_none_that_is_the_fields_name(
    labels: FieldComments, fields: list[str], comment: str
) -> None:
    assert said(labels, fields) == comment


def test_what_a_key_says_no_label_says_again(tmp_path: Path) -> None:
    rows = [
        "经费（万元）|本年数",
        "其中：1、水费|{{ 经费.水费.数 }}",
        "电费（千元）|{{ 经费.电.数 }}",
    ]
    labels = comments(tmp_path, rows, ["场馆（完工项目）|{{ 场馆.数 }}|{{ 场馆.量 }}"])
    assert said(labels, ["经费.水费.数"]) == "本年数"
    assert said(labels, ["经费.电.数"]) == "电费：本年数，千元"
    number = Shape("场馆.数", NUMBER)
    assert labels.group(Shape("场馆", {}), [number]) == ("场馆（完工项目）", "完工项目")
    assert labels.comment([number]) == ""


@pytest.mark.parametrize(
    ("cell", "comment"),
    [
        ("{{ 名 }}", "标签"),
        ("{{ 名 }}编号", ""),
        ("{{ 名 + 号 }}", ""),
        ("{{p 名 }}", "标签"),
        ('□{{ 名 ¦ box("甲") }}', ""),
        ("{%p if 名 %}", ""),
        ("编号：{{ 名 }}", "编号"),
    ],
)
def test_a_tag_with_one_field_in_its_cell_has_labels(
    tmp_path: Path, cell: str, comment: str
) -> None:
    end = "\n{%p endif %}" if "if" in cell else ""
    assert said(comments(tmp_path, [f"标签|{cell}{end}"]), ["名"]) == comment


@pytest.mark.parametrize(
    "above",
    [
        "批示|{{ 批示 }}签名：____　　年  月  日",
        "批示|签名：____　　年  月  日",
        '类型|{{ 类 ¦ box("甲类") }}甲类 {{ 类 ¦ box("乙类") }}乙类',
    ],
)
def test_what_stands_beside_another_field_is_no_label(tmp_path: Path, above: str) -> None:
    labels = comments(tmp_path, [above, "人    数|{{ 人数 }}", "年月（{{ 龄 }}岁）|{{ 年月日 }}"])
    assert said(labels, ["人数"]) == ""
    assert said(labels, ["年月日"]) == "年月"
    assert said(labels, ["龄"]) == "年月，岁"


def test_a_tag_outside_of_tables_has_no_labels(tmp_path: Path) -> None:
    assert said(comments(tmp_path, "标签", "{{ 名 }}"), ["名"]) == ""


def test_the_first_tag_of_a_field_names_it(tmp_path: Path) -> None:
    assert said(comments(tmp_path, ["甲方|{{ 名 }}", "乙方|{{ 名 }}"]), ["名"]) == "甲方"


def test_fields_of_a_list_are_named_without_their_numbers(tmp_path: Path) -> None:
    schema = {"单": {"type": "array", "items": group(名=TEXT, 数=NUMBER)}}
    rows = [
        "名称|数量",
        "{%tr for 行 in 单 %}|<",
        "{{ 行.名 ¦ merge }}|{{ 行.数 }}",
        "{%tr endfor %}|<",
    ]
    labels = FieldComments(pack_of(tmp_path, rows, schema=schema), 2024)
    assert said(labels, ["单[].名", "单[12].数"]) == "名称、数量"
    assert said(labels, ["单.名"]) == "名称"


def test_fields_below_names_of_the_unit_are_named_too(tmp_path: Path) -> None:
    inner = {"type": "array", "items": group(数=NUMBER)}
    schema = {"组": {"type": "object", "additionalProperties": inner}}
    begin = '{%tr for 行 in 组 ¦ rows("级") %}|<'
    rows = ["名称|数量", begin, "{{ 行.级 }}|{{ 行.数 }}", "{%tr endfor %}|<"]
    labels = FieldComments(pack_of(tmp_path, rows, schema=schema), 2024)
    assert said(labels, ["组.*[].数"]) == "数量"


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("{{ 年度 }}年数", "2024年数"),
        ("{{ 未知 }}年数", "年数"),
        ("数：", "数"),
        ("数:", "数"),
        ("{{ 年度年数", ""),
        ("年}}数", ""),
        ("年 数", "年 数"),
    ],
)
def test_a_label_with_a_tag_is_filled_in(tmp_path: Path, label: str, shown: str) -> None:
    labels = comments(tmp_path, [f"{label}|{{{{ 名 }}}}"])
    assert said(labels, ["名"]) == shown


def test_a_part_that_cannot_be_read_gives_no_labels(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, ["甲方|{{ 名 }}"])
    pack.parts[0].path.write_bytes(b"no zip")
    assert said(FieldComments(pack, 2024), ["名"]) == ""
