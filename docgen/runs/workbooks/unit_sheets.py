"""The sheets of a unit: one for each form of its pack, and one for fields outside of tables.

A field that is printed several times can be typed in one place: where it is alone in a cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from lxml import etree

from docgen.content.content_names import stem_of
from docgen.content.values import Items, Node, Text, Value
from docgen.diagnostics import Place, Problems
from docgen.packs.expressions import evaluate
from docgen.packs.part import Part
from docgen.roundtrip.reading.docx_model import Block, DocxTable
from docgen.runs.workbooks.cell_pieces import CellPiece, PieceKind
from docgen.runs.workbooks.form_sheet import FormSheet, SheetCell, SheetMaker, fields_of
from docgen.runs.workbooks.other_fields import other_sheet
from docgen.runs.workbooks.printed_form import FieldKey, PrintedForm
from docgen.templates.part_file import read_part
from docgen.word.xml import child_at, w

_LONGEST = 31
"""Characters of a sheet's name in Excel."""
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f']")
_ANNEX = re.compile(r"附[件表录]\s*[\d一二三四五六七八九十]*")
_OTHERS, _NO_CELL = "封面", "其他"


def unit_sheets(form: PrintedForm) -> list[FormSheet]:
    """The sheets of a unit; those without fields are left out."""
    data = form.index.value_at(())
    assert isinstance(data, Node)  # all of the unit
    sheets = list[FormSheet]()
    for part, blocks, landscape, item in _forms(form, data):
        sheet = SheetMaker(form, FormSheet("", landscape)).lay_out(blocks)
        name = stem_of(Path(part.content))
        if not name and any(isinstance(block, DocxTable) for block in blocks):
            name = _name(blocks, item) or part.path.stem
        sheet.name = _free_name(name or _OTHERS, [other.name for other in sheets])
        sheets.append(sheet)
    _keep_one_of_each(sheets)
    known = {key for sheet in sheets for key, _ in fields_of(sheet)}
    name = _free_name(_NO_CELL, [sheet.name for sheet in sheets])
    sheets.append(other_sheet(form, known, name))
    return [sheet for sheet in sheets if sheet.has_fields]


_Form: TypeAlias = tuple[Part, Sequence[Block], bool, "Value | None"]
"""Part and blocks of a form, whether it is landscape, and the item that it is of, if any."""


def _forms(form: PrintedForm, data: Node) -> Iterator[_Form]:
    """Yields the forms; one ends where the last section of its part does."""
    sections = list(_sections(form.file.body))
    for part in form.pack.parts:
        count = _count_sections(part)
        for item in _items(part, data):
            own, sections = sections[:count], sections[count:]
            if blocks := [block for section, _ in own for block in section]:
                yield part, blocks, any(landscape for _, landscape in own), item


def _items(part: Part, data: Node) -> Sequence[Value | None]:
    """The items that a part is repeated for; ``None`` alone for one that is not."""
    if part.loop is None:
        return [None]
    found = evaluate(part.loop[1], Place(""), Problems(), data)
    return found if isinstance(found, Items) else [None]


def _sections(body: Sequence[Block]) -> Iterator[tuple[Sequence[Block], bool]]:
    """Yields the blocks of each section, and whether it is landscape."""
    blocks = list[Block]()
    for block in body:
        blocks.append(block)
        end = child_at(block.element, w("pPr"), w("sectPr"))
        if end is not None:
            yield blocks, _is_landscape(end)
            blocks = []
    root = body[0].element.getparent() if body else None
    last = child_at(root, w("sectPr")) if root is not None else None
    yield blocks, last is not None and _is_landscape(last)


def _is_landscape(section: etree._Element) -> bool:
    size = child_at(section, w("pgSz"))
    return size is not None and size.get(w("orient")) == "landscape"


def _count_sections(part: Part) -> int:
    document = read_part(part, Problems())
    return sum(1 for _ in document.element.body.iter(w("sectPr"))) if document is not None else 1


def _name(blocks: Sequence[Block], item: Value | None) -> str:
    """The name of a form: 附件1, and the first words of the item that it is of, or its title."""
    lines = [block.text.strip() for block in blocks if not isinstance(block, DocxTable)]
    titles = [line for line in lines if line]
    annex = next((found[0] for line in titles[:2] if (found := _ANNEX.match(line))), "")
    values = item.items() if isinstance(item, Node) else ()
    texts = (value for key, value in values if isinstance(value, Text) and value != key)
    name = next((text.strip() for text in texts if text.strip()), "")
    title = next((line for line in titles if not _ANNEX.fullmatch(line)), "")
    return " ".join(filter(None, (annex, name or title)))


def _free_name(name: str, taken: Sequence[str]) -> str:
    """A name that Excel takes and no other sheet has."""
    plain = " ".join(_NOT_IN_NAMES.sub(" ", name).split())[:_LONGEST].strip() or _OTHERS
    known, number, free = {other.lower() for other in taken}, 2, plain
    while free.lower() in known or free.lower() == "history":
        end = f" {number}"
        free, number = plain[: _LONGEST - len(end)] + end, number + 1
    return free


@dataclass(frozen=True)
class _Seen:
    """Where a field is printed; the one with the highest rank is typed in."""

    rank: int
    cell: SheetCell


def _keep_one_of_each(sheets: Sequence[FormSheet]) -> None:
    """Makes labels of all cells of a field but one."""
    best = dict[FieldKey, _Seen]()
    for sheet in sheets:
        for key, cell in fields_of(sheet):
            seen = _Seen(2 * cell.piece.is_alone + cell.bordered, cell)
            if key not in best or seen.rank > best[key].rank:
                best[key] = seen
    for sheet in sheets:
        cells = [
            replace(cell, piece=cell.piece.as_label) if _is_other(cell, best) else cell
            for cell in sheet.cells
        ]
        sheet.cells = list(_rejoined(cells))
        if not any(cell.bordered for cell in sheet.cells):
            _drop_plain_rows(sheet)


def _rejoined(cells: Sequence[SheetCell]) -> Iterator[SheetCell]:
    """The cells, those of a line whose fields are all typed elsewhere as one."""
    line = list[SheetCell]()
    for cell in cells:
        line.append(cell)
        if not cell.closes:
            continue
        if len(line) > 1 and all(part.piece.kind is PieceKind.LABEL for part in line):
            text = " ".join(part.piece.text for part in line)
            yield replace(
                line[0], right=cell.right, piece=CellPiece(PieceKind.LABEL, text), closes=True
            )
        else:
            yield from line
        line = []


def _drop_plain_rows(sheet: FormSheet) -> None:
    """Drops the rows without fields of a sheet that is no table."""
    kept = sorted({cell.row for _, cell in fields_of(sheet)})
    numbers = {row: number for number, row in enumerate(kept)}
    cells = (cell for cell in sheet.cells if cell.row in numbers)
    sheet.cells = [replace(cell, row=numbers[cell.row]) for cell in cells]
    sheet.heights = [sheet.heights[row] for row in kept]
    sheet.rows = [sheet.rows[row] for row in kept]


def _is_other(cell: SheetCell, best: dict[FieldKey, _Seen]) -> bool:
    key = cell.piece.key if cell.piece.kind is PieceKind.FIELD else None
    return key is not None and best[key].cell is not cell
