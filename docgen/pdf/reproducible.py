"""Reproducible PDFs: the bytes depend on the Word file, the fonts and the versions alone.

LibreOffice names fonts, subsets and pictures in the order in which the pages draw them. It puts
the objects of fonts into the file by their address in memory, numbers the programs of OpenType
fonts over all files that it has converted, and writes the time, the time zone and random
identifiers. Here objects are written in the order in which a reader meets them, the date is that
of the document, the identifier a digest of the rest, and programs of fonts have no number.
"""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf

from docgen.pdf.type_1 import without_number

_CREATED = re.compile(rb"<xmp:CreateDate>([1-9]\d{3})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)")
_OFFSET = re.compile(rb"(?<=T\d\d:\d\d:\d\d)[+-]\d\d:\d\d")
"""The time zone of this machine, which LibreOffice writes behind the time that the document has."""

_PROFILE_DATE = slice(24, 36)
"""The bytes of an ICC profile that hold the date when it was made (ICC.1, 7.2)."""

_SRGB_DATE = b"".join(number.to_bytes(2, "big") for number in (1999, 10, 18, 0, 0, 0))
"""The date of IEC 61966-2-1, which defines the colours that LibreOffice makes its profile of."""


def reproducible(pdf: bytes) -> bytes:
    """``pdf`` with the same pages, tags, bookmarks and links, and nothing of how it was made."""
    written = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        _set_dates(document)
        for identifier in ("/ID", "/DocChecksum"):
            if identifier in document.trailer:
                del document.trailer[identifier]
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary) and "/FontFile" in item:
                _take_number(item["/FontFile"])
        document.save(
            written,
            deterministic_id=True,
            fix_metadata_version=False,
            # Objects in streams would keep the order of their old numbers.
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return written.getvalue()


def _set_dates(document: pikepdf.Pdf) -> None:
    """Dates are those of the document; without one there is none."""
    created = None
    if "/Metadata" in document.Root:
        metadata = document.Root.Metadata
        text = _OFFSET.sub(b"Z", metadata.read_bytes())
        metadata.write(text)
        created = _CREATED.search(text)
    if created:
        document.docinfo["/CreationDate"] = f"D:{b''.join(created.groups()).decode()}Z"
    elif "/CreationDate" in document.docinfo:
        del document.docinfo["/CreationDate"]
    for intent in document.Root.get("/OutputIntents", ()):
        profile = bytearray(intent.DestOutputProfile.read_bytes())
        profile[_PROFILE_DATE] = _SRGB_DATE
        intent.DestOutputProfile.write(bytes(profile))


def _take_number(program: pikepdf.Object) -> None:
    length = int(program.Length1), int(program.Length2)
    data = program.read_bytes()
    clear, private = data[: length[0]], data[length[0] : sum(length)]
    clear, private, rest = *without_number(clear, private), data[sum(length) :]
    program.write(clear + private + rest)
    program.Length1, program.Length2 = len(clear), len(private)
