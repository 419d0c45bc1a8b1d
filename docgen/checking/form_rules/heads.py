"""The heads of evaluation forms: what the words above a column, or of a field, mean."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache


class Head(Enum):
    """What a column of an evaluation form holds."""

    NAME = "name"
    """The indicator, 三级指标."""

    GROUP = "group"
    """The group of an indicator, 一级指标 or 二级指标."""

    WEIGHT = "weight"
    """分值, 权重: the most points there are."""

    SCORE = "score"
    """得分, 自评得分."""

    TARGET = "target"
    """年度指标值, 目标值."""

    ACTUAL = "actual"
    """实际完成值, 完成情况."""

    REASON = "reason"
    """偏差原因分析及改进措施."""

    INITIAL = "initial"
    """年初预算数: with it no rate is worked out where there is a later budget."""

    BUDGET = "budget"
    """全年预算数, 调整后预算数, 预算数."""

    CARRIED = "carried"
    """上年结转: on some forms a part of the budget, on others not."""

    SPENT = "spent"
    """全年执行数, 决算数."""

    RATE = "rate"
    """执行率, 预算完成率."""


_HEADS: tuple[tuple[Head, str], ...] = (
    (Head.NAME, "三级指标(?:名称)?|四级指标|(?:绩效|评价|具体)?指标名称|指标(?:内容)?|绩效指标"),
    (Head.GROUP, "[一二]级指标(?:名称)?|指标(?:类别|类型)"),
    (Head.WEIGHT, "(?:指标|标准|满)?分值(?:权重)?|分值/?权重|(?:指标)?权重(?:分值?)?|标准分|满分"),
    (Head.SCORE, "(?:自评|实际|实得|评价|单位自评|综合)?(?:得分|评分)|自评分值?|自评分数"),
    (
        Head.TARGET,
        "(?:年度|全年|计划|预期|年初(?:设定)?|设定|绩效)?(?:绩效)?(?:指标|目标)值"
        "|(?:年初|年度)设定目标值|预期指标值|计划(?:完成)?[值数]|年度绩效指标值|(?:年度)?目标|计划",
    ),
    (
        Head.ACTUAL,
        "(?:全年|年度|指标)?(?:实际)?(?:完成|实现|达到)(?:指标)?值|实际值|实际完成(?:情况|数|值情况)?"
        "|(?:指标|全年|年度)?(?:实际)?完成(?:情况|数)?|实际完成指标值|全年实际完成值",
    ),
    (
        Head.REASON,
        "(?:未完成|偏差|扣分|偏离|差异|未达标|未完成目标)?.{0,4}原因.{0,16}|偏差(?:情况)?(?:说明|分析).{0,10}"
        "|差异分析.{0,10}|(?:扣分|得分|偏差)?说明|改进措施",
    ),
    (Head.CARRIED, "(?:上年|以前年度|年初)?(?:结转|结余)(?:结余|结转)?(?:数|资金|金额)?"),
    (Head.INITIAL, "年初(?:批复)?预算(?:数|资金|金额|安排)?|(?:年初)?批复预算数?"),
    (
        Head.BUDGET,
        "(?:全年|调整后?|调整后全年|年度|本年|当年|全年调整)?预算(?:总额|总?数|资金|金额|安排数?)?(?:合计)?"
        "|调整(?:后)?(?:全年)?预算数?|全年预算安排(?:数|资金)?",
    ),
    (
        Head.SPENT,
        "(?:全年|年度|本年|当年|预算|实际|资金|全年实际|全年预算)?(?:执行|支出|决算)(?:总额|总?数|资金|金额|总计)"
        "|全年执行|实际执行|实际支出|(?:全年|本年)?决算",
    ),
    (Head.RATE, "(?:全年|预算|年度|资金|预算资金|资金预算)?(?:执行|完成|支出)率"),
)
_PATTERNS = tuple((head, re.compile(words)) for head, words in _HEADS)
_SIGN = re.compile(
    "指标|值|分|权重|完成|实际|原因|说明|措施|预算|执行|支出|决算|率|目标|计划|资金|结转|结余"
)
"""A head has one of these words; most cells have none."""

_LONGEST = 24
"""Characters of a head without what stands in brackets."""

_BRACKETS = re.compile(r"[（(\[][^（）()\[\]]*[）)\]]")
_LETTERS = re.compile(r"[（(]\s*([A-H](?:\s*[/÷]\s*[A-H])?)\s*[）)]", re.IGNORECASE)
_TOTALS = re.compile(
    r"(?:自评|评价|综合)?总分(?:值|得分)?|(?:分值|得分)?(?:合计|总计)|(?:自评)?总得分"
)
_ALL_MONEY = re.compile(
    "(?:年度|全年)?(?:项目)?资金(?:总额|合计|总计)|(?:部门)?(?:预算)?(?:支出)?(?:合计|总计|总额)"
)


def plain_head(text: str) -> str:
    """The words of a head or label without blanks, notes in brackets, and signs around it."""
    return _BRACKETS.sub("", "".join(text.split())).strip("：:*、")


@lru_cache(maxsize=4096)
def head_of(text: str) -> Head | None:
    """What a column with these words above it holds; ``None`` for other words."""
    if not _SIGN.search(text):
        return None
    plain = plain_head(text)
    if not plain or len(plain) > _LONGEST:
        return None
    return next((head for head, pattern in _PATTERNS if pattern.fullmatch(plain)), None)


def letters_of(text: str) -> str:
    """The letters that a head puts to its figure: ``A``, or ``B/A`` for a rate; mostly empty."""
    found = _LETTERS.search(text)
    return "".join(found[1].split()).upper().replace("÷", "/") if found else ""


@lru_cache(maxsize=4096)
def names_total(text: str) -> bool:
    """Whether a label is that of the points of the whole form, 总分."""
    return _TOTALS.fullmatch(plain_head(text)) is not None


@lru_cache(maxsize=4096)
def names_all_money(text: str) -> bool:
    """Whether a label is that of all money, 年度资金总额."""
    return _ALL_MONEY.fullmatch(plain_head(text)) is not None
