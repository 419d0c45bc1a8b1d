"""Where the links of a finished file stand, as far as its parts can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.diagnostics import DocumentPlace, Place
from docgen.verify.link_rules import link_deviations, link_warnings
from docgen.word.package_file import WordPackage
from tests.linked_files import (
    DOCUMENT,
    Entries,
    docx,
    drawing,
    field,
    linked_files,
    ole,
    part,
    relation,
    relations,
    text,
    word_entries,
)

PLACE = Place("报告.docx")
IMAGE = relation("image", "a.png")


def found(folder: Path, entries: Entries) -> list[tuple[str, DocumentPlace | None]]:
    file = folder / "报告.docx"
    file.write_bytes(docx(entries))
    problems = list(link_deviations(WordPackage.read(file, PLACE), PLACE))
    assert {problem.place for problem in problems} <= {PLACE}
    return [(problem.words["target"], problem.document) for problem in problems]


def test_a_link_is_found_by_the_words_and_the_cells_around_it(tmp_path: Path) -> None:
    cell = f"<w:tc><w:p>{text('表')}{field('RD b')}</w:p></w:tc>"
    table = f"<w:tbl><w:tr><w:tc><w:p/></w:tc>{cell}</w:tr></w:tbl>"
    linked = drawing('r:link="rId9"')
    body = f"<w:p>{text('一')}{linked}</w:p>{table}"
    assert found(tmp_path, word_entries(body, IMAGE)) == [
        ("a.png", DocumentPlace(words="一")),
        ("b", DocumentPlace(table=1, row=1, cell=2, words="表")),
    ]


def test_a_link_in_a_header_or_in_a_file_that_only_libreoffice_reads(tmp_path: Path) -> None:
    linked = drawing('r:link="rId9"')
    others = {
        "word/header1.xml": part("hdr", f"<w:p>{linked}</w:p>"),
        "word/_rels/header1.xml.rels": relations(IMAGE),
    }
    assert found(tmp_path, word_entries(others=others)) == [("a.png", DocumentPlace())]
    damaged = linked_files("file:///")["picture"]
    damaged[DOCUMENT] = damaged[DOCUMENT].replace(b"<w:sectPr/>", b"<w:sectPr>")
    assert found(tmp_path, damaged) == [("file:///secret.png", DocumentPlace())]


@pytest.mark.parametrize(
    ("inner", "missing"),
    [
        (drawing('r:link="rId9"'), 1),
        (drawing('r:link="rId9" r:embed="rId8"'), 0),
        (field("INCLUDETEXT a"), 1),
        (field("INCLUDETEXT a", text("旧")), 0),
        (ole("Link"), 1),
        (ole("Link", '<v:imagedata r:id="rId8"/>'), 0),
    ],
)
def test_a_pdf_lacks_what_the_file_does_not_hold(tmp_path: Path, inner: str, missing: int) -> None:
    file = tmp_path / "报告.docx"
    related = [IMAGE] if "rId9" in inner else []
    file.write_bytes(docx(word_entries(f"<w:p>{inner}</w:p>", *related)))
    assert len(link_warnings(file, PLACE)) == 1
    problems = link_warnings(file, PLACE, only_missing=True)
    assert [problem.is_error for problem in problems] == [False] * missing


def test_a_pdf_lacks_nothing_of_a_template(tmp_path: Path) -> None:
    file = tmp_path / "报告.docx"
    file.write_bytes(docx(linked_files("file:///")["template"]))
    assert len(link_warnings(file, PLACE)) == 1
    assert link_warnings(file, PLACE, only_missing=True) == ()


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\3\4 damaged"])
def test_a_damaged_file_has_no_warnings(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "报告.docx"
    file.write_bytes(data)
    assert link_warnings(file, PLACE) == ()
