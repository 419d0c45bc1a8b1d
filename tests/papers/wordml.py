"""Pieces of WordprocessingML as text: runs, paragraphs, fields, tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())

SMALL = '<w:sz w:val="18"/><w:szCs w:val="18"/>'
VANISH = "<w:vanish/>"


def rpr(inner: str) -> str:
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def font(name: str, size: float = 0) -> str:
    """Run properties of a Chinese font; ``size`` in points."""
    fonts = f'<w:rFonts w:eastAsia="{name}" w:ascii="{name}" w:hAnsi="{name}"/>'
    half = round(size * 2)
    return fonts + (f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>' if size else "")


def text_of_run(text: str, tag: str = "t") -> str:
    """``text`` as the content of a run: a tab and a line end are elements of their own."""
    pieces = []
    for line_number, line in enumerate(text.split("\n")):
        pieces += ["<w:br/>"] if line_number else []
        for number, words in enumerate(line.split("\t")):
            pieces += ["<w:tab/>"] if number else []
            pieces += [f'<w:{tag} xml:space="preserve">{escape(words)}</w:{tag}>'] if words else []
    return "".join(pieces)


def run(text: str, look: str = "") -> str:
    return f"<w:r>{rpr(look)}{text_of_run(text)}</w:r>"


def paragraph(*runs: str, style: str = "", ppr: str = "") -> str:
    """A paragraph; a run that does not begin with ``<`` is text."""
    head = (f'<w:pStyle w:val="{style}"/>' if style else "") + ppr
    inner = "".join(piece if piece.startswith("<") else run(piece) for piece in runs if piece)
    return f"<w:p>{f'<w:pPr>{head}</w:pPr>' if head else ''}{inner}</w:p>"


def char(kind: str, look: str = "") -> str:
    return f'<w:r>{rpr(look)}<w:fldChar w:fldCharType="{kind}"/></w:r>'


def instruction(code: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'


def field(code: str, result: str, look: str = "") -> str:
    """A complex field with its result."""
    return (
        char("begin", look)
        + instruction(code)
        + char("separate", look)
        + run(result, look)
        + char("end", look)
    )


def simple_field(code: str, result: str) -> str:
    return f'<w:fldSimple w:instr=" {escape(code)} ">{run(result)}</w:fldSimple>'


def bookmark(name: str, number: int, inner: str) -> str:
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{inner}<w:bookmarkEnd w:id="{number}"/>'


def deleted(text: str) -> str:
    """A tracked deletion."""
    inner = text_of_run(text, "delText")
    return (
        '<w:del w:id="901" w:author="校对" w:date="2024-03-01T08:00:00Z">'
        f"<w:r>{inner}</w:r></w:del>"
    )


def inserted(text: str) -> str:
    """A tracked insertion."""
    return f'<w:ins w:id="902" w:author="校对" w:date="2024-03-01T08:00:00Z">{run(text)}</w:ins>'


@dataclass(frozen=True)
class Cell:
    """A cell of a table.

    Attributes:
        text: its paragraphs, a line each; ``<`` at the start says that it is XML already.
        span: columns that it takes.
        down: ``restart`` or ``continue`` of a cell that is merged down.
        look: run properties.
        align: ``center``, ``left`` or ``right``.
        properties: more of ``w:tcPr``, behind width, span and merge.
        spacing: ``w:spacing`` of its paragraphs, where the style's is not meant.
    """

    text: str = ""
    span: int = 1
    down: str = ""
    look: str = ""
    align: str = "center"
    properties: str = '<w:vAlign w:val="center"/>'
    spacing: str = ""

    def xml(self, width: int) -> str:
        merge = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}
        span = f'<w:gridSpan w:val="{self.span}"/>' if self.span > 1 else ""
        head = f'<w:tcW w:w="{width}" w:type="dxa"/>{span}{merge[self.down]}{self.properties}'
        return f"<w:tc><w:tcPr>{head}</w:tcPr>{self._content()}</w:tc>"

    def _content(self) -> str:
        if self.text.startswith("<"):
            return self.text
        ppr = f'{self.spacing}<w:jc w:val="{self.align}"/>'
        return "".join(
            paragraph(run(line, self.look) if line else "", style="TableText", ppr=ppr)
            for line in self.text.split("\n")
        )


@dataclass(frozen=True)
class Row:
    """A row: its cells, its height in twips and rule, whether it may break or is a head."""

    cells: tuple[Cell, ...]
    height: int = 0
    exact: bool = False
    head: bool = False
    whole: bool = False
    properties: str = ""

    def xml(self, widths: list[int]) -> str:
        rule = "exact" if self.exact else "atLeast"
        head = "<w:cantSplit/>" if self.whole else ""
        if self.height:
            head += f'<w:trHeight w:val="{self.height}" w:hRule="{rule}"/>'
        head += ("<w:tblHeader/>" if self.head else "") + self.properties
        cells, column = [], 0
        for cell in self.cells:
            cells.append(cell.xml(sum(widths[column : column + cell.span])))
            column += cell.span
        return f"<w:tr>{f'<w:trPr>{head}</w:trPr>' if head else ''}{''.join(cells)}</w:tr>"


def row(*cells: str | Cell, height: int = 0, exact: bool = False, head: bool = False) -> Row:
    """A row of texts and cells."""
    made = tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in cells)
    return Row(made, height, exact, head)


def table(rows: Iterable[Row], widths: list[int], *, align: str = "center") -> str:
    """A table with all its lines drawn; widths in twips."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    properties = (
        f'<w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:jc w:val="{align}"/><w:tblLayout w:type="fixed"/>'
    )
    inner = "".join(line.xml(widths) for line in rows)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{inner}</w:tbl>"
