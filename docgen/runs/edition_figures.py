"""``docgen figures``: which figures of workbooks have changed, and what they reach; takes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from docgen.content.cell_references import FIGURES
from docgen.content.taken_cells import TakenRecord, key_of
from docgen.content.unit import Unit, load_unit
from docgen.diagnostics import DocgenError, Problem, Problems, error
from docgen.diagnostics.codes import problem_code
from docgen.packs.binding import bind_documents
from docgen.packs.derived import add_derived
from docgen.packs.meant_names import adopt_meant_names
from docgen.runs.changed_figures import FigureChange, figure_changes
from docgen.runs.edit_results import EditResult
from docgen.runs.edition import Edition, find_edition
from docgen.runs.loaded_packs import Packs
from docgen.runs.results import Progress
from docgen.runs.taken_figures import keep_taken, shown, taken_bytes

EXPORT_CHANGED = problem_code(
    "export-changed",
    en=(
        "a workbook was saved meanwhile, and shows other figures than the page; nothing was taken",
        "look at the figures as they are now, and take them then",
    ),
    zh=("工作簿刚刚又存过，和页面上列的不一样，没有采用", "看看现在的数，再采用"),
)


@dataclass(frozen=True)
class UnitFigures:
    """The figures that a unit takes from its workbooks.

    Attributes:
        name: the unit's folder name.
        folder: the folder of its workbooks, by its name in the project.
        changes: what has changed since it was taken.
        same: how many cells show what was taken.
        new: how many were never taken.
        gone: how many were taken, and are not asked for any more.
        problems: what keeps cells from being read; with an error nothing is taken.
        taken: the file that says what was taken, if it was written.
    """

    name: str
    folder: str
    changes: tuple[FigureChange, ...] = ()
    same: int = 0
    new: int = 0
    gone: int = 0
    problems: tuple[Problem, ...] = ()
    taken: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether the unit takes no figures, and nothing keeps it from being read."""
        return not (self.changes or self.same or self.new or self.gone or self.problems)


def edition_figures(
    edition: str,
    *,
    units: Sequence[str] = (),
    take: bool = False,
    root: Path | None = None,
    progress: Progress | None = None,
) -> list[UnitFigures]:
    """The figures of the units of an edition, of those that take any; with ``take``, takes them.

    Of a unit whose cells cannot all be read nothing is taken.

    Raises :class:`UsageError` if the project, the edition or a unit does not exist.
    """
    chosen = find_edition(edition, root)
    folders, packs, found = chosen.units(units), Packs(chosen.project), list[UnitFigures]()
    for number, folder in enumerate(folders, 1):
        try:
            read = _read(folder, chosen, packs)
            figures = _taken(read, folder, chosen) if take else read.figures
        except Exception as reason:  # as in Builder
            figures = _failed(folder, chosen, reason)
        if not figures.is_empty:
            found.append(figures)
        if progress:
            progress("figures", number, len(folders))
    return found


def take_figures(
    folder: Path, edition: Edition, packs: Packs, told: frozenset[tuple[str, str, str]]
) -> EditResult:
    """Takes the figures of a unit, if they are those that somebody was ``told``.

    These are what was taken before, what is shown, and the name of the cell. If the workbooks were
    saved meanwhile, nothing is taken.
    """
    found = _read(folder, edition, packs)
    changes = found.figures.changes
    now = {(shown(each.old), shown(each.new), each.place.cell_name) for each in changes}
    if now != told:
        return EditResult(error(EXPORT_CHANGED, edition.place(folder)))
    taken = _taken(found, folder, edition)
    refused = next((problem for problem in taken.problems if problem.is_error), None)
    return EditResult(refused, files=(taken.taken,) if taken.taken else ())


def _failed(folder: Path, edition: Edition, reason: Exception) -> UnitFigures:
    """A unit in which something went wrong that nobody expected; the others are looked at."""
    from docgen.runs.failures import failure

    place = edition.place(folder)
    return UnitFigures(folder.name, place.file, problems=(failure(place, "figures", reason),))


class _Read(NamedTuple):
    """The figures of a unit, the unit, and what was taken of it."""

    figures: UnitFigures
    unit: Unit
    record: TakenRecord


def _read(folder: Path, edition: Edition, packs: Packs) -> _Read:
    problems = Problems()
    unit = load_unit(folder, edition.name, edition.project.root, problems)
    record = TakenRecord.read(unit.folder, unit.place, problems)
    now = {key_of(cell) for cell in unit.cells.taken}
    changes = _changes(unit, record, packs, edition) if record.changes(unit.cells) else ()
    figures = UnitFigures(
        unit.name,
        f"{unit.place.file}/{FIGURES}",
        changes,
        same=len(now & record.cells.keys()) - len(changes),
        new=len(now - record.cells.keys()),
        gone=len(record.cells.keys() - now),
        problems=tuple(
            problem for problem in problems if problem.is_error or problem.place.is_taken
        ),
    )
    return _Read(figures, unit, record)


def _changes(
    unit: Unit, record: TakenRecord, packs: Packs, edition: Edition
) -> tuple[FigureChange, ...]:
    problems = Problems()
    loaded = packs.get(unit, problems)
    if loaded is None:
        return ()
    pack, template = loaded
    adopt_meant_names(unit.data, pack.schema)
    pack.compiled_schema.apply(unit.data, problems)
    add_derived(unit.data, pack.derived, problems)
    bind_documents(unit.data, problems)
    return tuple(figure_changes(unit, record, pack, template, edition.project))


def _taken(found: _Read, folder: Path, edition: Edition) -> UnitFigures:
    """The same figures, taken, unless they are already or cannot all be read."""
    figures, unit, record = found
    data = taken_bytes(unit, record)
    if data is None or any(problem.is_error for problem in figures.problems):
        return figures
    try:
        return replace(figures, taken=keep_taken(folder, data, edition.project))
    except DocgenError as reason:
        return replace(figures, problems=(*figures.problems, reason.problem))
