"""The evaluation forms of a unit's YAML: groups and rows whose keys are heads."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from docgen.checking.form_rules.form_rows import EvaluationForm, FormCell, FormRow
from docgen.checking.form_rules.heads import Head, head_of, names_all_money, names_total
from docgen.content.blocks import Document, Inlines, Span
from docgen.content.values import Blank, Figure, Items, Node, Text, Unfilled, Value
from docgen.diagnostics import Place

_NO_ROW = re.compile("总分|小计|合计|总计|结论|结果|等级|评定|复核|审核")
"""Groups whose points are those of others."""

_MONEY = (Head.BUDGET, Head.INITIAL)


def data_forms(data: Node) -> list[EvaluationForm]:
    """Every evaluation form of the data, the outer ones first.

    A form begins where a group has a total of points, and in each item of a list that is no row of
    points itself, such as a project. Its weights may be printed on the form alone: then its rows
    have points only. A total may stand in a group of its own, or in the last row of a list.
    """
    found: list[EvaluationForm] = []
    _add_form(data, found)
    return found


@dataclass
class _Gathered:
    """What is found below the group that a form begins in."""

    indicators: list[FormRow] = field(default_factory=list)
    totals: list[FormRow] = field(default_factory=list)
    money: list[FormRow] = field(default_factory=list)
    inner: list[Node] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)


def _add_form(node: Node, found: list[EvaluationForm]) -> None:
    gathered = _gathered(node)
    total = _total(node)
    if total is None:
        apart = (_total(inner) for inner in gathered.inner if not _has_rows(_gathered(inner)))
        totals = [*gathered.totals, *(row for row in apart if row is not None)]
        total = totals[0] if len(totals) == 1 else None
    form = EvaluationForm(
        tuple(gathered.indicators),
        tuple(gathered.money),
        total,
        node.place,
        frozenset((node.place, *gathered.places)),
    )
    if form.indicators or form.money:
        found.append(form)
    for inner in gathered.inner:
        _add_form(inner, found)


def _gathered(node: Node) -> _Gathered:
    gathered = _Gathered()
    _gather(node, (), gathered)
    return gathered


def _has_rows(gathered: _Gathered) -> bool:
    return bool(gathered.indicators or gathered.money)


def _gather(node: Node, keys: tuple[str, ...], gathered: _Gathered) -> None:
    """Gathers the rows of a group and of the groups in it."""
    row = _money_row(node, keys)
    if row is not None:
        gathered.money.append(row)
    for key, value in node.items():
        if isinstance(value, Node):
            gathered.places += [value.place, node.key_places.get(key, value.place)]
            if any(map(names_total, value)):
                gathered.inner.append(value)
            elif not names_total(key):
                _gather_group(value, (*keys, key), gathered)
        elif isinstance(value, Items):
            gathered.places += [value.place, node.key_places.get(key, value.place)]
            for item in value:
                _gather_item(item, (*keys, key), gathered)


def _gather_group(group: Node, keys: tuple[str, ...], gathered: _Gathered) -> None:
    """Gathers a group: a row with points of its own, unless they are those of the rows in it."""
    count = len(gathered.indicators) + len(gathered.money)
    _gather(group, keys, gathered)
    cells = _cells(group)
    is_row = Head.WEIGHT in cells or all(map(head_of, group))
    if _NO_ROW.search(keys[-1]) or not is_row:
        return
    if Head.SCORE in cells and count == len(gathered.indicators) + len(gathered.money):
        label = cells[Head.NAME].text if Head.NAME in cells else keys[-1]
        gathered.indicators.append(FormRow(label, cells, group.place, keys[:-1]))


def _gather_item(item: Value, keys: tuple[str, ...], gathered: _Gathered) -> None:
    if not isinstance(item, Node):
        return
    cells = _cells(item)
    if Head.SCORE in cells and not any(isinstance(value, (Node, list)) for value in item.values()):
        row = _indicator(item, cells, keys)
        rows = gathered.totals if names_total(row.label) else gathered.indicators
        rows.append(row)
    else:
        gathered.inner.append(item)


def _indicator(item: Node, cells: dict[Head, FormCell], keys: tuple[str, ...]) -> FormRow:
    name = cells[Head.NAME].text if Head.NAME in cells else ""
    texts = (str(value) for value in item.values() if isinstance(value, Text))
    own = tuple(str(value) for key, value in item.items() if head_of(key) is Head.GROUP and value)
    return FormRow(name or next(texts, ""), cells, item.place, (*keys[1:], *own))


def _money_row(node: Node, keys: tuple[str, ...]) -> FormRow | None:
    """The row of a group that says what was spent of which budget, with its points.

    Points and rate may stand in the group above: ``{年度资金总额: {…}, 执行率: 93%, 得分: 9.3}``.
    """
    cells, label = _cells(node), keys[-1] if keys else ""
    if Head.SPENT not in cells:
        inner = [(key, value) for key, value in node.items() if isinstance(value, Node)]
        sums = [(key, value) for key, value in inner if names_all_money(key)]
        has_points = Head.RATE in cells or Head.SCORE in cells
        if len(sums) != 1 or not has_points or Head.ACTUAL in cells:
            return None
        label = sums[0][0]
        cells = {**_cells(sums[0][1]), **cells}
    budgets = tuple(cells[head] for head in _MONEY if head in cells)
    if Head.SPENT not in cells or not budgets:
        return None
    return FormRow(label, cells, node.place, keys[:-1], budgets)


def _total(node: Node) -> FormRow | None:
    """The row of a group's total of points, 总分."""
    for key, value in node.items():
        if names_total(key) and not isinstance(value, Items):
            one = {Head.SCORE: _cell(key, value)}
            cells = _cells(value) if isinstance(value, Node) else one
            if Head.SCORE in cells:
                return FormRow(key, cells, node.key_places.get(key, node.place))
    return None


def _cells(node: Node) -> dict[Head, FormCell]:
    """The single values of a group by head; the last one of each, which is the narrower."""
    found: dict[Head, FormCell] = {}
    for key, value in node.items():
        head = None if isinstance(value, (Node, list)) else head_of(key)
        if head is not None:
            found[head] = _cell(key, value)
    return found


def _cell(key: str, value: Value) -> FormCell:
    place = getattr(value, "place", None)
    return FormCell(text_of(value), place, key, is_open=isinstance(value, Unfilled))


def text_of(value: Value) -> str:
    """A single value as it prints; a Markdown text as its paragraphs, one a line."""
    if isinstance(value, Document):
        return "\n".join(map(inlines_text, value.inlines()))
    return str(value) if isinstance(value, (Text, Figure, Blank)) else ""


def inlines_text(inlines: Inlines) -> str:
    """The text of a paragraph or a cell, without markup."""
    return "".join(part.text for part in inlines if isinstance(part, Span))
