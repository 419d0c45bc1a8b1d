"""How tables of a text are set: widths that fit, alignments by what stands in a column."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.content.blocks import Align, Break, Inlines, Span, Table
from docgen.diagnostics import Place
from docgen.templates.text_tables import TableLook, table_look
from docgen.word.made_styles import MADE_STYLES
from docgen.word.text_width import half_ems

PLACE = Place("1.md", 1, 1)
ROOM = 8844


def made_size(name: str) -> float:
    """The size of a style that docgen makes."""
    return MADE_STYLES[name].size


def look(*rows: str, room: int = ROOM, aligns: str = "") -> TableLook:
    """Of rows typed as ``甲|乙``; an alignment for each column is ``<``, ``>`` or ``-``."""
    cells = [[(Span(text, PLACE),) for text in row.split("|")] for row in rows]
    signs = {"<": Align.LEFT, ">": Align.RIGHT, "-": None}
    typed = tuple(signs[sign] for sign in aligns or "-" * len(cells[0]))
    return table_look(Table(typed, tuple(map(tuple, cells)), PLACE, len(rows) + 1), room, made_size)


def widths(*rows: str, room: int = ROOM) -> list[int]:
    return [column.width for column in look(*rows, room=room).columns]


def aligns(*rows: str, typed: str = "") -> list[str]:
    return [column.align.value for column in look(*rows, aligns=typed).columns]


@pytest.mark.parametrize(
    ("text", "align"),
    [
        ("1", "right"),
        ("1,200.00", "right"),
        ("-3.5%", "right"),
        ("≥98%", "right"),
        ("—", "right"),
        ("2022-2023", "right"),
        ("3项", "center"),
        ("六个字的文字", "center"),
        ("七个字的长文字", "left"),
    ],
)
def test_a_column_is_aligned_as_its_texts_ask_for(text: str, align: str) -> None:
    assert aligns("这是一个很长的栏目名称", text) == [align]
    assert aligns("栏", text, typed="<") == ["left"]


def test_one_text_among_figures_makes_a_column_of_texts() -> None:
    assert aligns("额|额|额", "1|1|", "合计|2|2") == ["center", "right", "right"]
    assert aligns("备注|额", "|1") == ["center", "right"]


def test_figures_stand_in_the_middle_only_where_nothing_was_typed() -> None:
    usual, typed = look("额|额", "1|1", "22|22", aligns="->").columns
    assert usual.indent == (usual.width - 216 - 3 * 120) // 2
    assert typed.indent == 0


def test_few_columns_are_in_the_larger_size_and_many_in_that_of_forms() -> None:
    few = look("项目|金额", "甲|1")
    assert (few.style, few.margin) == ("Text Table", 108)
    five, six, seven = (look("|".join(["五字的栏目"] * count)) for count in (5, 6, 7))
    assert (five.style, five.margin) == ("Text Table", 108)
    assert (six.style, six.margin) == ("Table Text", 108)
    assert (seven.style, seven.margin) == ("Table Text", 57)


def test_in_a_cell_a_table_is_in_the_size_of_forms() -> None:
    cells = ((Span("甲", PLACE),),)
    assert (
        table_look(Table((None,), (cells,), PLACE, 2), ROOM, made_size, in_cell=True).style
        == "Table Text"
    )


def test_where_labels_have_to_break_words_stay_whole() -> None:
    head, row = ["五字的栏目"] * 8 + ["序号", "编码"], ["1"] * 9 + ["A" * 18]
    found = look("|".join(head), "|".join(row))
    first, *_, number, code = (column.width for column in found.columns)
    assert code >= 18 * 105 + 2 * 57
    assert number >= 4 * 105 + 2 * 57
    assert first < 10 * 105 + 2 * 57


def test_short_columns_have_one_line_and_long_ones_the_rest() -> None:
    number, long, longer = widths("序号|问题|措施", f"1|{'长' * 25}|{'长' * 100}")
    assert number == 216 + 5 * 120
    assert longer == pytest.approx(2 * long, rel=0.02)  # four times the text


def test_what_is_left_over_is_divided_in_proportion() -> None:
    first, last = widths("甲|乙乙乙乙", "1|1")
    assert first + last == ROOM
    assert last / first == pytest.approx((9 * 120 + 216) / (3 * 120 + 216), rel=0.01)


def test_a_word_stays_whole() -> None:
    code, _ = widths("编码|说明", f"{'A' * 20}|{'长' * 300}")
    assert code == 21 * 120 + 216


def test_a_line_end_in_a_cell_counts() -> None:
    cell: Inlines = (Span("甲" * 10, PLACE), Break(), Span("乙", PLACE))
    header: Inlines = (Span("栏", PLACE),)
    table = Table((None, None), ((header, header), (cell, header)), PLACE, 3)
    first, second = (column.width for column in table_look(table, ROOM, made_size).columns)
    assert first / second == pytest.approx((21 * 120 + 216) / (3 * 120 + 216), rel=0.01)


cells = st.text(st.sampled_from("甲乙丙1 2.,%aB（\n"), max_size=80)


@given(
    st.integers(1, 9).flatmap(
        lambda count: st.lists(
            st.lists(cells, min_size=count, max_size=count), min_size=1, max_size=5
        )
    ),
    st.integers(2000, 15000),
)
def test_the_columns_of_any_table_have_exactly_the_room(rows: list[list[str]], room: int) -> None:
    spans = tuple(tuple((Span(text, PLACE),) for text in row) for row in rows)
    found = table_look(Table((None,) * len(rows[0]), spans, PLACE, 9), room, made_size)
    assert sum(column.width for column in found.columns) == room
    assert all(0 <= column.indent < column.width for column in found.columns)
    assert all(column.width > 2 * found.margin for column in found.columns) or room < 5000


@pytest.mark.parametrize("points", [9, 12, 14, 16])
def test_no_figure_breaks_in_a_style_of_any_size(points: float) -> None:
    texts = ["对个人和家庭的补助", "1200.45", "1318.50", "1318.50", "100.00%"]
    cells = tuple((Span(text, PLACE),) for text in texts)
    table = Table((None,) * 5, (cells, cells), PLACE, 3)
    found = table_look(table, ROOM, lambda _: points)
    for text, column in zip(texts[1:], found.columns[1:], strict=True):
        assert column.width - 2 * found.margin >= half_ems(text) * points * 10
    assert sum(column.width for column in found.columns) == ROOM
