"""Text against tables: a figure in a sentence is the figure of the form.

基本支出 18.74 万元     where the form's 基本支出 is 420.71: an error, with both places
基本支出 420.7 万元     nearly equal: a warning
支出 420.71 万元        typed, though a field has it: a hint to bind it
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from docgen.checking.figures import Index, Labelled, Number, numbers
from docgen.checking.passages import Passage
from docgen.diagnostics import Problem, error, warning

_MONEY = ("万元", "亿元", "元")
_BETWEEN = re.compile(
    r"(?:情况|金额|资金|经费|费用|数|率)?"
    r"(?:[:：（\s]|实际|全年|共计|合计|总计|累计|共|计|已|约|近|超过|超|不足|达到|达|完成|支出|为|是|有|了){0,4}"
)
"""What may stand between a label and its number, and leaves no doubt that they belong together."""


def against_tables(texts: Sequence[Passage], index: Index) -> Iterator[Problem]:
    """Problems of every passage. ``texts`` are not those fields that are figures themselves."""
    labels = sorted(index.by_label, key=len, reverse=True)
    for passage in texts:
        for number in numbers(passage):
            label = _label_before(passage.text, number.start, labels)
            found = _against_label(number, label, index) if label else None
            if found is not None:
                yield from found
            elif not number.bound:
                yield from _could_be_bound(number, index)


def _label_before(text: str, start: int, labels: Sequence[str]) -> str:
    """The label that the number at ``start`` belongs to, or nothing."""
    before = text[max(start - 40, 0) : start]
    for label in labels:
        at = before.rfind(label)
        if at >= 0 and _BETWEEN.fullmatch(before[at + len(label) :]):
            # 其他支出 is another label than 支出: no Chinese character may go before unread.
            return label
    return ""


def _against_label(number: Number, label: str, index: Index) -> list[Problem] | None:
    """Problems of a number that stands behind a label; ``None`` if it is no number of that kind."""
    candidates = [one for one in index.by_label[label] if _comparable(number, one)]
    if not candidates:
        return None
    if any(one.shown == number.value for one in candidates):
        return [] if number.bound else None
    near = next((one for one in candidates if _rounds_to(one, number)), None)
    first = near or candidates[0]
    words = {
        "label": label,
        "typed": f"{number.text}{number.unit}",
        "path": first.path,
        "value": first.figure.text,
        "other": first.place,
    }
    found = warning if near else error
    return [found("text-rounded" if near else "text-differs", number.place, **words)]


def _comparable(number: Number, one: Labelled) -> bool:
    """A rate with a percentage, money with a figure of the forms, a count with a count."""
    rate = one.figure.text.endswith("%")
    if number.unit == "%":
        return rate or "率" in one.path.rpartition(".")[2] or "度" in one.path.rpartition(".")[2]
    if rate:
        return False
    return bool(number.unit) and ((number.unit in _MONEY) == one.money)


def _is_money(one: Labelled) -> bool:
    """Figures of the forms are in 万元, those a unit keeps for its text are not."""
    return any(
        part in one.path for part in ("预算", "决算", "执行", "经费", "支出", "拨款", "资金")
    )


def _rounds_to(one: Labelled, number: Number) -> bool:
    """Whether they are the same but for digits that one of them does not have."""
    places = -int(one.shown.as_tuple().exponent)
    unit = Decimal(1).scaleb(-min(number.digits, places))
    return one.shown.quantize(unit, ROUND_HALF_UP) == number.value.quantize(unit, ROUND_HALF_UP)


def _could_be_bound(number: Number, index: Index) -> Iterator[Problem]:
    """A hint for a number that is surely a field's: a unit, a point, three digits or more."""
    telling = "." in number.text and len(number.text.replace(".", "").lstrip("0")) >= 3
    if not telling or number.unit not in (*_MONEY, "%"):
        return
    for one in index.everything:
        if one.shown == number.value and _comparable(number, one):
            words = {"typed": f"{number.text}{number.unit}", "path": one.path, "other": one.place}
            yield warning("could-be-bound", number.place, **words)
            return
