"""Words of a paragraph: style, bindings, breaks and pictures, each at its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from docgen.content.inlines import text_rule
from docgen.content.markdown import parse_markdown
from docgen.diagnostics import Place
from tests.unit.content.notation import shown
from tests.unit.helpers import collect, placed


def read(text: str) -> tuple[str, list[str]]:
    """The words of a text that is one paragraph, and the problems."""
    problems = collect()
    blocks = parse_markdown(text, Place("甲.md", 1, 1), problems).blocks
    return " ".join(shown(block).partition(" ")[2] for block in blocks), placed(problems)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("甲**乙**丙", "甲@1:1 **乙**@1:4 丙@1:7"),
        ("*甲*乙***丙***丁", "*甲*@1:2 乙@1:4 ***丙***@1:8 丁@1:12"),
        ("**甲*乙***丙", "**甲**@1:3 ***乙***@1:5 丙@1:9"),
        ("甲乙甲**甲**", "甲乙甲@1:1 **甲**@1:6"),
        ("共{{ 数 }}项", "共@1:1 {{ 数 }}@1:2 项@1:9"),
        ("**{{数|f('}')}}**", "**{{ 数|f('}') }}**@1:3"),
        ("{{ 一 }}{{ 二 }}", "{{ 一 }}@1:1 {{ 二 }}@1:8"),
        ("项{{ 项 }}项", "项@1:1 {{ 项 }}@1:2 项@1:9"),
        ("{{ 甲 }}}**乙**", "{{ 甲 }}@1:1 }@1:8 **乙**@1:11"),
        ("甲\n乙丙", "甲@1:1 乙丙@2:1"),
        ("a甲\n乙", "a甲@1:1 乙@2:1"),
        ("甲\n“乙”", "甲@1:1 “乙”@2:1"),
        ("**甲**乙&lt;丙", "**甲**@1:3 乙<丙@1:6"),
        (r"\{{ 甲 }}", "{{ 甲 }}@1:2"),
        (r"甲\*乙", "甲*乙@1:1"),
        ("甲&lt;乙", "甲<乙@1:1"),
        ("&lt;乙**甲**", "<乙@1:1 **甲**@1:8"),
        ("甲\n乙", "甲@1:1 乙@2:1"),
        ("甲a\nb乙", "甲a@1:1  @2:1 b乙@2:1"),
        ("甲\nb", "甲@1:1  @2:1 b@2:1"),
        ("a\n甲", "a@1:1  @2:1 甲@2:1"),
        ("**a\n甲**", "**a**@1:3 ** **@2:1 **甲**@2:1"),
        ("*a\n甲*", "*a*@1:2 * *@2:1 *甲*@2:1"),
        ("“甲”\n（乙）", "“甲”@1:1 （乙）@2:1"),
        ("a\n{{ 甲 }}", "a@1:1  @2:1 {{ 甲 }}@2:1"),
        ("{{ 甲 }}\n{{ 甲 }}", "{{ 甲 }}@1:1 {{ 甲 }}@2:1"),
        ("甲\\\n乙", "甲@1:1 ⏎ 乙@2:1"),
        ("甲  \n  乙", "甲@1:1 ⏎ 乙@2:3"),
        ('甲![图](a.png "题")乙', "甲@1:1 ![图](a.png 题)@1:2 乙@1:17"),
        ("![甲](甲 乙.png)甲", "![甲](甲 乙.png)甲@1:1"),
    ],
)
def test_words_are_read_with_style_and_place(text: str, words: str) -> None:
    assert read(text)[0] == words


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("甲<br>乙", "1:2 html_inline"),
        ("甲`乙`", "1:2 code_inline"),
        ("甲[乙](丙)", "1:2 link"),
        ("甲~~乙~~", "1:2 s"),
    ],
)
def test_signs_that_official_reports_do_not_have_are_named(text: str, problems: str) -> None:
    problem_list = collect()
    parse_markdown(text, Place("甲.md", 1, 1), problem_list)
    assert [
        f"{placed([problem])[0].split()[0]} {problem.words['kind']}" for problem in problem_list
    ] == [problems]


@pytest.mark.parametrize(
    ("text", "words", "problem"),
    [
        ("甲{{ 乙", "甲@1:1", "1:2 broken-binding"),
        ("甲{{ }}乙", "甲@1:1 乙@1:7", "1:2 broken-binding"),
        ("{{ 甲 {{ 乙 }}丙", "{{ 乙 }}@1:6 丙@1:13", "1:1 broken-binding"),
        ("甲\n乙 {% 丙", "甲@1:1 乙 {% 丙@2:1", "2:3 looks-like-markup"),
        ("**甲", "**甲@1:1", "1:1 looks-like-markup"),
        (r"\*\*甲** 乙\*\*", "**甲** 乙**@1:2", "1:6 looks-like-markup"),
        ("##甲", "##甲@1:1", "1:1 looks-like-markup"),
        ("｛｛甲", "｛｛甲@1:1", "1:1 full-width-braces"),
        (r"\｛｛甲", r"\｛｛甲@1:2", "1:2 full-width-braces"),
    ],
)
def test_markup_that_is_not_complete_is_told(text: str, words: str, problem: str) -> None:
    assert read(text) == (words, [problem])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (r"\**甲", "**甲@1:2"),
        (r"\*\*甲\*\*", "**甲**@1:2"),
        (r"\##甲", "##甲@1:2"),
        (r"甲\{% 乙", "甲{% 乙@1:1"),
        (r"\| 甲 |", "| 甲 |@1:2"),
        (r"甲 \![乙](丙", "甲 ![乙](丙@1:1"),
        ("&#42;*甲", "**甲@1:1"),
    ],
)
def test_a_sign_that_was_escaped_is_meant_to_print(text: str, words: str) -> None:
    assert read(text) == (words, [])


def test_a_character_that_is_forbidden_is_told_at_its_place() -> None:
    assert read("甲\n乙\x01")[1] == ["2:2 control-character"]


SIGNS = "甲|a|1| |\n|!|#|$|%|&|&lt;|&#42;|*|**|+|-|:|<|<b>|=|>|@|[|](乙)|]|\\|\\*|^|_|`|{|}|~~|http://甲.cn"


@given(st.lists(st.sampled_from(SIGNS.split("|")), max_size=12).map("".join))
def test_the_rule_for_text_stops_where_another_rule_begins(text: str) -> None:
    usual, own = (MarkdownIt().enable(["strikethrough"]) for _ in range(2))
    own.inline.ruler.at("text", text_rule)
    assert own.parseInline(text) == usual.parseInline(text)
