"""The licences of what is in a bundle: of packages, of Python, and of the system's libraries."""

from __future__ import annotations

import platform
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import Distribution, distributions
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
本文件夹里的程序各有许可证，全文在 {where} 里，其中没有的在旁边
Each program in this folder has its licence; its text is in {where}, or else beside this file

"""


_BESIDE = (
    f"Python {platform.python_version()}: PSF-2.0",
    "PyInstaller, of which the program itself is: GPL-2.0-or-later WITH Bootloader-exception",
)

_TEXTS = Path(__file__).parent
"""Holds the licences that packages state without their texts: ``<licence>.txt``."""


def write_licences(bundle: Path) -> None:
    """Writes ``LICENCES.txt`` into the folder of a bundle.

    Raises :class:`ValueError` if a package is in it that may not be handed on, or a library whose
    licence nobody has looked up.
    """
    inside = bundle / "_internal"
    packages = [Distribution.at(path) for path in sorted(inside.glob("*.dist-info"))]
    others = (*library_lines(inside), *_BESIDE)
    _write(bundle, "_internal/<name>.dist-info", packages, others)


def write_licences_of_wheels(folder: Path, wheels: Path) -> None:
    """Writes ``LICENCES.txt`` for wheels into the folder that they are handed on in.

    Raises :class:`ValueError` if one may not be handed on.
    """
    paths = sorted(wheels.glob("*.whl"))
    packages = [package for path in paths for package in distributions(path=[str(path)])]
    _write(folder, f"{wheels.name}/<name>.whl", packages)


def _write(
    folder: Path, where: str, packages: Sequence[Distribution], others: Iterable[str] = ()
) -> None:
    lines = [*package_lines(packages), *others]
    text = _HEAD.format(where=where) + "\n".join(lines) + "\n"
    (folder / "LICENCES.txt").write_text(text, "utf-8")
    for package in packages:
        if not _has_text(package):
            shutil.copy(_TEXTS / f"{licence_of(package.metadata)}.txt", folder)


def _has_text(package: Distribution) -> bool:
    names = (str(path).lower() for path in package.files or ())
    return any(re.search(r"\.dist-info/.*(licen|copying)", name) for name in names)


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
