"""Properties in layers: defaults, styles from their root down, direct formatting. The last wins.

Lengths are points.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from docgen.word.marks import w

_OFF = ("0", "false", "off", "none")
_TWIPS = 20


def all_of(element: etree._Element | None, path: str) -> list[etree._Element]:
    """The elements at ``path``; none without an element."""
    return element.findall(path) if element is not None else []


def last_value(layers: Iterable[etree._Element], tag: str, *names: str) -> str:
    """The last value that any of the attributes ``names`` has in a ``tag`` of the layers."""
    found = ""
    for layer in layers:
        element = layer.find(w(tag))
        if element is not None:
            found = next((v for v in (element.get(w(n)) for n in names) if v is not None), found)
    return found


def is_on(layers: Iterable[etree._Element], tag: str) -> bool:
    """Whether the toggle ``tag`` is on in the end."""
    on = False
    for layer in layers:
        element = layer.find(w(tag))
        if element is not None:
            on = element.get(w("val"), "1") not in _OFF
    return on


def indent(layers: list[etree._Element], forward: str, backward: str, size: float) -> float:
    """The first line's indent in points; the nearest layer that says one of the two decides."""
    for layer in reversed(layers):
        element = layer.find(w("ind"))
        if element is None:
            continue
        for name, sign in ((forward, 1), (backward, -1)):
            if (own := _own_length(element, name, size)) is not None:
                return sign * own
    return 0.0


def length(layers: list[etree._Element], name: str, size: float) -> float:
    """An indent in points; the nearest layer that has it decides."""
    for layer in reversed(layers):
        element = layer.find(w("ind"))
        own = _own_length(element, name, size) if element is not None else None
        if own is not None:
            return own
    return 0.0


def _own_length(element: etree._Element, name: str, size: float) -> float | None:
    """Characters count before twips, as in Word."""
    characters = element.get(w(f"{name}Chars"))
    if characters is not None and float(characters):
        return float(characters) / 100 * size
    twips = element.get(w(name))
    return float(twips) / _TWIPS if twips is not None else None
