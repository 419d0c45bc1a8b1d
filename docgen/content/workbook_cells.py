"""Values that content takes from cells of the unit's workbooks.

    全年执行数: !cell 决算表.xlsx!财决01表!F12

The value is what the cell shows; its place is the cell, with that of the reference behind it. A
workbook is opened once for a unit, and again only if its bytes are others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.content.cell_references import FIGURES, RECORD, CellReference, read_reference
from docgen.content.characters import forbidden_characters
from docgen.content.plain_scalars import BLANKS
from docgen.content.source_files import LINK_OUTSIDE, is_inside
from docgen.content.values import Blank, CellText, Text
from docgen.diagnostics import DocgenError, Place, Problem, Problems, error, nearest
from docgen.diagnostics.codes import problem_code
from docgen.diagnostics.file_names import the_one_meant

if TYPE_CHECKING:  # a unit without references needs none of it
    from docgen.sheets.cells import Cell
    from docgen.sheets.sheet import Sheet
    from docgen.sheets.workbook import Workbook

CELL_REFERENCE = problem_code(
    "cell-reference",
    en=(
        "「{text}」 does not name a cell",
        "write `!cell workbook.xlsx!sheet!F12`, or the labels of row and column: "
        "`!cell workbook.xlsx!sheet!row×column`",
    ),
    zh=(
        "「{text}」没有写明是哪个单元格",
        "写成 `!cell 工作簿.xlsx!工作表!F12`，或用行、列的标签：`!cell 工作簿.xlsx!工作表!行×列`",
    ),
)
WORKBOOK_MISSING = problem_code(
    "workbook-missing",
    en=(
        "the workbook {name} is not there{nearest}",
        "put it into {folder}, or correct the name behind !cell",
    ),
    zh=("找不到工作簿 {name}{nearest}", "把它放进 {folder}，或改正 !cell 后面的文件名"),
)
WORKBOOK_OUTSIDE = problem_code(
    "workbook-outside",
    en=(
        "「{name}」 leads out of the unit; it was not read",
        "put the workbook into {folder}, and write its name alone behind !cell",
    ),
    zh=(
        "「{name}」在单位文件夹之外，没有读取",
        "把工作簿放进 {folder}，!cell 后面只写文件名",
    ),
)


@dataclass(frozen=True)
class TakenCell:
    """A cell that content takes a value from.

    Attributes:
        reference: how it is named.
        text: what it shows; empty for an empty cell.
        figure: the figure that it shows, as content has it; empty if it shows none.
        place: the cell, with the place of the reference.
        hidden: whether its row, its column or its sheet is hidden.
    """

    reference: CellReference
    text: str
    figure: str
    place: Place
    hidden: bool = False


class UnitCells:
    """Takes values from the workbooks of one unit, and remembers which.

    Texts may be given ``instead`` of what cells show, by the names of the workbook and of the cell
    in it: what they showed before.

    Attributes:
        taken: the cells that were taken from, in the order of their references.
        digests: those of the workbooks that were opened, by their names.
    """

    def __init__(
        self,
        folder: Path,
        place: Place,
        problems: Problems,
        instead: Mapping[tuple[str, str], str] | None = None,
    ) -> None:
        self._unit, self._folder, self._problems = folder, folder / FIGURES, problems
        self._instead = instead or {}
        self._place = place.in_file(f"{place.file}/{FIGURES}")
        self._workbooks: dict[str, Workbook | Problem] = {}
        self._told: dict[tuple[object, ...], Place] = {}
        self.taken: list[TakenCell] = []
        self.digests: dict[str, str] = {}

    def value(self, text: str, typed: Place) -> Text | Blank:
        """What the cell shows that ``text`` names, which stands at ``typed``.

        What keeps it from being read is a problem, and the value is blank. One cause is told once:
        the blanks of the other references have its place, so that nothing is said of them.
        """
        try:
            reference, cell = self._found(self._reference(text, typed), typed)
        except DocgenError as reason:
            return Blank(self._tell(reason.problem, typed))
        except _WaitingError as reason:
            self._tell(reason.problem, typed)
            return Blank(reason.place)
        return self._taken(reference, cell, typed)

    def _reference(self, text: str, typed: Place) -> CellReference:
        reference = read_reference(text)
        if reference is None:
            raise DocgenError(error(CELL_REFERENCE, typed, text=text))
        if "/" in reference.workbook or ":" in reference.workbook:
            words = {"name": reference.workbook, "folder": self._place.file}
            raise DocgenError(error(WORKBOOK_OUTSIDE, typed, **words))
        return reference

    def _found(self, reference: CellReference, typed: Place) -> tuple[CellReference, Cell]:
        """The cell, and its reference with the workbook's own name."""
        name = the_one_meant(reference.workbook, self._names)
        if not name:
            raise self._missing(reference, typed)
        sheet = self._workbook(name).sheet(reference.sheet)
        address = reference.address
        cell = sheet.cell(*address) if address else _labelled(sheet, reference)
        cell = replace(cell, hidden=True) if sheet.hidden else cell
        known = reference if name == reference.workbook else replace(reference, workbook=name)
        return known, cell

    @cached_property
    def _names(self) -> list[str]:
        """The names of the files of the folder; the lock files of open workbooks are none."""
        try:
            found = sorted(path.name for path in self._folder.iterdir())
        except OSError:
            return []
        return [name for name in found if name[0] not in ".~" and name != RECORD]

    def _missing(self, reference: CellReference, typed: Place) -> _WaitingError:
        """That a workbook is not there yet, and the place of the cell that will be."""
        name, known = reference.workbook, self._names
        words = {"name": name, "nearest": nearest(name, known), "folder": self._place.file}
        place = Place(f"{self._place.file}/{name}", reference=str(typed))
        line, column = reference.address or (0, 0)
        cell = place._replace(line=line, column=column, sheet=reference.sheet)
        return _WaitingError(error(WORKBOOK_MISSING, place, **words), cell)

    def _workbook(self, name: str) -> Workbook:
        """The workbook of that name, or the reason why it cannot be read once more."""
        if name not in self._workbooks:
            self._workbooks[name] = self._opened(name)
        found = self._workbooks[name]
        if isinstance(found, Problem):
            raise DocgenError(found)
        return found

    def _opened(self, name: str) -> Workbook | Problem:
        from docgen.sheets.workbook_file import bytes_of

        path, place = self._folder / name, Place(f"{self._place.file}/{name}")
        if not is_inside(path, self._unit):
            return error(LINK_OUTSIDE, place, name=name, folder=self._unit.name)
        try:
            workbook = _known_workbook(bytes_of(path, place), place.file)
        except DocgenError as reason:
            return reason.problem
        self.digests[name] = workbook.digest
        return workbook

    def _taken(self, reference: CellReference, cell: Cell, typed: Place) -> Text | Blank:
        from docgen.sheets.cells import number_in

        place = cell.place._replace(reference=str(typed))
        if cell.problem:
            self._problems.add(replace(cell.problem, place=place))
            if cell.problem.is_error:
                return Blank(place)
        old = self._instead.get((reference.workbook, reference.name))
        shown = cell.text if old is None else old
        text = shown.replace("\r\n", "\n").strip(BLANKS + "\n")
        if forbidden := list(forbidden_characters(text, place)):
            self._problems.extend(replace(problem, fix=None) for problem in forbidden)
            return Blank(place)
        number = cell.number if old is None or cell.number is None else number_in(old)
        figure = "" if number is None else f"{number:f}"
        self.taken.append(TakenCell(reference, text, figure, place, cell.hidden))
        return CellText(text, place, number=figure) if text else Blank(place)

    def _tell(self, problem: Problem, typed: Place) -> Place:
        """Tells a problem unless it was told before; returns the place at which it was."""
        cell = problem.place._replace(reference="")
        cause = problem.code, cell, *sorted(problem.words.items())
        if cause not in self._told:
            is_content = problem.place == typed
            place = typed if is_content else problem.place._replace(reference=str(typed))
            self._problems.add(replace(problem, place=place))
            self._told[cause] = place
        return self._told[cause]


class _WaitingError(Exception):
    """A cell cannot be read yet: its workbook is still to come.

    Attributes:
        problem: that the workbook is missing.
        place: that of the cell.
    """

    def __init__(self, problem: Problem, place: Place) -> None:
        super().__init__(str(place))
        self.problem, self.place = problem, place


def _labelled(sheet: Sheet, reference: CellReference) -> Cell:
    """The cell that two labels name; of labels with a cross in them the parting that fits."""
    from docgen.sheets.labels import find

    first: DocgenError | None = None
    for row, column in reference.labels:
        try:
            return find(sheet, row, column)
        except DocgenError as reason:
            first = first or reason
    assert first is not None  # there are labels
    raise first


@lru_cache(maxsize=8)
def _known_workbook(data: bytes, name: str) -> Workbook:
    """A workbook of these bytes, which a process that stays warm asks for again and again."""
    from docgen.sheets.workbook import open_workbook

    return open_workbook(data, name)
