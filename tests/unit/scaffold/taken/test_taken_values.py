"""Texts of a report become values as content types them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from docgen.scaffold.taken.report_reading import read_report
from docgen.scaffold.taken.same_values import same_figure
from docgen.scaffold.taken.taken_values import TakenValues, path_of, taken_values
from docgen.scaffold.taken.template_blocks import template_parts
from tests.unit.helpers import collect
from tests.unit.scaffold.drawing import form_of
from tests.unit.scaffold.small_pack import NUMBER, TEXT, group, pack_of

_SCHEMA = {
    "名称": TEXT,
    "资金": group(预算=NUMBER, 执行=NUMBER, 执行率={**NUMBER, "format": "percent"}),
}
_SUM = "derived:\n  资金.执行率: (资金.执行 / 资金.预算) | percent\n"


def values_of(root: Path, template: tuple[str, ...], report: tuple[str, ...]) -> TakenValues:
    pack = pack_of(root, *template, schema=_SCHEMA, settings=_SUM)
    parts = template_parts(pack, collect())
    return taken_values(read_report(parts, form_of(*report).element.body, 2023), pack)


_FORM = ("名称：{{ 名称 }}", "预算数：{{ 资金.预算 }}", "执行率：{{ 资金.执行率 }}")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1,234.50", "1234.50"),
        ("１２３４", "1234"),
        ("−12", "-12"),
        ("1 234", "1234"),
        ("约三百", "约三百"),
        ("12,34", "12,34"),
    ],
)
def test_a_figure_is_typed_as_content_types_it(typed: str, value: str, tmp_path: Path) -> None:
    values = values_of(tmp_path, _FORM, (f"名称：{typed}", f"预算数：{typed}", "执行率："))
    # A text stays as it was typed, even if it looks like a figure.
    assert values.tree({}) == {"名称": typed, "资金": {"预算": value}}


_UNITS = ("资金情况（单位：万元）", ["项目|预算数|人数", "办公费|{{ 资金.预算 }}|{{ 资金.人数 }}"])


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2870.55万元", "2870.55"),
        ("2,870.55 万元", "2870.55"),
        ("２８７０．５５万", "2870.55"),
        ("共12万元", "12"),
        ("12（万元）", "12"),
        ("+12", "12"),
        ("12元", "12元"),
        ("¥12", "¥12"),
        ("38人", "38人"),
        ("约12万元", "约12万元"),
        ("12\n15", "12\n15"),
        ("12 15", "12 15"),
        ("—", "—"),
    ],
)
def test_a_figure_is_taken_in_the_unit_of_its_form(typed: str, value: str, tmp_path: Path) -> None:
    rows = _amounts(tmp_path, typed, "")
    assert rows == {"预算": value}


@pytest.mark.parametrize(
    ("typed", "value"),
    [("38人", "38"), ("38名", "38"), ("38万人", "38万人"), ("38户", "38户"), ("无", None)],
)
def test_persons_are_counted_in_one_unit(typed: str, value: str | None, tmp_path: Path) -> None:
    assert _amounts(tmp_path, "", typed).get("人数") == value


def _amounts(root: Path, budget: str, persons: str) -> Any:
    schema = {"资金": group(预算=NUMBER, 人数=NUMBER)}
    pack = pack_of(root, *_UNITS, schema=schema)
    report = form_of(_UNITS[0], [_UNITS[1][0], f"办公费|{budget}|{persons}"])
    reading = read_report(template_parts(pack, collect()), report.element.body, 2023)
    return taken_values(reading, pack).tree({}).get("资金", {})


@pytest.mark.parametrize(
    ("typed", "value"), [("38个", "38"), ("38公斤", "38公斤"), ("38元", "38元"), ("38%", "38%")]
)
def test_where_the_form_prints_no_unit_a_count_is_sure(
    typed: str, value: str, tmp_path: Path
) -> None:
    assert values_of(tmp_path, _FORM[:2], ("名称：甲", f"预算数：{typed}")).tree({}) == {
        "名称": "甲",
        "资金": {"预算": value},
    }


def test_one_figure_or_date_typed_in_two_ways_is_no_conflict(tmp_path: Path) -> None:
    form = (
        "预算数：{{ 资金.预算 }}",
        "预算合计：{{ 资金.预算 }}",
        "日期：{{ 名称 }}",
        "成文：{{ 名称 }}",
    )
    report = ("预算数：1,250", "预算合计：1250.00", "日期：2023.4.6", "成文：2023年4月6日")
    values = values_of(tmp_path, form, report)
    assert (values.unlike, values.tree({})) == ([], {"资金": {"预算": "1250"}, "名称": "2023.4.6"})


def test_what_is_worked_out_stays_apart(tmp_path: Path) -> None:
    values = values_of(tmp_path, _FORM, ("名称：展厅", "预算数：____", "执行率：98%"))
    assert values.tree({}) == {"名称": "展厅"}
    assert [found.text for found in values.derived.values()] == ["98%"]


def test_a_field_with_two_texts_is_blank_and_told(tmp_path: Path) -> None:
    form = ("名称：{{ 名称 }}", "项目名称：{{ 名称 }}")
    values = values_of(tmp_path, form, ("名称：展厅", "项目名称：影院"))
    assert values.tree({}) == {}
    ((first, other),) = values.unlike
    assert (first.text, other.text) == ("展厅", "影院")


def reading_of(root: Path, template: str, report: str) -> tuple[list[str], list[str]]:
    """The texts of a line's fields, and what else was typed in it."""
    date = {**TEXT, "pattern": "^\\d{4}年\\d{1,2}月\\d{1,2}日$"}
    pack = pack_of(root, template, schema={"名称": TEXT, "日期": date})
    parts = template_parts(pack, collect())
    reading = read_report(parts, form_of(report).element.body, 2023)
    return [found.text for found in reading.texts], [text for _, text in reading.left]


_DATED = "填报单位：{{ 名称 }}  填报日期：{{ 日期 }}"


def test_a_date_is_read_without_its_blanks(tmp_path: Path) -> None:
    report = "填报单位：科技馆  填报日期：2023 年 6 月 9 日"
    assert reading_of(tmp_path, _DATED, report) == (["科技馆", "2023年6月9日"], [])


@pytest.mark.parametrize(
    "typed",
    [
        "2023.6.9",
        "2023/6/9",
        "2023-06-09",
        "２０２３－０６－０９",
        "二〇二三年六月九日",
        "二O二三年六月九日",
    ],
)
def test_a_date_is_taken_in_the_form_of_its_field(typed: str, tmp_path: Path) -> None:
    report = f"填报单位：科技馆  填报日期：{typed}"
    assert reading_of(tmp_path, _DATED, report) == (["科技馆", "2023年6月9日"], [])


@pytest.mark.parametrize("typed", ["六月上旬", "2023年6月", "23.6.9", "2023.6.31"])
def test_what_is_no_date_for_sure_is_told_and_the_others_are_taken(
    typed: str, tmp_path: Path
) -> None:
    report = f"填报单位：科技馆  填报日期：{typed}"
    assert reading_of(tmp_path, _DATED, report) == (["科技馆"], [typed])


@pytest.mark.parametrize(
    ("typed", "texts", "left"),
    [
        ("石开　　2022.5.20", ["同意。", "2022.5.20"], ["石开"]),
        ("石开2022年5月20日", ["同意。", "2022年5月20日"], ["石开"]),
        ("　　　2022年5月20日", ["同意。", "2022年5月20日"], []),
        ("石开", ["同意。", ""], ["石开"]),
        ("见附件", ["同意。", "见附件"], []),
        ("5月20日", ["同意。", "5月20日"], []),
        ("　　　年　月　日", ["同意。", ""], []),
    ],
)
def test_a_name_before_a_date_is_no_part_of_it(
    typed: str, texts: list[str], left: list[str], tmp_path: Path
) -> None:
    form = '意见：{{ 名称 }}  经办人：{{ 日期 | blank("        年  月  日") }}'
    pack = pack_of(tmp_path, form, schema={"名称": TEXT, "日期": TEXT})
    report = form_of(f"意见：同意。  经办人：{typed}").element.body
    reading = read_report(template_parts(pack, collect()), report, 2023)
    assert [found.text for found in reading.texts] == texts
    assert [text for _, text in reading.left] == left


def test_a_name_goes_into_the_room_right_before_its_date(tmp_path: Path) -> None:
    form = '经办人：{{ 名称 | blank("    ") }}{{ 日期 | blank("    年  月  日") }}'
    pack = pack_of(tmp_path, form, schema={"名称": TEXT, "日期": TEXT})
    report = form_of("经办人：石开    2022.5.20").element.body
    reading = read_report(template_parts(pack, collect()), report, 2023)
    assert [found.text for found in reading.texts] == ["石开", "2022.5.20"]
    assert not reading.left


def test_two_values_in_the_room_of_one_are_told(tmp_path: Path) -> None:
    report = "填报单位：科技馆        2023年"
    found = reading_of(tmp_path, "填报单位：{{ 名称 }}年", report)
    assert found == ([], ["科技馆        2023"])


def test_what_is_in_a_group_that_is_worked_out_stays_apart(tmp_path: Path) -> None:
    figures = {name: group(预算=NUMBER) for name in ("总额", "甲", "乙")}
    form = ("总额：{{ 总额.预算 }}", "甲项：{{ 甲.预算 }}")
    sums = "derived:\n  总额: total(甲, 乙)\n"
    pack = pack_of(tmp_path, *form, schema=figures, settings=sums)
    report = form_of("总额：8.50", "甲项：8.5").element.body
    values = taken_values(read_report(template_parts(pack, collect()), report, 2023), pack)
    assert values.tree({}) == {"甲": {"预算": "8.5"}}
    assert [found.text for found in values.derived.values()] == ["8.50"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("97.40%", "97.4%", True),
        ("94", "94.0", True),
        ("0.0%", "0%", True),
        ("1,234.50", "1234.5", True),
        ("97.4%", "97.5%", False),
        ("优", "优", True),
        ("优", "差", False),
    ],
)
def test_figures_are_one_whatever_their_decimals(one: str, other: str, same: bool) -> None:
    assert same_figure(one, other) == same


def test_the_path_of_a_value_in_the_pack() -> None:
    keys: tuple[Any, ...] = ("projects", 2, "资金", "预算")
    assert path_of(keys) == "projects[].资金.预算"


@pytest.mark.parametrize(
    ("title", "is_unlike"),
    [("档案馆部门自评报告", False), ("档案馆2自评报告", True), ("图书馆自评报告", True)],
)
def test_what_runs_on_in_a_title_ends_as_it_does_at_a_label(
    title: str, is_unlike: bool, tmp_path: Path
) -> None:
    form = ("{{ 名称 }}自评报告", *_FORM)
    values = values_of(tmp_path, form, (title, "名称：档案馆", "预算数：1", "执行率："))
    assert bool(values.unlike) == is_unlike
    assert is_unlike or values.tree({})["名称"] == "档案馆"
