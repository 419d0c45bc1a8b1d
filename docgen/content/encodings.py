"""Recognises the text of a file that was not saved as UTF-8.

Excel and the Notepad of older systems save GBK, or UTF-16 with a byte order mark; a line that a
program of theirs has added to a file in UTF-8 is GBK too.
"""

from __future__ import annotations

import re
import unicodedata
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass

_CHINESE = re.compile("[\u4e00-\u9fff]")
_COMMON = 0.8
"""Of the Chinese characters of a text, the part that GB 2312 has; of a wrong guess it is less."""
_ODD = frozenset(("Cc", "Cn", "Co", "Cs"))
"""Categories that no text has, but for line ends and tabs: control, unassigned, private."""


@dataclass(frozen=True)
class Recognised:
    """The text of a file, and the encoding it is in: ``gbk``, ``utf-16``, or ``mixed``."""

    encoding: str
    text: str


_MANGLED = re.compile("[锛銆鈥鐨鏄绗鍦鎴勭殑鍒彁]")
"""What GBK makes of the bytes of ，。“ 的 是 第 在 成 in UTF-8."""
_EVERYDAY = range(0xB0, 0xD8)
"""First bytes of the 3755 characters of level 1 of GB 2312, nearly all that offices write."""
_LEAST_EVERYDAY = 0.75
_LEAST_CHINESE = 8


def is_mangled(text: str) -> bool:
    """Whether a program has read the text as GBK, though it was UTF-8, and has saved that."""
    chinese = _CHINESE.findall(text) if _MANGLED.search(text) else []
    if len(chinese) < _LEAST_CHINESE:
        return False
    first_bytes = (character.encode("gb2312", "ignore")[:1] for character in chinese)
    everyday = sum(byte != b"" and byte[0] in _EVERYDAY for byte in first_bytes)
    return bool(everyday < _LEAST_EVERYDAY * len(chinese))


def unmangled(text: str) -> str:
    """The text before a program took it for GBK; empty if signs of it are lost."""
    try:
        return text.encode("gb18030").decode()
    except UnicodeError:
        return ""


def recognised(data: bytes) -> Recognised | None:
    """What bytes that are not UTF-8 plainly are; ``None`` if that is not plain."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        encoding, text = "utf-16", _decoded(data, "utf-16")
    elif _is_mostly_utf_8(data):
        encoding, text = "mixed", _by_lines(data)
    else:
        encoding, text = "gbk", _decoded(data, "gb18030")
    return None if text is None else Recognised(encoding, text)


def _decoded(data: bytes, encoding: str, least: int = 1) -> str | None:
    """The text in an encoding; ``None`` if it is none, or none that a Chinese office writes.

    That has at ``least`` so many Chinese characters.
    """
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text if _is_plain(text, least) else None


def _is_plain(text: str, least: int) -> bool:
    chinese = _CHINESE.findall(text)
    common = "".join(chinese).encode("gb2312", "ignore")
    is_odd = any(
        unicodedata.category(character) in _ODD and character not in "\t\r\n" for character in text
    )
    return len(common) // 2 >= max(_COMMON * len(chinese), least) and not is_odd


def _is_mostly_utf_8(data: bytes) -> bool:
    """Whether it has more Chinese characters in UTF-8 than what is no UTF-8."""
    text = data.decode("utf-8", "replace")
    return len(_CHINESE.findall(text)) > text.count("\ufffd")


def _by_lines(data: bytes) -> str | None:
    """The text of a file in UTF-8, some lines of which are GBK; ``None`` if one is neither."""
    texts = list[str]()
    for line in data.removeprefix(b"\xef\xbb\xbf").split(b"\n"):
        try:
            text: str | None = line.decode()
        except UnicodeDecodeError:
            # One character could be the half of one in UTF-8.
            text = None if _is_mostly_utf_8(line) else _decoded(line, "gb18030", 2)
        if text is None:
            return None
        texts.append(text)
    return "\n".join(texts)
