"""The list of files, at the end of report.yaml, that a writer still has to go through."""

from __future__ import annotations

from collections.abc import Iterable

from docgen.checking.marks import CARRIED, UNFILLED

_SAID = {
    CARRIED: "从上年带来；改完一个删去一行 · from last year; delete the line of what is done",
    UNFILLED: "填完一个删去一行 · to be filled in; delete the line of what is done",
}


def with_mark(text: str, key: str, files: Iterable[str]) -> str:
    """The text with ``files`` listed under ``key``; as it is if there are none."""
    listed = "".join(f"  - {name}\n" for name in files)
    return f"{text.rstrip()}\n\n{key}:  # {_SAID[key]}\n{listed}" if listed else text
