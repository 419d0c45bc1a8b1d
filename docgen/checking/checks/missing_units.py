"""Figures without the unit that those beside them have: 基本支出420.71万元、项目支出200.

12.3、15、8.1万元 has one unit for all, and 执行率98%，得分9.8 is no row of alike figures.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.findings import Finding
from docgen.checking.paragraph_texts import ParagraphText
from docgen.checking.text_patterns import text_pattern
from docgen.diagnostics import Problem, Severity, warning
from docgen.diagnostics.codes import problem_code

UNIT_MISSING = problem_code(
    "unit-missing",
    en=("「{text}」 has no unit", "make it 「{wanted}」, if that is the unit"),
    zh=("「{text}」后面没有单位", "是这个单位的，写成「{wanted}」"),
)

_FIGURE = re.compile(
    r"(?P<label>[^\d，,、；。：:（）()！？]{0,24})"
    r"(?P<number>(?<![\d.A-Za-z〔\[-])\d{1,12}(?:,\d{3})*+(?:\.\d{1,6})?+)"
    r"(?P<unit>万元|亿元|元|[%％]|万(?=[、，；。）]))?"
    r"(?P<end>[、，；。）]|和(?=\d)|及(?=\d)|与(?=\d)|以及(?=\d))?"
)
_BARE = text_pattern(r"\d万?[、，；。）和及与以]", first=r"\d")
_FILLERS = re.compile(
    r"(?:[为共约近达到了各仅已至是有计]|合计|共计|分别|超过|实现|完成)+\Z|^(?:其中|和|及|与)"
)
_MONEY = re.compile(
    r"(?:支出|收入|经费|资金|预算|决算|金额|投资|补助|补贴|工资|拨款|结余|结转|余额|贷款|款|费|基金"
    r"|津贴|奖金|成本|收益)\Z"
)
_RATES = re.compile(r"(?:增长|下降|上升|增幅|降幅|占|占比|比重|[^利汇频功效倍税费]率)\Z")
_OTHERS = re.compile(r"(?:其他|其它|其余|另)\Z")
_NO_MONEY = re.compile(r"[分值数系积米度个倍比亩吨率]\Z|^\Z")
_INDEX = re.compile(r"(?:指数|系数|分值|浓度|比值|密度)(?:为|达到?|是)?\Z")
_CHANGES = re.compile(r"(?:增长|下降|上升|提高|增加|减少)\Z")
_RATE_ALONE = re.compile(
    r"(?P<label>[^利汇频功效倍税费速]率(?:达到?|为|是|不低于|高于|≥|＞|>=?|保持在)"
    r"|(?<=\d[%％])(?:下降|上升|提高|提升|降|升|增)低?[到至为])"
    r"(?P<number>\d{1,3}(?:\.\d{1,2})?)(?P<unit>)(?=[，。；、）]|以上|以内|$)"
)
_MONEY_ALONE = re.compile(
    r"(?P<label>(?:支出|支付|结余|结转|节余|节约|，计|执行数|决算数|预算数|增加|减少|收入|资金|经费|投资"
    r"|拨付|到位|补助|金额|配套|自筹|实际完成)(?:为|达到?)?)"
    r"(?P<number>(?:\d{1,3}(?:,\d{3})+|\d{1,7})\.\d{1,2})(?P<unit>)(?=[，。；）])"
)
_WITH_UNIT = re.compile(r"(?<![\d.,〔])\d[\d,]*(?:\.\d+)?([^\W\d]{1,2}|[%％])?(?!年)")
_SENTENCE = re.compile("[^。]+。?")
_LEAST_RATE = Decimal("1.5")
"""A rate up to this may be written as a number: 控制率为0.98."""
_OF_RATES = "rates"
"""The key of the rates in per cent, among the counts of units."""
_SAID_ELSEWHERE = re.compile(r"单位[：:]|[（(][万亿]?元[）)]")


@check(
    Finding(
        UNIT_MISSING,
        Severity.WARNING,
        en="“基本支出420.71万元、项目支出200”: the second figure has no unit",
        zh="「基本支出420.71万元、项目支出200」，后一个数没有单位",
    )
)
def missing_units(unit: CheckedUnit) -> Iterator[Problem]:
    """A warning for each amount of money and rate of a sentence that has lost its unit."""
    for paragraph in unit.with_sign(_BARE):
        if not _BARE.pattern.search(paragraph.text):
            continue
        found: dict[int, Problem] = {}
        for figure, missing in _without_unit(paragraph.text):
            start = figure.start("number")
            if start not in found and not paragraph.is_bound(start):
                found[start] = _problem(paragraph, figure, missing)
        yield from found.values()


def _without_unit(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """The figures of a text without a unit, each with the unit that is missing; some twice."""
    if not _SAID_ELSEWHERE.search(text):
        yield from _missing(list(_FIGURE.finditer(text)))
        yield from _money_alone(text)
    for match in _RATE_ALONE.finditer(text):
        if Decimal(match["number"]) >= _LEAST_RATE:  # 0.98 is a rate without a sign
            yield match, "%"


def _money_alone(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """预算数260.00万元，执行数247.39: in a sentence of nothing but 万元 and per cents."""
    for sentence in _SENTENCE.finditer(text):
        units = {unit for unit in _WITH_UNIT.findall(sentence[0]) if unit}
        if "万元" in units and units <= {"万元", "%", "％"}:
            found = _MONEY_ALONE.finditer(text, sentence.start(), sentence.end())
            yield from ((match, "万元") for match in found)


def _problem(paragraph: ParagraphText, figure: re.Match[str], unit: str) -> Problem:
    stop = figure.end("unit") if figure["unit"] else figure.end("number")
    text = f"{figure['label'].strip()}{paragraph.text[figure.start('number') : stop]}"
    wanted = f"{figure['label'].strip()}{figure['number']}{unit}"
    place = paragraph.place(figure.start("number"))
    problem = warning(UNIT_MISSING, place, text=text, wanted=wanted)
    added = unit.removeprefix(figure["unit"] or "")
    last = paragraph.text[stop - 1]
    return paragraph.retyped(problem, stop - 1, stop, last + added, safe=False)


def _missing(figures: Sequence[re.Match[str]]) -> Iterator[tuple[re.Match[str], str]]:
    """The figures without a unit, each with the unit that is missing."""
    counts = Counter(unit for figure in figures if (unit := _unit(figure)))
    rates = (figure for figure in figures if _unit(figure) == "%")
    counts[_OF_RATES] = sum(bool(_RATES.search(_FILLERS.sub("", each["label"]))) for each in rates)
    number = 0
    is_index = _has_index(figures)
    for row in _rows(figures):
        units = {unit for figure in row if (unit := _unit(figure))}
        bare = [figure for figure in row if _is_bare(figure)]
        if len(row) > 1 and len(bare) == 1 and len(units) == 1:
            if len(row) > 2 or bare[0] is not row[0]:  # 12.3和15万元 has one for both
                yield bare[0], units.pop()
        elif len(row) == 1 and bare and not (is_index and _CHANGES.search(bare[0]["label"])):
            beside = (*figures[max(number - 2, 0) : number], *figures[number + 1 : number + 3])
            if unit := _unit_of_label(bare[0], counts) or _unit_of_alike(bare[0], beside):
                yield bare[0], unit
        number += len(row)


def _has_index(figures: Sequence[re.Match[str]]) -> bool:
    """Whether a figure has no unit for good, whose changes have none: 营养状态指数48.6."""
    return any(_is_bare(each) and _INDEX.search(each["label"]) for each in figures)


def _unit_of_alike(figure: re.Match[str], beside: Sequence[re.Match[str]]) -> str:
    """The unit of two figures beside it whose words end alike, 湘川市12.3%、白石市15、云岭市8.1%.

    Amounts of two decimals between two others need not: 中央3.15万元、省级1.22、区级0.45万元.
    """
    last = _FILLERS.sub("", figure["label"])[-1:]
    alike = [_unit(each) for each in beside if last and each["label"].endswith(last)]
    if len(alike) > 1 and len(set(alike)) == 1:
        return alike[0]
    above = [each for each in beside if each.end() <= figure.start()]
    below = [each for each in beside if each.start() >= figure.end()]
    around = {_unit(each) for each in (*above[-1:], *below[:1])}
    is_amount = re.search(r"\.\d\d$", figure["number"]) and not _NO_MONEY.search(figure["label"])
    return around.pop() if above and below and is_amount and around == {"万元"} else ""


def _unit(figure: re.Match[str]) -> str:
    """The unit, or nothing for 200万, which may be of people."""
    unit = figure["unit"] or ""
    return "" if unit == "万" else unit.replace("％", "%")


def _is_bare(figure: re.Match[str]) -> bool:
    return not _unit(figure) and figure["end"] is not None


def _rows(figures: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """The figures that follow each other without words: 12.3%、15和8.1%."""
    row = list(figures[:1])
    for above, figure in pairwise(figures):
        goes_on = not figure["label"] and above["end"] not in (None, "。", "；", "，", "）")
        if not goes_on:
            yield row
            row = []
        row.append(figure)
    yield row


def _unit_of_label(figure: re.Match[str], counts: Counter[str]) -> str:
    """The unit that a figure must have by the words before it, as others of the paragraph do."""
    label = _FILLERS.sub("", figure["label"])
    number = Decimal(figure["number"].replace(",", ""))
    if not number:
        return ""
    if _RATES.search(label):
        is_sure = "." in figure["number"] or counts[_OF_RATES] > 0
        return "%" if number > _LEAST_RATE and is_sure and not figure["unit"] else ""
    money = [(counts[unit], unit) for unit in ("万元", "亿元", "元") if counts[unit]]
    if len(money) != 1:
        return ""
    count, unit = money[0]
    if _OTHERS.search(label):
        return unit if count > 1 else ""
    is_sure = "." in figure["number"] or count > 1
    return unit if _MONEY.search(label) and is_sure else ""
