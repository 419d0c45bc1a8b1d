"""A file has its old content or its new content, and nothing else is left in its folder."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

import pytest

from docgen import atomic
from docgen.atomic import (
    remove_stale_temporaries,
    write_all,
    write_atomically,
    write_folder,
)
from docgen.diagnostics import DocgenError, EditsAtRiskError, ExitCode, OutputError

NOW = 1_700_000_000


def told(reason: DocgenError) -> tuple[str, str, ExitCode, dict[str, str]]:
    problem = reason.problem
    return problem.code, problem.place.file, problem.exit_code, dict(problem.words)


@pytest.mark.parametrize(
    ("age", "stays"), [(0, True), (3600, True), (3601, False), (7200, False), (-7200, True)]
)
def test_temporary_files_are_removed_after_an_hour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, age: int, stays: bool
) -> None:
    monkeypatch.setattr(time, "time", lambda: float(NOW))
    for name in (".docgen-0123", ".docgen", "报告.docx"):
        (tmp_path / name).write_bytes(b"")
        os.utime(tmp_path / name, (NOW - age, NOW - age))
    remove_stale_temporaries(tmp_path)
    assert (tmp_path / ".docgen-0123").exists() is stays
    assert {path.name for path in tmp_path.iterdir()} >= {".docgen", "报告.docx"}


def test_what_cannot_be_removed_or_is_gone_already_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two runs may begin at once; and a folder with such a name is none of these files."""
    for name in (".docgen-1", ".docgen-2", ".docgen-3"):
        path = tmp_path / name
        path.mkdir() if name.endswith("1") else path.write_bytes(b"")
        os.utime(path, (1, 1))
    real = Path.stat

    def gone(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if path.name == ".docgen-2":
            raise FileNotFoundError(path)
        return real(path, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", gone)
    remove_stale_temporaries(tmp_path)
    monkeypatch.undo()
    assert {path.name for path in tmp_path.iterdir()} == {".docgen-1", ".docgen-2"}
    remove_stale_temporaries(tmp_path / "nowhere")


def test_a_file_is_written_with_the_folders_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "甲" / "乙" / "报告.docx"
    for data in (b"first", b"second"):
        write_atomically(path, data, "报告.docx")
        assert path.read_bytes() == data
        assert [file.name for file in path.parent.iterdir()] == ["报告.docx"]
    assert path.stat().st_mode & 0o777 == 0o644


def test_behind_a_link_the_file_itself_is_written(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere" / "报告.docx"
    target.parent.mkdir()
    target.write_bytes(b"old")
    link = tmp_path / "报告.docx"
    link.symlink_to(target)
    write_atomically(link, b"new", "报告.docx")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert [path.name for path in target.parent.iterdir()] == ["报告.docx"]


@pytest.mark.parametrize("leads", ["out", "nowhere", "nowhere outside", "round"])
def test_a_link_that_leads_out_or_nowhere_is_not_written_through(
    tmp_path: Path, leads: str
) -> None:
    folder, outside = tmp_path / "build", tmp_path / "outside.docx"
    folder.mkdir()
    outside.write_bytes(b"theirs")
    path = folder / "报告.docx"
    path.symlink_to(
        {
            "out": outside,
            "nowhere": Path("无") / "无.docx",
            "nowhere outside": tmp_path / "new" / "folder" / "报告.docx",
            "round": path,
        }[leads]
    )
    with pytest.raises(OutputError) as caught:
        write_atomically(path, b"new", "build/报告.docx")
    assert told(caught.value)[:3] == ("output-link", "build/报告.docx", ExitCode.OUTPUT)
    assert outside.read_bytes() == b"theirs"
    assert path.is_symlink()
    assert sorted(file.name for file in tmp_path.rglob("*")) == [
        "build",
        "outside.docx",
        "报告.docx",
    ]


def test_the_folder_of_the_outputs_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    (tmp_path / "build").symlink_to("share")
    for data in (b"first", b"second"):
        write_atomically(tmp_path / "build" / "报告.docx", data, "报告.docx")
        assert (tmp_path / "share" / "报告.docx").read_bytes() == data


@pytest.mark.parametrize("linked", [False, True])
def test_a_pipe_is_not_written_to(tmp_path: Path, linked: bool) -> None:
    path = tmp_path / "报告.docx"
    os.mkfifo(tmp_path / "管" if linked else path)
    if linked:
        path.symlink_to("管")
    with pytest.raises(OutputError) as caught:
        write_atomically(path, b"new", "报告.docx")
    assert told(caught.value)[:2] == ("no-ordinary-file", "报告.docx")
    assert os.path.lexists(path)


def test_all_files_are_written_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = tmp_path / "1.yaml", tmp_path / "2.yaml"
    first.write_bytes(b"old")
    real, calls = os.fsync, list[int]()

    def full(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError) as caught:
        write_all({first: b"new", second: b"new"}, {first: "甲", second: "乙"})
    assert told(caught.value)[:3] == ("disk-full", "乙", ExitCode.OUTPUT)
    assert first.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["1.yaml"]
    write_all({first: b"new", second: b"also"}, {first: "甲", second: "乙"})
    assert (first.read_bytes(), second.read_bytes()) == (b"new", b"also")


def test_no_file_is_written_if_the_caller_is_not_ready_in_the_last_moment(tmp_path: Path) -> None:
    first, second = tmp_path / "1.yaml", tmp_path / "2.yaml"
    first.write_bytes(b"old")
    seen: list[list[str]] = []

    def not_ready() -> None:
        seen.append(sorted(path.read_text() for path in tmp_path.iterdir()))
        raise KeyError

    with pytest.raises(KeyError):
        write_all({first: b"new", second: b"also"}, {first: "甲", second: "乙"}, ready=not_ready)
    assert seen == [["also", "new", "old"]]
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("1.yaml", b"old")]


@pytest.mark.parametrize("mode", [0o664, 0o600, 0o640])
def test_a_file_keeps_who_may_write_it_unless_that_is_said(tmp_path: Path, mode: int) -> None:
    old, new = tmp_path / "旧", tmp_path / "新"
    old.write_bytes(b"")
    old.chmod(mode)
    write_all({old: b"1", new: b"1"}, {old: "旧", new: "新"})
    assert [path.stat().st_mode & 0o777 for path in (old, new)] == [mode, 0o644]
    write_all({old: b"2"}, {old: "旧"}, 0o644)
    assert old.stat().st_mode & 0o777 == 0o644


def test_after_ctrl_c_no_temporary_file_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "报告.docx", b"new", "报告.docx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("error", "code", "exit_code", "reason"),
    [
        (OSError(errno.ENOSPC, "no space"), "disk-full", ExitCode.OUTPUT, "no space"),
        (OSError(errno.EDQUOT, "no quota"), "disk-full", ExitCode.OUTPUT, "no quota"),
        (OSError(errno.EIO, "broken"), "write-failed", ExitCode.OUTPUT, "broken"),
        (OSError("odd"), "write-failed", ExitCode.OUTPUT, "odd"),
        (PermissionError(13, "held"), "file-held", ExitCode.EDITS_AT_RISK, None),
    ],
)
def test_each_reason_why_a_file_cannot_be_replaced_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: OSError,
    code: str,
    exit_code: ExitCode,
    reason: str | None,
) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(b"old")

    def failing(*_: object) -> None:
        raise error

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises((OutputError, EditsAtRiskError)) as caught:
        write_atomically(path, b"new", "build/报告.docx")
    words = {} if reason is None else {"reason": reason}
    assert told(caught.value) == (code, "build/报告.docx", exit_code, words)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("exists", "may_write", "code"),
    [
        (True, ("folder", "file"), "file-held"),
        (True, ("folder",), "write-protected"),
        (True, ("file",), "write-failed"),
        (True, (), "write-failed"),
        (False, ("folder", "file"), "write-failed"),
        (False, (), "write-failed"),
    ],
)
def test_a_file_is_held_by_a_program_if_it_is_there_and_both_it_and_its_folder_let_us_write(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    exists: bool,
    may_write: tuple[str, ...],
    code: str,
) -> None:
    path = tmp_path / "报告.docx"
    if exists:
        path.write_bytes(b"old")

    def held(*_: object) -> None:
        raise PermissionError(13, "held")

    monkeypatch.setattr(Path, "replace", held)
    kinds = {tmp_path: "folder", path: "file"}
    monkeypatch.setattr(os, "access", lambda path, mode: kinds[path] in may_write)
    with pytest.raises(DocgenError) as caught:
        write_atomically(path, b"new", "报告.docx")
    assert caught.value.problem.code == code


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "build").write_bytes(b"")
    with pytest.raises(OutputError) as caught:
        write_atomically(tmp_path / "build" / "报告.docx", b"new", "报告.docx")
    assert caught.value.problem.code == "write-failed"


def test_a_folder_is_made_with_all_its_files(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "2024" / "甲"
    files = {"narrative/图/1.png": b"1", "narrative/图/2.png": b"2", "report.yaml": b"3"}
    write_folder(folder, files, "甲")
    found = [path for path in folder.rglob("*") if path.is_file()]
    assert {path.relative_to(folder).as_posix(): path.read_bytes() for path in found} == files
    assert [path.name for path in folder.parent.iterdir()] == ["甲"]


def test_a_folder_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "甲"
    folder.mkdir()
    (folder / "report.yaml").write_bytes(b"old")
    with pytest.raises(OutputError) as caught:
        write_folder(folder, {"report.yaml": b"new"}, "content/甲")
    assert told(caught.value)[:2] == ("write-failed", "content/甲")
    assert (folder / "report.yaml").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["甲"]


def test_of_a_folder_that_has_no_room_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OutputError) as caught:
        write_folder(tmp_path / "甲", {"report.yaml": b"new"}, "甲")
    assert caught.value.problem.code == "disk-full"
    assert list(tmp_path.iterdir()) == []


def test_temporary_files_have_names_that_their_removal_knows(tmp_path: Path) -> None:
    names = {atomic._temporary_path(tmp_path / "报告.docx").name for _ in range(50)}
    assert len(names) == 50
    assert all(name.startswith(".docgen-") and len(name) == 24 for name in names)
