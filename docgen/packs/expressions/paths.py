"""Paths of fields: as an expression is written, and those that a parsed one reads."""

from __future__ import annotations

import json
import unicodedata
from typing import Any, TypeAlias

from jinja2 import nodes

Steps: TypeAlias = tuple[str | int, ...]
"""The keys that lead to a field, and among them the numbers of items of lists."""


def expression_of(steps: Steps) -> str:
    """The expression that reads a field: ``市级专项[1].名称`` or ``附件["水费、电费"]``.

    Empty if none can, because the first key is no name.
    """
    first, *others = steps
    is_name = isinstance(first, str) and first.isidentifier()
    return f"{first}{''.join(map(access, others))}" if is_name else ""


def access(step: str | int) -> str:
    """The access to a key in an expression: ``.key`` if it is a name, else ``["key"]``."""
    if isinstance(step, int):
        return f"[{step}]"
    plain = step.isidentifier() and unicodedata.normalize("NFKC", step) == step
    return f".{step}" if plain else f"[{json.dumps(step, ensure_ascii=False)}]"


def names_in(tree: nodes.Node) -> set[str]:
    """Every name, attribute and constant string in a parsed template."""
    names = {node.name for node in tree.find_all(nodes.Name)}
    names |= {node.attr for node in tree.find_all(nodes.Getattr)}
    constants = (node.value for node in tree.find_all(nodes.Const))
    return names | {value for value in constants if isinstance(value, str)}


def paths_of(tree: nodes.Node) -> list[str]:
    """The paths a parsed expression reads, in order; ``组.甲`` is one path."""
    chained: Any = list(tree.find_all((nodes.Getattr, nodes.Getitem)))
    inner = {id(node.node) for node in chained}
    whole = (node for node in tree.find_all((nodes.Name, nodes.Getattr, nodes.Getitem)))
    paths = (path_of(node) for node in whole if id(node) not in inner)
    return list(dict.fromkeys(path for path in paths if path))


def path_of(node: nodes.Node) -> str:
    """The path that ``node`` reads; empty if it is something else."""
    match node:
        case nodes.Name(name=name):
            return str(name)
        case nodes.Getattr(node=owner, attr=attribute):
            above = path_of(owner)
            return f"{above}.{attribute}" if above else ""
        case nodes.Getitem(node=owner, arg=nodes.Const(value=value)):
            above = path_of(owner)
            return f"{above}[{value!r}]" if above else ""
        case _:
            return ""
