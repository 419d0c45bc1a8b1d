"""Lines pasted from Word are paragraphs; lines that an editor broke are one."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.content.paragraph_lines import parted

PASTED = [
    "一是完善制度，修订财务管理办法。\n二是加强培训，全年组织培训12期。\n三是强化监督。",
    "（一）预算编制不够精细\n年初编制时对业务工作量预计不足，部分项目支出进度偏慢，调剂较多。",
    "主要问题如下：\n1、预算编制不够精细；\n2、绩效管理意识不强。",
    "第一，加强学习。\n第二，压实责任。",
    "全年执行数{{ 支出.合计 }}万元。\n项目支出{{ 支出.项目 }}万元。",
    "　　中心负责热线运行\n　　档案馆负责档案整理",
    "①组织培训12期；\n②送课下乡5次；",
    "填报单位：某某中心\n联系人：张某\n填报日期：2024年3月",
    "中心内设四个科室，核定编制十二人，年末实有在编人员十一人，另有退休人员三名。\n主要职能：\n负责"
    "群众来访接待和便民热线的日常运行，承担全县政务服务事项的督办和回访。",
    "强化责任\n完善制度\n加强培训\n严格考核",
    "他说：“按期完成。”\n她说：“没有问题。”",
    "见《关于加强预算绩效管理的通知》。\n（二）健全机制。",
]
"""Texts whose every line is a paragraph."""

WRAPPED = [
    "按照年度工作计划，中心全年组织培训十二期，参训人员八百六十人\n"
    "次，同比有所增长，培训合格率保持在较高水平，各项工作有序推\n"
    "进，群众满意度稳步提升。",
    "在学校公示栏和\n县教育局网站公开",
    "全年执行数{{ 年度预算申请.全年执行数 }}万元，其中基本支出\n"
    "{{ 年度预算申请.按支出性质分.基本支出 }}万元，项目支出若干。",
    "中心坚持精打细算，从严控制一般性支出，全年公用经费比上年下降。\n"
    "同时压减会议和培训，把有限的资金用在群众最关心的事情上，做到\n"
    "花钱必问效、无效必问责。",
    "甲\n乙",
    "一是完善制度，\n二是加强培训",
    "The office answers calls\nfrom all citizens",
]
"""Texts of one paragraph."""


@pytest.mark.parametrize("text", PASTED)
def test_each_pasted_line_is_a_paragraph(text: str) -> None:
    lines = text.split("\n")
    assert parted(lines) == [(line,) for line in lines]


@pytest.mark.parametrize("text", WRAPPED)
def test_lines_that_an_editor_broke_are_one_paragraph(text: str) -> None:
    lines = text.split("\n")
    assert parted(lines) == [tuple(lines)]


clauses = st.lists(st.text("中心负责热线运行档案整理工作", min_size=4, max_size=30), min_size=6)


@given(clauses, st.integers(20, 60))
def test_no_width_parts_a_paragraph_without_full_stops(words: list[str], width: int) -> None:
    lines = textwrap.wrap("，".join(words), width)
    assert parted(lines) == [tuple(lines)]


@given(clauses, st.integers(24, 60))
def test_a_sentence_that_fills_a_line_parts_no_paragraph(words: list[str], width: int) -> None:
    text = "，".join(words)
    lines = textwrap.wrap(text, width)
    if len(lines) > 3:
        lines[1] = f"{lines[1][:-1]}。"
        assert parted(lines) == [tuple(lines)]


@given(st.lists(st.text("中心负责热线运行，档案整理工作", min_size=2, max_size=90), min_size=1))
def test_sentences_that_are_lines_are_all_parted(sentences: list[str]) -> None:
    lines = [f"{sentence.strip('，')}心。" for sentence in sentences]
    assert parted(lines) == [(line,) for line in lines]
