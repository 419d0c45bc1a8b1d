"""What of a report only says what its form prints is not told; values are."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.scaffold.taken.printed_words import PrintedWords
from docgen.scaffold.taken.template_blocks import template_parts
from docgen.word.xml import text_of, w
from tests.unit.helpers import collect
from tests.unit.scaffold.drawing import form_of
from tests.unit.scaffold.small_pack import TEXT, pack_of

_FORM = (
    "附件2",
    "{{ 年度 }}年度{{ 单位 }}项目支出绩效自评报告",
    "填表人：{{ 填表人 }}  单位负责人签字：",
    '评价：{{ 评价 | box("优秀等次") }}优秀等次',
    ("|名称|得分", '{{ "绩效指标" ¦ merge }}|{{ 名称 }}|{{ 得分 }}'),
)


def printed(root: Path) -> PrintedWords:
    schema = dict.fromkeys(["年度", "单位", "填表人", "名称", "得分", "评价"], TEXT)
    parts = template_parts(pack_of(root, *_FORM, schema=schema), collect())
    return PrintedWords(parts, 2023, ["青岭市档案馆", "展厅改造", "99.60"])


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("附件3-1：", True),
        ("（续上表）", True),
        ("2023年度青岭市档案馆", True),
        ("2023年度", True),
        ("部门项目支出绩效自评报告", True),
        ("青岭市档案馆2023年度项目支出绩效自评报告（二）", True),
        ("展厅改造项目支出绩效自评报告", True),
        ("1. 展厅改造………………3", True),
        ("单位负责人签字：", True),
        ("2022年度", False),
        ("青岭市图书馆", False),
        ("单位负责人签字：李四", False),
        ("优秀等次", False),
        ("99.60", False),
        ("2023年2月20日", False),
        ("注：项目支出绩效自评报告另行公开。", False),
    ],
)
def test_a_line_that_says_what_the_form_prints(line: str, says: bool, tmp_path: Path) -> None:
    (paragraph,) = (
        each for each in form_of(line).element.body.iter(w("p")) if text_of(each).strip()
    )
    assert printed(tmp_path).say(paragraph) == says


def test_of_a_table_only_what_counts_the_rows_or_a_tag_prints(tmp_path: Path) -> None:
    table = ("序号|甲|得分", "1|绩效指标|青岭市档案馆", "2|项目支出绩效自评报告|2")
    words = printed(tmp_path)
    lines = form_of(table).element.body.iter(w("p"))
    told = [text_of(line) for line in lines if text_of(line) and not words.say(line)]
    assert told == ["甲", "得分", "青岭市档案馆", "项目支出绩效自评报告", "2"]
