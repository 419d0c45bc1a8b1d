"""Has the office edited a built file? Its seal says so.

Every file docgen builds carries the digest of its own content. A file whose content no longer has
that digest was saved by Word, WPS or LibreOffice since, and must not be overwritten.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from docgen.diagnostics import EditsAtRiskError, OutputError, Place
from docgen.word.package import CUSTOM, PACK, SEAL, UNIT, digest


@dataclass(frozen=True)
class Stamp:
    """What a built file says of itself; ``sealed`` if it is still as docgen wrote it."""

    sealed: bool
    unit: str = ""
    pack: str = ""


def read_stamp(path: Path) -> Stamp:
    """The stamp of ``path``. What is no sound .docx of docgen's is not sealed."""
    try:
        with zipfile.ZipFile(path) as package:
            entries = {name: package.read(name) for name in package.namelist()}
        properties = etree.fromstring(entries[CUSTOM])
    # A damaged zip makes zipfile raise a dozen things; whatever it is, docgen did not write it.
    except Exception:
        return Stamp(False)
    named = {one.get("name"): "".join(map(str, one.itertext())) for one in properties}
    sealed = named.get(SEAL) == digest(entries)
    return Stamp(sealed, named.get(UNIT, ""), named.get(PACK, ""))


def is_edited(path: Path) -> bool:
    """Whether ``path`` is not just as docgen wrote it."""
    return not read_stamp(path).sealed


def refuse_to_overwrite(path: Path, name: str, unit: str) -> None:
    """Raises :class:`EditsAtRiskError` if writing ``path`` could lose what somebody typed.

    A file that another unit's report made is not ``unit``'s to replace either.
    """
    if not path.exists():
        return
    for lock in (f".~lock.{path.name}#", f"~${path.name[2:]}", f"~${path.name}"):
        if (path.parent / lock).exists():
            raise EditsAtRiskError("file-open", Place(name))
    stamp = read_stamp(path)
    if not stamp.sealed:
        raise EditsAtRiskError("edited-file", Place(name))
    if stamp.unit != unit:
        raise OutputError("same-output", Place(name), other=stamp.unit, output=path.name)
