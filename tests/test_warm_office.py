"""A LibreOffice that stays is killed, stopped and starved: no PDF is lost, none is wrong.

``DOCGEN_OFFICE_FILES`` is the number of files that go through one, 12 by default; ``make office``
sends 500.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random
from threading import Timer
from typing import Any

import pytest

from benchmarks.timing import many_units
from docgen import RenderOptions, render_edition
from docgen.pdf import warm
from docgen.pdf.converter import Converter, Offices, convert, find_converter, offices_of
from docgen.pdf.fonts import font_environment
from docgen.pdf.libreoffice import Office
from docgen.pdf.office_process import OfficeProcess, find_library
from tests.support import ROOT, SOFFICE, blank_part

pytestmark = [
    pytest.mark.campaign("many files through one LibreOffice: make office"),
    pytest.mark.slow,
    pytest.mark.skipif(
        not SOFFICE or not find_library(SOFFICE), reason="LibreOffice cannot stay on this machine"
    ),
]

FILES = int(os.environ.get("DOCGEN_OFFICE_FILES", "12"))
FONTS = ROOT / "fonts"
SECONDS = 60
SOON = 2
"""Seconds that a file may take where one is to be late; a file takes a tenth of one."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Word files that differ in text, tables and the number of pages."""
    folder = tmp_path_factory.mktemp("files")
    for number in range(4):
        document = blank_part()
        for line in range(1 + 40 * number):
            document.add_paragraph(f"第{number}份第{line}段，预算执行情况良好 {line} mm²")
        table = document.add_table(2 + number, 2)
        table.cell(0, 0).text = f"表{number}"
        document.save(str(folder / f"{number}.docx"))
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def converter() -> Converter:
    found = find_converter(FONTS)
    assert found
    return found


Pages = dict[Path, object]


@pytest.fixture(scope="module")
def pages(files: list[Path], converter: Converter) -> Pages:
    """The pages of each file as a call makes them that ends with it."""
    with font_environment(FONTS, converter.substituted) as environment:
        made = Office(converter.program, environment, SECONDS).convert(files)
    return {file: read(pdf) for file, pdf in made.items()}


def read(pdf: bytes | str) -> bytes:
    assert isinstance(pdf, bytes), pdf
    return pdf


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[OfficeProcess]:
    """Each process that is started."""
    found: list[OfficeProcess] = []

    class Noted(OfficeProcess):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments)
            found.append(self)

    monkeypatch.setattr(warm, "OfficeProcess", Noted)
    return found


@pytest.fixture
def offices(converter: Converter) -> Iterator[Offices]:
    with offices_of(converter, FONTS, SECONDS) as offices:
        yield offices


def is_there(process: int) -> bool:
    """Whether a process runs, or is stopped."""
    try:
        state = Path(f"/proc/{process}/stat").read_text("ascii", "replace").rpartition(")")[2]
    except OSError:
        return False
    return state.split()[0] not in "ZX"


def end_soon(processes: list[int]) -> bool:
    """Whether they end by themselves; those that do not are killed."""
    limit = time.monotonic() + 20
    while left := list(filter(is_there, processes)):
        if time.monotonic() > limit:
            for process in left:
                os.kill(process, signal.SIGKILL)
            return False
        time.sleep(0.02)
    return True


def pid(process: OfficeProcess) -> int:
    return process._process.pid


def test_a_pdf_is_that_of_a_call(
    files: list[Path], pages: Pages, converter: Converter, started: list[OfficeProcess]
) -> None:
    made = dict(convert(converter, reversed(files), FONTS, SECONDS))
    assert list(made) == files[::-1]
    assert {file: read(pdf) for file, pdf in made.items()} == pages
    assert len(started) == 1
    assert not is_there(pid(started[0]))
    assert not started[0].folder.exists()


def test_files_are_taken_a_few_ahead_and_each_job_starts_with_its_first(
    files: list[Path], pages: Pages, converter: Converter, started: list[OfficeProcess]
) -> None:
    taken: list[int] = []

    def coming() -> Iterator[Path]:
        for number in range(12):
            taken.append(number)
            yield files[number % 2]

    with offices_of(converter, FONTS, SECONDS, jobs=2) as offices:
        assert not started
        assert read(dict(offices.convert(files[:1]))[files[0]]) == pages[files[0]]
        assert len(started) == 1
        for number, (file, pdf) in enumerate(offices.convert(coming())):
            assert file == files[number % 2]
            assert read(pdf) == pages[file]
            assert len(taken) <= number + 4
        assert len(started) == 2
    assert not any(is_there(pid(process)) for process in started)


def test_one_that_has_begun_takes_the_first_file(
    files: list[Path], pages: Pages, converter: Converter, started: list[OfficeProcess]
) -> None:
    with offices_of(converter, FONTS, SECONDS, jobs=2) as offices:
        begun = time.monotonic()
        offices.begin()
        assert time.monotonic() - begun < 1
        for file, pdf in offices.convert(files[:1]):
            assert read(pdf) == pages[file]
        # what LibreOffice copies when it sets itself up, which takes longer than a file
        assert not (started[0].folder / "profile" / "user" / "database").exists()
    assert len(started) == 1
    assert started[0].files == 2


def kill(process: OfficeProcess) -> None:
    os.kill(pid(process), signal.SIGKILL)
    assert end_soon([pid(process)])


def stop(process: OfficeProcess) -> None:
    os.kill(pid(process), signal.SIGSTOP)


def starve(process: OfficeProcess) -> None:
    """Gives it no more memory."""
    import resource

    resource.prlimit(pid(process), resource.RLIMIT_AS, (1, 1))


def remove_folder(process: OfficeProcess) -> None:
    shutil.rmtree(process.folder)


def remove_profile(process: OfficeProcess) -> None:
    shutil.rmtree(process.folder / "profile")


FAULTS = [kill, stop, starve, remove_folder, remove_profile]


@pytest.mark.parametrize("fault", FAULTS)
def test_what_happens_between_two_files_costs_none(
    files: list[Path],
    pages: Pages,
    converter: Converter,
    started: list[OfficeProcess],
    fault: Callable[[OfficeProcess], None],
) -> None:
    with offices_of(converter, FONTS, SOON if fault is stop else SECONDS) as offices:
        list(offices.convert(files[:1]))
        fault(started[0])
        made = dict(offices.convert(files))
    assert {file: read(pdf) for file, pdf in made.items()} == pages
    assert len(started) == (1 if fault is remove_profile else 2)
    assert end_soon([pid(process) for process in started])
    assert not any(process.folder.exists() for process in started)


@pytest.mark.parametrize("fault", [kill, stop, remove_folder])
def test_what_happens_during_a_file_costs_none(
    files: list[Path],
    pages: Pages,
    converter: Converter,
    started: list[OfficeProcess],
    monkeypatch: pytest.MonkeyPatch,
    fault: Callable[[OfficeProcess], None],
) -> None:
    ask = OfficeProcess.ask

    def then(process: OfficeProcess, *arguments: Any) -> None:
        ask(process, *arguments)
        if process is started[0] and process.files == 2:
            fault(process)

    monkeypatch.setattr(OfficeProcess, "ask", then)
    made = dict(convert(converter, files, FONTS, SOON if fault is stop else SECONDS))
    assert {file: read(pdf) for file, pdf in made.items()} == pages
    assert len(started) == 2
    assert end_soon([pid(process) for process in started])


def test_one_that_hangs_while_it_begins_costs_nothing(
    files: list[Path],
    pages: Pages,
    converter: Converter,
    started: list[OfficeProcess],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(warm, "START_SECONDS", 1)
    with offices_of(converter, FONTS, SOON) as offices:
        offices.begin()
        stop(started[0])
        assert read(dict(offices.convert(files[:1]))[files[0]]) == pages[files[0]]
    assert end_soon([pid(process) for process in started])


def test_a_damaged_file_costs_itself(
    files: list[Path], pages: Pages, offices: Offices, tmp_path: Path
) -> None:
    bad = tmp_path / "坏.docx"
    bad.write_bytes(b"PK\x03\x04 not a document")
    made = dict(offices.convert([files[0], bad, files[1]]))
    assert isinstance(made.pop(bad), str)
    assert {file: read(pdf) for file, pdf in made.items()} == {
        file: pages[file] for file in files[:2]
    }


@pytest.mark.parametrize("limit", ["_FILES", "_AGE"])
def test_it_is_renewed_in_time(
    files: list[Path],
    pages: Pages,
    offices: Offices,
    started: list[OfficeProcess],
    monkeypatch: pytest.MonkeyPatch,
    limit: str,
) -> None:
    monkeypatch.setattr(warm, limit, 2 if limit == "_FILES" else 0)
    made = dict(offices.convert(files[:3]))
    assert [read(made[file]) for file in files[:3]] == [pages[file] for file in files[:3]]
    assert len(started) == (2 if limit == "_FILES" else 3)


def test_where_it_cannot_stay_calls_give_the_same(
    files: list[Path], pages: Pages, converter: Converter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docgen.pdf.libre_offices.find_library", lambda _: None)
    made = dict(convert(converter, files, FONTS, SECONDS, jobs=2))
    assert {file: read(pdf) for file, pdf in made.items()} == pages


def test_a_pdf_does_not_depend_on_the_language_of_the_machine(
    files: list[Path], pages: Pages, converter: Converter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    warm_pdf = dict(convert(converter, files[-1:], FONTS, SECONDS))[files[-1]]
    monkeypatch.setattr("docgen.pdf.libre_offices.find_library", lambda _: None)
    cold_pdf = dict(convert(converter, files[-1:], FONTS, SECONDS))[files[-1]]
    assert read(warm_pdf) == read(cold_pdf) == pages[files[-1]]


SCRIPT = """
import sys, time
from itertools import cycle
from pathlib import Path
from docgen.pdf.converter import find_converter, offices_of
fonts, begins, *files = map(Path, sys.argv[1:])
with offices_of(find_converter(fonts), fonts, jobs=2) as offices:
    offices.begin()
    print("begun", flush=True)
    if begins.name == "begins":
        time.sleep(600)
    for file, pdf in offices.convert(cycle(files)):
        print(type(pdf).__name__, flush=True)
"""


def run(files: list[Path], folder: Path, *, begins: bool = False) -> subprocess.Popen[str]:
    """A run that makes PDFs until it is ended; its temporary folders are in ``folder``."""
    folder.mkdir(exist_ok=True)
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, FONTS, "begins" if begins else "converts", *files],
        env=os.environ | {"TMPDIR": str(folder), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )


def descendants(process: int) -> list[int]:
    """The processes that a process has started, and those that they have."""
    found: list[int] = []
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, path.read_text("ascii").split()):
            found += [child, *descendants(child)]
    return found


@pytest.mark.parametrize("stopped", [False, True])
@pytest.mark.parametrize("begins", [False, True])
def test_it_ends_with_a_run_that_is_killed(
    files: list[Path], tmp_path: Path, begins: bool, stopped: bool
) -> None:
    folder = tmp_path / "temporary"
    with run(files, folder, begins=begins) as process:
        assert process.stdout is not None
        for _ in range(1 if begins else 5):
            assert process.stdout.readline() in ("begun\n", "bytes\n")
        while begins and not any(folder.glob("docgen-office-*/profile/user/uno_packages")):
            time.sleep(0.02)  # it ends with the run as soon as LibreOffice is loaded
        left = descendants(process.pid)
        assert len(left) == (1 if begins else 2)
        if stopped:
            for office in left:
                os.kill(office, signal.SIGSTOP)
        process.kill()
    assert end_soon(left)


def test_ctrl_c_leaves_nothing(files: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / "temporary"
    with run(files, folder) as process:
        assert process.stdout is not None
        for _ in range(5):
            assert process.stdout.readline() in ("begun\n", "bytes\n")
        left = descendants(process.pid)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) != 0
    assert end_soon(left)
    assert list(folder.iterdir()) == []


def test_two_runs_at_once_do_not_meet(
    files: list[Path], pages: Pages, converter: Converter, tmp_path: Path
) -> None:
    with run(files, tmp_path / "temporary") as other:
        assert other.stdout is not None
        while other.stdout.readline() == "begun\n":
            pass
        made = dict(convert(converter, files, FONTS, SECONDS, jobs=2))
        said = [other.stdout.readline() for _ in range(3)]
        other.kill()
    assert {file: read(pdf) for file, pdf in made.items()} == pages
    assert said == ["bytes\n"] * 3


def test_many_files_through_one_that_is_killed_at_times(
    files: list[Path], pages: Pages, converter: Converter, started: list[OfficeProcess]
) -> None:
    random, wrong = Random(FILES), list[int]()

    def coming() -> Iterator[Path]:
        for number in range(FILES):
            if number % 12 == 11:
                process = random.choice(started)
                Timer(random.random() / 5, process._process.kill).start()
            yield files[number % len(files)]

    for number, (file, pdf) in enumerate(convert(converter, coming(), FONTS, SECONDS, jobs=2)):
        if read(pdf) != pages[file]:
            wrong.append(number)
    assert wrong == []
    assert end_soon([pid(process) for process in started])
    assert not any(process.folder.exists() for process in started)


@pytest.fixture(scope="module")
def reports() -> Iterator[list[Path]]:
    """The Word files of a few units of the reference report, of 30 in the campaign."""
    with many_units(30 if FILES > 100 else 3) as root:
        options = RenderOptions(make_pdf=False, verify=False)
        outcomes = render_edition("2023", options, root=root).outcomes
        yield [outcome.docx for outcome in outcomes if outcome.docx]


def test_reports_have_the_same_pdfs_alone_in_groups_and_while_offices_are_killed(
    reports: list[Path], converter: Converter, started: list[OfficeProcess]
) -> None:
    random = Random(len(reports))

    def made(files: Iterable[Path], jobs: int) -> dict[Path, bytes]:
        pdfs = convert(converter, files, FONTS, SECONDS, jobs=jobs)
        return {file: read(pdf) for file, pdf in pdfs}

    together = made(reports, 2)
    assert len(set(together.values())) == len(reports)
    assert {file: made([file], 1)[file] for file in reports} == together
    rest = random.sample(reports, len(reports))
    while rest:
        size = random.randint(1, 7)
        group, rest = rest[:size], rest[size:]
        assert made(group, random.randint(1, 3)) == {file: together[file] for file in group}
    started.clear()

    def kill_one() -> None:
        if alive := [each for each in started if each.is_there]:
            killed.append(random.choice(alive)._process.pid)
            os.kill(killed[-1], signal.SIGKILL)

    def with_kills() -> Iterator[Path]:
        for number, file in enumerate(reports):
            if number in (0, len(reports) // 2):
                Timer(0.6, kill_one).start()
            yield file

    killed = list[int]()
    assert made(with_kills(), 2) == together
    assert len(killed) == 2
