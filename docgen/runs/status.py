"""``docgen status``: compares the outputs of each unit with its content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from docgen.diagnostics import Severity
from docgen.roundtrip.fingerprint import read_identity
from docgen.roundtrip.locks import find_lock
from docgen.runs.build import Packs, build_unit
from docgen.runs.edition import Edition, find_edition
from docgen.runs.results import Progress, UnitStatus


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
    by_unit: dict[str, list[Path]] = defaultdict(list)
    for file in chosen.word_files():
        by_unit[read_identity(file).unit].append(file)
    packs, rows = Packs(chosen.project), []
    for number, folder in enumerate(folders, 1):
        rows.append(_status(folder, chosen, packs, by_unit[folder.name]))
        if progress:
            progress("compare", number, len(folders))
    unknown = by_unit.keys() - chosen.unit_names()
    rows += [
        UnitStatus(unit, file, ("unknown",)) for unit in sorted(unknown) for file in by_unit[unit]
    ]
    return rows


def _status(folder: Path, edition: Edition, packs: Packs, files: list[Path]) -> UnitStatus:
    """The status of a unit; of several files of it, the one with the report's name counts."""
    built = build_unit(folder, edition, packs)
    problems = [*built.outcome.problems, *packs.problems]
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    name = built.report.name if built.report else ""
    docx = next((file for file in files if file.name == name), next(iter(files), None))
    marks = _marks(docx, built.report.fingerprint if built.report else "")
    return UnitStatus(folder.name, docx, tuple(marks), errors, len(problems) - errors)


def _marks(docx: Path | None, fingerprint: str) -> list[str]:
    if docx is None:
        return ["not-built"]
    identity, pdf = read_identity(docx), docx.with_suffix(".pdf")
    older = pdf.exists() and pdf.stat().st_mtime < docx.stat().st_mtime
    flags = {
        "content-changed": bool(fingerprint) and identity.fingerprint != fingerprint,
        "edited": not identity.untouched,
        "open": find_lock(docx) is not None,
        "pdf-missing": not pdf.exists(),
        "pdf-older": older,
    }
    return [mark for mark, is_set in flags.items() if is_set]
