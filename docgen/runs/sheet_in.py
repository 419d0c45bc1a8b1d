"""``docgen sheet in``: carries what was typed in a workbook back into the content."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from docgen.content.content_edits import ContentEdits
from docgen.diagnostics import Place, Problem, UsageError, warning
from docgen.diagnostics.codes import problem_code
from docgen.diagnostics.file_names import named_file
from docgen.project import UNKNOWN_EDITION, there_are
from docgen.roundtrip.files.change_records import ChangeRecord, ReplacedFile
from docgen.runs.build import BuiltUnit, Packs, build_unit
from docgen.runs.content_copy import states_of
from docgen.runs.edit_trial import EditTrial
from docgen.runs.edition import Edition, find_edition
from docgen.runs.recorded_write import ContentMovedError, new_run, write_recorded
from docgen.runs.restoring import put_back_begun, put_back_interrupted
from docgen.runs.review import OTHER_UNIT
from docgen.runs.undo import UndoneUnit, undo_record_of
from docgen.runs.workbooks.filled_workbook import FilledWorkbook, read_workbook
from docgen.runs.workbooks.sheet_edits import SheetEdit, SheetEdits
from docgen.runs.workbooks.sheet_trial import SheetTrial
from docgen.runs.workbooks.sheet_writes import SheetWrites
from docgen.runs.workbooks.unit_records import pack_digest

SHEET_OF_OLDER_PACK = problem_code(
    "sheet-of-older-pack",
    en=(
        "the pack {pack} has changed since this workbook was made; what still has its place was "
        "taken",
        "write a new workbook with docgen sheet out before more is typed",
    ),
    zh=(
        "导出这个文件以后，模板包 {pack} 改过；还对得上的内容已经写回",
        "继续填写以前，先用 docgen sheet out 重新导出",
    ),
)
SHEET_OF_LAST_YEAR = problem_code(
    "sheet-of-last-year",
    en=(
        "this is the workbook of {edition}; edition {newer} of the same unit is there, too",
        "look whether it is the right file: it changes the content of {edition}",
    ),
    zh=(
        "这是 {edition} 年度的表格，这个单位已经有 {newer} 年度的内容",
        "看看文件选对了没有：写回的是 {edition} 年度的内容",
    ),
)
_TRIES = 10
"""How often edits are tried while others keep saving the content."""


@dataclass(frozen=True)
class SheetIn:
    """What became of what was typed in a workbook.

    Attributes:
        unit: the unit's folder name.
        file: the workbook.
        edits: what was done in it; those with a reason were not taken.
        problems: what could not be followed, and conflicts.
        files: the names of the content files that change.
    """

    unit: str
    file: Path
    edits: tuple[SheetEdit, ...] = ()
    problems: tuple[Problem, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def stays(self) -> int:
        """How many edits were not taken."""
        return sum(edit.reason is not None for edit in self.edits)


def sheet_in(
    file: Path, *, unit: str = "", root: Path | None = None, dry_run: bool = False
) -> SheetIn:
    """Carries what was typed in a workbook back into the content of its unit.

    With ``dry_run``, it is only tried. ``unit`` is for a unit that has another name since.

    Raises :class:`UsageError` if there is no such file or unit, or if ``docgen sheet out`` did not
    make it; :class:`WorkbookError` if it cannot be read; :class:`EditsAtRiskError` if the content
    keeps changing.
    """
    own, folder, filled = _opened(file, unit, root)
    taker = _SheetTaker(own, folder, file, filled, write=not dry_run)
    if not dry_run:
        put_back_interrupted(own, folder)
    for _ in range(_TRIES - 1):
        with suppress(ContentMovedError):
            return taker.run()
    return taker.run()


def undo_sheet_in(
    file: Path, *, root: Path | None = None, dry_run: bool = False
) -> list[UndoneUnit]:
    """Undoes what was carried back from a workbook last. Raises as :func:`sheet_in` does."""
    own, folder, _ = _opened(file, "", root)
    return undo_record_of(own, folder, own.place(file), dry_run=dry_run)


def _opened(file: Path, unit: str, root: Path | None) -> tuple[Edition, Path, FilledWorkbook]:
    """The workbook, its edition, and the content of its unit."""
    anywhere = find_edition("", root)
    file = named_file(file)
    place = anywhere.place(file)
    filled = read_workbook(file, place.file)
    records, known = filled.records, anywhere.project.editions()
    if records.edition not in known:
        words = there_are(records.edition, known)
        raise UsageError(UNKNOWN_EDITION, place, edition=records.edition, **words)
    own = replace(anywhere, name=records.edition)
    there = records.unit in own.unit_names()
    (folder,) = own.units([unit if unit and not there else records.unit])
    if unit and folder not in own.units([unit]):
        raise UsageError(OTHER_UNIT, place, unit=records.unit, other=unit)
    if folder.name != records.unit:
        _rename(filled, own, folder)
    return own, folder, filled


def _rename(filled: FilledWorkbook, edition: Edition, folder: Path) -> None:
    """Lets the records of a workbook name the files of a unit that has another name since."""
    old = edition.place(folder.parent / filled.records.unit).file
    new = edition.place(folder).file

    filled.rename(lambda name: new + name.removeprefix(old))


@dataclass
class _SheetTaker:
    """Takes in one workbook.

    Attributes:
        edition: the edition of the unit.
        folder: its content.
        file: the workbook.
        filled: what is typed in it.
        write: whether it is written, and not only tried.
        run_name: the name of the run.
    """

    edition: Edition
    folder: Path
    file: Path
    filled: FilledWorkbook
    write: bool
    run_name: str = field(default_factory=new_run)

    def run(self) -> SheetIn:
        """What becomes of it. Raises :class:`ContentMovedError` if the content changes."""
        states = states_of(self.folder, self.edition)
        now = ContentEdits(self.edition.project.root)
        found = SheetEdits(self.filled, now)
        found.find()
        packs = Packs(self.edition.project)
        built = build_unit(self.folder, self.edition, packs)
        trial = EditTrial(self.edition, self.folder, packs)
        with trial.copied() as copy:
            writes = SheetWrites(now, found.plans)
            tried = SheetTrial(copy, trial, writes, _is_finished(built))
            tried.run(found.edits)
        files = {
            change.name: ReplacedFile(change.before, change.after)
            for change in (tried.tried.changes if tried.tried else ())
        }
        if files and self.write:
            self._write(files, states)
        told = tried.tried.errors if tried.tried and tried.accepted else ()
        problems = [*self._about_file(), *self.filled.problems, *found.problems]
        problems += _at_cells(told, found.edits)
        return SheetIn(
            self.folder.name, self.file, tuple(found.edits), tuple(problems), tuple(files)
        )

    def _write(self, files: dict[str, ReplacedFile], states: tuple[object, ...]) -> None:
        edition, folder = self.edition, self.folder
        written = {edition.project.root / name: file.after or b"" for name, file in files.items()}
        record = ChangeRecord(self.run_name, edition.place(self.file).file, files)

        def unchanged() -> bool:
            return states_of(folder, edition) == states

        with edition.changes(folder.name).locked(edition.place(folder)):
            put_back_begun(edition, folder)
            write_recorded(edition, folder, written, record, unchanged)

    def _about_file(self) -> Sequence[Problem]:
        """What is to be known about the workbook as a whole."""
        found, records, place = list[Problem](), self.filled.records, self.edition.place(self.file)
        folder = self.edition.project.home_of(records.pack).packs / records.pack
        if not folder.is_dir() or pack_digest(folder) != records.digest:
            found.append(warning(SHEET_OF_OLDER_PACK, place, pack=records.pack))
        content, unit = self.edition.project.content, self.folder.name
        later = (name for name in self.edition.project.editions() if name > records.edition)
        newer = [name for name in later if (content / name / unit).is_dir()]
        if newer:
            words = {"edition": records.edition, "newer": newer[-1]}
            found.append(warning(SHEET_OF_LAST_YEAR, place, **words))
        return found


def _is_finished(built: BuiltUnit) -> bool:
    """Whether a unit has no errors, and nothing that is still to be filled in."""
    problems = built.outcome.problems
    return not any(problem.is_error or problem.to_do for problem in problems)


def _at_cells(problems: Sequence[Problem], edits: Sequence[SheetEdit]) -> list[Problem]:
    """Problems that the content has with the edits, as warnings, at their cells if known."""
    cells: dict[Place, Place] = {edit.content: edit.place for edit in edits if edit.content}
    return [
        replace(problem.as_warning(), place=cells.get(problem.place, problem.place))
        for problem in problems
    ]
