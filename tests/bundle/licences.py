"""The licences of what is in a bundle: of packages, of Python, and of the system's libraries."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution
from pathlib import Path

from tests.licences import is_allowed, licence_of

LIBRARIES = {
    "libbz2": "bzip2-1.0.6",
    "libcrypto": "Apache-2.0",
    "libexpat": "MIT",
    "libffi": "MIT",
    "libgcc_s": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "liblzma": "0BSD",
    "libmpdec": "BSD-2-Clause",
    "libpython3": "PSF-2.0",
    "libssl": "Apache-2.0",
    "libstdc++": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "libuuid": "BSD-3-Clause",
    "libz": "Zlib",
    "libzstd": "BSD-3-Clause",
}
"""Libraries of the system that a bundle may take along, by the beginnings of their names."""

_HEAD = """\
本文件夹里的程序各有许可证，全文在 _internal/<名称>.dist-info/ 里
Each program in this folder has its licence; the texts are in _internal/<name>.dist-info/

"""


_BESIDE = (
    f"Python {platform.python_version()}: PSF-2.0",
    "PyInstaller, of which the program itself is: GPL-2.0-or-later WITH Bootloader-exception",
)


def write_licences(bundle: Path) -> None:
    """Writes ``LICENCES`` into the folder of a bundle.

    Raises :class:`ValueError` if a package is in it that may not be handed on, or a library whose
    licence nobody has looked up.
    """
    inside = bundle / "_internal"
    packages = (Distribution.at(path) for path in sorted(inside.glob("*.dist-info")))
    lines = [*package_lines(packages), *library_lines(inside), *_BESIDE]
    (bundle / "LICENCES").write_text(_HEAD + "\n".join(lines) + "\n", "utf-8")


def package_lines(packages: Iterable[Distribution]) -> Iterator[str]:
    """A line for each package: its name, version and licence, which ``make audit`` allows."""
    for package in packages:
        licence = licence_of(package.metadata)
        if not is_allowed(licence):
            raise ValueError(f"{package.name} may not be handed on: {licence or 'no licence'}")
        yield f"{package.name} {package.version}: {licence}"


def library_lines(folder: Path) -> Iterator[str]:
    """A line for each library of the system, but for those that links lead to in a package."""
    for path in sorted(folder.glob("lib*.so*")):
        if path.is_symlink():
            continue
        name = re.split(r"[.-]", path.name)[0]
        if name not in LIBRARIES:
            raise ValueError(f"{path.name}: put its licence into {__name__}, or leave it out")
        yield f"{path.name}: {LIBRARIES[name]}"
