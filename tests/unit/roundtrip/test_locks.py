"""Who has a file open, by the lock files of Word, WPS, LibreOffice, Vim and Emacs."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.roundtrip.files.locks import find_lock


def of_word(name: str, wide: str | None = None, count: int | None = None) -> bytes:
    """A lock file of Word: the name in the code page, and at byte 54 in UTF-16."""
    head = bytes([len(name)]) + name.encode("latin-1")
    data = head.ljust(54, b"\0")
    if wide is None:
        return data
    return (
        data
        + (len(wide) if count is None else count).to_bytes(2, "little")
        + wide.encode("utf-16-le")
    )


@pytest.mark.parametrize(
    ("name", "data", "holder"),
    [
        (".~lock.年度报告.docx#", "某甲,account,computer".encode(), "某甲"),
        (".~lock.年度报告.docx#", b" ,account ,computer", "account"),
        (".~lock.年度报告.docx#", b",,computer", ""),
        (".~lock.年度报告.docx#", b"", ""),
        ("~$报告.docx", of_word("A B", "某甲"), "某甲"),
        ("~$年度报告.docx", of_word("A B", "某甲"), "某甲"),
        ("~$报告.docx", of_word("A B", "某甲\0 "), "某甲"),
        ("~$报告.docx", of_word("A B"), "A B"),
        ("~$报告.docx", of_word("A B", ""), "A B"),
        ("~$报告.docx", of_word("A ", ""), "A"),
        ("~$报告.docx", of_word("A B", "甲" * 59), "甲" * 59),
        ("~$报告.docx", of_word("A B", "甲" * 60), "A B"),
        ("~$报告.docx", of_word("A B", "甲乙丙", 2), "甲乙"),
        ("~$报告.docx", of_word("A B", "甲" * 300, 258), "A B"),
        ("~$报告.docx", b"", ""),
        (".~年度报告.docx", b"\x02AB", ""),
        (".~度报告.docx", b"\x02AB", ""),
        (".~报告.docx", b"\x02AB", ""),
        (".年度报告.docx.swp", b"b0VIM 9.1", ""),
        (".#年度报告.docx", b"", ""),
    ],
)
def test_a_lock_is_found_with_the_name_of_its_holder(
    tmp_path: Path, name: str, data: bytes, holder: str
) -> None:
    (tmp_path / name).write_bytes(data)
    lock = find_lock(tmp_path / "年度报告.docx")
    assert lock is not None
    assert (lock.file.name, lock.holder) == (name, holder)


def test_the_lock_of_emacs_is_a_link_to_nothing_that_names_its_holder(tmp_path: Path) -> None:
    (tmp_path / ".#甲.md").symlink_to("writer@office.123:1700000000")
    lock = find_lock(tmp_path / "甲.md")
    assert lock is not None
    assert lock.holder == "writer"


@pytest.mark.parametrize("name", ["年度报告.docx", "~$另一报告.docx", "~$度报告.docx", ".~告.docx"])
def test_other_files_are_no_locks(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\x02AB")
    assert find_lock(tmp_path / "年度报告.docx") is None


def test_a_lock_that_its_program_holds_has_no_name(tmp_path: Path) -> None:
    (tmp_path / "~$报告.docx").mkdir()
    lock = find_lock(tmp_path / "年度报告.docx")
    assert lock is not None
    assert lock.holder == ""
