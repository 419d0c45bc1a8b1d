"""A chart part, ``word/charts/chartN.xml``, filled with a table (ECMA-376 part 1, 21.2.2.29).

A chart may have several plots, such as bars and a line with an axis of its own. The columns of the
table go to the series in the order that these have in the template; further ones join the last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from lxml import etree

from docgen.word.charts.chart_series import (
    SeriesData,
    continue_points,
    drop_old_ranges,
    further_series,
    write_series,
)
from docgen.word.charts.chart_table import ChartTable, sheet_in
from docgen.word.charts.chart_texts import fill_titles, tags_in_titles
from docgen.word.charts.chart_xml import a, c, drop, number_of, put_before, value_of
from docgen.word.xml import R

_ONE_COLUMN = ("pieChart", "pie3DChart", "ofPieChart")
PLOTS: Final = frozenset(
    (
        *("barChart", "bar3DChart", "lineChart", "line3DChart", "areaChart", "area3DChart"),
        *_ONE_COLUMN,
        "doughnutChart",
        "radarChart",
        "scatterChart",
    )
)
"""The kinds of plots that a table fills; stocks, surfaces and bubbles need data of other forms."""

_SLICED = (*_ONE_COLUMN, "doughnutChart")
_BEHIND_SERIES = (
    *("dLbls", "gapWidth", "gapDepth", "overlap", "serLines", "dropLines", "hiLowLines"),
    *("upDownBars", "marker", "smooth", "shape", "firstSliceAng", "holeSize", "gapWidth"),
    *("secondPieSize", "splitType", "splitPos", "custSplit", "axId", "extLst"),
)
_AXES = ("catAx", "dateAx", "valAx", "serAx")
_OF_DATES = ("baseTimeUnit", "majorUnit", "majorTimeUnit", "minorUnit", "minorTimeUnit")
_BEHIND_WORKBOOK = ("printSettings", "userShapes", "extLst")
_STACKED, _SHARES = "stacked", "percentStacked"
_SHEET = "Sheet1"


class ChartPart:
    """A chart whose data are replaced, in place.

    Attributes:
        root: its ``c:chartSpace``.
    """

    def __init__(self, data: bytes) -> None:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        self.root = etree.fromstring(data, parser)
        area = self.root.find(f"{c('chart')}/{c('plotArea')}")
        self._area = etree.Element(c("plotArea")) if area is None else area

    @property
    def plots(self) -> list[etree._Element]:
        """Its plots, in their order: ``c:barChart``, ``c:lineChart``, …."""
        return [child for child in self._area if _name(child).endswith("Chart")]

    @property
    def strange(self) -> list[str]:
        """The kinds of its plots that no table fills: ``stockChart``."""
        return [name for name in map(_name, self.plots) if name not in PLOTS]

    @property
    def takes_one_column(self) -> bool:
        """Whether it shows one series and no more: a pie."""
        plots = self.plots
        return bool(plots) and all(_name(plot) in _ONE_COLUMN for plot in plots)

    @property
    def sheet(self) -> str:
        """The name of the sheet that its figures are from."""
        formulas = (formula.text or "" for formula in self._area.iter(c("f")))
        return next((name for formula in formulas if (name := sheet_in(formula))), _SHEET)

    @property
    def title(self) -> str:
        """The title that is typed over it; empty if there is none."""
        title = self.root.find(f"{c('chart')}/{c('title')}")
        return "" if title is None else "".join(text.text or "" for text in title.iter(a("t")))

    @property
    def title_tags(self) -> list[str]:
        """The tags that print values in its titles."""
        return tags_in_titles(self.root)

    @property
    def formats(self) -> list[str]:
        """The number format of each series, as it stands in the template."""
        series = (each for plot in self.plots for each in plot.iterfind(c("ser")))
        codes = (each.find(f".//{c('numCache')}/{c('formatCode')}") for each in _ordered(series))
        return [(code.text or "General") if code is not None else "General" for code in codes]

    def fill(self, table: ChartTable, titles: Sequence[str] = ()) -> None:
        """Writes the figures of ``table`` into its series; there are as many as columns.

        ``titles`` are the values of the tags in its titles.
        """
        fill_titles(self.root, titles)
        sheet = self.sheet
        drop(self.root, "pivotSource")
        drop_old_ranges(self._area)
        series = self._fitted_series(len(table.columns))
        for number, (plot, element) in enumerate(series):
            data = SeriesData(table, number, sheet)
            if _name(plot) in _SLICED:
                continue_points(element, len(table.categories))
            write_series(element, data, is_scatter=_name(plot) == "scatterChart")
        self._drop_stale_legend(len(table.columns), len(table.categories))
        self._drop_unused_plots()
        self._make_category_axes()
        self._free_axes(table, series)

    def relate_workbook(self, identifier: str) -> None:
        """Names the relationship of the part to its workbook (21.2.2.63 ``externalData``)."""
        drop(self.root, "externalData")
        workbook = etree.Element(c("externalData"), {f"{{{R}}}id": identifier})
        etree.SubElement(workbook, c("autoUpdate"), val="0")
        put_before(self.root, workbook, _BEHIND_WORKBOOK)

    def xml(self) -> bytes:
        """The part as it is stored."""
        return etree.tostring(self.root, encoding="UTF-8", xml_declaration=True, standalone=True)

    def _fitted_series(self, count: int) -> list[tuple[etree._Element, etree._Element]]:
        """The series with their plots: as many as columns, in the order of the template."""
        found = [(plot, each) for plot in self.plots for each in plot.iterfind(c("ser"))]
        found.sort(key=lambda pair: number_of(pair[1], "order"))
        if not found and self.plots:
            plot = self.plots[-1]
            found = [(plot, _plain_series(plot))]
        for plot, series in found[count:]:
            plot.remove(series)
        kept = found[:count]
        while kept and len(kept) < count:
            plot, last = kept[-1]
            copy = further_series(last, len(kept))
            last.addnext(copy)
            kept.append((plot, copy))
        return kept

    def _drop_unused_plots(self) -> None:
        """Drops plots without series, and axes that no plot uses, as long as a plot is left."""
        for plot in self.plots:
            if plot.find(c("ser")) is None and len(self.plots) > 1:
                self._area.remove(plot)
        used = {each.get("val") for plot in self.plots for each in plot.iterfind(c("axId"))}
        for axis in self._axes():
            if value_of(axis, "axId") not in used:
                self._area.remove(axis)

    def _drop_stale_legend(self, columns: int, rows: int) -> None:
        """Drops what a legend says of entries that are no more."""
        most = rows if any(_name(plot) in _SLICED for plot in self.plots) else columns
        for legend in self.root.iter(c("legend")):
            for entry in legend.findall(c("legendEntry")):
                if number_of(entry, "idx") >= most:
                    legend.remove(entry)

    def _make_category_axes(self) -> None:
        """Makes axes of dates those of categories: years and units are texts."""
        for axis in self._area.findall(c("dateAx")):
            axis.tag = c("catAx")
            drop(axis, *_OF_DATES)

    def _free_axes(
        self, table: ChartTable, series: list[tuple[etree._Element, etree._Element]]
    ) -> None:
        """Frees the ends of a scale that the figures go beyond: they would be cut off."""
        for plot in self.plots:
            if value_of(plot, "grouping") == _SHARES:
                continue
            numbers = [number for number, (own, _) in enumerate(series) if own is plot]
            columns = [table.columns[number].values for number in numbers]
            low, high = _reach(columns, is_stacked=value_of(plot, "grouping") == _STACKED)
            used = {each.get("val") for each in plot.iterfind(c("axId"))}
            for axis in self._area.findall(c("valAx")):
                if value_of(axis, "axId") in used:
                    _free_axis(axis, low, high)

    def _axes(self) -> list[etree._Element]:
        return [axis for tag in _AXES for axis in self._area.findall(c(tag))]


def _reach(
    columns: list[tuple[Decimal | None, ...]], *, is_stacked: bool
) -> tuple[Decimal, Decimal]:
    """The lowest and the highest end of what is drawn of ``columns``, and 0."""
    rows = [[value for value in row if value is not None] for row in zip(*columns, strict=True)]
    ends = [value for row in rows for value in row]
    if is_stacked:
        above = [sum((value for value in row if value > 0), Decimal()) for row in rows]
        below = [sum((value for value in row if value < 0), Decimal()) for row in rows]
        ends = [*above, *below]
    return min(ends, default=Decimal()), max(ends, default=Decimal())


def _free_axis(axis: etree._Element, low: Decimal, high: Decimal) -> None:
    for scaling in axis.iterfind(c("scaling")):
        for tag, is_beyond in (("max", high.__gt__), ("min", low.__lt__)):
            text = value_of(scaling, tag)
            if text and is_beyond(Decimal(text)):
                drop(scaling, tag)
                drop(axis, "majorUnit", "minorUnit")


def _ordered(series: Iterator[etree._Element]) -> list[etree._Element]:
    return sorted(series, key=lambda each: number_of(each, "order"))


def _plain_series(plot: etree._Element) -> etree._Element:
    series = etree.Element(c("ser"))
    for tag in ("idx", "order"):
        etree.SubElement(series, c(tag), val="0")
    put_before(plot, series, _BEHIND_SERIES)
    return series


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]
