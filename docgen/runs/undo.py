"""``--undo`` of ``docgen pull``, ``check`` and ``migrate``: puts the content back as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from docgen.diagnostics import DocgenError, Place, Problem, UsageError
from docgen.diagnostics.codes import problem_code
from docgen.roundtrip.files.change_records import ChangeRecord
from docgen.runs.edition import Edition, chosen_editions, find_edition
from docgen.runs.restoring import PutBack, Restoring, put_back_begun
from docgen.runs.review import office_file

NOTHING_PULLED = problem_code(
    "nothing-pulled",
    en=(
        "nothing was carried back that could be undone",
        "what docgen replaces is kept in {folder}, for the last twenty changes of each unit",
    ),
    zh=("没有可以撤销的写回", "改动以前的内容存在 {folder}，每个单位最近二十次"),
)
NOTHING_FIXED = problem_code(
    "nothing-fixed",
    en=(
        "there is no --fix to undo",
        "what docgen replaces is kept in {folder}, for the last twenty changes of each unit",
    ),
    zh=("没有可以撤销的自动改正", "改动以前的内容存在 {folder}，每个单位最近二十次"),
)
NOTHING_MIGRATED = problem_code(
    "nothing-migrated",
    en=(
        "no docgen migrate is kept that could be undone",
        "the last twenty changes of each unit are kept below build; take a copy of before",
    ),
    zh=(
        "没有可以撤销的格式升级",
        "build 里只存每个单位最近二十次改动；更早的用备份恢复",
    ),
)


@dataclass(frozen=True)
class UndoneUnit:
    """What became of a unit when its last pull, fixes or new format were undone.

    Attributes:
        unit: the unit's folder name.
        put_back: what became of each file, by its name in the project.
        problems: the reasons why nothing was put back.
        undone: the changes that were undone, the newest first.
    """

    unit: str
    put_back: Mapping[str, PutBack] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    undone: tuple[ChangeRecord, ...] = ()


def undo_pull(
    target: str, *, root: Path | None = None, out: Path | None = None, dry_run: bool = False
) -> list[UndoneUnit]:
    """Undoes the last pull of an edition, or of a .docx, in each of its units wholly or not at all.

    ``out`` is the folder of the edition's outputs, if it is not ``build/<edition>``. With
    ``dry_run``, nothing is written.

    Raises :class:`UsageError` if ``target`` is neither a .docx nor an edition, or if nothing was
    pulled that is kept.
    """
    edition = find_edition(target, root, out)
    if Path(target).suffix.lower() != ".docx" and (folders := edition.units()):
        undone = _undone(edition, folders, lambda record: record.is_pull, dry_run=dry_run)
    else:
        file = office_file(Path(target), edition)
        return undo_record_of(file.edition, file.folder, file.place, dry_run=dry_run)
    if not undone:
        raise UsageError(NOTHING_PULLED, Place(target), folder=_kept_in(edition))
    return undone


def undo_record_of(
    edition: Edition, folder: Path, file: Place, *, dry_run: bool = False
) -> list[UndoneUnit]:
    """Undoes the last pull from one file into a unit. Raises :class:`UsageError` without one."""
    undone = _undone(edition, [folder], lambda record: record.docx == file.file, dry_run=dry_run)
    if not undone:
        raise UsageError(NOTHING_PULLED, file, folder=_kept_in(edition))
    return undone


def undo_fixes(
    edition: str, *, root: Path | None = None, units: Sequence[str] = (), dry_run: bool = False
) -> list[UndoneUnit]:
    """Undoes what :func:`docgen.fix_edition` wrote last, in each unit wholly or not at all.

    With ``dry_run``, nothing is written.

    Raises :class:`UsageError` if the project, the edition or a unit does not exist, or if nothing
    was fixed that is kept.
    """
    chosen = find_edition(edition, root)
    folders = chosen.units(units)
    undone = _undone(chosen, folders, lambda record: record.is_fix, dry_run=dry_run)
    if not undone:
        raise UsageError(NOTHING_FIXED, Place(edition), folder=_kept_in(chosen))
    return undone


def undo_migration(
    edition: str = "", *, root: Path | None = None, dry_run: bool = False
) -> list[UndoneUnit]:
    """Undoes the last ``docgen migrate`` of an edition, or of all, in each unit wholly or not.

    The packs stay as they are. With ``dry_run``, nothing is written.

    Raises :class:`UsageError` if the project or the edition does not exist, or if nothing that was
    migrated is kept.
    """
    undone = [
        unit
        for chosen, folders in chosen_editions(edition, root).items()
        for unit in _undone(chosen, folders, lambda record: record.is_migration, dry_run=dry_run)
    ]
    if not undone:
        raise UsageError(NOTHING_MIGRATED, Place(edition or "content"))
    return undone


def _kept_in(edition: Edition) -> str:
    """The folder of what was replaced, for messages."""
    return edition.project.relative(edition.bases.folder)


def _undone(
    edition: Edition,
    folders: Sequence[Path],
    chosen: Callable[[ChangeRecord], bool],
    *,
    dry_run: bool,
) -> list[UndoneUnit]:
    """Undoes what the last run did of the ``chosen`` changes; empty if none is kept."""
    units = [UnitChanges(edition, folder, chosen) for folder in folders]
    last_runs = {unit: run for unit in units if (run := unit.last_run()) is not None}
    last = max(last_runs.values(), default="")
    undone = (unit.undo(last, dry_run=dry_run) for unit in last_runs)
    return [unit for unit in undone if unit]


@dataclass(frozen=True)
class UnitChanges:
    """The changes of a unit that are kept and ``chosen``.

    Attributes:
        edition: the edition.
        folder: the content of the unit.
        chosen: whether a change is one of those.
    """

    edition: Edition
    folder: Path
    chosen: Callable[[ChangeRecord], bool]

    def last_run(self) -> str | None:
        """The last run that made them; ``None`` without one, empty if that cannot be read."""
        try:
            return next((record.run for _, record in self._newest_first()), None)
        except DocgenError:
            return ""

    def undo(self, run: str, *, dry_run: bool) -> UndoneUnit | None:
        """Undoes what ``run`` changed; ``None`` if it changed nothing of this unit."""
        records = self.edition.changes(self.folder.name)
        restoring = Restoring(self.edition, self.folder)
        try:
            with records.locked(self.edition.place(self.folder)):
                if not dry_run:
                    put_back_begun(self.edition, self.folder, lambda other: not self.chosen(other))
                changes = dict(self._added(run, restoring))
                if not changes:
                    return None
                restoring.refuse_if_held()
                if not (dry_run or restoring.problems):
                    paths = [records.reopen(path) for path in changes]
                    restoring.write()
                    for path in paths:
                        path.unlink()
        except DocgenError as reason:
            restoring.problems.append(reason.problem)
        if restoring.problems:
            return UndoneUnit(self.folder.name, problems=tuple(restoring.problems))
        return UndoneUnit(self.folder.name, restoring.put_back, undone=tuple(changes.values()))

    def _added(self, run: str, restoring: Restoring) -> Iterator[tuple[Path, ChangeRecord]]:
        """Adds the changes of the run, the newest first; yields them and their records' files."""
        for path, record in self._newest_first():
            if record.run != run:
                return
            restoring.add(record)
            yield path, record

    def _newest_first(self) -> Iterator[tuple[Path, ChangeRecord]]:
        """Yields the files of the records, and what is in them."""
        records = self.edition.changes(self.folder.name)
        for path in records.newest_first():
            record = records.read(path, self.edition.place(path))
            if self.chosen(record):
                yield path, record
