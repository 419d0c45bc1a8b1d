"""Items of lists are numbered as a word processor does."""

from __future__ import annotations

import docx
import pytest
from docx.oxml import parse_xml

from docgen.word.list_counts import ListCounts
from docgen.word.xml import W

LEVELS = "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:lvlText w:val="{text}"/></w:lvl>'
    for level, start, text in [(0, 1, "%1."), (1, 1, "（%2）"), (2, 3, "%3"), (3, 1, "•")]
)
BARE = '<w:lvl w:ilvl="0"><w:lvlText w:val="%1"/></w:lvl><w:lvl w:ilvl="1"/>'


def instance(number: str, definition: str, *starts: tuple[int, int]) -> str:
    overrides = "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        for level, start in starts
    )
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{overrides}</w:num>'


def counts() -> ListCounts:
    """Instances 1 and 2 of one definition, 3 and 4 of it with starts; 5 of another; 6 of none."""
    made = docx.Document()
    xml = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{LEVELS}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1">{BARE}</w:abstractNum>'
        f"{instance('1', '0')}{instance('2', '0')}{instance('3', '0', (0, 1))}"
        f"{instance('4', '0', (0, 5), (1, 7))}{instance('5', '1')}{instance('6', '9')}"
        '<w:num w:numId="7"/></w:numbering>'
    )
    made.part.numbering_part._element = parse_xml(xml)
    return ListCounts(made)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ("1.0 1.0 1.0", [1, 2, 3]),
        ("1.0 2.0 1.0", [1, 2, 3]),
        ("1.0 1.0 3.0 3.0 1.0", [1, 2, 1, 2, 3]),
        ("1.0 4.0 4.0", [1, 5, 6]),
        ("1.1 1.1 1.0 1.1 1.0 1.1", [1, 2, 1, 1, 2, 1]),
        ("1.0 1.2 1.2 1.1 1.2", [1, 3, 4, 1, 3]),
        ("4.1 4.1 4.0 4.1", [7, 8, 5, 7]),
        ("1.0 5.0 1.0 5.0", [1, 0, 2, 1]),
        ("1.3 5.1 6.0 7.0 8.0 .0 0.0", [None] * 7),
        ("1.x 1.9", [1, None]),
    ],
)
def test_items_count_on_until_a_start_or_a_higher_level(
    items: str, expected: list[int | None]
) -> None:
    made = counts()
    assert [made.next(*item.split(".")) for item in items.split(" ")] == expected


@pytest.mark.parametrize(
    ("items", "asked", "expected"),
    [
        ("1.0 1.0", "1.0", [2]),
        ("1.0 1.1 1.1 1.2", "1.2", [1, 2, 3]),
        ("1.0 1.1 1.0", "1.2", [2, 1, 3]),
        ("", "1.2", [1, 1, 3]),
        ("4.1", "4.1", [5, 7]),
        ("1.0 2.1", "1.1", [1, 1]),
        ("1.0", "1.3", [1, 1, 3, 1]),
        ("1.0", "1.x", [1]),
        ("1.0", "9.0", []),
    ],
)
def test_the_numbers_of_all_levels_are_known(items: str, asked: str, expected: list[int]) -> None:
    made = counts()
    for item in items.split():
        made.next(*item.split("."))
    assert made.counted(*asked.split(".")) == expected


@pytest.mark.parametrize(
    ("restarts", "items", "expected"),
    [
        (("", "0", ""), "1.0 1.1 1.0 1.1", [1, 1, 2, 2]),
        (("", "1", ""), "1.0 1.1 1.0 1.1", [1, 1, 2, 1]),
        (("", "", "1"), "1.0 1.1 1.2 1.1 1.2 1.0 1.2", [1, 1, 1, 2, 2, 2, 1]),
        (("", "", "2"), "1.0 1.1 1.2 1.1 1.2", [1, 1, 1, 2, 1]),
        (("", "", "x"), "1.0 1.2 1.0 1.2", [1, 1, 2, 2]),
    ],
)
def test_a_level_says_behind_which_others_it_begins_anew(
    restarts: tuple[str, ...], items: str, expected: list[int]
) -> None:
    """ECMA-376 part 1, 17.9.10: the articles of a law count on through its chapters."""
    made = docx.Document()
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/>'
        + (f'<w:lvlRestart w:val="{restart}"/>' if restart else "")
        + '<w:lvlText w:val="%1"/></w:lvl>'
        for level, restart in enumerate(restarts)
    )
    xml = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        f"{instance('1', '0')}</w:numbering>"
    )
    made.part.numbering_part._element = parse_xml(xml)
    counted = ListCounts(made)
    assert [counted.next(*item.split(".")) for item in items.split()] == expected


def test_a_file_without_lists_has_no_numbers() -> None:
    made = docx.Document()
    (identifier,) = [
        relation
        for relation, target in made.part.rels.items()
        if target.reltype.endswith("/numbering")
    ]
    del made.part.rels[identifier]
    assert ListCounts(made).next("1", "0") is None
