"""The text of a PDF by structure element, in the order of the document."""

from __future__ import annotations

import io

import pikepdf
import pytest
from docx.document import Document
from docx.shared import Pt

from docgen.pdf.tagged_text import ARTIFACT, TaggedText, tagged_text
from tests.support import blank_part, needs_libreoffice
from tests.unit.pdf.test_page_image import pdf, saved
from tests.unit.preview.mapped_units import pdf_of

pytestmark = [pytest.mark.slow, needs_libreoffice]

LONG = ("第一格", "第二格")


def write(document: Document) -> None:
    document.add_paragraph("标题", style="Heading 1")
    document.add_paragraph("𠮷野家 well-known " * 12)
    document.add_paragraph("一项", style="List Number")
    table = document.add_table(2, 2)
    for cell, name in zip(table.rows[0].cells, LONG, strict=True):
        cell.text = "\n".join(f"{name}{number}行" for number in range(60))
        for run in cell.paragraphs[0].runs:
            run.font.size = Pt(16)
    for cell, text in zip(table.rows[1].cells, ("甲", "乙"), strict=True):
        cell.text = text
    document.sections[0].footer.paragraphs[0].text = "页脚"


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    document = blank_part()
    write(document)
    document.save(data := io.BytesIO())
    return pdf_of(data.getvalue(), tmp_path_factory.mktemp("tagged"))


@pytest.fixture(scope="module")
def text(printed: bytes) -> TaggedText:
    return tagged_text(printed)


def test_blocks_are_those_of_the_document_in_its_order(text: TaggedText) -> None:
    """A cell that goes on overleaf is whole, and comes before the cell beside it."""
    found = [(block.kind, text.text(block).replace(" ", "")) for block in text.blocks]
    cells = ["".join(f"{name}{number}行" for number in range(60)) for name in LONG]
    words = [words for kind, words in found if kind not in ("Lbl", ARTIFACT)]
    assert words == [
        words[0],
        "𠮷野家well-known" * 12,
        "一项",
        *cells,
        "甲",
        "乙",
    ]
    assert words[0].endswith("标题")
    assert [kind for kind, _ in found[:2]] == ["H1", "P"]
    assert ("Lbl", "1.") in found
    assert {words for kind, words in found if kind == ARTIFACT} >= {"页脚"}


def test_each_character_has_its_page_and_its_box(text: TaggedText) -> None:
    (block,) = (block for block in text.blocks if text.text(block).startswith(LONG[0]))
    pages = {text.page(at) for at in range(block.start, block.stop)}
    assert len(pages) > 1
    lines = list(text.lines(block.start, block.stop))
    shown = [text.signs[start:stop].strip() for start, stop in lines]
    assert shown == [f"{LONG[0]}{number}行" for number in range(60)]
    boxes = [text.box(*line) for line in lines]
    for (start, stop), box in zip(lines, boxes, strict=True):
        lefts, size = text.lefts(start, stop), text.pages[text.page(start)]
        assert box.x == lefts[0]
        assert list(lefts) == sorted(lefts)
        assert 0 < box.y < box.y + box.height < size.height
        assert 0 < box.x < box.x + box.width < size.width
    where = [text.page(start) for start, _ in lines]
    tops = [(page, box.y) for page, box in zip(where, boxes, strict=True)]
    assert tops == sorted(set(tops))


def test_a_character_is_one_however_far_up_it_stands(text: TaggedText) -> None:
    assert text.signs.count("𠮷") == 12
    assert text.signs.encode()
    assert len(text.digests) == len(text.pages)


def test_a_pdf_without_tags_is_all_artifact(printed: bytes, text: TaggedText) -> None:
    with pikepdf.open(io.BytesIO(printed)) as file:
        del file.Root.StructTreeRoot
        file.save(data := io.BytesIO())
    bare = tagged_text(data.getvalue())
    assert [block.kind for block in bare.blocks] == [ARTIFACT] * len(bare.pages)
    assert sorted(bare.signs) == sorted(text.signs)
    assert tagged_text(saved(pdf())).signs.replace(" ", "") == "ABC"
