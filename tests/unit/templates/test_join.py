"""Parts joined into one document keep their page setup, styles, pictures, notes and numbers."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.parser import parse_xml
from docx.shared import Mm
from lxml import etree

from docgen.word.xml import R, W, text_of, w
from tests.support import SmallProject, audit, entries
from tests.test_pictures import png
from tests.unit.templates.test_like_docxtpl import with_notes

TWO = """\
output: '{{ 名称 }}'
properties: {title: '{{ 名称 }}', author: '{{ 名称 }}', date: 2024-04-26}
parts:
  - file: form.docx
  - file: second.docx
    repeat: 项 in 项列
"""


def two_parts(project: SmallProject, count: int = 2) -> None:
    (project.pack / "pack.yaml").write_text(TWO, "utf-8")
    project.content("项列: [" + ", ".join(f"{{名: 项{n}}}" for n in range(count)) + "]\n")


def landscape(document: Document) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.header.paragraphs[0].text = "{{ 名称 }}附表"
    document.add_paragraph("{{ 项.名 }}（{{ loop.index }}）")


def test_each_part_keeps_its_page_setup_and_header(project: SmallProject) -> None:
    two_parts(project)
    project.part(landscape, "second.docx")
    document = project.document()
    assert [paragraph.text for paragraph in document.paragraphs] == ["报告", "项0（1）", "项1（2）"]
    wide = [section.page_width > section.page_height for section in document.sections]  # type: ignore[operator]
    assert wide == [False, True, True]
    headers = [
        "".join(paragraph.text for paragraph in section.header.paragraphs)
        for section in document.sections
    ]
    assert headers == ["", "报告附表", "报告附表"]


def test_a_part_repeated_over_nothing_leaves_nothing(project: SmallProject) -> None:
    two_parts(project, 0)
    project.part(landscape, "second.docx")
    document = project.document()
    assert [paragraph.text for paragraph in document.paragraphs] == ["报告"]
    assert len(document.sections) == 1


def test_styles_are_found_by_name_whatever_their_ids(project: SmallProject) -> None:
    def other_ids(document: Document) -> None:
        style = document.styles["Table Text"]
        document.add_paragraph("{{ 项.名 }}", style="Table Text")
        for use in document.element.body.iter(w("pStyle")):
            use.set(w("val"), "a7")
        style.element.set(w("styleId"), "a7")

    two_parts(project)
    project.part(other_ids, "second.docx")
    names = [paragraph.style.name for paragraph in project.document().paragraphs if paragraph.style]
    assert names == ["Normal", "Table Text", "Table Text"]


def test_pictures_of_a_part_come_along(project: SmallProject, tmp_path: Path) -> None:
    picture = tmp_path / "甲.png"
    picture.write_bytes(png(20, 10))

    def with_picture(document: Document) -> None:
        document.add_paragraph("{{ 项.名 }}")
        document.add_picture(str(picture))

    two_parts(project)
    project.part(with_picture, "second.docx")
    path = project.render().outcomes[0].docx
    assert path is not None
    assert len(docx.Document(str(path)).inline_shapes) == 2
    stored = entries(path.read_bytes())
    assert [data for name, data in stored.items() if name.startswith("word/media/")] == [
        picture.read_bytes()
    ]
    assert audit(path.read_bytes(), tmp_path) == []


def test_a_part_that_ends_in_a_table_adds_no_empty_page(project: SmallProject) -> None:
    def table_last(document: Document) -> None:
        document.add_table(1, 1).rows[0].cells[0].text = "{{ 项.名 }}"

    two_parts(project)
    project.part(table_last, "second.docx")
    document = project.document()
    spacings = [paragraph.paragraph_format.line_spacing for paragraph in document.paragraphs[1:]]
    assert [spacing.pt for spacing in spacings if hasattr(spacing, "pt")] == [1, 1]


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
@pytest.mark.parametrize("first", [[], ["甲", "{{ 名称 }}"]])
def test_notes_of_a_part_come_along(
    project: SmallProject, tmp_path: Path, first: list[str], kind: str
) -> None:
    """Their numbers are taken by other notes of the base document, or it has no notes at all."""

    def hyperlinked(document: Document) -> None:
        document.add_paragraph("{{ 项.名 }}")
        notes = with_notes(document, kind, "乙{{ 名称 }}", "丙")
        link = notes.relate_to("https://example.org/", RT.HYPERLINK, True)
        opening = f'<w:hyperlink xmlns:r="{R}" r:id="{link}"><w:r><w:{kind}Ref/></w:r>'
        old, new = f"<w:r><w:{kind}Ref/></w:r>", f"{opening}</w:hyperlink>"
        notes._blob = notes.blob.replace(old.encode(), new.encode())

    def noted(document: Document) -> None:
        with_notes(document, kind, *first) if first else document.add_paragraph("甲")

    two_parts(project)
    project.part(noted)
    project.part(hyperlinked, "second.docx")
    document = project.document()
    parts = {relation.reltype: relation.target_part for relation in document.part.rels.values()}
    notes = parts[RT.FOOTNOTES if kind == "footnote" else RT.ENDNOTES]
    root = etree.fromstring(notes.blob)
    note_texts = {note.get(w("id")): text_of(note) for note in root if note.get(w("type")) is None}
    numbers = [
        reference.get(w("id")) for reference in document.element.body.iter(w(f"{kind}Reference"))
    ]
    assert len(set(numbers)) == len(numbers)
    expected = [text.replace("{{ 名称 }}", "报告") for text in first]
    assert [note_texts[number] for number in numbers] == [*expected, *(["乙报告", "丙"] * 2)]
    links = {
        notes.rels[link.get(f"{{{R}}}id", "")].target_ref for link in root.iter(w("hyperlink"))
    }
    assert links == {"https://example.org/"}
    path = project.render().outcomes[0].docx
    assert path is not None
    assert audit(path.read_bytes(), tmp_path) == []


def test_the_forms_own_numbers_begin_again_in_each_repetition(project: SmallProject) -> None:
    def numbered(document: Document) -> None:
        for text in ("{{ 项.名 }}", "第二项"):
            document.add_paragraph(text, style="List Number")
        for paragraph in document.paragraphs:
            properties = paragraph._p.get_or_add_pPr()
            properties.append(
                parse_xml(
                    f'<w:numPr xmlns:w="{W}"><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
                )
            )

    path = project.pack / "pack.yaml"
    text = path.read_text("utf-8").replace("form.docx\n", "form.docx\n    repeat: 项 in 项列\n")
    path.write_text(text, "utf-8")
    project.part(numbered)
    project.content("项列:\n  - {名: 甲}\n  - {名: 乙}\n  - {名: 丙}\n")
    document = project.document()
    identifiers = [number.get(w("val")) for number in document.element.body.iter(w("numId"))]
    assert identifiers[::2] == identifiers[1::2]
    assert len(set(identifiers)) == 3
    numbers = {number.get(w("numId")): number for number in document.part.numbering_part.element}
    last = numbers[identifiers[-1]]
    assert last.find(f"{w('lvlOverride')}/{w('startOverride')}").get(w("val")) == "1"
