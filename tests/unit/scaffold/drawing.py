"""Tables and forms drawn in the notation of :mod:`tests.blank_forms`, as the drafter reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import docx
from docx.document import Document
from lxml import etree

from docgen.scaffold.pack.form_fields import Content, Field, Path
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.tables.header_scan import HeaderScan
from docgen.scaffold.pack.tables.regions import FormGrid, FormRegion
from docgen.word.xml import w
from tests.blank_forms import add_paragraph, add_table

YEAR = 2023
"""The edition of all forms."""

_PAPER = docx.Document()
"""The document that tables are drawn in; each is taken out of it again."""


def table_of(*rows: str) -> etree._Element:
    """The ``w:tbl`` of a drawing, in no document."""
    table = add_table(_PAPER, [1000] * (rows[0].count("|") + 1), rows)._tbl
    _PAPER.element.body.remove(table)
    return table


def grid_of(*rows: str) -> FormGrid:
    return FormGrid(table_of(*rows))


def roles_in(scan: HeaderScan) -> list[str]:
    """The roles of a table's cells, drawn as the table is: ``label blank < ^`` for each row."""
    width = max(region.right for region in scan.grid.regions)
    numbers = range(1, scan.grid.height + 1)
    return [" ".join(_role(scan, number, column) for column in range(width)) for number in numbers]


def _role(scan: HeaderScan, number: int, column: int) -> str:
    region = scan.grid.at(number, column)
    if region is None:
        return "-"
    if region.row < number:
        return "^"
    return "<" if region.column < column else scan.roles[region].name.lower()


def scan_of(*rows: str, in_units: bool = False) -> HeaderScan:
    return HeaderScan(grid_of(*rows), YEAR, in_units)


def named(grid: FormGrid, text: str) -> FormRegion:
    """The region with this text."""
    (region,) = (region for region in grid.regions if region.text == text)
    return region


def texts(regions: Iterable[FormRegion | None]) -> list[str]:
    return [region.text if region else "" for region in regions]


def places(regions: Iterable[FormRegion]) -> list[tuple[int, int]]:
    """Row and column of each region in reading order, as ``Grid.at`` has them."""
    return sorted((region.row, region.column) for region in regions)


def form_of(*parts: str | Sequence[str]) -> Document:
    """A form of paragraphs and tables.

    ``{  }`` in a paragraph are underlined spaces, and ``¦`` in a cell is the bar of a filter.
    """
    form = docx.Document()
    for part in parts:
        if isinstance(part, str):
            add_paragraph(form, part)
        else:
            table = add_table(form, [1000] * (part[0].count("|") + 1), part)
            for text in table._tbl.iter(w("t")):
                text.text = (text.text or "").replace("¦", "|")
    return form


def line_of(text: str) -> FormLine:
    """The line of a paragraph in no document; ``{  }`` are underlined spaces."""
    paragraph = add_paragraph(_PAPER, text)._p
    _PAPER.element.body.remove(paragraph)
    return FormLine(paragraph)


def dotted(path: Path) -> str:
    return ".".join(path)


def paths(fields: Iterable[Field]) -> list[str]:
    return [dotted(field.path) for field in fields]


def content(of: Content) -> str:
    """What a cell of a repeated row holds: a tag, ``path kind``, or several of them."""
    if isinstance(of, str):
        return of
    fields = [of] if isinstance(of, Field) else of
    return ", ".join(f"{dotted(field.path)} {field.kind}" for field in fields)
