"""The annexes that a writer puts into a unit's folder as Word files, in the order they print.

annexes/附件2-平面图.docx      before
annexes/附件10-项目清单.docx
"""

from __future__ import annotations

import re
from pathlib import Path, PurePath
from typing import Final
from unicodedata import normalize

from docgen.content.source_files import is_inside
from docgen.diagnostics.file_names import composed
from docgen.ordinals import CHINESE, value_of

ANNEXES: Final = "annexes"
"""The folder of a unit's annexes."""

_NUMBER = re.compile(rf"\d+|(?<=附件){CHINESE}")
"""A number in a file's name, also that of 附件十; other Chinese words may have such signs."""


def annex_files(unit: Path) -> list[Path]:
    """The files in the folder of a unit's annexes, those of lower numbers first.

    Hidden files, lock files of Word, folders and links out of the unit are left out.
    """
    folders = (path for path in _below(unit) if composed(path.name) == ANNEXES)
    files = (path for folder in folders if is_inside(folder, unit) for path in _below(folder))
    kept = (path for path in files if not path.is_dir() and is_inside(path, unit))
    return sorted(kept, key=lambda path: natural_key(path.name))


def natural_key(name: str) -> tuple[object, ...]:
    """What file names are sorted by so that 2 comes before 10; equal for no two names."""
    plain = normalize("NFKC", PurePath(name).stem).lower()
    pieces, last = list[tuple[int, int, str]](), 0
    for match in _NUMBER.finditer(plain):
        pieces.append((1, 0, plain[last : match.start()]))
        pieces.append((0, _value(match[0]), ""))
        last = match.end()
    return (*pieces, (1, 0, plain[last:])), name


def _value(number: str) -> int:
    return int(number) if number[0].isdecimal() else value_of(number)


def _below(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.name[0] not in ".~"]
    except OSError:  # which reading the unit tells
        return []
