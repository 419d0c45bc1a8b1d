"""Footnotes and endnotes: opened, taken over from a part, copied where they are repeated."""

from __future__ import annotations

from typing import Any

import docx
import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart

from docgen.word.notes import copy_repeated_notes, note_roots, open_notes, take_notes
from docgen.word.xml import W, w
from tests.unit.word.elements import document_of, element, shown, values

KINDS = {"footnote": RT.FOOTNOTES, "endnote": RT.ENDNOTES}
SEPARATOR = ("-1", ' w:type="separator"')


def notes_xml(kind: str, *notes: tuple[str, str]) -> bytes:
    inner = "".join(
        f'<w:{kind} w:id="{number}"{more}><w:p><w:r><w:t>注{number}</w:t></w:r></w:p></w:{kind}>'
        for number, more in notes
    )
    return f'<w:{kind}s xmlns:w="{W}">{inner}</w:{kind}s>'.encode()


def noted(kind: str, *notes: tuple[str, str], references: str = "") -> Document:
    """A document that refers to the notes with these numbers, and has a file of ``notes``."""
    runs = "".join(
        f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>' for number in references.split()
    )
    document = document_of(f"<w:p>{runs}</w:p>")
    if notes:
        package = document.part.package
        name = PackURI(f"/word/{kind}s.xml")
        file = Part(name, f"application/{kind}s+xml", notes_xml(kind, *notes), package)
        file.rels.add_relationship(RT.HYPERLINK, "https://example.org", "rId5", True)
        file.rels.add_relationship(RT.IMAGE, document.part, "rId6")
        document.part.relate_to(file, KINDS[kind])
    return document


def notes_of(document: Document, kind: str) -> Any:
    found = [r.target_part for r in document.part.rels.values() if r.reltype == KINDS[kind]]
    return found[0] if found else None


@pytest.mark.parametrize("kind", KINDS)
def test_notes_are_parsed_in_their_place(kind: str) -> None:
    document = noted(kind, ("1", ""))
    before = {key: relation.reltype for key, relation in document.part.rels.items()}
    open_notes(document)
    assert {key: relation.reltype for key, relation in document.part.rels.items()} == before
    notes = notes_of(document, kind)
    assert isinstance(notes, XmlPart)
    assert str(notes.partname) == f"/word/{kind}s.xml"
    assert values(notes.element, kind, "id") == ["1"]
    link, picture = notes.rels["rId5"], notes.rels["rId6"]
    assert (link.is_external, link.target_ref) == (True, "https://example.org")
    assert (picture.is_external, picture.target_part) == (False, document.part)


@pytest.mark.parametrize("kind", KINDS)
def test_the_files_of_notes_of_an_opened_document_have_roots(kind: str) -> None:
    document = noted(kind, ("1", ""), ("2", ""))
    document.part.rels.add_relationship(KINDS[kind], "notes.xml", "rId99", True)
    assert note_roots(document) == []
    del document.part.rels["rId99"]
    open_notes(document)
    document.part.rels.add_relationship(KINDS[kind], "notes.xml", "rId99", True)
    (root,) = note_roots(document)
    assert values(root, kind, "id") == ["1", "2"]
    assert note_roots(document_of("")) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_part_brings_its_notes_under_new_numbers(kind: str) -> None:
    base = noted(kind, SEPARATOR, ("1", ""), ("4", ""))
    part = noted(kind, SEPARATOR, ("1", ""), ("2", ""), references="2 9 1")
    open_notes(base)
    open_notes(part)
    body = part.element.body
    taken = list(take_notes(base, part, body))
    assert [
        (theirs is notes_of(part, kind), ours is notes_of(base, kind)) for theirs, ours, _ in taken
    ]
    assert [copy.get(w("id")) for *_, copy in taken] == ["5", "6"]
    assert values(body, f"{kind}Reference", "id") == ["5", "9", "6"]
    ours = notes_of(base, kind).element
    assert values(ours, kind, "id") == ["-1", "1", "4", "5", "6"]
    assert [text.text for text in ours.iter(w("t"))] == ["注-1", "注1", "注4", "注2", "注1"]
    assert values(notes_of(part, kind).element, kind, "id") == ["-1", "1", "2"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_base_without_notes_gets_the_separators_only(kind: str) -> None:
    base, part = noted(kind), noted(kind, SEPARATOR, ("3", ""), references="3")
    open_notes(part)
    ((theirs, ours, copy),) = take_notes(base, part, part.element.body)
    assert (theirs, ours) == (notes_of(part, kind), notes_of(base, kind))
    assert values(ours.element, kind, "id") == ["-1", "0"]
    assert copy.get(w("id")) == "0"


def test_notes_that_nothing_refers_to_are_not_taken() -> None:
    base, part = noted("footnote"), noted("footnote", SEPARATOR, ("3", ""))
    open_notes(part)
    assert list(take_notes(base, part, part.element.body)) == []
    assert notes_of(base, "footnote") is None
    without = noted("footnote", references="3")
    assert list(take_notes(base, without, without.element.body)) == []


def test_a_file_of_notes_that_is_not_opened_is_none() -> None:
    part = noted("footnote", ("3", ""), references="3")
    assert list(take_notes(docx.Document(), part, part.element.body)) == []


def repeated(*numbers: str) -> Any:
    runs = "".join(f'<w:r><w:footnoteReference w:id="{number}"/></w:r>' for number in numbers)
    return element(f"<w:body><w:p>{runs}</w:p></w:body>")


def test_a_repeated_reference_gets_a_note_of_its_own() -> None:
    body, trees = repeated("1", "2", "1", "1"), dict[str, Any]()
    files = {"word/footnotes.xml": notes_xml("footnote", SEPARATOR, ("1", ""), ("2", ""))}
    copy_repeated_notes(body, trees, files)
    assert values(body, "footnoteReference", "id") == ["1", "2", "3", "4"]
    assert list(trees) == ["word/footnotes.xml"]
    notes = trees["word/footnotes.xml"]
    assert values(notes, "footnote", "id") == ["-1", "1", "2", "3", "4"]
    assert [text.text for text in notes.iter(w("t"))][-2:] == ["注1", "注1"]


def test_a_filled_file_of_notes_is_taken_as_it_is() -> None:
    body, files = repeated("1", "1"), {"word/footnotes.xml": notes_xml("footnote", ("1", ""))}
    filled = element('<w:footnotes><w:footnote w:id="1"><w:p/></w:footnote></w:footnotes>')
    trees = {"word/footnotes.xml": filled}
    copy_repeated_notes(body, trees, files)
    assert trees["word/footnotes.xml"] is filled
    assert shown(filled[1]) == '<w:footnote w:id="2"><w:p/></w:footnote>'


def test_without_a_repeated_reference_no_file_is_parsed() -> None:
    files, trees = {"word/footnotes.xml": notes_xml("footnote", ("1", ""))}, dict[str, Any]()
    copy_repeated_notes(repeated("1", "2"), trees, files)
    copy_repeated_notes(repeated("1", "1"), trees, {})
    assert trees == {}


def test_the_first_note_of_an_empty_file_is_1() -> None:
    base, part = noted("footnote"), noted("footnote", ("3", ""), references="3")
    open_notes(part)
    ((_, _, copy),) = take_notes(base, part, part.element.body)
    assert copy.get(w("id")) == "1"
