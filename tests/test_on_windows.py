"""The command line on the stand-in for Windows, and with files as people save them there."""

from __future__ import annotations

import codecs
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from docgen import atomic
from docgen.diagnostics import OutputError
from docgen.pdf.page_count import page_count
from tests.support import ROOT, SmallProject, small_project
from tests.warm_docgen import docgen_program
from tests.windows_machine import FAILS, WindowsMachine, windows_machine


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[WindowsMachine]:
    with windows_machine(tmp_path) as found:
        yield found


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    root = tmp_path / "绩效 自评"
    root.mkdir()
    return small_project(root)


def docgen(folder: Path, *words: str, lang: str = "en") -> tuple[int, str]:
    """The exit code of a command in a process of its own, and what it says."""
    found = {"PYTHONPATH": os.pathsep.join([*sys.path[:1], str(ROOT)]), "PATH": ""}
    done = subprocess.run(
        [*docgen_program(), *words, "--lang", lang],
        cwd=folder,
        env=os.environ | found,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


BOTH = pytest.mark.parametrize(
    ("chosen", "name"), [("word", "Word.Application"), ("wps", "Kwps.Application")]
)


@BOTH
def test_each_command_lays_out_with_what_is_chosen(
    machine: WindowsMachine, project: SmallProject, chosen: str, name: str
) -> None:
    machine.install("Word.Application", "Kwps.Application")
    with_it = ("--converter", chosen)
    code, said = docgen(project.root, "render", "2023", "--no-verify", *with_it)
    assert (code, machine.calls("DispatchEx")) == (0, [[name]]), said
    (pdf,) = project.output.glob("*.pdf")
    assert page_count(pdf.read_bytes()) == 1
    code, said = docgen(project.root, "pdf", "2023", *with_it)
    assert (code, machine.calls("DispatchEx")) == (0, [[name]] * 2), said
    pdf.unlink()
    (project.root / "信 函.docx").write_bytes(next(project.output.glob("*.docx")).read_bytes())
    (project.root / "数据.csv").write_text("姓名\n某甲\n", "utf-8")
    code, said = docgen(project.root, "fill", "信 函.docx", "数据.csv", "--pdf", *with_it)
    assert (code, machine.calls("DispatchEx")) == (0, [[name]] * 3), said
    (project.root / "旧 报告.doc").write_bytes(OLD)
    (machine.folder / "made.docx").write_bytes((project.root / "信 函.docx").read_bytes())
    docgen(project.root, "check", "旧 报告.doc", "--no-pages", *with_it)
    assert machine.calls("DispatchEx") == [[name]] * 4
    docgen(project.root, "template", "new", "旧 报告.doc", "--pack", "drafted", *with_it)
    assert machine.calls("DispatchEx")[4:]
    assert machine.calls("DispatchEx")[4:] == [[name]] * len(machine.calls("DispatchEx")[4:])
    assert machine.running() == []


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")


@pytest.mark.parametrize(
    ("installed", "taken"),
    [
        (["Word.Application", "Kwps.Application"], "Word.Application"),
        (["wps.Application", "Kwps.Application"], "Kwps.Application"),
    ],
)
def test_without_a_choice_the_first_is_taken(
    machine: WindowsMachine, project: SmallProject, installed: list[str], taken: str
) -> None:
    machine.install(*installed)
    code, said = docgen(project.root, "render", "2023")
    assert (code, machine.calls("DispatchEx")) == (0, [[taken]]), said
    assert docgen(project.root, "render", "2023")[0] == 0
    assert machine.calls("DispatchEx") == [[taken]]  # nothing has changed


def test_another_choice_makes_the_pdf_again(machine: WindowsMachine, project: SmallProject) -> None:
    machine.install("Word.Application", "Kwps.Application")
    for chosen in ("word", "wps", "wps", "word"):
        assert docgen(project.root, "render", "2023", "--converter", chosen)[0] == 0
    names = ["Word.Application", "Kwps.Application", "Word.Application"]
    assert machine.calls("DispatchEx") == [[name] for name in names]


@pytest.mark.parametrize("command", ["render", "pdf", "verify", "check"])
@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "WPS is not on this machine, which --converter asks for; there is: Word"),
        ("zh", "--converter 指定的 WPS，这台机器上没有；现有：Word"),
    ],
)
def test_one_that_is_not_there_is_told_with_what_there_is(
    machine: WindowsMachine, project: SmallProject, command: str, lang: str, told: str
) -> None:
    machine.install("Word.Application")
    project.render()
    target = "2023"
    if command == "check":
        target = "报告.docx"
        (project.root / target).write_bytes(next(project.output.glob("*.docx")).read_bytes())
    (project.unit / "report.yaml").touch()
    code, said = docgen(project.root, command, target, "--converter", "wps", lang=lang)
    assert (code, told in said) == (4, True), said
    assert machine.calls("DispatchEx") == []


@pytest.mark.parametrize(
    ("lang", "told"),
    [("en", "PDFs are made by Word"), ("zh", "PDF 由 Word")],
)
def test_doctor_names_each_and_the_one_that_is_used(
    machine: WindowsMachine, project: SmallProject, lang: str, told: str
) -> None:
    machine.install("Word.Application", "Kwps.Application")
    _, said = docgen(project.root, "doctor", lang=lang)
    assert told in said
    assert "--converter wps" in said


def test_a_file_that_fails_is_told_in_the_words_of_the_program(
    machine: WindowsMachine, project: SmallProject
) -> None:
    machine.install("Word.Application")
    file = project.root / "坏 报告.docx"
    document = docx.Document()
    document.add_paragraph(FAILS)
    document.save(str(file))
    code, said = docgen(project.root, "pdf", file.name, lang="zh")
    assert (code, "转换 PDF 失败：这个文件坏了" in said) == (4, True), said
    assert "a bar of progress" not in said


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "made none for the archive"), ("zh", "没有生成存档用的 PDF/A")]
)
def test_a_program_that_makes_nothing_for_the_archive_is_told(
    machine: WindowsMachine, project: SmallProject, lang: str, told: str
) -> None:
    machine.install("Kwps.Application")
    (machine.folder / "no archive").touch()
    project.render()
    code, said = docgen(project.root, "pdf", "2023", "--archive", lang=lang)
    assert (code, told in said, "--converter libreoffice" in said) == (4, True, True), said


ENCODINGS = {"GBK": "gb18030", "UTF-16": "utf-16"}
WORDS = {"en": ("Notepad", "File > Save as", "WPS"), "zh": ("记事本", "“文件”→“另存为”", "WPS")}
CONTENT = "甲乙丙丁戊己庚辛单位的名称和主要职责\n"


@pytest.mark.parametrize("lang", list(WORDS))
@pytest.mark.parametrize("encoding", list(ENCODINGS))
@pytest.mark.parametrize("name", ["more 1.yaml", "narrative/正 文.md"])
def test_content_that_is_not_utf_8_is_told_with_how_to_save_it(
    project: SmallProject, name: str, encoding: str, lang: str
) -> None:
    text = f"说明: {CONTENT}" if name.endswith("yaml") else CONTENT
    (project.unit / name).parent.mkdir(exist_ok=True)
    (project.unit / name).write_bytes(text.replace("\n", "\r\n").encode(ENCODINGS[encoding]))
    code, said = docgen(project.root, "check", "2023", lang=lang)
    assert code != 0
    assert f"{name}:1:1: " in said
    assert f"not-utf-8] {'this file is ' if lang == 'en' else '这个文件是 '}{encoding}" in said
    assert all(word in said for word in WORDS[lang]), said
    assert "docgen check 2023 --fix" in said
    docgen(project.root, "check", "2023", "--fix", lang=lang)
    assert "not-utf-8" not in docgen(project.root, "check", "2023", lang=lang)[1]


@pytest.mark.parametrize("lang", list(WORDS))
def test_line_ends_and_the_mark_of_windows_are_no_fault(project: SmallProject, lang: str) -> None:
    for file in (*project.unit.rglob("*.yaml"), *project.unit.rglob("*.md")):
        file.write_bytes(codecs.BOM_UTF8 + file.read_bytes().replace(b"\n", b"\r\n"))
    assert docgen(project.root, "check", "2023", lang=lang)[0] == 0


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_rows_are_read_as_excel_and_wps_save_them(project: SmallProject, encoding: str) -> None:
    document = docx.Document()
    document.add_paragraph("{{ 姓名 }}")
    document.save(str(project.root / "信 函.docx"))
    (project.root / "名 单.csv").write_bytes("姓名,电话\r\n某甲,1\r\n".encode(encoding))
    code, said = docgen(project.root, "fill", "信 函.docx", "名 单.csv")
    assert code == 0, said
    (made,) = project.root.glob("信 函-名 单*/**/*.docx")
    assert docx.Document(str(made)).paragraphs[0].text == "某甲"


def opened_by(file: Path, holder: str) -> None:
    """The file that Word makes beside one that is open (a length and a name, twice)."""
    data = bytes([1]) + b"A"
    wide = len(holder).to_bytes(2, "little") + holder.encode("utf-16-le")
    (file.parent / f"~${file.name}").write_bytes(data.ljust(54, b"\0") + wide)


HELD = {"en": "is open by 王某", "zh": "正被打开着（王某）"}


@pytest.mark.parametrize("lang", list(HELD))
@pytest.mark.parametrize(
    ("command", "code"), [("render", "file-open"), ("pdf", "still-open"), ("pull", "still-open")]
)
def test_who_has_a_file_open_is_told(
    machine: WindowsMachine, project: SmallProject, command: str, code: str, lang: str
) -> None:
    machine.install("Word.Application")
    project.render()
    (file,) = project.output.glob("*.docx")
    opened_by(file, "王某")
    project.template("{{ 名称 }}，改过的")
    before = file.read_bytes()
    _, said = docgen(project.root, command, "2023", lang=lang)
    assert f"[{code}]" in said, said
    assert HELD[lang] in said
    assert file.read_bytes() == before


@pytest.mark.parametrize("over", [0, 1])
def test_a_path_that_windows_does_not_take_is_told(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch, over: int
) -> None:
    longest = len(str(project.output / "报告.docx"))
    monkeypatch.setattr(atomic, "_LONGEST_PATH", longest - over)
    file = project.output / "报告.docx"
    file.parent.mkdir(parents=True, exist_ok=True)
    if not over:
        atomic.write_atomically(file, b"words", "报告.docx")
        assert file.read_bytes() == b"words"
        return
    with pytest.raises(OutputError) as caught:
        atomic.write_atomically(file, b"words", "报告.docx")
    problem = caught.value.problem
    assert (problem.code, problem.words["length"]) == ("path-too-long", str(longest))
    assert list(file.parent.iterdir()) == []
    with pytest.raises(OutputError):
        atomic.write_folder(file.parent / "new", {"报告 的.docx": b""}, "new")
    assert list(file.parent.iterdir()) == []
