"""Fields that are filled in are counted; those that are not yet are marked in a draft."""

from __future__ import annotations

import pytest

from docgen.checking.unfilled import filled_fields, mark_unfilled
from docgen.content.values import Blank, Items, Node, Unfilled, Value
from docgen.diagnostics import Place, error
from docgen.packs.schema import LEFT_BLANK
from tests.unit.checking.units import checked, said


@pytest.mark.parametrize(
    ("form", "count"),
    [
        ("甲: 1\n乙:\n丙: ''", 1),
        ("模板: form\n甲: 1\n待填写: [a.yaml]\n沿用上年: [b.yaml]", 1),
        ("组: {甲: 1, 乙: , 丙: {丁: 好}}", 2),
        ("表: [{甲: 1}, {甲: }, 乙]", 2),
        ("组: {正文: 长文}", 1),
        ("组: {正文: }\n表: []\n空: {}", 0),
    ],
)
def test_what_is_typed_counts_and_what_is_about_files_does_not(form: str, count: int) -> None:
    assert filled_fields(checked(form).data, frozenset()) == count


def test_what_is_to_be_filled_in_is_not_counted_whatever_is_typed_there() -> None:
    place = Place("甲/report.yaml", 1, 5)
    assert filled_fields(checked("名称: 名称\n额: 3").data, {place}) == 1


def plain(value: Value) -> object:
    """A value as Python has it; of a marked blank ``?`` and its field."""
    if isinstance(value, Node):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, Items):
        return [plain(item) for item in value]
    return f"?{value.field}" if isinstance(value, Unfilled) else str(value)


LISTED = {"a.yaml": "待填写: [b.yaml]"}


def test_blanks_of_the_files_that_are_to_be_done_are_marked() -> None:
    unit = checked({**LISTED, "b.yaml": "甲:\n乙: 1\n组: {丙: }\n表: [{丁: }]", "c.yaml": "戊:"})
    found = mark_unfilled(unit, [])
    assert [line.partition(";")[0] for line in said(found)] == [
        "1:3 warning not-filled",
        "3:8 warning not-filled",
        "4:9 warning not-filled",
    ]
    rest = plain(unit.data)
    assert isinstance(rest, dict)
    assert {key: rest[key] for key in ("甲", "乙", "组", "表", "戊")} == {
        "甲": "?甲",
        "乙": "1",
        "组": {"丙": "?丙"},
        "表": [{"丁": "?丁"}],
        "戊": "",
    }


def test_what_new_emptied_is_marked_and_what_was_blank_last_year_is_not() -> None:
    files = {"a.yaml": "沿用上年: [b.yaml]", "b.yaml": "甲:\n乙:"}
    unit = checked(files, last={"b.yaml": "甲: 3\n乙:"})
    (problem,) = mark_unfilled(unit, [])
    assert (problem.code, problem.is_error) == ("still-blank", False)
    assert isinstance(unit.data["甲"], Unfilled)
    assert not isinstance(unit.data["乙"], Unfilled)


def test_what_the_schema_refuses_to_be_blank_is_marked() -> None:
    unit = checked("甲:\n乙:")
    problem = error(LEFT_BLANK, Place("甲/report.yaml", 1, 3), field="甲")
    assert mark_unfilled(unit, [problem]) == []
    assert plain(unit.data) == {"甲": "?甲", "乙": ""}


def test_a_field_that_says_only_its_own_name_is_marked() -> None:
    unit = checked("名称: 名称\n别名: '别名'\n称呼: 名称")
    assert len(mark_unfilled(unit, [])) == 2
    assert plain(unit.data) == {"名称": "?名称", "别名": "?别名", "称呼": "名称"}


def test_a_waived_blank_is_not_marked() -> None:
    waiver = "例外: [{规则: not-filled, 位置: b.yaml:1, 理由: 没有}]"
    unit = checked({"a.yaml": f"待填写: [b.yaml]\n{waiver}", "b.yaml": "甲:\n乙:"})
    assert len(mark_unfilled(unit, [])) == 2, "they are waived with all others"
    assert type(unit.data["甲"]) is Blank
    assert isinstance(unit.data["乙"], Unfilled)


def test_a_chapter_without_a_name_of_its_own_is_this_part() -> None:
    unit = checked(
        {
            "a.yaml": "额: 3",
            "narrative/1-a.md": "",
            "narrative/问题.md": " ",
            "narrative/2-概况.md": "",
        }
    )
    mark_unfilled(unit, [])
    assert plain(unit.data["narrative"]) == {
        "1-a": "?本部分",
        "2-概况": "?概况",
        "问题": "?问题",
    }


def test_of_several_fields_of_one_name_the_group_is_named_too() -> None:
    form = "接待: {预算: , 决算: 1}\n购置: {预算: 2}\n表: [{额: }, {额: 3}]\n额度:"
    unit = checked({**LISTED, "b.yaml": form})
    mark_unfilled(unit, [])
    rest = plain(unit.data)
    assert isinstance(rest, dict)
    assert rest["接待"] == {"预算": "?接待·预算", "决算": "1"}
    assert rest["表"] == [{"额": "?表·额"}, {"额": "3"}]
    assert rest["额度"] == "?额度"
