"""``docgen doctor``: what works on this machine and in this project, and what is missing."""

from __future__ import annotations

import platform
import shutil
import tempfile
import webbrowser
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from docgen.diagnostics.bilingual import listed_names
from docgen.pdf import PDF_SECONDS
from docgen.pdf.converter import Converter, installed_converters
from docgen.pdf.fonts import SUBSTITUTES, has_fontconfig, lacking_fonts
from docgen.pdf.install_commands import install_command
from docgen.pdf.office_version import has_math, office_version
from docgen.project import Project, project_or_none
from docgen.version import __version__

Group: TypeAlias = Literal["works", "missing", "optional"]
GROUPS: tuple[Group, ...] = get_args(Group)

_ROOM = 500_000_000
"""Bytes that should be free: a hundred reports with their PDFs, and what is kept of them."""

_TO_SHOW = "仿宋☑"
"""What a terminal has to show."""


@dataclass(frozen=True)
class MachineFinding:
    """Something that was looked at.

    Attributes:
        what: a stable name; the phrase ``doctor-<what>`` says it.
        group: whether it works, is missing, or is missing and not needed.
        words: what the phrase needs.
        command: what to type, if that mends it.
    """

    what: str
    group: Group = "works"
    words: Mapping[str, str] = field(default_factory=dict)
    command: str = ""


@dataclass(frozen=True)
class Machine:
    """What was found, in an order in which it can be read, and whether PDFs can be made."""

    findings: tuple[MachineFinding, ...]
    makes_pdf: bool


def examine(start: Path, encoding: str) -> Machine:
    """Looks at this machine and at the project of the folder ``start``.

    ``encoding`` is that of the terminal.
    """
    project = project_or_none(start)
    root = project or Project(start)
    converters = installed_converters(root.fonts)
    converter = converters[0] if converters else None
    findings = (
        MachineFinding(
            "program", words={"docgen": __version__, "python": platform.python_version()}
        ),
        *_converter(converter),
        *_others(converters[1:]),
        *font_findings(root.fonts, converter),
        *(
            _project(project)
            if project
            else [MachineFinding("no-project", "missing", {}, "docgen init")]
        ),
        *_folder(root.root),
        *_terminal(encoding),
        *_beside(),
    )
    return Machine(findings, converter is not None)


def font_findings(fonts: Path, converter: Converter | None) -> Iterator[MachineFinding]:
    """Yields a finding for each official font, where the converter takes those of fontconfig."""
    if converter is None or converter.name != "LibreOffice":
        return
    if not has_fontconfig():
        command = install_command("fontconfig")
        yield MachineFinding("no-fontconfig", "missing" if command else "optional", {}, command)
        return
    lacking = lacking_fonts(fonts)
    for official in SUBSTITUTES:
        yield _font(official, converter.substituted, is_lacking=official in lacking)
    if converter.substituted:
        yield MachineFinding("own-fonts", "optional")


def _font(
    official: str, substituted: Mapping[str, str | None], *, is_lacking: bool
) -> MachineFinding:
    words = {"official": official, "substitute": substituted.get(official) or ""}
    if official not in substituted:
        return MachineFinding("font", "works", words)
    what = "substitute" if words["substitute"] else "no-font"
    if is_lacking:
        return MachineFinding(what, "missing", words, "docgen fonts")
    if what == "no-font":
        return MachineFinding(what, "missing", words, install_command("latin"))
    return MachineFinding(what, "optional", words)


def _converter(converter: Converter | None) -> Iterator[MachineFinding]:
    if converter is None:
        yield MachineFinding("no-converter", "missing", {}, install_command("office"))
        return
    is_libreoffice = converter.name == "LibreOffice"  # no other has its version in such files
    version = office_version(converter.program).partition(",")[0] if is_libreoffice else ""
    words = {"converter": f"{converter.name} {version}".strip(), "seconds": str(PDF_SECONDS)}
    yield MachineFinding("converter", "works", words)
    if is_libreoffice and not has_math(converter.program):
        yield MachineFinding("no-math", "missing", {}, install_command("math"))


def _others(converters: Iterable[Converter]) -> Iterator[MachineFinding]:
    for converter in converters:
        words = {"converter": converter.name, "name": converter.name.lower()}
        yield MachineFinding("other-converter", "works", words)


def _project(project: Project) -> Iterator[MachineFinding]:
    editions, packs = project.editions(), project.pack_names()
    words = listed_names(editions).words("editions") | listed_names(packs).words("packs")
    yield MachineFinding("project", "works" if editions else "missing", words)


def _folder(folder: Path) -> Iterator[MachineFinding]:
    try:
        with tempfile.TemporaryFile(dir=folder):
            yield MachineFinding("writable")
    except OSError as reason:
        yield MachineFinding("not-writable", "missing", {"reason": reason.strerror or str(reason)})
        return
    free = shutil.disk_usage(folder).free
    is_enough = free > _ROOM
    words = {"free": f"{free / 1e9:.1f}"}
    yield MachineFinding(
        "room" if is_enough else "no-room", "works" if is_enough else "missing", words
    )


def _terminal(encoding: str) -> Iterator[MachineFinding]:
    words = {"encoding": encoding}
    try:
        _TO_SHOW.encode(encoding)
        yield MachineFinding("terminal", "works", words)
    except (UnicodeEncodeError, LookupError):
        is_windows = platform.system() == "Windows"
        command = "chcp 65001" if is_windows else "export LC_ALL=C.UTF-8"
        yield MachineFinding("poor-terminal", "missing", words, command)


def _beside() -> Iterator[MachineFinding]:
    """Yields what docgen can do without."""
    try:
        webbrowser.get()
        yield MachineFinding("browser")
    except webbrowser.Error:
        yield MachineFinding("no-browser", "optional")
    if shutil.which("git"):
        yield MachineFinding("git")
    else:
        yield MachineFinding("no-git", "optional", {}, install_command("git"))
