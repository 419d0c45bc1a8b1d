"""Instances of numberings: each list has its own start and level."""

from __future__ import annotations

from docgen.content.blocks import Item, Marker
from docgen.diagnostics import Place
from docgen.templates.list_numbers import ListNumbers
from docgen.word.styles import Styles

PLACE = Place("1.md", 1, 1)
STYLES = Styles(
    {},
    {"list number": "7", "list bullet": "8"},
    12,
    9000,
    12000,
    PLACE,
    {"3": "5", "4": "6"},
    {"5": {"0": "2", "1": "1"}},
)


def item(marker: Marker, depth: int = 0, list_id: int = 1, start: int = 1) -> Item:
    return Item(marker, depth, list_id, start, True, (), PLACE, "1", 1)


def num(number: int, abstract: int, *starts: tuple[int, int]) -> str:
    levels = "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        for level, start in starts
    )
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{levels}</w:num>'


def test_each_list_has_its_own_instance_start_and_level() -> None:
    missing = list[str]()
    numbers = ListNumbers(STYLES, missing.append)
    assert numbers.of_item(item(Marker.POINT, start=3), 1) == (12, 0)
    assert numbers.of_item(item(Marker.POINT, start=3), 1) == (12, 0)
    assert numbers.of_item(item(Marker.POINT, start=3), 2) == (13, 0)
    assert numbers.of_item(item(Marker.PARENTHESIS, list_id=2, start=2), 2) == (14, 1)
    assert numbers.of_item(item(Marker.PARENTHESIS, 1, list_id=3), 2) == (15, 1)
    assert numbers.of_item(item(Marker.BULLET, 2, list_id=4), 2) == (16, 2)
    assert numbers.of_item(item(Marker.POINT, 3, list_id=5), 2) == (17, 2)
    assert list(numbers) == [
        num(12, 7, (0, 3)),
        num(13, 7, (0, 3)),
        num(14, 7, (1, 2)),
        num(15, 7, (1, 1)),
        num(16, 8, (2, 1)),
        num(17, 7, (2, 1)),
    ]
    assert missing == []


def test_a_style_without_a_numbering_is_reported() -> None:
    missing = list[str]()
    numbers = ListNumbers(Styles({}, {}, 1, 1, 1, PLACE, {}, {}), missing.append)
    assert numbers.of_item(item(Marker.BULLET), 0) == (1, 0)
    assert numbers.of_item(item(Marker.POINT, list_id=2), 0) == (2, 0)
    assert missing == ["List Bullet (numbering)", "List Number (numbering)"]
    assert list(numbers) == [num(1, 0, (0, 1)), num(2, 0, (0, 1))]


def test_the_forms_own_numbers_begin_again_from_the_second_turn_on() -> None:
    numbers = ListNumbers(STYLES, lambda _: None)
    assert numbers.restarted(3, 0) == 3
    assert numbers.restarted(9, 1) == 9
    assert list(numbers) == []
    assert [numbers.restarted(3, 1), numbers.restarted(3, 1)] == [12, 12]
    assert numbers.restarted(3, 2) == 13
    assert numbers.restarted(4, 1) == 14
    assert numbers.of_item(item(Marker.POINT, list_id=1), 3) == (15, 0)
    assert list(numbers)[:3] == [num(12, 5, (0, 2), (1, 1)), num(13, 5, (0, 2), (1, 1)), num(14, 6)]
