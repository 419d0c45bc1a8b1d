"""docxtpl's objects, and XML of programs, where they stand; links in headers and notes."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
import docxtpl
import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT

import docgen
from docgen import Listing, RichText, RichTextParagraph, Template, TemplateError
from docgen.word.xml import text_of, w
from tests.unit.templates.free.documents import form

PAGE_BREAK = '<w:p><w:r><w:t>XML</w:t><w:br w:type="page"/></w:r></w:p>'


def filled(kind: Any, template: bytes, **values: Any) -> Document:
    document = kind(io.BytesIO(template))
    document.render(values)
    buffer = io.BytesIO()
    document.save(buffer)
    return docx.Document(buffer)


def texts(kind: Any, *paragraphs: str, **values: Any) -> list[str]:
    return [one.text for one in filled(kind, form(*paragraphs), **values).paragraphs]


@pytest.mark.parametrize(
    ("tag", "values"),
    [
        ("{{p absent }}", {}),
        ("a{{r absent }}b", {}),
        ("{{p x }}", {"x": ""}),
        ("{{p x or '' }}", {"x": ""}),
        ("{{p absent | default('') }}", {}),
        ("{{p x }}", {"x": PAGE_BREAK}),
        ("a{{r x }}b", {"x": RichText("bold", bold=True).xml}),
        ("a{{r x | string }}b", {"x": RichText("bold", bold=True)}),
    ],
)
def test_as_docxtpl_prints_it(tag: str, values: dict[str, Any]) -> None:
    theirs = texts(docxtpl.DocxTemplate, tag, "end", **values)
    assert texts(docgen.DocxTemplate, tag, "end", **values) == theirs


@pytest.mark.parametrize(
    ("tag", "value", "shown"),
    [
        ("{{p x }}", Listing("a<b & c\nd"), ["a<b & c", "d"]),
        ("{{r x }}", Listing("a<b & c\nd"), ["a<b & c\nd"]),
        ("{{p x }}", RichText("a<b", bold=True), ["a<b"]),
    ],
)
@pytest.mark.parametrize("kind", [docgen.DocxTemplate, docgen.Template])
def test_what_docxtpl_loses_is_printed(
    kind: Any, tag: str, value: object, shown: list[str]
) -> None:
    template = form(tag)
    if kind is docgen.Template:
        document = docx.Document(io.BytesIO(Template(template).render({"x": value}).to_bytes()))
    else:
        document = filled(kind, template, x=value)
    assert [paragraph.text for paragraph in document.paragraphs] == shown


def test_paragraphs_in_the_place_of_a_run_are_refused() -> None:
    with pytest.raises(TypeError, match="in a paragraph of its own"):
        texts(docgen.DocxTemplate, "{{r x }}", x=RichTextParagraph("a"))


def test_an_object_with_a_place_of_its_own_prints() -> None:
    class Meeting:
        place = "Paris"

        def __str__(self) -> str:
            return "meeting"

    assert texts(docgen.DocxTemplate, "{{p x }}", "{{r x }}", x=Meeting()) == ["meeting"] * 2


def link_targets(part: Any) -> list[str]:
    """Each link of a part: its address and its text."""
    links = part.element.iter(w("hyperlink"))
    names = ((link.get(f"{{{RELATIONS}}}id"), text_of(link)) for link in links)
    return [f"{part.rels[identifier].target_ref} {text}" for identifier, text in names]


RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def with_header(document: Document) -> None:
    document.sections[0].header.paragraphs[0].text = "{{r link }}"


def test_a_link_in_a_header_leads_where_it_leads_in_the_text() -> None:
    template = docgen.DocxTemplate(io.BytesIO(form("{{r link }}", write=with_header)))
    address = "http://example.org/?a=1&b=2"
    template.render({"link": RichText("go", url_id=template.build_url_id(address))})

    header = template.docx.sections[0].header.part
    assert link_targets(template.docx.part) == link_targets(header) == [f"{address} go"]
    assert [relation.reltype for relation in header.rels.values()] == [RT.HYPERLINK]


@pytest.mark.parametrize("write", [None, with_header])
def test_a_link_may_be_given_as_its_address(write: Callable[[Document], object] | None) -> None:
    form_bytes = form("{{r link }}", write=write)
    rendered = Template(form_bytes).render({"link": RichText("go", url_id="https://example.org/x")})

    document = docx.Document(io.BytesIO(rendered.to_bytes()))
    assert link_targets(document.part) == ["https://example.org/x go"]


def test_a_link_of_another_document_is_refused() -> None:
    link = RichText("go", url_id="rId99")
    with pytest.raises(TemplateError) as raised:
        Template(form("{{r link }}")).render({"link": link})

    assert raised.value.problems[0].words["refused"] == "foreign-link"


def test_a_colour_may_have_its_sign() -> None:
    def write(document: Document) -> None:
        document.add_table(1, 2).cell(0, 0).text = "{% cellbg colour %}x"

    for colour, fill in (("#FFAA00", "FFAA00"), ("FFAA00", "FFAA00"), (None, "auto")):
        document = filled(docgen.DocxTemplate, form(write=write), colour=colour)
        shade = next(document.element.iter(w("shd")))
        assert shade.get(w("fill")) == fill
