"""Fonts in what somebody brings: a font, a folder, a zip, a tar, or a Debian package.

Nothing is unpacked onto the disk. Of an archive only fonts are taken, by what is in them and not by
the paths that it gives them, so that none leads elsewhere; it may hold and unpack to only so much.
"""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import lzma
import re
import stat
import tarfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, TypeAlias, cast

from fontTools.ttLib import TTFont

from docgen.diagnostics import DocgenError, Place, UsageError
from docgen.diagnostics.codes import problem_code
from docgen.word.package_file import DOCX_TOO_LARGE, LOCKED_DOCX, PackageError, unzipped

UNREADABLE_FONTS = problem_code(
    "unreadable-fonts",
    en=("it cannot be read: {reason}", "give the path of the file or folder that you brought"),
    zh=("读不出来：{reason}", "写带来的字体文件、压缩包或文件夹的路径"),
)
NO_FONTS_INSIDE = problem_code(
    "no-fonts-inside",
    en=(
        "there is no font in it: no .ttf, .ttc or .otf",
        "bring the fonts themselves, a folder or a zip of them, fandol.zip of CTAN, or the .deb "
        "of Debian's texlive-lang-chinese",
    ),
    zh=(
        "里面没有字体（.ttf、.ttc、.otf）",
        "请带字体文件本身、装着字体的文件夹或 zip、CTAN 的 fandol.zip，或 Debian 的 "
        "texlive-lang-chinese 的 .deb 文件",
    ),
)
DAMAGED_FONT = problem_code(
    "damaged-font",
    en=(
        "{font} is damaged or no font; nothing was taken over",
        "copy it again, or move it away, and run the command once more",
    ),
    zh=("{font} 损坏了，或者不是字体，什么都没有放入", "重新复制这个文件，或移走它，再运行一次"),
)
DAMAGED_FONT_ARCHIVE = problem_code(
    "damaged-font-archive",
    en=(
        "the archive is damaged, or of a kind that docgen does not read; nothing was taken over",
        "copy or download it again; or unpack it with another program, and name the folder",
    ),
    zh=(
        "压缩包损坏，或者不是 docgen 能读的种类，什么都没有放入",
        "重新复制或下载；或者用别的程序解压，再写解压出来的文件夹",
    ),
)
LOCKED_FONT_ARCHIVE = problem_code(
    "locked-font-archive",
    en=("the archive is locked with a password", "unpack it, and name the folder"),
    zh=("压缩包有密码", "自己先解压，再写解压出来的文件夹"),
)
FONTS_TOO_LARGE = problem_code(
    "fonts-too-large",
    en=(
        "there is more in it than fonts need: over {megabytes} MB, or {files:# file|# files}",
        "put the fonts that you need into a folder of their own, and name that",
    ),
    zh=(
        "里面的东西太多，超过 {megabytes} MB 或 {files} 个文件",
        "把要用的字体单独放进一个文件夹，再写这个文件夹",
    ),
)

Fonts: TypeAlias = dict[str, bytes]
"""Fonts by the names of their files, which their own names make."""

MEGABYTES = 512
"""The most that is read or unpacked; all that comes with the free fonts unpacks to a fifth."""

FILES = 20_000
"""The most files of an archive or a folder; those that come with the free fonts are 6,200."""

_SUFFIXES = (".ttf", ".ttc", ".otf")
_KINDS = {b"OTTO": ".otf", b"ttcf": ".ttc", b"\0\1\0\0": ".ttf", b"true": ".ttf"}
"""How fonts begin (ISO/IEC 14496-22, 4.5.1), and how their files are named."""

_OPENERS: dict[bytes, Callable[[IO[bytes]], object]] = {
    b"\xfd7zXZ\0": lzma.LZMAFile,
    b"\x1f\x8b": gzip.open,
    b"BZh": bz2.BZ2File,
}
_DEBIAN = b"!<arch>\n"
_ENTRY = 60
"""Bytes of the head of a file in an ``ar`` archive: its name 16, its size 10 from byte 48 on."""

_TAR = (lzma.LZMAError, zlib.error, tarfile.TarError, EOFError, OSError, ValueError)
"""What a damaged archive raises."""

_NO_SIGN = re.compile(r"[^A-Za-z0-9_+-]")
_LONGEST_NAME = 63
"""Characters of a font's PostScript name."""


def read_fonts(source: Path) -> Fonts:
    """The fonts of a file or a folder, each of which was opened.

    Raises :class:`UsageError` if there is none, if one is damaged, or if there is too much.
    """
    place, found = Place(str(source)), Fonts()
    try:
        for name, data in _files(source, place):
            found[_own_name(name, data, place)] = data
    except OSError as reason:
        words = {"reason": reason.strerror or reason}
        raise UsageError(UNREADABLE_FONTS, place, **words) from reason
    if not found:
        raise UsageError(NO_FONTS_INSIDE, place)
    return found


def _files(source: Path, place: Place) -> Iterator[tuple[str, bytes]]:
    """Yields what may be a font by its name, or is one by how it begins."""
    if source.is_dir():
        yield from _in_folder(source, place)
        return
    status = source.stat()
    if not stat.S_ISREG(status.st_mode):  # a pipe would wait for a writer
        raise OSError("not a file")
    if status.st_size > MEGABYTES << 20:
        raise _too_large(place)
    with source.open("rb") as file:
        start = file.read(len(_DEBIAN))
        file.seek(0)
        if start[:4] in _KINDS or source.suffix.lower() in _SUFFIXES:
            yield source.name, file.read()
        elif start.startswith(b"PK"):
            yield from _in_zip(file.read(), place)
        else:
            yield from _in_tar(file, place)


def _in_folder(folder: Path, place: Place) -> Iterator[tuple[str, bytes]]:
    left = MEGABYTES << 20
    for number, path in enumerate(folder.rglob("*")):
        if number >= FILES:
            raise _too_large(place)
        if _may_be_a_font(path.name) and path.is_file():
            left -= path.stat().st_size
            if left < 0:
                raise _too_large(place)
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _in_zip(data: bytes, place: Place) -> Iterator[tuple[str, bytes]]:
    try:
        entries = unzipped(data, place, MEGABYTES << 20)
    except PackageError as reason:
        if reason.problem.code == DOCX_TOO_LARGE:
            raise _too_large(place) from reason
        is_locked = reason.problem.code == LOCKED_DOCX
        code = LOCKED_FONT_ARCHIVE if is_locked else DAMAGED_FONT_ARCHIVE
        raise UsageError(code, place) from reason
    return ((name, entry) for name, entry in entries.items() if _may_be_a_font(name))


def _in_tar(file: IO[bytes], place: Place) -> Iterator[tuple[str, bytes]]:
    """Yields the fonts of a tar, compressed or not, or of the one in a Debian package."""
    try:
        if file.read(len(_DEBIAN)) == _DEBIAN:
            _go_to_data(file)
        else:
            file.seek(0)
        with tarfile.open(
            fileobj=cast(IO[bytes], _Limited(_unpacked(file), place)), mode="r|"
        ) as archive:
            for number, member in enumerate(archive):
                if number >= FILES:
                    raise _too_large(place)
                content = archive.extractfile(member) if _is_a_font_file(member) else None
                if content:
                    yield member.name, content.read()
    except DocgenError:
        raise
    except _TAR as reason:
        raise UsageError(DAMAGED_FONT_ARCHIVE, place) from reason


def _go_to_data(file: IO[bytes]) -> None:
    """Goes to the files of a Debian package, in its member ``data.tar`` (deb(5))."""
    while head := file.read(_ENTRY):
        if head.startswith(b"data.tar"):
            return
        size = int(head[48:58])
        if size < 0:  # or it would be read again and again
            raise ValueError
        file.seek(size + size % 2, io.SEEK_CUR)
    raise EOFError


def _unpacked(file: IO[bytes]) -> IO[bytes]:
    begin, start = file.tell(), file.read(6)
    file.seek(begin)
    opener = next((each for magic, each in _OPENERS.items() if start.startswith(magic)), None)
    return cast(IO[bytes], opener(file)) if opener else file


class _Limited:
    """A stream of which only so many bytes are read: heads of a tar may say any size."""

    def __init__(self, stream: IO[bytes], place: Place) -> None:
        self._stream, self._place, self._left = stream, place, MEGABYTES << 20

    def read(self, size: int) -> bytes:
        """The next bytes, ``size`` at most."""
        data = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise _too_large(self._place)
        return data


def _is_a_font_file(member: tarfile.TarInfo) -> bool:
    return member.isreg() and _may_be_a_font(member.name)


def _may_be_a_font(path: str) -> bool:
    """Whether a file is named as fonts are; what a Mac keeps beside one begins with a dot."""
    name = PurePosixPath(path).name
    return name[:1] != "." and name.lower().endswith(_SUFFIXES)


def _own_name(name: str, data: bytes, place: Place) -> str:
    """The name of a font's file, made of the PostScript name in it.

    Raises :class:`UsageError` if it cannot be opened.
    """
    try:
        suffix = _KINDS[data[:4]]
        with TTFont(io.BytesIO(data), lazy=True, fontNumber=0) as font:
            font["cmap"].tables  # noqa: B018  # of any encoding: old fonts have that of GB 2312
            own = _NO_SIGN.sub("", font["name"].getDebugName(6) or "")[:_LONGEST_NAME]
    except Exception as reason:  # fontTools raises many kinds
        raise UsageError(DAMAGED_FONT, place, font=PurePosixPath(name).name) from reason
    return (own or hashlib.sha256(data).hexdigest()[:16]) + suffix


def _too_large(place: Place) -> UsageError:
    return UsageError(FONTS_TOO_LARGE, place, megabytes=MEGABYTES, files=FILES)
