"""The programs that are registered on Windows to be driven by others, over COM."""

from __future__ import annotations

import importlib
import re
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_PROGRAM = re.compile(r'"?(?P<path>.+?\.exe)\b', re.IGNORECASE)
"""The program of a command line, which may be quoted and have arguments."""


def registered_program(name: str) -> str | None:
    """The program that is started for the COM class ``name``, if it is there; on Windows alone.

    A program of 32 bits is registered apart from those of 64, and is started all the same.
    """
    if find_spec("winreg") is None:
        return None
    registry: Any = importlib.import_module("winreg")
    for view in (registry.KEY_WOW64_64KEY, registry.KEY_WOW64_32KEY):
        with suppress(OSError):  # not registered
            number = _value(registry, rf"{name}\CLSID", view)
            command = _value(registry, rf"CLSID\{number}\LocalServer32", view)
            found = _PROGRAM.match(registry.ExpandEnvironmentStrings(command))
            if found and Path(found["path"]).is_file():
                return found["path"]
    return None


def _value(registry: Any, key: str, view: int) -> str:
    """What a key of the classes says. Raises :class:`OSError` if there is none."""
    access = registry.KEY_READ | view
    with registry.OpenKey(registry.HKEY_CLASSES_ROOT, key, 0, access) as opened:
        return str(registry.QueryValueEx(opened, "")[0])
