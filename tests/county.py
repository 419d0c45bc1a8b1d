"""A county in a small project: units with a pack of their own, and one that sums them up."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import docx
from docx.table import Table

from tests.support import SmallProject, blank_part, small_project

SUMMARY = "summary"
BUREAU = "zz-bureau"
FIELDS = {
    "名称": "名称",
    "预算数": "预算.预算数",
    "执行数": "预算.执行数",
    "执行率": "预算.执行率",
    "得分": "得分",
    "等级": '\'"优" if 得分 >= 90 else "良"\'',
}
_TEXT = (
    "共{{ units | length }}个单位，预算{{ 合计 }}万元，"
    '优：{{ units | having("等级", "优") | join("、", attribute="名称") }}。'
)
_NOTE = '{% if left_out %}未包括：{{ left_out | join("、", attribute="单位") }}。{% endif %}'


def county(root: Path, units: Sequence[Mapping[str, object]]) -> SmallProject:
    """A project with ``units``, whose folders are ``unit-0``, ``unit-1`` …, and their summary."""
    project = small_project(root)
    shutil.rmtree(project.unit)
    project.template(
        "{{ 名称 }}", "{{ 预算.预算数 }}，{{ 预算.执行数 }}，{{ 预算.执行率 }}，{{ 得分 }}"
    )
    number = {"type": ["number", "null"]}
    money = {"type": "object", "properties": dict.fromkeys(("预算数", "执行数", "执行率"), number)}
    text = {"type": "string"}
    project.schema(名称=text, 预算=money, 得分=number, 电话=text)
    with (project.pack / "pack.yaml").open("a", encoding="utf-8") as file:
        file.write("\nderived: {预算.执行率: (执行数 / 预算数) | percent}\n")
    for index, unit in enumerate(units):
        write_unit(project, f"unit-{index}", unit)
    write_summary(project)
    return project


def write_unit(project: SmallProject, folder: str, unit: Mapping[str, object]) -> Path:
    """Writes the content of a unit; the name is in line 2, the budget in line 4."""
    path = project.root / "content" / "2023" / folder / "report.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    money = "".join(f"  {key}: {unit.get(key, 1)}\n" for key in ("预算数", "执行数"))
    text = f"模板: form\n名称: {unit['名称']}\n预算:\n{money}得分: {unit.get('得分', 80)}\n"
    path.write_text(text, "utf-8")
    return path


def write_summary(
    project: SmallProject, fields: Mapping[str, str] = FIELDS, packs: str = ""
) -> None:
    """Writes the pack that sums up, and its unit."""
    folder = project.pack.parent / SUMMARY
    folder.mkdir(exist_ok=True)
    asked = "".join(f"    {name}: {expression}\n" for name, expression in fields.items())
    (folder / "pack.yaml").write_text(
        "output: 汇总\nproperties: {title: 汇总, author: 局, date: 2024年4月26日}\n"
        f"parts: [{{file: summary.docx}}]\nover:\n  units:\n{asked}{packs}"
        'derived: {合计: units | sum(attribute="预算数")}\n',
        "utf-8",
    )
    schema = {
        "type": "object",
        "properties": {"标题": {"type": "string"}, "合计": {"type": "number"}},
    }
    (folder / "schema.json").write_text(json.dumps(schema, ensure_ascii=False), "utf-8")
    document = blank_part()
    document.add_paragraph("{{ 标题 }}")
    document.add_paragraph(_TEXT)
    table = document.add_table(rows=4, cols=len(fields))
    for cell, name in zip(table.rows[0].cells, fields, strict=True):
        cell.text = name
    table.rows[1].cells[0].text = "{%tr for 行 in units %}"
    for cell, name in zip(table.rows[2].cells, fields, strict=True):
        cell.text = f"{{{{ 行.{name} }}}}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    document.add_paragraph(_NOTE)
    document.save(str(folder / "summary.docx"))
    bureau = project.root / "content" / "2023" / BUREAU
    bureau.mkdir(exist_ok=True)
    (bureau / "report.yaml").write_text(f"模板: {SUMMARY}\n标题: 汇总\n", "utf-8")


def summary_of(project: SmallProject) -> Path:
    return project.output / "汇总.docx"


def rows_of(project: SmallProject) -> list[list[str]]:
    """The rows of the table of the summary, below its head."""
    table: Table = docx.Document(str(summary_of(project))).tables[0]
    return [[cell.text for cell in row.cells] for row in table.rows][1:]


def texts_of(project: SmallProject) -> list[str]:
    return [text.text for text in docx.Document(str(summary_of(project))).paragraphs]
