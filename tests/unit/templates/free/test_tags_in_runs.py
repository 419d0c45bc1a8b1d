"""Tags that Word has cut into runs: the text and the looks around them, as with docxtpl."""

from __future__ import annotations

import io
from typing import Any

import docx
import docxtpl
import pytest
from docx.document import Document
from docx.oxml.parser import parse_xml

import docgen
from docgen.word.xml import W
from tests.unit.templates.free.documents import form


def cut(*paragraphs: str) -> bytes:
    """A template whose paragraphs have a run for each piece between ``|``; ``*`` makes it bold."""

    def write(document: Document) -> None:
        for text in paragraphs:
            paragraph = document.add_paragraph()
            for piece in text.split("|"):
                paragraph.add_run(piece.lstrip("*")).bold = piece.startswith("*") or None

    return form(write=write)


def printed(template: bytes, **values: Any) -> list[list[str]]:
    """The paragraphs that docxtpl and docgen make."""
    texts = []
    for kind in (docxtpl.DocxTemplate, docgen.DocxTemplate):
        document = kind(io.BytesIO(template))
        document.render(values)
        buffer = io.BytesIO()
        document.save(buffer)
        texts.append([paragraph.text for paragraph in docx.Document(buffer).paragraphs])
    return texts


@pytest.mark.parametrize(
    ("paragraphs", "text"),
    [
        (["{% for x in xs -%|} {{ x }} {%- endfor %} end"], "123 end"),
        (["{% for x in xs -|*%} {{ x }} {%- endfor %} end"], "123 end"),
        (["{% for x in xs -%} {{ |x }} {%- endf|or %} end"], "123 end"),
        (["{% for x in |xs -%} {{ x| }|} {%- endfor %} end"], "123 end"),
        (["{|% for x in xs -%} {{ |x }} {%- endfor %} e|nd"], "123 end"),
        (["{% for x in |xs -%} {|{ x }} {%- endfor %} end"], "123 end"),
        (["a {{|- xs[0] -|}} b"], "a1b"),
        (["a {{ xs[0] -|*}} b"], "a 1b"),
        (["{% filter upp|er %}low {{ xs[1] }}{% endfilter %}"], "LOW 2"),
        (["{{ xs|[0] }} {% filter upper %}x{% endfil|ter %} y"], "1 X y"),
    ],
)
def test_a_cut_tag_and_the_text_behind_it_are_as_with_docxtpl(
    paragraphs: list[str], text: str
) -> None:
    theirs, ours = printed(cut(*paragraphs), xs=[1, 2, 3])

    assert ours == theirs == [text]


def test_words_behind_a_tag_that_trims_are_not_lost() -> None:
    theirs, ours = printed(cut("{% if xs -|%} words", "next {% endif %}"), xs=[1])

    assert theirs == ["next "]
    assert ours == ["words", "next "]


def test_text_behind_a_cut_tag_keeps_its_look() -> None:
    document = docgen.DocxTemplate(io.BytesIO(cut("{{ a|*}} bold|plain {{ a |}} too")))
    document.render({"a": 1})

    runs = document.docx.paragraphs[0].runs
    assert [(run.text, run.bold) for run in runs if run.text] == [
        ("1", None),
        (" bold", True),
        ("plain 1 too", None),
    ]


CELL = "<w:p><w:r><w:t>{{ a }}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    "inside",
    [
        f"<w:sdt><w:sdtPr/><w:sdtContent>{CELL}</w:sdtContent></w:sdt>",
        f'<w:bookmarkStart w:id="1" w:name="b"/>{CELL}<w:bookmarkEnd w:id="1"/>',
    ],
)
def test_a_cell_with_a_last_paragraph_gets_no_other(inside: str) -> None:
    def write(document: Document) -> None:
        table = parse_xml(
            f'<w:tbl xmlns:w="{W}"><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>'
            f"<w:tr><w:tc>{inside}</w:tc></w:tr></w:tbl>"
        )
        document.element.body.insert(0, table)

    filled = docgen.Template(form(write=write)).render({"a": "A"})
    cell = docx.Document(io.BytesIO(filled.to_bytes())).element.body.tbl_lst[0].tr_lst[0].tc_lst[0]

    assert len(cell.xpath(".//w:p")) == 1
