"""Words of a blank form that a template still prints are told by lint, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx.document import Document

from docgen.diagnostics import TemplatePlace
from docgen.templates.lint.hint_faults import hints_of_form
from docgen.templates.lint.pack_faults import lint_pack
from tests.support import small_project

FORM = "word_templates/form/form.docx"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("XX单位2023年度整体支出绩效自评报告", "XX"),
        ("××局关于自评工作的报告", "××"),
        ("部门整体支出绩效自评报告（提纲）", "（提纲）"),
        ("（提纲）", "（提纲）"),
        ("不超过800字", "不超过800字"),
        ("部门概况，不超过800字", "部门概况，不超过800字"),
        ("………", "………"),
        ("附件：……", "……"),
        ("填写本年度总体目标，限300字", "填写本年度总体目标，限300字"),
        ("请简要说明项目实施情况", "请简要说明项目实施情况"),
        ("项目概况（限300字）", "（限300字）"),
        ("（限300字）{{p 正文 }}", "（限300字）"),
        ("{{p 正文 }}请填写主要措施", "请填写主要措施"),
        ("目标1：", "目标1："),
        ("（可另附页）", "（可另附页）"),
        ("××局（盖章）", "××"),
        ("联系人：____", "____"),
    ],
)
def test_a_hint_that_prints_is_told_at_its_place(tmp_path: Path, text: str, hint: str) -> None:
    project = small_project(tmp_path)
    project.schema(名称={"type": "string"}, 正文={"contentMediaType": "text/markdown"})

    def write(document: Document) -> None:
        document.add_paragraph("{{ 名称 }}")
        document.add_paragraph(text)
        document.add_table(1, 2).cell(0, 1).text = text

    project.part(write)
    found = [
        problem for problem in lint_pack("form", root=project.root) if problem.code == "form-hint"
    ]
    places = (TemplatePlace(FORM, paragraph=2), TemplatePlace(FORM, table=1, row=1, cell=2))
    assert {problem.template for problem in found} == set(places)
    assert {(problem.words["text"], problem.is_error) for problem in found} == {(hint, False)}


@pytest.mark.parametrize(
    "text",
    [
        *(
            "填报日期：{{ 日期 }}　联系电话：{{ 电话 }}",
            "单位负责人（签字）：",
            "检查人（签名）：____________、____________",
            "记录人（签名）：____    见证人（签名）：____    ____年__月__日",
            "{{ 意见 }}____（公章）",
            "（盖章）",
            "填表人：",
        ),
        *("一、基本情况（包含本级管理的公共专项）", "{{ loop.index }}.{{ 项.名称 }}", "1.{{ 甲 }}"),
        *("注：1.本表一式三份，请于3月底前报送。", "单位：万元", "以下由财政部门填写", "情况说明"),
        *(
            "2.请提前15分钟入场，会议期间请将手机调至静音。",
            "主要内容",
            "（一）{{ 题 }}",
            "第X条线",
        ),
        *("其他（请注明）：{{ 其他 }}", "□其它（请说明）"),
        *("（丙=甲÷乙）", "其中：财政拨款", "是□　否□", "特此报告。", "指标完成情况分析"),
    ],
)
def test_what_a_form_prints_is_no_hint(text: str) -> None:
    pieces = text.replace("}}", "{{").split("{{")[::2]
    assert [hint for piece in pieces for hint in hints_of_form(piece)] == []
