"""Texts that are far too long, or long in an odd way, are checked in a moment like any other."""

from __future__ import annotations

import pytest

from docgen.checking.check_unit import check_unit
from docgen.checking.checked_unit import CheckFunction
from docgen.checking.checks.against_tables import against_tables
from docgen.checking.checks.brackets import unpaired
from docgen.checking.checks.claimed_figures import claimed_figures
from docgen.checking.checks.left_overs import placeholders
from docgen.checking.checks.punctuation import half_width, repeated
from docgen.checking.checks.typed_characters import unseen_characters
from docgen.ordinals import without_ordinals
from tests.growth import TIMES, is_linear, seconds
from tests.unit.checking.units import PACK, field, markdown, said

MOMENT = 1.0
"""Seconds; a pattern of all ends of such a name took five."""

FORM = "年度: 2023\n封面: {单位: 某某办公室}\n经费: {基本支出: {本年决算数: 2}}\n"


@pytest.mark.parametrize(
    "text",
    [
        "达到" * 40 + "值9个",
        "保持达到超过共计" * 20 + "率9个",
        "(1)" * 3000,
        "（一）1.①" * 1000,
        "（" + "不超过5字" * 3000,
        "基本支出" + "1" * 3000 + "万元",
        "基本支出" + "9" * 400 + "." + "9" * 400 + "万元",
        "问题31个，已整改" + "9" * 300 + "个，整改率100%",
        "问题31个，已整改29个，整改率" + "9" * 300 + "%",
        "基本支出比上年增长" + "9" * 300 + "%",
        "由上年的" + "9," * 3000 + "万元增至" + "1" * 3000 + "万元，下降10%",
    ],
)
def test_a_long_text_is_checked(text: str) -> None:
    unit = markdown(text, FORM)
    assert list(check_unit(unit.unit, PACK, unit.data)) is not None


@pytest.mark.parametrize("name", ["某" * 2000, "（株洲" * 700, "某某市" + "职业教育园区" * 300])
def test_a_units_name_may_be_long_and_its_end_stand_before_a_label(name: str) -> None:
    unit = markdown(f"{name[-20:]}基本支出3万元", FORM.replace("某某办公室", name))
    assert seconds(lambda: list(check_unit(unit.unit, PACK, None))) < MOMENT
    text = next(paragraph for paragraph in unit.paragraphs if "基本支出" in paragraph.text)
    assert unit.labels.before(text, len(text.text) - len("3万元"))


def test_a_year_that_is_no_year_is_left_alone() -> None:
    unit = markdown("基本支出3万元", FORM.replace("2023", "9" * 5000))
    list(check_unit(unit.unit, PACK, None))


LONG = 60_000
"""Characters of a text pasted into one paragraph."""


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (unseen_characters, "甲\u200b乙"),
        (unpaired, "《办法"),
        (unpaired, "“"),
        (half_width, "【封面.日期】"),
        (placeholders, "（不超过"),
        (repeated, "9元"),
    ],
)
def test_the_time_of_a_check_grows_with_the_text(check: CheckFunction, text: str) -> None:
    small, large = (markdown(text * (size // len(text)), FORM) for size in (LONG // TIMES, LONG))
    assert small.paragraphs
    assert large.paragraphs
    assert is_linear(lambda: list(check(small)), lambda: list(check(large)))


def test_ordinals_in_any_number_are_taken_off() -> None:
    assert without_ordinals("（一）1.①" * 5000 + "经费") == "经费"


def test_a_place_far_behind_many_bindings_is_right() -> None:
    unit = markdown("{{ 年度 }}甲" * 300 + "。。", FORM)
    assert said(repeated(unit)) == [f"1:{300 * 9 + 2} error repeated; text=。。; wanted=。"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("（甲不超过5字，乙不超过6字）丙", [1]),
        ("（甲不超过5字，乙（不超过6字）丙", [10]),
        ("（不超过5字（）", []),
    ],
)
def test_a_limit_in_brackets_ends_with_them(text: str, places: list[int]) -> None:
    assert [problem.place.column for problem in placeholders(field(text))] == places


def test_a_number_of_more_digits_than_a_figure_is_no_number() -> None:
    assert not list(against_tables(markdown("基本支出" + "1" * 40 + "万元", FORM)))
    assert not list(claimed_figures(field("问题31个，已整改" + "9" * 300 + "个，整改率100%")))
