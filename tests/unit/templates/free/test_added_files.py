"""Pictures and links that values bring into the package of a free template."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from PIL import Image

from docgen import RichText, Template
from docgen.templates.free import word_parts
from docgen.word.xml import WP
from tests.support import audit, entries
from tests.unit.templates.free.documents import form, opened


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    for name, size, colour in (("a.png", (40, 20), "red"), ("b.jpg", (30, 30), "blue")):
        Image.new("RGB", size, colour).save(tmp_path / name)
    return tmp_path


def with_header(document: Document) -> None:
    document.sections[0].header.paragraphs[0].text = "{{ a }}{{ b }}"


def images(part: Any) -> list[tuple[str, bytes]]:
    """The extent and the bytes of each picture of a part, in order."""
    found = []
    for inline in part.element.iter(f"{{{WP}}}inline"):
        (identifier,) = inline.xpath(".//a:blip/@r:embed")
        found.append((inline[0].get("cx"), part.rels[identifier].target_part.blob))
    return found


def faults(data: bytes, folder: Path) -> list[str]:
    """What is wrong with a .docx, but for the styles that python-docx's own form lacks."""
    return [
        line for line in audit(data, folder) if line.startswith("/word/") and "With" not in line
    ]


def test_pictures_are_those_that_docxtpl_adds(pictures: Path, tmp_path: Path) -> None:
    def context(template: Any) -> dict[str, Any]:
        return {
            "a": InlineImage(template, str(pictures / "a.png"), width=Mm(20)),
            "b": InlineImage(template, str(pictures / "b.jpg"), height=Mm(10), anchor="http://b"),
        }

    source = form("{{ a }} and {{ b }}", "{{ a }}", write=with_header)
    theirs = DocxTemplate(io.BytesIO(source))
    theirs.render(context(theirs))
    theirs.save(tmp_path / "theirs.docx")
    filled = Template(source).render(context(None))

    ours, other = opened(filled), docx.Document(str(tmp_path / "theirs.docx"))
    assert images(ours.part) == images(other.part)
    for document in (ours, other):
        header = document.sections[0].header.part
        assert len(images(header)) == 2
        links = [one.target_ref for one in header.rels.values() if one.reltype == RT.HYPERLINK]
        assert links == ["http://b"]
    added = [name for name in filled.entries if name.startswith("word/media/")]
    assert len(added) == 2
    assert faults(filled.to_bytes(), tmp_path) == []


def test_the_package_is_not_opened_for_pictures_and_links(
    pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = Template(form("{{ a }}{{r b }}"), folder=pictures)
    assert template.names == {"a", "b"}
    monkeypatch.setattr(word_parts, "docx", None)

    filled = template.render({"a": Path("a.png"), "b": RichText("go", url_id="https://b.org")})

    assert len(images(opened(filled).part)) == 1


def test_two_fillings_of_a_template_share_no_picture(pictures: Path) -> None:
    template = Template(form("{{ a }}"), folder=pictures)
    first, second, none = (template.render({"a": one}) for one in (Path("a.png"), Path("b.jpg"), 1))

    assert [images(opened(one).part)[0][1] for one in (first, second)] == [
        (pictures / name).read_bytes() for name in ("a.png", "b.jpg")
    ]
    assert not [name for name in none.entries if "media" in name]


def test_pictures_before_and_behind_another_document(pictures: Path, tmp_path: Path) -> None:
    (tmp_path / "other.docx").write_bytes(form("other"))
    template = Template(form("{{ a }}", "{{p c }}", "{{ b }}{{ a }}"), folder=pictures)

    filled = template.render({"a": Path("a.png"), "b": Path("b.jpg"), "c": Path("other.docx")})

    document = opened(filled)
    assert [paragraph.text for paragraph in document.paragraphs] == ["", "other", ""]
    blobs = [(pictures / name).read_bytes() for name in ("a.png", "b.jpg", "a.png")]
    assert [blob for _, blob in images(document.part)] == blobs
    assert faults(filled.to_bytes(), tmp_path) == []


def test_a_picture_takes_no_name_of_the_template(pictures: Path) -> None:
    def write(document: Document) -> None:
        document.add_picture(str(pictures / "b.jpg"))

    filled = Template(form("{{ a }}", write=write), folder=pictures).render({"a": Path("a.png")})

    names = [name for name in entries(filled.to_bytes()) if name.startswith("word/media/")]
    assert len(names) == len(set(names)) == 2
    assert len({blob for _, blob in images(opened(filled).part)}) == 2
