"""Takes what cameras and programs write into pictures out of them; no pixel is changed.

JPEG (ITU-T T.81, annex B), PNG (ISO/IEC 15948), GIF89a, TIFF 6.0, WebP and EMF are known; their
colour profiles stay.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_PNG, _GIF, _JPEG = b"\x89PNG\r\n\x1a\n", (b"GIF87a", b"GIF89a"), b"\xff\xd8"
_TIFF = {b"II*\0": "<", b"MM\0*": ">"}
_EMF = b" EMF"
_CHUNKS = frozenset(
    (
        *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP"),
        *(b"sBIT", b"bKGD", b"hIST", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT", b"cICP"),
    )
)
"""Chunks of a PNG that say how it looks."""
_TEXT_TAGS = frozenset((269, 270, 271, 272, 285, 305, 306, 315, 316, 333, 700, 33432, 33723, 34377))
_FOLDERS = (34665, 34853, 40965)
"""Tags of a TIFF that lead to Exif, GPS and their like."""
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}


def without_metadata(data: bytes) -> bytes:
    """A picture without its metadata; a file of another kind as it is."""
    try:
        if data.startswith(_JPEG):
            return b"".join(_jpeg(data))
        if data.startswith(_PNG):
            return b"".join(_png(data))
        if data.startswith(_GIF):
            return b"".join(_gif(data))
        if data[:4] in _TIFF:
            return _tiff(data, _TIFF[data[:4]])
        if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            return _webp(data)
        if data[40:44] == _EMF:
            return _emf(data)
    except (struct.error, IndexError):  # it breaks off; programs show what there is of it
        return data
    return data


def _jpeg(data: bytes) -> Iterator[bytes]:
    yield _JPEG
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            break
        size = int.from_bytes(data[at + 2 : at + 4], "big") + 2
        segment = data[at : at + size]
        if _is_seen(marker, segment):
            yield segment if marker != 0xE0 else _without_thumbnail(segment)
        at += size
        if marker == 0xDA:
            end = _scan_end(data, at)
            yield data[at:end]
            at = end
    yield b"\xff\xd9"


def _is_seen(marker: int, segment: bytes) -> bool:
    """Whether a segment says how the picture looks: no application's, no comment."""
    if marker == 0xE2:
        return segment[4:].startswith(b"ICC_PROFILE\0")
    if marker == 0xE0:
        return segment[4:].startswith(b"JFIF\0")
    return marker == 0xEE or not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _without_thumbnail(segment: bytes) -> bytes:
    return b"\xff\xe0\0\x10" + segment[4:16] + b"\0\0"


def _scan_end(data: bytes, at: int) -> int:
    """Where the coded pixels end: at a marker that is no stuffing and no restart."""
    while (at := data.find(b"\xff", at)) != -1 and at + 1 < len(data):
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2
    return len(data)


def _png(data: bytes) -> Iterator[bytes]:
    yield _PNG
    at = 8
    while at + 12 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if kind in _CHUNKS:
            yield data[at : at + 12 + size]
        if kind == b"IEND":
            return
        at += 12 + size


def _gif(data: bytes) -> Iterator[bytes]:
    at = 13 + _colours(data[10])
    yield data[:at]
    while at < len(data) and data[at] != 0x3B:
        begin, kind = at, data[at : at + 2]
        if data[at] == 0x2C:
            at = _blocks_end(data, at + 11 + _colours(data[at + 9]))
        else:
            at = _blocks_end(data, at + 2)
        is_loop = kind == b"!\xff" and data[begin + 3 : begin + 14] == b"NETSCAPE2.0"
        if data[begin] == 0x2C or kind == b"!\xf9" or is_loop:
            yield data[begin:at]
    yield b";"


def _colours(flags: int) -> int:
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _blocks_end(data: bytes, at: int) -> int:
    while data[at]:
        at += data[at] + 1
    return at + 1


def _tiff(data: bytes, order: str) -> bytes:
    """Zeros the values of the tags that say nothing of the look; all else keeps its place."""
    picture = bytearray(data)
    folders, seen = [(struct.unpack_from(f"{order}I", data, 4)[0], False)], set[int]()
    while folders:
        at, is_private = folders.pop()
        if not at or at in seen or at + 2 > len(data):
            continue
        seen.add(at)
        count = struct.unpack_from(f"{order}H", data, at)[0]
        for entry in range(at + 2, at + 2 + 12 * count, 12):
            tag, kind, number, value = struct.unpack_from(f"{order}HHII", data, entry)
            if tag in _FOLDERS:
                folders.append((value, True))
            elif is_private or tag in _TEXT_TAGS:
                size = _SIZES.get(kind, 1) * number
                begin = value if size > 4 else entry + 8
                picture[begin : begin + size] = bytes(len(picture[begin : begin + size]))
        folders.append((struct.unpack_from(f"{order}I", data, at + 2 + 12 * count)[0], is_private))
    return bytes(picture)


def _webp(data: bytes) -> bytes:
    """Cuts the chunks of metadata (RFC 9649, 2.7); the header no longer promises them."""
    chunks, at = bytearray(), 12
    end = min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    while at + 8 <= end:
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        chunk = bytearray(data[at : at + 8 + size + size % 2])
        if kind == b"VP8X":
            chunk[8] &= ~0x0C & 0xFF
        if kind not in (b"EXIF", b"XMP "):
            chunks += chunk
        at += 8 + size + size % 2
    return b"RIFF" + (len(chunks) + 4).to_bytes(4, "little") + b"WEBP" + bytes(chunks)


def _emf(data: bytes) -> bytes:
    """Zeros the description: the program and the title, in UTF-16 (MS-EMF 2.2.9)."""
    size, at = struct.unpack_from("<II", data, 60)
    return data[:at] + bytes(2 * size) + data[at + 2 * size :] if size and at else data
