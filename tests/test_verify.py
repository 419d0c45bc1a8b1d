"""A good file has no deviation; each way to spoil it is found at its place, and nothing else."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from docgen import Outcome, verify_files
from docgen.diagnostics import Problem, Severity
from docgen.pdf import libreoffice
from docgen.pdf.fonts import font_environment, substitutions
from docgen.verify.glyphs import read_pages
from docgen.word.xml import text_of, w
from tests.support import PACK, ROOT

pytestmark = pytest.mark.slow

needs_libreoffice = pytest.mark.skipif(
    libreoffice.find_libreoffice() is None, reason="LibreOffice is not installed on this machine"
)


def deviations(path: Path) -> list[Problem]:
    found = verify_files(str(path), pack=PACK.name, root=ROOT).all_problems()
    return [problem for problem in found if problem.severity is Severity.ERROR]


@pytest.fixture
def good(report: Outcome, tmp_path: Path) -> Path:
    assert report.docx is not None
    path = tmp_path / "报告.docx"
    shutil.copyfile(report.docx, path)
    return path


def test_the_report_has_no_deviation(report: Outcome) -> None:
    assert report.docx is not None
    assert deviations(report.docx) == []
    if report.pdf:
        assert deviations(report.pdf) == []


def paragraph_starting(document: Document, start: str) -> Paragraph:
    return next(paragraph for paragraph in document.paragraphs if paragraph.text.startswith(start))


def style_size(document: Document) -> None:
    document.styles["Body Text"].font.size = Pt(15)


def style_spacing(document: Document) -> None:
    document.styles["Body Text"].paragraph_format.line_spacing = Pt(29)


def style_heading_font(document: Document) -> None:
    fonts = document.styles["Heading 1"].element.find(f"{w('rPr')}/{w('rFonts')}")
    fonts.set(w("eastAsia"), "宋体")


def margin(document: Document) -> None:
    document.sections[1].left_margin = Mm(32)


def letter_paper(document: Document) -> None:
    document.sections[2].page_width, document.sections[2].page_height = Mm(215.9), Mm(279.4)


def no_grid(document: Document) -> None:
    grid = document.sections[1]._sectPr.find(w("docGrid"))
    assert grid is not None
    document.sections[1]._sectPr.remove(grid)


def number_centred(document: Document) -> None:
    document.sections[1].footer.paragraphs[0].alignment = 1


def number_restarts(document: Document) -> None:
    start = OxmlElement("w:pgNumType")
    start.set(w("start"), "1")
    section = document.sections[2]._sectPr
    margins = section.find(w("pgMar"))
    assert margins is not None
    old = section.find(w("pgNumType"))
    if old is not None:
        section.remove(old)
    margins.addnext(start)


def number_without_dashes(document: Document) -> None:
    for run in document.sections[1].footer.paragraphs[0].runs:
        if "—" in run.text:
            run.text = ""


def odd_and_even_alike(document: Document) -> None:
    document.settings.odd_and_even_pages_header_footer = False


def annex_title(document: Document) -> None:
    paragraph_starting(document, "2023年度部门整体支出绩效自评表").runs[0].text = "2023年部门自评表"


def annex_goes_on(document: Document) -> None:
    """Somebody deleted the section break before 附件3."""
    before = paragraph_starting(document, "附件3")._p.getprevious()
    assert before is not None
    properties = before.find(w("pPr"))
    section = properties.find(w("sectPr")) if properties is not None else None
    assert properties is not None
    assert section is not None
    properties.remove(section)


def pasted(document: Document) -> None:
    added = paragraph_starting(document, "着力提升").insert_paragraph_before(
        "从别处粘贴的一段文字。"
    )
    run = added.runs[0]
    run.font.size = Pt(12)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(w("eastAsia"), "宋体")
    added.style = document.styles["Body Text"]


def pasted_as_normal(document: Document) -> None:
    paragraph_starting(document, "着力提升").insert_paragraph_before("从别处粘贴的一段文字。")


def red(document: Document) -> None:
    paragraph_starting(document, "着力提升").runs[0].font.color.rgb = RGBColor(0xFF, 0, 0)


def underlined(document: Document) -> None:
    paragraph_starting(document, "着力提升").runs[0].font.underline = True


def centred(document: Document) -> None:
    paragraph_starting(document, "部门（单位）基本情况").paragraph_format.first_line_indent = Pt(0)
    indent = paragraph_starting(document, "部门（单位）基本情况")._p.pPr
    assert indent is not None
    element = indent.find(w("ind"))
    assert element is not None
    element.set(w("firstLineChars"), "0")


def wide_table(document: Document) -> None:
    columns = document.tables[0]._tbl.tblGrid.findall(w("gridCol"))
    columns[0].set(w("w"), "4000")


def red_cell(document: Document) -> None:
    cell = document.tables[0].rows[3].cells[1]
    cell.paragraphs[0].runs[0].font.color.rgb = RGBColor(0xFF, 0, 0)


def left_over(document: Document) -> None:
    paragraph_starting(document, "着力提升").runs[0].text = "着力提升{{ 指标 }}。"


def heading_skipped(document: Document) -> None:
    heading = paragraph_starting(document, "主要职能")
    heading.style = document.styles["Heading 3"]


def number_typed(document: Document) -> None:
    paragraph_starting(document, "主要职能").runs[0].text = "（一）主要职能"


def numbering_lost(document: Document) -> None:
    properties = paragraph_starting(document, "主要职能")._p.get_or_add_pPr()
    properties.get_or_add_numPr().get_or_add_numId().val = 0  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Way:
    spoil: Callable[[Document], None]
    code: str
    count: int = 1
    where: str = ""
    """``name=value`` of the place that must be named, several with blanks between."""


WAYS = [
    Way(margin, "format-margin", 1, "section=2"),
    Way(letter_paper, "format-paper", 1, "section=3"),
    Way(no_grid, "format-grid", 1, "section=2"),
    Way(style_size, "format-size", 1, "style=body text"),
    Way(style_spacing, "format-spacing", 1, "style=body text"),
    Way(style_heading_font, "format-font", 1, "style=heading 1"),
    Way(number_centred, "format-page-number-side", 1, "section=2"),
    Way(number_restarts, "format-page-number-restarts", 1, "section=3"),
    Way(number_without_dashes, "format-page-number-form", 1, "section=2"),
    Way(odd_and_even_alike, "format-page-number-sides"),
    Way(annex_title, "format-annex-title", 1, "heading=附件2"),
    Way(annex_goes_on, "format-annex-page", 1, "words=附件3"),
    Way(pasted, "format-size", 1, "heading=下一步改进措施 words=从别处粘贴的一段文字。"),
    Way(pasted_as_normal, "format-style", 1, "heading=下一步改进措施"),
    Way(red, "format-color", 1, "heading=下一步改进措施"),
    Way(underlined, "format-extra", 1, "heading=下一步改进措施"),
    Way(centred, "format-indent", 1, "words=部门（单位）基本情况"),
    Way(wide_table, "format-table-width", 1, "table=1"),
    Way(red_cell, "format-color", 1, "table=1 row=4 cell=2 heading=附件1"),
    Way(left_over, "format-left-over", 1, "heading=下一步改进措施"),
    Way(heading_skipped, "format-heading-level", 1, "words=主要职能"),
    Way(number_typed, "format-number", 1, "words=（一）主要职能"),
    Way(numbering_lost, "format-number", 1, "words=主要职能"),
]

ALSO = {
    "pasted": {"format-font"},
    "pasted_as_normal": {"format-indent"},
    "style_size": {"format-size"},
    "style_spacing": {"format-spacing"},
}
"""What else is truly wrong then: styles that are based on the spoilt one, for instance."""


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.spoil.__name__)
def test_each_way_to_spoil_a_word_file_is_found(good: Path, way: Way) -> None:
    document = docx.Document(str(good))
    way.spoil(document)
    document.save(str(good))
    found = deviations(good)
    allowed = {way.code} | ALSO.get(way.spoil.__name__, set())
    assert {deviation.code for deviation in found} == allowed, [
        (deviation.code, deviation.document) for deviation in found
    ]
    first = next(deviation for deviation in found if deviation.code == way.code)
    for part in () if way.where.startswith("style=") else way.where.split():
        name, _, value = part.partition("=")
        assert str(getattr(first.document, name)) == value, first.document
    if way.where.startswith("style="):
        styles = {deviation.document.style for deviation in found if deviation.document}
        assert way.where.removeprefix("style=") in styles
    elif way.spoil.__name__ not in ALSO:
        assert len(found) == way.count


@needs_libreoffice
def test_what_libreoffice_saves_still_passes(good: Path, tmp_path: Path) -> None:
    out = tmp_path / "saved"
    subprocess.run(
        [
            str(libreoffice.find_libreoffice()),
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            *("--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out)),
            str(good),
        ],
        check=True,
        capture_output=True,
    )
    assert deviations(out / good.name) == []


def to_pdf(path: Path, substituted: dict[str, str | None] | None = None) -> Path:
    program = libreoffice.find_libreoffice()
    assert program is not None
    fonts = ROOT / "fonts"
    fonts_used = substitutions(fonts) if substituted is None else substituted
    with font_environment(fonts, fonts_used) as environment:
        data = libreoffice.Office(program, environment, 60).convert([path])[path]
    assert isinstance(data, bytes), data
    path.with_suffix(".pdf").write_bytes(data)
    return path.with_suffix(".pdf")


def close_lines(document: Document) -> None:
    for name in ("Normal", "Body Text", "List Number"):
        document.styles[name].paragraph_format.line_spacing = Pt(27)


def wide_lines(document: Document) -> None:
    for name in ("Normal", "Body Text", "List Number"):
        document.styles[name].paragraph_format.line_spacing = Pt(31)


def small_text(document: Document) -> None:
    for section in document.sections:
        grid = section._sectPr.find(w("docGrid"))
        assert grid is not None
        grid.set(w("charSpace"), "-4000")


def shifted(document: Document) -> None:
    for section in document.sections[1:2]:
        section.left_margin = Mm(20)


def low_number(document: Document) -> None:
    document.sections[1].footer_distance = Mm(15)


def no_number(document: Document) -> None:
    for element in list(document.sections[2]._sectPr.iter(w("footerReference"))):
        document.sections[2]._sectPr.remove(element)
    for footer in (document.sections[2].footer, document.sections[2].even_page_footer):
        footer.is_linked_to_previous = False


PDF_WAYS = [
    (close_lines, {"format-lines"}),
    (wide_lines, {"format-lines"}),
    (small_text, {"format-characters"}),
    (shifted, {"format-margin", "format-page-number-side", "format-characters"}),
    (letter_paper, {"format-paper"}),
    (number_centred, {"format-page-number-side"}),
    (number_restarts, {"format-page-number-order"}),
    (number_without_dashes, {"format-page-number-form", "format-page-number-side"}),
    (low_number, {"format-page-number-distance", "format-margin", "format-lines"}),
    (no_number, {"format-no-page-number"}),
    (annex_goes_on, {"format-annex-page"}),
]


@needs_libreoffice
@pytest.mark.parametrize(
    ("spoil", "codes"), PDF_WAYS, ids=lambda value: getattr(value, "__name__", "")
)
def test_each_way_to_spoil_a_pdf_is_measured(
    good: Path, spoil: Callable[[Document], None], codes: set[str]
) -> None:
    document = docx.Document(str(good))
    spoil(document)
    document.save(str(good))
    found = deviations(to_pdf(good))
    assert {deviation.code for deviation in found} & codes, found
    assert {deviation.code for deviation in found} <= codes, [
        (deviation.code, deviation.document) for deviation in found
    ]
    assert all(deviation.document is not None and deviation.document.page for deviation in found)


@needs_libreoffice
def test_substitution_never_changes_line_or_page_breaks(good: Path, tmp_path: Path) -> None:
    """With the fallbacks alone, every page has the lines it has with the nearest fonts."""
    near = read_pages(to_pdf(good))
    other = tmp_path / "other.docx"
    shutil.copyfile(good, other)
    plain: dict[str, str | None] = dict.fromkeys(substitutions(ROOT / "fonts"), "Noto Serif CJK SC")
    plain["Times New Roman"] = substitutions(ROOT / "fonts").get("Times New Roman")
    far = read_pages(to_pdf(other, plain))
    assert len(near) == len(far)
    for near_page, far_page in zip(near, far, strict=True):
        # Upright glyphs stand on the same lines; those of vertical labels on the same page.
        assert sorted("".join(line.text for line in near_page.lines)) == sorted(
            "".join(line.text for line in far_page.lines)
        )
        if near_page.number <= 8:
            assert [line.text for line in near_page.lines] == [line.text for line in far_page.lines]


def test_a_font_that_is_not_embedded_is_found(tmp_path: Path) -> None:
    path = tmp_path / "裸.pdf"
    path.write_bytes(_plain_pdf())
    codes = [deviation.code for deviation in deviations(path)]
    assert "format-font-not-embedded" in codes


def _plain_pdf() -> bytes:
    """A page of one word in Helvetica, which every reader has and no file embeds."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595.3 841.9]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length 44>>stream\nBT /F 16 Tf 100 700 Td (2023) Tj ET          \nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj" % number + body + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(data)
    data += b"xref\n0 6\n0000000000 65535 f \n" + table
    return data + b"trailer<</Root 1 0 R/Size 6>>\nstartxref\n%d\n%%%%EOF" % start


def test_a_damaged_file_is_said_to_be(tmp_path: Path) -> None:
    for name, code in (("坏.docx", "not-a-docx"), ("坏.pdf", "not-measured")):
        path = tmp_path / name
        path.write_bytes(b"no such thing")
        assert [deviation.code for deviation in deviations(path)] == [code]


def test_a_copy_under_another_name_is_recognised(good: Path, tmp_path: Path) -> None:
    """The file itself says which pack it was built from."""
    other = tmp_path / "改名.docx"
    shutil.copyfile(good, other)
    document = docx.Document(str(other))
    assert deepcopy(text_of(document.element.body))
    assert deviations(other) == []
