"""Blank official forms as offices issue them, and the table notation they are written in.

    单位名称 |  | < | <
    姓 名    |  | 职 务 |

A row is a line, ``|`` is between grid columns; ``<`` continues the cell to the left and ``^`` the
cell above, nothing is an empty cell. A line break in a cell begins a paragraph.

The forms of the first pack and of the ministry are in :mod:`tests.blank_forms_of_packs`.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.parser import parse_xml
from docx.oxml.table import CT_Tbl
from docx.oxml.text.font import CT_RPr
from docx.shared import Pt, Twips
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from docgen.pdf.libreoffice import find_libreoffice
from docgen.word.xml import W, w

LEFT, ABOVE = "<", "^"
CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
_A4 = (Twips(11906), Twips(16838))
_MARGIN = Twips(1418)
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in _SIDES
)
_UNDERLINED = re.compile(r"(\{ +\})")
"""A blank of underlined spaces, as the notation has it: ``{    }``."""


# The notation of tables.


@dataclass(frozen=True)
class _GridCell:
    """A cell as the notation has it.

    Attributes:
        column: its first grid column, from 0.
        span: how many grid columns it covers.
    """

    text: str
    column: int
    span: int


def _cells_of(row: str) -> list[_GridCell]:
    texts = [text.strip(" ") for text in row.split("|")]
    starts = [at for at, text in enumerate(texts) if text != LEFT]
    ends = [*starts[1:], len(texts)]
    return [_GridCell(texts[at], at, end - at) for at, end in zip(starts, ends, strict=True)]


def add_table(
    where: Document | _Cell,
    widths: Sequence[int],
    rows: Sequence[str],
    *,
    style: str = "Normal",
    heights: Mapping[int, int] | None = None,
    height: int = 480,
    headers: int = 0,
) -> Table:
    """Adds a bordered table at the end of a document, or before a cell's last paragraph.

    Args:
        where: the document or the cell.
        widths: of the grid columns, in twips.
        rows: in the notation of this module.
        style: of the paragraphs in the cells.
        heights: of single rows, counted from 0 or, negative, from the end; at least, in twips.
        height: of all other rows.
        headers: how many rows are repeated on each page.
    """
    written = [_cells_of(row) for row in rows]
    tall = {number % len(rows): twips for number, twips in (heights or {}).items()}
    writer = _Writer(widths, where.part.get_style_id(style, WD_STYLE_TYPE.PARAGRAPH))
    lines = [
        writer.row(cells, _continued(written, at), tall.get(at, height), at < headers)
        for at, cells in enumerate(written)
    ]
    table = parse_xml(writer.table("".join(lines)))
    assert isinstance(table, CT_Tbl)
    last = where._tc.p_lst[-1] if isinstance(where, _Cell) else where.element.body.sectPr
    last.addprevious(table)
    return Table(table, where)


def _continued(rows: list[list[_GridCell]], number: int) -> set[int]:
    """The columns at which the row below continues a cell."""
    below = rows[number + 1] if number + 1 < len(rows) else []
    return {cell.column for cell in below if cell.text == ABOVE}


@dataclass(frozen=True)
class _Writer:
    """Writes the XML of a table.

    Attributes:
        widths: of the grid columns.
        style: the identifier of the paragraphs' style; none is the document's default.
    """

    widths: Sequence[int]
    style: str | None

    def table(self, rows: str) -> str:
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in self.widths)
        return (
            f'<w:tbl xmlns:w="{W}"><w:tblPr><w:tblW w:w="{sum(self.widths)}" w:type="dxa"/>'
            f'<w:jc w:val="center"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
            '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/>'
            '<w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        )

    def row(self, cells: list[_GridCell], continued: set[int], height: int, header: bool) -> str:
        repeated = "<w:tblHeader/>" if header else ""
        inner = "".join(self._cell(cell, cell.column in continued) for cell in cells)
        return (
            f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>'
            f"{repeated}</w:trPr>{inner}</w:tr>"
        )

    def _cell(self, cell: _GridCell, continued: bool) -> str:
        covered = cell.text == ABOVE
        width = sum(self.widths[cell.column : cell.column + cell.span])
        span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        kind = "continue" if covered else "restart"
        merge = f'<w:vMerge w:val="{kind}"/>' if covered or continued else ""
        lines = [""] if covered else cell.text.split("\n")
        inner = "".join(self._line(line, len(lines) == 1) for line in lines)
        properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/>'
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"

    def _line(self, text: str, alone: bool) -> str:
        """A paragraph: labels and blanks centred, dates at the right, the rest as it is."""
        side = "right" if text.endswith("日") else "center" if alone else ""
        side = "" if text.endswith("：") or "□" in text else side
        style = f'<w:pStyle w:val="{self.style}"/>' if self.style else ""
        aligned = f'<w:jc w:val="{side}"/>' if side else ""
        run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
        properties = f"<w:pPr>{style}{aligned}</w:pPr>" if style or aligned else ""
        return f"<w:p>{properties}{run}</w:p>"


# Documents and paragraphs.


def _form(title: str, landscape: bool = False) -> Document:
    """A document on A4 with East Asian fonts, and its title."""
    document = docx.Document()
    _drop_old_styles(document)
    document.core_properties.author = document.core_properties.comments = ""
    section = document.sections[0]
    section.page_width, section.page_height = reversed(_A4) if landscape else _A4
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = _MARGIN
    _set_type(document)
    heading = add_paragraph(document, title, aligned=CENTRE)
    heading.paragraph_format.space_after = Pt(12)
    heading.runs[0].font.size = Pt(18)
    _fonts(heading.runs[0]._r.get_or_add_rPr(), "黑体")
    return document


def _drop_old_styles(document: Document) -> None:
    """Takes out the copy of the styles for Word 2007, which is not kept in step with them."""
    relations = document.part.rels
    for name in [
        name
        for name, relation in relations.items()
        if relation.reltype.endswith("/stylesWithEffects")
    ]:
        del relations[name]


def _set_type(document: Document) -> None:
    """Sets the size, the spacing, the fonts and the language of all text."""
    normal = document.styles["Normal"]
    normal.font.size = Pt(10.5)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1
    _fonts(normal.element.get_or_add_rPr(), "宋体")
    for language in document.styles.element.iter(w("lang")):
        language.set(w("eastAsia"), "zh-CN")


def _fonts(properties: CT_RPr, east_asian: str) -> None:
    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi"):
        fonts.set(w(script), "Times New Roman")
    fonts.set(w("eastAsia"), east_asian)


def add_paragraph(
    document: Document,
    text: str,
    *,
    style: str | None = None,
    aligned: WD_ALIGN_PARAGRAPH | None = None,
    bold: bool | None = None,
) -> Paragraph:
    """Adds a paragraph; ``{    }`` in it is a run of underlined spaces."""
    paragraph = document.add_paragraph(style=style)
    if aligned is not None:
        paragraph.alignment = aligned
    for part in filter(None, _UNDERLINED.split(text)):
        underlined = _UNDERLINED.fullmatch(part) is not None
        run = paragraph.add_run(part[1:-1] if underlined else part)
        run.underline, run.bold = underlined or None, bold
    return paragraph


def _body(document: Document, *texts: str) -> None:
    """Adds paragraphs of running text, indented by two characters."""
    for text in texts:
        paragraph = add_paragraph(document, text)
        paragraph.paragraph_format.first_line_indent = Pt(21)
        paragraph.paragraph_format.line_spacing = 1.5


# The forms.


def side_by_side() -> Document:
    """Labels and blanks side by side, two pairs a row, and a line of sign-offs below."""
    document = _form("单位基本情况登记表")
    rows = [
        "单位名称         | | <        | <",
        "统一社会信用代码 | | 单位性质 |",
        "姓 名            | | 职 务    |",
        "联系电话         | | 传 真    |",
        "通讯地址         | | 邮政编码 |",
        "开户银行         | | 银行账号 |",
        "备注             | | <        | <",
    ]
    add_table(document, [2000, 2600, 1500, 2900], rows, height=600, heights={-1: 2000})
    last = add_paragraph(document, "填表人：      审核人：      填报日期：    年  月  日")
    last.paragraph_format.space_before = Pt(6)
    return document


def label_above() -> Document:
    """A row of headings, rows to be filled in, and a sum; no row is marked as a heading."""
    document = _form("固定资产盘点表")
    rows = [
        "序号 | 资产名称 | 规格型号 | 数量 | 单价（元） | 金额（元） | 存放地点",
        *["   |          |          |      |            |            |         "] * 6,
        "合计 | <        | <        |      |            |            |         ",
    ]
    add_table(document, [700, 1900, 1500, 800, 1300, 1300, 1500], rows)
    return document


def three_level_headers() -> Document:
    """Headings of three rows, merged across and down, that are repeated on each page."""
    document = _form("收入支出预算表")
    add_paragraph(document, "单位：万元", aligned=RIGHT)
    rows = [
        "项目 | 2023年预算数 | <    | <    | <        | 2022年决算数 | <",
        "^    | 基本支出 | <        | 项目支出 | <    | 基本支出 | 项目支出",
        "^    | 人员经费 | 公用经费 | 本级 | 下级     | ^        | ^",
        "一、一般公共服务支出     | | | | | |",
        "二、教育支出             | | | | | |",
        "三、社会保障和就业支出   | | | | | |",
        "合计                     | | | | | |",
    ]
    add_table(document, [2760, 1040, 1040, 1040, 1040, 1040, 1040], rows, headers=3)
    return document


def checkboxes() -> Document:
    """Boxes to tick, and an opinion that ends in a signature and a date."""
    document = _form("信息公开审核表")
    rows = [
        "信息名称 | ",
        "公开属性 | □主动公开 □依申请公开 □不予公开",
        "公开方式 | □网站 □公报 □其他____",
        "是否涉密 | □是 □否",
        "审核意见 | \n\n\n\n签字：      年  月  日",
    ]
    add_table(document, [2000, 7000], rows, height=600, heights={-1: 2400})
    return document


def landscape() -> Document:
    """A wide table on a page in landscape, the year a blank in the title."""
    document = _form("____年度政府采购计划表", landscape=True)
    heads = [
        *("序号", "采购项目名称", "采购品目", "规格及技术要求", "计量单位", "数量"),
        *("单价（元）", "预算金额（元）", "资金来源", "采购方式", "拟采购时间", "备注"),
    ]
    widths = [700, 2000, 1200, 1900, 800, 800, 1100, 1200, 1200, 1100, 1100, 900]
    rows = [" | ".join(heads), *[" | " * (len(heads) - 1)] * 4]
    add_table(document, widths, rows, height=600, headers=1)
    return document


def running_text() -> Document:
    """Blanks in running text: low lines, brackets, and underlined spaces; no table."""
    document = _form("绩效目标承诺书")
    _body(
        document,
        "为落实预算绩效管理主体责任，____（单位名称）就____年度____项目的绩效目标承诺如下：",
        "一、项目预算资金（    ）万元，其中财政拨款（    ）万元，专款专用，不截留、不挪用。",
        "二、项目于{      }年{    }月底前完成，受益群众不少于{        }人，"
        "服务对象满意度不低于{      }%。",
        "三、项目负责人{            }，联系电话{                }，每季度报送绩效监控情况。",
        "四、项目绩效自评得分不低于（  ）分；未达到的，按规定整改并公开。",
        "",
    )
    add_paragraph(document, "承诺单位（盖章）：")
    add_paragraph(document, "    年  月  日", aligned=RIGHT)
    return document


def nested() -> Document:
    """A table in a cell, with headings and rows of its own."""
    document = _form("专项资金申报表")
    rows = [
        "申报单位         | ",
        "项目名称         | ",
        "申报金额（万元） | ",
        "资金使用明细     | ",
        "申报理由         | ",
        "主管部门意见     | ",
    ]
    table = add_table(document, [2000, 7000], rows, heights={4: 1800, 5: 1800})
    inner = ["序号 | 支出内容 | 金额（万元） | 测算依据", " | | | ", " | | | "]
    add_table(table.cell(3, 1), [800, 2400, 1500, 2000], inner)
    return document


def outline() -> Document:
    """Headings that are just bold, each with an empty paragraph below."""
    document = _form("年度工作总结（提纲）")
    for text in ("一、工作开展情况", "二、主要成效", "三、存在问题", "四、下一步打算"):
        add_paragraph(document, text, bold=True)
        _body(document, "")
    add_paragraph(document, "单位（盖章）：")
    add_paragraph(document, "填报日期：    年  月  日")
    return document


def sections() -> Document:
    """Sections inside one table, each under a row of the full width; the second is a matrix."""
    document = _form("项目申报书")
    rows = [
        "一、项目基本信息 | < | < | <",
        "项目名称 | | < | <",
        "申报单位 | | 项目负责人 | ",
        "起止时间 | | 联系电话 | ",
        "二、资金测算（万元） | < | < | <",
        "资金来源 | 上年实际 | 本年申请 | 备注",
        "中央资金 | | | ",
        "省级资金 | | | ",
        "市级资金 | | | ",
        "其中：债券资金 | | | ",
        "合计 | | | ",
        "三、审批意见 | < | < | <",
        "主管部门意见 | | < | <",
        "财政部门意见 | \n\n（盖章）      年  月  日 | < | <",
    ]
    add_table(document, [2100, 2300, 2300, 2300], rows, heights={-2: 1500, -1: 1500})
    return document


def no_form() -> Document:
    """A plain letter: no blanks, no tables."""
    document = _form("关于报送绩效自评材料的函")
    _body(
        document,
        "根据年度预算绩效管理工作安排，请各预算单位认真组织开展绩效自评，如实反映资金使用情况。",
        "自评材料应当数据真实、内容完整、结论客观，经单位负责人审定后报送我局绩效评价科。",
        "我局将对自评材料进行抽查复核，复核结果作为以后年度预算安排的重要依据。",
    )
    return document


FORMS: dict[str, Callable[[], Document]] = {
    make.__name__: make
    for make in (
        *(side_by_side, label_above, three_level_headers, checkboxes, landscape),
        *(running_text, nested, outline, sections, no_form),
    )
}


def as_doc(document: Document, folder: Path, name: str = "form") -> Path:
    """Saves a document in ``folder`` and makes a Word 97 ``.doc`` of it with LibreOffice."""
    program = find_libreoffice()
    assert program is not None
    source = folder / f"{name}.docx"
    document.save(str(source))
    with TemporaryDirectory(prefix="blank-forms-") as profile:
        command = [program, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"]
        command += ["--convert-to", "doc:MS Word 97", "--outdir", str(folder), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    doc = source.with_suffix(".doc")
    assert doc.is_file()
    return doc
