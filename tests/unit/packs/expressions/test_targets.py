"""Whether an indicator is blank, repeats its target, and how far it attains it."""

from __future__ import annotations

import pytest

from docgen.content.values import Blank, Figure, Value
from docgen.packs.expressions.targets import attained, is_blank, repeats
from tests.unit.packs.nodes import typed


def markdown(text: str) -> Value:
    return typed(f"组: {{正文: '{text}'}}")["组"]["正文"]


@pytest.mark.parametrize(
    ("value", "blank"),
    [
        ("", True),
        (" \n", True),
        (Blank(), True),
        ("无", False),
        (Figure(0), False),
        (markdown("无"), False),
    ],
)
def test_blank(value: object, blank: bool) -> None:
    assert is_blank(value) is blank


@pytest.mark.parametrize(
    ("value", "target", "same"),
    [
        ("≥98%", "≥98%", True),
        ("≥ 98%", "≥98 %", True),
        ("≥98%", "≥97%", False),
        ("较好", "较好", False),
        ("", "", False),
        ("3次较好", "3次较好", True),
        ("100%", "100%", False),
        ("=100%", "=100%", False),
        ("≥100%", "≥100%", True),
        ("100%以上", "100%以上", True),
        ("0", "0", False),
        ("0起", "0起", False),
        ("0起事故", "0起事故", False),
        ("0起大事故", "0起大事故", True),
        ("=0", "=0", False),
        ("10", "10", False),
        ("4批", "4批", False),
        ("12月底前", "12月底前", True),
        ("2023年12月", "2023年12月", False),
        ("98%以上", "≥98%", True),
        ("≥98%", "98%以上", True),
        ("15万元以内", "不超过15万元", True),
        ("前3名", "前3名", True),
        ("第3名", "前3名", False),
        ("＞3", ">3", True),
        ("3", ">3", False),
        (markdown("≥**3**次"), "≥3次", True),
        ("≥3次", markdown("≥**3**次"), True),
    ],
)
def test_a_value_repeats_its_target(value: object, target: object, same: bool) -> None:
    assert repeats(value, target) is same


@pytest.mark.parametrize(
    ("actual", "target", "ratio"),
    [
        ("4期", "≥3期", "1"),
        ("3期", "≥3期", "1"),
        ("2期", "≥4期", "0.5"),
        ("2期", ">4期", "0.5"),
        ("2期", "4期", "0.5"),
        ("共2期", "共4期", None),
        ("20万元", "≤15万元", "0.75"),
        ("20万元", "<15万元", "0.75"),
        ("10万元", "≤15万元", "1"),
        ("0万元", "≤15万元", None),
        ("2次", "≥4期", None),
        ("较多", "≥4期", None),
        ("2期", "较多", None),
        ("", "≥4期", None),
        ("2期", "", None),
        ("165天", "180天", None),
        ("165天", "≤180天", "1"),
        ("2日", "3日", None),
        ("2万元", "4万元", None),
        ("2个月", "4个月", None),
        ("2元人", "4元人", "0.5"),
        ("50%", "≥100%", "0.5"),
        ("1,500人", "≥3,000人", "0.5"),
        ("1,500.5人", "≥3,001.0人", "0.5"),
        ("1.5人", "≥3人", "0.5"),
        ("较上年提高2.1%，达到43.5%", "≥87%", "0.5"),
        ("比上年多3期", "≥4期", None),
        ("较上年多3期，4期", "≥4期", "1"),
        ("较上年多3期。4期", "≥8期", "0.5"),
        ("1期、2期，共4期", "≥8期", "0.5"),
        ("1期、2期，共计4期", "≥8期", "0.5"),
        ("1期，合计4期", "≥8期", "0.5"),
        ("1期，总数达到4期", "≥8期", "0.5"),
        ("1期，累计完成4期", "≥8期", "0.5"),
        ("2期和4期", "≥8期", "0.25"),
        ("12期", "≥4期", "1"),
        ("1.2.3期", "≥3期", None),
        ("4 期", "≥8 期", "0.5"),
        ("4期", "完成≥8期", "0.5"),
        ("4期", "完成8期", None),
        ("4期", "8个字单位", None),
        ("0期", "≥4期", "0"),
    ],
)
def test_how_far_a_target_is_attained(actual: str, target: str, ratio: str | None) -> None:
    found = attained(actual, target)
    assert (None if isinstance(found, Blank) else str(found)) == ratio


def test_markdown_and_figures_are_read_as_texts() -> None:
    assert attained(markdown("完成**4期**"), "≥8期") == Figure(1) / Figure(2)
    assert isinstance(attained(Figure(4), Figure(8)), Blank)
