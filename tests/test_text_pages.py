"""Pictures and tables of a text on the pages that LibreOffice makes of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docgen import RenderOptions, Result, render_edition
from docgen.verify.glyphs import Page, read_pages
from tests.support import UNIT, audit, needs_libreoffice, whole_project
from tests.test_pictures import png

pytestmark = [pytest.mark.slow, needs_libreoffice]

LONG_TABLE = "\n".join(
    [
        "表1 重点任务",
        "",
        "单位：万元",
        "",
        "| 序号 | 任务 | 完成情况 | 金额 |",
        "| --- | --- | --- | --- |",
        *(
            f"| {row} | 第{row}项 | {'已经完成并通过验收' * (row % 4)} | {row}.50 |"
            for row in range(1, 41)
        ),
    ]
)
TWO_TABLES = "| 甲栏 | 乙栏 |\n| --- | --- |\n| 1 | 2 |"
EIGHT = "| 名称 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 分值 | 得分 | 备注 |\n"
EIGHT += "|---" * 8 + "|\n| 某某专项经费 | 120.00 | 110.50 | 108.36 | 98.06% | 10 | 9.81 | 压减 |"
PICTURES = """\
![甲](../images/大.png "图1 全景")

![乙](../images/高.png)

图2 竖的照片

![丙](../images/大.png "图3 靠左"){width=30% align=left}
"""


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, list[Page]]:
    """The report with pictures and tables in its first chapters."""
    root = whole_project(tmp_path_factory.mktemp("pages"))
    unit = root / "content" / "2023" / UNIT.name
    (unit / "images").mkdir()
    (unit / "images" / "大.png").write_bytes(png(1600, 1200))
    (unit / "images" / "高.png").write_bytes(png(1200, 1600))
    chapters = sorted((unit / "narrative").glob("[0-9]*.md"))
    for chapter, text in zip(
        chapters, (PICTURES, LONG_TABLE, f"{TWO_TABLES}\n\n{EIGHT}"), strict=False
    ):
        chapter.write_text(f"{chapter.read_text('utf-8')}\n\n{text}\n", "utf-8")
    result = render_edition("2023", RenderOptions(make_pdf=True), root=root)
    (outcome,) = result.outcomes
    assert outcome.pdf is not None
    return result, read_pages(outcome.pdf)


def lines(page: Page) -> list[str]:
    return [line.text for line in page.lines]


def page_of(pages: list[Page], text: str) -> Page:
    return next(page for page in pages if text in lines(page))


def test_pictures_tables_and_captions_are_in_the_official_format(
    rendered: tuple[Result, list[Page]], tmp_path: Path
) -> None:
    result, _ = rendered
    assert list(result.all_problems()) == []
    (outcome,) = result.outcomes
    assert outcome.docx is not None
    assert audit(outcome.docx.read_bytes(), tmp_path) == []


def test_the_title_unit_and_head_of_a_table_stand_on_the_page_of_its_first_row(
    rendered: tuple[Result, list[Page]],
) -> None:
    _, pages = rendered
    found = lines(page_of(pages, "表1重点任务"))
    start = found.index("表1重点任务")
    assert found[start + 1 : start + 3] == ["单位：万元", "序号任务完成情况金额"]
    assert re.match(r"1第1项", found[start + 3])


def test_the_head_is_repeated_on_each_page_and_no_row_is_parted(
    rendered: tuple[Result, list[Page]],
) -> None:
    _, pages = rendered
    heads = [page for page in pages if "序号任务完成情况金额" in lines(page)]
    assert len(heads) >= 2
    for row in range(1, 41):
        (page,) = (page for page in heads if any(f"第{row}项" in line for line in lines(page)))
        text = "".join(lines(page))
        assert f"{row}.50" in text
        assert text.count("验") == sum(
            other % 4 for other in range(1, 41) if f"第{other}项" in text
        )


def test_labels_and_figures_stay_on_one_line(rendered: tuple[Result, list[Page]]) -> None:
    _, pages = rendered
    head = "名称年初预算数全年预算数全年执行数执行率分值得分备注"
    assert head in lines(page_of(pages, head))


def test_a_caption_stands_below_its_picture_and_leaves_room_for_text(
    rendered: tuple[Result, list[Page]],
) -> None:
    _, pages = rendered
    for caption in ("图1全景", "图2竖的照片", "图3靠左"):
        page = page_of(pages, caption)
        (line,) = (line for line in page.lines if line.text == caption)
        above = max((other.y for other in page.lines if other.y < line.y), default=105)
        assert line.y - above > 90  # the picture, of 30 mm at least
        middle = (line.left + line.right) / 2 - page.width / 2
        assert (middle < -100) if caption == "图3靠左" else (abs(middle) < 10)
