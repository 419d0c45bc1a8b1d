"""Links that open a file in the user's own editor, at a line."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import quote

from docgen.diagnostics import Place

VARIABLE = "DOCGEN_EDITOR"
"""The environment variable that holds the user's pattern."""

_USUAL = "vscode://file{path}:{line}:{column}"
_SCHEME = re.compile(r"(?!javascript:|data:|vbscript:|blob:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)


class EditorLink:
    """Makes the address of a place, by a pattern such as ``vscode://file/{path}:{line}:{column}``.

    Raises:
        ValueError: the pattern is no address of an editor, or has no ``{path}``.
    """

    def __init__(self, root: Path, pattern: str = "") -> None:
        self._root = root
        self._pattern = pattern or os.environ.get(VARIABLE, "") or _USUAL
        if "{path}" not in self._pattern or not _SCHEME.match(self._pattern):
            raise ValueError(self._pattern)

    def __call__(self, place: Place) -> str:
        """The address of ``place``; empty if it names no file of the project."""
        path = self._root / place.file
        if not place.file or not path.resolve().is_relative_to(self._root):
            return ""
        values = {"path": quote(path.as_posix()), "line": place.line, "column": place.column}
        link = self._pattern
        for name, value in values.items():
            link = link.replace(f"{{{name}}}", str(value or 1))
        return link
