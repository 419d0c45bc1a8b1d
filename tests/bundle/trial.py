"""Tries the bundle as its zip gives it, on a path without Python; ``make bundle`` runs it.

The folders have Chinese names with blanks, and nothing of this checkout is near.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.context import SpawnContext
from pathlib import Path

import docx
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import docgen
from docgen.pdf.office_server import OfficeRequest, serve
from docgen.pdf.placed_fonts import FREE_FONTS
from docgen.pool import cores
from tests.bundle.machine import ZIP, Machine
from tests.docs.commands import commands
from tests.licences import ELSEWHERE, licences
from tests.preview_client import PreviewClient
from tests.small_fonts import small_font
from tests.support import ROOT

_OPTIONS = ["-B", "-S", "-I"]
"""Those of Python's own that a bundle runs with."""


@pytest.fixture(scope="session")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    return Machine(tmp_path_factory.mktemp("machine"))


@pytest.fixture(scope="session")
def project(machine: Machine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new project, with what has been made of its sample."""
    folder = tmp_path_factory.mktemp("work") / "某 镇 的 报告"
    machine.run(folder.parent, "--lang", "zh", "init", folder.name)
    machine.run(folder, "--lang", "zh", "render", "2023")
    return folder


def test_there_is_no_python(machine: Machine) -> None:
    found = [shutil.which(name, path=str(machine.programs)) for name in ("python3", "python")]
    assert found == [None, None]


def test_the_checksum_is_of_the_zip() -> None:
    checksum, name = ZIP.with_name(f"{ZIP.name}.sha256").read_text("ascii").split()
    assert (checksum, name) == (hashlib.sha256(ZIP.read_bytes()).hexdigest(), ZIP.name)


def test_it_says_its_version(machine: Machine, tmp_path: Path) -> None:
    assert machine.run(tmp_path, "--version").strip() == f"docgen {docgen.__version__}"


@pytest.mark.parametrize("command", [name for name, _ in commands()])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_command_has_its_help(
    machine: Machine, tmp_path: Path, command: str, language: str
) -> None:
    shown = machine.run(tmp_path, "--lang", language, *command.split()[1:], "--help")
    assert command in shown


def test_a_new_project_has_its_report_as_word_and_pdf(project: Path) -> None:
    [report] = (project / "build" / "2023").glob("*.docx")
    assert docx.Document(str(report)).paragraphs
    assert report.with_suffix(".pdf").read_bytes().startswith(b"%PDF-")


def test_it_is_checked_and_verified(machine: Machine, project: Path) -> None:
    machine.run(project, "check", "2023")
    verified = json.loads(machine.run(project, "verify", "2023", "--format", "json"))
    assert verified


def test_what_is_built_is_known_as_built(machine: Machine, project: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (project / "build" / "2023").iterdir()}
    machine.run(project, "render", "2023")
    assert before == {path: path.stat().st_mtime_ns for path in before}


def test_a_form_is_filled_by_several_processes(machine: Machine, tmp_path: Path) -> None:
    form = docx.Document()
    form.add_paragraph("{{ 姓名 }} 同志：")
    form.save(str(tmp_path / "通知 书.docx"))
    rows = "".join(f"张{number}\n" for number in range(200))
    (tmp_path / "名 单.csv").write_text(f"姓名\n{rows}", "utf-8")
    machine.run(tmp_path, "fill", "通知 书.docx", "名 单.csv", "-o", "写 好 的", "--jobs", "2")
    filled = sorted((tmp_path / "写 好 的").glob("*.docx"))
    texts = {docx.Document(str(path)).paragraphs[0].text for path in filled}
    assert texts == {f"张{number} 同志：" for number in range(200)}


@pytest.mark.parametrize(("language", "title"), [("en", "Reports"), ("zh", "报告")])
def test_a_new_project_says_what_to_do_in_the_language_of_its_user(
    machine: Machine, tmp_path: Path, language: str, title: str
) -> None:
    machine.run(tmp_path, "--lang", language, "init", "新 的")
    read_me = (tmp_path / "新 的" / "README.md").read_text("utf-8")
    assert read_me.startswith(f"# {title}\n")
    assert "docgen render 2023" in read_me


def test_every_schema_that_a_project_names_is_in_it(project: Path) -> None:
    settings = json.loads((project / ".vscode" / "settings.json").read_text("utf-8"))
    named = {project / schema for schema in settings["yaml.schemas"]}
    for path in project.glob("content/**/*.yaml"):
        [schema] = re.findall(r"\$schema=(\S+)", path.read_text("utf-8").splitlines()[0])
        named.add(path.parent / schema)
    assert len(named) > 1
    assert {path for path in named if not path.is_file()} == set()


def test_every_pack_has_its_picture(machine: Machine, tmp_path: Path) -> None:
    packs = json.loads(machine.run(tmp_path, "packs", "--format", "json"))
    pictures = {pack["name"]: Path(pack["picture"]) for pack in packs}
    assert pictures.keys() == {path.parent.name for path in ROOT.glob("word_templates/*/pack.yaml")}
    for picture in pictures.values():
        assert picture.is_relative_to(machine.bundle)
        assert picture.read_bytes().startswith(b"\x89PNG")


def test_a_project_begins_with_every_pack(machine: Machine, tmp_path: Path) -> None:
    packs = json.loads(machine.run(tmp_path, "packs", "--format", "json"))
    for name in [pack["name"] for pack in packs]:
        machine.run(tmp_path, "init", name, "--pack", name)
        assert (tmp_path / name / "word_templates" / name / "pack.yaml").is_file()


def test_fonts_are_brought_and_converted(machine: Machine, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "字 体.zip", "w") as archive:
        for name in FREE_FONTS:
            archive.writestr(f"fandol/{name}.otf", small_font(name, cubic=True))
        archive.writestr("本单位的.ttf", small_font("Office"))
    said = machine.run(tmp_path, "fonts", "字 体.zip", also={"HOME": str(tmp_path)})
    fonts = tmp_path / ".local" / "share" / "docgen" / "fonts"
    assert str(fonts) in said
    placed = {path.name: path.read_bytes()[:4] for path in fonts.rglob("*.ttf")}
    names = {*(f"{name}.ttf" for name in FREE_FONTS), "Office.ttf"}
    assert placed == dict.fromkeys(names, b"\0\1\0\0")


def test_it_looks_at_the_machine(machine: Machine, project: Path) -> None:
    assert "LibreOffice" in machine.run(project, "doctor")


def test_a_bug_report_has_every_version(machine: Machine, project: Path) -> None:
    report = machine.run(project, "--lang", "en", "doctor", "--report")
    assert f"docgen {docgen.__version__} (bundle)" in report
    [line] = [line for line in report.splitlines() if line.startswith("packages: ")]
    versions = dict(each.split() for each in line.removeprefix("packages: ").split(", "))
    assert len(versions) > 20
    unknown = {name for name, version in versions.items() if not version[0].isdecimal()}
    assert unknown == {"docx2pdf", "pywin32"}  # which are for other systems


def test_tab_completes_by_a_link_to_the_program(
    machine: Machine, project: Path, tmp_path: Path
) -> None:
    (tmp_path / "docgen").symlink_to(machine.bundle / "docgen")
    lines = (
        'eval "$(docgen completion bash)" && COMP_WORDS=(docgen render 20) COMP_CWORD=2 && '
        '_docgen_completion docgen 20 render && printf "%s\\n" "${COMPREPLY[@]}"'
    )
    path = f"{tmp_path}{os.pathsep}{machine.programs}"
    shell = ("bash", "--norc", "-c", lines)
    environment = machine.environment | {"PATH": path}
    shown = subprocess.check_output(shell, cwd=project, env=environment, text=True)
    assert shown == "2023\n"


def test_content_is_in_the_present_format(machine: Machine, project: Path) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*.yaml")}
    machine.run(project, "migrate", "--diff")
    machine.run(project, "migrate")
    assert before == {path: path.read_bytes() for path in before}


@pytest.mark.parametrize(("language", "word"), [("en", "the bundle"), ("zh", "免安装包")])
def test_many_machines_are_not_for_a_bundle(
    machine: Machine, project: Path, language: str, word: str
) -> None:
    words = ("--lang", language, "render", "2023", "--scheduler", "tcp://127.0.0.1:8786")
    said = machine.run(project, *words, ends=2)
    assert "no-dask" in said
    assert word in said


def test_every_package_that_docgen_needs_here_has_its_licence(machine: Machine) -> None:
    packages, _ = _licences(machine)
    needed = licences([Requirement("docgen-gongwen")]).keys() - ELSEWHERE.keys()
    assert {canonicalize_name(name) for name in packages} == needed


def test_what_is_under_the_lgpl_can_be_replaced(machine: Machine) -> None:
    packages, inside = _licences(machine)
    replaceable = {name.lower() for name, licence in packages.items() if "LGPL" in licence}
    assert replaceable == {"docxtpl", "img2pdf", "pebble"}
    for name in replaceable:
        assert (inside / name / "__init__.py").is_file() or (inside / f"{name}.py").is_file()


def _licences(machine: Machine) -> tuple[dict[str, str], Path]:
    """The licence of each package by its name, and the folder that they are in."""
    text = (machine.bundle / "LICENCES.txt").read_text("utf-8")
    inside = machine.bundle / "_internal"
    found = re.findall(r"^(\S+) [\d.]+: (.+)$", text.split("\nPython ")[0], re.MULTILINE)
    return dict(found), inside


def test_the_preview_shows_the_pages(machine: Machine, project: Path) -> None:
    [unit] = [path.name for path in (project / "content" / "2023").iterdir()]
    with _preview(machine, project) as address:
        client = PreviewClient(address)
        page = client.get("/").body.decode()
        own_files = re.findall(r'(?:href|src)="(/[^"]+)"', page)
        assert own_files
        assert {client.get(file).status for file in own_files} == {200}
        shown = client.settled(unit)
        digest = shown["pages"][0]["digest"]
        picture = client.get(f"/api/units/{unit}/pages/0.png?digest={digest}")
    assert picture.body.startswith(b"\x89PNG")


@contextmanager
def _preview(machine: Machine, project: Path) -> Iterator[str]:
    process = subprocess.Popen(
        machine.command("preview", "2023", "--no-open"),
        cwd=project,
        env=machine.environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        first = process.stdout.readline()
        [address] = re.findall(r"http://\S+", first)
        yield address
        process.send_signal(signal.SIGINT)
        assert process.wait() == 0


@pytest.fixture
def spawning(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> Iterator[SpawnContext]:
    """Starts processes of the bundle as the bundle does where none is forked."""
    program = str(machine.bundle / "docgen")
    monkeypatch.setattr(sys, "frozen", True, raising=False)  # how they are started, then
    monkeypatch.setattr(sys.modules["__main__"], "__file__", None, raising=False)
    for name, value in {
        "PYINSTALLER_RESET_ENVIRONMENT": "1",
        "_PYI_ARCHIVE_FILE": program,
        "_PYI_PARENT_PROCESS_LEVEL": "1",
    }.items():
        monkeypatch.setenv(name, value)
    context = multiprocessing.get_context("spawn")
    context.set_executable(program)
    # The process beside, which clears up, is called with the options of who calls: of a bundle.
    monkeypatch.setattr("multiprocessing.util._args_from_interpreter_flags", lambda: _OPTIONS)
    yield context
    resource_tracker._resource_tracker._stop()  # type: ignore[attr-defined]
    context.set_executable(sys.executable)


def test_options_are_those_of_a_bundle(spawning: SpawnContext) -> None:
    with ProcessPoolExecutor(1, spawning) as pool:
        said = pool.submit(subprocess._args_from_interpreter_flags).result()  # type: ignore[attr-defined]
    assert said == _OPTIONS


def test_a_worker_that_is_not_forked_works(spawning: SpawnContext) -> None:
    """As on macOS and on Windows, where none is; and here, beside other threads."""
    worker = spawning.Process(target=cores)
    worker.start()
    worker.join()
    assert worker.exitcode == 0


def test_the_process_of_word_starts_answers_and_ends(
    spawning: SpawnContext, tmp_path: Path
) -> None:
    """There is no Word here, which is what it answers."""
    connection, theirs = spawning.Pipe()
    process = spawning.Process(target=serve, args=(theirs, "Word"), daemon=True)
    process.start()
    theirs.close()
    for number in range(2):
        connection.send(OfficeRequest(tmp_path / f"{number}.docx", tmp_path / f"{number}.pdf"))
        assert "pythoncom" in connection.recv()
    connection.send(None)
    process.join()
    assert process.exitcode == 0


@pytest.mark.parametrize("before", [None, "/usr/lib/其他 的"])
def test_other_programs_do_not_find_the_libraries_of_the_bundle(
    machine: Machine, project: Path, tmp_path: Path, before: str | None
) -> None:
    office = tmp_path / "programs" / "soffice"
    office.parent.mkdir()
    office.write_text(f'#!/bin/sh\nenv > "{tmp_path}/seen"\nexit 1\n', "utf-8")
    office.chmod(0o755)
    also = {"PATH": f"{office.parent}{os.pathsep}{machine.programs}"}
    also |= {"LD_LIBRARY_PATH": before} if before else {}
    machine.run(project, "render", "2023", "--force", also=also, ends=4)
    seen = dict(line.split("=", 1) for line in (tmp_path / "seen").read_text("utf-8").splitlines())
    assert seen.get("LD_LIBRARY_PATH") == before


def test_libreoffice_stays_in_a_process_with_its_own_libraries(
    machine: Machine, project: Path
) -> None:
    with _preview(machine, project):
        drivers = _until_any(machine.bundle)
        libraries = {name for driver in drivers for name in _mapped(driver)}
    assert any("libmergedlo" in name for name in libraries)
    own = {Path(name).name for name in libraries if name.startswith(str(machine.bundle))}
    assert {name for name in own if not re.match(r"docgen$|libpython|.*cpython-|_", name)} == set()


def _until_any(bundle: Path) -> list[Path]:
    """The processes of the bundle that LibreOffice is in, once it is."""
    give_up = time.monotonic() + 60
    while time.monotonic() < give_up:
        processes = [path for path in Path("/proc").iterdir() if path.name.isdecimal()]
        found = [path for path in processes if _is_driver(path, bundle)]
        if found and all(any("libmergedlo" in name for name in _mapped(path)) for path in found):
            return found
    pytest.fail("LibreOffice is in no process")


def _is_driver(process: Path, bundle: Path) -> bool:
    try:
        words = (process / "cmdline").read_bytes().decode().split("\0")
    except OSError:  # it has just ended
        return False
    return words[0] == str(bundle / "docgen") and words[1:3] == ["-I", "-S"]


def _mapped(process: Path) -> set[str]:
    """The files that are mapped into a process."""
    lines = (process / "maps").read_text("utf-8").splitlines()
    return {line.split(maxsplit=5)[5] for line in lines if "/" in line}
