"""Whatever a clerk types: what a fix says stands there, and with the fix its problem is gone."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from docgen.checking.check_unit import check_unit
from docgen.content.fixed_text import FixedText, with_standing_fixes
from docgen.content.unit import load_unit
from docgen.diagnostics import Problem, Problems
from docgen.packs.binding import bind_documents
from docgen.packs.typing import type_values
from tests.unit.checking.test_typed_blocks import NUMBERED
from tests.unit.checking.units import SCHEMA

CHAPTER, FORM = "narrative/正文.md", "report.yaml"
FIELDS = "模板: form\n年度: 2023\n支出: {合计: 5}\n"

UNCOVERED = {
    *("empty-chapter", "blank-text", "heading-level", "typed-blanks", "sentence-parted"),
    *("numbering", "half-width", "unpaired", "placeholder", "repeated"),
}
"""What may be wrong with the words themselves, once they are read as they are meant."""

BEGINNINGS = st.sampled_from(
    [
        *("", "", "", "", "　　", "（一）", "1. ", "1.", "2、", "- ", "-", "•", "* ", "## "),
        *(
            "### ",
            "## 一、",
            "##",
            "＃＃",
            "①",
            "一是",
            "第一，",
            "    ",
            "\t",
            "1) ",
        ),
    ]
)
WORDS = st.sampled_from(
    [
        "中心全年受理群众来电一万六千件，全部按期办结。",
        "基本情况",
        "培训12期；",
        "合格率98%，",
        "**起头。**后文",
        "＊＊乙＊＊",
        "{{ 年度 }}年",
        "{年度}年",
        "{{ 支出。合计 }}万元",
        "｛｛年度｝｝年",
        "{{ 年度 }年",
        "【支出.合计】万元",
        "１２项",
        "甲,乙",
        "办法(试行)",
        "完成。。",
        "依据[2021]7号",
        "每日3—2次",
        "“引“",
        r"甲\*乙",
        "热线&nbsp;运行",
        "R&lt;甲",
        "热\u200b线",
        "全⼀年",
        "`甲`",
        "<u>乙</u>",
        "甲~~丙~~",
        "[甲](http://a.cn)",
        "见[^1]",
        "长3*4*5米",
        "![图](a.png “图1 甲”)",
        "共$x+1$项",
        "热线  运行",
    ]
)
BLOCKS = st.sampled_from(
    [
        "甲\t乙\t丙\n丁\t1\t2.5",
        "| 甲 | 乙 |\n| 1 | 2 |",
        "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |",
        "| 甲 | 乙 |\n| --- | --- |\n｜ 1 ｜ 2 ｜",
        "┌──┬──┐\n│甲│乙│\n├──┼──┤\n│丙│1│",
        "# 概况",
        "##### 概况",
        "---",
        "<!-- 注 -->",
        "```\n甲\n```",
        "　　",
    ]
)
lines = st.builds(
    lambda start, words: start + "，又".join(words),
    BEGINNINGS,
    st.lists(WORDS, min_size=1, max_size=2),
)
blocks = st.one_of(lines, lines, lines, BLOCKS)
texts = st.builds(
    lambda parts: "".join(block + end for block, end in parts),
    st.lists(st.tuples(blocks, st.sampled_from(["\n", "\n\n"])), min_size=1, max_size=5),
)


def problems_of(files: dict[str, str]) -> list[Problem]:
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root, "甲")
        (folder / "narrative").mkdir(parents=True)
        for name, text in files.items():
            (folder / name).write_text(text, "utf-8")
        problems = Problems()
        unit = load_unit(folder, "2023", Path(root), problems)
        type_values(unit.data, SCHEMA, problems)
        bind_documents(unit.data, problems)
        problems.extend(check_unit(unit, NUMBERED, None))
        return list(with_standing_fixes(problems, Path(root)))


def holds_for(files: dict[str, str]) -> None:
    before = problems_of(files)
    for problem in before:
        if problem.fix is None or problem.code.startswith("yaml"):
            continue
        name = problem.fix.place.file.removeprefix("甲/")
        fixed = FixedText(files[name], [problem.fix]).text
        assert fixed != files[name], problem
        after = problems_of({**files, name: fixed})
        told, left = (Counter(each.code for each in found) for found in (before, after))
        assert left[problem.code] < told[problem.code], (problem, fixed)
        # Of several slips in one passage, some are told when the others are mended.
        assert len(before) > 1 or set(left) <= UNCOVERED, (problem, fixed)


@given(texts)
@example("1. 甲\n2、乙\n\n- 丙\n-丁")
@example("甲\t乙\n\n\n丙")
def test_a_fix_of_a_chapter_does_away_with_its_problem(text: str) -> None:
    holds_for({FORM: FIELDS, CHAPTER: text})


@given(texts)
def test_so_does_one_below_a_block_sign(text: str) -> None:
    lines = "".join(f"    {line}\n" if line.strip() else "\n" for line in text.split("\n"))
    holds_for({FORM: f"{FIELDS}组:\n  正文: |-\n{lines}"})


@given(st.text("甲乙,.()１２\"'\\\\。：\u200b⼀ ", max_size=12), st.sampled_from(["'", '"']))
def test_so_does_one_of_a_text_in_quotes(text: str, quote: str) -> None:
    typed = (
        text.replace("'", "''") if quote == "'" else text.replace("\\", "\\\\").replace('"', '\\"')
    )
    holds_for({FORM: f"{FIELDS}说明: {quote}{typed}{quote}\n"})


@settings(max_examples=50)
@given(texts)
def test_safe_fixes_come_to_an_end(text: str) -> None:
    files = {FORM: FIELDS, CHAPTER: text}
    for _ in range(8):
        fixes = [problem.fix for problem in problems_of(files) if problem.fix and problem.fix.safe]
        of_chapter = [fix for fix in fixes if fix.place.file.endswith(".md")]
        fixed = FixedText(files[CHAPTER], of_chapter).text
        if fixed == files[CHAPTER]:
            return
        files[CHAPTER] = fixed
    raise AssertionError(f"still not mended: {files[CHAPTER]!r}")
