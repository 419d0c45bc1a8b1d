"""Which sources, and which boxes, a place has on the pages."""

from __future__ import annotations

import pytest

from docgen.content.markdown import parse_markdown
from docgen.content.values import Node, Text
from docgen.diagnostics import Place, Problems
from docgen.preview.page_map import MappedPage, PageMap
from docgen.preview.page_spans import MappedSpan
from docgen.preview.printed_source import PrintedSource
from docgen.runs.content_index import ContentIndex

VALUE, OTHER = Place("a.yaml", 2, 9), Place("a.yaml", 2, 17)
GROUP, TEXT = Place("a.yaml", 1, 1), Place("a.yaml", 3, 1)
WORDS = Place("a.md", 1, 1)
BRACES = Place("a.md", 1, 3)


def span(source: int, x: float, y: float) -> MappedSpan:
    return MappedSpan("字", x, y, 10, 10, (x,), source, 0)


@pytest.fixture
def page_map() -> PageMap:
    """A value that is printed alone and in the first of two paragraphs, and another value."""
    data, document = (
        Node(Place("a.yaml", 1, 1)),
        parse_markdown("共{{ 甲 }}个\n\n无\n", WORDS, Problems()),
    )
    value, other = Text("5"), Text("6")
    value.place, other.place = VALUE, OTHER
    group = Node(Place("a.yaml", 2, 3))
    group.add("甲", value, Place("a.yaml", 2, 4))
    group.add("乙", other, Place("a.yaml", 2, 12))
    data.add("组", group, GROUP)
    data.add("文", document, TEXT)
    sources = (
        PrintedSource("typed", "5", VALUE),
        PrintedSource("text", "共", WORDS, document=WORDS, block=0),
        PrintedSource("typed", "5", VALUE, BRACES, document=WORDS, block=0),
        PrintedSource("text", "无", WORDS.shifted(2, 1), document=WORDS, block=1),
        PrintedSource("typed", "6", OTHER),
    )
    spans = (
        span(1, 0, 0),
        span(0, 0, 50),
        span(2, 10, 0),
        span(1, 20, 0),
        span(3, 0, 20),
        span(3, 14, 20),
    )
    return PageMap((MappedPage(100, 100, spans, ""),), sources, ContentIndex(data, (), {}))


@pytest.mark.parametrize(
    ("place", "sources"),
    [
        (VALUE, [0, 2]),
        (BRACES, [2]),
        (WORDS, [1, 2]),
        (WORDS.shifted(2, 1), [3]),
        (TEXT, [1, 2, 3]),
        (GROUP, [0, 2, 4]),
        (Place("a.yaml", 2, 10), [0, 2, 4]),
        (Place("a.yaml", 9, 1), []),
    ],
)
def test_a_place_has_the_sources_of_the_same_value_block_group_or_line(
    page_map: PageMap, place: Place, sources: list[int]
) -> None:
    assert page_map.sources_at(place) == sources


def test_boxes_are_in_the_order_of_the_page_and_touching_ones_are_one(page_map: PageMap) -> None:
    found = page_map.boxes(TEXT)
    assert [(box.x, box.y, box.width) for box in found] == [(0, 0, 30), (0, 20, 10), (14, 20, 10)]
    assert [box.y for box in page_map.boxes(VALUE)] == [50, 0]
