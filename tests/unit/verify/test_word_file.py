"""All rules of a .docx in their order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from docgen.verify.finished_report import FinishedReport
from docgen.verify.official_format import OfficialFormat
from docgen.verify.style_rule import StyleRule
from docgen.verify.word_file import word_file_deviations
from docgen.word.package_file import WordPackage
from tests.unit.verify.formats import FORMAT, OUT, paragraph, said, table, word_file


def read(folder: Path, official: OfficialFormat) -> FinishedReport:
    return FinishedReport(official, WordPackage.read(folder / "out.docx", OUT), OUT)


def test_pages_come_before_text_and_text_before_headings_tables_and_annexes(tmp_path: Path) -> None:
    document = word_file(
        paragraph("甲"),
        paragraph("总", "Heading 1"),
        paragraph("乙{{", "Body Text"),
        table(paragraph("丙", "Table Text"), width=10000),
        paragraph("附件1", "Annex Mark"),
        paragraph("附言", "Body Text"),
    )
    document.sections[0].page_width = document.sections[0].page_height
    document.save(str(tmp_path / "out.docx"))
    styles = {
        "heading 1": StyleRule(level=1, number="%1."),
        "body text": StyleRule(size=12),
        "table text": StyleRule(),
        "annex mark": StyleRule(latin="黑体"),
    }
    official = replace(FORMAT, styles=styles)
    assert said(word_file_deviations(read(tmp_path, official), OUT)) == [
        "format-paper found=297×297 wanted=210×297 section=1",
        "format-grid found=22 × 37 wanted=22 × 28 section=1",
        "format-size property=字号 · size found=16 wanted=12 style=body text",
        "format-left-over tag={{ heading=总 words=乙{{",
        "format-number found=%1、 wanted=%1. words=总",
        "format-table-width found=176 wanted=156 heading=总 table=1",
        "format-annex-page annex=附件1 words=附件1",
    ]


def test_an_annex_mark_is_a_heading_to_what_follows(tmp_path: Path) -> None:
    document = word_file(paragraph("附件1", "Annex Mark"), paragraph("乙{{"))
    document.save(str(tmp_path / "out.docx"))
    found = said(word_file_deviations(read(tmp_path, replace(FORMAT, grid=None)), OUT))
    assert "format-left-over tag={{ heading=附件1 words=乙{{" in found
