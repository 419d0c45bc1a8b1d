"""``docgen doctor``: what is installed, which official fonts are missing, and the remedies."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from pathlib import Path

from docgen.diagnostics import Place, UsageError
from docgen.diagnostics.codes import Language
from docgen.messages import phrases
from docgen.pdf.converter import installed_converters, no_converter
from docgen.pdf.fonts import SUBSTITUTES
from docgen.project import Project, find_project
from docgen.version import __version__


def examine(start: Path, language: Language) -> Iterator[str]:
    """Yields a line for each finding; those that need action begin with ``!``."""
    texts = phrases(language)
    yield "  " + texts["doctor-docgen"].format(version=__version__)
    yield "  " + texts["doctor-python"].format(version=platform.python_version())
    try:
        project = find_project(start)
        editions = "、".join(project.editions()) or texts["none"]
        yield "  " + texts["doctor-project"].format(editions=editions)
    except UsageError:
        project = Project(start)
        yield "! " + texts["doctor-no-project"]
    converters = installed_converters(project.fonts)
    if not converters:
        install = no_converter(Place("")).problem.words["install"]
        yield "! " + texts["doctor-no-converter"].format(install=texts[f"install-{install}"])
        return
    first, *others = converters
    yield "  " + texts["doctor-converter"].format(converter=f"{first.name} {first.program}")
    for other in others:
        words = {"converter": f"{other.name} {other.program}", "name": other.name.lower()}
        yield "  " + texts["doctor-other-converter"].format(**words)
    if first.name == "LibreOffice":
        yield from _font_lines(dict(first.substituted), language)


def _font_lines(substituted: dict[str, str | None], language: Language) -> Iterator[str]:
    texts = phrases(language)
    for official in SUBSTITUTES:
        if official not in substituted:
            yield "  " + texts["doctor-font"].format(official=official)
        elif substitute := substituted[official]:
            words = {"official": official, "substitute": substitute}
            yield "! " + texts["doctor-substitute"].format(**words)
        else:
            yield "! " + texts["doctor-no-font"].format(official=official)
    if substituted:
        yield "! " + texts["doctor-fonts-hint"]
