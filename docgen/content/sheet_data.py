"""Rows of a workbook's table, each of which fills a form: values print as the sheet shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from docgen.content.characters import forbidden_characters
from docgen.content.data_rows import NO_ROWS, Data, DataRow
from docgen.content.values import Blank, Figure, Node, Text, Value
from docgen.diagnostics import Place, Problem, Problems, error
from docgen.diagnostics.codes import problem_code
from docgen.sheets.cells import Cell, CellKind
from docgen.sheets.sheet import Sheet
from docgen.sheets.table import SheetTable, TableRow, table
from docgen.sheets.workbook import Workbook, open_workbook
from docgen.sheets.workbook_file import WorkbookError

HEAD_AND_GROUP = problem_code(
    "head-and-group",
    en=(
        "「{head}」 is the head of a column, and of a group of columns: {other}",
        "give the column another name",
    ),
    zh=("「{head}」既是一列的表头，又是一组列的名称：{other}", "给这一列换一个名称"),
)


def read_sheet_data(path: Path, name: str, problems: Problems, title: str = "") -> Data | None:
    """The rows of a sheet of a workbook, or of a CSV file; ``None`` after errors of the whole.

    It is the sheet of that ``title``, or the first that is not hidden. What is wrong in a cell
    costs its row only.
    """
    try:
        workbook = open_workbook(path, name)
        sheet = workbook.sheet(title) if title else _first_sheet(workbook)
        found = table(sheet) if sheet else None
    except WorkbookError as reason:
        problems.add(reason.problem)
        return None
    if sheet is None or found is None or not found.rows:
        problems.add(error(NO_ROWS, sheet.place if sheet else Place(name)))
        return None
    return _SheetRows(sheet, found, is_typed=path.suffix.lower() in (".csv", ".tsv")).data()


def _first_sheet(workbook: Workbook) -> Sheet | None:
    """The first sheet that is not hidden; ``None`` if there is none."""
    return next((sheet for sheet in workbook.sheets if not sheet.hidden), None)


@dataclass(frozen=True)
class _TableColumn:
    """A column of the table, and the names by which its values are reached.

    Attributes:
        head: its head.
        steps: the head as groups and a name: ``预算.年初`` is 年初 in the group 预算.
        name: the head as a name that a tag can have, if it is none itself: 金额元 for 金额（元）.
    """

    head: str
    steps: tuple[str, ...]
    name: str

    @classmethod
    def of(cls, head: str) -> _TableColumn:
        """The column with this head."""
        parts = tuple(head.split("."))
        if all(map(str.isidentifier, parts)):
            return cls(head, parts, "")
        return cls(head, (head,), tag_name(head))


def tag_name(head: str) -> str:
    """A head as a name that stands in a tag: without blanks and signs, no figure in front."""
    name = "".join(sign for sign in head if f"_{sign}".isidentifier())
    return name if name.isidentifier() or not name else f"_{name}"


class _SheetRows:
    """The rows of a table as values."""

    def __init__(self, sheet: Sheet, found: SheetTable, *, is_typed: bool) -> None:
        self._sheet, self._table, self._is_typed = sheet, found, is_typed
        self._columns = [_TableColumn.of(head) for head in found.heads]
        first = found.rows[0].cells[found.heads[0]].place
        self._place = Place(first.file, found.head_row, first.column, first.sheet)

    def data(self) -> Data:
        """The rows, with the place of the heads."""
        rows = tuple(map(self._row, self._table.rows))
        heads = {name: self._place for column in self._columns for name in self._names(column)}
        of_heads = tuple(
            (frozenset((problem.words["head"], *self._tags(problem.words["head"]))), problem)
            for problem in (*self._table.problems, *self._mixed_heads())
        )
        return Data(self._place, rows, True, heads, is_table=True, of_heads=of_heads)

    @staticmethod
    def _tags(head: str) -> Iterator[str]:
        """The names in tags by which a head may be reached."""
        yield tag_name(head)
        yield head.rpartition(".")[2]

    @staticmethod
    def _names(column: _TableColumn) -> Iterator[str]:
        yield column.head
        if len(column.steps) > 1:
            yield column.steps[0]
        if column.name:
            yield column.name

    def _mixed_heads(self) -> Iterator[Problem]:
        """Heads that are both a column and a group of others."""
        steps = {head: _TableColumn.of(head).steps for head in self._table.heads}
        within: dict[str, str] = {}
        for head, names in steps.items():
            for depth in range(1, len(names)):
                within.setdefault(".".join(names[:depth]), head)
        for head in self._table.heads:
            if other := within.get(head):
                yield error(HEAD_AND_GROUP, self._place, head=head, other=other)

    def _row(self, row: TableRow) -> DataRow:
        node = Node(self._place._replace(line=row.number))
        problems: list[Problem] = []
        for column in self._columns:
            cell = row.cells[column.head]
            value = self._value(cell, problems)
            *groups, last = column.steps
            _group(node, groups, cell.place).add(last, value, cell.place)
            if column.name and column.name not in self._table.heads:
                node.add(column.name, value, cell.place)
        return DataRow(node, tuple(problems))

    def _value(self, cell: Cell, problems: list[Problem]) -> Value:
        """The value of a cell; a blank if it has none, or what cannot be printed."""
        if cell.problem:
            problems.append(cell.problem)
            return Blank(cell.place)
        if cell.is_empty:
            return Blank(cell.place)
        if cell.kind is CellKind.FLAG:
            return bool(cell.value)
        text = cell.text.replace("\r\n", "\n").replace("\r", "\n")
        is_number = cell.kind is CellKind.NUMBER or self._is_typed
        if is_number and cell.number is not None:
            return Figure(_exact(cell.number, text), text, cell.place)
        found = list(forbidden_characters(text, cell.place))
        problems += [error(problem.code, cell.place, **problem.words) for problem in found[:1]]
        return Blank(cell.place) if found else Text(text, cell.place)


def _group(node: Node, names: Sequence[str], place: Place) -> Node:
    """The group of these names in a node, which is made if there is none."""
    for name in names:
        if not isinstance(inner := node.get(name), Node):
            inner = Node(place)
            node.add(name, inner, place)
        node = inner
    return node


def _exact(number: Decimal, text: str) -> Decimal:
    """The number of a cell; of a percentage the ratio, with which sheets calculate."""
    return number.scaleb(-2) if text.rstrip().endswith(("%", "％")) else number
