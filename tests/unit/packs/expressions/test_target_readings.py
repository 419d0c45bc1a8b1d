"""Targets as intervals, and whether what was attained lies in them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from docgen.packs.expressions.deadlines import is_in_time
from docgen.packs.expressions.target_readings import is_attained, target_of


@pytest.mark.parametrize(
    ("text", "low", "high", "unit", "is_open"),
    [
        ("≥98%", "98", None, "%", False),
        (">= 98 ％", "98", None, "%", False),
        ("98%以上", "98", None, "%", False),
        ("98%及以上", "98", None, "%", False),
        ("90%（含）以上", "90", None, "%", False),
        ("不低于98%", "98", None, "%", False),
        ("合格率不低于98%", "98", None, "%", False),
        ("达到95%以上", "95", None, "%", False),
        ("至少3次", "3", None, "次", False),
        ("＞15万", "150000", None, "", True),
        (">3", "3", None, "", True),
        ("50以上", "50", None, "", False),
        ("大于3个", "3", None, "个", True),
        ("≥2万人次", "20000", None, "人次", False),
        ("≥1,500人次", "1500", None, "人次", False),
        ("15万元以内", None, "150000", "元", False),
        ("控制在15万元以内", None, "150000", "元", False),
        ("不超过15.5万元", None, "155000", "元", False),
        ("≤15万元", None, "150000", "元", False),
        ("<5起", None, "5", "起", True),
        ("5起以下", None, "5", "起", False),
        ("前3名", None, "3", "名次", False),
        ("全省排名前五", None, "5", "名次", False),
        ("90%-95%", "90", "95", "%", False),
        ("3～5次", "3", "5", "次", False),
        ("100%", "100", "100", "%", False),
        ("=100%", "100", "100", "%", False),
        ("100", "100", "100", "", False),
        ("22个", "22", "22", "个", False),
        ("15万元", "150000", "150000", "元", False),
        ("全年在省市主要媒体刊播报道≥5次", "5", None, "次", False),
        ("新建5G基站≥20个", "20", None, "个", False),
    ],
)
def test_a_target_is_an_interval(
    text: str, low: str | None, high: str | None, unit: str, is_open: bool
) -> None:
    target = target_of(text)
    assert target is not None
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    assert ([target.low, target.high], target.unit, target.is_open) == (ends, unit, is_open)


@pytest.mark.parametrize(
    "text",
    [
        *("", "有效提升", "优良", "长期", "按期完成", "12月底前", "2023年12月底以前", "6月30日前"),
        *("培训≥3期，参训≥200人次", "≥90%且≤95%", "完成8期", "共4期", "8个字单位", "/", "5—3次"),
    ],
)
def test_words_dates_and_several_targets_are_none(text: str) -> None:
    assert target_of(text) is None


@pytest.mark.parametrize(
    ("actual", "target", "met"),
    [
        ("98.5%", "≥98%", True),
        ("98%", "≥98%", True),
        ("97.96%", "≥98%", False),
        ("98.5", "≥98%", True),
        ("0.985", "≥98%", None),
        ("15万元", ">15万", False),
        ("15.2万元", ">15万", True),
        ("152000元", ">15万元", True),
        ("3", ">3", False),
        ("4", ">3", True),
        ("14.8万元", "15万元以内", True),
        ("16万元", "15万元以内", False),
        ("5起", "<5起", False),
        ("第2名", "前3名", True),
        ("列全市第四", "前3名", False),
        ("92%", "90%-95%", True),
        ("96%", "90%-95%", False),
        ("100", "100", True),
        ("99", "100", None),
        ("100%", "100%", True),
        ("99.5%", "100%", None),
        ("100.00%", "100%", True),
        ("0起", "0起", True),
        ("2起", "0起", False),
        ("2.3万人次", "≥2万人次", True),
        ("23000人次", "≥2万人次", True),
        ("近600篇", "≥600篇", None),
        ("600余篇", "≥600篇", True),
        ("约600篇", "≥600篇", None),
        ("约800篇", "≥600篇", True),
        ("超过500人", "≥600人", None),
        ("不足500人", "≥600人", False),
        ("完成12个村，其中示范村3个", "≥12个", True),
        ("完成11个村，其中示范村3个", "≥12个", False),
        ("较上年提高2.1%，达到43.5%", "≥40%", True),
        ("城区2期，乡镇4期", "≥3期", None),
        ("2次", "≥4期", None),
        ("3个月", "≥2个", None),
        ("新增4所", "≥2个", None),
        ("提高6.2%", "较上年提高5%以上", True),
        ("95%", "较上年提高5%以上", None),
        ("提高4.2个百分点", "提高5个百分点以上", False),
        ("3月15日", "≤30日", None),
        ("25日", "≤30日", True),
        ("≥98%", "≥98%", None),
        ("全年平稳", "≥98%", None),
        ("", "≥98%", None),
    ],
)
def test_whether_a_target_is_attained(actual: str, target: str, met: bool | None) -> None:
    wanted = target_of(target)
    assert wanted is not None
    assert is_attained(actual, wanted) is met


@pytest.mark.parametrize(
    ("actual", "target", "met"),
    [
        ("99", "100", False),
        ("101", "100", True),
        ("99.5%", "100%", False),
        ("18个", "22个", False),
        ("23个", "22个", True),
    ],
)
def test_more_than_a_plain_number_is_better_where_the_form_says_so(
    actual: str, target: str, met: bool
) -> None:
    wanted = target_of(target)
    assert wanted is not None
    assert is_attained(actual, wanted, more_is_better=True) is met


@pytest.mark.parametrize(
    ("actual", "target", "in_time"),
    [
        ("2023年11月", "2023年12月底前", True),
        ("2023年12月", "2023年12月底前", True),
        ("2024年1月", "2023年12月底前", False),
        ("9月28日", "10月底前", True),
        ("9月28日开放", "9月30日前完成", True),
        ("10月8日", "9月30日前", False),
        ("9月", "9月15日前", None),
        ("2023年11月", "12月底前", None),
        ("11月", "2023年12月底前", None),
        ("12月底前", "12月底前", None),
        ("3月开工，9月完工", "10月底前", None),
        ("按期完成", "12月底前", None),
        ("9月28日", "按期完成", None),
        ("2023年12月31日", "2023年12月31日前", True),
    ],
)
def test_a_day_is_kept_or_not(actual: str, target: str, in_time: bool | None) -> None:
    assert is_in_time(actual, target) is in_time
