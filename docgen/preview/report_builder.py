"""The steps from a unit's content to its pages, in a process that stays warm."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path

from docgen.diagnostics import PdfError, Problem, Problems
from docgen.pdf import PDF_SECONDS
from docgen.pdf.converter import find_converter, no_converter, offices_of
from docgen.pdf.programs import installed_programs
from docgen.preview.page_map import map_pages
from docgen.preview.unit_inputs import UnitInputs, changed_lines
from docgen.preview.unit_state import ShownPages, Stage, UnitState
from docgen.runs.build import BuiltUnit, Packs, Report, build_unit
from docgen.runs.carry_back import traced_document
from docgen.runs.convert import PDF_FAILED, PDF_TIMEOUT
from docgen.runs.edition import Edition
from docgen.runs.pack_form import PackForm
from docgen.runs.settled_fields import lay_out
from docgen.runs.verify import Verifier
from docgen.verify.pdf_file import FONT_SUBSTITUTED

_LOOK_SECONDS = 0.02
"""Seconds between two looks at whether LibreOffice is done."""


@dataclass(frozen=True)
class _Built:
    """A unit that has a report, or at least a draft, and the edition of which it is one."""

    unit: BuiltUnit
    report: Report
    edition: Edition


class ReportBuilder:
    """Builds, lays out and measures units, one at a time.

    To be made and used by one thread, which LibreOffice ends with; it stays until the ``with``
    block ends.

    Args:
        edition: whose units are built.
        folder: a folder of its own, for the files that are laid out and measured.
    """

    def __init__(self, edition: Edition, folder: Path) -> None:
        self._edition, self._folder = edition, folder
        project = edition.project
        converter = find_converter(project.fonts, project.converter)
        self._offices = offices_of(converter, project.fonts) if converter else None
        self._pool = ThreadPoolExecutor(1)
        self.packs, self._verifier = Packs(project), Verifier(project)
        self._forms = dict[str, PackForm]()

    def __enter__(self) -> ReportBuilder:
        if self._offices:
            self._offices.begin()
        return self

    def __exit__(self, *_: object) -> None:
        if self._offices:
            self._offices.close()
        self._pool.shutdown(cancel_futures=True)

    def renew_packs(self) -> None:
        """Has the packs loaded anew when they are needed next."""
        self.packs, self._verifier = Packs(self._edition.project), Verifier(self._edition.project)
        self._forms.clear()

    def steps(
        self, unit: UnitState, folder: Path, inputs: UnitInputs, *, with_pages: bool
    ) -> Iterator[UnitState | None]:
        """Yields the unit after each step, and ``None`` while LibreOffice is waited for.

        A build ends when nobody asks for its next step. ``inputs`` are what is built.
        """
        built = build_unit(folder, self._edition, self.packs)
        problems = (*self._of_packs(built), *built.outcome.problems)
        filled, stale = built.outcome.filled, unit.shown is not None
        unit = replace(unit, stage=Stage.BUILDING, content=inputs, stale=stale)
        unit = replace(unit, problems=problems, filled=filled, waived=built.outcome.silenced)
        unit = replace(unit, form=self._form(built))
        yield unit
        best = self._best(built, folder)
        if best and with_pages:
            yield from self._laid_out(unit, best, inputs)
        else:
            yield replace(unit, stage=Stage.READY if best else Stage.FAILED)

    def _form(self, built: BuiltUnit) -> PackForm | None:
        """What the unit's pack asks for, read once for each pack."""
        loaded = self.packs.get(built.unit, Problems())
        if loaded is None:
            return None
        return self._forms.setdefault(loaded[0].name, PackForm(loaded[0]))

    def _of_packs(self, built: BuiltUnit) -> Iterator[Problem]:
        """The problems of the pack that a unit is of."""
        name = built.unit.pack_name
        project = self._edition.project
        own = project.relative(project.packs / project.pack_name(name)) if name else ""
        for problem in self.packs.problems:
            if own and problem.place.file.startswith(f"{own}/"):
                yield problem

    def _best(self, built: BuiltUnit, folder: Path) -> _Built | None:
        """The report, or the draft, in which blanks can be seen; ``None`` if there is neither."""
        has_blanks = any(problem.to_do == "blank" for problem in built.outcome.problems)
        if built.report is None or has_blanks:
            drafted = build_unit(folder, self._edition.drafts, self.packs)
            if drafted.report:
                return _Built(drafted, drafted.report, self._edition.drafts)
        return _Built(built, built.report, self._edition) if built.report else None

    def _laid_out(
        self, unit: UnitState, built: _Built, inputs: UnitInputs
    ) -> Iterator[UnitState | None]:
        """The steps that need LibreOffice; what is printed where is traced while it works."""
        docx = self._folder / "report.docx"
        docx.write_bytes(built.report.data)
        place = built.edition.place(built.edition.folder / built.report.name)
        pdf = self._pool.submit(self._pdf, docx)
        document = traced_document(built.unit, built.edition, self.packs)
        while not pdf.done():
            yield None
            wait([pdf], _LOOK_SECONDS)
        data = pdf.result()
        if isinstance(data, Problem):
            told = replace(data, place=place)
            yield replace(unit, stage=Stage.FAILED, problems=(*unit.problems, told))
            return
        pages = map_pages(data, document, built.unit, self.packs)
        before = unit.shown
        changed = tuple(changed_lines(before.inputs, inputs)) if before else ()
        shown = ShownPages(data, pages, built.unit, built.edition.draft, inputs, document)
        title = built.report.name.removesuffix(".docx")
        unit = replace(
            unit, stage=Stage.READY, shown=shown, stale=False, title=title, changed=changed
        )
        yield unit
        if not built.edition.draft:
            docx.with_suffix(".pdf").write_bytes(data)
            yield from self._measured(unit, docx, place.file)

    def _pdf(self, docx: Path) -> bytes | Problem:
        """The pages of a Word file, or why there are none."""
        place = self._edition.place(docx)
        if self._offices is None:
            chosen = self._edition.project.converter
            return no_converter(place, chosen, installed_programs()).problem
        offices = self._offices
        data = lay_out(docx, place, lambda file: next(offices.convert([file]))[1])
        if data == "timeout":
            return PdfError(PDF_TIMEOUT, place, seconds=PDF_SECONDS).problem
        return PdfError(PDF_FAILED, place, reason=data).problem if isinstance(data, str) else data

    def _measured(self, unit: UnitState, docx: Path, name: str) -> Iterator[UnitState | None]:
        """Yields the unit with what deviates from the official format, in Word file and PDF.

        ``None`` stands for a file in which nothing does.

        ``name`` is what the Word file will be called.
        """
        for file, called in ((docx, name), (docx.with_suffix(".pdf"), _pdf_name(name))):
            found = self._verifier([file]).without(FONT_SUBSTITUTED).all_problems()
            told = tuple(
                replace(problem.as_warning(), place=problem.place.in_file(called))
                for problem in found
            )
            unit = replace(unit, problems=(*unit.problems, *told)) if told else unit
            yield unit if told else None


def _pdf_name(docx: str) -> str:
    return f"{docx.removesuffix('.docx')}.pdf"
