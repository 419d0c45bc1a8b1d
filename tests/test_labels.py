"""All users of a form name its cells alike: outline and lint, diff and pull, and drafting."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
import yaml
from docx.document import Document
from docx.oxml.parser import parse_xml
from lxml import etree

from docgen import RenderOptions, render_edition
from docgen.content.values import Node
from docgen.diagnostics import Place, Problems
from docgen.packs.expressions import expand
from docgen.packs.pack import load_pack
from docgen.packs.part import Part
from docgen.project import Project
from docgen.roundtrip.comparing.locations import Locations
from docgen.roundtrip.reading.docx_model import DocxCell, DocxFile, DocxTable
from docgen.roundtrip.reading.docx_reader import open_document, read_document
from docgen.runs.build import Packs, build_unit
from docgen.runs.edition import Edition
from docgen.scaffold.pack.tables.header_scan import HeaderScan
from docgen.scaffold.pack.tables.regions import FormGrid
from docgen.templates.lint.pack_outline import outline_pack
from docgen.templates.table_labels import FormLabels, TemplateTable, drops_row
from docgen.word.grid import GridCell, cells_of
from docgen.word.header_cells import column_headers
from docgen.word.tag_pattern import TAG
from docgen.word.xml import W, w
from tests.blank_forms import FORMS, add_table
from tests.golden.drafts import drafted
from tests.scripted_edits import cells, fill, row_with
from tests.support import ROOT, SmallProject, whole_project
from tests.warm_docgen import run

YEAR = "2023"
FIGURE = re.compile(r"[≥≤]?-?[\d,.]+%?")
MARK = re.compile(r"〔(\d+)\.(\d+)\.(\d+)\.(\d+)〕")
"""The place of a cell in its pack: part, table, row, cell, each from 1."""
FIXED = re.compile(r"""\{\{ ["“']([^"”']*)""")
"""A tag that prints a word of its own: ``{{ "绩效指标" | merge }}``."""
_SHORT = 14
"""How many characters of a label a message has."""

PACKS = sorted(path.name for path in (ROOT / "word_templates").iterdir() if path.is_dir())
FORM_PACKS = [
    name
    for name in PACKS
    if any(
        docx.Document(str(part)).tables for part in (ROOT / "word_templates" / name).glob("*.docx")
    )
]
"""Those with a form to fill in: a letter has none."""

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


def template_cells(pack: str, root: Path) -> dict[CellPlace, TemplateCell]:
    """The cells of a pack's tables, without those in rows that are in no finished file."""
    cells, outline = dict[CellPlace, TemplateCell](), outlined(pack, root)
    for number, part in enumerate(parts_of(pack, root), 1):
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
        outline if outline and not region.is_label else labels,
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


def outlined(pack: str, root: Path) -> dict[CellPlace, Labels]:
    """The labels that the outline gives to the first tag of each cell."""
    names = [part.name for part in parts_of(pack, root)]
    found: dict[CellPlace, Labels] = {}
    for use in outline_pack(pack, root=root).uses:
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
        (folder_of_unit,) = (path for path in FOLDERS if path.name == unit)
        shutil.copytree(folder_of_unit, root / "content" / YEAR / unit)
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


_FEWEST_FIGURES = {"finance-bureau": 9}
"""Of a sample whose forms have few: the summary of one unit has a row, and a total."""


def test_each_pack_has_a_sample_unit() -> None:
    assert set(UNITS.values()) == set(PACKS)


@pytest.mark.slow
@pytest.mark.parametrize("unit", [unit for unit in UNITS if UNITS[unit] in FORM_PACKS])
def test_diff_and_outline_give_each_cell_of_a_report_the_same_labels(
    unit: str, tmp_path: Path
) -> None:
    """Row and column are named as in the template, its tags filled in; a label is named by itself.

    With one rule besides: in a row that the form repeats and prints no label in, the cells behind
    the name of the item are named by it, as the template cannot know it.
    """
    report, template = built(unit, tmp_path), template_cells(UNITS[unit], ROOT)
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
    assert figures >= _FEWEST_FIGURES.get(unit, 40)


def has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


@pytest.mark.parametrize("pack", FORM_PACKS)
def test_drafting_and_outline_give_each_blank_the_same_labels(pack: str) -> None:
    """See :func:`wanted_of_drafts`."""
    found = labels_in_drafts(pack, ROOT)
    assert found == wanted_of_drafts(pack, ROOT, found)
    assert len(found) >= (12 if pack == "hunan-summary" else 28)  # its one table is small


@pytest.mark.slow
def test_drafting_and_outline_agree_on_other_forms(tmp_path: Path) -> None:
    """Each blank form of the tests, drafted: lists, groups, nested tables, lines, boxes."""
    count = 0
    for name, build in FORMS.items():
        if name != "no_form":
            pack = drafted(build(), name, tmp_path / name).pack.name
            found = labels_in_drafts(pack, tmp_path / name)
            assert found == wanted_of_drafts(pack, tmp_path / name, found), name
            count += len(found)
    assert count >= 80


def wanted_of_drafts(pack: str, root: Path, places: Iterable[CellPlace]) -> dict[CellPlace, Labels]:
    """The labels of the outline, as the blank form has them.

    With two rules besides. A blank at the beginning of its row, which has no label beside it, is in
    messages named by the nearest label above, and in a draft by the head of its column. And a word
    that a tag prints, to have it merge down, is a label in the blank form, but none in a template.
    """
    cells = template_cells(pack, root)
    wanted = {}
    for place in places:
        cell = cells[place]
        column = cell.head if cell.leads else cell.labels[1]
        wanted[place] = (blanked(cell.labels[0]) or cell.word, blanked(column))
    return wanted


def labels_in_drafts(pack: str, root: Path) -> dict[CellPlace, Labels]:
    """The labels of each cell that holds nothing but tags, as drafting reads the form without."""
    found = dict[CellPlace, Labels]()
    for number, part in enumerate(parts_of(pack, root), 1):
        for table_number, table in enumerate(tables_of(docx.Document(str(part.path))), 1):
            cells = [cell for row, _ in rows_of(table) for cell in row]
            values = [cell for cell in cells if not TAG.sub("", cell.own_text or "—").strip()]
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


# What the office reads of an edit.


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> tuple[SmallProject, Path]:
    """The project of the reference report, and its Word file."""
    root = whole_project(tmp_path_factory.mktemp("whole"))
    outcome = render_edition(YEAR, RenderOptions(make_pdf=False), root=root).outcomes[0]
    assert outcome.docx is not None
    return SmallProject(root), outcome.docx


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "place"),
    [
        ("zh", "第 3 个表格 第 12 行 第 3 格 「总分／得分」"),
        ("en", "table 3, row 12, cell 3, 「总分／得分」"),
    ],
)
def test_diff_names_the_cell_of_the_total_score(
    rendered: tuple[SmallProject, Path], language: str, place: str
) -> None:
    project, file = rendered
    document = docx.Document(str(file))
    fill(cells(row_with(document, "总分"))[2], "99.37")
    document.save(str(file))
    process = run(project, "diff", YEAR, "--lang", language)
    assert process.returncode == 0, process.stderr
    assert place in process.stdout


FORM = """
单位名称 | {{ 名称 }}   | 负责人         | {{ 人 }}
预算金额 | {{ 预算 }}   | 执行金额       | {{ 执行 }}
地点     | {{ 市 }}     | {{ 区 }}       | {{ 街 }}
序号     | 项目         | {{ 年度 }}金额 | 其中：自筹
{%tr for 项 in 项目 %} | < | < | <
{{ loop.index }} | {{ 项.名 }} | {{ 项.额 }} | 自筹：{{ 项.自筹 }}
{%tr endfor %} | < | < | <
合计     | <            | {{ 执行 }}     |
"""
DATA = """
人: 甲乙
预算: 40
执行: 30
市: 株洲
区: 云龙
街: 学林
年度: 2023年
项目:
- {名: 展厅, 额: 10, 自筹: 3}
- {名: 巡展, 额: 20, 自筹: 4}
"""


def test_the_labels_of_a_form_that_is_full_of_words(project: SmallProject) -> None:
    """No word that was filled in is taken for a label, unless it is the name of an item."""

    def form(document: Document) -> None:
        add_table(document, [2000] * 4, FORM.strip().splitlines(), style="Table Text")
        document.add_paragraph("{{p narrative.文 }}")

    project.part(form)
    project.content(DATA)
    project.content("| 地区 | 金额 | 说明 |\n| - | - | - |\n| 株洲 | 5 | 好 |\n", "narrative/文.md")
    root = Project(project.root)
    report = build_unit(project.unit, Edition(root, YEAR), Packs(root)).report
    assert report is not None
    file = read_document(open_document(report.data))
    locations = Locations(file, report.form)
    named = [
        [f"{cell.text} {locations.of(cell.blocks[0]).label}" for cell in row.cells if cell.text]
        for table in tables_in(file)
        for row in table.rows
    ]
    assert named == [
        ["单位名称 单位名称", "报告 单位名称", "负责人 负责人", "甲乙 负责人"],
        ["预算金额 预算金额", "40 预算金额", "执行金额 执行金额", "30 执行金额"],
        ["地点 地点", "株洲 地点", "云龙 地点", "学林 地点"],
        [f"{label} {label}" for label in ("序号", "项目", "2023年金额", "其中：自筹")],
        ["1 序号", "展厅 项目", "10 展厅／2023年金额", "自筹：3 自筹／其中：自筹"],
        ["2 序号", "巡展 项目", "20 巡展／2023年金额", "自筹：4 自筹／其中：自筹"],
        ["合计 合计", "30 合计／2023年金额"],
        ["地区 地区", "金额 金额", "说明 说明"],
        ["株洲 地区", "5 株洲／金额", "好 株洲／说明"],
    ]
    rows = [[locations.of(row).label for row in table.rows] for table in tables_in(file)]
    assert rows == [
        ["单位名称", "预算金额", "地点", "序号", "展厅", "巡展", "合计"],
        ["地区", "株洲"],
    ]
