"""``docgen status``: compares the outputs of each unit with its content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from docgen.diagnostics import Problem
from docgen.pool import closing, cores, map_ordered
from docgen.roundtrip.files.fingerprint import Identity, owner_of
from docgen.roundtrip.files.locks import find_lock
from docgen.runs import UNIT_SECONDS
from docgen.runs.edition import Edition, find_edition
from docgen.runs.edits_left import EditsLeft
from docgen.runs.found_files import (
    OTHER_EDITION,
    UNIT_GONE,
    FoundFile,
    FoundFiles,
    moved_aside,
)
from docgen.runs.frozen_units import frozen_units
from docgen.runs.pulled_files import PulledFiles
from docgen.runs.results import Progress, UnitStatus
from docgen.runs.unit_task import Builder, WorkerResult

_FOREIGN = {OTHER_EDITION: "other-edition", UNIT_GONE: "unit-gone"}
"""Marks of files that are of no unit of the edition, by the codes of their problems."""


def edition_status(
    edition: str,
    *,
    root: Path | None = None,
    out: Path | None = None,
    units: Sequence[str] = (),
    progress: Progress | None = None,
) -> list[UnitStatus]:
    """Compares the outputs of each unit, in ``out`` if given, with its content. Writes nothing.

    Raises :class:`UsageError` if the project, the edition or a unit does not exist.
    """
    chosen = find_edition(edition, root, out)
    folders = chosen.units(units)
    found = FoundFiles(chosen)
    by_unit: dict[str, dict[Path, Identity]] = defaultdict(dict)
    for file in found.files:
        if not file.problem:
            by_unit[file.identity.unit][file.path] = file.identity
    edited, rows = _with_edits(found), list[UnitStatus]()
    with closing(map_ordered(Builder(chosen), folders, cores(), UNIT_SECONDS)) as results:
        for number, result in enumerate(results, 1):
            name = result.folder.name
            rows += _with_copies(_status(result, by_unit[name], edited), edited, found)
            if progress:
                progress("compare", number, len(folders))
    rows = _with_fixed(rows, chosen, folders)
    rows += (_foreign(file, file.problem) for file in found.files if file.problem)
    others = (*_pulled_in_part(chosen), *_moved_aside(chosen))
    return [*rows, *(row for row in others if not units or row.name in units)]


def _with_fixed(
    rows: Iterable[UnitStatus], edition: Edition, folders: Iterable[Path]
) -> list[UnitStatus]:
    """The status of the units, of those that are fixed with what has changed since."""
    fixed = frozen_units(edition, folders)
    done = list[UnitStatus]()
    for row in rows:
        unit = fixed.pop(row.name, None)
        problems = tuple(unit.problems()) if unit else ()
        mark = ("fixed-changed" if problems else "fixed",) if unit else ()
        done.append(replace(row, marks=(*mark, *row.marks), problems=(*problems, *row.problems)))
    return done


def _with_edits(found: FoundFiles) -> set[Path]:
    """The units' files that have edits which are not in the content."""
    paths = [file.path for file in found.files if file.is_edited]
    with closing(map_ordered(EditsLeft(found.edition), paths, cores(), UNIT_SECONDS)) as results:
        return {path for path, has_edits in zip(paths, results, strict=True) if has_edits}


def _with_copies(
    row: UnitStatus, edited: Collection[Path], found: FoundFiles
) -> Iterator[UnitStatus]:
    """Yields the status of a unit, and of each copy of its file with edits of its own."""
    yield row
    for file in found.files:
        if file.path in edited and file.identity.unit == row.name and file.path != row.docx:
            problem = found.copy_problem(file.path, row.name)
            yield UnitStatus(row.name, file.path, ("edited-copy",), problems=(problem,))


def _foreign(file: FoundFile, problem: Problem) -> UnitStatus:
    """The status of a file that is of no unit of the edition."""
    mark = "unreadable" if file.identity.problem else _FOREIGN.get(problem.code, "unknown")
    return UnitStatus(file.identity.unit, file.path, (mark,), problems=(problem.as_warning(),))


def _pulled_in_part(edition: Edition) -> Iterator[UnitStatus]:
    """Yields the status of each file that was pulled, and has edits that no output has."""
    for pulled in PulledFiles(edition.project, edition.name).all():
        path = edition.project.root / pulled.file
        yield UnitStatus(pulled.unit, path, ("pulled-in-part",), problems=(pulled.problem,))


def _moved_aside(edition: Edition) -> Iterator[UnitStatus]:
    """Yields the status of each file that was moved aside."""
    for path in moved_aside(edition):
        yield UnitStatus(owner_of(path).unit, path, ("moved-aside",))


def _status(
    result: WorkerResult, files: Mapping[Path, Identity], edited: Collection[Path]
) -> UnitStatus:
    """The status of a unit; of several files of it, the one with the report's name counts."""
    problems = [*result.outcome.problems, *result.of_packs]
    errors = sum(problem.is_error for problem in problems)
    name = result.report.name if result.report else ""
    docx = next((file for file in files if file.name == name), next(iter(files), None))
    fingerprint = result.report.fingerprint if result.report else ""
    marks = ["not-built"]
    if docx:
        marks = _marks(docx, files[docx], fingerprint, has_edits=docx in edited)
    return UnitStatus(result.folder.name, docx, tuple(marks), errors, len(problems) - errors)


def _marks(docx: Path, identity: Identity, fingerprint: str, *, has_edits: bool) -> list[str]:
    pdf = docx.with_suffix(".pdf")
    older = pdf.exists() and pdf.stat().st_mtime < docx.stat().st_mtime
    flags = {
        "content-changed": bool(fingerprint) and identity.fingerprint != fingerprint,
        "edited": has_edits,
        "carried": not (has_edits or identity.untouched),
        "conflicts": bool(identity.conflicts),
        "open": find_lock(docx) is not None,
        "pdf-missing": not pdf.exists(),
        "pdf-older": older,
    }
    return [mark for mark, is_set in flags.items() if is_set]
