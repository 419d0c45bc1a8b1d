"""A pack over many units: what it sums up, what it leaves out, what is made again."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import docx
import pytest

from docgen import check_edition, pull_files
from docgen.roundtrip.proposing.proposals import SkipReason
from docgen.runs import build, unit_task
from docgen.runs.results import Result
from docgen.templates.lint.pack_faults import lint_pack
from tests.county import (
    BUREAU,
    FIELDS,
    county,
    rows_of,
    summary_of,
    texts_of,
    write_summary,
    write_unit,
)
from tests.preview_client import is_settled, served
from tests.support import SmallProject, codes, found, needs_libreoffice

UNITS = [
    {"名称": "教育局", "预算数": "100.10", "执行数": "90.09", "得分": 95},
    {"名称": "卫生局", "预算数": "200.2", "执行数": "100.1", "得分": 88.5},
    {"名称": "水利局", "预算数": 300, "执行数": 300, "得分": 90},
]
PLACE = "content/2023/"


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return county(tmp_path, UNITS)


def built(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the units that are built from now on, in this process."""
    names: list[str] = []
    own = build.build_unit

    def noting(folder: Path, *rest: Any, **named: Any) -> build.BuiltUnit:
        names.append(folder.name)
        return own(folder, *rest, **named)

    for module in (unit_task, build):
        monkeypatch.setattr(module, "build_unit", noting)
    return names


def alone(project: SmallProject) -> Result:
    return project.render(units=[BUREAU], jobs=1)


def test_tables_and_texts_have_the_figures_of_all_units(project: SmallProject) -> None:
    result = project.render()
    assert codes(result) == []
    assert rows_of(project) == [
        ["教育局", "100.10", "90.09", "90%", "95", "优"],
        ["卫生局", "200.2", "100.1", "50%", "88.5", "良"],
        ["水利局", "300", "300", "100%", "90", "优"],
    ]
    assert "共3个单位，预算600.30万元，优：教育局、水利局。" in texts_of(project)


def test_a_summary_by_itself_has_the_same(project: SmallProject) -> None:
    project.render()
    whole = summary_of(project).read_bytes()
    shutil.rmtree(project.output)
    alone(project)
    assert summary_of(project).read_bytes() == whole
    assert [path.name for path in project.output.glob("*.docx")] == ["汇总.docx"]


def test_a_unit_with_an_error_is_left_out_and_named(project: SmallProject) -> None:
    write_unit(project, "unit-1", {**UNITS[1], "得分": "很好"})
    result = project.render()
    assert ("units-left-out", PLACE + BUREAU, 0) in found(result)
    (told,) = (problem for problem in result.all_problems() if problem.code == "units-left-out")
    assert dict(told.words)["count"] == "1"
    assert "unit-1" in dict(told.words).values()
    assert [row[0] for row in rows_of(project)] == ["教育局", "水利局"]
    assert "未包括：卫生局。" in texts_of(project)


def test_a_unit_that_cannot_be_read_is_left_out_by_its_folder(project: SmallProject) -> None:
    (project.root / "content/2023/unit-2/report.yaml").write_text("名称: [\n", "utf-8")
    project.render()
    assert len(rows_of(project)) == 2
    assert "未包括：unit-2。" in texts_of(project)


def test_what_nobody_typed_is_blank(project: SmallProject) -> None:
    path = write_unit(project, "unit-1", UNITS[1])
    path.write_text(path.read_text("utf-8").replace("得分: 88.5\n", "得分:\n"), "utf-8")
    write_summary(project, {**FIELDS, "电话": "电话"})
    assert codes(alone(project)) == []
    assert rows_of(project)[1][4:] == ["", "良", ""]


def test_nothing_is_made_twice(project: SmallProject, monkeypatch: pytest.MonkeyPatch) -> None:
    alone(project)
    names = built(monkeypatch)
    assert [outcome.changed for outcome in alone(project).outcomes] == [False]
    assert names == []


def test_of_one_changed_unit_that_alone_is_made(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone(project)
    write_unit(project, "unit-1", {**UNITS[1], "预算数": 500})
    names = built(monkeypatch)
    assert [outcome.changed for outcome in alone(project).outcomes] == [True]
    assert names == ["unit-1", BUREAU]
    assert rows_of(project)[1][1] == "500"


def test_what_the_summary_does_not_ask_for_changes_nothing(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone(project)
    path = write_unit(project, "unit-1", UNITS[1])
    path.write_text(path.read_text("utf-8") + "# checked\n", "utf-8")
    names = built(monkeypatch)
    alone(project)
    assert names == ["unit-1"]


def test_a_new_and_a_removed_unit_are_seen(project: SmallProject) -> None:
    alone(project)
    shutil.rmtree(project.root / "content/2023/unit-0")
    write_unit(project, "unit-9", {"名称": "林业局"})
    alone(project)
    assert [row[0] for row in rows_of(project)] == ["卫生局", "水利局", "林业局"]


def test_other_fields_are_asked_of_all_units(project: SmallProject) -> None:
    alone(project)
    write_summary(project, {**FIELDS, "等级": '\'"A" if 得分 >= 90 else "B"\''})
    alone(project)
    assert [row[-1] for row in rows_of(project)] == ["A", "B", "A"]


def test_units_of_other_packs_are_no_part_of_it(project: SmallProject) -> None:
    other = project.pack.parent / "other"
    shutil.copytree(project.pack, other)
    path = write_unit(project, "unit-1", UNITS[1])
    path.write_text(path.read_text("utf-8").replace("模板: form", "模板: other"), "utf-8")
    write_summary(project, packs="  packs: [form]\n")
    assert codes(alone(project)) == []
    assert [row[0] for row in rows_of(project)] == ["教育局", "水利局"]


def test_a_summary_is_no_part_of_another(project: SmallProject) -> None:
    shutil.copytree(project.root / "content/2023" / BUREAU, project.root / "content/2023/county")
    project.render(units=["county"])
    assert len(rows_of(project)) == 3


def test_check_says_what_render_says(project: SmallProject) -> None:
    write_unit(project, "unit-1", {**UNITS[1], "得分": "很好"})
    checked = check_edition("2023", root=project.root)
    assert found(checked) == found(project.render())
    by_itself = check_edition("2023", root=project.root, units=[BUREAU])
    assert codes(by_itself) == ["units-left-out"]
    names = [outcome.name for outcome in checked.outcomes]
    assert names == sorted(names)


def test_without_a_unit_there_is_no_summary(project: SmallProject) -> None:
    for number in range(3):
        shutil.rmtree(project.root / f"content/2023/unit-{number}")
    result = project.render()
    assert codes(result) == ["nothing-summed"]
    assert result.exit_code == 1
    draft = project.render(draft=True)
    assert (codes(draft), draft.exit_code) == (["nothing-summed"], 0)


def test_nobody_types_the_rows(project: SmallProject) -> None:
    path = project.root / "content/2023" / BUREAU / "report.yaml"
    path.write_text(path.read_text("utf-8") + "units: []\n", "utf-8")
    assert ("units-typed", f"{PLACE}{BUREAU}/report.yaml", 3) in found(project.render())


def test_a_draft_sums_up_units_with_blanks(project: SmallProject) -> None:
    path = write_unit(project, "unit-1", UNITS[1])
    path.write_text(path.read_text("utf-8").replace("名称: 卫生局", "名称:"), "utf-8")
    result = project.render(draft=True)
    assert not any(problem.is_error for problem in result.all_problems())
    drafts = list((project.output / "drafts").glob("汇总*.docx"))
    assert len(drafts) == 1


@pytest.mark.parametrize(
    ("fields", "packs", "code"),
    [
        ({**FIELDS, "得分": "得份"}, "  packs: [form]\n", "over-no-field"),
        ({**FIELDS, "得分": "(得分"}, "", "expression-failed"),
        (FIELDS, "  packs: [forn]\n", "unknown-pack"),
        ({**FIELDS, "得分": "units"}, "  packs: [form]\n", "over-no-field"),
    ],
)
def test_lint_tells_what_no_unit_can_give(
    project: SmallProject, fields: dict[str, str], packs: str, code: str
) -> None:
    write_summary(project, fields, packs)
    faults = lint_pack("summary", root=project.root)
    assert code in [problem.code for problem in faults]
    assert all(problem.place.file.endswith("pack.yaml") for problem in faults)


def test_a_summary_without_fields_is_told_in_its_pack(project: SmallProject) -> None:
    file = project.pack.parent / "summary" / "pack.yaml"
    text = file.read_text("utf-8")
    file.write_text(text[: text.index("over:")] + "over: {packs: [form]}\n", "utf-8")
    told = found(project.render())
    assert [fault for fault in told if "summary" in fault[1]] == [
        (
            "required-field",
            "word_templates/summary/pack.yaml",
            text[: text.index("over:")].count("\n") + 1,
        )
    ]


def test_lint_has_nothing_to_say_of_a_sound_summary(project: SmallProject) -> None:
    assert lint_pack("summary", root=project.root) == []


def test_lint_tells_a_field_that_nothing_prints(project: SmallProject) -> None:
    text = (project.pack.parent / "summary" / "pack.yaml").read_text("utf-8")
    (project.pack.parent / "summary" / "pack.yaml").write_text(
        text.replace("    得分: 得分\n", "    得分: 得分\n    人数: 得分\n"), "utf-8"
    )
    assert [problem.code for problem in lint_pack("summary", root=project.root)] == ["over-unused"]


def test_the_offices_figure_is_told_with_its_unit_and_line(project: SmallProject) -> None:
    project.render()
    file = summary_of(project)
    document = docx.Document(str(file))
    cells = document.tables[0].rows[2].cells
    for column, text in ((1, "200.5"), (3, "49%"), (0, "卫健局")):
        cells[column].paragraphs[0].runs[0].text = text
    title = next(text for text in document.paragraphs if text.text == "汇总")
    title.runs[0].text = "全县汇总"
    document.save(str(file))
    before = (project.root / "content/2023/unit-1/report.yaml").read_bytes()
    (pulled,) = pull_files("2023", root=project.root)
    stay = {
        proposal.reason.detail: proposal.reason.why
        for proposal in pulled.proposals
        if proposal.reason
    }
    line = f"{PLACE}unit-1/report.yaml"
    assert stay == {
        f"{line}:2:5": SkipReason.UNIT,
        f"{line}:4:8": SkipReason.UNIT,
        f"{line}:5:8": SkipReason.UNIT,  # of the rate, the first figure that it follows from
    }
    assert (project.root / "content/2023/unit-1/report.yaml").read_bytes() == before
    own = (project.root / "content/2023" / BUREAU / "report.yaml").read_text("utf-8")
    assert "标题: 全县汇总" in own


@needs_libreoffice
def test_the_page_of_a_summary_follows_the_content_of_the_units(project: SmallProject) -> None:
    def prints(unit: Any) -> list[str]:
        pages = range(len(unit["pages"]))
        asked = (page.get(f"/api/units/{BUREAU}/pages/{number}.json") for number in pages)
        return [span["text"] for answer in asked for span in answer.json["spans"]]

    with served(project.root) as page:
        assert "100.10" in prints(page.settled(BUREAU))
        changed = {**UNITS[0], "预算数": "777.70"}
        seen = page.until(
            BUREAU,
            lambda unit: is_settled(unit) and "777.70" in prints(unit),
            lambda: write_unit(project, "unit-0", changed),
        )
        assert "卫生局" in prints(seen)
        shutil.rmtree(project.root / "content/2023/unit-1")
        page.until(
            BUREAU,
            lambda unit: is_settled(unit) and "卫生局" not in prints(unit),
            lambda: None,
        )
