"""The schema of a drafted pack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from docgen.scaffold.pack.form_fields import (
    Block,
    Chapter,
    Content,
    Field,
    FormFields,
    Kind,
    Path,
    Spot,
)
from docgen.scaffold.pack.writing.drafted_schema import drop_derived, schema_of
from docgen.scaffold.pack.writing.unique_names import Form
from docgen.word.xml import w
from tests.unit.scaffold.drawing import form_of, grid_of

TEXT = {"type": ["string", "null"]}
NUMBER = {"type": ["number", "null"]}
MARKDOWN = {"type": ["string", "null"], "contentMediaType": "text/markdown"}
UNIT = ("单位",)
Made = tuple[str, Kind] | tuple[str, Kind, str]


def group(**properties: object) -> dict[str, Any]:
    return {"type": ["object", "null"], "properties": properties, "required": list(properties)}


def rows_of(**properties: object) -> dict[str, Any]:
    return {"type": ["array", "null"], "items": group(**properties)}


def form(*fields: Made, repeats: str = "") -> Form:
    """A form with a field in each paragraph; a third word is the option of its box."""
    document = form_of(*("x" for _ in fields))
    found = FormFields(repeats=repeats)
    for (path, kind, *option), paragraph in zip(fields, document.paragraphs, strict=True):
        keys, spot = tuple(path.split(".")), Spot(paragraph._p)
        found.fields.append(Field(keys, spot, kind, option="".join(option)))
    return Form("form.docx", document, "", found)


def schema(*forms: Form, unit: Path = UNIT) -> dict[str, Any]:
    return schema_of(list(forms), "标题", unit)


def properties(*forms: Form) -> dict[str, Any]:
    """The fields of the forms, without the pack and the year."""
    found = schema(*forms)["properties"]
    return {key: found[key] for key in found if key not in ("模板", "年度")}


def test_the_head_of_a_schema() -> None:
    assert schema(form(("甲", "text"), ("年度", "year"))) == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "标题",
        "x-required": ["模板", "年度", "甲"],
        "type": "object",
        "properties": {
            "模板": TEXT,
            "年度": {"type": "number", "minimum": 2000, "maximum": 2099},
            "甲": TEXT,
        },
    }


def test_the_units_name_is_asked_for_if_no_form_does() -> None:
    assert list(schema(unit=("单位名称",))["properties"]) == ["模板", "年度", "单位名称"]
    assert schema(unit=("单位名称",))["properties"]["单位名称"] == TEXT
    assert list(schema(unit=("填报单位",))["properties"]) == ["模板", "年度"]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ([("甲", "figure")], {"甲": NUMBER}),
        ([("甲.乙", "text"), ("甲.丙", "prose")], {"甲": group(乙=TEXT, 丙=MARKDOWN)}),
        ([("甲.乙.丙", "text")], {"甲": group(乙=group(丙=TEXT))}),
        ([("甲[].乙", "text"), ("甲[].丙", "figure")], {"甲": rows_of(乙=TEXT, 丙=NUMBER)}),
        ([("甲[].乙.丙", "text")], {"甲": rows_of(乙=group(丙=TEXT))}),
        (
            [("甲.乙", "text"), ("丁", "text"), ("甲.丙", "text")],
            {"甲": group(乙=TEXT, 丙=TEXT), "丁": TEXT},
        ),
        ([("甲", "text"), ("甲", "figure")], {"甲": TEXT}),
    ],
)
def test_fields_are_in_their_groups(fields: Sequence[Made], found: Mapping[str, object]) -> None:
    assert properties(form(*fields)) == found


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["是", "否"], {"enum": ["是", "否", None], "description": "填：是或否"}),
        (["无", "有"], {"enum": ["无", "有", None], "description": "填：无或有"}),
        (["男", "女"], {"enum": ["男", "女", None], "description": "填：男或女"}),
        (["同意", "不同意"], {"enum": ["同意", "不同意", None], "description": "填：同意或不同意"}),
        (
            ["甲", "乙"],
            {
                "pattern": "^(?:甲|乙)(?:[、，,；;](?:甲|乙))*$",
                "description": "填：甲、乙；几项之间用顿号",
            },
        ),
        (
            ["是"],
            {"pattern": "^(?:是)(?:[、，,；;](?:是))*$", "description": "填：是；几项之间用顿号"},
        ),
        (
            ["是", "否", "C+"],
            {
                "pattern": r"^(?:是|否|C\+)(?:[、，,；;](?:是|否|C\+))*$",
                "description": "填：是、否、C+；几项之间用顿号",
            },
        ),
    ],
)
def test_boxes_are_a_choice(options: list[str], found: dict[str, Any]) -> None:
    boxes: list[Made] = [("甲", "ticks", option) for option in options]
    assert properties(form(*boxes)) == {"甲": TEXT | found}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["合格", "不合格"], "合格或不合格"),
        (["合格", "基本合格，限期整改", "不合格"], "合格、基本合格，限期整改或不合格"),
        (["已完成", "未完成", "不适用"], "已完成、未完成或不适用"),
        (["优", "良", "中", "差"], "优、良、中或差"),
    ],
)
def test_boxes_that_rule_each_other_out_are_a_choice_of_one(options: list[str], told: str) -> None:
    found = properties(form(*(("甲", "ticks", option) for option in options)))["甲"]
    assert found == TEXT | {"enum": [*options, None], "description": f"填：{told}"}


def block(
    form: Form,
    path: Path,
    contents: Sequence[Content],
    levels: tuple[str, ...] = (),
    default: Any = None,
) -> None:
    """Adds a block in a table at the end of the form."""
    grid = grid_of("|".join("x" * len(contents)))
    form.document.element.body.sectPr.addprevious(grid.table)
    rows = tuple(grid.table.findall(w("tr")))
    cells = dict(zip(grid.regions, contents, strict=True))
    form.form_fields.blocks.append(Block(path, "行", rows, levels, cells, default or []))


def column(name: str, kind: Kind = "text", option: str = "") -> Field:
    return Field((name,), Spot(form_of("x").paragraphs[0]._p), kind, option=option)


def test_a_list_has_its_columns_and_what_the_form_prints() -> None:
    made = form(("甲", "text"))
    pair = (column("长", "figure"), column("宽", "figure"))
    contents: list[Content] = [column("名称"), "{{ loop.index }}", pair]
    block(made, ("单[]",), contents, default=[{"名称": "一"}])
    row = group(名称=TEXT, 长=NUMBER, 宽=NUMBER)
    listed = {"type": ["array", "null"], "items": row, "default": [{"名称": "一"}]}
    assert properties(made) == {"甲": TEXT, "单": listed}


def test_a_list_below_groups_has_groups_of_the_units_own() -> None:
    made = form()
    block(made, ("组", "指标"), [column("值", "figure")], ("一级", "二级"), {"甲": {}})
    rows = {"type": ["array", "null"], "items": group(值=NUMBER)}
    second = {"type": ["object", "null"], "additionalProperties": rows}
    first = {"type": ["object", "null"], "additionalProperties": second, "default": {"甲": {}}}
    assert properties(made) == {"组": group(指标=first)}


def test_boxes_in_a_row_are_a_choice() -> None:
    made = form()
    boxes = (column("否", "ticks", "是"), column("否", "ticks", "否"))
    block(made, ("单[]",), [boxes, column("名称")])
    row = properties(made)["单"]["items"]["properties"]
    assert row == {
        "否": TEXT | {"enum": ["是", "否", None], "description": "填：是或否"},
        "名称": TEXT,
    }


def test_fields_blocks_and_chapters_are_in_the_order_of_the_form() -> None:
    made = form(("甲", "text"), ("乙", "text"))
    block(made, ("单[]",), [column("名称")])
    body = made.document.element.body
    heading = made.document.add_paragraph("一、工作")._p
    made.form_fields.chapters.append(Chapter(("narrative", "1-work"), heading, None))
    last = made.document.add_paragraph("x")._p
    made.form_fields.fields.insert(0, Field(("丙",), Spot(last)))
    body.insert(0, body[1])
    assert list(properties(made)) == ["乙", "甲", "单", "narrative", "丙"]
    assert properties(made)["narrative"] == group(**{"1-work": MARKDOWN})


def test_the_forms_are_in_their_order_and_share_fields() -> None:
    first, second = form(("甲", "text")), form(("乙", "text"), ("甲", "figure"))
    assert properties(first, second) == {"甲": TEXT, "乙": TEXT}
    assert properties(form(("甲", "ticks", "是")), form(("甲", "ticks", "否")))["甲"]["enum"] == [
        *("是", "否", None),
    ]


def test_projects_have_a_definition_that_their_files_refer_to() -> None:
    found = schema(
        form(("projects[].名称", "text"), ("projects[].数", "figure"), repeats="projects")
    )
    assert found["properties"]["projects"] == {
        "type": ["array", "null"],
        "items": {"$ref": "#/$defs/项目"},
        "minItems": 1,
    }
    assert found["$defs"] == {"项目": group(名称=TEXT, 数=NUMBER)}
    assert "$defs" not in schema(form(("甲", "text")))


@pytest.mark.parametrize(
    ("fields", "derived", "required"),
    [
        (["甲", "乙"], ["甲"], {"": ["模板", "年度", "乙"]}),
        (["甲.一", "甲.二"], ["甲.一"], {"甲": ["二"]}),
        (["甲.一", "甲.二"], ["甲"], {"": ["模板", "年度"]}),
        (["甲.一.子", "甲.一.丑"], ["甲.一.丑"], {"甲.一": ["子"]}),
        (["甲[].一", "甲[].二"], ["甲[].一"], {"甲[]": ["二"]}),
        (["projects[].一", "projects[].二"], ["projects[].一"], {"projects[]": ["二"]}),
        (["甲"], ["乙"], {"": ["模板", "年度", "甲"]}),
        (["甲.一"], ["甲.二"], {"甲": ["一"]}),
        (["甲", "乙"], ["甲", "乙"], {"": ["模板", "年度"]}),
    ],
)
def test_derived_fields_are_not_required(
    fields: list[str], derived: list[str], required: dict[str, list[str]]
) -> None:
    made = schema(form(*((path, "text") for path in fields)))
    changed = drop_derived(made, [tuple(path.split(".")) for path in derived])
    assert changed is made
    for path, names in required.items():
        node = made
        for key in filter(None, path.split(".")):
            node = node["properties"][key.removesuffix("[]")]
            node = node["items"] if key.endswith("[]") else node
            node = made["$defs"]["项目"] if "$ref" in node else node
        assert node["required" if path else "x-required"] == names
    assert set(made["properties"]) >= {path.split(".")[0].removesuffix("[]") for path in fields}


def test_a_prompt_is_the_description_and_its_limit_the_length() -> None:
    made = form(("甲", "prose"), ("乙", "text"), ("丙", "figure"))
    hints = ("（简述甲，300字以内）", "【没有的填“无”】", "（填数）")
    paragraphs: list[etree._Element] = [it._p for it in made.document.paragraphs]
    prompts = dict(zip(paragraphs, hints, strict=True))
    found = schema_of([made], "标题", UNIT, prompts)["properties"]
    assert found["甲"] == MARKDOWN | {"description": "简述甲，300字以内", "maxLength": 300}
    assert found["乙"] == TEXT | {"description": "没有的填“无”"}
    assert found["丙"] == NUMBER


def test_a_chapter_has_its_prompt() -> None:
    document = form_of("一、概况", "（500字以内）")
    heading, prompt = list[etree._Element](it._p for it in document.paragraphs)
    found = FormFields(chapters=[Chapter(("narrative", "1"), heading, prompt)])
    made = Form("form.docx", document, "", found)
    prompts = {prompt: "（500字以内）"}
    chapters = schema_of([made], "标题", UNIT, prompts)["properties"]["narrative"]["properties"]
    assert chapters["1"] == MARKDOWN | {"description": "500字以内", "maxLength": 500}


@pytest.mark.parametrize(
    ("key", "unit", "schema"),
    [
        ("单位", "%", {**NUMBER, "format": "percent"}),
        ("单位", "％", {**NUMBER, "format": "percent"}),
        ("单位", "元", NUMBER),
        ("执行率", "%", NUMBER),
    ],
)
def test_a_figure_before_a_percent_sign_may_be_typed_with_it(
    key: str, unit: str, schema: dict[str, Any]
) -> None:
    drawn = form((key, "figure"))
    drawn.form_fields.fields[:] = [replace(drawn.form_fields.fields[0], unit=unit)]
    assert properties(drawn)[key] == schema
