"""``docgen pull --undo``: puts the content back as it was before the last pull."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from docgen.diagnostics import DocgenError, Place, Problem, UsageError
from docgen.diagnostics.codes import problem_code
from docgen.roundtrip.files.pull_records import PullRecord
from docgen.runs.edition import Edition, find_edition
from docgen.runs.restoring import PutBack, Restoring
from docgen.runs.review import office_file

NOTHING_PULLED = problem_code(
    "nothing-pulled",
    en=(
        "there is no pull to undo",
        "what a pull replaces is kept in {folder}, for the last twenty pulls of each unit",
    ),
    zh=("没有可以撤销的写回", "写回以前的内容存在 {folder}，每个单位最近二十次"),
)


@dataclass(frozen=True)
class UndonePull:
    """What became of a unit when its last pull was undone.

    Attributes:
        unit: the unit's folder name.
        put_back: what became of each file, by its name in the project.
        problems: the reasons why nothing was put back.
    """

    unit: str
    put_back: Mapping[str, PutBack] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def undo_pull(
    target: str, *, root: Path | None = None, out: Path | None = None, dry_run: bool = False
) -> list[UndonePull]:
    """Undoes the last pull of an edition, or of a .docx, in each of its units wholly or not at all.

    ``out`` is the folder of the edition's outputs, if it is not ``build/<edition>``. With
    ``dry_run``, nothing is written.

    Raises :class:`UsageError` if ``target`` is neither a .docx nor an edition, or if nothing was
    pulled that is kept.
    """
    edition, docx = find_edition(target, root, out), ""
    folders = edition.units() if Path(target).suffix.lower() != ".docx" else []
    if not folders:
        file = office_file(Path(target), edition)
        edition, folders, docx = file.edition, [file.folder], file.place.file
    units = [_UnitPulls(edition, folder, docx) for folder in folders]
    last_runs = {unit: run for unit in units if (run := unit.last_run()) is not None}
    if not last_runs:
        folder = edition.project.relative(edition.bases.folder)
        raise UsageError(NOTHING_PULLED, Place(target), folder=folder)
    undone = (unit.undo(max(last_runs.values()), dry_run=dry_run) for unit in last_runs)
    return [pull for pull in undone if pull]


@dataclass(frozen=True)
class _UnitPulls:
    """The pulls of a unit that are kept: all, or those of the file ``docx`` if it is not empty."""

    edition: Edition
    folder: Path
    docx: str

    def last_run(self) -> str | None:
        """The last run that pulled them; ``None`` without one, empty if that cannot be read."""
        try:
            return next((record.run for _, record in self._newest_first()), None)
        except DocgenError:
            return ""

    def undo(self, run: str, *, dry_run: bool) -> UndonePull | None:
        """Undoes what ``run`` pulled; ``None`` if it pulled nothing of this unit."""
        records = self.edition.pulls(self.folder.name)
        restoring = Restoring(self.edition, self.folder)
        try:
            with records.locked(self.edition.place(self.folder)):
                paths = list(self._add(run, restoring))
                if not paths:
                    return None
                restoring.refuse_if_held()
                if not (dry_run or restoring.problems):
                    paths = [records.reopen(path) for path in paths]
                    restoring.write()
                    for path in paths:
                        path.unlink()
        except DocgenError as reason:
            restoring.problems.append(reason.problem)
        put_back = {} if restoring.problems else restoring.put_back
        return UndonePull(self.folder.name, put_back, tuple(restoring.problems))

    def _add(self, run: str, restoring: Restoring) -> Iterator[Path]:
        """Adds the pulls of the run, the newest first, and yields the files of their records."""
        for path, record in self._newest_first():
            if record.run != run:
                return
            restoring.add(record)
            yield path

    def _newest_first(self) -> Iterator[tuple[Path, PullRecord]]:
        """Yields the files of the records, and what is in them."""
        records = self.edition.pulls(self.folder.name)
        for path in records.newest_first():
            record = records.read(path, self.edition.place(path))
            if self.docx in ("", record.docx):
                yield path, record
