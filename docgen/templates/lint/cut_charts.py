"""Charts in lines of a fixed height, of which Word shows as much as one line has room for.

An inline drawing stands in its line as a character does; with ``w:lineRule="exact"`` the line does
not grow (ECMA-376 part 1, 17.3.1.33). Official forms have such lines in their normal style.
"""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document
from lxml import etree

from docgen.diagnostics import Place, Problem, warning
from docgen.diagnostics.codes import problem_code
from docgen.templates.chart_tags import tagged_charts_in
from docgen.templates.part_outline import PartOutline
from docgen.word.style_cascade import Cascade
from docgen.word.xml import WP, w

CHART_CUT = problem_code(
    "chart-cut",
    en=(
        "the lines around the chart are exactly {spacing} pt high, and the rest of it is cut off "
        "({template})",
        "set the line spacing of its paragraph to single",
    ),
    zh=(
        "图表所在的段，行距是固定值 {spacing} 磅，图表只露出一行高（{template}）",
        "把这一段的行距改为单倍行距",
    ),
)

_EMU_PER_POINT = 12700


def cut_charts(
    document: Document, root: etree._Element, part: str, story: str
) -> Iterator[Problem]:
    """A warning for each chart below ``root`` that is filled and higher than its line can be."""
    outline, cascade = PartOutline(root), Cascade(document)
    for paragraph in root.iter(w("p")):
        for tagged in tagged_charts_in(paragraph):
            spacing = cascade.format_of(paragraph).look.spacing
            if spacing is not None and _height(tagged.properties) > spacing:
                place = outline.place(paragraph, part, story)
                yield warning(CHART_CUT, Place(part), place, spacing=f"{spacing:g}")


def _height(properties: etree._Element) -> float:
    """The height of an inline drawing in points; 0 of one that floats."""
    drawing = properties.getparent()
    if drawing is None or drawing.tag != f"{{{WP}}}inline":
        return 0
    extent = drawing.find(f"{{{WP}}}extent")
    text = extent.get("cy", "0") if extent is not None else "0"
    return int(text) / _EMU_PER_POINT if text.isdigit() else 0
