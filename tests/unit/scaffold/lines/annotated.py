"""Lines with their blanks annotated, read from the text files beside this module."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
_BLANK = re.compile(r"«(?P<name>[^|»]*?)(?P<type>:date|:number|=[^|»]*)?\|(?P<printed>[^»]*)»")


@dataclass(frozen=True)
class Expected:
    """A blank that a line should have.

    Attributes:
        line: the number of its line in its group, from 0.
        start, end: its stretch of the line.
        name: what names it; ``@`` for the year.
        kind: ``date``, ``number``, ``=`` and the option of a box, or nothing.
    """

    line: int
    start: int
    end: int
    name: str
    kind: str


@dataclass(frozen=True)
class Lines:
    """Lines that are read together, with their blanks."""

    texts: tuple[str, ...]
    blanks: tuple[Expected, ...]


def lines_of(file: str) -> Iterator[Lines]:
    """The groups of lines in a file, which empty lines part."""
    text = (FOLDER / file).read_text("utf-8")
    plain = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)
    for group in re.split(r"\n\s*\n", plain):
        if lines := [line for line in group.split("\n") if line]:
            yield _read(lines)


def _read(lines: list[str]) -> Lines:
    texts, blanks = [], []
    for number, line in enumerate(lines):
        plain, at = "", 0
        for match in _BLANK.finditer(line):
            plain += line[at : match.start()]
            at, start = match.end(), len(plain)
            printed = match["printed"]
            plain += printed.replace("{", "").replace("}", "")
            kind = (match["type"] or "").removeprefix(":")
            blanks.append(Expected(number, start, len(plain), match["name"], kind))
        texts.append(plain + line[at:])
    return Lines(tuple(texts), tuple(blanks))
