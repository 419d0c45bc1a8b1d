"""A paper in the ordinary format (GB/T 9704-2012, 7.2 to 7.4), its parts as the standard has them.

The mark stands in the text area, the red line is the border of a paragraph, and the 版记 a table
that floats at the foot of the last page.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE

from docgen.verify.official_format import (
    AnnexRule,
    LayoutGrid,
    Margins,
    OfficialFormat,
    PageNumberRule,
    Paper,
)
from docgen.verify.official_papers.paper_elements import PaperElements
from docgen.word.xml import R, w
from tests.support import blank_part
from tests.unit.verify.formats import element

STYLES = (
    "Issuer Mark",
    "Document Number",
    "Red Line",
    "Addressee",
    "Signature",
    "Signature Date",
    "Note",
    "Copies",
    "Imprint",
)
_CHARACTER, _WIDTH, _DATE_WIDTH = 320, 8844, 2390
"""Twips of a character of 16 points, of the text area, and of a date."""

_TAB = "<w:r><w:tab/></w:r>"
_COPIES = (
    "抄送：市人民政府办公室，市财政局，市图书馆，云岭职业技术学院图书馆，各市直学校，各民办学校。"
)

_AT_FOOT = 'w:vAnchor="margin" w:tblpYSpec="bottom"'
_AT_HEIGHT = 'w:vAnchor="margin" w:tblpY="11230"'
"""In the section of an odd page, LibreOffice takes another edge for the bottom of the margins."""

_CELL_ROOM = (
    '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
)


@dataclass(frozen=True)
class Ordinary:
    """What a paper says, and how.

    Attributes:
        signers: of a paper to an office above, its signers.
        sealed: whether it bears a seal.
        lines: of its text, each of 28 characters.
        annexes: the names of its annexes.
        annex_lines: of the text of each annex.
        two_sided: whether an annex begins on an odd page.
        mark: the mark of the issuing office.
        number: the document number.
        date: the date of the sign-off.
    """

    signers: str = ""
    sealed: bool = True
    lines: int = 12
    annexes: tuple[str, ...] = ()
    annex_lines: int = 1
    two_sided: bool = False
    mark: str = "云岭市教育局文件"
    number: str = "云教〔2024〕3号"
    date: str = "2024年4月26日"


def ordinary_format(paper: Ordinary) -> OfficialFormat:
    """The format of such papers."""
    elements = PaperElements(
        two_sided=paper.two_sided,
        unsealed=not paper.sealed,
        mark="Issuer Mark",
        number="Document Number",
        signer="Document Number" if paper.signers else "",
        line="Red Line",
        addressee="Addressee",
        office="Signature",
        date="Signature Date",
        note="Note",
        copies="Copies",
        imprint="Imprint",
    )
    return OfficialFormat(
        paper=Paper(210, 297),
        margins=Margins(top=37, bottom=35, left=28, right=26),
        grid=LayoutGrid(lines=22, characters=28),
        page_number=PageNumberRule(),
        annexes=AnnexRule(mark="Annex Mark", title="Annex Title", listed="Annex List"),
        elements=elements,
    )


def ordinary_paper(paper: Ordinary = Ordinary()) -> Document:
    """The paper; see :class:`Ordinary`."""
    document = _blank()
    _head(document, paper)
    document.add_paragraph("关于核查馆藏图书质量的通知", style="Title")
    _blanks(document, 1)
    document.add_paragraph("各县（市、区）教育局：", style="Addressee")
    sentence = "核查工作应当坚持实事求是不增加学校负担不影响正常的教育教学秩序"
    text = (sentence * paper.lines)[: 28 * paper.lines - 4]
    document.add_paragraph(f"{text}。", style="Body Text")
    _annex_list(document, paper)
    _sign_off(document, paper)
    for number, name in enumerate(paper.annexes, 1):
        _annex(document, paper, name, f"附件{number}" if len(paper.annexes) > 1 else "附件")
    _imprint(document, paper)
    return document


def _blank() -> Document:
    document = blank_part()
    for name in STYLES:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
    body = document.element.body
    section = body[-1]
    relations = document.part.rels.values()
    footers = sorted(relation.rId for relation in relations if relation.reltype.endswith("/footer"))
    for footer, kind in zip(footers, ("default", "even"), strict=True):
        reference = element(f'<w:footerReference w:type="{kind}"/>')
        reference.set(f"{{{R}}}id", footer)
        section.insert(0, reference)
    return document


def _add(document: Document, xml: str) -> None:
    body = document.element.body
    body.insert(len(body) - 1, element(xml))


def _blanks(document: Document, count: int) -> None:
    for _ in range(count):
        document.add_paragraph("", style="Normal")


def _head(document: Document, paper: Ordinary) -> None:
    look = '<w:color w:val="FF0000"/><w:sz w:val="72"/>'
    spacing = '<w:spacing w:before="1820" w:line="880" w:lineRule="exact"/>'
    mark = f'<w:snapToGrid w:val="0"/>{spacing}<w:jc w:val="center"/>'
    _add(document, _paragraph("Issuer Mark", _run(paper.mark, look), mark))
    _blanks(document, 2)
    number, aligned = _run(paper.number), '<w:jc w:val="center"/>'
    if paper.signers:
        tab = f'<w:tabs><w:tab w:val="right" w:pos="{_WIDTH - _CHARACTER}"/></w:tabs>'
        aligned = f'{tab}<w:ind w:left="{_CHARACTER}"/><w:jc w:val="left"/>'
        number += _TAB + _run(paper.signers)
    _add(document, _paragraph("Document Number", number, aligned))
    line = '<w:bottom w:val="single" w:sz="18" w:space="0" w:color="FF0000"/>'
    _add(document, _paragraph("Red Line", "", f"<w:pBdr>{line}</w:pBdr>{_exact(112)}"))
    _blanks(document, 2)


def _annex_list(document: Document, paper: Ordinary) -> None:
    _blanks(document, 1 if paper.annexes else 0)
    for number, name in enumerate(paper.annexes, 1):
        head = "附件：" if number == 1 else ""
        several = f"{number}." if len(paper.annexes) > 1 else ""
        entry = document.add_paragraph(head + several + name, style="Annex List")
        indent = entry._p.get_or_add_pPr().get_or_add_ind()
        indent.set(w("left"), "1819")
        indent.set(w("hanging"), "1187" if head else "240")


def _sign_off(document: Document, paper: Ordinary) -> None:
    """Without a seal the date, which is the longer, ends two characters from the edge."""
    _blanks(document, 2 if paper.sealed else 1)
    two = 2 * _CHARACTER
    name, right = f'<w:ind w:left="{_WIDTH - _DATE_WIDTH - 2 * two}"/>', two
    if paper.sealed:
        name, right = '<w:ind w:left="3880"/><w:jc w:val="center"/>', 2 * two
    date = f'<w:ind w:right="{right}"/><w:jc w:val="right"/>'
    _add(document, _paragraph("Signature", _run("云岭市教育局"), name))
    _add(document, _paragraph("Signature Date", _run(paper.date), date))
    note = f'<w:ind w:firstLine="{two}"/>'
    _add(document, _paragraph("Note", _run("（此件公开发布）"), note))


def _annex(document: Document, paper: Ordinary, name: str, mark: str) -> None:
    if paper.two_sided:
        section = deepcopy(document.element.body[-1])
        last = document.paragraphs[-1]._p.get_or_add_pPr()
        last.append(section)
        kind = document.element.body[-1]
        for tag in ("type", "pgNumType"):
            old = kind.find(w(tag))
            if old is not None:
                kind.remove(old)
        kind.insert(len(kind.findall(w("footerReference"))), element('<w:type w:val="oddPage"/>'))
    first = document.add_paragraph(mark, style="Annex Mark")
    first.paragraph_format.page_break_before = not paper.two_sided
    _blanks(document, 1)
    document.add_paragraph(name, style="Annex Title")
    _blanks(document, 1)
    for _ in range(paper.annex_lines):
        document.add_paragraph("核查分三个阶段进行。", style="Body Text")


def _imprint(document: Document, paper: Ordinary) -> None:
    small = '<w:sz w:val="28"/>'
    turned = '<w:ind w:left="1120" w:right="280" w:hanging="840"/>'
    copies = _paragraph("Copies", _run(_COPIES, small), _exact(480) + turned)
    tab = '<w:tabs><w:tab w:val="right" w:pos="8564"/></w:tabs>'
    sides = _exact(480) + '<w:ind w:left="280" w:right="280"/>'
    printed = _run("云岭市教育局办公室", small) + _TAB + _run("2024年4月26日印发", small)
    imprint = _paragraph("Imprint", printed, tab + sides)
    at = _AT_HEIGHT if paper.two_sided else _AT_FOOT
    floating = f'<w:tblpPr w:horzAnchor="margin" w:tblpXSpec="left" {at}/>'
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="auto"/>'
        for side, size in (("top", 8), ("bottom", 8), ("insideH", 6))
    )
    width = f'w:w="{_WIDTH}"'
    rows = "".join(
        f'<w:tr><w:tc><w:tcPr><w:tcW {width} w:type="dxa"/></w:tcPr>{row}</w:tc></w:tr>'
        for row in (copies, imprint)
    )
    _add(
        document,
        f'<w:tbl><w:tblPr>{floating}<w:tblW {width} w:type="dxa"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>{_CELL_ROOM}</w:tblPr>'
        f"<w:tblGrid><w:gridCol {width}/></w:tblGrid>{rows}</w:tbl>",
    )
    _add(document, _paragraph("Normal", "", _exact(20)))


def _exact(line: int) -> str:
    """Lines of an exact height in twips, off the grid."""
    spacing = f'<w:spacing w:line="{line}" w:lineRule="exact"/>'
    return f'<w:snapToGrid w:val="0"/>{spacing}'


def _run(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


def _paragraph(style: str, runs: str, more: str) -> str:
    named = f'<w:pStyle w:val="{style.replace(" ", "")}"/>'
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{runs}</w:p>"
