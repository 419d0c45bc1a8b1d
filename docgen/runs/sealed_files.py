"""Writes pages, and marked copies of a check; what a person has edited is not overwritten.

A page carries the digest of all else in it, a copy the fingerprint of its content. A file in the
place of one that has no such seal, or whose seal is broken, is somebody's.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from pathlib import Path

from docgen.atomic import refuse_links, write_atomically
from docgen.diagnostics import EditsAtRiskError, Place
from docgen.diagnostics.codes import problem_code
from docgen.roundtrip.files.fingerprint import read_identity
from docgen.roundtrip.files.overwrite import read_office_file, refuse_if_open
from docgen.templates.package import sealed

EDITED_CHECK = problem_code(
    "edited-check",
    en=(
        "this file is not as docgen wrote it, or is none of its files; it was not overwritten",
        "move it away or give it another name, and run the command again",
    ),
    zh=(
        "这个文件有人改过，或者不是 docgen 写的，没有覆盖它",
        "把它移走或改名，再运行一次",
    ),
)

_HEAD = b"<head>"
_SEAL = re.compile(rb'\n<meta name="docgen-seal" content="([0-9a-f]{64})"/>')


def sealed_page(html: str) -> bytes:
    """A page with its seal, ready to be written."""
    data = html.encode()
    seal = f'\n<meta name="docgen-seal" content="{_digest(data)}"/>'
    return data.replace(_HEAD, _HEAD + seal.encode(), 1)


def sealed_copy(data: bytes) -> bytes:
    """A Word file with its seal; nothing in it says any more that it is the report of a unit."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = {name: package.read(name) for name in package.namelist()}
    return sealed(entries)[0]


def write_sealed(path: Path, data: bytes, place: Place) -> None:
    """Writes a page or a copy; messages call it ``place``.

    Raises :class:`EditsAtRiskError` if a file lies there that somebody has edited or has open,
    and :class:`OutputError` if it cannot be written.
    """
    refuse_links((path.parent,), place.file.rpartition("/")[0])
    if path.exists():
        former = read_office_file(path, place)
        if former == data:
            return
        if not _is_sealed(former, place):
            raise EditsAtRiskError(EDITED_CHECK, place)
        refuse_if_open(path, place)
    write_atomically(path, data, place.file)


def _is_sealed(data: bytes, place: Place) -> bool:
    """Whether a file is as it was written."""
    if seal := _SEAL.search(data):
        return _digest(data.replace(seal[0], b"", 1)) == seal[1].decode()
    identity = read_identity(data, place)
    return identity.untouched and not identity.unit


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
