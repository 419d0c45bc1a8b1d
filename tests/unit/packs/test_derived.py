"""Derived fields: where they are put, from what, and what is said of one that was typed too."""

from __future__ import annotations

from typing import Any

import pytest

from docgen.content.values import Figure, Text
from docgen.diagnostics import Place
from docgen.packs.derived import add_derived
from docgen.packs.formula_order import Derived
from docgen.wording.problem_texts import problem_text
from tests.unit.helpers import collect
from tests.unit.packs.nodes import plain, said, typed

SUM = "：甲 1 + 1 = 2（第 1 行）"


def derived(text: str, *formulas: str) -> tuple[Any, list[str]]:
    """The unit after formulas such as ``组.合 = 甲 + 乙``, and what is said."""
    data, problems = typed(text), collect()
    pairs = (formula.split(" = ", 1) for formula in formulas)
    place = Place("form/pack.yaml", 7, 3)
    add_derived(data, tuple(Derived(field, value, place) for field, value in pairs), problems)
    return data, said(problems)


@pytest.mark.parametrize(
    ("text", "formula", "path", "value"),
    [
        ("甲: 1\n乙: 2", "合 = 甲 + 乙", ["合"], "3"),
        ("甲: 9\n组: {甲: 1, 乙: 2}", "组.合 = 甲 + 乙", ["组", "合"], "3"),
        ("丙: 9\n组: {甲: 1}", "组.合 = 甲 + 丙", ["组", "合"], "10"),
        ("列: [{甲: 1}]", "列[].倍 = 甲 * 2", ["列", 0, "倍"], "2"),
        ("组: {子: {甲: 1}}", "组.子.倍 = 甲 * 2", ["组", "子", "倍"], "2"),
        ("甲: 9\n组: {甲: 1, 子: {乙: 2}}", "组.子.合 = 甲 + 乙", ["组", "子", "合"], "3"),
        ("列: [{子: {甲: 1}, 丑: {}}]", "列[].丑.倍 = 子.甲 * 2", ["列", 0, "丑", "倍"], "2"),
    ],
)
def test_a_formula_sees_its_group_first(
    text: str, formula: str, path: list[str | int], value: str
) -> None:
    found, problems = derived(text, formula)
    at: object = found
    for step in path:
        at = at[step]  # type: ignore[index]
    assert (str(at), problems) == (value, [])


def test_formulas_run_in_their_order() -> None:
    data, problems = derived("甲: 1", "乙 = 甲 + 1", "丙 = 乙 + 1")
    assert (plain(data), problems) == ({"甲": "1", "乙": "2", "丙": "3"}, [])


def test_a_group_that_is_all_derived_need_not_be_typed() -> None:
    data, problems = derived(
        "子: {甲: 1}\n丑: {甲: 2}", "合.甲 = total(子.甲, 丑.甲)", "倍 = 合.甲 * 2"
    )
    assert (str(data["合"]["甲"]), str(data["倍"]), problems) == ("3", "6", [])


def test_no_group_is_added_for_a_formula_that_lacks_its_fields() -> None:
    data, problems = derived("子: {甲: 1}", "合.甲 = 乙 + 丙")
    assert (plain(data), problems) == ({"子": {"甲": "1"}}, [])


def test_a_derived_value_was_not_typed() -> None:
    data, _ = derived("甲: 1.50\n乙: 字\n组: {丙: 2}", "丁 = 甲", "戊 = 乙", "己 = 组")
    for key in ("丁", "戊"):
        assert data[key].place is None
    assert (str(data["丁"]), type(data["丁"]), type(data["戊"])) == ("1.50", Figure, Text)
    group: Any = data["己"]
    assert group["丙"].place is None


def test_a_total_has_the_place_of_its_group() -> None:
    data, _ = derived("行:\n  - {甲: 1}\n  - {甲: 2}", "合 = total(行)")
    assert (plain(data["合"]), data["合"].place) == ({"甲": "3"}, Place("甲.yaml", 1, 1))
    data, _ = derived("行:\n  - {甲: 1}", "合 = 行[0]")
    assert data["合"].place == Place("甲.yaml", 2, 5)


def test_a_missing_field_is_told_at_the_group_that_needs_it() -> None:
    data, problems = derived("组: {甲: 1}", "组.合 = 甲 + 乙")
    assert problems == ["1:4 missing-for-derived rule=form/pack.yaml:7:3 name=乙 derived=组.合"]
    assert plain(data["组"]) == {"甲": "1", "合": None}


def test_a_formula_that_fails_is_a_fault_of_the_pack() -> None:
    _, problems = derived("甲: 1\n合: 2", "合 = 甲 + 'x'")
    assert len(problems) == 1
    assert problems[0].startswith("7:3 expression-failed expression=甲 + 'x' reason=")
    assert problems[0].endswith(" pack")


def differs(place: str, name: str, says: str, value: str, told: str = "") -> list[str]:
    words = f"{place} derived-differs name={name} typed={says} derived={value}"
    return [f"{words} sum_zh={told}"]


def told(text: str, *formulas: str) -> list[str]:
    """What is said of typed values that differ, without the English of the sum."""
    return [words.partition(" sum_en=")[0] for words in derived(text, *formulas)[1]]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("甲: 1\n合: 2", []),
        ("甲: 1\n合: 2.00", []),
        ("甲: 1\n合:", []),
        ("甲: 1\n合: 3", differs("2:4", "合", "3", "2", SUM)),
        ("甲: 1\n合: 二", differs("2:4", "合", "二", "2", SUM)),
    ],
)
def test_a_typed_value_is_compared_with_the_derived_one(text: str, wanted: list[str]) -> None:
    assert told(text, "合 = 甲 + 1") == wanted
    assert str(derived(text, "合 = 甲 + 1")[0]["合"]) == "2"


def test_groups_are_compared_field_by_field() -> None:
    text = "行: [{甲: 1, 乙: 4}, {甲: 2, 乙: 5}]\n合:\n  甲: 3\n  乙: 8\n  丙: 7"
    assert told(text, "合 = total(行)") == differs("4:6", "乙", "8", "9")


def test_texts_are_compared_as_they_print() -> None:
    assert told("甲: 字\n合: 字", "合 = 甲") == []
    assert told("甲: 字\n合: 句", "合 = 甲") == differs("2:4", "合", "句", "字")
    assert told("率: 0.5\n合: 50%", "合 = 率 | percent") == []


@pytest.mark.parametrize(
    ("text", "formula", "wanted"),
    [
        ("甲: 1\n合: {乙: 1}", "合 = 甲", differs("2:4", "合", "…", "1")),
        ("甲: 1\n合: [1]", "合 = 甲", differs("2:4", "合", "…", "1")),
        ("甲: [1]\n合: 1", "合 = 甲", differs("2:4", "合", "1", "…")),
        ("甲: [1]\n合: [2]", "合 = 甲", differs("2:4", "合", "…", "…")),
        ("甲: [1]\n合: [1]", "合 = 甲", []),
    ],
)
def test_a_group_or_a_list_is_told_where_another_value_follows(
    text: str, formula: str, wanted: list[str]
) -> None:
    assert told(text, formula) == wanted


RATE = "率 = (执行数 / 预算数) | percent"


@pytest.mark.parametrize(
    ("executed", "rate", "agrees"),
    [
        ("458.34", "97.66%", True),
        ("458.34", "97.7%", True),
        ("458.34", "98%", True),
        ("458.34", "98.0%", False),
        ("458.34", "97%", False),
        ("458.34", "97.6%", False),
        ("458.34", "97.67%", False),
        ("458.34", "97.66％", True),
        ("458.34", "98", True),
        ("458.34", "97.66", True),
        ("458.34", "0.98", True),
        ("458.34", "0.97", False),
        ("458.34", "1", False),
        ("469.32", "100.00%", True),
        ("469.32", "100%", True),
        ("469.32", "1", True),
        ("469.32", "99.8%", False),
        ("469.32", "99.99%", False),
        ("469.00", "99.93%", True),
        ("469.00", "100%", True),
        ("469.00", "100.0%", False),
    ],
)
def test_a_typed_rate_may_have_fewer_digits_than_the_computed_one(
    executed: str, rate: str, agrees: bool
) -> None:
    text = f"执行数: {executed}\n预算数: 469.32\n率: {rate}"
    assert (derived(text, RATE)[1] == []) is agrees


@pytest.mark.parametrize(
    ("total", "agrees"),
    [("620.71", True), ("620.7", True), ("620.710", True), ("620.8", False), ("621", False)],
)
def test_a_typed_total_may_have_fewer_digits_but_a_whole_one_is_exact(
    total: str, agrees: bool
) -> None:
    text = f"甲: 420.71\n乙: 200.00\n合: {total}"
    assert (derived(text, "合 = 甲 + 乙")[1] == []) is agrees


def test_the_message_does_the_sum() -> None:
    data, problems = typed("执行数: 458.34\n预算数: 469.32\n率: 97%"), collect()
    add_derived(data, (Derived("率", RATE.partition(" = ")[2], Place("p", 1, 1)),), problems)
    (problem,) = problems
    assert problem_text(problem, "zh").splitlines()[0] == (
        "甲.yaml:3:4: 错误[derived-differs] 「率」填的是 97%，按公式应为 97.66%："
        "执行数 458.34 ÷ 预算数 469.32 = 97.66%（第 1、2 行）"
    )
    assert problem_text(problem, "en").splitlines()[0] == (
        "甲.yaml:3:4: error[derived-differs] 「率」 says 97%, and its formula gives 97.66%: "
        "执行数 458.34 ÷ 预算数 469.32 = 97.66% (lines 1, 2)"
    )
