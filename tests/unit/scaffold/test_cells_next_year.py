"""Next year's content: references to cells stay, and wait for the new workbooks."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen import RenderOptions, check_edition, render_edition
from docgen.runs.edition_figures import edition_figures
from docgen.scaffold.content.new_edition import carry_edition
from tests.support import PACK_YAML, SmallProject, codes, small_project
from tests.workbooks import save_workbook

SETTINGS = """
checks:
  year: 年度
  carried: {上年数: 本年数}
next: {kept: [名称]}
"""
_NUMBER = {"type": ["number", "null"]}


@pytest.fixture
def carried(tmp_path: Path) -> SmallProject:
    """A report of 2023 whose figures come from an export, and its content for 2024."""
    project = small_project(tmp_path)
    (project.pack / "pack.yaml").write_text(PACK_YAML + SETTINGS, "utf-8")
    project.template("{{ 名称 }}{{ 年度 }}", "{{ 上年数 }}", "{{ 本年数 }}")
    project.schema(年度=_NUMBER, 上年数=_NUMBER, 本年数=_NUMBER | {"minLength": 1})
    project.content("年度: 2023\n上年数: 90\n本年数: !cell 决算表.xlsx!表!A1  # 万元\n")
    save_workbook(project.unit / "figures" / "决算表.xlsx", 表={"A1": (1234.5, "#,##0.00")})
    (project.unit / "figures" / "说明.txt").write_text("2023年导出", "utf-8")
    assert codes(project.render(jobs=1, verify=False)) == []
    carry_edition("2024", "2023", root=project.root)
    return project


def folder(project: SmallProject) -> Path:
    return project.root / "content" / "2024" / "one"


def test_references_stay_and_what_was_taken_becomes_last_years_figure(
    carried: SmallProject,
) -> None:
    text = (folder(carried) / "report.yaml").read_text("utf-8")
    assert "上年数: 1234.50\n" in text
    assert "本年数: !cell 决算表.xlsx!表!A1  # 万元\n" in text


def test_last_years_workbooks_do_not_come_along(carried: SmallProject) -> None:
    assert not (folder(carried) / "figures").exists()


def test_until_the_workbook_is_there_the_field_is_blank(carried: SmallProject) -> None:
    result = check_edition("2024", root=carried.root, jobs=1)
    assert sorted(codes(result)) == ["left-blank", "workbook-missing"]
    blank = next(problem for problem in result.all_problems() if problem.code == "left-blank")
    assert str(blank.place.typed) == "content/2024/one/report.yaml:5:6"


def test_a_draft_can_be_made_meanwhile(carried: SmallProject) -> None:
    options = RenderOptions(make_pdf=False, draft=True, jobs=1, verify=False)
    result = render_edition("2024", options, root=carried.root)
    assert {problem.severity.value for problem in result.all_problems()} == {"warning"}
    assert result.outcomes[0].docx is not None


def test_the_new_export_fills_it_in(carried: SmallProject) -> None:
    save_workbook(folder(carried) / "figures" / "决算表.xlsx", 表={"A1": 7})
    assert codes(check_edition("2024", root=carried.root, jobs=1)) == []
    figures = {unit.name: unit for unit in edition_figures("2024", root=carried.root)}
    assert (figures["one"].new, figures["one"].changes) == (1, ())
