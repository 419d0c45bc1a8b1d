"""Rules of a pack: which hold, which are not checked, and what is said of those that do not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import pytest

from docgen.content.values import Figure, Node, Text, Unfilled
from docgen.diagnostics import Place
from docgen.diagnostics.codes import LANGUAGES
from docgen.messages.problem_words import message_and_hint
from docgen.packs.rule_words import TO_CORRECT
from docgen.packs.rules import Rule, check_rules, owners_at
from docgen.wording.problem_texts import problem_text
from tests.unit.packs.nodes import plain, said, typed

PLACE = Place("form/pack.yaml", 9, 5)

NONE: Mapping[str, str] = MappingProxyType({})


def rule(require: str, *, at: str = "", each: str = "", warn: bool = False) -> Rule:
    return Rule("规则", at, each, Text(require), warn, PLACE)


def checked(text: str, *rules: Rule) -> list[str]:
    return said(check_rules(typed(text), rules))


def told(text: str, *rules: Rule, formulas: Mapping[str, str] = NONE) -> list[tuple[str, str]]:
    """What is said of each rule that does not hold, in Chinese and in English."""
    found = check_rules(typed(text), rules, formulas=formulas)
    return [(problem.words["told_zh"], problem.words["told_en"]) for problem in found]


@pytest.mark.parametrize(
    ("text", "require", "zh", "en"),
    [
        ("甲: 3\n乙: 2", "甲 <= 乙", "甲 3 大于乙 2（第 2 行）", "甲 3 is more than 乙 2 (line 2)"),
        ("甲: 3\n乙: 2", "乙 >= 甲", "乙 2 小于甲 3（第 1 行）", "乙 2 is less than 甲 3 (line 1)"),
        ("甲: 3", "甲 < 3", "甲 3 不小于 3", "甲 3 is not less than 3"),
        ("甲: 3", "甲 > 3", "甲 3 不大于 3", "甲 3 is not more than 3"),
        ("甲: 3", "甲 == 5", "甲填的是 3，应为 5", "甲 says 3, and it should be 5"),
        ("甲: 3", "5 == 甲", "5，甲填的是 3", "5, and 甲 says 3"),
        ("甲:", "not (甲 | is_blank)", "甲没有填", "甲 is blank"),
        (
            "甲: 字",
            "甲 == '句'",
            "甲是「字」，按规则应为「句」",
            "甲 is 「字」, by the rule it is 「句」",
        ),
        (
            "甲: 字\n乙: 句",
            "甲 == 乙",
            "甲是「字」，乙是「句」（第 2 行）",
            "甲 is 「字」, 乙 is 「句」 (line 2)",
        ),
        ("甲: 1", "1 == 2", "", ""),
        ("组: {甲: 1}", "not 组", "", ""),
        (
            "甲: 1\n乙: 2\n丙: 4",
            "甲 + 乙 == 丙",
            "甲 1 + 乙 2 = 3，丙填的是 4（第 2、3 行）",
            "甲 1 + 乙 2 = 3, and 丙 says 4 (lines 2, 3)",
        ),
        (
            "甲: 420.71\n乙: 200.00\n丙: 620.17",
            "丙 == 甲 + 乙",
            "甲 420.71 + 乙 200.00 = 620.71，丙填的是 620.17（第 1、2 行）",
            "甲 420.71 + 乙 200.00 = 620.71, and 丙 says 620.17 (lines 1, 2)",
        ),
        (
            "甲: 9\n乙: 2\n丙: 4\n丁:",
            "甲 - (乙 + 丙) - (乙 - 丙) == 丁 + 乙 + 甲 * 丙",
            "甲 9 − (乙 2 + 丙 4) − (乙 2 − 丙 4) = 5，乙 2 + 甲 9 × 丙 4 = 38（第 2、3 行）",
            "甲 9 − (乙 2 + 丙 4) − (乙 2 − 丙 4) = 5, and 乙 2 + 甲 9 × 丙 4 = 38 (lines 2, 3)",
        ),
        (
            "组: [{甲: 1}, {甲: 2}]\n丙: 4",
            "组 | sum(attribute='甲') == 丙",
            "组各行甲合计 3，丙填的是 4（第 1 行）",
            "the sum of 甲 in 组 3, and 丙 says 4 (line 1)",
        ),
        (
            "甲: 1\n乙: 3",
            "甲 / 乙 > 1",
            "甲 1 ÷ 乙 3 = 0.3333 不大于 1（第 2 行）",
            "甲 1 ÷ 乙 3 = 0.3333 is not more than 1 (line 2)",
        ),
        (
            "得分: 8\n分值: 10\n原因:",
            "得分 >= 分值 or 原因 != ''",
            "得分 8 小于分值 10，原因没有填（第 2、3 行）",
            "得分 8 is less than 分值 10, 原因 is blank (lines 2, 3)",
        ),
        (
            "甲: 10\n完成: 3期\n指标: ≥4期",
            "甲 <= 10 * (完成 | attained(指标))",
            "甲是 10，完成是「3期」，指标是「≥4期」，按规则最多 7.5（第 2、3 行）",
            "甲 is 10, 完成 is 「3期」, 指标 is 「≥4期」, the rule allows 7.5 at most (lines 2, 3)",
        ),
        (
            "组: {年: {执行数: 12, 预算数: 10}, 月: {执行数: 3}}",
            "组.年.执行数 + 组.月.执行数 <= 组.年.预算数",
            "年·执行数 12 + 月·执行数 3 = 15 大于年·预算数 10",
            "年·执行数 12 + 月·执行数 3 = 15 is more than 年·预算数 10",
        ),
    ],
)
def test_a_rule_that_does_not_hold_is_told_with_its_figures(
    text: str, require: str, zh: str, en: str
) -> None:
    assert told(text, rule(require)) == [(f"：{zh}" if zh else "", f": {en}" if en else "")]


@pytest.mark.parametrize(
    ("text", "require"),
    [
        ("甲: 1\n乙: 2", "甲 <= 乙"),
        ("甲: 2\n乙: 2", "甲 <= 乙"),
        ("甲:\n乙: 2", "甲 > 乙"),
        ("甲: 0\n乙: 0\n丙:", "甲 >= 乙 or 丙 != ''"),
        ("甲: 0\n乙:\n丙:", "甲 >= 乙 or 丙 != ''"),
        ("甲: x or y", "甲 == 'x or y'"),
        ("甲: 2\n乙: 1", "甲 > (1 if 乙 > 2 or 甲 < 1 else 0)"),
        ("甲: 3\n乙:", "甲 < 乙"),
        ("甲: 字", "甲 == '字'"),
        ("甲: 1", "乙 == 1"),
    ],
)
def test_a_rule_that_holds_or_waits_for_a_blank_says_nothing(text: str, require: str) -> None:
    assert checked(text, rule(require)) == []


def test_a_message_is_whole_in_each_language() -> None:
    data = typed("项目:\n  - {名称: 甲项目, 行: [{三级指标: 乙指标, 得分: 12, 分值: 10}]}")
    rule_ = rule("得分 <= 分值", at="项目[]", each="行")
    (problem,) = check_rules(data, (rule_,))
    assert problem_text(problem, "zh").splitlines()[0] == (
        "甲.yaml:2:35: 错误[rule-broken] 「甲项目」的「乙指标」不符合「规则」：得分 12 大于分值 10"
    )
    assert problem_text(problem, "en").splitlines()[0] == (
        "甲.yaml:2:35: error[rule-broken] 「规则」 does not hold for 「乙指标」 of 「甲项目」: "
        "得分 12 is more than 分值 10"
    )
    assert not set("（），。；：空") & set(problem_text(problem, "en"))


def test_a_row_in_a_group_of_an_item_bears_the_name_of_the_item() -> None:
    data = typed("项目: [{名称: 甲, 资金: {总: 1}}, {名称: 乙, 资金: {总: 3}}]\n限: 2")
    (problem,) = check_rules(data, (rule("总 <= 限", at="项目[].资金"),))
    assert (problem.words["of_row_zh"], problem.words["of_row_en"]) == ("「乙」", " for 「乙」")


def test_a_group_among_the_rows_of_a_rule_bears_its_own_name() -> None:
    data = typed("表:\n  公务接待: {决算: 3, 预算: 2}\n  培训: {决算: 1, 预算: 2}")
    (problem,) = check_rules(data, (rule("决算 <= 预算", each="[表.公务接待, 表.培训]"),))
    assert (problem.words["of_row_zh"], problem.words["of_row_en"]) == (
        "「公务接待」",
        " for 「公务接待」",
    )


def test_a_blank_that_a_sum_passes_over_is_not_told() -> None:
    assert told("甲: 1\n乙:\n丙: 2", rule("甲 + 乙 == 丙")) == [
        ("：甲填的是 1，丙填的是 2（第 3 行）", ": 甲 says 1, and 丙 says 2 (line 3)")
    ]


def test_fields_that_follow_from_the_same_are_told_together() -> None:
    data = typed("甲: 1\n乙: 2")
    data["和"], data["积"] = Figure(3), Figure(2)
    formulas = {"和": "甲 + 乙", "积": "甲 * 乙"}
    (problem,) = check_rules(data, (rule("和 <= 积"),), formulas=formulas)
    assert (problem.words["told_zh"], problem.words["told_en"]) == (
        "：和 3 大于积 2（和、积由 甲、乙 算出）",
        ": 和 3 is more than 积 2 (和, 积 are worked out from 甲, 乙)",
    )


def test_what_stands_in_another_file_is_told_with_its_place() -> None:
    data = typed("甲: 1")
    data.add("乙", Figure(2, place=Place("乙.yaml", 7, 3)), Place("乙.yaml", 7, 1))
    (problem,) = check_rules(data, (rule("甲 == 乙"),))
    assert problem.words["told_zh"] == "：甲填的是 1，乙填的是 2（乙.yaml:7:3）"
    cell = Place("决算.xlsx", 12, 6, "表1", "甲.yaml:2:4")
    data["乙"] = Figure(2, place=cell)
    (problem,) = check_rules(data, (rule("甲 == 乙"),))
    assert problem.words["told_zh"].endswith("（决算.xlsx!表1!F12 (甲.yaml:2:4)）")


@pytest.mark.parametrize(
    ("text", "require", "code"),
    [
        ("甲: 1.00\n乙: 1.00", "甲 == 乙", ""),
        ("甲: 1.00\n乙: 1.01", "甲 == 乙", "rule-rounding"),
        ("甲: 1.00\n乙: 1.02", "甲 == 乙", "rule-broken"),
        ("甲: 1.02\n乙: 1.00", "甲 == 乙", "rule-broken"),
        ("甲: 1.0\n乙: 1.04", "甲 == 乙", "rule-rounding"),
        ("甲: 1.0\n乙: 1.06", "甲 == 乙", "rule-broken"),
        ("甲: 1.00\n乙: 2.00\n丙: 3.01", "甲 + 乙 == 丙", "rule-rounding"),
        ("甲: 1.00\n乙: 2.00\n丙: 3.02", "甲 + 乙 == 丙", "rule-broken"),
        ("甲: 1.00\n乙: 2.00\n丙: 3.00\n丁: 6.02", "甲 + 乙 + 丙 == 丁", "rule-rounding"),
        ("甲: 1.00\n乙: 2.00\n丙: 3.00\n丁: 6.03", "甲 + 乙 + 丙 == 丁", "rule-broken"),
        ("甲: 30\n乙: 20\n丙: 51", "甲 + 乙 == 丙", "rule-broken"),
        ("甲: 30\n乙: 20.3\n丙: 50", "甲 + 乙 == 丙", "rule-broken"),
        ("甲: 1.00\n乙: 2.00\n丙: 2.99", "丙 >= 甲 + 乙", "rule-rounding"),
        ("甲: 1.00\n乙: 2.00\n丙: 2.98", "丙 >= 甲 + 乙", "rule-broken"),
        ("甲: 1.01\n乙: 1.00", "甲 <= 乙", "rule-broken"),
        ("甲: 字\n乙: 1.00", "甲 == 乙", "rule-broken"),
        ("组: [{甲: 1.00}]\n丙: 1.01", "组 | sum(attribute='甲') == 丙", "rule-rounding"),
        ("组: [{甲: 1.00}]\n丙: 1.02", "组 | sum(attribute='甲') == 丙", "rule-broken"),
    ],
)
def test_a_sum_may_be_off_by_the_rounding_of_its_parts(text: str, require: str, code: str) -> None:
    found = [
        (problem.code, problem.is_error) for problem in check_rules(typed(text), (rule(require),))
    ]
    assert found == ([(code, code == "rule-broken")] if code else [])


def test_a_rule_may_only_warn() -> None:
    (words,) = checked("甲: 3", rule("甲 < 3", warn=True))
    assert words.startswith("1:4 rule-broken ")
    assert words.endswith(" warning")


def test_names_are_looked_up_in_the_group_first_and_then_in_the_unit() -> None:
    text = "甲: 1\n丙: 5\n组:\n  甲: 3\n  乙: 2"
    assert told(text, rule("甲 < 乙", at="组"), rule("乙 < 丙", at="组")) == [
        ("：甲 3 不小于乙 2（第 5 行）", ": 甲 3 is not less than 乙 2 (line 5)")
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
    assert [zh for zh, _ in told("甲: 3", first, second)] == ["：甲 3 不小于 3", "：甲 3 不小于 2"]


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
    hints = [
        [message_and_hint(problem, language).hint for language in LANGUAGES]
        for problem in check_rules(data, (said_by, silent))
    ]
    assert hints == [["核对甲", "see 甲"], list(TO_CORRECT)]


@pytest.mark.parametrize("formula", ["甲 + 乙", "total(甲, 乙)", "甲 | default(乙)"])
def test_a_figure_that_nobody_types_is_told_with_what_it_follows_from(formula: str) -> None:
    data = typed("组: {甲: 1, 乙: 2}\n总: 4\n")
    data["组"]["合计"] = Figure(3)
    rule_ = Rule("规则", "", "", Text("组.合计 == 总"), warn=False, place=PLACE)
    (problem,) = check_rules(data, (rule_,), formulas={"组.合计": formula})
    assert (problem.words["told_zh"], problem.words["told_en"]) == (
        "：组·合计是 3，总填的是 4（组·合计由 甲、乙 算出）",
        ": 组·合计 is 3, and 总 says 4 (组·合计 is worked out from 甲, 乙)",
    )


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
