"""What was attained beside the target, and the points that are given for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.checking.form_rules.form_rows import EvaluationForm, FormCell, FormRow
from docgen.checking.form_rules.heads import Head, plain_head
from docgen.checking.form_rules.point_rules import is_full, scored
from docgen.checking.form_rules.rule_codes import (
    ATTAINED_LESS,
    NOT_ATTAINED_FULL,
    TARGET_COPIED,
)
from docgen.diagnostics import Problem, warning
from docgen.packs.expressions.deadlines import is_in_time
from docgen.packs.expressions.target_readings import Target, is_attained, target_of
from docgen.packs.expressions.targets import repeats

_LESS_IS_BETTER = re.compile(
    "成本|费|支出|经费|金额|投入|造价|单价|价格|投诉|事故|死亡|发病|差错|违规|违法|案件|发生|信访|"
    "耗|排放|逾期|控制|退|损|缺|降|减|流失|辍|亡|病|超|空置|闲置|误|异常|不合格|不良"
)
"""Words of indicators of which nobody knows that more is better."""

_TIME = re.compile("时效|时间|时限|天数|周期|工期")
"""Words of indicators whose numbers may be days; of per cents of them more is better."""

_COUNTED = re.compile("产出|数量|质量|效益|满意")
"""Groups of indicators of which more is better."""

_NO_COUNT = re.compile("[天日月年时分秒元]$")

_OVERSHOT = re.compile(
    "超额|超出|超过|偏离|偏高|偏大|较大|(?:目标|指标|年初|预期|预算).{0,8}(?:设[置定]|编制|测算|偏低|过低|较低)|"
    "(?:设[置定]|预估|预计|估计|测算).{0,6}(?:偏低|过低|不足|保守|不准|不够)|保守"
)
"""Reasons why a target that was met may cost points: it was set too low."""

_SHOWN = 24
"""Characters of a cell that a message shows."""


def full_problems(form: EvaluationForm) -> Iterator[Problem]:
    """A warning for each row with all points whose target was surely not attained."""
    for row, words in _judged(form, attained=False):
        if is_full(row):
            yield warning(NOT_ATTAINED_FULL, row.place_of(Head.SCORE), **words)


def attained_problems(form: EvaluationForm) -> Iterator[Problem]:
    """A warning for each row that lost points, though its target was surely attained.

    None where the reason says that the target was too low: some forms take points off for that;
    nor without a reason where there is a column for it, which another rule tells.
    """
    for row, words in _judged(form, attained=True):
        reason = row.cells.get(Head.REASON)
        if is_full(row) or (reason is not None and reason.is_blank):
            continue
        if reason is None or not _OVERSHOT.search(reason.text):
            yield warning(ATTAINED_LESS, row.place_of(Head.SCORE), **words)


def copied_problems(form: EvaluationForm) -> Iterator[Problem]:
    """A warning for each row whose actual value is only its target again."""
    for row in form.indicators:
        pair = _pair(row)
        if pair and row.is_typed(Head.ACTUAL) and repeats(pair[0].text, pair[1].text):
            words = {"row": row.label, "actual_head": plain_head(pair[0].head)}
            yield warning(TARGET_COPIED, row.place_of(Head.ACTUAL), **words, target=_short(pair[1]))


def _judged(form: EvaluationForm, *, attained: bool) -> Iterator[tuple[FormRow, dict[str, str]]]:
    """The rows of which it is sure whether their target was attained, with words for messages."""
    for row, words in scored(form):
        pair = _pair(row)
        if pair is not None and _is_met(row, *pair) is attained:
            yield row, words | {"actual": _short(pair[0]), "target": _short(pair[1])}


def _pair(row: FormRow) -> tuple[FormCell, FormCell] | None:
    """What was attained, and the target."""
    actual, target = row.cells.get(Head.ACTUAL), row.cells.get(Head.TARGET)
    if actual is None or target is None or actual.is_blank or target.is_blank or row.waits:
        return None
    return actual, target


def _is_met(row: FormRow, actual: FormCell, target: FormCell) -> bool | None:
    wanted = target_of(target.text)
    if wanted is None:
        return is_in_time(actual.text, target.text)
    return is_attained(actual.text, wanted, more_is_better=_more_is_better(row, wanted))


def _more_is_better(row: FormRow, wanted: Target) -> bool:
    """Whether more than a plain number is surely better."""
    if _LESS_IS_BETTER.search(row.words) or _NO_COUNT.search(wanted.unit):
        return False
    if wanted.unit != "%" and _TIME.search(row.words):
        return False
    return bool(wanted.unit) or _COUNTED.search(row.words) is not None


def _short(cell: FormCell) -> str:
    text = " ".join(cell.text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
