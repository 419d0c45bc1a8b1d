"""Files are shared out to calls of LibreOffice, or given to Word, and come back in order."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from docgen.diagnostics import ExitCode, Place
from docgen.pdf import PDF_SECONDS, converter, libreoffice, msword
from docgen.pdf.converter import (
    Converter,
    can_convert,
    convert,
    find_converter,
    no_converter,
    shares,
)
from docgen.pdf.libreoffice import Office
from docgen.pool import ordered_futures

LIBREOFFICE = Converter("LibreOffice", "/bin/soffice", {"黑体": "FandolHei", "宋体": None})


@pytest.mark.parametrize(
    ("count", "sizes"),
    [
        (0, []),
        (1, [1]),
        (3, [1, 1, 1]),
        (4, [1, 1, 1, 1]),
        (5, [1, 1, 1, 2]),
        (10, [2, 3, 2, 3]),
        (100, [25, 25, 25, 25]),
        (101, [20, 20, 20, 20, 21]),
        (125, [25, 25, 25, 25, 25]),
        (126, [21, 21, 21, 21, 21, 21]),
    ],
)
def test_shares_have_at_most_25_files_and_are_at_least_four(count: int, sizes: list[int]) -> None:
    files = [Path(f"{number}.docx") for number in range(count)]
    found = list(shares(files))
    assert [len(share) for share in found] == sizes
    assert [file for share in found for file in share] == files


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
    """What LibreOffice is called with, instead of a call."""
    found: list[Any] = []

    def called(office: Office, files: Sequence[Path]) -> dict[Path, bytes | str]:
        found.append((office, files))
        return {file: file.name.encode() for file in files}

    def noting(submit: Callable[[Any], Any], items: Iterable[Any], ahead: int) -> Iterable[Any]:
        found.append(ahead)
        return ordered_futures(submit, items, ahead)

    monkeypatch.setattr(Office, "convert", called)
    monkeypatch.setattr(converter, "ordered_futures", noting)
    return found


def test_each_file_comes_back_with_its_pdf_in_order(calls: list[Any], tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.docx" for number in range(10)]
    found = list(convert(LIBREOFFICE, files, tmp_path, 7, archive=True, jobs=3))
    assert found == [(file, file.name.encode()) for file in files]
    ahead, *shared = calls
    assert ahead == 6
    assert sorted(len(share) for _, share in shared) == [2, 2, 3, 3]
    for office, _ in shared:
        assert (office.program, office.seconds, office.archive) == ("/bin/soffice", 7, True)
        assert list(office.environment) == ["FONTCONFIG_FILE"]
        assert office.stop.is_set()


def test_what_is_not_asked_for_is_usual(calls: list[Any], tmp_path: Path) -> None:
    list(convert(LIBREOFFICE, [tmp_path / "1.docx"], tmp_path))
    ahead, (office, _) = calls
    assert (ahead, office.seconds, office.archive) == (2, PDF_SECONDS, False)
    assert PDF_SECONDS == 120


def test_when_no_more_pdfs_are_wanted_all_calls_end(calls: list[Any], tmp_path: Path) -> None:
    results = convert(LIBREOFFICE, [tmp_path / f"{number}.docx" for number in range(100)], tmp_path)
    next(iter(results))
    assert not calls[1][0].stop.is_set()
    results.close()  # type: ignore[attr-defined]
    assert calls[1][0].stop.is_set()


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
