"""``docgen template outline``: every placeholder, its kind, its place in words, what fills it."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx.document import Document

from docgen.diagnostics import TemplatePlace, UsageError
from docgen.project import shipped
from docgen.templates.lint.pack_faults import lint_pack
from docgen.templates.lint.pack_outline import KINDS, PackOutline, outline_pack
from tests.charts.word_charts import Drawn, add_chart
from tests.support import SmallProject

PART = "word_templates/form/form.docx"


def rows_of(outline: PackOutline) -> list[tuple[str, str, list[str]]]:
    assert outline.problems == ()
    return [
        (use.placeholder.kind + use.placeholder.level, use.placeholder.tag, use.paths)
        for use in outline.uses
    ]


def small_outline(project: SmallProject) -> list[tuple[str, str, list[str]]]:
    return rows_of(outline_pack("form", root=project.root))


def test_each_kind_is_told_with_the_fields_that_fill_it(project: SmallProject) -> None:
    def write(document: Document) -> None:
        for text in (
            "{{ 名称 }}{{ 组[“甲、乙”] }}",
            "{%p if 组.丙 > 1 and 名称 is defined %}",
            "{{p 文 }}",
            "{%p endif %}",
            "{% set 数 = 组.丁 %}{{ 数 + 1 }}{{ loop }}",
            "{# 说明 #}",
        ):
            document.add_paragraph(text)
        add_chart(document.add_paragraph(), Drawn(), "{{ 列 }}")
        table = document.add_table(3, 1)
        for row, text in enumerate(
            ("{%tr for 行 in 列 %}", "{{ 行.名 | merge }}", "{%tr endfor %}")
        ):
            table.cell(row, 0).text = text

    project.part(write)
    told = small_outline(project)
    assert {kind.removesuffix("paragraph").removesuffix("row") for kind, _, _ in told} == set(KINDS)
    assert told == [
        ("value", "{{ 名称 }}", ["名称"]),
        ("value", "{{ 组[“甲、乙”] }}", ["组.甲、乙"]),
        ("conditionparagraph", "{%p if 组.丙 > 1 and 名称 is defined %}", ["组.丙"]),
        ("slot", "{{p 文 }}", ["文"]),
        ("set", "{% set 数 = 组.丁 %}", ["组.丁"]),
        ("value", "{{ 数 + 1 }}", ["组.丁"]),
        ("value", "{{ loop }}", []),
        ("chart", "{{ 列 }}", ["列"]),
        ("looprow", "{%tr for 行 in 列 %}", ["列"]),
        ("merge", "{{ 行.名 | merge }}", ["列[].名"]),
    ]


@pytest.mark.parametrize(
    ("expression", "paths"),
    [
        ("总 - 1", ["总"]),
        ("项列 | sum(attribute='得分')", ["项列[].得分"]),
        ("项列 | map(attribute='名') | join", ["项列[].名"]),
        ("(项列 | where('名', 甲)).得分", ["甲", "项列[].名", "项列[].得分"]),
        ("项列[0].名", ["项列[].名"]),
        ("(项列 | first).名", ["项列[].名"]),
        ("层 | rows('一', '二') | sum(attribute='得分')", ["层.*.*[].得分"]),
        ("层[甲] | rows | sum(attribute='得分')", ["甲", "层.*.*[].得分"]),
        ("total(总, 甲.乙)", ["总", "甲.乙"]),
        ("甲 if 乙 else 丙", ["乙", "甲", "丙"]),
        ("甲 | default(乙)", ["乙", "甲"]),
        ("甲 is defined", []),
        ("[甲, 乙] | min", ["甲", "乙"]),
    ],
)
def test_what_an_expression_reads(project: SmallProject, expression: str, paths: list[str]) -> None:
    row = {"type": "object", "properties": {"名": {"type": "string"}, "得分": {"type": "number"}}}
    rows = {"type": "array", "items": row}
    group = {"type": "object", "additionalProperties": rows}
    project.schema(甲={}, 项列=rows, 层={"type": "object", "additionalProperties": group})
    project.template(f"{{{{ {expression} }}}}")
    ((_, _, found),) = small_outline(project)
    assert sorted(found) == sorted(paths)


def test_loops_nest_and_end(project: SmallProject) -> None:
    path = project.pack / "pack.yaml"
    text = path.read_text("utf-8").replace("form.docx\n", "form.docx\n    repeat: 项 in 项列\n")
    path.write_text(text, "utf-8")
    project.template(
        "{% for 甲 in 项.甲列 %}{{ 甲.名 }}{{ 项.名 }}{% endfor %}{{ 甲.名 }}",
        "{% for 键, 值 in 组.items() %}{{ 键 }}{{ 值.名 }}{% endfor %}",
    )
    assert small_outline(project) == [
        ("looppart", "{% for 项 in 项列 %}", ["项列"]),
        ("loop", "{% for 甲 in 项.甲列 %}", ["项列[].甲列"]),
        ("value", "{{ 甲.名 }}", ["项列[].甲列[].名"]),
        ("value", "{{ 项.名 }}", ["项列[].名"]),
        ("value", "{{ 甲.名 }}", ["甲.名"]),
        ("loop", "{% for 键, 值 in 组.items() %}", []),
        ("value", "{{ 键 }}", []),
        ("value", "{{ 值.名 }}", []),
    ]


def test_labels_are_those_to_the_left_and_above_merged_cells_and_loops_included(
    project: SmallProject,
) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("一、情况")
        document.add_paragraph("合计：{{ 甲 }}，其中：{{ 乙 }}")
        table = document.add_table(4, 3)
        texts = [
            ["人员", "编制数", "{{ 年度 }}年在职数"],
            ["", "{{ 丙 }}", "{{ 丁 }}"],
            ["{%tr for 行 in 行列 %}", "", ""],
            ["", "小计：{{ 行.戊 }}", "{{ 行.己 }}"],
        ]
        for row, row_texts in zip(table.rows, texts, strict=True):
            for cell, text in zip(row.cells, row_texts, strict=True):
                cell.text = text
        table.cell(0, 0).merge(table.cell(1, 0))
        table.add_row().cells[0].text = "{%tr endfor %}"
        document.add_paragraph("四、{{ 年度 + 1 }}年打算")
        document.add_paragraph("{{p 打算 }}")

    project.part(write)
    uses = outline_pack("form", root=project.root).uses
    found = [(use.placeholder.row_label, use.placeholder.column_label) for use in uses]
    assert found == [
        ("合计", "一、情况"),
        ("其中", "一、情况"),
        ("{{ 年度 }}年在职数", ""),
        ("人员", "编制数"),
        ("人员", "{{ 年度 }}年在职数"),
        ("", "人员"),
        ("小计", "编制数"),
        ("", "{{ 年度 }}年在职数"),
        ("", "一、情况"),
        ("", "四、{{ 年度 + 1 }}年打算"),
    ]
    assert uses[3].placeholder.place == TemplatePlace(PART, table=1, row=2, cell=2)


def test_packs_of_docgen_are_looked_into_outside_of_any_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for pack in shipped().own_packs():
        assert outline_pack(pack).uses
        assert outline_pack(pack) == outline_pack(pack, root=shipped().root)
        assert lint_pack(pack) == []
    with pytest.raises(UsageError, match="unknown-pack"):
        outline_pack("nothing")


def test_headers_are_part_of_it(project: SmallProject) -> None:
    def write(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ 名称 }}"

    project.part(write)
    (use,) = outline_pack("form", root=project.root).uses
    assert use.placeholder.place.story.startswith("header")
