"""Annexes of a writer's own, from the unit's folder into the report."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml

from docgen import pull_files
from docgen.pdf.page_texts import page_texts
from docgen.roundtrip.proposing.proposals import SkipReason
from docgen.word.package_file import Entries
from docgen.word.xml import W, text_of
from tests.evidence import evidence_project, numbered
from tests.linked_files import relation
from tests.support import (
    SmallProject,
    codes,
    entries,
    needs_libreoffice,
    packed,
    small_project,
)
from tests.written_annexes import written


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return small_project(tmp_path)


def put(project: SmallProject, name: str, data: bytes) -> Path:
    file = project.unit / "annexes" / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(data)
    return file


def saying(text: str) -> bytes:
    document, data = docx.Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(data)
    return data.getvalue()


def texts(document: docx.document.Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def changed(data: bytes, change: Callable[[Entries], object]) -> bytes:
    files = dict(entries(data))
    change(files)
    return packed(files, zipfile.ZIP_DEFLATED)


def test_annexes_stand_behind_the_report_in_the_order_of_their_numbers(
    project: SmallProject,
) -> None:
    put(project, "附件10-清单.docx", saying("第十个"))
    put(project, "附件2-平面图.docx", saying("第二个 {{ 名称 }} {% if %}"))
    put(project, "~$附件2-平面图.docx", b"lock")
    put(project, ".DS_Store", b"finder")
    assert texts(project.document()) == ["报告", "第二个 {{ 名称 }} {% if %}", "第十个"]


def test_a_changed_annex_is_a_changed_report(project: SmallProject) -> None:
    put(project, "附件1.docx", saying("原来的"))
    assert project.render().outcomes[0].changed
    put(project, "附件1.docx", saying("后来的"))
    assert texts(project.document()) == ["报告", "后来的"]
    (project.unit / "annexes" / "附件1.docx").unlink()
    assert texts(project.document()) == ["报告"]


def _linked_picture(files: Entries) -> None:
    name = "word/_rels/document.xml.rels"
    added = relation("image", "https://example.com/1.png", number="rIdOut")
    files[name] = files[name].replace(b"</Relationships>", f"{added}</Relationships>".encode())
    drawn = (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:9pt">'
        '<v:imagedata xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        ' r:id="rIdOut"/></v:shape></w:pict></w:r></w:p>'
    )
    files["word/document.xml"] = files["word/document.xml"].replace(
        b"<w:body>", b"<w:body>" + drawn.encode()
    )


LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("附件1.docx", LOCKED, "locked-docx"),
        ("附件1.doc", OLD, "not-a-docx"),
        ("附件1.docx", b"", "empty-docx"),
        ("附件1.docx", saying("断了")[:-300], "damaged-docx"),
        ("附件1.pdf", b"%PDF-1.7\n", "not-a-docx"),
        ("附件1.docx", "文字".encode(), "not-a-docx"),
        ("附件1.docx", changed(saying("图"), _linked_picture), "outside-link"),
    ],
)
def test_what_cannot_be_joined_is_named_and_costs_its_unit_alone(
    project: SmallProject, name: str, data: bytes, code: str
) -> None:
    other = project.unit.parent / "two"
    other.mkdir()
    (other / "report.yaml").write_text("模板: form\n名称: 另一份\n", "utf-8")
    put(project, name, data)
    put(project, "附件9.docx", saying("好的"))
    result = project.render()
    (problem,) = result.all_problems()
    assert (problem.code, problem.is_error) == (code, True)
    assert problem.place.file == f"content/2023/one/annexes/{name}"
    assert [outcome.name for outcome in result.outcomes if outcome.docx] == ["two"]


def test_a_link_out_of_the_unit_is_refused(project: SmallProject, tmp_path: Path) -> None:
    outside = tmp_path / "outside.docx"
    outside.write_bytes(saying("别处的"))
    put(project, "附件1.docx", b"").unlink()
    (project.unit / "annexes" / "附件1.docx").symlink_to(outside)
    assert codes(project.render()) == ["link-outside"]


def test_of_a_file_with_macros_the_document_alone_is_taken(project: SmallProject) -> None:
    def with_macros(files: Entries) -> None:
        kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        macros = b"application/vnd.ms-word.document.macroEnabled.main+xml"
        files["[Content_Types].xml"] = files["[Content_Types].xml"].replace(kind, macros)
        files["word/vbaProject.bin"] = b"macros"
        name = "word/_rels/document.xml.rels"
        added = relation("vbaProject", "vbaProject.bin", mode="", number="rIdVba")
        files[name] = files[name].replace(b"</Relationships>", f"{added}</Relationships>".encode())

    put(project, "附件1.docm", changed(saying("有宏的"), with_macros))
    assert texts(project.document()) == ["报告", "有宏的"]
    path = project.render().outcomes[0].docx
    assert path is not None
    assert not any("vba" in name.lower() for name in entries(path.read_bytes()))


def test_tracked_changes_print_accepted_and_are_told(project: SmallProject) -> None:
    def tracked(files: Entries) -> None:
        text = files["word/document.xml"].decode()
        run = re.search("<w:r>.*?</w:r>", text)
        assert run is not None
        words = 'w:id="90" w:author="甲" w:date="2024-01-01T00:00:00Z"'
        gone = run[0].replace("<w:t", "<w:delText").replace("</w:t", "</w:delText")
        new = run[0].replace("原来", "后来")
        both = f"<w:del {words}>{gone}</w:del><w:ins {words}>{new}</w:ins>"
        files["word/document.xml"] = text.replace(run[0], both).encode()

    put(project, "附件1.docx", changed(saying("原来的话"), tracked))
    assert texts(project.document("annex-changes")) == ["报告", "后来的话"]
    assert codes(project.render()) == ["annex-changes"]


def test_notes_and_pictures_come_along(project: SmallProject) -> None:
    put(project, "附件1.docx", written(7))
    put(project, "附件2.docx", written(7))
    document = project.document()
    path = project.render().outcomes[0].docx
    assert path is not None
    files = entries(path.read_bytes())
    notes = parse_xml(files["word/footnotes.xml"])
    numbers = [note.get(f"{{{W}}}id") for note in notes]
    used = [
        each.get(f"{{{W}}}id") for each in document.element.body.iter(f"{{{W}}}footnoteReference")
    ]
    assert len(numbers) == len(set(numbers))
    assert len(used) == len(set(used)) == 2
    assert set(used) <= set(numbers)
    assert text_of(notes)
    assert len([name for name in files if name.startswith("word/media/")]) == 1  # of both, once


def test_edits_in_an_annex_stay_in_word_and_are_kept(project: SmallProject) -> None:
    put(project, "附件1-清单.docx", saying("办公室会改的这一段文字"))
    path = project.render().outcomes[0].docx
    assert path is not None
    document = docx.Document(str(path))
    document.paragraphs[-1].runs[0].text = "办公室会改的这一段话"
    document.save(str(path))
    (review,) = pull_files("2023", root=project.root)
    (reason,) = [proposal.reason for proposal in review.proposals]
    assert reason is not None
    assert (reason.why, reason.detail) == (SkipReason.ANNEX, "附件1_清单")
    project.content("年份: 2023\n", "more.yaml")
    project.render()
    assert docx.Document(str(path)).paragraphs[-1].text == "办公室会改的这一段话"


def _with_footer(text: str, *, titled: bool = False) -> bytes:
    document: Any = docx.Document()
    data = io.BytesIO()
    document.add_paragraph("一")
    document.add_page_break()
    document.add_paragraph("二")
    document.sections[0].footer.paragraphs[0].text = text
    document.sections[0].different_first_page_header_footer = titled
    document.save(data)
    return data.getvalue()


@pytest.mark.slow
@needs_libreoffice
@pytest.mark.parametrize("is_even", [False, True])
def test_numbers_run_on_through_annexes_that_have_no_footers(tmp_path: Path, is_even: bool) -> None:
    project = evidence_project(tmp_path, first=3)
    shutil.rmtree(project.unit / "evidence")

    def report(document: docx.document.Document) -> None:
        numbered(document, 3)
        document.settings.odd_and_even_pages_header_footer = is_even
        if is_even:
            even, footer = document.sections[0].even_page_footer, document.sections[0].footer
            even.is_linked_to_previous = False
            even._element[:] = [deepcopy(each) for each in footer._element]

    project.part(report)
    put(project, "附件1.docx", saying("没有页脚"))
    put(project, "附件2.docx", _with_footer("", titled=True))
    put(project, "附件3.docx", _with_footer("自己的页脚"))
    put(project, "附件4.docx", saying("又没有"))
    result = project.render(pdf=True)
    assert set(codes(result)) <= {"evidence-missing"}
    pdf = result.outcomes[0].pdf
    assert pdf is not None
    numbers = [re.findall(r"—(\d+)—", text) for text in page_texts(pdf.read_bytes())]
    assert numbers == [["3"], ["4"], ["5"], ["6"], ["7"], [], [], ["10"]]
