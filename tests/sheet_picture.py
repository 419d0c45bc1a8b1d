"""``make pictures``: the picture of a workbook in the docs, as LibreOffice Calc prints it.

The words that it shows are kept in ``tests/golden``; a test makes the page again and holds its
words against those, so that a picture that has become untrue is noticed.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

from docgen import sheet_out
from tests.filled_sheets import saved_by_calc
from tests.support import ROOT, whole_project

PICTURE = ROOT / "docs" / "images" / "sheet-form.png"
WORDS = ROOT / "tests" / "golden" / "sheet-form.txt"
PAGE = 2
"""The page with annex 1; the first has the cover."""
_MARGIN = 24


def printed_page(folder: Path) -> Path:
    """The workbook of the 2023 report as Calc prints it."""
    root = whole_project(folder / "project")
    (made,) = sheet_out("2023", root=root)
    assert made.file, made.problems
    return saved_by_calc([made.file], "pdf", folder)[0]


def words_of(pdf: Path) -> str:
    """The words of the page, a line each."""
    numbers = ["-f", str(PAGE), "-l", str(PAGE)]
    command = ["pdftotext", *numbers, "-raw", str(pdf), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return "".join(f"{word}\n" for word in sorted(text.split()))


def draw(pdf: Path, target: Path) -> None:
    """Draws the page without its margins."""
    with tempfile.TemporaryDirectory() as folder:
        stem = Path(folder) / "page"
        numbers = ["-f", str(PAGE), "-l", str(PAGE), "-singlefile"]
        subprocess.run(["pdftoppm", "-r", "100", "-png", *numbers, str(pdf), str(stem)], check=True)
        page = Image.open(f"{stem}.png").convert("RGB")
    white = Image.new("RGB", page.size, "white")
    left, top, right, bottom = ImageChops.difference(page, white).getbbox() or (0, 0, *page.size)
    box = (left - _MARGIN, top - _MARGIN, right + _MARGIN, bottom + _MARGIN)
    page.crop(box).quantize(64).save(target, optimize=True)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        pdf = printed_page(Path(folder))
        draw(pdf, PICTURE)
        WORDS.write_text(words_of(pdf), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
