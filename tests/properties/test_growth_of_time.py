"""Reading and checking a paragraph takes a time that grows as its length, whatever is in it."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest

from docgen.checking.check_unit import check_unit
from docgen.content.markdown import parse_markdown
from docgen.content.unit import Unit
from docgen.content.values import Node
from docgen.diagnostics import Place, Problems
from docgen.packs.binding import bind_documents
from docgen.runs.edition_figures import edition_figures
from tests.exports import export, exported_project
from tests.growth import TIMES, is_linear
from tests.unit.checking.units import PACK, read

pytestmark = pytest.mark.campaign("how time grows with the text")

FORM = """\
年度: 2023
封面: {单位: 某某市职业教育园区管理办公室}
经费:
  基本支出: {上年决算数: 1, 本年决算数: 2}
  公务接待费: {上年决算数: 3, 本年决算数: 4}
  专项: [{名称: 职业教育发展专项, 金额: 5}, {名称: 招商引资专项, 金额: 6}]
"""

REPEATED = (
    *(
        "1,",
        "1 ",
        "12",
        "1.1",
        "1,234",
        "0",
        "1:",
        "3—2次",
        "5万元",
        "5字以内",
        "[2021]",
        "〔2023〕",
    ),
    *(
        "2023年",
        "2023年度",
        "2月",
        "2月30日",
        "12月31日",
        "截至2023年12月31日",
        "前3个月",
        "第一季度",
    ),
    *("%", "%%", "同比增长5%", "基本支出5万元，", "基本支出、", "公务接待费比上年下降16.0%，"),
    *(
        "由上年的3.20万元降至2.88万元，下降10%",
        "（上年为521万元）",
        "问题31个，已整改29个，整改率9%",
    ),
    *("（", "）", "(", ")", "1）", "(1)", "（一）", "《", "》《", "“", "‘", "’", "a’b", "〔", "【"),
    *(
        "1、",
        "。1、",
        "①",
        "一是",
        "，一是",
        "待",
        "TODO",
        "XX",
        "×",
        "_",
        "……",
        "（请填",
        "不超过5字",
    ),
    *(
        "达到",
        "达到达到值9个，",
        "实现",
        "其中",
        "我单位",
        "的",
        "上年",
        "，",
        "。",
        "中,",
        "中(",
        "；",
    ),
    *("*", "**", "*a", "a*", "***", "**中**", "_a_", "__", "~~", "`", "``a", "`a` ", "\\*", "\\"),
    *(
        "[",
        "]",
        "![",
        "![a](",
        "[a](b)",
        "![a](b.png)",
        "[(",
        "<",
        "<a",
        "<b>",
        "中<!--",
        "&",
        "&amp;",
    ),
    *(
        "{{",
        "}}",
        "{{ 年度 }}",
        "{{ 年度 }}1,",
        "{%",
        "|",
        "| a ",
        "||",
        "\u3000",
        "  ",
        "a\n",
        "|\n",
    ),
)
ALL_BEFORE = ("中", "基本支出", "", "（", "![")
IS_FUZZ = "DOCGEN_EXAMPLES" in os.environ
BEFORE = ALL_BEFORE if IS_FUZZ else ALL_BEFORE[:1]
"""What the unit stands behind, so that the parser reads it as inlines of a paragraph; in each run
one of them, in ``make fuzz`` all."""
TRIED = REPEATED if IS_FUZZ else REPEATED[::2]
"""In each run half of the units, in ``make fuzz`` all."""

SMALL, LARGE = 5_000, 20_000
"""Bytes."""


@pytest.fixture(scope="module")
def unit() -> Unit:
    return read(FORM)


def check_text(text: str, unit: Unit) -> None:
    """Reads, binds and checks a paragraph."""
    document = parse_markdown(text, Place("甲/narrative/正文.md", 1, 1), Problems())
    data = Node(unit.place)
    for key, value in unit.data.items():
        data.add(key, value, unit.place)
    data.add("正文", document, unit.place)
    bind_documents(data, Problems())
    changed = Unit(
        unit.edition, unit.name, unit.folder, unit.place, data, unit.cells, complete=True
    )
    for _ in check_unit(changed, PACK, unit.data):
        pass


def filled(before: str, repeated: str, size: int) -> str:
    return before + repeated * (size // len(repeated.encode()))


@pytest.mark.slow
@pytest.mark.parametrize("repeated", TRIED)
def test_four_times_the_text_takes_about_four_times_as_long(repeated: str, unit: Unit) -> None:
    for before in BEFORE:
        small, large = (
            partial(check_text, filled(before, repeated, size), unit) for size in (SMALL, LARGE)
        )
        assert is_linear(small, large), before


def changed_export(folder: Path, count: int) -> Path:
    """A project of which so many figures have changed since they were taken."""
    project = exported_project(folder, count)
    export(project, count, lambda number: 100.0 + number)
    edition_figures("2023", root=project.root, take=True)
    export(project, count, lambda number: 101.5 + number)
    return project.root


def test_four_times_the_changed_figures_take_about_four_times_as_long(tmp_path: Path) -> None:
    roots = (changed_export(tmp_path / str(size), size) for size in (300, 300 * TIMES))
    small, large = (partial(edition_figures, "2023", root=root) for root in roots)
    assert is_linear(small, large)
