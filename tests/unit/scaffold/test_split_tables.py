"""Tables that go on in another one, below their heads once more."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from docx.document import Document
from docx.oxml.parser import parse_xml

from docgen.scaffold.pack.opening.split_tables import join_split_tables
from docgen.word.grid import cells_of
from docgen.word.xml import W, text_of, w
from tests.unit.scaffold.drawing import form_of

HEADS = "姓名|年龄"
FIRST = [HEADS, "|", "|"]


def joined(*parts: str | Sequence[str]) -> Document:
    form = form_of(*parts)
    join_split_tables(form.element.body)
    return form


def rows_of(form: Document) -> list[list[str]]:
    """The rows of each table."""
    tables = form.element.body.findall(w("tbl"))
    return [["|".join(cell.text for cell in row) for row in cells_of(table)] for table in tables]


@pytest.mark.parametrize(
    "between",
    [
        "",
        "续表",
        "（续表）",
        "（续）",
        "续一",
        "续表2",
        "（续上表）",
        "接上页",
        "接上表",
        " 续 表 ",
    ],
)
def test_a_list_goes_on_in_a_second_table(between: str) -> None:
    form = joined(FIRST, between, [HEADS, "|"])
    assert rows_of(form) == [[HEADS, "|", "|", HEADS, "|"]]
    assert [text_of(paragraph) for paragraph in form.element.body.iterchildren(w("p"))] == []


def test_it_may_go_on_in_several() -> None:
    form = joined("人员表", FIRST, "续表", [HEADS, "|"], "", "续表", [HEADS, "……|"], "填表人：")
    assert rows_of(form) == [[HEADS, "|", "|", HEADS, "|", HEADS, "……|"]]
    texts = [text_of(paragraph) for paragraph in form.element.body.iterchildren(w("p"))]
    assert texts == ["人员表", "填表人："]


def test_rows_may_print_names_and_a_total() -> None:
    form = joined([HEADS, "甲|", "|"], "续表", [HEADS, "合计|"])
    assert rows_of(form) == [[HEADS, "甲|", "|", HEADS, "合计|"]]


def test_rows_above_the_heads_belong_to_the_first() -> None:
    form = joined(["人员名单|<", *FIRST], [HEADS, "|"])
    assert rows_of(form) == [["人员名单", *FIRST, HEADS, "|"]]


@pytest.mark.parametrize(
    "parts",
    [
        [FIRST, "二、其他人员", [HEADS, "|"]],
        [FIRST, "说明：续表", [HEADS, "|"]],
        [FIRST, "续表", ["姓名|性别", "|"]],
        [FIRST, "续表", ["|", HEADS, "|"]],
        [[HEADS], "续表", [HEADS, "|"]],
        [[HEADS, "|<", "|"], "续表", [HEADS, "|"]],
        [["姓名|", "|"], "续表", ["姓名|", "|"]],
        [FIRST, "续表", ["姓名|年龄|备注", "||"]],
        [FIRST],
        ["续表"],
    ],
)
def test_other_tables_stay_apart(parts: list[str | list[str]]) -> None:
    form, apart = joined(*parts), form_of(*parts)
    assert rows_of(form) == rows_of(apart)
    count = len(apart.element.body)
    assert len(form.element.body) == count


def test_a_section_that_ends_between_two_tables_keeps_them_apart() -> None:
    form = form_of(FIRST, "续表", [HEADS, "|"])
    between = form.element.body.find(w("p"))
    between.insert(0, parse_xml(f'<w:pPr xmlns:w="{W}"><w:sectPr/></w:pPr>'))
    assert join_split_tables(form.element.body) == []
    assert len(rows_of(form)) == 2


def test_each_table_that_others_are_joined_to_is_told_once() -> None:
    form = form_of(FIRST, "续表", [HEADS, "|"], "续表", [HEADS, "|"], "其他", FIRST, "", FIRST)
    first, _, _, other, _ = form.element.body.findall(w("tbl"))
    assert join_split_tables(form.element.body) == [first, other]
    assert len(rows_of(form)) == 2
