"""Rules of a pack: which hold, which are not checked, and what is said of those that do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docgen.content.values import Figure, Node, Text, Unfilled
from docgen.diagnostics import Place
from docgen.packs.rules import Rule, check_rules, owners_at
from tests.unit.packs.nodes import plain, said, typed

PLACE = Place("form/pack.yaml", 9, 5)


def rule(require: str, *, at: str = "", each: str = "", warn: bool = False) -> Rule:
    return Rule("规则", at, each, Text(require), warn, PLACE)


def checked(text: str, *rules: Rule) -> list[str]:
    return said(check_rules(typed(text), rules))


def broken(place: str, values: str, require: str) -> str:
    return f"{place} rule-broken correct=compare rule=规则 values={values} require={require}"


@pytest.mark.parametrize(
    ("text", "require", "wanted"),
    [
        ("甲: 1\n乙: 2", "甲 <= 乙", []),
        ("甲: 2\n乙: 2", "甲 <= 乙", []),
        (
            "甲: 3\n乙: 2",
            "甲 <= 乙",
            [broken("1:4", "「甲」= 3（甲.yaml:1:4），「乙」= 2（甲.yaml:2:4）", "甲 ≤ 乙")],
        ),
        (
            "甲: 3\n乙: 2",
            "乙 >= 甲",
            [broken("2:4", "「乙」= 2（甲.yaml:2:4），「甲」= 3（甲.yaml:1:4）", "乙 ≥ 甲")],
        ),
        ("甲: 3", "甲 < 3", [broken("1:4", "「甲」= 3（甲.yaml:1:4）", "甲 < 3")]),
        ("甲: 3", "甲 > 3", [broken("1:4", "「甲」= 3（甲.yaml:1:4）", "甲 > 3")]),
        ("甲:\n乙: 2", "甲 > 乙", []),
        ("甲: 0\n乙: 0\n丙:", "甲 >= 乙 or 丙 != ''", []),
        ("甲: 0\n乙:\n丙:", "甲 >= 乙 or 丙 != ''", []),
        ("甲: x or y", "甲 == 'x or y'", []),
        ("甲: 2\n乙: 1", "甲 > (1 if 乙 > 2 or 甲 < 1 else 0)", []),
        ("甲: 3\n乙:", "甲 < 乙", []),
        (
            "甲:",
            "not (甲 | is_blank)",
            [broken("1:3", "「甲」= 空（甲.yaml:1:3）", "not (甲 | is_blank)")],
        ),
        ("甲: 字", "甲 == '字'", []),
        ("甲: 字", "甲 == '句'", [broken("1:4", "「甲」= 字（甲.yaml:1:4）", "甲 = '句'")]),
        ("甲: 1", "乙 == 1", []),
        ("甲: 1", "1 == 2", [broken("1:1", "空", "1 = 2")]),
        (
            "甲: 1\n乙: 2\n丙: 4",
            "甲 + 乙 == 丙",
            [
                broken(
                    "1:4",
                    "「甲」= 1（甲.yaml:1:4），「乙」= 2（甲.yaml:2:4），「丙」= 4（甲.yaml:3:4），"
                    "「甲 + 乙」= 3",
                    "甲 + 乙 = 丙",
                )
            ],
        ),
        (
            "组: [{甲: 1}, {甲: 2}]\n丙: 4",
            "组 | sum(attribute='甲') == 丙",
            [
                broken(
                    "2:4",
                    "「丙」= 4（甲.yaml:2:4），「组 | sum(attribute='甲')」= 3",
                    "组 | sum(attribute='甲') = 丙",
                )
            ],
        ),
        (
            "甲: 1\n乙: 3",
            "甲 / 乙 > 1",
            [
                broken(
                    "1:4",
                    "「甲」= 1（甲.yaml:1:4），「乙」= 3（甲.yaml:2:4），「甲 / 乙」= 0.33",
                    "甲 / 乙 > 1",
                )
            ],
        ),
    ],
)
def test_a_rule_that_does_not_hold_is_told_with_its_figures(
    text: str, require: str, wanted: list[str]
) -> None:
    assert checked(text, rule(require)) == wanted


@pytest.mark.parametrize(
    ("text", "require", "code"),
    [
        ("甲: 1.00\n乙: 1.00", "甲 == 乙", ""),
        ("甲: 1.00\n乙: 1.01", "甲 == 乙", "rule-rounding"),
        ("甲: 1.00\n乙: 1.015", "甲 == 乙", "rule-rounding"),
        ("甲: 1.00\n乙: 1.016", "甲 == 乙", "rule-broken"),
        ("甲: 1.016\n乙: 1.00", "甲 == 乙", "rule-broken"),
        ("甲: 1.015\n乙: 1.00", "甲 == 乙", "rule-rounding"),
        ("甲: 1\n乙: 2\n丙: 3.02", "甲 + 乙 == 丙", "rule-rounding"),
        ("甲: 1\n乙: 2\n丙: 3.021", "甲 + 乙 == 丙", "rule-broken"),
        ("甲: 1.01\n乙: 1.00", "甲 <= 乙", "rule-broken"),
        ("甲: 字\n乙: 1.00", "甲 == 乙", "rule-broken"),
        ("组: [{甲: 1}]\n丙: 1.01", "组 | sum(attribute='甲') == 丙", "rule-rounding"),
        ("组: [{甲: 1}]\n丙: 1.011", "组 | sum(attribute='甲') == 丙", "rule-broken"),
    ],
)
def test_a_sum_may_be_off_by_the_rounding_of_its_parts(text: str, require: str, code: str) -> None:
    found = [words.split()[1:2] + words.split()[-1:] for words in checked(text, rule(require))]
    severity = "warning" if code == "rule-rounding" else require.replace("==", "=").split()[-1]
    assert found == ([[code, severity]] if code else [])


def test_a_rule_may_only_warn() -> None:
    (words,) = checked("甲: 3", rule("甲 < 3", warn=True))
    assert words == broken("1:4", "「甲」= 3（甲.yaml:1:4）", "甲 < 3") + " warning"


def test_names_are_looked_up_in_the_group_first_and_then_in_the_unit() -> None:
    text = "甲: 1\n丙: 5\n组:\n  甲: 3\n  乙: 2"
    assert checked(text, rule("甲 < 乙", at="组"), rule("乙 < 丙", at="组")) == [
        broken("4:6", "「甲」= 3（甲.yaml:4:6），「乙」= 2（甲.yaml:5:6）", "甲 < 乙")
    ]


def test_a_rule_holds_in_each_item_of_a_list() -> None:
    text = "项:\n  - 甲: 1\n  - 甲: 3\n  - 甲: 4\n限: 2"
    assert [words.split()[0] for words in checked(text, rule("甲 < 限", at="项[]"))] == [
        "3:8",
        "4:8",
    ]


def test_a_rule_holds_for_each_row() -> None:
    text = "组:\n  限: 2\n  行: {产出: [{甲: 1}, {甲: 3}]}\n总: 9"
    each = rule("甲 < 限 and 限 < 总", at="组", each="行 | rows('一级')")
    (words,) = checked(text, each)
    assert words.startswith("3:24 rule-broken")
    assert checked(text, rule("甲 < 限", at="组", each="限")) == []
    assert checked(text, rule("甲 < 限", at="组", each="没有")) == []
    assert checked("行: [1, {甲: 3}]", rule("甲 < 2", each="行"))[0].startswith("1:12 ")


@pytest.mark.parametrize(
    "require", ["not (甲 | is_blank)", "甲 != ''", "甲 + 乙 == 3", "甲 == '好' or 乙 == 3"]
)
def test_in_a_draft_a_rule_waits_for_what_it_reads(require: str) -> None:
    data = typed("甲:\n乙: 2")
    assert len(said(check_rules(data, (rule(require), rule("乙 == 3"))))) >= 1
    data["甲"] = Unfilled("甲", data.key_places["甲"])
    assert said(check_rules(data, (rule(require),))) == []
    assert len(said(check_rules(data, (rule("乙 == 3"),)))) == 1


def test_what_is_not_there_is_not_checked() -> None:
    assert checked("甲: 3", rule("甲 < 2", at="组")) == []
    assert checked("组: 3", rule("3 < 2", at="组")) == []
    assert checked("组:\n甲: 3", rule("甲 < 2", at="组[]")) == []


def test_a_rule_that_cannot_be_worked_out_is_a_fault_of_the_pack_told_once() -> None:
    text = "项: [{甲: 1}, {甲: 2}]"
    (words,) = checked(text, rule("甲 + 'x' < 2", at="项[]"))
    assert words.startswith("9:5 expression-failed expression=甲 + 'x' reason=")
    assert words.endswith(" pack")
    (words,) = checked(text, rule("甲 + < 2", at="项[]"))
    assert words.startswith("9:5 expression-failed expression=甲 + reason=")
    (words,) = checked(text, rule("甲 |", at="项[]"))
    assert words.startswith("9:5 expression-failed expression=甲 |")
    assert checked(text, rule("乙", at="项[]")) == []


def test_rules_are_told_in_their_order() -> None:
    first, second = rule("甲 < 3"), rule("甲 < 2")
    found = [words.rpartition("require=")[2] for words in checked("甲: 3", first, second)]
    assert found == ["甲 < 3", "甲 < 2"]


@pytest.mark.parametrize(
    ("path", "owners"),
    [
        ("", [{"组": {"子": {"甲": "1"}}, "列": [{"乙": "2"}, {"乙": "3"}, "4"], "空": None}]),
        ("组", [{"子": {"甲": "1"}}]),
        ("组.子", [{"甲": "1"}]),
        ("组.子.甲", []),
        ("组.没有.甲", []),
        ("列[]", [{"乙": "2"}, {"乙": "3"}]),
        ("列", []),
        ("组[]", []),
        ("空", []),
        ("列[].乙", []),
    ],
)
def test_the_groups_at_a_path(path: str, owners: list[object]) -> None:
    data = typed("组: {子: {甲: 1}}\n列: [{乙: 2}, {乙: 3}, 4]\n空:")
    found = list(owners_at(data, path))
    assert [plain(owner) for owner in found] == owners
    assert all(isinstance(owner, Node) for owner in found)


def test_a_rule_may_say_what_to_do_instead_of_what_must_hold() -> None:
    data = typed("甲: 1\n乙: 2\n")
    said_by = Rule(
        "规则", "", "", Text("甲 >= 乙"), warn=False, place=PLACE, hint="核对甲 · see 甲"
    )
    silent = replace(said_by, hint="")
    assert [problem.words["correct"] for problem in check_rules(data, (said_by, silent))] == [
        "核对甲 · see 甲",
        "compare",
    ]


@pytest.mark.parametrize("formula", ["甲 + 乙", "total(甲, 乙)", "甲 | default(乙)"])
def test_a_figure_that_nobody_types_is_told_with_what_it_follows_from(formula: str) -> None:
    data = typed("组: {甲: 1, 乙: 2}\n总: 4\n")
    data["组"]["合计"] = Figure(3)
    rule_ = Rule("规则", "", "", Text("组.合计 == 总"), warn=False, place=PLACE)
    (problem,) = check_rules(data, (rule_,), formulas={"组.合计": formula})
    assert problem.words["values"].startswith("「组.合计」= 3（← 甲、乙），「总」= 4（")


def test_a_comparison_in_brackets_has_no_sides() -> None:
    whole = rule("(甲 == 0 or 乙 >= 1) and 丙 > 0")
    assert checked("甲: 1\n乙: 2\n丙: 3", whole) == []
    (words,) = checked("甲: 1\n乙: 0\n丙: 3", whole)
    assert words.startswith("1:4 rule-broken")


def test_a_rule_that_fails_hides_no_other_of_the_same_rows() -> None:
    broken_rule, failing = rule("甲 < 2", each="项"), rule("甲 + 'x' < 2", each="项")
    found = checked("项: [{甲: 1}, {甲: 3}]", broken_rule, failing, rule("乙 == 甲", each="项"))
    assert [words.split()[:2] for words in found] == [
        ["1:17", "rule-broken"],
        ["9:5", "expression-failed"],
    ]
