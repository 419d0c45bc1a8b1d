"""Unpacks what is packed within a Word file: embedded files, and compressed pictures.

A small file may hold many that unpack to a thousand times as much, each with more of them inside.
"""

from __future__ import annotations

import gzip
import io

from docgen.diagnostics import Place
from docgen.word.outside_links.part_xml import looks_like_xml
from docgen.word.package_file import MEGABYTES, Entries, unzipped

_GZIP = b"\x1f\x8b"
_BEGINNING = 4096
"""Bytes of a compressed picture by which LibreOffice, too, knows an SVG."""


class Unpacking:
    """What is unpacked of one Word file: in all, no more than a Word file may unpack to."""

    def __init__(self) -> None:
        self._left = MEGABYTES << 20

    def entries(self, data: bytes) -> Entries:
        """The files in an embedded zip.

        Raises :class:`PackageError` if it is damaged, locked or too large.
        """
        entries = unzipped(data, Place(""), self._left)
        self._left -= sum(map(len, entries.values()))
        return entries

    def picture(self, data: bytes) -> bytes:
        """A picture, unpacked if it is a compressed SVG; other data as they are.

        Raises ``OSError``, ``EOFError`` or ``zlib.error`` if it is damaged, and ``ValueError`` if
        it is too large: LibreOffice may read more of it than could be looked at.
        """
        if not data.startswith(_GZIP):
            return data
        with gzip.open(io.BytesIO(data)) as packed:
            beginning = packed.read(_BEGINNING)
            if not looks_like_xml(beginning):
                return data
            rest = packed.read(max(self._left, 0) + 1)
        self._left -= len(beginning) + len(rest)
        if self._left < 0:
            raise ValueError("too large")
        return beginning + rest
