"""Links of a template: their places, and what is left out of reports."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from docgen.diagnostics import ExitCode, Problems, TemplatePlace
from docgen.packs.part import Part
from docgen.templates.part_file import read_part
from docgen.templates.template_links import template_links, without_sources
from docgen.word.outside_links.package_links import outside_links
from docgen.word.package_file import PackageError
from tests.linked_files import (
    DOCUMENT,
    docx,
    drawing,
    field,
    linked_files,
    paragraph,
    part,
    relation,
    relations,
    text,
    word_entries,
)

NAME = "word_templates/form/form.docx"
IMAGE = relation("image", "a.png")
LINKED = drawing('r:link="rId9"')


def places(folder: Path, body: str, **others: bytes) -> list[tuple[str, TemplatePlace | None]]:
    file = folder / "form.docx"
    named = {name.replace("__", "/"): data for name, data in others.items()}
    file.write_bytes(docx(word_entries(body, IMAGE, others=named)))
    problems = template_links(Part(file, NAME))
    return [(problem.words["target"], problem.template) for problem in problems]


def test_a_link_is_found_as_a_person_counts(tmp_path: Path) -> None:
    table = (
        f"<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:p>{field('RD b')}</w:p></w:tc></w:tr></w:tbl>"
    )
    deleted = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del>{text('删')}</w:del></w:p>"
    body = paragraph("二") + deleted + paragraph("三") + table + f"<w:p>{LINKED}</w:p>"
    assert places(tmp_path, body) == [
        ("a.png", TemplatePlace(NAME, paragraph=4)),
        ("b", TemplatePlace(NAME, table=1, row=1, cell=2)),
    ]


def test_a_link_in_a_footer_or_in_text_that_is_deleted(tmp_path: Path) -> None:
    footer = {
        "word__footer2.xml": part("ftr", f"<w:p/><w:p>{LINKED}</w:p>"),
        "word___rels__footer2.xml.rels": relations(IMAGE),
    }
    body = f"<w:p>{text('二')}<w:del>{field('RD b')}</w:del></w:p>"
    assert places(tmp_path, body, **footer) == [
        ("b", TemplatePlace(NAME, paragraph=2)),
        ("a.png", TemplatePlace(NAME)),  # no element of the document names it
        ("a.png", TemplatePlace(NAME, paragraph=2, story="footer2")),
    ]


def test_a_part_that_is_damaged_anywhere_is_told_before_its_links(tmp_path: Path) -> None:
    file = tmp_path / "form.docx"
    file.write_bytes(docx(word_entries(others={"word/unused.bin": b"words" * 99})))
    data = file.read_bytes()
    with zipfile.ZipFile(file) as package:
        offset = package.getinfo("word/unused.bin").header_offset
    file.write_bytes(data[: offset + 50] + b"\xff\xff\xff" + data[offset + 53 :])
    problems = Problems()
    assert read_part(Part(file, NAME), problems) is None
    (problem,) = problems
    assert (problem.code, problem.exit_code) == ("damaged-docx", ExitCode.TEMPLATE)
    assert dict(problem.words) == {"part": "word/unused.bin"}
    with pytest.raises(PackageError):
        list(template_links(Part(file, NAME)))


def test_a_report_keeps_all_but_the_sources_of_its_template() -> None:
    entries = linked_files("file:///D:/")["template"] | {DOCUMENT: b"<a/>"}
    left = without_sources(entries)
    assert outside_links(left) == ()
    assert left.keys() == entries.keys()
    pictures = linked_files("file:///D:/")["picture"]
    assert without_sources(pictures) == pictures
