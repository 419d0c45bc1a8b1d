"""Blank forms that packs are made of: the ministry's, and those the first pack came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import deepcopy
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.table import CT_Row
from docx.oxml.text.paragraph import CT_P
from lxml import etree

from docgen.word.tag_pattern import TAG
from docgen.word.xml import text_of, w
from tests.blank_forms import CENTRE, add_paragraph, add_table
from tests.support import PACK

PARTS = ("report.docx", "annex-1-base-data.docx", "annex-2-department.docx", "annex-3-project.docx")

_ONLY_TR = re.compile(r"\{%tr\b.*?%\}", re.DOTALL)
_ONLY_P = re.compile(r"\{%p\b.*?%\}", re.DOTALL)
_UNIT_NAME = '{{ 封面["部门（单位）名称"] }}'
_LOOPED = "| merge }}"
"""In the row that is repeated for each indicator."""
_TOTAL = "总分"

# The ministry's form of 财预〔2020〕10号.

_CENTRAL_WIDTHS = (480, 1170, 1000, 1280, 1170, 1284, 620, 780, 1060)
_FUNDS = (
    "项目名称 | < | < |            | <          | <          | <    | <      | <",
    "主管部门 | < | < |            | <          | 实施单位   |      | <      | <",
    "项目资金（万元） | | < | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分",
    "^ | 年度资金总额       | < | | | | 10 |   |  ",
    "^ | 其中：当年财政拨款 | < | | | | — | — | —",
    "^ | 上年结转资金       | < | | | | — | — | —",
    "^ | 其他资金           | < | | | | — | — | —",
)
_GOALS = (
    "年度总体目标 | 预期目标 | < | < | < | 实际完成情况 | < | < | <",
    "^            |          | < | < | < |              | < | < | <",
)
_INDICATOR_HEADS = (
    "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | "
    "偏差原因分析及改进措施"
)
_CENTRAL_INDICATORS = {
    "产出指标（50分）": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标（30分）": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标（10分）": ("服务对象满意度指标",),
}
_CENTRAL_TOTAL = "总分 | < | < | < | < | < | 100 | | "


def central_project_form() -> Document:
    """项目支出绩效自评表, as blank as the ministry issues it: one table, no note, no sign-off."""
    document = docx.Document(str(PACK / "annex-3-project.docx"))
    body = document.element.body
    for element in [element for element in body if element is not body.sectPr]:
        body.remove(element)
    add_paragraph(document, "项目支出绩效自评表", style="Annex Title")
    add_paragraph(document, "（    年度）", style="Table Text", aligned=CENTRE)
    rows = [*_FUNDS, *_GOALS, _INDICATOR_HEADS, *_central_indicators(), _CENTRAL_TOTAL]
    tall = {len(_FUNDS) + 1: 1800}
    add_table(document, _CENTRAL_WIDTHS, rows, style="Table Text", heights=tall)
    return document


def _central_indicators() -> list[str]:
    """Two rows for each indicator of the second level, in the notation of tables."""
    rows = []
    for first, seconds in _CENTRAL_INDICATORS.items():
        for second in seconds:
            rows.append(f"^ | {first} | {second} | 指标1： | | | | | ")
            rows.append("^ | ^ | ^ | 指标2： | | | | | ")
            first = "^"
    return rows


# The forms of the first pack.

_INDICATORS: dict[str, tuple[str, ...]] = {
    "产出指标（40分）": ("数量指标", "质量指标", "时效指标"),
    "效益指标（20分）": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标（10分）": ("服务对象满意度指标",),
    "成本指标（20分）": ("经济成本指标",),
}
_ROWS_EACH = 2


def blank_forms_of_first_pack() -> dict[str, Document]:
    """The four forms that the first pack was made of, by the names of its parts."""
    return {name: blank_of(PACK / name) for name in PARTS}


def blank_of(part: Path, year: int = 2023) -> Document:
    """What the bureau would issue: a finished part of the first pack without its placeholders."""
    document = docx.Document(str(part))
    body = document.element.body
    _remove(row for row in body.iter(w("tr")) if _ONLY_TR.fullmatch(text_of(row)))
    _remove(paragraph for paragraph in body.iter(w("p")) if _ONLY_P.fullmatch(text_of(paragraph)))
    for row in [row for row in body.iter(w("tr")) if _LOOPED in text_of(row)]:
        _print_indicators(row)
    for row in (row for row in body.iter(w("tr")) if text_of(row).startswith(_TOTAL)):
        _write(row.tc_lst[1].p_lst[0], "100")
    for paragraph in body.iter(w("p")):
        _fill_tags(paragraph, year)
    return document


def _remove(elements: Iterable[etree._Element]) -> None:
    for element in list(elements):
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)


def _printed(tag: str, paragraph: etree._Element, year: int) -> str:
    """What the blank form has in the place of a tag."""
    in_cell = next(paragraph.iterancestors(w("tc")), None) is not None
    fixed = {
        "{{ 年度 }}": str(year),
        "{{ 年度 - 1 }}": str(year - 1),
        "{{ 封面.日期 }}": "    年  月  日",
        _UNIT_NAME: "" if in_cell else "______",
    }
    return fixed.get(tag, "")


def _fill_tags(paragraph: etree._Element, year: int) -> None:
    """Puts what is printed in the place of each tag, in the run in which the tag begins."""
    for found in reversed(list(TAG.finditer(text_of(paragraph)))):
        _replace(paragraph, found.start(), found.end(), _printed(found[0], paragraph, year))
    for text in [text for text in paragraph.iter(w("t")) if not text.text]:
        _drop(text)


def _replace(paragraph: etree._Element, start: int, end: int, new: str) -> None:
    """Replaces a stretch of the paragraph's text, which may lie in several runs."""
    at = 0
    for text in paragraph.iter(w("t")):
        old = text.text or ""
        first, last = max(start - at, 0), min(end - at, len(old))
        if first < last:
            text.text = old[:first] + new + old[last:]
            new = ""
        at += len(old)


def _drop(text: etree._Element) -> None:
    """Takes an empty ``w:t`` out, and its run if that holds nothing else."""
    run = text.getparent()
    assert run is not None
    run.remove(text)
    if all(child.tag == w("rPr") for child in run):
        _remove([run])


def _print_indicators(row: CT_Row) -> None:
    """Prints the indicators in place of the row that is repeated for each."""
    pairs = [(first, second) for first, seconds in _INDICATORS.items() for second in seconds]
    lines = [("绩效指标", *pair) for pair in pairs for _ in range(_ROWS_EACH)]
    above: Sequence[str] = ("", "", "")
    for line in lines:
        copy = deepcopy(row)
        row.addprevious(copy)
        _print_indicator(copy, line, above)
        above = line
    _remove([row])


def _write(paragraph: CT_P, text: str) -> None:
    """Writes into the first run and takes all others out; without a text, that one too."""
    first, *others = paragraph.r_lst or [paragraph.add_r()]
    _remove(others if text else [first, *others])
    first.text = text


def _print_indicator(row: CT_Row, line: Sequence[str], above: Sequence[str]) -> None:
    for number, cell in enumerate(row.tc_lst):
        if number >= len(line):
            _write(cell.p_lst[0], "")
            continue
        covered = line[number] == above[number]
        cell.vMerge = "continue" if covered else "restart"
        _write(cell.p_lst[0], "" if covered else line[number].replace("（", "\n（"))
