"""Zip files with fixed times and order, whose compressed entries are copied."""

from __future__ import annotations

import io
import zipfile
import zlib

from docgen.word.zip import CompressedEntry, compressed, zip_file

TEXT = "三公经费 431.64 万元，比上年减少。".encode() * 40


def test_an_entry_has_its_checksum_and_its_bytes_at_level_3() -> None:
    entry = compressed(TEXT)
    compressor = zlib.compressobj(3, zlib.DEFLATED, -15)
    assert entry == CompressedEntry(
        TEXT, zlib.crc32(TEXT), compressor.compress(TEXT) + compressor.flush()
    )
    assert zlib.decompress(entry.deflated, -15) == TEXT


def test_the_file_is_read_by_others_in_its_order() -> None:
    data = zip_file({"乙.xml": TEXT, "甲.xml": b"", "a": b"1"}, {})
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        assert package.namelist() == ["乙.xml", "甲.xml", "a"]
        assert [package.read(name) for name in package.namelist()] == [TEXT, b"", b"1"]
        for info in package.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert (info.compress_type, info.flag_bits) == (8, 0x800)
            assert (info.create_version, info.extract_version, info.create_system) == (20, 20, 0)
            assert (info.external_attr, info.internal_attr, info.volume) == (0, 0, 0)
            assert (info.extra, info.comment) == (b"", b"")


def test_the_bytes_are_fixed() -> None:
    data = zip_file({"a": b"1"}, {})
    local = "504b0304 1400 0008 0800 0000 2100 b7efdc83 03000000 01000000 0100 0000 61 330400"
    central = "504b0102 1400 1400 0008 0800 0000 2100 b7efdc83 03000000 01000000 0100 0000"
    central += "0000 0000 0000 00000000 00000000 61"
    end = "504b0506 0000 0000 0100 0100 2f000000 22000000 0000"
    assert data.hex() == (local + central + end).replace(" ", "")


def test_an_entry_compressed_before_is_copied_if_its_source_is_the_same() -> None:
    text = bytes(bytearray(TEXT))  # equal, and another object
    marked = CompressedEntry(TEXT, 7, b"\x03\x00")
    assert b"\x03\x00a" not in zip_file({"a": text}, {})
    data = zip_file({"a": TEXT}, {"a": marked, "b": compressed(b"2")})
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        (info,) = package.infolist()
        assert (info.CRC, info.compress_size, info.file_size) == (7, 2, len(TEXT))
    assert zip_file({"a": text}, {"a": marked}) == zip_file({"a": TEXT}, {})
