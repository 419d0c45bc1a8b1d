"""Keeps what each change of the content replaced, so that it can be undone.

That is a ``docgen pull``, a ``docgen check --fix``, a ``docgen migrate``, or an edit on the page
of ``docgen preview``.

    build/2023/.docgen/<unit>/pulls/000012.zip          a change that was written
    build/2023/.docgen/<unit>/pulls/000013.zip.begun    one that is being written, or undone
    build/2023/.docgen/<unit>/pulls/000014-page.zip     one that was made on the page

A record is written whole before anything is changed: ``before/`` and ``after/`` have the content
files by their names in the project, ``base.docx`` is the base that the Word file had, and
``word-before.docx`` and ``word-after.docx`` are that file itself, if edits or comments were taken
out of it. One that is still ``.begun`` while nobody has the lock is that of a run which was
stopped. The twenty most recent changes of each unit are kept; and of those that were made on the
page, which are many and small, the two hundred most recent.
"""

from __future__ import annotations

import getpass
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from docgen.atomic import WRITE_FAILED, refuse_links, write_atomically
from docgen.diagnostics import EditsAtRiskError, OutputError, Place
from docgen.diagnostics.codes import problem_code
from docgen.roundtrip.files.bases import FOLDER

CHANGE_RUNNING = problem_code(
    "change-running",
    en=("another run of docgen is writing this unit's content", "try again when it has ended"),
    zh=("另一个 docgen 正在写这个单位的内容", "等它结束再试"),
)
CHANGE_RECORD = problem_code(
    "change-record",
    en=(
        "what was kept of the last change cannot be read; nothing was put back",
        "put the content back by hand, from a copy; delete this file to undo the one before it",
    ),
    zh=(
        "上次改动的存底读不出来，什么也没有恢复",
        "用备份手工恢复内容；删去这个存底就可以撤销更早的一次",
    ),
)

_KEPT, _KEPT_OF_PAGE = 20, 200
"""How many changes of each unit are kept, and how many that were made on the page."""
_OF_PAGE = "-page"
_SECONDS = 60
"""How long one run waits for another to write, which takes well under a second."""
_BEGUN = ".begun"
_ABOUT, _BASE, _BEFORE, _AFTER = "pull.json", "base.docx", "before/", "after/"
_WORD = ("word-before.docx", "word-after.docx")


@dataclass(frozen=True)
class ReplacedFile:
    """The bytes of a content file before and after a change; ``None`` where there is no file."""

    before: bytes | None
    after: bytes | None


@dataclass(frozen=True)
class NewBase:
    """The base that a pull gave the Word file: the fingerprint before and after, and the old one.

    Attributes:
        before: the fingerprint of the base that the file had.
        after: that of its new base.
        data: the base that the file had.
    """

    before: str
    after: str
    data: bytes


@dataclass(frozen=True)
class ChangeRecord:
    """A pull of one Word file, the fixes of one unit, its new format, or an edit of it.

    Attributes:
        run: the name of the run, which may have made several records; names sort by time.
        docx: the Word file, by its name in the project; empty if the change is no pull.
        files: the content files that changed, by their names in the project.
        new_base: the new base of the Word file; ``None`` if it got none.
        on_page: whether it was made on the page of ``docgen preview``, where it can be undone.
        word: the Word file before and after, if edits or comments were taken out of it.
        is_migration: whether ``docgen migrate`` made it.
        by: the login name of who ran it; empty if the machine does not tell.
    """

    run: str
    docx: str
    files: Mapping[str, ReplacedFile]
    new_base: NewBase | None = None
    on_page: bool = False
    word: ReplacedFile | None = None
    is_migration: bool = False
    by: str = field(default_factory=lambda: _login())

    @property
    def is_pull(self) -> bool:
        """Whether a pull made the change."""
        return bool(self.docx)

    @property
    def is_fix(self) -> bool:
        """Whether ``docgen check --fix`` made the change."""
        return not (self.docx or self.on_page or self.is_migration)

    def packed(self) -> bytes:
        """The record as a zip file."""
        base = self.new_base
        about = {"run": self.run, "docx": self.docx, "on_page": self.on_page, "by": self.by}
        about |= {"migration": True} if self.is_migration else {}
        about |= {"before": base.before, "after": base.after} if base else {}
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr(_ABOUT, json.dumps(about, ensure_ascii=False))
            for name, file in self.files.items():
                for folder, data in ((_BEFORE, file.before), (_AFTER, file.after)):
                    if data is not None:
                        package.writestr(folder + name, data)
            word = self.word or ReplacedFile(None, None)
            kept = {_BASE: base.data if base else None}
            kept |= dict(zip(_WORD, (word.before, word.after), strict=True))
            for name, data in kept.items():
                if data is not None:
                    package.writestr(name, data)
        return buffer.getvalue()


def unpacked(data: bytes) -> ChangeRecord:
    """The record in a zip file; raises exceptions of many kinds if it is none."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = {name: package.read(name) for name in package.namelist()}
    about = json.loads(entries.pop(_ABOUT))
    base, *sides = (entries.pop(name, None) for name in (_BASE, *_WORD))
    names = dict.fromkeys(name.partition("/")[2] for name in entries)
    files = {
        name: ReplacedFile(entries.get(_BEFORE + name), entries.get(_AFTER + name))
        for name in names
    }
    new_base = None if base is None else NewBase(about["before"], about["after"], base)
    on_page = bool(about.get("on_page"))
    word = ReplacedFile(*sides) if any(sides) else None
    migration = bool(about.get("migration"))
    by = str(about.get("by", ""))
    return ChangeRecord(about["run"], about["docx"], files, new_base, on_page, word, migration, by)


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name
        return ""


@dataclass(frozen=True)
class ChangeRecords:
    """The changes of a unit that are kept in ``folder``, which need not exist."""

    folder: Path

    @contextmanager
    def locked(self, place: Place) -> Iterator[None]:
        """Only one run at a time writes the unit, which messages call ``place``.

        Raises:
            EditsAtRiskError: another run has been writing for a minute.
            OutputError: the folder cannot be written.
        """
        refuse_links((self.folder.parent.parent, self.folder.parent, self.folder), FOLDER)
        # The account of another writer may lock the same file.
        lock = FileLock(self.folder / "lock", timeout=_SECONDS, mode=0o666)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except Timeout as reason:
            raise EditsAtRiskError(CHANGE_RUNNING, place) from reason
        except OSError as reason:
            words = {"reason": reason.strerror or reason}
            raise OutputError(WRITE_FAILED, Place(self.folder.as_posix()), **words) from reason
        try:
            yield
        finally:
            lock.release()

    def newest_first(self) -> list[Path]:
        """The files of the records."""
        return sorted(self.folder.glob("*.zip*"), key=lambda path: path.name[:6], reverse=True)

    def begun(self) -> list[Path]:
        """The files of the changes that were stopped while they were written or undone."""
        return [path for path in self.newest_first() if path.suffix == _BEGUN]

    def read(self, path: Path, place: Place) -> ChangeRecord:
        """A record. Raises :class:`EditsAtRiskError` if it cannot be read."""
        try:
            return unpacked(path.read_bytes())
        except Exception as reason:  # a damaged zip makes zipfile raise exceptions of many kinds
            raise EditsAtRiskError(CHANGE_RECORD, place) from reason

    def begin(self, record: ChangeRecord) -> Path:
        """Keeps a record before its change is written; returns its file."""
        last = next((int(path.name[:6]) for path in self.newest_first()), 0)
        origin = _OF_PAGE if record.on_page else ""
        path = self.folder / f"{last + 1:06}{origin}.zip{_BEGUN}"
        write_atomically(path, record.packed(), path.name)
        return path

    def finish(self, path: Path) -> None:
        """The change was written whole. Records beyond the most recent are removed."""
        path.rename(path.with_suffix(""))
        of_page = self.made_on_page()
        others = [other for other in self.newest_first() if other not in of_page]
        for old in (*others[_KEPT:], *of_page[_KEPT_OF_PAGE:]):
            old.unlink(missing_ok=True)

    def made_on_page(self) -> list[Path]:
        """The files of the changes that were made on the page, the newest first."""
        return [path for path in self.newest_first() if _OF_PAGE in path.name]

    def reopen(self, path: Path) -> Path:
        """The change begins to be undone; returns the new path of its record."""
        return path if path.suffix == _BEGUN else path.rename(path.with_name(path.name + _BEGUN))
