"""``docgen template lint`` tells what does not fit: kinds of values, formulas, required, styles."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from docgen.diagnostics import Problem
from docgen.templates.lint.pack_faults import lint_pack
from docgen.wording.problem_texts import problem_text
from tests.support import ROOT, SmallProject, small_project

NUMBER = {"type": ["number", "null"]}
TEXT = {"type": ["string", "null"]}
ROW = {"type": ["object", "null"], "properties": {"预算": NUMBER, "执行": NUMBER, "执行率": NUMBER}}
FIELDS: dict[str, object] = {
    **dict.fromkeys(("甲", "乙", "到位率", "完成率", "占比", "丙占比"), NUMBER),
    **dict.fromkeys(("名称", "大写", "执行率"), TEXT),
    "正文": {"type": "string", "contentMediaType": "text/markdown"},
    "旗": {"type": "boolean"},
    "随便": {},
    "拨款": ROW,
    "其他": ROW,
    "都": ROW,
    "行": {"type": "array", "items": ROW},
    "指标": {"type": "object", "additionalProperties": {"type": "array", "items": ROW}},
}
HEAD = "output: 报告\nproperties: {title: 题, author: 某, date: 今}\nparts: [{file: form.docx}]\n"
OF_OTHERS = {"field-unused"}
"""Told of fields that a test has no tag for."""


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    made = small_project(tmp_path)
    made.schema(**FIELDS)
    made.template("报告")
    return made


def linted(project: SmallProject, pack: str = "", tags: Sequence[str] = ()) -> list[Problem]:
    (project.pack / "pack.yaml").write_text(HEAD + pack, "utf-8")
    if tags:
        project.template(*tags)
    found = [
        problem for problem in lint_pack("form", root=project.root) if problem.code not in OF_OTHERS
    ]
    for problem in found:
        assert problem_text(problem, "zh") != problem_text(problem, "en")
    return found


def told(problems: list[Problem]) -> list[tuple[str, int]]:
    return [(problem.code, problem.place.line) for problem in problems]


@pytest.mark.parametrize(
    ("expression", "code", "text"),
    [
        ("甲 + 名称", "kind-reckoned", "名称"),
        ("名称 - 甲", "kind-reckoned", "名称"),
        ("甲 * 旗", "kind-reckoned", "旗"),
        ("行 / 2", "kind-reckoned", "行"),
        ("拨款 * 2", "kind-reckoned", "拨款"),
        ("-名称", "kind-reckoned", "名称"),
        ('甲 + "1"', "kind-reckoned", "1"),
        ("甲 * (名称 ~ 乙)", "kind-reckoned", "名称"),
        ("名称 | percent", "kind-filtered", "名称"),
        ("正文 | round(2)", "kind-filtered", "正文"),
        ("甲 | sum", "kind-filtered", "甲"),
        ("甲 | rows | sum(attribute='执行')", "kind-filtered", "甲"),
        ('名称 | where("执行", 1) | length', "kind-filtered", "名称"),
        ("拨款 | percent", "kind-filtered", "拨款"),
        ("[甲, 名称] | sum", "kind-filtered", "名称"),
        ("total(甲, 名称)", "kind-filtered", "名称"),
        ("total(正文)", "kind-filtered", "正文"),
        ("甲 <= 名称", "kind-compared", "名称"),
        ('甲 == "2023"', "kind-compared", "2023"),
        ("到位率 + 完成率", "rates-added", "完成率"),
        ("total(到位率, 甲)", "rates-added", "到位率"),
        ("total(拨款, 其他).预算", "rates-added", "拨款.执行率"),
        ("total(行).预算", "rates-added", "行[].执行率"),
        ('行 | sum(attribute="执行率")', "rates-added", "行[].执行率"),
        ('指标 | rows | sum(attribute="执行率")', "rates-added", "指标.*[].执行率"),
    ],
)
@pytest.mark.parametrize("where", ["tag", "rule", "output"])
def test_what_does_not_fit_is_told_at_its_line(
    project: SmallProject, where: str, expression: str, code: str, text: str
) -> None:
    if where == "tag":
        found = linted(project, tags=["第一段", f"{{{{ {expression} }}}}"])
        assert all(problem.template and problem.template.paragraph == 2 for problem in found)
    elif where == "rule":
        rule = json.dumps(f"甲 == 乙 or ({expression})", ensure_ascii=False)
        found = linted(project, f"rules:\n  - name: 规则\n    require: {rule}\n")
        assert {problem.place.line for problem in found} == {5}
    else:
        text_of = json.dumps(f"{{{{ {expression} }}}}", ensure_ascii=False)
        pack = HEAD.replace("title: 题", f"title: {text_of}")
        (project.pack / "pack.yaml").write_text(pack, "utf-8")
        found = [
            problem
            for problem in lint_pack("form", root=project.root)
            if problem.code not in OF_OTHERS
        ]
        assert {problem.place.line for problem in found} == {2}
    assert (code, text) in {(problem.code, problem.words["text"]) for problem in found}
    assert {problem.code for problem in found} == {code}
    assert {problem.is_error for problem in found} == {code != "rates-added"}


@pytest.mark.parametrize(
    "expression",
    [
        *(
            "甲 + 乙",
            "名称 ~ 甲",
            "名称 + 大写",
            '"%s年" % 甲',
            "名称[-2:]",
            "甲 | percent",
            "到位率 * 甲",
        ),
        *("到位率 - 完成率", "占比 + 丙占比", "total(拨款.预算, 其他.预算)", "正文 | is_blank"),
        *('名称 == ""', '甲 == ""', '名称 in "甲局"', "随便 + 1", "随便 | percent", "随便 < 名称"),
        *(
            '行 | sum(attribute="预算")',
            '指标 | rows | sum(attribute="预算")',
            "[甲, 乙] | min | round(2)",
        ),
        *('名称 | box("甲")', "甲 if 旗 else 乙", "甲 or 乙", "行 | map(attribute='预算') | sum"),
        *(
            "(行 | first).预算 * 2",
            '(行 | where("预算", 3)).执行 - 1',
            "名称 | attained(大写) | percent",
        ),
        *("行 | length + 1", "名称 | length * 2", "名称 | int + 甲", "甲 | string ~ 乙"),
    ],
)
def test_what_fits_is_not_told(project: SmallProject, expression: str) -> None:
    rule = json.dumps(f"甲 == 乙 or ({expression})", ensure_ascii=False)
    pack = f"rules:\n  - name: 规则\n    require: {rule}\n"
    assert linted(project, pack, [f"{{{{ {expression} }}}}"]) == []


@pytest.mark.parametrize(
    ("formula", "codes"),
    [
        ("大写: (甲 / 乙) | percent", ["kind-given"]),
        ("大写: 甲 + 乙", ["kind-given"]),
        ("甲: 名称", ["kind-given"]),
        ("甲: 乙 > 3", ["kind-given"]),
        ("甲: 行", ["kind-given"]),
        ("旗: 甲 + 1", ["kind-given"]),
        ("正文: 甲 | round(2)", ["kind-given"]),
        ("都: 甲 + 1", ["kind-given"]),
        ("行: total(甲, 乙)", ["kind-given"]),
        ("到位率: 乙 ~ 名称", ["kind-given"]),
        ("甲: 乙 + 名称", ["kind-reckoned"]),
        ("都: total(拨款, 其他)", ["rates-added", "rates-added"]),
        ("执行率: (甲 / 乙) | percent", []),  # a rate may be typed as a text, 93.64%
        ("到位率: (甲 / 乙) | percent", []),
        ("甲: total(行).预算", ["rates-added"]),
        ("随便: 甲 + 乙", []),
        ("大写: 名称 ~ 甲", []),
        ("甲: 乙 * 2", []),
        ("甲: 甲乙丙丁 + 1", ["pack-no-field"]),
        ("无此组.甲: 乙", ["pack-no-field"]),
        ("无用: 乙", ["derived-unused"]),
        ("行[].执行律: 预算 / 执行", ["derived-unused"]),
        ("行[].执行率: 预算 / 执行", []),
        ("甲: 甲 + 1", ["derived-circle"]),
    ],
)
def test_a_formula_and_its_field(project: SmallProject, formula: str, codes: list[str]) -> None:
    found = linted(project, f"derived:\n  {json_text(formula)}\n")
    assert told(found) == [(code, 5) for code in codes]


def json_text(formula: str) -> str:
    field, _, expression = formula.partition(": ")
    return f"{json.dumps(field, ensure_ascii=False)}: {json.dumps(expression, ensure_ascii=False)}"


def test_a_near_name_is_offered(project: SmallProject) -> None:
    (problem,) = linted(project, "derived:\n  行[].预祘: 执行 * 2\n")
    assert "「预算」" in problem_text(problem, "zh")


def test_a_field_of_no_schema_that_a_tag_reads_is_no_fault(project: SmallProject) -> None:
    project.schema(**FIELDS, 组={"type": "object", "properties": {"甲": NUMBER}})
    assert linted(project, "derived:\n  组.助: 甲 * 2\n", ["{{ 组.助 }}"]) == []


def test_rates_that_have_a_formula_of_their_own_are_not_added(project: SmallProject) -> None:
    pack = "derived:\n  都: total(拨款, 其他)\n  都.执行率: (都.执行 / 都.预算) | percent\n"
    assert linted(project, pack) == []


def test_the_kind_of_a_derived_field_is_that_of_its_formula(project: SmallProject) -> None:
    rate = "derived:\n  执行率: (甲 / 乙) | percent\n  到位率: 100 * 执行率\n"
    assert linted(project, rate) == []
    (problem,) = linted(project, "derived:\n  随便: 名称 ~ 大写\n  甲: 随便 * 2\n")
    assert told([problem]) == [("kind-reckoned", 6)]


@pytest.mark.parametrize(
    ("schema", "codes"),
    [
        ({"required": ["甲"], "properties": {"甲": {}}}, []),
        ({"required": ["甲已"], "properties": {"甲乙": {}}}, ["schema-required"]),
        ({"x-required": ["甲已"], "properties": {"甲乙": {}}}, ["schema-required"]),
        ({"required": ["甲"], "properties": {}}, ["schema-required"]),
        ({"required": ["甲"]}, []),
        ({"required": ["甲"], "properties": {}, "additionalProperties": {}}, []),
        (
            {"properties": {"组": {"items": {"required": ["甲"], "properties": {"乙": {}}}}}},
            ["schema-required"],
        ),
        ({"$defs": {"项": {"required": ["甲"], "properties": {}}}}, ["schema-required"]),
        ({"properties": {"甲": {"typ": "string"}}}, ["schema-keyword"]),
        ({"propertys": {"甲": {"type": "string"}}}, ["schema-keyword"]),
        ({"properties": {"甲": {"minLenght": 1, "enums": ["乙"]}}}, ["schema-keyword"] * 2),
        ({"properties": {"typ": {"default": {"typ": 1}, "x-typ": 1, "说明": 2}}}, []),
    ],
)
def test_slips_of_a_schema_that_json_schema_allows(
    project: SmallProject, schema: dict[str, object], codes: list[str]
) -> None:
    text = json.dumps({"type": "object", **schema}, ensure_ascii=False, indent=1)
    (project.pack / "schema.json").write_text(text, "utf-8")
    found = linted(project)
    assert [problem.code for problem in found] == codes
    for problem in found:
        line = text.split("\n")[problem.place.line - 1]
        assert (problem.words.get("name") or problem.words["key"]) in line


@pytest.mark.parametrize(
    ("required", "styles"),
    [
        ("body: Boddy Text", ["Boddy Text"]),
        ("table: Tables", ["Tables"]),
        ("styles: {Normol: {size: 16}, Heading 1: {size: 16}}", ["Normol"]),
        ("page number: {style: foter, dash: —}", ["foter"]),
        ("annexes: {mark: Annex Mork, listed: Normal}", ["Annex Mork"]),
        ("elements: {letter: 是, number: Numero, note: Normal}", ["Numero"]),
        ("styles: {normal: {size: 16}, HEADING 1: {size: 16}, Text Table: {size: 12}}", []),
        ("language: zh-CN", []),
    ],
)
def test_a_style_that_no_part_has_is_told(
    project: SmallProject, required: str, styles: list[str]
) -> None:
    found = linted(project, f"format:\n  {required}\n")
    assert [(problem.code, problem.words["style"]) for problem in found] == [
        ("format-no-style", style) for style in styles
    ]
    assert {problem.place.line for problem in found} <= {5}


@pytest.mark.parametrize("pack", sorted(path.parent.name for path in ROOT.glob("*/*/pack.yaml")))
def test_no_pack_that_comes_with_docgen_has_a_fault(pack: str) -> None:
    assert lint_pack(pack, root=ROOT) == []
