"""The command that installs what is missing, on this system."""

from __future__ import annotations

import os
import shutil
from typing import Literal, TypeAlias

Thing: TypeAlias = Literal["office", "math", "fontconfig", "latin", "git"]

_MANAGERS = {
    "apt-get": "apt-get install",
    "dnf": "dnf install",
    "winget": "winget install",
    "brew": "brew install",
}
"""Programs that install, the system's own first."""

_AS_ROOT = ("apt-get", "dnf")

_NAMES: dict[Thing, dict[str, str]] = {
    "office": {
        "apt-get": "libreoffice-writer-nogui libreoffice-math-nogui fontconfig fonts-noto-cjk "
        "fonts-liberation",
        "dnf": "libreoffice-writer libreoffice-math fontconfig google-noto-serif-cjk-fonts "
        "google-noto-sans-cjk-fonts liberation-serif-fonts",
        "winget": "TheDocumentFoundation.LibreOffice",
        "brew": "--cask libreoffice",
    },
    "math": {"apt-get": "libreoffice-math-nogui", "dnf": "libreoffice-math"},
    "fontconfig": {"apt-get": "fontconfig", "dnf": "fontconfig"},
    "latin": {"apt-get": "fonts-liberation", "dnf": "liberation-serif-fonts"},
    "git": {"apt-get": "git", "dnf": "git", "winget": "Git.Git", "brew": "git"},
}
"""How each manager calls a thing; what it has no name for comes with something else there."""


def install_command(thing: Thing) -> str:
    """What to type; empty if this system has none of the programs that are known here."""
    names = _NAMES[thing]
    found = next((name for name in _MANAGERS if name in names and shutil.which(name)), None)
    if found is None:
        return ""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    before = "sudo " if found in _AS_ROOT and not is_root else ""
    return f"{before}{_MANAGERS[found]} {names[found]}"
