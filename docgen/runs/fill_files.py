"""``docgen fill``: any Word form filled with any data, once or once for each row.

data -> rows -> named -> filled, by all cores -> written -> PDFs
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from docgen.atomic import remove_stale_temporaries
from docgen.content.data_file import KINDS, read_data
from docgen.content.data_rows import Data
from docgen.diagnostics import Place, Problem, Problems, warning
from docgen.diagnostics.codes import problem_code
from docgen.diagnostics.file_names import named_file
from docgen.pdf import PDF_SECONDS
from docgen.pool import Workers, closing, cores, ordered_futures
from docgen.project import Project, project_or_none
from docgen.runs.edition import Edition
from docgen.runs.fill_plan import FillPlan, FillTarget, PlannedFile, fill_plan
from docgen.runs.fill_problems import told_once
from docgen.runs.fill_rows import FilledRow, FormFiller, fill_workers, filled_rows
from docgen.runs.filled_file import FilledFile
from docgen.runs.results import Outcome, Progress, Result
from docgen.templates.free.environment import Filters
from docgen.templates.package import sealed
from docgen.word.joined_documents import joined_documents

if TYPE_CHECKING:
    from docgen.runs.fill_pdfs import PdfStep

FORM_READS_NOTHING = problem_code(
    "form-reads-nothing",
    en=(
        "no tag of the form prints anything of the data: what is written is the form as it is",
        "type tags such as {{{{ {example} }}}} where the form is to be filled; docgen template new "
        "finds the places in a blank form",
    ),
    zh=(
        "表里没有读取数据的标签，写出来的就是原表",
        "在要填的地方写上标签，如 {{{{ {example} }}}}；"
        "空白表可以用 docgen template new 找出要填的地方",
    ),
)

Item = TypeVar("Item")

_WRITERS = 8
"""Files that are written at once: the disk is waited for, several as long as one."""


@dataclass(frozen=True)
class FillOptions:
    """What ``docgen fill`` does.

    Attributes:
        name: the names of the files, as an expression of a row: ``{{ 姓名 }}``.
        together: whether all rows make one file.
        sheet: the sheet of a workbook; the first that can be seen if empty.
        make_pdf: whether to make PDFs.
        replace: whether an edited file is moved aside for a fresh one.
        seconds: the time limit for one PDF.
        jobs: the number of processes; 0 for one per core.
        filters: filters of the form, besides docgen's.
        converter: ``word``, ``wps`` or ``libreoffice``, which makes the PDFs; the first that is
            installed, in this order, if empty.
    """

    name: str = ""
    together: bool = False
    sheet: str = ""
    make_pdf: bool = False
    replace: bool = False
    seconds: int = PDF_SECONDS
    jobs: int = 0
    filters: Filters = field(default_factory=dict)
    converter: str = ""


def fill_files(
    form: str | Path,
    data: str | Path,
    options: FillOptions | None = None,
    *,
    out: str | Path = "",
    root: Path | None = None,
    progress: Progress | None = None,
) -> Result:
    """Fills a form with the data of a file. Raises :class:`UsageError` for what is not there.

    A mapping makes one file; a list of mappings, or the rows of a table, make one each.

    Args:
        form: a Word file with tags; either order will do.
        data: a YAML or JSON file, a workbook, or a CSV file.
        options: what is done.
        out: the file, or for many the folder, that is written.
        root: a folder in the project whose fonts are used; none is needed.
        progress: is called after each file.
    """
    options = options or FillOptions()
    paths = _inputs(Path(form), Path(data))
    target = FillTarget(*paths, str(out), options.name, options.together)
    return _Run(target, options, root, progress).result()


def in_order(first: str, second: str) -> tuple[str, str]:
    """The form, then the data, of two files that were named in either order."""
    if Path(first).suffix.lower() in KINDS and Path(second).suffix.lower() not in KINDS:
        return second, first
    return first, second


def _inputs(form: Path, data: Path) -> tuple[Path, Path]:
    """The files that were named. Raises :class:`UsageError` if one is not there."""
    first, second = in_order(str(form), str(data))
    return named_file(Path(first)), named_file(Path(second))


class _Run:
    """A run over one form and one file of data."""

    def __init__(
        self,
        target: FillTarget,
        options: FillOptions,
        root: Path | None,
        progress: Progress | None,
    ) -> None:
        self._target, self._options, self._progress = target, options, progress
        self._shown = Project(Path.cwd())  # names are shown as they are seen from here
        project = replace(project_or_none(root) or self._shown, converter=options.converter)
        self._edition = Edition(project, "")
        form, data = target.form, target.data
        self._filler = FormFiller(
            form, self._shown.relative(form), data.parent, options.filters, not target.together
        )

    def result(self) -> Result:
        """Fills, writes and converts."""
        problems, path = Problems(), self._target.data
        data = read_data(path, self._shown.relative(path), problems, self._options.sheet)
        form = self._filler.form
        problems.extend(self._filler.problems)
        if form and data:
            if not form.template.names:
                words = {"example": next(iter(data.heads), "…")}
                problems.add(warning(FORM_READS_NOTHING, Place(self._filler.name), **words))
            names = form.template.names | self._target.names_of_files(data)
            problems.extend([*data.left_out, *data.head_problems(names)])
            data = data.used(names)
        if form is None or data is None or problems.has_errors:
            return Result((Outcome(path.name, None, problems=tuple(problems)),))
        plan = fill_plan(data, self._target)
        remove_stale_temporaries(plan.path if plan.path.is_dir() else plan.path.parent)
        with ExitStack() as stack:
            return self._done(data, plan, stack, problems)

    def _done(self, data: Data, plan: FillPlan, stack: ExitStack, told: Problems) -> Result:
        """The result of the run, whose processes end with ``stack``."""
        jobs = self._options.jobs or cores()
        workers = stack.enter_context(fill_workers(self._filler, jobs))
        pdfs = self._pdf_step(stack, workers, plan, jobs) if self._options.make_pdf else None
        writers = stack.enter_context(ThreadPoolExecutor(_WRITERS))
        outcomes = self._outcomes(plan, workers, writers, pdfs)
        with closing(outcomes):
            done = list(outcomes)
        order = {file.name: number for number, file in enumerate(plan.files)}
        done.sort(key=lambda outcome: order.get(outcome.name, -1))
        places = {file.name: file.row.values.place for file in plan.files}
        once, done = told_once(data, self._filler.name, done, places)
        without = pdfs.problems if pdfs else []
        return Result(tuple(done), (*told, *without, *once), pdfs.substituted if pdfs else {})

    def _pdf_step(self, stack: ExitStack, workers: Workers, plan: FillPlan, jobs: int) -> PdfStep:
        """What makes the PDFs, begun; the processes that fill start before its threads."""
        from docgen.runs.executor import LocalExecutor
        from docgen.runs.fill_pdfs import PdfStep  # a run without PDFs needs none of it

        if len(plan.files) > 1 and self._filler.can_travel:
            workers.start()
        executor = stack.enter_context(LocalExecutor(self._edition, jobs))
        step = PdfStep(executor, self._shown, self._options.seconds)
        step.begin()
        return step

    def _outcomes(
        self, plan: FillPlan, workers: Workers, writers: ThreadPoolExecutor, pdfs: PdfStep | None
    ) -> Iterator[Outcome]:
        """Yields the outcome of each file as it leaves the last step."""
        rows, total = self._rows(plan, workers), len(plan.files)
        if self._target.together:
            joined = self._together(plan.path, self._counted(rows, total))
            return pdfs.converted(joined) if pdfs else joined
        written = ordered_futures(
            lambda row: writers.submit(self._written, row), rows, 2 * _WRITERS
        )
        return self._counted(pdfs.converted(written) if pdfs else written, total)

    def _counted(self, items: Iterator[Item], total: int) -> Iterator[Item]:
        """The same items; progress is told after each."""
        for number, item in enumerate(items, 1):
            yield item
            if self._progress:
                self._progress("fill", number, total)

    def _rows(self, plan: FillPlan, workers: Workers) -> Iterator[tuple[PlannedFile, FilledRow]]:
        """Yields each row with the form filled with it, if it could be."""
        sound = (file.row.values for file in plan.files if file.path)
        filled = filled_rows(self._filler, workers, sound)
        for file in plan.files:
            result = next(filled) if file.path else FilledRow()
            yield file, replace(result, problems=(*file.row.problems, *result.problems))

    def _together(
        self, path: Path, rows: Iterator[tuple[PlannedFile, FilledRow]]
    ) -> Iterator[Outcome]:
        """Yields the outcome of the file of all rows, and of those that are not in it."""
        form, told, missing = self._filler.form, list[Problem](), list[Outcome]()

        def documents() -> Iterator[Mapping[str, bytes]]:
            for file, filled in rows:
                if form is None or filled.entries is None:
                    missing.append(Outcome(file.name, None, problems=filled.problems))
                else:
                    told.extend(filled.problems)
                    yield {**form.template.entries, **filled.entries}

        if form and (entries := joined_documents(documents())):
            data, fingerprint = sealed(entries, form.template.static_entries)
            outcome = FilledFile(path, data, fingerprint).written(
                path.name, self._shown, replace=self._options.replace
            )
            yield replace(outcome, problems=(*told, *outcome.problems))
        yield from missing

    def _written(self, row: tuple[PlannedFile, FilledRow]) -> Outcome:
        """Writes the file of a row."""
        file, filled = row
        if file.path is None or filled.data is None:
            return Outcome(file.name, None, problems=filled.problems)
        ready = FilledFile(file.path, filled.data, filled.fingerprint)
        outcome = ready.written(file.name, self._shown, replace=self._options.replace)
        return replace(outcome, problems=(*filled.problems, *outcome.problems))
