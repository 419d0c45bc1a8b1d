"""The page on a drafted pack: each blank at its place on the form, and in the list."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document
from lxml import etree
from PIL import Image, ImageChops

from docgen.diagnostics import Problems
from docgen.diagnostics.codes import LANGUAGES, Language
from docgen.packs.pack import load_pack
from docgen.pdf.coloured_areas import coloured_pages
from docgen.pdf.converter import convert, find_converter
from docgen.pdf.tagged_text import Box
from docgen.project import Project
from docgen.scaffold.pack.draft import DraftReport, draft_pack
from docgen.scaffold.pack.edits.pack_editor import PackEditor
from docgen.scaffold.pack.report import blank_pages as drawing
from docgen.scaffold.pack.report.blank_pages import blank_pages
from docgen.scaffold.pack.report.draft_notes import read_notes
from docgen.scaffold.pack.report.drafted_blanks import blanks_of
from docgen.scaffold.pack.report.pack_view import view_pack
from docgen.wording.draft_page import draft_page
from tests import blank_forms
from tests.support import ROOT, SmallProject
from tests.told_blanks import without_tag
from tests.warm_docgen import run

pytestmark = pytest.mark.slow

FORMS: dict[str, Callable[[], Document]] = {
    name: getattr(blank_forms, name)
    for name in ("sections", "running_text", "checkboxes", "nested", "landscape", "outline")
}


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, DraftReport]:
    """All forms drafted in one project."""
    root = tmp_path_factory.mktemp("drafts")
    for folder in ("word_templates", "content"):
        (root / folder).mkdir()
    (root / "fonts").symlink_to(ROOT / "fonts")
    found = dict[str, DraftReport]()
    for name, form in FORMS.items():
        form().save(str(root / f"{name}.docx"))
        pack = name.replace("_", "-")
        found[name] = draft_pack([root / f"{name}.docx"], pack, edition=2023, root=root)
    without_tag(root, "sections")
    blanks = PackEditor(Project(root), "sections").blanks()
    found["sections"] = replace(found["sections"], blanks=blanks)
    return found


def project_of(report: DraftReport) -> Project:
    return Project(report.pack.parents[1])


@pytest.mark.parametrize("form", FORMS)
def test_every_blank_has_a_place_on_a_page(form: str, drafts: dict[str, DraftReport]) -> None:
    report = drafts[form]
    pack = load_pack(report.pack, report.pack.parents[1], Problems())
    assert pack is not None
    pages = blank_pages(pack, report.blanks, 2023, project_of(report))
    placed = [number for page in pages for number, _ in page.areas]
    assert sorted(set(placed)) == list(range(len(report.blanks)))
    for page in pages:
        for number, box in page.areas:
            assert box.width > 3, report.blanks[number].path
            assert box.height > 3, report.blanks[number].path
            assert 0 <= box.x < box.x + box.width <= page.width
            assert 0 <= box.y < box.y + box.height <= page.height
            for other, another in page.areas:
                assert other == number or not overlap(box, another)


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share more than an edge."""
    wide = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    high = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return bool(wide > 2 and high > 2)


def test_the_picture_is_that_of_the_blank_form(tmp_path: Path) -> None:
    """What finds the blanks of a table moves no line and no letter."""
    for folder in ("word_templates", "content"):
        (tmp_path / folder).mkdir()
    form, document = tmp_path / "form.docx", docx.Document()
    table = document.add_table(3, 4, style="Table Grid")
    labels = ("项目名称", "主管部门", "项目负责人", "实施单位", "起止时间", "所在地区")
    for cell, label in zip(table._cells[::2], labels, strict=True):
        cell.text = label
    document.save(str(form))
    report = draft_pack([form], "pictured", edition=2023, root=tmp_path)
    project = project_of(report)
    pack = load_pack(report.pack, project.root, Problems())
    assert pack is not None
    (page,) = blank_pages(pack, report.blanks, 2023, project)
    assert len(page.areas) == 6
    converter = find_converter(project.fonts)
    assert converter is not None
    ((_, pdf),) = convert(converter, [form], project.fonts)
    assert isinstance(pdf, bytes)
    (plain,) = coloured_pages(pdf, (), 1.8)
    pictures = [Image.open(io.BytesIO(data)).convert("L") for data in (page.picture, plain.picture)]
    difference = ImageChops.difference(*pictures).point(lambda tone: 255 if tone > 60 else 0)
    assert difference.getbbox() is None


def test_what_is_told_and_what_is_unsure_comes_first(drafts: dict[str, DraftReport]) -> None:
    states = {form: {blank.state for blank in report.blanks} for form, report in drafts.items()}
    assert states["sections"] == {"told", "tagged"}
    assert states["running_text"] == {"unsure", "tagged"}
    for form in ("sections", "running_text"):
        page = read(drafts[form], "en")
        order = ["told", "unsure", "tagged"]
        shown = [order.index(entry.get("class", "")) for entry in entries(page)]
        assert shown == sorted(shown)
        assert len(shown) == len(drafts[form].blanks)


def read(report: DraftReport, language: Language) -> etree._Element:
    """The page, as XML, which it is as well."""
    project = project_of(report)
    view = view_pack(report.pack, project, 2023, read_notes(project, report.pack.name))
    html = draft_page(view, report.pack.name, language)
    assert "http://" not in html
    assert "https://" not in html
    return etree.HTML(html)


def entries(page: etree._Element) -> list[etree._Element]:
    """The entries of the list."""
    return page.findall(".//ol[@class='entries']/li")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_and_the_page_lead_to_each_other(
    language: Language, drafts: dict[str, DraftReport]
) -> None:
    page = read(drafts["nested"], language)
    names = {element.get("id") for element in page.iter() if element.get("id")}
    links = [link.get("href", "").removeprefix("#") for link in page.iter("a")]
    assert links
    assert set(links) <= names
    for number in range(1, len(drafts["nested"].blanks) + 1):
        assert {f"field-{number}", f"blank-{number}"} <= set(links)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_program_that_lays_out_there_is_the_list(
    language: Language, drafts: dict[str, DraftReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "find_converter", lambda *_: None)
    page = read(drafts["sections"], language)
    assert page.find(".//img") is None
    assert len(entries(page)) == len(drafts["sections"].blanks)


def test_a_hint_that_was_taken_out_is_told(tmp_path: Path) -> None:
    for folder in ("word_templates", "content"):
        (tmp_path / folder).mkdir()
    form = ROOT / "docs" / "examples" / "project-form.docx"
    report = draft_pack([form], "hinted", edition=2023, root=tmp_path)
    pack = load_pack(report.pack, tmp_path, Problems())
    assert pack is not None
    again = blanks_of(pack, read_notes(Project(tmp_path), "hinted"), Problems()).blanks
    assert again == report.blanks
    hints = {blank.keys[-1]: blank.hint for blank in report.blanks if blank.hint}
    assert hints["三级指标"] == "指标1："


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_writes_the_page_and_overwrites_nobodys(
    language: Language, tmp_path: Path
) -> None:
    for folder in ("word_templates", "content"):
        (tmp_path / folder).mkdir()
    blank_forms.sections().save(str(tmp_path / "form.docx"))
    options = ("--report", "page.html", "--lang", language)
    project = SmallProject(tmp_path)
    done = run(project, "template", "new", "form.docx", "--pack", "first", *options)
    assert done.returncode == 0, done.stderr
    assert "page.html" in done.stdout
    assert "docgen preview --pack first" in done.stdout
    page = tmp_path / "page.html"
    lang = {"en": "en", "zh": "zh-CN"}[language]
    assert etree.HTML(page.read_text("utf-8")).get("lang") == lang
    page.write_text("mine", "utf-8")
    again = run(project, "template", "new", "form.docx", "--pack", "second", *options)
    assert again.returncode == 5
    assert "edited-check" in again.stderr
    assert page.read_text("utf-8") == "mine"


def test_the_preview_wants_an_edition_or_a_pack(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    for arguments in ([], ["2023", "--pack", "first"]):
        done = run(SmallProject(tmp_path), "preview", "--no-open", *arguments, "--lang", "en")
        assert done.returncode == 2
        assert "--pack" in done.stderr
