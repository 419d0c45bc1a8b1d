"""``docgen take``: last year's Word report becomes the content of its year."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.document import Document
from docx.oxml.parser import parse_xml
from lxml import etree
from PIL import Image

from docgen import RenderOptions, render_edition
from docgen.diagnostics import Problems
from docgen.diagnostics.codes import LANGUAGES, Language
from docgen.project import Project
from docgen.scaffold.pack.writing.self_check import body_lines, printed_unit
from docgen.scaffold.taken import compared_pages
from docgen.scaffold.taken.compared_pages import compared_report
from docgen.scaffold.taken.take_report import TakenUnit, take_report
from docgen.wording.compared_page import compared_page
from tests.compared_picture import PICTURES, WORDS, page_of, words_of
from tests.doc_pages.scenes import old_report
from tests.support import PACK, ROOT, UNIT, SmallProject
from tests.warm_docgen import run

pytestmark = pytest.mark.slow

_NAME = "株洲市第三中学"
_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_BY = 'w:id="900" w:author="王" w:date="2024-03-01T00:00:00Z"'


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the sample unit."""
    options, out = RenderOptions(units=[UNIT.name], make_pdf=False), tmp_path_factory.mktemp("old")
    (outcome,) = render_edition("2023", options, root=ROOT, out=out).outcomes
    assert outcome.docx is not None, outcome.problems
    return outcome.docx


@pytest.fixture
def place(tmp_path: Path) -> SmallProject:
    """A project with the packs, and without content."""
    shutil.copytree(ROOT / "word_templates", tmp_path / "word_templates")
    (tmp_path / "content").mkdir()
    return SmallProject(tmp_path)


def taken(place: SmallProject, old: Path, **options: str) -> TakenUnit:
    return take_report(old, PACK.name, _NAME, root=place.root, **options)  # type: ignore[arg-type]


def changed(old: Path, place: SmallProject, change: Callable[[Document], object]) -> Path:
    """A copy of the report with a change."""
    document = docx.Document(str(old))
    change(document)
    path = place.root / "changed.docx"
    document.save(str(path))
    return path


def codes_of(unit: TakenUnit) -> list[str]:
    return [problem.code for problem in unit.unit.problems]


def test_a_report_gives_back_all_its_values(place: SmallProject, old: Path) -> None:
    unit = taken(place, old)
    assert codes_of(unit) == []
    assert unit.values > 170  # without those that formulas give
    assert unit.unit.folder == place.root / "content" / "2023" / _NAME
    printed, _ = printed_unit(unit.unit.folder, Project(place.root), Problems())
    assert printed is not None
    wanted = body_lines(docx.Document(str(old)).element.body)
    assert body_lines(printed.element.body) == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_says_what_it_made_and_what_is_next(
    language: Language, place: SmallProject, old: Path
) -> None:
    done = run(place, "take", str(old), "--pack", PACK.name, "--unit", _NAME, "--lang", language)
    assert (done.returncode, done.stderr) == (0, "")
    first, last = done.stdout.splitlines()  # what the report left blank is to stay so
    assert "173" in first
    assert f"content/2023/{_NAME}" in first
    assert f"docgen render 2023 --unit {_NAME}" in last
    assert "docgen new 2024 --from 2023" in last


def test_a_wrong_edition_is_told(place: SmallProject, old: Path) -> None:
    unit = taken(place, old, edition="2022")
    assert codes_of(unit) == ["take-year"]
    assert unit.left == 0
    assert unit.unit.folder.parent.name == "2022"


def write_locked(path: Path) -> None:
    """What is enough for a file to be an encrypted one: its signature, and a stream's name."""
    signature = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    path.write_bytes(signature + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600))


REFUSED: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "old.pdf": (lambda path: path.write_bytes(b"%PDF-1.4\n%%EOF"), "take-pdf", "save it as .docx"),
    "named.docx": (lambda path: path.write_bytes(b"%PDF-1.4\n%%EOF"), "take-pdf", "Word file"),
    "scan.png": (lambda path: Image.new("L", (9, 9)).save(path), "take-scan", "docgen new 2023"),
    "scan.jpg": (lambda path: Image.new("L", (9, 9)).save(path), "take-scan", f"--unit {_NAME}"),
    "sheet.xlsx": (lambda path: openpyxl.Workbook().save(path), "take-sheet", "docgen sheet in"),
    "locked.docx": (write_locked, "locked-docx", "take the password off"),
    "missing.docx": (lambda _: None, "take-no-file", "with its path"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_report_is_refused_with_what_to_do(name: str, place: SmallProject) -> None:
    write, code, hint = REFUSED[name]
    write(place.root / name)
    done = run(place, "take", name, "--pack", PACK.name, "--unit", _NAME, "--lang", "en")
    assert done.returncode in (1, 2)
    message, told = done.stderr.splitlines()
    assert message.startswith(f"{name}: error[{code}]")
    assert hint in told
    assert list((place.root / "content").iterdir()) == []


def test_a_report_of_another_pack_is_refused(place: SmallProject, old: Path) -> None:
    unit = take_report(old, "central-project-form", _NAME, "2023", root=place.root)
    assert codes_of(unit) == ["take-nothing"]
    assert list((place.root / "content").iterdir()) == []


def test_a_unit_that_is_there_is_left_as_it_is(place: SmallProject, old: Path) -> None:
    folder = place.root / "content" / "2023" / _NAME
    folder.mkdir(parents=True)
    done = run(place, "take", str(old), "--pack", PACK.name, "--unit", _NAME, "--lang", "en")
    assert done.returncode == 2
    assert "error[take-there]" in done.stderr
    assert "--unit" in done.stderr
    assert list(folder.iterdir()) == []


def track(document: Document) -> None:
    """Somebody tracked a change: one figure for another."""
    cell = next(cell for cell in document.tables[0]._cells if cell.text == "16")
    (run_of,) = cell.paragraphs[0].runs
    run_of.text = "17"
    deleted = f"<w:del {_NS} {_BY}><w:r><w:delText>16</w:delText></w:r></w:del>"
    cell.paragraphs[0]._p.append(parse_xml(deleted))
    inserted = parse_xml(f"<w:ins {_NS} {_BY}/>")
    run_of._r.addprevious(inserted)
    inserted.append(run_of._r)


@pytest.mark.parametrize(
    ("changes", "code", "figure"),
    [("accept", "take-accepted", "17"), ("reject", "take-rejected", "16")],
)
def test_tracked_changes_are_read_as_asked_and_told(
    changes: str, code: str, figure: str, place: SmallProject, old: Path
) -> None:
    unit = taken(place, changed(old, place, track), changes=changes)
    assert code in codes_of(unit)
    assert unit.left == 0
    text = (unit.unit.folder / "附件1-基础数据.yaml").read_text("utf-8")
    assert f"编制数: {figure} " in text


def test_the_page_holds_the_list_and_each_page_twice(tmp_path: Path) -> None:
    old_report(tmp_path)
    document = docx.Document(str(tmp_path / "report.docx"))
    document.add_paragraph("以上数据截至2023年12月31日，以决算批复为准。")
    document.save(str(tmp_path / "report.docx"))
    words = ("--pack", "central-project-form", "--unit", _NAME, "--lang", "zh")
    project = SmallProject(tmp_path)
    done = run(project, "take", "report.docx", *words, "--report", "compared.html")
    assert done.returncode == 0, done.stderr
    assert "compared.html" in done.stdout
    html = (tmp_path / "compared.html").read_text("utf-8")
    assert "http://" not in html
    assert "https://" not in html
    page = etree.HTML(html)
    assert page.get("lang") == "zh-CN"
    (entry,) = page.findall(".//ol[@class='entries']/li")
    assert "以上数据截至2023年12月31日" in "".join(map(str, entry.itertext()))
    names = [[image.get("alt") for image in pair.iter("img")] for pair in page.iter("div")]
    assert names == [
        [f"{side} 第 {number} 页" for side in ("旧报告", "docgen 生成的")] for number in (1, 2)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_program_that_lays_out_the_page_says_so(
    language: Language, place: SmallProject, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compared_pages, "find_converter", lambda *_: None)
    unit = taken(place, old)
    html = compared_page(compared_report(unit, old.name, Project(place.root)), language)
    page = etree.HTML(html)
    assert page.find(".//img") is None
    (why,) = page.findall(".//section[@class='pages']/p")
    assert {"en": "no program", "zh": "没有能排版"}[language] in str(why.text)


def test_a_program_that_fails_is_told_on_the_page(
    place: SmallProject, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails = lambda _, files, __: [(file, "time is up") for file in files]  # noqa: E731
    monkeypatch.setattr(compared_pages, "convert", fails)
    unit = taken(place, old)
    html = compared_page(compared_report(unit, old.name, Project(place.root)), "en")
    assert "could not be laid out: time is up" in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_of_the_docs_lists_what_the_page_lists(
    language: Language, tmp_path: Path
) -> None:
    assert PICTURES[language].is_file()
    shown = words_of(page_of(tmp_path, language))
    assert shown == WORDS.read_text("utf-8"), "run `make pictures`, and look at docs/images"
