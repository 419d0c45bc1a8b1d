"""Type 1 font programs, into which LibreOffice turns OpenType fonts with cubic outlines.

Source: *Adobe Type 1 Font Format* (1990), chapters 2 (``UniqueID``) and 7 (encryption). Two
programs with the same ``UniqueID`` have to be the same, since printers keep glyphs by it; a
subset had better have none, and LibreOffice gives the same ones to the fonts of all PDFs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

_NUMBER = re.compile(rb"/UniqueID \d+ def\s")
_KEY = 55665


@cache
def _next_keys() -> Sequence[int]:
    """The key that follows, by the sum of a key and of the encrypted byte that it made."""
    return [(summed * 52845 + 22719) & 0xFFFF for summed in range(0x10000 + 0x100)]


def without_number(clear: bytes, private: bytes) -> tuple[bytes, bytes]:
    """The clear and the encrypted part of a program without its ``UniqueID``."""
    unnumbered = _NUMBER.sub(b"", clear)
    if unnumbered == clear:
        return clear, private
    return unnumbered, encrypted(_NUMBER.sub(b"", decrypted(private), count=1))


def decrypted(data: bytes) -> bytes:
    """The plain bytes of what ``eexec`` reads, the four random ones at its beginning too.

    fontTools does the same in some three times the time.
    """
    key, next_key, plain = _KEY, _next_keys(), []
    for byte in data:
        plain.append(byte ^ (key >> 8))
        key = next_key[byte + key]
    return bytes(plain)


def encrypted(data: bytes) -> bytes:
    """The bytes that :func:`decrypted` turns into ``data``."""
    key, next_key, cipher = _KEY, _next_keys(), []
    for byte in data:
        hidden = byte ^ (key >> 8)
        cipher.append(hidden)
        key = next_key[hidden + key]
    return bytes(cipher)
