"""The numbers before paragraphs are those that Word prints."""

from __future__ import annotations

import docx
import pytest
from hypothesis import given, strategies

from docgen.word.number_formats import written_number
from docgen.word.number_labels import NumberLabel, NumberLabels
from docgen.word.style_cascade import Cascade
from docgen.word.xml import w
from tests.unit.word.elements import document_of, paragraph


def level(at: object, form: str, text: str, more: str = "") -> str:
    """A level of a list; ``more`` stands where the schema has it, behind the format."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


LISTS = (
    level(0, "chineseCounting", "第%1章", '<w:suff w:val="space"/>')
    + level(1, "decimal", "%1.%2", '<w:isLgl/><w:suff w:val="nothing"/>')
    + level(2, "decimal", "%1.%2.%3")
    + level(3, "lowerLetter", "%4)"),
    level(0, "chineseCountingThousand", "第%1章")
    + level(1, "chineseCountingThousand", "第%2条", '<w:lvlRestart w:val="0"/>')
    + level(2, "decimal", "%3.", '<w:lvlRestart w:val="1"/>'),
    level(0, "upperRoman", "%1.") + level(1, "bullet", "•") + level(2, "decimal", "%2.%3 %9"),
    level("x", "decimal", "%1") + level(99, "decimal", "%1") + '<w:lvl w:ilvl="1"/>',
)
NUMBERING = "".join(
    f'<w:abstractNum w:abstractNumId="{at}">{levels}</w:abstractNum>'
    for at, levels in enumerate(LISTS, 1)
) + "".join(
    f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>'
    for at, _ in enumerate(LISTS, 1)
)
NUMBERING += (
    '<w:num w:numId="8"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    '<w:num w:numId="9"><w:abstractNumId w:val="77"/></w:num>'
)


def labels(items: str) -> list[NumberLabel]:
    """The numbers of paragraphs: list and level of each, ``.`` of one without."""
    body = ""
    for item in items.split():
        number, _, at = item.partition(".")
        numbering = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'
        body += paragraph("题", numbering if number else "")
    document = document_of(body, numbering=NUMBERING)
    made = NumberLabels(document, Cascade(document))
    return [made.next(found) for found in document.element.body.iter(w("p"))]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ("1.0 1.0 . 1.0", "第一章|第二章||第三章"),
        ("1.0 1.1 1.1 1.2 1.0 1.1", "第一章|1.1|1.2|一.2.1|第二章|2.1"),
        ("1.1 1.3", "1.1|a)"),
        ("1.0 8.0 1.0", "第一章|第五章|第六章"),
        ("2.0 2.1 2.1 2.0 2.1", "第一章|第一条|第二条|第二章|第三条"),
        ("2.0 2.1 2.2 2.1 2.2 2.0 2.2", "第一章|第一条|1.|第二条|2.|第二章|1."),
        ("3.0 3.1 3.2 3.2", "I.||1.1 |1.2 "),
        ("9.0 0.0 7.0 4.1 1.9 1.-1", "|||||"),
        ("4.x 4.99 1.x 1.999999999999", "1|1||"),
    ],
)
def test_paragraphs_are_numbered(items: str, expected: str) -> None:
    assert "|".join(label.text for label in labels(items)) == expected


def test_what_stands_behind_a_number_is_known() -> None:
    assert [label.behind for label in labels("1.0 1.1 1.2 .")] == [
        "space",
        "nothing",
        "tab",
        "nothing",
    ]


@given(strategies.lists(strategies.sampled_from(["1.0", "1.1", "1.2", "2.1", "3.1", "4.x", "."])))
def test_a_list_counts_on_whatever_stands_between(items: list[str]) -> None:
    found = [label.text for label in labels(" ".join(["1.0", *items, "1.0"]))]
    chapters = 2 + items.count("1.0")
    assert found[-1] == f"第{written_number(chapters, 'chineseCounting')}章"
    assert all(not text for text, item in zip(found[1:], items, strict=False) if item == ".")


def test_a_document_without_lists_has_no_numbers() -> None:
    document = docx.Document()
    for name, relation in list(document.part.rels.items()):
        if relation.reltype.endswith("/numbering"):
            del document.part.rels[name]
    found = document.add_paragraph("题")._p
    assert NumberLabels(document, Cascade(document)).next(found) == NumberLabel()
