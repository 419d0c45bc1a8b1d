"""What is remembered of files that were pulled."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from docgen.diagnostics import DocgenError
from docgen.project import Project
from docgen.runs.pulled_files import PulledFiles


@pytest.fixture
def remembered(tmp_path: Path) -> PulledFiles:
    return PulledFiles(Project(tmp_path), "2023")


def mailed(folder: Path, name: str = "回复.docx", data: bytes = b"1") -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def keep(remembered: PulledFiles, path: Path, stays: int = 2) -> None:
    remembered.keep(path, remembered.of(path, "one", stays))


def test_a_file_is_remembered_with_what_stays_in_it(
    remembered: PulledFiles, tmp_path: Path
) -> None:
    keep(remembered, mailed(tmp_path), 1)
    keep(remembered, mailed(tmp_path), 2)
    (file,) = remembered.all()
    assert (file.unit, file.file, file.stays) == ("one", "回复.docx", 2)
    assert file.problem.words == {"stays": "2", "unit": "one", "file": "回复.docx"}
    assert list(PulledFiles(remembered.project, "2022").all()) == []


def test_a_file_elsewhere_is_remembered_by_its_whole_path(
    remembered: PulledFiles, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = mailed(tmp_path_factory.mktemp("邮件"))
    keep(remembered, path)
    assert [file.file for file in remembered.all()] == [path.as_posix()]


def test_it_is_forgotten_by_its_path_or_by_an_equal_file(
    remembered: PulledFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = mailed(tmp_path), mailed(tmp_path, "副本.docx")
    keep(remembered, first)
    assert remembered.forget(second)
    assert not remembered.forget(first)
    keep(remembered, first)
    first.unlink()
    monkeypatch.chdir(tmp_path)
    assert remembered.forget(Path("回复.docx"))
    assert list(remembered.all()) == []


def test_another_file_is_not_forgotten(remembered: PulledFiles, tmp_path: Path) -> None:
    keep(remembered, mailed(tmp_path))
    assert not remembered.forget(mailed(tmp_path, "另一份.docx", b"2"))
    assert len(list(remembered.all())) == 1


@pytest.mark.parametrize("damaged", [b"", b"{}", b"[1]", b'{"unit": 1, "more": 2}', b"\xff"])
def test_a_damaged_record_counts_as_none(
    remembered: PulledFiles, tmp_path: Path, damaged: bytes
) -> None:
    keep(remembered, mailed(tmp_path))
    (remembered.folder / "x.json").write_bytes(damaged)
    assert [file.file for file in remembered.all()] == ["回复.docx"]


def test_a_link_in_place_of_the_folder_is_not_followed(
    remembered: PulledFiles, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "别处"
    elsewhere.mkdir()
    remembered.folder.parent.mkdir(parents=True)
    remembered.folder.symlink_to(elsewhere)
    with pytest.raises(DocgenError, match="output-link"):
        keep(remembered, mailed(tmp_path))
    assert list(elsewhere.iterdir()) == []


def test_a_name_as_zips_of_windows_unpack_it_is_remembered(
    remembered: PulledFiles, tmp_path: Path
) -> None:
    path = mailed(tmp_path, os.fsdecode("回复.docx".encode("gbk")))
    keep(remembered, path)
    assert [file.file for file in remembered.all()] == [path.name]
    assert remembered.forget(path)
