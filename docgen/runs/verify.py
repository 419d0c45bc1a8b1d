"""``docgen verify``, and the last step of ``docgen render``: files against the official format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from docgen.diagnostics import DocgenError, Place, Problem, Problems, UsageError, error
from docgen.diagnostics.codes import problem_code
from docgen.packs.pack import load_pack
from docgen.project import NOT_FOUND, UNKNOWN_PACK, Project, listed
from docgen.roundtrip.fingerprint import read_identity
from docgen.runs.edition import find_edition
from docgen.runs.results import Outcome, Result
from docgen.verify.link_rules import link_deviations
from docgen.verify.official_format import OfficialFormat, official_format
from docgen.verify.pdf_file import pdf_file_deviations
from docgen.verify.word_file import word_file_deviations

NOT_MEASURED = problem_code(
    "not-measured",
    en=(
        "the file cannot be opened: {reason}",
        "open it in Word, WPS or a PDF reader to see whether it is damaged",
    ),
    zh=("文件打不开：{reason}", "用 Word、WPS 或 PDF 阅读器打开看看是否损坏"),
)
WHICH_PACK = problem_code(
    "which-pack",
    en=("nothing says which pack this file is of", "add --pack; there are: {known}"),
    zh=("看不出这个文件属于哪个模板包", "加 --pack，现有：{known}"),
)


def verify_files(
    target: str, *, root: Path | None = None, out: Path | None = None, pack: str = ""
) -> Result:
    """Verifies a .docx or .pdf, or all outputs of an edition, against the official format.

    ``pack``, if given, is the pack of all of them. Raises :class:`UsageError` if ``target`` is
    neither a file nor an edition that was built, or if the pack of a file is not known.
    """
    file, edition = Path(target), find_edition(target, root, out)
    project = edition.project
    if file.suffix.lower() not in (".docx", ".pdf"):
        built = edition.built_files()
        pdfs = (docx.with_suffix(".pdf") for docx in built)
        return verify_each(project, [*built, *(path for path in pdfs if path.exists())], pack)
    if not file.is_file():
        raise UsageError(NOT_FOUND, Place(target))
    return verify_each(project, [file], pack)


def verify_each(
    project: Project,
    files: Sequence[Path],
    pack_name: str = "",
    *,
    formats: _Formats | None = None,
) -> Result:
    """The deviations of each file; ``pack_name``, if given, is the pack of all of them.

    Raises :class:`UsageError` if the pack of a file is not known.
    """
    formats = formats or _Formats(project)
    outcomes, verified = [], 0
    for file in files:
        name = pack_name or _pack_of(file) or formats.only(file)
        official = formats.get(name, file)
        verified += official is not None
        problems = tuple(deviations(project, file, official))
        outcomes.append(Outcome(file.name, file, problems=problems, built=False))
    return Result(tuple(outcomes), tuple(formats.problems), verified=verified)


@dataclass
class Verifier:
    """Verifies the files of one unit per call; each worker reads the formats once."""

    project: Project

    @cached_property
    def formats(self) -> _Formats:
        """The formats of this worker."""
        return _Formats(self.project)

    def __call__(self, files: Sequence[Path]) -> Result:
        """The deviations of each file, or the problem why they are not known; never raises."""
        try:
            return verify_each(self.project, files, formats=self.formats)
        except DocgenError as reason:
            return Result((), (reason.problem,))

    def failed(self, files: Sequence[Path], reason: Exception) -> Result:
        """The result for files that could not be verified."""
        places = (Place(self.project.relative(file)) for file in files)
        problems = (error(NOT_MEASURED, place, reason=type(reason).__name__) for place in places)
        return Result((), tuple(problems))


def deviations(project: Project, file: Path, official: OfficialFormat | None) -> Iterator[Problem]:
    """Yields the links of a .docx, and the deviations of a .docx or .pdf from ``official``."""
    place, is_pdf = Place(project.relative(file)), file.suffix.lower() == ".pdf"
    deviations_in = pdf_file_deviations if is_pdf else word_file_deviations
    try:
        if not is_pdf:
            yield from link_deviations(file, place)
        if official:
            yield from deviations_in(file, official, place)
    # A damaged file can make any of the parsers raise any exception.
    except Exception as reason:
        yield error(NOT_MEASURED, place, reason=str(reason) or type(reason).__name__)


def _pack_of(file: Path) -> str:
    """The pack that a file was built from; for a PDF, that of the Word file beside it."""
    return read_identity(file.with_suffix(".docx")).pack


class _Formats:
    """The official formats of a project's packs, each read once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._loaded: dict[str, OfficialFormat | None] = {}
        self._names = project.pack_names()
        self.problems = Problems()

    def only(self, file: Path) -> str:
        """The project's pack, if it has just one. Raises :class:`UsageError` if not."""
        match self._names:
            case [name]:
                return name
        known = listed(self._names)
        raise UsageError(WHICH_PACK, Place(self._project.relative(file)), known=known)

    def get(self, name: str, file: Path) -> OfficialFormat | None:
        """The format of the pack ``name``; ``None`` if it has none or cannot be loaded.

        Raises :class:`UsageError` if there is no such pack.
        """
        if name not in self._names:
            known = listed(self._names)
            place = Place(self._project.relative(file))
            raise UsageError(UNKNOWN_PACK, place, pack=name, known=known)
        if name not in self._loaded:
            pack = load_pack(self._project.packs / name, self._project.root, self.problems)
            self._loaded[name] = official_format(pack) if pack else None
        return self._loaded[name]
