"""The namespace of charts, and the most common accessors of their elements."""

from __future__ import annotations

from typing import Final

from lxml import etree

C: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"


def c(tag: str) -> str:
    """The full name of a tag of charts: ``c("ser")``."""
    return f"{{{C}}}{tag}"


def a(tag: str) -> str:
    """The full name of a tag of DrawingML: ``a("solidFill")``."""
    return f"{{{A}}}{tag}"


def value_of(parent: etree._Element, tag: str) -> str:
    """The ``val`` of a child of ``parent``; empty if there is no such child."""
    child = parent.find(c(tag))
    return child.get("val", "") if child is not None else ""


def number_of(parent: etree._Element, tag: str) -> int:
    """The ``val`` of a child as a whole number; -1 if it has none."""
    text = value_of(parent, tag)
    return int(text) if text.isdigit() else -1


def put_before(parent: etree._Element, child: etree._Element, followers: tuple[str, ...]) -> None:
    """Puts ``child`` before the first of the ``followers`` in ``parent``, or at its end.

    The children of a chart's elements have one order only (ECMA-376 part 1, annex A).
    """
    names = {c(name) for name in followers}
    after = next((each for each in parent if each.tag in names), None)
    if after is None:
        parent.append(child)
    else:
        after.addprevious(child)


def drop(parent: etree._Element, *tags: str) -> None:
    """Takes the children of those names out of ``parent``."""
    for child in [each for tag in tags for each in parent.findall(c(tag))]:
        parent.remove(child)
