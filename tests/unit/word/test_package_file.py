"""The door for Word files: what comes in, what is refused, and what is said of it."""

from __future__ import annotations

import io
import os
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from docgen.diagnostics import Place, Problem
from docgen.word import package_file
from docgen.word.file_kind import kind_of
from docgen.word.package_file import PackageError, open_package, read_package
from tests.support import entries, packed

PLACE = Place("build/2023/报告.docx")
MAIN = "word/document.xml"


def docx_bytes() -> bytes:
    buffer = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("甲乙丙")
    document.save(buffer)
    return buffer.getvalue()


SOUND = docx_bytes()


def changed(name: str, change: Callable[[bytes], bytes]) -> bytes:
    parts = entries(SOUND)
    return packed({**parts, name: change(parts[name])})


def typed(content_type: str) -> bytes:
    """The file with its main part declared to be of another type."""
    old = b"wordprocessingml.document.main"
    assert old in entries(SOUND)["[Content_Types].xml"]
    return changed("[Content_Types].xml", lambda data: data.replace(old, content_type.encode()))


def with_flag(data: bytes, local: int, central: int, value: int) -> bytes:
    """The zip with the two bytes at an offset of each file's headers changed."""
    result = bytearray(data)
    for signature, offset in ((b"PK\3\4", local), (b"PK\1\2", central)):
        at = result.find(signature)
        while at >= 0:
            struct.pack_into("<H", result, at + offset, value)
            at = result.find(signature, at + 4)
    return bytes(result)


def problem_of(source: Path | bytes) -> Problem:
    with pytest.raises(PackageError) as caught:
        open_package(source, PLACE)
    problem = caught.value.problem
    assert problem.place == PLACE
    return problem


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_sound_file_comes_in_whole(tmp_path: Path, method: int) -> None:
    data = packed(entries(SOUND), method)
    path = tmp_path / "甲.bin"
    path.write_bytes(data)
    for source in (path, data):
        found = read_package(source, PLACE)
        assert list(found.items()) == list(entries(SOUND).items())
        assert [p.text for p in open_package(source, PLACE).paragraphs] == ["甲乙丙"]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("收入 1 支出 2".encode(), "text"),
        ("收入".encode("gbk"), "text"),
        (b"\0\1\2\3", "unknown"),
        (b"%PDF-1.7\n%%EOF", "pdf"),
        (b"{\\rtf1\\ansi}", "rtf"),
        (b"  <HTML><body>", "html"),
        (b"<!DOCTYPE html>", "html"),
        (b"<?xml version='1.0'?><w:wordDocument/>", "xml"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>", "xml"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "sheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 other", "old"),
        (packed({"a.txt": b"1"}), "zip"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.text"}), "odf"),
        (typed("spreadsheetml.sheet.main"), "sheet"),
        (typed("presentationml.presentation.main"), "slides"),
        (typed("wordprocessingml.template.main"), "template"),
        (typed("anything"), "zip"),
        (
            changed(
                "_rels/.rels",
                lambda data: data.replace(
                    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/office",
                    b"http://purl.oclc.org/ooxml/officeDocument/relationships/office",
                ),
            ),
            "strict",
        ),
        (changed("_rels/.rels", lambda data: data.replace(b"document.xml", b"no.xml")), "zip"),
    ],
)
def test_another_kind_of_file_is_named(data: bytes, kind: str) -> None:
    problem = problem_of(data)
    assert (problem.code, dict(problem.words)) == ("not-a-docx", {"holds": kind})


def test_a_macro_file_is_named() -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macros = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    data = changed("[Content_Types].xml", lambda data: data.replace(kind.encode(), macros))
    assert dict(problem_of(data).words) == {"holds": "macros"}


@pytest.mark.parametrize("data", [b"", bytes(5000)])
def test_an_empty_file_is_told(data: bytes) -> None:
    assert problem_of(data).code == "empty-docx"


@pytest.mark.parametrize("name", ["_rels/.rels", "[Content_Types].xml", MAIN])
def test_comments_are_no_damage(name: str) -> None:
    def commented(data: bytes) -> bytes:
        start = data.index(b">", data.index(b"<", data.index(b"?>"))) + 1
        return data[:start] + b"<!--x--><?p q?>" + data[start:]

    assert open_package(changed(name, commented), PLACE).paragraphs


@pytest.mark.parametrize(
    "data",
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        with_flag(SOUND, 6, 8, 1),
    ],
)
def test_a_file_with_a_password_is_told(data: bytes) -> None:
    assert problem_of(data).code == "locked-docx"


def bad_stream(data: bytes) -> bytes:
    """The file with the compressed bytes of the main part damaged."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        info = package.getinfo(MAIN)
    start = info.header_offset + 30 + len(info.filename.encode())
    return data[: start + 10] + b"\xff" * 40 + data[start + 50 :]


def twice(data: bytes) -> bytes:
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr(MAIN, b"<other/>")
    return buffer.getvalue()


DOCTYPE = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w>&a;</w>'


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (SOUND[:2000], "zip"),
        (SOUND[: len(SOUND) - 10], "zip"),
        (bad_stream(SOUND), MAIN),
        (twice(SOUND), MAIN),
        (with_flag(SOUND, 8, 10, 99), "[Content_Types].xml"),
        (packed(entries(SOUND), zipfile.ZIP_LZMA), "[Content_Types].xml"),
        (changed(MAIN, lambda _: DOCTYPE.encode()), MAIN),
        (changed(MAIN, lambda _: DOCTYPE.encode("utf-16")), MAIN),
        (changed("[Content_Types].xml", lambda data: data[:-9]), "[Content_Types].xml"),
        (changed("_rels/.rels", lambda data: data[:-9]), "[Content_Types].xml"),
    ],
)
def test_a_damaged_file_is_told_with_the_part(data: bytes, part: str) -> None:
    problem = problem_of(data)
    assert (problem.code, problem.words["part"]) == ("damaged-docx", part)


@pytest.mark.parametrize("part", [MAIN, "word/styles.xml", "word/_rels/document.xml.rels"])
def test_a_part_whose_xml_breaks_off_is_named(part: str) -> None:
    problem = problem_of(changed(part, lambda data: data[: len(data) // 2]))
    assert (problem.code, problem.words["part"]) == ("damaged-docx", part)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        (MAIN, lambda data: data[:-30]),
        (MAIN, lambda data: data.replace(b"w:body", b"w:other")),
        (MAIN, lambda _: b"<other/>"),
        (MAIN, lambda _: b""),
        ("word/_rels/document.xml.rels", lambda data: data.replace(b"styles.xml", b"gone.xml")),
        ("word/_rels/document.xml.rels", lambda _: b"<x"),
        ("word/styles.xml", lambda _: b"<x"),
        ("_rels/.rels", lambda data: data.replace(b' Id="rId3"', b"")),
        ("word/_rels/document.xml.rels", lambda data: re.sub(rb' Type="[^"]*styles"', b"", data)),
        (MAIN, lambda data: data.replace(b"<w:body>", b"<w:body><w:tr/>")),
        (MAIN, lambda data: data.replace(b"<w:body>", b"<w:body><w:r/>")),
        (MAIN, lambda data: data.replace(b"<w:body>", b"<w:body><w:p><w:p/></w:p>")),
        (MAIN, lambda data: data.replace(b"<w:body>", b'<w:body><w:gridSpan w:val="1000"/>')),
        (MAIN, lambda data: data.replace(b"<w:body>", b'<w:body><w:gridSpan w:val="x"/>')),
    ],
)
def test_parts_that_do_not_fit_are_damage(name: str, change: Callable[[bytes], bytes]) -> None:
    assert problem_of(changed(name, change)).code == "damaged-docx"


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed({**entries(SOUND), "word/media/a.bin": bytes(3 << 20)})
    unpacked = list[str]()
    read = zipfile.ZipFile.read

    def recorded(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
        unpacked.append(info.filename)
        return read(package, info)

    monkeypatch.setattr(zipfile.ZipFile, "read", recorded)
    with pytest.raises(PackageError) as caught:
        read_package(data, PLACE, 2)
    assert caught.value.problem.code == "docx-too-large"
    assert dict(caught.value.problem.words) == {"limit": "2 MB"}
    assert unpacked == []
    assert "word/media/a.bin" in read_package(data, PLACE, 4)


def test_a_bomb_that_lies_about_its_size_is_damage() -> None:
    size = 3 << 20
    data = packed({**entries(SOUND), "word/media/a.bin": bytes(size)})
    lying = data.replace(struct.pack("<L", size), struct.pack("<L", 100))
    assert lying != data
    assert problem_of(lying).words["part"] == "word/media/a.bin"


def test_many_files_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_file, "_FILES", len(entries(SOUND)))
    read_package(SOUND, PLACE)
    more = packed({**entries(SOUND), "a": b""})
    assert problem_of(more).code == "docx-too-large"


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with path.open("wb") as file:
        file.truncate((256 << 20) + 1)
    assert problem_of(path).code == "docx-too-large"


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.docx")
    for name, reason in (
        ("pipe.docx", "not a file"),
        (".", "not a file"),
        ("gone.docx", "No such"),
    ):
        problem = problem_of(tmp_path / name)
        assert problem.code == "unreadable-docx"
        assert problem.words["reason"].startswith(reason)


def test_the_kind_of_a_zip_is_not_known_by_its_first_bytes() -> None:
    assert kind_of(SOUND) == "zip"


@pytest.mark.parametrize(("more", "code"), [(0, "empty-docx"), (1, "docx-too-large")])
def test_the_largest_file_that_is_read(tmp_path: Path, more: int, code: str) -> None:
    path = tmp_path / "a.docx"
    with path.open("wb") as file:
        file.truncate((1 << 20) + more)
    with pytest.raises(PackageError) as caught:
        read_package(path, PLACE, 1)
    assert caught.value.problem.code == code


def test_the_most_that_is_unpacked() -> None:
    rest = (1 << 20) - sum(map(len, entries(SOUND).values()))
    most = packed({**entries(SOUND), "a.bin": bytes(rest)})
    assert "a.bin" in read_package(most, PLACE, 1)
    with pytest.raises(PackageError) as caught:
        read_package(packed({**entries(SOUND), "a.bin": bytes(rest + 1)}), PLACE, 1)
    assert caught.value.problem.code == "docx-too-large"
