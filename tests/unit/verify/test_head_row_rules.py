"""A table of figures whose first row heads it is told where that row is not marked."""

from __future__ import annotations

import pytest

from docgen.diagnostics import Severity
from docgen.verify.head_row_rules import table_head_deviations
from tests.unit.verify.formats import OUT, paragraph, said, walked, word_file

HEADS = "项目|预算数|决算数"
ROWS = ["基本支出|120|118.5", "项目支出|320|319"]


def table(*rows: str, mark: str = "", cell: str = "") -> str:
    """A table whose cells ``|`` parts; ``mark`` is a property of its first row."""
    xml = "".join(
        f"<w:tr><w:trPr>{'' if number else mark}</w:trPr>"
        + "".join(
            f"<w:tc><w:tcPr>{'' if number else cell}</w:tcPr>{paragraph(text, 'Table Text')}</w:tc>"
            for text in row.split("|")
        )
        + "</w:tr>"
        for number, row in enumerate(rows)
    )
    return f"<w:tbl>{xml}</w:tbl>"


def found(*blocks: str) -> list[str]:
    problems = list(table_head_deviations(walked(word_file(*blocks)), OUT))
    assert all(problem.severity is Severity.WARNING for problem in problems)
    return said(problems)


TOLD = "format-table-head text={} table=1"


@pytest.mark.parametrize(
    "rows",
    [
        [HEADS, *ROWS],
        [HEADS, "基本支出|--|118.5", "项目支出|320|", "合计|440|437.5"],
        ["序号|项目|金额|备注", "1|甲|12|略", "2|乙|3|", "3|丙|4|", "4|丁|5|"],
        ["项目|支出金额|占比", "基本|1,200.50|≥98%", "项目|约3|2％"],
    ],
)
def test_a_head_that_is_not_marked_is_told(rows: list[str]) -> None:
    words = rows[0].replace("|", " | ")
    assert found(table(*rows)) == [TOLD.format(words)]
    assert found(table(*rows, mark='<w:tblHeader w:val="0"/>')) == [TOLD.format(words)]
    assert found(table(*rows, mark="<w:tblHeader/>")) == []


@pytest.mark.parametrize(
    "rows",
    [
        ROWS,
        ["编制数|16|在职人数|15", "单位|甲|级别|乙", "车辆|2|房屋|3", "甲|2|乙|3"],
        ["单位名称|某中心|负责人|张三", "编制数|16|在职人数|15", "车辆|2|房屋|3"],
        ["单位名称|某中心", "编制数|16", "在职人数|15", "车辆|2", "房屋|3"],
        ["甲|乙|丙", "丁|戊|己", "庚|辛|壬"],
        [HEADS, "基本支出|120|118.5"],
        ["项目|金额|金额", *ROWS],
        ["项目||决算数", *ROWS],
        ["项目|预算数", *ROWS],
        [HEADS],
    ],
)
def test_what_is_no_table_of_figures_with_heads_is_not(rows: list[str]) -> None:
    assert found(table(*rows)) == []


def test_a_form_with_merged_cells_is_none() -> None:
    assert found(table(HEADS, *ROWS, cell='<w:vMerge w:val="restart"/>')) == []
    assert found(table(HEADS, *ROWS, cell='<w:gridSpan w:val="2"/>')) == []


def test_each_table_is_told_at_its_place() -> None:
    marked = table(HEADS, *ROWS, mark="<w:tblHeader/>")
    words = HEADS.replace("|", " | ")
    blocks = (table(HEADS, *ROWS), paragraph("文"), marked, table(HEADS, *ROWS))
    assert found(*blocks) == [
        f"format-table-head text={words} table=1",
        f"format-table-head text={words} table=3",
    ]
