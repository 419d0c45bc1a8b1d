"""Changes to content files, collected and then made in all files at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.content.block_writer import NewBlock
from docgen.content.content_edits import ContentEdits, filled_item
from docgen.content.markdown_writer import Prose
from docgen.content.yaml_writer import KeyPath
from docgen.diagnostics import Place

YAML = """\
甲: 1  # 注
文: |-
  第一段。

  共{{ 数 }}项，{{ 二 }}。
列:
  - 名: 一
    数: 1
  - 名: 二
    数: 2
"""


@pytest.fixture
def edits(tmp_path: Path) -> ContentEdits:
    (tmp_path / "甲.yaml").write_text(YAML, "utf-8")
    (tmp_path / "乙.yml").write_text("乙: 1\n", "utf-8")
    (tmp_path / "丙.md").write_text("第一段。\n\n共{{ 数 }}项。\n", "utf-8")
    return ContentEdits(tmp_path)


def new(text: str) -> NewBlock:
    return NewBlock("same", 0, Prose(text, " " * len(text)))


def place(line: int, column: int, file: str = "甲.yaml") -> Place:
    return Place(file, line, column)


def test_nothing_changes_without_changes(edits: ContentEdits) -> None:
    edits.set_value(place(1, 4), "1")
    edits.markdown(place(2, 4))
    edits.markdown(place(1, 1, "丙.md"))
    assert edits.changed() == {}


def test_a_value_that_is_set_to_what_it_is_keeps_its_form(
    edits: ContentEdits, tmp_path: Path
) -> None:
    (tmp_path / "折.yaml").write_text("甲: >\n  一\n  二\n", "utf-8")
    edits.set_value(place(1, 4, "折.yaml"), "一 二")
    assert edits.changed() == {}


def test_files_are_read_once_and_the_unreadable_are_empty(
    edits: ContentEdits, tmp_path: Path
) -> None:
    assert edits.text("乙.yml") == "乙: 1\n"
    (tmp_path / "乙.yml").write_text("丁: 1\n", "utf-8")
    assert edits.text("乙.yml") == "乙: 1\n"
    assert edits.text("无.md") == ""
    assert edits.yaml("乙.yml") is edits.yaml("乙.yml")
    assert edits.yaml("丙.md") is None


def test_a_value_is_known_by_its_place(edits: ContentEdits) -> None:
    assert edits.keys(place(7, 8)) == ("列", 0, "名")
    assert edits.keys(place(7, 9)) is None
    assert edits.keys(place(1, 1, "丙.md")) is None
    assert edits.keys(None) is None
    assert edits.value(place(1, 4)) == "1"
    assert edits.value(place(1, 1)) is None
    assert edits.value(place(1, 1, "丙.md")) is None


@pytest.mark.parametrize(
    ("at", "expression"),
    [
        (Place("甲.yaml", 5, 4), "{{ 数 }}"),
        (Place("甲.yaml", 5, 13), "{{ 二 }}"),
        (Place("丙.md", 3, 2), "{{ 数 }}"),
    ],
)
def test_an_expression_is_given_as_it_was_typed(
    edits: ContentEdits, at: Place, expression: str
) -> None:
    assert edits.expression(at) == expression


def test_values_and_markdown_of_all_files_change_together(edits: ContentEdits) -> None:
    edits.set_value(place(1, 4), "2")
    edits.set_value(place(1, 4, "乙.yml"), "3")
    assert edits.markdown(place(2, 4)).splice(0, 1, [new("新的一段。")])
    text = edits.markdown(place(1, 1, "丙.md"))
    assert edits.markdown(place(1, 1, "丙.md")) is text
    text.splice(0, 1, [])
    assert edits.changed() == {
        "甲.yaml": YAML.replace("甲: 1 ", "甲: 2 ").replace("第一段。", "新的一段。"),
        "乙.yml": "乙: 3\n",
        "丙.md": "共{{ 数 }}项。\n",
    }


def test_markdown_in_yaml_is_found_by_its_first_character_too(edits: ContentEdits) -> None:
    edits.markdown(place(3, 3)).splice(0, 1, [])
    assert edits.changed() == {"甲.yaml": YAML.replace("  第一段。\n\n", "")}


FIRST, SECOND = YAML.splitlines(keepends=True)[6:8], YAML.splitlines(keepends=True)[8:]
HEAD = "".join(YAML.splitlines(keepends=True)[:6])


@pytest.mark.parametrize(
    ("near", "before", "lines"),
    [
        (("列", 0), True, ["  - 名: 新\n", *FIRST, *SECOND]),
        (("列", 0), False, [*FIRST, "  - 名: 新\n", *SECOND]),
        (("列", 1), False, [*FIRST, *SECOND, "  - 名: 新\n"]),
    ],
)
def test_an_item_comes_in_beside_another(
    edits: ContentEdits, near: KeyPath, before: bool, lines: list[str]
) -> None:
    assert edits.insert_item("甲.yaml", near, "  - 名: 新\n", before=before)
    assert edits.changed() == {"甲.yaml": HEAD + "".join(lines)}


def test_an_item_goes_and_what_was_changed_in_it_with_it(edits: ContentEdits) -> None:
    edits.set_value(place(7, 8), "变得长多了")
    edits.set_value(place(8, 8), "99999")
    edits.set_value(place(9, 8), "又变")
    assert edits.remove_item("甲.yaml", ("列", 0))
    expected = HEAD + "".join(SECOND).replace("二", "又变")
    assert edits.changed() == {"甲.yaml": expected}


def test_an_item_may_come_in_where_another_goes(edits: ContentEdits) -> None:
    assert edits.insert_item("甲.yaml", ("列", 0), "  - 名: 前\n", before=True)
    assert edits.remove_item("甲.yaml", ("列", 0))
    assert edits.insert_item("甲.yaml", ("列", 0), "  - 名: 后\n", before=False)
    expected = HEAD + "  - 名: 前\n  - 名: 后\n" + "".join(SECOND)
    assert edits.changed() == {"甲.yaml": expected}


def test_only_items_with_lines_of_their_own_can_go_or_come(
    edits: ContentEdits, tmp_path: Path
) -> None:
    (tmp_path / "戊.yaml").write_text("列: [1, 2]\n", "utf-8")
    for name in ("戊.yaml", "丙.md"):
        assert not edits.remove_item(name, ("列", 0))
        assert not edits.insert_item(name, ("列", 0), "- 3\n", before=True)
        assert edits.item_text(name, ("列", 0)) is None
    assert edits.changed() == {}
    assert edits.item_text("甲.yaml", ("列", 1)) == "".join(SECOND)


@pytest.mark.parametrize(
    ("values", "item"),
    [
        ({}, "  - 名:\n    数:\n    组:\n      值:\n"),
        ({("名",): "新", ("组", "值"): "7"}, "  - 名: 新\n    数:\n    组:\n      值: 7\n"),
    ],
)
def test_a_new_item_has_the_keys_of_an_old_one(values: dict[KeyPath, str], item: str) -> None:
    text = "  - 名: 一  # 注\n    数: 1\n    组:\n      值: 3\n"
    assert filled_item(text, values) == item


def test_an_expression_is_replaced_wherever_it_is_typed_so(edits: ContentEdits) -> None:
    edits.markdown(Place("丙.md", 1, 1)).splice(0, 1, [new("头一段。")])
    assert edits.set_expression("丙.md", "数", "个数")
    assert edits.set_expression("甲.yaml", "{{ 二 }}", "{{ 三 }}")
    assert not edits.set_expression("乙.yml", "丙", "丁")
    assert edits.changed() == {
        "丙.md": "头一段。\n\n共{{ 个数 }}项。\n",
        "甲.yaml": YAML.replace("{{ 二 }}", "{{ 三 }}"),
    }
