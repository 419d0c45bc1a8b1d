"""When a fresh file may replace another: the office's edits are never lost."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from docgen.diagnostics import DocgenError, Place
from docgen.roundtrip.files import overwrite
from docgen.roundtrip.files.fingerprint import Identity
from docgen.roundtrip.files.overwrite import (
    Decision,
    decide,
    move_aside,
    read_office_file,
    refuse_if_open,
)

PLACE = Place("build/报告.docx")


@pytest.mark.parametrize(
    ("identity", "decision"),
    [
        (Identity(True, "a", "甲"), Decision.WRITE),
        (Identity(True, "b", "甲"), Decision.WRITE),
        (Identity(True, "b"), Decision.WRITE),
        (Identity(False, "a", "甲"), Decision.LEAVE),
        (Identity(False, "b", "甲"), Decision.MERGE),
        (Identity(False, "b"), Decision.MERGE),
    ],
)
def test_what_becomes_of_a_file_follows_from_its_identity(
    identity: Identity, decision: Decision
) -> None:
    assert decide(identity, "a", PLACE) is decision


@pytest.mark.parametrize("identity", [Identity(False), Identity(False, "", "甲")])
def test_a_file_of_unknown_origin_is_left_alone(identity: Identity) -> None:
    with pytest.raises(DocgenError) as caught:
        decide(identity, "a", PLACE)
    assert (caught.value.problem.code, caught.value.problem.words) == ("edited-file", {})


def test_a_file_that_somebody_has_open_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    refuse_if_open(path, PLACE)
    (tmp_path / ".~lock.报告.docx#").write_text("某甲,", "utf-8")
    with pytest.raises(DocgenError) as caught:
        refuse_if_open(path, PLACE)
    assert caught.value.problem.words == {"holder": "某甲", "lock": ".~lock.报告.docx#"}


def test_a_file_that_cannot_be_read_is_told_with_the_reason_or_with_who_has_it_open(
    tmp_path: Path,
) -> None:
    (tmp_path / "甲.docx").write_bytes(b"1")
    assert read_office_file(tmp_path / "甲.docx", PLACE) == b"1"
    folder = tmp_path / "乙.docx"
    folder.mkdir()
    with pytest.raises(DocgenError) as caught:
        read_office_file(folder, PLACE)
    words = {"reason": "Is a directory"}
    assert (caught.value.problem.code, caught.value.problem.words) == ("unreadable-docx", words)
    (tmp_path / ".~lock.乙.docx#").write_text("某甲,", "utf-8")
    with pytest.raises(DocgenError) as held:
        read_office_file(folder, PLACE)
    words = {"holder": "某甲", "lock": ".~lock.乙.docx#"}
    assert (held.value.problem.code, held.value.problem.words) == ("file-open", words)


class Clock(datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz: object = None) -> Clock:
        return cls(2024, 4, 26, 9, 5, 7)


def test_files_moved_aside_have_the_time_in_their_names_and_do_not_replace_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overwrite, "datetime", Clock)
    path = tmp_path / "报告.docx"
    for tail in ("", "a", "b"):
        path.write_text(tail, "utf-8")
        moved = move_aside(path, PLACE, tmp_path)
        assert moved == tmp_path / "edited" / f"报告.20240426-090507{tail}.docx"
        assert moved.read_text("utf-8") == tail
        assert not path.exists()


def test_a_pdf_goes_with_its_word_file(tmp_path: Path) -> None:
    below = tmp_path / "王改"
    below.mkdir()
    for suffix in (".docx", ".pdf", ".txt"):
        (below / f"报告{suffix}").write_text(suffix, "utf-8")
    moved = move_aside(below / "报告.docx", PLACE, tmp_path)
    assert (moved.parent, moved.read_text("utf-8")) == (tmp_path / "edited", ".docx")
    assert moved.with_suffix(".pdf").read_text("utf-8") == ".pdf"
    assert [path.name for path in below.iterdir()] == ["报告.txt"]


def test_a_file_that_cannot_be_moved_is_told(tmp_path: Path) -> None:
    with pytest.raises(DocgenError) as caught:
        move_aside(tmp_path / "无.docx", PLACE, tmp_path)
    assert caught.value.problem.code == "write-failed"
    assert caught.value.problem.words == {"reason": "No such file or directory"}
