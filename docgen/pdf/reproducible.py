"""Reproducible PDFs: the same Word file gives the same pages, date and identifiers.

LibreOffice writes the current time and random identifiers into a PDF: ``/CreationDate``, ``/ID``
and ``/DocChecksum``. The order of embedded fonts stays as it is: it can differ from one conversion
to the next, see docs/decisions/libreoffice.md. Here the date becomes that of the document, and the
identifiers a digest of the rest. Lengths are unchanged, so the offsets in the file remain valid.
"""

from __future__ import annotations

import hashlib
import re

_DATE = re.compile(rb"/CreationDate\(D:(\d{14})Z'?\)")
_DOCUMENT_DATE = re.compile(rb"<xmp:CreateDate>(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z")
_IDENTIFIERS = re.compile(rb"(?<=<)[0-9A-F]{32}(?=>)|(?<=/DocChecksum /)[0-9A-F]{32}")
_TAIL = 4096
"""Bytes at the end of the file that contain its trailer."""


def reproducible(pdf: bytes) -> bytes:
    """``pdf`` with a fixed date and identifiers that follow from its content."""
    created = _DOCUMENT_DATE.search(pdf)
    if created:
        pdf = _DATE.sub(lambda match: match[0].replace(match[1], b"".join(created.groups())), pdf)
    body, tail = pdf[:-_TAIL], pdf[-_TAIL:]
    blank = _IDENTIFIERS.sub(b"0" * 32, tail)
    digest = hashlib.sha256(body + blank).hexdigest()[:32].upper().encode()
    return body + _IDENTIFIERS.sub(digest, tail)
