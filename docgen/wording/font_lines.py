"""``docgen fonts`` in words: what was put where, and which fonts documents now get."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from docgen.diagnostics.codes import Language
from docgen.messages import phrases
from docgen.pdf.converter import find_converter
from docgen.pdf.fonts import FETCHED, has_fontconfig
from docgen.pdf.placed_fonts import FREE_FONTS
from docgen.runs.machine import font_findings
from docgen.wording.machine_lines import finding_lines


def placed_lines(placed: Iterable[Path], language: Language) -> Iterator[str]:
    """Yields which fonts were put where, and under which licence the free ones are."""
    texts, paths = phrases(language), list(placed)
    for folder in dict.fromkeys(path.parent for path in paths):
        names = "、".join(path.name for path in paths if path.parent == folder)
        yield texts["fonts-placed"].format(folder=folder, names=names)
    if any(path.stem in FREE_FONTS for path in paths):
        yield texts["fonts-licence"]


def font_lines(folder: Path, language: Language) -> Iterator[str]:
    """Yields which fonts the documents of the project in ``folder`` get.

    Where there is no fontconfig, a person has to install them.
    """
    texts, fonts = phrases(language), folder / "fonts"
    if not has_fontconfig():
        yield texts["fonts-of-system"].format(folder=FETCHED)
        return
    yield from finding_lines(font_findings(fonts, find_converter(fonts)), language)
