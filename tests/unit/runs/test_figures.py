"""A changed export: told with all it reaches, refused until it is taken, and kept then."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from docgen import Result, check_edition
from docgen.diagnostics import ExitCode
from docgen.diagnostics.codes import LANGUAGES
from docgen.messages.problem_words import message_and_hint
from docgen.runs.changed_figures import FigureChange
from docgen.runs.edition_figures import UnitFigures, edition_figures
from docgen.wording.figure_lines import figure_lines, figures_json
from tests.exports import SHEET, export, exported_project
from tests.support import SmallProject, codes
from tests.workbooks import save_workbook

COUNT = 5
NEAR = {"near-names"}


@pytest.fixture
def built(tmp_path: Path) -> SmallProject:
    """A report that was made of five figures of an export."""
    project = exported_project(tmp_path, COUNT)
    export(project, COUNT, lambda number: 100.0 + number)
    result = project.render(jobs=1, verify=False)
    assert result.exit_code is ExitCode.DONE, list(result.all_problems())
    return project


def record(project: SmallProject) -> Path:
    return project.unit / "figures" / "taken.yaml"


def figures(project: SmallProject, *, take: bool = False) -> UnitFigures:
    (found,) = edition_figures("2023", root=project.root, take=take)
    return found


def told(result: Result) -> list[str]:
    return [code for code in codes(result) if code not in NEAR]


def check(project: SmallProject) -> Result:
    return check_edition("2023", root=project.root, jobs=1)


def outputs(project: SmallProject) -> dict[str, bytes]:
    files = (path for path in project.output.rglob("*.docx") if path.is_file())
    return {path.name: path.read_bytes() for path in files}


def printed_table(project: SmallProject) -> list[list[str]]:
    (path,) = project.output.glob("*.docx")
    rows = docx.Document(str(path)).tables[0].rows
    return [[cell.text for cell in row.cells] for row in rows]


def test_what_is_taken_first_is_kept_silently(built: SmallProject) -> None:
    assert '财决01表!C2: "100.00"' in record(built).read_text("utf-8")
    assert told(check(built)) == []
    assert figures(built).same == COUNT


def test_keeping_it_makes_nothing_stale(built: SmallProject) -> None:
    before = record(built).read_bytes()
    result = built.render(jobs=1, verify=False)
    assert not any(outcome.changed for outcome in result.outcomes)
    assert record(built).read_bytes() == before


def test_a_new_export_makes_the_unit_stale(built: SmallProject) -> None:
    export(built, COUNT, lambda number: 101.0 + number)
    assert "figures-not-taken" in codes(built.render(jobs=1, verify=False))


@pytest.mark.parametrize("render", [False, True])
def test_a_changed_figure_is_told_before_anything_is_written(
    built: SmallProject, render: bool
) -> None:
    export(built, COUNT, lambda number: 100.0 + number + (number == 0) / 2)
    before = outputs(built), record(built).read_bytes()
    result = built.render(jobs=1, verify=False) if render else check(built)
    assert sorted(told(result)) == ["figure-changed", "figures-not-taken"]
    assert result.exit_code is ExitCode.CONTENT
    assert (outputs(built), record(built).read_bytes()) == before
    (changed,) = (each for each in result.all_problems() if each.code == "figure-changed")
    assert not changed.is_error
    assert str(changed.place).startswith("content/2023/one/figures/决算表.xlsx!财决01表!C2 (")
    assert (changed.words["old"], changed.words["new"]) == ("100.00", "100.50")
    assert [message_and_hint(changed, language).message for language in LANGUAGES] == [
        "C2 原来是 100.00，现在是 100.50；印在：项目0／决算数、全年支出 100.50 万元…；跟着变："
        "项目[0].执行率 20% -> 20.1%（项目0／执行率）；"
        "合计 510.00 -> 510.50（合计／决算数、全年支出 100.50 万元…）",
        "C2 showed 100.00 and now shows 100.50; printed: 项目0／决算数, 全年支出 100.50 万元…; "
        "with it: 项目[0].执行率 20% -> 20.1% (项目0／执行率); "
        "合计 510.00 -> 510.50 (合计／决算数, 全年支出 100.50 万元…)",
    ]


def test_each_place_that_a_figure_reaches_is_listed(built: SmallProject) -> None:
    export(built, COUNT, lambda number: 100.0 + number + (number == 0) / 2)
    (change,) = figures(built).changes
    assert (change.name, change.old, change.new) == ("C2", "100.00", "100.50")
    assert [place.label or place.words for place in change.printed] == [
        "项目0／决算数",
        "全年支出 100.50 万元…",
    ]
    follows = {figure.name: (figure.old, figure.new) for figure in change.follows}
    assert follows == {"项目[0].执行率": ("20%", "20.1%"), "合计": ("510.00", "510.50")}


def test_what_is_taken_is_printed_next(built: SmallProject) -> None:
    export(built, COUNT, lambda number: 200.0 + number)
    found = figures(built, take=True)
    assert found.taken == "content/2023/one/figures/taken.yaml"
    assert len(found.changes) == COUNT
    assert told(built.render(jobs=1, verify=False)) == []
    assert [row[2] for row in printed_table(built)[1:]] == [
        *(f"{200 + number}.00" for number in range(COUNT)),
        "1010.00",
    ]
    assert figures(built).changes == ()


def test_looking_writes_nothing(built: SmallProject) -> None:
    export(built, COUNT, lambda number: 200.0 + number)
    before = record(built).read_bytes()
    assert figures(built).taken == ""
    assert record(built).read_bytes() == before


def test_the_former_workbook_may_be_put_back(built: SmallProject) -> None:
    export(built, COUNT, lambda number: 200.0 + number)
    assert "figures-not-taken" in codes(check(built))
    export(built, COUNT, lambda number: 100.0 + number)
    assert told(check(built)) == []


def test_a_workbook_that_was_saved_anew_changes_no_figure(built: SmallProject) -> None:
    before = record(built).read_text("utf-8")
    path = export(built, COUNT, lambda number: 100.0 + number)
    workbook = load_workbook(path)
    workbook[SHEET]["H9"] = "说明"
    workbook.save(path)
    assert told(built.render(jobs=1, verify=False)) == []
    after = record(built).read_text("utf-8")
    assert [line for line in after.splitlines() if "指纹" not in line] == [
        line for line in before.splitlines() if "指纹" not in line
    ]
    assert after != before


def test_rows_that_come_in_above_change_nothing_where_labels_are_named(tmp_path: Path) -> None:
    project = exported_project(tmp_path, COUNT, labels=True)
    export(project, COUNT, lambda number: 100.0 + number)
    project.render(jobs=1, verify=False)
    export(project, COUNT, lambda number: 100.0 + number, first=7)
    assert told(check(project)) == []
    assert figures(project).same == COUNT


def test_another_reference_is_taken_for_the_first_time(built: SmallProject) -> None:
    path = built.unit / "report.yaml"
    path.write_text(path.read_text("utf-8").replace(f"{SHEET}!C2", f"{SHEET}!C3"), "utf-8")
    assert told(built.render(jobs=1, verify=False)) == []
    assert "C2" not in record(built).read_text("utf-8")


def test_of_a_unit_whose_cells_cannot_all_be_read_nothing_is_taken(built: SmallProject) -> None:
    before = record(built).read_bytes()
    export(built, COUNT - 1, lambda number: 200.0 + number)
    path = built.unit / "report.yaml"
    path.write_text(path.read_text("utf-8").replace(f"{SHEET}!C6", "旧表!C6"), "utf-8")
    found = figures(built, take=True)
    assert [problem.code for problem in found.problems] == ["unknown-sheet"]
    assert not found.taken
    assert record(built).read_bytes() == before


def test_a_draft_shows_new_figures_and_takes_none(built: SmallProject) -> None:
    before = record(built).read_bytes()
    export(built, COUNT, lambda number: 200.0 + number)
    result = built.render(jobs=1, draft=True, verify=False)
    assert {problem.severity.value for problem in result.all_problems()} == {"warning"}
    assert "figures-not-taken" in codes(result)
    assert record(built).read_bytes() == before
    drafts = docx.Document(str(next((built.output / "drafts").glob("*.docx"))))
    assert drafts.tables[0].rows[1].cells[2].text == "200.00"


def test_each_of_four_hundred_figures_is_told_with_its_places(tmp_path: Path) -> None:
    project = exported_project(tmp_path, 400)
    export(project, 400, lambda number: 100.0 + number)
    project.render(jobs=1, verify=False)
    export(project, 400, lambda number: 101.25 + number)
    changes = {change.name: change for change in figures(project).changes}
    assert len(changes) == 400
    for number in range(400):
        change = changes[f"C{number + 2}"]
        assert (change.old, change.new) == (f"{100 + number}.00", f"{101 + number}.25")
        assert f"项目{number}／决算数" in [place.label for place in change.printed]
        assert {f"项目[{number}].执行率", "合计"} == {figure.name for figure in change.follows}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_names_cell_line_places_and_what_follows(
    built: SmallProject, language: str
) -> None:
    export(built, COUNT, lambda number: 100.0 + number + (number == 0) / 2)
    text = "\n".join(figure_lines([figures(built)], "zh" if language == "zh" else "en"))
    for words in (
        "决算表.xlsx!财决01表!C2  100.00 -> 100.50",
        "content/2023/one/report.yaml:4:30",
        "「项目0／决算数」",
        "→ 合计 510.00 -> 510.50",
        "--take",
    ):
        assert words in text


def test_scripts_get_the_same_as_json(built: SmallProject) -> None:
    export(built, COUNT, lambda number: 100.0 + number + (number == 0) / 2)
    (unit,) = json.loads(figures_json([figures(built)], "en"))
    (change,) = unit["changes"]
    assert change["cell"] == "content/2023/one/figures/决算表.xlsx!财决01表!C2"
    assert change["content"] == "content/2023/one/report.yaml:4:30"
    assert [figure["name"] for figure in change["follows"]] == ["项目[0].执行率", "合计"]


def test_a_unit_without_workbooks_is_not_named(project: SmallProject) -> None:
    assert edition_figures("2023", root=project.root) == []
    assert list(figure_lines([], "en")) == ["no unit takes figures from workbooks"]


def test_without_a_report_changes_are_told_all_the_same(built: SmallProject) -> None:
    export(built, COUNT, lambda number: 200.0 + number)
    built.template("{{ 没有的 }}")
    changes = figures(built).changes
    assert [change.new for change in changes] == [f"{200 + number}.00" for number in range(COUNT)]
    assert all(isinstance(change, FigureChange) and not change.printed for change in changes)


def test_a_figure_that_empties_its_cell_is_told(built: SmallProject) -> None:
    path = export(built, COUNT, lambda number: 100.0 + number)
    workbook = load_workbook(path)
    workbook[SHEET]["C2"] = None
    workbook.save(path)
    (change,) = figures(built).changes
    assert (change.old, change.new) == ("100.00", "")
    assert [place.label or place.words for place in change.printed][:1] == ["项目0／决算数"]


def test_a_cell_that_two_fields_take_is_told_once_with_the_places_of_both(
    project: SmallProject,
) -> None:
    project.template("甲：{{ 甲 }}", "乙：{{ 乙 }}")
    project.content("甲: !cell 表.xlsx!表!A1\n乙: !cell 表.xlsx!表!A1\n")
    path = project.unit / "figures" / "表.xlsx"
    save_workbook(path, 表={"A1": 1})
    project.render(jobs=1, verify=False)
    save_workbook(path, 表={"A1": 2})
    (change,) = figures(project).changes
    assert [place.words for place in change.printed] == ["甲：2", "乙：2"]
