"""Temporary folders: those of dead runs go, those of live ones and of others stay."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from docgen.temporary import remove_dead_folders, temporary_folder

RUN = """\
import sys, time
from pathlib import Path
from docgen.temporary import temporary_folder
with temporary_folder("pull", Path(sys.argv[1])) as folder:
    (folder / "secret.md").write_text("x")
    print(folder, flush=True)
    time.sleep(60)
"""


def started(parent: Path) -> tuple[subprocess.Popen[str], Path]:
    """A run that holds a temporary folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, str(parent)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def end(process: subprocess.Popen[str], signal_number: int) -> None:
    process.send_signal(signal_number)
    process.communicate()


def test_a_folder_is_there_for_a_while(tmp_path: Path) -> None:
    with temporary_folder("pull", tmp_path) as folder:
        assert folder.parent == tmp_path
        assert folder.name.startswith("docgen-pull-")
        (folder / "甲").write_text("乙", "utf-8")
        assert folder.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == []


def test_a_folder_goes_after_an_exception_too(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), temporary_folder("pull", tmp_path):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("signal_number", [signal.SIGKILL, signal.SIGTERM])
def test_the_folder_of_a_killed_run_goes_with_the_next(tmp_path: Path, signal_number: int) -> None:
    process, folder = started(tmp_path)
    end(process, signal_number)
    assert (folder / "secret.md").exists()
    with temporary_folder("pdf", tmp_path) as own:
        assert list(tmp_path.iterdir()) == [own]


def test_the_folder_of_a_live_run_stays(tmp_path: Path) -> None:
    process, folder = started(tmp_path)
    try:
        remove_dead_folders(tmp_path)
        assert (folder / "secret.md").exists()
    finally:
        end(process, signal.SIGKILL)


def test_a_folder_of_this_run_stays(tmp_path: Path) -> None:
    with temporary_folder("pull", tmp_path) as first, temporary_folder("pdf", tmp_path):
        remove_dead_folders(tmp_path)
        assert first.is_dir()


def test_what_is_another_users_or_no_folder_of_docgen_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    process, folder = started(tmp_path)
    end(process, signal.SIGKILL)
    (tmp_path / "docgen-old").mkdir()
    (tmp_path / "docgen-old" / "file").write_text("", "utf-8")
    (tmp_path / "docgen-file").write_text("", "utf-8")
    (tmp_path / "docgen-link").symlink_to(folder)
    (tmp_path / "other").mkdir()
    before = sorted(tmp_path.iterdir())
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    remove_dead_folders(tmp_path)
    assert sorted(tmp_path.iterdir()) == before
    monkeypatch.undo()
    remove_dead_folders(tmp_path)
    assert sorted(tmp_path.iterdir()) == [path for path in before if path != folder]


@pytest.mark.parametrize(("age", "stays"), [(0, True), (7200, False)])
def test_a_folder_whose_run_was_killed_before_it_locked_goes_when_it_is_old(
    tmp_path: Path, age: int, stays: bool
) -> None:
    folder = tmp_path / "docgen-pull-1"
    folder.mkdir()
    os.utime(folder, (time.time() - age,) * 2)
    remove_dead_folders(tmp_path)
    assert folder.exists() is stays


def test_nothing_is_cleared_where_there_is_nothing(tmp_path: Path) -> None:
    remove_dead_folders(tmp_path / "nowhere")


KILLED = """\
import os, shutil, sys
from pathlib import Path
from docgen.temporary import remove_dead_folders, temporary_folder

parent, stop = Path(sys.argv[1]), 0

def run():
    with temporary_folder("pull", parent) as folder:
        for name in "abc":
            (folder / f"{name}.md").write_text("x")
            (folder / "content" / name).mkdir(parents=True)
            (folder / "content" / name / "secret.md").write_text("x")

def killed(action, stop):
    \"\"\"Whether a process was killed at its file operation of that number.\"\"\"
    if pid := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 9
    seen = 0
    def hook(event, _):
        nonlocal seen
        seen += event.startswith(("open", "os.", "shutil.", "tempfile.", "fcntl."))
        if seen == stop:
            os._exit(9)
    sys.addaudithook(hook)
    action()
    os._exit(0)

def left():
    return sorted(str(path.relative_to(parent)) for path in parent.rglob("*"))

while killed(run, stop := stop + 1):
    before = left()
    # The next run may be killed as well, at every operation of its clearing.
    state = parent.parent / "state"
    shutil.copytree(parent, state)
    clearing = 0
    while killed(lambda: remove_dead_folders(parent), clearing := clearing + 1):
        remove_dead_folders(parent)
        print(f"{stop}.{clearing}", *left(), sep="\\t")
        shutil.rmtree(parent)
        shutil.copytree(state, parent)
    remove_dead_folders(parent)
    print(stop, *left(), sep="\\t")
    shutil.rmtree(parent)
    shutil.rmtree(state)
    parent.mkdir()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks a process for each operation")
def test_killed_at_any_operation_a_run_leaves_nothing_but_an_empty_folder(tmp_path: Path) -> None:
    parent = tmp_path / "temporary"
    parent.mkdir()
    command = [sys.executable, "-c", KILLED, str(parent)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    kills = [line.split("\t") for line in said.splitlines()]
    assert len(kills) > 100
    full = [kill for kill, *names in kills if len(names) > 1 or any("/" in it for it in names)]
    assert full == []
    empty = [kill for kill, *names in kills if names]
    assert len(empty) < len(kills) / 10


HEIR = """\
import os, sys, time
from pathlib import Path
from docgen.temporary import temporary_folder
with temporary_folder("pull", Path(sys.argv[1])) as folder:
    begun, tell = os.pipe()
    if not (pid := os.fork()):
        os.write(tell, b".")
        time.sleep(60)
    os.read(begun, 1)
    print(pid, flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a forked process inherits open files")
def test_a_worker_does_not_keep_the_folder_of_a_killed_run(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", HEIR, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    worker = int(process.stdout.readline())
    try:
        remove_dead_folders(tmp_path)
        assert len(list(tmp_path.iterdir())) == 1
        process.kill()
        process.wait()
        remove_dead_folders(tmp_path)
        assert list(tmp_path.iterdir()) == []
    finally:
        os.kill(worker, signal.SIGKILL)
        process.stdout.close()
