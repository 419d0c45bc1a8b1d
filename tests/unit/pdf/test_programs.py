"""Word and WPS are there where Windows knows them, and where their programs are."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from docgen.cli.options import converter_option
from docgen.pdf import msword
from docgen.pdf.com_class import registered_program
from docgen.pdf.msword import MacWord, find_word
from docgen.pdf.programs import NAMES, chosen_of, installed_programs
from docgen.pdf.wps import find_wps
from tests.windows_machine import WindowsMachine, windows_machine


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[WindowsMachine]:
    with windows_machine(tmp_path) as found:
        yield found


def test_where_there_is_no_windows_there_is_neither() -> None:
    assert (find_word(), find_wps()) == (None, None)


def test_where_neither_is_registered_there_is_neither(machine: WindowsMachine) -> None:
    assert (find_word(), find_wps()) == (None, None)


@pytest.mark.parametrize("view", [64, 32])
def test_word_is_there_where_it_is_registered(machine: WindowsMachine, view: int) -> None:
    machine.install("Word.Application", view=view)
    program = machine.folder / "Program Files" / "WINWORD.EXE"
    assert (find_word(), find_wps()) == (str(program), None)
    assert next(iter(installed_programs())) == "Word"
    program.unlink()  # what an uninstaller leaves behind
    assert find_word() is None


@pytest.mark.parametrize("name", ["Kwps.Application", "wps.Application"])
def test_wps_is_there_by_either_name(machine: WindowsMachine, name: str) -> None:
    machine.install(name)
    assert find_word() is None
    assert Path(find_wps() or "").name == "wps.exe"


def test_wps_in_the_place_of_word_is_not_word(machine: WindowsMachine) -> None:
    machine.install("Word.Application", "Kwps.Application", program="wps.exe")
    assert find_word() is None
    assert find_wps()


def test_a_command_may_be_quoted_and_have_arguments(machine: WindowsMachine) -> None:
    program = machine.folder / "Program Files (x86)" / "WINWORD.EXE"
    program.parent.mkdir()
    program.touch()
    for command in (f'"{program}" /Automation', f"{program} /Automation", str(program)):
        (machine.folder / "class-64-Word.Application").write_text(command, "utf-8")
        assert registered_program("Word.Application") == str(program)


def test_the_option_takes_the_name_of_each_program() -> None:
    def function() -> None:
        """Has the option."""

    (option,) = converter_option(function).__click_params__  # type: ignore[attr-defined]
    assert list(option.type.choices) == [name.lower() for name in NAMES]
    assert [chosen_of(NAMES, choice) for choice in option.type.choices] == list(NAMES)


def test_word_for_macos_is_an_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(msword, "_APPS", [tmp_path / "no", tmp_path])
    assert find_word() is None
    (tmp_path / "Microsoft Word.app").mkdir()
    assert find_word() == str(tmp_path / "Microsoft Word.app")


@pytest.mark.parametrize("runs", [True, False])
def test_word_for_macos_stays_if_it_ran(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, runs: bool
) -> None:
    asked = list[list[str]]()

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        asked.append(command)
        return subprocess.CompletedProcess(command, 0 if runs else 1)

    docx2pdf = ModuleType("docx2pdf")
    docx2pdf.convert = (  # type: ignore[attr-defined]
        lambda source, target, keep_active: keep_active and shutil.copy(source, target)
    )
    monkeypatch.setitem(sys.modules, "docx2pdf", docx2pdf)
    monkeypatch.setattr(subprocess, "run", run)
    (tmp_path / "a.docx").write_bytes(b"words")
    word = MacWord()
    word.export(tmp_path / "a.docx", tmp_path / "a.pdf", archive=False)
    assert (tmp_path / "a.pdf").read_bytes() == b"words"
    word.quit()
    assert [command[0] for command in asked] == ["pgrep"] + ["osascript"] * (not runs)
