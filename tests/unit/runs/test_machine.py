"""What doctor finds on machines of all kinds, by stand-ins for their programs."""

from __future__ import annotations

import os
import shutil
import tempfile
import webbrowser
from pathlib import Path
from typing import NamedTuple

import pytest

from docgen.pdf.converter import Converter
from docgen.pdf.fonts import SUBSTITUTES
from docgen.pdf.install_commands import Thing, install_command
from docgen.runs import machine
from docgen.runs.machine import Machine, MachineFinding, examine, font_findings
from docgen.version import __version__
from tests.support import SmallProject

MANAGERS = {
    "apt-get": "sudo apt-get install ",
    "dnf": "sudo dnf install ",
    "winget": "winget install ",
    "brew": "brew install ",
}
EVERYWHERE: tuple[Thing, ...] = ("office", "git")
ON_LINUX: tuple[Thing, ...] = ("math", "fontconfig", "latin")


@pytest.fixture
def programs(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which programs are found."""
    folder = tmp_path_factory.mktemp("bin")
    monkeypatch.setenv("PATH", str(folder))
    return folder


def program(folder: Path, name: str) -> None:
    (folder / name).write_text("#!/bin/sh\n", "utf-8")
    (folder / name).chmod(0o755)


@pytest.mark.parametrize("manager", MANAGERS)
def test_each_system_has_a_command_of_its_own(
    programs: Path, monkeypatch: pytest.MonkeyPatch, manager: str
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    program(programs, manager)
    for thing in EVERYWHERE:
        assert install_command(thing).startswith(MANAGERS[manager])
    for thing in ON_LINUX:
        is_linux = manager in ("apt-get", "dnf")
        assert install_command(thing).startswith(MANAGERS[manager] if is_linux else "")
        assert bool(install_command(thing)) == is_linux


def test_root_needs_no_sudo_and_an_unknown_system_has_no_command(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert install_command("git") == ""
    program(programs, "apt-get")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert install_command("git") == "apt-get install git"


def found(looked: Machine) -> dict[str, MachineFinding]:
    return {finding.what: finding for finding in looked.findings}


def test_a_bare_machine_is_told_what_to_install(project: SmallProject, programs: Path) -> None:
    program(programs, "dnf")
    looked = examine(project.root, "utf-8")
    assert not looked.makes_pdf
    findings = found(looked)
    assert findings["no-converter"].group == "missing"
    assert "libreoffice-writer" in findings["no-converter"].command
    assert findings["no-git"].group == "optional"
    assert findings["program"].words["docgen"] == __version__
    assert findings["project"].words["editions_en"] == "2023"
    assert findings["project"].words["packs_zh"].split("、")[0] == "form"


class Terminal(NamedTuple):
    encoding: str
    what: str


@pytest.mark.parametrize(
    "terminal",
    [
        Terminal("utf-8", "terminal"),
        Terminal("gb18030", "terminal"),
        Terminal("ascii", "poor-terminal"),
        Terminal("cp437", "poor-terminal"),
        Terminal("no encoding", "poor-terminal"),
    ],
)
@pytest.mark.usefixtures("programs")
def test_a_terminal_that_shows_no_chinese_is_told(tmp_path: Path, terminal: Terminal) -> None:
    finding = found(examine(tmp_path, terminal.encoding))[terminal.what]
    assert bool(finding.command) == (terminal.what == "poor-terminal")


@pytest.mark.usefixtures("programs")
def test_what_is_wrong_with_the_folder_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    findings = found(examine(tmp_path, "utf-8"))
    assert findings["no-project"].command == "docgen init"
    assert findings["writable"].group == "works"
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(9, 8, 40_000_000))
    assert found(examine(tmp_path, "utf-8"))["no-room"].words == {"free": "0.0"}

    def refused(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "TemporaryFile", refused)
    assert found(examine(tmp_path, "utf-8"))["not-writable"].group == "missing"


@pytest.mark.usefixtures("programs")
def test_a_browser_and_git_are_good_to_have(
    tmp_path: Path, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webbrowser, "get", lambda: object())
    program(programs, "git")
    findings = found(examine(tmp_path, "utf-8"))
    assert findings["browser"].group == findings["git"].group == "works"


def test_each_official_font_is_found_lacking_or_replaced(
    tmp_path: Path, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(programs, "fc-list")
    substituted = {"楷体_GB2312": "FandolKai", "黑体": None, "Times New Roman": None}
    monkeypatch.setattr(machine, "lacking_fonts", lambda _: ["黑体"])
    findings = list(font_findings(tmp_path, Converter("LibreOffice", "soffice", substituted)))
    assert {
        finding.words["official"]: (finding.what, finding.group, finding.command)
        for finding in findings
        if finding.words
    } == {
        **dict.fromkeys(SUBSTITUTES, ("font", "works", "")),
        "楷体_GB2312": ("substitute", "optional", ""),
        "黑体": ("no-font", "missing", "docgen fonts"),
        "Times New Roman": ("no-font", "missing", ""),
    }
    assert findings[-1].what == "own-fonts"


def test_fonts_are_not_judged_where_they_cannot_be_listed(tmp_path: Path, programs: Path) -> None:
    office = Converter("LibreOffice", "soffice")
    assert [finding.group for finding in font_findings(tmp_path, office)] == ["optional"]
    program(programs, "apt-get")
    assert [finding.what for finding in font_findings(tmp_path, office)] == ["no-fontconfig"]
    assert [finding.group for finding in font_findings(tmp_path, office)] == ["missing"]
    assert list(font_findings(tmp_path, Converter("Word", ""))) == []
    assert list(font_findings(tmp_path, None)) == []


def test_libreoffice_without_math_is_told(project: SmallProject, programs: Path) -> None:
    program(programs, "soffice")
    (programs / "bootstraprc").write_text("[Bootstrap]\nProductKey=LibreOffice 25.2\n", "utf-8")
    findings = found(examine(project.root, "utf-8"))
    assert findings["converter"].words["converter"] == "LibreOffice 25.2"
    assert findings["no-math"].group == "missing"
    (programs / "libsmlo.so").touch()
    assert "no-math" not in found(examine(project.root, "utf-8"))
