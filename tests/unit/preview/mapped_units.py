"""Units with their PDFs by LibreOffice and the maps of these, and a form that has nearly all."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml

from docgen.pdf.converter import find_converter, offices_of
from docgen.preview.page_map import PageMap, map_pages
from docgen.preview.page_spans import MappedSpan
from docgen.preview.printed_source import PrintedSource
from docgen.runs.build import BuiltUnit, Packs, build_unit
from docgen.runs.carry_back import TracedDocument, traced_document
from docgen.runs.edition import Edition, find_edition
from docgen.word.xml import W
from tests.support import ROOT, SmallProject, small_project

_NAMES = f'xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml"'
_TEXT: dict[str, Any] = {"type": ["string", "null"]}
_NUMBER: dict[str, Any] = {"type": ["number", "null"]}
_MARKDOWN: dict[str, Any] = {**_TEXT, "contentMediaType": "text/markdown"}


@dataclass(frozen=True)
class MappedGlyph:
    """A glyph with its span and the source of that; ``offset`` in the value, -1 if not in it."""

    sign: str
    page: int
    x: float
    right: float
    span: MappedSpan
    source: PrintedSource | None
    offset: int


@dataclass(frozen=True)
class MappedUnit:
    """A unit, its PDF and the map of that."""

    edition: Edition
    built: BuiltUnit
    document: TracedDocument
    pdf: bytes
    page_map: PageMap

    @property
    def root(self) -> Path:
        return self.edition.project.root

    @cached_property
    def glyphs(self) -> list[MappedGlyph]:
        """Each glyph that has ink, page by page."""
        found, sources = [], self.page_map.sources
        for number, page in enumerate(self.page_map.pages):
            for span in page.spans:
                source = sources[span.source] if span.source >= 0 else None
                rights = [*span.xs[1:], span.x + span.width]
                for index, edges in enumerate(zip(span.xs, rights, strict=True)):
                    offset = span.start + index if span.start >= 0 else -1
                    sign = span.text[index]
                    if not sign.isspace():
                        found.append(MappedGlyph(sign, number, *edges, span, source, offset))
        return found

    def text_of(self, source: PrintedSource) -> str:
        """What is printed of a source, wherever it stands, without blanks."""
        number = self.page_map.sources.index(source)
        spans = [span for page in self.page_map.pages for span in page.spans]
        return "".join(span.text for span in spans if span.source == number)

    def sources(self, value: str) -> list[PrintedSource]:
        """The sources that print ``value``."""
        return [source for source in self.page_map.sources if source.value == value]

    def sources_of(self, start: str) -> list[PrintedSource]:
        """The sources whose value begins so."""
        return [source for source in self.page_map.sources if source.value.startswith(start)]

    def line(self, file: str, number: int) -> str:
        return (self.root / file).read_text("utf-8").split("\n")[number - 1]


def pdf_of(data: bytes, folder: Path) -> bytes:
    """The PDF of a Word file."""
    file, fonts = folder / "report.docx", ROOT / "fonts"
    file.write_bytes(data)
    converter = find_converter(fonts)
    assert converter is not None
    with offices_of(converter, fonts) as offices:
        ((_, pdf),) = offices.convert([file])
    assert isinstance(pdf, bytes), pdf
    return pdf


def mapped_unit(root: Path, folder: Path, *, draft: bool = False) -> MappedUnit:
    """The one unit of a project; ``folder`` is for files on the way."""
    edition = find_edition("2023", root)
    edition = edition.drafts if draft else edition
    packs, (unit,) = Packs(edition.project), edition.units()
    built = build_unit(unit, edition, packs)
    assert built.report is not None, [str(problem) for problem in built.outcome.problems]
    document, pdf = traced_document(built, edition, packs), pdf_of(built.report.data, folder)
    return MappedUnit(edition, built, document, pdf, map_pages(pdf, document, built, packs))


def pack_of(root: Path, pack: str) -> None:
    """Copies one of the repository's packs."""
    shutil.copytree(ROOT / "word_templates" / pack, root / "word_templates" / pack)


def unit_of_pack(root: Path, pack: str, unit: Path) -> Path:
    """A project of one of the repository's packs and a unit."""
    pack_of(root, pack)
    shutil.copytree(unit, root / "content" / "2023" / unit.name)
    return root


PACK_YAML = """\
output: '{{ 名称 }}'
properties: {title: '{{ 名称 }}', author: '{{ 名称 }}', date: '2024年4月26日'}
parts:
  - file: form.docx
derived:
  合计: total(甲, 乙)
  占比: (甲 / 合计) | percent
  组.差: 大 - 小
  行[].一半: 数 / 2
"""

ROWS = 90

REPORT = """\
模板: form
名称: 多样的报告
单位: '万''元'
甲: 431.64
乙: 18.30
组: {大: 97.25, 小: 13.5}
日期: 2024-04-26
双引号: "a \\"引\\" b\\u3001c"
两行: |-
  第一行，印两次
  第二行，印两次
块: |-
  块里的**重点**和{{ 甲 }}，“引号”——破折号。

  - 第一条〔2022〕1号
  - 第二条 \\*星号\\* 与 & 和 &lt;
折: >-
  折行的文字第一段没有换行
  这里接着写，共{{ 合计 }}元。

  折行的第二段。
引: "引号里的*斜体*文字，\\u3001顿号，{{ 乙 }}。\\n\\n引号的第二段{{ 合计 }}"
行:
"""

CHAPTER = """\
## 第一节**加重**

这是一段很长的文字，编辑器在这里换了行，
接着写下去（含英文 two words
and more）和数字{{ 甲 }}万元，占{{ 占比 }}，差{{ 组.差 }}，半{{ 甲 / 2 }}。

1. **要点。**第一条的内容一直写到行末，再多写几个字让它在版面上折成两行，看看位置对不对。
2. 第二条\\*不是强调\\*，①②③、㎡、℃、±0.5、‰、“‘双重’引号”、《书名》〈篇名〉。

| 项目 | 数额 | 说明 |
| --- | ---: | --- |
| 办公费 | 12.34 | 见**重点**{{ 乙 }} |
| 印刷费\\|装订 | {{ 甲 }} | 无 |
| 10 | 100 | 10 |
| 0 | 10 | 0 |

表1 另一张表

| 序号 | 内容 |
| --- | --- |
"""


def _rows() -> str:
    return "".join(
        f"  - {{组: 第{number // 7}组, 名: 工程{number}号, 数: {1000 + 7 * number}.5{number % 10}, "
        f"备注: '备注{number}：{'很长的话' * (number % 5)}'}}\n"
        for number in range(ROWS)
    )


def _note(document: Document, text: str) -> None:
    """Adds a paragraph with a footnote."""
    note = (
        '<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>"
    )
    for number, name in (("-1", "separator"), ("0", "continuationSeparator")):
        inner = f"<w:p><w:r><w:{name}/></w:r></w:p>"
        note = f'<w:footnote w:type="{name}" w:id="{number}">{inner}</w:footnote>{note}'
    package = document.part.package
    assert package is not None
    type_ = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    xml = f"<w:footnotes {_NAMES}>{note}</w:footnotes>".encode()
    part = Part(PackURI("/word/footnotes.xml"), type_, xml, package)
    document.part.relate_to(part, RT.FOOTNOTES)
    reference = parse_xml(f'<w:r {_NAMES}><w:footnoteReference w:id="1"/></w:r>')
    document.add_paragraph("有脚注的一句")._p.append(reference)


def _box(document: Document, text: str) -> None:
    """Adds a paragraph with a text box."""
    document.add_paragraph("框前{{ 甲 }}")._p.append(
        parse_xml(
            f'<w:r {_NAMES}><w:pict><v:shape style="width:150pt;height:40pt">'
            f"<v:textbox><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
            "</v:textbox></v:shape></w:pict></w:r>"
        )
    )


def _field(paragraph: Any, instruction: str) -> None:
    field = f'<w:fldSimple {_NAMES} w:instr=" {instruction} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(field))


def _table(document: Document) -> None:
    table = document.add_table(4, 4)
    table.style = document.styles["Table Grid"]
    lines = (
        "组¦名称（{{ 单位 }}）¦数额¦备注",
        "{%tr for 一 in 行 %}",
        "{{ 一.组 | merge }}¦{{ 一.名 }}¦{{ 一.数 }}，半数{{ 一.一半 }}¦{{ 一.备注 }}",
        "{%tr endfor %}",
    )
    for row, line in zip(table.rows, lines, strict=True):
        for cell, text in zip(row.cells, line.split("¦"), strict=False):
            cell.text = text
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {_NAMES}/>"))


def _form(document: Document) -> None:
    section = document.sections[0]
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    header.text = "页眉{{ 名称 }}，内部资料"
    footer.text = "第"
    _field(footer, "PAGE")
    footer.add_run("页，共{{ 乙 }}")
    document.add_paragraph("{{ 名称 }}的标题").alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph(
        "日期{{ 日期 }}，双{{ 双引号 }}，甲{{ 甲 }}乙{{ 乙 }}合{{ 合计 }}比{{ 占比 }}"
    )
    document.add_paragraph("差{{ 组.差 }}，约{{ 甲 | round(1) }}，两行{{ 两行 }}")
    for slot in ("两行", "块", "折", "引", "narrative.章"):
        document.add_paragraph(f"{{{{p {slot} }}}}")
    _note(document, "见{{ 甲 }}的注")
    _box(document, "框里{{ 乙 }}的字")
    _table(document)
    nested = document.add_table(1, 2)
    nested.rows[0].cells[0].text = "块："
    nested.rows[0].cells[1].text = "{{p 块 }}"
    document.add_paragraph("末尾{{ 名称 }}")


def varied_project(root: Path) -> SmallProject:
    """A project whose form has nearly all that forms have, and whose figures are all unlike."""
    project = small_project(root)
    (project.pack / "pack.yaml").write_text(PACK_YAML, "utf-8")
    row = {"组": _TEXT, "名": _TEXT, "数": _NUMBER, "备注": _TEXT}
    names = ("名称", "单位", "日期", "双引号", "两行")
    project.schema(
        **dict.fromkeys(names, _TEXT),
        **dict.fromkeys(("甲", "乙"), _NUMBER),
        **dict.fromkeys(("块", "折", "引"), _MARKDOWN),
        组={"type": "object", "properties": {"大": _NUMBER, "小": _NUMBER}},
        行={"type": "array", "items": {"type": "object", "properties": row}},
        narrative={"type": "object", "properties": {"章": _MARKDOWN}},
    )
    project.part(_form)
    (project.unit / "report.yaml").write_text(REPORT + _rows(), "utf-8")
    lines = "".join(f"| {number} | 内容第{number}行 |\n" for number in range(1, 60))
    project.content(CHAPTER + lines, "narrative/章.md")
    return project
