"""``docgen pull FILE --adopt``: a file that came back becomes the report's own.

It is put in the place of the report, whose own edits are moved aside. Then it is pulled like any
output, and new content is merged into it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from docgen.atomic import write_atomically
from docgen.diagnostics import OutputError, Problem, warning
from docgen.project import typed
from docgen.roundtrip.files.fingerprint import with_unit
from docgen.roundtrip.files.overwrite import move_aside, read_office_file, refuse_if_open, set_aside
from docgen.runs.build import Packs, Report, build_unit
from docgen.runs.pulled_files import PulledFiles
from docgen.runs.results import Review
from docgen.runs.review import CONFLICT_NOT_CARRIED, OfficeFile, office_file, review
from docgen.runs.unit_task import Builder
from docgen.runs.write import MOVED_ASIDE, SAME_OUTPUT, WriteSettings, write_unit


def adopted(file: OfficeFile, packs: Packs) -> Review:
    """The review of ``file``, which becomes the report of its unit; its edits are carried back.

    With an error in the content, it stays what it was. Raises :class:`DocgenError` if it cannot be
    compared, or cannot be written.
    """
    compared = review(file, packs)
    built = build_unit(file.folder, file.edition, packs)
    if built.report is None:
        return compared
    moved = list(_put_in_place(file, built.report))
    PulledFiles(file.edition.project, file.edition.name).forget(file.path)
    path = file.edition.folder / built.report.name
    found = review(office_file(path, file.edition), packs, write=True)
    problems = [
        *moved,
        *(problem for problem in found.problems if problem.code != CONFLICT_NOT_CARRIED),
    ]
    problems += [problem for problem in _merged(file) if problem not in problems]
    return replace(found, docx=file.path, problems=tuple(problems), adopted=path)


def _put_in_place(file: OfficeFile, report: Report) -> Iterator[Problem]:
    """Writes ``file`` to the place of ``report``; yields a warning for what is moved aside.

    A copy among the outputs is moved aside too, since it is a copy no more.
    """
    edition, unit, identity = file.edition, file.folder.name, file.identity
    path = edition.folder / report.name
    place, is_there = edition.place(path), path.is_file() and path.samefile(file.path)
    data = read_office_file(file.path, file.place)
    base = report.data if identity.fingerprint == report.fingerprint else file.base
    assert base is not None  # or it could not be compared
    refuse_if_open(path, place)
    if edition.has_output(file.path):
        refuse_if_open(file.path, file.place)
    edition.bases.keep(unit, identity.fingerprint, base, place.file)
    data = with_unit(data, unit) if identity.unit != unit else data
    if is_there or not _has_edits(file, path):
        write_atomically(path, data, place.file)
    else:
        with set_aside(path, place, edition.folder) as moved:
            write_atomically(path, data, place.file)
        yield warning(MOVED_ASIDE, place, moved=typed(edition.project.relative(moved)))
    if edition.has_output(file.path) and not is_there:
        move_aside(file.path, file.place, edition.folder)


def _has_edits(file: OfficeFile, path: Path) -> bool:
    """Whether there is a file at ``path`` with edits of its own.

    Raises :class:`OutputError` if it is the report of another unit.
    """
    if not path.is_file():
        return False
    edition, identity = file.edition, file.edition.identity(path)
    is_other = identity.unit != file.folder.name and identity.unit in edition.unit_names()
    if is_other and identity.edition == edition.name:
        raise OutputError(SAME_OUTPUT, edition.place(path), other=identity.unit, output=path.name)
    return not identity.untouched


def _merged(file: OfficeFile) -> list[Problem]:
    """Merges what is new in the content into the unit's file; the problems of that."""
    result = Builder(file.edition)(file.folder)
    outcome = write_unit(result, WriteSettings(file.edition), file.folder.name)
    return [problem for problem in outcome.problems if problem not in result.outcome.problems]
