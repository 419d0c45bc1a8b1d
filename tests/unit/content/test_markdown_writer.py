"""Paragraphs as Markdown: read again they are the same, and nothing is escaped without need."""

from __future__ import annotations

import pytest

from docgen.content.blocks import BOLD, BOLD_ITALIC, ITALIC, PLAIN
from docgen.content.markdown_writer import BoundRange, Prose, inline_markdown


def prose(text: str, weights: str = "", *bindings: BoundRange) -> Prose:
    return Prose(text, weights or " " * len(text), bindings)


@pytest.mark.parametrize(
    ("weight", "markdown"),
    [(PLAIN, "甲乙丙"), (BOLD, "甲**乙**丙"), (ITALIC, "甲*乙*丙"), (BOLD_ITALIC, "甲***乙***丙")],
)
def test_each_weight_has_its_markup(weight: str, markdown: str) -> None:
    assert inline_markdown(Prose("甲乙丙", f"{PLAIN}{weight}{PLAIN}")) == markdown


@pytest.mark.parametrize(
    ("text", "weights", "markdown"),
    [
        ("甲乙丙丁", "bbii", "**甲乙***丙丁*"),
        ("甲 乙", "b b", "**甲 乙**"),
        ("甲 乙", "bbb", "**甲 乙**"),
        ("甲 乙", "b  ", "**甲** 乙"),
        ("甲 乙", "bb ", "**甲** 乙"),
        ("甲 乙", "  b", "甲 **乙**"),
        ("甲  乙", "b  i", "**甲**  *乙*"),
        (" 甲 ", "bbb", "**甲**"),
        ("  甲  ", "     ", "甲"),
        ("甲\n乙", "   ", "甲\\\n乙"),
        ("甲\n乙", "b b", "**甲\\\n乙**"),
        ("甲\n乙", "bbi", "**甲**\\\n*乙*"),
    ],
)
def test_blanks_take_the_weight_of_both_their_neighbours(
    text: str, weights: str, markdown: str
) -> None:
    assert inline_markdown(Prose(text, weights)) == markdown


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("R&D<95%", "R&D<95%"),
        ("a_b", "a_b"),
        ("甲*乙", "甲*乙"),
        ("*甲*", r"\*甲\*"),
        ("1. 甲", r"1\. 甲"),
        ("- 甲", r"\- 甲"),
        ("# 甲", r"\# 甲"),
        ("甲|乙\n--|--", "甲\\|乙\\\n\\--\\|--"),
        ("甲\n- 乙", "甲\\\n\\- 乙"),
        ("{{ 甲 }}", r"\{\{ 甲 \}\}"),
        ("甲\n\n乙", "甲\\\n\\\n乙"),
        ("`甲`", r"\`甲\`"),
        ("甲<br>", r"甲\<br\>"),
    ],
)
def test_signs_are_escaped_where_they_would_be_markup(text: str, markdown: str) -> None:
    assert inline_markdown(prose(text)) == markdown


@pytest.mark.parametrize(
    "text",
    ["", " ", "甲\n"],
)
def test_what_markdown_cannot_express_is_none(text: str) -> None:
    assert inline_markdown(prose(text)) is None


@pytest.mark.parametrize(
    ("text", "expected"), [("甲乙", "甲乙"), ("甲\n乙", None), ("甲|乙", None)]
)
def test_a_cell_has_neither_line_ends_nor_bars(text: str, expected: str | None) -> None:
    assert inline_markdown(prose(text), in_table=True) == expected
    assert inline_markdown(prose(text)) is not None


@pytest.mark.parametrize(
    ("text", "weights", "bindings", "markdown"),
    [
        ("共5项。", "", [(1, 2, "数")], "共{{ 数 }}项。"),
        ("5项", "", [(0, 1, "数")], "{{ 数 }}项"),
        ("项5", "", [(1, 2, "数")], "项{{ 数 }}"),
        ("5和6", "", [(2, 3, "六"), (0, 1, "五")], "{{ 五 }}和{{ 六 }}"),
        ("56", "", [(0, 1, "五"), (1, 2, "六")], "{{ 五 }}{{ 六 }}"),
        ("共5项。", " b  ", [(1, 2, "数")], "共**{{ 数 }}**项。"),
        ("共55项", " bi ", [(1, 3, "数")], "共**{{ 数 }}**项"),
        ("共5项。", "bbb ", [(1, 2, "数")], "**共{{ 数 }}项**。"),
        ("共5 项。", "  b  ", [(1, 3, "数")], "共**{{ 数 }}**项。"),
        ("共项。", "", [(1, 1, "数")], "共{{ 数 }}项。"),
        ("5 5", "b b", [(0, 1, "数"), (2, 3, "数")], "**{{ 数 }} {{ 数 }}**"),
        ("**5**", "", [(2, 3, "数")], r"\*\*{{ 数 }}\*\*"),
    ],
)
def test_a_bound_value_stays_bound(
    text: str, weights: str, bindings: list[tuple[int, int, str]], markdown: str
) -> None:
    bound = [BoundRange(start, stop, f"{{{{ {name} }}}}") for start, stop, name in bindings]
    assert inline_markdown(prose(text, weights, *bound)) == markdown


def test_an_expression_that_is_read_otherwise_is_refused() -> None:
    assert inline_markdown(prose("5", "", BoundRange(0, 1, "{{数}}"))) is None
    assert inline_markdown(prose("5", "", BoundRange(0, 1, "![图](a.png)"))) is None
