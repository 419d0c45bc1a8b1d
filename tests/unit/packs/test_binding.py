"""Expressions in Markdown: bound to the nearest field, each missing one told once."""

from __future__ import annotations

from docgen.packs.binding import bind_documents
from tests.unit.helpers import collect
from tests.unit.packs.nodes import said, typed


def bound(text: str) -> tuple[list[str], list[str]]:
    """The texts of 正文 in the groups 一 and 二, or in the list 列; and what is said."""
    data, problems = typed(text), collect()
    bind_documents(data, problems)
    groups = [*data.get("列", ()), *(data[name] for name in "一二" if name in data)]
    texts = [
        "".join(span.text for line in group["正文"].inlines() for span in line) for group in groups
    ]
    return texts, said(problems)


def test_a_text_sees_its_own_group_first() -> None:
    text = "甲: 1\n乙: 2\n一: {甲: 3, 正文: '{{ 甲 }}和{{ 乙 }}'}\n二: {正文: '{{ 甲 }}'}"
    assert bound(text) == (["3和2", "1"], [])


def test_texts_in_lists_see_their_items() -> None:
    text = "甲: 1\n列:\n  - {甲: 2, 正文: '{{ 甲 }}'}\n  - {正文: '{{ 甲 }}'}"
    assert bound(text) == (["2", "1"], [])


def test_a_missing_name_is_told_where_it_is_first_used() -> None:
    text = "组: {}\n一: {正文: '{{ 没 }}，{{ 组.没 }}'}\n二: {正文: '{{ 没 }}和{{ 无 }}'}"
    texts, problems = bound(text)
    assert texts == ["，", "和"]
    assert [words.split(" owner=")[0] for words in problems] == [
        "2:10 unknown-name expression=没 name=没",
        "2:18 unknown-name expression=组.没 name=没",
        "3:18 unknown-name expression=无 name=无",
    ]


def test_other_failures_are_told_each_time() -> None:
    texts, problems = bound(
        "项: [1]\n一: {正文: '甲{{ 1 + \"a\" }}乙{{ 项 }}'}\n二: {正文: '{{ 1 + \"a\" }}'}"
    )
    assert texts == ["甲乙", ""]
    assert [words.split(" reason=")[0] for words in problems] == [
        '2:11 expression-failed expression=1 + "a"',
        "2:25 expression-failed expression=项",
        '3:10 expression-failed expression=1 + "a"',
    ]
    assert problems[1].endswith("reason=Items: no single value")
