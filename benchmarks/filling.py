"""Filling one document: docgen with its template compiled, docxtpl from load to save."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from docx.document import Document
from docxtpl import DocxTemplate

from benchmarks.peer import Peer, bound, filled
from benchmarks.timing import UNIT, Goal, Row, median, seconds
from docgen.content.values import Items, Node, Text
from docgen.diagnostics import Place, Problems
from docgen.diagnostics.bilingual import Bilingual
from docgen.packs.pack import load_pack
from docgen.project import Project
from docgen.templates.template import CompiledTemplate, compile_template
from tests.support import ROOT, small_project

TABLES = 12
NOWHERE = Place("report.yaml", 1, 1)


def reference() -> Iterator[Row]:
    """The reference report, warm, in one process, to the bytes of a .docx."""
    unit, pack, template = bound(ROOT / "content" / "2023" / UNIT, "2023", Project(ROOT))
    with TemporaryDirectory() as folder:
        peer = Peer(pack, template, Path(folder))
        environment = peer.environment(unit.data)
        peer.render(unit.data, environment)
        theirs = median(lambda: peer.render(unit.data, environment), 15)
        ours = median(lambda: filled(template, unit.data), 60)
    work = Bilingual("填参考报告", "fill the reference report")
    yield Row(work, "docxtpl", seconds(ours), seconds(theirs), theirs / ours, Goal(10))


def rows() -> Iterator[Row]:
    """Twelve tables of many rows."""
    with TemporaryDirectory() as folder:
        project = small_project(Path(folder))
        project.part(_form)
        pack = load_pack(project.pack, project.root, Problems())
        template = compile_template(pack, Problems()) if pack else None
        assert template is not None
        for count, times in ((5, 15), (200, 5), (1000, 5)):
            theirs = median(_by_docxtpl(project.pack / "form.docx", count), times)
            ours = median(_by_docgen(template, count), times)
            goal = Goal(5) if count == 1000 else None
            work = Bilingual(f"12 个表格，各 {count:,} 行", f"12 tables of {count:,} rows")
            yield Row(work, "docxtpl", seconds(ours), seconds(theirs), theirs / ours, goal)
        few, many = (
            median(_by_docgen(template, count), 3) / count / TABLES for count in (1000, 20_000)
        )
        work = Bilingual("一行，每个表格 20,000 行", "a row, of 20,000 in each table")
        fewer = Bilingual("每个表格 1,000 行", "of 1,000")
        yield Row(work, fewer, seconds(many), seconds(few), many / few, Goal(1.3, at_most=True))


def _form(document: Document) -> None:
    for _ in range(TABLES):
        lines = document.add_table(3, 6).rows
        lines[0].cells[0].text = "{%tr for 行 in 行列 %}"
        for cell in lines[1].cells:
            cell.text = "{{ 行.甲 }}"
        lines[2].cells[0].text = "{%tr endfor %}"
    document.add_paragraph("末")


def _by_docxtpl(path: Path, count: int) -> Callable[[], object]:
    context = {"行列": [{"甲": "基本支出"}] * count}

    def work() -> None:
        template = DocxTemplate(str(path))
        template.render(context, autoescape=True)
        template.save(io.BytesIO())

    return work


def _by_docgen(template: CompiledTemplate, count: int) -> Callable[[], object]:
    data, items = Node(NOWHERE), Items(NOWHERE)
    row = Node(NOWHERE)
    row["甲"] = Text("基本支出")
    items.extend([row] * count)
    data["行列"] = items
    return lambda: filled(template, data)
