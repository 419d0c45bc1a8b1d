"""What is installed on this machine, which official fonts are missing, and what to do."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from pathlib import Path

from docgen.diagnostics import Place, UsageError
from docgen.messages import Language, phrases
from docgen.pdf.converter import find_converter, no_converter
from docgen.pdf.fonts import SUBSTITUTES
from docgen.project import Project, find_project
from docgen.version import __version__


def examine(start: Path, language: Language) -> Iterator[str]:
    """One line for each finding; those to act upon begin with ``!``."""
    said = phrases(language)
    yield "  " + said["doctor-docgen"].format(version=__version__)
    yield "  " + said["doctor-python"].format(version=platform.python_version())
    try:
        project = find_project(start)
        editions = "、".join(project.editions()) or said["none"]
        yield "  " + said["doctor-project"].format(editions=editions)
    except UsageError:
        project = Project(start)
        yield "! " + said["doctor-no-project"]
    converter = find_converter(project.fonts)
    if converter is None:
        install = no_converter(Place("")).problem.words["install"]
        yield "! " + said["doctor-no-converter"].format(install=said[f"install-{install}"])
        return
    name = f"{converter.name} {converter.program}".strip()
    yield "  " + said["doctor-converter"].format(converter=name)
    if converter.name == "LibreOffice":
        yield from _fonts(dict(converter.substituted), language)


def _fonts(substituted: dict[str, str | None], language: Language) -> Iterator[str]:
    said = phrases(language)
    for official in SUBSTITUTES:
        if official not in substituted:
            yield "  " + said["doctor-font"].format(official=official)
        elif substitute := substituted[official]:
            words = {"official": official, "substitute": substitute}
            yield "! " + said["doctor-substitute"].format(**words)
        else:
            yield "! " + said["doctor-no-font"].format(official=official)
    if substituted:
        yield "! " + said["doctor-fonts-hint"]
