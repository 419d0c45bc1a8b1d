"""Charts in reports that the office has edited: new figures come in, and no edit is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document

from docgen import diff_files
from docgen.word.charts.chart_part import ChartPart
from docgen.word.charts.chart_table import ChartColumn, ChartTable
from tests.charts.filled_charts import filled_charts
from tests.charts.word_charts import Drawn, add_chart
from tests.support import (
    SmallProject,
    audit,
    codes,
    entries,
    needs_libreoffice,
    packed,
    saved_by_libreoffice,
    small_project,
)

ROWS = "收支:\n  - 年度: 2022\n    收入: 10\n  - 年度: 2023\n    收入: 20\n说明: 旧说明\n"


@pytest.fixture
def built(tmp_path: Path) -> SmallProject:
    project = small_project(tmp_path)

    def write(document: Document) -> None:
        document.add_paragraph("{{ 名称 }}")
        add_chart(document.add_paragraph(), Drawn((("barChart", 1),)), "收入 {{ 收支 }}")
        document.add_paragraph("{{ 说明 }}")
        document.add_paragraph("办公室在此说明")

    project.part(write)
    project.content(ROWS)
    assert not codes(project.render())
    return project


def path_of(project: SmallProject) -> Path:
    return project.output / "报告.docx"


def office(project: SmallProject, change: Callable[[Document], object]) -> None:
    document = docx.Document(str(path_of(project)))
    change(document)
    document.save(str(path_of(project)))


def add_words(document: Document) -> None:
    document.paragraphs[-1].add_run("：数据来自决算报表")


def change_figures(document: Document) -> None:
    for part in document.part.package.iter_parts():
        if "/charts/chart" in part.partname:
            chart = ChartPart(part.blob)
            table = ChartTable("年度", ("2022", "2023"), (ChartColumn("收入", (None, None)),))
            chart.fill(table)
            part._blob = chart.xml()


def test_new_figures_come_into_an_edited_report(built: SmallProject, tmp_path: Path) -> None:
    office(built, add_words)
    built.content(ROWS.replace("20", "35"))
    result = built.render()
    assert not codes(result), list(result.all_problems())
    assert result.outcomes[0].merged
    files = entries(path_of(built).read_bytes())
    (chart,) = filled_charts(files)
    assert chart.figures == {"收入": [10, 35]}
    assert chart.in_workbook[1] == {"收入": [10, 35]}
    assert sum("/charts/chart" in name for name in files) == 1
    assert "数据来自决算报表" in files["word/document.xml"].decode()
    assert not audit(packed(files), tmp_path)


def test_an_edited_report_with_the_same_figures_keeps_its_chart(built: SmallProject) -> None:
    office(built, add_words)
    built.content(ROWS.replace("旧说明", "新说明"))
    assert built.render().outcomes[0].merged
    files = entries(path_of(built).read_bytes())
    assert [chart.figures for chart in filled_charts(files)] == [{"收入": [10, 20]}]
    assert "新说明" in files["word/document.xml"].decode()


def test_figures_of_the_office_s_own_stay(built: SmallProject) -> None:
    office(built, change_figures)
    built.content(ROWS.replace("旧说明", "新说明"))
    assert built.render().outcomes[0].merged
    (chart,) = filled_charts(entries(path_of(built).read_bytes()))
    assert chart.figures == {"收入": [None, None]}


def test_figures_that_both_changed_are_a_conflict_and_the_office_s_stay(
    built: SmallProject,
) -> None:
    office(built, change_figures)
    built.content(ROWS.replace("20", "35"))
    result = built.render()
    assert codes(result) == ["edit-conflict"]
    assert "图表" in str(next(iter(result.all_problems())).words)
    (chart,) = filled_charts(entries(path_of(built).read_bytes()))
    assert chart.figures == {"收入": [None, None]}


def test_a_chart_is_no_edit(built: SmallProject) -> None:
    office(built, add_words)
    (review,) = diff_files("2023", root=built.root)
    assert [proposal.edit.kind.value for proposal in review.proposals] == ["changed"]


@needs_libreoffice
@pytest.mark.slow
def test_a_chart_that_libreoffice_saved_is_the_same(built: SmallProject, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    saved_by_libreoffice([path_of(built)], folder)
    path_of(built).write_bytes((folder / "报告.docx").read_bytes())
    (review,) = diff_files("2023", root=built.root)
    assert not review.proposals
