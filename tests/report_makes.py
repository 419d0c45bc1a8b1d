"""One report in the manners in which offices write it, and as several programs save it.

Each manner has the same sentences, so that the same is wrong with it wherever it stands: as a
styled heading or a plain line, in a form of merged cells, in a frame, in a text box.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_BREAK
from docx.shared import Pt

from docgen.pdf.libreoffice import find_libreoffice
from tests.any_reports import (
    BOX,
    add,
    centred,
    element,
    field,
    paragraph,
    run,
    table,
    with_footnote,
)

TITLE = "2023年度青山市林业局部门整体支出绩效自评报告"
DUTY = "青山市林业局负责全市森林资源保护，编制28人，实有26人。"
SPENT = "全年支出合计520.40万元，其中基本支出401.25万元，项目支出119.15万元。"
DONE = "一是完成造林1.2万亩，二是新建护林站3个。"
NEXT = "进一步加强预算管理，提高资金使用效益。"
FORM = [
    ["资金", "", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["", "年度资金总额", "540", "520.40", "10", "96.37%", "9.64"],
    ["", "基本支出", "410", "401.25", "—", "", ""],
    ["", "项目支出", "130", "119.15", "—", "", ""],
    ["验收日期", "2023年12月20日", "", "", "", "", ""],
]
MERGED = ((0, 0, 3, 0), (4, 1, 4, 6))

SLIPS = {DONE: "一是完成造林1.2万亩，三是新建护林站3个个。", FORM[4][1]: "2023年2月30日"}
"""What is put in the place of two texts to make three slips."""
SLIP_CODES = ["no-such-date", "numbering", "repeated"]

Write = Callable[[str], str]
Manner = Callable[[Document, Write], Any]


def plain(document: Document, text: Write) -> None:
    """Headings are plain lines, some with a typed indent."""
    centred(TITLE)(document)
    for line in ("一、基本情况", f"　　{DUTY}", "二、支出情况", SPENT, "三、主要成效", text(DONE)):
        document.add_paragraph(line)
    form(document, text)
    for line in ("四、下一步打算", NEXT):
        document.add_paragraph(line)


def form(document: Document, text: Write) -> Any:
    """The form, with merged cells."""
    return table([list(map(text, row)) for row in FORM], *MERGED)(document)


def with_headings(style: Callable[[Document, str], None]) -> Manner:
    """The report with headings made by ``style``."""

    def written(document: Document, text: Write) -> None:
        centred(TITLE)(document)
        for heading, line in (("基本情况", DUTY), ("支出情况", SPENT), ("主要成效", text(DONE))):
            style(document, heading)
            document.add_paragraph(line)
        form(document, text)
        style(document, "下一步打算")
        document.add_paragraph(NEXT)

    return written


def _styled(document: Document, heading: str) -> None:
    document.add_heading(heading, 1)


def _custom(document: Document, heading: str) -> None:
    if "标题 1" not in document.styles:
        document.styles.add_style("标题 1", 1)
    document.add_paragraph(heading, "标题 1")


def _bold(document: Document, heading: str) -> None:
    count = sum(run.bold or False for p in document.paragraphs for run in p.runs)
    number = "一二三四五"[count - 1]
    document.add_paragraph().add_run(f"{number}、{heading}").bold = True


def _outlined(document: Document, heading: str) -> None:
    made = document.add_paragraph(heading)
    made._p.get_or_add_pPr().append(element('<w:outlineLvl w:val="0"/>'))


def _numbered(document: Document, heading: str) -> None:
    document.add_paragraph(heading, "List Number").runs[0].bold = True


def in_a_frame(document: Document, text: Write) -> None:
    """The whole report stands in a table of one cell."""
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "\n".join((TITLE, "一、支出情况", SPENT))
    for line in ("二、主要成效", text(DONE)):
        cell.add_paragraph(line)
    form(document, text)


def nested(document: Document, text: Write) -> None:
    """A form in a cell of another table."""
    plain(document, str)
    outer = document.add_table(2, 2)
    outer.cell(0, 0).text, outer.cell(1, 0).text = "附表", "说明"
    outer.cell(1, 1).text = text(DONE)
    inner = outer.cell(0, 1).add_table(len(FORM), len(FORM[0]))
    for row, texts in zip(inner.rows, FORM, strict=True):
        for cell, line in zip(row.cells, texts, strict=True):
            cell.text = text(line)


def boxed(document: Document, text: Write) -> None:
    """A paragraph stands in a text box."""
    centred(TITLE)(document)
    document.add_paragraph("一、支出情况")
    add(document, paragraph(run(SPENT), BOX.format(paragraph(run(text(DONE))))))
    form(document, text)


def tracked(document: Document, text: Write) -> None:
    """The final text is an insertion, and a wrong one is deleted."""
    centred(TITLE)(document)
    document.add_paragraph("一、支出情况")
    deleted = "<w:r><w:delText>支出2023年2月31日，。。</w:delText></w:r>"
    change = 'w:id="{}" w:author="审核" w:date="2024-03-01T00:00:00Z"'
    add(
        document,
        paragraph(
            f"<w:del {change.format(1)}>{deleted}</w:del>",
            f"<w:ins {change.format(2)}>{run(text(DONE))}</w:ins>",
        ),
    )
    form(document, text)


def controls(document: Document, text: Write) -> None:
    """Cover and text stand in content controls."""
    centred(TITLE)(document)
    for line in ("一、支出情况", SPENT, text(DONE)):
        add(document, f"<w:sdt><w:sdtContent>{paragraph(run(line))}</w:sdtContent></w:sdt>")
    form(document, text)


def noted(document: Document, text: Write) -> None:
    """The text has a footnote."""
    centred(TITLE)(document)
    with_footnote("含年中追加资金。")(document)
    document.add_paragraph("一、支出情况")
    add(document, paragraph(run(SPENT), '<w:r><w:footnoteReference w:id="2"/></w:r>'))
    document.add_paragraph(text(DONE))
    form(document, text)


def with_contents(document: Document, text: Write) -> None:
    """A typed table of contents, whose lines are no headings."""
    centred(TITLE)(document)
    document.add_paragraph("目  录")
    for number, line in enumerate(("一、基本情况", "二、支出情况", "三、主要成效"), 1):
        document.add_paragraph(f"{line}{'…' * 12}{number}")
        document.add_paragraph(f"（{'一二三'[number - 1]}）分项\t{number}")
    plain(document, text)


def broken_lines(document: Document, text: Write) -> None:
    """Paragraphs are parted by line breaks, as in text pasted from a web page."""
    centred(TITLE)(document)
    lines = ("一、支出情况", SPENT, text(DONE), NEXT)
    document.add_paragraph(lines[0])
    document.add_paragraph("\n".join(lines[1:]))
    form(document, text)


def landscape(document: Document, text: Write) -> None:
    """The form stands on a landscape page, with page numbers and a header."""
    plain(document, str)
    section = document.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.header.paragraphs[0].text = "附件2，，"
    document.add_paragraph(text(DONE))
    form(document, text)


def hidden(document: Document, text: Write) -> None:
    """Prompts of the form are hidden text."""
    centred(TITLE)(document)
    document.add_paragraph("一、支出情况")
    add(document, paragraph(run(SPENT), run("（请填写支出情况，不超过100字）", "<w:vanish/>")))
    document.add_paragraph(text(DONE))
    form(document, text)


def fielded(document: Document, text: Write) -> None:
    """Figures and captions are results of fields."""
    centred(TITLE)(document)
    document.add_paragraph("一、支出情况")
    add(document, paragraph(run("全年造林"), field("DOCPROPERTY 面积", "1.2"), run("万亩。")))
    document.add_paragraph(text(DONE))
    add(document, paragraph(run("表"), field("SEQ 表 \\* ARABIC", "1"), run("支出情况表")))
    form(document, text)


def covered(document: Document, text: Write) -> None:
    """A cover with the title in two lines, and blanks that line up the sign-off."""
    for line in ("2023年度部门整体支出", "绩效自评报告"):
        centred(line)(document)
        document.paragraphs[-1].runs[0].font.size = Pt(26)
    document.add_paragraph("部门（单位）名称：青山市林业局（公章）")
    document.add_paragraph("填表人：          填报日期：2024年3月1日")
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    plain(document, text)


MANNERS: dict[str, Manner] = {
    "plain headings": plain,
    "styled headings": with_headings(_styled),
    "headings of a style 标题 1": with_headings(_custom),
    "black headings": with_headings(_bold),
    "headings with an outline level": with_headings(_outlined),
    "headings that Word numbers": with_headings(_numbered),
    "in a frame": in_a_frame,
    "a form in a cell": nested,
    "a text box": boxed,
    "tracked changes": tracked,
    "content controls": controls,
    "a footnote": noted,
    "typed contents": with_contents,
    "line breaks": broken_lines,
    "a landscape section": landscape,
    "hidden prompts": hidden,
    "fields": fielded,
    "a cover": covered,
}


def report_in(manner: str, *, slips: bool = False) -> Document:
    """The report in a manner of :data:`MANNERS`, as it should be or with :data:`SLIPS`."""
    document = docx.Document()
    MANNERS[manner](document, lambda text: SLIPS.get(text, text) if slips else text)
    return document


def saved_by_libreoffice(files: Sequence[Path], ending: str, folder: Path) -> list[Path]:
    """The files as LibreOffice saves them with another ending, all in one call."""
    program = find_libreoffice()
    assert program is not None
    out = folder / ending
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = ["--headless", "--norestore", "--convert-to", ending, "--outdir", str(out)]
    subprocess.run([program, profile, *options, *map(str, files)], check=True, capture_output=True)
    return [out / f"{file.stem}.{ending}" for file in files]
