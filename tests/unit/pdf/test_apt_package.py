"""A package is fetched by a stand-in for apt-get that does what the real one was seen to do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from docgen.diagnostics import ExitCode, OutputError
from docgen.pdf import apt_package
from docgen.pdf.apt_package import fetched_package

URIS = "'http://host/pool/p_1_all.deb' p_1_all.deb 300000 SHA256:00"


@pytest.fixture
def apt_get(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The script of a stand-in for ``apt-get``, behind what lists the addresses."""
    program = tmp_path / "bin" / "apt-get"
    program.parent.mkdir()
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    return program


def is_running(pid: int) -> bool:
    """Whether a process runs; one that has ended may not have been waited for yet."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def write(program: Path, work: str, uris: str = URIS) -> None:
    asked = '[ "$1" = download ] || exit 9\n'
    lists = f'case "$*" in *--print-uris*) echo "{uris}"; exit 0;; esac\n'
    program.write_text(f"#!/bin/sh\n{asked}{lists}{work}\n", "utf-8")
    program.chmod(0o755)


def test_the_package_is_there_as_long_as_it_is_asked_for(apt_get: Path) -> None:
    write(apt_get, "head -c 100000 /dev/zero > p.deb; sleep 1; head -c 300000 /dev/zero > p.deb")
    told: list[tuple[int, int]] = []
    with fetched_package("p", lambda done, size: told.append((done, size))) as package:
        assert package.stat().st_size == 300_000
    assert not package.exists()
    assert not package.parent.exists()
    assert told
    assert told == sorted(told)
    assert {size for _, size in told} == {300_000}


def test_it_is_asked_for_as_a_user_who_may_write_there(apt_get: Path, tmp_path: Path) -> None:
    write(apt_get, f'echo "$@" > {tmp_path}/asked; touch p.deb')
    with fetched_package("p", lambda *_: None):
        pass
    asked = (tmp_path / "asked").read_text("utf-8").split()
    assert asked == ["download", "-qq", "-o", "APT::Sandbox::User=root", "p"]


@pytest.mark.parametrize(
    ("work", "code", "said"),
    [
        ("echo first; echo E: no network >&2; exit 100", "fetch-failed", "E: no network"),
        ("exit 3", "fetch-failed", "exit 3"),
        ("touch p.deb; exit 1", "fetch-failed", "exit 1"),
        ("exit 0", "fetch-failed", "exit 0"),
    ],
)
def test_it_says_why_nothing_came(apt_get: Path, work: str, code: str, said: str) -> None:
    write(apt_get, work)
    with pytest.raises(OutputError) as caught, fetched_package("p", lambda *_: None):
        pass
    problem = caught.value.problem
    assert (problem.code, problem.words["reason"]) == (code, said)
    assert problem.exit_code is ExitCode.OUTPUT


def test_a_system_without_its_lists_is_told_so(apt_get: Path) -> None:
    write(apt_get, "touch p.deb", uris="")
    with pytest.raises(OutputError) as caught, fetched_package("p", lambda *_: None):
        pass
    assert caught.value.problem.code == "no-package-lists"


def test_a_system_without_apt_get_is_told_what_to_bring(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(OutputError) as caught, fetched_package("p", lambda *_: None):
        pass
    assert caught.value.problem.code == "no-apt"


def test_a_program_that_brings_nothing_is_ended_with_what_it_started(
    apt_get: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apt_package, "STALL_SECONDS", 1)
    write(apt_get, f"touch p.deb; sleep 600 & echo $! > {tmp_path}/pid; wait")
    with pytest.raises(OutputError) as caught, fetched_package("p", lambda *_: None):
        pass
    assert caught.value.problem.code == "fetch-stalled"
    pid = int((tmp_path / "pid").read_text("utf-8"))
    assert not is_running(pid)
