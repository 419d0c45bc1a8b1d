"""The quantities of a text: digits, units, counts in Chinese numerals, round figures, ranges."""

from __future__ import annotations

from decimal import Decimal

import pytest

from docgen.checking.quantities.quantity import Quantity
from docgen.checking.quantities.scan import scan_quantities
from docgen.checking.quantities.units import dimension_of, power_of
from tests.unit.checking.units import field, markdown, marked


def found(text: str) -> list[Quantity]:
    return [it for paragraph in field(text).paragraphs for it in scan_quantities(paragraph)]


@pytest.mark.parametrize(
    ("text", "words", "value", "dimension"),
    [
        ("支出420.71万元", "420.71万元", "420.71", "money"),
        ("支出1,234,567.80万元", "1,234,567.80万元", "1234567.80", "money"),
        ("支出1,234元", "1,234元", "0.1234", "money"),
        ("支出9000 元", "9000元", "0.9", "money"),
        ("支出0.5亿元", "0.5亿元", "5000", "money"),
        ("支出300千元", "300千元", "30", "money"),
        ("执行率97%", "97%", "97", "%"),
        ("执行率97 ％", "97%", "97", "%"),
        ("提高2个百分点", "2个百分点", "2", "points"),
        ("提高1.5百分点", "1.5百分点", "1.5", "points"),
        ("绿地2.5万平方米", "2.5万平方米", "25000", "平方米"),
        ("接待3万人次", "3万人次", "30000", "人次"),
        ("共3户", "3户", "3", "户"),
        ("职工3名", "3名", "3", "人"),
        ("职工3人", "3人", "3", "人"),
        ("修路12.5公里", "12.5公里", "12.5", "公里"),
        ("培训三期", "三期", "3", "期"),
        ("完成十二项", "十二项", "12", "项"),
        ("两个片区", "两个", "2", "个"),
        ("三大类", "三类", "3", "类"),
        ("增长22.3。", "22.3", "22.3", ""),
    ],
)
def test_a_number_with_its_unit(text: str, words: str, value: str, dimension: str) -> None:
    (quantity,) = found(text)
    seen = (quantity.words, quantity.value, quantity.dimension)
    assert seen == (words, Decimal(value), dimension)


@pytest.mark.parametrize(
    "text",
    [
        "A4纸",
        "2023年",
        "3月",
        "3月15日",
        "1.2.3",
        "〔2021〕",
        "第三位",
        "每个",
        "一个",
        "唯一一次",
        "各项",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "is_about", "is_range"),
    [
        ("支出420万元", False, False),
        ("支出约420万元", True, False),
        ("支出近420万元", True, False),
        ("培训300余人", True, False),
        ("培训300多人", True, False),
        ("支出420万元左右", True, False),
        ("支出420万元以上", False, True),
        ("不低于420万元", False, True),
        ("≥95%", False, True),
        ("超过95%", True, False),
    ],
)
def test_round_figures_and_limits(text: str, is_about: bool, is_range: bool) -> None:
    (quantity,) = found(text)
    assert (quantity.is_about, quantity.is_range) == (is_about, is_range)


@pytest.mark.parametrize("text", ["3—5次", "3至5次", "80%-90%", "80%～90%"])
def test_both_ends_of_a_range(text: str) -> None:
    assert [it.is_range for it in found(text)] == [True, True]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("420.71万元", "420.705", "420.715"),
        ("420万元", "420", "420"),
        ("0.42亿元", "4150", "4250"),
        ("4200元", "0.42", "0.42"),
        ("98%", "97.5", "98.5"),
        ("98.0%", "97.95", "98.05"),
        ("36人", "36", "36"),
        ("3.6万人", "35500", "36500"),
        ("约100万元", "90", "110"),
        ("80余人", "72", "88"),
        ("约421万元", "420", "422"),
    ],
)
def test_what_a_quantity_may_stand_for(text: str, low: str, high: str) -> None:
    (quantity,) = found(text)
    assert tuple(quantity.interval) == (Decimal(low), Decimal(high))


def test_quantities_come_in_order_with_their_places() -> None:
    plain, places = marked("支出▸3.5 万元，分▸两期；▸1,200元")
    seen = found(plain)
    assert [f"{it.place.line}:{it.place.column}" for it in seen] == places
    assert [plain[it.start : it.end] for it in seen] == ["3.5 万元", "两期", "1,200元"]


def test_a_bound_quantity_is_where_its_binding_is() -> None:
    (paragraph,) = markdown("支出{{ 数 }}万元，1元", "数: 3.5").paragraphs
    bound, typed = scan_quantities(paragraph)
    assert (bound.bound, bound.place.column, bound.unit) == (True, 3, "万元")
    assert (typed.bound, typed.place.column) == (False, 13)


@pytest.mark.parametrize(
    ("unit", "dimension", "power"),
    [
        ("万元", "money", 0),
        ("元", "money", -4),
        ("亿元", "money", 4),
        ("万元/人", "万元/人", 0),
        ("％", "%", 0),
        ("万人", "人", 4),
        ("位", "人", 0),
        ("岁", "", 0),
        ("公里", "公里", 0),
    ],
)
def test_units(unit: str, dimension: str, power: int) -> None:
    assert (dimension_of(unit), power_of(unit)) == (dimension, power)
