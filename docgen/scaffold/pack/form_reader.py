"""Reads the fields of a blank form, in tables and in the body."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import takewhile

from docx.document import Document
from lxml import etree

from docgen.diagnostics.codes import problem_code
from docgen.scaffold.pack.body.body_text import read_body
from docgen.scaffold.pack.body.titles import is_at_side, is_bold, title_of, title_texts
from docgen.scaffold.pack.form_fields import FormFields
from docgen.scaffold.pack.formulas.field_types import is_money
from docgen.scaffold.pack.formulas.summed_fields import with_numbers
from docgen.scaffold.pack.lines.blanks import gaps_in
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.lines.lexer import NEXT_YEAR
from docgen.scaffold.pack.naming import key_of
from docgen.scaffold.pack.parties import name_by_parties
from docgen.scaffold.pack.tables.header_scan import HeaderScan
from docgen.scaffold.pack.tables.regions import FormGrid
from docgen.scaffold.pack.tables.roles import NUMBERED
from docgen.scaffold.pack.tables.table_reader import read_table
from docgen.scaffold.pack.writing.tag_placement import PROJECTS
from docgen.templates.units_of_measure import are_units
from docgen.word.xml import text_of, w

DRAFT_REPEATED = problem_code(
    "draft-repeated",
    en=(
        "taken as one form a project: one for each file in projects/",
        "if there is only one, fill in one file there",
    ),
    zh=("当作每个项目一张表：projects/ 下每个文件一张", "只有一个项目的，只填一个文件"),
)

_EACH_FORM = re.compile(r"一个.{0,10}(?:填报?)?一[张份]|每个?.{0,8}(?:填报?)?一[张份]")
_OF_PROJECT = re.compile(r"^项目(?:支出)?名称$")
_YEAR = re.compile(rf"([2２][0０]\d\d)(?=年|{NEXT_YEAR})")
_SENTENCE = re.compile(r"[。；，：:_]")
_CONTINUED = re.compile(r"^\s*续\s*表|[（(]\s*续\s*[表一二三四五\d]*\s*[）)]\s*$|[（(]?接上[表页]")
_MONEY = re.compile(r"[（(：:](?:万元|元|亿元|千元)")
_UNITS = re.compile(r"(?:^|[\s（(]|计量|度量|数量|金额)单位[：:]([^\s（()）]+)")
"""The units of a table, 人、万元 of 单位：人、万元; 填报单位： asks who fills it in."""


def read_form(document: Document, edition: int) -> FormFields:
    """The fields of a form for the year ``edition``; uncertain ones are doubts."""
    body, found = document.element.body, FormFields()
    title = form_title(body)
    for number, table in enumerate(tables_in(body), 1):
        around = _label_around(table, edition)
        scan = HeaderScan(FormGrid(table), edition, _in_units(table), number, is_money([around]))
        found.continued |= {number} if _is_continued(table) else set()
        name = key_of(around) or _heading_above(table, title) or title.removesuffix("表")
        read_table(scan, name, found)
    found = with_numbers(found)
    read_body(document, edition, found)
    name_by_parties(body, found)
    if _is_repeated(body):
        found.repeats = PROJECTS
        found.doubt(DRAFT_REPEATED, body)
    return found


def tables_in(body: etree._Element) -> Iterator[etree._Element]:
    """All tables, including nested ones, but none in text boxes, which are not filled."""
    for table in body.iter(w("tbl")):
        if next(table.iterancestors(w("txbxContent")), None) is None:
            yield table


def form_title(body: etree._Element) -> str:
    """The form's title, above its table or in the table's first row; empty if there is none."""
    return title_of(body) or _title_inside(body)


def _title_inside(body: etree._Element) -> str:
    grid = next(map(FormGrid, body.iterchildren(w("tbl"))), None)
    first = next(iter(grid.regions), None) if grid else None
    if grid is None or first is None:
        return ""
    is_title = grid.is_full_width(first) and first.is_label and not NUMBERED.match(first.text)
    return first.text if is_title else ""


def _in_units(table: etree._Element) -> bool:
    """Whether a unit of money is printed in the table, or units of any kind right above it."""
    above = table.getprevious()
    line = text_of(above) if above is not None else ""
    found = _UNITS.search(line)
    is_told = found is not None and are_units(found[1])
    return is_told or _MONEY.search(text_of(table) + line) is not None


def _is_continued(table: etree._Element) -> bool:
    """Whether a title between a table and the one before says that it goes on: 支出表（续）."""
    siblings = table.itersiblings(preceding=True)
    between = takewhile(lambda sibling: sibling.tag != w("tbl"), siblings)
    return any(_CONTINUED.search(text_of(sibling)) for sibling in between)


def _label_around(table: etree._Element, edition: int) -> str:
    """The row label of the cell around a nested table; empty for any other table."""
    cell = next(table.iterancestors(w("tc")), None)
    if cell is None:
        return ""
    scan = HeaderScan(FormGrid(next(cell.iterancestors(w("tbl")))), edition)
    regions = (region for region in scan.grid.regions if region.cell.element is cell)
    region = next(regions, None)
    row = scan.headers(region).row if region else None
    return row.text if row else ""


def _heading_above(table: etree._Element, title: str) -> str:
    """The key of a numbered or bold heading right above a table; empty if there is none."""
    siblings = table.itersiblings(preceding=True)
    above = (sibling for sibling in siblings if text_of(sibling).strip())
    nearest = next(above, None)
    if nearest is None or nearest.tag != w("p"):
        return ""
    text = text_of(nearest).strip()
    is_heading = NUMBERED.match(text) or (_is_bold_heading(nearest) and key_of(text) != title)
    return key_of(text) if is_heading and not _SENTENCE.search(text) else ""


def _is_bold_heading(paragraph: etree._Element) -> bool:
    """Whether all of a line at the left is bold, and no blank or remark in brackets."""
    line = FormLine(paragraph)
    is_remark = line.text.strip().startswith(("（", "("))
    return is_bold(paragraph) and not (is_at_side(paragraph) or is_remark or gaps_in(line))


def printed_year(documents: list[Document]) -> int | None:
    """The year that the forms are for; ``None`` if they print none.

    That is the latest year in a title, or else the latest one printed at least a quarter as often
    as the most frequent.
    """
    titles = (text for document in documents for text in title_texts(document.element.body))
    years = [int(year) for text in titles for year in _YEAR.findall(text)]
    if years:
        return max(years)
    counts: Counter[int] = Counter()
    for document in documents:
        for paragraph in document.element.body.iter(w("p")):
            counts.update(int(year) for year in _YEAR.findall(FormLine(paragraph).text))
    return latest_of(counts)


def latest_of(counts: Mapping[int, int]) -> int | None:
    """The latest of years that are there at least a quarter as often as the most frequent."""
    common = [year for year, count in counts.items() if count * 4 >= max(counts.values())]
    return max(common, default=None)


def _is_repeated(body: etree._Element) -> bool:
    """Whether each project has its own form: a note says so, or the first field is 项目名称."""
    if _EACH_FORM.search(text_of(body)):
        return True
    table = next(body.iter(w("tbl")), None)
    regions = FormGrid(table).regions if table is not None else []
    of_project = bool(regions) and _OF_PROJECT.match(regions[0].text) is not None
    return of_project and len(regions) > 1 and regions[1].is_blank
