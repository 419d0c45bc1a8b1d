"""``make pictures``: the page on which an old report stands beside what docgen prints of it.

The words that it lists are kept in ``tests/golden``; a test takes the report in again and holds
them against those, so that a picture that has become untrue is noticed.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import docx
from lxml import etree
from PIL import Image

from docgen.diagnostics.codes import Language
from docgen.project import Project
from docgen.scaffold.taken.compared_pages import compared_report
from docgen.scaffold.taken.take_report import take_report
from docgen.wording.compared_page import compared_page
from tests.browser.conftest import running_browser
from tests.doc_pages.scenes import old_report
from tests.support import ROOT

PICTURES: Mapping[Language, Path] = {
    "en": ROOT / "docs" / "images" / "compared-page-en.png",
    "zh": ROOT / "docs" / "images" / "compared-page.png",
}
WORDS = ROOT / "tests" / "golden" / "compared-page.txt"
_WIDTH, _HEIGHT = 1180, 1000
_QUOTED = re.compile("「(.*?)」")


def page_of(folder: Path, language: Language) -> str:
    """The page on last year's report, in which two things are not as the form has them."""
    old_report(folder)
    file = folder / "report.docx"
    document = docx.Document(str(file))
    for text in document.tables[0]._tbl.iter("{*}t"):
        text.text = (text.text or "").replace("98.59", "98.95")
    document.add_paragraph("以上数据截至2023年12月31日，以决算批复为准。")
    document.save(str(file))
    taken = take_report(file, "central-project-form", "科技馆", root=folder)
    return compared_page(compared_report(taken, file.name, Project(folder)), language)


def words_of(html: str) -> str:
    """What the entries of the page quote, a line each, and how many pages it shows."""
    page = etree.HTML(html)
    entries = ["".join(map(str, entry.itertext())) for entry in page.findall(".//ol/li")]
    quoted = [" ".join(_QUOTED.findall(entry)) for entry in entries]
    return "\n".join([*quoted, str(len(page.findall(".//img")))]) + "\n"


def draw(html: str, folder: Path, target: Path) -> None:
    """Draws the upper part of the page."""
    file = folder / "compared.html"
    file.write_text(html, "utf-8")
    with running_browser() as browser:
        window = browser.new_page(viewport={"width": _WIDTH, "height": _HEIGHT})
        window.goto(file.as_uri())
        taken = Image.open(BytesIO(window.screenshot(animations="disabled")))
    taken.quantize(64).save(target, optimize=True)


def main() -> int:
    for language, picture in PICTURES.items():
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            html = page_of(folder, language)
            draw(html, folder, picture)
            WORDS.write_text(words_of(html), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
