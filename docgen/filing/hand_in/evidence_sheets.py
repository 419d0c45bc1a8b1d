"""Evidence on the sheets of the report: as large as it is, and never below the number of a sheet.

A wide page is turned, its head at the left, so that the number stands where it stands on the other
sheets (GB/T 9704-2012, 7.5); on a screen such a sheet is shown as it is read.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Final

import img2pdf
import pikepdf
import pypdfium2
from PIL import Image, ImageOps

from docgen.filing.hand_in.hidden_layers import keep_hidden_layers
from docgen.pdf.pdfium import PDFIUM

MILLIMETRE: Final = 72 / 25.4
"""In points."""

_NUMBERED, _ABOVE, _MARGIN = 20 * MILLIMETRE, 35 * MILLIMETRE, 10 * MILLIMETRE
"""A number stands between the first two, from the lower edge; what is made smaller has a margin."""
_ALIKE = 5 * MILLIMETRE
_LETTER = pikepdf.Array([0, 0, 612, 792])
"""What programs take a page for that has no size."""
_SCALE = 0.5  # pixels for each point: enough to see whether anything is there
_WHITE = 250

logging.getLogger("img2pdf").setLevel(logging.ERROR)  # it tells how it stores what is transparent


@dataclass(frozen=True)
class SheetSize:
    """Width and height of the sheets, in points."""

    width: float
    height: float


def picture_pdf(data: bytes, size: SheetSize) -> bytes:
    """A scan or a photo as a PDF, one sheet for each of its pages; its pixels are not changed.

    What no PDF can hold as it is, such as a WebP or a picture that can be seen through, is drawn on
    white first.
    """
    layout = img2pdf.get_layout_fun(
        (size.width, size.height),
        border=(_MARGIN, _MARGIN),
        fit=img2pdf.FitMode.into,
        auto_orient=True,
    )
    rotation = img2pdf.Rotation.ifvalid
    try:
        made = img2pdf.convert(data, layout_fun=layout, rotation=rotation)
    except (img2pdf.ImageOpenError, img2pdf.AlphaChannelError, ValueError, NotImplementedError):
        made = img2pdf.convert(_on_white(data), layout_fun=layout)
    return bytes(made)


def _on_white(data: bytes) -> bytes:
    with Image.open(BytesIO(data)) as picture:
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    sheet = Image.new("RGB", upright.size, "white")
    sheet.paste(upright, mask=upright.getchannel("A"))
    written = BytesIO()
    sheet.save(written, "PNG")
    return written.getvalue()


def page_count(data: bytes) -> int:
    """The number of pages of a PDF."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return len(pdf.pages)


def add_sheets(
    bound: pikepdf.Pdf, data: bytes, numbers: list[pikepdf.Page], size: SheetSize
) -> None:
    """Adds the pages of the PDF ``data`` to ``bound``, each on a sheet with its number.

    ``numbers`` are pages with nothing else on them, one for each page; with none, no number is
    printed. What was filled into a form, stamped or noted stays as it prints.
    """
    free = _free_pages(data, size)
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.generate_appearance_streams()
        pdf.flatten_annotations("print")
        for page in pdf.pages:
            _mend(page)
        for at, page in enumerate(pdf.pages):
            sheet = bound.add_blank_page(page_size=(size.width, size.height))
            wide = _is_wide(page)
            if wide:
                page.rotate(270, relative=True)
            place = _place(size, whole=free[at])
            _lay(bound, sheet, page, "/Evidence", place)
            if numbers:
                _lay(bound, sheet, numbers[at], "/Number", _place(size, whole=True))
            if wide:
                sheet.rotate(90, relative=True)
        keep_hidden_layers(bound, pdf)


def _lay(
    bound: pikepdf.Pdf, sheet: pikepdf.Page, page: pikepdf.Page, name: str, place: pikepdf.Rectangle
) -> None:
    """Draws a page on a sheet of ``bound``, not larger than it is, in the middle of ``place``."""
    owned, called = bound.copy_foreign(page.as_form_xobject()), pikepdf.Name(name)
    sheet.add_resource(owned, pikepdf.Name.XObject, called)
    sheet.contents_add(sheet.calc_form_xobject_placement(owned, called, place, allow_expand=False))


def _mend(page: pikepdf.Page) -> None:
    """Sets right what programs show all the same: corners in any order, and what is no turn.

    A page that is cropped to something beside it is shown whole (ISO 32000-1, 14.11.2).
    """
    whole = _box(page.mediabox)
    page.mediabox = whole = whole if whole[0] < whole[2] and whole[1] < whole[3] else _LETTER
    cropped = _box(page.cropbox)
    is_apart = cropped[0] >= whole[2] or cropped[2] <= whole[0]
    is_apart |= cropped[1] >= whole[3] or cropped[3] <= whole[1]
    page.cropbox = whole if is_apart else cropped
    turn = page.obj.get("/Rotate", 0)
    if not isinstance(turn, (int, Decimal)) or turn % 90:
        page.obj.Rotate = 0


def _box(corners: pikepdf.Array) -> pikepdf.Array:
    """A rectangle from its lower left to its upper right corner (7.9.5)."""
    left, bottom, right, top = map(float, corners)
    ordered = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
    return pikepdf.Array([Decimal(str(number)) for number in ordered])


def _is_wide(page: pikepdf.Page) -> bool:
    left, bottom, right, top = map(float, page.cropbox)
    is_turned = int(page.obj.get("/Rotate", 0)) % 180 == 90
    return (right - left > top - bottom) != is_turned


def _place(size: SheetSize, *, whole: bool) -> pikepdf.Rectangle:
    if whole:
        return pikepdf.Rectangle(0, 0, size.width, size.height)
    right, top = size.width - _MARGIN, size.height - _MARGIN
    return pikepdf.Rectangle(_MARGIN, _ABOVE, right, top)


def _free_pages(data: bytes, size: SheetSize) -> list[bool]:
    """Whether each page fits a sheet as it is, with nothing where its number will stand."""
    with PDFIUM, pypdfium2.PdfDocument(data) as document:
        document.init_forms()
        return [_is_free(page, size) for page in document]


def _is_free(page: pypdfium2.PdfPage, size: SheetSize) -> bool:
    width, height = page.get_size()
    is_wide = width > height
    short, long = sorted((width, height))
    if abs(short - size.width) > _ALIKE or abs(long - size.height) > _ALIKE:
        return False
    drawn = page.render(scale=_SCALE, grayscale=True)
    picture = drawn.to_pil()
    upright = picture.rotate(90, expand=True) if is_wide else picture
    bottom = upright.height
    band = (0, bottom - int(_ABOVE * _SCALE), upright.width, bottom - int(_NUMBERED * _SCALE))
    is_free = upright.crop(band).getextrema()[0] >= _WHITE
    drawn.close()
    page.close()
    return bool(is_free)
