"""The line of report.yaml that lists a file to be done is deleted for whoever has done it."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen import fix_edition, undo_fixes
from docgen.diagnostics import Problem
from docgen.runs.build import Packs, build_unit
from docgen.runs.edition import find_edition
from docgen.runs.typed_edit import ContentEditor
from tests.support import SmallProject

BEGIN = "模板: form\n单位: 某办公室\n"
DONE = {
    "of several": ("待填写:  # 填完删去\n  - 甲.yaml\n  - 乙.yaml  # 快了\n", "甲.yaml"),
    "the last": ("待填写:\n  - 乙.yaml\n  - 甲.yaml  # 已填\n", "甲.yaml"),
    "quoted": ("待填写:\n- '甲.yaml'\n- 乙.yaml\n", "'甲.yaml'"),
}
ALONE = ("待填写:  # 填完删去\n  - 甲.yaml\n", "待填写: 甲.yaml\n", "待填写: [甲.yaml]  # 剩一个\n")


@pytest.fixture
def begun(project: SmallProject) -> SmallProject:
    """A unit of three files, in one of which a field is blank."""
    project.template("{{ 单位 }}{{ 甲 }}{{ 乙 }}")
    project.content("甲: 3\n", "甲.yaml")
    project.content("乙:\n", "乙.yaml")
    return project


def report(project: SmallProject) -> Path:
    return project.unit / "report.yaml"


def listing(project: SmallProject, text: str) -> None:
    report(project).write_bytes((BEGIN + text).encode())


def done(project: SmallProject) -> list[Problem]:
    edition = find_edition("2023", project.root)
    found = build_unit(project.unit, edition, Packs(edition.project)).outcome.problems
    return [problem for problem in found if problem.code == "file-done"]


@pytest.mark.parametrize("listed", DONE.values(), ids=DONE)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_its_line_alone_is_deleted(begun: SmallProject, listed: tuple[str, str], end: str) -> None:
    text, name = listed
    listing(begun, text.replace("\n", end))
    before = report(begun).read_bytes()
    assert [problem.words["file"] for problem in done(begun)] == ["甲.yaml"]
    assert len(fix_edition("2023", root=begun.root).units[0].fixes) == 1
    kept = [line for line in (BEGIN + text).splitlines() if name not in line]
    typed = "".join(f"{line}\n" for line in kept[:2]) + "".join(f"{line}{end}" for line in kept[2:])
    assert report(begun).read_bytes().decode() == typed
    assert done(begun) == []
    undo_fixes("2023", root=begun.root)
    assert report(begun).read_bytes() == before


@pytest.mark.parametrize("text", ALONE)
def test_with_the_only_file_the_list_goes(begun: SmallProject, text: str) -> None:
    listing(begun, f"{text}备注: 无\n")
    fix_edition("2023", root=begun.root)
    assert report(begun).read_text("utf-8") == f"{BEGIN}备注: 无\n"


def test_all_that_are_done_go_at_once(begun: SmallProject) -> None:
    begun.content("乙: 4\n", "乙.yaml")
    listing(begun, "待填写:\n  - 甲.yaml\n  - 乙.yaml\n  - report.yaml\n")
    assert len(fix_edition("2023", root=begun.root).units[0].fixes) == 3
    assert "yaml" not in report(begun).read_text("utf-8")
    assert done(begun) == []


def test_a_name_in_brackets_beside_others_and_one_that_may_be_misspelt_stay(
    begun: SmallProject,
) -> None:
    for text in ("待填写: [甲.yaml, 乙.yaml]\n", "待填写:\n  - 甲乙.yaml\n  - 乙.yaml\n"):
        listing(begun, text)
        assert len(done(begun)) == 1
        assert fix_edition("2023", root=begun.root).units[0].fixes == ()
        assert report(begun).read_text("utf-8") == BEGIN + text


def test_on_the_page_it_is_one_click_and_can_be_undone(begun: SmallProject) -> None:
    text = "待填写:\n  - 乙.yaml\n  - 丙.yaml\n  - 甲.yaml\n"
    listing(begun, text)
    edition = find_edition("2023", begun.root)
    editor = ContentEditor(edition, begun.unit, Packs(edition.project))
    for problem in reversed(done(begun)):
        assert editor.apply_fix(problem).problem is None
    assert report(begun).read_text("utf-8") == f"{BEGIN}待填写:\n  - 乙.yaml\n"
    editor.undo()
    editor.undo()
    assert report(begun).read_text("utf-8") == BEGIN + text
