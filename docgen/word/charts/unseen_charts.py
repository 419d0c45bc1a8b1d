"""Charts of a Word file that nothing shows any more, such as those that a merge has replaced."""

from __future__ import annotations

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from docgen.word.charts.chart_xml import c
from docgen.word.xml import R


def drop_unseen_charts(document: Document) -> None:
    """Takes the relationships to charts that the body does not show out of ``document``.

    Their parts, with the workbooks in them, are not saved then.
    """
    shown = {chart.get(f"{{{R}}}id") for chart in document.element.body.iter(c("chart"))}
    relations = document.part.rels
    for identifier in [own for own, each in relations.items() if each.reltype == RT.CHART]:
        if identifier not in shown:
            del relations[identifier]
