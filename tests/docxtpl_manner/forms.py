"""Templates typed as Word saves them: a line is many runs, with the traces of its editing between.

Word ends a run where it checks spelling, where somebody typed on another day (``rsid``), where a
Chinese character follows a Latin one, and at bookmarks; so most tags are split. Where a line is
split depends on its text alone, so that a template is the same at each making.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from functools import cache
from itertools import pairwise
from random import Random
from typing import Any
from zlib import crc32

import docx
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from PIL import Image

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Content = str | Callable[[_Cell], object]
"""What is typed in a cell: a line, or what types more than that."""


class Form:
    """A template in the making.

    ``Form(clean=True)`` types each line as one run; each number of ``noise`` splits them elsewhere.
    """

    def __init__(self, *, clean: bool = False, noise: int = 0) -> None:
        self.document = docx.Document()
        self.clean = clean
        self._noise = noise

    def data(self) -> bytes:
        """The template as a file."""
        buffer = io.BytesIO()
        self.document.save(buffer)
        return buffer.getvalue()

    def lines(self, *texts: str, into: Any = None) -> None:
        """Types paragraphs at the end of the body, or of a cell, header or footer."""
        for text in texts:
            self.type(text, (into or self.document).add_paragraph())

    def runs(self, *texts: str, bold: bool | None = None) -> None:
        """A paragraph of these runs, none if there are none."""
        paragraph = self.document.add_paragraph() if texts else None
        for text in texts:
            assert paragraph is not None
            paragraph.add_run(text).bold = bold

    def type(self, text: str, paragraph: Paragraph, **look: Any) -> None:
        """Types ``text`` at the end of a paragraph; ``look`` are attributes of its font."""
        pieces = [text] if self.clean else list(_pieces(text, self._noise))
        for number, piece in enumerate(pieces):
            if number:
                _leave_trace(paragraph, text, number)
            run = paragraph.add_run(piece)
            if not self.clean:
                run._r.set(qn("w:rsidR"), f"00{crc32(piece.encode()) % 16**6:06X}")
            for name, value in look.items():
                setattr(run.font, name, value)

    def table(self, *rows: Sequence[Content], into: Any = None) -> Table:
        """A table of these cells; rows that are shorter have their cells on the left only."""
        columns = max(map(len, rows))
        table: Table = (into or self.document).add_table(len(rows), columns)
        if into is None:
            table.style = "Table Grid"
        for made, row in zip(table.rows, rows, strict=True):
            cells = made.cells
            for cell, content in zip(cells, row, strict=False):
                self.fill(cell, content)
            for surplus in cells[len(row) :]:
                surplus._tc.getparent().remove(surplus._tc)
        return table

    def fill(self, cell: _Cell, content: Content) -> None:
        """Types into a cell."""
        if isinstance(content, str):
            self.type(content, cell.paragraphs[0])
        else:
            content(cell)

    def header(self, *texts: str) -> None:
        """Types the header of the last section."""
        self._story(self.document.sections[-1].header, texts)

    def footer(self, *texts: str) -> None:
        """Types the footer of the last section."""
        self._story(self.document.sections[-1].footer, texts)

    def _story(self, story: Any, texts: Sequence[str]) -> None:
        story.is_linked_to_previous = False
        self.type(texts[0], story.paragraphs[0])
        self.lines(*texts[1:], into=story)

    def footnotes(self, *texts: str, kind: str = "footnote") -> None:
        """A paragraph for each footnote, or endnote, which it refers to."""
        notes = "".join(
            f'<w:{kind} w:id="{number}"><w:p><w:r><w:{kind}Ref/></w:r>'
            f"<w:r><w:t>{text[:3]}</w:t></w:r>{PROOF}<w:r><w:t>{text[3:]}</w:t></w:r></w:p>"
            f"</w:{kind}>"
            for number, text in enumerate(texts, 1)
        )
        part = Part(
            PackURI(f"/word/{kind}s.xml"),
            f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml",
            f"<w:{kind}s {NAMES}>{notes}</w:{kind}s>".encode(),
            self.document.part.package,
        )
        self.document.part.relate_to(part, f"{_RELATION}/{kind}s")
        for number in range(1, len(texts) + 1):
            paragraph = self.document.add_paragraph(f"line {number}")
            reference = f'<w:r {NAMES}><w:{kind}Reference w:id="{number}"/></w:r>'
            paragraph._p.append(parse_xml(reference))

    def text_box(self, *texts: str) -> None:
        """A text box as Word 2010 and later save it: a shape, and the same for older Words."""
        inner = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)
        box = f"<w:txbxContent>{inner}</w:txbxContent>"
        paragraph = self.document.add_paragraph()
        paragraph._p.append(parse_xml(_BOX.format(names=NAMES, box=box)))


PROOF = '<w:proofErr w:type="spellStart"/><w:proofErr w:type="spellEnd"/>'
_BOX = """<w:r {names}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="1800000" cy="900000"/>
<wp:docPr id="77" name="Text Box 77"/><a:graphic><a:graphicData
uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/>
<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="900000"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>{box}</wps:txbx><wps:bodyPr/>
</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>
<v:shape style="width:141pt;height:70pt"><v:textbox>{box}</v:textbox></v:shape></w:pict>
</mc:Fallback></mc:AlternateContent></w:r>""".replace("\n", " ").replace("> <", "><")


def _pieces(text: str, noise: int) -> Iterator[str]:
    """``text`` as Word's runs have it."""
    chance = Random(crc32(text.encode(), noise))
    inside = range(1, len(text))
    cuts = sorted(chance.sample(inside, min(len(inside), chance.choice((0, 1, 2, 3, 5)))))
    for start, end in pairwise([0, *cuts, len(text)]):
        yield text[start:end]


def _leave_trace(paragraph: Paragraph, text: str, number: int) -> None:
    """What Word leaves between two runs: spelling marks, a bookmark, or nothing."""
    kind = crc32(f"{text}{number}".encode()) % 4
    traces = {
        0: '<w:proofErr {} w:type="spellStart"/>',
        1: '<w:proofErr {} w:type="gramEnd"/>',
        2: '<w:bookmarkStart {} w:id="{id}" w:name="_mark{id}"/>;<w:bookmarkEnd {} w:id="{id}"/>',
    }
    if kind in traces:
        for trace in traces[kind].split(";"):
            mark = trace.format(f'xmlns:w="{W}"', id=crc32(f"{text}{number}".encode()) % 10**6)
            paragraph._p.append(parse_xml(mark))


def spanned(table: Table, row: int, start: int, end: int) -> None:
    """Joins cells of a row, as Word does."""
    table.cell(row, start).merge(table.cell(row, end))


def copy_row(table: Table, row: int) -> None:
    """Types a row once more at the end of the table."""
    table._tbl.append(deepcopy(table.rows[row]._tr))


@cache
def picture(color: str, width: int = 20, height: int = 10, kind: str = "PNG") -> bytes:
    """A picture of one color, as a file."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), color).save(buffer, kind)
    return buffer.getvalue()
