"""``docgen figures``: which figures of workbooks have changed, and what they reach; takes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from docgen.content.cell_references import FIGURES
from docgen.content.taken_cells import TakenRecord, key_of
from docgen.content.unit import Unit, load_unit
from docgen.diagnostics import DocgenError, Problem, Problems
from docgen.packs.binding import bind_documents
from docgen.packs.derived import add_derived
from docgen.packs.meant_names import adopt_meant_names
from docgen.runs.changed_figures import FigureChange, figure_changes
from docgen.runs.edition import Edition, find_edition
from docgen.runs.loaded_packs import Packs
from docgen.runs.results import Progress
from docgen.runs.taken_figures import keep_taken, taken_bytes


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
            figures = _unit_figures(folder, chosen, packs, take=take)
        except Exception as reason:  # as in Builder
            figures = _failed(folder, chosen, reason)
        if figures:
            found.append(figures)
        if progress:
            progress("figures", number, len(folders))
    return found


def _failed(folder: Path, edition: Edition, reason: Exception) -> UnitFigures:
    """A unit in which something went wrong that nobody expected; the others are looked at."""
    from docgen.runs.failures import failure

    place = edition.place(folder)
    return UnitFigures(folder.name, place.file, problems=(failure(place, "figures", reason),))


def _unit_figures(
    folder: Path, edition: Edition, packs: Packs, *, take: bool
) -> UnitFigures | None:
    """The figures of one unit; ``None`` if it takes none and nothing keeps it from being read."""
    problems = Problems()
    unit = load_unit(folder, edition.name, edition.project.root, problems)
    record = TakenRecord.read(unit.folder, unit.place, problems)
    told = tuple(problem for problem in problems if problem.is_error or problem.place.is_taken)
    if not (unit.cells.taken or record.cells or told):
        return None
    now = {key_of(cell) for cell in unit.cells.taken}
    changes = _changes(unit, record, packs, edition) if record.changes(unit.cells) else ()
    found = UnitFigures(
        unit.name,
        f"{unit.place.file}/{FIGURES}",
        changes,
        same=len(now & record.cells.keys()) - len(changes),
        new=len(now - record.cells.keys()),
        gone=len(record.cells.keys() - now),
        problems=told,
    )
    return _taken(found, unit, record, edition) if take else found


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


def _taken(found: UnitFigures, unit: Unit, record: TakenRecord, edition: Edition) -> UnitFigures:
    """The same figures, taken, unless they are already or cannot all be read."""
    data = taken_bytes(unit, record)
    if data is None or any(problem.is_error for problem in found.problems):
        return found
    try:
        return replace(found, taken=keep_taken(unit.folder, data, edition.project))
    except DocgenError as reason:
        return replace(found, problems=(*found.problems, reason.problem))
