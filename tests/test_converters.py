"""Word and WPS lay out files, each in a process of its own, on a stand-in for Windows."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing.queues import SimpleQueue
from pathlib import Path
from threading import Thread

import docx
import pytest

from docgen.pdf.converter import Converter, as_docx, convert, offices_of
from docgen.pdf.driven_office import DrivenOffice
from docgen.pdf.finished import is_archive
from docgen.pdf.page_count import page_count
from tests.linked_files import docx as package
from tests.linked_files import linked_files
from tests.windows_machine import (
    COMES_IN,
    CRASHES,
    FAILS,
    HANGS,
    KILLS,
    WindowsMachine,
    small_pdf,
    windows_machine,
)

WORD, WPS = Converter("Word", "WINWORD.EXE"), Converter("WPS", "wps.exe")
BOTH = pytest.mark.parametrize("converter", [WORD, WPS], ids=["Word", "WPS"])
SECONDS, SOON = 20, 2


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[WindowsMachine]:
    with windows_machine(tmp_path) as found:
        found.install("Word.Application", "Kwps.Application")
        yield found


def word_file(path: Path, text: str = "字") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    document = docx.Document()
    document.add_paragraph(text)
    document.save(str(path))
    return path


def word_files(folder: Path, *texts: str) -> list[Path]:
    return [word_file(folder / f"报告 {number}.docx", text) for number, text in enumerate(texts)]


def until(is_so: Callable[[], bool]) -> bool:
    """Whether it becomes so."""
    limit = time.monotonic() + SECONDS
    while not is_so() and time.monotonic() < limit:
        time.sleep(0.02)
    return is_so()


@BOTH
def test_files_are_laid_out_by_one_program_which_is_closed_at_the_end(
    machine: WindowsMachine, tmp_path: Path, converter: Converter
) -> None:
    files = word_files(tmp_path / "在 这里", "一", "二", "三")
    before = [file.read_bytes() for file in files]
    found = list(convert(converter, iter(files), tmp_path, SECONDS))
    assert [file for file, _ in found] == files
    assert [page_count(pdf) for _, pdf in found if isinstance(pdf, bytes)] == [1, 1, 1]
    assert [file.read_bytes() for file in files] == before
    assert sorted(path.name for path in files[0].parent.iterdir()) == [file.name for file in files]
    assert len(machine.started()) == 1
    assert machine.calls("Quit") == [[0]]
    assert until(lambda: not machine.running())
    assert machine.calls("Dispatch") == []  # that would be the user's


@BOTH
def test_it_asks_nothing_runs_no_macro_and_writes_to_nothing_of_the_users(
    machine: WindowsMachine, tmp_path: Path, converter: Converter
) -> None:
    (file,) = word_files(tmp_path, "字")
    list(convert(converter, [file], tmp_path, SECONDS))
    first, *calls = machine.all_calls()
    names = [name for name, *_ in calls]
    assert first == ["CoInitialize"]
    assert machine.calls("set")[:3] == [
        ["DisplayAlerts", 0],
        ["AutomationSecurity", 3],
        ["UpdateLinksAtOpen", False],
    ]
    ((path, *how),) = machine.calls("Open")
    assert how == [False, True, False, "-"]
    assert Path(path) != file
    assert not Path(path).parent.exists()
    ((target, kind, *how),) = machine.calls("ExportAsFixedFormat")
    assert Path(target).suffix == ".pdf"
    assert (kind, how) == (17, [False, 0, 0, 1, 1, 0, True, True, 1, True, True, False])
    assert machine.calls("Close") == [[0]]
    assert names.index("set") < names.index("Open") < names.index("Close") < names.index("Quit")
    assert ["UpdateLinksAtOpen", True] in machine.calls("set")  # it is an option of the user's


@BOTH
def test_the_copy_has_no_links(
    machine: WindowsMachine, tmp_path: Path, converter: Converter
) -> None:
    file, kept = tmp_path / "报告.docx", machine.folder / "kept"
    file.write_bytes(package(linked_files("http://x.example/")["picture"]))
    kept.touch()
    list(convert(converter, [file], tmp_path, SECONDS))
    assert machine.calls("Open")
    assert "x.example" not in kept.read_text("utf-8", "replace")
    assert len(kept.read_bytes()) > 100


@BOTH
def test_a_file_that_fails_costs_only_itself(
    machine: WindowsMachine, tmp_path: Path, converter: Converter
) -> None:
    files = word_files(tmp_path, "一", FAILS, CRASHES, "二", KILLS, "三")
    results = [data for _, data in convert(converter, files, tmp_path, SECONDS)]
    good, failed, crashed, *others = results
    assert [isinstance(data, bytes) for data in (good, *others)] == [True, True, False, True]
    assert failed == "这个文件坏了"
    assert crashed == "The remote procedure call failed."
    assert others[1] == f"{converter.name}: 3"
    assert until(lambda: not machine.running())


@BOTH
def test_one_that_hangs_is_ended_in_time_and_the_next_has_another(
    machine: WindowsMachine, tmp_path: Path, converter: Converter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docgen.pdf.driven_office.START_SECONDS", 10)
    files = word_files(tmp_path, "一", HANGS, "二")
    first, hung, next_one = [data for _, data in convert(converter, files, tmp_path, SOON)]
    assert isinstance(first, bytes)
    assert hung == "timeout"
    assert isinstance(next_one, bytes)
    assert len(machine.started()) == 2
    assert until(lambda: not machine.running())


@BOTH
def test_closing_ends_one_that_hangs(
    machine: WindowsMachine, tmp_path: Path, converter: Converter
) -> None:
    (file,) = word_files(tmp_path, HANGS)
    office, results = DrivenOffice(converter.name, SECONDS), list[object]()
    thread = Thread(target=lambda: results.extend(data for _, data in office.convert([file])))
    thread.start()
    assert until(lambda: bool(machine.calls("ExportAsFixedFormat")))
    office.close()
    thread.join()
    assert results == ["timeout"]
    assert until(lambda: not machine.running())


_ENDS = {"killed": signal.SIGKILL, "asked": signal.SIGTERM, "Ctrl-C": signal.SIGINT}


@pytest.mark.parametrize("end", list(_ENDS))
@pytest.mark.parametrize("text", [HANGS, "字"], ids=["hanging", "idle"])
def test_it_ends_with_docgen_however_that_ends(
    machine: WindowsMachine, tmp_path: Path, end: str, text: str
) -> None:
    (file,) = word_files(tmp_path, text)
    script = (
        "import sys, time\nfrom pathlib import Path\n"
        "from docgen.pdf.driven_office import DrivenOffice\n"
        "if __name__ == '__main__':\n"
        "    office = DrivenOffice('Word', 60)\n"
        "    list(office.convert([Path(sys.argv[1])]))\n"
        "    time.sleep(900)\n"
    )
    program = tmp_path / "run.py"
    program.write_text(script, "utf-8")
    command = [sys.executable, str(program), str(file)]
    with subprocess.Popen(command, env=os.environ | machine.environment) as process:
        awaited = "ExportAsFixedFormat" if text == HANGS else "Close"
        is_there = until(lambda: bool(machine.calls(awaited)))
        process.send_signal(_ENDS[end] if is_there else signal.SIGKILL)
    assert is_there
    assert machine.started()
    assert until(lambda: not machine.running())


def test_what_the_user_works_in_stays_as_it_is(machine: WindowsMachine, tmp_path: Path) -> None:
    machine.share_with_user()
    (file,) = word_files(tmp_path, "字")
    ((_, pdf),) = convert(WPS, [file], tmp_path, SECONDS)
    assert isinstance(pdf, bytes)
    assert machine.calls("Quit") == []
    changes = dict[str, object]()
    for name, value in machine.calls("set"):
        changes[name] = value
    assert changes == {"DisplayAlerts": -1, "AutomationSecurity": 1, "UpdateLinksAtOpen": True}


@BOTH
def test_a_document_that_the_user_opens_in_it_stays_open(
    machine: WindowsMachine, tmp_path: Path, converter: Converter
) -> None:
    (file,) = word_files(tmp_path, COMES_IN)
    ((_, pdf),) = convert(converter, [file], tmp_path, SECONDS)
    assert isinstance(pdf, bytes)
    assert machine.calls("Quit") == []
    assert ["Visible", True] in machine.calls("set")
    (process,) = machine.running()
    assert process == machine.started()[0]


def test_an_earlier_wps_has_another_class_and_no_export(
    machine: WindowsMachine, tmp_path: Path
) -> None:
    (machine.folder / "class-64-Kwps.Application").unlink()
    machine.install("wps.Application", view=32)
    (machine.folder / "no export").touch()
    (file,) = word_files(tmp_path, "字")
    ((_, pdf),) = convert(WPS, [file], tmp_path, SECONDS)
    assert isinstance(pdf, bytes)
    assert machine.calls("DispatchEx") == [["Kwps.Application"], ["wps.Application"]]
    assert [kind for _, kind in machine.calls("SaveAs")] == [17]


@BOTH
def test_pdf_for_the_archive_is_asked_for_and_looked_for(
    machine: WindowsMachine, tmp_path: Path, converter: Converter
) -> None:
    (file,) = word_files(tmp_path, "字")
    ((_, pdf),) = convert(converter, [file], tmp_path, SECONDS, archive=True)
    assert isinstance(pdf, bytes)
    assert is_archive(pdf)
    assert machine.calls("ExportAsFixedFormat")[0][-1] is True
    (machine.folder / "no archive").touch()
    assert list(convert(converter, [file], tmp_path, SECONDS, archive=True)) == [
        (file, "no-archive")
    ]
    assert not is_archive(small_pdf())


@BOTH
def test_an_old_file_is_read_as_docx(
    machine: WindowsMachine, tmp_path: Path, converter: Converter
) -> None:
    form = tmp_path / "表 一.doc"
    form.write_bytes(b"old")
    made = word_file(machine.folder / "made.docx").read_bytes()
    assert as_docx(converter, form, ".doc", SECONDS) == made
    ((path, *_),) = machine.calls("Open")
    assert path.endswith(".doc")
    assert [kind for _, kind in machine.calls("SaveAs")] == [12]
    form.write_text(FAILS, "utf-8")
    assert as_docx(converter, form, ".doc", SECONDS) == "这个文件坏了"


def test_a_damaged_file_is_told(machine: WindowsMachine, tmp_path: Path) -> None:
    file = tmp_path / "坏.docx"
    file.write_bytes(b"PK\3\4 damaged")
    ((_, reason),) = convert(WORD, [file], tmp_path, SECONDS)
    assert "damaged-docx" in str(reason)
    assert machine.started() == []


@BOTH
def test_nothing_starts_before_there_is_a_file(
    machine: WindowsMachine, tmp_path: Path, converter: Converter
) -> None:
    with offices_of(converter, tmp_path) as offices:
        offices.begin()
        assert list(offices.convert([])) == []
    assert machine.all_calls() == []


def laid_out(file: Path, pages: SimpleQueue[int]) -> None:
    """Lays a file out, and tells how many pages it has."""
    with DrivenOffice("Word", SECONDS) as office:
        ((_, pdf),) = office.convert([file])
    pages.put(page_count(pdf) if isinstance(pdf, bytes) else 0)


@pytest.mark.usefixtures("machine")
def test_a_worker_of_a_pool_may_have_one(tmp_path: Path) -> None:
    (file,) = word_files(tmp_path, "字")
    context = multiprocessing.get_context("spawn")
    pages = context.SimpleQueue()
    worker = context.Process(target=laid_out, args=(file, pages), daemon=True)
    worker.start()
    worker.join(SECONDS)
    assert not pages.empty()
    assert pages.get() == 1
