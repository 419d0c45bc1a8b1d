"""``docgen verify``, and the last step of ``docgen render``: files against the official format."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

from pypdfium2 import PdfiumError

from docgen.diagnostics import DocgenError, Place, Problem, Problems, UsageError, error
from docgen.diagnostics.bilingual import listed_names
from docgen.diagnostics.codes import problem_code
from docgen.packs.pack import find_pack
from docgen.pdf.converter import convert, find_converter, require_converter
from docgen.pool import closing, cores, map_ordered
from docgen.project import (
    NOT_FOUND,
    UNKNOWN_PACK,
    Project,
    project_or_none,
    project_or_shipped,
    there_are,
)
from docgen.roundtrip.files.fingerprint import Identity, identity_of
from docgen.runs import UNIT_SECONDS
from docgen.runs.edition import Edition, find_edition
from docgen.runs.failures import failure
from docgen.runs.results import Outcome, Result
from docgen.runs.stale_pdfs import stale_pdfs
from docgen.verify.finished_report import FinishedReport
from docgen.verify.known_forms import KnownForms
from docgen.verify.link_rules import link_deviations
from docgen.verify.lost_text import lost_text_deviations
from docgen.verify.official_format import OfficialFormat, official_format
from docgen.verify.pdf_file import pdf_file_deviations
from docgen.verify.word_file import word_file_deviations
from docgen.word.package_file import PackageError, WordPackage

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
IS_DRAFT = problem_code(
    "is-draft",
    en=(
        "this is a draft, no report; it was not measured",
        "fill in what is blank, run docgen render {edition}, and verify the report",
    ),
    zh=(
        "这是草稿，不是正式报告，没有核对",
        "填完空处，运行 docgen render {edition}，再核对正式报告",
    ),
)


def verify_files(
    target: str,
    *,
    root: Path | None = None,
    out: Path | None = None,
    pack: str = "",
    converter: str = "",
) -> Result:
    """Verifies a .docx or .pdf, or all outputs of an edition, against the official format.

    ``pack``, if given, is the pack of all of them. ``converter`` lays out a Word file that has no
    PDF: ``word``, ``wps`` or ``libreoffice``; the first that is installed, in this order, if empty.

    Raises:
        UsageError: ``target`` is neither a file nor an edition that was built, or there is no such
            pack.
        PdfError: the ``converter`` that is named is not installed.
    """
    edition = _edition(target, root, out, converter)
    require_converter(converter, Place(target))
    verifier = Verifier(edition.project, pack and edition.project.known_pack(pack))
    chosen = _chosen(target, edition)
    words = [docx for file in chosen if _is_pdf(file) and (docx := _word_file(file)).is_file()]
    outcomes, verified, files = list[Outcome](), 0, _reports(chosen)
    problems = list(stale_pdfs(words, edition))
    with closing(map_ordered(verifier, files, cores(), UNIT_SECONDS)) as results:
        for result in results:
            outcomes += result.outcomes
            # Each worker tells those of the packs.
            problems += [problem for problem in result.problems if problem not in problems]
            verified += result.verified
    return Result(tuple(outcomes), tuple(problems), verified=verified)


def _edition(target: str, root: Path | None, out: Path | None, converter: str) -> Edition:
    """The edition; of a file, one without a name.

    A file goes by the packs of the project that is worked in, else of the one that it lies in, else
    by those that come with docgen.
    """
    if not _is_file(target):
        return find_edition(target, root, out, converter)
    project = project_or_none(root) or project_or_shipped(Path(target).parent)
    return Edition(replace(project, converter=converter), "", out)


def _is_file(target: str) -> bool:
    return Path(target).suffix.lower() in (".docx", ".pdf")


def _chosen(target: str, edition: Edition) -> list[Path]:
    """The file that ``target`` names, or the Word files of the edition and the PDFs beside them."""
    file = Path(target)
    if not _is_file(target):
        built = edition.built_files()
        pdfs = (docx.with_suffix(".pdf") for docx in built)
        return [*built, *(path for path in pdfs if path.exists())]
    if not file.is_file():
        raise UsageError(NOT_FOUND, Place(target))
    return [file]


def _reports(files: Sequence[Path]) -> list[list[Path]]:
    """The files of each report, which are read once for both; those of an older PDF are apart."""
    reports = dict[tuple[Path, bool], list[Path]]()
    for file in files:
        is_older = _is_pdf(file) and not _is_made_of(file, _word_file(file))
        reports.setdefault((file.with_suffix(""), is_older), []).append(file)
    return list(reports.values())


@dataclass
class Verifier:
    """Verifies some files per call; each worker reads the formats once.

    Attributes:
        project: the project.
        pack: the pack of all files, if it is not the one that each names.
    """

    project: Project
    pack: str = ""

    @cached_property
    def forms(self) -> KnownForms:
        """The forms of the documents that this worker has measured."""
        return KnownForms()

    @cached_property
    def formats(self) -> _Formats:
        """The formats of this worker."""
        return _Formats(self.project)

    def __call__(self, files: Sequence[Path]) -> Result:
        """The deviations of each file, or the problem why they are not known; never raises."""
        with _without_collections():
            return self._verified(files)

    def _verified(self, files: Sequence[Path]) -> Result:
        reports = _Reports(files, self._place, self.project, self.forms)
        outcomes, verified = list[Outcome](), 0
        for file in files:
            place = self._place(file)
            try:
                official = self.formats.of(reports.identity(file), place, self.pack)
                problems = tuple(_deviations(file, reports, official, place))
            except DocgenError as reason:
                outcomes.append(_not_verified(file, reason.problem))
            except Exception as reason:  # whatever a damaged file makes of the parsers
                words = {"reason": str(reason) or type(reason).__name__}
                outcomes.append(_not_verified(file, error(NOT_MEASURED, place, **words)))
            else:
                outcomes.append(Outcome(file.name, file, problems=problems, built=False))
                verified += official is not None
        return Result(tuple(outcomes), tuple(self.formats.problems), verified=verified)

    def failed(self, files: Sequence[Path], reason: Exception) -> Result:
        """The result for files that could not be verified."""
        problems = ((file, failure(self._place(file), "verify", reason)) for file in files)
        return Result(tuple(_not_verified(file, problem) for file, problem in problems))

    def _place(self, file: Path) -> Place:
        return Place(self.project.relative(file))


@contextmanager
def _without_collections() -> Iterator[None]:
    """A report has ten thousand glyphs and no garbage: a tenth of the time is saved."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _not_verified(file: Path, problem: Problem) -> Outcome:
    return Outcome(file.name, None, problems=(problem,), built=False)


class _Reports:
    """The reports of a call: a Word file and the PDF that was made of it, each read once.

    ``files`` are those that are measured; of a file alone, the other one lies beside it, and is
    taken unless the PDF is the older of both.
    """

    def __init__(
        self,
        files: Sequence[Path],
        place: Callable[[Path], Place],
        project: Project,
        forms: KnownForms,
    ) -> None:
        self._files, self._place, self._project = set(files), place, project
        self._forms = forms
        self._packages = dict[Path, WordPackage]()
        self._reports = dict[Path, FinishedReport]()

    def package(self, file: Path) -> WordPackage:
        """The Word file ``file``. Raises :class:`PackageError`."""
        if file not in self._packages:
            self._packages[file] = WordPackage.read(file, self._place(file))
        return self._packages[file]

    def identity(self, file: Path) -> Identity:
        """What a Word file says of itself; a PDF has the identity of the one beside it, if any.

        Raises :class:`PackageError` if the Word file itself cannot be read.
        """
        try:
            return identity_of(self.package(_word_file(file)).entries)
        except PackageError:
            if not _is_pdf(file):
                raise
            return Identity(False)

    def of(self, file: Path, official: OfficialFormat) -> FinishedReport:
        """The report that a file is part of. Raises :class:`PackageError` for a damaged .docx."""
        stem = file.with_suffix("")
        if stem not in self._reports:
            self._reports[stem] = self._read(file, official)
        return self._reports[stem]

    def _read(self, file: Path, official: OfficialFormat) -> FinishedReport:
        docx, pdf = _word_file(file), file if _is_pdf(file) else file.with_suffix(".pdf")
        is_pair = {docx, pdf} <= self._files or _is_made_of(pdf, docx)
        package = None
        if is_pair or not _is_pdf(file):
            try:
                package = self.package(docx)
            except PackageError:
                if not _is_pdf(file):
                    raise
        place = self._place(docx)
        printed = pdf if is_pair or _is_pdf(file) else None
        layout, fonts = partial(_laid_out, docx, self._project), self._project.fonts
        return FinishedReport(official, package, place, printed, fonts, layout, self._forms)


def _laid_out(docx: Path, project: Project) -> bytes | None:
    """The PDF of a Word file that has none; ``None`` where none can be made."""
    converter = find_converter(project.fonts, project.converter)
    if converter is None:
        return None
    ((_, pdf),) = convert(converter, [docx], project.fonts)
    return pdf if isinstance(pdf, bytes) else None


def _word_file(file: Path) -> Path:
    """A Word file, or the one beside a PDF."""
    return file.with_suffix(".docx") if _is_pdf(file) else file


def _is_pdf(file: Path) -> bool:
    return file.suffix.lower() == ".pdf"


def _is_made_of(pdf: Path, docx: Path) -> bool:
    """Whether both lie there, and the PDF is not the older one."""
    try:
        return pdf.stat().st_mtime >= docx.stat().st_mtime
    except OSError:
        return False


def _deviations(
    file: Path, reports: _Reports, official: OfficialFormat | None, place: Place
) -> Iterator[Problem]:
    """Yields the links of a .docx, and the deviations of a .docx or .pdf from ``official``.

    Without a format, what of the text is not on paper is told all the same.

    A damaged file makes the parsers raise any exception.
    """
    if not _is_pdf(file):
        yield from link_deviations(reports.package(file), place)
    if official and _is_pdf(file):
        yield from pdf_file_deviations(reports.of(file, official), place)
    elif official:
        yield from word_file_deviations(reports.of(file, official), place)
    elif _is_pdf(file):  # what is not on paper is missed whatever the format
        with suppress(PdfiumError):  # nobody asked for a measure of it
            yield from lost_text_deviations(reports.of(file, OfficialFormat()), place)


class _Formats:
    """The official formats of a project's packs, each read once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._loaded: dict[str, OfficialFormat | None] = {}
        self._names, own = project.pack_names(), project.own_packs()
        self._only = own[0] if len(own) == 1 else ""
        self.problems = Problems()

    def of(self, identity: Identity, place: Place, pack: str = "") -> OfficialFormat | None:
        """The format of ``pack``, or of the pack that a file was built with, or of the only one.

        Returns ``None`` if the pack has no format or cannot be loaded. Raises :class:`DocgenError`
        if the pack is not known, or if the file is a draft.
        """
        if identity.draft:
            raise DocgenError(error(IS_DRAFT, place, edition=identity.edition))
        name = pack or identity.pack or self._only
        if not name:
            raise UsageError(WHICH_PACK, place, known=listed_names(self._names))
        if name not in self._names:
            raise UsageError(UNKNOWN_PACK, place, pack=name, **there_are(name, self._names))
        if name not in self._loaded:
            loaded = find_pack(self._project, name, self.problems)
            self._loaded[name] = official_format(loaded) if loaded else None
        return self._loaded[name]
