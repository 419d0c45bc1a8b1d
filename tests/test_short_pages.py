"""Real PDFs whose last page is short: each is told, and what the hint says makes it vanish."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from docx.document import Document

from docgen.diagnostics import Place, Problem, Problems
from docgen.packs.pack import load_pack
from docgen.pdf import libreoffice
from docgen.pdf.fonts import font_environment, substitutions
from docgen.verify.finished_report import FinishedReport
from docgen.verify.glyphs import read_pages
from docgen.verify.official_format import OfficialFormat, official_format
from docgen.verify.pdf_file import pdf_file_deviations
from docgen.verify.short_pages import short_page_deviations
from docgen.word.package_file import WordPackage
from tests.support import PACK, ROOT, blank_part, needs_libreoffice

pytestmark = [pytest.mark.slow, needs_libreoffice]

SENTENCE = "本单位严格执行预算管理制度的各项规定"


def official() -> OfficialFormat:
    pack = load_pack(PACK, ROOT, Problems())
    assert pack is not None
    found = official_format(pack)
    assert found is not None
    return found


def of_lines(count: int) -> Document:
    """A paragraph of one line for each."""
    document = blank_part()
    for number in range(count):
        document.add_paragraph(f"第{number}行", style="Body Text")
    return document


def of_paragraphs(lines: int) -> Document:
    """Paragraphs of three lines, and the rest; Word and LibreOffice keep two lines together."""
    document = blank_part()
    for number in range(0, lines, 3):
        own = min(3, lines - number)
        text = SENTENCE * 9
        document.add_paragraph(text[: 18 + 28 * (own - 1)], style="Body Text")
    return document


def with_table(rows: int) -> Document:
    """A table, and the line below it that is signed."""
    document = blank_part()
    for number, row in enumerate(document.add_table(rows, 2).rows):
        for cell in row.cells:
            cell.text = f"第{number}行"
            cell.paragraphs[0].style = "Table Text"
    document.add_paragraph("填表人：    单位负责人签字：", style="Table Note")
    return document


def converted(documents: Sequence[Document], folder: Path) -> list[Path]:
    program = libreoffice.find_libreoffice()
    assert program is not None
    files = [folder / f"{number}.docx" for number in range(len(documents))]
    for document, file in zip(documents, files, strict=True):
        document.save(str(file))
    with font_environment(ROOT / "fonts", substitutions(ROOT / "fonts")) as environment:
        made = libreoffice.Office(program, environment, 120).convert(files)
    for file in files:
        data = made[file]
        assert isinstance(data, bytes), data
        file.with_suffix(".pdf").write_bytes(data)
    return [file.with_suffix(".pdf") for file in files]


def short(path: Path) -> list[Problem]:
    return list(short_page_deviations(official(), read_pages(path), Place("out.pdf")))


@pytest.mark.parametrize(
    ("make", "counts"),
    [(of_lines, range(21, 27)), (of_lines, range(43, 48)), (of_paragraphs, range(21, 29))],
)
def test_shortening_by_as_many_lines_makes_the_page_vanish(
    tmp_path: Path, make: object, counts: range
) -> None:
    assert callable(make)
    paths = dict(zip(counts, converted([make(count) for count in counts], tmp_path), strict=True))
    told = 0
    for count, path in paths.items():
        last = read_pages(path)[-1]
        problems = short(path)
        assert bool(problems) == (last.number > 1 and len(last.lines) <= 2), count
        for problem in problems:
            told += 1
            assert problem.document is not None
            assert problem.document.page == last.number
            fewer = count - int(problem.words["found"])
            if fewer in paths:
                assert read_pages(paths[fewer])[-1].number < last.number
    assert told >= 2


def test_a_sign_off_that_stands_alone_below_its_table_is_told(tmp_path: Path) -> None:
    counts = range(36, 46)
    alone = []
    for count, path in zip(counts, converted(list(map(with_table, counts)), tmp_path), strict=True):
        pages = read_pages(path)
        is_alone = len(pages) == 2 and len(pages[1].lines) <= 2
        assert bool(short(path)) == is_alone, count
        alone += [count] if is_alone else []
    assert alone


def test_a_page_behind_a_page_break_may_be_short(tmp_path: Path) -> None:
    """As the back of a cover, behind a page that is full."""
    document = of_lines(22)
    document.add_paragraph("内部资料", style="Body Text").paragraph_format.page_break_before = True
    (pdf,) = converted([document], tmp_path)
    package = WordPackage.read(tmp_path / "0.docx", Place("0.docx"))
    report = FinishedReport(official(), package, Place("0.docx"), pdf)
    assert report.begun_pages == {2}
    codes = [problem.code for problem in pdf_file_deviations(report, Place("0.pdf"))]
    assert "format-short-page" not in codes
    assert [problem.code for problem in short(pdf)] == ["format-short-page"]
