"""Blank forms with what real Word files hold: breaks, tabs, controls, notes, numbering."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml.parser import parse_xml

from docgen.scaffold.pack.draft import DraftReport, draft_pack
from docgen.templates.lint.pack_faults import lint_pack
from docgen.word.xml import W, w
from tests.blank_forms import add_table
from tests.unit.templates.test_like_docxtpl import with_notes

HINT = "form-hint"
"""What lint says of the label 待填写, which sounds like a hint."""

NUMBERED = f'<w:numPr xmlns:w="{W}"><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def draft(root: Path, *forms: Callable[[Document], object]) -> DraftReport:
    for folder in ("word_templates", "content"):
        (root / folder).mkdir()
    files = []
    for number, write in enumerate(forms, 1):
        document = docx.Document()
        write(document)
        files.append(root / f"form-{number}.docx")
        document.save(str(files[-1]))
    return draft_pack(files, "drafted", root=root, edition=2023)


def lines(report: DraftReport, number: int = 1) -> list[str]:
    """The text of each paragraph, tabs as ⇥ and line ends as ⏎."""
    assert report.files, report.problems
    document = docx.Document(str(report.pack / f"form-{number}.docx"))
    texts = (
        "".join(map(_sign, paragraph.iter(w("t"), w("tab"), w("br"))))
        for paragraph in document.element.body.iter(w("p"))
    )
    return [text for text in texts if text]


def _sign(element: Any) -> str:
    return {w("tab"): "⇥", w("br"): "⏎"}.get(element.tag, element.text or "")


def runs(document: Document, *texts: str) -> Any:
    """A paragraph; ``_`` before a text underlines it."""
    paragraph = document.add_paragraph()
    for text in texts:
        run = paragraph.add_run(text.removeprefix("_"))
        run.underline = text.startswith("_") or None
    return paragraph


def xml(paragraph: Any, inside: str) -> None:
    """Adds WordprocessingML to a paragraph."""
    for element in parse_xml(f'<w:p xmlns:w="{W}">{inside}</w:p>'):
        paragraph._p.append(element)


def broken_lines(document: Document) -> None:
    runs(document, "单位名称：\n联系人：\n电话：")
    add_table(document, [2000, 4000], ["单位意见|x", "备注|"])
    first, second = (document.tables[0].cell(row, 1).paragraphs[0] for row in (0, 1))
    first.text, second.text = "审核意见：\n\n负责人签字：\n    年  月  日", "\n"


def tabs(document: Document) -> None:
    runs(document, "兹有", "_\t\t", "同志前往")
    runs(document, "负责人：", "_\t\t")
    runs(document, "填报单位：\t年  月  日")


def wide_blanks(document: Document) -> None:
    runs(document, "填表人：\u2002\u2002\u2002\u2002")
    runs(document, "日期：\u2003年\u2003月\u2003日")


def other_boxes(document: Document) -> None:
    add_table(document, [2000, 4000], ["性质|☐企业 ☐事业", "类别|x"])
    cell = document.tables[0].cell(1, 1).paragraphs[0]
    cell.text = ""
    box = '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r><w:r><w:t>{}</w:t></w:r>'
    xml(cell, box.format("甲 ") + box.format("乙"))


def form_fields(document: Document) -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    instruction = '<w:r><w:instrText xml:space="preserve"> {} </w:instrText></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    separator = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    room = '<w:r><w:t xml:space="preserve">\u2002\u2002\u2002\u2002\u2002</w:t></w:r>'
    xml(runs(document, "姓名："), begin + instruction.format("FORMTEXT") + separator + room + end)
    xml(runs(document, "涉密："), begin + instruction.format("FORMCHECKBOX") + end)
    document.paragraphs[-1].add_run("是")


def controls(document: Document) -> None:
    paragraph = runs(document, "本单位")
    prompt = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    xml(paragraph, prompt.format("<w:r><w:t>单击此处</w:t></w:r>"))
    paragraph.add_run("承诺如下：")
    xml(runs(document, "电话："), "<w:customXml><w:r><w:t>____</w:t></w:r></w:customXml>")


def deleted_mark(document: Document) -> None:
    paragraph = runs(document, "填报单位")
    mark = f'<w:pPr xmlns:w="{W}"><w:rPr><w:del w:id="1" w:author="x"/></w:rPr></w:pPr>'
    paragraph._p.insert(0, parse_xml(mark))
    runs(document, "：____")


def page_breaks(document: Document) -> None:
    document.add_paragraph("一、项目简介")
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("二、实施方案")
    document.add_section()
    document.add_paragraph("三、其他")


def contents(document: Document) -> None:
    for text in ("一、概况\t1", "二、问题\t2", "一、概况", "二、问题"):
        document.add_paragraph(text)


def chinese_styles(document: Document) -> None:
    style: Any = document.styles["Heading 1"]
    style.element.set(w("styleId"), "1")
    for text in ("概况", "问题"):
        document.add_paragraph(text, style=style)


def odd_signs(document: Document) -> None:
    add_table(document, [2000, 4000], ["单位\u2028地址|", "联系\x85人|", "待填写|"])


def two_lists(document: Document) -> None:
    for heading, head in (("一、收入", "金额"), ("二、支出", "预算数")):
        document.add_paragraph(heading)
        add_table(document, [1000, 2000, 1000], [f"序号|科目|{head}", "1||", "2||", "合计||"])


def counted_by_word(document: Document) -> None:
    add_table(document, [1000, 2000], ["序号|姓名", "|", "|"])
    for row in document.tables[0].rows[1:]:
        row.cells[0].paragraphs[0]._p.get_or_add_pPr().append(parse_xml(NUMBERED))


def title_and_line(document: Document) -> None:
    rows = ["采购申请表|<|<|<", "编号：    日期：  年  月  日|<|<|<", "名称||型号|"]
    add_table(document, [2000] * 4, rows)


@pytest.mark.parametrize(
    ("write", "found"),
    [
        (
            broken_lines,
            [
                "单位名称：{{ 单位名称 }}⏎联系人：{{ 联系人 }}⏎电话：{{ 电话 }}",
                *("单位意见", "审核意见：⏎{{ 单位意见.审核意见 }}⏎负责人签字：⏎    年  月  日"),
                *("备注", "{{ 备注 }}⏎"),
            ],
        ),
        (
            tabs,
            [
                '兹有{{ 姓名 | blank("\\t\\t") }}同志前往',
                '负责人：{{ 负责人 | blank("\\t\\t") }}',
                '填报单位：{{ 填报单位 }}{{ 日期 | blank("\\t年  月  日") }}',
            ],
        ),
        (
            wide_blanks,
            [
                '填表人：{{ 填表人 | blank("\u2002\u2002\u2002\u2002") }}',
                '日期：{{ 日期 | blank("\u2003年\u2003月\u2003日") }}',
            ],
        ),
        (
            other_boxes,
            [
                "性质",
                '{{ 性质 | box("企业", "☐") }}企业 {{ 性质 | box("事业", "☐") }}事业',
                *("类别", '{{ 类别 | box("甲") }}甲 {{ 类别 | box("乙") }}乙'),
            ],
        ),
        (
            form_fields,
            [
                '姓名：{{ 姓名 | blank("\u2002\u2002\u2002\u2002\u2002") }}',
                '涉密：{{ 涉密 | box("是") }}是',
            ],
        ),
        (
            controls,
            ['本单位{{ 承诺 | blank("____") }}承诺如下：', '电话：{{ 电话 | blank("____") }}'],
        ),
        (deleted_mark, ['填报单位：{{ 填报单位 | blank("____") }}']),
        (
            page_breaks,
            [
                *("一、项目简介", '{{p narrative["1-项目简介"] }}', "⏎", "二、实施方案"),
                *(
                    '{{p narrative["2-实施方案"] }}',
                    "三、其他",
                    '{{p narrative["3-其他"] }}',
                ),
            ],
        ),
        (
            contents,
            [
                *("一、概况⇥1", "二、问题⇥2", "一、概况", '{{p narrative["1-概况"] }}'),
                *("二、问题", '{{p narrative["2-问题"] }}'),
            ],
        ),
        (
            chinese_styles,
            [
                *("概况", '{{p narrative["1-概况"] }}'),
                *("问题", '{{p narrative["2-问题"] }}'),
            ],
        ),
        (
            odd_signs,
            [
                *("单位\u2028地址", "{{ 单位地址 }}", "联系\x85人", "{{ 联系人 }}", "待填写"),
                "{{ 待填写2 }}",
            ],
        ),
        (
            counted_by_word,
            [
                *("序号", "姓名", "{%tr for 行 in 明细 %}", "{{ 行.姓名 }}"),
                "{%tr endfor %}",
            ],
        ),
        (
            title_and_line,
            [
                "采购申请表",
                '编号：{{ 编号 | blank("  ") }}  日期：{{ 日期 | blank("  年  月  日") }}',
                *("名称", "{{ 名称 }}", "型号", "{{ 型号 }}"),
            ],
        ),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_what_a_file_has_in_it(
    tmp_path: Path, write: Callable[[Document], object], found: list[str]
) -> None:
    report = draft(tmp_path, write)
    assert lines(report) == found
    assert "draft-differs" not in {problem.code for problem in report.problems}
    assert [fault for fault in lint_pack("drafted", root=tmp_path) if fault.code != HINT] == []


def test_each_list_has_a_total_of_its_own(tmp_path: Path) -> None:
    report = draft(tmp_path, two_lists)
    text = (report.pack / "pack.yaml").read_text("utf-8")
    assert "合计: total(收入)\n" in text
    assert "合计2: total(支出)\n" in text
    assert "{{ 合计2.预算数 }}" in lines(report)


def test_a_form_may_have_notes(tmp_path: Path) -> None:
    report = draft(tmp_path, lambda document: with_notes(_with_line(document), "footnote"))
    assert "名称：{{ 名称 }}" in lines(report)


def _with_line(document: Document) -> Document:
    document.add_paragraph("名称：")
    return document


def test_an_annex_may_have_numbers_where_the_first_form_has_none(tmp_path: Path) -> None:
    def plain(document: Document) -> None:
        document.add_paragraph("名称：")
        for key, relation in list(document.part.rels.items()):
            if relation.reltype.endswith("/numbering"):
                del document.part.rels[key]

    def numbered(document: Document) -> None:
        document.add_paragraph("电话：", style="List Number")
        paragraph = document.add_paragraph("地址：")
        paragraph._p.get_or_add_pPr().append(parse_xml(NUMBERED))

    assert "电话：{{ 电话 }}" in lines(draft(tmp_path, plain, numbered), 2)


def test_a_tag_in_a_header_is_told(tmp_path: Path) -> None:
    def tagged(document: Document) -> None:
        document.add_paragraph("名称：")
        document.sections[0].header.paragraphs[0].text = "{{ 编号 }}"

    assert [problem.code for problem in draft(tmp_path, tagged).problems] == ["form-has-tags"]


def test_rows_that_repeat_leave_bookmarks_behind(tmp_path: Path) -> None:
    def marked(document: Document) -> None:
        add_table(document, [1000, 2000], ["序号|姓名", "1|", "2|"])
        mark = f'<w:bookmarkStart xmlns:w="{W}" w:id="1" w:name="bk"/>'
        document.tables[0].cell(1, 1).paragraphs[0]._p.append(parse_xml(mark))

    report = draft(tmp_path, marked)
    part = docx.Document(str(report.pack / "form-1.docx"))
    assert next(part.element.body.iter(w("bookmarkStart")), None) is None
