"""What is still to be filled in is called what its page prints, and listed as the pages run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from docgen.diagnostics import Place
from docgen.preview.editor_link import EditorLink
from docgen.preview.page_labels import PageLabel, PageLabels, told_apart
from docgen.preview.unit_inputs import read_inputs
from docgen.preview.unit_state import ShownPages, UnitState
from docgen.preview.views import Views
from docgen.scaffold.content.new_edition import start_unit
from tests.support import needs_libreoffice
from tests.unit.preview.mapped_units import MappedUnit, mapped_unit, pack_of

pytestmark = [pytest.mark.slow, needs_libreoffice]

HUNAN, CENTRAL = "hunan-self-evaluation", "central-project-form"
PROJECT = "content/2023/new-office/projects"


@cache
def begun(pack: str, folder: Path) -> MappedUnit:
    """A unit of which nothing is filled in but a project's name, and a row's; of another, none."""
    root = folder / "project"
    pack_of(root, pack)
    (root / "content").mkdir()
    start_unit("2023", pack, "new-office", root=root)
    if pack == HUNAN:
        first = root / PROJECT / "1.yaml"
        text = first.read_text("utf-8")
        (first.with_name("2.yaml")).write_text(text, "utf-8")
        text = text.replace("项目支出名称: 项目支出名称", "项目支出名称: 图书资料专项")
        text = text.replace("三级指标: 三级指标", "三级指标: 购置图书", 1)
        first.write_text(text, "utf-8")
        chapter = root / "content/2023/new-office/narrative/2-一般公共预算支出情况.md"
        chapter.write_text("全年共{{ 年度预算申请.年初预算数 }}万元。\n", "utf-8")
    return mapped_unit(root, folder, draft=True)


def views_of(unit: MappedUnit) -> Views:
    (path,) = unit.edition.units()
    inputs = replace(read_inputs(path, unit.edition), number=1)
    shown = ShownPages(unit.pdf, unit.page_map, unit.built, True, inputs, unit.document)
    problems = unit.built.outcome.problems
    state = UnitState(path.name, problems=problems, shown=shown, content=inputs)
    return Views(state, "zh", EditorLink(unit.root))


@pytest.fixture(scope="module", params=[HUNAN, CENTRAL])
def unit(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> MappedUnit:
    folder = tmp_path_factory.getbasetemp() / f"labels-{request.param}"
    folder.mkdir(exist_ok=True)
    return begun(request.param, folder)


@pytest.fixture(scope="module")
def hunan(tmp_path_factory: pytest.TempPathFactory) -> MappedUnit:
    folder = tmp_path_factory.getbasetemp() / f"labels-{HUNAN}"
    folder.mkdir(exist_ok=True)
    return begun(HUNAN, folder)


def blanks_of(unit: MappedUnit) -> list[Any]:
    problems: Any = views_of(unit).problems()
    return [problem for problem in problems if problem["to_do"] == "blank"]


def plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_each_blank_has_a_name_of_its_own_in_its_group_without_keys_or_file_names(
    unit: MappedUnit,
) -> None:
    blanks = blanks_of(unit)
    names = [(blank["group"], blank["label"]) for blank in blanks]
    assert len(blanks) > 60
    assert len(set(names)) == len(names)
    for group, label in names:
        assert group
        assert label
        assert not re.search(r"待填|[a-z]{3}|\.yaml|\.md|\[\d", group + label), (group, label)


def test_each_group_is_printed_above_its_blanks(unit: MappedUnit) -> None:
    printed = plain("".join(span.text for page in unit.page_map.pages for span in page.spans))
    groups = dict.fromkeys(blank["group"] for blank in blanks_of(unit))
    for group in groups:
        heading, _, name = group.partition(" ")
        assert group in ("封面", "单位信息") or plain(heading) in printed, group
        assert name.isdigit() or plain(name) in printed, group


def test_each_label_ends_in_the_label_of_the_column_or_the_field(unit: MappedUnit) -> None:
    printed = plain("".join(span.text for page in unit.page_map.pages for span in page.spans))
    for blank in blanks_of(unit):
        column = plain(blank["label"].rpartition("／")[2]).removesuffix("…")
        assert column in printed or column in plain(blank["field"]) or column == "正文", blank[
            "label"
        ]


def test_blanks_are_listed_as_the_pages_run(unit: MappedUnit) -> None:
    blanks = blanks_of(unit)
    pages = [blank["boxes"][0]["page"] for blank in blanks if blank["boxes"]]
    assert len(pages) > 60
    assert pages == sorted(pages)
    groups = [blank["group"] for blank in blanks]
    runs = [one for number, one in enumerate(groups) if number == 0 or groups[number - 1] != one]
    assert len(runs) == len(set(runs))


def test_the_groups_of_a_report_are_those_of_its_pages(hunan: MappedUnit) -> None:
    groups = list(dict.fromkeys(blank["group"] for blank in blanks_of(hunan)))
    assert groups[:2] == ["封面", "一、部门（单位）基本情况"]
    assert groups[-4:] == ["附件1", "附件2", "附件3 图书资料专项", "附件3 2"]
    assert [group[:2] for group in groups[1:10]] == [f"{sign}、" for sign in "一二三四五六七八九"]


def test_rows_are_named_by_their_name_or_else_by_their_list(hunan: MappedUnit) -> None:
    labels = {(blank["group"], blank["label"]) for blank in blanks_of(hunan)}
    assert ("附件3 图书资料专项", "购置图书／年度指标值") in labels
    assert ("附件3 图书资料专项", "质量指标／年度指标值") in labels
    assert ("附件3 2", "数量指标／三级指标") in labels


def test_a_value_that_a_text_prints_first_is_named_by_its_field(hunan: MappedUnit) -> None:
    labels = [(blank["group"], blank["label"]) for blank in blanks_of(hunan)]
    assert ("二、一般公共预算支出情况", "年度预算申请／年初预算数") in labels


def test_rows_of_one_list_are_numbered(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.getbasetemp() / f"labels-{CENTRAL}"
    folder.mkdir(exist_ok=True)
    labels = [blank["label"] for blank in blanks_of(begun(CENTRAL, folder))]
    assert "数量指标 第 1 行／三级指标" in labels
    assert "数量指标 第 2 行／偏差原因分析及改进措施" in labels


def test_a_click_on_a_blank_says_what_the_list_says(unit: MappedUnit) -> None:
    views = views_of(unit)
    listed = {blank["label"] for blank in blanks_of(unit)}
    marks = [at for at, one in enumerate(unit.page_map.sources) if one.kind == "blank"]
    assert len(marks) > 60
    for number in marks:
        assert views.source(number, 0)["label"] in listed


def edits(unit: MappedUnit) -> Iterator[tuple[str, Any]]:
    yield from ((blank["label"], blank["edit"]) for blank in blanks_of(unit))


def test_texts_of_paragraphs_and_chapters_alone_have_several_lines(unit: MappedUnit) -> None:
    several = {label for label, edit in edits(unit) if edit["multiline"]}
    goals = {"年度总体目标／预期目标", "年度总体目标／实际完成情况"}
    assert several - {"正文"} == goals


def test_units_and_guidance_are_shown_and_not_how_to_write_yaml(hunan: MappedUnit) -> None:
    found = dict(edits(hunan))
    assert found["其中：公车购置／2023年决算数"]["hint"] == "2023年决算数，万元"
    assert found["年度总体目标／预期目标"]["hint"] == ""
    chapter = next(edit["hint"] for label, edit in edits(hunan) if label == "正文")
    assert [line[:4] for line in chapter.split("\n")] == ["写什么：", "写法：段"]


def test_names_and_boxes_stay_while_a_file_has_grown_since_the_pages(hunan: MappedUnit) -> None:
    """The pages are those of before: each blank is found where it stood then."""
    views = views_of(hunan)
    content = views.unit.content
    assert content is not None
    name = f"{PROJECT}/1.yaml"
    longer = "# 新写的一行\n# 又一行\n".encode() + content.texts[name]
    grown = replace(content, texts={**content.texts, name: longer}, number=2)
    moved = tuple(
        replace(one, place=one.place.shifted(2, one.place.column))
        if one.place.file == name
        else one
        for one in views.unit.problems
    )
    now = replace(views, unit=replace(views.unit, content=grown, problems=moved))
    shown = ("group", "label", "boxes")
    before: Any = views.problems()
    after: Any = now.problems()
    assert len(before) > 100
    for one, other in zip(before, after, strict=True):
        assert [one[key] for key in shown] == [other[key] for key in shown]


def test_what_is_printed_nowhere_is_called_by_its_file_or_its_first_key() -> None:
    labels = PageLabels(None, "content/2023/甲", "zh")
    for file, field, group, label in (
        ("附件1-基础数据.yaml", "人员.编制数", "附件1-基础数据", "人员／编制数"),
        ("narrative/3-收支情况.md", "narrative.3-收支情况", "收支情况", "正文"),
        ("report.yaml", "落款.填表人", "落款", "填表人"),
        ("report.yaml", "日期", "单位信息", "日期"),
        ("projects/1.yaml", "projects.资金.年初数", "projects/1.yaml", "资金／年初数"),
        ("report.yaml", "", "单位信息", ""),
    ):
        assert labels.of(Place(f"content/2023/甲/{file}", 3, 1), field) == PageLabel(group, label)


def test_equal_names_of_a_group_are_numbered() -> None:
    labels = [PageLabel(group, label) for group, label in ("甲乙", "甲丙", "丁乙", "甲乙")]
    assert [label.label for label in told_apart(labels)] == ["乙（1）", "丙", "乙", "乙（2）"]
    assert told_apart([PageLabel("甲", "")] * 2) == [PageLabel("甲", "")] * 2
