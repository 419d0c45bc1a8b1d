"""Expressions: their values, what they read, and what is said of those that fail."""

from __future__ import annotations

import re
from typing import Any

import pytest

from docgen.content.values import Blank, Figure, Text
from docgen.diagnostics import Place
from docgen.messages.problem_words import message_and_hint
from docgen.packs.expressions import as_text, evaluate, expand, names_in, paths_in
from docgen.packs.expressions.filter_registry import (
    Example,
    Gives,
    _add,
    expression_filters,
    filter_,
    find_filter,
    form_filters,
    functions,
    registered,
)
from docgen.packs.expressions.missing import Missing, MissingUse, recording_missing
from docgen.packs.expressions.sandbox import KEPT_FUNCTIONS, Scope, new_environment
from tests.unit.helpers import collect
from tests.unit.packs.nodes import plain, said, typed

PLACE = Place("pack.yaml", 5, 7)
TEXT = "甲: 3\n空:\n字: 某\n组: {甲: 5, 乙: 7, items: 1}\n列: [{得分: 1}, {得分: 2}]"


def value(expression: str, *inner: str) -> tuple[object, list[str]]:
    """The value of an expression over the unit, the groups ``inner`` in front; what is said."""
    data, problems = typed(TEXT), collect()
    found = evaluate(expression, PLACE, problems, *(data[name] for name in inner), data)
    return found, said(problems)


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("甲 + 1", "4"),
        ("甲 * 2.5", "7.5"),
        ("甲 - 空", None),
        ("组.甲", "5"),
        ("组['乙']", "7"),
        ("列[1].得分", "2"),
        ("组.items", "1"),
        ("列 | sum(attribute='得分')", "3"),
        ("total(列).得分", "3"),
        ("total([]).得分", None),
        ("列 | length", "2"),
        ("甲 is defined", "True"),
        ("没有 is defined", "False"),
        ("没有.更没有 is defined", "False"),
        ("没有 | default('无')", "无"),
        ("没有['甲'] | default('无')", "无"),
        ("甲 if 没有 is defined else 字", "某"),
        ("(range(3) | list)[2]", "2"),
    ],
)
def test_an_expression_has_a_value(expression: str, result: str | None) -> None:
    found, problems = value(expression)
    assert (plain(found), problems) == (result, [])


def test_a_field_hides_the_method_of_its_name() -> None:
    (problem,) = value("组.items() | length")[1]
    assert problem.startswith("5:7 expression-refused")


def test_the_innermost_names_come_first() -> None:
    assert str(value("甲", "组")[0]) == "5"
    assert str(value("字", "组")[0]) == "某"


def unknown(expression: str, name: str, owner: str = "", near: str = "") -> list[str]:
    return [f"5:7 unknown-name expression={expression} name={name} owner={owner} nearest={near}"]


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [
        ("没有", unknown("没有", "没有")),
        ("没有 + 没有", unknown("没有 + 没有", "没有")),
        ("没有.更没有", unknown("没有.更没有", "没有")),
        ("组.丙", unknown("组.丙", "丙", "甲.yaml:4:4")),
        ("组.item", unknown("组.item", "item", "甲.yaml:4:4", "items")),
        ("没有 > 1", unknown("没有 > 1", "没有")),
        ("没有 == 1", unknown("没有 == 1", "没有")),
        ("1 - 没有", unknown("1 - 没有", "没有")),
        ("-没有", unknown("-没有", "没有")),
        ("没有 and 1", unknown("没有 and 1", "没有")),
        ("没有 | list", unknown("没有 | list", "没有")),
        ("没有 | length", unknown("没有 | length", "没有")),
        ("没有 | percent", unknown("没有 | percent", "没有")),
    ],
)
def test_a_missing_name_is_told_once_and_gives_a_blank(expression: str, wanted: list[str]) -> None:
    found, problems = value(expression)
    assert problems == wanted
    assert isinstance(found, Blank)
    assert found.place == PLACE


@pytest.mark.parametrize(
    "expression",
    [
        "甲 +",
        "甲 + 字",
        "甲 ** 2",
        "'字' * 3",
        "3 * '字'",
        "[1] * 3",
        "3 * [1]",
        "(1, 2) * 3",
        "列[9].得分 + 列[9] | int / 0",
        "甲 | pprint",
        "甲 | tojson",
        "甲 | urlize",
        "甲 | xmlattr",
        "列 | random",
        "dict()",
        "甲.__class__.__name__ + 1",
    ],
)
def test_an_expression_that_fails_is_told_and_gives_a_blank(expression: str) -> None:
    found, problems = value(expression)
    assert len(problems) == 1
    assert isinstance(found, Blank)


def test_failures_have_their_reasons() -> None:
    reason = "5:7 expression-failed expression={} reason={}".format
    assert value("甲 ** 2")[1] == [reason("甲 ** 2", "** is not offered")]
    assert value("'字' * 3")[1] == [reason("'字' * 3", "only figures can be multiplied")]


def test_reads_are_marked() -> None:
    data = typed(TEXT)
    evaluate("组.甲 + 甲", PLACE, collect(), data)
    assert (data.used, data["组"].used) == ({"组", "甲"}, {"甲"})
    groups = typed("组: {甲: 1, 乙: 2}")
    expand("{% for 名, 数 in 组.items() %}{{ 数 }}{% endfor %}", PLACE, collect(), groups)
    assert groups["组"].used == {"甲", "乙"}


def test_a_text_is_expanded() -> None:
    data, problems = typed(TEXT), collect()
    assert expand("{{ 甲 }}和{{ 组.甲 }}", PLACE, problems, data) == "3和5"
    assert not list(problems)
    assert expand("{{ 甲 }}和{{ 没有 }}", PLACE, problems, data) == ""
    assert said(problems) == unknown("{{ 甲 }}和{{ 没有 }}", "没有")


@pytest.mark.parametrize(
    ("expression", "paths"),
    [
        ("甲", ["甲"]),
        ("组.甲 + 甲 + 组.甲", ["甲", "组.甲"]),
        ("组['甲'].乙", ["组['甲'].乙"]),
        ("列[0]", ["列[0]"]),
        ("列[甲]", ["甲"]),
        ("(甲 + 乙).丙", ["甲", "乙"]),
        ("(甲 + 乙)['丙']", ["甲", "乙"]),
        ("1 + 2", []),
        ("total(甲, 乙)", ["total", "甲", "乙"]),
    ],
)
def test_the_paths_that_an_expression_reads(expression: str, paths: list[str]) -> None:
    assert sorted(paths_in(expression)) == sorted(paths)


def test_the_names_in_a_template() -> None:
    tree = new_environment().parse("{{ 甲.乙 + 丙['丁'] + 3 }}")
    assert names_in(tree) == {"甲", "乙", "丙", "丁"}


@pytest.mark.parametrize(
    ("single", "text"), [(Text("字", PLACE), "字"), (Figure(3), "3"), (Blank(), ""), (3, "3")]
)
def test_a_single_value_is_a_text(single: object, text: str) -> None:
    found = as_text(single)
    assert (found, found.place) == (text, getattr(single, "place", None))


@pytest.mark.parametrize("other", [True, False, [1], {"甲": 1}, 1.5, None, len])
def test_what_is_no_single_value_is_no_text(other: object) -> None:
    with pytest.raises(TypeError, match=f"^{type(other).__name__}: no single value$"):
        as_text(other)


def test_a_missing_name_is_nothing_and_recorded_once() -> None:
    missing: Any = Missing(obj=typed("预算: 1"), name="预箅")
    data: Any = Missing(name="没有")
    with recording_missing() as uses:
        assert str(missing) == str(missing) == missing.__html__() == ""
        assert not missing
        assert list(missing) == []
        assert len(missing) == 0
        assert missing.甲 is missing
        assert missing["甲"] is missing
        assert missing + 1 is missing
        assert 1 - missing is missing
        assert (missing == 1, missing != 1, missing < 1) == (False, False, False)
        assert data() is data
    place = Place("甲.yaml", 1, 1)
    assert uses == [MissingUse("预箅", place, 0, "预算"), MissingUse("没有", None, 0, "")]
    assert str(missing) == ""
    assert len(uses) == 2
    assert hash(missing) == hash(data)
    with pytest.raises(AttributeError, match="__deepcopy__"):
        missing.__deepcopy__  # noqa: B018


@pytest.mark.parametrize(
    "use",
    [
        str,
        bool,
        list,
        len,
        lambda missing: missing.__html__(),
        lambda missing: missing + 1,
        lambda missing: 1 / missing,
        lambda missing: missing == 1,
        lambda missing: missing(),
    ],
)
def test_each_use_of_a_missing_name_is_recorded(use: object) -> None:
    with recording_missing() as uses:
        use(Missing(name="没有"))  # type: ignore[operator]
    assert [found.name for found in uses] == ["没有"]


def test_access_to_a_missing_name_is_not_recorded() -> None:
    with recording_missing() as uses:
        Missing(name="没有").甲["乙"]
    assert uses == []


def test_the_line_of_a_use_is_that_of_the_template() -> None:
    template = new_environment().from_string("甲\n乙{{ 没有 }}\n\n{{ 没有 }}")
    with recording_missing() as uses:
        template.render()
    assert [use.line for use in uses] == [2, 4]


def test_recordings_do_not_mix() -> None:
    with recording_missing() as outer:
        with recording_missing() as inner:
            str(Missing(name="里"))
        str(Missing(name="外"))
    assert ([use.name for use in inner], [use.name for use in outer]) == (["里"], ["外"])


def test_a_scope_is_a_chain_of_names() -> None:
    inner, outer = typed("甲: 1"), typed("甲: 2\n乙: 3")
    scope = Scope(inner, outer, {"丙": 4})
    assert [str(scope[name]) for name in "甲乙丙"] == ["1", "3", "4"]
    assert (inner.used, outer.used) == ({"甲"}, {"乙"})
    assert ("乙" in scope, "丁" in scope) == (True, False)
    with pytest.raises(KeyError):
        scope["丁"]


def test_an_environment_has_few_functions() -> None:
    environment = new_environment(trim_blocks=True)
    assert environment.trim_blocks is True
    assert set(environment.globals) == {*KEPT_FUNCTIONS, *functions()}
    assert set(expression_filters()) <= set(environment.filters)


def test_filters_are_registered_once_by_name() -> None:
    kinds = list(registered())
    names = [known.name for known in kinds]
    filters, own = names[: len(names) - len(functions())], names[len(names) - len(functions()) :]
    assert (filters, own) == (sorted(filters), sorted(functions()))
    assert "total" in own
    kept: dict[str, object] = {"甲": 1}
    with pytest.raises(ValueError, match="甲 is registered twice"):
        _add(kept, "甲", 2)
    _add(kept, "乙", 2)
    assert kept == {"甲": 1, "乙": 2}


def test_what_is_known_of_a_filter() -> None:
    percent, where, rows = (find_filter(name) for name in ("percent", "where", "rows"))
    assert percent is not None
    assert where is not None
    assert rows is not None
    assert (percent.gives, percent.names_field, percent.in_rules) == (Gives.VALUE, False, True)
    assert (where.gives, where.names_field) == (Gives.ITEM, True)
    assert rows.gives is Gives.ROWS
    assert find_filter("upper") is None
    assert expression_filters()["percent"] is percent.function


def test_a_filter_of_forms_only_is_none_of_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    own: dict[str, object] = {}
    monkeypatch.setattr("docgen.packs.expressions.filter_registry._filters", own)
    example = Example("", "", "")
    filter_("甲", example, en="", zh="", in_rules=False)(str)
    filter_("乙", example, en="", zh="")(repr)
    assert (expression_filters(), form_filters().get("甲")) == ({"乙": repr}, str)
    assert "乙" not in form_filters()
    known = find_filter("乙")
    assert known is not None
    assert (known.in_rules, known.names_field, known.gives) == (True, False, Gives.VALUE)


@pytest.mark.parametrize("expression", ["名称 + 1", "甲)", "甲 | 没有"])
def test_why_an_expression_fails_is_told_in_the_language_of_its_reader(expression: str) -> None:
    problems = collect()
    evaluate(expression, PLACE, problems, typed("甲: 1\n名称: 字\n"))
    (problem,) = problems
    english, chinese = (
        message_and_hint(problem, language).message.replace(expression, "")
        for language in ("en", "zh")
    )
    assert not re.search("[a-z]{3}", chinese)
    assert not re.search("[\u4e00-\u9fff]", re.sub("「.*」", "", english))
