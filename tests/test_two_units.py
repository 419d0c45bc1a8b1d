"""A second, smaller office renders beside the first, with the same pack."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import pytest

from docgen import RenderOptions, Result, render_edition
from tests.support import ROOT, audit, grid, whole_project

pytestmark = pytest.mark.slow

SMALL = ROOT / "tests" / "content" / "small-office"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = whole_project(tmp_path / "project")
    shutil.copytree(SMALL, root / "content" / "2023" / "small-office")
    return root


def render(root: Path) -> Result:
    return render_edition("2023", RenderOptions(make_pdf=False), root=root)


def test_both_are_built_without_a_problem(root: Path, tmp_path: Path) -> None:
    result = render(root)
    assert list(result.all_problems()) == []
    assert [outcome.name for outcome in result.outcomes] == [
        "small-office",
        "zhuzhou-vocational-park",
    ]
    for outcome in result.outcomes:
        assert outcome.docx is not None
        assert audit(outcome.docx.read_bytes(), tmp_path) == []


def test_an_error_in_one_does_not_stop_the_other(root: Path) -> None:
    path = root / "content" / "2023" / "small-office" / "附件2-整体支出自评.yaml"
    path.write_text(path.read_text("utf-8").replace("  全年执行数: 98.00\n", ""), "utf-8")
    result = render(root)
    assert [outcome.docx is not None for outcome in result.outcomes] == [False, True]
    assert result.exit_code == 1
    (problem,) = result.all_problems()
    assert (problem.code, problem.place.line) == ("required-field", 2)


def test_each_project_has_its_annex_and_the_mark_stands_once(root: Path) -> None:
    outcome = render(root).outcomes[0]
    document = docx.Document(str(outcome.docx))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts.count("2023年度项目支出绩效自评表") == 2
    assert texts.count("附件3") == 1


def test_lists_without_entries_leave_no_row_and_totals_blank(root: Path) -> None:
    outcome = render(root).outcomes[0]
    rows = grid(docx.Document(str(outcome.docx)).tables[1]).split("\n")
    assert "3、市级专项资金（一个专项一行） | [2] | [2] | [2]" in rows
    assert "项目支出： | [2]0 | [2]8 | [2]8.00" in rows


def test_scores_add_up_without_needless_zeros(root: Path) -> None:
    outcome = render(root).outcomes[0]
    tables = docx.Document(str(outcome.docx)).tables
    totals = [grid(table).split("\n")[-1] for table in tables if "总分" in grid(table)]
    assert totals == [
        "[6]总分 | 100 | 98.8 | ",
        "[6]总分 | 100 | 99.6 | ",
        "[6]总分 | 100 | 100 | ",
    ]


def test_a_rate_of_nothing_and_its_score_are_blank(root: Path) -> None:
    path = root / "content" / "2023" / "small-office" / "projects" / "archive.yaml"
    text = path.read_text("utf-8")
    funds = "当年财政拨款: {年初预算数: 2.5, 全年预算数: 2.5, 全年执行数: 2.40}"
    assert funds in text
    path.write_text(text.replace(funds, funds.replace("2.5", "0").replace("2.40", "0")), "utf-8")
    result = render(root)
    assert list(result.all_problems()) == []
    rows = grid(docx.Document(str(result.outcomes[0].docx)).tables[5]).split("\n")
    assert rows[3] == "^ | [2]年度资金总额 | 0 | 0 | 0 | 10 |  | "
