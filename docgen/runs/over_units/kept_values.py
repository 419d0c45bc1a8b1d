"""Values of a unit as its row keeps them: with a place each, and nothing else of the unit."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import partial

from docgen.content.blocks import Document
from docgen.content.values import Blank, Figure, Flag, Items, Node, NoFigure, Text, Value
from docgen.diagnostics import Place


def kept(value: Value, place: Place) -> Value:
    """A copy of a value; what was worked out in it has no place of its own, and gets ``place``.

    Raises ``TypeError`` for what is no field: a chapter, or what only an expression can make.
    """
    own = getattr(value, "place", None)
    own = own if own is not None and own.file else place
    match value:
        case NoFigure():
            return NoFigure(value.text, own)
        case Blank():
            return Blank(own)
        case Figure():
            return Figure(value.value, value.text, own)
        case Node():
            return group_of({name: kept(child, place) for name, child in value.items()}, own)
        case list():
            return list_of(map(partial(kept, place=place), value), own)
        case bool() | Document():
            raise TypeError(f"{type(value).__name__}: no field")
        case int() | Decimal():
            return Figure(value, place=own)
        case Flag():
            return Flag(str(value), own)
        case str():
            return Text(str(value), own)
    raise TypeError(f"{type(value).__name__}: no field")


def group_of(fields: dict[str, Value], place: Place) -> Node:
    """A group of fields, none of which is told as unused."""
    node = Node(place)
    node.update(fields)
    return node


def list_of(values: Iterable[Value], place: Place) -> Items:
    """A list of values."""
    items = Items(place)
    items.extend(values)
    return items


def signs(value: Value) -> object:
    """What a value prints and where it stands, to be compared."""
    if isinstance(value, Node):
        return tuple((name, signs(child)) for name, child in value.items())
    if isinstance(value, list):
        return tuple(map(signs, value))
    return type(value).__name__, str(value), str(getattr(value, "value", "")), value.place
