"""A form as a sheet: its cells on a layout grid that all its tables share.

w:tbl    | 单位 |      | 金额 |        columns end where a cell of any table on the sheet ends;
w:tbl    | 名称      | 数量 |          a cell covers all columns up to its right edge, merged
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from docgen.content.yaml_writer import KeyPath
from docgen.roundtrip.reading.docx_model import (
    Block,
    DocxCell,
    DocxParagraph,
    DocxRow,
    DocxTable,
    paragraphs,
)
from docgen.runs.workbooks.cell_pieces import CellPiece, Line, PieceKind, PieceReader
from docgen.runs.workbooks.printed_form import FieldKey, PrintedForm, item_of
from docgen.word.grid import Grid, Region, row_cells
from docgen.word.style_cascade import is_on
from docgen.word.text_width import half_ems
from docgen.word.xml import child_at, twips, w

TWIPS_PER_POINT = 20
_NEAR = 60
"""Twips within which the edges of different tables are one."""
_NEAR_LABEL = 240
"""Twips by which the end of a label within a cell moves to an edge that is there already."""
_TEXT_WIDTH = 8844
"""The width of a form without tables: that of the text on the page (GB/T 9704-2012), in twips."""
_PADDING = 120
"""Twips on both sides of a text in its cell."""


@dataclass(frozen=True)
class CellLook:
    """How a cell looks: its font, its size in points, and where its text stands."""

    font: str = "宋体"
    size: float = 10.5
    bold: bool = False
    align: str = "left"
    vertical: str = "center"


@dataclass(frozen=True, eq=False)
class SheetCell:
    """A cell of a sheet, with all that is merged into it.

    Attributes:
        row: its first row, from 0.
        rows: how many it covers.
        left: its left edge, in twips.
        right: its right edge.
        piece: what it shows; an empty label, if nothing.
        look: how it looks.
        bordered: whether it stands in a table.
        opens: whether it is the first in its cell of the form, which has a border there.
        closes: whether it is the last in it.
    """

    row: int
    rows: int
    left: int
    right: int
    piece: CellPiece
    look: CellLook
    bordered: bool = True
    opens: bool = True
    closes: bool = True


@dataclass(frozen=True)
class ListRow:
    """A row of a list: the list, by its file and keys, and the number of the row, from 0."""

    file: str
    keys: KeyPath
    number: int


@dataclass
class FormSheet:
    """A form.

    Attributes:
        name: the name of its sheet.
        landscape: whether it is printed so.
        cells: its cells.
        heights: the least height of each row, in points.
        rows: the row of a list that each row prints; ``None`` for one of the form itself.
        edges: the edges of its columns, in twips, from 0 on.
    """

    name: str
    landscape: bool = False
    cells: list[SheetCell] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    rows: list[ListRow | None] = field(default_factory=list)
    edges: list[int] = field(default_factory=list)

    def column(self, edge: int) -> int:
        """The number of the column that begins at an edge, or ends before it, from 0."""
        return self.edges.index(edge)

    @property
    def has_fields(self) -> bool:
        """Whether anything can be typed in it."""
        return any(cell.piece.kind is PieceKind.FIELD for cell in self.cells)


@dataclass
class SheetMaker:
    """Lays out the blocks of a form, one below the other."""

    form: PrintedForm
    sheet: FormSheet

    def __post_init__(self) -> None:
        """Begins with an empty sheet."""
        self._reader = PieceReader(self.form)
        self._cascade = self.form.cascade

    def lay_out(self, blocks: Sequence[Block]) -> FormSheet:
        """The sheet of the blocks; without tables, only their lines that have fields."""
        tables = [block for block in blocks if isinstance(block, DocxTable)]
        width = max((_columns(table.element)[-1] for table in tables), default=0) or _TEXT_WIDTH
        for block in blocks:
            if isinstance(block, DocxTable):
                self._table(block, width)
            elif block.text.strip():
                self._paragraph(block, width, only_fields=not tables)
        self.sheet.cells, self.sheet.edges = _on_edges(self.sheet.cells, width)
        return self.sheet

    def _paragraph(self, block: DocxParagraph, width: int, *, only_fields: bool) -> None:
        line = self._reader.line(block)
        kinds = {piece.kind for piece in line}
        if not line or (only_fields and PieceKind.FIELD not in kinds):
            return
        if PieceKind.FIELD not in kinds:
            line = [CellPiece(PieceKind.LABEL, block.text.strip())]
        elif only_fields and len(line) == 1 and line[0].key:  # a cover has no labels
            line = [CellPiece(PieceKind.LABEL, f"{line[0].key[1][-1]}："), *line]
        look = self._look(block, None)
        self._begin_row(None, look.size * 1.7)
        cell = SheetCell(len(self.sheet.rows) - 1, 1, 0, width, line[0], look, bordered=False)
        self.sheet.cells += _split(cell, line, {})

    def _begin_row(self, row: ListRow | None, height: float) -> None:
        self.sheet.rows.append(row)
        self.sheet.heights.append(height)

    def _table(self, table: DocxTable, width: int) -> None:
        rows = [
            row_cells(row.element, number, [cell.element for cell in row.cells])
            for number, row in enumerate(table.rows, 1)
        ]
        own = {cell.element: cell for row in table.rows for cell in row.cells}
        grid, edges = Grid(rows, Region), _scaled(_columns(table.element), width)
        lines = {region: self._lines(own[region.cell.element]) for region in grid.regions}
        starts = self._rows(table, grid, lines)
        labels = _label_widths(grid, lines, self._size_of(own, grid))
        for region in grid.regions:
            left, right = _edge(edges, region.column), _edge(edges, region.right)
            look = self._look_of(own[region.cell.element])
            first, last = starts[region.row - 1], starts[min(region.end - 1, len(starts) - 1)]
            blank = CellPiece(PieceKind.LABEL, "")
            cell = SheetCell(first, last - first, left, right, blank, look)
            self.sheet.cells += _placed(cell, lines[region], labels.get(_extent(region), {}))

    def _lines(self, cell: DocxCell) -> list[Line]:
        lines = self._reader.cell(cell)
        if any(piece.kind is PieceKind.FIELD for line in lines for piece in line):
            return [_joined(line) for line in lines]
        if len(lines) == 1 and len(lines[0]) == 1:
            return lines
        text = "\n".join("".join(piece.text for piece in line) for line in lines)
        return [[CellPiece(PieceKind.LABEL, text)]] if text else []

    def _rows(
        self, table: DocxTable, grid: Grid[Region], lines: dict[Region, list[Line]]
    ) -> list[int]:
        """Adds the rows of a table; returns where each begins, and where the last ends.

        A row has as many as the cell with the most lines that have fields of their own.
        """
        needs = [1] * (grid.height + 2)
        for region in sorted(grid.regions, key=lambda region: region.rows):
            if len(lines[region]) > 1:
                covered = sum(needs[region.row : region.end])
                needs[region.end - 1] += max(len(lines[region]) - covered, 0)
        starts = list[int]()
        for number, row in enumerate(table.rows, 1):
            starts.append(len(self.sheet.rows))
            item = self._list_row(row)
            for _ in range(needs[number]):
                self._begin_row(item, _height(row) / needs[number])
        return [*starts, len(self.sheet.rows)]

    def _list_row(self, row: DocxRow) -> ListRow | None:
        item = item_of(row, self.form.drafts)
        if item is None or (item[0], item[1][:-1]) not in self.form.rows:
            return None
        return ListRow(item[0], item[1][:-1], int(item[1][-1]))

    def _look_of(self, cell: DocxCell) -> CellLook:
        inside = list(paragraphs(DocxRow((cell,), cell.element)))
        shown = next((each for each in inside if each.text.strip()), inside[0] if inside else None)
        return self._look(shown, cell.element)

    def _size_of(self, own: dict[etree._Element, DocxCell], grid: Grid[Region]) -> float:
        first = next(iter(grid.regions), None)
        return self._look_of(own[first.cell.element]).size if first else CellLook.size

    def _look(self, block: DocxParagraph | None, cell: etree._Element | None) -> CellLook:
        if block is None:
            return CellLook()
        form = self._cascade.format_of(block.element)
        text = form.text_look(next(block.element.iter(w("r")), None))
        place = child_at(cell, w("tcPr"), w("vAlign")) if cell is not None else None
        vertical = place.get(w("val"), "top") if place is not None else "center"
        align = {"both": "left"}.get(form.look.align, form.look.align)
        bold = is_on(text.layers, "b")
        return CellLook(
            text.font or CellLook.font,
            text.size,
            bold,
            align if align in ("left", "center", "right") else "left",
            vertical if vertical in ("top", "center", "bottom") else "center",
        )


def _columns(table: etree._Element) -> list[int]:
    """The edges of the columns of a table, in twips; its grid may have fewer than its cells."""
    widths = [twips(column) for column in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}")]
    edges = [0]
    for width in widths:
        edges.append(edges[-1] + max(width, 1))
    return edges


def _scaled(edges: list[int], width: int) -> list[int]:
    return [round(edge * width / edges[-1]) if edges[-1] else 0 for edge in edges]


def _edge(edges: list[int], column: int) -> int:
    """The edge before a column; beyond those of the grid, further ones of the same width."""
    return edges[column] if column < len(edges) else edges[-1] + (column - len(edges) + 1) * 600


def _height(row: DocxRow) -> float:
    """The height that a row asks for, in points."""
    height = child_at(row.element, w("trPr"), w("trHeight"))
    return twips(height, "val") / TWIPS_PER_POINT if height is not None else 0


def _joined(line: Line) -> Line:
    """A line with neighbours that only show something as one label."""
    joined = list[CellPiece]()
    for piece in line:
        shows = piece.kind in (PieceKind.LABEL, PieceKind.DERIVED) and not piece.is_alone
        if shows and joined and joined[-1].kind is PieceKind.LABEL:
            joined[-1] = CellPiece(PieceKind.LABEL, joined[-1].text + piece.text)
        else:
            joined.append(piece.as_label if shows else piece)
    return joined


Extent = tuple[int, int]


def _extent(region: Region) -> Extent:
    return region.column, region.right


def _label_widths(
    grid: Grid[Region], lines: dict[Region, list[Line]], size: float
) -> dict[Extent, dict[int, int]]:
    """The widths of the labels of cells that stand one below the other: those of the widest."""
    widths: dict[Extent, dict[int, int]] = {}
    for region in grid.regions:
        for line in lines[region]:
            if len(line) == 2 and line[0].kind is PieceKind.LABEL:
                known = widths.setdefault(_extent(region), {})
                known[0] = max(known.get(0, 0), _natural(line[0], size))
    return widths


def _natural(piece: CellPiece, size: float) -> int:
    """The width of what a piece shows in one line, in twips."""
    longest = max(map(half_ems, piece.text.split("\n")), default=0)
    return round(longest * size / 2 * TWIPS_PER_POINT) + _PADDING


def _placed(cell: SheetCell, lines: list[Line], labels: dict[int, int]) -> Iterator[SheetCell]:
    """The cells of a region of a table: one line below the other, the last with what is left."""
    if len(lines) <= 1:
        yield from _split(cell, lines[0] if lines else [cell.piece], labels)
        return
    for number, line in enumerate(lines):
        is_last = number == len(lines) - 1
        rows = cell.rows - number if is_last else 1
        yield from _split(replace(cell, row=cell.row + number, rows=rows), line, labels)


def _split(cell: SheetCell, line: Line, labels: dict[int, int]) -> Iterator[SheetCell]:
    """The cells of a line: labels as wide as their text, fields as wide as what is left."""
    if len(line) == 1:
        yield replace(cell, piece=line[0])
        return
    width, size = cell.right - cell.left, cell.look.size
    is_label = [piece.kind is not PieceKind.FIELD for piece in line]
    parts = list(zip(line, is_label, strict=True))
    widths = [_natural(piece, size) if label else 0 for piece, label in parts]
    if len(line) == 2 and is_label[0] and labels:
        widths[0] = labels[0]
    room = sum(widths)
    most = width * (0.8 if not all(is_label) else 1.0)
    widths = [round(each * min(1.0, most / room)) if room else 0 for each in widths]
    share = (width - sum(widths)) // max(is_label.count(False), 1)
    left = cell.left
    for number, (piece, label) in enumerate(parts):
        is_last = number == len(line) - 1
        right = cell.right if is_last else left + (widths[number] if label else share)
        look = replace(cell.look, align="left")
        yield replace(
            cell,
            left=left,
            right=right,
            piece=piece,
            look=look,
            opens=number == 0,
            closes=is_last,
        )
        left = right


def _form_edges(cells: Iterable[SheetCell], width: int) -> dict[int, int]:
    """Where the cells of the form end, each with the edge it goes to: near ones are one."""
    ends = {0, width}
    for cell in cells:
        ends |= {cell.left} if cell.opens else set()
        ends |= {cell.right} if cell.closes else set()
    edges, last = dict[int, int](), -_NEAR - 1
    for end in sorted(ends):
        last = last if end - last <= _NEAR else end
        edges[end] = last
    return edges


def _on_edges(cells: Sequence[SheetCell], width: int) -> tuple[list[SheetCell], list[int]]:
    """The cells from edge to edge, and the edges of all columns.

    The end of a label inside a cell of the form goes to an edge that is near and within the cell.
    """
    ends = _form_edges(cells, width)
    edges, moved = sorted(set(ends.values())), list[SheetCell]()
    for number, cell in enumerate(cells):
        left = ends[cell.left] if cell.opens else moved[-1].right
        if cell.closes:
            right = max(ends[cell.right], left + 1)
        else:
            right = max(cell.right, left + 1)
            end = ends[next(after.right for after in cells[number:] if after.closes)]
            near = [
                edge for edge in edges if left < edge < end and abs(edge - right) <= _NEAR_LABEL
            ]
            right = min(near, key=lambda edge: abs(edge - right), default=right)
        for edge in (left, right):
            if edge not in edges:
                edges = sorted([*edges, edge])
        moved.append(replace(cell, left=left, right=right))
    return moved, edges


def fields_of(sheet: FormSheet) -> Iterator[tuple[FieldKey, SheetCell]]:
    """Yields the fields of a sheet, and their cells."""
    for cell in sheet.cells:
        if cell.piece.kind is PieceKind.FIELD and cell.piece.key:
            yield cell.piece.key, cell
