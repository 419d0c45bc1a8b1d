"""``docgen verify``, and the end of a run: finished files against the format of their pack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from docgen.diagnostics import Place, Problem, UsageError, error
from docgen.packs.official_format import OfficialFormat
from docgen.packs.pack import load_pack
from docgen.project import Project, find_project
from docgen.roundtrip.fingerprint import read_identity
from docgen.runs.convert import built_files
from docgen.runs.results import Outcome, Result
from docgen.verify.pdf_file import pdf_file_deviations
from docgen.verify.word_file import word_file_deviations


def verify_files(
    target: str, *, root: Path | None = None, out: Path | None = None, pack: str = ""
) -> Result:
    """Verifies a .docx or .pdf, or all outputs of an edition, against the official format.

    Raises :class:`UsageError` if ``target`` is neither a file nor an edition that was built, or if
    it is not known which pack it is of; ``pack`` then says it.
    """
    start, file = root or Path.cwd(), Path(target)
    project = find_project(start)
    if file.suffix.lower() not in (".docx", ".pdf"):
        built = built_files(project, target.rstrip("/"), out)
        pdfs = (one.with_suffix(".pdf") for one in built)
        return verify_each(project, [*built, *(one for one in pdfs if one.exists())], pack)
    if not file.is_file():
        raise UsageError("not-found", Place(target))
    return verify_each(project, [file], pack)


def verify_each(
    project: Project,
    files: Sequence[Path],
    pack_name: str = "",
    *,
    formats: _Formats | None = None,
) -> Result:
    """The deviations of each file. ``pack_name`` is for files that do not say it themselves.

    Raises :class:`UsageError` if it is not known which pack a file is of.
    """
    formats = formats or _Formats(project)
    outcomes, verified = [], 0
    for file in files:
        name = pack_name or _pack_of(file) or formats.only(file)
        official = formats.get(name, file)
        verified += official is not None
        problems = tuple(deviations(project, file, official)) if official else ()
        outcomes.append(Outcome(file.name, file, problems=problems, built=False))
    return Result(tuple(outcomes), tuple(formats.problems), verified=verified)


@dataclass
class Verifier:
    """Verifies the files of one unit, one unit at a call; formats are read where it works."""

    project: Project

    @cached_property
    def formats(self) -> _Formats:
        """The formats of this worker."""
        return _Formats(self.project)

    def __call__(self, files: Sequence[Path]) -> Result:
        """The deviations of each file."""
        return verify_each(self.project, files, formats=self.formats)

    def failed(self, files: Sequence[Path], reason: Exception) -> Result:
        """The files as ones that could not be measured."""
        places = (Place(self.project.relative(file)) for file in files)
        problems = (error("not-measured", one, reason=type(reason).__name__) for one in places)
        return Result((), tuple(problems))


def deviations(project: Project, file: Path, official: OfficialFormat) -> Iterator[Problem]:
    """What departs from ``official`` in a .docx or .pdf."""
    place = Place(project.relative(file))
    deviations_in = pdf_file_deviations if file.suffix.lower() == ".pdf" else word_file_deviations
    try:
        yield from deviations_in(file, official, place)
    # A file that came by mail may be damaged in as many ways as there are parsers.
    except Exception as reason:
        yield error("not-measured", place, reason=str(reason) or type(reason).__name__)


def _pack_of(file: Path) -> str:
    """The pack a file was built from; a PDF is asked by the Word file beside it."""
    return read_identity(file.with_suffix(".docx")).pack


class _Formats:
    """The official formats of a project's packs, each read once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[str, OfficialFormat | None] = {}
        self._names = sorted(path.parent.name for path in project.packs.glob("*/pack.yaml"))
        self.problems: list[Problem] = []

    def only(self, file: Path) -> str:
        """The project's pack, if it has just one."""
        if len(self._names) == 1:
            return self._names[0]
        known = "、".join(self._names) or "—"
        raise UsageError("which-pack", Place(self._project.relative(file)), known=known)

    def get(self, name: str, file: Path) -> OfficialFormat | None:
        """The format of the pack ``name``."""
        if name not in self._names:
            known = "、".join(self._names) or "—"
            place = Place(self._project.relative(file))
            raise UsageError("unknown-pack", place, pack=name, known=known)
        if name not in self._known:
            pack = load_pack(self._project.packs / name, self._project.root, self.problems)
            self._known[name] = pack.format if pack else None
        return self._known[name]
