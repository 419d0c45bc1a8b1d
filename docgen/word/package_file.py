"""The door for Word files: each that comes from outside is read whole, within limits, or refused.

A damaged or foreign zip makes zipfile, zlib and lxml raise exceptions of many kinds, and 4 MB of it
may unpack to 4 GB. Behind the door there are only entries that have been unpacked, with their
checksums right, and that make a .docx. The limits are on what is unpacked, as it is declared, and
zipfile unpacks no more than that; there is none on the ratio, since a white picture has any.
"""

from __future__ import annotations

import io
import stat
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import docx
from docx.document import Document
from docx.opc.part import XmlPart
from lxml import etree

from docgen.diagnostics import DocgenError, Place, error
from docgen.diagnostics.codes import Code, problem_code
from docgen.word.file_kind import kind_of, kind_of_package
from docgen.word.notes import open_notes
from docgen.word.structure import misplaced

NOT_A_DOCX = problem_code(
    "not-a-docx",
    en=(
        "not a .docx, but {holds}",
        "open it in Word or WPS and save it as .docx; if it is something else, move it away",
    ),
    zh=("不是 .docx 文件，而是{holds}", "用 Word 或 WPS 打开，另存为 .docx；放错了的，移走"),
)
EMPTY_DOCX = problem_code(
    "empty-docx",
    en=(
        "the Word file is empty",
        "take another copy of it, or wait until it has been downloaded or copied whole",
    ),
    zh=("Word 文件是空的", "换一份完整的文件；云盘或 U 盘里的，等下载、复制完再用"),
)
DAMAGED_DOCX = problem_code(
    "damaged-docx",
    en=(
        "the Word file is damaged: {part} cannot be read",
        "open it in Word or WPS, which may repair it, and save it; or take a sound copy of it",
    ),
    zh=(
        "Word 文件损坏：其中的 {part} 读不出来",
        "用 Word 或 WPS 打开，能修复的修复后另存；不能的，换一份完好的文件",
    ),
)
LOCKED_DOCX = problem_code(
    "locked-docx",
    en=(
        "the Word file is locked with a password",
        "open it in Word or WPS, take the password off, and save it",
    ),
    zh=("Word 文件加了密码", "用 Word 或 WPS 打开，去掉打开密码后保存"),
)
DOCX_TOO_LARGE = problem_code(
    "docx-too-large",
    en=(
        "the Word file unpacks to more than {limit}",
        "open it in Word; compress its pictures, and save it",
    ),
    zh=("Word 文件解开后超过 {limit}", "用 Word 打开，压缩其中的图片后保存"),
)
UNREADABLE_DOCX = problem_code(
    "unreadable-docx",
    en=("the Word file cannot be read: {reason}", "check that it exists and that you may read it"),
    zh=("Word 文件读不出来：{reason}", "检查文件是否存在、是否有读取权限"),
)

Entries: TypeAlias = dict[str, bytes]
"""The files of a package by name, in their order."""

CORE = "docProps/core.xml"
"""The file of the document properties."""

MEGABYTES = 256
"""The most that a Word file may unpack to; a report of 30 pages has a hundredth of it."""

_FILES = 10_000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How Office compresses (ECMA-376-2, annex C)."""

_ENCRYPTED = 1
_RELATION = {"Id", "Type", "Target"}
"""What a relationship must have (ECMA-376-2, 9.3.2)."""

_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
"""Word refuses XML with one; it can hold entities that read files, or that grow."""


class PackageError(DocgenError):
    """The file is no Word file that can be read; its problem says why, and what to do."""

    def __init__(self, code: Code, place: Place, /, **words: object) -> None:
        super().__init__(error(code, place, **words))


def read_package(source: Path | bytes, place: Place, megabytes: int = MEGABYTES) -> Entries:
    """The entries of the Word file ``source``, which messages call ``place``.

    Raises :class:`PackageError` if it is damaged, locked or too large, or no .docx.
    """
    data = source if isinstance(source, bytes) else _bytes(source, place, megabytes)
    kind = kind_of(data)
    if kind == "nothing":
        raise PackageError(EMPTY_DOCX, place)
    if kind == "locked":
        raise PackageError(LOCKED_DOCX, place)
    if kind == "zip":
        entries = unzipped(data, place, megabytes << 20)
        kind = _kind(entries, place)
        if kind == "docx":
            return entries
        if kind == "locked":
            raise PackageError(LOCKED_DOCX, place)
    raise PackageError(NOT_A_DOCX, place, holds=kind)


def unzipped(data: bytes, place: Place, most: int) -> Entries:
    """The unpacked files of a zip, each with its checksum right; ``most`` bytes in all.

    Raises :class:`PackageError` if it is damaged, locked or too large.
    """
    name = "zip"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            infos = package.infolist()
            if any(info.flag_bits & _ENCRYPTED for info in infos):
                raise PackageError(LOCKED_DOCX, place)
            if len(infos) > _FILES or sum(info.file_size for info in infos) > most:
                raise PackageError(DOCX_TOO_LARGE, place, limit=f"{most >> 20} MB")
            entries = Entries()
            for info in infos:
                name = info.filename
                if name in entries or info.compress_type not in _METHODS:
                    raise zipfile.BadZipFile(name)
                entries[name] = package.read(info)
                if name.endswith((".xml", ".rels")) and _has_doctype(entries[name]):
                    raise zipfile.BadZipFile(name)
            return entries
    except DocgenError:
        raise
    # A damaged zip makes zipfile and zlib raise exceptions of many kinds.
    except Exception as reason:
        raise PackageError(DAMAGED_DOCX, place, part=name) from reason


@dataclass(frozen=True)
class WordPackage:
    """A Word file that was read once, for all who ask for its entries or its document.

    Attributes:
        data: its bytes.
        entries: what is packed in it.
    """

    data: bytes
    entries: Entries

    @classmethod
    def read(cls, source: Path | bytes, place: Place, megabytes: int = MEGABYTES) -> WordPackage:
        """Reads ``source`` as :func:`read_package` does."""
        data = source if isinstance(source, bytes) else _bytes(source, place, megabytes)
        return cls(data, read_package(data, place, megabytes))

    def document(self, place: Place) -> Document:
        """A new document of it, opened with its notes. Raises :class:`PackageError`."""
        return _opened(self.data, self.entries, place)


def open_package(source: Path | bytes, place: Place, megabytes: int = MEGABYTES) -> Document:
    """The Word file ``source``, opened with its notes. Raises :class:`PackageError`."""
    return WordPackage.read(source, place, megabytes).document(place)


def _opened(data: bytes, entries: Entries, place: Place) -> Document:
    try:
        document = docx.Document(io.BytesIO(data))
        open_notes(document)
        fault = _relations_fault(entries) or _fault(document)
    # The parts may refer to each other in any way, and python-docx expects the right one.
    except Exception as reason:
        part = _broken_off(entries) or str(reason)[:80]
        raise PackageError(DAMAGED_DOCX, place, part=part) from reason
    if fault:
        raise PackageError(DAMAGED_DOCX, place, part=fault)
    return document


def _broken_off(entries: Entries) -> str:
    """The first part whose XML cannot be parsed, as of a file that breaks off; empty if none."""
    for name, data in entries.items():
        if name.endswith((".xml", ".rels")):
            try:
                etree.fromstring(data)
            except etree.XMLSyntaxError:
                return name
    return ""


def _relations_fault(entries: Entries) -> str:
    """The first file of relationships with one that lacks what each has; empty if there is none."""
    for name, data in entries.items():
        if name.endswith(".rels"):
            elements = etree.fromstring(data).iterchildren(etree.Element)
            relations = [dict(relation.attrib) for relation in elements]
            if not all(relation.keys() >= _RELATION for relation in relations):
                return name
    return ""


def _fault(document: Document) -> str:
    """The part and the element that break the structure of a Word file; empty if none does."""
    if document.element.body is None:
        return "w:body"
    for part in document.part.package.iter_parts():
        if isinstance(part, XmlPart) and (element := misplaced(part.element)) is not None:
            return f"{str(part.partname).lstrip('/')}, w:{etree.QName(element).localname}"
    return ""


def _bytes(path: Path, place: Place, megabytes: int) -> bytes:
    """The bytes of a file; a pipe, which would wait for a writer, is not opened."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise OSError("not a file")
        if status.st_size > megabytes << 20:
            raise PackageError(DOCX_TOO_LARGE, place, limit=f"{megabytes} MB")
        return path.read_bytes()
    except OSError as reason:
        raise PackageError(UNREADABLE_DOCX, place, reason=reason.strerror or reason) from reason


def _has_doctype(xml: bytes) -> bool:
    return any(doctype in xml for doctype in _DOCTYPES)


def _kind(entries: Entries, place: Place) -> str:
    try:
        return kind_of_package(entries)
    except etree.XMLSyntaxError as reason:
        raise PackageError(DAMAGED_DOCX, place, part="[Content_Types].xml") from reason
