"""What two versions of a content file say differently."""

from __future__ import annotations

import pytest

from docgen.content.changed_values import changed_values, path_at


def changes(before: str, after: str, file: str = "甲.yaml") -> list[tuple[str, str, str]]:
    found = changed_values(file, before, after)
    return [(value.path, value.old, value.new) for value in found]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("", "", []),
        ("数: 1\n", "数: 1\n", []),
        ("数: 1\n", "# 注\n数:   1  # 万元\n", []),
        ("数: 1\n", "数: 1.0\n", [("数", "1", "1.0")]),
        ("数:\n", "数: 1\n", [("数", "", "1")]),
        ("", "数: 1\n", [("数", "", "1")]),
        ("数: 1\n", "", [("数", "1", "")]),
        ("支出: {合计: 1, 其他: 2}\n", "支出:\n  合计: 3\n  其他: 2\n", [("支出.合计", "1", "3")]),
        (
            "表: [{名: 甲, 数: 1}]\n",
            "表: [{名: 新, 数: 9}, {名: 甲, 数: 2}]\n",
            [("表[新].名", "", "新"), ("表[新].数", "", "9"), ("表[甲].数", "1", "2")],
        ),
        (
            "表: [{名: 甲, 数: 1}, {名: 甲, 数: 2}]\n",
            "表: [{名: 甲, 数: 1}, {名: 甲, 数: 3}]\n",
            [("表[2].数", "2", "3")],
        ),
        ("数: !cell 表.xlsx!A1\n", "数: 12\n", [("数", "表.xlsx!A1", "12")]),
    ],
)
def test_values_are_compared_by_their_keys(
    before: str, after: str, found: list[tuple[str, str, str]]
) -> None:
    assert changes(before, after) == found


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("一段。\n\n二段。\n", "一段。\n\n二段改。\n", [("", "二段。", "二段改。")]),
        ("一段。\r\n\r\n二段。\r\n", "一段。\n\n二段。\n", []),
        ("", "新的一段。\n", [("", "", "新的一段。")]),
        ("一。\n\n二。\n\n三。\n", "一。\n\n三。\n", [("", "二。", "")]),
    ],
)
def test_texts_are_compared_by_their_paragraphs(
    before: str, after: str, found: list[tuple[str, str, str]]
) -> None:
    assert changes(before, after, "narrative/一.md") == found


def test_a_file_that_is_no_yaml_is_compared_by_its_paragraphs() -> None:
    assert changes("数: [\n", "数: 1\n") == [("", "数: [", "数: 1")]


_TEXT = "甲: 1\n支出:\n  合计: 2  # 万元\n表:\n  - 名: 子\n    数: 3\n空:\n"


@pytest.mark.parametrize(
    ("line", "column", "path"),
    [
        (1, 4, "甲"),
        (3, 7, "支出.合计"),
        (3, 1, "支出.合计"),
        (6, 8, "表[子].数"),
        (2, 1, ""),
        (7, 1, "空"),
        (99, 1, ""),
    ],
)
def test_the_path_of_the_value_at_a_place(line: int, column: int, path: str) -> None:
    assert path_at(_TEXT, line, column) == path


def test_a_text_that_is_no_yaml_has_no_path() -> None:
    assert path_at("甲: [", 1, 4) == ""
