"""Filling twelve tables: docxtpl, load to save, against docgen with its template compiled.

Prints medians and their ratio for 5, 200 and 1,000 rows a table: ``make bench``.
"""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from docx.document import Document
from docxtpl import DocxTemplate

from docgen.content.values import Items, Node, Text
from docgen.diagnostics import Place, Problem
from docgen.packs.pack import load_pack
from docgen.word.fill import fill
from docgen.word.package import zipped
from docgen.word.template import CompiledTemplate, compile_template
from tests.support import small_project

TABLES = 12
NOWHERE = Place("report.yaml", 1, 1)


def _form(document: Document) -> None:
    for _ in range(TABLES):
        rows = document.add_table(3, 6).rows
        rows[0].cells[0].text = "{%tr for 行 in 行列 %}"
        for cell in rows[1].cells:
            cell.text = "{{ 行.甲 }}"
        rows[2].cells[0].text = "{%tr endfor %}"
    document.add_paragraph("末")


def _by_docxtpl(path: Path, rows: int) -> Callable[[], object]:
    context = {"行列": [{"甲": "基本支出"}] * rows}

    def work() -> None:
        template = DocxTemplate(str(path))
        template.render(context, autoescape=True)
        template.save(io.BytesIO())

    return work


def _by_docgen(template: CompiledTemplate, rows: int) -> Callable[[], object]:
    data, items = Node(NOWHERE), Items(NOWHERE)
    row = Node(NOWHERE)
    row["甲"] = Text("基本支出")
    items.extend([row] * rows)
    data["行列"] = items

    def work() -> None:
        problems: list[Problem] = []
        entries = fill(template, data, {}, problems)
        assert entries is not None, problems
        zipped(entries)

    return work


def _median(work: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1000


def main() -> None:
    with TemporaryDirectory() as folder:
        project = small_project(Path(folder))
        project.part(_form)
        pack = load_pack(project.pack, project.root, [])
        assert pack is not None
        template = compile_template(pack, [])
        assert template is not None
        print(f"{'rows a table':>12} {'docxtpl ms':>12} {'docgen ms':>12} {'ratio':>8}")
        for rows, times in ((5, 15), (200, 5), (1000, 3)):
            peer = _median(_by_docxtpl(project.pack / "form.docx", rows), times)
            own = _median(_by_docgen(template, rows), times)
            print(f"{rows:>12} {peer:>12.1f} {own:>12.1f} {peer / own:>8.1f}")


if __name__ == "__main__":
    main()
