"""Undoes what was made on the page, the newest first, and does it again.

What is undone is known by the records on the disk, also after the page was closed; what can be done
again is known as long as the page is open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from pathlib import Path

from docgen.content.content_names import is_yaml
from docgen.content.retyped import read_text
from docgen.content.yaml_writer import YamlFile
from docgen.diagnostics import EditsAtRiskError, Place, UsageError
from docgen.diagnostics.codes import Code, problem_code
from docgen.roundtrip.files.change_records import ChangeRecord, ReplacedFile
from docgen.runs.edit_results import EditResult
from docgen.runs.edition import Edition
from docgen.runs.moved_places import MovedPlaces
from docgen.runs.recorded_write import new_run, write_recorded
from docgen.runs.restoring import Restoring, put_back_begun
from docgen.runs.undo import UnitChanges

CHANGED_SINCE_UNDONE = problem_code(
    "changed-since-undone",
    en=(
        "this place was changed after it was undone; it was not done again",
        "type it once more",
    ),
    zh=("撤销以后这里又改过，没有重做", "重新输入一次"),
)
NOTHING_TO_UNDO = problem_code(
    "nothing-to-undo",
    en=(
        "nothing that was made on the page is left to undo",
        "what was pulled on the command line is undone there",
    ),
    zh=("页面上做过的已经都撤销了", "用命令写回的修改，在命令行里撤销"),
)
NOTHING_TO_REDO = problem_code(
    "nothing-to-redo",
    en=("nothing is left to do again", "what was taken over from Word is taken over once more"),
    zh=("没有可以重做的", "从 Word 接受的修改，再接受一次"),
)


@dataclass
class EditHistory:
    """What was made on the page of one unit.

    Attributes:
        edition: the edition of the unit.
        folder: its content.
    """

    edition: Edition
    folder: Path
    _undone: list[Sequence[ChangeRecord]] = field(default_factory=list, init=False)

    @property
    def can_undo(self) -> bool:
        """Whether anything made on the page is kept."""
        name = self.folder.name
        return any(edition.changes(name).made_on_page() for edition in self._editions)

    @property
    def can_redo(self) -> bool:
        """Whether anything was undone since the last edit, and can be done again."""
        return bool(self._undone)

    def begin_anew(self) -> None:
        """Something was edited: what was undone before cannot be done again."""
        self._undone.clear()

    def undo(self) -> EditResult:
        """Undoes what was made last. What others have changed elsewhere in the file stays."""
        last = self._last()
        unit = last[1].undo(last[0], dry_run=False) if last else None
        if unit is None or unit.problems:
            return EditResult(unit.problems[0]) if unit else self._nothing(NOTHING_TO_UNDO)
        if any(record.is_pull for record in unit.undone):  # is taken over anew, if at all
            self._undone.clear()
        else:
            self._undone.append(unit.undone[::-1])
        back = {name: _swapped(file) for name, file in _files(unit.undone).items()}
        return replace(self._result(back), files=tuple(unit.put_back))

    @property
    def _editions(self) -> tuple[Edition, Edition]:
        """Whose Word files the office's edits were taken from: the report, and its draft."""
        return self.edition, self.edition.drafts

    def _last(self) -> tuple[str, UnitChanges] | None:
        """The last run that made anything on the page, with the changes that it is one of."""
        found = [
            UnitChanges(edition, self.folder, lambda record: record.on_page)
            for edition in self._editions
        ]
        runs = [(run, each) for each in found if (run := each.last_run()) is not None]
        return max(runs, key=itemgetter(0), default=None)

    def redo(self) -> EditResult:
        """Does again what was undone last. Raises :class:`DocgenError` if it cannot be done."""
        if not self._undone:
            return self._nothing(NOTHING_TO_REDO)
        records = self.edition.changes(self.folder.name)
        with records.locked(self.edition.place(self.folder)):
            put_back_begun(self.edition, self.folder)
            result = self._done_again(_files(self._undone[-1]))
        self._undone.pop()
        return result

    def _done_again(self, files: dict[str, ReplacedFile]) -> EditResult:
        """Writes files that were undone; lines that were changed elsewhere stay."""
        restoring = Restoring(self.edition, self.folder)
        undoing = {name: _swapped(file) for name, file in files.items()}
        restoring.add(ChangeRecord(new_run(), "", undoing))
        for problem in restoring.problems:
            raise EditsAtRiskError(CHANGED_SINCE_UNDONE, problem.place)
        written = {path: data for path, data in restoring.files.items() if data is not None}
        now = {path: _bytes(path) for path in written}
        replaced = {
            self.edition.project.relative(path): ReplacedFile(now[path], data)
            for path, data in written.items()
        }
        record = ChangeRecord(new_run(), "", replaced, on_page=True)

        def unchanged() -> bool:
            return all(_bytes(path) == data for path, data in now.items())

        write_recorded(self.edition, self.folder, written, record, unchanged)
        return self._result(files)

    def _nothing(self, code: Code) -> EditResult:
        return EditResult(UsageError(code, self.edition.place(self.folder)).problem)

    def _result(self, files: dict[str, ReplacedFile]) -> EditResult:
        """The result of a change of files, which may have lines of others in them now."""
        places = (self._place(name, file) for name, file in files.items())
        return EditResult(files=tuple(files), place=next(places, None))

    def _place(self, name: str, file: ReplacedFile) -> Place:
        now = read_text(_bytes(self.edition.project.root / name) or b"")
        before, after = read_text(file.before or b""), read_text(file.after or b"")
        place = MovedPlaces(after, now)(_first_difference(name, before, after))
        return _value_at(place, now) if is_yaml(name) else place


def _files(records: Sequence[ChangeRecord]) -> dict[str, ReplacedFile]:
    """What several changes, the oldest first or last, made of each file together."""
    in_order = sorted(records, key=lambda record: record.run)
    files: dict[str, ReplacedFile] = {}
    for record in in_order:
        for name, file in record.files.items():
            files[name] = replace(files[name], after=file.after) if name in files else file
    return files


def _swapped(file: ReplacedFile) -> ReplacedFile:
    return ReplacedFile(file.after, file.before)


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _first_difference(name: str, before: str, after: str) -> Place:
    """Where a text begins to differ from what it was before."""
    pairs = zip(before, after, strict=False)
    same = next(
        (number for number, (one, other) in enumerate(pairs) if one != other),
        min(len(before), len(after)),
    )
    line = after.count("\n", 0, same) + 1
    return Place(name, line, same - (after.rfind("\n", 0, same) + 1) + 1)


def _value_at(place: Place, text: str) -> Place:
    """The place of the YAML value that a place lies in."""
    try:
        places = YamlFile(place.file, text).places.values()
    except Exception:  # a file with errors has no values
        return place
    return max((value for value in places if value <= place), default=place)
