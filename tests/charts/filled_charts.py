"""What a filled chart says: its caches, its formulas, and the workbook inside."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import openpyxl
from lxml import etree

from docgen.word.charts.chart_xml import C, c
from docgen.word.part_relations import relations_of, target_of
from docgen.word.xml import R

Figures = dict[str, list[float | None]]


@dataclass(frozen=True)
class FilledChart:
    """A chart of a package.

    Attributes:
        name: of its part.
        root: its ``c:chartSpace``.
        workbook: the workbook inside.
    """

    name: str
    root: etree._Element
    workbook: openpyxl.Workbook

    @property
    def categories(self) -> list[str]:
        """The categories of its first series."""
        cache = next(self.root.iter(c("cat"), c("xVal")))
        return [text or "" for text in _points(cache)]

    @property
    def figures(self) -> Figures:
        """The cached figures by the name of the series."""
        return {
            _points(series.find(c("tx")))[0] or "": [
                None if text is None else float(text)
                for text in _points(next(series.iter(c("val"), c("yVal"))))
            ]
            for series in self.root.iter(c("ser"))
        }

    @property
    def in_workbook(self) -> tuple[list[str], Figures]:
        """Categories and figures where the formulas of the series lead in the workbook."""
        figures: Figures = {}
        categories: list[str] = []
        for series in self.root.iter(c("ser")):
            (name,) = self.cells(series.find(c("tx")))
            categories = [
                str(text or "") for text in self.cells(next(series.iter(c("cat"), c("xVal"))))
            ]
            figures[str(name)] = self.cells(next(series.iter(c("val"), c("yVal"))))
        return categories, figures

    def cells(self, parent: Any) -> list[Any]:
        """What stands where the formula of a part of a series leads."""
        formula = next(parent.iter(c("f"))).text
        sheet, _, area = formula.rpartition("!")
        cells = self.workbook[sheet.strip("'").replace("''", "'")][area.replace("$", "")]
        rows = cells if isinstance(cells, tuple) else ((cells,),)
        return [cell.value for row in rows for cell in row]


def filled_charts(
    entries: Mapping[str, bytes], story: str = "word/document.xml"
) -> list[FilledChart]:
    """The charts of a story in the order of their drawings. Fails if a part is missing."""
    relations, found = relations_of(story, entries), []
    for shown in etree.fromstring(entries[story]).iter(c("chart")):
        identifier = shown.get(f"{{{R}}}id", "")
        name = target_of(relations[identifier], story)
        root = etree.fromstring(entries[name])
        inside = next(root.iter(c("externalData")))
        own = relations_of(name, entries)[inside.get(f"{{{R}}}id", "")]
        data = entries[target_of(own, name)]
        found.append(FilledChart(name, root, openpyxl.load_workbook(io.BytesIO(data))))
    return found


def _points(parent: Any) -> list[str | None]:
    count = int(next(parent.iter(c("ptCount"))).get("val"))
    texts: list[str | None] = [None] * count
    for point in parent.iter(f"{{{C}}}pt"):
        texts[int(point.get("idx"))] = point[0].text
    return texts
