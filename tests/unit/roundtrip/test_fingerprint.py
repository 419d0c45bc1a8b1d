"""A built file knows its own content, and shows whether it was saved by another program."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from docgen.diagnostics import Place
from docgen.roundtrip.files.fingerprint import (
    Identity,
    Owner,
    fingerprint_of,
    owner_of,
    read_identity,
    set_fingerprint,
    with_fingerprint,
    with_unit,
)
from docgen.roundtrip.reading.docx_reader import open_document
from docgen.templates.package import DocumentProperties, pack, zipped
from tests.unit.roundtrip.word_files import data_of, document

PLACE = Place("甲.docx")


def entries(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def built(text: str) -> tuple[bytes, str]:
    """A file that docgen built, and its fingerprint."""
    properties = DocumentProperties("题", "者", date(2024, 4, 26), "2023", "单位", "form")
    return pack(entries(data_of(document(text))), properties, {})


def identity(data: bytes) -> Identity:
    return read_identity(data, PLACE)


def test_a_file_as_docgen_built_it_is_untouched() -> None:
    data, fingerprint = built("甲")
    assert identity(data) == Identity(True, fingerprint, "单位", "form", "2023")
    assert fingerprint_of(data) == fingerprint
    assert len(fingerprint) == 64
    assert built("乙")[1] != fingerprint


def test_a_file_that_was_saved_since_still_names_its_base() -> None:
    data, fingerprint = built("甲")
    saved = data_of(open_document(data))
    assert identity(saved) == Identity(False, fingerprint, "单位", "form", "2023")


@pytest.mark.parametrize(
    ("unit", "read"),
    [("长" * 255, "长" * 255), ("长" * 256, "长" * 40 + "…"), ("长" * 9999, "长" * 40 + "…")],
)
def test_of_a_unit_too_long_for_a_folder_the_beginning_is_read(
    tmp_path: Path, unit: str, read: str
) -> None:
    data = with_unit(built("甲")[0], unit)
    (tmp_path / "a.docx").write_bytes(data)
    assert (identity(data).unit, owner_of(tmp_path / "a.docx").unit) == (read, read)


def test_a_fingerprint_is_set_and_nothing_else() -> None:
    data, fingerprint = built("甲")
    other = with_fingerprint(data, "abc")
    assert identity(other) == Identity(False, "abc", "单位", "form", "2023")
    assert with_fingerprint(other, fingerprint) == with_fingerprint(data, fingerprint)
    before, after = entries(data), entries(other)
    assert [name for name in before if before[name] != after[name]] == ["docProps/custom.xml"]
    head = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"
    assert after["docProps/custom.xml"].startswith(head)
    opened = open_document(data)
    set_fingerprint(opened, "def")
    assert identity(data_of(opened)).fingerprint == "def"


def test_comments_among_the_properties_are_passed_over() -> None:
    data, fingerprint = built("甲")
    files = entries(data)
    xml = files["docProps/custom.xml"].replace(b"<property ", b"<!--x--><?p q?><property ", 1)
    xml = xml.replace(b"<vt:lpwstr>", b"<!--y--><vt:lpwstr>")
    commented = zipped({**files, "docProps/custom.xml": xml})
    assert identity(commented) == Identity(True, fingerprint, "单位", "form", "2023")
    assert identity(with_fingerprint(commented, "abc")).fingerprint == "abc"


def without_properties(xml: bytes) -> bytes:
    return zipped({**entries(built("甲")[0]), "docProps/custom.xml": xml})


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-docx"),
        (b"PK", "damaged-docx"),
        (data_of(document("甲")), ""),
        (without_properties(b"<cut off"), ""),
        (without_properties(b" " * (2 << 20)), ""),
    ],
)
def test_a_file_of_another_program_has_no_identity(tmp_path: Path, data: bytes, code: str) -> None:
    found = identity(data)
    assert found == Identity(False, problem=found.problem)
    assert (found.problem.code if found.problem else "") == code
    (tmp_path / "甲.docx").write_bytes(data)
    assert owner_of(tmp_path / "甲.docx") == Owner()


def test_the_unit_is_read_without_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "甲.docx"
    path.write_bytes(built("甲")[0])
    assert owner_of(path).unit == "单位"
    assert read_identity(path, PLACE).unit == "单位"
