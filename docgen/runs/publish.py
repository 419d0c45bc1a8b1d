"""``docgen render --public``: makes the public copies of the reports as they are now.

Word file as it is -> public copy -> PDF of it -> search of both -> write all, or none
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from docgen.atomic import write_all
from docgen.content.unit import load_unit
from docgen.diagnostics import DocgenError, Place, Problem, Problems, UsageError, error, warning
from docgen.diagnostics.codes import problem_code
from docgen.filing.public.leak_search import Leak, leaks_in_package, leaks_in_pdf
from docgen.filing.public.private_words import PrivateWords, condensed, masked
from docgen.filing.public.public_copy import PublicCopy, public_copy
from docgen.packs.pack import find_pack
from docgen.packs.public import field_values
from docgen.roundtrip.files.unsaved import unsaved_warning
from docgen.runs.edition import PUBLIC, PUBLIC_LISTS, Edition
from docgen.runs.executor import executor_for
from docgen.runs.frozen_units import frozen_units
from docgen.runs.results import Outcome, Result
from docgen.temporary import temporary_folder
from docgen.word.package_file import read_package

PUBLIC_LEAK = problem_code(
    "public-leak",
    en=(
        "a value that was taken out, {value}, is still found in {where}; no public copy was "
        "written",
        "in Word, delete or replace what holds it there, such as a picture with text; then docgen "
        "render {edition} --unit {unit} --public",
    ),
    zh=(
        "已经删去的内容（{value}）在 {where} 里还能找到，没有写出公开版",
        "在 Word 里删去或换掉那里含有它的东西，如带文字的图片，再运行 docgen render {edition} "
        "--unit {unit} --public",
    ),
)
PUBLIC_CONFLICTS = problem_code(
    "public-conflicts",
    en=(
        "comments of docgen in the Word file mark places that both sides changed; no public copy "
        "was written",
        "make each place what it shall be, delete its comment, then docgen pull {edition} and "
        "docgen render {edition} --public",
    ),
    zh=(
        "Word 文件里还有 docgen 的批注没有处理，没有写出公开版",
        "把每处改成最后的说法，删去批注，运行 docgen pull {edition}，再运行 docgen render "
        "{edition} --public",
    ),
)
PUBLIC_SHORT = problem_code(
    "public-short",
    en=(
        "the value {value} is too short to be taken out wherever it stands; no public copy was "
        "written",
        "type the whole name here; or take the field out of `remove` under `public` in pack.yaml",
    ),
    zh=(
        "「{value}」太短，没法在各处删去，没有写出公开版",
        "这里写全名；或在 pack.yaml 的 public 里从 remove 去掉这个字段",
    ),
)
PUBLIC_OLDER = problem_code(
    "public-older",
    en=(
        "this public copy was made before, and not again now; it may still have what was to be "
        "taken out",
        "do not publish it: delete it, or put right what is told and type the command again",
    ),
    zh=(
        "这是以前生成的公开版，这次没有重新生成，可能还有应删去的内容",
        "不要公开：删去它，或改正提示的问题后再运行一次",
    ),
)
PUBLIC_DRAFT = problem_code(
    "public-draft",
    en=("a draft has no public copy", "leave out --draft or --public"),
    zh=("草稿没有公开版", "去掉 --draft 或 --public"),
)


@dataclass(frozen=True)
class _MadeCopy:
    """The public copy of a unit, before it is written."""

    outcome: Outcome
    copy: PublicCopy
    name: str
    sought: list[str]


def published(edition: Edition, result: Result, *, jobs: int = 0, seconds: int = 0) -> Result:
    """The result of a run, with the public copies of the units that have no errors.

    Without ``seconds``, the time limit of a PDF, no PDF is made. Raises :class:`UsageError` if
    they are drafts.
    """
    if edition.draft:
        raise UsageError(PUBLIC_DRAFT, Place("--public"))
    done = {outcome.name: outcome for outcome in result.outcomes}
    copies = list[_MadeCopy]()
    for outcome in result.outcomes:
        if outcome.docx is not None and not any(each.is_error for each in outcome.problems):
            try:
                made = _copied(edition, outcome)
                copies.append(made)
                done[outcome.name] = made.outcome
            except _NotPublicError as reason:
                done[outcome.name] = outcome.with_problems(*reason.problems)
            except DocgenError as reason:
                done[outcome.name] = outcome.with_problems(reason.problem)
    for copy, pdf in _with_pdfs(edition, copies, jobs, seconds):
        done[copy.outcome.name] = _written(edition, copy, pdf)
    named = {copy.outcome.name: copy.name for copy in copies}
    outcomes = (done[each.name] for each in result.outcomes)
    told = tuple(
        each.with_problems(*_older_copies(edition, each, named.get(each.name, "")))
        for each in outcomes
    )
    return replace(result, outcomes=told)


def _older_copies(edition: Edition, outcome: Outcome, name: str) -> Iterator[Problem]:
    """A warning for each file of a public copy that is there, and was not written now."""
    report = outcome.docx.stem if outcome.docx else ""
    stems = dict.fromkeys((name, report, PrivateWords().redacted(report)))
    for stem in filter(None, stems):
        for ending in (".docx", ".pdf"):
            path = edition.folder / PUBLIC / f"{stem}{ending}"
            if path.exists() and path not in outcome.checks:
                yield warning(PUBLIC_OLDER, edition.place(path))


class _NotPublicError(Exception):
    """There is no public copy of a unit, for these problems."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__()
        self.problems = tuple(problems)


def _copied(edition: Edition, outcome: Outcome) -> _MadeCopy:
    """The public copy of a unit; raises :class:`DocgenError` or :class:`_NotPublicError`."""
    folder = edition.project.content / edition.name / outcome.name
    file = _source(edition, folder, outcome)
    place = edition.place(file)
    if edition.identity(file).conflicts:
        raise DocgenError(error(PUBLIC_CONFLICTS, place, edition=edition.name))
    words = _words(edition, folder)
    copy = public_copy(read_package(file, place), words)
    sought = list(dict.fromkeys((*copy.removals.values, *words)))
    if leaks := leaks_in_package(copy.data, sought):
        raise _NotPublicError(_problems(edition, outcome, leaks))
    warned = filter(None, [unsaved_warning(file, place)])
    return _MadeCopy(outcome.with_problems(*warned), copy, words.redacted(file.stem), sought)


def _source(edition: Edition, folder: Path, outcome: Outcome) -> Path:
    """The Word file as it now is; of a report that is fixed, the one that is fixed."""
    fixed = frozen_units(edition, [folder]).get(outcome.name)
    file = fixed.version.docx if fixed else outcome.docx
    return file or edition.folder / outcome.name


def _words(edition: Edition, folder: Path) -> PrivateWords:
    """What the pack says of the unit's values. Raises :class:`_NotPublicError` for a short one."""
    problems = Problems()
    unit = load_unit(folder, edition.name, edition.project.root, problems)
    name = unit.pack_name
    pack = find_pack(edition.project, name, problems) if name else None
    if pack is None:
        raise _NotPublicError(problem for problem in problems if problem.is_error)
    public = pack.public
    values = list(field_values(public.remove, unit.data))
    if short := [value for value in values if len(condensed(value)) == 1]:
        place = unit.place
        raise _NotPublicError(
            error(PUBLIC_SHORT, value.place or place, value=value) for value in short
        )
    return PrivateWords([*values, *public.names], field_values(public.keep, unit.data))


def _problems(edition: Edition, outcome: Outcome, leaks: Iterable[Leak]) -> Iterator[Problem]:
    place = edition.place(outcome.docx or edition.folder)
    for leak in leaks:
        words = {"value": masked(leak.value), "where": leak.where}
        yield error(PUBLIC_LEAK, place, **words, edition=edition.name, unit=outcome.name)


def _with_pdfs(
    edition: Edition, copies: list[_MadeCopy], jobs: int, seconds: int
) -> Iterator[tuple[_MadeCopy, bytes | str | None]]:
    """Yields each copy with its PDF, or with why it has none."""
    if not copies or not seconds:
        yield from ((copy, None) for copy in copies)
        return
    with executor_for(edition, jobs) as executor, temporary_folder("public") as folder:
        program = executor.find_converter()
        if program is None:  # the run has told of it
            yield from ((copy, None) for copy in copies)
            return
        files = dict(_laid_down(copies, folder))
        for file, pdf in executor.convert(program, files, seconds):
            yield files[file], pdf


def _laid_down(copies: Iterable[_MadeCopy], folder: Path) -> Iterator[tuple[Path, _MadeCopy]]:
    """Yields where each copy lies for the program that makes PDFs, one in a folder."""
    for number, copy in enumerate(copies):
        file = folder / str(number) / f"{copy.name}.docx"
        file.parent.mkdir()
        file.write_bytes(copy.copy.data)
        yield file, copy


def _written(edition: Edition, copy: _MadeCopy, pdf: bytes | str | None) -> Outcome:
    """The outcome of a unit whose public copy is written, unless the PDF has what it must not."""
    from docgen.runs.convert import PDF_FAILED, PDF_TIMEOUT

    place = edition.place(edition.folder / PUBLIC / f"{copy.name}.pdf")
    if isinstance(pdf, str):
        code, words = (PDF_TIMEOUT if pdf == "timeout" else PDF_FAILED), {"reason": pdf}
        return copy.outcome.with_problems(error(code, place, **words, seconds=""))
    if pdf and (leaks := leaks_in_pdf(pdf, copy.sought)):
        return copy.outcome.with_problems(*_problems(edition, copy.outcome, leaks))
    files = dict(_files(edition, copy, pdf))
    names = {path: edition.project.relative(path) for path in files}
    try:
        write_all(files, names, 0o644)
    except DocgenError as reason:
        return copy.outcome.with_problems(reason.problem)
    return replace(copy.outcome, checks=(*copy.outcome.checks, *files))


def _files(edition: Edition, copy: _MadeCopy, pdf: bytes | None) -> Iterator[tuple[Path, bytes]]:
    folder, lists = edition.folder / PUBLIC, edition.folder / PUBLIC_LISTS
    yield folder / f"{copy.name}.docx", copy.copy.data
    if pdf:
        yield folder / f"{copy.name}.pdf", pdf
    text = copy.copy.removals.text(f"{PUBLIC}/{copy.name}.docx")
    yield lists / f"{copy.name}.removed.yaml", text.encode()
