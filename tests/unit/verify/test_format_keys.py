"""Each key of ``format`` is measured: a sound file passes, a spoilt one is told at its place.

To test a new key, add a row: how pack.yaml requires what the sound document has, and how to spoil
that for a run, a paragraph, a style or a section.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt, RGBColor

from docgen.diagnostics import Place, Problem, Problems
from docgen.packs.pack import load_pack
from docgen.packs.records import keys_of
from docgen.verify.finished_report import FinishedReport
from docgen.verify.official_format import Margins, OfficialFormat, official_format
from docgen.verify.style_rule import StyleRule
from docgen.verify.word_file import word_file_deviations
from docgen.word.package_file import WordPackage
from docgen.word.xml import w
from docgen.wording.problem_texts import problem_text
from tests.support import PACK_YAML, blank_part

STYLE = "Body Text"


def fonts(thing: Any) -> Any:
    """The ``w:rFonts`` of a run or style."""
    return thing._element.get_or_add_rPr().get_or_add_rFonts()


def font(thing: Any) -> None:
    fonts(thing).set(w("eastAsia"), "宋体")


def latin(thing: Any) -> None:
    fonts(thing).set(w("ascii"), "Arial")


def size(thing: Any) -> None:
    thing.font.size = Pt(15)


def color(thing: Any) -> None:
    thing.font.color.rgb = RGBColor(0xFF, 0, 0)


def underline(thing: Any) -> None:
    thing.font.underline = True


def align(thing: Any) -> None:
    thing.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def indent(thing: Any) -> None:
    thing._element.get_or_add_pPr().get_or_add_ind().set(w("firstLineChars"), "400")


def spacing(thing: Any) -> None:
    thing.paragraph_format.line_spacing = Pt(29)


@dataclass(frozen=True)
class StyleKey:
    """A key of a style rule; without one, what no official document has."""

    required: str
    spoil: Callable[[Any], None]
    code: str
    of_paragraph: bool = False


STYLE_KEYS = [
    StyleKey("font: 仿宋_GB2312", font, "format-font"),
    StyleKey("latin: Times New Roman", latin, "format-font"),
    StyleKey("size: 16", size, "format-size"),
    StyleKey("align: both", align, "format-align", of_paragraph=True),
    StyleKey("size: 16, indent: 2", indent, "format-indent", of_paragraph=True),
    StyleKey("spacing: 28.95", spacing, "format-spacing", of_paragraph=True),
    StyleKey("color: '000000'", color, "format-property"),
    StyleKey("", color, "format-color"),
    StyleKey("", underline, "format-extra"),
]
MEASURED_ELSEWHERE = {"number", "level"}
"""Keys of headings, whose order ``page_rules`` measures."""


def test_the_level_of_a_heading_is_that_of_its_outline(tmp_path: Path) -> None:
    text = "styles: {Heading 1: {level: 1}, Heading 2: {level: 2}}"

    def outlined(level: int | None) -> Document:
        document = blank_part()
        document.add_paragraph("甲", style="Heading 1")
        properties: Any = document.styles["Heading 2"].element.get_or_add_pPr()
        for outline in properties.findall(w("outlineLvl")):
            properties.remove(outline)
        if level is not None:
            outline = OxmlElement("w:outlineLvl")
            outline.set(w("val"), str(level - 1))
            properties.append(outline)
        document.add_paragraph("乙", style="Heading 2")
        return document

    assert deviations(tmp_path, outlined(2), text) == []
    assert deviations(tmp_path, outlined(None), text) == []  # Word knows its own styles
    (problem,) = deviations(tmp_path, outlined(3), text)
    assert (problem.code, problem.words["found"]) == ("format-property", "3")
    assert problem.document is not None
    assert problem.document.style == "heading 2"
    (problem,) = deviations(tmp_path, outlined(10), text)
    assert problem.words["found"] == "—"


def required_format(folder: Path, text: str) -> OfficialFormat:
    """The format of a pack with ``format: {…}``."""
    (folder / "form.docx").touch()
    (folder / "pack.yaml").write_text(f"{PACK_YAML}format: {{{text}}}\n", "utf-8")
    problems = Problems()
    pack = load_pack(folder, folder, problems)
    assert not list(problems)
    assert pack is not None
    official = official_format(pack)
    assert official is not None
    return official


def deviations(folder: Path, document: Document, text: str) -> list[Problem]:
    """The deviations of a document from ``format: {…}``."""
    document.save(str(folder / "out.docx"))
    official = required_format(folder, text)
    place = Place("out.docx")
    package = WordPackage.read(folder / "out.docx", place)
    return list(word_file_deviations(FinishedReport(official, package, place), place))


def document_with(words: str) -> Document:
    """A document whose last paragraph has the style."""
    document = blank_part()
    document.add_paragraph(words, style=STYLE)
    return document


@pytest.mark.parametrize("case", STYLE_KEYS, ids=lambda case: case.spoil.__name__)
def test_a_key_of_a_style_is_measured_at_the_style_and_in_the_text(
    tmp_path: Path, case: StyleKey
) -> None:
    text = f"styles: {{{STYLE}: {{{case.required}}}}}"
    sound = document_with("正文 Text 1")
    assert deviations(tmp_path, sound, text) == []

    document = document_with("正文 Text 1")
    paragraph = document.paragraphs[-1]
    case.spoil(paragraph if case.of_paragraph else paragraph.runs[0])
    (problem,) = deviations(tmp_path, document, text)
    assert problem.code == case.code
    assert problem.document is not None
    assert problem.document.words == "正文 Text 1"

    document = document_with("正文 Text 1")
    case.spoil(document.styles[STYLE])
    (problem,) = deviations(tmp_path, document, text)
    assert problem.document is not None
    assert (problem.code, problem.document.style) == (case.code, STYLE.lower())
    for language in ("en", "zh"):
        assert case.code in problem_text(problem, language)


def test_every_key_of_a_style_has_a_case() -> None:
    tested = {case.required.rpartition(", ")[2].partition(":")[0] for case in STYLE_KEYS}
    assert {member.name for member in keys_of(StyleRule)} == (tested - {""}) | MEASURED_ELSEWHERE


MARGINS = {"top": 37, "bottom": 35, "left": 28, "right": 26}


@pytest.mark.parametrize("side", MARGINS)
def test_each_margin_is_measured(tmp_path: Path, side: str) -> None:
    text = f"margins: {{{side}: {MARGINS[side]}}}"
    assert deviations(tmp_path, document_with("甲"), text) == []
    document = document_with("甲")
    margins: Any = document.sections[0]._sectPr.find(w("pgMar"))
    margins.set(w(side), str(Mm(MARGINS[side] + 5).twips))
    (problem,) = deviations(tmp_path, document, text)
    assert problem.code == "format-margin"
    assert f"the {side} " in problem_text(problem, "en")


def test_every_margin_has_a_case() -> None:
    assert [member.name for member in keys_of(Margins)] == list(MARGINS)


@pytest.mark.parametrize(
    ("text", "spoil", "code"),
    [
        (
            "paper: {width: 210, height: 297}",
            lambda page: setattr(page, "page_width", Mm(200)),
            "format-paper",
        ),
        (
            "paper: {width: 210, height: 297}, grid: {lines: 22, characters: 28}, "
            "margins: {top: 37, bottom: 35, left: 28, right: 26}, styles: {Body Text: {size: 16}}",
            lambda page: page._sectPr.find(w("docGrid")).set(w("linePitch"), "700"),
            "format-grid",
        ),
    ],
)
def test_paper_and_grid_are_measured(
    tmp_path: Path, text: str, spoil: Callable[[Any], None], code: str
) -> None:
    assert deviations(tmp_path, document_with("甲"), text) == []
    document = document_with("甲")
    spoil(document.sections[0])
    assert [problem.code for problem in deviations(tmp_path, document, text)] == [code]


def test_what_is_not_given_is_not_checked(tmp_path: Path) -> None:
    document = document_with("正文")
    section = document.sections[0]
    section.page_width, section.page_height, section.left_margin = Mm(100), Mm(100), Mm(1)
    document.add_table(1, 1).rows[0].cells[0].width = Mm(300)
    for spoil in (font, size, align, indent, spacing):
        spoil(document.styles[STYLE])
    assert deviations(tmp_path, document, f"styles: {{{STYLE}: {{number: （%1）}}}}") == []


def test_a_fault_of_the_style_is_told_once_beside_other_faults_of_a_run(tmp_path: Path) -> None:
    document = document_with("正文")
    size(document.styles[STYLE])
    font(document.paragraphs[-1].runs[0])
    text = f"styles: {{{STYLE}: {{font: 仿宋_GB2312, size: 16}}}}"
    found = [problem.code for problem in deviations(tmp_path, document, text)]
    assert found == ["format-size", "format-font"]


def test_a_pack_without_a_format_requires_none(tmp_path: Path) -> None:
    (tmp_path / "form.docx").touch()
    for text in ("", "format:\n", "format: {}\n"):
        (tmp_path / "pack.yaml").write_text(PACK_YAML + text, "utf-8")
        pack = load_pack(tmp_path, tmp_path, Problems())
        assert pack is not None
        assert official_format(pack) is None


def test_runs_with_one_fault_are_told_once(tmp_path: Path) -> None:
    document = document_with("正文")
    document.paragraphs[-1].add_run("又一段")
    for run in document.paragraphs[-1].runs:
        size(run)
    (problem,) = deviations(tmp_path, document, f"styles: {{{STYLE}: {{size: 16}}}}")
    assert problem.code == "format-size"


def test_latin_letters_may_have_the_font_that_chinese_ones_have(tmp_path: Path) -> None:
    document = document_with("Text 1")
    latin(document.paragraphs[-1].runs[0])
    text = f"styles: {{{STYLE}: {{latin: 仿宋_GB2312}}}}"
    assert deviations(tmp_path, document, text) == []


def test_an_indent_may_differ_by_the_tolerance(tmp_path: Path) -> None:
    document = document_with("正文")
    document.paragraphs[-1]._element.get_or_add_pPr().get_or_add_ind().set(
        w("firstLineChars"), "215"
    )
    styles = f"styles: {{{STYLE}: {{size: 16, indent: 2}}}}"
    assert deviations(tmp_path, document, styles) == []
    (problem,) = deviations(tmp_path, document, f"tolerance: 0.5, {styles}")
    assert (problem.code, problem.words["found"]) == ("format-indent", "2.1")


@pytest.mark.parametrize("name", ["footer", "Footer"])
def test_the_page_number_has_the_size_of_its_style(tmp_path: Path, name: str) -> None:
    document = document_with("正文")
    document.settings.odd_and_even_pages_header_footer = True
    for footer, side in (
        (document.sections[0].footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (document.sections[0].even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style, paragraph.alignment = document.styles["footer"], side
        run: Any = paragraph.add_run("— 1 —")
        instruction = OxmlElement("w:instrText")
        instruction.text = "PAGE"
        run._element.append(instruction)
    text = f"page number: {{style: {name}}}, styles: {{footer: {{latin: 宋体, size: 14}}}}"
    assert deviations(tmp_path, document, text) == []
    size(document.sections[0].footer.paragraphs[0].runs[0])
    (problem,) = deviations(tmp_path, document, text)
    assert (problem.code, problem.words) == ("format-size", {"found": "15", "wanted": "14"})


def test_a_property_is_named_in_the_language_of_the_message(tmp_path: Path) -> None:
    document = document_with("正文")
    margins: Any = document.sections[0]._sectPr.find(w("pgMar"))
    margins.set(w("left"), "0")
    (problem,) = deviations(tmp_path, document, "margins: {left: 28}")
    assert " the left margin is 0.0 mm" in problem_text(problem, "en")
    assert " 左白边是 0.0 毫米" in problem_text(problem, "zh")
