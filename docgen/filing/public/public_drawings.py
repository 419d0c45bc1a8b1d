"""Pictures and shapes of a public copy: their names, what is linked, and the signatures among them.

A picture that is taken out leaves its frame, with a transparent point in it, so that no line of the
report moves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

from docgen.filing.public.name_labels import SIGNING
from docgen.filing.public.private_cells import signature_cells
from docgen.filing.public.private_values import plain
from docgen.filing.public.private_words import SIGN, PrivateWords
from docgen.filing.public.public_fields import unwrap
from docgen.filing.public.redacted_text import A, Told, paragraph_text
from docgen.word.xml import R, remove, w

BLANK: Final = "rIdPublicBlank"
"""The relationship to the transparent point."""

_VML = "urn:schemas-microsoft-com:vml"
_BLIPS = (f"{{{A}}}blip", f"{{{_VML}}}imagedata")
_EMBED, _LINK, _ID = (f"{{{R}}}{name}" for name in ("embed", "link", "id"))
_OFFICE = "urn:schemas-microsoft-com:office:office"
_DRAWN = (w("drawing"), w("pict"))
_TITLE = f"{{{_OFFICE}}}title"
_ALT = ("name", "descr", "title", "alt", _TITLE)
_NAMED = ("docPr", "cNvPr", "shape", "imagedata", "rect")
_GIVEN = re.compile(
    r"[A-Za-z][A-Za-z -]{0,30} ?\d*|(?:图片|图像|图形|文本框|图表|组合|画布|形状|矩形|圆角矩形|"
    r"椭圆|直线|直接连接符|直接箭头连接符|对象|图示|任意多边形|自选图形|表格|内容占位符) ?\d*"
)
"""Names that programs give to drawings by themselves."""
_SIGNATURE = re.compile(
    r".{0,10}(?:签名|签字|签章|手签|手写签名?|私章|signature)(?:图片?|章)?[\d_ -]*(?:\.\w+)?",
    re.IGNORECASE,
)
_FILE_END = re.compile(r"[\d_ -]*(?:\.\w{3,4})?$")
_FILE = re.compile(
    r"^[A-Za-z]:[\\/]|^\\\\|file:|[\\/].*[\\/]|\.(?:jpe?g|png|gif|bmp|tiff?|emf|wmf|svg)$", re.I
)
_REFERENCES = (
    *("hlinkClick", "hlinkHover", "hlinkMouseOver", "externalData", "contentPart", "imgLayer"),
    *("autoUpdate", "attachedTemplate", "altChunk", "subDoc", "OLEObject", "control", "userShapes"),
    *("printerSettings", "audioFile", "videoFile", "quickTimeFile", "wavAudioFile"),
)
"""Elements that only lead to a part."""
_EXTENSIONS = frozenset(
    (
        "{96DAC541-7B7A-43D3-8B79-37D633B846F1}",  # an SVG beside its picture
        "{C183D7F6-B498-43B3-948B-1728B52AA6E4}",  # a picture that only adorns
        "{28A0092B-C50C-407E-A947-70E740481C1C}",  # the resolution that it is printed in
        "{909E8E84-426E-40DD-AFC4-6F175D3DCCD1}",  # whether a shape has a fill
        "{91240B29-F687-4F45-9708-019B960494DF}",  # whether a shape has a line
    )
)
"""Extensions of DrawingML (MS-ODRAWXML, 2) that hold nothing but what is printed."""


def public_drawings(root: etree._Element, words: PrivateWords, told: Told) -> None:
    """Takes signatures, names of files and other private things out of drawings, in place."""
    for line in list(root.iter(f"{{{_OFFICE}}}signatureline")):
        shape = next(line.iterancestors(*_DRAWN), None)
        if shape is not None:
            told("signature", "", shape)
            remove(shape)
    for drawing in _signatures(root, words):
        if _blanked(drawing):
            told("signature", "", drawing)
    for element in list(root.iter(f"{{{A}}}ext")):
        if element.get("uri") is not None and element.get("uri") not in _EXTENSIONS:
            remove(element)
    for element in root.iter(etree.Element):
        _plain_names(element, told)
    for crop in root.iter(f"{{{A}}}srcRect"):
        if any(value.strip("0") for value in map(str, crop.attrib.values())):
            told("cropped", "", crop)


def _signatures(root: etree._Element, words: PrivateWords) -> list[etree._Element]:
    """The drawings in the cells and paragraphs that people sign, and those that are called so."""
    cells = (cell.element for table in root.iter(w("tbl")) for cell in signature_cells(table))
    lines = (line for line in root.iter(w("p")) if SIGNING.search(plain(paragraph_text(line))))
    signed = (found for place in (*cells, *lines) for found in place.iter(*_DRAWN))
    called = (found for found in root.iter(*_DRAWN) if _is_called_so(found, words))
    return list(dict.fromkeys((*signed, *called)))


def _is_called_so(drawing: etree._Element, words: PrivateWords) -> bool:
    texts = [element.get(name, "") for element in drawing.iter(etree.Element) for name in _ALT]
    called = (_FILE_END.sub("", text.rpartition("\\")[2]) for text in texts)
    # A photograph of somebody's, whose name its description has, is no signature.
    return any(map(_SIGNATURE.fullmatch, texts)) or any(
        words.redacted(name) == SIGN for name in called if name
    )


def _blanked(drawing: etree._Element) -> bool:
    """Whether a drawing had a picture, which is now the transparent point."""
    blips = list(drawing.iter(*_BLIPS))
    for blip in blips:
        is_vml = blip.tag == _BLIPS[1]
        for name in (_EMBED, _LINK, _ID, f"{{{_OFFICE}}}href"):
            blip.attrib.pop(name, "")
        blip.set(_ID if is_vml else _EMBED, BLANK)
        for child in list(blip):
            blip.remove(child)
    for ink in list(drawing.iter()):
        if isinstance(ink.tag, str) and etree.QName(ink).localname in ("contentPart", "ink"):
            remove(ink)
            blips.append(ink)
    return bool(blips)


def _plain_names(element: etree._Element, told: Told) -> None:
    """Names that drawings have of files tell where somebody has them; nobody sees them printed."""
    kind = etree.QName(element).localname
    if kind not in _NAMED:
        return
    element.attrib.pop(_TITLE, "")
    for name in _ALT:
        value = element.get(name, "")
        is_own = name == "name" and kind in ("docPr", "cNvPr") and not _GIVEN.fullmatch(value)
        if value and (is_own or _FILE.search(value)):
            told("file", value, element)
            element.set(name, "picture" if name == "name" else "")


def without_links(root: etree._Element, gone: Iterable[str]) -> None:
    """Takes the references to relationships that are gone out of a part; the text stays."""
    lost = set(gone)
    for element in list(_referring(root, lost)):
        if element.tag == w("hyperlink"):
            unwrap(element)
        elif etree.QName(element).localname in _REFERENCES:
            remove(element)
        else:
            for name in [name for name, value in element.attrib.items() if value in lost]:
                del element.attrib[name]


def _referring(root: etree._Element, lost: set[str]) -> Iterator[etree._Element]:
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            if str(name).startswith(f"{{{R}}}") and value in lost:
                yield element
                break
