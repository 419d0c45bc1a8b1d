"""What is told of tags that cannot be compiled or worked out, in both languages."""

from __future__ import annotations

import re

import pytest

from docgen import Template, TemplateError
from docgen.content.values import Blank, Figure, Items, Node, Text
from docgen.diagnostics import Place
from docgen.messages.problem_words import message_and_hint
from tests.unit.templates.free.documents import form

DATA = {
    "金额": Figure.read("1.50"),
    "文": Text("二", Place("")),
    "空": Blank(),
    "表": Items(Place("")),
    "组": Node(Place("")),
}

SLIPS = [
    ("{{ 金额（元） }}", "「（」 cannot stand in a name", "名称里不能有「（」"),
    ("{{ 金额，元 }}", "「，」 cannot stand in a name", "名称里不能有「，」"),
    ("{% if 金额 %}有", "{% if %} has no {% endif %}", "{% if %} 没有对应的 {% endif %}"),
    ("{% for 行 in 表 %}{{ 行 }}", "{% for %} has no {% endfor %}", "没有对应的 {% endfor %}"),
    ("{% endfor %}", "no tag is called 「endfor」", "没有叫「endfor」的标签"),
    ("{% 如果 金额 %}", "no tag is called 「如果」", "没有叫「如果」的标签"),
    ("{{ 金额 | 大写金额 }}", "no filter is called 「大写金额」", "没有叫「大写金额」的过滤器"),
    ("{{ }}", "nothing stands between the braces", "花括号里没有内容"),
    ("{{ 金额 文 }}", "「文」 is not expected", "「文」不该在这里"),
    ("{{ 金额) }}", "「)」 has no partner before it", "「)」没有和它成对的"),
    ("{{ 文 + 1 }}", "a text cannot be calculated with", "文字不能参加计算"),
    ("{{ '%.2f' % 空 }}", "the value is blank, or a text", "值是空的或是文字"),
    ("{% for 行 in 金额 %}{% endfor %}", "a single value is no list", "单个值不是列表"),
    ("{{ 1 / 0 }}", "the divisor is 0", "除数是 0"),
    ("{{ 表 }}", "loop over it", "要用循环"),
    ("{{ 组 }}", "write which of its fields", "写出要其中哪一个"),
    ("{% macro 甲() %}{{ 甲() }}{% endmacro %}{{ 甲() }}", "calls itself", "反复调用自己"),
]


@pytest.mark.parametrize(("tags", "english", "chinese"), SLIPS)
def test_a_slip_is_told_in_the_language_of_its_reader(
    tags: str, english: str, chinese: str
) -> None:
    with pytest.raises(TemplateError) as raised:
        Template(form(tags)).render(DATA)
    problem = raised.value.problem
    assert english in message_and_hint(problem, "en").message
    in_chinese = message_and_hint(problem, "zh").message
    assert chinese in in_chinese
    assert not re.search(r"[A-Za-z]+ [a-z]+ [a-z]+", in_chinese.replace(tags, ""))


def test_what_is_seldom_is_told_as_the_program_says_it() -> None:
    with pytest.raises(TemplateError) as raised:
        Template(form("{{ dict(1, 2) }}")).render({})
    assert (
        raised.value.problem.words["reason"] in message_and_hint(raised.value.problem, "en").message
    )


@pytest.mark.parametrize(
    ("tags", "paragraph"),
    [
        (["{% if 文 %}有", "{{ 金额（元） }}", "{% endif %}"], 2),
        (["{% if 文 %}有", "无", "{{ 金额 金额 }}", "{% endif %}"], 3),
        (["无", "{% if 文 %}有", "无", "{{ 金额 金额 }}"], 4),
        (["无", "{% if 文 %}有", "{{ 金额 }}"], 2),
        (["{% for 行 in 表 %}", "{% if 文 %}有", "{% endfor %}"], 2),
    ],
)
def test_a_slip_within_a_block_is_told_at_its_own_paragraph(
    tags: list[str], paragraph: int
) -> None:
    with pytest.raises(TemplateError) as raised:
        Template(form(*tags)).render(DATA)
    text = message_and_hint(raised.value.problem, "en").message
    assert f"(paragraph {paragraph})" in text
