"""Doors of the library for what is there already: content checked, files measured and converted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from docgen.conversion import with_pdfs
from docgen.crew import cores, do, under_way
from docgen.diagnostics import Place, Problem, UsageError
from docgen.pdf import PDF_SECONDS
from docgen.project import Project, find_project
from docgen.results import Outcome, Progress, Result
from docgen.units import Builder
from docgen.verification import verify_files


def verify(
    target: str, *, root: Path | None = None, out: Path | None = None, pack: str = ""
) -> Result:
    """Measures a .docx or .pdf, or all outputs of an edition, against the official format.

    Raises :class:`UsageError` if ``target`` is neither a file nor an edition that was built, or if
    it is not known which pack it is of; ``pack`` then says it.
    """
    start, file = root or Path.cwd(), Path(target)
    project = find_project(start)
    if file.suffix.lower() not in (".docx", ".pdf"):
        built = _built_files(project, target.rstrip("/"), out)
        pdfs = (one.with_suffix(".pdf") for one in built)
        return verify_files(project, [*built, *(one for one in pdfs if one.exists())], pack)
    if not file.is_file():
        raise UsageError("not-found", Place(target))
    return verify_files(project, [file], pack)


def schema_text(pack: str, *, root: Path | None = None) -> str:
    """The JSON Schema of ``pack`` as its file has it. Raises :class:`UsageError`."""
    project = find_project(root or Path.cwd())
    path = project.packs / pack / "schema.json"
    if Path(pack).name != pack or not path.is_file():
        known = "、".join(sorted(one.parent.name for one in project.packs.glob("*/schema.json")))
        raise UsageError("unknown-pack", Place("word_templates"), pack=pack, known=known or "—")
    return path.read_text("utf-8")


def convert_files(
    target: str,
    *,
    root: Path | None = None,
    out: Path | None = None,
    archive: bool = False,
    seconds: int = PDF_SECONDS,
    jobs: int = 0,
    progress: Progress | None = None,
) -> Result:
    """Makes PDFs of what lies there, edited or not: of a .docx, or of all of an edition's outputs.

    ``archive`` makes PDF/A-2 files beside them. Raises :class:`UsageError` if ``target`` is neither
    a file nor an edition that was built.
    """
    start = root or Path.cwd()
    file = Path(target)
    if file.suffix.lower() == ".docx":
        if not file.is_file():
            raise UsageError("not-found", Place(target))
        project, files = _project_or_none(start) or Project(file.resolve().parent), [file]
    else:
        project = find_project(start)
        target = target.rstrip("/")
        files = _built_files(project, target, out)
    outcomes = tuple(Outcome(file.name, file, built=False) for file in files)
    jobs = jobs or cores()
    return with_pdfs(
        Result(outcomes), project, target, seconds, progress, archive=archive, jobs=jobs
    )


def _project_or_none(start: Path) -> Project | None:
    try:
        return find_project(start)
    except UsageError:
        return None


def _built_files(project: Project, edition: str, out: Path | None) -> list[Path]:
    folder = out or project.output(edition)
    files = [path for path in sorted(folder.glob("*.docx")) if path.name[0] not in ".~"]
    if not files:
        if edition not in project.editions():
            project.units(edition)
        place = Place(project.relative(folder))
        raise UsageError("nothing-built", place, edition=edition)
    return files


def check_edition(
    edition: str,
    *,
    root: Path | None = None,
    units: Sequence[str] = (),
    strict: bool = False,
    jobs: int = 0,
    progress: Progress | None = None,
) -> Result:
    """Checks the content of an edition and writes nothing; ``strict`` makes warnings errors.

    Raises :class:`UsageError` if the project, edition or a unit is not there.
    """
    project = find_project(root or Path.cwd())
    edition = edition.rstrip("/")
    folders = project.units(edition, [unit.rstrip("/") for unit in units])
    outcomes, of_packs = [], list[Problem]()
    builder = Builder(project, edition, keep=False)
    with under_way(do(builder, folders, jobs or cores())) as each:
        for number, finished in enumerate(each, 1):
            problems = (one.as_error() if strict else one for one in finished.outcome.problems)
            outcomes.append(replace(finished.outcome, problems=tuple(problems)))
            of_packs += [one for one in finished.of_packs if one not in of_packs]
            if progress:
                progress("check", number, len(folders))
    return Result(tuple(outcomes), tuple(of_packs), checked=True)
