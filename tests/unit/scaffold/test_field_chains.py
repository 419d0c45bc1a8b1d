"""Fields in the text of expressions: found where they are read, and renamed there alone."""

from __future__ import annotations

import pytest

from docgen.scaffold.pack.edits.field_chains import (
    NameScope,
    groups_around,
    in_tags,
    plain,
    reads,
    renamed,
)

KNOWN = frozenset(
    ["组", "组.甲", "组.乙", "甲", "组.水、电费", "列", "列.金额", "列.名称", "总分", "得分"]
)


@pytest.mark.parametrize(
    ("source", "path", "wanted"),
    [
        ("组.甲 + 甲", "组.甲", "组.新 + 甲"),
        ("组.甲 + 甲", "甲", "组.甲 + 新"),
        ('组["水、电费"] * 2', "组.水、电费", "组.新 * 2"),
        ('列 | sum(attribute="金额")', "列.金额", '列 | sum(attribute="新")'),
        ('列 | sum(attribute="金额") + 金额', "列.名称", '列 | sum(attribute="金额") + 金额'),
        ('甲 or "甲"', "甲", '新 or "甲"'),
        ("总分 | 总分(总分)", "总分", "新 | 总分(新)"),
        ("f(甲=甲)", "甲", "f(甲=新)"),
        ("甲.甲", "甲", "新.甲"),
        ("x is 甲", "甲", "x is 甲"),
    ],
)
def test_a_field_is_renamed_where_it_is_read(source: str, path: str, wanted: str) -> None:
    assert renamed(source, NameScope(KNOWN), path, "新") == wanted
    assert reads(source, NameScope(KNOWN), path) == (source != wanted)


def test_names_are_looked_up_in_their_group_and_in_loops_first() -> None:
    inside = NameScope(KNOWN, ("组",), {"行": "列"})
    assert renamed("甲 + 组.甲 + 行.金额", inside, "组.甲", "新") == "新 + 组.新 + 行.金额"
    assert renamed("甲 + 行.金额", inside, "列.金额", "水、电") == '甲 + 行["水、电"]'


def test_a_name_without_its_path_has_to_be_a_word() -> None:
    with pytest.raises(ValueError, match="水、电"):
        renamed("甲", NameScope(KNOWN, ("组",)), "组.甲", "水、电")


def test_only_what_stands_in_braces_is_an_expression() -> None:
    assert in_tags("甲{{ 甲 }}", lambda text: text.replace("甲", "乙")) == "甲{{ 乙 }}"


def test_a_plain_path_has_no_signs_of_lists() -> None:
    assert plain("绩效指标.*.*[].得分") == "绩效指标.得分"


def test_names_are_looked_up_in_all_groups_around() -> None:
    assert groups_around("外.组.甲") == ("外.组", "外")
    assert groups_around("甲") == ()
    scope = NameScope(
        frozenset(["外", "外.组", "外.组.甲", "外.合计"]), groups_around("外.合计.甲")
    )
    assert renamed("组.甲", scope, "外.组.甲", "新") == "组.新"
