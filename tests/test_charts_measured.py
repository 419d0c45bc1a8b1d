"""Ten charts of random figures, drawn by LibreOffice and measured in the pixels of the PDF."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from docx.document import Document
from PIL import Image

from tests.charts.filled_charts import filled_charts
from tests.charts.measured_charts import GRID, MeasuredChart, arcs, pages_of
from tests.charts.word_charts import Drawn, add_chart
from tests.support import SmallProject, codes, entries, needs_libreoffice, small_project

PIXELS = 2
"""By how much what is drawn may differ from the figures, at 150 pixels an inch."""

_MORE = [
    pytest.param(
        seed, marks=pytest.mark.campaign("a hundred charts of random figures are measured")
    )
    for seed in range(1, 10)
]


@dataclass(frozen=True)
class Case:
    """A chart and the figures it is to draw: by series, a figure or nothing for each category."""

    drawn: Drawn
    figures: dict[str, list[float | None]]

    @property
    def kind(self) -> str:
        return self.drawn.plots[0][0]

    @property
    def count(self) -> int:
        return len(next(iter(self.figures.values())))


def cases(seed: int) -> list[Case]:
    chance = random.Random(seed)
    kinds = ["barChart"] * 4 + ["lineChart"] * 3 + ["pieChart"] * 3
    return [case(kind, chance) for kind in kinds]


def case(kind: str, chance: random.Random) -> Case:
    """A chart whose template has other numbers of series and points than its data."""
    digits, count = chance.randint(0, 4), chance.randint(2, 6 if kind == "pieChart" else 12)
    top = 10**digits
    names = [f"指标{number}" for number in range(1, chance.randint(1, 4) + 1)]
    names = names[:1] if kind != "barChart" else names
    grouping = chance.choice(("clustered", "stacked")) if kind == "barChart" else "clustered"
    share = len(names) if grouping == "stacked" else 1

    def figure() -> float | None:
        gap = kind == "barChart" and chance.random() < 0.1
        return (
            None
            if gap
            else round(
                chance.uniform(0.08, 1 / share) * top, chance.randint(0, 2) + 2 - min(digits, 2)
            )
        )

    figures = {name: [figure() for _ in range(count)] for name in names}
    series = 1 if kind == "pieChart" else chance.randint(1, 3)
    drawn = Drawn(((kind, series),), grouping=grouping, top=f"{top}", grid=GRID)
    return Case(drawn, figures)


@needs_libreoffice
@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, *_MORE])
def test_what_is_drawn_is_as_high_as_the_figures(tmp_path: Path, seed: int) -> None:
    project, wanted = small_project(tmp_path), cases(seed)
    write(project, wanted)
    result = project.render(pdf=True)
    assert not codes(result), list(result.all_problems())
    (outcome,) = result.outcomes
    assert outcome.docx is not None
    files = entries(outcome.docx.read_bytes())
    charts = filled_charts(files)
    assert [chart.figures for chart in charts] == [each.figures for each in wanted]
    assert [chart.in_workbook[1] for chart in charts] == [each.figures for each in wanted]
    theme = files["word/theme/theme1.xml"].decode()
    accents = re.findall(r'<a:accent\d><a:srgbClr val="(\w+)"', theme)
    assert outcome.pdf is not None
    pages = list(pages_of(outcome.pdf))[1:]
    assert len(pages) == len(wanted)
    worst = max(difference(page, each, accents) for page, each in zip(pages, wanted, strict=True))
    assert worst <= PIXELS


def write(project: SmallProject, wanted: list[Case]) -> None:
    def form(document: Document) -> None:
        document.add_paragraph("{{ 名称 }}")
        for number, each in enumerate(wanted):
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.page_break_before = True
            add_chart(paragraph, each.drawn, f"{{{{ 表{number} }}}}")

    project.part(form)
    text = ""
    for number, each in enumerate(wanted):
        text += f"表{number}:\n"
        for row in range(each.count):
            cells = (f"{name}: {shown(values[row])}" for name, values in each.figures.items())
            text += f"  - {{项目: 第{row + 1}项, {', '.join(cells)}}}\n"
    project.content(text)


def shown(value: float | None) -> str:
    return "—" if value is None else f"{value}"


def difference(page: Image.Image, wanted: Case, accents: list[str]) -> float:
    """The largest difference between what a page shows and what it should, in pixels."""
    if wanted.kind == "pieChart":
        (figures,) = wanted.figures.values()
        known = [value or 0 for value in figures]
        drawn = arcs(page, accents[: len(known)])
        return max(
            abs(length - value / sum(known) * around)
            for value, (length, around) in zip(known, drawn, strict=True)
        )
    chart = MeasuredChart(page, float(wanted.drawn.top), wanted.count)
    if wanted.kind == "lineChart":
        (figures,) = wanted.figures.values()
        return max(chart.line(accents[0], [value or 0 for value in figures]))
    worst = 0.0
    for accent, figures in zip(accents, wanted.figures.values(), strict=False):
        bars = chart.bars(accent)
        assert bars.keys() == {at for at, value in enumerate(figures) if value is not None}
        worst = max(worst, *(abs(h - (figures[at] or 0) * unit) for at, (h, unit) in bars.items()))
    return worst
