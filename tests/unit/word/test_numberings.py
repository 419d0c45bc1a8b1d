"""Numberings that a part uses are copied under new ids."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from docgen.word.numberings import take_numberings
from tests.unit.word.elements import document_of, shown, values


def abstract(number: int, text: str = "<w:x/>") -> str:
    return f'<w:abstractNum w:abstractNumId="{number}"><w:lvl>{text}</w:lvl></w:abstractNum>'


def num(number: int, definition: int) -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/></w:num>'


def listed(*numbers: str, numbering: str = "") -> Document:
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:numId w:val="{number}"/></w:numPr></w:pPr></w:p>'
        for number in numbers
    )
    return document_of(body, numbering=numbering)


def numbering_of(document: Document) -> str:
    """The children of its w:numbering."""
    return "".join(map(shown, file_of(document).element))


def file_of(document: Document) -> Any:
    relations = document.part.rels.values()
    return next(found.target_part for found in relations if found.reltype == RT.NUMBERING)


PART = abstract(1, "<w:a/>") + abstract(2, "<w:b/>") + num(3, 1) + num(4, 2) + num(5, 2)


def test_numberings_in_use_are_copied_before_the_first_instance_and_at_the_end() -> None:
    base = listed(numbering=abstract(6) + num(8, 6))
    part = listed("4", "4", "3", numbering=PART)
    take_numberings(base, part, part.element.body)
    assert values(part.element.body, "numId") == ["10", "10", "9"]
    wanted = abstract(6) + abstract(7, "<w:a/>") + abstract(8, "<w:b/>")
    wanted += num(8, 6) + num(9, 7) + num(10, 8)
    assert numbering_of(base) == wanted
    assert numbering_of(part) == PART


def test_a_base_without_instances_gets_the_first() -> None:
    base, part = listed(numbering=abstract(0)), listed("3", numbering=PART)
    take_numberings(base, part, part.element.body)
    wanted = abstract(0) + abstract(1, "<w:a/>") + num(1, 1)
    assert numbering_of(base) == wanted


def without_numberings(document: Document) -> Document:
    for key, relation in list(document.part.rels.items()):
        if relation.reltype == RT.NUMBERING:
            del document.part.rels[key]
    return document


def test_a_base_without_lists_gets_a_file_for_them() -> None:
    base, part = without_numberings(listed()), listed("3", numbering=PART)
    take_numberings(base, part, part.element.body)
    file = file_of(base)
    assert (str(file.partname), file.content_type) == ("/word/numbering.xml", CT.WML_NUMBERING)
    assert numbering_of(base) == abstract(1, "<w:a/>") + num(1, 1)


def test_nothing_is_copied_that_is_not_used_or_not_defined() -> None:
    base = listed(numbering=abstract(6) + num(8, 6))
    before = numbering_of(base)
    broken = '<w:num w:numId="6"/>' + num(7, 99)
    part = listed("0", "", "6", "7", "55", numbering=PART + broken)
    take_numberings(base, part, part.element.body)
    assert numbering_of(base) == before
    assert values(part.element.body, "numId") == ["0", "", "6", "7", "55"]
    bare = without_numberings(listed("3"))
    take_numberings(base, bare, bare.element.body)
    assert numbering_of(base) == before
    assert values(bare.element.body, "numId") == ["3"]
    empty = without_numberings(listed())
    take_numberings(empty, listed("0", numbering=PART), listed("0").element.body)
    assert all(relation.reltype != RT.NUMBERING for relation in empty.part.rels.values())


def test_known_numberings_are_not_copied_again() -> None:
    base = listed(numbering=abstract(6) + num(8, 6))
    first, second = (listed("3", "4", numbering=PART) for _ in range(2))
    known = {"3": "8"}
    take_numberings(base, first, first.element.body, known)
    assert known == {"3": "8", "4": "9"}
    take_numberings(base, second, second.element.body, known)
    assert values(second.element.body, "numId") == ["8", "9"]
    assert numbering_of(base).count("<w:num ") == 2
