"""Writes changed files of a unit: all or none, with a record by which they can be put back.

What they replace is kept first; after an error or Ctrl-C in between it is put back at once, after a
kill by the next run that writes the unit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from docgen.atomic import write_all
from docgen.diagnostics import DocgenError, EditsAtRiskError
from docgen.diagnostics.codes import problem_code
from docgen.roundtrip.files.change_records import ChangeRecord
from docgen.roundtrip.files.overwrite import refuse_if_held
from docgen.runs.edition import Edition
from docgen.runs.restoring import put_back_begun

CONTENT_MOVED = problem_code(
    "content-moved",
    en=(
        "somebody kept changing the content while the changes were tried; nothing was written",
        "run the same command again when nobody else is saving the files of this unit",
    ),
    zh=(
        "试改时一直有人在改内容文件，什么也没有写",
        "等没有人保存这个单位的文件时，再运行一次同样的命令",
    ),
)


class ContentMovedError(EditsAtRiskError):
    """The content changed while changes were tried on it."""


def new_run() -> str:
    """A name for a run that changes content; later runs have greater names."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}-{token_hex(2)}"


def moved(edition: Edition, folder: Path) -> ContentMovedError:
    """The error that the content of a unit has changed meanwhile."""
    return ContentMovedError(CONTENT_MOVED, edition.place(folder))


def write_recorded(
    edition: Edition,
    folder: Path,
    written: Mapping[Path, bytes],
    record: ChangeRecord,
    unchanged: Callable[[], bool],
) -> None:
    """Writes all files or none, for a run that has the lock of the unit.

    Args:
        edition: the edition of the unit.
        folder: the content of the unit.
        written: the new bytes of each file.
        record: what they replace.
        unchanged: whether the files are still as they were when the changes were tried.

    Raises:
        ContentMovedError: they are not.
        EditsAtRiskError: a file is open or write-protected.
        OutputError: a file cannot be written.
    """
    records = edition.changes(folder.name)
    begun: list[Path] = []
    for path in written:
        refuse_if_held(path, edition.place(path))

    def begin() -> None:
        begun.append(records.begin(record))
        if not unchanged():
            begun.pop().unlink()
            raise moved(edition, folder)

    try:
        write_all(written, {path: edition.place(path).file for path in written}, ready=begin)
    except BaseException:  # Ctrl-C and the time limit of a unit, too
        with suppress(DocgenError):  # else by the next run
            put_back_begun(edition, folder)
        raise
    records.finish(begun[0])
