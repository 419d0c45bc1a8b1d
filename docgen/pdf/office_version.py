"""Which LibreOffice is installed, by the files beside its program; it is not started."""

from __future__ import annotations

import re
import sys
from pathlib import Path

_FILES = (
    ("bootstraprc", "bootstrap.ini", "../Resources/bootstraprc"),
    ("versionrc", "version.ini", "../Resources/versionrc"),
)
"""Where version and build stand: on Linux, on Windows, on a Mac."""

_VERSION = re.compile(r"^(?:ProductKey=LibreOffice |buildid=)([\w.() :-]{1,60})", re.MULTILINE)


def office_version(program: str) -> str:
    """Version and build of the LibreOffice at ``program``, as ``25.2, 520``.

    Empty if its files do not say, or if there is no ``program``.
    """
    beside = Path(program).resolve().parent
    found = []
    for names in _FILES:
        paths = [beside / name for name in names if (beside / name).is_file()]
        texts = [path.read_text("utf-8", "replace") for path in paths[:1]]
        found += [said[1].strip() for text in texts if (said := _VERSION.search(text))]
    return ", ".join(found)


def has_math(program: str) -> bool:
    """Whether LibreOffice can print formulas: on Linux, Math is a package of its own."""
    beside = Path(program).resolve().parent
    return sys.platform != "linux" or (beside / "libsmlo.so").is_file()
