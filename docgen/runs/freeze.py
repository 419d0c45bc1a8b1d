"""``docgen freeze``: fixes reports (定稿), and compares the versions that were fixed."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from docgen.content.source_files import UNREADABLE_FILE
from docgen.diagnostics import DocgenError, ExitCode, Problem, UsageError, error
from docgen.diagnostics.codes import Code, problem_code
from docgen.filing.fixed.fixed_versions import FixedVersion
from docgen.pdf.programs import chosen_of, installed_programs
from docgen.roundtrip.comparing.diff import Edit, edits_between
from docgen.roundtrip.reading.docx_reader import open_document, read_document
from docgen.runs.edition import Edition, find_edition
from docgen.runs.frozen_units import files_of, frozen_units, versions_of
from docgen.runs.results import Outcome, Progress, Result, UnitStatus
from docgen.runs.status import edition_status
from docgen.templates.table_labels import FormLabels
from docgen.version import __version__

NOT_FIXED_ERRORS = problem_code(
    "not-fixed-errors",
    en=(
        "the content has {count:# error|# errors}, so the report was not fixed",
        "to see what is wrong and where: docgen check {edition} --unit {unit}; mend it, then "
        "docgen render {edition} --unit {unit}",
    ),
    zh=(
        "内容有 {count} 处错误，没有定稿",
        "docgen check {edition} --unit {unit} 说明错在哪里；改正以后运行 docgen render {edition} "
        "--unit {unit}",
    ),
)
NOT_FIXED_STALE = problem_code(
    "not-fixed-stale",
    en=(
        "the Word file is not built from the content as it is now, so the report was not fixed",
        "docgen render {edition} --unit {unit}",
    ),
    zh=(
        "Word 文件不是用现在的内容生成的，没有定稿",
        "docgen render {edition} --unit {unit}",
    ),
)
NOT_FIXED_PDF = problem_code(
    "not-fixed-pdf",
    en=(
        "there is no PDF of the Word file as it is now, so the report was not fixed",
        "docgen pdf {edition}",
    ),
    zh=("没有现在这份 Word 文件的 PDF，没有定稿", "docgen pdf {edition}"),
)
NOT_FIXED_CONFLICTS = problem_code(
    "not-fixed-conflicts",
    en=(
        "comments of docgen in the Word file mark places that both sides changed, so the report "
        "was not fixed",
        "make each place what it shall be, delete its comment, then docgen pull {edition}",
    ),
    zh=(
        "Word 文件里还有 docgen 的批注没有处理，没有定稿",
        "把每处改成最后的说法，删去批注，再运行 docgen pull {edition}",
    ),
)
NOT_FIXED_OPEN = problem_code(
    "not-fixed-open",
    en=(
        "the Word file is open, so the report was not fixed",
        "close it, and type the command again",
    ),
    zh=("Word 文件正打开着，没有定稿", "关闭以后再运行一次"),
)
TOO_FEW_VERSIONS = problem_code(
    "too-few-versions",
    en=(
        "unit {unit} has no two fixed versions that could be compared",
        "to fix one: docgen freeze {edition} --unit {unit}",
    ),
    zh=(
        "单位 {unit} 没有可以比较的两个定稿",
        "docgen freeze {edition} --unit {unit} 定稿一次是一版",
    ),
)

_NOT_READY: tuple[tuple[str, Code], ...] = (
    ("not-built", NOT_FIXED_STALE),
    ("content-changed", NOT_FIXED_STALE),
    ("conflicts", NOT_FIXED_CONFLICTS),
    ("open", NOT_FIXED_OPEN),
    ("pdf-missing", NOT_FIXED_PDF),
    ("pdf-older", NOT_FIXED_PDF),
)
"""What a report may be that cannot be fixed, by the marks of its status."""


@dataclass(frozen=True)
class ComparedVersions:
    """Two fixed versions of a unit, and the edits from one to the other.

    Attributes:
        unit: the unit.
        old, new: the versions.
        edits: what changed in the Word file, in its order.
    """

    unit: str
    old: FixedVersion
    new: FixedVersion
    edits: tuple[Edit, ...]


def freeze_edition(
    edition: str,
    *,
    root: Path | None = None,
    out: Path | None = None,
    units: Sequence[str] = (),
    progress: Progress | None = None,
) -> Result:
    """Fixes the reports of the units, or of all: each as one sealed folder.

    A report that is fixed already, and has not changed since, stays as it is. One that is not up to
    date is refused, and so is one that has changed since it was fixed, until it is thawed.

    Raises :class:`UsageError` if the project, the edition or a unit does not exist.
    """
    chosen = find_edition(edition, root, out)
    folders = chosen.units(units)
    rows = dict[str, UnitStatus]()
    for row in edition_status(edition, root=root, out=out, units=units, progress=progress):
        rows.setdefault(row.name, row)
    fixed = frozen_units(chosen, folders)
    return Result(
        tuple(
            fixed[folder.name].outcome()
            if folder.name in fixed
            else _fixed(chosen, folder, rows[folder.name])
            for folder in folders
        )
    )


def _fixed(edition: Edition, folder: Path, row: UnitStatus) -> Outcome:
    """The outcome of a unit of which a version is fixed, or refused."""
    problem = _why_not(edition, row)
    if problem is None and row.docx is not None:
        try:
            version = _written(edition, folder, row.docx)
            return Outcome(row.name, version.docx, version.pdf)
        except DocgenError as reason:
            problem = reason.problem
    return Outcome(row.name, None, problems=(problem,) if problem else ())


def _why_not(edition: Edition, row: UnitStatus) -> Problem | None:
    codes = [NOT_FIXED_ERRORS] if row.errors else []
    codes += [code for mark, code in _NOT_READY if mark in row.marks]
    if not codes:
        return None
    place = edition.place(row.docx or edition.project.content / edition.name / row.name)
    problem = error(codes[0], place, count=row.errors, edition=edition.name, unit=row.name)
    return problem if row.errors else replace(problem, exit_code=ExitCode.EDITS_AT_RISK)


def _written(edition: Edition, folder: Path, docx: Path) -> FixedVersion:
    pack = edition.identity(docx).pack
    paths = {path.name: path for path in (docx, docx.with_suffix(".pdf"))}
    paths |= files_of(edition, folder, pack)
    files = {name: _bytes(path, edition) for name, path in paths.items()}
    versions = versions_of(edition, folder.name)
    outputs = edition.project.relative(edition.folder)
    about = {"edition": edition.name, "unit": folder.name, "pack": pack, "outputs": outputs}
    about |= _made_by(edition)
    return versions.add(files, about, edition.place(versions.folder).file)


def _bytes(path: Path, edition: Edition) -> bytes:
    try:
        return path.read_bytes()
    except OSError as reason:
        words = {"reason": reason.strerror or reason}
        raise DocgenError(error(UNREADABLE_FILE, edition.place(path), **words)) from reason


def _made_by(edition: Edition) -> Mapping[str, str]:
    """When the version is fixed, and by which programs."""
    programs = installed_programs()
    return {
        "fixed": datetime.now().astimezone().isoformat(timespec="seconds"),
        "docgen": __version__,
        "python": platform.python_version(),
        "converter": chosen_of(programs, edition.project.converter),
    }


def compare_units(
    edition: str, units: Sequence[str] = (), *, root: Path | None = None
) -> list[ComparedVersions]:
    """The last two fixed versions of each of the units, or of all that have two.

    Raises :class:`UsageError` if a unit that is named has no two, or none has.
    """
    chosen = find_edition(edition, root)
    kept = {it.name: versions_of(chosen, it.name).all()[-2:] for it in chosen.units(units)}
    pairs = {name: found for name, found in kept.items() if len(found) > 1}
    lacking = [name for name in kept if name not in pairs]
    if lacking and (units or not pairs):
        place = chosen.place(versions_of(chosen, lacking[0]).folder)
        raise UsageError(TOO_FEW_VERSIONS, place, unit=lacking[0], edition=chosen.name)
    return [_compared(name, *found) for name, found in pairs.items()]


def _compared(unit: str, old: FixedVersion, new: FixedVersion) -> ComparedVersions:
    files = (version.docx for version in (old, new))
    before, after = (read_document(open_document(file.read_bytes())) for file in files if file)
    return ComparedVersions(unit, old, new, tuple(edits_between(before, after, FormLabels())))
