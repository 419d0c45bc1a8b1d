"""Puts a unit back as it was before a pull or fixes: its content, the base of its Word file.

now as after the change     the file of before, or none if the change made it
now as before it            nothing to do
changed since               the change's lines go back, what was changed elsewhere in it stays
changed in the same lines   nothing of the unit is put back
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from docgen.atomic import write_all
from docgen.content.source_files import is_inside, is_utf_8
from docgen.diagnostics import EditsAtRiskError, Place, Problem
from docgen.diagnostics.codes import Code, problem_code
from docgen.project import word_files
from docgen.roundtrip.files.change_records import CHANGE_RECORD, ChangeRecord, NewBase, ReplacedFile
from docgen.roundtrip.files.fingerprint import (
    fingerprint_of,
    owner_of,
    read_identity,
    with_fingerprint,
)
from docgen.roundtrip.files.overwrite import refuse_if_held
from docgen.roundtrip.merging.line_merge import merge_lines
from docgen.roundtrip.merging.merged_file import merge_into
from docgen.runs.edition import Edition
from docgen.templates.table_labels import FormLabels

LINES_CHANGED_SINCE = problem_code(
    "lines-changed-since",
    en=(
        "docgen wrote 「{written}」 here, and somebody has changed it since; nothing of {unit} "
        "was put back",
        "write 「{written}」 here once more, or 「{before}」 as it was before, and undo it again",
    ),
    zh=(
        "这里 docgen 写的是「{written}」，后来又改过；{unit} 什么也没有恢复",
        "把这里改成当时写的「{written}」，或更早的「{before}」，再撤销",
    ),
)
FILE_GONE_SINCE = problem_code(
    "file-gone-since",
    en=(
        "the file was deleted since docgen changed it; nothing of {unit} was put back",
        "put the file back, from the recycle bin or a copy, and undo it again",
    ),
    zh=(
        "docgen 改过以后这个文件被删了，{unit} 什么也没有恢复",
        "从回收站或备份找回这个文件，再撤销",
    ),
)
FILE_BACK_SINCE = problem_code(
    "file-back-since",
    en=(
        "the pull had removed this file, and somebody has made a new one; nothing of {unit} was "
        "put back",
        "move the new file out of the content folder and undo the pull again",
    ),
    zh=(
        "这个文件写回时已删去，后来又有人新建，{unit} 什么也没有恢复",
        "把新建的文件移出内容文件夹，再撤销",
    ),
)
RECODED_SINCE = problem_code(
    "recoded-since",
    en=(
        "docgen saved this file as UTF-8, and somebody has changed it since; nothing of {unit} was "
        "put back",
        "leave it as it is; to have the old file, take a copy of before",
    ),
    zh=(
        "docgen 把这个文件转成了 UTF-8，后来又改过；{unit} 什么也没有恢复",
        "保持现状就行；要原来的文件，用备份",
    ),
)
REBUILT_SINCE = problem_code(
    "rebuilt-since",
    en=(
        "this Word file was edited and built again since the pull, and what the pull carried "
        "cannot be told from it; nothing of {unit} was put back",
        "change the content by hand",
    ),
    zh=(
        "写回以后这个 Word 文件又改过、又生成过，分不出当时写回的修改，{unit} 什么也没有恢复",
        "手工改内容",
    ),
)


WORDS_CHANGED_SINCE = problem_code(
    "words-changed-since",
    en=(
        "the place of an edit that was put back in this Word file was changed again since; nothing "
        "of {unit} was put back",
        "make the edit once more in Word",
    ),
    zh=(
        "Word 文件里退回修改的地方后来又改过，{unit} 什么也没有恢复",
        "在 Word 里重新改一次",
    ),
)


class PutBack(Enum):
    """What becomes of a file when a change is undone; the texts are in ``phrases-*.yaml``."""

    RESTORED = "restored"
    MERGED = "merged"
    REMOVED = "removed"
    MADE_AGAIN = "made-again"
    EDITED_AGAIN = "edited-again"


@dataclass
class Restoring:
    """Collects what puts a unit back, for one change after the other, before any file is written.

    Attributes:
        edition: the edition of the unit.
        folder: the content of the unit.
        files: the files that change, with their bytes; ``None`` for one that is removed.
        put_back: what becomes of each, by its name.
        problems: the reasons why nothing can be put back.
        bases: the bases that the Word files get, by fingerprint.
    """

    edition: Edition
    folder: Path
    files: dict[Path, bytes | None] = field(default_factory=dict)
    put_back: dict[str, PutBack] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    bases: dict[str, bytes] = field(default_factory=dict)

    def add(self, record: ChangeRecord) -> None:
        """Adds what undoes a change. Raises :class:`EditsAtRiskError` for a record of elsewhere."""
        for name, file in record.files.items():
            path = self.edition.project.root / name
            if not is_inside(path, self.folder):
                raise EditsAtRiskError(CHANGE_RECORD, Place(name))
            self._content(path, name, file)
        path = self.edition.project.root / record.docx
        if not record.docx or not self.edition.has_output(path):
            return
        path = self._renamed(path)
        if record.word and self._now(path) == record.word.after:
            self._set(path, record.word.before, PutBack.RESTORED)
        elif record.new_base:
            self._word(path, record.new_base)
        elif record.word:
            self._words_again(path, record.word)

    def write(self) -> None:
        """Writes all of it: first the content, then the Word file.

        Raises :class:`EditsAtRiskError` if a file is open or write-protected, and
        :class:`OutputError` if it cannot be written.
        """
        self.refuse_if_held()
        for fingerprint, base in self.bases.items():
            self.edition.bases.keep(self.folder.name, fingerprint, base, self.folder.name)
        names = {path: self.edition.project.relative(path) for path in self.files}
        write_all({path: data for path, data in self.files.items() if data is not None}, names)
        for path, data in self.files.items():
            if data is None:
                path.unlink(missing_ok=True)

    def refuse_if_held(self) -> None:
        """Raises :class:`EditsAtRiskError` if a file is open or write-protected."""
        for path in self.files:
            refuse_if_held(path, self.edition.place(path))

    def _now(self, path: Path) -> bytes | None:
        """The file as it is, or as what was added before leaves it; ``None`` if there is none."""
        if path in self.files:
            return self.files[path]
        return path.read_bytes() if path.is_file() else None

    def _set(self, path: Path, data: bytes | None, how: PutBack) -> None:
        self.files[path] = data
        self.put_back[self.edition.project.relative(path)] = how

    def _refuse(self, code: Code, place: Place, **words: str) -> None:
        reason = EditsAtRiskError(code, place, unit=self.folder.name, **words)
        self.problems.append(reason.problem)

    def _content(self, path: Path, name: str, file: ReplacedFile) -> None:
        """Adds a content file."""
        now = self._now(path)
        if now == file.before:
            return
        if now == file.after:
            how = PutBack.MADE_AGAIN if now is None else PutBack.RESTORED
            self._set(path, file.before, PutBack.REMOVED if file.before is None else how)
        elif now is None:
            self._refuse(FILE_GONE_SINCE, Place(name))
        elif file.after is None:
            self._refuse(FILE_BACK_SINCE, Place(name))
        elif not is_utf_8(file.before or b""):
            self._refuse(RECODED_SINCE, Place(name))
        else:
            merged = merge_lines(file.after, file.before or b"", now)
            for conflict in merged.conflicts:
                words = {"written": conflict.base or "—", "before": conflict.ours or "—"}
                self._refuse(LINES_CHANGED_SINCE, Place(name, conflict.number, 1), **words)
            if merged.data != now:
                self._set(path, merged.data, PutBack.MERGED)

    def _renamed(self, path: Path) -> Path:
        """The Word file, which may have been given another name by a render since."""
        if path.is_file():
            return path
        outputs = (
            file for file in word_files(path.parent) if owner_of(file).unit == self.folder.name
        )
        return next(outputs, path)

    def _word(self, path: Path, pulled: NewBase) -> None:
        """Adds the Word file: what the pull carried counts as edits again.

        One that is built afresh since has no edits; of one whose base is not known nothing can be
        said, and no command touches it.
        """
        data, place = self._now(path), self.edition.place(path)
        identity = read_identity(data or b"", place)
        unit, fingerprint = self.folder.name, identity.fingerprint
        if fingerprint == pulled.after:
            base, fingerprint = pulled.data, pulled.before
        elif identity.untouched or fingerprint in ("", pulled.before):
            return
        else:
            after = self.edition.bases.find(unit, pulled.after)
            built = self.bases.get(fingerprint) or self.edition.bases.find(unit, fingerprint)
            if built is None:
                return
            merged = after and merge_into(after, pulled.data, built, place, FormLabels())
            if not merged or merged.conflicts:
                self._refuse(REBUILT_SINCE, place)
                return
            base, fingerprint = merged.data, fingerprint_of(merged.data)
        self.bases[fingerprint] = base
        self._set(path, with_fingerprint(data or b"", fingerprint), PutBack.EDITED_AGAIN)

    def _words_again(self, path: Path, word: ReplacedFile) -> None:
        """Adds the Word file, changed since: the edits that were taken out of it come back.

        One that is built afresh since has no edits.
        """
        now, place = self._now(path) or b"", self.edition.place(path)
        identity = read_identity(now, place)
        if now == word.before or identity.untouched or not identity.fingerprint:
            return
        merged = None
        if edited := self._with_content(word, place):
            merged = merge_into(word.after or b"", edited, now, place, FormLabels())
        if merged is None or merged.conflicts:
            self._refuse(WORDS_CHANGED_SINCE, place)
        else:
            data = with_fingerprint(merged.data, identity.fingerprint)
            self._set(path, data, PutBack.EDITED_AGAIN)

    def _with_content(self, word: ReplacedFile, place: Place) -> bytes | None:
        """The Word file before, with what was new in the content then, as the one after has it."""
        before, after = word.before or b"", word.after or b""
        names = [read_identity(data, place).fingerprint for data in (before, after)]
        if names[0] == names[1]:
            return before
        built = [self.edition.bases.find(self.folder.name, name) for name in names]
        if built[0] is None or built[1] is None:
            return None
        return merge_into(built[0], built[1], before, place, FormLabels()).data


def put_back_interrupted(edition: Edition, folder: Path) -> None:
    """Puts back what a change that was stopped, or its undoing, has left half written.

    Raises :class:`DocgenError` if a file is open or cannot be written.
    """
    records = edition.changes(folder.name)
    if records.begun():
        with records.locked(edition.place(folder)):
            put_back_begun(edition, folder)


def put_back_begun(
    edition: Edition, folder: Path, chosen: Callable[[ChangeRecord], bool] = lambda _: True
) -> None:
    """As :func:`put_back_interrupted`, for a run that has the lock; only the ``chosen`` records.

    Where lines were changed since, the content stays as it is.
    """
    records = edition.changes(folder.name)
    for path in records.begun():
        record = records.read(path, edition.place(path))
        if not chosen(record):
            continue
        restoring = Restoring(edition, folder)
        restoring.add(record)
        if restoring.problems:
            records.finish(path)
        else:
            restoring.write()
            path.unlink()
