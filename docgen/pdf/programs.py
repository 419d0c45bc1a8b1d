"""Which of the programs that lay out Word files are installed."""

from __future__ import annotations

from collections.abc import Iterable

from docgen.pdf import libreoffice, msword, wps

NAMES = ("Word", "WPS", "LibreOffice")
"""The names of the programs, the one that is preferred first."""


def installed_programs() -> dict[str, str]:
    """The path of each program that is installed, by its name, the one that is preferred first."""
    found = (msword.find_word(), wps.find_wps(), libreoffice.find_libreoffice())
    return {name: path for name, path in zip(NAMES, found, strict=True) if path}


def chosen_of(programs: Iterable[str], chosen: str) -> str:
    """The name of the program that is ``chosen``, or of the first; empty if it is none of them.

    ``chosen`` is one of :data:`NAMES`, in letters of any size.
    """
    return next((name for name in programs if chosen.lower() in ("", name.lower())), "")
