"""The language of who sits at this machine: Chinese, or English for all others."""

from __future__ import annotations

import ctypes
import locale
import os
import re
import sys
from typing import Any

from docgen.diagnostics.codes import Language

_VARIABLES = ("DOCGEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
"""The first that is set decides; ``DOCGEN_LANG`` is ``zh`` or ``en``."""
_PRIMARY, _CHINESE = 0x3FF, 0x04
"""The bits of a LANGID of Windows that say the language, whatever the country; and Chinese."""
_SECONDS = 2


def system_language() -> Language:
    """The language of the environment's variables, else of the system's windows and menus.

    On Windows that is not the locale, which is about dates and sums; and a program that is not
    started from a terminal of macOS has no such variables.
    """
    set_ones = (os.environ[name] for name in _VARIABLES if os.environ.get(name))
    name = next(set_ones, None) or _of_windows() or _of_macos() or locale.getlocale()[0] or ""
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


def _of_windows() -> str:
    libraries: Any = getattr(ctypes, "windll", None)  # there is none elsewhere
    if libraries is None:
        return ""
    is_chinese = libraries.kernel32.GetUserDefaultUILanguage() & _PRIMARY == _CHINESE
    return "zh" if is_chinese else "en"


def _of_macos() -> str:
    """The first of the languages that the settings list; empty elsewhere."""
    system: str = sys.platform
    if system != "darwin":
        return ""
    import subprocess  # which takes as long as all else that is needed to show a page of help

    command = ["defaults", "read", "-g", "AppleLanguages"]
    try:
        asked = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS)
    except (OSError, subprocess.SubprocessError):
        return ""
    found = re.search(r"[A-Za-z][\w-]*", asked.stdout)
    return found[0] if found else ""
