"""Charts in the XML that Word's Insert › Chart writes, put into documents of python-docx."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import openpyxl
from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from docx.text.paragraph import Paragraph
from openpyxl.worksheet.table import Table

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_C14 = "http://schemas.microsoft.com/office/drawing/2007/8/2/chart"
_C15 = "http://schemas.microsoft.com/office/drawing/2012/chart"
_C16 = "http://schemas.microsoft.com/office/drawing/2014/chart"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_COLOURS = "application/vnd.ms-office.chartcolorstyle+xml"
_COLOURS_RELATION = "http://schemas.microsoft.com/office/2011/relationships/chartColorStyle"

SAMPLE = ("类别 1", "类别 2", "类别 3", "类别 4")
FIGURES = ((4.3, 2.5, 3.5, 4.5), (2.4, 4.4, 1.8, 2.8), (2, 2, 3, 5))
"""Word's own sample figures of a new chart."""


@dataclass(frozen=True)
class Drawn:
    """A chart as a keeper draws it.

    Attributes:
        plots: its plots with the number of series of each: ``(("barChart", 2), ("lineChart", 1))``.
        grouping: of bars and areas.
        sheet: the name of the sheet of its workbook.
        title: above it; empty for none.
        number_format: of its figures.
        top: the fixed end of its scale; empty if it is automatic.
        labels: whether the figures stand beside what is drawn.
        legend: whether there is a legend.
        dates: whether its axis is one of dates.
        typed: whether the label of the third point was typed by hand.
        horizontal: whether bars lie.
        grid: the colour of the lines behind it: ``00B050``; empty for that of the program.
    """

    plots: tuple[tuple[str, int], ...] = (("barChart", 3),)
    grouping: str = "clustered"
    sheet: str = "Sheet1"
    title: str = ""
    number_format: str = "General"
    top: str = ""
    labels: bool = False
    legend: bool = False
    dates: bool = False
    typed: bool = False
    horizontal: bool = False
    grid: str = ""


def chart_xml(drawn: Drawn, workbook: str = "rId1") -> bytes:
    """The XML of ``word/charts/chart1.xml``; without a workbook for an empty id."""
    plots, first = "", 0
    for kind, count in drawn.plots:
        plots += _plot(drawn, kind, range(first, first + count), is_second=first > 0)
        first += count
    title = _title(drawn.title) if drawn.title else ""
    legend = (
        '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if drawn.legend else ""
    )
    data = f'<c:externalData r:id="{workbook}"><c:autoUpdate val="0"/></c:externalData>'
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace xmlns:c="{CHART}" xmlns:a="{_A}" xmlns:r="{_R}" xmlns:c16r2="{_C16}">'
        '<c:date1904 val="0"/><c:lang val="zh-CN"/><c:roundedCorners val="0"/>'
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="c14" xmlns:c14="{_C14}"><c14:style val="102"/></mc:Choice>'
        '<mc:Fallback><c:style val="2"/></mc:Fallback></mc:AlternateContent>'
        f'<c:chart>{title}<c:autoTitleDeleted val="{0 if drawn.title else 1}"/><c:plotArea>'
        f"<c:layout/>{plots}{_axes(drawn)}</c:plotArea>{legend}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"{data if workbook else ''}</c:chartSpace>"
    ).encode()


def sample_workbook(sheet: str = "Sheet1") -> bytes:
    """Word's sample workbook, with the table around its cells."""
    workbook = openpyxl.Workbook()
    own = workbook.worksheets[0]
    own.title = sheet
    own.append([" ", "系列 1", "系列 2", "系列 3"])
    for name, figures in zip(SAMPLE, zip(*FIGURES, strict=True), strict=True):
        own.append([name, *figures])
    own.add_table(Table(displayName="表1", ref="A1:D5"))
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def add_chart(
    paragraph: Paragraph,
    drawn: Drawn,
    descr: str,
    *,
    owner: Any = None,
    workbook: bytes | None = b"",
    size: tuple[int, int] = (5274310, 3076575),
) -> Part:
    """Draws a chart at the end of a paragraph; ``descr`` is its alternative text.

    ``owner`` is the part of the paragraph. ``workbook`` is Word's sample unless it is given.
    """
    story = owner or paragraph.part
    number = sum(1 for each in story.package.iter_parts() if "/charts/chart" in each.partname) + 1
    name = PackURI(f"/word/charts/chart{number}.xml")
    part = Part(
        name, _CHART_TYPE, chart_xml(drawn, "" if workbook is None else "rId1"), story.package
    )
    if workbook is not None:
        file = PackURI(f"/word/embeddings/Microsoft_Excel_Worksheet{number}.xlsx")
        data = workbook or sample_workbook(drawn.sheet)
        part.rels.add_relationship(f"{_R}/package", Part(file, _XLSX, data, story.package), "rId1")
    colours = PackURI(f"/word/charts/colors{number}.xml")
    xml = (
        '<cs:colorStyle xmlns:cs="http://schemas.microsoft.com/office/drawing/2012/chartStyle" '
        f'xmlns:a="{_A}" meth="cycle" id="10"><a:schemeClr val="accent1"/>'
        '<a:schemeClr val="accent2"/></cs:colorStyle>'
    ).encode()
    part.rels.add_relationship(
        _COLOURS_RELATION, Part(colours, _COLOURS, xml, story.package), "rId2"
    )
    identifier = story.relate_to(part, f"{_R}/chart")
    paragraph.paragraph_format.line_spacing = 1.0  # in lines of a fixed height it would be cut off
    paragraph.add_run()._r.append(_drawing(number + (500 if owner else 0), descr, identifier, size))
    return part


def document_of(*charts: tuple[Drawn, str], base: Document) -> Document:
    """``base`` with a paragraph for each chart."""
    for drawn, descr in charts:
        add_chart(base.add_paragraph(), drawn, descr)
    return base


def _drawing(number: int, descr: str, identifier: str, size: tuple[int, int]) -> Any:
    return parse_xml(
        f'<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{size[0]}" cy="{size[1]}"/>'
        '<wp:effectExtent l="0" t="0" r="2540" b="9525"/>'
        f'<wp:docPr id="{number}" name="图表 {number}" descr="{_escaped(descr)}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic xmlns:a="{_A}"><a:graphicData uri="{CHART}">'
        f'<c:chart xmlns:c="{CHART}" xmlns:r="{_R}" r:id="{identifier}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _plot(drawn: Drawn, kind: str, numbers: Sequence[int], *, is_second: bool) -> str:
    series = "".join(_series(drawn, kind, number) for number in numbers)
    ids = (3, 4) if is_second else (1, 2)
    axes = "".join(f'<c:axId val="{number}"/>' for number in ids)
    if kind in ("pieChart", "doughnutChart"):
        hole = '<c:holeSize val="50"/>' if kind == "doughnutChart" else ""
        return (
            f'<c:{kind}><c:varyColors val="1"/>{series}<c:firstSliceAng val="0"/>{hole}</c:{kind}>'
        )
    if kind == "barChart":
        direction = f'<c:barDir val="{"bar" if drawn.horizontal else "col"}"/>'
        overlap = '<c:overlap val="100"/>' if drawn.grouping != "clustered" else ""
        head = f'{direction}<c:grouping val="{drawn.grouping}"/>'
        tail = f'<c:gapWidth val="150"/>{overlap}'
    elif kind == "scatterChart":
        head, tail = '<c:scatterStyle val="lineMarker"/>', ""
    elif kind == "radarChart":
        head, tail = '<c:radarStyle val="marker"/>', ""
    else:
        grouping = "standard" if drawn.grouping == "clustered" else drawn.grouping
        head = f'<c:grouping val="{grouping}"/>'
        tail = '<c:marker val="1"/>' if kind == "lineChart" else ""
    return f'<c:{kind}>{head}<c:varyColors val="0"/>{series}{tail}{axes}</c:{kind}>'


def _series(drawn: Drawn, kind: str, number: int) -> str:
    letter, sheet = "BCDEFG"[number], f"'{drawn.sheet}'" if " " in drawn.sheet else drawn.sheet
    figures = FIGURES[number % 3]
    texts = "".join(f'<c:pt idx="{i}"><c:v>{t}</c:v></c:pt>' for i, t in enumerate(SAMPLE))
    points = "".join(f'<c:pt idx="{i}"><c:v>{v}</c:v></c:pt>' for i, v in enumerate(figures))
    fill = f'<a:solidFill><a:schemeClr val="accent{number + 1}"/></a:solidFill>'
    is_line = kind in ("lineChart", "scatterChart", "radarChart")
    shape = f'<a:ln w="28575" cap="rnd">{fill}<a:round/></a:ln>' if is_line else fill
    marker = '<c:marker><c:symbol val="none"/></c:marker>' if is_line else ""
    invert = '<c:invertIfNegative val="0"/>' if kind == "barChart" else ""
    categories = (
        f"<c:strRef><c:f>{sheet}!$A$2:$A$5</c:f><c:strCache>"
        f'<c:ptCount val="4"/>{texts}</c:strCache></c:strRef>'
    )
    numbers = (
        f"<c:numRef><c:f>{sheet}!${letter}$2:${letter}$5</c:f><c:numCache>"
        f"<c:formatCode>{drawn.number_format}</c:formatCode>"
        f'<c:ptCount val="4"/>{points}</c:numCache></c:numRef>'
    )
    x, y = ("xVal", "yVal") if kind == "scatterChart" else ("cat", "val")
    smooth = '<c:smooth val="0"/>' if kind in ("lineChart", "scatterChart") else ""
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef>'
        f'<c:f>{sheet}!${letter}$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0">'
        f"<c:v>系列 {number + 1}</c:v></c:pt></c:strCache></c:strRef></c:tx>"
        f"<c:spPr>{shape}</c:spPr>{invert}{marker}{_slices(kind)}{_labels(drawn)}"
        f"<c:{x}>{categories}</c:{x}><c:{y}>{numbers}</c:{y}>{smooth}"
        f"{_extensions(sheet, number)}</c:ser>"
    )


def _slices(kind: str) -> str:
    if kind not in ("pieChart", "doughnutChart"):
        return ""
    return "".join(
        f'<c:dPt><c:idx val="{index}"/><c:bubble3D val="0"/><c:spPr><a:solidFill>'
        f'<a:schemeClr val="accent{index + 1}"/></a:solidFill></c:spPr></c:dPt>'
        for index in range(4)
    )


_SHOWN = (
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
    '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)


def _labels(drawn: Drawn) -> str:
    typed = (
        '<c:dLbl><c:idx val="2"/><c:tx><c:rich><a:bodyPr/>'
        "<a:p><a:r><a:t>手写的 3.5</a:t></a:r></a:p>"
        f"</c:rich></c:tx>{_SHOWN}</c:dLbl>"
    )
    if not drawn.labels and not drawn.typed:
        return ""
    return f"<c:dLbls>{typed if drawn.typed else ''}{_SHOWN}</c:dLbls>"


def _extensions(sheet: str, number: int) -> str:
    return (
        f'<c:extLst><c:ext uri="{{C3380CC4-5D6E-409C-BE32-E72D297353CC}}" xmlns:c16="{_C16}">'
        f'<c16:uniqueId val="{{0000000{number}-7E1C-4D5E-9B7A-000000000000}}"/></c:ext>'
        f'<c:ext uri="{{02D57815-91ED-43cb-92C2-25804820EDAC}}" xmlns:c15="{_C15}">'
        f"<c15:datalabelsRange><c15:f>{sheet}!$F$2:$F$5</c15:f></c15:datalabelsRange></c:ext></c:extLst>"
    )


def _axes(drawn: Drawn) -> str:
    if drawn.plots[0][0] in ("pieChart", "doughnutChart"):
        return ""
    first = "valAx" if drawn.plots[0][0] == "scatterChart" else "dateAx" if drawn.dates else "catAx"
    axes = _axis(drawn, first, 1, 2, "l" if drawn.horizontal else "b") + _axis(
        drawn, "valAx", 2, 1, "b" if drawn.horizontal else "l"
    )
    if len(drawn.plots) > 1:
        axes += _axis(drawn, "valAx", 4, 3, "r") + _axis(drawn, "catAx", 3, 4, "b", deleted=1)
    return axes


def _axis(drawn: Drawn, kind: str, own: int, other: int, side: str, deleted: int = 0) -> str:
    top = f'<c:max val="{drawn.top}"/>' if drawn.top and kind == "valAx" and own == 2 else ""
    unit = f'<c:majorUnit val="{float(drawn.top) / 5:g}"/>' if top else ""
    fill = f'<a:solidFill><a:srgbClr val="{drawn.grid}"/></a:solidFill>'
    lines = f'<c:spPr><a:ln w="19050">{fill}</a:ln></c:spPr>'
    grid = f"<c:majorGridlines>{lines if drawn.grid else ''}</c:majorGridlines>" if own == 2 else ""
    crosses = "max" if own == 4 else "autoZero"
    tail = {
        "catAx": (
            '<c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
            '<c:noMultiLvlLbl val="0"/>'
        ),
        "dateAx": '<c:auto val="1"/><c:lblOffset val="100"/><c:baseTimeUnit val="years"/>',
        "valAx": f'<c:crossBetween val="between"/>{unit}',
    }[kind]
    return (
        f'<c:{kind}><c:axId val="{own}"/><c:scaling><c:orientation val="minMax"/>{top}</c:scaling>'
        f'<c:delete val="{deleted}"/><c:axPos val="{side}"/>{grid}'
        '<c:numFmt formatCode="General" sourceLinked="1"/><c:majorTickMark val="out"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'<c:crossAx val="{other}"/><c:crosses val="{crosses}"/>{tail}</c:{kind}>'
    )


def _title(text: str) -> str:
    return (
        f"<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:r><a:t>{text}</a:t></a:r></a:p>"
        '</c:rich></c:tx><c:overlay val="0"/></c:title>'
    )
