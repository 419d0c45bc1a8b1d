"""The sample of ``final-accounts-analysis``: three charts that say what its content says."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen import Outcome, RenderOptions, render_edition
from docgen.scaffold.new_project import make_project
from tests.charts.filled_charts import filled_charts
from tests.pdf_tags import language_and_tags
from tests.support import ROOT, audit, entries, needs_libreoffice

ALTERNATIVES = [
    "近五年收入和支出的柱形图",
    "近五年基本支出和项目支出的折线图",
    "2023年度支出按经济分类的构成",
]


def sample(folder: Path, *, pdf: bool) -> Outcome:
    made = make_project(folder / "analysis", "final-accounts-analysis", "zh")
    (made.root / "fonts").symlink_to(ROOT / "fonts")
    options = RenderOptions(units=[made.unit.name], make_pdf=pdf)
    (outcome,) = render_edition("2023", options, root=made.root).outcomes
    assert not [problem for problem in outcome.problems if problem.code != "no-converter"]
    return outcome


def test_the_charts_and_their_workbooks_have_the_figures_of_the_lists(tmp_path: Path) -> None:
    outcome = sample(tmp_path, pdf=False)
    assert outcome.docx is not None
    data = outcome.docx.read_bytes()
    charts = filled_charts(entries(data))
    assert [chart.in_workbook for chart in charts] == [
        (chart.categories, chart.figures) for chart in charts
    ]
    assert [chart.figures for chart in charts] == [
        {
            "收入": [1862.4, 1935.75, 2048.1, 2176.32, 2254.86],
            "支出": [1840.15, 1921.6, 2035.44, 2168.9, 2239.51],
        },
        {
            "基本支出": [1012.3, 1046.2, 1085.62, 1120.35, 1152.08],
            "项目支出": [827.85, 875.4, 949.82, 1048.55, 1087.43],
        },
        {"金额": [924.36, 1016.72, 142.19, 156.24]},
    ]
    assert not audit(data, tmp_path)


@needs_libreoffice
@pytest.mark.slow
def test_who_does_not_see_the_charts_is_told_what_they_show(tmp_path: Path) -> None:
    outcome = sample(tmp_path, pdf=True)
    assert outcome.pdf is not None
    _, tags = language_and_tags(outcome.pdf)
    assert [tag.alt for tag in tags if tag.kind == "Figure"] == ALTERNATIVES
