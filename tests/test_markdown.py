"""Markdown in slots and cells: what it becomes in Word, in the look of the template."""

from __future__ import annotations

import pytest
from docx.document import Document
from docx.text.paragraph import Paragraph

from docgen.content.blocks import Heading, Item, Span
from docgen.content.blocks import Paragraph as ParagraphBlock
from docgen.content.markdown import parse_markdown
from docgen.diagnostics import Place, Problems
from docgen.word.xml import w
from tests.support import SmallProject, grid


@pytest.fixture
def slot(project: SmallProject) -> SmallProject:
    def write(document: Document) -> None:
        document.add_paragraph("{{ 名称 }}{{ 额 }}")
        document.add_paragraph("{{p 文 }}", style="Body Text")
        document.add_paragraph("末")

    project.part(write)
    project.schema(文={"contentMediaType": "text/markdown"}, 额={"type": "number"})
    return project


def rendered(project: SmallProject, markdown: str, more: str = "", *allowed: str) -> Document:
    text = "\n".join(f"  {line}" for line in markdown.split("\n"))
    project.content(f"文: |-\n{text}\n额: 136.60\n{more}")
    return project.document(*allowed)


def body(document: Document) -> list[Paragraph]:
    """The paragraphs between the name and the end."""
    return document.paragraphs[1:-1]


def look(paragraph: Paragraph) -> str:
    """``style: text`` with **bold** and *italic* runs, numbering as ``#id/level``."""
    runs = []
    for run in paragraph.runs:
        mark = ("**" if run.bold else "") + ("*" if run.italic else "")
        runs.append(f"{mark}{run.text}{mark[::-1]}")
    numbering = paragraph._p.find(f"{w('pPr')}/{w('numPr')}")
    number = ""
    if numbering is not None:
        values = [numbering.find(w(name)) for name in ("numId", "ilvl")]
        number = " #" + "/".join(value.get(w("val"), "") for value in values if value is not None)
    assert paragraph.style is not None
    return f"{paragraph.style.name}{number}: {''.join(runs)}"


@pytest.mark.parametrize(
    ("markdown", "looks"),
    [
        ("甲\n乙", ["Body Text: 甲乙"]),
        ("甲 A\nB 乙", ["Body Text: 甲 A B 乙"]),
        ("“甲”\n（乙）", ["Body Text: “甲”（乙）"]),
        ("甲\n\n乙", ["Body Text: 甲", "Body Text: 乙"]),
        ("甲\\\n乙", ["Body Text: 甲\n乙"]),
        ("**起头。**后文", ["Body Text: **起头。**后文"]),
        ("**“引”。**后*斜*", ["Body Text: **“引”。**后*斜*"]),
        ("***都有***", ["Body Text: ***都有***"]),
        ("## 标题\n\n### 小标题", ["Heading 2: 标题", "Heading 3: 小标题"]),
        ("1. 甲\n2. 乙", ["List Number #4/0: 甲", "List Number #4/0: 乙"]),
        ("1. 甲\n\n文\n\n1. 乙", ["List Number #4/0: 甲", "Body Text: 文", "List Number #5/0: 乙"]),
        ("1) 甲\n2) 乙", ["List Number #4/1: 甲", "List Number #4/1: 乙"]),
        (
            "1. 甲\n   1) 乙\n2. 丙",
            ["List Number #4/0: 甲", "List Number #5/1: 乙", "List Number #4/0: 丙"],
        ),
        ("- 甲\n  - 乙", ["List Bullet #4/0: 甲", "List Bullet #5/1: 乙"]),
        ("1. 甲\n\n   续", ["List Number #4/0: 甲", "Body Text: 续"]),
        (r"\*不斜\* \{{ 甲 }} R&D<95%", ["Body Text: *不斜* {{ 甲 }} R&D<95%"]),
        ("甲&lt;乙", ["Body Text: 甲<乙"]),
        ("{{ 额 }}万元", ["Body Text: 136.60万元"]),
        ("**{{ 额 }}**", ["Body Text: **136.60**"]),
        ("{{ 名称 | default('甲') }}", ["Body Text: 报告"]),
        ("2022—2026年 1.5 倍", ["Body Text: 2022—2026年 1.5 倍"]),
        ("2023年。", ["Body Text: 2023年。"]),
    ],
)
def test_blocks_take_the_styles_of_the_form(
    slot: SmallProject, markdown: str, looks: list[str]
) -> None:
    document = rendered(slot, markdown)
    assert [look(paragraph) for paragraph in body(document)] == looks


def test_a_bound_value_never_turns_into_markup(slot: SmallProject) -> None:
    document = rendered(slot, "{{ 坏 }}", "坏: '**粗** {{ 名称 }} <b> # 甲'\n", "not-bound")
    (paragraph,) = body(document)
    assert paragraph.text == "**粗** {{ 名称 }} <b> # 甲"
    assert not any(run.bold for run in paragraph.runs)


def test_a_list_starts_with_the_number_that_was_typed(slot: SmallProject) -> None:
    document = rendered(slot, "3. 甲\n4. 乙")
    nums = document.part.numbering_part.element.findall(w("num"))
    override = nums[-1].find(f"{w('lvlOverride')}/{w('startOverride')}")
    assert override is not None
    assert override.get(w("val")) == "3"


def test_a_table_takes_the_width_of_the_page(slot: SmallProject) -> None:
    document = rendered(slot, "| 项目 | 金额 |\n| :-- | --: |\n| **甲** | {{ 额 }} |")
    (table,) = document.tables
    assert grid(table) == "项目 | 金额\n甲 | 136.60"
    assert sum(int(column.get(w("w"), "0")) for column in table._tbl.tblGrid) == 8844
    assert table.style is not None
    assert table.style.name == "Table Grid"
    alignments = [cell.paragraphs[0].alignment for cell in table.rows[1].cells]
    assert [str(alignment).split()[0] for alignment in alignments] == ["LEFT", "RIGHT"]


def test_lists_in_a_cell_keep_the_look_of_the_cell(project: SmallProject) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("{{ 名称 }}")
        cell = document.add_table(1, 1).rows[0].cells[0]
        cell.paragraphs[0].text = "{{p 文 }}"
        cell.paragraphs[0].style = "Table Text"

    project.part(write)
    project.schema(文={"contentMediaType": "text/markdown"})
    project.content("文: |-\n  1. 甲\n  2. 乙\n")
    (table,) = project.document().tables
    looks = [look(paragraph) for paragraph in table.rows[0].cells[0].paragraphs]
    assert looks == ["Table Text #4/0: 甲", "Table Text #4/0: 乙"]


def test_an_empty_text_leaves_one_empty_paragraph(slot: SmallProject) -> None:
    slot.content("文:\n额: 1\n")
    assert [paragraph.text for paragraph in slot.document().paragraphs] == ["报告1", "", "末"]


@pytest.mark.parametrize(
    "text",
    [
        "第一\n第二 {{ 名 }}甲",
        "1. **甲**乙\n\n   丙甲*乙*甲\n2. 丁",
        "| 甲 |\n|--|\n| 乙**甲** |",
        "甲{{ 甲 }}乙甲**甲乙**甲\n  甲{{ 乙 }}乙",
        "甲\\*乙*甲*甲![甲](甲.png)甲  \n乙甲",
    ],
)
def test_every_span_knows_where_it_was_typed(text: str) -> None:
    problems = Problems()
    document = parse_markdown(text, Place("甲.md", 5, 3), problems)
    lines = text.split("\n")
    spans = [part for inlines in document.inlines() for part in inlines if isinstance(part, Span)]
    assert spans
    for span in spans:
        assert span.place is not None
        assert lines[span.place.line - 5][span.place.column - 3 :].startswith(
            span.text.split("*")[0]
        )


def test_blocks_know_their_lines() -> None:
    document = parse_markdown("## 甲\n\n乙\n\n1. 丙", Place("甲.md", 1, 1), Problems())
    kinds = [(type(block), block.place.line) for block in document.blocks]
    assert kinds == [(Heading, 1), (ParagraphBlock, 3), (Item, 5)]
