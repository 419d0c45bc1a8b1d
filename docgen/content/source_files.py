"""Reading a content file as text: UTF-8, no character that a document cannot hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from docgen.content.characters import FORBIDDEN, forbidden_characters
from docgen.diagnostics import Place, Problem, error

LIMIT = 8 * 1024 * 1024
"""Bytes a content file may have; the longest report has a hundredth of it."""


@dataclass(frozen=True)
class SourceFile:
    """A file's text and the name that messages give it."""

    name: str
    text: str


def read_source(path: Path, name: str, problems: list[Problem]) -> SourceFile | None:
    r"""The text of ``path``, with line ends as ``\n``; ``None`` after a problem."""
    place = Place(name)
    try:
        if not path.is_file():
            raise OSError("not a file")
        data = path.read_bytes() if path.stat().st_size <= LIMIT else None
    except OSError as reason:
        problems.append(error("unreadable-file", place, reason=reason.strerror or reason))
        return None
    if data is None:
        problems.append(error("file-too-large", place, limit=LIMIT // 1024 // 1024))
        return None
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as reason:
        line = data.count(b"\n", 0, reason.start) + 1
        problems.append(error("not-utf-8", Place(name, line, 1)))
        return None
    problems.extend(forbidden_characters(text, Place(name, 1, 1)))
    return SourceFile(name, FORBIDDEN.sub(" ", text))


@dataclass(frozen=True)
class Patch:
    """Characters ``start:stop`` of a file become ``text``."""

    start: int
    stop: int
    text: str


def patched(text: str, patches: Iterable[Patch]) -> str:
    """``text`` with all patches, none of which overlap; those at one place stay in order."""
    in_order = sorted(patches, key=lambda patch: patch.start)
    for one in reversed(in_order):
        text = text[: one.start] + one.text + text[one.stop :]
    return text
