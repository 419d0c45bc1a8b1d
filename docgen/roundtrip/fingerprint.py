"""Has the office edited a built file? Its seal says so.

Every file docgen builds carries the digest of its own content, its *base*. A file whose content no
longer has that digest was saved by Word, WPS or LibreOffice since; but the digest it carries still
tells what it was built from.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from docx.document import Document
from lxml import etree

from docgen.templates.package import CUSTOM, EDITION, FINGERPRINT, PACK, UNIT, fingerprint, zipped


@dataclass(frozen=True)
class Stamp:
    """What a built file says of itself.

    Attributes:
        untouched: whether it is still as docgen wrote it.
        fingerprint: the digest of what docgen wrote; empty for a file docgen did not build.
        unit: the unit it is the report of.
        pack: the pack it was built with.
        edition: the edition it belongs to.
    """

    untouched: bool
    fingerprint: str = ""
    unit: str = ""
    pack: str = ""
    edition: str = ""


def read_stamp(file: Path | IO[bytes]) -> Stamp:
    """The stamp of ``file``. What is no sound .docx of docgen's is not sealed."""
    try:
        with zipfile.ZipFile(file) as package:
            entries = {name: package.read(name) for name in package.namelist()}
        properties = etree.fromstring(entries[CUSTOM])
    # A damaged zip makes zipfile raise a dozen things; whatever it is, docgen did not write it.
    except Exception:
        return Stamp(False)
    named = {one.get("name"): "".join(map(str, one.itertext())) for one in properties}
    base = named.get(FINGERPRINT, "")
    unit, pack, edition = (named.get(name, "") for name in (UNIT, PACK, EDITION))
    return Stamp(base == fingerprint(entries), base, unit, pack, edition)


def unit_of(path: Path) -> str:
    """The unit a Word file is the report of, read quickly; empty for others."""
    try:
        with zipfile.ZipFile(path) as package:
            properties = etree.fromstring(package.read(CUSTOM))
    except Exception:  # as above
        return ""
    named = {one.get("name"): "".join(map(str, one.itertext())) for one in properties}
    return named.get(UNIT, "")


def restamp(document: Document, base: str) -> None:
    """Lets an edited document say that it stands on ``base`` now."""
    package = document.part.package
    part = next(one for one in package.iter_parts() if one.partname == f"/{CUSTOM}")
    root = etree.fromstring(part.blob)
    _set_base(root, base)
    part._blob = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def based_on(data: bytes, base: str) -> bytes:
    """The .docx in ``data``, saying that it stands on ``base``; nothing else of it changes."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = {name: package.read(name) for name in package.namelist()}
    root = etree.fromstring(entries[CUSTOM])
    _set_base(root, base)
    entries[CUSTOM] = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return zipped(entries)


def fingerprint_of(data: bytes) -> str:
    """The digest of a .docx, as a seal has it."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return fingerprint({name: package.read(name) for name in package.namelist()})


def _set_base(root: etree._Element, base: str) -> None:
    for one in root:
        if one.get("name") == FINGERPRINT:
            one[0].text = base


def is_edited(path: Path) -> bool:
    """Whether ``path`` is not just as docgen wrote it."""
    return not read_stamp(path).untouched
