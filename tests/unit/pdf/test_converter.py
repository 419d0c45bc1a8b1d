"""Files go to LibreOffices that stay, to calls, or to Word, and come back in order."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, combinations
from pathlib import Path
from threading import Barrier
from typing import Any, ClassVar

import pytest

from docgen.diagnostics import DocgenError, ExitCode, Place
from docgen.diagnostics.codes import LANGUAGES
from docgen.messages.problem_words import message_and_hint
from docgen.pdf import PDF_SECONDS, converter, libre_offices, libreoffice, msword, wps
from docgen.pdf.converter import (
    Converter,
    convert,
    find_converter,
    find_reader,
    installed_converters,
    no_converter,
    offices_of,
    require_converter,
)
from docgen.pdf.install_commands import install_command
from docgen.pdf.libreoffice import Office
from docgen.pool import ordered_futures


def powerset(names: Iterable[str]) -> Iterable[tuple[str, ...]]:
    known = list(names)
    return chain.from_iterable(combinations(known, size) for size in range(len(known) + 1))


LIBREOFFICE = Converter("LibreOffice", "/bin/soffice", {"黑体": "FandolHei", "宋体": None})


PROGRAMS = {"Word": r"C:\WINWORD.EXE", "WPS": r"C:\wps.exe", "LibreOffice": "/bin/soffice"}
SETS = [[name for name in PROGRAMS if name in chosen] for chosen in powerset(PROGRAMS)]


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Callable[[Iterable[str]], None]:
    """Has programs installed, and no others."""

    def installed(names: Iterable[str]) -> None:
        there = {name: PROGRAMS[name] for name in names}
        monkeypatch.setattr(msword, "find_word", lambda: there.get("Word"))
        monkeypatch.setattr(wps, "find_wps", lambda: there.get("WPS"))
        monkeypatch.setattr(libreoffice, "find_libreoffice", lambda: there.get("LibreOffice"))

    monkeypatch.setattr(converter, "substitutions", {Path("fonts"): {"黑体": None}}.get)
    return installed


@pytest.mark.parametrize("names", SETS, ids="+".join)
def test_word_comes_before_wps_and_wps_before_libreoffice(
    install: Callable[[Iterable[str]], None], names: list[str]
) -> None:
    install(names)
    found = installed_converters(Path("fonts"))
    assert [(one.name, one.program) for one in found] == [(name, PROGRAMS[name]) for name in names]
    for one in found:
        assert one.substituted == ({"黑体": None} if one.name == "LibreOffice" else {})
    assert find_converter(Path("fonts")) == (found[0] if found else None)
    require_converter("", Place("here"))


@pytest.mark.parametrize("names", SETS, ids="+".join)
@pytest.mark.parametrize("chosen", ["word", "WPS", "LibreOffice"])
def test_the_one_that_is_chosen_or_none(
    install: Callable[[Iterable[str]], None], names: list[str], chosen: str
) -> None:
    install(names)
    found = find_converter(Path("fonts"), chosen)
    if any(name.lower() == chosen.lower() for name in names):
        assert found
        assert found.name.lower() == chosen.lower()
        require_converter(chosen, Place("here"))
        return
    assert found is None
    with pytest.raises(DocgenError) as caught:
        require_converter(chosen, Place("here"))
    problem = caught.value.problem
    assert (problem.code, problem.exit_code) == ("converter-missing", ExitCode.NO_PDF)
    assert problem.words["there_zh"] == ("、".join(names) or "—")
    assert problem.words["install"].startswith((f"{chosen.lower()}-", "by-"))


def test_word_for_macos_reads_nothing_but_docx(
    install: Callable[[Iterable[str]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    install(["Word", "LibreOffice"])
    reader = find_reader()
    assert reader
    assert reader.name == "Word"
    monkeypatch.setattr(sys, "platform", "darwin")
    reader = find_reader()
    assert reader
    assert reader.name == "LibreOffice"
    assert find_reader("word") is None


@pytest.mark.parametrize(
    ("platform", "install"),
    [("linux", "by-command"), ("darwin", "mac"), ("win32", "windows"), ("freebsd", "by-command")],
)
def test_what_to_install_depends_on_the_system(
    monkeypatch: pytest.MonkeyPatch, platform: str, install: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    problem = no_converter(Place("build/2023")).problem
    assert (problem.code, problem.place) == ("no-converter", Place("build/2023"))
    assert (problem.exit_code, problem.words["install"]) == (ExitCode.NO_PDF, install)


@pytest.mark.parametrize("chosen", ["", "libreoffice"])
@pytest.mark.parametrize("manager", ["apt-get", "dnf", "unknown"])
def test_the_command_is_that_of_this_linux_and_of_the_doctor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, manager: str, chosen: str
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / manager).write_text("#!/bin/sh\n", "utf-8")
    (tmp_path / manager).chmod(0o755)
    problem = no_converter(Place("build/2023"), chosen).problem
    for language in LANGUAGES:
        hint = message_and_hint(problem, language).hint
        assert (install_command("office") or "Writer") in hint
        assert (f"{manager} install" in hint) == (manager != "unknown")


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What LibreOffice is called with, instead of a call; it cannot stay."""
    found: list[Any] = []

    def called(office: Office, files: Sequence[Path]) -> dict[Path, bytes | str]:
        found.append((office, files))
        return {file: file.name.encode() for file in files}

    def noting(submit: Callable[[Any], Any], items: Iterable[Any], ahead: int) -> Iterable[Any]:
        found.append(ahead)
        return ordered_futures(submit, items, ahead)

    monkeypatch.setattr(libre_offices, "find_library", lambda _: None)
    monkeypatch.setattr(Office, "convert", called)
    monkeypatch.setattr(libre_offices, "ordered_futures", noting)
    return found


def word_files(count: int) -> list[Path]:
    return [Path(f"{number}.docx") for number in range(count)]


@pytest.mark.parametrize(
    ("count", "sizes"),
    [(0, []), (1, [1]), (4, [4]), (5, [5]), (6, [1, 5]), (12, [2, 5, 5])],
)
def test_a_call_has_five_files_where_libreoffice_cannot_stay(
    calls: list[Any], tmp_path: Path, count: int, sizes: list[int]
) -> None:
    files = word_files(count)
    found = list(convert(LIBREOFFICE, iter(files), tmp_path, 7, archive=True, jobs=3))
    assert found == [(file, file.name.encode()) for file in files]
    ahead, *shared = calls
    assert ahead == 6
    assert sorted(len(share) for _, share in shared) == sizes
    for office, _ in shared:
        assert (office.program, office.seconds, office.archive) == ("/bin/soffice", 7, True)
        assert list(office.environment) == ["FONTCONFIG_FILE"]
        assert office.stop.is_set()


def test_what_is_not_asked_for_is_usual(calls: list[Any], tmp_path: Path) -> None:
    list(convert(LIBREOFFICE, word_files(1), tmp_path))
    ahead, (office, _) = calls
    assert (ahead, office.seconds, office.archive) == (2, PDF_SECONDS, False)
    assert PDF_SECONDS == 120


def test_when_no_more_pdfs_are_wanted_all_calls_end(calls: list[Any], tmp_path: Path) -> None:
    results = convert(LIBREOFFICE, word_files(100), tmp_path)
    next(iter(results))
    assert not calls[1][0].stop.is_set()
    results.close()  # type: ignore[attr-defined]
    assert calls[1][0].stop.is_set()


def test_where_it_cannot_stay_nothing_begins(calls: list[Any], tmp_path: Path) -> None:
    with offices_of(LIBREOFFICE, tmp_path) as offices:
        offices.begin()
    assert calls == []


class Warm:
    """In the place of one that stays; it takes both files of a pair at the same time."""

    made: ClassVar[list[Warm]]
    both: ClassVar[Barrier]

    def __init__(self, library: str, office: Office) -> None:
        assert (library, office.seconds) == ("lib.so", 7)
        self.done = list[str]()
        self.made.append(self)

    def begin(self) -> None:
        self.done.append("begun")

    def convert(self, files: Sequence[Path]) -> dict[Path, bytes | str]:
        if files[0].name.startswith("pair"):
            self.both.wait(SOON)
        self.done += [file.name for file in files]
        return {file: file.name.encode() for file in files}

    def close(self) -> None:
        self.done.append("closed")


SOON = 20


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Warm]:
    monkeypatch.setattr(libre_offices, "find_library", lambda program: "lib.so")
    monkeypatch.setattr(libre_offices, "WarmOffice", Warm)
    Warm.made, Warm.both = [], Barrier(2)
    return Warm.made


def test_one_that_is_idle_takes_the_next_file(made: list[Warm], tmp_path: Path) -> None:
    with offices_of(LIBREOFFICE, tmp_path, 7, jobs=2) as offices:
        assert made == []
        assert list(offices.convert(word_files(1))) == [(Path("0.docx"), b"0.docx")]
        assert list(offices.convert(word_files(1))) == [(Path("0.docx"), b"0.docx")]
        offices.begin()
        pair = [Path(f"pair{number}.docx") for number in range(2)]
        assert list(offices.convert(pair)) == [(file, file.name.encode()) for file in pair]
    first, second = made
    assert first.done[:2] == ["0.docx", "0.docx"]
    assert (len(first.done), first.done[-1]) == (4, "closed")
    assert (second.done[0], len(second.done), second.done[-1]) == ("begun", 3, "closed")
