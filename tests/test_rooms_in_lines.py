"""Lines with several blanks: what stands behind a blank stays where the form has it, when filled.

LibreOffice lays out the blank form and the reports; the places of signs are read from the PDFs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import docx
import pypdfium2
import pytest
import yaml
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from docgen import RenderOptions, render_edition
from docgen.pdf.converter import convert, find_converter
from docgen.project import Project
from docgen.scaffold.pack.draft import DraftReport, draft_pack
from docgen.templates.lint.pack_faults import lint_pack
from docgen.word.xml import text_of

pytestmark = pytest.mark.slow

NEAR = 2 / 25.4 * 72
"""Two millimetres, in points."""

LINES = {
    "填报单位：                              单位：万元": ("单位：万元",),
    "填表人：　　　　　　　审核人：　　　　　　　填报日期：": ("审核人", "填报日期"),
    "主管部门：                       联系电话：": ("联系电话",),
    "申报部门：\t\t\t\t\t\t金额单位：元": ("金额单位",),
    "  负责人：______________  经办人：__________  盖章处": ("经办人", "盖章处"),
    "项目单位：\t\t\t\t年  月  日": ("年",),
}
"""Lines, each with the signs whose places are compared."""

SIZES = {"申报部门": 12, "主管部门": 14}
LATIN = {"主管部门": "Times New Roman"}


def form() -> Document:
    document = docx.Document()
    document.add_paragraph("项目支出情况表")
    for text in LINES:
        run = document.add_paragraph().add_run(text)
        label = text.strip()[:4]
        run.font.size = Pt(SIZES.get(label, 12))
        run.font.name = LATIN.get(label, "宋体")
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    return document


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> DraftReport:
    root = tmp_path_factory.mktemp("rooms")
    return drafted(root, form())


def drafted(root: Path, document: Document) -> DraftReport:
    for folder in ("word_templates", "content"):
        (root / folder).mkdir()
    document.save(str(root / "form.docx"))
    return draft_pack([root / "form.docx"], "drafted", root=root, edition=2023, laid_out=True)


def filled(report: DraftReport, root: Path, value: str) -> Path:
    """The PDF of a report whose fields all are ``value``, but for a date that begins as printed."""
    path = report.content / "report.yaml"
    content = yaml.safe_load(path.read_text("utf-8"))
    content.pop("待填写", None)
    for name in content.keys() - {"模板", "年度", "单位名称"}:
        content[name] = "年" if name == "日期" and value else value
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")
    result = render_edition("2023", RenderOptions(), root=report.pack.parents[1], out=root)
    (outcome,) = result.outcomes
    assert outcome.pdf is not None
    return outcome.pdf


def blank_pdf(document: Path) -> bytes:
    project = Project(document.parent)
    converter = find_converter(project.fonts)
    assert converter is not None
    ((_, pdf),) = convert(converter, [document], project.fonts)
    assert isinstance(pdf, bytes)
    return pdf


def places(pdf: bytes) -> Mapping[str, tuple[float, float, float]]:
    """The left edge, the baseline and the end of the text before each of the signs, in points."""
    found = {}
    with pypdfium2.PdfDocument(pdf) as opened:
        page = opened[0].get_textpage()
        whole = page.get_text_range()
        for text, signs in LINES.items():
            start = whole.index(text.strip()[:4])
            for sign in signs:
                match = re.compile(r"\s*".join(sign)).search(whole, start + 4)
                assert match is not None
                index = match.start()
                before = re.search(r"\S(?=\s*$)", whole[:index])
                assert before is not None
                left, bottom, _, _ = page.get_charbox(index, loose=True)
                end = page.get_charbox(before.start(), loose=True)[2]
                found[sign] = (left, bottom, end)
    return found


@pytest.mark.parametrize("letters", [1, 4])
def test_what_stands_behind_a_blank_stays_there(
    report: DraftReport, tmp_path: Path, letters: int
) -> None:
    before = places(blank_pdf(report.pack.parents[1] / "form.docx"))
    after = places(filled(report, tmp_path, "县" * letters).read_bytes())
    moved = {sign: after[sign][0] - left for sign, (left, _, _) in before.items()}
    assert {sign: by for sign, by in moved.items() if abs(by) > NEAR} == {}


@pytest.mark.parametrize("letters", [8, 12, 16, 20])
def test_a_long_text_pushes_on_what_it_reaches_and_nothing_else(
    report: DraftReport, tmp_path: Path, letters: int
) -> None:
    before = places(blank_pdf(report.pack.parents[1] / "form.docx"))
    after = places(filled(report, tmp_path, "县" * letters).read_bytes())
    for sign, (left, bottom, _) in before.items():
        now, _, end = after[sign]
        reached = end > left or after[sign][1] < bottom - 1
        assert reached or abs(now - left) <= NEAR, (sign, now - left)
        assert now >= end or after[sign][1] < bottom - 1, (sign, "overlaps")


def test_nothing_of_the_blank_form_changes(report: DraftReport, tmp_path: Path) -> None:
    assert [problem.code for problem in report.problems] == []
    printed = filled(report, tmp_path, "").with_suffix(".docx")
    lines = [text_of(line._p) for line in docx.Document(str(printed)).paragraphs]
    assert lines == [text_of(line._p) for line in form().paragraphs]
    before, after = (
        places(blank_pdf(report.pack.parents[1] / "form.docx")),
        places(blank_pdf(printed)),
    )
    assert {sign for sign in before if abs(before[sign][0] - after[sign][0]) > NEAR} == set()
    assert lint_pack("drafted", root=report.pack.parents[1]) == []


def test_lines_in_the_middle_and_with_stops_of_their_own_stay_as_they_are(tmp_path: Path) -> None:
    document = docx.Document()
    line = document.add_paragraph("填报单位：　　　　　　　单位：万元")
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    stops = document.add_paragraph("填表人：\t审核人：").paragraph_format.tab_stops
    stops.add_tab_stop(Cm(8), WD_TAB_ALIGNMENT.LEFT)
    report = drafted(tmp_path, document)
    part = docx.Document(str(next(report.pack.glob("*.docx"))))
    assert [len(line.paragraph_format.tab_stops) for line in part.paragraphs] == [0, 1]
    assert not any("| room" in line.text for line in part.paragraphs)
