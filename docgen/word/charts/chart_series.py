"""One series of a chart, ``c:ser``: its look is kept, its data are written anew.

Formulas and what is cached of them are written together: Word shows the cache until somebody edits
the data, LibreOffice draws nothing else (ECMA-376 part 1, 21.2.2.27 ``cat``, 21.2.2.121 ``numRef``,
21.2.2.201 ``strRef``).
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from docgen.word.charts.chart_table import ChartTable
from docgen.word.charts.chart_xml import a, c, drop, number_of, put_before, value_of

_BEHIND_NAME = (
    *("spPr", "invertIfNegative", "pictureOptions", "marker", "explosion", "dPt", "dLbls"),
    *("trendline", "errBars", "cat", "val", "xVal", "yVal", "smooth", "shape", "extLst"),
)
_BEHIND_DATA = ("smooth", "shape", "bubbleSize", "bubble3D", "extLst")
_BEHIND_POINTS = ("dLbls", "trendline", "errBars", "cat", "val", "shape", "smooth", "extLst")
_ACCENTS = 6
_DARKER = "60000"
"""Of the brightness: how Word tells the seventh series from the first."""

_OLD_RANGES = re.compile(r"\}(f|sqref|formulaRef|datalabelsRange|filtered\w+)$")
_UNIQUE = "uniqueId"
_CELLS = "CELLRANGE"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class SeriesData:
    """Which column of a table a series shows, and on which sheet it stands.

    Attributes:
        table: the figures.
        number: of the column, from 0.
        sheet: the name of the sheet.
    """

    table: ChartTable
    number: int
    sheet: str


def write_series(series: etree._Element, data: SeriesData, *, is_scatter: bool = False) -> None:
    """Writes name, categories and figures into ``series``, and drops what is of older data."""
    _number(series, data.number)
    _write_name(series, data)
    table, column = data.table, data.table.columns[data.number]
    number_format = _number_format(series)
    drop(series, "cat", "val", "xVal", "yVal")
    categories = etree.Element(c("xVal" if is_scatter else "cat"))
    formula = table.values_formula(data.sheet, -1)
    numbers = [_as_number(text) for text in table.categories]
    if is_scatter and all(numbers):
        _write_numbers(categories, formula, numbers, "General")
    else:
        _write_texts(categories, formula, table.categories)
    values = etree.Element(c("yVal" if is_scatter else "val"))
    figures = ["" if value is None else f"{value:f}" for value in column.values]
    _write_numbers(values, table.values_formula(data.sheet, data.number), figures, number_format)
    for element in (categories, values):
        put_before(series, element, _BEHIND_DATA)
    _drop_stale(series, len(table.categories))


def further_series(series: etree._Element, number: int) -> etree._Element:
    """A copy of the last series for one more column, in a colour of the theme of its own."""
    copy = deepcopy(series)
    drop(copy, "dPt", "trendline", "errBars")
    for label in list(copy.iter(c("dLbl"))):
        _remove(label)
    for unique in [each for each in copy.iter() if _local(each) == _UNIQUE]:
        extension = unique.getparent()
        if extension is not None:
            _remove(extension)
    for looks in (copy, *copy.iterfind(c("marker"))):
        for shape in looks.iterfind(c("spPr")):
            _recolour(shape, number)
    return copy


def continue_points(series: etree._Element, count: int) -> None:
    """Gives slices beyond those of the template the look of the last, in colours of the theme.

    Only where each slice of the template has a look of its own, as Word writes pies.
    """
    points = series.findall(c("dPt"))
    known = [number_of(point, "idx") for point in points]
    if len(points) < 2 or known != list(range(len(points))):
        return
    for number in range(len(points), count):
        point = deepcopy(points[-1])
        for index in point.iterfind(c("idx")):
            index.set("val", str(number))
        drop(point, "extLst", "explosion")
        for shape in point.iterfind(c("spPr")):
            _recolour(shape, number)
        put_before(series, point, _BEHIND_POINTS)


def _number(series: etree._Element, number: int) -> None:
    for tag in ("idx", "order"):
        for element in series.iterfind(c(tag)):
            element.set("val", str(number))


def _write_name(series: etree._Element, data: SeriesData) -> None:
    drop(series, "tx")
    name = etree.Element(c("tx"))
    formula = data.table.name_formula(data.sheet, data.number)
    _write_texts(name, formula, (data.table.columns[data.number].name,))
    put_before(series, name, _BEHIND_NAME)


def _write_texts(parent: etree._Element, formula: str, texts: tuple[str, ...]) -> None:
    reference = etree.SubElement(parent, c("strRef"))
    etree.SubElement(reference, c("f")).text = formula
    cache = etree.SubElement(reference, c("strCache"))
    _write_points(cache, texts)


def _write_numbers(
    parent: etree._Element, formula: str, figures: list[str], number_format: str
) -> None:
    reference = etree.SubElement(parent, c("numRef"))
    etree.SubElement(reference, c("f")).text = formula
    cache = etree.SubElement(reference, c("numCache"))
    etree.SubElement(cache, c("formatCode")).text = number_format
    _write_points(cache, figures)


def _write_points(cache: etree._Element, texts: list[str] | tuple[str, ...]) -> None:
    """The points of a cache; one that is empty is left out, which makes a gap."""
    etree.SubElement(cache, c("ptCount"), val=str(len(texts)))
    for index, text in enumerate(texts):
        if text:
            point = etree.SubElement(cache, c("pt"), idx=str(index))
            etree.SubElement(point, c("v")).text = _NOT_XML.sub("", text)


def _as_number(text: str) -> str:
    """A category as the number that it is; empty if it is none."""
    return text if re.fullmatch(r"-?\d+(\.\d+)?", text) else ""


def _number_format(series: etree._Element) -> str:
    for tag in ("val", "yVal"):
        for code in series.iterfind(f"{c(tag)}//{c('formatCode')}"):
            return code.text or "General"
    return "General"


def _drop_stale(series: etree._Element, count: int) -> None:
    """Drops looks of points that are no more, labels that were typed, and ranges of old data."""
    for point in series.findall(c("dPt")):
        if number_of(point, "idx") >= count:
            series.remove(point)
    for label in list(series.iter(c("dLbl"))):
        if _is_typed(label) or number_of(label, "idx") >= count:
            _remove(label)
    for bars in series.findall(c("errBars")):
        if value_of(bars, "errValType") == "cust":  # ranges of the older data
            series.remove(bars)
    drop_old_ranges(series)


def _is_typed(label: etree._Element) -> bool:
    """Whether a label says what was typed, or cells of the old workbook say; not its figure."""
    text = label.find(c("tx"))
    if text is None:
        return False
    fields = [field.get("type") for field in text.iter(a("fld"))]
    return not fields or _CELLS in fields


def drop_old_ranges(root: etree._Element) -> None:
    """Drops extensions that name cells of the older data, such as series that were filtered out."""
    for extension in list(root.iter(c("ext"))):
        if any(_OLD_RANGES.search(str(each.tag)) for each in extension.iter(etree.Element)):
            parent = extension.getparent()
            _remove(extension)
            if parent is not None and not len(parent):
                _remove(parent)


def _recolour(shape: etree._Element, number: int) -> None:
    """Gives the fills and lines of a shape, as far as they have a colour, another one."""
    for fill in list(shape.iter(a("solidFill"), a("gradFill"), a("pattFill"))):
        fill.tag = a("solidFill")
        fill.attrib.clear()
        for child in list(fill):
            fill.remove(child)
        accent = etree.SubElement(fill, a("schemeClr"), val=f"accent{number % _ACCENTS + 1}")
        if number >= _ACCENTS:
            etree.SubElement(accent, a("lumMod"), val=_DARKER)


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
