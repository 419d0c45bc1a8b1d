"""New editions: content carried forward from the last one, or blank content for a new unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from docgen.atomic import write_folder
from docgen.checking.todo_lists import CARRIED, UNFILLED
from docgen.content.unit import Unit, load_unit
from docgen.content.values import Items, Text
from docgen.diagnostics import Place, Problem, Problems, UsageError, error, warning
from docgen.diagnostics.codes import problem_code
from docgen.diagnostics.file_names import composed, existing, refuse_bad_name
from docgen.packs.pack import Pack, find_pack
from docgen.project import UNKNOWN_PACK, Project, find_project
from docgen.runs.edition import Edition
from docgen.runs.results import Review
from docgen.scaffold.content.blank_unit import Skeleton
from docgen.scaffold.content.carry_forward import Carrier
from docgen.scaffold.content.field_comments import FieldComments
from docgen.scaffold.content.next_form import FormFollower, NextForm, next_form
from docgen.scaffold.content.office_edits import OfficeEdits
from docgen.scaffold.own_pack import files_of, make_own

NOT_LAST_YEAR = problem_code(
    "not-last-year",
    en=(
        "{edition} can only be made from the year before it, whose figures become last year's",
        "use --from {last}",
    ),
    zh=("{edition} 年度只能从它的上一年生成，上年的决算数才对得上", "用 --from {last}"),
)
FROM_UNFINISHED = problem_code(
    "from-unfinished",
    en=(
        "last year's report is not finished: {count:# file stands|# files stand} under {key}",
        "what is blank there is blank here as well; finish it first, delete the new folder, and "
        "begin again",
    ),
    zh=(
        "上年的报告还没有填完：{key} 下还有 {count} 个文件",
        "那里空着的，这里也空着；先填完上年的，删掉新文件夹，再新建一次",
    ),
)
BAD_EDITION = problem_code(
    "bad-edition",
    en=("「{edition}」 is no year", "name an edition by its year, such as 2024"),
    zh=("「{edition}」不是年份", "年度用年份命名，如 2024"),
)

_YEARS = range(1900, 2100)


@dataclass(frozen=True)
class NewUnit:
    """The outcome for one unit.

    Attributes:
        folder: the folder of its content.
        files: how many files were written; 0 if the folder exists already, or after errors.
        problems: the errors that kept it from being made, or warnings about the last edition.
        pulled: the office's edits that were carried into last year's content first.
    """

    folder: Path
    files: int = 0
    problems: tuple[Problem, ...] = ()
    pulled: tuple[Review, ...] = ()


def carry_edition(
    edition: str,
    last: str,
    *,
    units: Sequence[str] = (),
    pull: bool = False,
    root: Path | None = None,
) -> list[NewUnit]:
    """Makes ``edition`` from the edition ``last``; units that exist already are not changed.

    Edits of the office that ``last`` lacks are warnings.

    Args:
        edition: the year of the new edition.
        last: the year before.
        units: the names of the units to carry forward; all of them if empty.
        pull: whether the office's edits are carried into the content of ``last`` first.
        root: a folder in the project; the working directory by default.

    Raises:
        UsageError: If the editions are not two consecutive years, or there is no such unit.
    """
    project = find_project(root or Path.cwd())
    year, last = year_of(project.edition_name(edition)), project.edition_name(last)
    if last != str(year - 1):
        raise UsageError(NOT_LAST_YEAR, Place("content"), edition=year, last=year - 1)
    new_units = []
    carrying = _Carrying(project, OfficeEdits(Edition(project, last)), pull)
    for folder in project.units(last, units):
        target = existing(project.content / str(year) / folder.name)
        exists = target.exists()
        new_units.append(NewUnit(target) if exists else carrying.unit(folder, target))
    return new_units


@dataclass
class _Carrying:
    """Carries units forward, one per call; each pack is loaded once."""

    project: Project
    edits: OfficeEdits
    pull: bool
    packs: dict[str, tuple[Pack, FieldComments] | None] = field(default_factory=dict)
    forms: dict[str, NextForm | None] = field(default_factory=dict)

    def unit(self, folder: Path, target: Path) -> NewUnit:
        """Carries the content in ``folder`` forward to ``target``."""
        reviews = self.edits.reviews(folder.name, pull=self.pull)
        failed = [problem for review in reviews for problem in review.problems if problem.is_error]
        if self.pull and failed:
            return NewUnit(target, problems=tuple(failed))
        new_unit = self._carried(folder, target)
        if not new_unit.files:
            return new_unit
        missing = self.edits.missing(reviews, target, pulled=self.pull)
        problems = (*new_unit.problems, *missing)
        return replace(new_unit, problems=problems, pulled=tuple(reviews) if self.pull else ())

    def _carried(self, folder: Path, target: Path) -> NewUnit:
        problems = Problems()
        unit = load_unit(folder, folder.parent.name, self.project.root, problems)
        name = unit.pack_name
        year = year_of(target.parent.name)
        if name and name not in self.packs:
            pack = _pack(name, unit, self.project, problems)
            form = next_form(self.project, pack, year) if pack else None
            pack = form.new if form else pack
            self.packs[name] = (pack, FieldComments(pack, year)) if pack else None
            self.forms[name] = form
        pack_and_labels = self.packs.get(name) if name else None
        if pack_and_labels is None or problems.has_errors:
            errors = (problem for problem in problems if problem.is_error)
            return NewUnit(target, problems=tuple(errors))
        pack, labels = pack_and_labels
        files = Carrier(pack, year, labels).files(unit)
        told = list(_unfinished(unit))
        if name and (form := self.forms[name]):
            last = files_of(folder)
            files, problem = FormFollower(form, year, labels).files(files, last, unit.place)
            told.append(problem)
        return replace(written_unit(target, files, self.project), problems=tuple(told))


def _unfinished(unit: Unit) -> Iterator[Problem]:
    """A warning for each key that lists unfinished files of last year; their blanks stay blank."""
    for key in (CARRIED, UNFILLED):
        listed = unit.data.get(key)
        if isinstance(listed, Items) and listed:
            place = unit.data.key_places.get(key, unit.place)
            yield warning(FROM_UNFINISHED, place, count=len(listed), key=key)


def start_unit(edition: str, pack: str, unit: str, *, root: Path | None = None) -> NewUnit:
    """Makes the content of a new unit, every field of the form blank.

    Args:
        edition: the year of the edition.
        pack: the name of the unit's pack.
        unit: the name of the unit, which is that of its folder.
        root: a folder in the project; the working directory by default.

    Raises:
        UsageError: If the edition is not a year, the unit's name cannot be a folder's, or there is
            no such pack.
    """
    project = find_project(root or Path.cwd())
    year = year_of(project.edition_name(edition))
    refuse_bad_name(unit, Place("content"))
    target = existing(project.content / str(year) / composed(unit))
    if target.exists():
        return NewUnit(target)
    problems = Problems()
    loaded = find_pack(project, pack, problems)
    if loaded is None:
        return NewUnit(target, problems=tuple(problems))
    make_own(project, loaded.name)
    files = Skeleton(loaded, year, FieldComments(loaded, year)).files()
    return written_unit(target, files, project)


def _pack(name: Text, unit: Unit, project: Project, problems: Problems) -> Pack | None:
    """The pack ``name`` of a unit; ``None`` after errors."""
    try:
        return find_pack(project, name, problems)
    except UsageError as reason:  # the content names the pack, so the problem is at its place
        words = reason.problem.words
        problems.add(error(UNKNOWN_PACK, name.place or unit.place, **words))
        return None


def written_unit(target: Path, files: dict[str, bytes], project: Project) -> NewUnit:
    """Writes the files of a new unit, all or none."""
    write_folder(target, files, project.relative(target))
    return NewUnit(target, len(files))


def year_of(edition: str) -> int:
    """The year of an edition; raises :class:`UsageError` if it is not one."""
    if not edition.isdecimal() or int(edition) not in _YEARS:
        raise UsageError(BAD_EDITION, Place("content"), edition=edition)
    return int(edition)
