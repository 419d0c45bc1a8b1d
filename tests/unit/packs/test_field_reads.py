"""The fields that a template reads, and in which line, found from the schema alone."""

from __future__ import annotations

import pytest

from docgen.packs.expressions import new_environment
from docgen.packs.field_reads import Read, fields_read, loop_item
from docgen.packs.schema_fields import Fields, Shape
from tests.unit.packs.test_schema_fields import FIELDS

JINJA = new_environment()


def reads(template: str, fields: Fields = FIELDS, beside: tuple[str, ...] = ()) -> list[str]:
    """``line path`` of each read; ``?`` stands before an unknown field, ``loop`` behind a loop."""
    found = fields_read(JINJA.parse(template), fields, tuple(map(fields.at, beside)))
    return [
        f"{read.line} {'' if read.known else '?'}{read.path}{' loop' if read.loop else ''}"
        for read in found
    ]


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [
        ("年度", ["年度"]),
        ("年度 - 1", ["年度"]),
        ("年度 + 封面.单位", ["年度", "封面.单位"]),
        ("封面['单位']", ["封面.单位"]),
        ("年份", ["?年份"]),
        ("年份.甲", ["?年份"]),
        ("封面.乙", ["?封面.乙"]),
        ("'年度'", []),
        ("projects[0].得分", ["projects[].得分"]),
        ("projects[年度].得分", ["年度", "?projects.得分"]),
        ("指标[年度]", ["年度", "指标.*"]),
        ("指标['产出']", ["指标.产出"]),
        ("年份[年度]", ["年度", "?年份"]),
        ("年度[0]", ["年度"]),
        ("1[年度]", ["年度"]),
        ("(1 + 2).甲", []),
        ("年度 | round", ["年度"]),
        ("年度 | round(封面.单位)", ["封面.单位", "年度"]),
        ("年度 | round(digits=封面.单位)", ["封面.单位", "年度"]),
        ("年份 | round", ["?年份"]),
        ("年份 | default('无')", ["年份"]),
        ("年份 | d(年度)", ["年度", "年份"]),
        ("年度 | default(1)", ["年度"]),
        ("年份 is defined", []),
        ("年份 is undefined", []),
        ("年度 is number", ["年度"]),
        ("projects | sum(attribute='得分')", ["projects[].得分"]),
        ("projects | sum(attribute='分')", ["?projects[].分"]),
        ("projects | map(attribute='得分') | list", ["projects[].得分"]),
        ("projects | length", ["projects"]),
        ("projects | first", ["projects[]"]),
        ("(projects | last).得分", ["projects[].得分"]),
        ("(封面 | first)", ["封面"]),
        ("projects | sort(attribute='得分') | first", ["projects[].得分", "projects[]"]),
        ("(projects | selectattr('得分') | list)[0].得分", ["projects[].得分", "projects[].得分"]),
        ("projects | groupby('得分')", ["projects[].得分"]),
        ("projects | join('得分')", ["projects"]),
        ("(projects | where('得分', 3)).资金", ["projects[].得分", "projects[].资金"]),
        ("(projects | where('得分', 年度)).资金", ["年度", "projects[].得分", "projects[].资金"]),
        ("(指标 | rows('一级'))[0].一级", ["指标.*.*[].一级"]),
        ("(指标 | rows('一级'))[0].二级", ["?指标.*.*[].二级"]),
        ("指标 | rows('一级') | sum(attribute='得分')", ["指标.*.*[].得分"]),
        ("(指标 | rows(年度))[0].得分", ["年度", "指标.*.*[].得分"]),
        ("指标.items()", []),
        ("指标.get('甲')", ["指标.get"]),
        ("total(年度, 封面.单位)", ["年度", "封面.单位"]),
        ("range(年度)", ["年度"]),
        ("[年度, 封面.单位]", ["年度", "封面.单位"]),
        ("年度 if 封面.单位 else 随意", ["封面.单位", "年度", "随意"]),
    ],
)
def test_an_expression_reads_fields(expression: str, wanted: list[str]) -> None:
    assert sorted(reads(f"{{{{ {expression} }}}}")) == sorted(f"1 {path}" for path in wanted)


@pytest.mark.parametrize(
    ("template", "wanted"),
    [
        ("\n{{ 年度 }}\n\n{{ 封面.单位 }}", ["2 年度", "4 封面.单位"]),
        (
            "{% for 项 in projects %}\n{{ 项.得分 }}{{ loop.index }}{% endfor %}{{ 项 }}",
            ["1 projects loop", "2 projects[].得分", "2 ?项"],
        ),
        (
            "{% for 项 in projects if 项.得分 %}{{ 年度 }}{% else %}{{ 随意 }}{% endfor %}",
            ["1 projects loop", "1 projects[].得分", "1 年度", "1 随意"],
        ),
        ("{% for 名, 组 in 指标.items() %}{{ 名 }}{{ 组.甲 }}{% endfor %}", []),
        ("{% for 名, 组 in 年份 %}{{ 名 }}{% endfor %}", ["1 ?年份 loop"]),
        ("{% for 项 in 年份 %}{{ 项.甲 }}{% endfor %}", ["1 ?年份 loop"]),
        ("{% for 项 in [1] %}{{ 项.甲 }}{% endfor %}", []),
        ("{% set 甲 = projects[0] %}{{ 甲.得分 }}", ["1 projects[]", "1 projects[].得分"]),
        ("{% set 甲 %}{{ 年度 }}{% endset %}{{ 甲 }}", ["1 年度"]),
        (
            "{% with 甲 = 封面 %}{{ 甲.单位 }}{% endwith %}{{ 甲 }}",
            ["1 封面", "1 封面.单位", "1 ?甲"],
        ),
        ("{% with 甲 = 封面, 乙 = 年度 %}{{ 乙 }}{% endwith %}", ["1 封面", "1 年度", "1 年度"]),
        (
            "{% macro 印(甲) %}{{ 甲 }}{{ caller() }}{{ varargs }}{{ kwargs }}"
            "{{ 年度 }}{% endmacro %}{{ 印(随意) }}{{ 甲 }}",
            ["1 年度", "1 随意", "1 ?甲"],
        ),
        (
            "{% macro 印() %}{{ caller() }}{% endmacro %}"
            "{% call(乙) 印() %}{{ 乙 }}{{ 年度 }}{% endcall %}{{ 乙 }}",
            ["1 年度", "1 ?乙"],
        ),
        ("{% if 年度 > 1 %}{{ 随意 }}{% endif %}", ["1 年度", "1 随意"]),
        ("{% set 甲 = 1 %}{{ 甲.乙 }}", []),
    ],
)
def test_names_that_a_template_binds_are_no_fields(template: str, wanted: list[str]) -> None:
    assert reads(template) == wanted


def test_names_are_looked_up_in_the_groups_beside_first() -> None:
    assert reads("{{ 单位 }}{{ 年度 }}", beside=("封面",)) == ["1 封面.单位", "1 年度"]
    assert reads("{{ 单为 }}", beside=("封面",)) == ["1 ?封面.单为"]
    assert reads("{{ 别的字段 }}", beside=("封面",)) == ["1 ?别的字段"]
    assert reads("{{ 得分 }}", beside=("projects[]", "封面")) == ["1 projects[].得分"]


@pytest.mark.parametrize(
    ("path", "loop", "no_list"),
    [
        ("projects", True, False),
        ("年度", True, True),
        ("年度", False, False),
        ("随意", True, False),
        ("年份", True, False),
        ("指标", True, True),
    ],
)
def test_a_loop_runs_over_a_list(path: str, loop: bool, no_list: bool) -> None:
    assert Read(FIELDS.at(path), 1, loop).no_list is no_list


@pytest.mark.parametrize(
    ("expression", "item"),
    [
        ("projects", "projects[]"),
        ("[封面]", "封面"),
        ("[封面, 年度]", "封面"),
        ("[]", None),
        ("[1]", None),
        ("年度", None),
        ("随意", None),
        ("1 + 2", None),
        ("指标 | rows('一级')", "指标.*.*[]"),
    ],
)
def test_the_items_of_an_expression(expression: str, item: str | None) -> None:
    shape = loop_item(JINJA.parse(f"{{{{ {expression} }}}}"), FIELDS, ())
    assert (shape.path if shape else None) == item


def test_items_are_looked_up_in_the_groups_beside_too() -> None:
    tree = JINJA.parse("{{ [单位] }}")
    assert loop_item(tree, FIELDS, (FIELDS.at("封面"),)) == Shape("封面.单位", {"type": "string"})
