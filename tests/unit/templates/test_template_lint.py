"""``docgen template lint``: every fault planted in a pack is found at its place, in one run."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table

from docgen.diagnostics import Problem, Severity, TemplatePlace
from docgen.templates.lint.pack_faults import lint_pack
from docgen.wording.problem_texts import problem_text
from tests.support import SmallProject, small_project
from tests.unit.templates.test_like_docxtpl import CASES, schema_of, with_notes

FORM = "word_templates/form/form.docx"
PACK = "word_templates/form/pack.yaml"
SCHEMA = "word_templates/form/schema.json"

PACK_YAML = """\
output: '{{ 名称 }}{{ 年份 }}'
properties: {title: '{{ 名称 }}', author: '{{ 名称 | upper2 }}', date: '{{ 日期 + }}'}
parts:
  - file: form.docx
derived:
  组.率: (组.甲 / 组.乙) | percent
  组.错: (组.甲 / 组.没有) | percent
rules:
  - {name: 真规则, at: 组, require: 甲 <= 乙}
  - {name: 逐行, each: 行列, require: 得分 <= 满分}
  - {name: 无字段, require: 1 <= 2}
  - {name: 无处, at: 无此组, require: 甲 <= 乙}
checks: {year: 年度, money: [组, 组二]}
next: {kept: [名称, 名字]}
"""

NUMBER = {"type": "number"}
FIELDS: dict[str, object] = {
    "名称": {"type": "string"},
    "日期": {"type": "string"},
    "年度": NUMBER,
    "文": {"type": "string", "contentMediaType": "text/markdown"},
    "组": {
        "type": "object",
        "properties": {"甲": NUMBER, "乙": NUMBER},
        "required": ["甲", "率"],
    },
    "选择": {"pattern": "^(?:货物|服务)(?:、(?:货物|服务))*$"},
    "组三": {"type": "object", "properties": {"未用": NUMBER}},
    "行列": {
        "type": "array",
        "items": {"type": "object", "properties": {"名": {"type": "string"}, "得分": NUMBER}},
    },
}

TAGS = [
    "{{ 名称",  # 1
    "{{ 名称 | percnt }}{{ 名称 | 无此 }}",  # 2
    "{% if 名称 is nonsense %}{% endif %}",  # 3
    "{{ 名称 + }}",  # 4
    "{% for 行 in %}{{ 行.随便 }}{% endfor %}",  # 5
    "{% endif %}",  # 6
    "{% if 名称 %}",  # 7
    "{{ 名秤 }}{{ 组.甲 }}{{ 组.乙 }}",  # 8
    "{{ 组.丙 }}",  # 9
    "{% for 行 in 组 %}{{ 行 }}{% endfor %}",  # 10
    "{% for 行 in 行列 %}{{ 行.名 }}{{ 行.名次 }}{{ 行.得分 }}{% endfor %}",  # 11
    "{{p 名称 }}",  # 12
    "{{ 文 }}",  # 13
    "{{ 组 }}",  # 14
    "{{ 名称 | merge }}",  # 15
    "{%p if 名称 %} 同段文字",  # 16
    "{%p endif %}",  # 17
    "{{r 名称 }}",  # 18
    "{% nonsense %}",  # 19
    "{{ 行列 | sum(attribute='分数') }}{{ 日期 }}",  # 20
    '{{ 选择 | box("货物") }}货物 {{ 选择 | box("服物") }}服务',  # 21
    "｛｛ 名称 ｝｝",  # 22
]


def widths(table: Table, *twips: int) -> None:
    """Sets the grid and all cells to these widths."""
    for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), twips, strict=True):
        column.set(qn("w:w"), str(width))
    for row in table._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, twips, strict=True):
            cell.get_or_add_tcPr().get_or_add_tcW().set(qn("w:w"), str(width))
            cell.get_or_add_tcPr().get_or_add_tcW().set(qn("w:type"), "dxa")


def merged(table: Table, row: int, cell: int, kind: str) -> None:
    merge = OxmlElement("w:vMerge")
    merge.set(qn("w:val"), kind)
    table._tbl.tr_lst[row].tc_lst[cell].get_or_add_tcPr().append(merge)


def sound_table(document: Document) -> Table:
    table: Table = document.add_table(3, 3)
    widths(table, 1000, 2000, 3000)
    return table


def plant_tables(document: Document) -> None:
    first: Any = sound_table(document)  # a cell of another width, and a row of other columns
    first._tbl.tr_lst[1].tc_lst[1].tcPr.tcW.set(qn("w:w"), "1500")
    first._tbl.tr_lst[2].remove(first._tbl.tr_lst[2].tc_lst[2])
    second = sound_table(document)  # covered by nothing, covered with text, wider than above
    merged(second, 0, 0, "continue")
    merged(second, 0, 1, "restart")
    merged(second, 1, 1, "continue")
    second._tbl.tr_lst[1].tc_lst[1].p_lst[0].add_r().text = "看不见"
    merged(second, 1, 2, "continue")
    third = document.add_table(2, 2)  # a region that is no rectangle
    widths(third, 1000, 2000)
    merged(third, 0, 0, "restart")
    wide = third._tbl.tr_lst[1].tc_lst[0]
    third._tbl.tr_lst[1].remove(third._tbl.tr_lst[1].tc_lst[1])
    span = OxmlElement("w:gridSpan")
    span.set(qn("w:val"), "2")
    wide.tcPr.append(span)
    wide.tcPr.tcW.set(qn("w:w"), "3000")
    merged(third, 1, 0, "continue")
    fourth = sound_table(document)  # the ends of a loop on two levels
    fourth.rows[0].cells[0].text = "{%tr for 行 in 行列 %}"
    fourth.rows[2].cells[0].text = "{% endfor %}"
    fourth.rows[1].cells[1].text = "{{ 行.没有 }}"


def plant_fonts(document: Document) -> None:
    document.add_paragraph().add_run("只有西文字体").font.name = "楷体_GB2312"
    style = document.styles.add_style("Half", 1)
    style.font.name = "黑体"
    bare = document.styles.add_style("Bare", 1)
    document.add_paragraph("没有字体", style=bare)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> list[Problem]:
    project = small_project(tmp_path_factory.mktemp("planted"))
    (project.pack / "pack.yaml").write_text(PACK_YAML, "utf-8")
    project.schema(**FIELDS)
    text = json.dumps(
        json.loads((project.pack / "schema.json").read_text("utf-8")), ensure_ascii=False, indent=1
    )
    (project.pack / "schema.json").write_text(text, "utf-8")

    def write(document: Document) -> None:
        for tag in TAGS:
            document.add_paragraph(tag)
        plant_tables(document)
        plant_fonts(document)
        document.sections[0].header.paragraphs[0].text = "{{ 页眉 }}"

    project.part(write)
    return lint_pack("form", root=project.root)


PLANTED: list[tuple[str, TemplatePlace | str, str]] = [
    ("template-broken-tag", TemplatePlace(FORM, paragraph=1), "名称"),
    ("template-filter", TemplatePlace(FORM, paragraph=2), "percnt"),
    ("template-filter", TemplatePlace(FORM, paragraph=2), "无此"),
    ("template-filter", TemplatePlace(FORM, paragraph=3), "nonsense"),
    ("template-syntax", TemplatePlace(FORM, paragraph=4), ""),
    ("template-syntax", TemplatePlace(FORM, paragraph=5), ""),
    ("template-syntax", TemplatePlace(FORM, paragraph=6), "endif"),
    ("template-syntax", TemplatePlace(FORM, paragraph=7), "endif"),
    ("template-no-field", TemplatePlace(FORM, paragraph=8), "名秤"),
    ("template-no-field", TemplatePlace(FORM, paragraph=9), "组.丙"),
    ("template-no-list", TemplatePlace(FORM, paragraph=10), "组"),
    ("template-no-field", TemplatePlace(FORM, paragraph=11), "行列[].名次"),
    ("template-not-markdown", TemplatePlace(FORM, paragraph=12), "名称"),
    ("template-not-single", TemplatePlace(FORM, paragraph=13), "文"),
    ("template-not-single", TemplatePlace(FORM, paragraph=14), "组"),
    ("merge-outside-table", TemplatePlace(FORM, paragraph=15), "merge"),
    ("template-text-lost", TemplatePlace(FORM, paragraph=16), "同段文字"),
    ("template-tag", TemplatePlace(FORM, paragraph=18), "{{r"),
    ("template-syntax", TemplatePlace(FORM, paragraph=19), "nonsense"),
    ("template-no-field", TemplatePlace(FORM, paragraph=20), "行列[].分数"),
    ("table-cell-width", TemplatePlace(FORM, table=1, row=2, cell=2), "26.5"),
    ("table-grid", TemplatePlace(FORM, table=1, row=3, cell=2), "2"),
    ("table-merge", TemplatePlace(FORM, table=2, row=1, cell=1), ""),
    ("table-covered-text", TemplatePlace(FORM, table=2, row=2, cell=2), "看不见"),
    ("table-merge", TemplatePlace(FORM, table=2, row=2, cell=3), ""),
    ("table-merge", TemplatePlace(FORM, table=3, row=2, cell=1), ""),
    ("template-levels", TemplatePlace(FORM, table=4, row=1, cell=1), "{% endfor %}"),
    ("template-no-field", TemplatePlace(FORM, table=4, row=2, cell=2), "行列[].没有"),
    ("template-no-box", TemplatePlace(FORM, paragraph=21), "服物"),
    ("template-broken-tag", TemplatePlace(FORM, paragraph=22), "｛｛"),
    ("font-run", TemplatePlace(FORM, paragraph=23), "楷体_GB2312"),
    ("font-style-half", FORM, "Half"),
    ("template-no-field", TemplatePlace(FORM, paragraph=1, story="header1"), "页眉"),
    ("pack-no-field", f"{PACK}:1:9", "年份"),
    ("expression-failed", f"{PACK}:2:41", "upper2"),
    ("expression-failed", f"{PACK}:2:68", "日期"),
    ("derived-required", f"{PACK}:6:3", "组.率"),
    ("pack-no-field", f"{PACK}:7:3", "组.没有"),
    ("pack-no-field", f"{PACK}:10:5", "满分"),
    ("rule-without-field", f"{PACK}:11:5", "无字段"),
    ("pack-no-field", f"{PACK}:12:5", "无此组"),
    ("pack-no-field", f"{PACK}:13:31", "组二"),
    ("pack-no-field", f"{PACK}:14:19", "名字"),
]


@pytest.mark.parametrize(("code", "place", "detail"), PLANTED)
def test_each_planted_fault_is_found_at_its_place(
    planted: list[Problem], code: str, place: TemplatePlace | str, detail: str
) -> None:
    for problem in planted:
        at = problem.template or str(problem.place)
        if (problem.code, at) == (code, place) and detail in str(problem.words):
            assert problem_text(problem, "zh") != problem_text(problem, "en")
            return
    pytest.fail(
        "\n".join(
            f"{problem.code} {problem.template or problem.place} {dict(problem.words)}"
            for problem in planted
        )
    )


def test_there_are_enough_of_them_and_nothing_else_is_said(planted: list[Problem]) -> None:
    assert len(PLANTED) >= 25
    expected = sorted(code for code, _, _ in PLANTED)
    assert sorted(problem.code for problem in planted if problem.code != "field-unused") == expected


def test_an_unused_field_is_told_at_its_line_of_the_schema(planted: list[Problem]) -> None:
    (unused,) = (problem for problem in planted if problem.code == "field-unused")
    assert unused.words["field"] == "组三.未用"
    assert unused.place.file == SCHEMA
    line = json.dumps({"type": "object", "properties": FIELDS}, ensure_ascii=False, indent=1)
    assert line.split("\n")[unused.place.line - 1].strip().startswith('"未用"')


def plain(document: Document) -> None:
    document.add_paragraph("{{ 名称 }}")


def style_without_fonts(document: Document) -> None:
    plain(document)
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        for name in ("w:eastAsia", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(name), None)
    document.add_paragraph("没有中文字体的正文")
    document.add_paragraph("第二段不再说")


def loop_around_a_merged_cell(document: Document) -> None:
    plain(document)
    table = document.add_table(4, 2)
    widths(table, 1000, 2000)
    merged(table, 0, 0, "restart")
    table._tbl.tr_lst[1].tc_lst[0].p_lst[0].add_r().text = "{%tr for 行 in 行列 %}"
    merged(table, 2, 0, "continue")
    table._tbl.tr_lst[2].tc_lst[1].p_lst[0].add_r().text = "{{ 行.名 }}{{ 行.得分 }}"
    table._tbl.tr_lst[3].tc_lst[0].p_lst[0].add_r().text = "{%tr endfor %}"


@pytest.mark.parametrize(
    ("write", "codes"),
    [(plain, []), (style_without_fonts, ["font-style"]), (loop_around_a_merged_cell, [])],
)
def test_what_is_sound_and_what_a_style_lacks(
    project: SmallProject, write: Callable[[Document], None], codes: list[str]
) -> None:
    project.part(write)
    project.schema(名称=FIELDS["名称"])
    if write is loop_around_a_merged_cell:
        project.schema(名称=FIELDS["名称"], 行列=FIELDS["行列"])
    found = [problem.code for problem in lint_pack("form", root=project.root)]
    assert [code for code in found if code != "font-style-half"] == codes


@pytest.mark.parametrize(
    "name",
    ["runs_by_condition", "cells_over_columns", "cells_with_a_colour", "comments", "footnotes"],
)
def test_tags_made_for_docxtpl_are_sound(project: SmallProject, name: str) -> None:
    case = CASES[name]
    project.part(case.write)
    project.schema(**{key: schema_of(value) for key, value in case.values.items()})
    found = {problem.code for problem in lint_pack("form", root=project.root)}
    assert not {code for code in found if code.startswith(("template-", "table-"))}


BLOCKS = [
    "{% set 甲 = 名称 %}{{ 甲 }}",
    "{% set 甲 %}{{ 名称 }}{% endset %}{{ 甲 }}",
    "{% macro 甲(乙, 丙=1) %}{{ 乙 }}{{ 丙 }}{% endmacro %}{{ 甲(名称) }}",
    "{% macro 甲() %}{{ caller(名称) }}{% endmacro %}{% call(乙) 甲() %}{{ 乙 }}{% endcall %}",
    "{% filter upper %}{{ 名称 }}{% endfilter %}",
    "{% with 甲 = 名称 %}{{ 甲 }}{% endwith %}",
    "{% autoescape false %}{{ 名称 }}{% endautoescape %}",
    "{% block 甲 %}{{ 名称 }}{% endblock %}",
    "{% raw %}{{ 无 }}{% if %}{% endraw %}{{ 名称 }}",
    "{%p with 甲 = 名称 %}\n{{ 甲 }}\n{%p endwith %}",
]


@pytest.mark.parametrize("text", BLOCKS)
def test_jinjas_other_blocks_are_known(project: SmallProject, text: str) -> None:
    project.template(*text.split("\n"))
    project.schema(名称=FIELDS["名称"], 年度={"type": "number"})
    project.content("年度: 2023\n")
    assert project.render().outcomes[0].docx is not None, "it renders"
    found = lint_pack("form", root=project.root)
    assert [problem for problem in found if problem.severity is Severity.ERROR] == []
    assert {problem.words["field"] for problem in found if problem.code == "field-unused"} == {
        "年度"
    }


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{% macro 甲(乙) %}{{ 乙 }}", "endmacro is missing"),
        ("{{ 名称 }}{% endwith %}", "endwith closes nothing"),
        ("{% filter upper %}{{ 名称 }}{% endmacro %}{% endfilter %}", "endmacro closes nothing"),
        ("{{ 名称 }}{% include '乙' %}", "include has nothing to load"),
        ("{% with 甲 = %}{{ 名称 }}{% endwith %}", "unexpected 'end"),
    ],
)
def test_what_is_wrong_with_them_is_told_once(
    project: SmallProject, text: str, reason: str
) -> None:
    project.template(text)
    project.schema(名称=FIELDS["名称"])
    (problem,) = lint_pack("form", root=project.root)
    assert problem.code == "template-syntax"
    assert problem.words["reason"].startswith(reason)


def test_a_name_of_a_block_is_a_name_in_it_alone(project: SmallProject) -> None:
    project.template("{% with 甲 = 名称 %}{{ 甲 }}{% endwith %}{{ 甲 }}")
    project.schema(名称=FIELDS["名称"])
    (problem,) = lint_pack("form", root=project.root)
    assert (problem.code, problem.words["field"]) == ("template-no-field", "甲")


def test_fields_of_cells_tags_and_notes_are_looked_up(project: SmallProject) -> None:
    def write(document: Document) -> None:
        document.add_table(1, 1).rows[0].cells[0].text = "{% colspan 无.甲 %}{{ 名称 }}"
        with_notes(document, "footnote", "{{ 无.乙 }}")

    project.part(write)
    project.schema(名称={"type": "string"})
    places = [
        (problem.words["field"], problem.template.table, problem.template.story)
        for problem in lint_pack("form", root=project.root)
        if problem.code == "template-no-field" and problem.template
    ]
    assert places == [("无", 0, "footnotes"), ("无", 1, "")]


def test_faults_of_the_pack_file_do_not_hide_those_of_the_templates(project: SmallProject) -> None:
    path = project.pack / "pack.yaml"
    path.write_text(path.read_text("utf-8") + "outputs: 甲\n", "utf-8")
    project.template("{{ 无 }}")
    project.schema(名称=FIELDS["名称"])
    found = [problem.code for problem in lint_pack("form", root=project.root)]
    assert found == ["template-no-field", "pack-key"]


def test_a_rule_without_what_it_requires_is_told_once(project: SmallProject) -> None:
    path = project.pack / "pack.yaml"
    path.write_text(path.read_text("utf-8") + "rules: [{name: 甲}, 乙]\n", "utf-8")
    project.schema(名称=FIELDS["名称"])
    found = [problem.code for problem in lint_pack("form", root=project.root)]
    assert found == ["required-field", "wrong-type"]


@pytest.mark.parametrize(
    ("pack", "part", "place"),
    [
        ("表 ", "form.docx", "word_templates/表 "),
        ("表:一", "form.docx", "word_templates/表:一"),
        ("表", "a?.docx", "word_templates/表/a?.docx"),
        ("项目 自评表（2024）", "附件1：表.docx", None),
    ],
)
def test_a_name_that_windows_does_not_take_is_a_fault(
    project: SmallProject, pack: str, part: str, place: str | None
) -> None:
    (project.pack / "form.docx").rename(project.pack / part)
    text = (project.pack / "pack.yaml").read_text("utf-8").replace("form.docx", f"'{part}'")
    (project.pack / "pack.yaml").write_text(text, "utf-8")
    project.pack.rename(project.pack.with_name(pack))
    found = [
        problem.place.file
        for problem in lint_pack(pack, root=project.root)
        if problem.code == "bad-file-name"
    ]
    assert found == ([place] if place else [])


@pytest.mark.parametrize(
    ("tag", "wanted"),
    [
        ('{{ 金额 or "____" }}', '{{ 金额 | blank("____") }}'),
        ("{{ 组.金额 or '' }}", "{{ 组.金额 | blank('') }}"),
        ("{{ 金额 or “____” }}", '{{ 金额 | blank("____") }}'),
        ('{{ 金额 | round(2) or "—" }}', '{{ 金额 | round(2) | blank("—") }}'),
        ('{{ 名称 or "____" }}', ""),
        ('{{ 金额 | blank("____") }}', ""),
        ("{% if 金额 or '甲' %}{% endif %}", ""),
    ],
)
def test_a_number_with_or_prints_no_zero(project: SmallProject, tag: str, wanted: str) -> None:
    number = {"type": ["number", "null"]}
    group = {"type": "object", "properties": {"金额": number}}
    project.schema(名称={"type": "string"}, 金额=number, 组=group)
    project.template(f"{tag}{{{{ 名称 }}}}{{{{ 金额 }}}}{{{{ 组.金额 }}}}")
    found = [it for it in lint_pack("form", root=project.root) if it.code == "template-zero"]
    assert [problem.words["wanted"] for problem in found] == ([wanted] if wanted else [])
    assert not any(problem.is_error for problem in found)


def test_a_group_cannot_be_printed_with_a_sign_for_blanks(project: SmallProject) -> None:
    project.schema(组={"type": "object", "properties": {}})
    project.template('{{ 组 | blank("____") }}')
    codes = [problem.code for problem in lint_pack("form", root=project.root)]
    assert "template-not-single" in codes


@pytest.mark.parametrize("required", ["required", "x-required"])
def test_a_derived_field_is_to_be_taken_out_of_the_key_that_requires_it(
    project: SmallProject, required: str
) -> None:
    project.schema(总=NUMBER, 名称={"type": "string"})
    path = project.pack / "schema.json"
    schema = json.loads(path.read_text("utf-8")) | {required: ["总"]}
    path.write_text(json.dumps(schema, ensure_ascii=False), "utf-8")
    with (project.pack / "pack.yaml").open("a", encoding="utf-8") as file:
        file.write("\nderived: {总: 1 + 1}\n")
    project.template("{{ 总 }}{{ 名称 }}")
    found = [it for it in lint_pack("form", root=project.root) if it.code == "derived-required"]
    assert [problem.words["required"] for problem in found] == [required]
