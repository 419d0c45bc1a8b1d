"""All users of a form name its cells alike: outline and lint, diff and pull, and drafting."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
import yaml
from docx.document import Document
from docx.oxml.parser import parse_xml
from lxml import etree

from docgen.content.values import Node
from docgen.diagnostics import Place, Problems
from docgen.packs.expressions import expand
from docgen.packs.pack import Part, load_pack
from docgen.project import Project
from docgen.roundtrip.docx_model import DocxCell, DocxFile, DocxTable
from docgen.roundtrip.docx_reader import open_document, read_document
from docgen.roundtrip.locations import Locations
from docgen.runs.build import Packs, build_unit
from docgen.runs.edition import Edition
from docgen.scaffold.pack.header_scan import HeaderScan
from docgen.scaffold.pack.regions import FormGrid
from docgen.templates.lint.pack_outline import outline_pack
from docgen.templates.table_labels import FormLabels, TemplateTable, drops_row
from docgen.word.grid import GridCell, cells_of
from docgen.word.header_cells import column_headers
from docgen.word.tag_pattern import TAG
from docgen.word.xml import W, w
from tests.support import ROOT, whole_project

YEAR = "2023"
FIGURE = re.compile(r"[≥≤]?-?[\d,.]+%?")
MARK = re.compile(r"〔(\d+)\.(\d+)\.(\d+)\.(\d+)〕")
"""The place of a cell in its pack: part, table, row, cell, each from 1."""
FIXED = re.compile(r"""\{\{ ["“']([^"”']*)""")
"""A tag that prints a word of its own: ``{{ "绩效指标" | merge }}``."""
_SHORT = 14
"""How many characters of a label a message has."""

PACKS = sorted(path.name for path in (ROOT / "word_templates").iterdir() if path.is_dir())
FOLDERS = [*(ROOT / "content" / YEAR).iterdir(), *(ROOT / "tests" / "content").iterdir()]
UNITS = {
    folder.name: yaml.safe_load((folder / "report.yaml").read_text("utf-8"))["模板"]
    for folder in FOLDERS
}

CellPlace = tuple[int, int, int, int]
Labels = tuple[str, str]
"""The label of the row, and that of the column."""


# What a pack's templates say of their cells.


@dataclass(frozen=True)
class TemplateCell:
    """A cell of a template.

    Attributes:
        labels: its labels, with tags: by the outline if it holds a value, else by the table.
        head: the head of its column.
        in_row: whether the label of its row is printed in its row alone.
        leads: whether nothing is to its left.
        word: what the nearest tag to its left prints, if that is a word of the form.
        name: the number of the cell with the item's name, if its row is repeated; else 0.
    """

    labels: Labels
    head: str
    in_row: bool
    leads: bool
    word: str
    name: int


def template_cells(pack: str) -> dict[CellPlace, TemplateCell]:
    """The cells of a pack's tables, without those in rows that are in no finished file."""
    cells, outline = dict[CellPlace, TemplateCell](), outlined(pack)
    for number, part in enumerate(parts_of(pack, ROOT), 1):
        for table_number, table in enumerate(tables_of(docx.Document(str(part.path))), 1):
            labels = TemplateTable(table)
            for row, repeated in rows_of(table):
                names = (cell.number for cell in row if repeated and is_name(cell.own_text))
                name = next(names, 0)
                for cell in row:
                    place = (number, table_number, cell.row, cell.number)
                    cells[place] = template_cell(cell, labels, name, outline.get(place))
    return cells


def template_cell(
    cell: GridCell, table: TemplateTable, name: int, outline: Labels | None
) -> TemplateCell:
    region = table.grid.of(cell.element)
    row, column = table.headers(region)
    head = next(column_headers(table.grid, region, table.is_head), None)
    labels = (row.text if row else "", column.text if column else "")
    words = (FIXED.match(left.text) for left in table.grid.leftwards(region))
    return TemplateCell(
        outline if outline and not table.is_label(region) else labels,
        head.text if head else "",
        row is not None and row.rows <= region.rows,
        table.grid.left_of(region, region.row) is None,
        next((word[1] for word in words if word), ""),
        name,
    )


def rows_of(table: etree._Element) -> Iterator[tuple[list[GridCell], bool]]:
    """The rows that are in finished files, and whether they are repeated."""
    repeated = False
    for row in cells_of(table):
        if drops_row(row):
            repeated = "{%tr for" in "".join(cell.own_text for cell in row)
        else:
            yield row, repeated


def is_name(text: str) -> bool:
    """Whether a cell in a repeated row names the item: a value, neither a group nor a count."""
    return "{{" in text and "| merge" not in text and "loop." not in text


def outlined(pack: str) -> dict[CellPlace, Labels]:
    """The labels that the outline gives to the first tag of each cell."""
    names = [part.name for part in parts_of(pack, ROOT)]
    found: dict[CellPlace, Labels] = {}
    for use in outline_pack(pack, root=ROOT).uses:
        tag, place = use.placeholder, use.placeholder.place
        at = (names.index(place.part) + 1, place.table, place.row, place.cell)
        if place.table and not place.story:
            found.setdefault(at, (tag.row_label, tag.column_label))
    return found


def parts_of(pack: str, root: Path) -> tuple[Part, ...]:
    loaded = load_pack(root / "word_templates" / pack, root, Problems())
    assert loaded is not None
    return tuple(loaded.parts)


def tables_of(document: Document) -> list[etree._Element]:
    return list(document.element.body.iter(w("tbl")))


# Finished reports, and which cell of the template each of their cells is from.


@dataclass(frozen=True)
class BuiltReport:
    """A report with its content, and the origins of its cells by table, row and cell."""

    file: DocxFile
    form: FormLabels
    data: Node
    origins: Mapping[tuple[int, int, int], CellPlace]

    def rows(self) -> Iterator[dict[CellPlace, DocxCell]]:
        """The cells of each row that are from the template and not blank, by their origin."""
        for number, table in enumerate(tables_in(self.file), 1):
            for row_number, row in enumerate(table.rows, 1):
                cells = enumerate(row.cells, 1)
                origins = ((self.origins.get((number, row_number, at)), cell) for at, cell in cells)
                yield {origin: cell for origin, cell in origins if origin and cell.text.strip()}


def tables_in(file: DocxFile) -> list[DocxTable]:
    return [block for block in file.body if isinstance(block, DocxTable)]


def built(unit: str, folder: Path) -> BuiltReport:
    """The report of a unit; its origins are known from one whose pack has a mark in each cell."""
    root = whole_project(folder / "plain")
    if not (root / "content" / YEAR / unit).is_dir():
        shutil.copytree(ROOT / "tests" / "content" / unit, root / "content" / YEAR / unit)
    shutil.copytree(root, folder / "marked")
    for number, part in enumerate(parts_of(UNITS[unit], folder / "marked"), 1):
        mark_cells(part, number)
    marked, _, _ = read_report(folder / "marked", unit)
    return BuiltReport(*read_report(root, unit), dict(marks_in(marked)))


def marks_in(file: DocxFile) -> Iterator[tuple[tuple[int, int, int], CellPlace]]:
    for table_number, table in enumerate(tables_in(file), 1):
        for row_number, row in enumerate(table.rows, 1):
            for number, cell in enumerate(row.cells, 1):
                if mark := MARK.search(cell.text):
                    place = (int(mark[1]), int(mark[2]), int(mark[3]), int(mark[4]))
                    yield (table_number, row_number, number), place


def mark_cells(part: Part, number: int) -> None:
    document = docx.Document(str(part.path))
    for table_number, table in enumerate(tables_of(document), 1):
        for cell in (cell for row, _ in rows_of(table) for cell in row):
            mark = f"〔{number}.{table_number}.{cell.row}.{cell.number}〕"
            line = f'<w:p xmlns:w="{W}"><w:r><w:t>{mark}</w:t></w:r></w:p>'
            cell.element.append(parse_xml(line))
    document.save(str(part.path))


def read_report(root: Path, unit: str) -> tuple[DocxFile, FormLabels, Node]:
    project = Project(root)
    edition = Edition(project, YEAR)
    report = build_unit(root / "content" / YEAR / unit, edition, Packs(project))
    assert report.report is not None, report.outcome.problems
    assert report.unit is not None
    file = read_document(open_document(report.report.data))
    return file, report.report.form, report.unit.data


def message_label(labels: Labels, data: Node) -> str:
    """The labels as a message has them, with the values of their tags."""
    filled = (
        expand(label, Place(""), Problems(), data) if "{{" in label else label for label in labels
    )
    lines = (" ".join(str(label).split()) for label in filled)
    return "／".join(f"{line[:_SHORT]}{'…' * (len(line) > _SHORT)}" for line in lines if line)


def test_each_pack_has_a_sample_unit() -> None:
    assert set(UNITS.values()) == set(PACKS)


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS)
def test_diff_and_outline_give_each_cell_of_a_report_the_same_labels(
    unit: str, tmp_path: Path
) -> None:
    """Row and column are named as in the template, its tags filled in; a label is named by itself.

    With one rule besides: in a row that the form repeats and prints no label in, the cells behind
    the name of the item are named by it, as the template cannot know it.
    """
    report, template = built(unit, tmp_path), template_cells(UNITS[unit])
    locations = Locations(report.file, report.form)
    wanted, found, figures = [], [], 0
    for row in report.rows():
        for place, cell in row.items():
            origin = template[place]
            row_label, column_label = origin.labels
            name = row.get((*place[:3], origin.name))
            if name and place[3] > origin.name and not origin.in_row and has_letters(name.text):
                row_label = name.text
            wanted.append((place, message_label((row_label, column_label), report.data)))
            found.append((place, locations.of(cell.blocks[0]).label))
            figures += FIGURE.fullmatch(cell.text.strip()) is not None
    assert found == wanted
    assert figures >= 40


def has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


@pytest.mark.parametrize("pack", PACKS)
def test_drafting_and_outline_give_each_blank_the_same_labels(pack: str) -> None:
    """The nearest labels that drafting takes for a blank, the tags taken out of the template.

    With two rules besides. A blank at the beginning of its row, which has no label beside it, is in
    messages named by the nearest label above, and in a draft by the head of its column. And a word
    that a tag prints, to have it merge down, is a label in the blank form, but none in a template.
    """
    template, wanted, found = template_cells(pack), [], []
    for place, labels in drafted(pack).items():
        cell = template[place]
        column = cell.head if cell.leads else cell.labels[1]
        wanted.append((place, (blanked(cell.labels[0]) or cell.word, blanked(column))))
        found.append((place, labels))
    assert found == wanted
    assert len(found) >= 28


def drafted(pack: str) -> dict[CellPlace, Labels]:
    """The labels of each cell that holds but a tag, as drafting reads the form without tags."""
    found = dict[CellPlace, Labels]()
    for number, part in enumerate(parts_of(pack, ROOT), 1):
        for table_number, table in enumerate(tables_of(docx.Document(str(part.path))), 1):
            cells = [cell for row, _ in rows_of(table) for cell in row]
            values = [cell for cell in cells if TAG.fullmatch(cell.own_text.strip())]
            take_tags_out(table)
            scan = HeaderScan(FormGrid(table), int(YEAR))
            for cell in values:
                headers = scan.headers(scan.grid.of(cell.element))
                row = headers.row or next(reversed(headers.groups), None)
                place = (number, table_number, cell.row, cell.number)
                column = headers.heads[-1].text if headers.heads else ""
                found[place] = (row.text if row else "", column)
    return found


def take_tags_out(table: etree._Element) -> None:
    rows = [row for row in cells_of(table) if drops_row(row)]
    for row in rows:
        table.remove(next(row[0].element.iterancestors(w("tr"))))
    for text in table.iter(w("t")):
        text.text = blanked(text.text or "")


def blanked(text: str) -> str:
    """A text as the blank form has it: with years and fixed words, and without other values."""
    years = {"{{ 年度 }}": YEAR, "{{ 年度 - 1 }}": str(int(YEAR) - 1)}
    words = ((tag[0], FIXED.match(tag[0])) for tag in TAG.finditer(text))
    printed = {tag: word[1] for tag, word in words if word} | years
    return "".join(TAG.sub(lambda tag: printed.get(tag[0], ""), text).split())
