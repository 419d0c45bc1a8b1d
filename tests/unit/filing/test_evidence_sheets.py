"""Evidence on its sheets: all of it is there, upright, and its number stands alone."""

from __future__ import annotations

import random
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from docgen.filing.hand_in.bound_pdf import A4, BoundPiece, bound_pdf
from docgen.filing.hand_in.evidence_sheets import page_count, picture_pdf
from tests.evidence import pages
from tests.evidence import picture as scan

SIZES = [
    (595.3, 841.9),
    (841.9, 595.3),
    (612, 792),
    (420, 595),
    (1190, 842),
    (300, 200),
    (2000, 90),
]
SQUARE = (520, 70)
"""Where the number of a sheet is, in points from its lower left corner; 20 points wide."""


def numbers(count: int) -> bytes:
    """Sheets with a square for each number."""
    pdf, written = pikepdf.new(), BytesIO()
    for _ in range(count):
        page = pdf.add_blank_page(page_size=(A4.width, A4.height))
        page.obj.Contents = pdf.make_stream(f"{SQUARE[0]} {SQUARE[1]} 20 20 re f".encode())
    pdf.save(written)
    return written.getvalue()


def drawn(pdf: bytes, at: int, *, as_shown: bool = True) -> Image.Image:
    """A page as a picture, a pixel for each point; as it is printed or as it is shown."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[at]
        if not as_shown:
            page.set_rotation(0)
        picture: Image.Image = page.render(grayscale=True).to_pil().copy()
        return picture


def ink(image: Image.Image) -> int:
    return sum(image.point(lambda pixel: pixel < 128).convert("L").histogram()[1:])


def bound(pieces: list[BoundPiece], *, numbered: bool = True) -> bytes:
    count = sum(page_count(piece.pdf) for piece in pieces)
    return bound_pdf(pages(["报告"]), pieces, numbers(count) if numbered else None, "佐证材料")


@pytest.mark.parametrize("seed", range(12))
def test_every_page_is_whole_and_upright_and_nothing_stands_where_its_number_is(seed: int) -> None:
    chance = random.Random(seed)
    size, rotate = chance.choice(SIZES), chance.choice((0, 90, 180, 270))
    at = chance.choice((0.03, 0.09, 0.5, 0.9))
    source = pages(["一", "二"], size, rotate, at)
    made = bound([BoundPiece("一", source)])
    assert page_count(made) == 3
    for number in (0, 1):
        before, sheet = drawn(source, number), drawn(made, number + 1)
        printed = drawn(made, number + 1, as_shown=False)
        assert (before.width > before.height) == (sheet.width > sheet.height)
        assert printed.size == (596, 842)
        left, bottom = SQUARE[0], 842 - SQUARE[1]
        around = printed.crop((left - 12, bottom - 30, left + 32, bottom + 8))
        assert abs(ink(around) - 400) <= 60
        body = printed.copy()
        body.paste(255, (left - 2, bottom - 22, left + 22, bottom + 2))
        scale = (ink(body) / max(ink(before), 1)) ** 0.5
        short, long = sorted(before.size)
        fits = min(1, 596 / short, 842 / long)
        assert 0.78 * fits <= scale <= 1.08 * fits


@pytest.mark.parametrize("at", [0.5, 0.9])
def test_a_page_with_room_for_its_number_stays_as_large_as_it_is(at: float) -> None:
    source = pages(["一"], at=at)
    made = bound([BoundPiece("一", source)], numbered=False)
    difference = ImageChops.difference(drawn(source, 0), drawn(made, 1))
    assert ink(difference.point(lambda pixel: 255 - pixel)) < 700  # half a point of width


def test_what_is_filled_into_a_form_is_printed() -> None:
    pdf, written = pikepdf.new(), BytesIO()
    page = pdf.add_blank_page(page_size=(595.3, 841.9))
    stamp = pdf.make_stream(b"0 0 100 50 re f", Type=pikepdf.Name.XObject)
    stamp.Subtype, stamp.BBox = pikepdf.Name.Form, [0, 0, 100, 50]
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Stamp,
        Rect=[100, 500, 200, 550],
        F=4,
        AP=pikepdf.Dictionary(N=stamp),
    )
    page.obj.Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))
    pdf.save(written)
    made = bound([BoundPiece("一", written.getvalue())], numbered=False)
    assert abs(ink(drawn(made, 1)) - 5000) < 300


@pytest.mark.parametrize(
    ("kind", "mode", "options"),
    [
        ("JPEG", "RGB", {}),
        ("JPEG", "CMYK", {}),
        ("JPEG", "L", {"dpi": (300, 300)}),
        ("PNG", "RGBA", {}),
        ("PNG", "1", {}),
        ("TIFF", "RGB", {}),
        ("WEBP", "RGB", {}),
        ("BMP", "RGB", {}),
        ("GIF", "L", {}),
    ],
)
@pytest.mark.parametrize("size", [(400, 600), (600, 400), (37, 2000)])
def test_a_scan_of_every_kind_is_a_sheet_with_its_black_corner(
    kind: str, mode: str, options: dict[str, object], size: tuple[int, int]
) -> None:
    made = bound([BoundPiece("图", picture_pdf(scan(size, kind, mode, **options), A4))])
    sheet = drawn(made, 1)
    assert (sheet.width > sheet.height) == (size[0] > size[1])
    box = sheet.point(lambda pixel: 255 * (pixel < 60)).getbbox()
    assert box is not None
    assert box[0] < sheet.width / 2
    assert box[1] < sheet.height / 4


def test_a_turned_photo_is_shown_as_it_was_taken() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6  # to be turned to the right
    made = bound([BoundPiece("图", picture_pdf(scan((600, 400), exif=turned), A4))])
    sheet = drawn(made, 1)
    assert sheet.width < sheet.height
    dark = sheet.point(lambda pixel: 255 * (pixel < 60))
    assert ink(sheet.crop((sheet.width // 2, 0, sheet.width, sheet.height // 3))) > 1000
    assert dark.crop((0, 0, sheet.width // 3, sheet.height // 3)).getbbox() is None


def test_every_page_of_a_scan_of_several_is_there_and_each_piece_has_a_bookmark() -> None:
    images = [Image.open(BytesIO(scan((400, 600)))) for _ in range(3)]
    written = BytesIO()
    images[0].save(written, "TIFF", save_all=True, append_images=images[1:])
    pieces = [
        BoundPiece("扫描", picture_pdf(written.getvalue(), A4)),
        BoundPiece("批复", pages("一")),
    ]
    made = bound(pieces)
    with pikepdf.open(BytesIO(made)) as pdf, pdf.open_outline() as outline:
        assert len(pdf.pages) == 5
        (above,) = outline.root
        found = [(item.title, item.destination) for item in above.children]
        assert above.title == "佐证材料"
        assert [title for title, _ in found] == ["1. 扫描", "2. 批复"]
        starts = [pdf.pages.index(pikepdf.Page(place[0])) for _, place in found]  # type: ignore[index]
        assert starts == [1, 4]


def test_equal_pieces_make_equal_files() -> None:
    pieces = [BoundPiece("批复", pages(["一"]))]
    assert bound(pieces) == bound(pieces)
