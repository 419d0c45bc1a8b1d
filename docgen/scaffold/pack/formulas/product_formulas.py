"""Products of two and three columns by their names: 数量 × 单价 = 金额, 人数 × 天数 × 标准."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from docgen.diagnostics.codes import problem_code
from docgen.scaffold.pack.formulas.drafted_formula import DraftedFormula, product_of
from docgen.scaffold.pack.formulas.field_types import unit_of_label
from docgen.scaffold.pack.formulas.quantities import FormQuantity, QuantityLine, word_of
from docgen.scaffold.pack.terms import COUNTS, PRICES, RESULTS

FORMULA_PRODUCT = problem_code(
    "formula-product",
    en=("「{field}」 is the product of 「{parts}」, by their names", "look at it in pack.yaml"),
    zh=("「{field}」是「{parts}」之积（看名称）", "在 pack.yaml 里核对"),
)

_SOURCE = re.compile(r"公共预算|基金预算|资本(?:经营)?预算|(?:预算|财政|专户)[内外]")
"""Words for where money comes from, whose columns split an amount that stands elsewhere."""
_YUAN = {"元": 1, "百元": 100, "千元": 1000, "万元": 10_000, "亿元": 100_000_000}
_FOR_EACH = re.compile(r"元[/／]([^（()）]+)")
_MEASURES = {
    "课时": "课时",
    "学时": "学时",
    "人": "人数|人次|名额",
    "天": "天数|天",
    "日": "天数|日数|工日",
    "月": "月数|月",
    "年": "年数|年",
    "次": "次数|次|人次",
    "期": "期数",
    "公里": "里程|公里",
}
"""What the unit of a price asks for, among the heads of its factors."""

Item = tuple[tuple[str, ...], FormQuantity]


def product_formulas(line: QuantityLine) -> Iterator[DraftedFormula]:
    """The results in a line whose factors stand before them."""
    items = line.numbers if line.direction in ("across", "pairs") else []
    for number, (labels, whole) in enumerate(items):
        if not _is_result((labels, whole)):
            continue
        factors = _factors(labels, items[:number], items)
        if factors:
            yield _formula(labels, whole, factors)


def _is_factor(labels: tuple[str, ...]) -> bool:
    word = word_of(labels[-1])
    return PRICES.search(word) is not None or COUNTS.search(word) is not None


def _factors(labels: tuple[str, ...], before: Sequence[Item], items: Sequence[Item]) -> list[Item]:
    """The factors of a result, nearest group first; none unless there is one price and a count."""
    group = labels[:-1]
    own = [item for item in before if item[0][:-1] == group]
    start = max((at + 1 for at, item in enumerate(own) if _is_result(item)), default=0)
    own = own[start:]
    outer = [item for item in before if group and len(item[0]) == 1]
    found = [item for item in own if _is_factor(item[0])]
    if not any(map(_is_price, found)):
        found += [item for item in outer if _is_price(item)]
    if all(map(_is_price, found)):
        found += [item for item in outer if _is_count(item)]
    prices = [item for item in found if _is_price(item)]
    counts = [item for item in found if _is_count(item)]
    others = [item for item in own if item not in found]
    if len(prices) != 1 or not counts or others or len(found) != len(prices) + len(counts):
        return []
    return [*counts, *prices] if _fits(prices[0], counts) else []


def _is_result(item: Item) -> bool:
    word = word_of(item[0][-1])
    return bool(RESULTS.search(word)) and not _SOURCE.search(word) and not _is_factor(item[0])


def _is_price(item: Item) -> bool:
    return PRICES.search(word_of(item[0][-1])) is not None


def _is_count(item: Item) -> bool:
    return COUNTS.search(word_of(item[0][-1])) is not None


def _fits(price: Item, counts: Sequence[Item]) -> bool:
    """Whether the factors are all that the unit of the price asks for: 元/人·天."""
    asked = _FOR_EACH.search(price[0][-1])
    words = [word_of(item[0][-1]) for item in counts]
    parts = re.findall("|".join(_MEASURES), asked[1]) if asked else []
    known = [_MEASURES[part] for part in parts]
    if any(not any(re.search(words_of, word) for word in words) for words_of in known):
        return False
    if PRICES.search(word_of(price[0][-1])) and word_of(price[0][-1]).endswith("标准"):
        return len(counts) == len(parts) if parts else len(counts) < 3
    return len(counts) == 1 or len(parts) == len(counts)


def _formula(
    labels: tuple[str, ...], whole: FormQuantity, factors: Sequence[Item]
) -> DraftedFormula:
    price = factors[-1]
    given, wanted = unit_of_label(price[0][-1]), unit_of_label(labels[-1])
    pieces = product_of(quantity for _, quantity in factors)
    is_sure = True
    if given in _YUAN and wanted in _YUAN and given != wanted:
        ratio = Decimal(_YUAN[given]) / Decimal(_YUAN[wanted])
        scaled = f" * {ratio:f}" if ratio > 1 else f" / {1 / ratio:f}"
        pieces = (*pieces, scaled)
    elif (given in _YUAN) != (wanted in _YUAN):
        is_sure = given == "元" or wanted == "元"
    names = " × ".join(word_of(heads[-1]) for heads, _ in factors)
    words = {"field": word_of(labels[-1]), "parts": names}
    return DraftedFormula(whole, pieces, FORMULA_PRODUCT, words, is_sure=is_sure)
