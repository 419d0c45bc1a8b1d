"""A list that somebody went on with in another table is one list."""

from __future__ import annotations

import pytest

from docgen.scaffold.pack.filled.continued_lists import join_continued
from docgen.word.xml import text_of, w
from tests.unit.scaffold.drawing import form_of

HEADS = ("姓名|原岗位|<|现岗位|<", "^|类别|等级|类别|等级")
FIRST, REST = (*HEADS, "甲|专技|七级|专技|六级"), (*HEADS, "乙|管理|九级|管理|八级")


def rows_of(*parts: str | tuple[str, ...]) -> list[list[str]]:
    """The rows of each table."""
    body = form_of(*parts).element.body
    join_continued(body)
    return [[text_of(row) for row in table.findall(w("tr"))] for table in body.findall(w("tbl"))]


@pytest.mark.parametrize("between", ["人员名单（续表）", "（续）", "续表1", "", "人员名单续"])
def test_a_list_goes_on_below_its_name_and_its_heads(between: str) -> None:
    (rows,) = rows_of("二、人员名单", FIRST, between, REST)
    assert len(rows) == 4
    assert rows[-2:] == ["甲专技七级专技六级", "乙管理九级管理八级"]


@pytest.mark.parametrize("between", ["三、离职人员", "离职人员（续表）", "说明：见附件。"])
def test_a_list_of_another_name_is_another(between: str) -> None:
    assert len(rows_of("二、人员名单", FIRST, between, REST)) == 2


def test_other_heads_are_another_list() -> None:
    assert len(rows_of("人员名单", FIRST, "续表", ("姓名|<|<|单位|<", *REST[1:]))) == 2


def test_heads_without_rows_go_on_with_nothing() -> None:
    assert len(rows_of("人员名单", FIRST, "续表", HEADS)) == 2


def test_it_goes_on_in_several_tables() -> None:
    (rows,) = rows_of("人员名单", FIRST, "续表", REST, "续表", REST)
    assert len(rows) == 5
