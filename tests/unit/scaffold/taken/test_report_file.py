"""Tracked changes of a report are accepted or rejected, rows and paragraphs as well."""

from __future__ import annotations

import io

import docx
import pytest
from docx.document import Document
from docx.oxml.parser import OxmlElement, parse_xml

from docgen.diagnostics import Place
from docgen.scaffold.taken.report_file import Changes, changes_told, settled_report
from docgen.word.xml import text_of, w
from tests.unit.scaffold.drawing import form_of

_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def data_of(document: Document) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def tracked() -> bytes:
    """A report: a figure replaced, a row put in, a row taken out."""
    document = form_of("金额：", ("旧行|1", "新行|2", "总行|3"))
    line = document.paragraphs[0]._p
    line.append(parse_xml(f"<w:del {_NS}><w:r><w:delText>12</w:delText></w:r></w:del>"))
    line.append(parse_xml(f"<w:ins {_NS}><w:r><w:t>13</w:t></w:r></w:ins>"))
    for row, mark in zip(document.tables[0]._tbl.tr_lst, ("del", "ins"), strict=False):
        row.get_or_add_trPr().append(OxmlElement(f"w:{mark}"))
    return data_of(document)


@pytest.mark.parametrize(
    ("changes", "texts"),
    [
        ("accept", ["金额：13", "新行2", "总行3"]),
        ("reject", ["金额：12", "旧行1", "总行3"]),
    ],
)
def test_changes_are_read_as_asked(changes: Changes, texts: list[str]) -> None:
    data, read = settled_report(tracked(), changes)
    assert read == changes
    body = docx.Document(io.BytesIO(data)).element.body
    lines = [body.find(w("p")), *body.iter(w("tr"))]
    assert [text_of(line) for line in lines] == texts


def test_a_report_without_changes_is_as_it_was() -> None:
    data = data_of(form_of("金额：12"))
    assert settled_report(data, "reject") == (data, None)


def test_how_changes_were_read_is_told() -> None:
    assert list(changes_told(None, Place("old.docx"), "content/2023/a")) == []
    (told,) = changes_told("reject", Place("old.docx"), "content/2023/a")
    assert (told.code, told.words["folder"]) == ("take-rejected", "content/2023/a")
