"""``make pictures``: the pages on what was checked, where one rate is wrong, in each language.

The figures that they show are kept in ``tests/golden``, each with its sign; a test checks the
report again and holds them against those, so that a picture that has become untrue is noticed.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from lxml import etree
from PIL import Image

from docgen.cli.check_keeper import CheckKeeper
from docgen.diagnostics.codes import Language
from docgen.runs.check_files import check_files
from tests.any_reports import centred, data_of, report, table
from tests.browser.conftest import running_browser
from tests.support import ROOT

PICTURES: Mapping[Language, Path] = {
    "en": ROOT / "docs" / "images" / "check-page-en.png",
    "zh": ROOT / "docs" / "images" / "check-page.png",
}
WORDS = ROOT / "tests" / "golden" / "check-page.txt"
_WIDTH, _HEIGHT = 1180, 1060

REPORT = (
    centred("市档案馆2023年度部门整体支出绩效自评报告"),
    "一、支出情况",
    "2023年，市档案馆全年支出合计439.45万元，其中：基本支出420.71万元，项目支出18.74万元。",
    "基本支出比上年的375.10万元增长12.4%。",
    "全年预算469.32万元，预算执行率为93.6%；公众满意度为98.6%。",
    table(
        [
            ["项目", "2023年预算数", "2023年决算数", "执行率"],
            ["基本支出", "450.32", "420.71", "93.42%"],
            ["项目支出", "19.00", "18.74", "98.6%"],
            ["合计", "469.32", "439.45", "93.64%"],
        ]
    ),
)


def page_of(folder: Path, language: Language) -> Path:
    """The page on the report."""
    file = folder / "市档案馆自评报告.docx"
    file.write_bytes(data_of(report(*REPORT)))
    keeper = CheckKeeper(language, is_reporting=True)
    (outcome,) = check_files([file], keeper=keeper, pages=False).outcomes
    return outcome.checks[0]


def words_of(page: Path) -> str:
    """The figures of the page with their signs, a line each."""
    marks = etree.fromstring(page.read_bytes()).iter("mark")
    return "".join(f"{''.join(map(str, mark.itertext()))}\n" for mark in marks)


def draw(page: Path, target: Path) -> None:
    """Draws the upper part of the page."""
    with running_browser() as browser:
        window = browser.new_page(viewport={"width": _WIDTH, "height": _HEIGHT})
        window.goto(page.as_uri())
        taken = Image.open(BytesIO(window.screenshot(animations="disabled")))
    taken.quantize(64).save(target, optimize=True)


def main() -> int:
    for language, picture in PICTURES.items():
        with tempfile.TemporaryDirectory() as folder:
            page = page_of(Path(folder), language)
            draw(page, picture)
            WORDS.write_text(words_of(page), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
