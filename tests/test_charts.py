"""Charts whose alternative text names a list of the content are drawn from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx.document import Document
from lxml import etree

from docgen.templates.lint.pack_outline import outline_pack
from docgen.word.charts.chart_xml import c
from tests.charts.filled_charts import FilledChart, filled_charts
from tests.charts.word_charts import Drawn, add_chart
from tests.support import SmallProject, audit, codes, entries, found, packed, small_project

ROWS = """\
收支情况:
  - 年度: 2021
    收入: 120.50
    支出: 110
  - 年度: 2022
    收入: 98
    支出: —
  - 年度: 2023
    收入: 1,340.25
    支出: 133
"""
KINDS = ("barChart", "lineChart", "areaChart", "radarChart", "doughnutChart", "scatterChart")


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return small_project(tmp_path)


def charted(project: SmallProject, *charts: tuple[Drawn, str], content: str = ROWS) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("{{ 名称 }}")
        for drawn, descr in charts:
            add_chart(document.add_paragraph(), drawn, descr)

    project.part(write)
    project.content(content)


def rendered(project: SmallProject, *allowed: str) -> dict[str, bytes]:
    result = project.render()
    assert set(codes(result)) <= set(allowed), list(result.all_problems())
    (outcome,) = result.outcomes
    assert outcome.docx is not None
    return entries(outcome.docx.read_bytes())


def only(project: SmallProject) -> FilledChart:
    (chart,) = filled_charts(rendered(project))
    return chart


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_and_its_workbook_say_what_the_list_says(
    project: SmallProject, kind: str, tmp_path: Path
) -> None:
    charted(project, (Drawn(((kind, 3),)), "{{ 收支情况 }}"))
    files = rendered(project)
    (chart,) = filled_charts(files)
    figures = {"收入": [120.5, 98, 1340.25], "支出": [110, None, 133]}
    assert (chart.categories, chart.figures) == (["2021", "2022", "2023"], figures)
    assert chart.in_workbook == (chart.categories, figures)
    assert not audit(packed(files), tmp_path)
    assert "类别 1" not in files[chart.name].decode()


def test_the_columns_that_a_tag_names_are_drawn_in_its_order(project: SmallProject) -> None:
    charted(project, (Drawn((("pieChart", 1),)), '{{ 收支情况 | chart("年度", "支出") }}'))
    (chart,) = filled_charts(rendered(project, "unused-key"))
    assert chart.figures == {"支出": [110, None, 133]}


def test_the_alternative_text_keeps_what_is_said_beside_the_tag(project: SmallProject) -> None:
    titled = Drawn(title="三年收支")
    charted(
        project,
        (Drawn(), "{{ 名称 }}的收支，近三年：{{ 收支情况 | chart }}"),
        (titled, "{{ 收支情况 }}"),
        (Drawn(), "{{ 收支情况 }}"),
    )
    document = etree.fromstring(rendered(project)["word/document.xml"])
    texts = [each.get("descr") for each in document.iter("{*}docPr")]
    assert texts == ["报告的收支，近三年", "三年收支", "收支情况"]


def test_each_turn_of_a_loop_has_a_chart_and_a_workbook_of_its_own(project: SmallProject) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("{%p for 项目 in 各项目 %}")
        add_chart(
            document.add_paragraph("{{ 项目.名称 }}"), Drawn((("lineChart", 1),)), "{{ 项目.支出 }}"
        )
        document.add_paragraph("{%p endfor %}")

    project.part(write)
    turns = "".join(
        f"  - 名称: 项目{number}\n    支出:\n      - 月份: 一月\n        金额: {number}\n"
        for number in range(1, 4)
    )
    project.content(f"各项目:\n{turns}")
    files = rendered(project)
    charts = filled_charts(files)
    assert [chart.figures for chart in charts] == [{"金额": [1]}, {"金额": [2]}, {"金额": [3]}]
    assert len({chart.name for chart in charts}) == 3
    assert sum(name.endswith(".xlsx") for name in files) == 3


def test_no_turn_leaves_no_sample_figures(project: SmallProject) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("{%p for 项目 in 各项目 %}")
        add_chart(document.add_paragraph(), Drawn(), "{{ 项目.支出 }}")
        document.add_paragraph("{%p endfor %}")
        document.add_paragraph("{{ 名称 }}")

    project.part(write)
    project.content("各项目: []\n")
    assert not [name for name in rendered(project) if "chart" in name or "embeddings" in name]


def test_bars_and_a_line_share_the_columns_out(project: SmallProject) -> None:
    charted(project, (Drawn((("barChart", 1), ("lineChart", 1))), "{{ 收支情况 }}"))
    root = only(project).root
    names = [
        (plot.tag, [text for text in plot.itertext(c("v")) if text in ("收入", "支出")])
        for plot in root.iter(c("barChart"), c("lineChart"))
    ]
    assert names == [(c("barChart"), ["收入"]), (c("lineChart"), ["支出"])]


@pytest.mark.parametrize(
    ("content", "descr", "kind", "expected"),
    [
        (ROWS.replace("110", "约一百"), "{{ 收支情况 }}", "barChart", ("chart-text", 6)),
        ("收支情况: 无\n", "{{ 收支情况 }}", "barChart", ("chart-no-list", 3)),
        (ROWS, '{{ 收支情况 | chart("年度", "收人") }}', "barChart", ("chart-no-column", 4)),
        (ROWS, "{{ 收支情况 }}", "pieChart", ("chart-pie", 4)),
        (
            "收支情况:\n  - 年度: 2021\n    说明: 甲\n",
            "{{ 收支情况 }}",
            "barChart",
            ("chart-no-numbers", 4),
        ),
    ],
)
def test_what_cannot_be_drawn_is_told_at_its_place(
    project: SmallProject, content: str, descr: str, kind: str, expected: tuple[str, int]
) -> None:
    charted(project, (Drawn(((kind, 1),)), descr), content=content)
    result = project.render()
    assert [(code, line) for code, _, line in found(result)] == [expected]
    assert not list(project.output.rglob("*.docx"))


def test_a_tag_of_a_chart_prints_nothing_in_a_line_of_text(project: SmallProject) -> None:
    project.template("{{ 名称 }}{{ 收支情况 | chart }}")
    project.content(ROWS)
    (problem,) = project.render().all_problems()
    assert (problem.code, "可选文字" in str(problem.words)) == ("template-failed", True)


def test_the_tags_in_the_titles_of_a_chart_are_filled(project: SmallProject) -> None:
    split = "{{ 名</a:t></a:r><a:r><a:t>称 }}的收支（{{ 收支情况 | length }}年）"

    def write(document: Document) -> None:
        document.add_paragraph("正文")
        add_chart(document.add_paragraph(), Drawn(title=split), "{{ 收支情况 }}")

    project.part(write)
    project.content(ROWS)
    files = rendered(project)
    (chart,) = filled_charts(files)
    assert "".join(text.text or "" for text in chart.root.iter("{*}t")) == "报告的收支（3年）"
    document = etree.fromstring(files["word/document.xml"])
    assert [each.get("descr") for each in document.iter("{*}docPr")] == ["报告的收支（3年）"]
    assert {use.placeholder.tag for use in outline_pack("form", root=project.root).uses} == {
        "{{ 收支情况 }}",
        "{{ 名称 }}",
        "{{ 收支情况 | length }}",
    }


def test_a_tag_in_the_title_of_a_chart_without_a_list_is_told(project: SmallProject) -> None:
    charted(project, (Drawn(title="{{ 名称 }}"), "没有标签"))
    assert codes(project.render()) == ["chart-unnamed"]


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("0", 0),
        ("0.00", 0),
        ("-3.5", -3.5),
        ("'1,234.5'", 1234.5),
        ("93.64%", 0.9364),
        ("", None),
        ("—", None),
        ("/", None),
    ],
)
def test_what_is_typed_is_drawn(project: SmallProject, typed: str, drawn: float | None) -> None:
    content = f"收支:\n  - 年度: 甲\n    收入: {typed}\n  - 年度: 乙\n    收入: 5\n"
    charted(project, (Drawn((("barChart", 1),)), "{{ 收支 }}"), content=content)
    (chart,) = filled_charts(rendered(project, "blank-field"))
    assert chart.figures == {"收入": [drawn, 5]}
    assert chart.in_workbook[1] == {"收入": [drawn, 5]}


def test_a_list_without_figures_yet_is_a_chart_without_any(project: SmallProject) -> None:
    content = "收支:\n  - 年度: 甲\n    收入:\n  - 年度: 乙\n    收入:\n"
    charted(project, (Drawn((("barChart", 1),)), "{{ 收支 }}"), content=content)
    (chart,) = filled_charts(rendered(project, "blank-field"))
    assert chart.figures == {"收入": [None, None]}


def test_a_column_typed_with_units_is_told_and_not_left_out(project: SmallProject) -> None:
    rows = "收支情况:\n" + "".join(
        f"  - 年度: {year}\n    收入: {year % 100}万元\n    支出: {year % 10}\n    备注: {year}年\n"
        for year in (2021, 2022)
    )
    charted(project, (Drawn(), "{{ 收支情况 }}"), content=rows)
    problems = [problem for problem in project.render().all_problems() if problem.is_error]
    assert [problem.code for problem in problems] == ["chart-text"] * 2
