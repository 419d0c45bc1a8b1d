"""PDFs made by the installed LibreOffice."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any, cast

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from pdf_oxide import PdfDocument
from pypdf import PdfReader

from docgen import Outcome, convert_files, verify_files
from docgen.pdf import libreoffice
from docgen.pdf.converter import find_converter
from docgen.pdf.fonts import font_environment
from tests.support import PACK, ROOT, SmallProject, codes

pytestmark = pytest.mark.slow

needs_libreoffice = pytest.mark.skipif(
    libreoffice.find_libreoffice() is None, reason="LibreOffice is not installed on this machine"
)


@pytest.fixture(scope="module")
def reader(report: Outcome) -> PdfReader:
    assert report.pdf is not None, report.problems
    return PdfReader(report.pdf)


@needs_libreoffice
def test_the_report_is_a4_and_tagged_with_its_title(reader: PdfReader) -> None:
    for page in reader.pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
    assert cast(Any, reader.trailer["/Root"])["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title == "2023年度株洲职业教育科技园管理办公室整体支出绩效自评报告"


@needs_libreoffice
def test_bookmarks_are_the_headings_in_order(reader: PdfReader) -> None:
    titles = [bookmark.title for bookmark in reader.outline if not isinstance(bookmark, list)]
    chapters = [title for title in titles if title and title[0] in "一二三四五六七八九"]
    assert [chapter[0] for chapter in chapters] == list("一二三四五六七八九")
    assert [title for title in titles if title and title.startswith("附件")] == [
        "附件1",
        "附件2",
        "附件3",
    ]


@needs_libreoffice
def test_every_font_is_embedded(reader: PdfReader) -> None:
    fonts: list[Any] = [
        font.get_object()
        for page in reader.pages
        for font in cast(Any, page["/Resources"]).get("/Font", {}).values()
    ]
    assert fonts
    for font in fonts:
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        descriptor = inner["/FontDescriptor"].get_object()
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor)


@needs_libreoffice
@needs_libreoffice
def test_every_sign_of_justified_text_is_on_paper(report: Outcome, tmp_path: Path) -> None:
    """LibreOffice loses some of the signs that hang over the end of a line, so none does."""
    random, document = Random(7), Document(str(report.docx))
    for element in document.element.body[:-1]:
        document.element.body.remove(element)
    for _ in range(300):
        text = ""
        while len(text) < 140:
            words = random.choices(
                "管理办公室全年执行预算绩效评价科目单位", k=random.randint(3, 17)
            )
            text += "".join(words) + random.choice("，，，。、；：）！？")
        document.add_paragraph(text, "Body Text")
    document.save(str(tmp_path / "报告.docx"))
    (data,) = converted([tmp_path / "报告.docx"], archive=False)
    assert isinstance(data, bytes)
    with pypdfium2.PdfDocument(data) as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    printed = re.sub(r"\s|— ?\d+ ?—", "", "".join(pages))
    lost = [each.text for each in document.paragraphs if each.text not in printed]
    assert lost == []


def test_annexes_begin_on_pages_of_their_own(reader: PdfReader) -> None:
    texts = ["".join((page.extract_text() or "").split()) for page in reader.pages]
    assert "—" not in texts[0]
    bodies = []
    for page, text in enumerate(texts[1:], 1):
        assert f"—{page}—" in text
        bodies.append(text.replace(f"—{page}—", ""))
    for number in (1, 2, 3):
        assert len([text for text in bodies if text.startswith(f"附件{number}")]) == 1


@needs_libreoffice
def test_a_file_is_converted_as_it_lies_there(project: SmallProject, tmp_path: Path) -> None:
    path = project.render().outcomes[0].docx
    assert path is not None
    elsewhere = tmp_path / "别处" / "改过 的.docx"
    elsewhere.parent.mkdir()
    shutil.copyfile(path, elsewhere)
    result = convert_files(str(elsewhere), root=project.root)
    assert codes(result) == []
    assert result.outcomes[0].pdf == elsewhere.with_suffix(".pdf")
    assert PdfReader(elsewhere.with_suffix(".pdf")).pages[0].extract_text().strip() == "报告"
    assert sorted(path.name for path in elsewhere.parent.iterdir()) == [
        "改过 的.docx",
        "改过 的.pdf",
    ]


@needs_libreoffice
def test_a_damaged_file_costs_the_others_nothing(project: SmallProject) -> None:
    project.render()
    (project.output / "坏.docx").write_bytes(b"PK\x03\x04 not a document")
    result = convert_files("2023", root=project.root)
    assert codes(result) == ["damaged-docx"]
    assert [outcome.pdf is not None for outcome in result.outcomes] == [False, True]
    assert result.exit_code == 4


def test_without_a_converter_the_word_file_is_built(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert find_converter(project.root / "fonts") is None
    result = project.render(pdf=True)
    assert (codes(result), result.exit_code) == (["no-converter"], 4)
    assert [path.name for path in project.output.iterdir() if path.is_file()] == ["报告.docx"]


def test_a_pdf_older_than_its_word_file_is_told(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.output.mkdir(parents=True)
    old = project.output / "报告.pdf"
    old.write_bytes(b"%PDF old")
    os.utime(old, (1, 1))
    monkeypatch.setenv("PATH", "")
    assert codes(project.render(pdf=True)) == ["no-converter", "stale-pdf"]
    assert old.read_bytes() == b"%PDF old"


@needs_libreoffice
def test_the_same_word_file_gives_the_same_pdf(project: SmallProject) -> None:
    outcome = project.render(pdf=True).outcomes[0]
    assert outcome.pdf is not None
    first = outcome.pdf.read_bytes()
    outcome.pdf.unlink()
    second = project.render(pdf=True).outcomes[0].pdf
    assert second is not None
    assert second.read_bytes() == first
    assert b"/CreationDate (D:20240426000000Z" in first


FONTS = ("仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体")
OPENTYPE = ("Noto Serif CJK SC", "Noto Sans CJK SC")


def in_fonts(path: Path, *fonts: str) -> Path:
    """A Word file with a paragraph in each font; some of its characters are in none of them."""
    document = Document()
    for number, font in enumerate(fonts):
        run = document.add_paragraph().add_run(f"{path.stem}第{number}段 Abc 12.3% ㎡²☑ {font}")
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    document.save(str(path))
    return path


def converted(files: Sequence[Path], archive: bool, **variables: str) -> list[bytes | str]:
    """The PDFs that one call of LibreOffice makes."""
    converter = find_converter(ROOT / "fonts")
    assert converter is not None
    with font_environment(ROOT / "fonts", converter.substituted) as environment:
        office = libreoffice.Office(converter.program, environment | variables, 60, archive)
        results = office.convert(files)
    return [results[file] for file in files]


@needs_libreoffice
@pytest.mark.parametrize("archive", [False, True])
def test_other_files_of_a_call_change_no_byte(
    report: Outcome, tmp_path: Path, archive: bool
) -> None:
    assert report.docx is not None
    files = [
        in_fonts(tmp_path / "甲.docx", *FONTS, *OPENTYPE),
        in_fonts(tmp_path / "乙.docx", *OPENTYPE, *FONTS),
        in_fonts(tmp_path / "丙.docx", *FONTS[::-2], *OPENTYPE[::-1]),
        report.docx,
    ]
    alone = [converted([file], archive)[0] for file in files]
    assert all(isinstance(pdf, bytes) for pdf in alone)
    assert len(set(alone)) == len(files)
    assert converted(files, archive, TZ="Asia/Shanghai") == alone
    assert converted(files[::-1], archive)[::-1] == alone


@needs_libreoffice
def test_another_word_file_gives_another_identifier(project: SmallProject) -> None:
    def identifier() -> str:
        pdf = project.render(pdf=True).outcomes[0].pdf
        assert pdf is not None
        return str(PdfReader(pdf).trailer["/ID"])

    first = identifier()
    project.template("{{ 名称 }}", "另一段")
    assert identifier() != first


@needs_libreoffice
def test_the_archive_file_is_pdf_a(project: SmallProject) -> None:
    outcome = project.render(pdf=True).outcomes[0]
    assert outcome.docx is not None
    assert outcome.pdf is not None
    result = convert_files("2023", root=project.root, archive=True)
    archived = result.outcomes[0].pdf
    assert archived == outcome.docx.with_name("报告-archive.pdf")
    assert outcome.pdf.exists()
    verdict = PdfDocument(str(archived)).validate_pdf_a("2b")
    assert verdict["errors"] == []
    assert not PdfDocument(str(outcome.pdf)).validate_pdf_a("2b")["valid"]


@needs_libreoffice
def test_the_reports_archive_file_is_pdf_a_and_has_no_deviation(
    report: Outcome, tmp_path: Path
) -> None:
    assert report.docx is not None
    copy = tmp_path / "报告.docx"
    shutil.copyfile(report.docx, copy)
    archived = convert_files(str(copy), root=ROOT, archive=True).outcomes[0].pdf
    assert archived is not None
    assert PdfDocument(str(archived)).validate_pdf_a("2b")["errors"] == []
    found = verify_files(str(archived), pack=PACK.name, root=ROOT).all_problems()
    assert [problem for problem in found if problem.code != "font-substituted"] == []
