"""How a wrong claim is told: the words, the sum that was done, what it gives, and what to do."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.checking.claims.claim import ClaimKind
from docgen.checking.claims.operands import Reading, formula_words, shown, units_of
from docgen.checking.claims.respective import respective
from docgen.checking.claims.sentence import Sentence, Term
from docgen.checking.claims.solver import Certainty, Judgement
from docgen.checking.claims.verdict import Status
from docgen.checking.quantities.quantity import Quantity
from docgen.checking.quantities.scan import scan_quantities
from docgen.checking.quantities.told_results import in_thousands, places_told
from docgen.checking.quantities.units import POINTS, power_of
from docgen.content.agreement import Agreement, PrintedFigure, compare
from docgen.content.numbers import places_of
from docgen.diagnostics import Problem, error, warning
from docgen.diagnostics.bilingual import Bilingual, listed
from docgen.diagnostics.codes import Code, problem_code

_EN = ("「{words}」: {formula} = {value}, and not {typed}", "make it {value}, or check {others}")
_ZH = ("「{words}」：{formula} = {value}，不是 {typed}", "改成 {value}，或核对{others}")
_TOTAL_EN = "「{words}」: the parts add up to {formula} = {value}, and not {typed}"
_TOTAL_ZH = "「{words}」：各项相加 {formula} = {value}，不是 {typed}"
_TOLD_EN, _TOLD_ZH = ("「{words}」: {told}", "{remedy}"), ("「{words}」：{told}", "{remedy}")

GROWTH_DIFFERS = problem_code("growth-differs", en=_TOLD_EN, zh=_TOLD_ZH)
SHARE_DIFFERS = problem_code("share-differs", en=_EN, zh=_ZH)
RATIO_DIFFERS = problem_code("ratio-differs", en=_EN, zh=_ZH)
TOTAL_DIFFERS = problem_code("total-differs", en=(_TOTAL_EN, _EN[1]), zh=(_TOTAL_ZH, _ZH[1]))
AVERAGE_DIFFERS = problem_code("average-differs", en=_EN, zh=_ZH)
BALANCE_DIFFERS = problem_code("balance-differs", en=_EN, zh=_ZH)
PRODUCT_DIFFERS = problem_code("product-differs", en=_EN, zh=_ZH)
UNIT_DIFFERS = problem_code("unit-differs", en=_TOLD_EN, zh=_TOLD_ZH)

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

_QUOTIENTS = (ClaimKind.GROWTH_RATE, ClaimKind.SHARE, ClaimKind.RATE, ClaimKind.AVERAGE)
"""Claims whose result may have digits without end."""

_LONGEST, _HEAD, _TAIL = 40, 14, 24
"""Characters of a clause that are quoted; of a longer one those at its beginning and its end."""
_MONEY_UNITS = ("元", "千元", "万元", "亿元")

_RISE, _FALL = Bilingual("增长", "rise"), Bilingual("下降", "fall")
_POINTS_RISE = Bilingual("上升", "rise")
_IS = Bilingual("{} = {}，不是 {}", "{} = {}, and not {}")
_TURNED = Bilingual("{} 是{} {}，这里写的是{}", "{} is a {} of {}, and not a {}")
_TWO_AMOUNTS = Bilingual(
    "前面写的是 {}，这里是 {}，两个数不相等", "before it stands {}, which is not {}"
)
_TWO_UNITS = Bilingual("{} 等于 {}，不是 {}", "{} is {}, and not {}")

_MAKE = Bilingual("改成 {}，或核对{}", "make it {}, or check {}")
_SAME = Bilingual("前后两个数相同，核对{}", "both figures are the same: check {}")
_MAKE_POINTS = Bilingual(
    "说的是百分点的，写成 {}；说的是增长率的，改成 {}；或核对{}",
    "if points are meant, make it {}; if a rate of growth, {}; or check {}",
)
_TURN = Bilingual("写成{}，或核对{}", "make it a {}, or check {}")
_CHECK_UNITS = Bilingual("核对这两个数和单位", "check both figures and their units")
_MAKE_UNIT = Bilingual("单位写错的，改成{}；或核对这两个数", "make it {}, or check both figures")
_FIRST_IS = Bilingual("前面写 {}", "{} before it")
_SECOND_IS = Bilingual("这里写 {}", "{} here")
_OF_SENTENCE = Bilingual("本句的其他数", "the other figures of the sentence")
_OF_PARAGRAPH = Bilingual("本段的 {}", "{} of the paragraph")
_ELSEWHERE = Bilingual(" {}（{}）", "{} ({})")


def arithmetic_of(judgement: Judgement) -> str:
    """The sum that was done, with its result as the figure is printed: ``12 + 8 = 20``."""
    reading = judgement.reading
    if reading is None:
        return ""
    result, unit = result_of(judgement, reading), judgement.claim.term.quantity.unit
    if _is_turned(judgement, reading):
        sign = "+" if judgement.claim.term.falls else "−"
        return f"{formula_words(reading.turned, unit)} = {sign}{result.removeprefix('-')}"
    return f"{formula_words(reading.formula, unit)} = {result}"


def result_of(judgement: Judgement, reading: Reading) -> str:
    """The result in the unit of the figure that claims it.

    To its decimal places, or to more where it is wrong and these would not tell.
    """
    quantity = judgement.claim.term.quantity
    power = places_of(quantity.value) - places_of(quantity.number)
    value = reading.value.scaleb(power)
    places = max(places_of(quantity.number), 0)
    if judgement.status is Status.WRONG:
        places = places_told(value, places, is_quotient=judgement.claim.kind in _QUOTIENTS)
    text = in_thousands(shown(value, places), quantity.text, reading.formula)
    return f"{text}{quantity.unit}"


def problem_of(judgement: Judgement) -> Problem | None:
    """What is told of a judgement; ``None`` unless the figure is wrong."""
    reading = judgement.reading
    if reading is None or judgement.status is not Status.WRONG:
        return None
    sentence, term = judgement.claim.sentence, judgement.claim.term
    words = {"words": _quoted(sentence, term), **_words(judgement, reading)}
    tell = error if judgement.certainty is Certainty.SURE else warning
    return tell(_CODES[judgement.claim.kind], term.quantity.place, **words)


def _quoted(sentence: Sentence, term: Term) -> str:
    """The clause of a figure, up to it; of one that is told with others, what is said of all."""
    said = sentence.words_over_bracket(term)
    if not said and (each := respective(sentence, term)):
        said = f"{each.first.words}……"
    words = f"{said}{term.quantity.words}".strip("，、 ")
    return words if len(words) <= _LONGEST else f"{words[:_HEAD]}……{words[-_TAIL:]}"


def _words(judgement: Judgement, reading: Reading) -> dict[str, str]:
    """The words that say what the sum gives, and what to do."""
    claim = judgement.claim
    code, quantity = _CODES[claim.kind], claim.term.quantity
    words = {"typed": quantity.words}  # an exception names it, also where no message does
    if code in (UNIT_DIFFERS, GROWTH_DIFFERS):
        if code == UNIT_DIFFERS:
            told, remedy = _restated(claim.sentence.before(claim.term)[-1], quantity)
        else:
            told, remedy = _growth(judgement, reading)
        return {**words, **told.words("told"), **remedy.words("remedy")}
    formula = formula_words(reading.formula, quantity.unit)
    words |= {"formula": formula, "value": result_of(judgement, reading)}
    return words | _others(judgement, reading).words("others")


def _growth(judgement: Judgement, reading: Reading) -> tuple[Bilingual, Bilingual]:
    """How a change is told: the other way, by another amount, or in per cent instead of points."""
    quantity, others = judgement.claim.term.quantity, _others(judgement, reading)
    if _is_turned(judgement, reading):
        return _turned(judgement, reading, others)
    result = result_of(judgement, reading)
    sums = (formula_words(reading.formula, quantity.unit), result, quantity.words)
    told, value = _IS.filled(*map(Bilingual.same, sums)), Bilingual.same(result)
    if not reading.value:
        return told, _SAME.filled(others)
    if judgement.claim.kind is ClaimKind.GROWTH_RATE and units_of(reading.formula) == {"%"}:
        return told, _MAKE_POINTS.filled(_points(reading), value, others)
    return told, _MAKE.filled(value, others)


def _is_turned(judgement: Judgement, reading: Reading) -> bool:
    """Whether a rise is said to be a fall, or a fall a rise."""
    return judgement.status is Status.WRONG and bool(reading.turned) and reading.value < 0


def _turned(
    judgement: Judgement, reading: Reading, others: Bilingual
) -> tuple[Bilingual, Bilingual]:
    quantity = judgement.claim.term.quantity
    rise = _POINTS_RISE if quantity.dimension == POINTS else _RISE
    said, is_so = (_FALL, rise) if judgement.claim.term.falls else (rise, _FALL)
    figures = Bilingual.same(formula_words(reading.turned, quantity.unit))
    result = Bilingual.same(result_of(judgement, reading).removeprefix("-"))
    return _TURNED.filled(figures, is_so, result, said), _TURN.filled(is_so, others)


def _points(reading: Reading) -> Bilingual:
    """The points between two rates whose growth is a claim."""
    now, base = reading.operands[:2]
    difference = abs(now.value - base.value)
    return Bilingual.same(f"{difference.normalize():f}个百分点")


def _others(judgement: Judgement, reading: Reading) -> Bilingual:
    """The other figures of a sum, those of other paragraphs with their places.

    The sentence is that of the figure which is told; a total may stand before its parts' one.
    """
    sentence, term = judgement.claim.sentence, judgement.claim.term
    own = {it.quantity.place for it in sentence.terms if term in sentence.terms}
    operands = list(dict.fromkeys(reading.operands))
    is_own = all(it.place in own for it in operands)
    beside = set() if is_own else {it.place for it in scan_quantities(sentence.paragraph)} - own
    found = [_OF_SENTENCE] if any(it.place in own for it in operands) else []
    words = [formula_words(it.words, term.quantity.unit) for it in operands]
    told = list(zip(operands, words, strict=True))
    if near := [Bilingual.same(text) for it, text in told if it.place in beside]:
        found.append(_OF_PARAGRAPH.filled(listed(near, "、", ", ")))
    for operand, text in told:
        if operand.place not in own | beside:
            found.append(_ELSEWHERE.filled(*map(Bilingual.same, (text, str(operand.place)))))
    return listed(found, "和", " and ")


def _restated(first: Term, second: Quantity) -> tuple[Bilingual, Bilingual]:
    """Two amounts that are said to be one."""
    before = first.quantity
    typed = (Bilingual.same(before.words), Bilingual.same(second.words))
    if before.unit == second.unit:
        told = _TWO_AMOUNTS.filled(*typed)
    else:
        power = places_of(second.value) - places_of(second.number)
        meant = before.value.scaleb(power).normalize()
        same = Bilingual.same(f"{meant:,f}{second.unit}")
        told = _TWO_UNITS.filled(typed[0], same, typed[1])
    units = listed(_right_units(before, second), "，或", " or ")
    return told, _MAKE_UNIT.filled(units) if units else _CHECK_UNITS


def _right_units(first: Quantity, second: Quantity) -> Iterator[Bilingual]:
    """What one of two amounts is in the unit that makes it the other."""
    for words, one, other in ((_FIRST_IS, first, second), (_SECOND_IS, second, first)):
        for unit in _MONEY_UNITS:
            meant = PrintedFigure(one.number.scaleb(power_of(unit)))
            if compare(meant, PrintedFigure(other.value)) is not Agreement.DIFFERENT:
                yield words.filled(Bilingual.same(f"{one.text}{unit}"))
