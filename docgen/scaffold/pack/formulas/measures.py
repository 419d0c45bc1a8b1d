"""What the numbers of a column measure, by its heads: what may be added, and what is of a kind."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from docgen.scaffold.pack.formulas.field_types import is_rate, unit_of_label
from docgen.scaffold.pack.formulas.quantities import FormQuantity, joined, word_of
from docgen.scaffold.pack.naming import printed
from docgen.scaffold.pack.terms import COUNTS, PRICES
from docgen.templates.units_of_measure import MONEY

Measure: TypeAlias = Literal["rate", "price", "count", "money", "other", "none"]

_NONE = re.compile(
    r"排名|名次|平均|人均|均值|序号|年龄|年限|工龄|年份|系数|倍数|分值$|权重$|满分$|级次|大写"
)
"""Heads of numbers that no sum is made of, beside rates and prices."""
_SOURCE = re.compile(
    r"中央|省级|市级|县级|区级|州级|省市|市县|州县|乡镇|上级|地方|财政|配套|自筹|自有|贷款|债券|捐[赠款]|社会|群众|企业|单位|村集体|其[他它]"
)
"""Columns that say where money comes from."""
_BECOME = re.compile(r"已|完成|支[付出]|到位|下达|拨付|执行|使用|结[余转]|余额|本年|当年|累计")
"""Columns that say what has become of it."""
_SCORE = re.compile(r"(?:得分|评分|自评分|分值|权重|满分|分数)$")
_POINTS = re.compile(r"(?:分值|权重|满分)$")


SCORE_TOTAL = re.compile(r"^(?:总得?分|合计得?分|得分合计|总计得分)$")
"""The head of a column that adds the scores before it."""
_MOST = re.compile(r"[（(](\d+(?:\.\d+)?)分[）)]$")


def points_in(head: str) -> float:
    """The most that a column of scores gives, 20 of 师德（20分）; 0 if its head does not say."""
    most = _MOST.search(printed(head))
    return float(most[1]) if most else 0


def is_source(head: str) -> bool:
    """Whether a column says where money comes from, and not what has become of it."""
    word = word_of(head)
    return _SOURCE.search(word) is not None and _BECOME.search(word) is None


def measure_of(labels: tuple[str, ...]) -> Measure:
    """What the numbers below heads, or beside a label, measure."""
    label = labels[-1] if labels else ""
    word = word_of(label)
    if is_rate(label) or (len(labels) > 1 and is_rate(joined(labels))):
        return "rate"
    if PRICES.search(word) or re.search(r"[（(]\S*元[/／]", label):
        return "price"
    if _NONE.search(word):
        return "none"
    unit = unit_of_label(label)
    if unit in MONEY:
        return "money"
    return "count" if unit or COUNTS.search(word) else "other"


def is_score(quantity: FormQuantity) -> bool:
    """Whether points are given in its column, for whatever its row says."""
    return bool(quantity.heads) and _SCORE.search(word_of(quantity.heads[-1])) is not None


def is_summable(quantity: FormQuantity) -> bool:
    """Whether a blank may be a term of a sum of its column, or the sum."""
    if not quantity.is_number:
        return False
    if quantity.heads:
        is_points = _POINTS.search(word_of(quantity.heads[-1])) is not None
        return is_points or measure_of(quantity.heads) not in ("rate", "price", "none")
    return measure_of(quantity.rows[-1:]) not in ("rate", "price", "none")
