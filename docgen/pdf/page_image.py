"""A page of a PDF as a picture, and what tells whether it has to be drawn anew."""

from __future__ import annotations

import ctypes
import io
from array import array
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import chain, repeat
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from docgen.pdf.page_objects import Characters, PageObjects, page_objects
from docgen.pdf.pdfium import ADDRESS, INT, PDFIUM, plain, written

_COMPRESSION = 3
"""Of a PNG: more takes twice the time, and a page of text is not smaller then."""

_bounds = plain(pdfium.FPDFPageObj_GetBounds, INT, *[ADDRESS] * 5)
_fill = plain(pdfium.FPDFPageObj_GetFillColor, INT, *[ADDRESS] * 5)
_stroke = plain(pdfium.FPDFPageObj_GetStrokeColor, INT, *[ADDRESS] * 5)
_LOOKS = ((_bounds, ctypes.c_float, 4), (_fill, ctypes.c_uint, 4))
"""Bounds and colour of an object."""
_draw_mode = plain(pdfium.FPDFPath_GetDrawMode, INT, ADDRESS, ADDRESS, ADDRESS)
_segments = plain(pdfium.FPDFPath_CountSegments, INT, ADDRESS)
_segment = plain(pdfium.FPDFPath_GetPathSegment, ADDRESS, ADDRESS, INT)
_point = plain(pdfium.FPDFPathSegment_GetPoint, INT, ADDRESS, ADDRESS, ADDRESS)
_picture = plain(
    pdfium.FPDFImageObj_GetImageDataRaw, ctypes.c_ulong, ADDRESS, ADDRESS, ctypes.c_ulong
)


def page_png(pdf: bytes, number: int, scale: float) -> bytes:
    """The page ``number``, from 0, as a PNG of ``scale`` pixels for each point."""
    with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        page = document[number]
        drawn = page.render(scale=scale, rev_byteorder=True)
        picture = drawn.to_pil().copy()  # what pdfium drew on may not be let go later
        drawn.close()
        page.close()
    data = io.BytesIO()
    picture.save(data, "PNG", compress_level=_COMPRESSION)
    return data.getvalue()


def page_digest(page: pypdfium2.PdfPage, characters: Characters) -> str:
    """What changes if and only if something else is drawn on a page.

    It knows the objects of the page by what they look like, and neither by their numbers in the
    file nor by those of glyphs in a font, which another page may change. To be called with
    ``PDFIUM`` held.
    """
    digest = blake2b(digest_size=12)
    objects = page_objects(page)
    items, looks = list(objects.kinds), list(objects.texts.values())
    page_look = page.get_size(), page.get_rotation(), "".join(characters.signs), looks
    digest.update(repr(page_look).encode())
    digest.update(array("l", objects.kinds.values()))
    digest.update(array("d", characters.xs))
    digest.update(array("d", characters.ys))
    for ask, number, width in _LOOKS:
        digest.update(bytes(written(ask, number, width, items)))
    for part in _paths(_of_kind(objects, pdfium.FPDF_PAGEOBJ_PATH)):
        digest.update(bytes(part))
    for picture in _of_kind(objects, pdfium.FPDF_PAGEOBJ_IMAGE):
        digest.update(_pixels(picture))
    return digest.hexdigest()


def _of_kind(objects: PageObjects, wanted: int) -> list[int]:
    return [item for item, kind in objects.kinds.items() if kind == wanted]


def _paths(paths: Sequence[int]) -> Iterator[Any]:
    """How paths are drawn, how many points each has, and these."""
    counts = list(map(_segments, paths))
    yield written(_draw_mode, ctypes.c_int, 2, paths)
    yield written(_stroke, ctypes.c_uint, 4, paths)
    yield array("l", counts)
    owners = chain.from_iterable(map(repeat, paths, counts))
    segments = list(map(_segment, owners, chain.from_iterable(map(range, counts))))
    yield written(_point, ctypes.c_float, 2, segments)


def _pixels(item: int) -> bytes:
    """The data of a picture."""
    buffer = ctypes.create_string_buffer(_picture(item, None, 0))
    _picture(item, ctypes.addressof(buffer), len(buffer))
    return buffer.raw
