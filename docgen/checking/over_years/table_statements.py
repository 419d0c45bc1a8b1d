"""What tables state: the label of a row, below heads that name a year, or a budget and a result."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from docgen.checking.over_years.statements import Measure, Source, Statement, plain_label
from docgen.checking.quantities.units import MONEY, PERCENT, power_of
from docgen.checking.table_heads import is_head
from docgen.content.agreement import PrintedFigure
from docgen.content.blocks import Document, Inlines, Item, Paragraph, Span, Table
from docgen.diagnostics import Place

_TIME = (
    r"(?:(?P<year>20\d\d)年度?|(?P<last>上年度?|上一年度?|去年)"
    r"|(?P<now>本年度?|今年|当年|全年|年初))?"
)
_KIND = (
    r"(?P<kind>(?:批复|调整后?|追加后)?(?:部门)?预算(?:批复|安排|申请)?|批复|决算"
    r"|(?:预算|实际)?(?:执行|支出|完成|发生)|实际)?"
)
_HEAD = re.compile(rf"{_TIME}{_KIND}(?:总?数|总?额|金额|资金|值|情况)?")
_PLAIN = re.compile(r"金额|合计|数额|总计|资金额?")
"""Heads that name no figure of a year; what the document is about says which one."""
_NUMBER = re.compile(
    r"(-?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,8})?)\s*(亿元|万元|千元|元|%|％)?"
)
_UNIT = re.compile(r"单位\s*[:：]\s*(?:人民币)?\s*(?P<unit>亿元|万元|千元|元)")
_IN_BRACKETS = re.compile(r"[（(](?P<unit>亿元|万元|千元|元)[)）]")
_MONEY = re.compile("预算|决算|执行|支出|批复")
"""What a head says of money, in whatever unit."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2}")
_LONGEST = 20
"""Characters of a head, and of a label."""
_PER_CENT = ("率", "度", "比重", "占比", "比例")


@dataclass(frozen=True)
class _Head:
    """The words above a column: a year, a kind of figure, a unit, as far as they say it."""

    year: str = ""
    measure: Measure | None = None
    unit: str = ""
    is_money: bool = False
    is_plain: bool = False

    def below(self, wider: _Head) -> _Head:
        """The head that this one is below a wider one: 2022年 above 预算数 and 决算数."""
        return replace(
            self,
            year=self.year or wider.year,
            measure=self.measure or wider.measure,
            unit=self.unit or wider.unit,
            is_money=self.is_money or wider.is_money,
        )


@dataclass(frozen=True)
class TableReading:
    """How the tables of one document are read.

    Attributes:
        year: the year of the document, in digits; without one its tables state nothing.
        otherwise: which figure columns hold that say only 金额; ``None`` for none.
    """

    year: str
    otherwise: Measure | None = None

    def of_document(self, document: Document) -> Iterator[Statement]:
        """What the tables of a text state; the unit may stand in the paragraph above one."""
        above = ""
        for block in document.blocks:
            if isinstance(block, Table):
                yield from self.of_table(block, above)
            elif isinstance(block, (Paragraph, Item)):
                above = _text(block.inlines)

    def of_table(self, table: Table, above: str = "") -> Iterator[Statement]:
        """What a table states; ``above`` is the line above it."""
        unit = _unit_in(_UNIT, above, *(_text(cell) for row in table.rows for cell in row))
        heads: list[_Head | None] = [None] * len(table.aligns)
        was_heads = False
        for row in table.rows:
            found = self._heads(row)
            if found is None:
                yield from self._of_row(row, heads, unit)
            else:
                texts = [_text(cell) for cell in row]
                labels = (text for text, head in zip(texts, found, strict=True) if not head)
                own = _unit_in(_IN_BRACKETS, *labels)
                found = [head and replace(head, unit=head.unit or own) for head in found]
                heads = [
                    _joined(head, wider if was_heads or not text else None)
                    for head, wider, text in zip(found, heads, texts, strict=True)
                ]
            was_heads = found is not None

    def _heads(self, row: Sequence[Inlines]) -> list[_Head | None] | None:
        """The heads in a row of heads, which may be others than these; ``None`` for other rows."""
        texts = [_text(cell) for cell in row]
        if any(map(_NUMBER.fullmatch, texts)):
            return None
        found = [self._head(text) for text in texts]
        heads = [head for head in found if head]
        is_dated = any(head.year or head.is_plain for head in heads)
        is_of_form = sum(map(is_head, texts)) > 1
        if len(set(heads)) > 1 or is_dated or (heads and self.otherwise):
            return found
        return [None] * len(found) if is_of_form else None

    def _head(self, text: str) -> _Head | None:
        """The head that a cell is; ``None`` for another."""
        unit = _unit_in(_IN_BRACKETS, text)
        plain = plain_label(text)
        if not plain or len(plain) > _LONGEST:
            return None
        if self.otherwise and _PLAIN.fullmatch(plain):
            return _Head(self.year, self.otherwise, unit, is_money=True, is_plain=True)
        match = _HEAD.fullmatch(plain)
        if match is None or not (match["year"] or match["last"] or match["kind"]):
            return None
        year = match["year"] or (str(int(self.year) - 1) if match["last"] else "")
        kind = match["kind"] or ""
        is_money = bool(unit or _MONEY.search(kind))
        return _Head(year, _measure(kind, match["now"] or ""), unit, is_money)

    def _of_row(
        self, row: Sequence[Inlines], heads: Sequence[_Head | None], unit: str
    ) -> Iterator[Statement]:
        label, before = "", None
        for cell, head in zip(row, heads, strict=True):
            text, is_same, before = _text(cell), cell is before, cell
            if is_same:
                continue
            match = _NUMBER.fullmatch(text)
            if match is None:
                is_label = _CHINESE.search(text) and len(plain_label(text)) <= _LONGEST
                label = text if is_label else label
            elif head and label and (place := _place(cell)):
                yield self._statement(label, head, match, unit, place)

    def _statement(
        self, label: str, head: _Head, match: re.Match[str], unit: str, place: Place
    ) -> Statement:
        number = Decimal(match[1].replace(",", ""))
        own = (match[2] or "").replace("％", "%")
        plain = plain_label(label)
        is_rate = own == "%" or (not own and plain.endswith(_PER_CENT))
        written = own or head.unit or unit
        is_counted = plain.endswith(("人数", "编制", "次数", "个数", "批次", "人次"))
        is_money = not is_counted and (bool(written) or head.is_money)
        dimension = PERCENT if is_rate else MONEY if is_money else ""
        power = power_of(written or "万元") if dimension == MONEY else 0
        return Statement(
            plain,
            head.year or self.year,
            head.measure or Measure.FINAL,
            dimension,
            PrintedFigure(number.scaleb(power)),
            match[0] if own or dimension != MONEY else f"{match[0]}{written or '万元'}",
            place,
            Source.TABLE,
            bool(written) or dimension != MONEY,
        )


def _joined(head: _Head | None, wider: _Head | None) -> _Head | None:
    return head.below(wider) if head and wider else head or wider


def _measure(kind: str, time: str) -> Measure | None:
    """Which figure a head means, by the kind and the time that it names; ``None`` for no kind."""
    if not kind:
        return None
    is_budget = "预算" in kind and not re.search("执行|支出|完成|发生", kind)
    if is_budget or kind == "批复":
        if time == "年初" or "批复" in kind:
            return Measure.INITIAL
        return (
            Measure.ADJUSTED if time == "全年" or kind[:2] in ("调整", "追加") else Measure.BUDGET
        )
    return Measure.FINAL


def _unit_in(pattern: re.Pattern[str], *texts: str) -> str:
    """The unit of money that stands in texts, if it is one."""
    units = {match["unit"] for text in texts for match in pattern.finditer(text)}
    return units.pop() if len(units) == 1 else ""


def _text(inlines: Inlines) -> str:
    return "".join(part.text for part in inlines if isinstance(part, Span)).strip()


def _place(inlines: Inlines) -> Place | None:
    spans = (part for part in inlines if isinstance(part, Span) and part.text.strip())
    return next((span.binding or span.place for span in spans), None)
