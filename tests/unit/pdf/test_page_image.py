"""Pages as pictures, and digests that change if and only if something else is drawn."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from docgen.pdf.page_image import page_digest, page_png
from docgen.pdf.page_objects import page_characters
from docgen.pdf.pdfium import PDFIUM

CONTENT = (
    "BT /F1 12 Tf 1 0 0 rg 72 700 Td (AB C) Tj ET "
    "0 0 1 RG 2 w 72 600 m 172 600 l S 10 10 50 20 re f "
    "q 30 0 0 30 100 100 cm /Im1 Do Q"
)


def pdf(content: str = CONTENT, pixel: bytes = b"\x80", font: str = "Times-Roman") -> pikepdf.Pdf:
    """A file of one page of 300 × 800 points."""
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(300, 800))
    picture = pikepdf.Stream(
        made,
        pixel,
        {
            "/Type": pikepdf.Name.XObject,
            "/Subtype": pikepdf.Name.Image,
            "/Width": 1,
            "/Height": 1,
            "/ColorSpace": pikepdf.Name.DeviceGray,
            "/BitsPerComponent": 8,
        },
    )
    type_1 = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": f"/{font}"}
    fonts = {name: pikepdf.Name(value) for name, value in type_1.items()}
    page.Resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary(F1=pikepdf.Dictionary(fonts)),
        XObject=pikepdf.Dictionary(Im1=picture),
    )
    page.Contents = pikepdf.Stream(made, content.encode())
    return made


def saved(made: pikepdf.Pdf) -> bytes:
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def digest(data: bytes, number: int = 0) -> str:
    with PDFIUM, pypdfium2.PdfDocument(data) as document:
        page = document[number]
        return page_digest(page, page_characters(page.get_textpage()))


CHANGES: dict[str, Callable[[], pikepdf.Pdf]] = {
    "another letter": lambda: pdf(CONTENT.replace("AB", "AC")),
    "a letter apart": lambda: pdf(CONTENT.replace("(AB C)", "(AB  C)")),
    "another place": lambda: pdf(CONTENT.replace("72 700", "72 700.5")),
    "another size": lambda: pdf(CONTENT.replace("12 Tf", "12.5 Tf")),
    "another font": lambda: pdf(font="Helvetica"),
    "bold": lambda: pdf(font="Times-Bold"),
    "slanted": lambda: pdf(font="Times-Italic"),
    "another colour": lambda: pdf(CONTENT.replace("1 0 0 rg", "1 0 0.1 rg")),
    "a longer line": lambda: pdf(CONTENT.replace("172 600", "173 600")),
    "a line of another colour": lambda: pdf(CONTENT.replace("0 0 1 RG", "0 1 1 RG")),
    "a thicker line": lambda: pdf(CONTENT.replace("2 w", "2.5 w")),
    "a line that is filled": lambda: pdf(CONTENT.replace("re f", "re B")),
    "a line less": lambda: pdf(CONTENT.replace("re f", "re S")),
    "a letter moved": lambda: pdf(CONTENT.replace("(AB C) Tj", "[(A) 90 (B) -90 ( C)] TJ")),
    "another picture": lambda: pdf(pixel=b"\x81"),
    "a larger picture": lambda: pdf(CONTENT.replace("q 30", "q 31")),
    "a picture less": lambda: pdf(CONTENT.replace("/Im1 Do", "")),
    "another order": lambda: pdf(" ".join(reversed(CONTENT.partition("0 0 1 RG")))),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_is_drawn_otherwise_changes_the_digest(change: str) -> None:
    assert digest(saved(CHANGES[change]())) != digest(saved(pdf()))


def test_a_rectangle_that_is_filled_and_drawn_is_not_one_that_is_drawn() -> None:
    both = (saved(pdf(CONTENT.replace("re f", how))) for how in ("re B", "re S"))
    assert len(set(map(digest, both))) == 2


def test_letters_of_one_width_are_told_apart_by_their_font() -> None:
    both = (saved(pdf(font=font)) for font in ("Courier", "Courier-Bold"))
    assert len(set(map(digest, both))) == 2


def test_other_pages_and_the_numbers_of_objects_do_not_change_it() -> None:
    other = pdf(CONTENT.replace("AB", "XY"))
    more = pdf(), pdf(pixel=b"\x01")
    for each in more:
        other.pages.append(each.pages[0])
    data = saved(other)
    assert digest(data, 1) == digest(saved(pdf()))
    assert len({digest(data, number) for number in range(3)}) == 3


def test_a_page_is_drawn_in_the_size_that_is_asked_for(tmp_path: Path) -> None:
    picture = Image.open(io.BytesIO(page_png(saved(pdf()), 0, 1.5)))
    assert (picture.format, picture.size) == ("PNG", (450, 1200))
    assert picture.convert("RGB").getpixel((60, 1168)) == (255, 0, 0)  # the rectangle
    assert picture.convert("RGB").getpixel((400, 500)) == (255, 255, 255)
