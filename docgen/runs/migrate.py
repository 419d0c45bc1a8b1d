"""``docgen migrate``: brings content and packs of an older format up to the present one.

A unit is written whole or not at all, with a record by which it can be put back. A pack has no
record: its number is written last, so that a run that was stopped before it is done again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from docgen.atomic import write_all
from docgen.content.content_names import is_markdown, is_yaml
from docgen.content.formats import CONTENT_FORMAT, FORMAT_CODES, FORMAT_OLDER, Format
from docgen.content.retyped import read_text, retyped
from docgen.content.unit import hides_its_file, load_unit
from docgen.diagnostics import DocgenError, Place, Problem, Problems, error
from docgen.diagnostics.codes import problem_code
from docgen.packs.pack import load_pack
from docgen.packs.pack_yaml import PACK_FORMAT
from docgen.project import Project, find_project
from docgen.roundtrip.files.change_records import ChangeRecord, ReplacedFile
from docgen.runs.content_copy import states_of
from docgen.runs.edition import Edition, chosen_editions
from docgen.runs.inputs_digest import content_states
from docgen.runs.recorded_write import new_run, write_recorded
from docgen.runs.restoring import put_back_begun

NOT_MIGRATED = problem_code(
    "not-migrated",
    en=(
        "docgen cannot bring the files of {name} up to format {known}; none was written",
        "bring them up by hand, and write {key}: {known}",
    ),
    zh=(
        "{name} 的文件不能自动改成第 {known} 版格式，什么也没有写",
        "手工改好，再写上 {key}: {known}",
    ),
)


@dataclass(frozen=True)
class Migrated:
    """What was brought up of a unit or of a pack.

    Attributes:
        place: its folder.
        number: the number of its format, if it was brought up, or would be.
        files: the files that change, by their names in the project.
        problems: why nothing was written.
        states: the sizes and times of a unit's files before.
    """

    place: Place
    number: int
    files: Mapping[str, ReplacedFile] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    states: tuple[object, ...] = ()


def migrate(
    edition: str = "", *, root: Path | None = None, dry_run: bool = False
) -> list[Migrated]:
    """Brings all content and packs of a project up to the formats that docgen reads.

    Args:
        edition: the only edition whose content is brought up, without the packs; all, and the
            packs, if it is empty.
        root: a folder in the project; the working directory by default.
        dry_run: whether nothing is written.

    Returns:
        What was brought up, or could not be; empty if all is in the present formats.

    Raises:
        UsageError: the project or the edition does not exist.
    """
    project, run = find_project(root or Path.cwd()), new_run()
    editions = chosen_editions(edition, root)
    packs = [] if edition else sorted(file.parent for file in project.packs.glob("*/pack.yaml"))
    planned = (_of_pack(folder, project) for folder in packs)
    done = [plan if dry_run else _pack_written(plan, project) for plan in planned if plan]
    for chosen, folders in editions.items():
        for folder in folders:
            if plan := _of_unit(folder, chosen):
                done.append(plan if dry_run else _unit_written(plan, folder, chosen, run))
    return done


def _of_pack(folder: Path, project: Project) -> Migrated | None:
    problems = Problems()
    load_pack(folder, project.root, problems, partial=True)
    files = [path for path in folder.iterdir() if is_yaml(path) or path.suffix == ".json"]
    return _plan(PACK_FORMAT, folder, files, project, _hiding(problems))


def _of_unit(folder: Path, edition: Edition) -> Migrated | None:
    root, problems, states = edition.project.root, Problems(), states_of(folder, edition)
    load_unit(folder, edition.name, root, problems)
    named = (Path(name) for name, numbers in content_states(folder, root) if numbers)
    files = [path for path in named if is_yaml(path) or is_markdown(path)]
    return _plan(CONTENT_FORMAT, folder, files, edition.project, _hiding(problems), states)


def _hiding(problems: Problems) -> list[Problem]:
    """The problems after which content is missing, or is not read at all."""
    return [problem for problem in problems if hides_its_file(problem)]


def _plan(
    of: Format,
    folder: Path,
    files: list[Path],
    project: Project,
    problems: list[Problem],
    states: tuple[object, ...] = (),
) -> Migrated | None:
    """What is to be written; ``None`` if all is in the present format, as far as can be read."""
    place = Place(project.relative(folder))
    others = [problem for problem in problems if problem.code != FORMAT_OLDER]
    if not any(problem.code in FORMAT_CODES for problem in problems):
        return None
    if others:
        return Migrated(place, of.number, problems=tuple(others))
    before = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    texts = of.brought_up({name: read_text(data) for name, data in before.items()})
    if texts is None:
        words = {"name": folder.name, "known": of.number, "key": of.key}
        return Migrated(place, of.number, problems=(error(NOT_MIGRATED, place, **words),))
    changed = {
        f"{place.file}/{name}": ReplacedFile(before.get(name), retyped(before.get(name, b""), text))
        for name, text in sorted(texts.items(), key=lambda item: item[0] == of.file)
    }
    return Migrated(place, of.number, changed, states=states)


def _pack_written(plan: Migrated, project: Project) -> Migrated:
    try:
        write_all(dict(_new_bytes(plan, project)), _names(plan, project))
    except DocgenError as reason:
        return Migrated(plan.place, plan.number, problems=(reason.problem.of_pack(),))
    return plan


def _unit_written(plan: Migrated, folder: Path, edition: Edition, run: str) -> Migrated:
    if not plan.files:
        return plan
    try:
        with edition.changes(folder.name).locked(plan.place):
            put_back_begun(edition, folder)
            write_recorded(
                edition,
                folder,
                dict(_new_bytes(plan, edition.project)),
                ChangeRecord(run, "", plan.files, is_migration=True),
                lambda: states_of(folder, edition) == plan.states,
            )
    except DocgenError as reason:
        return Migrated(plan.place, plan.number, problems=(reason.problem,))
    return plan


def _new_bytes(plan: Migrated, project: Project) -> Iterator[tuple[Path, bytes]]:
    return ((project.root / name, file.after or b"") for name, file in plan.files.items())


def _names(plan: Migrated, project: Project) -> dict[Path, str]:
    return {project.root / name: name for name in plan.files}
