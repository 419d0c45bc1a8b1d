"""What a row of fixed height cuts off is told of any report, also of a pack without a format."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.shared import Twips

from docgen import verify_files
from docgen.diagnostics import Problem
from docgen.wording.problem_texts import problem_text
from tests.support import SmallProject, needs_libreoffice, small_project

pytestmark = [pytest.mark.slow, needs_libreoffice]

LONG = "这是一段很长的文字，要好几行才能写完。" * 8


def with_rows(project: SmallProject, rule: WD_ROW_HEIGHT_RULE) -> SmallProject:
    def write(document: Document) -> None:
        table = document.add_table(2, 2)
        for row, tag in zip(table.rows, ("{{ 名称 }}", "{{ 长 }}"), strict=True):
            row.cells[0].text, row.cells[1].text = "标签", tag
            row.height, row.height_rule = Twips(400), rule

    project.schema(名称={"type": "string"}, 长={"type": "string"})
    project.part(write)
    project.content(f"长: {LONG}\n")
    return project


def told(project: SmallProject) -> list[Problem]:
    result = project.render(pdf=True)
    found = [problem for problem in result.all_problems() if problem.document]
    again = verify_files("2023", root=project.root).all_problems()
    assert [problem.code for problem in again if problem.document] == [
        problem.code for problem in found
    ]
    return found


def test_what_a_fixed_row_cuts_off_is_told_at_its_cell(tmp_path: Path) -> None:
    problems = told(with_rows(small_project(tmp_path), WD_ROW_HEIGHT_RULE.EXACTLY))
    assert {problem.code for problem in problems} == {"format-row-cuts"}
    text = "".join(problem_text(problem, "zh") for problem in problems if LONG[:9] in str(problem))
    assert all(words in text for words in ("第 1 个表格", "第 2 行", "第 2 格", "「最小值」"))


def test_a_row_that_grows_loses_nothing(tmp_path: Path) -> None:
    assert told(with_rows(small_project(tmp_path), WD_ROW_HEIGHT_RULE.AT_LEAST)) == []
