"""Formulas of a pack as formulas of Excel, over the cells that its fields stand in.

    (全年执行数 / 全年预算数) | percent    ->    =IF(ISNUMBER(D5),…ROUND(D5/C5*100,2)&"%","")

Blanks count as in packs: sums pass over them; other arithmetic with one gives a blank, as does a
division by zero. ``IF`` alone is used for conditions, since it does not work out what it does not
take.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jinja2 import nodes

from docgen.content.values import Figure, Items, Node, Value
from docgen.packs.content_index import ContentIndex
from docgen.packs.expressions import tree_of
from docgen.packs.expressions.paths import Steps

_TRUE, _FALSE = "TRUE", "FALSE"
_SIGNS = {nodes.Add: "+", nodes.Sub: "-", nodes.Mul: "*", nodes.Div: "/"}
_ADDRESS = re.compile(r"(.*!)([A-Z]+)(\d+)")
_LONGEST = 8000
"""Characters of a formula; Excel takes 8192."""
_DEEPEST = 20
"""Formulas that a formula follows from, one after the other."""


class NoFormulaError(Exception):
    """What a formula says has no counterpart in Excel."""


@dataclass(frozen=True)
class _Term:
    """What a part of a formula gives.

    Attributes:
        value: the number, if there is one.
        is_there: the condition that there is one.
        percent: the decimal places that it is printed with as a percentage; ``None`` if not so.
    """

    value: str
    is_there: str = _TRUE
    percent: int | None = None


@dataclass
class ExcelFormulas:
    """Translates the formulas of a pack.

    Attributes:
        index: the values of the unit.
        cells: the address of the cell of each field, as other cells of the workbook name it.
    """

    index: ContentIndex
    cells: Mapping[Steps, str]
    _depth: int = field(default=0, init=False)

    def formula(self, steps: Steps) -> str | None:
        """The formula for the derived field that keys lead to; ``None`` if Excel has none."""
        try:
            term = self._derived(steps)
        except NoFormulaError:
            return None
        text = f'=IF({term.is_there},{_shown(term)},"")'
        return text if len(text) <= _LONGEST else None

    def _derived(self, steps: Steps) -> _Term:
        formula = self.index.formula(steps)
        tree = tree_of(formula.formula) if formula else None
        if formula is None or tree is None or self._depth > _DEEPEST:
            raise NoFormulaError
        depth = len(formula.field.replace("[]", ".[]").split("."))
        translation = _Translation(self, steps[: depth - 1], steps[depth:])
        self._depth += 1
        try:
            return translation.term(tree)
        finally:
            self._depth -= 1

    def cell(self, steps: Steps) -> _Term:
        """The figure of a field, typed or derived."""
        value = self.index.value_at(steps)
        formula = self.index.formula(steps)
        if formula and (steps not in self.cells or str(value).endswith("%")):
            return self._derived(steps)
        if steps not in self.cells:
            if isinstance(value, Figure):
                return _Term(f"{value.value:f}")
            raise NoFormulaError
        address = self.cells[steps]
        return _Term(address, f"ISNUMBER({address})")


@dataclass(frozen=True)
class _Translation:
    """The translation of one formula.

    Attributes:
        formulas: those of the pack.
        owner: the group of the derived field, whose fields the formula sees first.
        below: what the derived value is, in a group that the formula gives.
    """

    formulas: ExcelFormulas
    owner: Steps
    below: Steps

    def term(self, node: nodes.Node) -> _Term:
        """What a part of the formula gives."""
        match node:
            case nodes.Const(value=value) if isinstance(value, (int, float)):
                return _Term(repr(value))
            case nodes.Add() | nodes.Sub() | nodes.Mul() | nodes.Div():
                return _binary(node, self.term(node.left), self.term(node.right))
            case nodes.Filter(name="percent", node=inner) if inner is not None:
                digits = _digits(node, 2)
                term = self.term(inner)
                return _Term(term.value, term.is_there, digits)
            case nodes.Filter(name="round", node=inner) if inner is not None:
                term = self.term(inner)
                return _Term(f"ROUND({term.value},{_digits(node, 0)})", term.is_there)
            case nodes.Filter(name=("min" | "max") as name, node=nodes.List(items=items)):
                terms = [self.term(item) for item in items]
                values = ",".join(term.value for term in terms)
                return _Term(f"{name.upper()}({values})", _all(terms))
            case nodes.Filter(name="sum"):
                return self._sum(list(self._summed(node)))
            case nodes.Call(node=nodes.Name(name="total"), args=args):
                return self._sum([steps for arg in args for steps in self._leaves(arg)])
            case nodes.Name() | nodes.Getattr() | nodes.Getitem():
                return self.formulas.cell((*self._steps(node), *self.below))
            case _:
                raise NoFormulaError

    def _summed(self, node: nodes.Filter) -> Iterator[Steps]:
        """Yields the fields of ``rows | sum(attribute="得分")``."""
        attribute = next((each.value for each in node.kwargs if each.key == "attribute"), None)
        if node.node is None or not isinstance(attribute, nodes.Const):
            raise NoFormulaError
        inner = node.node
        if isinstance(inner, nodes.Filter) and inner.name == "rows" and inner.node is not None:
            inner = inner.node
        steps = self._steps(inner)
        for row in _rows(self.formulas.index.value_at(steps), steps):
            yield (*row, str(attribute.value))

    def _leaves(self, node: nodes.Node) -> Iterator[Steps]:
        """Yields the fields that ``total`` adds up: of a list, those of its rows."""
        steps = self._steps(node)
        value = self.formulas.index.value_at(steps)
        if isinstance(value, Items):
            yield from ((*steps, number, *self.below) for number in range(len(value)))
        else:
            yield (*steps, *self.below)

    def _sum(self, fields: Sequence[Steps]) -> _Term:
        known = [steps for steps in fields if self._is_figure(steps)]
        terms = [self.formulas.cell(steps) for steps in known]
        if not terms:
            return _Term("0", _FALSE)
        if all(term.is_there == f"ISNUMBER({term.value})" for term in terms):
            values = ",".join(_ranges([term.value for term in terms]))
            return _Term(f"SUM({values})", f"COUNT({values})>0")
        total, *rest = terms
        for term in rest:
            total = _added(total, term)
        return total

    def _is_figure(self, steps: Steps) -> bool:
        """Whether a field is there at all: rows need not have each."""
        index = self.formulas.index
        return index.value_at(steps) is not None or index.formula(steps) is not None

    def _steps(self, node: nodes.Node) -> Steps:
        """The keys that a path leads to, from a group that the field is in or from the unit."""
        match node:
            case nodes.Name(name=name):
                for length in range(len(self.owner), 0, -1):
                    group = self.formulas.index.value_at(self.owner[:length])
                    if isinstance(group, Node) and name in group:
                        return (*self.owner[:length], name)
                return (name,)
            case nodes.Getattr(node=owner, attr=attribute):
                return (*self._steps(owner), attribute)
            case nodes.Getitem(node=owner, arg=nodes.Const(value=value)):
                return (*self._steps(owner), value)
        raise NoFormulaError


def _rows(value: Value | None, steps: Steps) -> Iterator[Steps]:
    """Yields the rows of the lists inside nested groups."""
    if isinstance(value, Items):
        yield from ((*steps, number) for number in range(len(value)))
    elif isinstance(value, Node):
        for key, child in value.items():
            yield from _rows(child, (*steps, key))


def _digits(node: nodes.Filter, default: int) -> int:
    """The decimal places that a filter is given."""
    if not node.args and not node.kwargs:
        return default
    if len(node.args) == 1 and isinstance(node.args[0], nodes.Const) and not node.kwargs:
        return int(node.args[0].value)
    raise NoFormulaError


def _binary(node: nodes.BinExpr, left: _Term, right: _Term) -> _Term:
    if isinstance(node, nodes.Add):
        return _added(left, right)
    is_there = _all([left, right])
    if isinstance(node, nodes.Div):
        is_there = _and(is_there, f"{right.value}<>0")
    return _Term(f"({left.value}{_SIGNS[type(node)]}{right.value})", is_there)


def _added(left: _Term, right: _Term) -> _Term:
    """A sum, which is blank if both are."""
    values = [_or_nothing(term) for term in (left, right)]
    if _TRUE in (left.is_there, right.is_there):
        return _Term(f"({'+'.join(values)})")
    return _Term(f"({'+'.join(values)})", f"IF({left.is_there},TRUE,{right.is_there})")


def _or_nothing(term: _Term) -> str:
    return term.value if term.is_there == _TRUE else f"IF({term.is_there},{term.value},0)"


def _all(terms: Sequence[_Term]) -> str:
    condition = _TRUE
    for term in terms:
        condition = _and(condition, term.is_there)
    return condition


def _and(first: str, second: str) -> str:
    if _TRUE in (first, second):
        return second if first == _TRUE else first
    return f"IF({first},{second},FALSE)"


def _shown(term: _Term) -> str:
    if term.percent is None:
        return f"ROUND({term.value},10)"  # without the noise of binary sums
    return f'ROUND({term.value}*100,{term.percent})&"%"'


def _ranges(addresses: Sequence[str]) -> Iterator[str]:
    """The addresses, cells that stand one below the other as one range; a function takes 255."""
    run = list[str]()
    for address in dict.fromkeys(addresses):
        if run and address != _below(run[-1]):
            yield _range(run)
            run = []
        run.append(address)
    if run:
        yield _range(run)


def _below(address: str) -> str:
    """The address of the cell below."""
    match = _ADDRESS.fullmatch(address)
    return f"{match[1]}{match[2]}{int(match[3]) + 1}" if match else ""


def _range(addresses: Sequence[str]) -> str:
    first, last = addresses[0], addresses[-1]
    return first if first == last else f"{first}:{last.rpartition('!')[2]}"
