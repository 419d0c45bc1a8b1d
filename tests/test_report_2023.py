"""The report of the reference office, as built from the repository's own content."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docx.document import Document
from lxml import etree
from pytest_regressions.file_regression import FileRegressionFixture

from docgen import Outcome, RenderOptions, render_edition
from docgen.word.xml import text_of, w
from tests.golden.check import golden
from tests.support import PACK, ROOT, UNIT, audit, entries, grid, xml_of

GOLDEN = Path(__file__).parent / "golden"


def test_it_has_no_problem(report: Outcome) -> None:
    problems = [problem for problem in report.problems if problem.code != "no-converter"]
    assert problems == []


def test_it_has_the_official_name(report: Outcome) -> None:
    assert report.docx is not None
    assert report.docx.name == "2023年度株洲职业教育科技园管理办公室整体支出绩效自评报告.docx"


def test_every_grid_is_as_the_forms_have_it(
    document: Document, file_regression: FileRegressionFixture
) -> None:
    """Read the grids as a reviewer of the form would."""
    dump = "\n\n".join(grid(table) for table in document.tables) + "\n"
    golden(file_regression, dump, GOLDEN / "2023-grids.txt")


def test_covered_cells_are_empty_and_widths_equal_the_grid(document: Document) -> None:
    for table in document.tables:
        widths = [int(column.get(w("w"), "0")) for column in table._tbl.tblGrid]
        for row in table._tbl.tr_lst:
            column = 0
            for cell in row.tc_lst:
                width = cell.tcPr.find(w("tcW")) if cell.tcPr is not None else None
                assert width is not None
                span = cell.grid_span
                assert int(width.get(w("w"), "0")) == sum(widths[column : column + span])
                column += span
                if cell.vMerge == "continue":
                    assert text_of(cell) == ""
            assert column == len(widths)


def test_no_tag_and_no_mark_is_left(report: Outcome) -> None:
    assert report.docx is not None
    for name, data in entries(report.docx.read_bytes()).items():
        if name.endswith(".xml"):
            assert not re.search(r"\{\{|\{%|%\}|\}\}|[\ufdd0-\ufdef]", data.decode()), name


def test_it_is_valid_for_word(report: Outcome, tmp_path: Path) -> None:
    assert report.docx is not None
    assert audit(report.docx.read_bytes(), tmp_path) == []


@pytest.mark.parametrize("part", sorted(PACK.glob("*.docx")), ids=lambda path: path.stem)
def test_the_templates_are_valid_for_word(part: Path, tmp_path: Path) -> None:
    assert audit(part.read_bytes(), tmp_path) == []


def test_the_content_types_come_first_in_the_package(report: Outcome) -> None:
    """Some readers look at no more than the first file to know what they have."""
    assert report.docx is not None
    assert next(iter(entries(report.docx.read_bytes()))) == "[Content_Types].xml"


def test_its_properties_name_title_unit_and_date(document: Document) -> None:
    properties = document.core_properties
    assert properties.title == "2023年度株洲职业教育科技园管理办公室整体支出绩效自评报告"
    assert properties.author == "株洲职业教育科技园管理办公室"
    assert properties.created is not None
    assert properties.created.date().isoformat() == "2024-04-26"


def test_the_fixed_headings_are_numbered_by_word(document: Document) -> None:
    """The numbers are Word's own: the text of a heading has none."""
    headings = [
        paragraph
        for paragraph in document.paragraphs
        if paragraph.style and paragraph.style.name == "Heading 1"
    ]
    assert len(headings) == 9
    assert not any(re.match("[一二三四五六七八九]、", heading.text) for heading in headings)
    style = document.styles["Heading 1"].element
    assert style.find(f"{w('pPr')}/{w('numPr')}") is not None


def test_header_rows_repeat(document: Document) -> None:
    rows = [row for row in document.element.body.iter(w("tr")) if _has(row, "tblHeader")]
    assert [text_of(row)[:4] for row in rows] == ["预期目标", "一级指标"] * 2


def test_a_row_taller_than_a_page_may_break_and_no_other(document: Document) -> None:
    """LibreOffice would cut off what does not fit."""
    rows = [row for row in document.element.body.iter(w("tr")) if "指标" in text_of(row)]
    tall = [row for row in rows if not _has(row, "cantSplit")]
    assert len([row for row in tall if len(text_of(row)) > 300]) == len(tall) > 0
    assert all(_has(row, "cantSplit") for row in rows if len(text_of(row)) < 200)


def _has(row: etree._Element, name: str) -> bool:
    return row.find(f"{w('trPr')}/{w(name)}") is not None


def test_annexes_begin_on_new_pages_and_page_numbers_run_on(document: Document) -> None:
    sections = list(document.element.body.iter(w("sectPr")))
    kinds = [section.find(w("type")) for section in sections]
    assert len(sections) == 5
    assert all(kind is None or kind.get(w("val")) != "continuous" for kind in kinds)
    starts = [section.find(w("pgNumType")) for section in sections]
    numbers = [
        start.get(w("start")) for start in starts if start is not None and start.get(w("start"))
    ]
    assert numbers == ["1"]


def test_two_renders_give_identical_bytes(report: Outcome, tmp_path: Path) -> None:
    second = render_edition(
        "2023", RenderOptions(make_pdf=False, units=[UNIT.name]), root=ROOT, out=tmp_path
    ).outcomes[0]
    assert report.docx is not None
    assert second.docx is not None
    assert second.docx.read_bytes() == report.docx.read_bytes()


def test_figures_in_the_text_are_those_of_the_tables(document: Document) -> None:
    xml = xml_of(document)
    for figure in ("439.45", "420.71", "18.74", "93.64%", "99.36", "99.91", "136.60"):
        assert figure in xml
