"""The names and paths in a parsed expression."""

from __future__ import annotations

from typing import Any

from jinja2 import nodes


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
