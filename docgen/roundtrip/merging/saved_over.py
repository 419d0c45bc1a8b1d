"""Saves a changed Word file so that all parts that were not changed keep their bytes."""

from __future__ import annotations

import io
import zipfile

from docx.document import Document
from lxml import etree

from docgen.templates.package import zipped


def saved_over(before: bytes, document: Document) -> bytes:
    """The open ``document`` as a .docx, which was opened from ``before`` and changed.

    Saving writes every part anew, in other words for the same: those that read the same stay.
    """
    buffer = io.BytesIO()
    document.save(buffer)
    old, new = _entries(before), _entries(buffer.getvalue())
    return zipped({name: _one_of(old.get(name, b""), data) for name, data in new.items()})


def _entries(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _one_of(old: bytes, new: bytes) -> bytes:
    """``old`` if it reads as ``new``."""
    try:
        is_same = old == new or _canonical(old) == _canonical(new)
    except etree.XMLSyntaxError:  # a picture
        is_same = False
    return old if is_same else new


def _canonical(xml: bytes) -> bytes:
    return etree.tostring(etree.fromstring(xml), method="c14n")
