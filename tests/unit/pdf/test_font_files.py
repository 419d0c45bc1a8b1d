"""Fonts are found in whatever somebody brings, and nothing in it does harm."""

from __future__ import annotations

import io
import lzma
import os
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from docgen.diagnostics import ExitCode, UsageError
from docgen.pdf import font_files
from docgen.pdf.font_files import read_fonts
from tests.small_fonts import collection, debian_package, small_font, tar_of

FANG, KAI = small_font("FandolFang-Regular", cubic=True), small_font("SIMKAI")
FILES = {
    "fandol/FandolFang-Regular.otf": FANG,
    "fandol/README": b"text",
    "__MACOSX/._楷体.TTF": b"of a Mac",
    "own/楷体_GB2312.TTF": KAI,
}
FOUND = {"FandolFang-Regular.otf": FANG, "SIMKAI.ttf": KAI}


def zip_of(files: Mapping[str, bytes]) -> bytes:
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return saved.getvalue()


ARCHIVES: dict[str, Callable[[Mapping[str, bytes]], bytes]] = {
    "fonts.zip": zip_of,
    "fonts.deb": debian_package,
    "fonts.tar": tar_of,
    "fonts.tar.gz": lambda files: tar_of(files, "gz"),
    "fonts.tar.bz2": lambda files: tar_of(files, "bz2"),
    "fonts.tar.xz": lambda files: tar_of(files, "xz"),
    "no ending": lambda files: tar_of(files, "xz"),
}
every_archive = pytest.mark.parametrize("name", ARCHIVES)


def brought(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def refused(source: Path) -> str:
    with pytest.raises(UsageError) as caught:
        read_fonts(source)
    assert caught.value.problem.exit_code is ExitCode.USAGE
    return caught.value.problem.code


@every_archive
def test_fonts_are_found_in_each_kind_of_archive(tmp_path: Path, name: str) -> None:
    assert read_fonts(brought(tmp_path, name, ARCHIVES[name](FILES))) == FOUND


def test_fonts_are_found_in_a_folder(tmp_path: Path) -> None:
    for name, data in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    assert read_fonts(tmp_path) == FOUND


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.otf", FANG, "FandolFang-Regular.otf"),
        ("楷体.ttf", KAI, "SIMKAI.ttf"),
        ("宋体.TTC", collection(KAI, FANG), "SIMKAI.ttc"),
        ("without an ending", KAI, "SIMKAI.ttf"),
    ],
)
def test_a_font_alone_is_named_by_what_is_in_it(
    tmp_path: Path, name: str, data: bytes, found: str
) -> None:
    assert read_fonts(brought(tmp_path, name, data)) == {found: data}


@every_archive
@pytest.mark.parametrize("path", ["../../out.ttf", "/tmp/out.ttf", "C:\\out.ttf", "a/../../b.ttf"])
def test_no_archive_decides_where_a_font_goes(tmp_path: Path, name: str, path: str) -> None:
    data = ARCHIVES[name]({path: small_font("../../../evil\\..:font")})
    assert list(read_fonts(brought(tmp_path, name, data))) == ["evilfont.ttf"]


def test_a_font_without_a_name_of_its_own_is_named_by_its_bytes(tmp_path: Path) -> None:
    first, second = small_font("仿宋"), small_font("楷体")
    (tmp_path / "a.ttf").write_bytes(first)
    (tmp_path / "b.ttf").write_bytes(second)
    found = read_fonts(tmp_path)
    assert sorted(found.values()) == sorted([first, second])
    assert all(name.removesuffix(".ttf").isalnum() for name in found)


@pytest.mark.parametrize("encoding", [0, 3])
def test_a_font_that_knows_its_characters_by_an_old_encoding_is_one(
    tmp_path: Path, encoding: int
) -> None:
    """As a symbol, or by GB 2312 (ISO/IEC 14496-22, 5.2.1)."""
    with TTFont(io.BytesIO(KAI)) as font:
        (table,) = font["cmap"].tables = font["cmap"].tables[-1:]
        table.platformID, table.platEncID = 3, encoding
        font.save(tmp_path / "old.ttf")
        del font["cmap"]
        font.save(tmp_path / "none.ttf")
    assert list(read_fonts(tmp_path / "old.ttf")) == ["SIMKAI.ttf"]
    assert refused(tmp_path / "none.ttf") == "damaged-font"


def test_links_in_an_archive_are_not_followed(tmp_path: Path) -> None:
    saved = io.BytesIO()
    with tarfile.open(fileobj=saved, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE):
            member = tarfile.TarInfo(f"{kind.decode()}.ttf")
            member.type, member.linkname = kind, "/etc/passwd"
            archive.addfile(member)
    assert refused(brought(tmp_path, "a.tar", saved.getvalue())) == "no-fonts-inside"


@every_archive
def test_an_archive_of_too_much_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(font_files, "MEGABYTES", 1)
    path = brought(tmp_path, name, ARCHIVES[name]({"a.ttf": KAI, "zeros": bytes(2 << 20)}))
    assert refused(path) == "fonts-too-large"


def test_a_tar_whose_heads_are_too_large_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(font_files, "MEGABYTES", 1)
    member = tarfile.TarInfo("a.ttf")
    member.pax_headers = {"comment": "x" * (4 << 20)}
    data = lzma.compress(member.tobuf(tarfile.PAX_FORMAT))
    assert len(data) < 10_000
    assert refused(brought(tmp_path, "a.tar.xz", data)) == "fonts-too-large"


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "folder"])
def test_too_many_files_are_not_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(font_files, "FILES", 2)
    monkeypatch.setattr("docgen.word.package_file._FILES", 2)
    files = {f"{number}.txt": b"" for number in range(3)}
    if name == "folder":
        for file, data in files.items():
            (tmp_path / file).write_bytes(data)
        assert refused(tmp_path) == "fonts-too-large"
    else:
        archive = zip_of(files) if name == "a.zip" else tar_of(files)
        assert refused(brought(tmp_path, name, archive)) == "fonts-too-large"


def test_files_that_are_too_large_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(font_files, "MEGABYTES", 1)
    path = brought(tmp_path, "a.ttf", KAI)
    os.truncate(path, (1 << 20) + 1)
    assert refused(path) == "fonts-too-large"
    assert refused(tmp_path) == "fonts-too-large"


@every_archive
def test_no_half_of_a_font_comes_out_of_an_archive_that_breaks_off(
    tmp_path: Path, name: str
) -> None:
    whole, refusals = ARCHIVES[name](FILES), 0
    for length in range(0, len(whole), 97):
        path = brought(tmp_path, name, whole[:length])
        try:
            assert read_fonts(path).items() <= FOUND.items()
        except UsageError:
            refusals += 1
    assert refusals


@given(name=st.sampled_from(sorted(ARCHIVES)), where=st.floats(0, 1), damage=st.binary(min_size=1))
def test_whatever_is_damaged_in_an_archive_is_told(
    tmp_path: Path, name: str, where: float, damage: bytes
) -> None:
    data = bytearray(ARCHIVES[name](FILES))
    start = int(where * (len(data) - 1))
    data[start : start + len(damage)] = damage
    with suppress(UsageError):
        read_fonts(brought(tmp_path, name, bytes(data)))


@pytest.mark.parametrize(
    "data", [b"", b"OTTO", KAI[:200], b"no font", b"wOFF" + KAI[4:], b"ttcf" + b"\xff" * 60]
)
@pytest.mark.parametrize("name", ["仿宋.ttf", "fonts.zip"])
def test_what_is_no_font_is_named(tmp_path: Path, name: str, data: bytes) -> None:
    content = zip_of({"x/仿宋.ttf": data, "good.ttf": KAI}) if name == "fonts.zip" else data
    with pytest.raises(UsageError) as caught:
        read_fonts(brought(tmp_path, name, content))
    assert caught.value.problem.code == "damaged-font"
    assert caught.value.problem.words["font"] == "仿宋.ttf"


def test_a_locked_archive_is_told(tmp_path: Path) -> None:
    data = bytearray(zip_of({"a.ttf": KAI}))
    for magic, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(magic) + offset] |= 1
    assert refused(brought(tmp_path, "a.zip", bytes(data))) == "locked-font-archive"


SENT_BACK = b"!<arch>\n%-48s%-10d`\n" % (b"debian-binary", -60)
"""A Debian package whose first member ends where it begins."""


@pytest.mark.parametrize(
    "data", [b"", b"text", b"!<arch>\n", b"!<arch>\n" + b"x" * 60, SENT_BACK, b"\x28\xb5\x2f\xfd"]
)
def test_what_is_no_archive_is_refused(tmp_path: Path, data: bytes) -> None:
    assert refused(brought(tmp_path, "a.deb", data)) == "damaged-font-archive"


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    assert refused(tmp_path / "nowhere") == "unreadable-fonts"
    os.mkfifo(tmp_path / "pipe.ttf")
    assert refused(tmp_path / "pipe.ttf") == "unreadable-fonts"
    assert refused(tmp_path) == "no-fonts-inside"
