"""Nothing is fetched or read from outside when a Word file is laid out, and each link is told."""

from __future__ import annotations

import gzip
import io
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, get_args

import docx
import pypdfium2
import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.parser import parse_xml
from pypdf import PdfReader

from docgen import convert_files, diff_files, verify_files
from docgen.diagnostics import ExitCode, Place, Problem, Severity, TemplatePlace
from docgen.diagnostics.codes import LANGUAGES
from docgen.pdf import libreoffice, office_process, prepare
from docgen.pdf.libreoffice import Office, as_docx
from docgen.pdf.office_process import find_library
from docgen.pdf.warm import WarmOffice
from docgen.templates.lint.pack_faults import lint_pack
from docgen.word.outside_links import package_links
from docgen.word.outside_links.link_problems import OUTSIDE_LINK, link_problems
from docgen.word.outside_links.outside_link import Kind, OutsideLink
from docgen.word.outside_links.package_links import outside_links
from docgen.wording.problem_texts import problem_text
from tests.linked_files import NAMES, SETTINGS, drawing, field, linked_files, svg, write_secrets
from tests.linked_files import docx as packed
from tests.support import SOFFICE, SmallProject, codes, entries, needs_libreoffice, small_project

pytestmark = pytest.mark.slow

SECRET_PIXELS, SECRET_WORDS = (37, 41), "SECRET"
KINDS = list(linked_files(""))
SECONDS = 60


class Listener:
    """A server on this machine that has the secrets, and notes what it is asked for."""

    def __init__(self, folder: Path) -> None:
        self.heard: list[str] = []
        heard = self.heard

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                heard.append(self.path)
                file = folder / self.path.rpartition("/")[2]
                data = file.read_bytes() if file.is_file() else b""
                self.send_response(200 if data else 404)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                if self.command == "GET":
                    self.wfile.write(data)

            do_HEAD = do_OPTIONS = do_PROPFIND = do_CONNECT = do_GET  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("outside") / "secrets"
    write_secrets(folder)
    return folder


@pytest.fixture(scope="module")
def listener(secrets: Path) -> Iterator[Listener]:
    listener = Listener(secrets)
    yield listener
    listener.server.shutdown()
    listener.server.server_close()


Converted = dict[str, bytes | str]


STAYS = {"stays": True, "call": False}
"""Whether one LibreOffice lays out all files, or a call does."""


def laid_out(files: list[Path], stays: bool) -> dict[Path, bytes | str]:
    office = Office(str(SOFFICE), {}, SECONDS)
    if not stays:
        return office.convert(files)
    library = find_library(str(SOFFICE))
    if library is None:
        pytest.skip("LibreOffice cannot stay on this machine")
    # It must not be a call that makes the PDF after it has failed.
    with closing(WarmOffice(library, replace(office, program="/none"))) as staying:
        return staying.convert(files)


def converted(
    listener: Listener, secrets: Path, folder: Path, kinds: list[str], stays: bool
) -> Converted:
    """The PDF of a Word file of each kind, linked to the server and to a file."""
    files = []
    for scheme, address in (("http", listener.address), ("file", secrets.parent.as_uri())):
        for kind in kinds:
            name = f"{scheme} {kind}"
            there = f"{address}/{name}/" if scheme == "http" else f"{secrets.as_uri()}/"
            file = folder / f"{name}.docx"
            file.write_bytes(packed(linked_files(there.replace(" ", "-"))[kind]))
            files.append(file)
    return {file.stem: pdf for file, pdf in laid_out(files, stays).items()}


def shown(pdf: bytes | str) -> tuple[str, list[tuple[int, int]]]:
    """The words of a PDF, and the sizes of its pictures in pixels."""
    assert isinstance(pdf, bytes), pdf
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    with pypdfium2.PdfDocument(pdf) as document:
        drawn = [part for page in document for part in page.get_objects(max_depth=9)]
        sizes = [part.get_px_size() for part in drawn if isinstance(part, pypdfium2.PdfImage)]
    return words, sizes


@pytest.fixture(scope="module", params=list(STAYS.values()), ids=list(STAYS))
def stays(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture(scope="module")
def pdfs(
    listener: Listener, secrets: Path, tmp_path_factory: pytest.TempPathFactory, stays: bool
) -> Converted:
    listener.heard.clear()
    return converted(listener, secrets, tmp_path_factory.mktemp("linked"), KINDS, stays)


@needs_libreoffice
@pytest.mark.parametrize("scheme", ["http", "file"])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_from_outside_is_in_a_pdf(
    pdfs: Converted, listener: Listener, kind: str, scheme: str
) -> None:
    words, pictures = shown(pdfs[f"{scheme} {kind}"])
    assert "前" in words
    assert SECRET_WORDS not in words
    assert SECRET_PIXELS not in pictures
    assert [path for path in listener.heard if f"/{scheme}-{kind.replace(' ', '-')}/" in path] == []


@needs_libreoffice
def test_what_a_field_showed_last_is_still_there(pdfs: Converted) -> None:
    for kind in ("INCLUDETEXT", "LINK", "DDE"):
        assert "上次" in shown(pdfs[f"http {kind}"])[0]


def _without_taking_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "prepare_copy", shutil.copyfile)


def _without_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (libreoffice, office_process):
        monkeypatch.setattr(module, "write_profile", lambda folder, _: folder.as_uri())


FETCHED = ["picture", "chunk", "embedded"]


@needs_libreoffice
def test_the_listener_would_hear_it(
    listener: Listener,
    secrets: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    stays: bool,
) -> None:
    """Without both guards; so the tests above can fail."""
    _without_taking_out(monkeypatch)
    _without_settings(monkeypatch)
    listener.heard.clear()
    pdfs = converted(listener, secrets, tmp_path, [*FETCHED, "svg"], stays)
    for kind in FETCHED:
        assert f"/http-{kind}/secret.png" in listener.heard
    listener.heard.clear()
    assert SECRET_PIXELS in shown(pdfs["http picture"])[1]
    for kind in ("picture", "chunk", "svg"):
        assert SECRET_PIXELS in shown(pdfs[f"file {kind}"])[1]


@needs_libreoffice
@pytest.mark.parametrize(
    ("guard_off", "kinds"),
    [(_without_taking_out, FETCHED), (_without_settings, [*FETCHED, "svg", "packed svg"])],
)
def test_each_guard_holds_alone(
    listener: Listener,
    secrets: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    stays: bool,
    guard_off: Callable[[pytest.MonkeyPatch], None],
    kinds: list[str],
) -> None:
    """Only SVG, which LibreOffice reads whatever its settings say, has but one guard."""
    guard_off(monkeypatch)
    listener.heard.clear()
    pdfs = converted(listener, secrets, tmp_path, kinds, stays)
    assert listener.heard == []
    assert all(SECRET_PIXELS not in shown(pdf)[1] for pdf in pdfs.values())


@needs_libreoffice
def test_a_compressed_picture_with_a_wrong_checksum_is_not_drawn(
    secrets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stays: bool
) -> None:
    """LibreOffice draws it, with what it links to, and does not look at the checksum."""
    data = gzip.compress(svg(f"{secrets.as_uri()}/secret.png"))
    wrong = data[:-8] + bytes(8)
    files = linked_files("")["packed svg"]
    (name,) = (name for name in files if name.endswith(".svg"))
    file = tmp_path / "a.docx"
    file.write_bytes(packed(files | {name: wrong}))
    assert SECRET_PIXELS not in shown(laid_out([file], stays)[file])[1]
    _without_taking_out(monkeypatch)
    assert SECRET_PIXELS in shown(laid_out([file], stays)[file])[1]


ODT = "application/vnd.oasis.opendocument.text"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"


def open_document(*pictures: str, svg_target: str) -> bytes:
    """An .odt with linked pictures, and an SVG picture that links to ``svg_target``."""
    names = " ".join(
        f'xmlns:{name}="{_OASIS}:{end}:1.0"'
        for name, end in (("office", "office"), ("text", "text"), ("draw", "drawing"))
    )
    frames = "".join(
        f'<draw:frame text:anchor-type="as-char" svg:width="3cm" svg:height="3cm"><draw:image '
        f'xlink:href="{target}"/></draw:frame>'
        for target in (*pictures, "Pictures/a.svg")
    )
    files = (("/", ODT), ("content.xml", "text/xml"), ("Pictures/a.svg", "image/svg+xml"))
    listed = "".join(
        f'<m:file-entry m:full-path="{name}" m:media-type="{kind}"/>' for name, kind in files
    )
    content = (
        f'<office:document-content {names} xmlns:svg="{_OASIS}:svg-compatible:1.0" '
        'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"><office:body>'
        f"<office:text><text:p>表{frames}</text:p></office:text></office:body>"
        "</office:document-content>"
    )
    manifest = f'<m:manifest xmlns:m="{_OASIS}:manifest:1.0">{listed}</m:manifest>'
    return packed(
        {
            "mimetype": ODT.encode(),
            "META-INF/manifest.xml": manifest.encode(),
            "content.xml": content.encode(),
            "Pictures/a.svg": svg(svg_target),
        }
    )


def pixels(data: bytes) -> bytes:
    """The bytes of the media of a .docx."""
    return b"".join(file for name, file in entries(data).items() if "/media/" in name)


@needs_libreoffice
def test_an_old_form_is_read_without_what_it_links_to(
    listener: Listener, secrets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = tmp_path / "表.odt"
    picture = f"{secrets.as_uri()}/secret.png"
    form.write_bytes(open_document(f"{listener.address}/odt.png", picture, svg_target=picture))
    result = as_docx(str(SOFFICE), form, ".odt", SECONDS)
    assert isinstance(result, bytes)
    assert listener.heard == []
    monkeypatch.setattr(package_links, "unlinked", lambda data: data)
    _without_settings(monkeypatch)
    unguarded = as_docx(str(SOFFICE), form, ".odt", SECONDS)
    assert isinstance(unguarded, bytes)
    assert "/odt.png" in listener.heard
    listener.heard.clear()
    assert b"PNG" in pixels(unguarded)  # LibreOffice draws the SVG picture with what it names
    assert b"PNG" not in pixels(result)


@needs_libreoffice
def test_a_file_of_another_format_is_not_laid_out_by_the_name_of_a_docx(
    tmp_path: Path, stays: bool
) -> None:
    """Its links would not be taken out."""
    file = tmp_path / "a.docx"
    file.write_bytes(open_document(svg_target="a.png"))
    assert isinstance(laid_out([file], stays)[file], str)


TOLD = {
    "picture": ("picture", "secret.png", 2),
    "vml": ("picture", "secret.png", 2),
    "INCLUDEPICTURE": ("field", "secret.png", 2),
    "INCLUDETEXT": ("field", "secret.txt", 2),
    "LINK": ("field", "secret.docx", 2),
    "DDE": ("field", "secret.txt", 2),
    "RD": ("field", "secret.docx", 2),
    "ole": ("ole", "secret.docx", 2),
    "subdocument": ("subdocument", "secret.docx", 1),
    "chunk": ("chunk", "word/chunk.docx", 1),
    "template": ("template", "secret.docx", 0),
    "stylesheet": ("stylesheet", "secret.xsl", 0),
    "svg": ("svg", "secret.png", 0),
    "embedded": ("embedded", "secret.png", 0),
}
PRINTING = [kind for kind in TOLD if kind not in ("template", "stylesheet", "embedded")]


def links(problems: Iterator[Problem] | list[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.code == OUTSIDE_LINK]


def linked_project(root: Path, kind: str, folder: str) -> SmallProject:
    """A project whose template is a linked file; the first paragraph prints a field."""
    project = small_project(root)
    files = linked_files(folder)[kind]
    files["word/document.xml"] = files["word/document.xml"].replace(
        "前".encode(), "{{ 名称 }}".encode()
    )
    (project.pack / "form.docx").write_bytes(packed(files))
    return project


@pytest.mark.parametrize("folder", ["http://127.0.0.1:9/", "file:///srv/office/"])
@pytest.mark.parametrize("kind", TOLD)
def test_lint_tells_each_link_with_its_place(tmp_path: Path, kind: str, folder: str) -> None:
    project = linked_project(tmp_path, kind, folder)
    (problem,) = links(lint_pack("form", root=project.root))
    name, target, paragraph = TOLD[kind]
    whole = target if "/" in target else folder + target
    part = "word_templates/form/form.docx"
    assert (problem.words["link"], problem.words["target"]) == (name, whole)
    assert (problem.place, problem.template) == (
        Place(part),
        TemplatePlace(part, paragraph=paragraph),
    )
    prints = kind in PRINTING
    assert problem.severity is (Severity.ERROR if prints else Severity.WARNING)
    assert problem.exit_code is (ExitCode.TEMPLATE if prints else ExitCode.DONE)


@pytest.mark.parametrize("kind", PRINTING)
def test_a_template_that_would_print_from_outside_fills_no_report(
    tmp_path: Path, kind: str
) -> None:
    project = linked_project(tmp_path, kind, "file:///srv/office/")
    result = project.render()
    assert (codes(result), result.exit_code) == ([OUTSIDE_LINK], ExitCode.TEMPLATE)
    assert not project.output.exists()


def test_a_report_names_no_template_of_another_machine(tmp_path: Path) -> None:
    project = linked_project(tmp_path, "template", "file:///srv/office/")
    result = project.render()
    assert codes(result) == []
    assert result.outcomes[0].docx is not None
    data = result.outcomes[0].docx.read_bytes()
    assert outside_links(entries(data)) == ()
    assert b"linkStyles" in entries(data)[SETTINGS]


def add_linked_picture(document: Document, target: str) -> None:
    """What Word stores for a picture that is inserted as a link."""
    number = document.part.relate_to(target, RT.IMAGE, is_external=True)
    linked = drawing(f'r:link="{number}"')
    document.paragraphs[0]._p.append(parse_xml(linked.replace("<w:r>", f"<w:r {NAMES}>", 1)))


@pytest.fixture
def edited(project: SmallProject) -> Path:
    """A report with a linked picture in a paragraph, and a field with its last result in a cell."""

    def write(document: Document) -> None:
        document.add_paragraph("一、{{ 名称 }}")
        document.add_table(1, 2)

    project.part(write)
    (outcome,) = project.render().outcomes
    assert outcome.docx is not None
    document = docx.Document(str(outcome.docx))
    add_linked_picture(document, "file:///D:/图/a.png")
    shown = field("INCLUDETEXT a.txt", "<w:r><w:t>旧</w:t></w:r>")
    cell = document.tables[0].rows[0].cells[1].paragraphs[0]._p
    cell.extend(parse_xml(f"<w:p {NAMES}>{shown}</w:p>"))
    document.save(str(outcome.docx))
    return outcome.docx


def places(problems: list[Problem]) -> list[tuple[str, str, Any]]:
    return [(problem.words["target"], str(problem.place), problem.document) for problem in problems]


FILE = "build/2023/报告.docx"


def test_verify_tells_where_an_edited_file_links_to_outside(
    project: SmallProject, edited: Path
) -> None:
    """Also of a pack without an official format."""
    for target in ("2023", str(edited)):
        result = verify_files(target, root=project.root)
        picture, text = links(list(result.all_problems()))
        assert (picture.words["target"], picture.place.file) == ("file:///D:/图/a.png", FILE)
        assert picture.document is not None
        assert picture.document.words == "一、报告"
        assert text.document is not None
        assert (text.document.table, text.document.row, text.document.cell) == (1, 1, 2)
        assert result.exit_code is ExitCode.CONTENT


def test_render_tells_it_of_a_file_that_it_leaves_alone(
    project: SmallProject, edited: Path
) -> None:
    result = project.render()
    assert [problem.severity for problem in links(list(result.all_problems()))] == [
        Severity.WARNING
    ] * 2


def test_diff_tells_it_beside_the_edits(project: SmallProject, edited: Path) -> None:
    (review,) = diff_files("2023", root=project.root)
    told = links(list(review.problems))
    assert [(problem.words["target"], problem.severity) for problem in told] == [
        ("file:///D:/图/a.png", Severity.WARNING),
        ("a.txt", Severity.WARNING),
    ]
    assert review.proposals


@needs_libreoffice
def test_pdf_tells_which_picture_it_lacks(project: SmallProject, edited: Path) -> None:
    """The text of the field is in the file, so it is in the PDF."""
    result = convert_files("2023", root=project.root)
    (problem,) = result.all_problems()
    assert (problem.words["target"], problem.place) == ("file:///D:/图/a.png", Place(FILE))
    assert (problem.severity, result.exit_code) == (Severity.WARNING, ExitCode.DONE)
    (outcome,) = result.outcomes
    assert outcome.pdf is not None
    words, pictures = shown(outcome.pdf.read_bytes())
    assert (words.split(), pictures) == (["一、报告", "旧"], [])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", get_args(Kind))
def test_each_kind_is_told_in_words(kind: Kind, language: Any) -> None:
    link = OutsideLink(kind, "file:///D:/{甲}.png", "word/x.xml", 3, "RD")
    (problem,) = link_problems([link], Place("form.docx"), lambda _: TemplatePlace("form.docx", 2))
    told = problem_text(problem, language)
    assert "file:///D:/{甲}.png" in told
    assert f"{kind}-" not in told
    assert "link-" not in told
    assert "remedy-" not in told
    assert told.count("RD") == (kind == "field")
    assert ("table 2" if language == "en" else "第 2 个表格") in told
