"""When a LibreOffice that stays is started, renewed and given up; a stand-in for its process."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pytest

from docgen.pdf import warm
from docgen.pdf.libreoffice import Office, export_options
from docgen.pdf.office_process import OfficeLostError
from docgen.pdf.reproducible import reproducible
from docgen.pdf.warm import WarmOffice
from docgen.temporary import temporary_folder
from tests.least_files import LEAST_DOCX, LEAST_PDF

MADE = reproducible(LEAST_PDF)


class Process:
    """Makes a PDF of each file, unless a fault is set: to be lost, or to leave half of it."""

    made: ClassVar[list[Process]]
    fault: ClassVar[str] = ""

    def __init__(self, library: str, environment: object, stop: object) -> None:
        self.begun_with = (library, environment, stop)
        self.files, self.started, self.is_there = 0, 100.0, True
        self._context = temporary_folder("office")
        self.folder = self._context.__enter__()
        self.said = list[str]()
        self.left = list[str]()
        self.made.append(self)

    def ask(self, source: Path, target: Path, options: str) -> None:
        assert source.parent == target.parent == self.folder
        self.files += 1
        if self.fault == "half":
            target.write_bytes(LEAST_PDF[:-3])
        elif self.fault != "nothing":
            target.write_bytes(LEAST_PDF)
        self.said.append(f"ask {source.name} {target.name} {'Version' in options}")

    def wait(self, seconds: float) -> None:
        self.said.append(f"wait {seconds}")
        if self.fault == "lost" or (self.fault == "no start" and self.files == 0):
            raise OfficeLostError

    def end(self) -> None:
        self.left = sorted(path.name for path in self.folder.iterdir() if path.suffix)
        self.said.append("end")
        self._context.__exit__(None, None, None)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Process]:
    monkeypatch.setattr(warm, "OfficeProcess", Process)
    monkeypatch.setattr(Process, "fault", "")
    monkeypatch.setattr("time.monotonic", lambda: 101)
    Process.made = []
    return Process.made


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files of each call that is made after one that stays has failed."""
    found: list[str] = []

    def called(office: Office, files: list[Path]) -> dict[Path, bytes | str]:
        found.extend(file.name for file in files)
        return {} if office.stop.is_set() else dict.fromkeys(files, "said")

    monkeypatch.setattr(Office, "convert", called)
    return found


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{name}.docx" for name in "abc"]
    for path in paths:
        with zipfile.ZipFile(path, "w") as package:
            for name, data in {**LEAST_DOCX, "word/document.xml": path.stem}.items():
                package.writestr(name, data)
    return paths


def office(*, archive: bool = False) -> Office:
    return Office("/none", {"A": "b"}, 7, archive)


@pytest.mark.parametrize("archive", [False, True])
def test_one_process_takes_each_file_with_its_time(
    made: list[Process], files: list[Path], archive: bool
) -> None:
    chosen = office(archive=archive)
    staying = WarmOffice("lib.so", chosen)
    assert made == []
    assert staying.convert(files[:2]) == dict.fromkeys(files[:2], MADE)
    assert staying.convert(files[2:]) == {files[2]: MADE}
    (process,) = made
    assert process.begun_with == ("lib.so", {"A": "b"}, chosen.stop)
    assert process.said == [
        line
        for number in range(3)
        for line in ("wait 20", f"ask {number}.docx {number}.pdf {archive}", "wait 7")
    ]
    staying.close()
    staying.close()
    assert (process.said[-2:], process.left) == (["wait 7", "end"], [])


def test_before_the_first_file_it_loads_the_fonts(made: list[Process], files: list[Path]) -> None:
    staying = WarmOffice("lib.so", office())
    staying.begin()
    (process,) = made
    assert process.said == ["ask blank.docx blank.pdf False"]
    with zipfile.ZipFile(process.folder / "blank.docx") as package:
        document = package.read("word/document.xml").decode()
    for font in ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "Times New Roman"):
        assert f'w:eastAsia="{font}"' in document
    assert staying.convert(files[:1]) == {files[0]: MADE}
    assert len(made) == 1
    staying.close()


@pytest.mark.parametrize("fault", ["lost", "half", "nothing"])
def test_a_file_that_it_fails_at_is_called_for_and_the_next_has_a_new_one(
    made: list[Process],
    calls: list[str],
    files: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    fault: str,
) -> None:
    staying = WarmOffice("lib.so", office())
    staying.convert(files[:1])
    monkeypatch.setattr(Process, "fault", fault)
    assert staying.convert(files[1:2]) == {files[1]: "said"}
    assert (calls, made[0].said[-1]) == (["b.docx"], "end")
    monkeypatch.setattr(Process, "fault", "")
    assert staying.convert(files[2:]) == {files[2]: MADE}
    assert (calls, len(made)) == (["b.docx"], 2)
    staying.close()


@pytest.mark.parametrize(("starts", "tried"), [("no,no,no,no", 2), ("no,yes,no,no,no", 4)])
def test_after_two_failed_starts_in_a_row_only_calls_are_made(
    made: list[Process],
    calls: list[str],
    files: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    starts: str,
    tried: int,
) -> None:
    staying = WarmOffice("lib.so", office())
    for start in starts.split(","):
        monkeypatch.setattr(Process, "fault", "no start" if start == "no" else "")
        staying.convert(files[:1])
        staying._end()
    assert (len(made), len(calls)) == (tried, starts.count("no"))


def test_a_file_that_is_no_word_file_is_called_for(
    made: list[Process], calls: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(b"PK")
    assert WarmOffice("lib.so", office()).convert([file]) == {file: "said"}
    assert (calls, made[0].said) == (["a.docx"], ["end"])


def test_a_process_that_cannot_be_started_is_called_for(
    calls: list[str], files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(warm, "OfficeProcess", failing)
    staying = WarmOffice("lib.so", office())
    staying.begin()
    assert staying.convert(files[:1]) == {files[0]: "said"}


def test_at_the_end_of_the_run_a_file_is_late(
    made: list[Process], calls: list[str], files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = office()
    chosen.stop.set()
    monkeypatch.setattr(Process, "fault", "lost")
    assert WarmOffice("lib.so", chosen).convert(files[:1]) == {files[0]: "timeout"}


def many(process: Process) -> None:
    process.files = 200


def nearly_many(process: Process) -> None:
    process.files = 199


def old(process: Process) -> None:
    process.started = 101 - 3600


def nearly_old(process: Process) -> None:
    process.started = 102 - 3600


def gone(process: Process) -> None:
    process.is_there = False


@pytest.mark.parametrize(
    ("happens", "renewed"),
    [(many, True), (nearly_many, False), (old, True), (nearly_old, False), (gone, True)],
)
def test_it_is_renewed_when_it_is_due(
    made: list[Process], files: list[Path], happens: Callable[[Process], None], renewed: bool
) -> None:
    staying = WarmOffice("lib.so", office())
    staying.convert(files[:1])
    happens(made[0])
    assert staying.convert(files[:1]) == {files[0]: MADE}
    assert len(made) == (2 if renewed else 1)
    assert (made[0].said[-1] == "end") is renewed
    staying.close()


def test_what_is_asked_of_the_export() -> None:
    assert '"SelectPdfVersion": {"type": "long", "value": "2"}' in export_options(True)
    assert "SelectPdfVersion" not in export_options(False)
