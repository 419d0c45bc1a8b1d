"""The namespaces of WordprocessingML, and the most common accessors of elements."""

from __future__ import annotations

from typing import Final

from lxml import etree

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def w(tag: str) -> str:
    """The full name of a WordprocessingML tag or attribute: ``w("p")``."""
    return f"{{{W}}}{tag}"


_TEXT = w("t")


def child_at(element: etree._Element, *path: str) -> etree._Element | None:
    """The element at a path of full tags, the first child of each; ``None`` if there is none.

    ``element.find`` takes twice as long, and there are some for each run of a document.
    """
    for tag in path:
        child = next(element.iterchildren(tag), None)
        if child is None:
            return None
        element = child
    return element


def child_within(parent: etree._Element, inner: etree._Element) -> etree._Element:
    """The child of ``parent`` that ``inner`` is, or stands in."""
    lineage = (inner, *inner.iterancestors())
    return next(element for element in lineage if element.getparent() is parent)


def twips(element: etree._Element, name: str = "w") -> int:
    """The attribute ``name`` in twips; 0 if it is missing, a percentage, or has a unit."""
    try:
        return int(float(element.get(w(name), "0")))
    except ValueError:
        return 0


def whole(value: str) -> int | None:
    """The whole number that an attribute or a switch is; ``None`` if it is none that Word has."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None


def text_of(element: etree._Element) -> str:
    """The text of every ``w:t`` in ``element``.

    lxml's ``itertext`` would also read the ``text`` property of python-docx's runs and paragraphs.
    """
    return "".join([text.text or "" for text in element.iter(_TEXT)])


def remove(element: etree._Element) -> None:
    """Takes ``element`` out of its parent, if it has one."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
