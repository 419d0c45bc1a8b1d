"""Reads .xlsx and .xlsm: the values that Excel last worked out, and the formats they have.

openpyxl gives a formula or its value, not both, and makes a cell of each that is only formatted;
a sheet may have millions of these. So the parts are read here (ECMA-376 part 1, 18.2 to 18.4),
elements by their local names, since the strict variant has other namespaces.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator
from math import isfinite

from lxml import etree

from docgen.diagnostics import Place
from docgen.sheets.built_in_formats import BUILT_IN
from docgen.sheets.cells import CellKind, StoredCell
from docgen.sheets.sheet import MergedRange, StoredSheet, address_of, refuse_beyond
from docgen.sheets.workbook_file import (
    CELLS_LIMIT,
    DAMAGED_WORKBOOK,
    MOST_CELLS,
    WORKBOOK_TOO_LARGE,
    Entries,
    WorkbookError,
)

_BARE_CELL = re.compile(rb"<c(?:\s[^<>]*)?/>")
_BARE_ROW = re.compile(rb"<row(?:\s[^<>]*)?(?:/>|>\s*</row>)")
"""Cells and rows that are only formatted; nothing else of a sheet has these names."""

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""A character that XML cannot hold (ECMA-376 part 1, 22.9.2.19, ST_Xstring)."""


def read_xlsx(entries: Entries, place: Place) -> tuple[list[StoredSheet], bool]:
    """The sheets of a workbook, and whether its dates count from 1904.

    Raises :class:`WorkbookError` if a part is damaged or there are too many cells.
    """
    reader = _XlsxReader(entries, place)
    try:
        return reader.read()
    except WorkbookError:
        raise
    # A part may lack anything, or have it in the place of a number.
    except Exception as reason:
        raise WorkbookError(DAMAGED_WORKBOOK, place, part=reader.part) from reason


class _XlsxReader:
    """Reads the parts of one workbook.

    Attributes:
        part: the one that is being read.
    """

    part = "xl/workbook.xml"

    def __init__(self, entries: Entries, place: Place) -> None:
        self._entries = {name.lower(): data for name, data in entries.items()}
        self._place = place
        self._left = MOST_CELLS
        self._texts = list[str]()
        self._codes = list[str]()

    def read(self) -> tuple[list[StoredSheet], bool]:
        main = next(
            (part for kind, part in self._relations("").values() if kind == "officeDocument"), ""
        )
        workbook = self._part(main)
        parts = self._relations(main)
        for kind, part in parts.values():
            if kind == "sharedStrings":
                self._texts = self._shared_texts(part)
            if kind == "styles":
                self._codes = self._number_formats(part)
        properties = workbook.find("{*}workbookPr")
        from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        sheets = [
            self._sheet(sheet, part)
            for sheet in workbook.iterfind("{*}sheets/{*}sheet")
            for kind, part in [parts.get(_relation_id(sheet), ("", ""))]
            if kind == "worksheet"
        ]
        return sheets, from_1904

    def _data(self, name: str) -> bytes:
        self.part = name or self.part
        return self._entries[name.lower()]

    def _part(self, name: str) -> etree._Element:
        return etree.fromstring(self._data(name))

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """The kind and the part of each relation of ``part``, by its id."""
        folder, file = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{file}.rels")
        return {
            relation.get("Id", ""): (
                relation.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))[1:],
            )
            for relation in self._part(name).iterchildren(etree.Element)
        }

    def _shared_texts(self, part: str) -> list[str]:
        texts = list[str]()
        for _, item in etree.iterparse(io.BytesIO(self._data(part)), tag="{*}si"):
            texts.append(_text_of(item))
            _forget(item)
        return texts

    def _number_formats(self, part: str) -> list[str]:
        """The number format of each cell format, by its index."""
        styles = self._part(part)
        codes = dict(BUILT_IN)
        for rule in styles.iterfind("{*}numFmts/{*}numFmt"):
            codes[int(rule.get("numFmtId", 0))] = rule.get("formatCode", "")
        return [
            codes.get(int(style.get("numFmtId", 0)), "General")
            for style in styles.iterfind("{*}cellXfs/{*}xf")
        ]

    def _sheet(self, entry: etree._Element, part: str) -> StoredSheet:
        stored = StoredSheet(entry.get("name", ""), entry.get("state", "visible") != "visible")
        self._fill(stored, _BARE_ROW.sub(b"", _BARE_CELL.sub(b"", self._data(part))))
        return stored

    def _fill(self, stored: StoredSheet, data: bytes) -> None:
        tags = ("{*}row", "{*}col", "{*}mergeCell", "{*}sheetView")
        number = 0
        for _, element in etree.iterparse(io.BytesIO(data), tag=tags):
            name = etree.QName(element).localname
            if name == "row":
                number = int(element.get("r", number + 1))
                self._fill_row(stored, element, number)
            elif name == "mergeCell":
                stored.merged += _merged(element.get("ref", ""))
            elif name == "sheetView":
                stored.hides_zeros = element.get("showZeros") in ("0", "false")
            elif _is_on(element.get("hidden")):
                stretch = int(element.get("min", 1)), int(element.get("max", 1))
                stored.hidden_columns.append(stretch)
            _forget(element)

    def _fill_row(self, stored: StoredSheet, row: etree._Element, number: int) -> None:
        cells = dict(self._cells(row))
        if not cells:
            return
        refuse_beyond(number, max(cells))
        stored.rows[number] = cells
        self._left -= len(cells)
        if self._left < 0:
            raise WorkbookError(WORKBOOK_TOO_LARGE, self._place, limit=CELLS_LIMIT)
        if _is_on(row.get("hidden")):
            stored.hidden_rows.add(number)

    def _cells(self, row: etree._Element) -> Iterator[tuple[int, StoredCell]]:
        column = 0
        for element in row.iterfind("{*}c"):
            address = address_of(element.get("r", ""))
            column = address[1] if address else column + 1
            if cell := self._cell(element):
                is_formula = element.find("{*}f") is not None
                yield column, cell._replace(is_formula=is_formula)

    def _cell(self, element: etree._Element) -> StoredCell | None:
        kind, code = element.get("t", "n"), self._code(element.get("s"))
        if kind == "inlineStr":
            inline = element.find("{*}is")
            return StoredCell(CellKind.TEXT, _text_of(inline), code) if inline is not None else None
        value = element.findtext("{*}v")
        if not value and kind != "str":
            lacks_value = element.find("{*}f") is not None
            return StoredCell(CellKind.ERROR, "") if lacks_value else None
        if kind in ("n", "b"):
            return _number(value or "", code, is_flag=kind == "b")
        if kind == "e":
            return StoredCell(CellKind.ERROR, value or "#VALUE!")
        text = self._texts[int(value or 0)] if kind == "s" else _unescaped(value or "")
        if kind == "d":
            return StoredCell(CellKind.DATE, text, shown=text)
        return StoredCell(CellKind.TEXT, text, code)

    def _code(self, style: str | None) -> str:
        index = int(style or 0)
        return self._codes[index] if index < len(self._codes) else "General"


def _number(value: str, code: str, *, is_flag: bool) -> StoredCell:
    if is_flag:
        return StoredCell(CellKind.FLAG, value.strip() in ("1", "true"))
    number = float(value)
    if not isfinite(number):
        return StoredCell(CellKind.ERROR, "#NUM!")
    return StoredCell(CellKind.NUMBER, number, code)


def _relation_id(sheet: etree._Element) -> str:
    return next(
        (str(value) for name, value in sheet.attrib.items() if str(name).endswith("}id")), ""
    )


def _is_on(value: str | None) -> bool:
    return value in ("1", "true")


def _text_of(item: etree._Element) -> str:
    """The text of a string item, of its runs, without its phonetic hints (18.4.8)."""
    texts = (*item.iterfind("{*}t"), *item.iterfind("{*}r/{*}t"))
    return _unescaped("".join(text.text or "" for text in texts))


def _unescaped(text: str) -> str:
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _merged(reference: str) -> list[MergedRange]:
    first, _, last = reference.partition(":")
    ends = address_of(first), address_of(last or first)
    return [MergedRange(*ends[0], *ends[1])] if ends[0] and ends[1] else []


def _forget(element: etree._Element) -> None:
    """Frees what has been read: a sheet may be larger than the memory."""
    element.clear()
    parent = element.getparent()
    while parent is not None and parent[0] is not element:
        del parent[0]
