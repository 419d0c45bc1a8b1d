"""The table that a chart draws, from a list of the content.

The first column of the list, or the first that the tag names, has the categories; each further one
with numbers is a series. A blank, or a stroke where there is no figure, is a gap and not a zero.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from numbers import Number
from typing import Any

from docgen.content.numbers import Blank, Figure, NoFigure
from docgen.content.values import Node
from docgen.diagnostics import Place, Problems, TemplatePlace, error, nearest
from docgen.diagnostics.codes import problem_code
from docgen.packs.expressions.filter_registry import tag_filter
from docgen.word.charts.chart_table import ChartColumn, ChartTable

CHART_NO_LIST = problem_code(
    "chart-no-list",
    en=(
        "the chart has nothing to draw: its data are no list of rows ({template})",
        "name a list in the alternative text of the chart, each row with a name and numbers",
    ),
    zh=(
        "图表没有数据可画：标签里的不是由多行组成的列表（{template}）",
        "在图表的可选文字里写列表的名称，列表每行有一个名称和若干个数",
    ),
)
CHART_NO_COLUMN = problem_code(
    "chart-no-column",
    en=(
        "no row has the column 「{name}」{nearest} that the chart draws ({template})",
        "correct the name of the column in the alternative text of the chart",
    ),
    zh=(
        "图表要画的「{name}」这一列，哪一行都没有{nearest}（{template}）",
        "在图表的可选文字里改正列名",
    ),
)
CHART_NO_NUMBERS = problem_code(
    "chart-no-numbers",
    en=(
        "no column behind 「{name}」 has numbers for the chart ({template})",
        'fill the numbers in, or name the columns: {{{{ … | chart("{name}", "…") }}}}',
    ),
    zh=(
        "「{name}」之后没有一列是数，图表画不出来（{template}）",
        '把数填上；或在标签里写明用哪几列：{{{{ … | chart("{name}", "…") }}}}',
    ),
)
CHART_TEXT = problem_code(
    "chart-text",
    en=(
        "「{text}」 in the column 「{name}」 is no number, and a chart draws it ({template})",
        "type a number without unit; leave it blank, or type —, where there is none",
    ),
    zh=(
        "「{name}」这一列的「{text}」不是数，图表画不了（{template}）",
        "只填数，不带单位；没有数的留空或填 —",
    ),
)


_MEASURED = re.compile(
    r"[(（]?[-−－+]?\d[\d,，.．]*\s*[)）]?"
    r"(?:[千百十]?[万亿]?[元个人户件次亩吨项家天]|[万亿]|人次|公里|平方米|[%％‰])?"
)
"""A figure as people type it: with a unit, between brackets, of full width."""


@dataclass(frozen=True)
class ChartRequest:
    """A list and the columns that a tag names: ``{{ 收支 | chart("年度", "收入") }}``."""

    rows: Any
    columns: tuple[str, ...]

    def __str__(self) -> str:
        """Raises ``TypeError``: a chart is drawn, and not printed."""
        raise TypeError("a chart is drawn by the tag in its alternative text")


@tag_filter("chart")
def chart(value: Any, *columns: str) -> ChartRequest:
    """The rows of a list, and the columns that a chart draws of them; all if none is named."""
    return ChartRequest(value, tuple(map(str, columns)))


class ChartReader:
    """Reads the data of one chart; what is wrong with them is added to ``problems``.

    Attributes:
        place: where a problem is if the data have no place.
        site: the place of the tag.
    """

    def __init__(self, problems: Problems, place: Place, site: TemplatePlace | None) -> None:
        self._problems, self.place, self.site = problems, place, site

    def table(self, value: Any) -> ChartTable:
        """The table of a list or a request; an empty one after problems, or if there is nothing."""
        request = value if isinstance(value, ChartRequest) else ChartRequest(value, ())
        rows, named = request.rows, request.columns
        if rows is None or isinstance(rows, Blank) or (isinstance(rows, list) and not rows):
            return _empty(named)
        self.place = getattr(rows, "place", None) or self.place
        if not isinstance(rows, (list, tuple)) or not all(isinstance(r, Mapping) for r in rows):
            self._problems.add(error(CHART_NO_LIST, self.place, self.site))
            return _empty(())
        keys = list(dict.fromkeys(key for row in rows for key in row))
        unknown = [name for name in named if name not in keys]
        for name in unknown:
            near = nearest(name, keys)
            words = {"name": name, "nearest": near}
            self._problems.add(error(CHART_NO_COLUMN, self.place, self.site, **words))
        return _empty(()) if unknown or not keys else self._of_rows(rows, named, keys)

    def _of_rows(self, rows: Any, named: tuple[str, ...], keys: list[str]) -> ChartTable:
        header, *series = named or keys
        if not series:
            series = keys[keys.index(header) + 1 :]
        is_named = len(named) > 1
        kept = [name for name in series if is_named or _has_figures(rows, name)]
        if not kept:  # a draft may have no figure yet
            kept = [name for name in series if all(_is_gap(row.get(name)) for row in rows)]
        if not kept:
            self._problems.add(error(CHART_NO_NUMBERS, self.place, self.site, name=header))
        columns = (ChartColumn(name, tuple(self._figures(rows, name))) for name in kept)
        categories = tuple(_shown(_read(row, header)) for row in rows)
        return ChartTable(header, categories, tuple(columns))

    def _figures(self, rows: Any, name: str) -> Iterator[Decimal | None]:
        for row in rows:
            value = _read(row, name)
            figure = figure_of(value)
            if figure is None and not _is_gap(value):
                place = getattr(value, "place", None) or self.place
                words = {"text": _shown(value)[:40], "name": name}
                self._problems.add(error(CHART_TEXT, place, self.site, **words))
            yield figure


def figure_of(value: Any) -> Decimal | None:
    """The number in a value; a text may have commas or a percent sign. ``None`` for all else."""
    if isinstance(value, Figure):
        return value.value
    if isinstance(value, str):
        text = value.strip().replace(",", "").replace("，", "")
        read = Figure.read(text)
        if read is None:  # and not `or`: a 0 is false
            read = Figure.read_percent(text)
        return read.value if read is not None else None
    if isinstance(value, Number) and not isinstance(value, (bool, complex)):
        number = Decimal(str(value))
        return number if number.is_finite() else None
    return None


def _has_figures(rows: Any, name: str) -> bool:
    """Whether a column is one of figures, be it that they are typed with a unit, which is told."""
    values = [value for row in rows if not _is_gap(value := row.get(name))]
    return any(figure_of(value) is not None for value in values) or (
        bool(values) and all(_MEASURED.fullmatch(_shown(value).strip()) for value in values)
    )


def _is_gap(value: Any) -> bool:
    if isinstance(value, str):
        return not value.strip() or NoFigure.read(value.strip()) is not None
    return value is None or isinstance(value, Blank)


def _read(row: Mapping[str, Any], key: str) -> Any:
    """The value of a key, which counts as used; ``None`` if this row has none."""
    if isinstance(row, Node):
        return row.read(key) if key in row else None
    return row.get(key)


def _shown(value: Any) -> str:
    return "" if value is None else str(value).replace("\n", " ")


def _empty(named: tuple[str, ...]) -> ChartTable:
    header, *names = named or ("",)
    return ChartTable(header, (), tuple(ChartColumn(name, ()) for name in names))
