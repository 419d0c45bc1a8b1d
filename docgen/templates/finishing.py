"""What templates cannot do: a filled story is finished as an XML tree."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import cast

from docx.oxml.parser import parse_xml
from lxml import etree

from docgen.content.characters import UNFILLED_CLOSE
from docgen.templates.cell_tags import GRID_MARK, fit_grids
from docgen.templates.draft_marks import show_unfilled
from docgen.templates.long_tables import INCOMPLETE
from docgen.templates.marks import MERGE_OPEN
from docgen.templates.merged_cells import merge_marked_cells
from docgen.word.cell_properties import has_properties_out_of_order, order_properties
from docgen.word.row_breaks import let_tall_rows_break
from docgen.word.sections import reopen_last_section
from docgen.word.xml import WP, W, remove, w

_EMPTY_ROWS, _EMPTY_TABLES, _OPEN_CELLS, _DRAWINGS = (
    etree.XPath(path, namespaces={"w": W, "wp": WP})
    for path in (
        "//w:tbl/w:tr[not(.//w:tc)]",
        "//w:tbl[not(.//w:tc)]",
        "//w:tc[not(*[self::w:p or self::w:tbl or self::w:sdt or self::w:customXml][last()]"
        "[self::w:p or not(self::w:tbl) and .//w:p])]",
        "//wp:docPr",
    )
)


def _complete_tables(root: etree._Element) -> None:
    """Removes empty rows and tables; cells end with a paragraph."""
    for empty in (*_selected(_EMPTY_ROWS, root), *_selected(_EMPTY_TABLES, root)):
        remove(empty)
    for cell in _selected(_OPEN_CELLS, root):
        etree.SubElement(cell, w("p"))


def _number_drawings(root: etree._Element) -> None:
    """Gives each drawing a unique id: loops and joined parts repeat them."""
    drawings, seen = _selected(_DRAWINGS, root), set[str]()
    taken = {drawing.get("id") for drawing in drawings}
    free = (number for number in map(str, count(1)) if number not in taken)
    for drawing in drawings:
        if drawing.get("id") in seen:
            drawing.set("id", next(free))
        seen.add(drawing.get("id", ""))


def _selected(path: etree.XPath, root: etree._Element) -> list[etree._Element]:
    return cast("list[etree._Element]", path(root))


_STEPS: tuple[tuple[Callable[[str], object], Callable[[etree._Element], None]], ...] = (
    (INCOMPLETE.search, _complete_tables),
    (lambda xml: GRID_MARK in xml, fit_grids),
    (lambda xml: MERGE_OPEN in xml, merge_marked_cells),
    # Tags that put properties last mark the grid of their table as well, which is seen sooner.
    (lambda xml: GRID_MARK in xml and has_properties_out_of_order(xml), order_properties),
    (lambda xml: UNFILLED_CLOSE in xml, show_unfilled),
    (lambda xml: xml.count("<wp:docPr ") > 1, _number_drawings),
)
"""What is done to a filled story, each with the question whether its XML needs it."""


def finish(root: etree._Element, xml: str, page: int, *, whole_document: bool) -> None:
    """Does what templates cannot, in place; ``xml``, the source of ``root``, tells what is needed.

    Besides :data:`_STEPS`, rows taller than ``page`` twips may break.
    """
    for is_needed, step in _STEPS:
        if is_needed(xml):
            step(root)
    if "<w:cantSplit" in xml:
        let_tall_rows_break(root, page)
    if whole_document:
        reopen_last_section(root[-1])


def finished_rows(rows: str, page: int) -> bytes:
    """The printed XML of an element with rows. Raises ``XMLSyntaxError`` if it is none."""
    root = parse_xml(rows.encode())
    finish(root, rows, page, whole_document=False)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=False)
