"""Figures that a report takes from workbooks: what is told of a changed export, and what is kept.

A unit whose export has changed is refused until somebody has looked at what changes and takes it:
no figure comes into a report that nobody has seen. What is taken first is only kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.atomic import write_atomically
from docgen.content.cell_references import FIGURES, RECORD
from docgen.content.taken_cells import TakenRecord
from docgen.content.unit import Unit
from docgen.diagnostics import DocumentPlace, Place, Problem, error, warning
from docgen.diagnostics.bilingual import Bilingual, listed
from docgen.diagnostics.codes import problem_code
from docgen.packs.pack import Pack
from docgen.project import Project, typed
from docgen.templates.template import CompiledTemplate

if TYPE_CHECKING:
    from docgen.runs.changed_figures import FigureChange, FollowingFigure

FIGURE_CHANGED = problem_code(
    "figure-changed",
    en=(
        "{cell} showed {old} and now shows {new}{printed_in}{with_it}",
        "look whether it should; docgen figures {edition} --unit {unit} --take takes it",
    ),
    zh=(
        "{cell} 原来是 {old}，现在是 {new}{printed_in}{with_it}",
        "看看该不该变；要用新数，运行 docgen figures {edition} --unit {unit} --take",
    ),
)
FIGURES_NOT_TAKEN = problem_code(
    "figures-not-taken",
    en=(
        "the workbooks show {count:another figure|# other figures} than the report was made of, "
        "which nobody has taken over yet; nothing was written",
        "look at each with docgen figures {edition} --unit {unit}, and add --take to take them; or "
        "put the former workbook back",
    ),
    zh=(
        "工作簿里有 {count} 个数和报告上次取用的不一样，还没有人确认；没有写入",
        "用 docgen figures {edition} --unit {unit} 逐个看，确认后加 --take；不该变的，放回原来的"
        "工作簿",
    ),
)


def taken_bytes(unit: Unit, record: TakenRecord) -> bytes | None:
    """The record of what a unit takes now; ``None`` if it is what is kept, or nothing is."""
    now = TakenRecord.of(unit.cells)
    is_same = now.cells == record.cells and now.digests == record.digests
    return None if is_same else now.text().encode()


def keep_taken(folder: Path, data: bytes, project: Project) -> str:
    """Keeps the record of a unit, and returns the file's name in the project.

    Raises :class:`DocgenError` if it cannot be written; then the record is as it was.
    """
    path = folder / FIGURES / RECORD
    name = project.relative(path)
    write_atomically(path, data, name)
    return name


def change_problems(
    unit: Unit,
    record: TakenRecord,
    pack: Pack,
    template: CompiledTemplate,
    project: Project,
    *,
    draft: bool,
) -> Iterator[Problem]:
    """A warning for each figure that has changed since it was taken, and an error for all.

    A draft is told what has changed, and shows it.
    """
    if not record.changes(unit.cells):
        return
    from docgen.runs.changed_figures import figure_changes  # most units have none

    names = {"edition": unit.edition, "unit": typed(unit.name)}
    changes = figure_changes(unit, record, pack, template, project)
    for change in changes:
        yield warning(FIGURE_CHANGED, change.place, **_words(change), **names)
    place = Place(f"{unit.place.file}/{FIGURES}")
    refused = error(FIGURES_NOT_TAKEN, place, count=len(changes), **names)
    yield refused.as_warning() if draft else refused


def _words(change: FigureChange) -> dict[str, str]:
    return {
        "cell": change.name,
        "old": shown(change.old),
        "new": shown(change.new),
        "printed_in": "",
        "with_it": "",
        **_places(change.printed).words("printed_in"),
        **listed(map(_following, change.follows), "；", "; ").words("with_it"),
    }


def _following(figure: FollowingFigure) -> Bilingual:
    said = Bilingual.same(f"{figure.name} {shown(figure.old)} -> {shown(figure.new)}")
    where = _places(figure.printed)
    return Bilingual("{}（{}）", "{} ({})").filled(said, where) if where else said


def shown(text: str) -> str:
    """What a cell shows, as messages say it: nothing is a stroke."""
    return text or "—"


def _places(places: Sequence[DocumentPlace]) -> Bilingual:
    told = dict.fromkeys(filter(None, map(_place, places)))
    return listed(map(Bilingual.same, told), "、", ", ")


def _place(place: DocumentPlace) -> str:
    """Where something is printed, in words of the report: heading, and label or first words."""
    inner = place
    while inner.nested:
        inner = inner.nested
    numbers = f"[{inner.row},{inner.cell}]" if inner.row else ""
    return " ".join(filter(None, (place.heading, inner.label or inner.words or numbers)))
