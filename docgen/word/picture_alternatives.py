"""The pictures of a paragraph, and their alternative texts."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from docgen.word.xml import WP, w

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_V = "urn:schemas-microsoft-com:vml"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_SHOWN = ("/picture", "/chart", "/diagram")
"""The ends of the kinds of graphic data that show something; a text box is text."""


def picture_texts(paragraph: etree._Element) -> Iterator[str]:
    """The alternative text of each picture, chart or diagram of a paragraph; empty without one.

    Those that are marked as decoration are left out.
    """
    for drawing in paragraph.iter(w("drawing"), w("pict")):
        # One in a text box is of the paragraph there; one in a fallback is there twice.
        if next(drawing.iterancestors(w("p"), _FALLBACK), None) is not paragraph:
            continue
        if drawing.tag == w("drawing"):
            yield from _of_drawing(drawing)
        else:
            images = drawing.iter(f"{{{_V}}}imagedata")
            shapes = (image.getparent() for image in images)
            yield from (shape.get("alt", "") for shape in shapes if shape is not None)


def _of_drawing(drawing: etree._Element) -> Iterator[str]:
    properties = next(drawing.iter(f"{{{WP}}}docPr"), None)
    data = next(drawing.iter(f"{{{_A}}}graphicData"), None)
    if properties is None or data is None or not data.get("uri", "").endswith(_SHOWN):
        return
    decorative = next(properties.iter(_DECORATIVE), None)
    if decorative is None or decorative.get("val") in ("0", "false"):
        yield properties.get("descr", "") or properties.get("title", "")
