"""What kind of value an expression gives, as far as the schema tells, and what does not fit.

A field that is worked out is of the kind that its formula gives, whatever the schema says. Where
the kind is not certain nothing is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from jinja2 import nodes

from docgen.packs.expressions import FAILURES, parsed
from docgen.packs.field_reads import shapes_in
from docgen.packs.formula_order import Derived
from docgen.packs.schema_fields import Fields, Shape
from docgen.packs.typing import MARKDOWN, names_rate


class ValueKind(Enum):
    """The kind of a value; its value is the word of phrases for it."""

    NUMBER = "number"
    RATE = "rate"
    TEXT = "string"
    PROSE = "prose"
    FLAG = "boolean"
    GROUP = "object"
    LIST = "array"
    ANY = ""


class Slip(Enum):
    """What an expression does with a value of the wrong kind."""

    RECKONS = "reckons with what is no number"
    FILTERS = "gives a filter what it cannot take"
    COMPARES = "compares a number with a text"
    ADDS_RATES = "adds rates"


@dataclass(frozen=True)
class Misuse:
    """A part of an expression that does not fit the kind of its value.

    Attributes:
        slip: what is done.
        line: the line of the template.
        text: the field, or else the value, that does not fit.
        kind: its kind.
        filter: the filter or function that gets it; may be empty.
    """

    slip: Slip
    line: int
    text: str
    kind: ValueKind
    filter: str = ""


_NUMBERS = frozenset((ValueKind.NUMBER, ValueKind.RATE))
_LISTED = frozenset((ValueKind.LIST, ValueKind.GROUP))
_TEXTS = frozenset((ValueKind.TEXT, ValueKind.PROSE))
_OF_TYPE = {
    "number": ValueKind.NUMBER,
    "integer": ValueKind.NUMBER,
    "string": ValueKind.TEXT,
    "boolean": ValueKind.FLAG,
    "object": ValueKind.GROUP,
    "array": ValueKind.LIST,
}
_TAKES: Mapping[str, frozenset[ValueKind]] = {
    **dict.fromkeys(("percent", "round", "abs"), _NUMBERS),
    **dict.fromkeys(("rows",), _LISTED),
    **dict.fromkeys(("sum", "where", "map", "join", "sort", "unique", "max", "min"), _LISTED),
    **dict.fromkeys(("box", "split", "attained", "repeats"), _NUMBERS | _TEXTS | {ValueKind.LIST}),
}
"""By filter, the kinds that it takes."""

_KEEPS = frozenset(("default", "d", "abs", "max", "min", "first", "last", "merge"))
_GIVES = {
    "percent": ValueKind.RATE,
    "rows": ValueKind.LIST,
    **dict.fromkeys(("round", "sum", "length", "count", "attained"), ValueKind.NUMBER),
    **dict.fromkeys(("box", "join", "replace", "trim", "upper", "lower", "string"), ValueKind.TEXT),
    "split": ValueKind.LIST,
}
_OF_NODE: Mapping[type[nodes.Node], ValueKind] = {
    **dict.fromkeys((nodes.Concat, nodes.TemplateData), ValueKind.TEXT),
    **dict.fromkeys((nodes.Compare, nodes.Not, nodes.Test), ValueKind.FLAG),
    nodes.List: ValueKind.LIST,
}
_ARITHMETIC = (nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Pow)
_SHARES = ("占比", "比重", "比例")
"""Ends of names of parts of one whole, which may be added."""


class FieldKinds:
    """The kinds of a pack's fields, those that ``formulas`` give among them."""

    def __init__(self, fields: Fields, formulas: Sequence[Derived]) -> None:
        self._fields = fields
        self._derived: dict[str, ValueKind] = {}
        for derived in formulas:
            group = derived.field.rpartition(".")[0]
            try:
                tree = parsed(derived.formula)
            except FAILURES:
                continue
            owner = fields.groups_at(group)
            self._derived[derived.field] = self.expression(tree, owner).given

    def expression(self, tree: nodes.Node, beside: tuple[Shape, ...] = ()) -> _Expression:
        """An expression, or the tags of a story, whose kinds are asked for."""
        return _Expression(tree, shapes_in(tree, self._fields, beside), self)

    def of(self, shape: Shape) -> ValueKind:
        """The kind of a field as it is once all is worked out."""
        if shape.path in self._derived:
            return self._derived[shape.path]
        return declared_kind(shape)

    def adds_rates(self, shape: Shape) -> str:
        """The column of rates in a row, or in the rows of a list; empty if there is none."""
        row = self._fields.item(shape) if "array" in shape.types else shape
        typed = [self._fields.child(row, key) for key in (row.schema or {}).get("properties", {})]
        paths = [*(field.path for field in typed if self.of(field) is ValueKind.RATE)]
        paths += [path for path, kind in self._derived.items() if kind is ValueKind.RATE]
        keys = [path.rpartition(".") for path in paths]
        return next((key for group, _, key in keys if group == row.path and _is_no_share(key)), "")

    def item(self, shape: Shape) -> Shape:
        """An item of a list."""
        return self._fields.item(shape)

    def child(self, shape: Shape, key: str) -> Shape:
        """The field of a group."""
        return self._fields.child(shape, key)

    def gives(self, path: str) -> bool:
        """Whether a formula gives the field at a path."""
        return path in self._derived


def declared_kind(shape: Shape) -> ValueKind:
    """The kind that the schema gives a field."""
    types = shape.types
    kinds = {_OF_TYPE.get(name, ValueKind.ANY) for name in types}
    kind = kinds.pop() if len(kinds) == 1 else ValueKind.ANY
    if kind is ValueKind.TEXT and (shape.schema or {}).get("contentMediaType") == MARKDOWN:
        return ValueKind.PROSE
    if kind is ValueKind.NUMBER and names_rate(shape.path.rpartition(".")[2], shape.schema or {}):
        return ValueKind.RATE
    return kind


def _is_no_share(key: str) -> bool:
    """Whether a rate of this name may not be added."""
    return not key.endswith(_SHARES)


@dataclass(frozen=True)
class _Expression:
    """The kinds in a parsed expression, or in all the tags of a story."""

    tree: nodes.Node
    shapes: Mapping[nodes.Node, Shape]
    kinds: FieldKinds
    _known: dict[nodes.Node, ValueKind] = field(default_factory=dict)

    @property
    def given(self) -> ValueKind:
        """The kind of the expression that stands first."""
        output = next(self.tree.find_all(nodes.Output), None)
        return self.kind(output.nodes[0]) if output is not None else ValueKind.ANY

    def misuses(self, target: str = "") -> Iterator[Misuse]:
        """All that does not fit.

        ``target`` is the field that the expression gives: what it adds up there is no matter where
        another formula gives that column.
        """
        for node in self.tree.find_all(nodes.Expr):
            match node:
                case nodes.BinExpr():
                    yield from self._reckoned(node)
                case nodes.Neg(node=inner) | nodes.Pos(node=inner):
                    yield from self._no_number(inner)
                case nodes.Filter(node=nodes.Node()):
                    yield from self._filtered(node)
                case nodes.Call(node=nodes.Name(name="total")):
                    yield from self._totalled(node, target)
                case nodes.Compare():
                    yield from self._compared(node)

    def kind(self, node: nodes.Node) -> ValueKind:
        """The kind of a part of the expression."""
        if node not in self._known:
            self._known[node] = self._kind(node)
        return self._known[node]

    def _kind(self, node: nodes.Node) -> ValueKind:
        if (shape := self.shapes.get(node)) is not None:
            return self.kinds.of(shape)
        match node:
            case nodes.Const(value=value):
                return _kind_of_constant(value)
            case nodes.Neg() | nodes.Pos():
                return ValueKind.NUMBER
            case nodes.BinExpr():
                return self._kind_of_sum(node)
            case nodes.CondExpr(expr1=first, expr2=nodes.Node() as second):
                return self._common((first, second))
            case nodes.Filter(node=nodes.Node()):
                return self._kind_of_filter(node)
            case nodes.Call(node=nodes.Name(name="total")):
                return self._kind_of_total(node.args)
            case _:
                return _OF_NODE.get(type(node), ValueKind.ANY)

    def _kind_of_total(self, parts: Sequence[nodes.Node]) -> ValueKind:
        kinds = set[ValueKind]()
        for part in parts:
            shape, kind = self.shapes.get(part), self.kind(part)
            is_list = kind is ValueKind.LIST and shape is not None
            kinds.add(self.kinds.of(self.kinds.item(shape)) if is_list and shape else kind)
        if kinds <= _NUMBERS:
            return ValueKind.NUMBER
        return ValueKind.GROUP if kinds == {ValueKind.GROUP} else ValueKind.ANY

    def _common(self, parts: Sequence[nodes.Node]) -> ValueKind:
        found = {self.kind(part) for part in parts}
        if found and found <= _NUMBERS:
            return ValueKind.RATE if found == {ValueKind.RATE} else ValueKind.NUMBER
        return found.pop() if len(found) == 1 else ValueKind.ANY

    def _kind_of_sum(self, node: nodes.BinExpr) -> ValueKind:
        if isinstance(node, (nodes.And, nodes.Or)):
            return self._common((node.left, node.right))
        if isinstance(node, _ARITHMETIC):
            return ValueKind.NUMBER
        if isinstance(node, nodes.Mod):
            return ValueKind.TEXT if self.kind(node.left) is ValueKind.TEXT else ValueKind.ANY
        kinds = {self.kind(node.left), self.kind(node.right)}
        if kinds <= _NUMBERS:
            return ValueKind.NUMBER
        return ValueKind.TEXT if kinds == {ValueKind.TEXT} else ValueKind.ANY

    def _kind_of_filter(self, node: nodes.Filter) -> ValueKind:
        assert node.node is not None
        if node.name in _KEEPS:
            if isinstance(node.node, nodes.List):
                return self._common(node.node.items)
            kind = self.kind(node.node)
            return kind if kind not in _LISTED else ValueKind.ANY
        if node.name == "round" and self.kind(node.node) is ValueKind.RATE:
            return ValueKind.RATE
        return _GIVES.get(node.name, ValueKind.ANY)

    def _reckoned(self, node: nodes.BinExpr) -> Iterator[Misuse]:
        kinds = self.kind(node.left), self.kind(node.right)
        if isinstance(node, _ARITHMETIC):
            for operand in (node.left, node.right):
                yield from self._no_number(operand)
        elif isinstance(node, nodes.Add):
            if _NUMBERS & set(kinds):
                for operand in (node.left, node.right):
                    yield from self._no_number(operand)
            if kinds == (ValueKind.RATE, ValueKind.RATE):
                yield from self._rate(node.right, "")

    def _no_number(self, node: nodes.Node, name: str = "") -> Iterator[Misuse]:
        kind = self.kind(node)
        if kind not in _NUMBERS and kind is not ValueKind.ANY:
            slip = Slip.FILTERS if name else Slip.RECKONS
            yield Misuse(slip, node.lineno, self._text(node), kind, name)

    def _rate(self, node: nodes.Node, name: str) -> Iterator[Misuse]:
        text = self._text(node)
        if not text.endswith(_SHARES):
            yield Misuse(Slip.ADDS_RATES, node.lineno, text, ValueKind.RATE, name)

    def _filtered(self, node: nodes.Filter) -> Iterator[Misuse]:
        assert node.node is not None
        kind, takes = self.kind(node.node), _TAKES.get(node.name)
        if takes is not None and kind not in takes and kind is not ValueKind.ANY:
            text = self._text(node.node)
            yield Misuse(Slip.FILTERS, node.lineno, text, kind, node.name)
        elif node.name == "sum":
            yield from self._summed(node)

    def _summed(self, node: nodes.Filter) -> Iterator[Misuse]:
        """What a sum over a list may not add up."""
        assert node.node is not None
        if isinstance(node.node, nodes.List):
            for item in node.node.items:
                yield from self._no_number(item, "sum")
            return
        shape = self.shapes.get(node.node)
        if shape is None or "array" not in shape.types:
            return
        named = [keyword.value for keyword in node.kwargs if keyword.key == "attribute"]
        added = self.kinds.item(shape)
        for key in named or node.args[:1]:
            if isinstance(key, nodes.Const) and isinstance(key.value, str):
                added = self.kinds.child(added, key.value)
        kind = self.kinds.of(added)
        if kind is ValueKind.RATE and not added.path.endswith(_SHARES):
            yield Misuse(Slip.ADDS_RATES, node.lineno, added.path, kind, "sum")
        elif kind not in _NUMBERS and kind is not ValueKind.ANY:
            yield Misuse(Slip.FILTERS, node.lineno, added.path, kind, "sum")

    def _totalled(self, node: nodes.Call, target: str) -> Iterator[Misuse]:
        for part in node.args:
            shape, kind = self.shapes.get(part), self.kind(part)
            if kind is ValueKind.RATE:
                yield from self._rate(part, "total")
            elif kind in _TEXTS or kind is ValueKind.FLAG:
                yield Misuse(Slip.FILTERS, part.lineno, self._text(part), kind, "total")
            elif shape is not None and kind in _LISTED and (key := self.kinds.adds_rates(shape)):
                path = f"{shape.path}[].{key}" if kind is ValueKind.LIST else f"{shape.path}.{key}"
                if not self.kinds.gives(f"{target}.{key}"):
                    yield Misuse(Slip.ADDS_RATES, part.lineno, path, ValueKind.RATE, "total")

    def _compared(self, node: nodes.Compare) -> Iterator[Misuse]:
        left = node.expr
        for operand in node.ops:
            right = operand.expr
            for side, other in ((left, right), (right, left)):
                is_blank = isinstance(side, nodes.Const) and side.value == ""
                is_mixed = self.kind(side) in _TEXTS and self.kind(other) in _NUMBERS
                if is_mixed and not is_blank and operand.op not in ("in", "notin"):
                    yield Misuse(Slip.COMPARES, side.lineno, self._text(side), self.kind(side))
            left = right

    def _text(self, node: nodes.Node) -> str:
        """The field that a part of an expression is, or what it says."""
        if (shape := self.shapes.get(node)) is not None:
            return shape.path
        if isinstance(node, nodes.Const):
            return str(node.value)
        inner = (self.shapes[part] for part in node.find_all(nodes.Expr) if part in self.shapes)
        return next((shape.path for shape in inner), "…")


def _kind_of_constant(value: object) -> ValueKind:
    if isinstance(value, bool):
        return ValueKind.FLAG
    if isinstance(value, (int, float)):
        return ValueKind.NUMBER
    return ValueKind.TEXT if isinstance(value, str) else ValueKind.ANY
