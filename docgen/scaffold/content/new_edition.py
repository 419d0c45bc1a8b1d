"""The doors for a new edition: from the last one, or from a pack alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from docgen.atomic import write_folder
from docgen.checking.todo_lists import CARRIED, UNFILLED
from docgen.content.unit import Unit, load_unit
from docgen.content.values import Items, Text
from docgen.diagnostics import Place, Problem, UsageError, error, has_errors, warning
from docgen.packs.pack import Pack, load_pack
from docgen.project import Project, find_project
from docgen.scaffold.content.blank_unit import Skeleton
from docgen.scaffold.content.carry_forward import Carrier
from docgen.scaffold.content.field_comments import FieldComments

_YEAR = re.compile(r"(?:19|20)\d\d")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


@dataclass(frozen=True)
class NewUnit:
    """What became of one unit.

    Attributes:
        folder: where its content is.
        files: how many files were written; 0 if the folder was there already, or after problems.
        problems: what kept it from being made.
    """

    folder: Path
    files: int = 0
    problems: tuple[Problem, ...] = ()


def carry_edition(
    edition: str, last: str, *, units: Sequence[str] = (), root: Path | None = None
) -> list[NewUnit]:
    """Makes ``edition`` of the edition ``last``; a unit that is there already stays as it is.

    Raises :class:`UsageError` if the editions are not two years in a row, or a unit is not there.
    """
    project = find_project(root or Path.cwd())
    year = _year(edition)
    if last != str(year - 1):
        raise UsageError("not-last-year", Place("content"), edition=edition, last=year - 1)
    made = []
    known: dict[str, tuple[Pack, FieldComments] | None] = {}
    for folder in project.units(last, [unit.rstrip("/") for unit in units]):
        target = project.content / edition / folder.name
        made.append(
            NewUnit(target) if target.exists() else _carried(folder, target, project, known)
        )
    return made


def _carried(
    folder: Path,
    target: Path,
    project: Project,
    known: dict[str, tuple[Pack, FieldComments] | None],
) -> NewUnit:
    problems: list[Problem] = []
    unit = load_unit(folder, folder.parent.name, project.root, problems)
    name = unit.pack_name
    if name and name not in known:
        pack = _pack(name, unit, project, problems)
        known[name] = (pack, FieldComments(pack, _year(target.parent.name))) if pack else None
    found = known.get(name) if name else None
    if found is None or has_errors(problems):
        return NewUnit(target, problems=tuple(one for one in problems if has_errors([one])))
    files = Carrier(found[0], _year(target.parent.name), found[1]).files(folder)
    made = _written(target, files, project)
    return replace(made, problems=tuple(_unfinished(unit)))


def _unfinished(unit: Unit) -> Iterator[Problem]:
    """A warning if last year's files are listed as not done: what is blank there stays blank."""
    for key in (CARRIED, UNFILLED):
        listed = unit.data.get(key)
        if isinstance(listed, Items) and listed:
            place = unit.data.key_places.get(key, unit.place)
            yield warning("from-unfinished", place, count=len(listed), key=key)


def start_unit(edition: str, pack: str, unit: str, *, root: Path | None = None) -> NewUnit:
    """Makes the content of a new unit, every field of the form blank.

    Raises :class:`UsageError` if the edition is no year, the unit's name cannot be a folder's, or
    there is no such pack.
    """
    project = find_project(root or Path.cwd())
    year = _year(edition)
    if not _NAME.fullmatch(unit):
        raise UsageError("bad-file-name", Place("content"), name=repr(unit))
    target = project.content / edition / unit
    if target.exists():
        return NewUnit(target)
    problems: list[Problem] = []
    loaded = load_pack(project.pack(pack), project.root, problems)
    if loaded is None:
        return NewUnit(target, problems=tuple(problems))
    files = Skeleton(loaded, year, FieldComments(loaded, year)).files()
    return _written(target, files, project)


def _pack(name: Text, unit: Unit, project: Project, problems: list[Problem]) -> Pack | None:
    try:
        return load_pack(project.pack(name), project.root, problems)
    except UsageError as reason:  # here it is the content that names it
        words = reason.problem.words
        problems.append(error("unknown-pack", name.place or unit.place, **words))
        return None


def _written(target: Path, files: dict[str, bytes], project: Project) -> NewUnit:
    write_folder(target, files, project.relative(target))
    return NewUnit(target, len(files))


def _year(edition: str) -> int:
    if not _YEAR.fullmatch(edition):
        raise UsageError("bad-edition", Place("content"), edition=edition)
    return int(edition)
