"""What checks may ask of a unit, each answer worked out once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.checks.punctuation import REPEATED
from docgen.diagnostics import Place, Problem, error
from tests.unit.checking.units import CHECKS, PACK, checked, pack_with


def test_it_has_the_unit_its_pack_and_last_years_content() -> None:
    unit = checked("年度: 2023", last="年度: 2022")
    assert (unit.data, unit.pack, unit.last) == (unit.unit.data, PACK, {"年度": 2022})


def test_a_check_runs_once() -> None:
    runs = []

    def slow(unit: CheckedUnit) -> Iterator[Problem]:
        runs.append(unit)
        yield error(REPEATED, Place("甲"))
        yield error(REPEATED, Place("乙"))

    unit = checked("")
    assert unit.found_by(slow) == unit.found_by(slow) == tuple(slow(unit))
    assert runs == [unit, unit]  # once for the unit, once for the comparison


FORM = """
例外: [{规则: 甲, 位置: 甲, 理由: 甲}]
沿用上年: [甲]
待填写: [甲]
例外情况: 甲
说明: {例外: 甲, 预期目标: 甲, 预期: 甲}
预期目标: 甲
表: [{预期目标: 甲}]
"""


def test_paragraphs_are_all_texts_but_those_about_the_files() -> None:
    fields = [paragraph.field for paragraph in checked(FORM).paragraphs]
    checked_fields = ["例外情况", "说明.例外", "说明.预期目标", "说明.预期", "预期目标"]
    assert fields == [*checked_fields, "表[0].预期目标"]


def test_results_are_the_paragraphs_without_plans() -> None:
    assert [paragraph.field for paragraph in checked(FORM).results] == [
        "例外情况",
        "说明.例外",
        "说明.预期",
    ]


def test_its_figures_and_rows_are_those_of_the_form() -> None:
    unit = checked("经费: {公用经费: 3}\n表: [{名称: 水库维修}]")
    assert [figure.path for figure in unit.figures.figures] == ["经费.公用经费"]
    assert unit.rows.names == {"水库维修"}
    assert unit.figures is unit.figures


@pytest.mark.parametrize(
    ("form", "text", "found"),
    [
        ("年度: 2023", "2023年公用经费3万元", True),
        ("年度: 2022", "2023年公用经费3万元", False),
        ("", "2023年公用经费3万元", False),
        ("封面: {单位: 某某局}", "某某局公用经费3万元", True),
        ("封面: {单位: 甲乙丙}", "甲乙丙公用经费3万元", True),
        ("封面: {单位: 甲乙丙}", "乙丙公用经费3万元", True),
        ("封面: {单位: 甲乙丙}", "甲乙公用经费3万元", False),
        ("封面: {单位: }", "甲乙丙公用经费3万元", False),
        ("封面: 甲乙丙", "甲乙丙公用经费3万元", False),
        ("单位: 甲乙丙", "甲乙丙公用经费3万元", False),
        ("封面: {单位: [甲乙丙]}", "公用经费3万元", True),
        ("年度: [2023]", "公用经费3万元", True),
        ("", "公用经费3万元", True),
        ("", "政府性基金安排。公用经费3万元", False),
    ],
)
def test_its_labels_know_year_unit_and_other_money(form: str, text: str, found: bool) -> None:
    unit = checked({"a.yaml": form, "b.yaml": f"经费: {{公用经费: 3}}\n说明: {text}"})
    (paragraph,) = (paragraph for paragraph in unit.paragraphs if paragraph.field == "说明")
    hit = unit.labels.before(paragraph, paragraph.text.rindex("3"))
    assert bool(hit and hit.period.value == "this") is found


def test_a_unit_may_be_named_by_a_key_of_its_root() -> None:
    pack = pack_with(checks=replace(CHECKS, unit="单位"))
    unit = checked("单位: 甲乙丙\n经费: {公用经费: 3}\n说明: 甲乙丙公用经费3万元", pack=pack)
    paragraph = unit.paragraphs[-1]
    assert unit.labels.before(paragraph, 7) is not None
