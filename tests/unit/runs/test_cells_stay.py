"""What a cell gives is typed nowhere: neither Word, nor the page, nor a fix writes over it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from docgen import check_edition, diff_files, edition_status, pull_files
from docgen.diagnostics import Place
from docgen.roundtrip.proposing.proposals import SkipReason
from docgen.runs.build import Packs
from docgen.runs.edition import find_edition
from docgen.runs.fix import fix_edition
from docgen.runs.results import Review
from docgen.runs.typed_edit import ContentEditor
from tests.exports import export, exported_project
from tests.scripted_edits import remove, reword, with_words
from tests.support import SmallProject, codes
from tests.workbooks import save_workbook

CELL = "figures/决算表.xlsx!财决01表!C2"


@pytest.fixture
def built(tmp_path: Path) -> SmallProject:
    """A report of two figures of an export, in a table and in a sentence."""
    project = exported_project(tmp_path, 2)
    export(project, 2, lambda number: 100.0 + number)
    assert codes(project.render(jobs=1, verify=False)) == []
    return project


def content(project: SmallProject) -> dict[str, bytes]:
    return {
        path.relative_to(project.unit).as_posix(): path.read_bytes()
        for path in project.unit.rglob("*")
        if path.is_file()
    }


def edited(project: SmallProject, change: Callable[[docx.document.Document], None]) -> Path:
    path = project.output / "报告.docx"
    document = docx.Document(str(path))
    change(document)
    document.save(str(path))
    return path


def in_table(document: docx.document.Document) -> None:
    document.tables[0].rows[1].cells[2].paragraphs[0].runs[0].text = "111.00"


def in_sentence(document: docx.document.Document) -> None:
    reword(with_words(document, "全年支出"), "100.00", "111.00")


def emptied(document: docx.document.Document) -> None:
    document.tables[0].rows[1].cells[2].paragraphs[0].runs[0].text = ""


@pytest.mark.parametrize("change", [in_table, in_sentence, emptied])
@pytest.mark.parametrize("verb", [diff_files, pull_files])
def test_an_edit_in_word_stays_there_and_the_cell_is_named(
    built: SmallProject,
    change: Callable[[docx.document.Document], None],
    verb: Callable[..., list[Review]],
) -> None:
    path, before = edited(built, change), content(built)
    (review,) = verb(str(path), root=built.root)
    (proposal,) = review.proposals
    assert proposal.reason is not None
    assert proposal.reason.why is SkipReason.CELL
    assert CELL in proposal.reason.detail
    assert "report.yaml:4:30" in proposal.reason.detail
    assert content(built) == before


def test_what_is_typed_beside_it_is_carried_back(built: SmallProject) -> None:
    def change(document: docx.document.Document) -> None:
        in_sentence(document)
        reword(with_words(document, "全年支出"), "全年支出", "全年支出合计")

    path = edited(built, change)
    pull_files(str(path), root=built.root)
    text = (built.unit / "narrative" / "文.md").read_text("utf-8")
    assert text == "全年支出合计 {{ 项目[0].决算数 }} 万元，共 {{ 合计 }} 万元。\n"
    assert "!cell 决算表.xlsx!财决01表!C2" in (built.unit / "report.yaml").read_text("utf-8")


def test_a_row_that_the_office_deletes_goes_with_its_reference(built: SmallProject) -> None:
    def change(document: docx.document.Document) -> None:
        remove(document.tables[0].rows[2]._tr)

    path = edited(built, change)
    pull_files(str(path), root=built.root)
    text = (built.unit / "report.yaml").read_text("utf-8")
    assert "C2" in text
    assert "C3" not in text


def editor(project: SmallProject) -> ContentEditor:
    edition = find_edition("2023", project.root)
    return ContentEditor(edition, project.unit, Packs(edition.project))


def test_it_cannot_be_typed_over_on_the_page(built: SmallProject) -> None:
    before = content(built)
    place = Place("content/2023/one/report.yaml", 4, 30)
    result = editor(built).set_value(place, "决算表.xlsx!财决01表!C2", "111")
    assert result.problem is not None
    assert result.problem.code == "from-cell"
    assert content(built) == before


def test_the_page_says_that_it_cannot_be_typed(built: SmallProject) -> None:
    for place in (
        Place("content/2023/one/report.yaml", 4, 30),
        Place("content/2023/one/report.yaml", 4, 25),
    ):
        found = editor(built).editable(place)
        assert (found.kind, found.why and found.why.code) == ("none", "from-cell")


def test_a_blank_row_is_added_without_the_references_of_the_one_above(
    built: SmallProject,
) -> None:
    place = Place("content/2023/one/report.yaml", 4, 30)
    result = editor(built).change_row(place, "add", insist=True)
    assert result.problem is None or not result.problem.is_error
    text = (built.unit / "report.yaml").read_text("utf-8")
    assert text.count("!cell") == 2
    assert text.count("- {") == 3


def test_a_fix_does_not_touch_it(project: SmallProject) -> None:
    project.schema(数={"type": ["number", "null"]})
    project.template("{{ 数 }}")
    project.content("数: !cell 表.xlsx!表!A1\n")
    save_workbook(project.unit / "figures" / "表.xlsx", 表={"A1": "约18.7万元"})
    before = content(project)
    fixed = fix_edition("2023", root=project.root, jobs=1)
    assert content(project) == before
    (problem,) = fixed.result.all_problems()
    assert problem.code == "wrong-type"
    assert str(problem.place).startswith("content/2023/one/figures/表.xlsx!表!A1 (")
    assert problem.fix is None


def test_a_line_may_waive_what_is_said_of_its_cell(project: SmallProject) -> None:
    project.schema(数={"type": ["number", "null"]})
    project.template("{{ 数 }}")
    text = "数: !cell 表.xlsx!表!A1\n"
    project.content(text)
    noisy = (4612.150000000001, "0.000000000000")
    save_workbook(project.unit / "figures" / "表.xlsx", 表={"A1": noisy})
    (noise,) = check_edition("2023", root=project.root, jobs=1).all_problems()
    waiver = f"例外:\n  - 规则: {noise.code}\n    位置: report.yaml:3\n    理由: 系统里就是这样\n"
    project.content(text + waiver)
    result = check_edition("2023", root=project.root, jobs=1)
    assert codes(result) == []
    assert len(result.outcomes[0].silenced) == 1


def test_a_text_of_a_cell_fills_a_slot_and_stays_when_the_office_rewords_it(
    project: SmallProject,
) -> None:
    text = {"type": "string", "contentMediaType": "text/markdown"}
    project.schema(说明=text)
    project.template("{{p 说明 }}")
    project.content("说明: !cell 表.xlsx!表!A1\n")
    said = "第一段讲职责。\n\n第二段讲预算。"
    save_workbook(project.unit / "figures" / "表.xlsx", 表={"A1": said})
    assert codes(project.render(jobs=1, verify=False)) == []
    before = content(project)

    def change(document: docx.document.Document) -> None:
        reword(with_words(document, "第一段"), "讲职责", "讲主要职责")
        remove(with_words(document, "第二段")._p)

    path = edited(project, change)
    (review,) = pull_files(str(path), root=project.root)
    reasons = {proposal.reason and proposal.reason.why for proposal in review.proposals}
    assert reasons == {SkipReason.CELL}
    assert content(project) == before


def test_a_changed_export_is_told_before_edits_are_carried_back(built: SmallProject) -> None:
    path = edited(built, in_sentence)
    export(built, 2, lambda number: 300.0 + number)
    before = content(built)
    (review,) = pull_files(str(path), root=built.root)
    assert "figures-not-taken" in {problem.code for problem in review.problems}
    assert content(built) == before


def test_a_changed_export_shows_in_the_status(built: SmallProject) -> None:
    export(built, 2, lambda number: 300.0 + number)
    (status,) = edition_status("2023", root=built.root)
    assert (status.errors, status.warnings) == (1, 2)


def test_a_file_of_a_list_takes_figures_too(project: SmallProject) -> None:
    project.template("{%p for 项 in projects %}", "{{ 项.名 }}有{{ 项.数 }}", "{%p endfor %}")
    for number in (1, 2):
        project.content(
            f"名: 项目{number}\n数: !cell 表.xlsx!表!A{number}\n", f"projects/{number}.yaml"
        )
    save_workbook(project.unit / "figures" / "表.xlsx", 表={"A1": 7, "A2": 8})
    texts = [paragraph.text for paragraph in project.document().paragraphs]
    assert texts == ["项目1有7", "项目2有8"]


def test_one_fault_of_a_cell_is_told_once(project: SmallProject) -> None:
    project.schema(数={"type": ["number", "null"], "minLength": 1}, 倍={})
    project.template("{{ 数 }}", "{{ 数 * 2 }}")
    project.content("数: !cell 表.xlsx!表!A1\n")
    save_workbook(project.unit / "figures" / "表.xlsx", 表={"A1": "#REF!"})
    assert codes(check_edition("2023", root=project.root, jobs=1)) == ["cell-error"]
