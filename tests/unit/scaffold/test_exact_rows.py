"""Rows of exact height that are filled in: told once a table, or made to grow."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.shared import Cm

from docgen.scaffold.pack.draft import DraftReport, draft_pack
from tests.unit.scaffold.drawing import form_of

EXACT, LEAST = WD_ROW_HEIGHT_RULE.EXACTLY, WD_ROW_HEIGHT_RULE.AT_LEAST


def form() -> Document:
    """Two tables; exact are the head and two rows of the first, and the label row of the second."""
    document = form_of(
        "情况表", ["项目情况|<", "甲|", "乙|", "丙|"], "人员", ["姓名|职务", "|", "|"], "完"
    )
    first, second = document.tables
    for row in (*first.rows[:3], second.rows[0]):
        row.height, row.height_rule = Cm(0.8), EXACT
    return document


def drafted(root: Path, document: Document, *, at_least_rows: bool = False) -> DraftReport:
    for folder in ("word_templates", "content"):
        (root / folder).mkdir()
    document.save(str(root / "form.docx"))
    forms, options = [root / "form.docx"], {"edition": 2023, "at_least_rows": at_least_rows}
    return draft_pack(forms, "drafted", root=root, **options)  # type: ignore[arg-type]


def heights(report: DraftReport) -> list[object]:
    part = docx.Document(str(report.pack / "form.docx"))
    return [row.height_rule for row in part.tables[0].rows]


def test_they_are_told_once_a_table_at_the_first(tmp_path: Path) -> None:
    report = drafted(tmp_path, form())
    told = [problem for problem in report.problems if problem.code == "draft-exact-rows"]
    (problem,) = told
    place = problem.template
    assert place is not None
    assert (place.table, place.row, problem.words["rows"]) == (1, 2, "2")
    assert heights(report) == [EXACT, EXACT, EXACT, LEAST]


def test_the_row_that_repeats_is_one_of_them(tmp_path: Path) -> None:
    document = form()
    for table in document.tables:
        for row in table.rows:
            row.height_rule = LEAST
    row = document.tables[1].rows[1]
    row.height, row.height_rule = Cm(0.8), EXACT
    report = drafted(tmp_path, document)
    told = [problem.template for problem in report.problems if "exact" in problem.code]
    assert [place.table for place in told if place] == [2]


@pytest.mark.parametrize("rule", [EXACT, LEAST])
def test_they_grow_if_the_keeper_says_so(tmp_path: Path, rule: WD_ROW_HEIGHT_RULE) -> None:
    document = form()
    document.tables[0].rows[1].height_rule = rule
    report = drafted(tmp_path, document, at_least_rows=True)
    assert "draft-exact-rows" not in {problem.code for problem in report.problems}
    assert heights(report) == [EXACT, LEAST, LEAST, LEAST]
