"""Documents of one form joined: each as it is alone, on its own pages, in linear time."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.oxml.parser import parse_xml
from docx.shared import Mm

from docgen import Template
from docgen.templates.package import zipped
from docgen.word.joined_documents import joined_documents
from docgen.word.list_counts import ListCounts
from docgen.word.style_cascade import Cascade
from docgen.word.xml import W, text_of, w
from tests.growth import is_linear
from tests.support import audit, blank_part
from tests.test_pictures import png
from tests.unit.templates.test_like_docxtpl import with_notes

ROWS = [{"姓名": name, "数": number} for number, name in enumerate("甲乙丙丁", 1)]


def saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def joined(form: Document, rows: Sequence[dict[str, Any]] = ROWS) -> Document:
    """The form filled with each row, joined, and read again."""
    template = Template(saved(form))
    entries = joined_documents(template.render(row).entries for row in rows)
    return docx.Document(io.BytesIO(zipped(entries)))


def alone(form: Document, row: dict[str, Any]) -> Document:
    return docx.Document(io.BytesIO(Template(saved(form)).render(row).to_bytes()))


def texts(document: Document) -> list[str]:
    """The paragraphs that are more than the 1 pt that ends a section behind a table."""
    body = document.element.body
    return [text_of(paragraph) for paragraph in body.iter(w("p")) if text_of(paragraph)]


def numbers(document: Document) -> list[tuple[str, int | None]]:
    """The text and the number of each numbered paragraph, as Word counts them."""
    counts, cascade, found = ListCounts(document), Cascade(document), []
    for paragraph in document.element.body.iter(w("p")):
        identifier, level = cascade.numbering(paragraph)
        if identifier not in ("", "0"):
            found.append((text_of(paragraph), counts.next(identifier, level)))
    return found


def letter() -> Document:
    document = blank_part()
    document.sections[0].header.paragraphs[0].text = "致{{ 姓名 }}"
    document.sections[0].footer.paragraphs[0].text = "共同的页脚"
    document.add_paragraph("尊敬的{{ 姓名 }}：")
    document.add_table(1, 2).rows[0].cells[1].text = "{{ 数 }}"
    document.add_paragraph("此致")
    return document


def test_each_document_is_as_it_is_alone() -> None:
    form = letter()
    assert texts(joined(form)) == [text for row in ROWS for text in texts(alone(form, row))]


def test_each_has_its_own_header_and_all_share_what_is_alike() -> None:
    document = joined(letter())
    headers = [section.header.paragraphs[0].text for section in document.sections]
    assert headers == ["致甲", "致乙", "致丙", "致丁"]
    footers = {section.footer.part.partname for section in document.sections}
    assert len(footers) == 1


def test_each_begins_on_a_new_page_that_is_page_1() -> None:
    form = letter()
    form.sections[0].start_type = WD_SECTION.CONTINUOUS
    _, *others = joined(form).sections
    assert len(others) == len(ROWS) - 1
    for section in others:
        assert section.start_type == WD_SECTION.NEW_PAGE
        pages = section._sectPr.find(w("pgNumType"))
        assert pages is not None
        assert pages.get(w("start")) == "1"


def test_a_form_that_begins_on_an_odd_page_keeps_doing_so() -> None:
    form = letter()
    form.sections[0].start_type = WD_SECTION.ODD_PAGE
    assert {section.start_type for section in joined(form).sections} == {WD_SECTION.ODD_PAGE}


def two_sections() -> Document:
    """A cover without a header, and a wide page with one."""
    document = blank_part()
    document.add_paragraph("封面{{ 姓名 }}")
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.header.is_linked_to_previous = False
    section.header.paragraphs[0].text = "附表{{ 姓名 }}"
    document.add_paragraph("表")
    for section in document.sections:
        for pages in section._sectPr.findall(w("pgNumType")):
            section._sectPr.remove(pages)
    return document


def test_a_first_section_without_a_header_does_not_take_that_of_the_document_before() -> None:
    document = joined(two_sections())
    headers = [
        "".join(paragraph.text for paragraph in section.header.paragraphs)
        for section in document.sections
    ]
    assert headers == ["", "附表甲", "", "附表乙", "", "附表丙", "", "附表丁"]
    wide = [section.page_width > section.page_height for section in document.sections]  # type: ignore[operator]
    assert wide == [False, True] * 4
    starts = [section._sectPr.find(w("pgNumType")) for section in document.sections]
    assert [start is not None for start in starts[2:]] == [True, False] * 3


def test_pictures_of_headers_and_bodies_come_along(tmp_path: Path) -> None:
    picture = tmp_path / "图.png"
    picture.write_bytes(png(40, 20))
    form = letter()
    form.add_picture(str(picture))
    form.sections[0].header.paragraphs[0].add_run().add_picture(str(picture))
    document = joined(form)
    for part in [document.part, *(section.header.part for section in document.sections)]:
        for blip in part.element.iter(
            "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
        ):
            (relation,) = blip.attrib.values()
            assert part.rels[relation].target_part.blob == picture.read_bytes()
    images = [
        part.partname
        for part in document.part.package.iter_parts()
        if part.partname.startswith("/word/media/")
    ]
    assert len(images) == 1
    drawings = document.element.body.iter(
        "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    )
    ids = [drawing.get("id") for drawing in drawings]
    assert len(set(ids)) == len(ids) == 4


LEVELS = "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="decimal"/>{style}'
    f'<w:lvlText w:val="%{level + 1}."/><w:pPr><w:ind w:left="720"/></w:pPr></w:lvl>'
    for level, start, style in ((0, 3, ""), (1, 1, '<w:pStyle w:val="Numbered"/>'))
)


def numbered_form() -> Document:
    """A list that begins with 3, and a style that is numbered, with an indent of its own."""
    document = blank_part()
    numbering: Any = document.part.numbering_part.element
    definition = parse_xml(
        f'<w:abstractNum xmlns:w="{W}" w:abstractNumId="90">{LEVELS}</w:abstractNum>'
    )
    numbering.insert(0, definition)
    for number in ("90", "91"):
        numbering.append(
            parse_xml(
                f'<w:num xmlns:w="{W}" w:numId="{number}"><w:abstractNumId w:val="90"/></w:num>'
            )
        )
    document.styles.element.append(
        parse_xml(
            f'<w:style xmlns:w="{W}" w:type="paragraph" w:styleId="Numbered">'
            '<w:name w:val="Numbered"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="91"/>'
            '</w:numPr><w:ind w:left="100"/></w:pPr></w:style>'
        )
    )
    for text in ("一{{ 姓名 }}", "二"):
        paragraph = document.add_paragraph(text)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr xmlns:w="{W}"><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>')
        )
        document.add_paragraph("小项", style="Numbered")
    return document


def test_numbers_of_lists_and_of_styles_begin_again() -> None:
    form = numbered_form()
    once = numbers(alone(form, ROWS[0]))
    assert once == [("一甲", 3), ("小项", 1), ("二", 4), ("小项", 1)]
    document = joined(form)
    each = [("一", 3), ("小项", 1), ("二", 4), ("小项", 1)]
    assert [(text[0] if text[0] == "一" else text, count) for text, count in numbers(document)] == [
        pair for _ in ROWS for pair in each
    ]
    indents = [
        paragraph.paragraph_format.left_indent
        for paragraph in document.paragraphs
        if paragraph.text == "小项"
    ]
    assert [indent.twips if indent is not None else 100 for indent in indents] == [100] * 8


def test_a_style_takes_the_level_that_names_it() -> None:
    form = numbered_form()
    for level in form.styles.element.iter(w("ilvl")):
        level.getparent().remove(level)
    levels = [
        child.get(w("val"))
        for paragraph in joined(form).element.body.iter(w("p"))
        if text_of(paragraph) == "小项"
        for child in paragraph.iter(w("ilvl"))
    ]
    assert levels == ["1"] * 6  # those of the first document have the style's


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_each_note_is_that_of_its_document(kind: str) -> None:
    form = blank_part()
    with_notes(form, kind, "注给{{ 姓名 }}", "同样")
    document = joined(form)
    notes = next(
        part for part in document.part.package.iter_parts() if part.partname == f"/word/{kind}s.xml"
    )
    found = {
        note.get(w("id")): text_of(note)
        for note in parse_xml(notes.blob).iter(w(kind))
        if note.get(w("type")) is None
    }
    references = [
        found[reference.get(w("id"))]
        for reference in document.element.body.iter(w(f"{kind}Reference"))
    ]
    assert references == [text for row in ROWS for text in (f"注给{row['姓名']}", "同样")]
    assert len(found) == 8
    restarts = [
        section._sectPr.find(f"{w('footnotePr')}/{w('numRestart')}") is not None
        for section in document.sections
    ]
    assert restarts == [False, *[kind == "footnote"] * 3]


def test_bookmarks_and_what_refers_to_them_stay_together() -> None:
    form = blank_part()
    form.element.body.insert(
        0,
        parse_xml(
            f'<w:p xmlns:w="{W}"><w:bookmarkStart w:id="7" w:name="目标"/><w:r><w:t>{{{{ 姓名 }}}}'
            '</w:t></w:r><w:bookmarkEnd w:id="7"/>'
            "<w:r><w:instrText> REF 目标 \\h </w:instrText></w:r>"
            '<w:hyperlink w:anchor="目标"><w:r><w:t>见</w:t></w:r></w:hyperlink></w:p>'
        ),
    )
    body = joined(form).element.body
    names = [start.get(w("name")) for start in body.iter(w("bookmarkStart"))]
    assert names == ["目标", "目标_2", "目标_3", "目标_4"]
    ids = [start.get(w("id")) for start in body.iter(w("bookmarkStart"))]
    assert ids == [end.get(w("id")) for end in body.iter(w("bookmarkEnd"))]
    assert len(set(ids)) == 4
    assert [link.get(w("anchor")) for link in body.iter(w("hyperlink"))] == names
    fields = [field.text for field in body.iter(w("instrText"))]
    assert fields == [f" REF {name} \\h " for name in names]


@pytest.mark.parametrize(("build", "field"), [(letter, "SECTIONPAGES"), (two_sections, "NUMPAGES")])
def test_the_number_of_pages_is_that_of_each_document_where_word_can_count_it(
    build: Callable[[], Document], field: str
) -> None:
    form = build()
    for paragraph in (form.sections[-1].header.paragraphs[0], form.paragraphs[0]):
        paragraph._p.append(
            parse_xml(f'<w:fldSimple xmlns:w="{W}" w:instr=" NUMPAGES "><w:r/></w:fldSimple>')
        )
    form.add_paragraph("NUMPAGES {{ 姓名 }}")
    document = joined(form)
    roots = [document.element.body, *(part.header._element for part in document.sections)]
    fields = [simple.get(w("instr")) for root in roots for simple in root.iter(w("fldSimple"))]
    assert fields
    assert set(fields) == {f" {field} "}
    assert "NUMPAGES 甲" in texts(document)


def test_what_is_joined_is_sound(tmp_path: Path) -> None:
    form = numbered_form()
    form.sections[0].header.paragraphs[0].text = "致{{ 姓名 }}"
    form.add_table(1, 1)
    with_notes(form, "footnote", "注给{{ 姓名 }}")
    before = audit(Template(saved(form)).render(ROWS[0]).to_bytes(), tmp_path)
    assert audit(saved(joined(form)), tmp_path) == before


def test_one_document_alone_stays_as_it_is() -> None:
    entries = Template(saved(letter())).render(ROWS[0]).entries
    assert joined_documents([entries]) == entries
    assert joined_documents([]) == {}


def test_time_grows_as_the_number_of_documents_does() -> None:
    form = letter()
    form.add_paragraph("项", style="List Number")
    template = Template(saved(form))
    entries = [template.render({"姓名": f"员工{n}", "数": n}).entries for n in range(600)]

    few, many = (partial(joined_documents, entries[:count]) for count in (150, 600))
    assert is_linear(few, many)
