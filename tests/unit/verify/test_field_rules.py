"""Fields that show what is no longer so, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from docgen.verify.field_rules import field_deviations
from docgen.verify.finished_report import FinishedReport
from docgen.word.package_file import WordPackage
from tests.unit.verify.formats import FORMAT, OUT, said

_W = nsdecls("w")


def field(instruction: str, result: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate")]
    code = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    return f"{marks[0]}{code}{marks[1]}<w:r><w:t>{result}</w:t></w:r>{end}"


def report(folder: Path, *paragraphs: str) -> FinishedReport:
    """A document of paragraphs: the XML of their runs; ``一、总则`` is a heading."""
    document: Document = docx.Document()
    for runs in paragraphs:
        added = document.add_paragraph(style="Heading 1" if "总则" in runs else None)
        for run in parse_xml(f"<w:p {_W}>{runs}</w:p>"):
            added._p.append(run)
    document.save(str(folder / "out.docx"))
    return FinishedReport(FORMAT, WordPackage.read(folder / "out.docx", OUT), OUT)


TEXT = "<w:r><w:t>一、总则</w:t></w:r>"
UNKNOWN = "format-pages-unknown"


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        ([TEXT], []),
        ([field("SEQ 图", "1"), field("SEQ 图", "2"), field("SEQ 表", "1")], []),
        (
            [field("SEQ 图", "1"), f"<w:r><w:t>图</w:t></w:r>{field('SEQ 图', '1')}"],
            ["format-field kind=SEQ found=1 wanted=2 words=图1"],
        ),
        ([field('TOC \\o "1-3" \\n', "一、总则"), TEXT], []),
        (
            [field('TOC \\o "1-3" \\n', "一、旧标题"), TEXT],
            ["format-contents-title found=一、旧标题 wanted=一、总则 entry=一、旧标题"],
        ),
        (
            [field('TOC \\o "1-3" \\n', "二、多的"), "<w:r><w:t>正文</w:t></w:r>"],
            ["format-contents-extra found=二、多的 entry=二、多的"],
        ),
        ([field("DATE", "2001")], []),
    ],
)
def test_stale_fields_are_told(paragraphs: list[str], expected: list[str], tmp_path: Path) -> None:
    found = said(field_deviations(report(tmp_path, *paragraphs), OUT))
    assert [words for words in found if not words.startswith(UNKNOWN)] == expected


def test_pages_that_cannot_be_checked_are_told_so(tmp_path: Path) -> None:
    contents = field('TOC \\o "1-3"', "一、总则")
    assert said(field_deviations(report(tmp_path, contents, TEXT), OUT)) == [UNKNOWN]
    assert said(field_deviations(report(tmp_path, field("SEQ 图", "1")), OUT)) == []
