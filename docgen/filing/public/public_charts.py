"""What charts and drawings in SVG hold beside what is drawn: sources, unseen series, metadata.

The workbook of a chart does not come along, so its formulas need not say where it was.
"""

from __future__ import annotations

import re

from lxml import etree

from docgen.filing.public.redacted_text import SVG
from docgen.word.xml import remove

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_WORKBOOK = re.compile(r"'?[^'!]*\[[^\]]*\]([^'!]*)'?!")
_DRAWN = (SVG, "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace", None)


def public_chart(root: etree._Element) -> None:
    """Leaves of a chart or an SVG what is drawn, in place; other parts stay as they are."""
    namespace = etree.QName(root).namespace
    if namespace == _CHART:
        _public_chart(root)
    elif namespace == SVG:
        _public_svg(root)


def _public_chart(root: etree._Element) -> None:
    for element in list(root.iter(f"{{{_CHART}}}printSettings", f"{{{_CHART}}}externalData")):
        remove(element)
    for extension in list(root.iter(f"{{{_CHART}}}ext")):
        names = (etree.QName(element).localname for element in extension.iter(etree.Element))
        if any(name.startswith("filtered") for name in names):  # series that are not drawn
            remove(extension)
    for formula in root.iter(f"{{{_CHART}}}f"):
        formula.text = _WORKBOOK.sub(r"\1!", formula.text or "")


def _public_svg(root: etree._Element) -> None:
    for element in list(root.iter(etree.Element)):
        name = etree.QName(element)
        is_foreign = name.namespace not in _DRAWN
        if element is not root and (is_foreign or name.localname in ("metadata", "title", "desc")):
            remove(element)
            continue
        for attribute in map(str, element.attrib):
            if etree.QName(attribute).namespace not in _DRAWN:
                del element.attrib[attribute]
