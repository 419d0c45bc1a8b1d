"""Blank forms in old formats, as offices save them: what becomes of them, and what is told."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.parser import OxmlElement, parse_xml

from docgen.diagnostics import Problem
from docgen.pdf import profile
from docgen.pdf.libreoffice import as_docx, find_libreoffice
from docgen.pdf.running import kill
from docgen.project import Project
from docgen.runs import word_source
from docgen.scaffold.pack.draft import DraftReport, draft_pack
from docgen.scaffold.pack.opening.form_file import OpenForm, open_form
from docgen.templates.lint.pack_faults import lint_pack
from docgen.word.compound_file import CompoundFile
from docgen.word.word_97 import body_text
from docgen.word.xml import W, text_of, w
from tests.blank_forms import FORMS
from tests.unit.helpers import collect

pytestmark = pytest.mark.slow

_FILTERS = {"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format", "odt": "odt:writer8"}
_OTHERS = ("side_by_side", "checkboxes", "nested", "label_above")
"""Forms that are saved as .rtf and .odt, too."""


def with_fonts(make: Callable[[], Document], style: str, run: str) -> Document:
    """A form whose styles and whose runs name a font each, as Word does for all characters."""
    document = make()
    for fonts in document.styles.element.iter(w("rFonts")):
        fonts.attrib.clear()
        fonts.set(w("ascii"), "Times New Roman")
        fonts.set(w("eastAsia"), style)
    for element in document.element.body.iter(w("r")):
        properties = element.get_or_add_rPr()
        for fonts in properties.findall(w("rFonts")):
            properties.remove(fonts)
        fonts = OxmlElement("w:rFonts")
        for name in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(w(name), run)
        properties.insert(0, fonts)
    return document


OFFICE_FORMS: Mapping[str, Callable[[], Document]] = {
    **{name: make for name, make in FORMS.items() if name != "no_form"},
    **{
        f"{name}-{style}-{run}": partial(with_fonts, FORMS[name], style, run)
        for name in ("side_by_side", "running_text", "outline")
        for style, run in (("宋体", "宋体"), ("宋体", "仿宋_GB2312"))
    },
}


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with each form as .docx and .doc, some as .rtf and .odt; all saved at once."""
    folder = tmp_path_factory.mktemp("old")
    for name, make in OFFICE_FORMS.items():
        form = make()
        form.add_paragraph()  # as Word ends each document
        form.save(str(folder / f"{name}.docx"))
    for ending, kind in _FILTERS.items():
        names = OFFICE_FORMS if ending == "doc" else _OTHERS
        convert(folder, kind, [folder / f"{name}.docx" for name in names])
    return folder


def convert(folder: Path, kind: str, files: Sequence[Path]) -> None:
    program = find_libreoffice()
    assert program is not None
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", kind, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def drafted(root: Path, file: Path) -> DraftReport:
    for folder in ("word_templates", "content"):
        (root / folder).mkdir(parents=True)
    return draft_pack([file], "drafted", root=root, edition=2023)


def tags(report: DraftReport) -> list[str]:
    """The lines with tags, without the number of blanks in them."""
    (part,) = report.pack.glob("*.docx")
    body = docx.Document(str(part)).element.body
    lines = (text_of(paragraph) for paragraph in body.iter(w("p")))
    return [re.sub(r"\s+", " ", line) for line in lines if "{{" in line or "{%" in line]


@pytest.mark.parametrize("name", list(OFFICE_FORMS))
def test_a_doc_becomes_the_pack_of_its_docx_without_faults_of_fonts(
    saved: Path, tmp_path: Path, name: str
) -> None:
    old = drafted(tmp_path / "old", saved / f"{name}.doc")
    new = drafted(tmp_path / "new", saved / f"{name}.docx")
    assert [problem.code for problem in old.problems] == [problem.code for problem in new.problems]
    assert tags(old) == tags(new) != []
    assert lint_pack("drafted", root=tmp_path / "old") == []


@pytest.mark.parametrize("kind", ["rtf", "odt"])
@pytest.mark.parametrize("name", _OTHERS[:3])
def test_an_rtf_or_odt_becomes_the_pack_of_its_docx(
    saved: Path, tmp_path: Path, name: str, kind: str
) -> None:
    old = drafted(tmp_path / "old", saved / f"{name}.{kind}")
    new = drafted(tmp_path / "new", saved / f"{name}.docx")
    assert tags(old) == tags(new) != []
    codes = {problem.code for problem in lint_pack("drafted", root=tmp_path / "old")}
    assert "font-run" not in codes


@pytest.mark.parametrize("name", list(OFFICE_FORMS))
def test_the_text_of_a_doc_is_read_as_word_stores_it(saved: Path, name: str) -> None:
    stored = body_text(CompoundFile((saved / f"{name}.doc").read_bytes()))
    written = text_of(docx.Document(str(saved / f"{name}.docx")).element.body)
    assert "".join(filter(str.isprintable, stored)).replace(" ", "").replace("\u3000", "") == (
        "".join(written.split())
    )


def opened(file: Path) -> tuple[OpenForm | None, list[Problem]]:
    problems = collect()
    return open_form(file, Project(file.parent), problems), list(problems)


def as_kind(docx_file: Path, path: Path, kind: str, more: Mapping[str, bytes]) -> Path:
    """The .docx as a template, or a file with macros, with ``more`` files in it."""
    plain = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    relation = (
        '<Relationship Id="rIdVba" Target="vbaProject.bin" '
        'Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"/>'
        "</Relationships>"
    )
    with zipfile.ZipFile(docx_file) as source, zipfile.ZipFile(path, "w") as made:
        for name in source.namelist():
            data = source.read(name).decode("utf-8", "surrogateescape")
            if name == "[Content_Types].xml":
                data = data.replace(plain, kind)
            if name == "word/_rels/document.xml.rels" and "word/vbaProject.bin" in more:
                data = data.replace("</Relationships>", relation)
            made.writestr(name, data.encode("utf-8", "surrogateescape"))
        for name, content in more.items():
            made.writestr(name, content)
    return path


VBA = {
    "word/vbaProject.bin": b"\xd0\xcf\x11\xe0 AutoOpen",
    "word/vbaData.xml": b"<wne:vbaSuppData xmlns:wne='http://x'/>",
    "word/_rels/vbaProject.bin.rels": (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Target="vbaData.xml" '
        b'Type="http://schemas.microsoft.com/office/2006/relationships/wordVbaData"/>'
        b"</Relationships>"
    ),
}
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
MACRO_TEMPLATE = "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"


@pytest.mark.parametrize(
    ("ending", "kind", "more", "told"),
    [
        ("docm", MACROS, VBA, ["draft-macros"]),
        ("dotm", MACRO_TEMPLATE, VBA, ["draft-macros"]),
        ("docm", MACROS, {}, []),
        ("dotx", TEMPLATE, {}, []),
    ],
)
def test_a_word_file_with_macros_and_a_template_need_no_program(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ending: str,
    kind: str,
    more: Mapping[str, bytes],
    told: list[str],
) -> None:
    monkeypatch.setattr(word_source, "find_reader", lambda _: None)
    FORMS["side_by_side"]().save(str(tmp_path / "form.docx"))
    found, problems = opened(as_kind(tmp_path / "form.docx", tmp_path / f"表.{ending}", kind, more))
    assert [problem.code for problem in problems] == told
    assert found is not None
    (tmp_path / "made.docx").write_bytes(found.data)
    with zipfile.ZipFile(tmp_path / "made.docx") as package:
        names = package.namelist()
        relations = package.read("word/_rels/document.xml.rels")
        types = package.read("[Content_Types].xml")
    assert [name for name in names if "vba" in name] == []
    assert b"vba" not in relations + types
    assert kind.encode() not in types
    assert text_of(found.document().element.body) == (
        text_of(docx.Document(str(tmp_path / "form.docx")).element.body)
    )


def test_a_protected_form_becomes_a_pack_whose_reports_can_be_changed(tmp_path: Path) -> None:
    form = FORMS["side_by_side"]()
    protection = f'<w:documentProtection xmlns:w="{W}" w:edit="forms" w:enforcement="1"/>'
    form.settings.element.append(parse_xml(protection))
    form.save(str(tmp_path / "form.docx"))
    found, problems = opened(tmp_path / "form.docx")
    assert [problem.code for problem in problems] == ["draft-protected"]
    assert found is not None
    assert found.document().settings.element.find(w("documentProtection")) is None


def test_what_a_program_leaves_out_is_told_with_its_number(
    saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shorter = docx.Document(str(saved / "side_by_side.docx"))
    table = shorter.element.body.find(w("tbl"))
    table.getparent().remove(table)
    shorter.save(str(saved / "shorter.docx"))
    data = (saved / "shorter.docx").read_bytes()
    monkeypatch.setattr(word_source, "as_docx", lambda *_: data)
    lost = {
        kind: {
            problem.words["lost"]
            for problem in opened(saved / f"side_by_side.{kind}")[1]
            if problem.code == "draft-lost"
        }
        for kind in _FILTERS
    }
    assert lost == {"doc": {"letters", "tables"}, "rtf": {"rows"}, "odt": {"tables", "cells"}}


def test_a_table_that_is_lost_is_told_though_its_text_is_there(tmp_path: Path) -> None:
    FORMS["label_above"]().save(str(tmp_path / "form.docx"))  # no paragraph behind the table
    convert(tmp_path, _FILTERS["doc"], [tmp_path / "form.docx"])
    _, problems = opened(tmp_path / "form.doc")
    told = [(problem.code, problem.words["lost"], problem.words["left"]) for problem in problems]
    assert told == [("draft-lost", "tables", "0")]


def flagged(data: bytes) -> bytes:
    """A .doc whose head says that it is encrypted (MS-DOC 2.5.2, ``fEncrypted``)."""
    at = data.index(CompoundFile(data).stream("WordDocument")[:64])
    return data[: at + 0x0B] + bytes([data[at + 0x0B] | 1]) + data[at + 0x0C :]


def test_a_locked_and_a_damaged_file_are_told_in_a_sentence(saved: Path, tmp_path: Path) -> None:
    data = (saved / "side_by_side.doc").read_bytes()
    (tmp_path / "locked.doc").write_bytes(flagged(data))
    (tmp_path / "cut.doc").write_bytes(data[:9000])
    (tmp_path / "cut.odt").write_bytes((saved / "side_by_side.odt").read_bytes()[:3000])
    manifest = '<manifest:encryption-data xmlns:manifest="x"/>'
    with zipfile.ZipFile(tmp_path / "locked.odt", "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("META-INF/manifest.xml", manifest)
    codes = {
        file.name: [problem.code for problem in opened(file)[1]] for file in tmp_path.iterdir()
    }
    assert codes == {
        "locked.doc": ["locked-docx"],
        "locked.odt": ["locked-docx"],
        "cut.doc": ["form-not-converted"],
        "cut.odt": ["damaged-docx"],
    }


# Macros.

_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">Sub Main
Open "{file}" For Output As #1
Print #1, "ran"
Close #1
End Sub
</script:module>"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
<library:element library:name="Module1"/></library:library>"""
_LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<library:libraries xmlns:library="http://openoffice.org/2000/library">
<library:library library:name="Standard" library:link="false"/></library:libraries>"""
_EVENTS = ("dom:load", "office:new", "office:load-finished", "office:view-created", "dom:unload")


def with_macro(odt: Path, path: Path, written: Path) -> Path:
    """An .odt with a macro in Basic that writes a file as soon as the form is opened."""
    listeners = "".join(
        f'<script:event-listener script:language="ooo:script" script:event-name="{event}" '
        'xlink:href="vnd.sun.star.script:Standard.Module1.Main?language=Basic&amp;'
        'location=document" xlink:type="simple"/>'
        for event in _EVENTS
    )
    scripts = (
        f"<office:scripts><office:event-listeners>{listeners}</office:event-listeners>"
        "</office:scripts>"
    )
    basic = {
        "Basic/script-lc.xml": _LIBRARIES,
        "Basic/Standard/script-lb.xml": _LIBRARY,
        "Basic/Standard/Module1.xml": _MODULE.format(file=written),
    }
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in basic
    )
    with zipfile.ZipFile(odt) as source, zipfile.ZipFile(path, "w") as made:
        for name in source.namelist():
            data = source.read(name)
            if name == "content.xml":
                assert b"<office:scripts/>" in data
                data = data.replace(b"<office:scripts/>", scripts.encode())
            if name == "META-INF/manifest.xml":
                end = b"</manifest:manifest>"
                data = data.replace(end, listed.encode() + end)
            made.writestr(name, data)
        for name, text in basic.items():
            made.writestr(name, text)
    return path


def open_in_window(file: Path, folder: Path, written: Path) -> bool:
    """Whether the macro of a file has run within ten seconds of opening it as a user would."""
    written.unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    program = find_libreoffice()
    assert program is not None
    address = profile.write_profile(folder, program)
    options = ("--headless", "--norestore", "--nologo", "--nodefault")
    with subprocess.Popen(
        [program, f"-env:UserInstallation={address}", *options, str(file)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            return any(_waited(written) for _ in range(50))
        finally:
            kill(process)


def _waited(written: Path) -> bool:
    time.sleep(0.2)
    return written.exists()


@pytest.fixture
def careless(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Makes the private profile one that runs the macros of all files."""

    def allow() -> None:
        scripting = profile._SETTINGS[profile._SCRIPTING]
        monkeypatch.setitem(scripting, "DisableMacrosExecution", "false")
        monkeypatch.setitem(scripting, "MacroSecurityLevel", "0")

    return allow


def test_the_macros_of_a_form_never_run(
    saved: Path, tmp_path: Path, careless: Callable[[], None]
) -> None:
    written = tmp_path / "written.txt"
    file = with_macro(saved / "label_above.odt", tmp_path / "form.odt", written)
    found, problems = opened(file)
    assert found is not None
    assert [problem.code for problem in problems] == ["draft-macros"]
    assert not written.exists()
    assert not open_in_window(file, tmp_path / "profile", written)
    program = find_libreoffice()
    assert program is not None
    assert isinstance(as_docx(program, file, ".odt", 60), bytes)
    careless()
    assert open_in_window(file, tmp_path / "profile", written), "the macro is none"
