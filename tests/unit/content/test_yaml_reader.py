"""YAML with places: every scalar stays as typed, and what would be lost is told."""

from __future__ import annotations

import pytest
import yaml

from docgen.content.source_files import SourceFile
from docgen.content.values import Blank, Items, Node, Text, Value
from docgen.content.yaml_reader import read_yaml
from docgen.diagnostics import Place
from tests.unit.content.notation import shown_place
from tests.unit.helpers import collect, placed


def read(text: str) -> tuple[str, list[str]]:
    problems = collect()
    return shown(read_yaml(SourceFile("甲.yaml", text), problems)), placed(problems)


def shown(value: Value) -> str:
    """A value with the places of keys and texts; of a text also where its first character is."""
    match value:
        case Node():
            pairs = [
                f"{key}@{shown_place(value.key_places[key])}: {shown(item)}"
                for key, item in value.items()
            ]
            return f"{{{', '.join(pairs)}}}"
        case Items():
            return f"[{', '.join(map(shown, value))}]@{shown_place(value.place)}"
        case Blank():
            return f"blank@{shown_place(value.place)}"
        case Text():
            body = f"/{shown_place(value.body)}" if value.body != value.place else ""
            return f"{value!s}@{shown_place(value.place)}{body}"
    raise AssertionError(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", "{}"),
        ("# 只有说明\n", "{}"),
        ("甲: 1.50", "{甲@1:1: 1.50@1:4}"),
        ("甲: no\n乙: 010\n", "{甲@1:1: no@1:4, 乙@2:1: 010@2:4}"),
        ("甲: 2023-09-01\n", "{甲@1:1: 2023-09-01@1:4}"),
        ("甲:\n  乙: 一\n", "{甲@1:1: {乙@2:3: 一@2:6}}"),
        ("甲:\n  - 一\n  - 二\n", "{甲@1:1: [一@2:5, 二@3:5]@2:3}"),
        ("甲: [一, {乙: 二}]\n", "{甲@1:1: [一@1:5, {乙@1:9: 二@1:12}]@1:4}"),
        ("甲: '一'\n", "{甲@1:1: 一@1:4/1:5}"),
        ('甲: "一"\n', "{甲@1:1: 一@1:4/1:5}"),
        ("甲: |\n  一\n  二\n", "{甲@1:1: 一\n二@1:4/2:3}"),
        ("甲: |-\n    一\n", "{甲@1:1: 一@1:4/2:5}"),
        ("甲: |\n\n   一\n", "{甲@1:1: \n一@1:4/2:4}"),
        ("甲: |\n\n\n   一\n", "{甲@1:1: \n\n一@1:4/2:4}"),
        ("甲: >\n  一\n  二\n", "{甲@1:1: 一 二@1:4/2:3}"),
        ("甲: |\n  一\n\n乙: 二", "{甲@1:1: 一@1:4/2:3, 乙@4:1: 二@4:4}"),
        ("甲: |+\n  一\n\n乙: 二", "{甲@1:1: 一\n@1:4/2:3, 乙@4:1: 二@4:4}"),
        ("甲: |\n乙: 一\n", "{甲@1:1: blank@1:4, 乙@2:1: 一@2:4}"),
        ("甲: |\n  \n", "{甲@1:1: blank@1:4}"),
        (
            "甲:\n乙: ''\n丙: ~\n丁: '~'",
            "{甲@1:1: blank@1:3, 乙@2:1: blank@2:4, 丙@3:1: blank@3:4, 丁@4:1: ~@4:4/4:5}",
        ),
    ],
)
def test_a_scalar_stays_the_text_that_was_typed(text: str, value: str) -> None:
    assert read(text) == (value, [])


@pytest.mark.parametrize(
    ("text", "value", "problems"),
    [
        ("- 一\n", "{}", ["1:1 yaml-not-a-mapping"]),
        ("\n一\n", "{}", ["2:2 yaml-no-colon"]),
        ("甲: 1\n甲: 2\n", "{甲@1:1: 1@1:4}", ["2:1 duplicate-key"]),
        ("甲:\n  [1]: 2\n", "{甲@1:1: {}}", ["2:3 yaml-key"]),
        ("甲: {乙: 1,200.00}", "{甲@1:1: {乙@1:5: 1@1:8}}", ["1:10 yaml-comma"]),
        ("甲: {乙: 1,200}", "{甲@1:1: {乙@1:5: 1@1:8}}", ["1:10 yaml-comma"]),
        ("甲: {200: 1}", "{甲@1:1: {200@1:5: 1@1:10}}", []),
        ("甲: {2000: }", "{甲@1:1: {2000@1:5: blank@1:11}}", []),
        ("甲:\n  200:\n", "{甲@1:1: {200@2:3: blank@2:7}}", []),
        ("甲: {200: ''}", "{甲@1:1: {200@1:5: blank@1:10}}", []),
        ("甲: &a 1\n乙: *a\n", "{甲@1:1: 1@1:4, 乙@2:1: blank@1:4}", ["2:4 yaml-alias"]),
        ("甲: !x 1\n", "{}", ["1:4 yaml-unquoted"]),
        ("甲: !!set {}\n", "{甲@1:1: blank@1:4}", ["1:4 yaml-tag"]),
        ("甲: !!str 1\n", "{甲@1:1: 1@1:4}", []),
        ('甲: "\\x07"\n', "{甲@1:1: blank@1:4}", ["1:4 control-character"]),
        ('"甲\\x07": 1\n', "{甲\x07@1:1: 1@1:10}", ["1:2 control-character"]),
    ],
)
def test_what_would_be_lost_is_told_at_its_place(
    text: str, value: str, problems: list[str]
) -> None:
    assert read(text) == (value, problems)


def test_a_key_that_comes_twice_and_a_tag_are_named() -> None:
    problems = collect()
    read_yaml(SourceFile("甲.yaml", "甲: 1\n甲: !!set {}\n乙: !!set {}\n丙: {丁: 1,200}"), problems)
    assert [dict(problem.words) for problem in problems] == [
        {"key": "甲", "first": "甲.yaml:1:1"},
        {"tag": "!!set"},
        {"rest": "200"},
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("甲: 1\n\t乙: 2\n", "2:1 yaml-tab"),
        ("甲: 1\n\t乙: 2", "2:1 yaml-tab"),
        ("甲: %\tx\n", "1:4 yaml-unquoted"),
        ("甲: '\u2028\u2028\u2028", "1:5 yaml-quotes"),
        ("甲:\n  乙: 1\n \t丙: 2\n", "3:2 yaml-tab"),
        ("甲：1\n", "1:2 yaml-colon"),
        ("甲：1\n乙: 2\n", "1:2 yaml-colon"),
        ("甲:1\n乙: 2\n", "1:3 yaml-colon"),
        ("甲:\n  - 乙：1\n    丙: 2\n", "2:6 yaml-colon"),
        ("甲：1\n\n\n乙: 2\n", "1:2 yaml-colon"),
        ("甲：1\n\n乙: 2\n", "1:2 yaml-colon"),
        ("甲: [1\n乙: 2\n", "1:4 yaml-unquoted"),
        ("甲: http://x\n乙: [", "2:4 yaml-unquoted"),
        ("甲: '\n", "1:5 yaml-quotes"),
        ("甲: %\n", "1:4 yaml-unquoted"),
    ],
)
def test_the_slip_is_found_where_it_is_and_not_where_the_parser_stops(
    text: str, problem: str
) -> None:
    assert read(text) == ("{}", [problem])


@pytest.mark.parametrize("rest", ["", "一" * 70])
def test_a_line_that_nobody_understands_is_quoted_with_the_parser_s_reason(rest: str) -> None:
    problems = collect()
    read_yaml(SourceFile("甲.yaml", f"甲: 1\n- 一{rest}\n"), problems)
    (problem,) = problems
    assert problem.code == "yaml-syntax"
    assert problem.place == Place("甲.yaml", 2, 1)
    assert problem.words["text"] == (f"- 一{rest[:57]}…" if rest else "- 一")
    assert problem.words["reason"]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("甲: " + "[" * 200 + "\n" + "]" * 200, []),
        ("甲: " + "[" * 201 + "\n" + "]" * 201, ["1:1 yaml-too-deep"]),
        ("甲: [\n" + "{" * 200, ["2:1 yaml-too-deep"]),
        ("甲:\n  " + "- " * 200 + "一", []),
        ("甲:\n  " + "- " * 201, ["2:1 yaml-too-deep"]),
        ("甲:\n  " + "? " * 200 + "一", ["2:5 yaml-key"]),
        ("甲:\n  " + "? " * 201, ["2:1 yaml-too-deep"]),
        ("甲: 1\n" + "".join(f"乙{n}: []\n丙{n}: {{}}\n" for n in range(300)), []),
        (("[" * 190 + " # " + "]" * 190 + "\n") * 2, ["2:1 yaml-too-deep"]),
        ("甲: [" + "']]]]]]]]]]', [" * 250, ["1:1 yaml-too-deep"]),
        ("甲: [" + '"}}]]]", [' * 250, ["1:1 yaml-too-deep"]),
        ("甲: " + "[a: " * 150, ["1:1 yaml-too-deep"]),
        ("\n".join(" " * depth + "甲:" for depth in range(300)), ["202:1 yaml-too-deep"]),
        ("\n".join(" " * depth + "-" for depth in range(300)), ["202:1 yaml-too-deep"]),
        (
            "".join(f"{'  ' * depth}甲:\n{'  ' * depth}-\n" for depth in range(101)),
            ["202:1 yaml-too-deep"],
        ),
        ("甲: '" + "[" * 400 + "'", []),
        ("甲: |\n" + "  [[[[[[[[{{{{{{{{\n" * 100, []),
        ("甲: 1  # " + "[{- " * 400, []),
        ("甲: >-\n  " + "- ? " * 400, []),
        ("甲: |\n  一\n" + " " * 400 + "二", []),
    ],
)
def test_a_file_that_nests_too_deep_is_not_parsed(text: str, problems: list[str]) -> None:
    assert read(text)[1] == problems


def test_an_error_of_the_parser_without_a_place_is_at_the_beginning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_: str, **__: object) -> None:
        raise yaml.MarkedYAMLError(problem="some reason")

    monkeypatch.setattr(yaml, "compose", refuse)
    assert read("甲: 1\n") == ("{}", ["1:1 yaml-syntax"])


def test_the_whole_file_has_the_place_of_its_first_character() -> None:
    assert read_yaml(SourceFile("甲.yaml", "[]"), collect()).place == Place("甲.yaml", 1, 1)
