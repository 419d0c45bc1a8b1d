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
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import docx
import pytest

import docgen
from docgen.pool import cores
from tests.bundle.building import BUNDLES, bundle_name
from tests.docs.commands import commands
from tests.preview_client import PreviewClient

ZIP = BUNDLES / f"{bundle_name()}.zip"


class Machine:
    """A machine without Python: its programs, a home, and the bundle, unpacked."""

    def __init__(self, root: Path) -> None:
        self.programs, self.home = root / "programs", root / "家 目录"
        self.programs.mkdir()
        self.home.mkdir()
        for program in Path("/usr/bin").iterdir():
            if not re.match(r"py|pip|idle|2to3|uv", program.name):
                (self.programs / program.name).symlink_to(program)
        subprocess.run(["unzip", "-q", ZIP, "-d", root / "装 在 这里"], check=True)
        self.bundle = root / "装 在 这里" / bundle_name()
        self.environment = {"PATH": str(self.programs), "HOME": str(self.home), "LANG": "C.UTF-8"}

    def command(self, *words: str | Path) -> Sequence[str | Path]:
        return (self.bundle / "docgen", *words)

    def run(
        self, folder: Path, *words: str | Path, also: Mapping[str, str] | None = None, ends: int = 0
    ) -> str:
        """What a line prints, and that it ends as it should, without a word of Python's."""
        done = subprocess.run(
            self.command(*words),
            cwd=folder,
            env=self.environment | dict(also or {}),
            capture_output=True,
            text=True,
        )
        assert done.returncode == ends, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr


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


def test_a_worker_that_is_not_forked_works(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on macOS and on Windows, where none is; and here, beside other threads."""
    program = str(machine.bundle / "docgen")
    monkeypatch.setattr(sys, "frozen", True, raising=False)  # how it is started, then
    monkeypatch.setattr(sys.modules["__main__"], "__file__", None)
    for name, value in {
        "PYINSTALLER_RESET_ENVIRONMENT": "1",
        "_PYI_ARCHIVE_FILE": program,
        "_PYI_PARENT_PROCESS_LEVEL": "1",
    }.items():
        monkeypatch.setenv(name, value)
    context = multiprocessing.get_context("spawn")
    context.set_executable(program)
    try:
        worker = context.Process(target=cores)
        worker.start()
        worker.join()
    finally:
        context.set_executable(sys.executable)
    assert worker.exitcode == 0


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
