"""``docgen check --report`` and ``--marked`` write what was checked, and nothing else."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from docgen import edition_status
from docgen.checking.checked_unit import CheckedUnit
from docgen.cli.check_keeper import NOT_MARKED, CheckKeeper, without_copies
from docgen.diagnostics import ExitCode
from docgen.diagnostics.codes import Language
from docgen.runs.check_files import check_files
from docgen.runs.recorded_check import recorded_check
from docgen.runs.sealed_files import EDITED_CHECK
from tests.any_reports import data_of, report, table
from tests.figure_verdicts import every_verdict
from tests.support import SmallProject
from tests.unit.helpers import codes


@pytest.fixture
def units(project: SmallProject, monkeypatch: pytest.MonkeyPatch) -> SmallProject:
    """Two units: one without a problem, and two, whose figure is missing."""
    verdicts = property(lambda self: every_verdict(self.data))
    monkeypatch.setattr(CheckedUnit, "verdicts", verdicts, raising=False)
    project.schema(数={"type": "number"})
    project.template("{{ 名称 }}", "共 {{ 数 }} 项")
    project.content("数: 12\n")
    other = project.unit.parent / "two" / "report.yaml"
    other.parent.mkdir()
    other.write_text("模板: form\n名称: 二\n", "utf-8")
    return project


def written(project: SmallProject) -> list[str]:
    files = (path for path in project.root.rglob("*") if path.is_file())
    return sorted(
        path.relative_to(project.root).as_posix()
        for path in files
        if path.relative_to(project.root).parts[0] not in ("content", "word_templates")
    )


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("zh", ("one-检查报告.html", "one-已核对.docx")),
        ("en", ("one-check.html", "one-checked.docx")),
    ],
)
def test_a_unit_has_a_page_and_a_copy_among_its_outputs(
    units: SmallProject, language: Language, names: tuple[str, str]
) -> None:
    keeper = CheckKeeper(language, is_reporting=True, is_marking=True)
    result = recorded_check("2023", keeper, root=units.root, units=["one"])
    (outcome,) = result.outcomes
    assert [path.name for path in outcome.checks] == list(names)
    assert written(units) == sorted(f"build/2023/checks/{name}" for name in names)
    assert docx.Document(str(outcome.checks[1])).paragraphs[1].text == "共 12 项"
    assert (result.checked, result.exit_code) == (True, ExitCode.DONE)


def test_a_unit_with_errors_has_its_page_too_and_it_is_said_why_no_copy(
    units: SmallProject,
) -> None:
    keeper = CheckKeeper("zh", is_reporting=True, is_marking=True)
    result = recorded_check("2023", keeper, root=units.root)
    assert [codes(outcome.problems) for outcome in result.outcomes] == [
        [],
        ["missing-field", NOT_MARKED],
    ]
    page = (units.output / "checks" / "two-检查报告.html").read_text("utf-8")
    assert "「数」" in page
    assert result.exit_code is ExitCode.CONTENT


def test_one_page_has_all_units(units: SmallProject) -> None:
    page = units.root / "全部.html"
    keeper = CheckKeeper("zh", is_reporting=True, page=page)
    result = recorded_check("2023", keeper, root=units.root)
    assert written(units) == ["全部.html"]
    assert result.outcomes[-1].checks == (page,)
    assert page.read_text("utf-8").count("<section") == 2


def test_an_edited_file_costs_only_itself(units: SmallProject) -> None:
    keeper = CheckKeeper("zh", is_reporting=True)
    recorded_check("2023", keeper, root=units.root)
    edited = units.output / "checks" / "one-检查报告.html"
    edited.write_text("我的笔记", "utf-8")
    result = recorded_check("2023", keeper, root=units.root)
    assert [codes(outcome.problems) for outcome in result.outcomes] == [
        [EDITED_CHECK],
        ["missing-field"],
    ]
    assert result.exit_code is ExitCode.EDITS_AT_RISK
    assert edited.read_text("utf-8") == "我的笔记"


def test_what_was_checked_is_no_output_of_other_verbs(units: SmallProject) -> None:
    recorded_check("2023", CheckKeeper("zh", is_marking=True), root=units.root, units=["one"])
    assert [row.docx for row in edition_status("2023", root=units.root)] == [None, None]


def test_strict_makes_warnings_errors_on_the_page_too(units: SmallProject) -> None:
    units.content("数: 12\n多余: 1\n")
    keeper = CheckKeeper("en", is_reporting=True)
    result = recorded_check("2023", keeper, root=units.root, units=["one"], strict=True)
    assert result.exit_code is ExitCode.CONTENT
    page = Path(units.output / "checks" / "one-check.html").read_text("utf-8")
    assert "<strong>error</strong>" in page


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Word file of any make, with a figure in its text and one in a table."""
    verdicts = property(lambda self: every_verdict(self.data))
    monkeypatch.setattr(CheckedUnit, "verdicts", verdicts, raising=False)
    path = tmp_path / "某局报告.docx"
    path.write_bytes(data_of(report("共 12 个", table([["项目", "13"], ["甲", "14"]]))))
    return path


def test_a_word_file_has_both_beside_it_and_is_not_touched(file: Path) -> None:
    before = file.read_bytes()
    keeper = CheckKeeper("zh", is_reporting=True, is_marking=True)
    (outcome,) = check_files([file], keeper=keeper, pages=False).outcomes
    assert outcome.checks == (
        file.with_name("某局报告-检查报告.html"),
        file.with_name("某局报告-已核对.docx"),
    )
    assert file.read_bytes() == before
    copy = docx.Document(str(outcome.checks[1]))
    assert copy.paragraphs[0].text == "共 12 个"
    assert [cell.text for row in copy.tables[0].rows for cell in row.cells] == [
        *("项目", "13", "甲", "14"),
    ]
    assert copy.element.xml.count("w:shd ") >= 3


def test_a_file_among_outputs_has_them_in_a_folder_of_their_own(file: Path) -> None:
    (file.parent / ".docgen").mkdir()
    (outcome,) = check_files([file], keeper=CheckKeeper("en", True), pages=False).outcomes
    assert outcome.checks == (file.parent / "checks" / "某局报告-check.html",)


def test_a_file_that_cannot_be_read_costs_only_itself(file: Path) -> None:
    broken = file.with_name("坏.docx")
    broken.write_bytes(b"PK")
    page = file.with_name("全部.html")
    keeper = CheckKeeper("zh", is_reporting=True, page=page)
    outcomes = check_files([broken, file], keeper=keeper, pages=False).outcomes
    assert [len(outcome.problems) for outcome in outcomes] == [1, 0]
    assert page.read_text("utf-8").count("<section") == 1


def test_marked_copies_are_not_checked_beside_their_files() -> None:
    names = ["甲.docx", "甲-已核对.docx", "甲-checked.docx", "乙-已核对.docx"]
    left = without_copies([Path(name) for name in names])
    assert [path.name for path in left] == ["甲.docx", "乙-已核对.docx"]
