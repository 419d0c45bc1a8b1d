"""What a chart draws, whichever program saved it: the names, categories and figures of its caches.

LibreOffice writes other formulas, formats and looks than Word, and the same figures.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from docgen.word.charts.chart_xml import c, number_of
from docgen.word.outside_links.part_xml import parsed

_READ = ("tx", "cat", "xVal", "val", "yVal")
_DIGITS = 12
"""Significant digits in which programs store a figure alike."""


def drawn_figures(part: bytes) -> str:
    """What a chart part draws as a text that is equal for equal charts; empty for no chart."""
    root = parsed(part)
    series = [] if root is None else list(root.iter(c("ser")))
    series.sort(key=lambda each: number_of(each, "order"))
    return "\n".join("\t".join(_cells(each)) for each in series)


def _cells(series: etree._Element) -> Iterator[str]:
    for tag in _READ:
        for data in series.iterfind(c(tag)):
            for point in data.iter(c("pt")):
                text = "".join(value.text or "" for value in point.iterfind(c("v")))
                yield f"{point.get('idx')} {_shown(text)}"


def _shown(text: str) -> str:
    """A figure in the digits that are sure; any other text as it is."""
    try:
        return f"{float(text):.{_DIGITS}g}"
    except ValueError:
        return text
