"""What is typed or pasted as in Word, and what is sound beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.checks.table_rows import missing_cells
from docgen.checking.checks.typed_blocks import blocks_as_typed, parted_sentences
from docgen.checking.checks.typed_braces import single_braces
from docgen.checking.checks.typed_characters import (
    blank_texts,
    full_width,
    lookalikes,
    typed_blanks,
    unseen_characters,
)
from docgen.checking.checks.typed_headings import heading_levels, heading_numbers
from docgen.content.fixed_text import FixedText
from docgen.content.values import Node, Text
from docgen.diagnostics import Place
from tests.unit.checking.units import PACK, checked, markdown

CHECKS = (
    blocks_as_typed,
    parted_sentences,
    missing_cells,
    heading_numbers,
    heading_levels,
    single_braces,
    full_width,
    lookalikes,
    unseen_characters,
    typed_blanks,
    blank_texts,
)
BODY = "中心全年受理群众来电一万六千件，全部按期办结。"


def _numbering_format() -> Node:
    """The format of a pack whose headings Word numbers."""
    place = Place("form/pack.yaml", 1, 1)
    root, styles, heading = Node(place), Node(place), Node(place)
    heading.add("number", Text("（%2）", place), place)
    styles.add("Heading 2", heading, place)
    root.add("styles", styles, place)
    return root


NUMBERED = replace(PACK, format=_numbering_format())


def mended(unit: CheckedUnit, text: str, file: str = "正文.md") -> tuple[list[str], str, bool]:
    """The codes of what is told of a text, the text with the fixes, and whether these are safe."""
    found = [problem for check in CHECKS for problem in unit.found_by(check)]
    fixes = [problem.fix for problem in found if problem.fix and file in problem.place.file]
    codes = [str(problem.code) for problem in found]
    return codes, FixedText(text, fixes).text, all(fix.safe for fix in fixes)


def chapter(text: str) -> tuple[list[str], str, bool]:
    return mended(markdown(text, "年度: 2023\n支出: {合计: 5}\n", pack=NUMBERED), text)


@pytest.mark.parametrize(
    ("code", "text", "instead"),
    [
        ("lines-together", "一是甲。\n二是乙。", "一是甲。\n\n二是乙。"),
        ("lines-together", "　　甲。\n　　乙。", "甲。\n\n乙。"),
        ("lines-together", "1. 甲。\n下文。", "1. 甲。\n\n下文。"),
        ("lines-together", "- 甲；\n-乙；\n- 丙", "- 甲；\n- 乙；\n- 丙"),
        ("lines-together", "1. 甲\n2、乙\n3. 丙", "1. 甲\n2. 乙\n3. 丙"),
        ("lines-together", "1. 甲\n　　1) 乙", "1. 甲\n    1) 乙"),
        ("lines-together", f"（一）概况\n{BODY}", f"## 概况\n\n{BODY}"),
        ("lines-together", "甲。\n　　\n乙。", "甲。\n\n乙。"),
        (
            "lines-together",
            "| 甲 | 乙 |\n|--|--|\n| 1 | 2 |\n下文。",
            "| 甲 | 乙 |\n|--|--|\n| 1 | 2 |\n\n下文。",
        ),
        ("pasted-table", "甲\t乙\n丙\t1", "| 甲 | 乙 |\n| --- | ---: |\n| 丙 | 1 |"),
        (
            "pasted-table",
            "表1 甲\n甲\t乙\n丙\t1\n下文。",
            "表1 甲\n\n| 甲 | 乙 |\n| --- | ---: |\n| 丙 | 1 |\n\n下文。",
        ),
        ("pasted-table", "| 甲 | 乙 |\n|--|--|\n｜ 1 ｜ 2 ｜", "| 甲 | 乙 |\n|--|--|\n| 1 | 2 |"),
        (
            "pasted-table",
            "| 甲 | 乙 |\n|--|--|\n| 1 | 2 |\n\n| 3 | 4 |",
            "| 甲 | 乙 |\n|--|--|\n| 1 | 2 |\n| 3 | 4 |",
        ),
        ("typed-title", f"（一）概况\n\n{BODY}", f"## 概况\n\n{BODY}"),
        ("typed-title", f"二、概况\n\n（一）职能\n\n{BODY}", f"## 概况\n\n### 职能\n\n{BODY}"),
        ("typed-bullets", "•甲\n\n● 乙", "- 甲\n\n- 乙"),
        ("typed-indent", "　　甲。\n\n\u00a0\u00a0乙。", "甲。\n\n乙。"),
        ("typed-indent", "&nbsp;&nbsp;甲。", "甲。"),
        ("heading-number", "## 一、概况", "## 概况"),
        ("heading-number", "## 甲\n\n### （1） 概况", "## 甲\n\n### 概况"),
        ("heading-number", "## **二 概况**", "## **概况**"),
        ("single-braces", "{年度}年", "{{ 年度 }}年"),
        ("single-braces", "{ 支出。合计 }万元", "{{ 支出.合计 }}万元"),
        ("single-braces", "｛年度｝年", "{{ 年度 }}年"),
        ("single-braces", "｛｛ 支出。合计 ｝｝万元", "{{ 支出.合计 }}万元"),
        ("single-braces", "｛{ 年度 }}年", "{{ 年度 }}年"),
        ("single-braces", "【支出.合计】万元", "{{ 支出.合计 }}万元"),
        ("full-width", "１２．５％", "12.5%"),
        ("full-width", r"甲\*１２项", r"甲\*12项"),
        ("lookalike", "⼀是甲", "一是甲"),
        ("unseen-character", "甲\u200b乙", "甲乙"),
        ("unseen-character", "甲\u2028乙", "甲\n\n乙"),
    ],
)
def test_what_is_plainly_meant_may_be_mended(code: str, text: str, instead: str) -> None:
    found, fixed, safe = chapter(text)
    assert set(found) == {code}
    assert (fixed, safe) == (instead, True)
    assert chapter(instead)[0] == []


@pytest.mark.parametrize(
    ("code", "text", "instead"),
    [
        ("typed-title", f"**概况**\n\n{BODY}", f"## 概况\n\n{BODY}"),
        ("typed-title", f"1、概况\n\n{BODY}", f"## 概况\n\n{BODY}"),
        ("typed-title", f"1.概况\n\n（1）职能\n\n{BODY}", f"## 概况\n\n### 职能\n\n{BODY}"),
        ("typed-title", f"## 概况\n\n1.职能\n\n{BODY}", f"## 概况\n\n### 职能\n\n{BODY}"),
        ("typed-title", f"（一）概况\n\n1.职能\n\n{BODY}", f"## 概况\n\n### 职能\n\n{BODY}"),
        (
            "typed-title",
            f"一、概况\n\n（一）职能\n\n1.预算\n\n{BODY}",
            f"## 概况\n\n### 职能\n\n#### 预算\n\n{BODY}",
        ),
        ("heading-level", "#### 概况", "## 概况"),
        ("single-braces", "{支出.合讣}万元", "{{ 支出.合计 }}万元"),
        ("single-braces", "{合计}万元", "{{ 支出.合计 }}万元"),
        ("single-braces", "｛｛合计｝｝万元", "{{ 支出.合计 }}万元"),
        ("single-braces", "｛｛ 支出.合讣 ｝｝万元", "{{ 支出.合计 }}万元"),
        ("single-braces", "{｛ 合讣 ｝}万元", "{{ 支出.合计 }}万元"),
        ("full-width", "ＡＢ型", "AB型"),
        ("typed-blanks", "甲乙  丙丁", "甲乙丙丁"),
        ("typed-blanks", "甲乙&nbsp;丙丁", "甲乙丙丁"),
        ("missing-cells", "| 甲 | 乙 |\n|--|--|\n| 1  2 |", "| 甲 | 乙 |\n|--|--|\n| 1 | 2 |"),
        ("sentence-parted", "今年，中心未发生\n\n国有资本支出。", "今年，中心未发生国有资本支出。"),
        ("lines-together", f"甲。\n•乙\n{BODY}", f"甲。\n\n- 乙\n\n{BODY}"),
        (
            "lines-together",
            "甲单位\n乙单位\n丙单位\n丁单位",
            "甲单位\n\n乙单位\n\n丙单位\n\n丁单位",
        ),
    ],
)
def test_what_is_likely_meant_is_offered(code: str, text: str, instead: str) -> None:
    found, fixed, safe = chapter(text)
    assert set(found) == {code}
    assert (fixed, safe) == (instead, False)


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "## 概况\n\n### 职能\n\n## 绩效",
        "主要问题如下：\n\n（一）强化责任\n\n（二）完善制度\n\n下一步，中心将持续完善制度。",
        "1、甲\n\n2、乙\n\n3、丙",
        "1. 甲\n2. 乙\n\n   续\n3. 丙",
        "（一）强化责任。层层压实，\n逐级考核",
        "**起头。**后文",
        "合　计",
        "张　三、李四光",
        "- 甲\n- 乙",
        "| 甲 | 乙 |\n|--|--|\n| 1 | |",
        "见｛备注｝和{其他}。",
        "【年度】重点",
        "2023年度自评报告\n\n中心简介",
        "👨\u200d👩",
    ],
)
def test_what_is_sound_is_left_alone(text: str) -> None:
    assert chapter(text)[0] == []


def test_a_form_that_numbers_no_headings_has_those_that_are_typed() -> None:
    text = f"## 一、概况\n\n（一）职能\n\n{BODY}"
    assert mended(markdown(text), text)[0] == []


def test_in_a_cell_blanks_indent_and_lines_are_parted() -> None:
    text = "组:\n  正文: |-\n    　　甲。\n    　　乙。\n"
    found, fixed, safe = mended(checked(text, pack=NUMBERED), text, "report.yaml")
    assert found == ["lines-together"]
    assert (fixed, safe) == ("组:\n  正文: |-\n    　　甲。\n\n    　　乙。\n", True)


@pytest.mark.parametrize(
    "text", ["｛｛ 没有的 ｝｝万元", "{｛没有的｝}万元", "｛｛ 支出.合计 | 2 ｝｝万元"]
)
def test_full_width_braces_around_no_field_are_told_once_and_left(text: str) -> None:
    """A field that is none would be the next problem."""
    assert chapter(text)[:2] == (["full-width-braces"], text)


def test_a_text_of_blanks_is_told_at_its_field() -> None:
    unit = checked("名称: '  '\n组: {名: 甲}\n")
    (problem,) = unit.found_by(blank_texts)
    assert (problem.words["field"], problem.fix and problem.fix.new) == ("名称", "")
