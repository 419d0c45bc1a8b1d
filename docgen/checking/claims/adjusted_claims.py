"""Budgets that were adjusted: 年初1846.20万元，追加412.65万元，核减38.50万元，调整后2220.35万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from docgen.checking.claims.claim import Claim, ClaimKind
from docgen.checking.claims.operands import Operand, Reading, added, taken
from docgen.checking.claims.quotients import is_open
from docgen.checking.claims.reading import operand_of
from docgen.checking.claims.sentence import Role, Sentence, Term

_MORE, _LESS = "追加|调增|核增|增加", "核减|调减|压减|减少|收回"
_ADJUSTMENT = re.compile(rf"(?:{_MORE}|(?P<less>{_LESS}))[^，。；\d]{{0,12}}\Z")
_BEFORE = re.compile("年初|原(?:预算|计划|批复)|下达|安排")
_BEHIND = re.compile(
    "调整后|调整预算|(?:全年|年末|最终)预算|预算(?:总额|总数|数)?(?:调整)?(?:为|达|是)"
)


def adjusted_claims(sentence: Sentence) -> Iterator[Claim]:
    """The budgets of a sentence behind what was added to them and taken off."""
    for term in sentence.terms:
        is_amount = term.quantity.is_money and term.role is Role.LEVEL and not is_open(term)
        if is_amount and _BEHIND.search(term.words):
            reading = _reading(sentence.main_before(term))
            if reading:
                yield Claim(ClaimKind.ADJUSTED, sentence, term, (reading,))


def _reading(before: list[Term]) -> Reading | None:
    """The budget at the beginning with all adjustments up to the end; ``None`` without them."""
    first = next((it for it in before if _BEFORE.search(it.words) and "预算" in it.words), None)
    if first is None or is_open(first) or not first.quantity.is_money:
        return None
    changes = [it for it in before[before.index(first) + 1 :] if it.quantity.is_money]
    marks = [_ADJUSTMENT.search(it.words) for it in changes]
    if not changes or not all(marks) or any(is_open(it) for it in changes):
        return None
    total = operand_of(first)
    interval, value, formula = total.interval, total.value, total.words
    operands: list[Operand] = [total]
    for change, mark in zip(changes, marks, strict=True):
        operand = operand_of(change)
        is_less = mark is not None and mark["less"] is not None
        pair = (interval, operand.interval)
        interval = taken(*pair) if is_less else added(pair)
        value += operand.value * (Decimal(-1) if is_less else Decimal(1))
        formula += f" {'−' if is_less else '+'} {operand.words}"
        operands.append(operand)
    return Reading(interval, value, formula, tuple(operands), is_sure=True)
