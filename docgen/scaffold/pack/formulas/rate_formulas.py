"""Rates by the names of their parts, shares of a total, and scores that follow from a rate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docgen.diagnostics.codes import problem_code
from docgen.scaffold.pack.formulas.drafted_formula import DraftedFormula, Piece, percent_of
from docgen.scaffold.pack.formulas.field_types import unit_of_label
from docgen.scaffold.pack.formulas.quantities import FormQuantity, QuantityLine, word_of
from docgen.scaffold.pack.naming import key_of, without_year
from docgen.scaffold.pack.terms import RATES, RateNames

FORMULA_RATE = problem_code(
    "formula-rate",
    en=(
        "「{field}」 is 「{over}」 divided by 「{under}」, by their names",
        "look at it in pack.yaml",
    ),
    zh=("「{field}」是「{over}」除以「{under}」（看名称）", "在 pack.yaml 里核对"),
)
FORMULA_SCORE = problem_code(
    "formula-score",
    en=(
        "「{field}」 is the share of {points} that 「{rate}」 says, {points} at most",
        "look at it",
    ),
    zh=("「{field}」按{points}乘「{rate}」计，最多 {points}", "在 pack.yaml 里核对"),
)

_PERIOD = re.compile(
    r"\d{1,2}[-—－~～至]\d{1,2}月份?|全年预计|全年|截至.*|.*[月季半]年?度?末?|预计"
)
"""Words for a part of a year before a rate and its numerator."""
_ALSO = {"预计": ("全年预计",), "全年预计": ("预计",)}
"""What else may stand before the numerator of a rate: what is expected is that of the year."""

_PER_HEAD = re.compile(r"^(?:家庭)?人均")
_PERSONS = re.compile(r"^(?:家庭)?(?:总?人口|人口总?数|总人数|人数)$")
_OF_ALL = re.compile(r"^家庭|总(?=.)|总?额$")

_RATES_OF_SCORES = ("执行率", "预算执行率")

Item = tuple[tuple[str, ...], FormQuantity]


def rate_formulas(line: QuantityLine) -> Iterator[DraftedFormula]:
    """The rates in a line whose numerator and denominator stand in it, and scores of rates."""
    items = line.numbers
    for labels, whole in items:
        named = ((it, _before(_word(labels), it.name)) for it in RATES)
        names, start = next((it for it in named if it[1] is not None), (None, ""))
        beside = [item for item in items if item[1] is not whole and _is_near(item[0], labels)]
        over, under = _parts(names, start or "", beside) if names else (None, None)
        if over and under:
            words = {
                "field": _word(labels),
                "over": word_of(over[0][-1]),
                "under": word_of(under[0][-1]),
            }
            pieces = percent_of((over[1],), (under[1],))
            yield DraftedFormula(whole, pieces, FORMULA_RATE, words)
    yield from _per_head_formulas(line)


def _per_head_formulas(line: QuantityLine) -> Iterator[DraftedFormula]:
    """What each has of a total, if it and the number of persons stand just once in a line."""
    items = line.numbers
    for labels, whole in items:
        stem = _OF_ALL.sub("", _PER_HEAD.sub("", _word(labels)))
        if not _PER_HEAD.match(_word(labels)) or len(stem) < 2:
            continue
        beside = [item for item in items if item[1] is not whole and _is_near(item[0], labels)]
        over = [it for it in beside if _OF_ALL.sub("", _word(it[0])) == stem]
        under = [it for it in beside if _PERSONS.match(_word(it[0]))]
        units = {unit_of_label(it.field.label) for it in (whole, *(item[1] for item in over))}
        if len(over) == len(under) == len(units) == 1:
            words = {"field": _word(labels), "over": _word(over[0][0]), "under": _word(under[0][0])}
            pieces = ("(", over[0][1], " / ", under[0][1], ") | round(2)")
            yield DraftedFormula(whole, pieces, FORMULA_RATE, words, is_sure=False)


def _parts(names: RateNames, start: str, beside: Sequence[Item]) -> tuple[Item | None, Item | None]:
    """Numerator and denominator of a rate whose name has ``start`` before it."""
    starts = [start, *_ALSO.get(start, ())]
    over = _best([f"{it}{name}" for it in starts for name in names.over], beside)
    own = [f"{it}{name}" for it in starts for name in names.under] if start else []
    return over, _best([*own, *names.under], beside)


def _before(word: str, names: Sequence[str]) -> str | None:
    """What stands before a name, such as 1—7月 before 执行率; ``None`` if it is none of them."""
    found = [word.removesuffix(name) for name in names if word.endswith(name)]
    starts = [start for start in found if not start or _PERIOD.fullmatch(start)]
    return min(starts, key=len, default=None)


def score_formulas(line: QuantityLine) -> Iterator[DraftedFormula]:
    """The scores in a line with a rate of execution, where their points are known."""
    for labels, whole in line.numbers:
        if _word(labels) not in ("得分", "自评得分", "自评分"):
            continue
        beside = [item for item in line.numbers if item[0][:-1] == labels[:-1]]
        named = {_word(item[0]): item[1] for item in beside}
        rate = next((named[name] for name in _RATES_OF_SCORES if name in named), None)
        points: Piece | None = _points(labels, whole) or named.get("分值")
        if rate is not None and points is not None:
            pieces = ("[", points, ", ", points, " * ", rate, "] | min | round(2)")
            told = points if isinstance(points, str) else "分值"
            words = {"field": "得分", "points": told, "rate": word_of(rate.path[-1])}
            yield DraftedFormula(whole, pieces, FORMULA_SCORE, words)


def _points(labels: tuple[str, ...], whole: FormQuantity) -> str:
    """The points that the form prints: in their column, or in the head: 得分（10分）."""
    if whole.field.points:
        return whole.field.points
    note = labels[-1].replace("(", "（").replace(")", "）").rpartition("（")[2].removesuffix("）")
    number = note.removesuffix("分")
    return number if note.endswith("分") and number.isdecimal() else ""


def _best(names: Sequence[str], items: Sequence[Item]) -> Item | None:
    """The item with the best of the names; ``None`` if there is none, or several."""
    for name in names:
        found = [item for item in items if _word(item[0]) == name]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _word(labels: tuple[str, ...]) -> str:
    """The innermost label, without a year before it."""
    word = word_of(labels[-1]) if labels else ""
    return key_of(without_year(word, int(word[:4]), say=False)) if word[:4].isdecimal() else word


def _is_near(labels: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether two columns are in one group, or the first in none."""
    return labels[:-1] == others[:-1] or len(labels) == 1
