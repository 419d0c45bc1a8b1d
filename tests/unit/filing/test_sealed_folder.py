"""A change of one byte in a sealed folder is told, wherever it is."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from docgen.atomic import write_folder
from docgen.filing.fixed.sealed_folder import LIST, changed_files, read_list, sealed

FILES = {
    "报告.docx": bytes(range(256)) * 20,
    "报告.pdf": b"%PDF-1.7\n" * 50,
    "content/数据.yaml": "预算数: 100.00\n".encode(),
    "content/narrative/1 概况.md": "概况。\n".encode(),
    "pack/空.txt": b"",
}
ABOUT = {"edition": "2023", "unit": "县: 局 #1", "fixed": "2024-03-01T09:00:00+08:00"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_folder(tmp_path / "1", sealed(FILES, ABOUT), "1")
    return tmp_path / "1"


def test_nothing_has_changed_in_a_folder_as_it_was_sealed(folder: Path) -> None:
    assert changed_files(folder) == []
    listed = read_list(folder)
    assert listed is not None
    assert (dict(listed.about), set(listed.files)) == (ABOUT, set(FILES))


@pytest.mark.parametrize("seed", range(100))
def test_one_byte_that_is_changed_is_told(folder: Path, seed: int) -> None:
    random = Random(seed)
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.stat().st_size]
    path = random.choice(files)
    data = bytearray(path.read_bytes())
    at = random.randrange(len(data))
    data[at] ^= random.randrange(1, 256)
    path.write_bytes(bytes(data))
    assert changed_files(folder) == [path.relative_to(folder).as_posix()]


@pytest.mark.parametrize("name", [*FILES, LIST])
def test_a_file_that_is_gone_or_cut_is_told(folder: Path, name: str) -> None:
    data = (folder / name).read_bytes()
    (folder / name).unlink()
    assert changed_files(folder) == [name]
    (folder / name).write_bytes(data + b"\n")
    assert changed_files(folder) == [name]
    (folder / name).write_bytes(data)
    assert changed_files(folder) == []


def test_a_file_more_is_told(folder: Path) -> None:
    (folder / "content" / "附.md").write_text("附", "utf-8")
    assert changed_files(folder) == ["content/附.md"]


@pytest.mark.parametrize("name", ["~$报告.docx", ".DS_Store", "content/Thumbs.db"])
def test_who_only_looks_into_it_changes_nothing(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"\x04")
    assert changed_files(folder) == []


def test_a_digest_that_was_put_into_the_list_is_told(folder: Path) -> None:
    (folder / "报告.pdf").write_bytes(b"other")
    text = (folder / LIST).read_text("utf-8")
    listed = read_list(folder)
    assert listed is not None
    other = sealed({"报告.pdf": b"other"}, {})[LIST].decode().partition("报告.pdf: ")[2][:64]
    (folder / LIST).write_text(text.replace(listed.files["报告.pdf"], other), "utf-8")
    assert changed_files(folder) == [LIST]


@pytest.mark.parametrize("text", ["", "[]", "files: 1", "a: [", "\x00", "format: 1\nfiles: {}\n"])
def test_what_is_no_list_is_told(folder: Path, text: str) -> None:
    (folder / LIST).write_text(text, "utf-8")
    assert changed_files(folder) == [LIST]
