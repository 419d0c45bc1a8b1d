"""Filters and functions of expressions, on each kind of value."""

from __future__ import annotations

from decimal import Decimal

import pytest

from docgen.content.values import Blank, Figure, Items, Node, Text
from docgen.diagnostics import Place
from docgen.diagnostics.bilingual import listed_names
from docgen.packs.expressions.filters import (
    box,
    percent,
    round_half_up,
    rows,
    sum_of,
    total,
    where,
)
from docgen.packs.expressions.missing import Missing, recording_missing
from docgen.packs.expressions.refusals import RefusalError
from tests.unit.packs.nodes import plain, typed

MISSING = Missing(name="没有")


def figure(text: str) -> Figure:
    return Figure(Decimal(text), text)


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (figure("0.93636"), None, "93.64%"),
        (figure("0.93635"), None, "93.64%"),
        (figure("1"), None, "100%"),
        (1, None, "100%"),
        (Decimal("0.5"), None, "50%"),
        (figure("0.93636"), 0, "94%"),
        (figure("0.93636"), 3, "93.636%"),
        (figure("-0.1"), 1, "-10%"),
    ],
)
def test_a_ratio_in_percent(value: object, digits: int | None, text: str) -> None:
    found = percent(value) if digits is None else percent(value, digits)
    assert str(found) == text
    assert isinstance(found, Figure)
    assert found == (Figure(value) if isinstance(value, Decimal) else value)


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (figure("2.675"), 2, "2.68"),
        (figure("2.5"), None, "3"),
        (figure("1.4"), None, "1"),
        (figure("15"), -1, "20"),
        (7, 2, "7"),
    ],
)
def test_rounding_is_half_up(value: object, digits: int | None, text: str) -> None:
    assert str(round_half_up(value) if digits is None else round_half_up(value, digits)) == text


def test_blanks_and_missing_fields_stay_as_they_are() -> None:
    blank = Blank()
    assert percent(blank) is blank
    assert round_half_up(blank) is blank
    assert percent(MISSING) is MISSING
    assert round_half_up(MISSING) is MISSING


def test_a_text_is_no_number() -> None:
    for compute in (percent, round_half_up, total):
        with pytest.raises(TypeError, match="'多' is no number"):
            compute(Text("多"))


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("[1.10, 2.20]", "3.30"),
        ("[]", None),
        ("[[1, [2]], 3]", "6"),
        ("[{甲: 1, 乙: 2.5}, {甲: 3, 丙: 1}]", {"甲": "4", "乙": "2.5", "丙": "1"}),
        ("[{甲: 1}, 5, {甲: 3}]", {"甲": "4"}),
        ("[{名: 一, 甲: 1}, {名: 二, 甲: 3}]", {"名": None, "甲": "4"}),
        ("[{甲: 1}, {甲: --}, {甲: 3}]", {"甲": "4"}),
        ("[{甲: }, {甲: }]", {"甲": None}),
    ],
)
def test_a_total_is_that_of_figures_or_of_columns(text: str, result: object) -> None:
    terms = typed(f"项: {text}")["项"]
    assert plain(total(terms)) == result
    assert plain(total(Blank(), *terms)) == result


def test_a_total_marks_what_it_reads() -> None:
    row = typed("项: [{甲: 1}]")["项"][0]
    assert total(row) == {"甲": 1}
    assert row.used == {"甲"}
    assert total() == ""


def test_a_sum_of_a_field() -> None:
    items = typed("项: [{得分: 16}, {得分: 4.5}, {得分: }]")["项"]
    assert str(sum_of(items, "得分")) == "20.5"
    assert str(sum_of([figure("1"), Blank(), 2])) == "3"
    assert isinstance(sum_of([]), Blank)
    assert [row.used for row in items] == [{"得分"}] * 3


@pytest.mark.parametrize("row", [Node(Place("甲.yaml", 3, 1)), Text("字")])
def test_a_sum_of_a_field_that_is_not_there(row: object) -> None:
    with recording_missing() as uses:
        assert str(sum_of([row], "得分")) == ""
    assert {use.name for use in uses} == {"得分"}


def test_rows_have_the_names_of_their_groups() -> None:
    groups = typed("产出: {数量: [{得分: 1}, {得分: 2}]}\n效益: [{得分: 3}]\n空:")
    assert plain(rows(groups, "一级", "二级")) == [
        {"一级": "产出", "二级": "数量", "得分": "1"},
        {"一级": "产出", "二级": "数量", "得分": "2"},
        {"一级": "效益", "得分": "3"},
    ]
    assert plain(rows(groups, "一级"))[0] == {"一级": "产出", "得分": "1"}  # type: ignore[index]
    assert plain(rows(groups)) == [{"得分": "1"}, {"得分": "2"}, {"得分": "3"}]
    assert rows(groups, "一级")[0]["一级"].place == Place("甲.yaml", 1, 1)
    assert groups.used == {"产出", "效益", "空"}
    assert (rows(Blank()), rows(MISSING), rows(Items(Place("")))) == ([], [], [])


def test_what_is_no_row_has_none() -> None:
    with pytest.raises(TypeError, match="is no row"):
        rows(typed("项: [1]")["项"])
    with pytest.raises(TypeError, match="has no rows"):
        rows(figure("1"))


@pytest.mark.parametrize(
    ("value", "option", "sign"),
    [
        ("网站", "网站", "☑"),
        ("网站、公报", "公报", "☑"),
        ("网站， 公报 ;电视", "公报", "☑"),
        ("网站；公报", "公报", "☑"),
        ("网站,公报", "公报", "☑"),
        ("网站公报", "公报", "□"),
        (["网站", " 公报 "], "公报", "☑"),
        (["网站、公报"], "公报", "□"),
        (Blank(), "公报", "□"),
    ],
)
def test_a_box_is_ticked_if_the_field_names_the_option(
    value: object, option: str, sign: str
) -> None:
    assert box(value, option) == sign
    assert box(value, option, "☐") == sign.replace("□", "☐")
    assert box(value, option, "○") == sign.replace("□", "○").replace("☑", "●")


def test_a_box_of_a_missing_field_is_told() -> None:
    with recording_missing() as uses:
        assert box(MISSING, "公报") == "□"
    assert [use.name for use in uses] == ["没有"]


def test_the_row_of_a_name() -> None:
    items = typed("项: [{名称: 展厅, 金额: 320}, {名称: 馆舍, 金额: 20}, {名称: 馆舍}, 5]")["项"]
    found = where(items, "名称", "展厅")
    assert (str(found["金额"]), found.used) == ("320", {"名称"})


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ("馆舍", {"refused": "several-rows", "rows": 2}),
        ("别的", {"refused": "no-row", "known": listed_names(["展厅", "馆舍"]), "nearest": ""}),
        (
            "馆社",
            {"refused": "no-row-like", "known": listed_names(["展厅", "馆舍"]), "nearest": "馆舍"},
        ),
    ],
)
def test_a_name_that_is_not_that_of_one_row_is_told_with_the_nearest(
    wanted: str, words: dict[str, object]
) -> None:
    items = typed("项: [{名称: 展厅, 金额: 320}, {名称: 馆舍, 金额: 20}, {名称: 馆舍}, 5]")["项"]
    with pytest.raises(RefusalError) as caught:
        where(items, "名称", wanted)
    assert caught.value.words.items() >= {"label": "名称", "row": wanted, **words}.items()


def test_what_is_no_list_has_no_row() -> None:
    with pytest.raises(RefusalError, match="no-row"):
        where(Text("展厅"), "名称", "展厅")
