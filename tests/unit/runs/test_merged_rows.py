"""A value that a merged cell prints for several rows is changed in all of them."""

from __future__ import annotations

from docx.document import Document

from docgen.content.yaml_writer import KeyPath, YamlFile
from docgen.project import Project
from docgen.roundtrip.proposing.origins import Origins
from docgen.runs.build import Packs, build_unit
from docgen.runs.carry_back import traced_document
from docgen.runs.edition import Edition
from docgen.runs.merged_rows import merged_places
from docgen.runs.typed_edit import ContentEditor
from tests.support import SmallProject, grid

YAML = "content/2023/one/report.yaml"
DATA = """\
指标:
  - {一级: 产出, 二级: 数量, 三级: 甲}
  - {一级: 产出, 二级: 数量, 三级: 乙}
  - {一级: 产出, 二级: 质量, 三级: 丙}
  - {一级: 效益, 二级: 数量, 三级: 丁}
  - {一级: 产出, 二级: 数量, 三级: 戊}
"""


def form(document: Document) -> None:
    table = document.add_table(3, 3)
    table.cell(0, 0).text = "{%tr for 行 in 指标 %}"
    tags = ("{{ 行.一级 | merge }}", "{{ 行.二级 | merge }}", "{{ 行.三级 }}")
    for cell, tag in zip(table.rows[1].cells, tags, strict=True):
        cell.text = tag
    table.cell(2, 0).text = "{%tr endfor %}"


def origins(project: SmallProject) -> Origins:
    edition = Edition(Project(project.root), "2023")
    packs = Packs(edition.project)
    built = build_unit(project.unit, edition, packs)
    assert built.report is not None, built.outcome.problems
    return traced_document(built, edition, packs).origins


def rows(project: SmallProject, *keys: str | int) -> list[KeyPath]:
    """The keys of the other places of the value at ``keys``."""
    file = YamlFile(YAML, (project.root / YAML).read_text("utf-8"))
    found = merged_places(origins(project), file.places[keys])
    return [file.path(place) or () for place in found]


def test_the_rows_that_a_merged_cell_covers_are_found(project: SmallProject) -> None:
    project.part(form)
    project.content(DATA)
    assert rows(project, "指标", 0, "一级") == [("指标", 1, "一级"), ("指标", 2, "一级")]
    assert rows(project, "指标", 0, "二级") == [("指标", 1, "二级")]
    assert rows(project, "指标", 2, "二级") == []
    assert rows(project, "指标", 3, "一级") == []
    assert rows(project, "指标", 0, "三级") == []
    assert rows(project, "名称") == []


def test_what_is_typed_over_a_merged_cell_is_typed_in_each_row(project: SmallProject) -> None:
    project.part(form)
    project.content(DATA)
    edition = Edition(Project(project.root), "2023")
    editor = ContentEditor(edition, project.unit, Packs(edition.project))
    place = YamlFile(YAML, (project.root / YAML).read_text("utf-8")).places["指标", 0, "一级"]
    also = merged_places(origins(project), place)
    result = editor.set_value(place, "产出", "产量", also=also)
    assert (result.problem, result.place) == (None, place)
    text = (project.root / YAML).read_text("utf-8")
    assert text.endswith(DATA.replace("一级: 产出", "一级: 产量", 3))
    assert grid(project.document().tables[0]).startswith(
        "产量 | 数量 | 甲\n^ | ^ | 乙\n^ | 质量 | 丙\n"
    )
    assert editor.undo().problem is None
    assert (project.root / YAML).read_text("utf-8").endswith(DATA)
