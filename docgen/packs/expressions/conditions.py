"""Conditions: a field that stands bare in one asks whether it is filled in.

YAML gives texts: ``已缴费: 否`` is the text 否, which Python takes for true. So where such a text
stands bare in a condition it is refused, unless the schema declares the field ``boolean``, and so
is the figure 0, which Python takes for false although it is filled in.
"""

from __future__ import annotations

import re
from typing import Any

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from docgen.content.blocks import Document
from docgen.content.values import Blank, Figure, Flag
from docgen.packs.expressions.paths import path_of
from docgen.packs.expressions.refusals import RefusalError

TRUTH = "_truth"
"""The filter, and the test, that the conditions of a template are compiled to."""

COMPARED = "_compared"
"""The filter for what is compared with ``true`` or ``false``."""

CONCAT = "_concat"
"""The filter that ``~`` is compiled to."""

MADE = "_made"
"""The filter for a list or a group that an expression makes."""

_MADE_BY_CALLS = ("varargs", "kwargs")
"""The arguments that a macro does not name."""

SAYS_NO = re.compile(r"\s*(?:no|false|off|否|[-+]?0+(?:\.0*)?%?)\s*", re.IGNORECASE)
"""Texts that say no: those of YAML 1.1, 否, and zero."""

_TRUTHS = (nodes.Compare, nodes.Test, nodes.Not, nodes.Const, nodes.TemplateData)
"""Expressions that are true or false themselves."""

_CHOOSING = {"select": 0, "reject": 0, "selectattr": 1, "rejectattr": 1}
"""Filters that test their items, with the arguments that stand before the name of a test."""


def truth(value: Any, name: str = "") -> Any:
    """The value; ``name`` is the field. A flag that says no, and empty Markdown, are blank.

    Raises :class:`RefusalError` for a text that says no, and for the figure 0.
    """
    if isinstance(value, Flag):
        return value if value.says_yes else Blank(value.place)
    if isinstance(value, str):
        if SAYS_NO.fullmatch(value):
            raise _bare("bare-text", value, name)
    elif isinstance(value, Figure):
        if not value:
            raise _bare("bare-zero", value, name)
    elif isinstance(value, Document) and not value.blocks:
        return Blank(value.place)
    return value


def compared(value: Any, name: str = "") -> Any:
    """The value; a flag as the boolean that it says. ``name`` is the field.

    Raises :class:`RefusalError` for a text or a figure, which is neither true nor false.
    """
    if isinstance(value, Flag):
        return value.says_yes
    if isinstance(value, (str, Figure)):
        raise _bare("compared", value, name)
    return value


def _bare(refusal: str, value: str | Figure, name: str) -> RefusalError:
    place = getattr(value, "place", None)
    return RefusalError(refusal, name=name or "…", value=str(value)[:20], owner=place or "—")


class GuardedTree(NodeTransformer):
    """Puts the filters for conditions, for ``~`` and for lists into a parsed template."""

    def visit(self, node: nodes.Node, *_: Any, **__: Any) -> nodes.Node:
        """The guarded form of ``node``, which is changed in place."""
        self.generic_visit(node)
        if _makes_a_list(node):
            return _filtered(node, MADE)
        match node:
            case nodes.If() | nodes.CondExpr() | nodes.For(test=nodes.Expr()):
                node.test = _tested(node.test)
            case nodes.Not():
                node.node = _tested(node.node)
            case nodes.And() | nodes.Or():
                node.left = _tested(node.left)  # the right side may be a value that is printed
            case nodes.Compare(
                expr=first, ops=[nodes.Operand(op="eq" | "ne", expr=second) as other]
            ):
                if _is_boolean(second):
                    node.expr = _with_path(first, COMPARED)
                elif _is_boolean(first):
                    other.expr = _with_path(second, COMPARED)
            case nodes.Concat(nodes=parts):
                whole = nodes.Tuple(parts, "load", lineno=node.lineno)
                return _filtered(whole, CONCAT)
            case nodes.Filter() if _CHOOSING.get(node.name) == len(node.args):
                node.args.append(nodes.Const(TRUTH, lineno=node.lineno))
        return node


def _tested(node: Any) -> Any:
    """The expression in a condition: the fields in it go through :func:`truth`."""
    match node:
        case nodes.And() | nodes.Or():
            node.right = _tested(node.right)
        case nodes.CondExpr(expr1=first, expr2=second):
            node.expr1 = _tested(first)
            node.expr2 = _tested(second) if second is not None else None
        case _ if not isinstance(node, _TRUTHS):
            return _with_path(node, TRUTH)
    return node


def _makes_a_list(node: nodes.Node) -> bool:
    """Whether an expression makes a list or a group of more than what is typed there."""
    match node:
        case nodes.Name(name=name, ctx="load"):
            return name in _MADE_BY_CALLS
        case nodes.List() | nodes.Dict() | nodes.Tuple(ctx="load"):
            return any(node.find_all((nodes.Name, nodes.Filter)))
    return False


def _is_boolean(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) and isinstance(node.value, bool)


def _with_path(node: Any, name: str) -> nodes.Filter:
    """The expression, with its path as the argument of a filter for it."""
    return _filtered(node, name, nodes.Const(path_of(node), lineno=node.lineno))


def _filtered(node: Any, name: str, *arguments: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, list(arguments), [], None, None, lineno=node.lineno)
