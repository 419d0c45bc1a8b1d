"""An edition of units in a city, and the bureau that sums them up with the pack that comes along.

``make pictures`` draws what it prints; its words are kept in ``tests/golden``, and a test holds
what it prints now against them, so that a picture that has become untrue is noticed.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

from docgen import RenderOptions, render_edition
from docgen.pdf.page_image import page_png
from docgen.pdf.page_texts import page_texts
from docgen.runs.results import Result
from tests.support import ROOT, UNIT

PICTURE = ROOT / "docs" / "images" / "summary.png"
WORDS = ROOT / "tests" / "golden" / "summary.txt"
BUREAU = "finance-bureau"
CITY = "云岭市"
POINTS: Mapping[str, str] = {
    "教育局": "20",
    "林业局": "8",
    "水利局": "200",  # more than there are: an error
    "文化馆": "12.5",
    "卫生健康局": "18",
}
"""The units, and the points of each for the target that has 20."""
_SCORED = "得分: {}\n        偏差原因分析及改进措施:{}\n"
_WHY = " 部分工作跨年度实施；已列入下年度计划，上半年完成"
_OWN_NAME = "株洲职业教育科技园管理办公室"


def summed_edition(root: Path) -> Path:
    """Makes the project in ``root``; returns the folder of its units."""
    shutil.copytree(ROOT / "word_templates", root / "word_templates")
    edition = root / "content" / "2023"
    shutil.copytree(ROOT / "content" / "2023" / BUREAU, edition / BUREAU)
    _replace(edition / BUREAU, {"株洲市": CITY})
    for number, (name, points) in enumerate(POINTS.items(), 1):
        unit = edition / f"unit-{number}"
        shutil.copytree(UNIT, unit)
        scored = _SCORED.format("20", ""), _SCORED.format(points, _WHY if points != "20" else "")
        _replace(unit, {_OWN_NAME: f"{CITY}{name}", scored[0]: scored[1]})
    return edition


def _replace(folder: Path, texts: Mapping[str, str]) -> None:
    for path in folder.rglob("*.*"):
        if path.suffix in (".yaml", ".md"):
            text = path.read_text("utf-8")
            for old, new in texts.items():
                text = text.replace(old, new, -1 if old in (_OWN_NAME, "株洲市") else 1)
            path.write_text(text, "utf-8")


def summary_of(root: Path) -> Result:
    """Renders what the bureau makes of it, with its PDF."""
    (root / "fonts").symlink_to(ROOT / "fonts")
    return render_edition("2023", RenderOptions(units=[BUREAU]), root=root)


def pdf_of(result: Result) -> bytes:
    (outcome,) = result.outcomes
    assert outcome.pdf
    return outcome.pdf.read_bytes()


def words_of(pdf: bytes) -> str:
    """The text of each page, a line each."""
    return "".join(f"{text}\n" for text in page_texts(pdf))


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        summed_edition(Path(folder))
        pdf = pdf_of(summary_of(Path(folder)))
    pages = [Image.open(BytesIO(page_png(pdf, number, 0.9))) for number in (1, 2)]
    sheet = Image.new(
        "RGB", (sum(page.width for page in pages) + 36, pages[0].height + 24), "white"
    )
    left = 12
    for page in pages:
        sheet.paste(ImageOps.expand(page.convert("RGB"), 1, (200, 200, 200)), (left, 12))
        left += page.width + 12
    sheet.quantize(32).save(PICTURE, optimize=True)
    WORDS.write_text(words_of(pdf), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
