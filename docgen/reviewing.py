"""The doors to what the office did: its edits, shown or carried back; how things stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from docgen.build import Packs
from docgen.diagnostics import DocgenError, Place, Severity, warning
from docgen.edits.locks import find_lock
from docgen.edits.seal import read_stamp
from docgen.office import OfficeFile, office_file, review
from docgen.project import Project, find_project
from docgen.results import Progress, Review, UnitStatus
from docgen.units import build_unit


def diff_files(
    target: str, *, root: Path | None = None, progress: Progress | None = None
) -> list[Review]:
    """The office's edits in a .docx, or in all Word files of an edition. Nothing is written.

    Raises :class:`UsageError` if ``target`` is neither.
    """
    return _reviews(target, root, progress, carry=False, write=False)


def pull_files(
    target: str,
    *,
    root: Path | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> list[Review]:
    """Carries the office's edits back into the content; with ``dry_run``, only tries.

    Raises :class:`UsageError` if ``target`` is neither a .docx nor an edition.
    """
    return _reviews(target, root, progress, carry=True, write=not dry_run)


def _reviews(
    target: str, root: Path | None, progress: Progress | None, *, carry: bool, write: bool
) -> list[Review]:
    project = find_project(root or Path.cwd())
    files, packs, found = _files(target, project), Packs(project), []
    for number, file in enumerate(files, 1):
        try:
            one = review(file, project, packs, carry=carry, write=write)
        except DocgenError as reason:
            one = Review(file.folder.name, file.path, problems=(reason.problem,))
        found.append(one)
        if progress:
            progress("compare", number, len(files))
    return [*found, *_strangers(target.rstrip("/"), project)]


def _strangers(target: str, project: Project) -> list[Review]:
    """Word files among the outputs of an edition of which it is not known whose they are."""
    if target not in project.editions():
        return []
    found = []
    for path in _built(project, target):
        if (stamp := read_stamp(path)).unit not in _units(project, target):
            place = Place(project.relative(path))
            told = warning("unit-gone", place, unit=stamp.unit) if stamp.unit else None
            problem = told or warning("not-built-here", place)
            found.append(Review(path.name, path, problems=(problem,)))
    return found


def _units(project: Project, edition: str) -> set[str]:
    return {folder.name for folder in project.units(edition)}


def _files(target: str, project: Project) -> list[OfficeFile]:
    """The file that ``target`` names, or the edited files of an edition."""
    path = Path(target)
    if path.suffix.lower() == ".docx":
        return [office_file(path, project)]
    edition = target.rstrip("/")
    units = _units(project, edition)
    stamped = ((one, read_stamp(one)) for one in _built(project, edition))
    edited = (one for one, stamp in stamped if not stamp.sealed and stamp.unit in units)
    return [office_file(one, project) for one in edited]


def _built(project: Project, edition: str) -> list[Path]:
    folder = project.output(edition)
    return [one for one in sorted(folder.glob("*.docx")) if one.name[0] not in ".~"]


def edition_status(
    edition: str,
    *,
    root: Path | None = None,
    units: Sequence[str] = (),
    progress: Progress | None = None,
) -> list[UnitStatus]:
    """How the outputs of each unit stand to its content. Nothing is written.

    Raises :class:`UsageError` if the project, edition or a unit is not there.
    """
    project = find_project(root or Path.cwd())
    folders = project.units(edition.rstrip("/"), units)
    files = _built(project, edition.rstrip("/"))
    by_unit: dict[str, list[Path]] = defaultdict(list)
    for one in files:
        by_unit[read_stamp(one).unit].append(one)
    packs, rows = Packs(project), []
    for number, folder in enumerate(folders, 1):
        rows.append(_status(folder, edition.rstrip("/"), project, packs, by_unit[folder.name]))
        if progress:
            progress("compare", number, len(folders))
    unknown = by_unit.keys() - _units(project, edition.rstrip("/"))
    rows += [
        UnitStatus(unit, one, ("unknown",)) for unit in sorted(unknown) for one in by_unit[unit]
    ]
    return rows


def _status(
    folder: Path, edition: str, project: Project, packs: Packs, files: list[Path]
) -> UnitStatus:
    """How things stand; of several files of the unit, the one with the report's own name counts."""
    built = build_unit(folder, edition, project, packs)
    problems = [*built.outcome.problems, *packs.problems]
    errors = sum(one.severity is Severity.ERROR for one in problems)
    name = built.report.name if built.report else ""
    docx = next((one for one in files if one.name == name), next(iter(files), None))
    marks = _marks(docx, built.report.seal if built.report else "")
    return UnitStatus(folder.name, docx, tuple(marks), errors, len(problems) - errors)


def _marks(docx: Path | None, seal: str) -> list[str]:
    if docx is None:
        return ["not-built"]
    stamp, pdf = read_stamp(docx), docx.with_suffix(".pdf")
    older = pdf.exists() and pdf.stat().st_mtime < docx.stat().st_mtime
    found = {
        "content-changed": bool(seal) and stamp.base != seal,
        "edited": not stamp.sealed,
        "open": find_lock(docx) is not None,
        "pdf-missing": not pdf.exists(),
        "pdf-older": older,
    }
    return [name for name, so in found.items() if so]
