"""What is wrong on paper is told at its place, and nothing is told where nothing is wrong."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from docgen.diagnostics import Place, Problem
from docgen.runs.settled_fields import settled
from docgen.verify.field_rules import field_deviations
from docgen.verify.finished_report import FinishedReport
from docgen.verify.left_alone import left_alone_deviations
from docgen.verify.lost_text import lost_text_deviations
from docgen.verify.official_format import OfficialFormat
from docgen.verify.rare_signs import rare_sign_deviations
from docgen.verify.short_pages import short_page_deviations
from docgen.word.fields.contents import tables_of_contents
from docgen.word.fields.worked_out import WorkedOutFields
from docgen.word.package_file import WordPackage
from tests.papers import PAPERS
from tests.papers.desk import Desk, printed_pages
from tests.papers.random_documents import random_document
from tests.papers.registry import Defect, Paper
from tests.support import needs_libreoffice
from tests.test_short_pages import official

pytestmark = [pytest.mark.slow, needs_libreoffice]
DOCUMENTS = int(os.environ.get("DOCGEN_DOCUMENTS", "12"))
FEW = 5
"""The documents of ``make test``; ``make papers`` makes 100."""
KINDS = {
    "format-row-cuts": "cut",
    "format-box-cuts": "cut",
    "format-text-lost": "cut",
    "format-no-glyph": "boxed",
    "format-glyph-elsewhere": "lacking",
    "format-field": "stale",
}
HERE = Place("paper.docx")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with Desk(tmp_path_factory.mktemp("desk")) as made:
        yield made


@pytest.fixture(scope="module")
def required() -> OfficialFormat:
    return official()


def told(desk: Desk, paper: Paper, required: OfficialFormat, folder: Path) -> list[Problem]:
    """What is told of a paper and its PDF, but for fonts, sizes and indents."""
    pdf = folder / "paper.pdf"
    pdf.write_bytes(desk.printed(paper))
    package = WordPackage.read(desk.finished(paper), HERE)
    report = FinishedReport(required, package, HERE, pdf)
    return [
        *field_deviations(report, HERE),
        *rare_sign_deviations(report, HERE),
        *lost_text_deviations(report, HERE),
        *left_alone_deviations(report, HERE),
        *short_page_deviations(required, report.pages, HERE, lambda: report.begun_pages),
    ]


def kind(problem: Problem) -> str:
    is_contents = problem.code.startswith("format-contents")
    return "stale" if is_contents else KINDS.get(problem.code, "alone")


def is_at(problem: Problem, defect: Defect) -> bool:
    """Whether a problem names the place of a defect, or its cell."""
    where = problem.document
    assert where is not None
    said = f"{where.signs} {dict(problem.words)}"
    in_row = defect.cell is not None and where.row > 0 and where.row == defect.cell[1]
    return kind(problem) == defect.kind and (in_row or defect.is_quoted_in(said))


@pytest.mark.parametrize("name", [name for name, paper in PAPERS.items() if paper.defects])
def test_every_defect_is_told_at_its_place(
    name: str, desk: Desk, required: OfficialFormat, tmp_path: Path
) -> None:
    found = told(desk, PAPERS[name], required, tmp_path)
    for defect in PAPERS[name].defects:
        assert any(is_at(problem, defect) for problem in found), (defect, found)
    kinds = {defect.kind for defect in PAPERS[name].defects}
    assert {kind(problem) for problem in found} == kinds


@pytest.mark.parametrize("name", [name for name, paper in PAPERS.items() if not paper.defects])
def test_nothing_is_told_of_any_sound_paper(
    name: str, desk: Desk, required: OfficialFormat, tmp_path: Path
) -> None:
    assert told(desk, PAPERS[name], required, tmp_path) == []


@pytest.mark.parametrize(
    "seed",
    [
        pytest.param(
            seed,
            marks=[pytest.mark.campaign("more random documents with contents")] * (seed >= FEW),
        )
        for seed in range(DOCUMENTS)
    ],
)
def test_contents_say_where_headings_stand(seed: int, desk: Desk, tmp_path: Path) -> None:
    """In random documents, of one page of contents and of three, whose contents are old."""
    document, file = random_document(seed), tmp_path / "out.docx"
    docx, pdf = document.docx, b""
    for _ in range(6):
        file.write_bytes(docx)
        pdf = desk.pdf(docx)
        new = settled(file, HERE, pdf)
        if new is None:
            break
        docx = new
    else:
        pytest.fail("the contents do not come to rest")
    fields = WorkedOutFields(WordPackage.read(docx, HERE).document(HERE))
    assert fields._laid_out is not None
    (contents,) = tables_of_contents(fields._laid_out, fields.fields)
    shown = [("".join(entry.words.split()), entry.page) for entry in contents.shown]
    printed = printed_pages(pdf, document.marks)
    assert shown == [
        ("".join(heading.title.split()), printed[heading.bookmark])
        for heading in document.headings
        if heading.level <= document.levels
    ]
