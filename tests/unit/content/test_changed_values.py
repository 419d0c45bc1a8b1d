"""What two versions of a content file say differently."""

from __future__ import annotations

import pytest

from docgen.content.changed_values import changed_values


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
        ("表: [{名: 甲, 数: 1}]\n", "表: [{名: 新, 数: 9}, {名: 甲, 数: 2}]\n",
         [("表[新].名", "", "新"), ("表[新].数", "", "9"), ("表[甲].数", "1", "2")]),
        ("表: [{名: 甲, 数: 1}, {名: 甲, 数: 2}]\n", "表: [{名: 甲, 数: 1}, {名: 甲, 数: 3}]\n",
         [("表[2].数", "2", "3")]),
        ("数: !cell 表.xlsx!A1\n", "数: 12\n", [("数", "表.xlsx!A1", "12")]),
    ],
)  # fmt: skip
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
