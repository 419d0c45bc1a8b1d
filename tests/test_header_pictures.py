"""A picture of the content in a header or a footer, such as the emblem of an office."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from docx.document import Document
from lxml import etree

from docgen.word.part_relations import relations_of, target_of
from tests.support import (
    SmallProject,
    audit,
    codes,
    entries,
    needs_libreoffice,
    packed,
    small_project,
)
from tests.test_pictures import png

_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_SCHEMA = {
    "名称": {"type": "string"},
    "徽标": {"type": "string", "contentMediaType": "text/markdown"},
    "正文": {"type": "string", "contentMediaType": "text/markdown"},
}


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    made = small_project(tmp_path)

    def write(document: Document) -> None:
        document.add_paragraph("{{ 名称 }}")
        document.add_paragraph("{{p 正文 }}")
        section = document.sections[0]
        section.header.paragraphs[0].text = "{{p 徽标 }}"
        section.footer.paragraphs[0].text = "{{p 徽标 }}"

    made.part(write)
    made.schema(**_SCHEMA)
    made.content("徽标: '![单位徽标](徽标.png){width=20mm}'\n正文: '![单位徽标](徽标.png)'\n")
    (made.unit / "徽标.png").write_bytes(png(60, 30))
    return made


def test_a_picture_is_related_to_the_header_that_shows_it(
    project: SmallProject, tmp_path: Path
) -> None:
    result = project.render()
    assert not codes(result), list(result.all_problems())
    (outcome,) = result.outcomes
    assert outcome.docx is not None
    files = entries(outcome.docx.read_bytes())
    shown = {
        name: shown_in(files, name)
        for name in files
        if name.startswith("word/") and name.endswith(".xml")
    }
    found = {
        name.rstrip("0123456789.xml"): pictures for name, pictures in shown.items() if pictures
    }
    assert found.keys() == {"word/document", "word/header", "word/footer"}
    assert {picture for pictures in found.values() for picture in pictures} == {png(60, 30)}
    assert sum(name.startswith("word/media/docgen") for name in files) == 1
    assert not audit(packed(files), tmp_path)


@needs_libreoffice
@pytest.mark.slow
def test_the_pdf_shows_it_in_header_text_and_footer(project: SmallProject) -> None:
    result = project.render(pdf=True)
    assert not codes(result), list(result.all_problems())
    (pdf,) = project.output.rglob("*.pdf")
    with pikepdf.open(pdf) as opened:
        drawn = [
            instruction
            for instruction in pikepdf.parse_content_stream(opened.pages[0])
            if str(instruction.operator) == "Do"
        ]
    assert len(drawn) == 3


def shown_in(files: dict[str, bytes], name: str) -> list[bytes]:
    """The pictures that an entry shows."""
    relations = relations_of(name, files)
    blips = etree.fromstring(files[name]).iter(_BLIP)
    return [files[target_of(relations[blip.get(_EMBED, "")], name)] for blip in blips]
