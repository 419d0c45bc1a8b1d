"""Last year's figures are last year's."""

from __future__ import annotations

import pytest

from docgen.checking.checks.consistency import over_time
from docgen.content.values import Figure
from docgen.diagnostics import Place
from tests.unit.checking.units import checked, marked, said


def over(form: str, last: str) -> list[str]:
    return said(over_time(checked(form, last=last)))


def test_a_figure_of_last_year_is_that_of_last_years_report() -> None:
    assert over("接待: {上年决算数: 1.10}", "接待: {本年决算数: 1.2}") == [
        "1:13 error last-year-differs; then=1.2; other=甲/report.yaml:1:13; name=上年决算数; "
        "value=1.10; last_name=本年决算数"
    ]


@pytest.mark.parametrize(("now", "then"), [("1", "1.12"), ("1.0", "1.12"), ("1.1", "1.16")])
def test_a_figure_of_last_year_may_have_other_digits_but_no_other_value(
    now: str, then: str
) -> None:
    found = over(f"接待: {{上年决算数: {now}}}", f"接待: {{本年决算数: {then}}}")
    assert len(found) == 1


@pytest.mark.parametrize(
    ("form", "last"),
    [
        ("接待: {上年决算数: 1.10}", "接待: {本年决算数: 1.1}"),
        ("接待: {上年决算数: 1.12}", "接待: {本年决算数: 1.1}"),
        ("接待: {上年决算数: 1.1}", "接待: {本年决算数: 1.12}"),
        ("接待: {上年决算数: 1}", "接待: {本年决算数: }"),
        ("接待: {上年决算数: }", "接待: {本年决算数: 1}"),
        ("接待: {上年决算数: --}", "接待: {本年决算数: 1}"),
        ("接待: {上年决算数: 1}", "接待: {本年决算数: --}"),
        ("接待: {上年决算数: 1}", "接待: {上年决算数: 2, '': 3}"),
        ("接待: {本年决算数: 1, '': 4}", "接待: {本年决算数: 2, '': 3}"),
        ("接待: {上年决算数: 1}", "出国: {本年决算数: 2}"),
        ("接待: {上年决算数: 1}", "接待: [{本年决算数: 2}]"),
        ("接待: [{上年决算数: 1}]", "接待: {本年决算数: 2}"),
        ("接待: {上年决算数: 1}", "接待: 甲"),
        ("表: [{上年决算数: 1}]", "表: [{本年决算数: 2}]"),
        ("表: [{名: 甲, 上年决算数: 1}]", "表: [{名: 乙, 本年决算数: 2}]"),
        ("表: [甲, 上年决算数]", "表: [甲, {名: 甲, 本年决算数: 2}]"),
        ("表: [{名: 甲, 上年决算数: 1}]", "表: [甲]"),
        ("表: [{名: 甲, 上年决算数: 1}]", "说明: 甲"),
        ("表: 3", "表: [{名: 甲, 本年决算数: 2}]"),
    ],
)
def test_what_is_equal_blank_or_elsewhere_does_not_differ(form: str, last: str) -> None:
    assert over(form, last) == []


def test_groups_and_rows_of_one_name_are_compared_at_any_depth() -> None:
    rows = "{名: 乙, 上年决算数: ▸3}, {名: 甲, 上年决算数: ▸4}"
    form, places = marked(f"上年决算数: ▸1\n组: {{甲: {{上年决算数: ▸2}}}}\n表: [{rows}]")
    last_rows = "{名: 甲, 本年决算数: 9}, {名: 乙, 本年决算数: 8}"
    found = over(form, f"表: [{last_rows}]\n本年决算数: 6\n组: {{甲: {{本年决算数: 7}}}}")
    assert [problem.partition("; other")[0] for problem in found] == [
        f"{place} error last-year-differs; then={then}"
        for place, then in zip(places, (6, 7, 8, 9), strict=True)
    ]


def test_without_last_years_content_nothing_differs() -> None:
    assert list(over_time(checked("上年决算数: 1"))) == []


def test_a_figure_that_a_formula_gives_has_the_place_of_its_group() -> None:
    unit = checked("接待: {甲: 1}", last="接待: {本年决算数: 2}")
    group = unit.data["接待"]
    assert isinstance(group, dict)
    group["上年决算数"] = Figure(3)
    (problem,) = over_time(unit)
    assert problem.place == Place("甲/report.yaml", 1, 5)
