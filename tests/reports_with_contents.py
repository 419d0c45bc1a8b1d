"""A small project whose report has a table of contents and other fields, as Word writes them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import parse_xml
from lxml import etree

from docgen.word.xml import W, w
from tests.papers.desk import printed_pages
from tests.papers.wordml import bookmark, char, field, instruction, paragraph, run
from tests.support import PACK_YAML, SmallProject

_OLD = (("旧标题", "99"), ("更旧的标题", "100"))
"""The entries that the template was saved with."""
CODE = 'TOC \\o "1-3" \\h \\z \\u'
_FORMAT = "format:\n  paper: {width: 210, height: 297}\n"
_ORDINALS = "一二三四五六七八九十"
SENTENCE = "本单位认真履行职责，按照年度工作计划推进各项任务，资金使用合规，绩效目标基本完成。"


def add(document: Document, *xml: str) -> None:
    """Adds paragraphs of WordprocessingML before the last section properties."""
    end = document.element.body.findall(w("sectPr"))[-1]
    for element in parsed("".join(xml)):
        end.addprevious(element)


def parsed(xml: str) -> list[etree._Element]:
    return list(parse_xml(f'<w:body xmlns:w="{W}">{xml}</w:body>'))


def contents_xml(entries: Sequence[tuple[str, str]] = _OLD, code: str = CODE) -> str:
    """A table of contents in Word's manner: links, PAGEREF fields, its end in a line of its own."""
    opening = char("begin") + instruction(code) + char("separate")
    lines = []
    for number, (title, page) in enumerate(entries):
        name = f"_Toc16000000{number}"
        inner = run(title) + "<w:r><w:tab/></w:r>" + field(f"PAGEREF {name} \\h", page)
        link = f'<w:hyperlink w:anchor="{name}" w:history="1">{inner}</w:hyperlink>'
        lines.append(paragraph("" if number else opening, link, style="TOC1"))
    return "".join(lines) + paragraph(char("end"))


def styled_form(
    document: Document, *, numbered: bool = True, control: bool = True, is_section: bool = True
) -> None:
    """The beginning of the template: a head, the contents, the end of their section."""
    _toc_styles(document)
    if not numbered:
        _without_numbers(document)
    _footer(document)
    section = document.element.body.findall(w("sectPr"))[-1]
    toc = contents_xml()
    if control:
        gallery = (
            '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
            "</w:docPartObj>"
        )
        toc = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{toc}</w:sdtContent></w:sdt>"
    add(document, paragraph(run("目　录")), toc)
    if is_section:
        end = etree.tostring(section, encoding="unicode")
        add(document, f"<w:p><w:pPr>{end}</w:pPr></w:p>")


def form(document: Document, *, numbered: bool = True) -> None:
    """The template: contents, a section of its own for the text, whose pages begin with 1."""
    styled_form(document, numbered=numbered)
    section = document.element.body.findall(w("sectPr"))[-1]
    numbers = section.find(w("pgNumType"))
    if numbers is None:
        (numbers,) = parsed("<w:pgNumType/>")
        section.insert(section.index(section.find(w("pgMar"))) + 1, numbers)
    numbers.set(w("start"), "1")
    first = "工作开展情况" if numbered else "一、工作开展情况"
    add(
        document,
        paragraph(
            *(run("本报告共"), field("NUMPAGES", "77"), run("页，经费情况见第")),
            *(field("PAGEREF _Ref5 \\h", "66"), run("页“"), field("REF _Ref5 \\h", "旧经费")),
            run("”。"),
            style="BodyText",
        ),
        paragraph(run(first), style="Heading1"),
        paragraph(run("{{p narrative.文 }}")),
        paragraph(bookmark("_Ref5", 5, run("{{ 经费标题 }}")), style="Heading1"),
        paragraph(run("全年支出{{ 支出 }}万元。"), style="BodyText"),
        paragraph(run("表"), field("SEQ 表 \\* ARABIC", "8"), run("　支出情况")),
        paragraph(run("表"), field("SEQ 表 \\* ARABIC", "8"), run("　人员情况")),
    )


def _toc_styles(document: Document) -> None:
    for level in (1, 2, 3):
        document.styles.element.append(
            parse_xml(
                f'<w:style xmlns:w="{W}" w:type="paragraph" w:styleId="TOC{level}">'
                f'<w:name w:val="toc {level}"/><w:basedOn w:val="Normal"/><w:pPr><w:tabs>'
                '<w:tab w:val="right" w:leader="dot" w:pos="8844"/></w:tabs>'
                f'<w:ind w:left="{320 * (level - 1)}"/></w:pPr></w:style>'
            )
        )


def _without_numbers(document: Document) -> None:
    for number in (1, 2, 3):
        style = document.styles[f"Heading {number}"]
        for element in list(style.element.iter(w("numPr"))):
            element.getparent().remove(element)


def _footer(document: Document) -> None:
    section = document.sections[0]
    document.settings.odd_and_even_pages_header_footer = False
    line = section.footer.paragraphs[0]._p
    for element in list(line)[1:]:
        line.remove(element)
    for element in parsed(run("— ") + field("PAGE", "1") + run(" —")):
        line.append(element)


def narrative(count: int, *, numbered: bool = True, each: int = 2, lines: int = 3) -> str:
    """``count`` headings of the first level, ``each`` below it, and ``lines`` sentences of text."""
    parts = []
    for number in range(count):
        typed = "" if numbered else f"（{ordinal(number + 1)}）"
        parts.append(f"## {typed}第{number + 1}方面的工作\n")
        for inner in range(each):
            typed = "" if numbered else f"{inner + 1}."
            parts.append(f"### {typed}第{number + 1}之{inner + 1}项任务\n")
            parts.append(f"其{number}之{inner}。" + SENTENCE * lines + "\n")
    return "\n".join(parts)


def ordinal(number: int) -> str:
    """A Chinese number below 100."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_ORDINALS[tens - 1]}十"
    return head + (_ORDINALS[ones - 1] if ones else "")


def project_with_contents(
    project: SmallProject, count: int = 4, *, numbered: bool = True, each: int = 2
) -> SmallProject:
    (project.pack / "pack.yaml").write_text(PACK_YAML + _FORMAT, "utf-8")
    project.part(lambda document: form(document, numbered=numbered))
    project.content(narrative(count, numbered=numbered, each=each), "narrative/文.md")
    title = "经费支出情况" if numbered else "二、经费支出情况"
    project.content(f"经费标题: {title}\n支出: 35.6\n")
    return project


def entries_shown(path: Path) -> list[tuple[str, str]]:
    """The lines of the contents in a Word file: title and page; by styles, not by fields."""
    found = []
    for element in docx.Document(str(path)).element.body.iter(w("p")):
        style = element.find(f"{w('pPr')}/{w('pStyle')}")
        if style is not None and style.get(w("val"), "").startswith("TOC"):
            words = "".join(
                "\t" if piece.tag == w("tab") else piece.text or ""
                for piece in element.iter(w("t"), w("tab"))
                if not (piece.tag == w("tab") and piece.get(w("val")))
            )
            title, _, page = words.partition("\t")
            if words.strip():
                found.append((title, page))
    return found


def printed_entries(pdf: Path, titles: Sequence[str]) -> dict[str, str]:
    """The printed number of the last page with each title."""
    return printed_pages(pdf.read_bytes(), {title: title for title in titles})
