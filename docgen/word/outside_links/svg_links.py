"""What an SVG picture takes from outside.

LibreOffice reads a file that an SVG picture names, also without a namespace and whatever its
settings say about links. A picture within the SVG stays if it is stored there as pixels: as SVG,
it might name a file itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from docgen.word.outside_links.linked_part import LinkedPart
from docgen.word.outside_links.names import bare, local_name

_HYPERLINK = "a"
_IN_FILE = re.compile(r"\s*(?:#|data:[^,]*;base64,\s*(?:iVBORw0KGgo|/9j/|R0lGOD)|\s*$)")
"""A part of the same picture, or the first signs of PNG, JPEG and GIF."""

_IN_STYLE = re.compile(r"""url\(\s*["']?\s*([^"')]*)|@import\s*["']([^"']*)""", re.IGNORECASE)


def take_svg_links(part: LinkedPart) -> None:
    """Takes out what the SVG picture ``part``, if it is one, names outside of itself."""
    if local_name(part.root) != "svg":
        return
    for element in part.root.iter(etree.Element):
        for name, value in list(element.attrib.items()):
            for target in (targets := list(_outside(element, str(name), str(value)))):
                part.tell(element, "svg", target)
            if targets:
                del element.attrib[name]
        for target in _in_style(element.text or "") if local_name(element) == "style" else ():
            part.tell(element, "svg", target)
            element.text = ""


def _outside(element: etree._Element, name: str, value: str) -> Iterator[str]:
    if bare(name) != "href":
        yield from _in_style(value)
    elif local_name(element) != _HYPERLINK and not _IN_FILE.match(value):
        yield value


def _in_style(text: str) -> Iterator[str]:
    for match in _IN_STYLE.finditer(text):
        target = match[1] or match[2] or ""
        if not _IN_FILE.match(target):
            yield target
