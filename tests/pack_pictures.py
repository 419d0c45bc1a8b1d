"""``make pictures``: the picture of each pack that comes with docgen, of pages of its sample.

The words of these pages are kept in ``tests/golden``; a test makes them again and holds them
against those, so that a picture that has become untrue is noticed.
"""

from __future__ import annotations

import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

from docgen import RenderOptions, render_edition
from docgen.pdf.page_image import page_png
from docgen.pdf.page_texts import page_texts
from docgen.project import shipped
from docgen.scaffold.new_project import make_project
from tests.support import ROOT

_SCALE, _GAP, _GREY = 0.8, 12, (200, 200, 200)
_COLOURS = 32


def picture(pack: str) -> Path:
    return shipped().packs / f"{pack}.png"


def words(pack: str) -> Path:
    return ROOT / "tests" / "golden" / f"pack-{pack}.txt"


def pdf_of(pack: str, folder: Path) -> bytes:
    """The PDF of the sample of a pack."""
    made = make_project(folder / pack, pack, "zh")
    (made.root / "fonts").symlink_to(ROOT / "fonts")
    (outcome,) = render_edition(
        "2023", RenderOptions(units=[made.unit.name]), root=made.root
    ).outcomes
    assert outcome.pdf
    return outcome.pdf.read_bytes()


def words_of(pdf: bytes) -> str:
    """The text of each page that is shown, a line each."""
    texts = page_texts(pdf)
    return "".join(f"{texts[number]}\n" for number in shown_pages(pdf))


def shown_pages(pdf: bytes) -> list[int]:
    """The pages that are shown: the first two, and one of those at the end, which has a form."""
    count = len(page_texts(pdf))
    return sorted({0, min(1, count - 1), count * 3 // 4})


def draw(pdf: bytes, target: Path) -> None:
    """Draws the pages that are shown side by side."""
    drawn = [Image.open(BytesIO(page_png(pdf, number, _SCALE))) for number in shown_pages(pdf)]
    pages = [ImageOps.expand(page.convert("RGB"), 1, _GREY) for page in drawn]
    width = sum(page.width + _GAP for page in pages) + _GAP
    sheet = Image.new("RGB", (width, max(page.height for page in pages) + 2 * _GAP), "white")
    left = _GAP
    for page in pages:
        sheet.paste(page, (left, _GAP))
        left += page.width + _GAP
    sheet.quantize(_COLOURS).save(target, optimize=True)


def main() -> int:
    for pack in shipped().own_packs():
        with tempfile.TemporaryDirectory() as folder:
            pdf = pdf_of(pack, Path(folder))
        draw(pdf, picture(pack))
        words(pack).write_text(words_of(pdf), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
