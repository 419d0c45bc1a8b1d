"""What travels to another machine: bytes by name, or nothing if bytes do not tell all."""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from docgen.content.pictures import MAX_PICTURE_BYTES
from docgen.project import Project
from docgen.runs.cluster import payloads
from docgen.runs.cluster.payloads import (
    Upload,
    files_below,
    unit_files,
    unpack,
    upload_of,
    versions,
)
from docgen.runs.edition import Edition
from docgen.version import __version__


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    for name, data in (
        ("content/2023/one/report.yaml", b"1"),
        ("content/2023/one/narrative/a.md", b"2"),
        ("word_templates/form/pack.yaml", b"3"),
    ):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(data)
    return Edition(Project(tmp_path), "2023")


def unit(edition: Edition) -> Path:
    return edition.project.content / "2023" / "one"


USUAL = {
    "content/2023/one": None,
    "content/2023/one/narrative": None,
    "content/2023/one/narrative/a.md": b"2",
    "content/2023/one/report.yaml": b"1",
}


def test_a_unit_is_its_files_and_folders_by_name(edition: Edition) -> None:
    assert unit_files(unit(edition), edition) == USUAL
    (unit(edition) / "空").mkdir()
    (unit(edition) / ".hidden").write_bytes(b"4")
    (unit(edition) / "~$report.docx").write_bytes(b"5")
    more = {"content/2023/one/.hidden": b"4", "content/2023/one/空": None}
    assert unit_files(unit(edition), edition) == USUAL | more


def test_workbooks_and_what_was_taken_from_them_go_along(edition: Edition) -> None:
    figures = unit(edition) / "figures"
    figures.mkdir()
    (figures / "决算表.xlsx").write_bytes(b"7")
    (figures / "taken.yaml").write_bytes(b"8")
    name = "content/2023/one/figures"
    more = {name: None, f"{name}/决算表.xlsx": b"7", f"{name}/taken.yaml": b"8"}
    assert unit_files(unit(edition), edition) == USUAL | more


def test_last_years_content_goes_along(edition: Edition) -> None:
    last = edition.project.content / "2022" / "one"
    last.mkdir(parents=True)
    (last / "report.yaml").write_bytes(b"6")
    more = {"content/2022/one": None, "content/2022/one/report.yaml": b"6"}
    assert unit_files(unit(edition), edition) == USUAL | more


def of_size(path: Path, size: int) -> None:
    with path.open("wb") as file:
        file.truncate(size)


LIMIT = MAX_PICTURE_BYTES
ODDITIES: dict[str, tuple[Callable[[Path], object], bool]] = {
    "a link": (lambda unit: (unit / "link").symlink_to("report.yaml"), False),
    "a linked folder": (lambda unit: (unit / "link").symlink_to("narrative"), False),
    "a dead link": (lambda unit: (unit / "link").symlink_to("nowhere"), False),
    "a device": (lambda unit: os.mkfifo(unit / "narrative" / "pipe"), False),
    "a large file": (lambda unit: of_size(unit / "a.png", LIMIT + 1), False),
    "a file as large as may be": (lambda unit: of_size(unit / "a.png", LIMIT), True),
    "an odd thing last year": (lambda unit: odd_last_year(unit), False),
}


def odd_last_year(unit: Path) -> None:
    last = unit.parents[1] / "2022" / "one"
    last.mkdir(parents=True)
    (last / "link").symlink_to("nowhere")


@pytest.mark.parametrize("oddity", ODDITIES)
def test_a_unit_with_what_bytes_do_not_tell_is_built_here(
    edition: Edition, monkeypatch: pytest.MonkeyPatch, oddity: str
) -> None:
    make, travels = ODDITIES[oddity]
    make(unit(edition))
    assert (unit_files(unit(edition), edition) is not None) is travels


def test_a_unit_that_is_itself_a_link_is_built_here(edition: Edition) -> None:
    linked = unit(edition).with_name("linked")
    linked.symlink_to(unit(edition))
    assert unit_files(linked, edition) is None


def test_a_unit_that_cannot_be_read_is_built_here(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(path: Path) -> bytes:
        raise PermissionError(13, "locked")

    monkeypatch.setattr(Path, "read_bytes", locked)
    assert unit_files(unit(edition), edition) is None
    assert unit_files(unit(edition).with_name("nowhere"), edition) is None


def test_files_are_unpacked_as_they_were(edition: Edition, tmp_path: Path) -> None:
    (unit(edition) / "空").mkdir()
    root = edition.project.root
    files = files_below(root / "content", root)
    unpack(files, tmp_path / "there")
    unpack(files, tmp_path / "there")
    assert files_below(tmp_path / "there" / "content", tmp_path / "there") == files
    assert (tmp_path / "there" / "content" / "2023" / "one" / "空").is_dir()
    unpack({"a/b/c.md": b"1"}, tmp_path / "there")  # without its folders
    assert (tmp_path / "there" / "a" / "b" / "c.md").read_bytes() == b"1"


def test_a_folder_is_an_upload_with_its_digest(edition: Edition) -> None:
    packs, root = edition.project.packs, edition.project.root
    before = upload_of(packs, root)
    assert before.files == {
        "word_templates": None,
        "word_templates/form": None,
        "word_templates/form/pack.yaml": b"3",
    }
    assert (before.versions, len(before.digest)) == (versions(), 32)
    assert upload_of(packs, root) == before
    assert upload_of(packs / "nowhere", root) == Upload(
        upload_of(packs / "x", root).digest, {}, versions()
    )
    digests = {before.digest}
    (packs / "form" / "pack.yaml").write_bytes(b"33")
    digests.add(upload_of(packs, root).digest)
    (packs / "form" / "pack.yaml").rename(packs / "form" / "b.yaml")
    digests.add(upload_of(packs, root).digest)
    (packs / "form" / "b.yaml").write_bytes(b"")
    digests.add(upload_of(packs, root).digest)
    (packs / "form" / "b.yaml").unlink()
    (packs / "form" / "b.yaml").mkdir()
    digests.add(upload_of(packs, root).digest)
    assert len(digests) == 5


def test_uploads_are_equal_by_digest_and_versions() -> None:
    files = {"a": b"1"}
    assert Upload("1", files, ()) == Upload("1", {}, ())
    assert Upload("1", files, ()) != Upload("2", files, ())
    assert Upload("1", files, ()) != Upload("1", files, (("docgen", "9"),))
    assert hash(Upload("1", files, ())) == hash(Upload("1", {}, ()))
    assert "files" not in repr(Upload("1", files, ()))


def test_names_that_are_no_text_have_a_digest_too(edition: Edition) -> None:
    odd = os.fsdecode(b"\xff.md")
    (edition.project.packs / odd).write_bytes(b"1")
    assert upload_of(edition.project.packs, edition.project.root).digest


def test_versions_are_those_of_the_programs_that_write() -> None:
    found = dict(versions())
    version, code = found["docgen"].split()
    assert (version, len(code)) == (__version__, 8)
    assert found["Python"] == f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert found["zlib"] == zlib.ZLIB_RUNTIME_VERSION
    assert set(found) >= {"docxtpl", "Jinja2", "lxml", "markdown-it-py", "python-docx", "PyYAML"}


def test_another_line_of_code_is_another_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(payloads, "PACKAGE", tmp_path)
    (tmp_path / "a.py").write_bytes(b"1")
    first = versions.__wrapped__()
    (tmp_path / "a.py").write_bytes(b"2")
    assert versions.__wrapped__() != first
    assert versions() is versions()
