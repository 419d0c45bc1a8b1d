"""The old reports have the values that they note, and are sound Word files."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from docgen.scaffold.pack.draft import draft_pack
from docgen.scaffold.pack.filled.blanking import take_out
from docgen.scaffold.pack.filled.filled_values import filled_in
from docgen.word.xml import text_of, w
from tests.old_reports import OLD_REPORTS, write_old_report
from tests.old_reports_page import Page, Value
from tests.old_reports_score import score_old_report
from tests.support import audit

LEAST = {
    "registration-form": 24,
    "project-evaluation": 60,
    "annual-report": 20,
    "figures-over-years": 30,
    "notice": 18,
    "leave-and-expenses": 28,
    "acceptance": 30,
    "month-of-work": 10,
    "score-card": 19,
    "meeting-record": 15,
}

MOST_NOT_TAKEN = {
    "registration-form": 0,
    "project-evaluation": 2,
    "annual-report": 0,
    "figures-over-years": 0,
    "notice": 4,
    "leave-and-expenses": 2,
    "acceptance": 0,
    "month-of-work": 1,
    "score-card": 0,
    "meeting-record": 0,
}
"""The values of each report that are in no field yet."""

MOST_UNTOLD = {
    "project-evaluation": 2,
}
CHOICES = ("性别", "志愿服务类别", "休假类别", "验收结论", "考核等次")


@pytest.fixture(scope="module")
def of_library(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What is said against an empty document of python-docx."""
    folder = tmp_path_factory.mktemp("empty")
    docx.Document().save(str(folder / "empty.docx"))
    return set(audit((folder / "empty.docx").read_bytes(), folder))


@pytest.mark.parametrize("name", sorted(OLD_REPORTS))
def test_an_old_report_has_its_values(name: str, of_library: set[str], tmp_path: Path) -> None:
    file, values = write_old_report(name, tmp_path)
    document = docx.Document(str(file))
    lines = [text_of(paragraph) for paragraph in document.element.body.iter(w("p"))]
    for path, text in values.items():
        parts = text.split("、") if path in CHOICES else text.split("\n")
        assert all(any(part in line for line in lines) for part in parts), path
    assert len(values) >= LEAST[name]
    assert set(audit(file.read_bytes(), tmp_path)) <= of_library


def test_a_box_that_is_not_ticked_is_no_value(tmp_path: Path) -> None:
    file, values = write_old_report("registration-form", tmp_path)
    text = "".join(map(text_of, docx.Document(str(file)).element.body.iter(w("p"))))
    assert "☐男  ☑女" in text
    assert values["性别"] == "女"
    assert values["志愿服务类别"] == "社区服务、文化教育"


def test_groups_are_merged(tmp_path: Path) -> None:
    file, values = write_old_report("project-evaluation", tmp_path)
    table = docx.Document(str(file)).tables[0]
    first = [row.cells[1].text for row in table.rows]
    assert first.count("产出指标") == 5
    assert len({row.cells[1]._tc for row in table.rows if row.cells[1].text == "产出指标"}) == 1
    assert values["绩效指标/产出指标/数量指标/3/实际完成值"] == "241人次"


@pytest.mark.parametrize("name", sorted(OLD_REPORTS))
def test_values_of_an_old_report_are_taken_and_no_print(name: str, tmp_path: Path) -> None:
    score = score_old_report(name, tmp_path / "root")
    assert score.wrong == score.false == []
    assert len(score.blank) <= MOST_NOT_TAKEN[name], score.blank
    assert len(score.untold) <= MOST_UNTOLD.get(name, 0), score.untold


@pytest.mark.parametrize("name", sorted(OLD_REPORTS))
def test_values_that_are_put_back_stand_as_they_stood(name: str, tmp_path: Path) -> None:
    file, _ = write_old_report(name, tmp_path)
    document = docx.Document(str(file))
    wanted = [text_of(paragraph) for paragraph in document.element.body.iter(w("p"))]
    taken = take_out(filled_in(document).values)
    for taken_out in reversed(taken):
        taken_out.put_back()
    got = [text_of(paragraph) for paragraph in document.element.body.iter(w("p"))]
    assert (got, bool(taken)) == (wanted, True)


def test_text_above_a_table_below_a_heading_is_a_chapter(tmp_path: Path) -> None:
    page = Page()
    page.title("工作总结")
    page.heading("一、主要工作")
    page.text("主要工作", "全年接待群众1,203人次，办结128件。", "新建社区食堂8个。")
    page.table([["项目", "金额"], ["救助", Value("救助/金额", "28.50")]], (4, 4))
    page.heading("二、存在的问题")
    page.text("存在的问题", "基层力量不足，个别乡镇只有1名专职人员。", "资金缺口12.6万元。")
    page.line("填报人：", Value("填报人", "刘晓燕"), "    电话：", Value("电话", "0731-22680000"))
    for folder in ("content", "word_templates"):
        (tmp_path / folder).mkdir()
    page.document.save(str(tmp_path / "old.docx"))
    report = draft_pack([tmp_path / "old.docx"], "p", root=tmp_path, filled="take")
    codes = {problem.code for problem in report.problems}
    assert codes.isdisjoint({"draft-differs", "taken-differs", "filled-left"})
    written = {file.name: file.read_text("utf-8") for file in report.content.rglob("*.md")}
    assert "新建社区食堂8个。" in written["1-主要工作.md"]
