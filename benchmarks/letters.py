"""Letters by the hundred: a form filled with each row of a workbook, against docxtpl."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
from docx.document import Document
from docxtpl import DocxTemplate
from openpyxl.worksheet.worksheet import Worksheet

from benchmarks.timing import Goal, Row, docgen, once, seconds
from docgen.diagnostics.bilingual import Bilingual
from docgen.pdf.libreoffice import find_libreoffice
from docgen.pool import cores
from tests.fill_scenes import text
from tests.support import blank_part

HEADS = ("姓名", "单位", "职务", "金额", "日期")
PARAGRAPHS = (
    "尊敬的{{ 姓名 }}同志：",
    "您在{{ 单位 }}任{{ 职务 }}期间，{{ 日期 }}核定的金额为 {{ 金额 }} 元，请核对。",
    "如有出入，请{{ 姓名 }}同志于收到本函后十日内与我们联系；逾期未回复的，视为认可。",
    "{% if 金额 != '0' %}款项将转入您的工资账户。{% else %}本期没有款项。{% endif %}",
)


def letters(count: int = 500, pdfs: int = 60) -> Iterator[Row]:
    """Rows to Word files of the same texts; and to PDFs, against ``docgen pdf`` of these files."""
    with TemporaryDirectory(prefix="docgen-bench-") as folder:
        root = Path(folder)
        form, rows = _form(root / "letter.docx"), _rows(count)
        book = _workbook(root / "staff.xlsx", rows)
        command = ("fill", str(form), str(book))
        docgen(root, *command, "-o", str(root / "first"))  # the form is compiled and kept
        ours = docgen(root, *command, "-o", str(root / "ours"))[0]
        (root / "theirs").mkdir()
        theirs = once(lambda: _by_docxtpl(form, rows, root / "theirs"))
        for name in (rows[0][0], rows[-1][0]):
            assert text(root / "ours" / f"{name}.docx") == text(root / "theirs" / f"{name}.docx")
        work, peer = (
            Bilingual(f"{count} 行到 Word，{cores()} 核", f"{count} rows to Word, {cores()} cores"),
            Bilingual("docxtpl，数据已备好，一个进程", "docxtpl, ready contexts, one process"),
        )
        yield Row(work, peer, seconds(ours), seconds(theirs), theirs / ours, Goal(5))
        together = docgen(root, *command, "--together", "-o", str(root / "all.docx"))[0]
        work = Bilingual(f"{count} 行到一个 Word 文件", f"{count} rows to one Word file")
        yield Row(work, peer, seconds(together), seconds(theirs), theirs / together)
        if find_libreoffice():
            yield _pdfs(root, form, rows[:pdfs])


def _pdfs(root: Path, form: Path, rows: Sequence[tuple[str, ...]]) -> Row:
    """Rows to Word and PDF, against the PDFs of Word files that are there."""
    book, out = _workbook(root / "some.xlsx", rows), root / "build" / "2023"
    (root / "content" / "2023").mkdir(parents=True)
    ours = docgen(root, "fill", str(form), str(book), "--pdf", "-o", str(out))[0]
    for file in out.glob("*.pdf"):
        file.unlink()
    alone = docgen(root, "pdf", "2023")[0]
    work = Bilingual(f"{len(rows)} 行到 Word 和 PDF", f"{len(rows)} rows to Word and PDF")
    converting = Bilingual("这些文件用 docgen pdf", "docgen pdf of these files")
    goal = Goal(1.3, at_most=True)
    return Row(work, converting, seconds(ours), seconds(alone), ours / alone, goal)


def _form(path: Path) -> Path:
    document: Document = blank_part()
    document.sections[0].header.paragraphs[0].text = "致{{ 姓名 }}"
    for paragraph in PARAGRAPHS:
        document.add_paragraph(paragraph)
    table = document.add_table(len(HEADS), 2)
    for row, head in zip(table.rows, HEADS, strict=True):
        row.cells[0].text, row.cells[1].text = head, f"{{{{ {head} }}}}"
    document.save(str(path))
    return path


def _rows(count: int) -> list[tuple[str, ...]]:
    return [
        (f"员工{number:04}", "财务与资产管理处", "科员", f"{number * 7}.50", "2026年3月1日")
        for number in range(count)
    ]


def _workbook(path: Path, rows: Sequence[tuple[str, ...]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in (HEADS, *rows):
        sheet.append(list(row))
    book.save(path)
    return path


def _by_docxtpl(form: Path, rows: Sequence[tuple[str, ...]], out: Path) -> None:
    for row in rows:
        template = DocxTemplate(str(form))
        template.render(dict(zip(HEADS, row, strict=True)), autoescape=True)
        template.save(str(out / f"{row[0]}.docx"))
