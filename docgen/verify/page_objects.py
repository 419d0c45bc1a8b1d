"""What pdfium knows of the characters, text objects and pictures of a page, asked in blocks.

A page has a thousand characters, and pdfium tells one thing of one of them a call. So handles are
passed as plain addresses, what it writes goes into one array, and calls are mapped over columns:
no Python object is made for any of them.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Any, NamedTuple, TypeAlias

import pypdfium2
import pypdfium2.raw as pdfium

_Asked: TypeAlias = Callable[..., Any]


class Font(NamedTuple):
    """A font of the PDF; ``name`` is without the tag of a subset."""

    name: str
    embedded: bool


class PageObjects(NamedTuple):
    """The objects of a page.

    Attributes:
        texts: those of text by their addresses, each with the name of its font and its size.
        fonts: those of texts, blanks included.
        pictures: the lower edges of pictures, from below.
    """

    texts: dict[int, tuple[str, float]]
    fonts: frozenset[Font]
    pictures: Sequence[float]


class Characters(NamedTuple):
    """The characters of a page in columns, those included that have no ink.

    Attributes:
        signs: the characters themselves.
        items: the addresses of their text objects; ``None`` for a blank that pdfium has added.
        xs: where they begin, from the left.
        ys: their baselines, from below.
    """

    signs: Sequence[str]
    items: Iterable[int | None]
    xs: Sequence[float]
    ys: Sequence[float]


def _plain(function: Any, result: Any, *arguments: Any) -> _Asked:
    """A function of pdfium that takes and gives addresses instead of pointers."""
    return ctypes.CFUNCTYPE(result, *arguments)(_address_of(function))


def _address_of(function: Any) -> int:
    return ctypes.cast(function, ctypes.c_void_p).value or 0


_INT, _SIZE_T, _ADDRESS = ctypes.c_int, ctypes.c_size_t, ctypes.c_void_p
_OBJECTS_OF_PAGE = (
    _plain(pdfium.FPDFPage_CountObjects, _INT, _ADDRESS),
    _plain(pdfium.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _INT),
)
_OBJECTS_OF_FORM = (
    _plain(pdfium.FPDFFormObj_CountObjects, _INT, _ADDRESS),
    _plain(pdfium.FPDFFormObj_GetObject, _ADDRESS, _ADDRESS, ctypes.c_ulong),
)
_kind = _plain(pdfium.FPDFPageObj_GetType, _INT, _ADDRESS)
_bounds = _plain(pdfium.FPDFPageObj_GetBounds, _INT, *[_ADDRESS] * 5)
_font = _plain(pdfium.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
_size = _plain(pdfium.FPDFTextObj_GetFontSize, _INT, _ADDRESS, _ADDRESS)
_name = _plain(pdfium.FPDFFont_GetBaseFontName, _SIZE_T, _ADDRESS, _ADDRESS, _SIZE_T)
_is_embedded = _plain(pdfium.FPDFFont_GetIsEmbedded, _INT, _ADDRESS)
_unicode = _plain(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _ADDRESS, _INT)
_item = _plain(pdfium.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)
_origin = _plain(pdfium.FPDFText_GetCharOrigin, _INT, _ADDRESS, _INT, _ADDRESS, _ADDRESS)


def page_objects(page: pypdfium2.PdfPage) -> PageObjects:
    """The text objects and pictures of a page; addresses hold as long as it is open."""
    found = _objects(ctypes.addressof(page.raw.contents), *_OBJECTS_OF_PAGE)
    texts = [item for item, kind in found if kind == pdfium.FPDF_PAGEOBJ_TEXT]
    fonts, sizes = list(map(_font, texts)), _written(_size, ctypes.c_float, 1, texts)
    known = {font: _font_at(font) for font in dict.fromkeys(fonts)}
    looks = [(known[font].name, round(size, 2)) for font, size in zip(fonts, sizes, strict=True)]
    pictures = [item for item, kind in found if kind == pdfium.FPDF_PAGEOBJ_IMAGE]
    bounds = _written(_bounds, ctypes.c_float, 4, pictures)
    objects = dict(zip(texts, looks, strict=True))
    return PageObjects(objects, frozenset(known.values()), bounds[1::4])


def page_characters(page: pypdfium2.PdfPage) -> Characters:
    """The characters of a page, in the order of its content."""
    text = page.get_textpage()
    handle, numbers = ctypes.addressof(text.raw.contents), range(text.count_chars())
    places = _written(_origin, ctypes.c_double, 2, [handle] * len(numbers), numbers)
    items = list(map(_item, repeat(handle), numbers))
    return Characters(_signs(text, handle, numbers), items, places[::2], places[1::2])


def _objects(holder: int, count: _Asked, get: _Asked) -> list[tuple[int, int]]:
    """The objects of a page or of a form, and of the forms in it, each with its kind."""
    items = list(map(get, repeat(holder), range(count(holder))))
    found = list(zip(items, map(_kind, items), strict=True))
    forms = [item for item, kind in found if kind == pdfium.FPDF_PAGEOBJ_FORM]
    for form in forms:
        found += _objects(form, *_OBJECTS_OF_FORM)
    return found


def _font_at(address: int) -> Font:
    length = _name(address, None, 0)
    buffer = ctypes.create_string_buffer(length)
    _name(address, buffer, length)
    return Font(untagged(buffer.value.decode("utf-8", "replace")), _is_embedded(address) == 1)


def untagged(name: str) -> str:
    """The name of a font without the tag of a subset, which is six capitals and a plus sign."""
    tag, plus, rest = name.partition("+")
    return rest if plus and len(tag) == 6 and tag.isupper() else name


def _signs(text: pypdfium2.PdfTextPage, handle: int, numbers: range) -> Sequence[str]:
    whole: str = text.get_text_range()
    # pdfium leaves control characters out of it, and has U+FFFE for a hyphen at the end of a line.
    if len(whole) == len(numbers) and "\ufffe" not in whole:
        return whole
    return [chr(_unicode(handle, number)) for number in numbers]


def _written(ask: _Asked, number: Any, width: int, *columns: Sequence[int]) -> Sequence[float]:
    """The ``width`` numbers that ``ask`` writes for each row of ``columns``, row after row."""
    size = ctypes.sizeof(number)
    array = (number * (width * len(columns[0])))()
    first = ctypes.addressof(array)
    end = first + ctypes.sizeof(array)
    places = [range(first + size * place, end, size * width) for place in range(width)]
    for _ in map(ask, *columns, *places):
        pass
    return list(array)
