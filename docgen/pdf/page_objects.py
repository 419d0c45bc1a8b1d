"""What pdfium knows of the characters, text objects and pictures of a page."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from itertools import pairwise, repeat
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from docgen.pdf.pdfium import ADDRESS, INT, SIZE_T, Asked, address, plain, written


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
        kinds: the kind of every object by its address, in the order in which they are drawn.
    """

    texts: dict[int, tuple[str, float]]
    fonts: frozenset[Font]
    pictures: Sequence[float]
    kinds: dict[int, int]


class Characters(NamedTuple):
    """The characters of a page in columns, those included that have no ink.

    Attributes:
        signs: the characters themselves.
        items: the addresses of their text objects; ``None`` for a blank that pdfium has added, and
            for the second half of a character beyond U+FFFF.
        xs: where they begin, from the left.
        ys: their baselines, from below.
    """

    signs: Sequence[str]
    items: Sequence[int | None]
    xs: Sequence[float]
    ys: Sequence[float]


_HYPHENS = {"\x02": "-", "\ufffe": "-"}
"""What pdfium has for a hyphen at the end of a line."""
_HALF = re.compile("[\ud800-\udfff]")
"""Half of a character beyond U+FFFF, which pdfium counts as two."""
_ODD = re.compile("[\x02\ufffe\ud800-\udfff]")

_OBJECTS_OF_PAGE = (
    plain(pdfium.FPDFPage_CountObjects, INT, ADDRESS),
    plain(pdfium.FPDFPage_GetObject, ADDRESS, ADDRESS, INT),
)
_OBJECTS_OF_FORM = (
    plain(pdfium.FPDFFormObj_CountObjects, INT, ADDRESS),
    plain(pdfium.FPDFFormObj_GetObject, ADDRESS, ADDRESS, ctypes.c_ulong),
)
_kind = plain(pdfium.FPDFPageObj_GetType, INT, ADDRESS)
_bounds = plain(pdfium.FPDFPageObj_GetBounds, INT, *[ADDRESS] * 5)
_font = plain(pdfium.FPDFTextObj_GetFont, ADDRESS, ADDRESS)
_size = plain(pdfium.FPDFTextObj_GetFontSize, INT, ADDRESS, ADDRESS)
_name = plain(pdfium.FPDFFont_GetBaseFontName, SIZE_T, ADDRESS, ADDRESS, SIZE_T)
_is_embedded = plain(pdfium.FPDFFont_GetIsEmbedded, INT, ADDRESS)
_unicode = plain(pdfium.FPDFText_GetUnicode, ctypes.c_uint, ADDRESS, INT)
_item = plain(pdfium.FPDFText_GetTextObject, ADDRESS, ADDRESS, INT)
_origin = plain(pdfium.FPDFText_GetCharOrigin, INT, ADDRESS, INT, ADDRESS, ADDRESS)


def page_objects(page: pypdfium2.PdfPage) -> PageObjects:
    """The text objects and pictures of a page; addresses hold as long as it is open."""
    kinds = dict(_objects(address(page), *_OBJECTS_OF_PAGE))
    texts = [item for item, kind in kinds.items() if kind == pdfium.FPDF_PAGEOBJ_TEXT]
    pictures = [item for item, kind in kinds.items() if kind == pdfium.FPDF_PAGEOBJ_IMAGE]
    bounds = written(_bounds, ctypes.c_float, 4, pictures)
    return PageObjects(*_looks(texts), bounds[1::4], kinds)


def objects_of_characters(characters: Characters) -> PageObjects:
    """The text objects of a page that has no pictures, as its characters know them."""
    texts = [item for item in dict.fromkeys(characters.items) if item is not None]
    return PageObjects(*_looks(texts), (), {})


def _looks(texts: Sequence[int]) -> tuple[dict[int, tuple[str, float]], frozenset[Font]]:
    """The name of the font and the size of each text object; and the fonts."""
    fonts, sizes = list(map(_font, texts)), written(_size, ctypes.c_float, 1, texts)
    known = {font: _font_at(font) for font in dict.fromkeys(fonts)}
    looks = [(known[font].name, round(size, 2)) for font, size in zip(fonts, sizes, strict=True)]
    return dict(zip(texts, looks, strict=True)), frozenset(known.values())


def page_characters(text: pypdfium2.PdfTextPage) -> Characters:
    """The characters of a page's text, in the order of its content."""
    handle, numbers = address(text), range(text.count_chars())
    places = written(_origin, ctypes.c_double, 2, [handle] * len(numbers), numbers)
    items: list[int | None] = list(map(_item, repeat(handle), numbers))
    signs = _whole(_signs(text, handle, numbers), items)
    return Characters(signs, items, places[::2], places[1::2])


def _objects(holder: int, count: Asked, get: Asked) -> list[tuple[int, int]]:
    """The objects of a page or of a form, and of the forms in it, each with its kind."""
    items = list(map(get, repeat(holder), range(count(holder))))
    found = list(zip(items, map(_kind, items), strict=True))
    forms = [item for item, kind in found if kind == pdfium.FPDF_PAGEOBJ_FORM]
    for form in forms:
        found += _objects(form, *_OBJECTS_OF_FORM)
    return found


def _font_at(font: int) -> Font:
    length = _name(font, None, 0)
    buffer = ctypes.create_string_buffer(length)
    _name(font, buffer, length)
    return Font(untagged(buffer.value.decode("utf-8", "replace")), _is_embedded(font) == 1)


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


def _whole(signs: Sequence[str], items: list[int | None]) -> Sequence[str]:
    """The characters; halves of one are put together, and the second has no text object then."""
    if not _ODD.search(signs if isinstance(signs, str) else "".join(signs)):
        return signs
    whole = [_HYPHENS.get(sign, sign) for sign in signs]
    for at, (high, low) in enumerate(pairwise([*whole, ""])):
        if _HALF.match(high) and _HALF.match(low):
            both = (high + low).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            if len(both) == 1:
                whole[at], items[at + 1] = both, None
    return [_HALF.sub("\ufffd", sign) for sign in whole]
