"""What people type instead of YAML is told at its place, with what to type."""

from __future__ import annotations

import pytest

from docgen.content.fixed_text import with_fixes
from docgen.content.source_files import SourceFile
from docgen.content.yaml_reader import read_yaml
from docgen.diagnostics import Problems


def problems_of(text: str) -> Problems:
    """What reading the file tells."""
    problems = Problems()
    read_yaml(SourceFile("a.yaml", text), problems)
    return problems


@pytest.mark.parametrize(
    ("typed", "told", "mended"),
    [
        (
            "落款:\n  填表人：张三\n  电话: 1\n",
            ["2:6 yaml-colon"],
            "落款:\n  填表人: 张三\n  电话: 1\n",
        ),
        (
            "落款:\n  填表人：张三\n  日期：2024\n  电话: 1\n年度: 1\n",
            ["2:6 yaml-colon", "3:5 yaml-colon"],
            "落款:\n  填表人: 张三\n  日期: 2024\n  电话: 1\n年度: 1\n",
        ),
        (
            "落款:\n  填表人：张三\n  日期：2024\n",
            ["2:6 yaml-colon", "3:5 yaml-colon"],
            "落款:\n  填表人: 张三\n  日期: 2024\n",
        ),
        ("年度：2023\n", ["1:3 yaml-colon"], "年度: 2023\n"),
        (
            "落款:\n  填表人:\xa0张三\n  日期: 2024\n",
            ["2:7 yaml-colon"],
            "落款:\n  填表人: 张三\n  日期: 2024\n",
        ),
        (
            "落款:\n  填表人:\u3000张三\n  日期: 2024\n",
            ["2:7 yaml-colon"],
            "落款:\n  填表人: 张三\n  日期: 2024\n",
        ),
        (
            "落款:\n  填表人:张三\n  日期: 2024\n",
            ["2:7 yaml-colon"],
            "落款:\n  填表人: 张三\n  日期: 2024\n",
        ),
        (
            "落款:\n\t填表人: 张三\n\t日期: 2\n年度: 1\n",
            ["2:1 yaml-tab", "3:1 yaml-tab"],
            "落款:\n  填表人: 张三\n  日期: 2\n年度: 1\n",
        ),
        (
            "年度预算:\n\t收入:\n\t\t甲: 1\n\t\t乙: 2\n\t支出: 3\n年度: 1\n",
            ["2:1 yaml-tab", "3:1 yaml-tab", "4:1 yaml-tab", "5:1 yaml-tab"],
            "年度预算:\n  收入:\n    甲: 1\n    乙: 2\n  支出: 3\n年度: 1\n",
        ),
        (
            "落款:\n  填表人: 张三\n\t日期: 2\n  电话: 1\n年度: 1\n",
            ["3:1 yaml-tab"],
            "落款:\n  填表人: 张三\n  日期: 2\n  电话: 1\n年度: 1\n",
        ),
        (
            "落款:\n\u3000填表人: 张三\n\u3000日期: 2\n年度: 1\n",
            ["2:1 yaml-tab", "3:1 yaml-tab"],
            "落款:\n  填表人: 张三\n  日期: 2\n年度: 1\n",
        ),
        ("a: '甲\nb: 2\nc: 3\n", ["1:6 yaml-quotes"], "a: '甲'\nb: 2\nc: 3\n"),
        (
            "a: '甲\nb: 2\nc: 3\nd: 1\ne: 2\nf: 3\ng: 4\nh: '乙'\ni: 2\n",
            ["1:6 yaml-quotes"],
            "a: '甲'\nb: 2\nc: 3\nd: 1\ne: 2\nf: 3\ng: 4\nh: '乙'\ni: 2\n",
        ),
        ("a: 1\nb: 'x\n", ["2:6 yaml-quotes"], "a: 1\nb: 'x'\n"),
        ('a: "甲”\nb: 2\n', ["1:4 yaml-quotes"], "a: '甲'\nb: 2\n"),
        ("a: >=98%\nb: 1\n", ["1:4 yaml-unquoted"], "a: ≥98%\nb: 1\n"),
        ("a: >98%\nb: 1\n", ["1:4 yaml-unquoted"], "a: '>98%'\nb: 1\n"),
        ("a: > 98%\nb: 1\n", ["1:4 yaml-unquoted"], "a: '> 98%'\nb: 1\n"),
        ("基本: {甲：1，乙：2}\nb: 1\n", ["1:7 yaml-brackets"], "基本: {甲: 1, 乙: 2}\nb: 1\n"),
        ("基本: {甲: 1，乙: 2}\nb: 1\n", ["1:10 yaml-brackets"], "基本: {甲: 1, 乙: 2}\nb: 1\n"),
        ("基本: ｛甲: 1, 乙: 2｝\nb: 1\n", ["1:5 yaml-brackets"], "基本: {甲: 1, 乙: 2}\nb: 1\n"),
        ("a: 说明: 本\nb: 1\n", ["1:4 yaml-unquoted"], "a: '说明: 本'\nb: 1\n"),
        ("a: [2023]12号\nb: 1\n", ["1:4 yaml-unquoted"], "a: '[2023]12号'\nb: 1\n"),
        ("a: {{ x.y }}期\nb: 1\n", ["1:4 yaml-unquoted"], "a: '{{ x.y }}期'\nb: 1\n"),
        ("a: {{ x.y }}\nb: 1\n", ["1:4 yaml-unquoted"], "a: '{{ x.y }}'\nb: 1\n"),
        ("a:\n  b: 1\n   c: 2\n  d: 3\n", ["3:3 yaml-indent"], "a:\n  b: 1\n  c: 2\n  d: 3\n"),
        ("a:\n  b: 1\n c: 2\n  d: 3\n", ["3:2 yaml-indent"], "a:\n  b: 1\n  c: 2\n  d: 3\n"),
        ("a:\n  b: 1\nc: 2\n  d: 3\n", ["3:1 yaml-indent"], "a:\n  b: 1\n  c: 2\n  d: 3\n"),
        ("a:\n  b 1\n  c: 2\n", ["2:4 yaml-no-colon"], "a:\n  b: 1\n  c: 2\n"),
        ("落款\n  填表人: 1\n", ["1:3 yaml-no-colon"], "落款:\n  填表人: 1\n"),
        (
            "落款:\n  填表人=张三\n  电话: 2\n",
            ["2:6 yaml-no-colon"],
            "落款:\n  填表人: 张三\n  电话: 2\n",
        ),
        ("a:\n  -b: 1\n   c: 2\n", ["2:4 yaml-dash"], "a:\n  - b: 1\n    c: 2\n"),
        (
            "a:\n  － b: 1\n    c: 2\n  － b: 2\n    c: 1\n",
            ["2:3 yaml-dash"],
            "a:\n  - b: 1\n    c: 2\n  - b: 2\n    c: 1\n",
        ),
        ("a: 甲\n乙\n丙\nb: 1\n", ["1:4 yaml-block"], "a: |-\n  甲\n  乙\n  丙\nb: 1\n"),
        ("a: 甲\n  乙\n  丙\nb: 1\n", ["1:4 yaml-block"], "a: |-\n  甲\n  乙\n  丙\nb: 1\n"),
        ("a:\n  1. 甲\n  2. 乙\nb: 1\n", ["1:3 yaml-block"], "a: |-\n  1. 甲\n  2. 乙\nb: 1\n"),
        (
            "a:\n  x: 1\n  目标:\n    1. 甲；\n    2. 乙。\n  b: 1\n",
            ["3:6 yaml-block"],
            "a:\n  x: 1\n  目标: |-\n    1. 甲；\n    2. 乙。\n  b: 1\n",
        ),
        (
            "a:\n  x: 1\n  目标: 1. 甲；\n  2. 乙：丙；\n\n  3. 丁。\n  b: 1\n",
            ["3:7 yaml-block"],
            "a:\n  x: 1\n  目标: |-\n    1. 甲；\n    2. 乙：丙；\n\n    3. 丁。\n  b: 1\n",
        ),
        ("a: %x\n", ["1:4 yaml-unquoted"], "a: '%x'\n"),
        ("a: *x\nb: 1\n", ["1:4 yaml-unquoted"], "a: '*x'\nb: 1\n"),
        ("a: &x y\n", ["1:4 yaml-unquoted"], "a: '&x y'\n"),
        ("a: @x\n", ["1:4 yaml-unquoted"], "a: '@x'\n"),
        ("a: !x y\n", ["1:4 yaml-unquoted"], "a: '!x y'\n"),
        ("a: ? x\n", ["1:4 yaml-unquoted"], "a: '? x'\n"),
        ("a: - x\nb: 1\n", ["1:4 yaml-unquoted"], "a: '- x'\nb: 1\n"),
        (
            "落款:\n\t填表人：张三\n  电话: 1\n",
            ["2:1 yaml-colon"],
            "落款:\n  填表人: 张三\n  电话: 1\n",
        ),
        (
            "落款:\n  填表人：张三\n  电话: 1\n指标:\n  - 名: >=3\n    值: 2\n",
            ["2:6 yaml-colon", "5:8 yaml-unquoted"],
            "落款:\n  填表人: 张三\n  电话: 1\n指标:\n  - 名: ≥3\n    值: 2\n",
        ),
        (
            "备注:\n  一、说明：本年\n  二、其他：无\nb: 1\n",
            ["1:4 yaml-block"],
            "备注: |-\n  一、说明：本年\n  二、其他：无\nb: 1\n",
        ),
        ("a: [1, 2\nb: 3\n", ["1:4 yaml-unquoted"], "a: '[1, 2'\nb: 3\n"),
        (
            'a:\n  目标1: 一\n  目标2: 二\n  目标3: "用好"四有"尺子。"\nb: 1\n',
            ["4:8 yaml-quotes"],
            "a:\n  目标1: 一\n  目标2: 二\n  目标3: '用好\"四有\"尺子。'\nb: 1\n",
        ),
        (
            "公务: {上年决算数: 210.5，本年预算数: 3, 本年决算数: 4}\nb: 2\n",
            ["1:18 yaml-brackets"],
            "公务: {上年决算数: 210.5, 本年预算数: 3, 本年决算数: 4}\nb: 2\n",
        ),
        (
            "公务: {上年决算数: 210.5、本年预算数: 3, 本年决算数: 4}\nb: 2\n",
            ["1:18 yaml-brackets"],
            "公务: {上年决算数: 210.5, 本年预算数: 3, 本年决算数: 4}\nb: 2\n",
        ),
        (
            "公务: {上年决算数: 21, 本年预算数: 3\n接待: {上年决算数: 1, 本年预算数: 2}\nb: 2\n",
            ["1:25 yaml-brackets"],
            "公务: {上年决算数: 21, 本年预算数: 3}\n接待: {上年决算数: 1, 本年预算数: 2}\nb: 2\n",
        ),
        (
            "公务: {上年决算数:1.85, 本年预算数:2}\nb: 2\n",
            ["1:12 yaml-brackets"],
            "公务: {上年决算数: 1.85, 本年预算数: 2}\nb: 2\n",
        ),
        (
            "厉行节约保障措施:1.严格执行；\nb: 2\n",
            ["1:10 yaml-colon"],
            "厉行节约保障措施: 1.严格执行；\nb: 2\n",
        ),
        (
            "a:\n  主管部门: 甲、\n  乙\n  c: 2\n",
            ["2:9 yaml-block"],
            "a:\n  主管部门: |-\n    甲、\n    乙\n  c: 2\n",
        ),
        (
            "a:\n  - 名: 一\n  值: 2\n  - 名: 二\n    值: 3\n",
            ["3:3 yaml-indent"],
            "a:\n  - 名: 一\n    值: 2\n  - 名: 二\n    值: 3\n",
        ),
        ("a: “甲: 乙”\nb: 1\n", ["1:4 yaml-quotes"], "a: '甲: 乙'\nb: 1\n"),
        (
            "a: 1  # 说明\nb:\n  - c: 2\n    d: '3: 4'\n  - c:\ne: |-\n  x\n  y：z\n",
            [],
            "a: 1  # 说明\nb:\n  - c: 2\n    d: '3: 4'\n  - c:\ne: |-\n  x\n  y：z\n",
        ),
    ],
)
def test_a_slip_is_told_once_with_what_was_meant(typed: str, told: list[str], mended: str) -> None:
    problems = problems_of(typed)
    places = [(problem.place.line, problem.place.column, problem.code) for problem in problems]
    assert [f"{line}:{column} {code}" for line, column, code in places] == told
    assert with_fixes(typed, [problem.fix for problem in problems if problem.fix]) == mended
    assert not list(problems_of(mended))
