"""The pictures of a Word file as files of a unit, and as Markdown."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

from docx.document import Document
from docx.image.image import Image
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from docgen.alt_text import describes
from docgen.content.blocks import Align, Picture, Width
from docgen.content.markdown_writer import picture_markdown
from docgen.content.pictures import is_picture
from docgen.diagnostics import Place
from docgen.roundtrip.reading.docx_model import DocxObject, DocxParagraph
from docgen.word.xml import WP, child_at, w

_EMU_PER_CM = 360000
_WIDEST = Decimal(15)
"""Centimetres of a picture from which on it takes the whole width of the text."""
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SHOWS = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
)
_MARKUP = re.compile(r"[\[\]\\`*_<>&!~]")
_BRACES_AND_BARS = re.compile(r"[{}|]")
"""Signs that a picture in a cell cannot have in its words, nor one that shows no field."""
_SIDES = {"left": Align.LEFT, "right": Align.RIGHT}


class ChapterPictures:
    """Collects the pictures of a chapter.

    Attributes:
        files: their bytes, by their names relative to the unit's folder.
    """

    def __init__(self, document: Document, folder: str, first: int, from_folder: str) -> None:
        self._document, self._folder, self._next = document, folder, first
        self._from_folder = from_folder
        self._names: dict[str, str] = {}
        self.files: dict[str, bytes] = {}

    @cached_property
    def _images(self) -> dict[str, bytes]:
        """The bytes of each picture of the file, by their digest."""
        relations = self._document.part.rels.values()
        blobs = [
            relation.target_part.blob
            for relation in relations
            if relation.reltype == RT.IMAGE and not relation.is_external
        ]
        return {hashlib.sha256(blob).hexdigest(): blob for blob in blobs}

    def shown_in(self, paragraph: DocxParagraph, caption: str) -> Iterator[tuple[str, bool]]:
        """The Markdown of each picture of a paragraph, and whether it stands in the line.

        It is empty for one that docgen cannot show. ``caption`` is what the title below says.
        """
        shown = [each for each in paragraph.objects if each.kind == "picture"]
        drawings = list(_drawings(paragraph.element))
        if len(drawings) != len(shown):
            drawings = [etree.Element("none")] * len(shown)
        for picture, drawing in zip(shown, drawings, strict=True):
            floats = next(drawing.iter(f"{{{WP}}}anchor"), None) is not None
            yield self._markdown(picture, drawing, _side(paragraph.element), caption), not floats

    def _markdown(
        self, picture: DocxObject, drawing: etree._Element, align: Align, caption: str
    ) -> str:
        name = self._name(picture.identity)
        if not name:
            return ""
        path, width = posixpath.relpath(name, self._from_folder or "."), _width(drawing)
        said = _said(drawing)
        alt = _BRACES_AND_BARS.sub("", said if describes(said, path) else caption)
        for text in (alt, _MARKUP.sub("", alt), ""):
            made = Picture(path, text, "", Place(""), width, align)
            if markdown := picture_markdown(made):
                return markdown
        return ""

    def _name(self, digest: str) -> str:
        """The name of a picture's file; empty if docgen cannot show it."""
        data = self._images.get(digest, b"")
        if digest not in self._names:
            usable = bool(data) and is_picture(data)
            self._names[digest] = self._new_name(data) if usable else ""
        return self._names[digest]

    def _new_name(self, data: bytes) -> str:
        name = posixpath.join(self._folder, f"图{self._next}.{Image.from_blob(data).ext}")
        self._next += 1
        self.files[name] = data
        return name


def _drawings(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The drawings of a paragraph that show a picture; one in a fallback is there twice."""
    for drawing in paragraph.iter(w("drawing"), w("pict"), w("object")):
        around = next(drawing.iterancestors(w("p"), _FALLBACK), None)
        if around is paragraph and next(drawing.iter(*_SHOWS), None) is not None:
            yield drawing


def _said(drawing: etree._Element) -> str:
    """The alternative text, in one line."""
    properties = next(drawing.iter(f"{{{WP}}}docPr"), None)
    text = properties.get("descr", "") if properties is not None else ""
    return " ".join(text.split())


def _width(drawing: etree._Element) -> Width | None:
    extent = next(drawing.iter(f"{{{WP}}}extent"), None)
    size = extent.get("cx", "") if extent is not None else ""
    width = (Decimal(size) / _EMU_PER_CM).quantize(Decimal("0.1")) if size.isdecimal() else None
    if not width:
        return None
    return Width(Decimal(100), "%") if width >= _WIDEST else Width(width.normalize(), "cm")


def _side(paragraph: etree._Element) -> Align:
    """Where somebody put the picture; a body text's own alignment says nothing of it."""
    justified = child_at(paragraph, w("pPr"), w("jc"))
    side = justified.get(w("val"), "") if justified is not None else ""
    return _SIDES.get({"start": "left", "end": "right"}.get(side, side), Align.CENTER)
