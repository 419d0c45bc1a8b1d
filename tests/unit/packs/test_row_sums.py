"""Sums over rows that a rule requires, and what is said of those that differ."""

from __future__ import annotations

from decimal import Decimal

import pytest

from docgen.content.values import Text
from docgen.diagnostics import Place
from docgen.diagnostics.codes import LANGUAGES
from docgen.packs.row_sums import RowSum, row_sum
from docgen.packs.rules import Rule, check_rules
from tests.unit.packs.nodes import said, typed

PLACE = Place("form/pack.yaml", 9, 5)


def wanted(group: str, rows: str, *beside: str, total: str = "40") -> RowSum:
    return RowSum(group, rows, "分", beside, Decimal(total))


@pytest.mark.parametrize(
    ("require", "found"),
    [
        ('甲 | rows | sum(attribute="分") == 40', wanted("甲", "甲 | rows")),
        ("甲 | sum(attribute='分') == 40", wanted("甲", "甲")),
        ('甲.乙 | rows | sum(attribute="分") == 40', wanted("甲.乙", "甲.乙 | rows")),
        (
            '甲["乙（40分）"] | rows | sum(attribute="分") == 40',
            wanted("甲.乙（40分）", '甲["乙（40分）"] | rows'),
        ),
        ('(甲 | rows | sum(attribute="分")) == 40.5', wanted("甲", "甲 | rows", total="40.5")),
        (
            '丙.分 + 丁 + (甲 | rows | sum(attribute="分")) == 40',
            wanted("甲", "甲 | rows", "丙.分", "丁"),
        ),
        ('甲 | rows | sum(attribute="分") == 乙', None),
        ('甲 | rows | sum(attribute="分") >= 40', None),
        ('丙 * 2 + (甲 | rows | sum(attribute="分")) == 40', None),
        ('甲 | rows | sum(attribute="分") == 40 or 乙', None),
        ("甲 == 40", None),
    ],
)
def test_a_sum_of_rows_is_known_by_its_expression(require: str, found: RowSum | None) -> None:
    assert row_sum(require) == found


GROUPS = """\
本: {base}
标:
  产:
    数:
      - 分: {one}
      - 分: {two}
  效:
    社:
      - 分: {three}
"""
RULES = tuple(
    Rule(name, "", "", Text(require), warn=False, place=PLACE)
    for name, require in (
        ("全", '本 + (标 | rows | sum(attribute="分")) == 100'),
        ("产", '标.产 | rows | sum(attribute="分") == 60'),
        ("效", '标.效 | rows | sum(attribute="分") == 30'),
    )
)


def told(place: str, code: str, **words: object) -> str:
    return " ".join([place, code, *(f"{name}={value}" for name, value in words.items())])


@pytest.mark.parametrize(
    ("base", "one", "two", "three", "problems"),
    [
        ("10", "40", "20", "30", []),
        ("", "", "", "", []),
        ("10", "", "", "", []),
        ("10", "40", "20", "", [("sum-unfinished", "标", "60", "90")]),
        ("10", "40", "", "30", [("sum-unfinished", "标.产", "40", "60")]),
        ("10", "40", "", "", [("sum-unfinished", "标.产", "40", "60")]),
        ("10", "60", "", "30", []),
        ("10", "61", "", "30", [("sum-differs", "标.产", "61", "60")]),
        ("10", "40", "19", "30", [("sum-differs", "标.产", "59", "60")]),
        (
            "10",
            "40.5",
            "20",
            "29.5",
            [("sum-differs", "标.产", "60.5", "60"), ("sum-differs", "标.效", "29.5", "30")],
        ),
        ("11", "40", "20", "30", [("sum-differs", "标", "90", "89")]),
    ],
)
def test_the_innermost_group_is_told_with_what_it_has_and_what_it_must_have(
    base: str, one: str, two: str, three: str, problems: list[tuple[str, ...]]
) -> None:
    data = typed(GROUPS.format(base=base, one=one, two=two, three=three))
    found = list(check_rules(data, RULES))
    words = ("group", "sum", "required")
    assert [
        (problem.code, *(problem.words[word] for word in words)) for problem in found
    ] == problems
    assert all(problem.is_error for problem in found)


def test_where_a_row_is_blank_its_line_is_told_and_what_is_left_to_give() -> None:
    data = typed(GROUPS.format(base="10", one="40", two="", three="30"))
    line = told(
        "6:11",
        "sum-unfinished",
        group="标.产",
        field="分",
        rule="产",
        sum="40",
        required="60",
        reckoned_zh="60",
        reckoned_en="60",
        blank="1",
        rest="20",
    )
    (problem,) = check_rules(data, RULES)
    assert sorted(said([problem])[0].split()) == sorted(line.split())
    (open_still,) = check_rules(data, RULES, frozenset({problem.place}))
    assert not open_still.is_error


def test_a_row_with_a_stroke_for_a_number_is_no_blank_of_the_sum() -> None:
    data = typed(GROUPS.format(base="10", one="/", two="60", three="30"))
    assert list(check_rules(data, RULES)) == []
    short = typed(GROUPS.format(base="10", one="/", two="40", three="30"))
    (problem,) = check_rules(short, RULES)
    assert (problem.code, problem.words["sum"]) == ("sum-differs", "40")


def test_what_is_added_beside_the_rows_is_named() -> None:
    data = typed(GROUPS.format(base="11", one="40", two="20", three="30"))
    (problem,) = check_rules(data, RULES)
    assert [problem.words[f"reckoned_{language}"] for language in LANGUAGES] == [
        "89（100 − 本 11）",
        "89 (100 − 本 11)",
    ]


def test_a_group_without_rows_has_a_sum_of_nothing() -> None:
    (problem,) = check_rules(typed("标: {产: {}}\n"), RULES[1:2])
    assert (problem.code, problem.words["sum"]) == ("sum-differs", "0")


def test_a_rule_is_not_checked_where_it_reads_a_blank_that_is_known() -> None:
    data = typed("甲:\n乙: 2\n")
    rule = Rule("规则", "", "", Text("not (甲 | is_blank)"), warn=True, place=PLACE)
    (problem,) = check_rules(data, (rule,))
    assert list(check_rules(data, (rule,), frozenset({problem.place}))) == []


@pytest.mark.parametrize(
    ("typed_key", "near"), [("产出", "产出"), ("其他", "")], ids=["alike", "not alike"]
)
def test_a_group_that_is_called_otherwise_is_missing(typed_key: str, near: str) -> None:
    rule = Rule(
        "产",
        "",
        "",
        Text('标["产出（60分）"] | rows | sum(attribute="分") == 60'),
        warn=False,
        place=PLACE,
    )
    (problem,) = check_rules(typed(f"标:\n  {typed_key}: {{社: [{{分: 60}}]}}\n"), (rule,))
    assert problem.code == "group-missing"
    assert (problem.words["key"], problem.words["nearest"]) == ("产出（60分）", near)
