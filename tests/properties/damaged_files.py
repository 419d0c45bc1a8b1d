"""Damages of a Word file, each by a random source: of its bytes, its zip, its parts, their XML."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Callable
from random import Random

from lxml import etree

from tests.support import entries, packed

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OTHER_FILES = (
    b"",
    bytes(900),
    b"PK\3\4",
    "不是 Word 文件".encode(),
    "不是 Word 文件".encode("gbk"),
    b"%PDF-1.7\n%%EOF",
    b"{\\rtf1 a}",
    b"<html>a</html>",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
)
ODD_VALUES = (
    *("", "0", "-1", "1", "99999999999", "1.5", "NaN", "x", "甲", "true", " ", "2147483648"),
    *("rId1", "rId999", "none", "auto", "FFFFFF", "1e9", "-99999", "both", "restart", "\u202e"),
)


def flipped(data: bytes, random: Random) -> bytes:
    result = bytearray(data)
    for _ in range(random.choice((1, 1, 3, 30, 300))):
        result[random.randrange(len(result))] = random.randrange(256)
    return bytes(result)


def cut(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data))
    return random.choice((data[:at], data[at:], data[:at] + data[at + random.randrange(900) :]))


def lengthened(data: bytes, random: Random) -> bytes:
    junk = random.randbytes(random.choice((1, 50, 5000)))
    return random.choice((data + junk, junk + data, data + data))


def another(_: bytes, random: Random) -> bytes:
    return random.choice(OTHER_FILES)


def header_changed(data: bytes, random: Random) -> bytes:
    """Flags, method, sizes or names of the zip changed."""
    result = bytearray(data)
    signature, offsets = random.choice(
        [(b"PK\3\4", (4, 6, 8, 18, 22, 26, 28)), (b"PK\1\2", (6, 8, 10, 20, 24, 28, 30, 42))]
    )
    places = [found.start() for found in re.finditer(re.escape(signature), data)]
    at = random.choice(places) + random.choice(offsets)
    struct.pack_into("<H", result, at, random.choice((0, 1, 8, 9, 12, 99, 0xFFFF)))
    return bytes(result)


def parts_changed(data: bytes, random: Random) -> bytes:
    """Entries swapped, renamed, dropped, emptied, cut, nested, compressed otherwise."""
    parts = entries(data)
    one, other = random.sample(sorted(parts), 2)
    match random.randrange(8):
        case 0:
            parts[one], parts[other] = parts[other], parts[one]
        case 1:
            parts[other + random.choice((".bak", "/", "\\..", "\n"))] = parts.pop(one)
        case 2:
            del parts[one]
        case 3:
            parts[one] = random.choice(OTHER_FILES)
        case 4:
            parts[one] = cut(parts[one] or b"a", random)
        case 5:
            parts[one] = data
        case 6:
            method = random.choice((zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
            return packed(parts, method)
        case _:
            parts = {name.upper(): parts[name] for name in parts}
    return packed(parts)


def xml_changed(data: bytes, random: Random) -> bytes:
    """Elements and attributes of a part changed, so that it stays XML."""
    parts = entries(data)
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    name = random.choice([*names, *["word/document.xml"] * len(names)])
    try:
        root = etree.fromstring(parts[name])
    except etree.XMLSyntaxError:
        return data
    for _ in range(random.choice((1, 2, 5, 20))):
        _change(random.choice([*root.iter(etree.Element)]), random)
    parts[name] = etree.tostring(root, encoding="UTF-8", standalone=True)
    return packed(parts)


def _change(element: etree._Element, random: Random) -> None:
    parent = element.getparent()
    match random.randrange(8):
        case 0 if element.attrib:
            element.set(random.choice(sorted(element.attrib)), random.choice(ODD_VALUES))
        case 1 if element.attrib:
            del element.attrib[random.choice(sorted(element.attrib))]
        case 2 if parent is not None:
            parent.remove(element)
        case 3 if parent is not None:
            parent.append(element)
        case 4 if parent is not None:
            parent.addprevious(element) if parent.getparent() is not None else None
        case 5:
            element.insert(
                0, random.choice((etree.Comment("x"), etree.ProcessingInstruction("p", "q")))
            )
        case 6:
            element.tag = f"{{{W}}}" + random.choice(("tbl", "tr", "tc", "p", "r", "t", "sdt", "x"))
        case _:
            element.append(etree.Element(f"{{{W}}}" + random.choice(("tbl", "p", "vMerge", "ins"))))


def prefix_changed(data: bytes, random: Random) -> bytes:
    """The prefix of WordprocessingML is another one, or none."""
    parts = entries(data)
    name = random.choice([name for name, data in parts.items() if b"<w:" in data])
    text = parts[name].replace(b"<w:", b"<v9:").replace(b"</w:", b"</v9:")
    text = text.replace(b" w:", b" v9:").replace(b"xmlns:w=", b"xmlns:v9=")
    parts[name] = text
    return packed(parts)


DAMAGES: tuple[Callable[[bytes, Random], bytes], ...] = (
    flipped,
    cut,
    lengthened,
    another,
    header_changed,
    parts_changed,
    parts_changed,
    xml_changed,
    xml_changed,
    xml_changed,
    prefix_changed,
)


def damaged(data: bytes, random: Random) -> bytes:
    """A Word file with one of the damages, or two."""
    for _ in range(random.choice((1, 1, 1, 2))):
        try:
            data = random.choice(DAMAGES)(data, random)
        except Exception:  # the first damage leaves nothing for the second
            break
    return data
