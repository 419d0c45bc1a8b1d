"""A folder as a zip, with the checksum of it beside."""

from __future__ import annotations

import hashlib
import stat
import zipfile
from pathlib import Path


def zipped(folder: Path) -> Path:
    """Writes ``<folder>.zip`` and ``<folder>.zip.sha256``, and returns the zip.

    It unpacks into one folder. What is executable stays so, and links stay links.
    """
    target = folder.with_name(f"{folder.name}.zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            _add(archive, path, path.relative_to(folder.parent).as_posix())
    checksum = hashlib.sha256(target.read_bytes()).hexdigest()
    lines = f"{checksum}  {target.name}\n"  # as sha256sum reads it
    target.with_name(f"{target.name}.sha256").write_text(lines, "ascii", newline="\n")
    return target


def _add(archive: zipfile.ZipFile, path: Path, name: str) -> None:
    if not path.is_symlink():
        archive.write(path, name)
        return
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3  # Unix, which the mode is of
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive.writestr(entry, path.readlink().as_posix())
