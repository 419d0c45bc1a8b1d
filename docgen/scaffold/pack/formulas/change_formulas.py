"""Differences and growth by the names of columns: 增减额, 增长率, 结余, 年末数."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docgen.diagnostics.codes import problem_code
from docgen.scaffold.pack.formulas.drafted_formula import (
    DraftedFormula,
    Piece,
    added,
    percent_of,
)
from docgen.scaffold.pack.formulas.field_types import is_rate
from docgen.scaffold.pack.formulas.quantities import FormQuantity, QuantityLine, joined, word_of
from docgen.scaffold.pack.formulas.total_labels import is_bare_total

FORMULA_CHANGE = problem_code(
    "formula-change",
    en=("「{field}」 is the change from 「{old}」 to 「{new}」", "look at it in pack.yaml"),
    zh=("「{field}」是「{new}」比「{old}」的增减", "在 pack.yaml 里核对"),
)
FORMULA_BALANCE = problem_code(
    "formula-balance",
    en=("「{field}」 is 「{plus}」 less 「{minus}」, by their names", "look at it in pack.yaml"),
    zh=("「{field}」是「{plus}」减「{minus}」（看名称）", "在 pack.yaml 里核对"),
)

_NOW = re.compile(r"本年度?|今年|当年|本期|本月|本季度?|现[值状]")
_THEN = re.compile(r"上年度?(?!结[转余])|去年|上期|上月|上季度?|基期|上年同期|去年同期")
_YEAR = re.compile(r"((?:19|20)\d\d)年?度?")
_CHANGE = re.compile(
    r"增减|增长|变动|变化|同比|[比较](?:上年|去年|上期)|增幅|差额$|^增加额$|^增加数$"
)
_REASON = re.compile(r"原因|说明|情况说明|备注")
_TIMES = re.compile(f"{_NOW.pattern}|{_THEN.pattern}|{_YEAR.pattern}|同期|累计|实际")
_OF_CHANGE = re.compile(
    r"[比较](?:上年|去年|上期)|同比|增减|增长|变动|变化|增加|情况|幅度|增幅|数额|额|数|值|金额|率|比例|百分比|[%％（()）]"
)

_LEFT = re.compile(
    r"(?:结余|结存|余额|结转结余|结转和结余|剩余(?:资金|金额|数)?|期末数|年末数|期末|年末)(?:数|额|资金|金额)?$"
)
_OPEN = re.compile(r"^(?:上年|年初|期初|上期|上月)(?:结[转余存].*|余额|数|库存)?$")
_IN = re.compile(
    r"^(?:本[年期月]|当年|全年)?(?:收入|增加|收入合计|总收入|收入总额|拨入|收到|入库|购入)(?:数|额|金额|合计|总额)?$"
)
_OUT = re.compile(
    r"^(?:本[年期月]|当年|全年|实际)?(?:支出|减少|支出合计|总支出|支出总额|使用|领用|出库|发出|支付)(?:数|额|金额|合计|总额)?$"
)
_PLAN = re.compile(r"^(?:全年|年度|调整后?)?预算(?:数|安排数?|金额|总额)?$")
_NET = re.compile(r"^(?:资产|固定资产|账面)?净值$")
_GROSS = re.compile(r"^(?:资产|固定资产|账面)?原值$")
_WORN = re.compile(r"^(?:已提|累计|已计提)?(?:累计)?折旧(?:额)?$")
_SALARY = re.compile(r"^实发(?:工资|金额|数|合计)?$")
_DUE = re.compile(r"^应发(?:工资|金额|数|合计|小计)?$")
_HELD = re.compile(r"^(?:代扣|扣[款缴除税]).*$")
_SAVED = re.compile(r"^节[约支省余](?:资金|金额|额|数)?$")
_SAVED_SHARE = re.compile(r"^(?:资金)?节[约支省]率$")
_ASKED = re.compile(
    r"^(?:采购|项目)?(?:预算|控制价?|最高限价|控制金额)(?:安排)?(?:金额|价|数|总价)?$"
)
_BOUGHT = re.compile(r"^(?:中标|成交|采购|合同|实际采购)(?:金额|价|价格|数|总价)$")
_DONE = re.compile(r"^(?:全年|实际)?(?:执行|支出|决算)(?:数|金额|额)?$")

_END = re.compile(r"(?:年末|期末|本期末|月末)")
_BALANCES = (
    (_LEFT, _IN, _OUT),
    (_LEFT, _PLAN, _DONE),
    (_NET, _GROSS, _WORN),
    (_SALARY, _DUE, _HELD),
    (_SAVED, _ASKED, _BOUGHT),
    (_SAVED_SHARE, _ASKED, _BOUGHT),
)
"""What is left, of what, and what was taken."""

Item = tuple[tuple[str, ...], FormQuantity]


def change_formulas(line: QuantityLine) -> Iterator[DraftedFormula]:
    """The changes and balances in a line."""
    items = line.numbers
    for labels, whole in items:
        others = [item for item in items if item[1] is not whole]
        text = joined(labels)
        if _CHANGE.search(text) and not _REASON.search(text):
            if line.direction == "text":
                continue
            yield from _change(labels, whole, others)
        else:
            yield from _balance(labels, whole, others)


def _change(
    labels: tuple[str, ...], whole: FormQuantity, others: Sequence[Item]
) -> Iterator[DraftedFormula]:
    pairs = list(_pairs(others))
    if len(pairs) > 1:
        own = _OF_CHANGE.sub("", joined(labels))
        same = [pair for pair in pairs if _bare(pair[0][0]) == own]
        last = [pair for pair in pairs if word_of(pair[0][0][-1]) == word_of(labels[-1])]
        is_bare = not _OF_CHANGE.sub("", word_of(labels[-1]))
        totals = [pair for pair in pairs if is_bare and is_bare_total(pair[0][0][-1])]
        pairs = same if len(same) == 1 else last or totals
    if len(pairs) != 1:
        return
    (old_labels, old), (new_labels, new) = pairs[0]
    words = {
        "field": word_of(labels[-1]),
        "old": word_of(old_labels[-1]),
        "new": word_of(new_labels[-1]),
    }
    is_growth = any(is_rate(label) for label in labels) or is_rate(joined(labels))
    pieces: tuple[Piece, ...] = (new, " - ", old)
    if is_growth:
        pieces = percent_of(("(", new, " - ", old, ")"), (old,))
    yield DraftedFormula(whole, pieces, FORMULA_CHANGE, words)


def _pairs(items: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
    """Columns of last year and this year, or of the two years that heads name, that match."""
    known = [item for item in items if not _CHANGE.search(joined(item[0]))]
    known = [item for item in known if not is_rate(item[0][-1])]
    for old in known:
        for new in known:
            if (
                old[1] is not new[1]
                and _bare(old[0]) == _bare(new[0])
                and _is_later(old[0], new[0])
            ):
                yield old, new


def _bare(labels: tuple[str, ...]) -> str:
    return _OF_CHANGE.sub("", _TIMES.sub("", joined(labels)))


def _is_later(old: tuple[str, ...], new: tuple[str, ...]) -> bool:
    before, after = joined(old), joined(new)
    years = [_YEAR.search(text) for text in (before, after)]
    if years[0] and years[1]:
        return int(years[0][1]) + 1 == int(years[1][1])
    return bool(_THEN.search(before) and _NOW.search(after)) and not any(years)


def _balance(
    labels: tuple[str, ...], whole: FormQuantity, others: Sequence[Item]
) -> Iterator[DraftedFormula]:
    """What is left of something, if each of the names for it stands there just once."""
    beside = [item for item in others if item[0][:-1] == labels[:-1]]
    word = word_of(labels[-1])
    if _OPEN.match(word):
        return

    def named(pattern: re.Pattern[str]) -> list[Item]:
        return [item for item in beside if pattern.match(word_of(item[0][-1]))]

    for pattern, wholes, taken in _BALANCES:
        plus, minus = named(wholes), named(taken)
        opened = named(_OPEN) if pattern is _LEFT and wholes is _IN else []
        is_end = wholes is _IN and _END.match(word) and "结" not in word
        is_single = len(plus) == len(minus) == 1 and len(opened) <= 1
        if pattern.search(word) and is_single and (opened or not is_end):
            yield _left(labels, whole, [*opened, *plus], minus[0])
            return


def _left(
    labels: tuple[str, ...], whole: FormQuantity, plus: Sequence[Item], minus: Item
) -> DraftedFormula:
    words = {
        "field": word_of(labels[-1]),
        "plus": "、".join(word_of(item[0][-1]) for item in plus),
        "minus": word_of(minus[0][-1]),
    }
    pieces: tuple[Piece, ...] = (*added([it for _, it in plus]), " - ", minus[1])
    if is_rate(labels[-1]):
        pieces = percent_of(("(", *pieces, ")"), (plus[-1][1],))
    return DraftedFormula(whole, pieces, FORMULA_BALANCE, words)
