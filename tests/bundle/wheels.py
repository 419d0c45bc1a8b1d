"""Whether a folder of wheels is complete for Windows, whatever system this is.

pip looks at the markers of requirements (``; sys_platform == 'win32'``) as they are on the system
that it runs on, also where it downloads for another one. So they are looked at here, as they are
on Windows, and pip is asked for one wheel after the other, without what it needs.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.parser import BytesParser
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

PYTHON = (3, 12)
PLATFORM = "win_amd64"

_SHORT = ".".join(map(str, PYTHON))
WINDOWS = {
    "implementation_name": "cpython",
    "implementation_version": f"{_SHORT}.0",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_release": "10",
    "platform_system": "Windows",
    "platform_version": "10.0.19045",
    "python_full_version": f"{_SHORT}.0",
    "python_version": _SHORT,
    "sys_platform": "win32",
}
"""The environment markers of 64-bit Windows, by PEP 508."""


@dataclass(frozen=True)
class Wheel:
    """A wheel, as its name and its metadata say.

    Attributes:
        name: the name of the package, with ``-`` between small letters.
        tags: what it runs on.
        requires: all that it may need, with the markers.
    """

    path: Path
    name: str
    version: Version
    tags: frozenset[Tag]
    requires: Sequence[Requirement]

    @property
    def runs(self) -> bool:
        """Whether it is for Windows, or for all systems."""
        on_windows = {
            *cpython_tags(PYTHON, platforms=[PLATFORM]),
            *compatible_tags(PYTHON, f"cp{PYTHON[0]}{PYTHON[1]}", [PLATFORM]),
        }
        return not self.tags.isdisjoint(on_windows)

    def needs(self, extra: str) -> Iterator[Requirement]:
        """What it needs on Windows, for one of its extras, or for itself if that is empty."""
        for requirement in self.requires:
            if _holds(requirement.marker, extra):
                yield requirement


def read_wheel(path: Path) -> Wheel:
    """Reads a wheel's name and metadata."""
    name, version, _, tags = parse_wheel_filename(path.name)
    with zipfile.ZipFile(path) as archive:
        [metadata] = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        said = BytesParser().parsebytes(archive.read(metadata))
    requires = [Requirement(line) for line in said.get_all("Requires-Dist", [])]
    return Wheel(path, name, version, tags, requires)


def lacking(folder: Path, wanted: str) -> list[Requirement]:
    """What is needed on Windows for the package ``wanted``, and is not in the folder."""
    wheels = {wheel.name: wheel for wheel in map(read_wheel, sorted(folder.glob("*.whl")))}
    waiting, seen, found = [Requirement(wanted)], set[str](), list[Requirement]()
    while waiting:
        requirement = waiting.pop()
        if str(requirement) in seen:
            continue
        seen.add(str(requirement))
        wheel = wheels.get(canonicalize_name(requirement.name))
        if wheel and wheel.runs and requirement.specifier.contains(wheel.version, True):
            for extra in ("", *sorted(requirement.extras)):
                waiting += wheel.needs(extra)
        else:
            found.append(requirement)
    return found


def _holds(marker: Marker | None, extra: str) -> bool:
    """Whether a requirement with this marker is one of ``extra``, and of no less, on Windows."""
    return marker is None or marker.evaluate({**WINDOWS, "extra": extra})
