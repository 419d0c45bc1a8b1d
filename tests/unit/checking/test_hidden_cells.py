"""Figures of hidden cells are told at their cells, and may be right all the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from docgen import check_edition
from tests.support import SmallProject, codes
from tests.workbooks import save_workbook

TEXT = "甲: !cell 表.xlsx!表!A1\n乙: !cell 表.xlsx!表!A2\n丙: !cell 表.xlsx!表!A3\n"


@pytest.fixture
def hidden(project: SmallProject) -> SmallProject:
    """Fields of a seen cell, of a hidden one, and of a hidden one that is empty."""
    path: Path = project.unit / "figures" / "表.xlsx"
    save_workbook(path, 表={"A1": 1, "A2": 2, "B3": 3})
    workbook = load_workbook(path)
    for row in (2, 3):
        workbook["表"].row_dimensions[row].hidden = True
    workbook.save(path)
    project.template("{{ 甲 }}{{ 乙 }}{{ 丙 }}")
    project.content(TEXT)
    return project


def test_a_hidden_cell_that_holds_something_is_told(hidden: SmallProject) -> None:
    (problem,) = check_edition("2023", root=hidden.root, jobs=1).all_problems()
    assert (problem.code, problem.words["text"], problem.is_error) == ("hidden-cell", "2", False)
    assert str(problem.place).startswith("content/2023/one/figures/表.xlsx!表!A2 (")


def test_it_may_be_right_all_the_same(hidden: SmallProject) -> None:
    waiver = "例外:\n  - {规则: hidden-cell, 位置: report.yaml:4, 理由: 系统里就是隐藏的}\n"
    hidden.content(TEXT + waiver)
    assert codes(check_edition("2023", root=hidden.root, jobs=1)) == []
