"""Checks for tests, which find words in the files of a unit, and know what to type instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from docgen.checking import check_unit
from docgen.checking.check_registry import Check, all_checks
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.checks.brackets import UNPAIRED
from docgen.checking.checks.punctuation import HALF_WIDTH
from docgen.content.source_files import typed_text
from docgen.diagnostics import Place, Problem, error, warning
from docgen.diagnostics.codes import Code


@dataclass(frozen=True)
class Word:
    """A word that is found wherever it stands in a file.

    Attributes:
        old: the word.
        new: what the fix makes of it; there is no fix if it is ``None``.
        safe: whether the fix is safe.
        is_error: whether it is an error.
        code: its code, if that is not of a check.
        elsewhere: the file that the fix changes, if that is another; it is found as long as that
            has it.
    """

    old: str
    new: str | None
    safe: bool = True
    is_error: bool = False
    code: Code | None = None
    elsewhere: str = ""


def plant(monkeypatch: pytest.MonkeyPatch, *words: Word) -> None:
    """Lets the checks of this test find ``words``, besides what they find anyway."""
    finding = Check(_finding(words), frozenset((HALF_WIDTH, UNPAIRED)))
    monkeypatch.setattr(check_unit, "all_checks", lambda: (*all_checks(), finding))


def _finding(words: tuple[Word, ...]) -> Callable[[CheckedUnit], Iterator[Problem]]:
    def find(unit: CheckedUnit) -> Iterator[Problem]:
        folder, name = unit.unit.folder, unit.unit.place.file
        root = folder.parents[2]
        found = [word for word in words if word.old in _read(root / word.elsewhere, word.old)]
        for path in sorted(path for path in folder.rglob("*") if path.suffix in (".md", ".yaml")):
            file = f"{name}/{path.relative_to(folder).as_posix()}"
            lines = typed_text(path.read_bytes()).replace("\r\n", "\n").split("\n")
            for number, line in enumerate(lines, 1):
                for word in found:
                    for match in re.finditer(re.escape(word.old), line):
                        yield _problem(word, Place(file, number, match.start() + 1))

    return find


def _read(path: Path, without: str) -> str:
    return path.read_text("utf-8") if path.is_file() else without


def _problem(word: Word, place: Place) -> Problem:
    words = {"text": word.old, "wanted": str(word.new)}
    if word.is_error or word.code:
        told = error(word.code or UNPAIRED, place, **words)
    else:
        told = warning(HALF_WIDTH, place, **words)
    if word.new is None:
        return told
    file = word.elsewhere or place.file
    return told.fixed_by(word.old, word.new, place.in_file(file), safe=word.safe)
