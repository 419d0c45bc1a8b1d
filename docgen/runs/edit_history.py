"""Undoes what was made on the page, the newest first, and does it again.

What is undone is known by the records on the disk, also after the page was closed; what can be done
again is known as long as the page is open.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from operator import itemgetter
from pathlib import Path

from docgen.content.content_names import is_yaml
from docgen.content.retyped import read_text
from docgen.content.yaml_writer import YamlFile
from docgen.diagnostics import Place, UsageError
from docgen.diagnostics.codes import Code, problem_code
from docgen.roundtrip.files.change_records import ReplacedFile
from docgen.runs.edit_results import EditResult
from docgen.runs.edition import Edition
from docgen.runs.moved_places import MovedPlaces
from docgen.runs.redoing import Undone, done_again, files_of, undone, word_states
from docgen.runs.undo import UnitChanges

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
    en=("nothing is left to do again", "what was undone before the last edit is done by hand"),
    zh=("没有可以重做的", "撤销以后又改过别的，原来的就手工再改一次"),
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
    _undone: list[Undone] = field(default_factory=list, init=False)

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
        if last is None:
            return self._nothing(NOTHING_TO_UNDO)
        run, changes = last
        words = word_states(changes.edition)
        unit = changes.undo(run, dry_run=False)
        if unit is None or unit.problems:
            return EditResult(unit.problems[0]) if unit else self._nothing(NOTHING_TO_UNDO)
        self._undone.append(undone(changes.edition, unit.undone[::-1], words))
        back = {name: _swapped(file) for name, file in files_of(unit.undone).items()}
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
        files = done_again(self._undone[-1], self.folder)
        self._undone.pop()
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
