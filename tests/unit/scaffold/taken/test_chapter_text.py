"""The blocks of a chapter made by hand become the Markdown that docgen prints alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from docx.document import Document

from docgen.roundtrip.reading.docx_reader import read_document
from docgen.scaffold.taken.chapters.chapter_text import cell_text
from docgen.scaffold.taken.chapters.numbered_report import NumberedReport
from tests.any_reports import BOX, add, element, field, paragraph, run, with_footnote
from tests.unit.scaffold.taken.chapter_files import Part, line, made, markdown_of, taken

_DEFINITION = (
    '<w:abstractNum w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%1）"/></w:lvl></w:abstractNum>'
)
_INSTANCE = '<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num>'
_NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'
LONG = (
    "全年紧紧围绕中心工作，认真履行职责，较好地完成了各项任务，取得了明显成效，受到上级充分肯定。"
)


def numbered(text: str) -> Callable[[Document], None]:
    """A paragraph that Word numbers （一）."""

    def added(document: Document) -> None:
        numbers = document.part.numbering_part.element
        if not numbers.xpath("w:num[@w:numId='77']"):
            numbers.insert(0, element(_DEFINITION))
            numbers.append(element(_INSTANCE))
        add(document, paragraph(run(text), properties=_NUMBERED))

    return added


def lines(text: str) -> list[str]:
    return [each for each in text.split("\n") if each]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        # by their numbers
        (
            ("（一）部门职能", LONG, "（二）机构设置", LONG),
            ["## 部门职能", LONG, "## 机构设置", LONG],
        ),
        (
            ("（一）部门职能", line("**1.主要职责**"), LONG, line("**（1）审批**"), LONG),
            ["## 部门职能", "### 主要职责", LONG, "#### 审批", LONG],
        ),
        # a level that is left out does not stay so
        (
            (line("**1.主要职责**"), LONG, line("**（1）审批**"), LONG),
            ["## 主要职责", LONG, "### 审批", LONG],
        ),
        (("（一）部门职能", line("**（1）审批**"), LONG), ["## 部门职能", "### 审批", LONG]),
        (
            (line("**（1）审批**"), LONG, "（一）职能", LONG, line("**1.甲乙**"), LONG),
            ["## 审批", LONG, "## 职能", LONG, "### 甲乙", LONG],
        ),
        # too deep
        (
            ("（一）甲类", line("**1.乙类**"), line("**（1）丙类**"), line("**①丁类**"), LONG),
            ["## 甲类", "### 乙类", "#### 丙类", "**①丁类**", LONG],
        ),
        # by style
        (
            (
                line("（一）部门职能", style="heading 2"),
                LONG,
                line("1.职责", style="heading 3"),
                LONG,
            ),
            ["## 部门职能", LONG, "### 职责", LONG],
        ),
        (
            (line("部门职能", style="标题 2"), LONG, line("职责", style="标题 3")),
            ["## 部门职能", LONG, "### 职责"],
        ),
        (
            (line("部门职能", style="Heading 1"), line("职责", style="Heading 3")),
            ["## 部门职能", "### 职责"],
        ),
        # by outline level
        (
            (line("部门职能", outline=1), LONG, line("职责", outline=2)),
            ["## 部门职能", LONG, "### 职责"],
        ),
        # by look
        ((line("**党建工作**"), LONG), ["## 党建工作", LONG]),
        ((line("党建工作", font="黑体"), LONG), ["## 党建工作", LONG]),
        (
            ("（一）职能", line("党建工作", font="楷体_GB2312"), LONG),
            ["## 职能", "### 党建工作", LONG],
        ),
        (
            ("（一）职能", line("**党建**"), LONG, line("**业务**"), LONG, "（二）编制", LONG),
            ["## 职能", "### 党建", LONG, "### 业务", LONG, "## 编制", LONG],
        ),
        # no headings
        ((line("**党建工作。**"), LONG), ["**党建工作。**", LONG]),
        ((line("**党建工作：**"), LONG), ["**党建工作：**", LONG]),
        ((LONG, line("**党建工作**")), [LONG, "**党建工作**"]),
        (
            ("（一）资金使用规范。全年支出按预算执行。",),
            ["（一）资金使用规范。全年支出按预算执行。"],
        ),
        ((line("**（一）资金规范。**全年按预算执行。"),), ["**（一）资金规范。**全年按预算执行。"]),
        (("党建工作", LONG), ["党建工作", LONG]),
        # all in one type
        (
            (line(LONG, font="楷体"), line("党建工作", font="楷体"), line(LONG, font="楷体")),
            [LONG, "党建工作", LONG],
        ),
        # by numbers that Word makes
        ((numbered("部门职能"), LONG, numbered("编制")), ["## 部门职能", LONG, "## 编制"]),
        (
            (numbered("全年完成。"), numbered("如期完成。")),
            ["（一）全年完成。", "（二）如期完成。"],
        ),
        # in two lines
        ((line("（一）部门\n职能", style="heading 2"), LONG), ["## 部门职能", LONG]),
        ((line(LONG * 3, style="heading 2"),), [LONG * 3]),
        # a line break behind the heading
        ((line("（一）部门职能\n负责全县工作。"),), ["## 部门职能", "负责全县工作。"]),
        (
            (line("负责全县工作。\n（一）部门职能\n负责甲事。\n负责乙事。\n（二）编制\n8人。"),),
            ["负责全县工作。", "## 部门职能", "负责甲事。\\", "负责乙事。", "## 编制", "8人。"],
        ),
        ((line("（一）部门职能：\n负责全县工作。"),), ["（一）部门职能：\\", "负责全县工作。"]),
    ],
)
def test_headings(parts: tuple[Part, ...], expected: list[str]) -> None:
    assert lines(markdown_of(*parts)) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("1.甲事办结。", "2.乙事办结。"), "1. 甲事办结。\n2. 乙事办结。\n"),
        (("1、甲事办结。", "2、乙事办结。"), "1. 甲事办结。\n2. 乙事办结。\n"),
        (("1．甲事办结。", "2．乙事办结。"), "1. 甲事办结。\n2. 乙事办结。\n"),
        (("（1）甲事。", "（2）乙事。"), "1) 甲事。\n2) 乙事。\n"),
        (("(1)甲事。", "(2) 乙事。"), "1) 甲事。\n2) 乙事。\n"),
        (("1）甲事。", "2）乙事。"), "1) 甲事。\n2) 乙事。\n"),
        (
            ("1.甲。", "（1）乙。", "（2）丙。", "2.丁。"),
            "1. 甲。\n   1) 乙。\n   2) 丙。\n2. 丁。\n",
        ),
        (
            ("1.甲。", "（1）乙。", "①丙。", "②丁。", "（2）戊。"),
            "1. 甲。\n   1) 乙。\n      1. 丙。\n      2. 丁。\n   2) 戊。\n",
        ),
        (("①甲。", "②乙。"), "①甲。\n\n②乙。\n"),
        (("1.甲。", "①乙。", "2.丙。"), "1. 甲。\n\n①乙。\n\n2. 丙。\n"),
        # an explanation between them
        (("1.甲。", "说明如下。", "2.乙。"), "1. 甲。\n\n说明如下。\n\n2. 乙。\n"),
        (("3.甲。", "4.乙。"), "3. 甲。\n4. 乙。\n"),
        # two lists
        (
            ("1.甲。", "2.乙。", "1.丙。"),
            "1. 甲。\n2. 乙。\n\n<!-- 以下另起编号 -->\n\n1. 丙。\n",
        ),
        (("1.甲。", "3.乙。"), "1. 甲。\n\n<!-- 以下另起编号 -->\n\n3. 乙。\n"),
        (("（1）甲。", "1.乙。"), "1) 甲。\n1. 乙。\n"),
        (("1.甲。", "2.乙。", "（1）丙。"), "1. 甲。\n2. 乙。\n   1) 丙。\n"),
        # no items
        (("1.5倍于上年。",), "1.5倍于上年。\n"),
        (("2023.12月完成。",), "2023.12月完成。\n"),
        (("3、4月份完成。",), "3、4月份完成。\n"),
        (("一是完善制度。", "二是加强培训。"), "一是完善制度。\n\n二是加强培训。\n"),
        (("一、甲事如下。", "二、乙事如下。"), "一、甲事如下。\n\n二、乙事如下。\n"),
        (("1.",), "1\\.\n"),
        # bullets that were typed
        (("●甲事。", "●乙事。"), "- 甲事。\n- 乙事。\n"),
        (("· 甲事。",), "- 甲事。\n"),
        # bold number
        ((line("**1.党建工作。**成效明显。"),), "1. **党建工作。**成效明显。\n"),
        ((line("**1.**党建工作成效明显。"),), "1. 党建工作成效明显。\n"),
        # automatic
        (
            (line("甲。", style="List Number"), line("乙。", style="List Number")),
            "1. 甲。\n2. 乙。\n",
        ),
        (
            (line("甲。", style="List Bullet"), line("乙。", style="List Bullet")),
            "- 甲。\n- 乙。\n",
        ),
        (
            (line("1.甲。", style="List Paragraph"), line("2.乙。", style="List Paragraph")),
            "1. 甲。\n2. 乙。\n",
        ),
        ((line("甲。\n续行。", style="List Number"),), "1. 甲。\\\n   续行。\n"),
    ],
)
def test_items(parts: tuple[Part, ...], expected: str) -> None:
    assert markdown_of(*parts) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("\u3000\u3000全年支出\t1.20万元。 ",), "全年支出 1.20万元。\n"),
        (("\xa0\xa0甲。", "", "\u3000", "乙。"), "甲。\n\n乙。\n"),
        ((line("甲。\n\n\u3000\u3000乙。"),), "甲。\\\n乙。\n"),
        ((line("**起头。**后文"),), "**起头。**后文\n"),
        ((line("**起头**：后文**（重点）**。"),), "**起头**：后文**（重点）**。\n"),
        (("R&D 占 5*3*2、a_b_c 和 <b>。",), r"R&D 占 5\*3*2、a_b_c 和 \<b>。" + "\n"),
        (("{{ 年初预算数 }}与{% if %}",), r"\{{ 年初预算数 }}与\{% if %}" + "\n"),
        (("# 号开头",), "\\# 号开头\n"),
        (("+ 加号开头",), "\\+ 加号开头\n"),
        (("---",), "\\---\n"),
        (("甲|乙",), "甲|乙\n"),
        (("[2023]12号文",), "[2023]12号文\n"),
        (("C:\\新建",), "C:\\新建\n"),
        ((paragraph(run("见第"), field("PAGEREF _Ref1", "12"), run("页。")),), "见第12页。\n"),
        (
            ('<w:p><w:hyperlink w:anchor="a"><w:r><w:t>网址</w:t></w:r></w:hyperlink></w:p>',),
            "网址\n",
        ),
        (
            ('<w:p><w:r><w:t>甲。</w:t><w:br w:type="page"/></w:r></w:p>', "乙。"),
            "甲。\n\n乙。\n",
        ),
        (
            (
                "<w:p><w:r><w:t>甲</w:t></w:r><w:ins><w:r><w:t>乙</w:t></w:r></w:ins>"
                "<w:del><w:r><w:delText>丙</w:delText></w:r></w:del></w:p>",
            ),
            "甲乙\n",
        ),
        ((), ""),
    ],
)
def test_text(parts: tuple[Part, ...], expected: str) -> None:
    assert markdown_of(*parts) == expected


def test_what_markdown_cannot_say_is_left_with_its_text_and_its_paragraph() -> None:
    formula = (
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
        "<m:r><m:t>x=1</m:t></m:r></m:oMath>"
    )
    document = made(
        with_footnote("不含上年结转。"),
        paragraph(run("支出"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run("如下。")),
        paragraph(run("甲"), BOX.format(paragraph(run("框内一")) + paragraph(run("框内二")))),
        paragraph(run("式中"), formula),
        paragraph(run("乙"), "<w:r><w:object/></w:r>"),
    )
    text = taken(document)
    assert text.markdown == "支出如下。\n\n甲\n\n式中\n\n乙\n"
    assert [(part.kind, part.text) for part in text.left] == [
        ("footnote", "不含上年结转。"),
        ("textbox", "框内一\n框内二"),
        ("formula", "x=1"),
        ("embedded", ""),
    ]
    paragraphs: list[object] = [each._p for each in document.paragraphs]
    assert [paragraphs.index(part.element) for part in text.left] == [0, 1, 2, 3]


def test_a_cell_has_no_headings() -> None:
    document = made(
        "（一）部门职能", line("**党建工作**"), "1.甲。", "2.乙。", line("续", style="Heading 2")
    )
    text = cell_text(read_document(document).body, NumberedReport(document), "images", 1)
    assert text.markdown == "（一）部门职能\n\n**党建工作**\n\n1. 甲。\n2. 乙。\n\n续\n"


def test_what_nobody_sees_is_neither_written_nor_left() -> None:
    hidden = run("内部", "<w:vanish/>")
    text = taken(made(paragraph(run("甲"), hidden, field('XE "甲"', ""), run("乙。"))))
    assert (text.markdown, text.left) == ("甲乙。\n", ())


def test_a_sign_of_an_unknown_font_is_left() -> None:
    known = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    unknown = '<w:r><w:sym w:font="Wingdings" w:char="F021"/></w:r>'
    text = taken(made(paragraph(known, run("合格"), unknown)))
    assert text.markdown == "☑合格\n"
    assert [(part.kind, part.text) for part in text.left] == [("symbol", "F021 (Wingdings)")]


def test_a_line_that_looks_like_one_of_contents_stays() -> None:
    assert markdown_of("执行数\t12") == "执行数 12\n"
