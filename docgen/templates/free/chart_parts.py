"""Filled charts in a document of python-docx, as docxtpl's class has one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import count

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from docgen.templates.free.word_parts import part_of
from docgen.word.charts.chart_copies import WORKBOOK_TYPE, ChartUse
from docgen.word.charts.chart_part import ChartPart

_WORKBOOK = "/word/embeddings/Microsoft_Excel_Worksheet1.xlsx"
_NUMBERED = re.compile(r"(.*?)\d*(\.\w+)")


def source_of(document: Document, use: ChartUse) -> Part:
    """The chart of the template that a use fills. Raises ``KeyError`` if there is none."""
    return part_of(document, use.story).rels[use.source].target_part  # type: ignore[no-any-return]


def add_charts(document: Document, uses: Iterable[ChartUse]) -> None:
    """Adds a chart with a workbook for each use, and takes those of the template out."""
    used = list(uses)
    names = {str(part.partname) for part in document.part.package.iter_parts()}
    for use in used:
        chart = _filled(source_of(document, use), use, names)
        part_of(document, use.story).rels.add_relationship(RT.CHART, chart, use.identifier)
    for story, source in {(use.story, use.source) for use in used}:
        del part_of(document, story).rels[source]


def _filled(source: Part, use: ChartUse, names: set[str]) -> Part:
    """The part of a use, with copies of what the template's part refers to."""
    from docgen.word.charts.chart_workbook import chart_workbook  # few forms have charts

    chart, workbook = ChartPart(source.blob), None
    sheet, formats = chart.sheet, chart.formats
    chart.fill(use.table, use.titles)
    filled = _copy(source, names)
    for identifier, relation in source.rels.items():
        if relation.reltype in (RT.PACKAGE, RT.OLE_OBJECT):
            workbook = workbook if relation.is_external else relation.target_part.blob
        elif not relation.is_external:
            copy = _copy(relation.target_part, names)
            filled.rels.add_relationship(relation.reltype, copy, identifier)
    data = chart_workbook(workbook, use.table, sheet, formats)
    inside = Part(_free_name(_WORKBOOK, names), WORKBOOK_TYPE, data, source.package)
    chart.relate_workbook(filled.relate_to(inside, RT.PACKAGE))
    filled._blob = chart.xml()
    return filled


def _copy(part: Part, names: set[str]) -> Part:
    return Part(_free_name(str(part.partname), names), part.content_type, part.blob, part.package)


def _free_name(like: str, names: set[str]) -> PackURI:
    """The first name like that which no part has."""
    match = _NUMBERED.fullmatch(like)
    stem, ending = match.groups() if match else (like, "")
    numbered = (f"{stem}{number}{ending}" for number in count(1))
    name = next(name for name in numbered if name not in names)
    names.add(name)
    return PackURI(name)
