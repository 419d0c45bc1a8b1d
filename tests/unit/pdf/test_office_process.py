"""The process is asked, waited for and ended; a script stands in for the driver."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Timer

import pytest

from docgen.pdf import office_driver
from docgen.pdf.office_process import OfficeLostError, OfficeProcess, find_library

DRIVER = """
import json, os, sys, time
from pathlib import Path
library, profile, owner = sys.argv[1:]
print("said", library, file=sys.stderr)
if library == "ends":
    sys.exit(3)
if library == "hangs":
    time.sleep(600)
print("{}", flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    state = [profile, owner, os.environ["TMPDIR"], os.environ["FONTS"], asked["options"]]
    Path(asked["target"].removeprefix("file://")).write_text("\\n".join(state))
    if library == "halves":
        sys.stdout.write("{")
        sys.stdout.flush()
        time.sleep(0.1)
        sys.stdout.write("}")
        sys.stdout.flush()
        time.sleep(0.1)
    print(json.dumps({"reason": ""}) if library != "halves" else "", flush=True)
"""
SOON = 20

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it stays on Linux alone")


@pytest.fixture(autouse=True)
def driver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "driver.py").write_text(DRIVER, "utf-8")
    monkeypatch.setattr(office_driver, "__file__", str(tmp_path / "driver.py"))


@pytest.fixture
def process() -> Iterator[OfficeProcess]:
    process = OfficeProcess("answers", {"FONTS": "f"}, Event())
    yield process
    process.end()


def asked(process: OfficeProcess) -> Path:
    source = process.folder / "1.docx"
    process.ask(source, source.with_suffix(".pdf"), "{}")
    return source.with_suffix(".pdf")


def test_it_has_a_profile_and_a_folder_of_its_own(process: OfficeProcess) -> None:
    assert process.files == 0
    target = asked(process)
    process.wait(SOON)
    folder = str(process.folder)
    profile = f"file://{folder}/profile"
    assert target.read_text("utf-8").split() == [profile, str(os.getpid()), folder, "f", "{}"]
    assert (process.folder / "profile" / "user" / "registrymodifications.xcu").is_file()
    assert (process.folder / "said").read_text("utf-8") == "said answers\n"
    assert process.files == 1
    assert time.monotonic() - SOON < process.started <= time.monotonic()
    assert os.getpgid(process._process.pid) != os.getpgid(0)


def test_all_that_was_asked_is_waited_for() -> None:
    process = OfficeProcess("halves", {"FONTS": "f"}, Event())
    for _ in range(2):
        asked(process)
    begun = time.monotonic()
    process.wait(SOON)
    assert time.monotonic() - begun > 0.4
    process.wait(0)
    process.end()


def test_at_its_end_nothing_is_left() -> None:
    process = OfficeProcess("hangs", {}, Event())
    assert process.is_there
    process.end()
    assert process._process.returncode == -signal.SIGKILL
    assert not process.folder.exists()
    assert not process.is_there


@pytest.mark.parametrize("library", ["ends", "hangs"])
def test_one_that_ends_or_is_late_is_lost(library: str) -> None:
    process = OfficeProcess(library, {}, Event())
    begun = time.monotonic()
    with pytest.raises(OfficeLostError):
        process.wait(0.3 if library == "hangs" else SOON)
    assert time.monotonic() - begun < SOON / 2
    process.end()


def test_one_is_lost_that_ended_while_another_holds_its_pipe(process: OfficeProcess) -> None:
    """A process that was forked at the same time may have it."""
    process.wait(SOON)
    process._awaited = 1
    stdout = process._process.stdout
    assert stdout is not None
    reading, writing = os.pipe()
    os.dup2(reading, stdout.fileno())
    process._process.kill()
    with pytest.raises(OfficeLostError):
        process.wait(SOON)
    os.close(writing)
    os.close(reading)


def test_one_that_is_gone_cannot_be_asked(process: OfficeProcess) -> None:
    process._process.kill()
    process._process.wait()
    assert not process.is_there
    with pytest.raises(OfficeLostError):
        asked(process)
    assert process.files == 0


def test_when_the_run_ends_nothing_is_waited_for() -> None:
    stop = Event()
    process = OfficeProcess("hangs", {}, stop)
    Timer(0.2, stop.set).start()
    begun = time.monotonic()
    with pytest.raises(OfficeLostError):
        process.wait(SOON)
    assert time.monotonic() - begun < SOON / 2
    process.end()


def test_one_whose_folder_was_removed_is_not_there(process: OfficeProcess) -> None:
    process.folder.rename(process.folder.with_name("moved"))
    assert not process.is_there
    process.folder.with_name("moved").rename(process.folder)
    assert process.is_there


def test_one_that_cannot_be_started_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = tmp_path / "temporary"
    folders.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folders))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "none"))
    with pytest.raises(FileNotFoundError):
        OfficeProcess("answers", {}, Event())
    assert list(folders.iterdir()) == []


@pytest.mark.parametrize(
    ("there", "platform", "found"),
    [
        (["libmergedlo.so", "libsofficeapp.so"], "linux", "libmergedlo.so"),
        (["libsofficeapp.so"], "linux", "libsofficeapp.so"),
        ([], "linux", None),
        (["libmergedlo.so"], "darwin", None),
        (["libmergedlo.so"], "win32", None),
    ],
)
def test_the_library_lies_beside_the_program(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    there: list[str],
    platform: str,
    found: str | None,
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    folder = tmp_path / "program"
    folder.mkdir()
    for name in ("soffice", *there):
        (folder / name).touch()
    link = tmp_path / "soffice"
    link.symlink_to(folder / "soffice")
    assert find_library(str(link)) == (str(folder / found) if found else None)
