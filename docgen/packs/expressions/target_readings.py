"""The target of an indicator as an interval, and what is said to have been attained beside it.

    ≥98%   98%以上   不低于98%   ＞15万   15万元以内   前3名   90%-95%   100   2023年12月底前

One reading for rules of packs (the filters ``attained`` and ``repeats``) and for the rules that
every evaluation form has. Where a text can be read in two ways it is not read at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from docgen.content.agreement import Interval

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALES = {"": 0, "百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8}
_UNITS = (
    "个百分点|百分点|%|‰|人次|户次|人天|课时|学时|平方米|平方公里|立方米|公里|公顷|个月|小时|"
    "分钟|工作日|元|人|名|个|家|户|项|次|场|期|篇|件|起|宗|本|册|份|套|台|辆|处|所|村|条|"
    "座|株|亩|吨|米|天|年|月|日|分|批|例|幅|部|支|张|节|届|门|棵|盏|间|栋|幢|艘|头|只|枚|站|档"
)
_UNIT = rf"(?P<scale>百万|千万|[百千万亿])?(?P<unit>{_UNITS}|(?!及?以|之内|内)[^\W\d]{{1,2}}(?=$))?"
_AT_LEAST = "≥|不得?低于|不得?少于|不小于|至少|[大高]于或?等于|达到|达"
_AT_MOST = "≤|不得?超过|不得?高于|不大于|不得?多于|[小低]于或?等于|控制在"
_ABOVE, _BELOW = ">|大于|高于|超过|多于", "<|小于|低于|少于"
_FROM, _UP_TO = "及?以上", "及?以[内下]|之内|内"
_SIGNED = re.compile(
    rf"(?:(?P<least>{_AT_LEAST})|(?P<most>{_AT_MOST})|(?P<above>{_ABOVE})|(?P<below>{_BELOW}))?"
    rf"(?<![\d.,])(?P<number>{_NUMBER})(?![\d.,]*\d){_UNIT}"
    rf"(?:(?P<from>{_FROM})|(?P<up_to>{_UP_TO}))?"
)
_PLAIN = re.compile(
    rf"(?P<equal>=|等于)?(?P<number>{_NUMBER})(?P<scale>[百千万亿]|)(?P<unit>\D{{0,4}})"
)
_PLAIN_UNIT = re.compile(rf"(?:(?:{_UNITS}|[^\W\d]{{1,2}})(?:（[^\W\d]{{1,2}}）)?)?")
_RANGE = re.compile(
    rf"(?P<number>{_NUMBER})(?P<first_unit>\D{{0,3}})[-—–~～至到](?P<last>{_NUMBER}){_UNIT}"
)
_RANK = re.compile(
    r"(?:位?居|位?列|排名?|进入)?.{0,8}前(?P<number>\d{1,3}|[一二三四五六七八九十])[名位强]?"
)
_STANDING = re.compile(r"第(\d{1,3}|[一二三四五六七八九十])[名位]?")
_NUMERALS = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", 1)}

_CHANGE_WORDS = re.compile("提[高升]|增[长加]|上升|下降|降低|减少|压减|节约|压缩|新增")
_SIGNS = str.maketrans("＞＜＝％≧≦⩾⩽〉〈０１２３４５６７８９．", "><=%≥≤≥≤><0123456789.")
_PAIRS = (re.compile(">=|=>"), "≥"), (re.compile("<=|=<"), "≤")

_CHANGE = re.compile(r"[比较][^，。；]*$")
_WHOLE = re.compile(r"(?:达到?|为|共计?|合计|总计|累计|总数|总量)(?:完成|达到?)?$")
_ABOUT = re.compile(r"(?:约|大约|大概|平均)(?:为|达)?$")
_NEARLY = re.compile(r"(?:近|接近|将近|不足|不到)$")
_OVER = re.compile(r"(?:超过?|逾|突破)$")
_AROUND = re.compile("左右|上下")
_TARGET_AGAIN = re.compile(r"[<>≥≤]$|(?:[不高低大小少多]于|以[上内下]|达到或)$")
_LIMIT_BEHIND = re.compile(rf"{_FROM}|{_UP_TO}")
"""Beside a number that is a target itself: of ``≥98%`` nobody knows what it is."""

_DAYS = ("月", "日", "年", "号", "时", "分")
"""Units of which dates have several numbers."""

_CLOSE = Decimal("0.2"), Decimal(5)
"""Between what a number without a unit may stand to the target's, to be of its unit."""

_PART = "其中"


@dataclass(frozen=True)
class Target:
    """What is to be attained.

    Attributes:
        low: the least value that attains it; ``None`` if there is none.
        high: the greatest.
        unit: its unit without 百, 千, 万, 亿; empty for a bare number.
        scale: by which power of ten the printed number is multiplied.
        is_plain: whether it is a number alone, ``100%`` or ``4期``, met by the same number; whether
            more or less is better is not said.
        is_open: whether the end itself does not attain it: ``＞3``.
        change: the word of a change that it speaks of, 提高 in ``提高5%以上``; or empty.
    """

    low: Decimal | None
    high: Decimal | None
    unit: str
    scale: int = 0
    is_plain: bool = False
    is_open: bool = False
    change: str = ""

    @property
    def is_rank(self) -> bool:
        """Whether it is a place among others: 前3名."""
        return self.unit == "名次"

    def holds(self, value: Interval) -> bool | None:
        """Whether a value attains it; ``None`` if some of what the value may be does."""
        inside = self._is_above_low(value.low) and self._is_below_high(value.high)
        if inside:
            return True
        some = self._is_above_low(value.high) and self._is_below_high(value.low)
        return None if some else False

    def _is_above_low(self, number: Decimal) -> bool:
        if self.low is None:
            return True
        return number > self.low if self.is_open else number >= self.low

    def _is_below_high(self, number: Decimal) -> bool:
        if self.high is None:
            return True
        return number < self.high if self.is_open else number <= self.high


def normal(text: str) -> str:
    """A text without blanks, signs and digits as one writes them: ``≥98%`` for ``＞= 98 ％``."""
    text = "".join(text.split()).translate(_SIGNS)
    text = text.replace("（含）", "").replace("(含)", "")
    for pattern, sign in _PAIRS:
        text = pattern.sub(sign, text)
    return text


@lru_cache(maxsize=4096)
def target_of(text: str) -> Target | None:
    """The target that a text states; ``None`` for words, dates, and several targets in one."""
    text = normal(text)
    if rank := _RANK.fullmatch(text):
        return Target(None, _ordinal(rank["number"]), "名次")
    if limits := _RANGE.fullmatch(text):
        return _between(limits)
    found = [match for match in _SIGNED.finditer(text) if _has_sign(match)]
    if len(found) == 1:
        return _signed(found[0], text)
    return None if found else _plain(text)


def _has_sign(match: re.Match[str]) -> bool:
    return any(match[name] for name in ("least", "most", "above", "below", "from", "up_to"))


def _signed(match: re.Match[str], text: str) -> Target | None:
    number, scale = _scaled(match["number"], match["scale"])
    unit = match["unit"] or ""
    if unit in _DAYS and not (match["least"] or match["most"] or match["below"]):
        return None  # 12月底以前 and the like are dates
    low, high = (None, number) if _is_upper(match) else (number, None)
    changes = _CHANGE_WORDS.findall(text[: match.start("number")])
    is_open = bool(match["above"] or match["below"]) and not (match["from"] or match["up_to"])
    change = changes[-1] if changes else ""
    return Target(low, high, unit, scale, is_open=is_open, change=change)


def _is_upper(match: re.Match[str]) -> bool:
    if match["from"] or match["up_to"]:
        return bool(match["up_to"])
    return bool(match["most"] or match["below"])


def _plain(text: str) -> Target | None:
    match = _PLAIN.fullmatch(text)
    if match is None or not _PLAIN_UNIT.fullmatch(match["unit"]):
        return None
    number, scale = _scaled(match["number"], match["scale"])
    return Target(number, number, match["unit"], scale, is_plain=True)


def _between(match: re.Match[str]) -> Target | None:
    last, scale = _scaled(match["last"], match["scale"])
    first = Decimal(match["number"].replace(",", "")).scaleb(scale)
    unit = match["unit"] or ""
    if first >= last or unit in _DAYS or match["first_unit"] not in ("", unit):
        return None
    return Target(first, last, unit, scale)


def _scaled(number: str, word: str | None) -> tuple[Decimal, int]:
    scale = _SCALES[word or ""]
    return Decimal(number.replace(",", "")).scaleb(scale), scale


def _ordinal(text: str) -> Decimal:
    return Decimal(_NUMERALS.get(text) or text)


def attained_values(actual: str, target: Target) -> list[Interval]:
    """What a text says was attained, in the target's unit; several if it states several numbers.

    A total alone counts: 43.5 in ``较上年提高2.1%，达到43.5%``, 12 in ``12个村，其中示范村3个``.
    """
    text = normal(actual)
    if target.is_rank:
        places = [_ordinal(place) for place in _STANDING.findall(text)]
        return [Interval(place, place) for place in places]
    found = list(_numbers(text, target))
    whole = [value for before, value in found if _WHOLE.search(before)]
    if whole:
        return whole[:1]
    parted = [value for before, value in found if _PART not in before]
    return parted or [value for _, value in found]


def _numbers(text: str, target: Target) -> Iterator[tuple[str, Interval]]:
    """The numbers of a text in a unit, as intervals, each with the text before it."""
    pattern = _of_unit(target.unit)
    found = list(pattern.finditer(text))
    if target.unit in ("", *_DAYS) and len(re.findall(_NUMBER, text)) > 1:
        return
    for match in found:
        before = text[: match.start()]
        is_change = bool(_CHANGE.search(before))
        if target.change and not re.search(
            rf"{target.change}(?:了|为|到)?[^\d，。；]{{0,2}}$", before
        ):
            continue
        value = _value(match, text, target)
        if value is not None and (not is_change or target.change):
            yield before, value


@lru_cache(maxsize=256)
def _of_unit(unit: str) -> re.Pattern[str]:
    """Finds numbers of a unit, or without any; of any unit where the target has none."""
    behind = {"个": "(?!月|百分)", "人": "(?!次|天)", "户": "(?!次)", "分": "(?!钟)"}.get(unit, "")
    named = rf"(?P<unit>{re.escape(unit)}){behind}" if unit else r"(?P<unit>)"
    return re.compile(
        rf"(?<![\d.,第])(?P<number>{_NUMBER})(?![\d.,]*\d)(?P<more>余|多)?"
        rf"(?P<scale>百万|千万|[百千万亿])?(?P<odd>余|多)?{named}"
    )


def _value(match: re.Match[str], text: str, target: Target) -> Interval | None:
    number, scale = _scaled(match["number"], match["scale"])
    if not target.unit and scale != target.scale:
        return None
    before = text[: match.start()]
    if _TARGET_AGAIN.search(before) or _LIMIT_BEHIND.match(text, match.end()):
        return None
    if _OVER.search(before) or match["more"] or match["odd"]:
        return Interval(number, number * 2)
    if _NEARLY.search(before):
        return Interval(number * Decimal("0.8"), number)
    if _ABOUT.search(before) or _AROUND.match(text, match.end()):
        return Interval(number * Decimal("0.9"), number * Decimal("1.1"))
    return Interval(number, number)


def is_attained(actual: str, target: Target, *, more_is_better: bool = False) -> bool | None:
    """Whether what is said meets a target; ``None`` where that cannot be told for sure.

    Args:
        actual: what is said to have been attained.
        target: the target.
        more_is_better: whether a plain number is a least one; else only the same number meets it,
            and of any other nothing is known.
    """
    values = attained_values(actual, target) or _bare_value(actual, target)
    wanted = target
    if target.is_plain and target.low and more_is_better:
        wanted = replace(target, high=None)
    results = {wanted.holds(value) for value in values}
    result = results.pop() if len(results) == 1 else None
    is_unknown = result is False and wanted.is_plain and wanted.high and not more_is_better
    return None if is_unknown else result


def _bare_value(actual: str, target: Target) -> list[Interval]:
    """A number without a unit, if it can be meant in that of the target: 98.5 of ``≥98%``."""
    text = normal(actual)
    limit = target.low if target.low is not None else target.high
    if not target.unit or target.is_rank or not limit or not re.fullmatch(_NUMBER, text):
        return []
    number = Decimal(text.replace(",", "")).scaleb(target.scale)
    return [Interval(number, number)] if _CLOSE[0] <= number / limit <= _CLOSE[1] else []
