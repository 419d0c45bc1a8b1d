"""A blank form, read: what there is to fill in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from docx.document import Document
from lxml import etree

from docgen.scaffold.pack.body_text import read_body
from docgen.scaffold.pack.cell_lines import mark_ruled, read_cells
from docgen.scaffold.pack.colon_cells import fields_in_labels
from docgen.scaffold.pack.form_fields import FormFields
from docgen.scaffold.pack.header_scan import NUMBERED, HeaderScan
from docgen.scaffold.pack.indicators import read_indicators
from docgen.scaffold.pack.lines import FormLine
from docgen.scaffold.pack.lists import read_lists
from docgen.scaffold.pack.naming import key_of
from docgen.scaffold.pack.regions import Grid
from docgen.scaffold.pack.table_cells import read_blanks
from docgen.scaffold.pack.tag_placement import PROJECTS
from docgen.scaffold.pack.titles import title_of, title_texts
from docgen.word.xml import text_of, w

_EACH_FORM = re.compile(r"一个.{0,10}(?:填报?)?一[张份]|每个?.{0,8}(?:填报?)?一[张份]")
_OF_PROJECT = re.compile(r"^项目(?:支出)?名称$")
_YEAR = re.compile(r"(20\d\d)年")
_SENTENCE = re.compile(r"[。；，：:_]")
_MONEY = re.compile(r"[（(：:](?:万元|元|亿元|千元)")


def read_form(document: Document, edition: int) -> FormFields:
    """What the form has to be filled in with."""
    body, found = document.element.body, FormFields()
    title = form_title(body)
    totals = 0
    for table in _tables(body):
        sheet = HeaderScan(Grid(table), edition, in_money=_in_money(table), totals=totals)
        mark_ruled(sheet)
        read_cells(sheet, [one for one in sheet.grid.regions if one not in sheet.list_rows], found)
        read_indicators(sheet, found)
        named = _name_around(table, edition) or _heading_above(table) or title.removesuffix("表")
        read_lists(sheet, named, found)
        in_no_list = [one for one in sheet.grid.regions if one in sheet.list_rows - sheet.consumed]
        sheet.list_rows.clear()
        read_cells(sheet, in_no_list, found)
        found.fields += fields_in_labels(sheet)
        read_blanks(sheet, found)
        totals += bool(sheet.summed)
    read_body(document, edition, found)
    if _is_repeated(body):
        found.repeats = PROJECTS
        found.doubt("draft-repeated", body)
    return found


def _tables(body: etree._Element) -> Iterator[etree._Element]:
    """Every table, nested ones too; text boxes are told, not filled."""
    for table in body.iter(w("tbl")):
        if next(table.iterancestors(w("txbxContent")), None) is None:
            yield table


def form_title(body: etree._Element) -> str:
    """What the form calls itself, above its table or in the first row; empty if it does not."""
    return title_of(body) or _title_inside(body)


def _title_inside(body: etree._Element) -> str:
    table = next(body.iterchildren(w("tbl")), None)
    grid = Grid(table) if table is not None else None
    first = grid.regions[0] if grid is not None and grid.regions else None
    is_title = grid is not None and first is not None and grid.is_full_width(first)
    named = is_title and first is not None and first.is_label and not NUMBERED.match(first.text)
    return first.text if named and first is not None else ""


def _in_money(table: etree._Element) -> bool:
    """Whether a unit of money stands in the table, or on the line above it."""
    above = table.getprevious()
    return _MONEY.search(text_of(table) + (text_of(above) if above is not None else "")) is not None


def _name_around(table: etree._Element, edition: int) -> str:
    """What the form calls the cell that a table stands in; empty for a table in no cell."""
    cell, outer = (next(table.iterancestors(w(name)), None) for name in ("tc", "tbl"))
    if cell is None or outer is None:
        return ""
    sheet = HeaderScan(Grid(outer), edition)
    region = next((one for one in sheet.grid.regions if one.cell.element is cell), None)
    row = sheet.headers(region).row if region else None
    return key_of(row.text) if row else ""


def _heading_above(table: etree._Element) -> str:
    """The numbered heading that stands right above a table, as a key; empty if none does."""
    above = (one for one in table.itersiblings(preceding=True) if text_of(one).strip())
    nearest = next(above, None)
    text = text_of(nearest).strip() if nearest is not None and nearest.tag == w("p") else ""
    return key_of(text) if NUMBERED.match(text) and not _SENTENCE.search(text) else ""


def printed_year(documents: list[Document]) -> int | None:
    """The year that the forms are for: a title's, or the latest that heads print."""
    titled = (text for one in documents for text in title_texts(one.element.body))
    years = [int(year) for text in titled for year in _YEAR.findall(text)]
    if years:
        return max(years)
    counted: Counter[int] = Counter()
    for document in documents:
        for paragraph in document.element.body.iter(w("p")):
            counted.update(int(one) for one in _YEAR.findall(FormLine(paragraph).text))
    common = [year for year, count in counted.items() if count * 4 >= max(counted.values())]
    return max(common, default=None)


def _is_repeated(body: etree._Element) -> bool:
    """Whether each project has a form of its own, by a note or by what is asked first."""
    if _EACH_FORM.search(text_of(body)):
        return True
    table = next(body.iter(w("tbl")), None)
    regions = Grid(table).regions[:2] if table is not None else []
    asked = bool(regions) and _OF_PROJECT.match(regions[0].text) is not None
    return asked and len(regions) > 1 and regions[1].is_blank
