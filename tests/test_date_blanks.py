"""A date blank of a form, whatever of it is printed, prints a whole date once."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.text.paragraph import Paragraph

from docgen import RenderOptions, render_edition
from docgen.scaffold.pack.draft import draft_pack

DATE = "2025年3月20日"
BLANKS = [
    *(
        "    年  月  日",
        "  年 月 日",
        "年  月  日",
        "____年__月__日",
        "　　年　月　日",
        "20  年  月  日",
    ),
    *("2025年  月  日", "2025 年   月   日", "2025年\t月\t日", "2025年__月__日", "2025年　月　日"),
    *(
        "二〇二五年  月  日",
        "二○二五年　月　日",
        "二零二五 年  月  日",
        "2025年3月  日",
        "2025年三月  日",
    ),
    *(
        "2025年×月×日",
        "××××年××月××日",
        "XXXX年XX月XX日",
        "20××年×月×日",
        "2025年\xa0\xa0月\xa0\xa0日",
    ),
]


def in_runs(paragraph: Paragraph, parts: int) -> None:
    """Parts the text of a paragraph into runs, as Word leaves it after some edits."""
    text, paragraph.text = paragraph.text, ""
    size = -(-len(text) // parts)
    for start in range(0, len(text), size):
        paragraph.add_run(text[start : start + size])


def form(parts: int) -> Document:
    document = docx.Document()
    document.add_paragraph("项目绩效情况表").alignment = WD_ALIGN_PARAGRAPH.CENTER
    table = document.add_table(len(BLANKS), 2)
    for number, (row, blank) in enumerate(zip(table.rows, BLANKS, strict=True)):
        row.cells[0].text, row.cells[1].text = f"格{number}日期", blank
        in_runs(row.cells[1].paragraphs[0], parts)
    for number, blank in enumerate(BLANKS):
        in_runs(document.add_paragraph(f"行{number}日期：{blank}"), parts)
        in_runs(document.add_paragraph(f"{chr(0x7532 + number)}于{blank}前办结。"), parts)
    return document


def shown(document: Document) -> tuple[list[str], list[str]]:
    """The second cells of the table, and the paragraphs below it."""
    cells = [row.cells[1].text.strip() for row in document.tables[0].rows]
    return cells, [paragraph.text for paragraph in document.paragraphs[1:]]


@pytest.mark.parametrize("parts", [1, 3, 40])
def test_a_whole_date_prints_once(tmp_path: Path, parts: int) -> None:
    for folder in ("word_templates", "content"):
        (tmp_path / folder).mkdir()
    blank = form(parts)
    blank.save(str(tmp_path / "form.docx"))
    report = draft_pack([tmp_path / "form.docx"], "form", edition=2025, root=tmp_path)
    assert [problem.code for problem in report.problems if problem.code == "draft-differs"] == []

    untyped = render_edition("2025", RenderOptions(make_pdf=False), root=tmp_path)
    assert untyped.outcomes[0].docx is not None
    printed = [re.sub("[×X]", "\u3000", line) for line in shown(blank)[1]]
    assert shown(docx.Document(str(untyped.outcomes[0].docx)))[1] == printed

    file = report.content / "report.yaml"
    text = re.sub(r"(?m)^( *[^\s#:]*日期\d*):.*$", rf"\1: {DATE}", file.read_text("utf-8"))
    assert text.count(DATE) == 3 * len(BLANKS)
    file.write_text(text, "utf-8")
    result = render_edition("2025", RenderOptions(make_pdf=False), root=tmp_path)
    assert result.outcomes[0].docx is not None, list(result.all_problems())
    cells, lines = shown(docx.Document(str(result.outcomes[0].docx)))
    assert cells == [DATE] * len(BLANKS)
    for number in range(len(BLANKS)):
        assert lines[2 * number] == f"行{number}日期：{DATE}"
        assert lines[2 * number + 1] == f"{chr(0x7532 + number)}于{DATE}前办结。"
