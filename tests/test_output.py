"""Output files are written atomically, and files that the office has edited are kept."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from docgen.atomic import write_atomically
from docgen.diagnostics import OutputError, Place
from docgen.roundtrip.files.fingerprint import read_identity
from docgen.roundtrip.files.locks import find_lock
from tests.support import SmallProject, codes, entries


def built(project: SmallProject) -> Path:
    path = project.render().outcomes[0].docx
    assert path is not None
    return path


def edit(path: Path) -> None:
    document = docx.Document(str(path))
    document.add_paragraph("办公室加的一段")
    document.save(str(path))


def test_a_fresh_file_is_not_edited_and_is_replaced(project: SmallProject) -> None:
    path = built(project)
    assert read_identity(path, Place(path.name)).untouched
    project.template("{{ 名称 }}", "新的一段")
    assert codes(project.render()) == []
    assert len(docx.Document(str(path)).paragraphs) == 2


def test_files_name_what_they_were_built_from_as_files_in_offices_do(
    project: SmallProject,
) -> None:
    properties = entries(built(project).read_bytes())["docProps/custom.xml"].decode()
    names = re.findall(r'name="([^"]*)"', properties)
    assert names == ["docgen.edition", "docgen.unit", "docgen.pack", "docgen.seal"]


def test_an_edited_file_is_never_overwritten(project: SmallProject) -> None:
    path = built(project)
    edit(path)
    before = path.read_bytes()
    assert not read_identity(path, Place(path.name)).untouched
    shutil.rmtree(project.output / ".docgen")  # what it was built from is not known any more
    project.template("{{ 名称 }}", "新的一段")
    result = project.render()
    assert (codes(result), result.exit_code) == (["edited-file"], 5)
    assert path.read_bytes() == before


def test_an_edited_file_stays_while_the_content_is_unchanged(project: SmallProject) -> None:
    path = built(project)
    edit(path)
    before = path.read_bytes()
    result = project.render()
    assert (codes(result), result.exit_code) == ([], 0)
    assert result.outcomes[0].edited
    assert path.read_bytes() == before
    assert project.render().outcomes[0].edited


def test_asked_to_replace_it_moves_the_edited_file_aside(project: SmallProject) -> None:
    path = built(project)
    edit(path)
    before = path.read_bytes()
    project.template("{{ 名称 }}", "新的一段")
    result = project.render(replace_edited=True)
    assert (codes(result), result.exit_code) == (["moved-aside"], 0)
    (aside,) = (project.output / "edited").iterdir()
    assert aside.read_bytes() == before
    assert aside.name.startswith("报告.20")
    assert read_identity(path, Place(path.name)).untouched
    assert [path.name for path in project.output.glob("*.docx")] == ["报告.docx"]


def test_an_edited_file_that_is_open_is_not_moved(project: SmallProject) -> None:
    path = built(project)
    edit(path)
    (path.parent / ".~lock.报告.docx#").write_text(
        ",李四,电脑,24.11.2026 09:00,file:///x;", "utf-8"
    )
    project.template("{{ 名称 }}", "新的一段")
    result = project.render(replace_edited=True)
    assert (codes(result), result.exit_code) == (["file-open"], 5)
    (problem,) = result.all_problems()
    assert problem.words["holder"] == "李四"
    assert not (project.output / "edited").exists()


def test_words_lock_file_tells_who_has_the_file(tmp_path: Path) -> None:
    name = "王五"
    data = bytes([4]) + name.encode("gbk") + bytes(49)
    data += len(name).to_bytes(2, "little") + name.encode("utf-16-le")
    (tmp_path / "~$报告.docx").write_bytes(data.ljust(162, b"\0"))
    lock = find_lock(tmp_path / "报告.docx")
    assert lock is not None
    assert lock.holder == name


def test_a_file_that_docgen_did_not_build_is_never_overwritten(project: SmallProject) -> None:
    project.output.mkdir(parents=True)
    path = project.output / "报告.docx"
    path.write_bytes(b"something else")
    assert project.render().exit_code == 5
    assert path.read_bytes() == b"something else"


@pytest.mark.parametrize(
    "lock", [".~lock.报告.docx#", "~$报告.docx", "~$.docx", ".~报告.docx", ".~告.docx"]
)
def test_a_file_that_is_open_is_not_overwritten(project: SmallProject, lock: str) -> None:
    path = built(project)
    (path.parent / lock).write_bytes(b"")
    project.template("{{ 名称 }}", "新的一段")
    result = project.render()
    assert (codes(result), result.exit_code) == (["file-open"], 5)


def test_a_file_that_is_open_and_stays_the_same_is_no_problem(project: SmallProject) -> None:
    path = built(project)
    (path.parent / ".~lock.报告.docx#").write_bytes(b"")
    assert codes(project.render()) == []


@pytest.fixture
def full_disk(tmp_path: Path) -> Path:
    """A real file system of 64 KB, where the machine lets us mount one."""
    folder = tmp_path / "full"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let us mount a small file system")
    return folder


def test_a_full_disk_leaves_the_old_file_whole(full_disk: Path) -> None:
    try:
        path = full_disk / "报告.docx"
        path.write_bytes(b"old")
        with pytest.raises(OutputError) as caught:
            write_atomically(path, os.urandom(200_000), "报告.docx")
        assert caught.value.problem.code == "disk-full"
        assert path.read_bytes() == b"old"
        assert list(full_disk.iterdir()) == [path]
    finally:
        subprocess.run(["umount", str(full_disk)], check=True)


def test_no_space_is_told_and_leaves_nothing(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("docgen.atomic.os.fsync", full)
    result = project.render()
    assert (codes(result), result.exit_code) == (["disk-full"], 6)
    assert not any(path.is_file() for path in project.output.rglob("*"))


def test_a_folder_that_cannot_be_made_is_told(project: SmallProject) -> None:
    project.output.parent.mkdir()
    project.output.write_text("a file where the folder should be", "utf-8")
    result = project.render()
    assert (codes(result), result.exit_code) == (["write-failed"], 6)


def test_an_unchanged_file_is_not_written_again(project: SmallProject) -> None:
    path = built(project)
    before = path.stat().st_mtime_ns
    outcome = project.render().outcomes[0]
    assert not outcome.changed
    assert path.stat().st_mtime_ns == before


def test_a_link_out_of_the_outputs_is_not_written_through(
    project: SmallProject, tmp_path: Path
) -> None:
    path = built(project)
    path.unlink()
    path.symlink_to(tmp_path / "new" / "folder" / "报告.docx")
    assert codes(project.render()) == ["output-link"]
    assert not (tmp_path / "new").exists()
    outside = tmp_path / "theirs.docx"
    outside.write_bytes(b"theirs")
    path.unlink()
    path.symlink_to(outside)
    assert len(codes(project.render(replace_edited=True))) == 1
    assert outside.read_bytes() == b"theirs"


@pytest.mark.parametrize(
    ("name", "problems"),
    [
        ("报告.docx", ["no-ordinary-file"]),
        ("别的.docx", []),
        (".~lock.报告.docx#", ["file-open"]),
        (".docgen/actions.jsonl", []),
    ],
)
def test_a_pipe_among_the_outputs_stops_nothing(
    project: SmallProject, name: str, problems: list[str]
) -> None:
    project.template("{{ 名称 }}{{ 数 }}")
    project.content("数: 1\n")
    path = project.output / "报告.docx"
    assert codes(project.render()) == []
    project.content("数: 2\n")
    pipe = path.parent / name
    pipe.unlink(missing_ok=True)
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "docgen", "render", "2023", "--no-pdf"]
    for arguments in (command, [*command[:3], "status", "2023"], [*command[:3], "pull", "2023"]):
        process = subprocess.run(
            arguments, cwd=project.root, capture_output=True, text=True, timeout=30, check=False
        )
        assert "Traceback" not in process.stderr
        if arguments is command:
            assert re.findall(r"error\[(.*?)\]", process.stderr) == problems


@pytest.mark.parametrize("folder", [".docgen", ".docgen/one", "edited"])
def test_docgens_own_folders_are_no_links(
    project: SmallProject, tmp_path_factory: pytest.TempPathFactory, folder: str
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    path = project.render().outcomes[0].docx
    assert path is not None
    document = docx.Document(str(path))
    document.add_paragraph("办公室加的")
    document.save(str(path))
    before = path.read_bytes()
    shutil.rmtree(project.output / folder, ignore_errors=True)
    (project.output / folder).symlink_to(elsewhere)
    result = project.render(replace_edited=True, force=True)
    assert (
        codes(result) == ["output-link"] if folder == "edited" else "output-link" in codes(result)
    )
    assert list(elsewhere.iterdir()) == []
    kept = [*project.output.glob("*.docx"), *project.output.glob("edited/*.docx")]
    assert before in [file.read_bytes() for file in kept]
