"""What tables state: label, year, which figure, and how much it is."""

from __future__ import annotations

import pytest
from docx.document import Document

from docgen.checking.over_years.statements import Measure, Statement, stem
from docgen.checking.over_years.table_statements import TableReading
from tests.any_reports import read, report, table

Rows = list[list[str]]


def stated(*parts: object, year: str = "2023", otherwise: Measure | None = None) -> list[str]:
    document: Document = report(*parts)  # type: ignore[arg-type]
    found = TableReading(year, otherwise).of_document(read(document))
    return [_shown(statement) for statement in found]


def _shown(it: Statement) -> str:
    sure = "" if it.is_unit_sure else "?"
    return f"{it.label} {it.year} {it.measure.value} {it.printed.value.normalize():f}{sure}"


HEADS: dict[str, tuple[str, str]] = {
    "上年决算数": ("2022", "final"),
    "2021年决算数": ("2021", "final"),
    "本年决算数": ("2023", "final"),
    "决算数": ("2023", "final"),
    "全年执行数": ("2023", "final"),
    "实际支出（万元）": ("2023", "final"),
    "年初预算数": ("2023", "initial"),
    "批复预算数": ("2023", "initial"),
    "全年预算数": ("2023", "adjusted"),
    "调整预算数": ("2023", "adjusted"),
    "本年预算数": ("2023", "budget"),
    "2022年预算": ("2022", "budget"),
    "2022年": ("2022", "final"),
}


@pytest.mark.parametrize("head", HEADS)
def test_a_head_says_the_year_and_which_figure_it_is(head: str) -> None:
    rows = [["项目", head, "2019年"], ["公用经费", "12.5", "9"]]
    year, measure = HEADS[head]
    assert stated(rows)[0].removesuffix("?") == f"公用经费 {year} {measure} 12.5"


def test_a_wider_head_gives_its_year_to_those_below() -> None:
    rows = [["项目", "2022年", "", "2023年", ""], ["", "预算数", "决算数", "预算数", "决算数"]]
    rows.append(["公用经费", "1", "2", "3", "4"])
    assert stated(table(rows, (0, 1, 0, 2), (0, 3, 0, 4), (0, 0, 1, 0))) == [
        "公用经费 2022 budget 1?",
        "公用经费 2022 final 2?",
        "公用经费 2023 budget 3?",
        "公用经费 2023 final 4?",
    ]


def test_a_form_has_other_heads_further_down() -> None:
    rows = [
        ["单位名称", "市林业局", "", "", ""],
        ["资金", "", "年初预算数", "全年执行数", "分值"],
        ["", "基本支出", "410", "401.25", "10"],
        ["绩效指标", "三级指标", "年度指标值", "实际完成值", "分值"],
        ["", "造林面积", "12", "13", "20"],
    ]
    assert stated(table(rows, (1, 0, 2, 0))) == [
        "基本支出 2023 initial 410?",
        "基本支出 2023 final 401.25?",
    ]


def money(head: str, figure: str) -> list[list[str]]:
    return [["项目", head, "2023年决算"], ["公用经费", figure, "1"]]


UNITS: dict[str, tuple[list[object], str]] = {
    "above the table": (["单位：元", money("2022年决算", "125,000")], "12.5"),
    "in the head": ([money("2022年决算（元）", "125000")], "12.5"),
    "in the cell": ([money("2022年决算", "0.00125亿元")], "12.5"),
    "not at all": ([money("2022年决算", "12.5")], "12.5?"),
}


@pytest.mark.parametrize(("parts", "wanted"), UNITS.values(), ids=UNITS)
def test_money_is_counted_in_its_unit(parts: list[object], wanted: str) -> None:
    assert stated(*parts)[0] == f"公用经费 2022 final {wanted}"


def test_a_unit_in_one_head_is_not_that_of_another() -> None:
    rows = [["工作", "2022年完成", "2022年支出（元）"], ["城区规划图", "6", "20000"]]
    assert stated(rows) == ["城区规划图 2022 final 6", "城区规划图 2022 final 2"]


def test_the_head_of_the_labels_has_the_unit_of_all() -> None:
    rows = [["经费情况（元）", "2022年", "2023年"], ["公用经费", "20000", "30000"]]
    assert stated(rows) == ["公用经费 2022 final 2", "公用经费 2023 final 3"]


def test_only_the_approved_budget_has_heads_that_say_no_more_than_an_amount() -> None:
    rows = [["科目", "金额"], ["基本支出", "410"]]
    assert stated(rows) == []
    assert stated(rows, otherwise=Measure.INITIAL) == ["基本支出 2023 initial 410?"]


@pytest.mark.parametrize(
    "rows",
    [
        [["序号", "姓名", "年龄"], ["1", "甲乙", "30"]],
        [["一级指标", "分值", "得分"], ["产出指标", "40", "39"]],
        [["项目", "说明"], ["公用经费", "12.5"]],
        [["2023年", "造林"], ["护林", "12"]],
    ],
)
def test_other_tables_state_nothing_of_a_year(rows: Rows) -> None:
    assert [it for it in stated(rows) if "公用经费" in it or "指标" in it or "甲乙" in it] == []


@pytest.mark.parametrize(
    ("label", "other"),
    [
        ("1、公务接待", "公务接待费"),
        ("其中：办公经费", "办公费"),
        ("“三公”经费", "三公经费"),
        ("全年支出合计", "支出总计"),
        ("公用经费（万元）", "公用经费"),
        ("政府采购金额", "政府采购支出"),
    ],
)
def test_labels_of_one_thing_have_one_stem(label: str, other: str) -> None:
    assert stem(label) == stem(other) != ""


@pytest.mark.parametrize("label", ["合计", "其他支出", "年度资金总额", "支出", "2022年", "人"])
def test_a_label_that_says_nothing_by_itself_has_no_stem(label: str) -> None:
    assert stem(label) == ""


def test_other_labels_have_other_stems() -> None:
    labels = [
        "基本支出",
        "项目支出",
        "公用经费",
        "人员经费",
        "公务用车购置费",
        "公务用车运行费",
        "总收入",
        "总支出",
    ]
    assert len({stem(label) for label in labels}) == len(labels)
