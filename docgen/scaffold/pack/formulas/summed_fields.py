"""Fields that are numbers since what stands beside them is worked out from them.

师德（20分） | 能力（80分） | 总分     so does 总分 what says how many points it gives
行程 | 交通费 | 市内交通 | 小计      the total adds 市内交通 as well, whatever the word says
补助 over 伙食补助 | 市内交通       what stands below one head of money is of one type
项目 | 2022年 | 2023年 | 增减       what changes is a number
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from docgen.scaffold.pack.form_fields import Content, Field, FormFields
from docgen.scaffold.pack.formulas.field_types import is_figure, is_prose
from docgen.scaffold.pack.formulas.measures import SCORE_TOTAL, is_source, points_in
from docgen.scaffold.pack.formulas.quantities import (
    FormQuantity,
    QuantityLine,
    lines_of,
    quantities_of,
    word_of,
)
from docgen.scaffold.pack.formulas.total_labels import is_bare_total, is_named_total
from docgen.scaffold.pack.terms import COUNTS, GENERIC, RESULTS

_NAME = re.compile(
    f"^(?:{'|'.join(sorted(GENERIC))})$|(?:项目|科目|事项|类别|对象|人员|单位|地区|去向)$"
)
"""What money is for, which a head of money may have below it too: 收入 over 项目 | 金额."""
_TOTAL = re.compile(r"^(?:合计|小计|总计|共计)(?:数|金额|人数)?$")
_CHANGE = re.compile(r"^(?:增减|增长|增加|变动|差)(?:额|数|值|率|幅度)?$|^同比")
_YEAR = re.compile(r"^(?:(?:19|20)\d\d|[上本去今]年)度?年?(?:度|末|底)?$")


def with_numbers(found: FormFields) -> FormFields:
    """The fields of a form, those that a total or a change speaks of as numbers."""
    summed = set[int]()
    for line in lines_of(quantities_of(found)):
        summed |= {
            id(it.field)
            for find in (_of_money, _added, _sources, _compared, _priced, _scored)
            for it in find(line)
        }
    if summed:
        found.fields = [_number(field, summed) for field in found.fields]
        found.blocks = [
            replace(block, cells={cell: _numbers(it, summed) for cell, it in block.cells.items()})
            for block in found.blocks
        ]
    return found


def _number(field: Field, summed: set[int]) -> Field:
    return replace(field, kind="figure") if id(field) in summed else field


def _numbers(content: Content, summed: set[int]) -> Content:
    return _number(content, summed) if isinstance(content, Field) else content


def _added(line: QuantityLine) -> Iterator[FormQuantity]:
    """The words beside a total, behind the first number that it adds, or all in its group."""
    if line.direction != "across":
        return
    for heads, total in line.items:
        if not _TOTAL.match(word_of(heads[-1])):
            continue
        beside = [it for labels, it in line.items if labels[:-1] == heads[:-1] and it is not total]
        numbers = [it.column for it in beside if it.is_number]
        start = min(numbers, default=0) if len(heads) == 1 else -1
        if not numbers and len(heads) == 1:
            continue
        yield total
        for quantity in beside:
            is_open = quantity.field.kind == "text" and not is_prose(quantity.heads[-1])
            if is_open and start < quantity.column < max(total.column, *numbers, 0):
                yield quantity


def _of_money(line: QuantityLine) -> Iterator[FormQuantity]:
    """The words beside a number below the same head of money, unless they say what it is for."""
    for heads, quantity in line.items if line.direction == "across" else ():
        is_word = quantity.field.kind == "text" and not is_prose(heads[-1])
        if not is_word or _NAME.search(word_of(heads[-1])):
            continue
        beside = (it for labels, it in line.items if labels[:-1] == heads[:-1])
        is_money = any(is_figure(head, "") for head in heads[:-1])
        if is_money and any(it.is_number for it in beside):
            yield quantity


def _sources(line: QuantityLine) -> Iterator[FormQuantity]:
    """The words behind a total of money that say where it comes from.

    It has a name, 投资合计, or is 小计 of their group: 资金来源 over 小计 | 其中 over 中央 | 省级.
    """
    for heads, total in line.items if line.direction == "across" else ():
        is_of_group = len(heads) > 1 and is_bare_total(heads[-1]) and total.is_number
        is_total = is_named_total(heads[-1]) or is_of_group
        for labels, quantity in line.items if is_total else ():
            is_behind = labels[: len(heads) - 1] == heads[:-1] and quantity.column > total.column
            is_open = quantity.field.kind == "text" and not is_prose(labels[-1])
            if is_behind and is_open and is_source(labels[-1]):
                yield quantity


def _scored(line: QuantityLine) -> Iterator[FormQuantity]:
    """The columns beside 总分 that say how many points they give."""
    if any(SCORE_TOTAL.match(word_of(labels[-1])) for labels, _ in line.items if labels):
        for labels, quantity in line.items:
            if quantity.field.kind == "text" and points_in(labels[-1]):
                yield quantity


def _priced(line: QuantityLine) -> Iterator[FormQuantity]:
    """The standard between a number of persons and an amount."""
    words = [(word_of(labels[-1]), it) for labels, it in line.items] if line.items else []
    counts = any(it.is_number and COUNTS.search(word) for word, it in words)
    results = any(it.is_number and RESULTS.search(word) for word, it in words)
    for word, quantity in words if counts and results else ():
        if quantity.field.kind == "text" and word in ("标准", "单价"):
            yield quantity


def _compared(line: QuantityLine) -> Iterator[FormQuantity]:
    """The years beside a change."""
    if line.direction == "across" and any(_CHANGE.match(word_of(it[0][-1])) for it in line.items):
        for heads, quantity in line.items:
            is_open = quantity.field.kind == "text" and not is_prose(heads[-1])
            if is_open and (_YEAR.match(word_of(heads[-1])) or _CHANGE.match(word_of(heads[-1]))):
                yield quantity
