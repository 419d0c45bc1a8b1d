"""What pulls replaced is kept: the twenty most recent of each unit, one run writing at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.diagnostics import EditsAtRiskError, OutputError, Place
from docgen.roundtrip.files import change_records
from docgen.roundtrip.files.change_records import (
    ChangeRecord,
    ChangeRecords,
    NewBase,
    ReplacedFile,
    unpacked,
)

UNIT = Place("content/2023/甲")


def record(number: int = 1) -> ChangeRecord:
    return ChangeRecord(
        f"run {number}", "build/2023/报告.docx", {"甲/文.md": ReplacedFile(b"1", b"2")}
    )


@pytest.mark.parametrize(
    "kept",
    [
        record(),
        ChangeRecord("1", "a.docx", {}),
        ChangeRecord(
            "1", "a.docx", {"新.md": ReplacedFile(None, b""), "旧.md": ReplacedFile(b"\xff", None)}
        ),
        ChangeRecord("1", "a.docx", {"甲": ReplacedFile(b"", b"1")}, NewBase("abc", "def", b"PK")),
        ChangeRecord("1", "a.docx", {}, word=ReplacedFile(b"before", b"after")),
        ChangeRecord(
            "1",
            "a.docx",
            {"甲": ReplacedFile(b"", b"1")},
            NewBase("abc", "def", b"PK"),
            word=ReplacedFile(b"before", b"after"),
        ),
    ],
)
def test_a_record_is_read_as_it_was_kept(tmp_path: Path, kept: ChangeRecord) -> None:
    assert unpacked(kept.packed()) == kept
    records = ChangeRecords(tmp_path / "pulls")
    assert records.read(records.begin(kept), UNIT) == kept


def test_a_pull_is_begun_until_it_is_finished_and_again_while_it_is_undone(tmp_path: Path) -> None:
    records = ChangeRecords(tmp_path / "pulls")
    assert (records.newest_first(), records.begun()) == ([], [])
    path = records.begin(record())
    assert records.newest_first() == records.begun() == [path]
    records.finish(path)
    (done,) = records.newest_first()
    assert (done.name, records.begun()) == ("000001.zip", [])
    assert [records.reopen(done)] == records.begun() == [records.reopen(path)]


def test_the_twenty_most_recent_pulls_are_kept(tmp_path: Path) -> None:
    records = ChangeRecords(tmp_path / "pulls")
    for number in range(23):
        records.finish(records.begin(record(number)))
    runs = [records.read(path, UNIT).run for path in records.newest_first()]
    assert runs == [f"run {number}" for number in range(22, 2, -1)]


@pytest.mark.parametrize("data", [b"", b"no zip", record().packed()[:-30]])
def test_a_damaged_record_is_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "000001.zip").write_bytes(data)
    with pytest.raises(EditsAtRiskError, match="change-record"):
        ChangeRecords(tmp_path).read(tmp_path / "000001.zip", UNIT)


def test_while_one_run_writes_another_waits_and_tells_if_it_takes_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(change_records, "_SECONDS", 0.1)
    records = ChangeRecords(tmp_path / "甲" / "pulls")
    with records.locked(UNIT):
        with pytest.raises(EditsAtRiskError) as caught, ChangeRecords(records.folder).locked(UNIT):
            raise AssertionError
        assert (caught.value.problem.code, caught.value.problem.place) == ("change-running", UNIT)
    with pytest.raises(KeyError), records.locked(UNIT):
        raise KeyError
    with records.locked(UNIT):
        assert list(records.folder.glob("*.zip*")) == []


def test_where_nothing_can_be_kept_is_told(tmp_path: Path) -> None:
    (tmp_path / "甲").write_bytes(b"a file")
    with (
        pytest.raises(OutputError, match="write-failed"),
        ChangeRecords(tmp_path / "甲/pulls").locked(UNIT),
    ):
        raise AssertionError


def test_the_folder_is_not_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "甲").symlink_to("elsewhere")
    with (
        pytest.raises(OutputError, match="output-link"),
        ChangeRecords(tmp_path / "甲/pulls").locked(UNIT),
    ):
        raise AssertionError
    assert list((tmp_path / "elsewhere").iterdir()) == []
