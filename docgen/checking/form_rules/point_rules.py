"""Points of one row: never above the weight, and none taken off without a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.checking.form_rules.form_rows import EvaluationForm, FormRow
from docgen.checking.form_rules.heads import Head, plain_head
from docgen.checking.form_rules.rule_codes import (
    ACTUAL_BLANK,
    FAILED_FULL,
    NO_REASON,
    SCORE_OVER_WEIGHT,
)
from docgen.diagnostics import Problem, error, warning

_EXTRA = re.compile("加分|附加|扣分项|减分|加减")
"""Rows whose points are added to those of the form, or taken off them."""

_NO_WORDS = re.compile(r"\s*(?:无|暂无|没有)?[。.]?\s*")
_ASKS_WHY = re.compile("原因|偏差|差异|扣分|改进")
"""Heads of columns that have to be filled in where points were taken off."""

_OF_RATE = re.compile("执行率|预算执行|支出进度")
"""Indicators whose points say themselves why some are missing."""

_FAILED = re.compile(
    r"(?<![无非不])(?<!没有)(?<!不存在)未(?:能)?(?:如期|按[时期]|及时|全部|全面|完全|足额)?(?:完成|达到|达标|实现|开展|实施)"
)
_MENDED = re.compile(
    r"已(?:经)?(?:全部|全面|按[时期]|补)?(?:完成|整改|补)|无未|不存在未|没有未|未完成.{0,8}[：:]\s*无"
)
_SHOWN = 20
"""Characters of a reason that a message shows."""


def is_extra(row: FormRow) -> bool:
    """Whether the points of a row are no part of the form's 100."""
    return _EXTRA.search(row.words) is not None


def points_of(row: FormRow) -> dict[str, str] | None:
    """The words of messages about the points of a row; ``None`` if it has no two of its own."""
    score, weight = row.cells.get(Head.SCORE), row.cells.get(Head.WEIGHT)
    if score is None or weight is None or score.number is None or weight.number is None:
        return None
    if row.waits or score.is_shared or weight.is_shared or is_extra(row) or not score.place:
        return None
    return {
        "row": row.label,
        "score": score.text,
        "weight": weight.text,
        "score_head": plain_head(score.head),
        "weight_head": plain_head(weight.head),
    }


def is_over(row: FormRow) -> bool:
    """Whether a row has more points than its weight."""
    score, weight = row.number(Head.SCORE), row.number(Head.WEIGHT)
    return score is not None and weight is not None and score > weight


def is_full(row: FormRow) -> bool:
    """Whether a row has all its points, or more."""
    score, weight = row.number(Head.SCORE), row.number(Head.WEIGHT)
    return score is not None and weight is not None and score >= weight


def scored(form: EvaluationForm) -> list[tuple[FormRow, dict[str, str]]]:
    """The rows with points of their own, with words for messages.

    None if many have more than their weight: their points are of 100 then, and weighted later.
    """
    rows = [(row, words) for row in form.rows if (words := points_of(row))]
    over = [row for row, _ in rows if is_over(row)]
    return [] if len(over) * 2 > len(rows) > 1 else rows


def score_problems(form: EvaluationForm) -> Iterator[Problem]:
    """An error for each row with more points than its weight."""
    for row, words in scored(form):
        if is_over(row):
            yield error(SCORE_OVER_WEIGHT, row.place_of(Head.SCORE), **words)


def reason_problems(form: EvaluationForm) -> Iterator[Problem]:
    """An error for each row that lost points beside a blank for the reason; 说明 only warns."""
    for row, words in scored(form):
        reason = row.cells.get(Head.REASON)
        if reason is None or row in form.money or is_full(row) or _OF_RATE.search(row.label):
            continue
        if (reason.is_blank or _NO_WORDS.fullmatch(reason.text)) and not reason.is_open:
            words["reason_head"] = plain_head(reason.head)
            problem = error(NO_REASON, row.place_of(Head.SCORE), **words)
            yield problem if _ASKS_WHY.search(reason.head) else problem.as_warning()


def failed_problems(form: EvaluationForm) -> Iterator[Problem]:
    """A warning for each row with all points beside a reason that says 未完成."""
    for row, words in scored(form):
        reason = row.cells.get(Head.REASON)
        if reason is None or not is_full(row):
            continue
        if _FAILED.search(reason.text) and not _MENDED.search(reason.text):
            text = reason.text
            words["reason"] = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
            yield warning(FAILED_FULL, row.place_of(Head.SCORE), **words)


def blank_problems(form: EvaluationForm) -> Iterator[Problem]:
    """A warning for each row that has points and nothing that was attained."""
    for row, words in scored(form):
        actual = row.cells.get(Head.ACTUAL)
        if actual is None or not actual.is_blank or actual.is_open:
            continue
        if row.number(Head.SCORE):
            words["actual_head"] = plain_head(actual.head)
            yield warning(ACTUAL_BLANK, row.place_of(Head.ACTUAL), **words)
