"""The fields that expressions read, found from the schema alone, without content.

年度 - 1                                      年度
绩效指标 | rows("一级") | sum(attribute="得分")   绩效指标.*.*[].得分
项目.总分, where 项目 runs over projects        projects[].总分
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import nodes

from docgen.packs.expressions.filter_registry import Filter, Gives, find_filter, functions
from docgen.packs.expressions.sandbox import KEPT_FUNCTIONS
from docgen.packs.schema_fields import Fields, Shape

_LISTS = {"sort", "list", "reverse", "unique", "rejectattr", "selectattr", "reject", "select"}
_ITEMS = {"first", "last", "min", "max"}
_DEFAULTS = {"default", "d"}
_NAMING = ("attribute", "by")
_BY_NAME = {"selectattr", "rejectattr", "groupby"}
_GLOBALS = frozenset({"loop", *KEPT_FUNCTIONS, *functions()})
_IN_MACROS = ("caller", "varargs", "kwargs")
_METHODS = {"items", "keys", "values"}


@dataclass(frozen=True)
class Read:
    """A field that line ``line`` of a template reads; with ``loop``, one that it loops over."""

    shape: Shape
    line: int
    loop: bool = False

    @property
    def path(self) -> str:
        """The path of the field."""
        return self.shape.path

    @property
    def known(self) -> bool:
        """Whether the schema has the field, or allows any."""
        return self.shape.schema is not None

    @property
    def no_list(self) -> bool:
        """Whether a loop runs over a field that the schema types otherwise than as a list."""
        return self.loop and bool(self.shape.types) and "array" not in self.shape.types


def fields_read(tree: nodes.Node, fields: Fields, beside: tuple[Shape, ...] = ()) -> list[Read]:
    """The reads of a parsed template; names are looked up in the groups ``beside`` first."""
    reader = _ExpressionReader(fields, beside)
    reader.visit(tree)
    return reader.reads


def shapes_in(
    tree: nodes.Node, fields: Fields, beside: tuple[Shape, ...] = ()
) -> Mapping[nodes.Node, Shape]:
    """The fields that the expressions of a template evaluate to, each by its part of the tree."""
    reader = _ExpressionReader(fields, beside)
    reader.visit(tree)
    return reader.shapes


def loop_item(tree: nodes.Node, fields: Fields, beside: tuple[Shape, ...]) -> Shape | None:
    """The shape of the items of the expression in ``tree``; ``None`` if it is unknown."""
    expression = next(tree.find_all(nodes.Output)).nodes[0]
    reader = _ExpressionReader(fields, beside)
    if isinstance(expression, nodes.List):
        return reader.shape(expression.items[0]) if expression.items else None
    shape = reader.shape(expression)
    return fields.item(shape) if shape is not None and "array" in shape.types else None


class _ExpressionReader:
    """Walks a template. ``_names`` holds what loops, ``set`` and ``with`` have bound so far."""

    def __init__(self, fields: Fields, beside: tuple[Shape, ...]) -> None:
        self._fields, self._beside = fields, beside
        self._names: dict[str, Shape | None] = {}
        self.reads: list[Read] = []
        self.shapes: dict[nodes.Node, Shape] = {}

    def visit(self, node: nodes.Node) -> None:
        match node:
            case nodes.For():
                self._visit_loop(node)
            case nodes.Assign(target=nodes.Name(name=name), node=value):
                self._names[name] = self._record(value)
            case nodes.AssignBlock(target=nodes.Name(name=name)):
                for child in node.body:
                    self.visit(child)
                self._names[name] = None
            case nodes.With():
                self._visit_with(node)
            case nodes.Macro() | nodes.CallBlock():
                self._visit_with_names(
                    node, [*(argument.name for argument in node.args), *_IN_MACROS]
                )
                if isinstance(node, nodes.Macro):
                    self._names[node.name] = None
            case nodes.Expr():
                self._record(node)
            case _:
                self._visit_children(node)

    def _visit_children(self, node: nodes.Node) -> None:
        for child in node.iter_child_nodes():
            self.visit(child)

    def _visit_loop(self, node: nodes.For) -> None:
        shape = self.shape(node.iter)
        if shape is not None:
            self.reads.append(Read(shape, node.lineno, loop=True))
        outer = dict(self._names)
        item = self._fields.item(shape) if shape is not None and shape.schema is not None else None
        for name in node.target.find_all(nodes.Name):
            self._names[name.name] = None
        if isinstance(node.target, nodes.Name):
            self._names[node.target.name] = item
        for child in (*([node.test] if node.test else []), *node.body, *node.else_):
            self.visit(child)
        self._names = outer

    def _visit_with(self, node: nodes.With) -> None:
        outer = dict(self._names)
        for target, value in zip(node.targets, node.values, strict=True):
            shape = self._record(value)
            if isinstance(target, nodes.Name):
                self._names[target.name] = shape
        for child in node.body:
            self.visit(child)
        self._names = outer

    def _visit_with_names(self, node: nodes.Node, names: Iterable[str]) -> None:
        """Visits the children of ``node``, in which ``names`` are not fields."""
        outer = dict(self._names)
        self._names |= dict.fromkeys(names)
        self._visit_children(node)
        self._names = outer

    def _record(self, node: nodes.Node) -> Shape | None:
        """The shape of an expression, which is recorded as a read."""
        shape = self.shape(node)
        if shape is not None and shape.path:
            self.reads.append(Read(shape, node.lineno))
        return shape

    def shape(self, node: nodes.Node) -> Shape | None:
        """The shape of an expression; ``None`` if it is not a field or is unknown."""
        shape = self._shape(node)
        if shape is not None:
            self.shapes[node] = shape
        return shape

    def _shape(self, node: nodes.Node) -> Shape | None:
        match node:
            case nodes.Name(name=name):
                if name in self._names or name in _GLOBALS:
                    return self._names.get(name)
                return self._field_shape(name)
            case (
                nodes.Getattr(node=owner, attr=key)
                | nodes.Getitem(node=owner, arg=nodes.Const(value=str(key)))
            ):
                above = self.shape(owner)
                return self._fields.child(above, key) if above is not None else None
            case nodes.Getitem(node=owner, arg=argument):
                return self._element_shape(self.shape(owner), argument)
            case nodes.Filter(node=nodes.Node()):
                return self._filter_shape(node)
            case nodes.Test(name="defined" | "undefined"):
                return None
            case nodes.Call(node=nodes.Getattr(node=owner, attr=name)) if name in _METHODS:
                self.shape(owner)
                return None
            case _:
                self._visit_children(node)
                return None

    def _field_shape(self, name: str) -> Shape:
        """The field ``name`` in the innermost group that has it, else one with a similar name."""
        groups = (*self._beside, self._fields.root)
        shapes = [self._fields.child(group, name) for group in groups]
        known = next((shape for shape in shapes if shape.schema is not None), None)
        return known or next((shape for shape in shapes if shape.near), shapes[-1])

    def _element_shape(self, above: Shape | None, argument: nodes.Node) -> Shape | None:
        self.visit(argument)
        if above is None or above.schema is None:
            return above
        if "array" in above.types and isinstance(argument, nodes.Const):
            return self._fields.item(above)
        return self._fields.group(above) if "object" in above.types else above

    def _filter_shape(self, node: nodes.Filter) -> Shape | None:
        assert node.node is not None
        for argument in (*node.args, *(keyword.value for keyword in node.kwargs)):
            self.visit(argument)
        shape = self.shape(node.node)
        if shape is not None and node.name in _DEFAULTS:
            return Shape(shape.path, shape.schema or {})  # it may be missing
        own = find_filter(node.name)
        gives = own.gives if own else Gives.VALUE
        if shape is None or shape.schema is None:
            return shape
        if gives is Gives.ROWS:
            return self._fields.rows(shape, frozenset(_texts(node.args)))
        for key in _attributes(node, own):
            self.reads.append(Read(self._fields.child(self._fields.item(shape), key), node.lineno))
        if gives is Gives.ITEM or (node.name in _ITEMS and "array" in shape.types):
            return self._fields.item(shape)
        if node.name in _LISTS or gives is Gives.SOME:
            return shape
        if not list(_attributes(node, own)) and shape.path:
            self.reads.append(Read(shape, node.lineno))
        return None


def _texts(arguments: list[Any]) -> Iterator[str]:
    for argument in arguments:
        if isinstance(argument, nodes.Const) and isinstance(argument.value, str):
            yield argument.value


def _attributes(node: nodes.Filter, own: Filter | None) -> Iterator[str]:
    """The fields of each item that a filter names in its arguments."""
    values = [keyword.value for keyword in node.kwargs if keyword.key in _NAMING]
    by_name = own.names_field if own else node.name in _BY_NAME
    yield from _texts([*values, *(node.args[:1] if by_name else [])])
