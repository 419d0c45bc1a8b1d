"""Expressions in Markdown: bound to the nearest field, each missing one told once."""

from __future__ import annotations

import re

import pytest

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


FIELDS = "申请: {全年: 1, 上年: {全年: 2}, 年初: 3}\n人员: {在职（人）: 3}\n项目: [{得分: 4}]\n"


def told(expression: str) -> str:
    """What is said of an expression in a chapter of a unit that has :data:`FIELDS` too."""
    (problem,) = bound(f"{FIELDS}一: {{正文: '{{{{ {expression} }}}}'}}")[1]
    return problem


@pytest.mark.parametrize(
    ("expression", "full"),
    [
        ("年初", "{{ 申请.年初 }}"),
        ("年初 / 2", "{{ 申请.年初 / 2 }}"),
        ("全年", "{{ 申请.全年 }} 或 {{ 申请.上年.全年 }}"),
        ("[年初, 2] | min", "{{ [申请.年初, 2] | min }}"),
        ("在职（人）", ""),
    ],
)
def test_a_field_without_its_path_is_told_with_the_path(expression: str, full: str) -> None:
    name = re.search("[\u4e00-\u9fff]+", expression)
    assert name
    problem = told(expression)
    if full:
        words = f"name={name[0]} full_zh={full} full_en={full.replace('或', 'or')}"
        assert problem == f"4:10 field-without-path expression={expression} {words}"
    else:
        assert "expression-failed" in problem


@pytest.mark.parametrize(
    ("expression", "nearest"),
    [
        ("申清", "申请"),
        ("申清.年初", "申请"),
        ("年出", "申请.年初"),
        ("得分", ""),
        ("申请.年出", "年初"),
        ("没有这个", ""),
    ],
)
def test_a_name_that_is_misspelt_is_told_with_the_one_that_is_like_it(
    expression: str, nearest: str
) -> None:
    problem = told(expression)
    assert " unknown-name " in problem
    assert problem.endswith(f"nearest={nearest}")


def test_keys_that_are_no_names_stand_in_brackets() -> None:
    text = "组: {甲（人）: {在职: 3}, 乙 丙: {在编: 1}}\n（无）: {离休: 1}\n"
    expressions = "，".join(f"{{{{ {name} }}}}" for name in ("在职", "在编", "离休"))
    first, second, third = bound(f"{text}一: {{正文: '{expressions}'}}")[1]
    assert '{{ 组["甲（人）"].在职 }}' in first
    assert '{{ 组["乙 丙"].在编 }}' in second
    assert "unknown-name" in third


def test_a_field_without_its_path_is_told_once() -> None:
    problems = bound("组: {甲: 1}\n一: {正文: '{{ 甲 }}，{{ 甲 }}'}\n二: {正文: '{{ 甲 }}'}")[1]
    assert [problem.split()[1] for problem in problems] == ["field-without-path"]
