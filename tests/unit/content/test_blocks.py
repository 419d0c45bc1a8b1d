"""Blocks: weights, what is in a document, and values in the place of bindings."""

from __future__ import annotations

import pytest

from docgen.content.blocks import (
    BOLD,
    BOLD_ITALIC,
    ITALIC,
    PLAIN,
    Binding,
    Document,
    Paragraph,
    Picture,
    Span,
    documents_in,
    weight_of,
)
from docgen.content.markdown import parse_markdown
from docgen.content.values import Items, Node, Text
from docgen.diagnostics import Place
from tests.unit.content.notation import shown
from tests.unit.helpers import collect

START = Place("甲.md", 1, 1)
VALUE = Place("甲.yaml", 7, 3)


def document(text: str) -> Document:
    return parse_markdown(text, START, collect())


@pytest.mark.parametrize(
    ("bold", "italic", "weight"),
    [
        (False, False, PLAIN),
        (True, False, BOLD),
        (False, True, ITALIC),
        (True, True, BOLD_ITALIC),
    ],
)
def test_each_weight_has_its_letter(bold: bool, italic: bool, weight: str) -> None:
    assert weight_of(bold, italic) == weight


def test_what_is_not_said_of_a_block_is_the_plain_case() -> None:
    assert Span("甲", START) == Span("甲", START, bold=False, italic=False, binding=None)
    assert Binding("甲", START) == Binding("甲", START, bold=False, italic=False)
    assert Paragraph((), START) == Paragraph((), START, lines=1)


def test_bindings_and_pictures_are_found_in_reading_order() -> None:
    text = document("{{ 甲 }}\n\n| {{ 乙 }} | ![图](a.png) |\n| --- | --- |\n| {{ 丙 }} | |\n")
    assert [binding.expression for binding in text.bindings()] == ["甲", "乙", "丙"]
    assert [picture.path for picture in text.pictures()] == ["a.png"]


def test_a_bound_value_has_its_own_place_and_that_of_its_binding() -> None:
    text = document("共**{{ 数 }}**项\n\n| 名 |\n| --- |\n| *{{ 名 }}* |\n")
    bound = text.bound(lambda binding: Text(f"<{binding.expression}>", VALUE))
    assert [shown(block) for block in bound.blocks] == [
        "1:1+1 共@1:1 **<数>**@7:3=1:4 项@1:13",
        "3:1+3 [-] 名@3:3 / *<名>*@7:3=5:4",
    ]
    assert bound.place == START


def test_bindings_in_the_words_of_a_picture_are_bound() -> None:
    text = document('![图{{ 数 }}](a.png "第{{数}}张")')
    (picture,) = text.bound(lambda binding: Text(f"<{binding.expression}>")).pictures()
    assert picture == Picture("a.png", "图<数>", "第<数>张", START)


def test_documents_are_found_wherever_they_are() -> None:
    first, second, third = document("一"), document("二"), document("三")
    inner, items, outer = Node(START), Items(START), Node(START)
    inner.add("文", second, START)
    items.extend([inner, Text("甲"), third])
    outer.add("文", first, START)
    outer.add("列", items, START)
    assert documents_in(outer) == [first, second, third]
    assert documents_in(Text("甲")) == []


def test_a_document_does_not_print() -> None:
    with pytest.raises(TypeError):
        str(document("甲"))
