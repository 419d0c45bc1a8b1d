"""Differences and growth by the names of columns: 增减额, 增长率, 结余, 年末数."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

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
_OPENINGS = (
    (re.compile(r"年初"), re.compile(r"(?<!上)(?:年末|期末|月末|季末)")),
    (re.compile(r"期初"), re.compile(r"期末")),
    (re.compile(r"月初"), re.compile(r"月末")),
)
"""What a period begins with, and what it ends with."""
_ENDS = re.compile(r"[年期月季][初末]")
_NOT_WITHIN = re.compile(r"同[期比]|^(?:本[年期月])?增加[额数]$")
"""Changes from another period, and what came in one, of which as much may have gone."""
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
    r"(?:结余|结存|余额|结转结余|结转和结余|剩余(?:资金|金额|数)?|期末数|年末数|期末|年末)(?:数|额|资金|金额|数量)?$"
)
_OPEN = re.compile(r"^(?:上年|年初|期初|上期|上月)(?:结[转余存].*|余额|数|库存)?$")
_IN = re.compile(
    r"^(?:本[年期月]|当年|全年)?(?:收入|增加|收入合计|总收入|收入总额|拨入|收到|入库|购入|接[受收](?:捐赠)?|受赠|募集|到[位账])"
    r"(?:数|额|数量|资金|金额|合计|总额)?$"
)
_OUT = re.compile(
    r"^(?:本[年期月]|当年|全年|实际)?(?:支出|减少|支出合计|总支出|支出总额|使用|领用|出库|发[出放]|支付)"
    r"(?:数|额|数量|资金|金额|合计|总额)?$"
)
_ELSE = re.compile(r"退[回还]|[上收]缴|上交|转[出入]|调[剂整出入]|收回|利息|核销|报废|损")
"""What else may have come or gone, so that the names of income and spending are not all."""
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
_EQUITY = re.compile(r"^(?:净资产|所有者权益)(?:总额|合计|总计|总值)?$")
_ASSETS = re.compile(r"^(?:总资产|资产(?:总额|合计|总计|总值)?)$")
_DEBTS = re.compile(r"^(?:总负债|负债(?:总额|合计|总计)?)$")

_END = re.compile(r"(?:年末|期末|本期末|月末)")
_BALANCES = (
    (_LEFT, _IN, _OUT),
    (_LEFT, _PLAN, _DONE),
    (_NET, _GROSS, _WORN),
    (_SALARY, _DUE, _HELD),
    (_SAVED, _ASKED, _BOUGHT),
    (_SAVED_SHARE, _ASKED, _BOUGHT),
    (_EQUITY, _ASSETS, _DEBTS),
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
    pairs = list(_pairs(others)) or list(_opened_and_closed(labels, others))
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


def _opened_and_closed(
    labels: tuple[str, ...], items: Sequence[Item]
) -> Iterator[tuple[Item, Item]]:
    """Columns of what a period begins and ends with, if a change may be that between them."""
    if _NOT_WITHIN.search(word_of(labels[-1])):
        return
    known = _unchanged(items)
    for old, new in permutations(known, 2):
        before, after = joined(old[0]), joined(new[0])
        is_same = _ENDS.sub("", _bare(old[0])) == _ENDS.sub("", _bare(new[0]))
        if is_same and any(was.search(before) and now.search(after) for was, now in _OPENINGS):
            yield old, new


def _unchanged(items: Sequence[Item]) -> list[Item]:
    """The columns that are neither changes nor rates."""
    known = (item for item in items if not _CHANGE.search(joined(item[0])))
    return [item for item in known if not is_rate(item[0][-1])]


def _pairs(items: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
    """Columns of last year and this year, or of the two years that heads name, that match."""
    known = _unchanged(items)
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
    """What is left of something, if its names tell of one way only, each just once."""
    beside = [item for item in others if item[0][:-1] == labels[:-1]]
    if not _OPEN.match(word_of(labels[-1])):
        found = list(_balances(labels, beside))
        ways = {(plus[-1][1], minus[1]) for plus, minus, _ in found}
        if len(ways) == 1:
            plus, minus, is_sure = found[0]
            yield _left(labels, whole, plus, minus, is_sure=is_sure)


def _balances(
    labels: tuple[str, ...], beside: Sequence[Item]
) -> Iterator[tuple[Sequence[Item], Item, bool]]:
    """What the names say that something is left of, what was taken, and whether it is certain."""
    word = word_of(labels[-1])

    def named(pattern: re.Pattern[str]) -> list[Item]:
        return [item for item in beside if pattern.match(word_of(item[0][-1]))]

    is_all = not any(_ELSE.search(word_of(item[0][-1])) for item in beside)
    for pattern, wholes, taken in _BALANCES:
        plus, minus = named(wholes), named(taken)
        opened = named(_OPEN) if pattern is _LEFT and wholes is _IN else []
        is_end = wholes is _IN and _END.match(word) and "结" not in word
        is_single = len(plus) == len(minus) == 1 and len(opened) <= 1
        is_known = wholes is not _IN or ((opened or not is_end) and is_all)
        if pattern.search(word) and is_single and is_known:
            yield [*opened, *plus], minus[0], wholes is not _ASSETS


def _left(
    labels: tuple[str, ...],
    whole: FormQuantity,
    plus: Sequence[Item],
    minus: Item,
    *,
    is_sure: bool,
) -> DraftedFormula:
    words = {
        "field": word_of(labels[-1]),
        "plus": "、".join(word_of(item[0][-1]) for item in plus),
        "minus": word_of(minus[0][-1]),
    }
    pieces: tuple[Piece, ...] = (*added([it for _, it in plus]), " - ", minus[1])
    if is_rate(labels[-1]):
        pieces = percent_of(("(", *pieces, ")"), (plus[-1][1],))
    return DraftedFormula(whole, pieces, FORMULA_BALANCE, words, is_sure=is_sure)
