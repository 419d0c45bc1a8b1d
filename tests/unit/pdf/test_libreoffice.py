"""Which files are tried again, in which calls, and when a call has hung; LibreOffice stands in."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from docgen.pdf import libreoffice, running
from docgen.pdf.finished import finished_pdf
from docgen.pdf.libreoffice import Office, as_docx, find_libreoffice
from docgen.pdf.reproducible import reproducible
from tests.least_files import LEAST_DOCX, LEAST_PDF

MADE = reproducible(LEAST_PDF)

SOON = 20
"""Seconds; no test here comes near it."""


def word_files(folder: Path, *kinds: str) -> list[Path]:
    """Files that the stand-in treats as their kinds say."""
    files = [folder / f"{number}-{kind}.docx" for number, kind in enumerate(kinds)]
    for file, kind in zip(files, kinds, strict=True):
        with zipfile.ZipFile(file, "w") as package:
            for name, data in {**LEAST_DOCX, "word/document.xml": kind}.items():
                package.writestr(name, data)
    return files


def kind_of(copy: Path) -> str:
    with zipfile.ZipFile(copy) as package:
        return package.read("word/document.xml").decode()


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The kinds of the files of each call; the stand-in hangs, crashes or skips at some."""
    found: list[list[str]] = []

    def run(office: Office, command: Sequence[str], work: Path) -> tuple[str, bool]:
        copies = [Path(name) for name in command if name.endswith(".docx")]
        found.append([kind_of(copy) for copy in copies if copy.exists()])
        for copy in copies:
            kind = kind_of(copy) if copy.exists() else "gone"
            if kind in ("hang", "crash"):
                return ("timeout" if kind == "hang" else "exit -11"), False
            if kind == "once" and len(found) > 1:
                kind = "good"
            if kind in ("good", "half"):
                text = LEAST_PDF if kind == "good" else LEAST_PDF[:-1]
                copy.with_suffix(".pdf").write_bytes(text)
        return "said", True

    monkeypatch.setattr(Office, "_run", run)
    return found


@pytest.mark.parametrize(
    ("kinds", "results", "expected"),
    [
        (["good"], ["pdf"], [["good"]]),
        (["good", "good"], ["pdf", "pdf"], [["good", "good"]]),
        # a call that ended has tried all; what failed is tried alone
        (["skip"], ["said"], [["skip"]]),
        (["half", "good"], ["said", "pdf"], [["half", "good"], ["half"]]),
        (["skip", "once"], ["said", "pdf"], [["skip", "once"], ["skip"], ["once"]]),
        # one that hung or crashed did so at the first file without a PDF
        (["hang"], ["timeout"], [["hang"]]),
        (
            ["good", "crash", "good", "good"],
            ["pdf", "exit -11", "pdf", "pdf"],
            [["good", "crash", "good", "good"], ["crash"], ["good", "good"]],
        ),
        (
            ["hang", "skip", "hang", "good"],
            ["timeout", "said", "timeout", "pdf"],
            [
                ["hang", "skip", "hang", "good"],
                ["hang"],
                ["skip", "hang", "good"],
                ["skip"],
                ["hang", "good"],
                ["hang"],
                ["good"],
            ],
        ),
    ],
)
def test_what_failed_is_tried_alone_and_what_was_not_reached_in_another_call(
    tmp_path: Path,
    calls: list[list[str]],
    kinds: list[str],
    results: list[str],
    expected: list[list[str]],
) -> None:
    files = word_files(tmp_path, *kinds)
    found = Office("soffice", {}, 1).convert(files)
    named = {file: "pdf" if data == MADE else data for file, data in found.items()}
    assert named == dict(zip(files, results, strict=True))
    assert calls == expected


def test_no_call_begins_after_the_end_of_the_run(tmp_path: Path, calls: list[list[str]]) -> None:
    office = Office("soffice", {}, 1)
    office.stop.set()
    assert office.convert(word_files(tmp_path, "good")) == {}
    assert Office("soffice", {}, 1).convert([]) == {}
    assert calls == []


def damaged(path: Path) -> None:
    """Spoils what is compressed in a Word file; the list of its files stays whole."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "good")
        package.writestr("word/document.xml", "good" * 100)
    data = bytearray(path.read_bytes())
    begin = data.rindex(b"word/document.xml", 0, data.index(b"PK\x01\x02"))
    data[begin + 17 : begin + 27] = b"\xff" * 10
    path.write_bytes(data)


def test_a_damaged_file_has_no_pdf_and_costs_the_others_nothing(
    tmp_path: Path, calls: list[list[str]]
) -> None:
    """Part of a copy could be laid out, without what the file has behind the damage."""
    good, bad, gone, text = word_files(tmp_path, "good", "good", "good", "good")
    damaged(bad)
    gone.unlink()
    text.write_bytes(b"no zip")
    found = Office("soffice", {}, 1).convert([good, bad, gone, text])
    assert found == {good: MADE, bad: "said", gone: "said", text: "said"}
    assert calls == [["good"], [], [], []]


@pytest.mark.usefixtures("calls", "held")
def test_a_copy_that_libreoffice_still_holds_stops_nothing(tmp_path: Path) -> None:
    (file,) = word_files(tmp_path, "good")
    assert Office("soffice", {}, 1).convert([file]) == {file: MADE}


@pytest.mark.parametrize("archive", [False, True])
def test_libreoffice_is_asked_for_a_pdf_in_a_profile_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, archive: bool
) -> None:
    asked: list[Any] = []

    def run(office: Office, command: Sequence[str], work: Path) -> tuple[str, bool]:
        asked.extend([list(command), work])
        return "said", True

    monkeypatch.setattr(Office, "_run", run)
    usual = Office("/bin/soffice", {}, 1)
    office = Office("/bin/soffice", {}, 1, archive=True) if archive else usual
    office.convert(word_files(tmp_path, "good"))
    command, work = asked
    program, profile, *flags, to, kind, out, folder, infilter, copy = command
    assert (program, profile) == (
        "/bin/soffice",
        f"-env:UserInstallation={(work / 'profile').as_uri()}",
    )
    assert flags == ["--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"]
    assert (to, out, folder, infilter, copy) == (
        "--convert-to",
        "--outdir",
        str(work),
        "--infilter=MS Word 2007 XML",
        str(work / "0.docx"),
    )
    name, _, options = kind.partition("Export:")
    assert name == "pdf:writer_pdf_"
    values = {key: option["value"] for key, option in json.loads(options).items()}
    version = {"SelectPdfVersion": "2"} if archive else {}
    assert values == version | {
        "UseTaggedPDF": "true",
        "ExportBookmarks": "true",
        "ExportNotes": "false",
        "EmbedStandardFonts": "true",
        "ReduceImageResolution": "false",
        "InitialView": "1",
    }


@dataclass
class Clock:
    """A clock that goes a second on at each look; ``stop`` of an office, ``time`` of its module."""

    now: int = 1000
    stops_at: int = 10**6
    waits: list[float] = field(default_factory=list)

    def wait(self, seconds: float) -> bool:
        self.waits.append(seconds)
        self.now += 1
        return self.now >= self.stops_at

    def monotonic(self) -> int:
        return self.now


@dataclass
class Running:
    """A program that makes PDFs at certain seconds, and ends at one."""

    clock: Clock
    folder: Path
    pdfs: Sequence[int]
    ends: int

    def poll(self) -> int | None:
        assert self.clock.now < 1000 + SOON * 10
        for second in self.pdfs:
            if self.clock.now - 1000 >= second:
                (self.folder / f"{second}.pdf").touch()
        return 0 if self.clock.now - 1000 >= self.ends else None


@pytest.mark.parametrize(
    ("pdfs", "ends", "ended", "after"),
    [
        ([], 0, True, 0),
        ([], 5, True, 5),
        # the first file has 20 seconds more, for the start
        ([], 99, False, 31),
        ([], 30, True, 30),
        ([], 31, False, 31),
        # each PDF gives the next one the time for a file
        ([28], 99, False, 40),
        ([4], 99, False, 16),
        ([4, 11, 21], 99, False, 33),
        ([4, 11, 21], 32, True, 32),
        ([4, 5, 6], 17, True, 17),
        ([4, 5, 6], 18, False, 18),
    ],
)
def test_a_call_hangs_if_a_file_takes_longer_than_its_time(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    pdfs: list[int],
    ends: int,
    ended: bool,
    after: int,
) -> None:
    clock = Clock()
    monkeypatch.setattr(libreoffice, "time", clock)
    process: Any = Running(clock, tmp_path, pdfs, ends)
    stop: Any = clock
    assert Office("soffice", {}, 10, stop=stop)._wait(process, tmp_path) is ended
    assert clock.now - 1000 == after
    assert all(0 < wait <= 0.1 for wait in clock.waits)


def test_a_call_ends_when_the_run_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(stops_at=1003)
    monkeypatch.setattr(libreoffice, "time", clock)
    process: Any = Running(clock, tmp_path, [], 99)
    stop: Any = clock
    assert Office("soffice", {}, 10, stop=stop)._wait(process, tmp_path) is False
    assert clock.now == 1003


def script(folder: Path, text: str, name: str = "soffice") -> str:
    program = folder / "bin" / name
    program.parent.mkdir(exist_ok=True)
    program.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    program.chmod(0o755)
    return str(program)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("exit 0", ("exit 0", True)),
        ("exit 3", ("exit 3", False)),
        ("kill -9 $$", ("exit -9", False)),
        ("echo one >&2; echo two >&2; echo >&2; exit 1", ("two", False)),
        ("printf '\\377' >&2", ("\ufffd", True)),
        ('echo "$COLOUR $HOME_OF" >&2', ("red here", True)),
        ("cat; echo out", ("exit 0", True)),
        ('cd "$TMPDIR"; ls >&2', ("said", True)),
    ],
)
def test_what_a_program_says_last_is_the_reason(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    text: str,
    expected: tuple[str, bool],
) -> None:
    monkeypatch.setenv("HOME_OF", "here")
    office = Office(script(tmp_path, text), {"COLOUR": "red"}, SOON)
    assert office._run([office.program], tmp_path) == expected
    assert capfd.readouterr() == ("", "")


HANGS = 'sleep 600 &\necho $! > "$(dirname "$0")/child"\nwait'


def child_ends(folder: Path) -> bool:
    """Whether the child of a script that hangs ends soon."""
    process = (folder / "bin" / "child").read_text("utf-8").strip()
    status, limit = Path(f"/proc/{process}/status"), time.monotonic() + SOON
    while status.exists() and "zombie" not in status.read_text("utf-8"):
        if time.monotonic() > limit:
            return False
        time.sleep(0.01)
    return True


@pytest.mark.parametrize("late", [True, False])
def test_a_program_that_does_not_end_is_ended_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    monkeypatch.setattr(libreoffice, "START_SECONDS", 0.3 if late else SOON)
    office = Office(script(tmp_path, HANGS), {}, 0 if late else SOON)
    if not late:
        Timer(0.3, office.stop.set).start()
    begun = time.monotonic()
    assert office._run([office.program], tmp_path) == ("timeout", False)
    assert time.monotonic() - begun < SOON / 2
    assert child_ends(tmp_path)


def test_after_ctrl_c_the_program_is_ended_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> bool:
        while not (tmp_path / "bin" / "child").exists():
            time.sleep(0.01)
        raise KeyboardInterrupt

    monkeypatch.setattr(Office, "_wait", interrupted)
    office = Office(script(tmp_path, HANGS), {}, SOON)
    with pytest.raises(KeyboardInterrupt):
        office._run([office.program], tmp_path)
    assert child_ends(tmp_path)


@pytest.mark.parametrize(
    ("platform", "killed"), [("win32", ["kill"]), ("linux", [(77, signal.SIGKILL)])]
)
def test_a_program_is_ended_as_its_system_can(
    monkeypatch: pytest.MonkeyPatch, platform: str, killed: list[object]
) -> None:
    found: list[object] = []

    class Process:
        pid = 77

        def poll(self) -> None:
            pass

        def kill(self) -> None:
            found.append("kill")

    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(os, "killpg", lambda *group: found.append(group), raising=False)
    process: Any = Process()
    running.kill(process)
    assert found == killed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('cp "$last" "$(dirname "$last")/../form.docx"', b"old form"),
        ('cp "$last" "$(dirname "$last")/../form.docx"; exit 1', "exit 1"),
        ("echo cannot >&2", "cannot"),
        ("exit 0", "exit 0"),
    ],
)
def test_a_form_of_an_old_format_becomes_a_docx(
    tmp_path: Path, text: str, expected: bytes | str
) -> None:
    program = script(tmp_path, f'for last in "$@"; do :; done; {text}')
    form = tmp_path / "表.doc"
    form.write_bytes(b"old form")
    assert as_docx(program, form, ".doc", SOON) == expected
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bin", "表.doc"]


def test_how_an_old_form_is_asked_for(tmp_path: Path) -> None:
    program = script(tmp_path, 'echo "$@" >&2')
    form = tmp_path / "表.wps"
    form.write_bytes(b"old form")
    asked = str(as_docx(program, form, ".doc", SOON)).split()
    assert asked[-5:-3] == ["--convert-to", "docx"]
    assert asked[-3] == "--outdir"
    assert asked[-1] == f"{asked[-2]}/old/form.doc"


def test_an_old_form_over_which_libreoffice_hangs_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "START_SECONDS", 0.3)
    form = tmp_path / "表.doc"
    form.write_bytes(b"old form")
    assert as_docx(script(tmp_path, HANGS), form, ".doc", 0) == "timeout"
    assert child_ends(tmp_path)


@pytest.mark.usefixtures("held")
def test_a_form_that_libreoffice_still_holds_stops_nothing(tmp_path: Path) -> None:
    form = tmp_path / "表.doc"
    form.write_bytes(b"old form")
    assert as_docx(script(tmp_path, "echo cannot >&2"), form, ".doc", SOON) == "cannot"


@pytest.mark.parametrize(
    ("programs", "usual", "found"),
    [
        (["soffice", "libreoffice"], ["usual"], "bin/soffice"),
        (["libreoffice"], ["usual"], "bin/libreoffice"),
        ([], ["usual", "other"], "usual"),
        ([], ["other"], "other"),
        ([], [], None),
    ],
)
def test_libreoffice_is_looked_for_on_the_path_and_where_it_usually_lies(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    programs: list[str],
    usual: list[str],
    found: str | None,
) -> None:
    for program in programs:
        script(tmp_path, "", program)
    for place in usual:
        (tmp_path / place).touch()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    places = tuple(str(tmp_path / place) for place in ("usual", "other"))
    monkeypatch.setattr(libreoffice, "_USUAL_PLACES", places)
    assert find_libreoffice() == (str(tmp_path / found) if found else None)


def test_a_file_is_converted_as_a_whole(tmp_path: Path) -> None:
    """By a program, from the copy to the PDF."""
    text = 'for last in "$@"; do :; done; cp "$PDF" "${last%.docx}.pdf"'
    program = script(tmp_path, text)
    (file,) = word_files(tmp_path, "good")
    (tmp_path / "least.pdf").write_bytes(LEAST_PDF)
    office = Office(program, {"PDF": str(tmp_path / "least.pdf")}, SOON)
    assert office.convert([file]) == {file: MADE}


@pytest.mark.parametrize(
    "left",
    [
        b"",
        b"%%EOF",
        b"<junk> %%EOF",
        LEAST_PDF[:-9],
        LEAST_PDF.replace(b"Kids[3 0 R]/Count 1", b"Kids[]/Count 0"),
    ],
)
def test_what_is_no_pdf_with_a_page_is_none(tmp_path: Path, left: bytes) -> None:
    (tmp_path / "0.pdf").write_bytes(left)
    assert finished_pdf(tmp_path / "0.pdf") is None


@pytest.mark.parametrize("program", [b"\x7fELF of another machine", b"", b"#!/no/such/shell\n"])
def test_a_program_that_cannot_be_started_is_told(tmp_path: Path, program: bytes) -> None:
    path = tmp_path / "soffice"
    path.write_bytes(program)
    path.chmod(0o755)
    (file,) = word_files(tmp_path, "good")
    reason = Office(str(path), {}, SOON).convert([file])[file]
    assert isinstance(reason, str)
    assert reason not in ("", "timeout")
