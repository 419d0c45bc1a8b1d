"""Which values say in a condition whether a field is filled in, and which are refused."""

from __future__ import annotations

import pytest

from docgen.content.blocks import Document
from docgen.content.values import Blank, Figure, Flag, Text
from docgen.diagnostics import Place
from docgen.packs.expressions import evaluate, holds
from docgen.packs.expressions.conditions import compared, truth
from docgen.packs.expressions.refusals import RefusalError
from tests.unit.helpers import collect
from tests.unit.packs.nodes import said, typed

PLACE = Place("甲.yaml", 3, 5)


@pytest.mark.parametrize(
    "word", ["false", "False", "NO", "no", "off", "否", " 否 ", "0", "0.00", "-0", "0%", "+0", "00"]
)
def test_a_text_that_says_no_is_refused(word: str) -> None:
    with pytest.raises(RefusalError) as caught:
        truth(Text(word, PLACE), "已缴")
    words = caught.value.words
    assert (words["refused"], words["name"], words["value"]) == ("bare-text", "已缴", word)
    assert words["owner"] == PLACE


@pytest.mark.parametrize(
    "value",
    [
        Text("是"),
        "true",
        "无",
        "否认",
        "10",
        "0.5",
        "No.",
        Figure(1),
        0,
        0.0,
        False,
        None,
        [],
        "",
        Blank(),
    ],
)
def test_other_values_are_as_they_were(value: object) -> None:
    assert truth(value) is value


def test_the_figure_0_is_refused() -> None:
    with pytest.raises(RefusalError) as caught:
        truth(Figure(0, "0.00", PLACE), "金额")
    assert (caught.value.words["refused"], caught.value.words["value"]) == ("bare-zero", "0.00")


def test_flags_and_markdown() -> None:
    yes, no = Flag("是", PLACE), Flag("no", PLACE)
    assert truth(yes) is yes
    assert isinstance(truth(no), Blank)
    assert isinstance(truth(Document((), PLACE)), Blank)


@pytest.mark.parametrize("word", ["是", "yes", "true", "TRUE", " 是 "])
def test_a_flag_that_says_yes(word: str) -> None:
    flag = Flag.read(Text(word, PLACE))
    assert flag is not None
    assert (flag.says_yes, str(flag), flag.place) == (True, word, PLACE)
    assert flag == True  # noqa: E712
    assert flag != False  # noqa: E712
    assert flag == word
    assert flag != "否"
    assert hash(flag) == hash(word)


@pytest.mark.parametrize("word", ["否", "no", "false", "No"])
def test_a_flag_that_says_no(word: str) -> None:
    flag = Flag.read(Text(word, PLACE))
    assert flag is not None
    assert not flag.says_yes
    assert flag == False  # noqa: E712
    assert bool(flag)  # to Python it is a text that is not empty


@pytest.mark.parametrize("word", ["也许", "0", "1", "", "on", "是的"])
def test_other_words_are_no_flag(word: str) -> None:
    assert Flag.read(Text(word)) is None


TEXT = "甲: 否\n乙: 某\n空:\n零: 0\n组: {丙: 否}\n行: [{丙: 否}, {丙: 某}]"


@pytest.mark.parametrize(
    ("expression", "name"),
    [
        ("1 if 甲 else 2", "甲"),
        ("1 if 组.丙 else 2", "组.丙"),
        ("1 if 组['丙'] else 2", "组['丙']"),
        ("甲 and 1", "甲"),
        ("甲 or 1", "甲"),
        ("not 甲", "甲"),
        ("1 if 空 or 甲 else 2", "甲"),
        ("1 if 乙 and 甲 else 2", "甲"),
        ("1 if (乙 if 空 else 甲) else 2", "甲"),
        ("1 if not (空 or 甲) else 2", "甲"),
        ("1 if 甲 | trim else 2", "…"),
        ("行 | selectattr('丙') | list | length", "…"),
        ("行 | map(attribute='丙') | reject | list | length", "…"),
    ],
)
def test_a_bare_field_is_named(expression: str, name: str) -> None:
    problems = collect()
    evaluate(expression, PLACE, problems, typed(TEXT))
    (problem,) = problems
    assert (problem.code, problem.words["refused"]) == ("expression-refused", "bare-text")
    assert problem.words["name"] == name
    assert problem.place == PLACE


@pytest.mark.parametrize(
    "expression",
    [
        "空 or 甲",
        "乙 and 甲",
        "甲 == '否'",
        "甲 in ['否']",
        "甲 is defined",
        "甲 | default('无', true)",
        "1 if 甲 == '否' or 乙 else 2",
        "行 | selectattr('丙', 'equalto', '否') | list | length",
    ],
)
def test_a_value_that_is_printed_or_compared_is_no_condition(expression: str) -> None:
    problems = collect()
    assert str(evaluate(expression, PLACE, problems, typed(TEXT)))
    assert not list(problems)


def test_a_rule_that_is_a_bare_field() -> None:
    problems = collect()
    assert holds("乙", PLACE, problems, typed(TEXT))
    assert not holds("空", PLACE, problems, typed(TEXT))
    assert not list(problems)
    holds("甲", PLACE, problems, typed(TEXT))
    assert said(problems)[0].startswith("3:5 expression-refused expression=甲 refused=bare-text")


@pytest.mark.parametrize("value", [Text("false", PLACE), Text("是", PLACE), Figure(0, "0", PLACE)])
def test_a_text_or_figure_is_not_compared_with_true(value: Text | Figure) -> None:
    with pytest.raises(RefusalError) as caught:
        compared(value, "已缴")
    words = caught.value.words
    assert (words["refused"], words["name"], words["owner"]) == ("compared", "已缴", PLACE)


def test_a_flag_is_compared_as_what_it_says() -> None:
    assert compared(Flag("是", PLACE)) is True
    assert compared(Flag("no", PLACE)) is False
    for value in (True, False, None, Blank()):
        assert compared(value) is value


@pytest.mark.parametrize(
    "side", ["甲 == true", "false != 甲", "(甲 == true) or 乙", "not 甲 == false"]
)
def test_either_side_of_a_comparison_with_true(side: str) -> None:
    problems = collect()
    evaluate(side, PLACE, problems, typed(TEXT))
    assert "refused=compared" in said(problems)[0]
    assert "name=甲" in said(problems)[0]
