"""Does again what was undone on the page: what was typed, or decided of the office's edits.

Lines of the content that were changed elsewhere meanwhile stay. A Word file comes back as it was
before the undoing, with the edits that it had then; one that was changed since is left alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from docgen.diagnostics import EditsAtRiskError
from docgen.diagnostics.codes import problem_code
from docgen.roundtrip.files.change_records import ChangeRecord, ReplacedFile
from docgen.roundtrip.files.fingerprint import read_identity
from docgen.runs.edition import Edition
from docgen.runs.recorded_write import new_run, write_recorded
from docgen.runs.restoring import Restoring, put_back_begun

CHANGED_SINCE_UNDONE = problem_code(
    "changed-since-undone",
    en=(
        "this place was changed after it was undone; it was not done again",
        "type it once more",
    ),
    zh=("撤销以后这里又改过，没有重做", "重新输入一次"),
)
WORD_CHANGED_SINCE_UNDONE = problem_code(
    "word-changed-since-undone",
    en=(
        "this Word file was changed after it was undone; nothing was done again",
        "look at the edits of the office, and decide once more",
    ),
    zh=("撤销以后这个 Word 文件又改过，没有重做", "看一下办公室的修改，重新选"),
)


@dataclass(frozen=True)
class Undone:
    """A run of the page that was undone.

    Attributes:
        edition: the edition that keeps its records.
        records: these, the oldest first.
        words: the Word files that its undoing has changed, before it and since.
    """

    edition: Edition
    records: Sequence[ChangeRecord]
    words: Mapping[Path, ReplacedFile]


def word_states(edition: Edition) -> dict[Path, bytes]:
    """The Word files among the outputs of an edition."""
    return {path: path.read_bytes() for path in edition.word_files()}


def undone(
    edition: Edition, records: Sequence[ChangeRecord], words: Mapping[Path, bytes]
) -> Undone:
    """What was undone just now; ``words`` are the Word files as they were before."""
    now = word_states(edition)
    changed = {
        path: ReplacedFile(data, now.get(path))
        for path, data in words.items()
        if data != now.get(path)
    }
    return Undone(edition, records, changed)


def files_of(records: Sequence[ChangeRecord]) -> dict[str, ReplacedFile]:
    """What several changes, the oldest first or last, made of each content file together."""
    files: dict[str, ReplacedFile] = {}
    for record in sorted(records, key=lambda record: record.run):
        for name, file in record.files.items():
            files[name] = replace(files[name], after=file.after) if name in files else file
    return files


def done_again(run: Undone, folder: Path) -> dict[str, ReplacedFile]:
    """Does a run again that was undone; returns the content files that it changes.

    Raises :class:`EditsAtRiskError` if a place of it was changed since.
    """
    edition, files = run.edition, files_of(run.records)
    with edition.changes(folder.name).locked(edition.place(folder)):
        put_back_begun(edition, folder)
        written = {**_contents(run, folder, files), **_words(run)}
        now = {path: _bytes(path) for path in written}
        _keep_bases(run, folder)
        record = _record(run, {path: ReplacedFile(now[path], written[path]) for path in written})

        def unchanged() -> bool:
            return all(_bytes(path) == data for path, data in now.items())

        write_recorded(edition, folder, written, record, unchanged)
    return files


def _contents(run: Undone, folder: Path, files: Mapping[str, ReplacedFile]) -> dict[Path, bytes]:
    """The content files as they are to be; lines that were changed elsewhere stay."""
    restoring = Restoring(run.edition, folder)
    back = {name: ReplacedFile(file.after, file.before) for name, file in files.items()}
    restoring.add(ChangeRecord(new_run(), "", back))
    for problem in restoring.problems:
        raise EditsAtRiskError(CHANGED_SINCE_UNDONE, problem.place)
    return {path: data for path, data in restoring.files.items() if data is not None}


def _words(run: Undone) -> dict[Path, bytes]:
    """The Word files as they were before the undoing."""
    for path, word in run.words.items():
        if _bytes(path) != word.after:
            raise EditsAtRiskError(WORD_CHANGED_SINCE_UNDONE, run.edition.place(path))
    return {path: word.before for path, word in run.words.items() if word.before is not None}


def _keep_bases(run: Undone, folder: Path) -> None:
    """The bases of the Word files are the youngest again, so that they can be compared."""
    bases = run.edition.bases
    for path, word in run.words.items():
        place = run.edition.place(path)
        fingerprint = read_identity(word.before or b"", place).fingerprint
        base = bases.find(folder.name, fingerprint)
        if base is None:
            raise EditsAtRiskError(WORD_CHANGED_SINCE_UNDONE, place)
        bases.keep(folder.name, fingerprint, base, place.file)


def _record(run: Undone, files: Mapping[Path, ReplacedFile]) -> ChangeRecord:
    """What is kept of it, so that it is undone as it was before."""
    name_of = run.edition.project.relative
    contents = {name_of(path): file for path, file in files.items() if path not in run.words}
    word = next((path for path in files if path in run.words), None)
    decided = next((record for record in run.records if record.is_pull), None)
    if decided is None or word is None:
        return ChangeRecord(new_run(), "", contents, on_page=True)
    kept = files[word] if decided.word else None
    docx, new_base = run.edition.place(word).file, decided.new_base
    return ChangeRecord(new_run(), docx, contents, new_base, on_page=True, word=kept)


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
