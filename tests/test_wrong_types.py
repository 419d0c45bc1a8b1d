"""Whatever kind of value stands where another is wanted: it is told at its place, never a failure.

Each key that docgen itself reads, in content, pack.yaml and schema.json, gets each kind of value.
"""

from __future__ import annotations

import json
import shutil
from typing import Any

import pytest
import yaml

from docgen import check_edition
from docgen.diagnostics import DocgenError
from docgen.packs.pack_yaml import pack_schema_text
from docgen.scaffold.content.new_edition import carry_edition
from docgen.templates.lint.pack_faults import lint_pack
from docgen.templates.lint.pack_outline import outline_pack
from tests.support import PACK_YAML, SmallProject, codes, found
from tests.unit.helpers import as_yaml

KINDS: dict[str, Any] = {
    "blank": None,
    "text": "某",
    "list": ["甲", "乙"],
    "nested list": [["甲"], [["乙"]]],
    "mixed list": ["1", {"a": "b"}, ["2"], None],
    "group": {"甲": "1"},
    "group of groups": {"a": {}, "b": {"c": {"d": "1"}}},
    "very long text": "长" * 20_000,
}

NUMBER = {"type": "number"}
SCHEMA = {
    "年度": {"type": "number"},
    "单位名称": {"type": "string", "minLength": 1},
    "金额": {"type": "object", "properties": {"本年": {"type": "number"}}},
    "指标": {
        "type": "array",
        "items": {"type": "object", "properties": {"分值": {"type": "number"}}},
    },
    "正文": {"contentMediaType": "text/markdown"},
    "是否": {"type": "boolean"},
    "选项": {"enum": ["甲", "乙", True, 1]},
    "件数": {"type": "integer"},
    "两种": {"type": ["string", "number"]},
}
CHECKS = """\
derived: {金额.合计: 金额.本年 + 1}
rules:
  - {name: 规则, at: 金额, require: 本年 <= 年度}
  - {name: 逐行, each: 指标, require: 分值 <= 10}
checks:
  {year: 年度, unit: 单位名称, money: [金额], points: [分值], facts: [数据], plans: [正文]}
next: {kept: [单位名称], dates: [年度], texts: [正文]}
"""
CONTENT: dict[str, Any] = {
    "年度": "2023",
    "单位名称": "某局",
    "金额": {"本年": "1"},
    "指标": [{"分值": "1"}],
    "正文": "一段",
    "是否": "是",
    "选项": "甲",
    "件数": "3",
    "两种": "2",
    "数据": {"人数": "5"},
    "沿用上年": ["report.yaml"],
    "例外": [{"规则": "text-differs", "位置": "report.yaml", "理由": "原文"}],
}


def whole(project: SmallProject) -> SmallProject:
    values = "{{ 年度 }}{{ 单位名称 }}{{ 金额.本年 }}{{ 金额.合计 }}{{ 选项 }}{{ 件数 }}{{ 两种 }}"
    loop = "{% for 行 in 指标 %}{{ 行.分值 }}{% endfor %}{% if 是否 %}是{% endif %}"
    project.template("{{ 名称 }}", values, loop, "{{p 正文 }}")
    project.schema(**SCHEMA)
    (project.pack / "pack.yaml").write_text(PACK_YAML + CHECKS, "utf-8")
    project.content(as_yaml(CONTENT))
    return project


def run_all(project: SmallProject) -> list[str]:
    """The codes of what all commands say that read a pack and its units; none may raise."""
    last = project.root / "content" / "2022" / "one"
    last.mkdir(parents=True, exist_ok=True)
    (last / "report.yaml").write_bytes((project.unit / "report.yaml").read_bytes())
    told = codes(project.render()) + codes(check_edition("2023", root=project.root))
    told += [problem.code for problem in lint_pack("form", root=project.root)]
    told += [problem.code for problem in outline_pack("form", root=project.root).problems]
    try:
        told += [problem.code for problem in new(project)]
    except DocgenError as reason:
        told.append(reason.problem.code)
    assert "docgen-failed" not in told
    return told


def new(project: SmallProject) -> list[Any]:
    shutil.rmtree(project.root / "content" / "2024", ignore_errors=True)
    units = carry_edition("2024", "2023", root=project.root)
    return [problem for unit in units for problem in unit.problems]


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("key", ["模板", "名称", *CONTENT])
def test_a_key_of_the_content_takes_any_kind_of_value(
    project: SmallProject, key: str, kind: str
) -> None:
    whole(project)
    values = {"模板": "form", "名称": "报告"} | CONTENT | {key: KINDS[kind]}
    (project.unit / "report.yaml").write_text(as_yaml(values), "utf-8")
    run_all(project)


PACK_KEYS = [
    "output",
    "properties",
    "properties.title",
    "properties.author",
    "properties.date",
    "parts",
    "parts.0",
    "parts.0.file",
    "parts.0.repeat",
    "part",
    "derived",
    "derived.金额.合计",
    "format",
    "checks",
    *(f"checks.{key}" for key in ("year", "unit", "money", "points", "facts", "plans", "carried")),
    "checks.carried.金额",
    "checks.apart",
    "checks.titles",
    "next",
    "next.kept",
    "next.dates",
    "next.texts",
    "rules",
    "rules.0",
    *(f"rules.0.{key}" for key in ("name", "at", "each", "require", "warn")),
]


def replaced(values: Any, path: str, new_value: object) -> Any:
    """``values`` with another value at ``path``; ``part`` stands for a misspelt ``parts``."""
    values = json.loads(json.dumps(values))
    if path == "part":
        values["part"] = values.pop("parts")
        return values
    *above, last = path.split(".", 2) if path.startswith("checks.carried.") else path.split(".")
    if path.startswith("derived."):
        above, last = ["derived"], path.removeprefix("derived.")
    owner = values
    for step in above:
        owner = owner[int(step)] if step.isdigit() else owner.setdefault(step, {})
    owner[int(last) if last.isdigit() else last] = new_value
    return values


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("path", PACK_KEYS)
def test_a_key_of_pack_yaml_takes_any_kind_of_value(
    project: SmallProject, path: str, kind: str
) -> None:
    whole(project)
    values = replaced(yaml.safe_load(PACK_YAML + CHECKS), path, KINDS[kind])
    (project.pack / "pack.yaml").write_text(as_yaml(values), "utf-8")
    run_all(project)


FORMAT_KEYS = sorted(json.loads(pack_schema_text())["properties"]["format"].get("properties", {}))


@pytest.mark.parametrize("kind", KINDS)
def test_the_keys_of_format_take_any_kind_of_value(project: SmallProject, kind: str) -> None:
    whole(project)
    values = yaml.safe_load(PACK_YAML + CHECKS)
    values["format"] = dict.fromkeys(FORMAT_KEYS, KINDS[kind])
    (project.pack / "pack.yaml").write_text(as_yaml(values), "utf-8")
    run_all(project)


@pytest.mark.parametrize(
    ("field", "rules", "told"),
    [
        ("年度", {"type": ["null"]}, "wrong-type"),
        ("年度", {"type": "text"}, "schema-invalid"),
        ("年度", {"type": 1}, "schema-invalid"),
        ("金额", {"properties": []}, "schema-invalid"),
        ("金额", {"properties": {"本年": 1}}, "schema-invalid"),
        ("金额", {"x-required": 1}, "schema-invalid"),
        ("指标", {"items": "number"}, "schema-invalid"),
        ("指标", {"$ref": ["#"]}, "schema-invalid"),
        ("选项", {"enum": 1}, "schema-invalid"),
        ("单位名称", {"pattern": "("}, "schema-invalid"),
        ("单位名称", False, "schema-rule"),
    ],
)
def test_a_schema_of_the_wrong_kind_is_told(
    project: SmallProject, field: str, rules: object, told: str
) -> None:
    whole(project).schema(**(SCHEMA | {field: rules}))
    assert told in run_all(project)


def test_what_is_of_the_wrong_type_is_told_at_its_line(project: SmallProject) -> None:
    whole(project)
    lines = [
        "年度: []",
        "单位名称: {a: {}}",
        "金额: [1]",
        "指标: {甲: 1}",
        "正文: [一]",
        "是否: {甲: {乙: 1}}",
        "件数: [[1]]",
        "沿用上年: [1, {a: b}]",
        "待填写: {a: b}",
        "例外: [一]",
    ]
    project.content("".join(f"{line}\n" for line in lines))
    told = found(project.render())
    for number in range(3, 12):
        assert ("wrong-type", "content/2023/one/report.yaml", number) in told, lines[number - 3]
    assert ("exception-wrong", "content/2023/one/report.yaml", 12) in told
