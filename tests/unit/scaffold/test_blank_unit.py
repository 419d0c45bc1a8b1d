"""The files of a new unit: each field of the schema, blank, with its labels behind it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from docgen.content.unit import PACK_KEY
from docgen.packs.pack import Pack
from docgen.scaffold.content.blank_unit import Skeleton
from docgen.scaffold.content.field_comments import FieldComments
from tests.unit.scaffold.small_pack import NUMBER, TEXT, group, pack_of

YEAR = 2024
HEAD = "# yaml-language-server: $schema=../../../word_templates/form/schema.json\n"


def rows_of(**properties: object) -> dict[str, Any]:
    return {"type": ["array", "null"], "items": group(**properties)}


OWN = {
    "type": "object",
    "additionalProperties": {"type": "object", "additionalProperties": rows_of(三级=TEXT)},
}
"""Groups of the unit's own, in two levels, with rows."""


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """A pack whose form asks for nothing."""
    return pack_of(tmp_path_factory.mktemp("bare"), schema={})


def skeleton(pack: Pack) -> dict[str, str]:
    made = Skeleton(pack, YEAR, FieldComments(pack, YEAR)).files()
    return {name: data.decode() for name, data in made.items()}


def fields(text: str) -> str:
    """A file without the line for editors, and without the list of files to fill in."""
    return text.removeprefix(HEAD).partition("\n\n待填写:")[0].rstrip("\n")


def report(pack: Pack, properties: Mapping[str, object], **more: object) -> str:
    """What report.yaml asks for with another schema."""
    schema = {"type": "object", "properties": properties, **more}
    return fields(skeleton(replace(pack, schema=schema))["report.yaml"])


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ({"甲": TEXT}, "甲:"),
        ({"甲": NUMBER}, "甲:"),
        ({"甲": {}}, "甲:"),
        ({"甲": {"type": "string", "minLength": 1}}, "甲: 甲  # 换成要填的"),
        ({"甲": {"type": "string", "minLength": 0}}, "甲:"),
        ({"甲": {"default": "无"}}, "甲: 无"),
        ({"甲": {"default": "无", "minLength": 1}}, "甲: 无"),
        ({"甲": TEXT | {"description": "写明"}}, "甲:  # 写明"),
        ({"甲：乙": TEXT}, "甲：乙:"),
        ({"甲: 乙": TEXT}, '"甲: 乙":'),
        ({"甲": {"default": ["一", {"二": None}]}}, "甲:\n  - 一\n  - 二:"),
        ({"甲": {"default": {"一": 2}, "description": "写明"}}, "甲:  # 写明\n  一: 2"),
        ({"甲": group(一=NUMBER)}, "甲:\n  一:"),
        ({"甲": group(一=NUMBER, 二=NUMBER)}, "甲:\n  一:\n  二:"),
        ({"甲": group(**{"一: ": NUMBER})}, '甲:\n  "一: ":'),
        ({"甲": NUMBER | {"default": 10}}, "甲: 10"),
        ({"甲": TEXT | {"default": ""}}, "甲:"),
        ({"甲": group(**{"": TEXT})}, '甲:\n  "":'),
        ({"甲": NUMBER | {"description": "万元"}}, "甲:  # 万元"),
        ({"甲": group(分值=NUMBER | {"default": 10})}, "甲:\n  分值: 10"),
        ({"甲": group(一=NUMBER, 二=TEXT) | {"default": {"二": "无"}}}, "甲:\n  一:\n  二: 无"),
        (
            {"甲": rows_of(一=TEXT, 二=NUMBER) | {"default": [{"一": "水费"}, {"一": "电费"}]}},
            "甲:\n  - 一: 水费\n    二:\n  - 一: 电费\n    二:",
        ),
        (
            {"甲": OWN | {"default": {"产出": {"数量": [], "质量": []}, "效益": {}}}},
            "甲:\n  产出:\n    数量:\n      - 三级:\n    质量:\n      - 三级:\n"
            "  效益:\n  #   （名称）:\n  #     - 三级:",
        ),
        (
            {"甲": OWN | {"default": {"产出": {"数量": [{"三级": "次数"}, {"三级": None}]}}}},
            "甲:\n  产出:\n    数量:\n      - 三级: 次数\n      - 三级:",
        ),
        ({"甲": group(一=NUMBER, 二=TEXT)}, "甲:\n  一:\n  二:"),
        ({"甲": group(一=TEXT)}, "甲:\n  一:"),
        ({"甲": group(一=group(二=TEXT))}, "甲:\n  一:\n    二:"),
        ({"甲": rows_of(一=TEXT, 二=NUMBER)}, "甲:\n  - 一:\n    二:"),
        ({"甲": rows_of(一=rows_of(二=TEXT))}, "甲:\n  - 一:\n      - 二:"),
        ({"甲": {"type": "array", "items": TEXT}}, "甲:"),
        ({"甲": {"type": "array"}}, "甲:"),
        ({"甲": {"type": "object"}}, "甲:\n#   （名称）:"),
        ({"甲": {"type": "object", "additionalProperties": NUMBER}}, "甲:\n#   （名称）:"),
        (
            {"甲": {"type": "object", "additionalProperties": rows_of(一=TEXT, 二=TEXT)}},
            "甲:\n#   （名称）:\n#     - 一:\n#       二:",
        ),
        (
            {"甲": group(乙={"type": "object", "additionalProperties": rows_of(一=TEXT)})},
            "甲:\n  乙:\n  #   （名称）:\n  #     - 一:",
        ),
    ],
)
def test_a_field_of_the_schema(bare: Pack, schema: dict[str, Any], text: str) -> None:
    assert report(bare, schema) == text


def test_groups_in_groups_of_the_units_own_are_shown_one_in_another(bare: Pack) -> None:
    inner = {"type": "object", "additionalProperties": rows_of(一=TEXT)}
    schema = {"甲": {"type": "object", "additionalProperties": inner, "description": "写明"}}
    assert report(bare, schema) == ("甲:  # 写明\n#   （名称）:\n#     （名称）:\n#       - 一:")


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({}, "甲:\n乙:  # 写明\n例外:"),
        ({"required": []}, "甲:\n乙:  # 写明\n例外:"),
        ({"required": ["甲"]}, "甲:\n# 乙:  # 写明"),
        ({"x-required": ["甲"], "required": ["乙"]}, "甲:\n# 乙:  # 写明"),
        ({"x-required": [], "required": ["乙"]}, "乙:  # 写明\n# 甲:"),
        ({"required": ["乙", "丙"]}, "乙:  # 写明\n# 甲:"),
    ],
)
def test_fields_that_are_not_required_are_only_named(
    bare: Pack, more: dict[str, Any], text: str
) -> None:
    schema = {"甲": TEXT, "乙": TEXT | {"description": "写明"}, "例外": TEXT}
    assert report(bare, schema, **more) == text


def test_optional_fields_are_named_in_order_and_none_that_is_derived(tmp_path: Path) -> None:
    schema = {"乙": TEXT, "丙": TEXT, "丁": TEXT, "甲": TEXT}
    pack = pack_of(tmp_path, settings="derived: {丙: 乙}\n")
    assert report(pack, schema, required=["甲"]) == "甲:\n# 丁:\n# 乙:"


def test_derived_fields_are_not_asked_for(tmp_path: Path) -> None:
    schema = {"甲": group(一=NUMBER, 二=NUMBER), "乙": group(一=NUMBER)}
    pack = pack_of(tmp_path, settings="derived: {甲.二: 一, 乙: 甲}\n")
    assert report(pack, schema) == "甲:\n  一:"


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ("{{ 日期 }}", "日期: 2025年1月1日\n甲:"),
        ("2024-{{ 日期 }}-{{ 甲 }}", "日期: 2025年1月1日\n甲:"),
        ("{{ 日期 or 甲 }}", "日期: 2025年1月1日\n甲: 2025年1月1日"),
        ("2024-12-31", "日期:\n甲:"),
    ],
)
def test_the_pack_the_year_and_the_date_are_known(tmp_path: Path, date: str, text: str) -> None:
    schema = {PACK_KEY: TEXT, "年度": NUMBER, "日期": TEXT, "甲": TEXT}
    pack = pack_of(tmp_path, schema=schema, settings="checks: {year: 年度}\n", date=date)
    assert fields(skeleton(pack)["report.yaml"]) == f"{PACK_KEY}: form\n年度: 2024\n{text}"


def test_labels_of_the_form_stand_behind_the_fields(tmp_path: Path) -> None:
    table = ["项目|决算|预算", "三公经费|{{ 甲.一 }}|{{ 甲.二 }}", "说明|{{ 乙 }}|{{ 年度 }}"]
    schema = {
        "甲": group(一=NUMBER, 二=NUMBER) | {"description": "写明"},
        "乙": TEXT | {"description": "说明：决算"},
        "年度": NUMBER,
    }
    assert report(pack_of(tmp_path, table, settings="checks: {year: 年度}\n"), schema) == (
        "甲:  # 三公经费；写明\n  一:  # 决算\n  二:  # 预算\n乙:  # 说明：决算\n年度: 2024"
    )


def test_a_pack_without_a_schema_has_no_line_for_editors(tmp_path: Path) -> None:
    assert skeleton(pack_of(tmp_path))["report.yaml"].startswith("\n\n待填写:")


def test_each_part_has_a_file_of_the_fields_that_it_alone_prints(tmp_path: Path) -> None:
    schema = dict.fromkeys(("年度", "甲", "乙", "戊"), TEXT) | {
        "丙": group(一=TEXT),
        "丁": {"type": "array", "items": TEXT},
    }
    annexes = {
        "annex-1.docx": "{{ 乙 }}{{ 甲 }}{{ 丙.一 }}{{ 年度 }}",
        "annex-2.docx": "{{ 丁[0] }}{{ 丙.一 }}",
    }
    settings = "checks: {year: 年度}\n"
    made = skeleton(
        pack_of(tmp_path, "{{ 甲 }}", schema=schema, annexes=annexes, settings=settings)
    )
    assert {name: fields(text) for name, text in made.items()} == {
        "report.yaml": "年度: 2024\n甲:\n戊:\n丙:\n  一:",
        "annex-1.yaml": "乙:",
        "annex-2.yaml": "丁:",
    }
    assert all(text.startswith(HEAD) for text in made.values())


def test_a_part_says_what_its_file_is_called(tmp_path: Path) -> None:
    schema = {"甲": TEXT, "乙": TEXT, "丙": TEXT}
    pack = pack_of(tmp_path, "{{ 甲 }}", schema=schema, annexes={"a.docx": "{{ 乙 }}"})
    first, second = pack.parts
    parts = (replace(first, content="一.yaml"), replace(second, content="二.yaml"))
    made = {name: fields(text) for name, text in skeleton(replace(pack, parts=parts)).items()}
    assert made == {"report.yaml": "丙:", "一.yaml": "甲:", "二.yaml": "乙:"}


COPY = "# 一个文件填一个；还有的，把这个文件复制成 2.yaml、3.yaml 再填 · one each: copy the file\n"


def test_a_folder_of_items_and_one_of_texts(tmp_path: Path) -> None:
    text = {"contentMediaType": "text/markdown"}
    lists = {"projects": rows_of(名称=TEXT, 数=NUMBER), "narrative": group(一=text, 二=text)}
    made = skeleton(pack_of(tmp_path, schema={"甲": TEXT, **lists}))
    assert list(made) == ["report.yaml", "projects/1.yaml", "narrative/一.md", "narrative/二.md"]
    head = HEAD.replace("../../../", "../../../../")
    assert made["projects/1.yaml"] == f"{head}{COPY}名称:\n数:\n"
    assert made["narrative/一.md"].startswith("<!--\n一\n写法：")
    listed = ["report.yaml", "projects/1.yaml", "narrative/一.md", "narrative/二.md"]
    assert made["report.yaml"].endswith("".join(f"  - {name}\n" for name in listed))


def test_a_list_of_files_has_the_schema_of_one_item_if_there_is_one(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, schema={"projects": {"type": "array", "items": TEXT}})
    pack.schema["properties"]["projects"]["items"] = {"$ref": "#/$defs/项目"}
    pack.schema["$defs"] = {"项目": group(名称=TEXT)}
    folder = pack.parts[0].path.parent
    for name, reference in (("a", "项"), ("b", "项目"), ("c", "项目")):
        text = json.dumps({"$ref": f"schema.json#/$defs/{reference}"})
        (folder / f"{name}.schema.json").write_text(text, "utf-8")
    assert skeleton(pack)["projects/1.yaml"] == (
        HEAD.replace("../../../", "../../../../").replace("schema.json", "b.schema.json")
        + f"{COPY}名称:\n"
    )


def test_what_is_filled_in_already_is_not_listed(tmp_path: Path) -> None:
    schema = {"甲": {"default": "无"}, "projects": rows_of(名称=TEXT | {"default": "无"})}
    made = skeleton(pack_of(tmp_path, schema=schema))
    assert made["report.yaml"] == f"{HEAD}甲: 无\n"
    assert made["projects/1.yaml"].endswith("名称: 无\n")


def test_a_report_that_was_handed_in_has_nothing_but_what_it_says(tmp_path: Path) -> None:
    schema = {
        "日期": TEXT,
        "名称": {"type": "string", "minLength": 1},
        "满分": NUMBER | {"default": 10},
        "指标": OWN | {"default": {"产出": {"数量": [{"三级": "次数"}], "质量": []}}},
    }
    pack = pack_of(tmp_path, schema=schema, date="{{ 日期 }}")
    made = Skeleton(pack, YEAR, FieldComments(pack, YEAR), {"指标": {"产出": {"数量": []}}}, ())
    other = Skeleton(pack, YEAR, FieldComments(pack, YEAR), to_fill=())
    rows = "指标:\n  产出:\n    数量:\n      - 三级:"
    assert fields(made.files()["report.yaml"].decode()) == f"日期:\n名称:\n满分:\n{rows}"
    assert fields(other.files()["report.yaml"].decode()) == (
        f"日期:\n名称:\n满分:\n{rows}\n    质量:\n      - 三级:"
    )
