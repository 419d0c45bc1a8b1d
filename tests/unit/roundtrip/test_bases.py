"""The files as docgen last wrote them: the twenty most recent of each unit are kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from docgen.roundtrip.files.bases import Bases


def test_a_base_is_found_by_its_fingerprint_in_its_unit(tmp_path: Path) -> None:
    bases = Bases(tmp_path / "bases")
    bases.keep("甲", "abc", b"1", "报告.docx")
    assert bases.find("甲", "abc") == b"1"
    assert bases.find("乙", "abc") is None
    assert bases.find("甲", "def") is None


@pytest.mark.parametrize("fingerprint", ["", "../x", "."])
def test_what_is_no_fingerprint_is_not_looked_for(tmp_path: Path, fingerprint: str) -> None:
    bases = Bases(tmp_path)
    (tmp_path / "甲").mkdir()
    (tmp_path / "甲" / ".docx").write_bytes(b"1")
    (tmp_path / "x.docx").write_bytes(b"1")
    (tmp_path / "甲" / "..docx").write_bytes(b"1")
    assert bases.find("甲", fingerprint) is None


def test_the_twenty_most_recent_bases_are_kept(tmp_path: Path) -> None:
    bases = Bases(tmp_path)
    for number in range(20):
        bases.keep("甲", f"a{number}", b"", "报告.docx")
        path = tmp_path / "甲" / f"a{number}.docx"
        os.utime(path, (1000 + number, 1000 + number))
    assert len(list((tmp_path / "甲").iterdir())) == 20
    bases.keep("甲", "a0", b"other", "报告.docx")
    assert bases.find("甲", "a0") == b""
    bases.keep("甲", "new", b"", "报告.docx")
    left = {path.stem for path in (tmp_path / "甲").iterdir()}
    assert left == {"new", "a0", *(f"a{number}" for number in range(2, 20))}


@pytest.mark.parametrize("name", ["f" * 5000, "../a", "", "a/b", "a" * 65])
def test_a_word_file_may_name_any_base(tmp_path: Path, name: str) -> None:
    assert Bases(tmp_path).find("one", name) is None
