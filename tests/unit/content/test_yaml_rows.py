"""Rows of YAML lists come, go and move with their comments."""

from __future__ import annotations

import pytest

from docgen.content.yaml_rows import YamlRows, rows_around
from docgen.content.yaml_writer import KeyPath, YamlFile

STAFF = """\
人员:
  # 编内
  - 姓名: 甲  # 注
    岗位: [一, 二]

  # 编外
  - 姓名: 乙
    # 借调
  -
    # a - b
    姓名: 丙
尾: 1
"""


def rows(text: str, *path: str | int) -> tuple[YamlRows, int]:
    found = rows_around(YamlFile("甲.yaml", text), path)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("number", "own"),
    [
        (0, "  - 姓名: 甲  # 注\n    岗位: [一, 二]\n"),
        (1, "  # 编外\n  - 姓名: 乙\n    # 借调\n"),
        (2, "  -\n    # a - b\n    姓名: 丙\n"),
    ],
)
def test_comments_go_with_their_row(number: int, own: str) -> None:
    found, at = rows(STAFF, "人员", number, "姓名")
    assert (found.row(at), at, found.path) == (own, number, ("人员",))


def test_two_rows_change_places_and_the_gap_stays() -> None:
    found, number = rows(STAFF, "人员", 0, "姓名")
    first, gap, second = found.row(0), "\n", found.row(1)
    assert found.with_next_before(number) == STAFF.replace(
        first + gap + second, second + gap + first
    )


def test_a_row_goes_with_the_gap_behind_it() -> None:
    found, number = rows(STAFF, "人员", 0, "姓名")
    assert found.without(number) == STAFF.replace(found.row(0) + "\n", "")
    last, number = rows(STAFF, "人员", 2, "姓名")
    assert last.without(number) == STAFF.replace(last.row(2), "")


def test_a_blank_row_has_the_same_keys_and_one_row_of_each_list() -> None:
    items = "      - 子: 一\n        数: 1\n      - 子: 二\n        数: 2\n"
    text = f"组:\n  - 名: 甲  # 注\n    项:\n{items}"
    found, number = rows(text, "组", 0, "名")
    assert found.with_blank(number) == text + ("  - 名:\n    项:\n      - 子:\n        数:\n")


@pytest.mark.parametrize(
    ("text", "path", "added", "removed", "moved"),
    [
        ("甲: [一, '二']\n", ("甲", 0), "甲: [一, '', '二']\n", "甲: ['二']\n", "甲: ['二', 一]\n"),
        (
            "甲: [{乙: 1}, {乙: 2}]\n",
            ("甲", 0, "乙"),
            "甲: [{乙: 1}, {乙: }, {乙: 2}]\n",
            "甲: [{乙: 2}]\n",
            "甲: [{乙: 2}, {乙: 1}]\n",
        ),
        ("- 一\n- 二", (0,), "- 一\n-\n- 二", "- 二", "- 二\n- 一"),
        (
            "甲:\n- 一\n- 二\n",
            ("甲", 0),
            "甲:\n- 一\n-\n- 二\n",
            "甲:\n- 二\n",
            "甲:\n- 二\n- 一\n",
        ),
    ],
)
def test_lists_of_all_kinds(text: str, path: KeyPath, added: str, removed: str, moved: str) -> None:
    found, number = rows(text, *path)
    assert found.with_blank(number) == added
    assert found.without(number) == removed
    assert found.with_next_before(number) == moved


def test_the_innermost_list_counts_and_one_in_another_s_line_cannot_be_changed() -> None:
    text = "甲:\n  - 乙:\n      - 一\n      - 二\n"
    assert rows(text, "甲", 0, "乙", 1)[0].path == ("甲", 0, "乙")
    assert rows_around(YamlFile("", "甲:\n  - - 一\n    - 二\n"), ("甲", 0, 0)) is None
    assert rows_around(YamlFile("", "甲: 1\n"), ("甲",)) is None


def test_a_row_of_blanks_is_known() -> None:
    found, _ = rows("甲:\n  - 乙:\n    丙: ~\n  - 乙: 0\n", "甲", 0, "乙")
    assert [found.is_blank(number) for number in (0, 1)] == [True, False]
    assert found.blanked(1) == "甲:\n  - 乙:\n    丙: ~\n  - 乙:\n"
