"""What a .doc of Word 97 to 2003 says of itself before another program reads it (MS-DOC)."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from docgen.word.compound_file import CompoundFile

_MAGIC, _ENCRYPTED, _TABLE_1 = 0xA5EC, 0x0100, 0x0200
_FLAGS, _CHARACTERS, _PIECES = 0x0A, 0x4C, 0x01A2
"""Where the file's head has its flags, the number of characters, and the table of pieces (2.5)."""

_IN_BYTES = 0x40000000
"""In the place of a piece: its characters are bytes of code page 1252 (2.9.73)."""

_FIELD = re.compile("\x13[^\x13\x15]*?\x14|\x13[^\x13-\x15]*\x15|\x15")
"""The instruction of a field, and the mark of its end; its result stays."""

_PICTURES = "\x01\x08"


def is_encrypted(data: bytes) -> bool:
    """Whether a .doc is locked with a password."""
    head = CompoundFile(data).stream("WordDocument")[: _FLAGS + 2]
    if len(head) < _FLAGS + 2 or struct.unpack_from("<H", head)[0] != _MAGIC:
        return False
    return bool(struct.unpack_from("<H", head, _FLAGS)[0] & _ENCRYPTED)


def body_text(file: CompoundFile) -> str:
    """The text of the body with Word's control characters; empty if it cannot be read.

    7 ends a cell or a row, 13 a paragraph, 1 and 8 are pictures and objects.
    """
    try:
        document = file.stream("WordDocument")
        flags = struct.unpack_from("<H", document, _FLAGS)[0]
        (count,) = struct.unpack_from("<I", document, _CHARACTERS)
        start, length = struct.unpack_from("<II", document, _PIECES)
        table = file.stream("1Table" if flags & _TABLE_1 else "0Table")
        text = "".join(_pieces(document, table[start : start + length]))[:count]
    except (struct.error, LookupError):
        return ""
    while (shorter := _FIELD.sub("", text)) != text:
        text = shorter
    return text


def picture_count(text: str) -> int:
    """The pictures and objects in the text of a body."""
    return sum(text.count(sign) for sign in _PICTURES)


def _pieces(document: bytes, structure: bytes) -> Iterator[str]:
    """The texts of the pieces (2.8.35); properties may stand before them (2.9.38)."""
    at = 0
    while structure[at] == 1:
        at += 3 + struct.unpack_from("<H", structure, at + 1)[0]
    (length,) = struct.unpack_from("<I", structure, at + 1)
    pieces = structure[at + 5 : at + 5 + length]
    count = (len(pieces) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", pieces)
    for number in range(count):
        (place,) = struct.unpack_from("<2xI", pieces, 4 * (count + 1) + 8 * number)
        characters = ends[number + 1] - ends[number]
        if place & _IN_BYTES:
            start = (place & ~_IN_BYTES) // 2
            yield document[start : start + characters].decode("cp1252", "replace")
        else:
            yield document[place : place + 2 * characters].decode("utf-16-le", "replace")
