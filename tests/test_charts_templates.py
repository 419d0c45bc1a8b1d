"""Charts as keepers draw them: any number of series, old labels, all workbooks, headers."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.shared import Pt
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from docgen.templates.lint.pack_faults import lint_pack
from docgen.templates.lint.pack_outline import outline_pack
from docgen.word.charts.chart_part import PLOTS, ChartPart
from docgen.word.charts.chart_table import ChartColumn, ChartTable, quoted_sheet, sheet_in
from docgen.word.charts.chart_workbook import chart_workbook
from docgen.word.charts.chart_xml import a, c
from tests.charts.filled_charts import FilledChart, filled_charts
from tests.charts.word_charts import CHART, Drawn, add_chart, chart_xml, sample_workbook
from tests.support import SmallProject, audit, codes, entries, packed, small_project

_WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=8)
_FIGURES = st.decimals(-(10**9), 10**9, places=2)
_KINDS = ("barChart", "lineChart", "areaChart", "radarChart", "doughnutChart", "scatterChart")
_ROWS = "收支:\n  - {年度: 甲, 收入: 3, 支出: 12}\n  - {年度: 乙, 收入: 8, 支出: 4}\n"


@st.composite
def tables(draw: st.DrawFn) -> ChartTable:
    """Any table: names may be alike, figures may be missing."""
    rows = draw(st.integers(0, 6))
    values = st.lists(st.none() | _FIGURES, min_size=rows, max_size=rows)
    columns = draw(st.lists(st.builds(ChartColumn, _WORDS, values.map(tuple)), max_size=9))
    categories = draw(st.lists(_WORDS, min_size=rows, max_size=rows))
    return ChartTable(draw(_WORDS), tuple(categories), tuple(columns))


@given(
    table=tables(),
    kind=st.sampled_from(_KINDS),
    count=st.integers(1, 5),
    sheet=st.sampled_from(("Sheet1", "收支 表", "表'1", "A1", "Sheet 1")),
)
def test_any_table_fills_any_chart(table: ChartTable, kind: str, count: int, sheet: str) -> None:
    part = ChartPart(chart_xml(Drawn(((kind, count),), typed=True, legend=True, sheet="Sheet1")))
    for formula in part.root.iter(c("f")):
        formula.text = (formula.text or "").replace("Sheet1", quoted_sheet(sheet))
    named = part.sheet
    assert named == sheet
    data = chart_workbook(None, table, named, part.formats)
    part.fill(table)
    chart = FilledChart("", etree.fromstring(part.xml()), openpyxl.load_workbook(io.BytesIO(data)))
    series = list(chart.root.iter(c("ser")))
    assert len(series) == len(table.columns)
    for number, (own, column) in enumerate(zip(series, table.columns, strict=True)):
        assert [own[0].get("val"), own[1].get("val")] == [str(number)] * 2
        (values,) = own.iter(c("val"), c("yVal"))
        points = {int(p.get("idx", "")): Decimal(p[0].text or "") for p in values.iter(c("pt"))}
        assert points == {at: v for at, v in enumerate(column.values) if v is not None}
        cells = chart.cells(values) if table.categories else []
        assert [None if v is None else Decimal(str(v)) for v in cells] == list(column.values)
    assert "手写" not in part.xml().decode()


def test_an_apostrophe_in_the_name_of_a_sheet_is_doubled() -> None:
    assert quoted_sheet("表'1") == "'表''1'"


@given(name=st.text(min_size=1, max_size=31))
def test_the_name_of_a_sheet_is_read_as_it_is_written(name: str) -> None:
    if "]" not in name:
        assert sheet_in(f"{quoted_sheet(name)}!$A$1") == name


def test_the_same_table_gives_the_same_bytes() -> None:
    table = ChartTable("年", ("甲",), (ChartColumn("乙", (Decimal(1),)),))
    made = {chart_workbook(sample_workbook(), table, "Sheet1", []) for _ in range(2)}
    assert len(made) == 1
    assert entries(made.pop())["docProps/core.xml"].count(b">2000-01-01T00:00:00Z<") == 2


def test_the_table_of_the_workbook_ends_where_the_figures_do() -> None:
    table = ChartTable("年", ("甲", "乙"), (ChartColumn("=丙", (Decimal(1), None)),))
    data = chart_workbook(sample_workbook("表"), table, "表", ["0.00"])
    sheet = openpyxl.load_workbook(io.BytesIO(data))["表"]
    assert [own.ref for own in sheet.tables.values()] == ["A1:B3"]
    shown = [[cell.value for cell in row] for row in sheet["A1:D5"]]
    assert shown[:3] == [["年", "=丙", None, None], ["甲", 1, None, None], ["乙"] + [None] * 3]
    assert (sheet["B1"].data_type, sheet["B2"].number_format) == ("s", "0.00")
    assert not any(value for row in shown[3:] for value in row)


@pytest.mark.parametrize("workbook", [None, b"\xd0\xcf\x11\xe0 an old workbook", b"PK\3\4 no zip"])
def test_a_chart_without_a_workbook_that_can_be_read_gets_one(
    project: SmallProject, workbook: bytes | None, tmp_path: Path
) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("{{ 名称 }}")
        add_chart(document.add_paragraph(), Drawn(), "{{ 收支 }}", workbook=workbook)

    project.part(write)
    files = rendered(project)
    (chart,) = filled_charts(files)
    assert chart.in_workbook[1] == chart.figures == {"收入": [3, 8], "支出": [12, 4]}
    assert sum(name.endswith(".xlsx") for name in files) == 1
    assert not audit(packed(files), tmp_path)


def test_a_scale_is_freed_when_the_figures_go_beyond_it() -> None:
    low, high = (Decimal(number) for number in (3, 4))
    table = ChartTable("", ("甲",), (ChartColumn("乙", (low,)), ChartColumn("丙", (high,))))
    kept = {}
    for grouping in ("clustered", "stacked", "percentStacked"):
        part = ChartPart(chart_xml(Drawn((("barChart", 1),), grouping=grouping, top="5")))
        part.fill(table)
        kept[grouping] = next(part.root.iter(c("max")), None) is not None
    assert kept == {"clustered": True, "stacked": False, "percentStacked": True}


def test_further_series_have_colours_of_their_own() -> None:
    columns = tuple(ChartColumn(name, (Decimal(1),)) for name in "甲乙丙丁戊己庚辛")
    part = ChartPart(chart_xml(Drawn((("barChart", 2),))))
    part.fill(ChartTable("", ("一",), columns))
    fills = [
        etree.tostring(next(own.iter(a("solidFill")))).split(b">", 1)[1]
        for own in part.root.iter(c("ser"))
    ]
    assert len(set(fills)) == len(columns)


def test_a_plot_without_a_column_goes_with_its_axes() -> None:
    part = ChartPart(chart_xml(Drawn((("barChart", 1), ("lineChart", 1)))))
    part.fill(ChartTable("", ("甲",), (ChartColumn("乙", (Decimal(1),)),)))
    assert [plot.tag for plot in part.plots] == [c("barChart")]
    assert len(list(part.root.iter(c("catAx"), c("valAx")))) == 2


@pytest.mark.parametrize(("field", "kept"), [("VALUE", True), ("CELLRANGE", False)])
def test_a_label_stays_that_shows_the_figure_and_goes_that_shows_cells(
    field: str, kept: bool
) -> None:
    xml = chart_xml(Drawn((("barChart", 1),), typed=True)).decode()
    run = "<a:r><a:t>手写的 3.5</a:t></a:r>"
    assert run in xml
    guid = "{5B8A6F2C-3D0E-4C35-9A55-0D3C1A2B3C4D}"
    shown = f'<a:fld id="{guid}" type="{field}"><a:t>[值]</a:t></a:fld>'
    part = ChartPart(xml.replace(run, shown).encode())
    part.fill(ChartTable("", ("甲", "乙", "丙"), (ChartColumn("丁", (Decimal(1),) * 3),)))
    assert bool(list(part.root.iter(c("dLbl")))) is kept


def test_years_on_an_axis_of_dates_are_categories() -> None:
    part = ChartPart(chart_xml(Drawn((("lineChart", 1),), dates=True)))
    part.fill(ChartTable("年", ("2022", "2023"), (ChartColumn("乙", (Decimal(1), None)),)))
    assert next(part.root.iter(c("dateAx"), c("baseTimeUnit")), None) is None


def test_two_drawings_of_one_chart_are_filled_each_with_its_list(project: SmallProject) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("{{ 名称 }}")
        first = document.add_paragraph()
        add_chart(first, Drawn((("barChart", 1),)), "{{ 收支 | chart('年度', '收入') }}")
        again = etree.tostring(first._p, encoding="unicode").replace("收入", "支出")
        document.element.body.insert(-1, docx.oxml.parser.parse_xml(again))

    project.part(write)
    found = [chart.figures for chart in filled_charts(rendered(project))]
    assert found == [{"收入": [3, 8]}, {"支出": [12, 4]}]


def test_a_chart_in_a_header_and_in_a_repeated_part(project: SmallProject, tmp_path: Path) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("{{ 名称 }}")
        header = document.sections[0].header
        drawn = Drawn((("barChart", 1),))
        add_chart(
            header.paragraphs[0], drawn, "{{ 收支 }}", owner=header.part, size=(900000, 500000)
        )

    def repeated(document: Document) -> None:
        add_chart(
            document.add_paragraph("{{ 项目.名 }}"), Drawn((("pieChart", 1),)), "{{ 项目.表 }}"
        )

    project.part(write)
    project.part(repeated, "each.docx")
    pack = project.pack / "pack.yaml"
    pack.write_text(
        pack.read_text("utf-8") + "  - {file: each.docx, repeat: 项目 in 各项目}\n", "utf-8"
    )
    items = "".join(f"  - 名: {n}\n    表:\n      - {{甲: {n}, 乙: {n}}}\n" for n in (7, 8, 9))
    project.content(f"{_ROWS}各项目:\n{items}")
    files = rendered(project)
    headers = [name for name in files if name.startswith("word/header")]
    in_headers = [chart.figures for name in headers for chart in filled_charts(files, name)]
    assert {"收入": [3, 8], "支出": [12, 4]} in in_headers
    assert [chart.figures for chart in filled_charts(files)] == [{"乙": [n]} for n in (7, 8, 9)]
    assert not audit(packed(files), tmp_path)


def test_what_is_drawn_a_second_time_has_the_same_bytes(project: SmallProject) -> None:
    first = rendered(project)
    (project.output / "报告.docx").unlink()
    assert rendered(project) == first


def test_lint_tells_what_no_list_fills(project: SmallProject) -> None:
    tags = {
        "{{ 收支 }}": "",
        "{{ 收支 | chart('年度', '收人') }}": "chart-no-column",
        "{{ 名称 }}": "chart-no-list",
        "{{ 没有 }}": "template-no-field",
        "{{ 名称": "template-broken-tag",
    }

    def write(document: Document) -> None:
        document.add_paragraph("{{ 名称 }}")
        for tag in tags:
            add_chart(document.add_paragraph(), Drawn(), tag)
        add_chart(document.add_paragraph(), Drawn((("stockChart", 1),)), "{{ 收支 }}")

    project.part(write)
    row = {"年度": {"type": "string"}, "收入": {"type": "number"}, "支出": {"type": "number"}}
    rows = {"type": "array", "items": {"type": "object", "properties": row}}
    project.schema(名称={"type": "string"}, 收支=rows)
    told = [
        (p.code, p.template.paragraph if p.template else 0)
        for p in lint_pack("form", root=project.root)
    ]
    wanted = [(code, number) for number, code in enumerate(tags.values(), 2) if code]
    assert told == [*wanted, ("chart-kind", 7)]
    kinds = [use.placeholder.kind for use in outline_pack("form", root=project.root).uses]
    assert kinds == ["value", "chart", "chart", "chart", "chart", "chart"]


@pytest.mark.parametrize(("spacing", "told"), [(28, ["chart-cut"]), (400, []), (None, [])])
def test_lint_tells_a_chart_that_its_line_cuts_off(
    project: SmallProject, spacing: int | None, told: list[str]
) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("{{ 名称 }}")
        paragraph = document.add_paragraph()
        add_chart(paragraph, Drawn(), "{{ 收支 }}")
        if spacing is not None:
            paragraph.paragraph_format.line_spacing = Pt(spacing)

    project.part(write)
    assert [problem.code for problem in lint_pack("form", root=project.root)] == told


def test_charts_of_later_kinds_are_told(project: SmallProject) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("{{ 名称 }}")
        paragraph = document.add_paragraph()
        add_chart(paragraph, Drawn(), "{{ 收支 }}")
        later = "http://schemas.microsoft.com/office/drawing/2014/chartex"
        xml = etree.tostring(paragraph._p, encoding="unicode").replace(CHART, later)
        document.element.body.replace(paragraph._p, docx.oxml.parser.parse_xml(xml))

    project.part(write)
    assert codes(project.render()) == ["chart-kind"]


def test_each_kind_of_plot_is_one_of_the_standard() -> None:
    assert "stockChart" not in PLOTS
    assert set(_KINDS) < PLOTS


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    made = small_project(tmp_path / "project")

    def write(document: Document) -> None:
        document.add_paragraph("{{ 名称 }}")
        add_chart(document.add_paragraph(), Drawn(), "{{ 收支 }}")

    made.part(write)
    made.content(_ROWS)
    return made


def rendered(project: SmallProject) -> dict[str, bytes]:
    """The entries of the report; keys that a chart does not draw may be told."""
    result = project.render()
    assert set(codes(result)) <= {"unused-key"}, list(result.all_problems())
    (outcome,) = result.outcomes
    assert outcome.docx is not None
    return entries(outcome.docx.read_bytes())


def test_a_chart_as_no_program_writes_it_is_told_and_nothing_else(project: SmallProject) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("{{ 名称 }}")
        part = add_chart(document.add_paragraph(), Drawn(top="5"), "{{ 收支 }}")
        part._blob = part.blob.replace(b'<c:max val="5"/>', b'<c:max val="much"/>')

    project.part(write)
    assert codes(project.render()) == ["template-not-taken"]


def test_a_chart_that_was_linked_to_a_workbook_outside_has_one_inside(
    project: SmallProject,
) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("{{ 名称 }}")
        part = add_chart(document.add_paragraph(), Drawn(), "{{ 收支 }}")
        outside = "file:///C:/%E5%86%B3%E7%AE%97.xlsx"
        del part.rels["rId1"]
        part.rels.add_relationship(RT.OLE_OBJECT, outside, "rId1", is_external=True)

    project.part(write)
    result = project.render()
    assert not [problem for problem in result.all_problems() if problem.is_error]
    (outcome,) = result.outcomes
    assert outcome.docx is not None
    files = entries(outcome.docx.read_bytes())
    (chart,) = filled_charts(files)
    assert chart.in_workbook[1] == {"收入": [3, 8], "支出": [12, 4]}
    assert not any(b"file:///" in data for data in files.values())


@pytest.mark.parametrize("count", [3, 150])
def test_each_row_of_a_table_has_a_chart_of_its_own(project: SmallProject, count: int) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("{{ 名称 }}")
        table = document.add_table(3, 2)
        table.cell(0, 0).text = "{%tr for 行 in 各行 %}"
        table.cell(1, 0).text = "{{ 行.名 }}"
        add_chart(table.cell(1, 1).paragraphs[0], Drawn((("lineChart", 1),)), "{{ 行.表 }}")
        table.cell(2, 0).text = "{%tr endfor %}"

    project.part(write)
    rows = "".join(f"  - 名: {n}\n    表:\n      - {{甲: 一, 乙: {n}}}\n" for n in range(count))
    project.content(f"各行:\n{rows}")
    charts = filled_charts(rendered(project))
    assert [chart.figures for chart in charts] == [{"乙": [n]} for n in range(count)]
