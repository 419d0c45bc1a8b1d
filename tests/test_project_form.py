"""The second pack, 项目支出绩效自评表 of the central government: another form, the same program."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from pdf_oxide import PdfDocument
from pytest_regressions.file_regression import FileRegressionFixture

from docgen import RenderOptions, Result, check_edition, render_edition
from docgen.scaffold.content.new_edition import carry_edition, start_unit
from tests.golden.check import golden
from tests.support import ROOT, audit, grid, needs_libreoffice

pytestmark = pytest.mark.slow

UNIT = ROOT / "content" / "2023" / "science-museum"
GRIDS = ROOT / "tests" / "golden" / "project-form-grids.txt"
HALL = "projects/exhibition-hall.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    pack = "word_templates/central-project-form"
    shutil.copytree(ROOT / pack, root / pack)
    shutil.copytree(UNIT, root / "content" / "2023" / "science-museum")
    return root


def render(root: Path) -> Result:
    return render_edition("2023", RenderOptions(make_pdf=False), root=root)


def changed(root: Path, old: str, new: str) -> list[str]:
    """What the check says after one change in a project's file."""
    path = root / "content" / "2023" / "science-museum" / HALL
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    found = check_edition("2023", root=root).all_problems()
    return [problem.words.get("rule", problem.code) for problem in found]


def test_it_is_built_without_a_problem(root: Path, tmp_path: Path) -> None:
    result = render(root)
    assert list(result.all_problems()) == []
    (outcome,) = result.outcomes
    assert outcome.docx is not None
    assert outcome.docx.name == "2023年度云岭科学技术馆项目支出绩效自评表.docx"
    assert audit(outcome.docx.read_bytes(), tmp_path) == []


def test_each_project_has_its_form_with_merged_groups(
    root: Path, file_regression: FileRegressionFixture
) -> None:
    """Read the grids as a reviewer of the form would."""
    (outcome,) = render(root).outcomes
    tables = docx.Document(str(outcome.docx)).tables
    golden(file_regression, "\n\n".join(map(grid, tables)) + "\n", GRIDS)


@needs_libreoffice
def test_the_pdf_is_in_the_format_of_the_pack(root: Path) -> None:
    shutil.copytree(ROOT / "fonts", root / "fonts")
    (outcome,) = (result := render_edition("2023", root=root)).outcomes
    assert outcome.pdf is not None
    assert result.verified == 2
    assert list(result.all_problems()) == []


RULES: dict[str, Callable[[Path], list[str]]] = {
    "产出指标50分": lambda root: changed(
        root, "实际完成值: 26件, 分值: 8, 得分: 8", "实际完成值: 26件, 分值: 9, 得分: 8.9"
    ),
    "得分不超过分值": lambda root: changed(
        root, "26件, 分值: 8, 得分: 8", "26件, 分值: 8, 得分: 9"
    ),
    "扣分要写明原因": lambda root: changed(
        root, "95.1%, 分值: 10, 得分: 10", "95.1%, 分值: 10, 得分: 9"
    ),
    "未达到指标值按比例得分": lambda root: changed(
        root, "188场, 分值: 10, 得分: 9.4", "188场, 分值: 10, 得分: 9.8"
    ),
    "全年执行数不超过全年预算数": lambda root: changed(
        root, "全年执行数: 301.25", "全年执行数: 401.25"
    ),
    "实际完成值不照抄指标值": lambda root: changed(
        root, "实际完成值: 34.2万人次", "实际完成值: ≥30万人次"
    ),
}


@pytest.mark.parametrize("rule", RULES)
def test_its_rules_hold_and_can_fail(rule: str, root: Path) -> None:
    assert rule in RULES[rule](root)


def test_the_next_edition_is_carried_and_a_new_unit_begins_blank(root: Path) -> None:
    (unit,) = carry_edition("2024", "2023", root=root)
    text = (unit.folder / HALL).read_text("utf-8")
    assert "项目名称: 常设展厅更新改造" in text
    assert "301.25" not in text
    assert "三级指标: 展项完好率" in text
    blank_unit = start_unit("2024", "central-project-form", "new-unit", root=root)
    skeleton = (blank_unit.folder / "projects" / "1.yaml").read_text("utf-8")
    assert skeleton.count("三级指标:") == 18
    result = render_edition("2024", RenderOptions(units=["new-unit"], make_pdf=False), root=root)
    assert result.outcomes[0].docx is not None


@needs_libreoffice
def test_labels_of_merged_cells_stay_where_a_page_ends_inside_their_group(root: Path) -> None:
    """LibreOffice loses such a label if the first row is lower than it and may not break."""
    projects = root / "content" / "2023" / "science-museum" / "projects"
    (projects / "mobile-museum.yaml").unlink()
    path = root / "content" / "2023" / "science-museum" / HALL
    text = path.read_text("utf-8")
    long = "两件展项的触控屏返工后通过验收；下年在合同中写明到货前的联调。"
    assert long in text
    path.write_text(text.replace(long, "两件展项返工后通过验收。"), "utf-8")
    shutil.copytree(ROOT / "fonts", root / "fonts")
    (outcome,) = render_edition("2023", root=root).outcomes
    pages = PdfDocument(str(outcome.pdf))
    texts = ["".join(pages.extract_text(number).split()) for number in range(2)]
    assert "接待观众" in texts[0]
    assert "学校集体参" in texts[1]
    assert "社会效益" in texts[0] + texts[1]
