"""A report of many figures of one export: a table of rows, rates, a total, and a sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from docx.document import Document

from tests.support import PACK_YAML, SmallProject, small_project
from tests.workbooks import save_workbook, table

SHEET = "财决01表"
HEADS = ("项目", "预算数", "决算数")
BUDGET = 500.0
_DERIVED = """
derived:
  项目[].执行率: (决算数 / 预算数) | percent
  合计: 项目 | sum(attribute="决算数")
"""
_NUMBER = {"type": ["number", "null"]}


def exported_project(root: Path, count: int, *, labels: bool = False) -> SmallProject:
    """A project whose unit takes ``count`` figures from a workbook, by address or by labels."""
    project = small_project(root)
    (project.pack / "pack.yaml").write_text(PACK_YAML + _DERIVED, "utf-8")
    row = {"名称": {"type": "string"}, "预算数": _NUMBER, "决算数": _NUMBER, "执行率": {}}
    items = {"type": "object", "properties": row}
    project.schema(项目={"type": "array", "items": items}, 合计={})
    project.part(_form)
    project.content(_content(count, labels=labels))
    project.content("全年支出 {{ 项目[0].决算数 }} 万元，共 {{ 合计 }} 万元。\n", "narrative/文.md")
    return project


def export(
    project: SmallProject, count: int, figure: Callable[[int], float], first: int = 1
) -> Path:
    """Saves the workbook that the accounting system exports, with its figures by row."""
    rows = [[f"项目{number}", BUDGET, figure(number)] for number in range(count)]
    cells = {
        address: (value, "#,##0.00") if isinstance(value, float) else value
        for address, value in table(HEADS, rows, first).items()
    }
    return save_workbook(project.unit / "figures" / "决算表.xlsx", **{SHEET: cells})


def _form(document: Document) -> None:
    lines = document.add_table(5, 4).rows
    for cell, text in zip(lines[0].cells, ("项目名称", *HEADS[1:], "执行率"), strict=True):
        cell.text = text
    lines[1].cells[0].text = "{%tr for 项 in 项目 %}"
    fields = ("名称", "预算数", "决算数", "执行率")
    for cell, name in zip(lines[2].cells, fields, strict=True):
        cell.text = f"{{{{ 项.{name} }}}}"
    lines[3].cells[0].text = "{%tr endfor %}"
    lines[4].cells[0].text, lines[4].cells[2].text = "合计", "{{ 合计 }}"
    document.add_paragraph("{{p narrative.文 }}")


def _content(count: int, *, labels: bool) -> str:
    lines = ["项目:"]
    for number in range(count):
        cell = f"项目{number}×决算数" if labels else f"C{number + 2}"
        lines.append(f"  - {{名称: 项目{number}, 预算数: {BUDGET:g}, 决算数: {_cell(cell)}}}")
    return "\n".join(lines) + "\n"


def _cell(cell: str) -> str:
    return f"!cell 决算表.xlsx!{SHEET}!{cell}"
