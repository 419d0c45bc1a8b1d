"""How a wrong claim is told: the words, the sum that was done, and what it gives."""

from __future__ import annotations

from docgen.checking.claims.claim import ClaimKind
from docgen.checking.claims.operands import Reading, shown
from docgen.checking.claims.solver import Certainty, Judgement
from docgen.content.numbers import places_of
from docgen.diagnostics import Problem, error, warning
from docgen.diagnostics.codes import Code, problem_code

_HINT_EN, _HINT_ZH = "check these figures: {places}", "核对这几个数：{places}"

GROWTH_DIFFERS = problem_code(
    "growth-differs",
    en=("「{words}」: {formula} = {value}, and not {typed}", _HINT_EN),
    zh=("「{words}」：{formula} = {value}，不是 {typed}", _HINT_ZH),
)
SHARE_DIFFERS = problem_code(
    "share-differs",
    en=("「{words}」: {formula} = {value}, and not {typed}", _HINT_EN),
    zh=("「{words}」：{formula} = {value}，不是 {typed}", _HINT_ZH),
)
RATIO_DIFFERS = problem_code(
    "ratio-differs",
    en=("「{words}」: {formula} = {value}, and not {typed}", _HINT_EN),
    zh=("「{words}」：{formula} = {value}，不是 {typed}", _HINT_ZH),
)
TOTAL_DIFFERS = problem_code(
    "total-differs",
    en=("「{words}」: the parts add up to {formula} = {value}, and not {typed}", _HINT_EN),
    zh=("「{words}」：各项相加 {formula} = {value}，不是 {typed}", _HINT_ZH),
)
AVERAGE_DIFFERS = problem_code(
    "average-differs",
    en=("「{words}」: {formula} = {value}, and not {typed}", _HINT_EN),
    zh=("「{words}」：{formula} = {value}，不是 {typed}", _HINT_ZH),
)
BALANCE_DIFFERS = problem_code(
    "balance-differs",
    en=("「{words}」: {formula} = {value}, and not {typed}", _HINT_EN),
    zh=("「{words}」：{formula} = {value}，不是 {typed}", _HINT_ZH),
)

PRODUCT_DIFFERS = problem_code(
    "product-differs",
    en=("「{words}」: {formula} = {value}, and not {typed}", _HINT_EN),
    zh=("「{words}」：{formula} = {value}，不是 {typed}", _HINT_ZH),
)

UNIT_DIFFERS = problem_code(
    "unit-differs",
    en=("「{words}」: {formula} is {value}, and not {typed}", "check the figures and their units"),
    zh=("「{words}」：{formula} 就是 {value}，不是 {typed}", "核对两个数和单位"),
)

_CODES: dict[ClaimKind, Code] = {
    ClaimKind.GROWTH: GROWTH_DIFFERS,
    ClaimKind.GROWTH_RATE: GROWTH_DIFFERS,
    ClaimKind.POINTS: GROWTH_DIFFERS,
    ClaimKind.SHARE: SHARE_DIFFERS,
    ClaimKind.RATE: RATIO_DIFFERS,
    ClaimKind.SUM: TOTAL_DIFFERS,
    ClaimKind.AVERAGE: AVERAGE_DIFFERS,
    ClaimKind.DIFFERENCE: BALANCE_DIFFERS,
    ClaimKind.ADJUSTED: BALANCE_DIFFERS,
    ClaimKind.PRODUCT: PRODUCT_DIFFERS,
    ClaimKind.RESTATED: UNIT_DIFFERS,
}

_LONGEST = 24
"""Characters of the clause that a message quotes."""


def arithmetic_of(judgement: Judgement) -> str:
    """The sum that was done, with its result as the figure is printed: ``12 + 8 = 20``."""
    reading = judgement.reading
    return f"{reading.formula} = {result_of(judgement, reading)}" if reading else ""


def result_of(judgement: Judgement, reading: Reading) -> str:
    """The result in the unit and with the decimal places of the figure that claims it."""
    quantity = judgement.claim.term.quantity
    power = places_of(quantity.value) - places_of(quantity.number)
    value = reading.value.scaleb(power)
    return f"{shown(value, places_of(quantity.number))}{quantity.unit}"


def problem_of(judgement: Judgement) -> Problem | None:
    """What is told of a judgement; ``None`` unless the figure is wrong."""
    reading = judgement.reading
    if reading is None or judgement.status.value != "wrong":
        return None
    term = judgement.claim.term
    quantity = term.quantity
    places = dict.fromkeys(str(it.place) for it in reading.operands)
    words = {
        "words": f"{term.words}{quantity.words}"[-_LONGEST:].strip(),
        "formula": reading.formula,
        "value": result_of(judgement, reading),
        "typed": quantity.words,
        "places": "、".join(places),
    }
    tell = error if judgement.certainty is Certainty.SURE else warning
    return tell(_CODES[judgement.claim.kind], quantity.place, **words)
