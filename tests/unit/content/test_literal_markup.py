"""Signs of markup that would print, and what is typed instead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.content.fixed_text import FixedText
from docgen.content.literal_markup import SIGNS
from docgen.content.markdown import parse_markdown
from docgen.diagnostics import Place
from tests.unit.helpers import codes, collect


def mended(text: str) -> tuple[list[str], str, bool]:
    """The codes of a text's problems, the text with their fixes, and whether these are safe."""
    problems = collect()
    parse_markdown(text, Place("甲.md", 1, 1), problems)
    fixes = [problem.fix for problem in problems if problem.fix]
    return codes(problems), FixedText(text, fixes).text, all(fix.safe for fix in fixes)


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("＊＊甲＊＊乙", "**甲**乙"),
        ("** 甲 **乙", "**甲**乙"),
        ("甲**乙 **丙", "甲**乙**丙"),
        ("##标题", "## 标题"),
        ("＃＃　标题", "## 标题"),
        ("#标题", "## 标题"),
        ("#####标题", "#### 标题"),
        ('！[图](a.png "图1")', '![图](a.png "图1")'),
        ('![图]（a.png "图1"）', '![图](a.png "图1")'),
        ("![图](a.png “图1 甲”)", '![图](a.png "图1 甲")'),
        ('![图](a.png"图1 甲")', '![图](a.png "图1 甲")'),
        ("！［图］（a/b.png）", "![图](a/b.png)"),
        ("![图](甲 乙.png)", "![图](<甲 乙.png>)"),
        ("[图](a.png)", "![图](a.png)"),
        ("![[a.png|图1]]", '![](a.png "图1")'),
        ("甲\n===\n乙", "甲\n\n乙"),
        ("甲\n---\n乙", "甲\n\n乙"),
        ("———", ""),
        ("[TOC]", ""),
        ("甲&nbsp乙", "甲乙"),
        ("长30*20*5米", "长30×20×5米"),
        ("{{ 甲 ｝｝万元", "{{ 甲 }}万元"),
        ("{{ 甲 }万元，{{ 乙 }}", "{{ 甲 }}万元，{{ 乙 }}"),
        ("`{{ 甲 }}`乙", "{{ 甲 }}乙"),
        ("<u>甲</u>乙", "甲乙"),
        ("甲<!-- 注 -->乙", "甲乙"),
        ("<http://a.cn>", "http://a.cn"),
        ("甲。<br>乙。", "甲。\n\n乙。"),
        ("> 甲\n> 乙", "甲\n乙"),
        ("甲。\x0b乙", "甲。\n\n乙"),
        ("甲，\x0b乙", "甲，乙"),
        ("甲\x0c乙", "甲乙"),
    ],
)
def test_what_is_plainly_meant_may_be_mended(text: str, instead: str) -> None:
    found, fixed, safe = mended(text)
    assert found
    assert (fixed, safe) == (instead, True)
    assert mended(instead)[0] == []


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("- [ ] 甲", "- 甲"),
        ("甲$x+1$乙", "甲x+1乙"),
        ("甲{# 注 #}乙", "甲乙"),
        ("==甲==", "甲"),
        ("甲~~乙~~", "甲"),
        ("[甲](http://a.cn)", "甲（http://a.cn）"),
        ("# 标题", "## 标题"),
        ("{{ 甲 万元", "{{ 甲 }}万元"),
        ("```\n甲\n```", "\n甲\n"),
    ],
)
def test_what_is_likely_meant_is_offered(text: str, instead: str) -> None:
    found, fixed, safe = mended(text)
    assert found
    assert (fixed, safe) == (instead, False)


@pytest.mark.parametrize("text", ["甲[^1]", "{% if 甲 %}", "**甲", "![图](", "甲<br>", "$\\geq$"])
def test_what_only_the_writer_knows_is_told(text: str) -> None:
    found, fixed, _ = mended(f"| {text} |\n|---|\n" if "<br>" in text else text)
    assert found
    assert text in fixed


@pytest.mark.parametrize(
    "text",
    [
        "注意！【甲】（见附件）",
        "#1机组",
        "A=B==C",
        "单价$5",
        "甲__乙",
        "——加强监管",
        "3*4",
        "R&D，A&B",
        "[备注]: 甲",
        "<!-- 注 -->\n\n甲",
        "    甲乙",
        "\t甲乙",
        "{ 甲 }",
    ],
)
def test_what_may_print_is_left_alone(text: str) -> None:
    assert mended(text)[0] == []


PIECES = (
    "甲|乙|a|1| |\n|{|｛|}|｝|[|［|]|(|)|!|！|*|**|＊＊|_|__|=|==|~~|#|＃|—|─|━|$|&nbsp|&|^"
    "|width=|TOC|%|a.png|x"
)


@given(st.lists(st.sampled_from(PIECES.split("|")), max_size=12).map("".join))
def test_each_sign_begins_with_one_of_its_first_characters(text: str) -> None:
    for sign in SIGNS:
        assert all(match[0][0] in sign.first for match in sign.pattern.finditer(text))
