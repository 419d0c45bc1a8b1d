"""Tells of Word files that somebody has open: what is not saved yet is in no file."""

from __future__ import annotations

from pathlib import Path

from docgen.diagnostics import Place, Problem, warning
from docgen.diagnostics.codes import problem_code
from docgen.roundtrip.files.locks import find_lock

STILL_OPEN = problem_code(
    "still-open",
    en=(
        "the Word file is open{holder}; what is not saved yet was not seen",
        "save it there, and run this again; if nobody has it open, delete the hidden file {lock} "
        "beside it",
    ),
    zh=(
        "Word 文件正被打开着{holder}；还没有保存的改动看不到",
        "在那边保存，再运行一次；确实没有人打开的，删去同一文件夹里的隐藏文件 {lock}",
    ),
)


def unsaved_warning(file: Path, place: Place) -> Problem | None:
    """The warning that somebody has a Word file open, and who; ``None`` if nobody has."""
    lock = find_lock(file)
    if lock is None:
        return None
    return warning(STILL_OPEN, place, holder=lock.holder, lock=lock.file.name)
