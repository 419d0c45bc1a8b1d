"""How the expression of a field is written, so that it reads that field."""

from __future__ import annotations

import pytest

from docgen.diagnostics import Place
from docgen.packs.expressions import evaluate, paths_in_text
from docgen.packs.expressions.paths import Steps, access, expression_of
from tests.unit.helpers import collect


@pytest.mark.parametrize(
    ("step", "written"),
    [
        ("金额", ".金额"),
        ("水费、电费", '["水费、电费"]'),
        ("㎡", '["㎡"]'),
        ("m2", ".m2"),
        ("2m", '["2m"]'),
        ('甲"乙', '["甲\\"乙"]'),
        (2, "[2]"),
    ],
)
def test_a_key_that_is_no_name_stands_in_brackets(step: str | int, written: str) -> None:
    assert access(step) == written


@pytest.mark.parametrize(
    "steps",
    [
        ("年度",),
        ("附件", "水费、电费"),
        ("附件", "1.2万", "甲乙"),
        ("附件", '甲"乙\\', "丙"),
        ("专项", 1, "名称"),
        ("m", "㎡"),
    ],
)
def test_the_expression_of_a_field_reads_it(steps: Steps) -> None:
    value: object = "值"
    for step in reversed(steps):
        value = [None] * step + [value] if isinstance(step, int) else {step: value}
    problems = collect()
    assert isinstance(value, dict)
    assert evaluate(expression_of(steps), Place(""), problems, value) == "值"
    assert not problems


def test_no_expression_begins_with_a_key_that_is_no_name() -> None:
    assert expression_of(("水费、电费", "合计")) == ""


def test_the_paths_in_a_text_are_those_of_all_its_expressions() -> None:
    assert paths_in_text("甲{{ 年度 }}-{{组.月 | round}}日") == ["年度", "组.月"]
    assert paths_in_text("2024年") == []
