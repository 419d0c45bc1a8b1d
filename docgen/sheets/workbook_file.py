"""The door for workbooks: each is read whole, within limits, and known by what it holds.

A clerk's .xls may be a web page, and a .xlsx the text that a program exported: what a file is
called does not count. Nothing of a workbook is run, neither macros nor formulas.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
from pathlib import Path
from typing import TypeAlias

from docgen.diagnostics import DocgenError, Place, error
from docgen.diagnostics.codes import Code, problem_code

NOT_A_WORKBOOK = problem_code(
    "not-a-workbook",
    en=(
        "not a workbook, but {holds}",
        "open it in Excel or WPS and save it as .xlsx; if it is something else, name another file",
    ),
    zh=(
        "不是表格文件，而是{holds}",
        "用 Excel 或 WPS 打开，另存为 .xlsx；放错了的，换成要用的文件",
    ),
)
EMPTY_WORKBOOK = problem_code(
    "empty-workbook",
    en=(
        "the workbook is an empty file",
        "take another copy of it, or wait until it has been downloaded or copied whole",
    ),
    zh=("表格文件是空的", "换一份完整的文件；云盘或 U 盘里的，等下载、复制完再用"),
)
DAMAGED_WORKBOOK = problem_code(
    "damaged-workbook",
    en=(
        "the workbook is damaged: {part} cannot be read",
        "open it in Excel or WPS, which may repair it, and save it; or take a sound copy of it",
    ),
    zh=(
        "表格文件损坏：其中的 {part} 读不出来",
        "用 Excel 或 WPS 打开，能修复的修复后另存；不能的，换一份完好的文件",
    ),
)
LOCKED_WORKBOOK = problem_code(
    "locked-workbook",
    en=(
        "the workbook is locked with a password",
        "open it in Excel or WPS, take the password for opening off, and save it",
    ),
    zh=("表格文件加了打开密码", "用 Excel 或 WPS 打开，去掉打开密码后保存"),
)
WORKBOOK_TOO_LARGE = problem_code(
    "workbook-too-large",
    en=(
        "the workbook holds more than {limit}",
        "copy the sheet that is needed into a new workbook, and save that",
    ),
    zh=("表格文件的内容超过 {limit}", "把要用的工作表复制到新的表格文件中保存，再用新文件"),
)
UNREADABLE_WORKBOOK = problem_code(
    "unreadable-workbook",
    en=("the workbook cannot be read: {reason}", "check that it exists and that you may read it"),
    zh=("表格文件读不出来：{reason}", "检查文件是否存在、是否有读取权限"),
)

Entries: TypeAlias = dict[str, bytes]
"""The files of a package by name."""

MEGABYTES = 256
"""The most that a workbook may unpack to; a sheet of 400 rows and 20 columns has a thousandth."""

MOST_CELLS = 2_000_000
"""The most filled cells of a workbook, and the most rows of its merged ranges."""

CELLS_LIMIT = f"{MOST_CELLS:,} 个单元格 · {MOST_CELLS:,} cells"

_FILES = 10_000
_ENCRYPTED = 1
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
"""No workbook has one; it can hold entities that read files, or that grow."""

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The signature of a compound file (MS-CFB 2.2): Office before 2007, and encrypted files since."""

_STREAMS = {
    "EncryptedPackage": "locked",
    "Workbook": "xls",
    "Book": "xls",
    "WordDocument": "doc",
    "PowerPoint Document": "slides",
}
"""Names of streams of a compound file, which lie in its directory as UTF-16."""

_BARE_XLS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")
"""The first record of an .xls without a compound file around it: BOF of BIFF 2 to 8."""

_BEGINNINGS = {
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"%PDF": "pdf",
    b"{\\rtf": "rtf",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
    **dict.fromkeys(_BARE_XLS, "xls"),
}
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(rb"\s*<(?:!doctype\s+html|html|head|body|meta|table|style)\b", re.IGNORECASE)
_XML = re.compile(rb"\s*<(?:\?xml|[A-Za-z]\w*(?:\s+xmlns|:))")

_PARTS = (
    ("xl/workbook.bin", "xlsb"),
    ("word/document.xml", "docx"),
    ("ppt/presentation.xml", "slides"),
)
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


class WorkbookError(DocgenError):
    """What is asked of a workbook cannot be had; its problem says why, and what to do."""

    def __init__(self, code: Code, place: Place, /, **words: object) -> None:
        super().__init__(error(code, place, **words))


def bytes_of(source: Path | bytes, place: Place) -> bytes:
    """The bytes of a workbook; a pipe, which would wait for a writer, is not opened."""
    if isinstance(source, bytes):
        return source
    try:
        status = source.stat()
        if not stat.S_ISREG(status.st_mode):
            raise OSError("not a file")
        if status.st_size > MEGABYTES << 20:
            raise WorkbookError(WORKBOOK_TOO_LARGE, place, limit=f"{MEGABYTES} MB")
        return source.read_bytes()
    except OSError as reason:
        raise WorkbookError(
            UNREADABLE_WORKBOOK, place, reason=reason.strerror or reason
        ) from reason


def format_of(data: bytes) -> str:
    """What a file of these bytes is: ``zip``, ``xls``, ``locked``, ``text``, ``pdf`` or another."""
    if not data.strip(b"\0"):
        return "nothing"
    if data.startswith(_COMPOUND):
        return format_of_compound(data)
    start = data[:4096]
    for mark in _MARKS:
        start = start.removeprefix(mark)
    start = start.replace(b"\0", b"") if data.startswith(_MARKS[1:]) else start
    if _HTML.match(start):
        return "html"
    if _XML.match(start):
        return "html" if b"<html" in start.lower() else "xml"
    starts = (kind for sign, kind in _BEGINNINGS.items() if start.startswith(sign))
    return next(starts, "text" if b"\0" not in start else "unknown")


def format_of_compound(data: bytes, unlike: str = "") -> str:
    """What a compound file is by the names of its streams; not ``unlike``, which it is not."""
    kinds = (kind for name, kind in _STREAMS.items() if name.encode("utf-16-le") in data)
    return next((kind for kind in kinds if kind != unlike), "old")


def format_of_package(entries: Entries) -> str:
    """What the ``entries`` of a zip make: ``xlsx``, ``ods``, ``docx``, ``archive`` or another."""
    kind = entries.get("mimetype", b"")
    if kind.startswith(b"application/vnd.oasis"):
        return "ods" if kind.startswith(_ODS) else "odf"
    names = {name.lower() for name in entries}
    found = next((kind for name, kind in _PARTS if name in names), "")
    if found or "[content_types].xml" not in names:
        return found or "archive"
    return "xlsx" if b"spreadsheetml" in entries["[Content_Types].xml"] else "archive"


def unzipped(data: bytes, place: Place) -> Entries:
    """The unpacked files of a zip, each with its checksum right.

    Raises :class:`WorkbookError` if it is damaged, locked or too large.
    """
    name = "zip"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            infos = package.infolist()
            if any(info.flag_bits & _ENCRYPTED for info in infos):
                raise WorkbookError(LOCKED_WORKBOOK, place)
            if len(infos) > _FILES or sum(info.file_size for info in infos) > MEGABYTES << 20:
                raise WorkbookError(WORKBOOK_TOO_LARGE, place, limit=f"{MEGABYTES} MB")
            entries = Entries()
            for info in infos:
                name = info.filename
                entries[name] = package.read(info)
                if name.endswith((".xml", ".rels")) and _has_doctype(entries[name]):
                    raise zipfile.BadZipFile(name)
            return entries
    except DocgenError:
        raise
    # A damaged zip makes zipfile and zlib raise exceptions of many kinds.
    except Exception as reason:
        raise WorkbookError(DAMAGED_WORKBOOK, place, part=name) from reason


def _has_doctype(xml: bytes) -> bool:
    return any(doctype in xml for doctype in _DOCTYPES)
