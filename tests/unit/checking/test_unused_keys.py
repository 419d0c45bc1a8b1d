"""Keys that nothing reads, and bindings where none are resolved."""

from __future__ import annotations

from typing import Any

import pytest

from docgen.checking.unused_keys import unused_keys
from docgen.content.values import Node, Text
from docgen.diagnostics import Place
from tests.unit.checking.units import read, said


def found(form: str, *used: str, names: tuple[str, ...] = ()) -> list[str]:
    """The problems of a unit in which the keys ``used`` are read wherever they stand."""
    data = read(form).data
    mark(data, set(used))
    return said(unused_keys(data, names))


def mark(value: Any, used: set[str]) -> None:
    if isinstance(value, Node):
        value.used |= used & set(value)
    for child in value.values() if isinstance(value, Node) else value:
        if isinstance(child, (Node, list)):
            mark(child, used)


def test_a_key_that_nothing_reads_is_a_warning_with_the_nearest_name() -> None:
    assert found("全年执行數: 3\n年度: 2023", "年度", names=("全年预算数", "全年执行数")) == [
        "1:1 warning unused-key; key=全年执行數; nearest=全年执行数"
    ]
    assert found("电话: 3", names=("全年执行数",)) == ["1:1 warning unused-key; key=电话; nearest="]


@pytest.mark.parametrize(
    ("form", "used", "places"),
    [
        ("甲: 1\n乙: 2", ["甲", "乙"], []),
        ("甲: 1\n乙: 2", ["甲"], ["2:1"]),
        ("甲: {乙: 1, 丙: 2}", ["甲", "丙"], ["1:5"]),
        ("甲: {乙: 1, 丙: 2}", ["乙"], ["1:1"]),
        ("甲: [{乙: 1}, {丙: 2}, 3, [{乙: 4}]]", ["甲", "丙"], ["1:6", "1:26"]),
        ("模板: form", [], []),
        ("甲: {模板: form}", ["甲"], ["1:5"]),
    ],
)
def test_keys_are_looked_for_in_what_is_read(form: str, used: list[str], places: list[str]) -> None:
    problems = found(form, *used)
    assert [problem.partition(";")[0] for problem in problems] == [
        f"{place} warning unused-key" for place in places
    ]


def test_what_a_formula_gives_need_not_be_read() -> None:
    data = read("").data
    data["甲"] = Text("{{ 乙 }}")
    assert list(unused_keys(data, ())) == []


@pytest.mark.parametrize(
    ("form", "used", "found_here"),
    [
        ("甲: '{{ 乙 }}'", ["甲"], ["1:4 warning not-bound; key=甲"]),
        ("组: {甲: '共{{乙}}'}", ["甲", "组"], ["1:8 warning not-bound; key=甲"]),
        ("甲: [乙, ['{{ 丙 }}']]", ["甲"], ["1:9 warning not-bound; key=甲"]),
        ("表: [{甲: '{{ 丙 }}'}]", ["甲", "表"], ["1:9 warning not-bound; key=甲"]),
        (
            "甲: '{{ 乙 }}'",
            [],
            ["1:4 warning not-bound; key=甲", "1:1 warning unused-key; key=甲; nearest="],
        ),
        ("甲: ['{{ 乙 }}']", [], ["1:1 warning unused-key; key=甲; nearest="]),
        ("甲: '{ 乙 }}'", ["甲"], []),
        ("组: {正文: '{{ 1 }}'}", ["组", "正文"], []),
    ],
)
def test_a_binding_in_a_text_that_is_not_markdown_is_a_warning(
    form: str, used: list[str], found_here: list[str]
) -> None:
    assert found(form, *used) == found_here


def test_the_key_of_the_pack_is_used() -> None:
    data = Node(Place("甲"))
    list(unused_keys(data, ()))
    assert data.used == {"模板"}
