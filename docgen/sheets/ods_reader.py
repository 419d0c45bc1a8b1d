"""Reads .ods: OpenDocument keeps with each cell what it shows (ODF 1.3 part 3, 9.1.4)."""

from __future__ import annotations

import io
from collections.abc import Iterator

from lxml import etree

from docgen.diagnostics import Place
from docgen.sheets.cells import CellKind, StoredCell
from docgen.sheets.sheet import MergedRange, StoredSheet, refuse_beyond
from docgen.sheets.workbook_file import (
    CELLS_LIMIT,
    DAMAGED_WORKBOOK,
    LOCKED_WORKBOOK,
    MOST_CELLS,
    WORKBOOK_TOO_LARGE,
    Entries,
    WorkbookError,
)

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"


def _name(space: str, name: str) -> str:
    return f"{{{_OASIS}:{space}:1.0}}{name}"


_TABLE, _ROW, _COLUMN, _STYLE = (
    _name("table", "table"),
    _name("table", "table-row"),
    _name("table", "table-column"),
    _name("style", "style"),
)
_CELL, _COVERED = _name("table", "table-cell"), _name("table", "covered-table-cell")
_P, _S, _TAB, _BREAK = (_name("text", name) for name in ("p", "s", "tab", "line-break"))
_REPEATED = {
    tag: _name("table", f"number-{kind}-repeated")
    for tag, kind in (
        (_ROW, "rows"),
        (_COLUMN, "columns"),
        (_CELL, "columns"),
        (_COVERED, "columns"),
    )
}
_TYPE = _name("office", "value-type")
_SHOWN_ERRORS = ("#", "Err:")


def read_ods(entries: Entries, place: Place) -> list[StoredSheet]:
    """The sheets of a workbook.

    Raises :class:`WorkbookError` if it is damaged or locked, or has too many cells.
    """
    if b"encryption-data" in entries.get("META-INF/manifest.xml", b""):
        raise WorkbookError(LOCKED_WORKBOOK, place)
    try:
        return _OdsReader(place).read(entries["content.xml"])
    except WorkbookError:
        raise
    # It may hold anything in the place of a number.
    except Exception as reason:
        raise WorkbookError(DAMAGED_WORKBOOK, place, part="content.xml") from reason


class _OdsReader:
    """Reads the tables of one document, row by row."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._left = MOST_CELLS
        self._hidden_styles = set[str]()
        self._row, self._column = 1, 1

    def read(self, content: bytes) -> list[StoredSheet]:
        sheets, depth = list[StoredSheet](), 0
        tags = (_TABLE, _ROW, _COLUMN, _STYLE)
        for event, element in etree.iterparse(io.BytesIO(content), ("start", "end"), tag=tags):
            if element.tag == _TABLE:
                depth += 1 if event == "start" else -1
                if event == "start" and depth == 1:
                    sheets.append(self._opened(element))
            elif event == "end" and element.tag == _STYLE:
                self._note_style(element)
            elif event == "end" and depth == 1:
                self._take(sheets[-1], element)
                element.clear()
        return sheets

    def _opened(self, table: etree._Element) -> StoredSheet:
        self._row, self._column = 1, 1
        hidden = table.get(_name("table", "style-name"), "") in self._hidden_styles
        return StoredSheet(table.get(_name("table", "name"), ""), hidden)

    def _note_style(self, style: etree._Element) -> None:
        properties = style.find(_name("style", "table-properties"))
        if properties is not None and properties.get(_name("table", "display")) == "false":
            self._hidden_styles.add(style.get(_name("style", "name"), ""))

    def _take(self, sheet: StoredSheet, element: etree._Element) -> None:
        repeated = _repeated(element)
        hidden = element.get(_name("table", "visibility"), "visible") != "visible"
        if element.tag == _COLUMN:
            if hidden:
                sheet.hidden_columns.append((self._column, self._column + repeated - 1))
            self._column += repeated
            return
        self._take_row(sheet, element, repeated, hidden)
        self._row += repeated

    def _take_row(
        self, sheet: StoredSheet, element: etree._Element, repeated: int, hidden: bool
    ) -> None:
        cells = dict(self._cells(sheet, element))
        self._left -= len(cells) * repeated
        if self._left < 0:
            raise WorkbookError(WORKBOOK_TOO_LARGE, self._place, limit=CELLS_LIMIT)
        if cells:
            refuse_beyond(self._row + repeated - 1, max(cells))
        for row in range(self._row, self._row + repeated) if cells else ():
            sheet.rows[row] = cells
            if hidden:
                sheet.hidden_rows.add(row)

    def _cells(self, sheet: StoredSheet, row: etree._Element) -> Iterator[tuple[int, StoredCell]]:
        column = 1
        for element in row.iterchildren(_CELL, _COVERED):
            repeated = _repeated(element)
            if element.tag == _CELL:
                self._note_merged(sheet, element, column)
                stored = _cell(element)
                if stored is not None:
                    has_formula = _name("table", "formula") in element.attrib
                    stored = stored._replace(is_formula=has_formula)
                    if repeated > self._left:
                        raise WorkbookError(WORKBOOK_TOO_LARGE, self._place, limit=CELLS_LIMIT)
                    yield from ((place, stored) for place in range(column, column + repeated))
            column += repeated

    def _note_merged(self, sheet: StoredSheet, cell: etree._Element, column: int) -> None:
        rows, columns = (
            int(cell.get(_name("table", f"number-{name}-spanned"), 1))
            for name in ("rows", "columns")
        )
        if rows > 1 or columns > 1:
            last = self._row + rows - 1, column + columns - 1
            sheet.merged.append(MergedRange(self._row, column, *last))


def _repeated(element: etree._Element) -> int:
    return int(element.get(_REPEATED[element.tag], 1))


def _cell(element: etree._Element) -> StoredCell | None:
    paragraphs = [_text_of(paragraph) for paragraph in element.iterchildren(_P)]
    kind, shown = element.get(_TYPE, ""), "\n".join(paragraphs)
    has_formula = _name("table", "formula") in element.attrib
    # Of a formula that gives an empty text, Calc writes a paragraph and no type.
    if has_formula and (shown.startswith(_SHOWN_ERRORS) or not (kind or paragraphs)):
        return StoredCell(CellKind.ERROR, shown)
    if kind == "boolean":
        flag = element.get(_name("office", "boolean-value")) == "true"
        return StoredCell(CellKind.FLAG, flag, shown=shown or None)
    if kind in ("date", "time"):
        value = element.get(_name("office", f"{kind}-value"), "")
        return StoredCell(CellKind.DATE, value, shown=shown or value)
    if kind in ("float", "percentage", "currency"):
        number = float(element.attrib[_name("office", "value")])
        return StoredCell(CellKind.NUMBER, number, shown=shown if paragraphs else None)
    text = shown or element.get(_name("office", "string-value"), "")
    return StoredCell(CellKind.TEXT, text) if text else None


def _text_of(paragraph: etree._Element) -> str:
    """The text of a paragraph; blanks and tabs in it are elements (ODF 1.3 part 3, 6.1)."""
    texts = [paragraph.text or ""]
    for element in paragraph:
        if element.tag == _S:
            texts.append(" " * int(element.get(_name("text", "c"), 1)))
        elif element.tag in (_TAB, _BREAK):
            texts.append("\t" if element.tag == _TAB else "\n")
        elif isinstance(element.tag, str) and etree.QName(element).localname in ("span", "a"):
            texts.append(_text_of(element))
        texts.append(element.tail or "")
    return "".join(texts)
