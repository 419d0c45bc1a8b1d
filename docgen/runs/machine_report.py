"""``docgen doctor --report``: this machine and project in versions and numbers, for a bug report.

Nothing that anybody typed goes into it: no text, no figure, no name of a unit, an edition, a pack,
a file or a person, and no path but those that the same programs have everywhere.
"""

from __future__ import annotations

import locale
import os
import platform
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import TypeAlias

from docgen.pdf import PDF_SECONDS
from docgen.pdf.converter import find_converter
from docgen.pdf.fonts import FETCHED, SUBSTITUTES, has_fontconfig
from docgen.pdf.office_version import has_math, office_version
from docgen.project import Project, project_or_none
from docgen.runs.inputs_digest import PACKAGES, file_states
from docgen.version import PACKAGE, __version__

Stated: TypeAlias = tuple[str, Mapping[str, str]]
"""A phrase, without ``report-`` before it, and what it needs."""

_DISTRIBUTION = "docgen-gongwen"
_REQUIRED = re.compile(r"[\w.-]+")

_TYPED, _OFFICE = (".yaml", ".yml", ".md", ".json"), (".docx", ".doc", ".xlsx", ".xls", ".ods")
_KINDS = (*_TYPED, *_OFFICE, ".csv", ".pdf", ".png", ".jpg", ".jpeg", ".ttf", ".ttc", ".otf")
"""Endings that say what a file is; others may say anything."""

_LOCALE = re.compile(r"(?:[a-z]{2,3}(?:_[A-Z]{2})?|C|POSIX)(?:\.[Uu][Tt][Ff]-?8|\.GBK|\.GB18030)?")
_LOCALES = ("LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LANG")

_OF_SYSTEM = ("/usr/", "/opt/libreoffice", "/snap/", "/Applications/", "C:\\Program Files")
"""Where programs lie that come from packages: such a path is the same on all machines."""

_MOST = 20
"""Editions and packs that are counted one by one."""


def machine_report(start: Path, encoding: str) -> Iterator[Stated]:
    """Yields what a bug report needs of this machine and the project of the folder ``start``."""
    project = project_or_none(start)
    yield from _programs()
    yield from _settings(encoding)
    yield from _converter(project or Project(start))
    if project is None:
        yield "no-project", {}
        return
    folders = [project.content / name for name in project.editions()]
    yield from _folders("edition", folders)
    yield from _folders("pack", [path.parent for path in sorted(project.packs.glob("*/pack.yaml"))])
    yield from _folders("fonts", [project.fonts, FETCHED])


def shown_path(path: str) -> str:
    """A path as a report has it: whole where a package put it, else without its folders."""
    resolved = os.path.realpath(path)
    if path.startswith(_OF_SYSTEM) and resolved.startswith(_OF_SYSTEM):
        return path
    is_own = Path(resolved).is_relative_to(Path.home())
    return ("~/…/" if is_own else "…/") + ("soffice" if "office" in Path(path).stem else "?")


def _programs() -> Iterator[Stated]:
    is_checkout = PACKAGE.parent / "fonts" == FETCHED
    kind = "bundle" if hasattr(sys, "frozen") else "checkout" if is_checkout else "installed"
    yield "program", {"version": __version__, "kind": kind}
    implementation, version = platform.python_implementation(), platform.python_version()
    yield "python", {"version": f"{implementation} {version} {platform.machine()}"}
    yield "system", {"system": f"{platform.system()} {_kernel()} {_distribution()}"}
    yield "packages", {"versions": ", ".join(map(" ".join, _packages().items()))}


def _kernel() -> str:
    """The number of the system's version, without what somebody added to it."""
    found = re.match(r"[\d.]+", platform.release())
    return found[0] if found else ""


def _distribution() -> str:
    """Which Linux; empty on other systems."""
    try:
        return platform.freedesktop_os_release().get("PRETTY_NAME", "")
    except OSError:
        return ""


def _packages() -> dict[str, str]:
    """The version of each package that docgen needs; ``—`` where it is not installed."""
    try:
        required = metadata.requires(_DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        required = []
    needed = [text for text in required if "extra ==" not in text]
    names = [found[0] for text in needed if (found := _REQUIRED.match(text))] or PACKAGES
    return {name: _version(name) for name in names}


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "—"


def _settings(encoding: str) -> Iterator[Stated]:
    values = [(name, os.environ[name]) for name in _LOCALES if name in os.environ]
    told = [f"{name}={value if _LOCALE.fullmatch(value) else '?'}" for name, value in values]
    encodings = (encoding, sys.getfilesystemencoding(), locale.getencoding())
    yield "locale", {"locale": " ".join(told) or "—", "encodings": " ".join(encodings)}
    yield "limits", {"seconds": str(PDF_SECONDS), "cores": str(os.cpu_count() or "?")}


def _converter(project: Project) -> Iterator[Stated]:
    converter = find_converter(project.fonts)
    if converter is None:
        yield "no-converter", {}
        return
    words = {"converter": converter.name, "version": "—", "path": "", "math": "—"}
    if converter.name == "LibreOffice":
        words |= {
            "version": office_version(converter.program) or "—",
            "path": shown_path(converter.program),
            "math": "+" if has_math(converter.program) else "−",
        }
    yield "converter", words
    if not has_fontconfig():
        yield "no-fontconfig", {}
        return
    for official in SUBSTITUTES:
        substitute = converter.substituted.get(official, official) or "—"
        yield "font", {"official": official, "printed": substitute}


def _folders(what: str, folders: list[Path]) -> Iterator[Stated]:
    """Yields how much is in each folder, called by its number; the rest together."""
    for number, folder in enumerate(folders[:_MOST], 1):
        yield what, {"number": str(number), **_counted(folder)}
    if len(folders) > _MOST:
        yield "more", {"count": str(len(folders) - _MOST)}


def _counted(folder: Path) -> dict[str, str]:
    files = [(Path(path), numbers[0]) for path, numbers in file_states(folder) if numbers]
    inside = [path.is_dir() for path in folder.glob("*") if path.name[0] != "."]
    kinds = Counter(
        path.suffix.lower() if path.suffix.lower() in _KINDS else "?" for path, _ in files
    )
    sizes = [size for _, size in files]
    return {
        "folders": str(sum(inside)),
        "files": str(len(files)),
        "kinds": ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())) or "—",
        "size": f"{sum(sizes) / 1000:.0f}",
        "largest": f"{max(sizes, default=0) / 1000:.0f}",
    }
