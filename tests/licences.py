"""The licences of all that docgen is installed with: each must be one that the office may pass on.

    make audit        the list; it fails if a licence is not known, or not among those allowed

Strong copyleft (GPL, AGPL) is not allowed, since docgen is MIT and is handed on as a whole, with
its dependencies, in a bundle; LGPL and MPL are, as their files stay their own and can be replaced.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ALLOWED = frozenset(
    (
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "ISC",
        "LGPL",
        "LGPL-2.1-only",
        "MIT",
        "MIT-CMU",
        "MPL-2.0",
        "PSF-2.0",
        "Public Domain",
        "Unlicense",
        "Zlib",
    )
)
"""Names of SPDX, where there is one; ``LGPL`` is any version of it."""

ELSEWHERE: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "appscript": ("Public Domain", ()),
    "colorama": ("BSD-3-Clause", ()),
    "docx2pdf": ("MIT", ("appscript", "pywin32", "tqdm")),
    "pywin32": ("PSF-2.0", ()),
    "tqdm": ("MPL-2.0 AND MIT", ("colorama",)),
    "tzdata": ("Apache-2.0", ()),
}
"""Packages of Windows and macOS, which are not installed here: licence, and what they need."""

_CLASSIFIERS = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "GNU Library or Lesser General Public License (LGPL)": "LGPL",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
_SPELLINGS = {
    "BSD": "BSD-3-Clause",
    "MIT License": "MIT",
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
}
_SYSTEMS = (("linux", "posix", "Linux"), ("win32", "nt", "Windows"), ("darwin", "posix", "Darwin"))


def runtime_requirements(pyproject: Path) -> list[Requirement]:
    """What docgen needs to run, on any system, alone and on a cluster."""
    about = tomllib.loads(pyproject.read_text("utf-8"))["project"]
    lines = [*about["dependencies"], *about["optional-dependencies"]["dask"]]
    return [Requirement(line) for line in lines]


def licences(requirements: Iterable[Requirement]) -> dict[str, str]:
    """The licence of each package by its name, those that others need included.

    It is empty where nothing says it.
    """
    found: dict[str, str] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    waiting = list(requirements)
    while waiting:
        requirement = waiting.pop()
        name, extras = canonicalize_name(requirement.name), frozenset(requirement.extras)
        if (name, extras) not in seen:
            seen.add((name, extras))
            found[name], needed = _licence_and_needs(name, extras)
            waiting += needed
    return dict(sorted(found.items()))


def _licence_and_needs(name: str, extras: frozenset[str]) -> tuple[str, list[Requirement]]:
    try:
        return licence_of(metadata(name)), list(_needed(requires(name) or (), extras))
    except PackageNotFoundError:
        licence, needed = ELSEWHERE.get(name, ("", ()))
        return licence, [Requirement(each) for each in needed]


def licence_of(about: PackageMetadata) -> str:
    """What a package says of its licence; empty if it says nothing."""
    if "License-Expression" in about:
        return str(about["License-Expression"])
    typed = [text for text in about.get_all("Classifier") or () if text.startswith("License ::")]
    last = [text.rpartition(" :: ")[2] for text in typed]
    if last:
        return " AND ".join(_CLASSIFIERS.get(each, each) for each in last)
    plain = str(about["License"] if "License" in about else "").strip()  # noqa: SIM401
    return _SPELLINGS.get(plain, plain)


def _needed(lines: Iterable[str], extras: frozenset[str]) -> Iterator[Requirement]:
    """The requirements that hold on one of the systems."""
    environments = [
        {"sys_platform": platform, "os_name": kind, "platform_system": system, "extra": extra}
        for platform, kind, system in _SYSTEMS
        for extra in ("", *extras)
    ]
    for line in lines:
        requirement = Requirement(line)
        marker = requirement.marker
        if marker is None or any(marker.evaluate(each) for each in environments):
            yield requirement


def is_allowed(expression: str) -> bool:
    """Whether all licences of one of the choices of an expression are allowed."""
    choices = re.split(r"\s+OR\s+", expression.replace("(", "").replace(")", ""))
    return any({*re.split(r"\s+AND\s+", choice)} <= ALLOWED for choice in choices)


def main() -> int:
    """Prints each licence; the exit code is 1 if one is not allowed."""
    found = licences(runtime_requirements(Path("pyproject.toml")))
    for name, licence in found.items():
        print(f"{name:24} {licence or '?'}{'' if is_allowed(licence) else '  NOT ALLOWED'}")
    return 0 if all(map(is_allowed, found.values())) else 1


if __name__ == "__main__":
    sys.exit(main())
