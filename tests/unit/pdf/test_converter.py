"""Files go to LibreOffices that stay, to calls, or to Word, and come back in order."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from threading import Barrier
from typing import Any, ClassVar

import pytest

from docgen.diagnostics import ExitCode, Place
from docgen.pdf import PDF_SECONDS, converter, libreoffice, msword
from docgen.pdf.converter import (
    Converter,
    Offices,
    can_convert,
    convert,
    find_converter,
    no_converter,
)
from docgen.pdf.libreoffice import Office
from docgen.pool import ordered_futures

LIBREOFFICE = Converter("LibreOffice", "/bin/soffice", {"黑体": "FandolHei", "宋体": None})


@pytest.mark.parametrize(
    ("program", "word", "name"),
    [
        ("/bin/soffice", True, "LibreOffice"),
        ("/bin/soffice", False, "LibreOffice"),
        (None, True, "Word"),
        (None, False, None),
    ],
)
def test_libreoffice_is_preferred_to_word(
    monkeypatch: pytest.MonkeyPatch, program: str | None, word: bool, name: str | None
) -> None:
    monkeypatch.setattr(libreoffice, "find_libreoffice", lambda: program)
    monkeypatch.setattr(msword, "has_word", lambda: word)
    monkeypatch.setattr(converter, "substitutions", {Path("fonts"): {"黑体": None}}.get)
    found = find_converter(Path("fonts"))
    assert can_convert() is (found is not None)
    assert (found and found.name) == name
    if found:
        of_libreoffice = ("/bin/soffice", {"黑体": None})
        expected = of_libreoffice if name == "LibreOffice" else ("", {})
        assert (found.program, found.substituted) == expected


@pytest.mark.parametrize(
    ("platform", "install"),
    [("linux", "debian"), ("darwin", "mac"), ("win32", "windows"), ("freebsd", "debian")],
)
def test_what_to_install_depends_on_the_system(
    monkeypatch: pytest.MonkeyPatch, platform: str, install: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    problem = no_converter(Place("build/2023")).problem
    assert (problem.code, problem.place) == ("no-converter", Place("build/2023"))
    assert (problem.exit_code, dict(problem.words)) == (ExitCode.NO_PDF, {"install": install})


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

    monkeypatch.setattr(converter, "find_library", lambda _: None)
    monkeypatch.setattr(Office, "convert", called)
    monkeypatch.setattr(converter, "ordered_futures", noting)
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
    with Offices(LIBREOFFICE, tmp_path) as offices:
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
    monkeypatch.setattr(converter, "find_library", lambda program: "lib.so")
    monkeypatch.setattr(converter, "WarmOffice", Warm)
    Warm.made, Warm.both = [], Barrier(2)
    return Warm.made


def test_one_that_is_idle_takes_the_next_file(made: list[Warm], tmp_path: Path) -> None:
    with Offices(LIBREOFFICE, tmp_path, 7, jobs=2) as offices:
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


def test_word_converts_one_file_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(msword, "convert", lambda file: file.name.encode())
    files = [Path("1.docx"), Path("2.docx")]
    word = Converter("Word", "")
    assert list(convert(word, files, Path("fonts"))) == [
        (file, file.name.encode()) for file in files
    ]
    reason = "PDF/A: LibreOffice"
    found = list(convert(word, files, Path("fonts"), archive=True))
    assert found == [(file, reason) for file in files]
    with Offices(word, Path("fonts")) as offices:
        offices.begin()
