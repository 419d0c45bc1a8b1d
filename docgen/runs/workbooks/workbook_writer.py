"""Writes the forms of a unit as a workbook: labels locked, fields open, derived cells as formulas.

The same content gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from docgen.content.numbers import Figure, places_of
from docgen.packs.expressions.paths import Steps
from docgen.runs.workbooks.cell_looks import CellLooks
from docgen.runs.workbooks.cell_pieces import PieceKind
from docgen.runs.workbooks.excel_formulas import ExcelFormulas
from docgen.runs.workbooks.form_sheet import TWIPS_PER_POINT, CellLook, FormSheet, SheetCell
from docgen.runs.workbooks.printed_form import FieldKey, PrintedForm
from docgen.runs.workbooks.unit_records import column_id, row_id
from docgen.runs.workbooks.workbook_records import ID, SHEET, LabelRecord, WorkbookRecords
from docgen.templates.package import zipped
from docgen.word.text_width import half_ems

_TEXT_FORMAT = "@"
_MOST_HEIGHT = 409
"""Points of the highest row of Excel."""
_LINE = 1.35
"""The height of a line, in font sizes."""
_SURE = 15
"""Significant digits that a number of Excel's holds."""
_PIXEL = 96 / 72 / TWIPS_PER_POINT
_MARGINS = {"left": 1.1, "right": 1.02, "top": 1.0, "bottom": 1.0, "header": 0.5, "footer": 0.5}
"""In inches: those of GB/T 9704-2012 at the sides, less above and below."""
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_LONGEST_TEXT = 120
"""Characters of a text of Word's that a cell shows the beginning of."""
_LONGEST_TITLE, _LONGEST_PROMPT, _LONGEST_CHOICES = 32, 250, 250


@dataclass(frozen=True)
class FieldHelp:
    """What the cell of a field tells and takes.

    Attributes:
        name: its name on the form.
        prompt: what is told when it is chosen: its unit of measure, how to type it.
        choices: the texts that it may have; none if any.
        kind: as :class:`FieldRecord` has it.
    """

    name: str = ""
    prompt: str = ""
    choices: tuple[str, ...] = ()
    kind: str = "text"


@dataclass(frozen=True)
class WorkbookTexts:
    """The sentences of a workbook, in one language.

    Attributes:
        how: the name and the lines of the sheet that says how to fill the others in.
        figure: that a figure is asked for.
        choice: that one of the list is asked for.
        fixed: that a value is worked out by docgen, and not renewed here; ``{formula}``.
        in_word: that a text is written elsewhere.
    """

    name: str
    how: tuple[str, ...]
    figure: str
    choice: str
    fixed: str
    in_word: str


@dataclass
class WorkbookWriter:
    """Writes one workbook.

    Attributes:
        form: the forms as they print.
        records: what the hidden sheet holds.
        helps: what each field tells, by where it is typed.
        notes: the problems at each field.
        texts: the sentences.
        others: lines of problems that no field has.
        not_live: the formulas that Excel does not work out; filled by writing.
    """

    form: PrintedForm
    records: WorkbookRecords
    helps: Mapping[FieldKey, FieldHelp]
    notes: Mapping[FieldKey, str]
    texts: WorkbookTexts
    others: Sequence[str] = ()
    not_live: list[str] = field(default_factory=list)

    def write(self, sheets: Sequence[FormSheet], day: str) -> bytes:
        """The bytes of the workbook; ``day`` is when it says that it was made."""
        book = Workbook()
        book.remove(book.worksheets[0])
        self._addresses = dict(_addresses(sheets))
        formulas = ExcelFormulas(self.form.index, self._addresses)
        pages = [book.create_sheet(sheet.name) for sheet in sheets]
        for number, (page, sheet) in enumerate(zip(pages, sheets, strict=True), 1):
            _SheetWriter(self, page, sheet, formulas, f"s{number}").write()
        self._write_how(book)
        self._write_records(book)
        book.security = WorkbookProtection(lockStructure=True)
        book.calculation.fullCalcOnLoad = True
        data = io.BytesIO()
        book.save(data)
        return _with_fixed_times(data.getvalue(), day)

    def _write_how(self, book: Workbook) -> None:
        page = book.create_sheet(self.texts.name)
        page.column_dimensions["A"].width = 100
        for number, line in enumerate((*self.texts.how, *self.others), 1):
            cell = _cell(page, number, 1)
            _set_text(cell, line)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        page.protection.sheet = True
        page.page_setup.paperSize = 9
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        page.page_setup.fitToHeight = 0

    def _write_records(self, book: Workbook) -> None:
        page = book.create_sheet(SHEET)
        page.sheet_state = "veryHidden"
        for number, line in enumerate(self.records.lines(), 1):
            for column, word in enumerate(line, 1):
                _set_text(_cell(page, number, column), word)


@dataclass
class _SheetWriter:
    """Writes one form."""

    writer: WorkbookWriter
    page: Worksheet
    sheet: FormSheet
    formulas: ExcelFormulas
    identifier: str
    _heights: dict[int, float] = field(default_factory=dict, init=False)
    _looks: CellLooks = field(default_factory=CellLooks, init=False)
    _checks: dict[tuple[str, ...], DataValidation] = field(default_factory=dict, init=False)

    def write(self) -> None:
        """Writes cells, sizes, ids and print setup."""
        page, sheet = self.page, self.sheet
        self._heights = dict(enumerate(sheet.heights))
        for cell in sheet.cells:
            self._write_cell(cell)
        for check in self._checks.values():
            page.add_data_validation(check)
        for number in range(len(sheet.rows)):
            height = max(self._heights.get(number, 0), CellLook.size * _LINE + 3)
            page.row_dimensions[number + 2].height = round(min(height, _MOST_HEIGHT), 1)
        for number, (left, right) in enumerate(zip(sheet.edges, sheet.edges[1:], strict=False)):
            width = max(((right - left) * _PIXEL - 5) / 7, (right - left) * _PIXEL / 12)
            page.column_dimensions[get_column_letter(number + 2)].width = round(width, 2)
        self._write_ids()
        self._set_up_page()

    def _write_ids(self) -> None:
        """The ids of rows and columns, in the hidden first column and row."""
        rows, columns = len(self.sheet.rows), len(self.sheet.edges) - 1
        ids = {(1, 1): f"{ID}{self.identifier}"}
        ids |= {(number + 2, 1): row_id(number) for number in range(rows)}
        ids |= {(1, number + 2): column_id(number) for number in range(columns)}
        for (row, column), text in ids.items():
            _set_text(_cell(self.page, row, column), text)
        self.page.row_dimensions[1].hidden = True
        self.page.column_dimensions["A"].hidden = True

    def _set_up_page(self) -> None:
        page, rows, columns = self.page, len(self.sheet.rows), len(self.sheet.edges) - 1
        page.sheet_view.showGridLines = False
        page.page_setup.paperSize = 9  # A4
        page.page_setup.orientation = "landscape" if self.sheet.landscape else "portrait"
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        page.print_options.horizontalCentered = True
        for side, inches in _MARGINS.items():
            setattr(page.page_margins, side, inches)
        page.print_area = f"B2:{get_column_letter(columns + 1)}{rows + 1}"
        protection = page.protection
        protection.sheet = True
        protection.formatColumns = protection.formatRows = False

    def _write_cell(self, cell: SheetCell) -> None:
        row, column = cell.row + 2, self.sheet.column(cell.left) + 2
        last_row, last_column = row + cell.rows - 1, self.sheet.column(cell.right) + 1
        first = _cell(self.page, row, column)
        if (last_row, last_column) != (row, column):
            self.page.merge_cells(None, row, column, last_row, last_column)
        area = (row, column, last_row, last_column)
        for number in range(row, last_row + 1):
            for other in range(column, last_column + 1):
                self._looks.give(cell, area, self.page.cell(number, other))
        self._fill(first, cell)
        self._need_height(cell)

    def _fill(self, first: Cell, cell: SheetCell) -> None:
        piece = cell.piece
        if piece.kind is PieceKind.FIELD and piece.key:
            self._fill_field(first, piece.key, piece.text)
        elif piece.kind is PieceKind.DERIVED:
            self._fill_derived(first, piece.steps, piece.text)
        elif piece.key and piece.is_alone and piece.steps in self.formulas.cells:
            address = self.formulas.cells[piece.steps]
            first.value = f'=IF({address}="","",{address})'
        elif piece.kind is PieceKind.TEXT:
            shown = piece.text
            if len(shown) > _LONGEST_TEXT:
                shown = f"{shown[:_LONGEST_TEXT]}……"
            _set_text(first, shown)
            _note(first, self.writer.texts.in_word)
        else:
            _set_text(first, piece.text)

    def _fill_field(self, first: Cell, key: FieldKey, text: str) -> None:
        known = self.writer.helps.get(key, FieldHelp())
        figure = Figure.read(text) if known.kind in ("figure", "either") else None
        set_value(first, text, figure)
        if known.kind == "either" or (known.kind == "figure" and not text):
            first.number_format = first.number_format if figure else "General"
        self._check(first, known)
        if key in self.writer.notes:
            _note(first, self.writer.notes[key])

    def _fill_derived(self, first: Cell, steps: Steps, text: str) -> None:
        formula = self.formulas.formula(steps)
        if formula:
            own = (self.identifier, row_id(first.row - 2), column_id(first.column - 2), "")
            self.writer.records.totals.append(LabelRecord(*own))
            first.value = formula
            first.number_format = format_of(text)
            return
        set_value(first, text, Figure.read(text))
        derived = self.formulas.index.formula(steps)
        if derived and text:
            told = f"{derived.field} = {derived.formula}"
            self.writer.not_live += [told] if told not in self.writer.not_live else []
            _note(first, self.writer.texts.fixed.format(formula=told))

    def _check(self, first: Cell, known: FieldHelp) -> None:
        """What may be typed in a field, and what is told when it is chosen."""
        texts = self.writer.texts
        choices = f'"{",".join(known.choices)}"' if known.choices else ""
        if len(choices) > _LONGEST_CHOICES or any("," in each for each in known.choices):
            choices = ""
        if not (known.prompt or choices or known.kind == "figure"):
            return
        key = (known.kind, known.prompt, known.name, choices)
        if key not in self._checks:
            self._checks[key] = _validation(known, choices, texts)
        self._checks[key].add(first)

    def _need_height(self, cell: SheetCell) -> None:
        """Makes the rows of a cell high enough for its text."""
        piece, size = cell.piece, cell.look.size
        text = piece.text[:_LONGEST_TEXT] if piece.kind is PieceKind.TEXT else piece.text
        width = max((cell.right - cell.left) / TWIPS_PER_POINT - 6, size)
        lines = sum(-(-half_ems(line) * size / 2 // width) or 1 for line in text.split("\n"))
        missing = lines * size * _LINE + 4
        rows = range(cell.row, cell.row + cell.rows)
        missing -= sum(self._heights.get(row, 0) for row in rows[:-1])
        self._heights[rows[-1]] = max(self._heights.get(rows[-1], 0), missing)


def _cell(page: Worksheet, row: int, column: int) -> Cell:
    """A cell that is no part of another."""
    cell = page.cell(row, column)
    assert isinstance(cell, Cell)
    return cell


def set_value(cell: Cell, text: str, figure: Figure | None) -> None:
    """Puts a value into a cell: a figure as a number that shows as it is typed, if it can be."""
    if figure is None or len(figure.value.as_tuple().digits) > _SURE or not text:
        _set_text(cell, text)
        cell.number_format = _TEXT_FORMAT
        return
    cell.value = int(figure.value) if places_of(figure.value) <= 0 else float(figure.value)
    cell.number_format = format_of(text)


def format_of(text: str) -> str:
    """The number format that shows a figure as it is typed, and hides no digit of another.

    ``136.60`` needs two places, of which Excel would leave out the last.
    """
    figure = Figure.read(text)
    if figure is None or not text.endswith("0") or "." not in text:
        return "General"
    return f"0.{'0' * places_of(Decimal(text))}########"


def _set_text(cell: Cell, text: str) -> None:
    """Puts a text into a cell, which is none else, whatever it looks like."""
    if text:
        cell.value = text
        cell.data_type = "s"


def _note(cell: Cell, text: str) -> None:
    known = f"{cell.comment.text}\n" if cell.comment else ""
    comment = Comment(known + text, "docgen")
    comment.width, comment.height = 320, 60 + 18 * (len(comment.text) // 22)
    cell.comment = comment


def _validation(known: FieldHelp, choices: str, texts: WorkbookTexts) -> DataValidation:
    options: dict[str, Any] = {"type": None}
    if choices:
        options = {"type": "list", "formula1": choices, "error": texts.choice}
    elif known.kind == "figure":
        options = {"type": "decimal", "operator": "between"}
        options |= {"formula1": "-1000000000000", "formula2": "1000000000000"}
        options |= {"error": texts.figure}
    check = DataValidation(allow_blank=True, errorStyle="warning", **options)
    check.showErrorMessage = bool(options["type"])
    check.showInputMessage = bool(known.prompt)
    check.promptTitle = known.name[:_LONGEST_TITLE] or None
    check.prompt = known.prompt[:_LONGEST_PROMPT] or None
    return check


def _addresses(sheets: Sequence[FormSheet]) -> Iterator[tuple[Steps, str]]:
    """Yields the keys of each field and of each derived value, and the address of its cell."""
    for sheet in sheets:
        for cell in sheet.cells:
            is_one = cell.piece.kind in (PieceKind.FIELD, PieceKind.DERIVED)
            if is_one and cell.piece.steps:
                column = get_column_letter(sheet.column(cell.left) + 2)
                yield cell.piece.steps, f"{quote_sheetname(sheet.name)}!{column}{cell.row + 2}"


def _with_fixed_times(data: bytes, day: str) -> bytes:
    """The workbook with ``day`` for the time at which it was written."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = {name: package.read(name) for name in package.namelist()}
    core = entries["docProps/core.xml"]
    entries["docProps/core.xml"] = _MODIFIED.sub(rb"\g<1>" + day.encode(), core)
    return zipped(entries)
