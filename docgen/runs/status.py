"""``docgen status``: compares the outputs of each unit with its content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from docgen.pool import closing, cores, map_ordered
from docgen.roundtrip.fingerprint import Identity
from docgen.roundtrip.locks import find_lock
from docgen.runs.edition import find_edition
from docgen.runs.results import Progress, UnitStatus
from docgen.runs.unit_task import UNIT_SECONDS, Builder, WorkerResult


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
    by_unit: dict[str, dict[Path, Identity]] = defaultdict(dict)
    for file in chosen.word_files():
        identity = chosen.identity(file)
        by_unit[identity.unit][file] = identity
    rows = list[UnitStatus]()
    with closing(map_ordered(Builder(chosen), folders, cores(), UNIT_SECONDS)) as results:
        for number, result in enumerate(results, 1):
            rows.append(_status(result, by_unit[result.folder.name]))
            if progress:
                progress("compare", number, len(folders))
    unknown = by_unit.keys() - chosen.unit_names()
    rows += [
        UnitStatus(unit, file, ("unreadable" if identity.problem else "unknown",))
        for unit in sorted(unknown)
        for file, identity in by_unit[unit].items()
    ]
    return rows


def _status(result: WorkerResult, files: Mapping[Path, Identity]) -> UnitStatus:
    """The status of a unit; of several files of it, the one with the report's name counts."""
    problems = [*result.outcome.problems, *result.of_packs]
    errors = sum(problem.is_error for problem in problems)
    name = result.report.name if result.report else ""
    docx = next((file for file in files if file.name == name), next(iter(files), None))
    fingerprint = result.report.fingerprint if result.report else ""
    marks = _marks(docx, files[docx], fingerprint) if docx else ["not-built"]
    return UnitStatus(result.folder.name, docx, tuple(marks), errors, len(problems) - errors)


def _marks(docx: Path, identity: Identity, fingerprint: str) -> list[str]:
    pdf = docx.with_suffix(".pdf")
    older = pdf.exists() and pdf.stat().st_mtime < docx.stat().st_mtime
    flags = {
        "content-changed": bool(fingerprint) and identity.fingerprint != fingerprint,
        "edited": not identity.untouched,
        "open": find_lock(docx) is not None,
        "pdf-missing": not pdf.exists(),
        "pdf-older": older,
    }
    return [mark for mark, is_set in flags.items() if is_set]
