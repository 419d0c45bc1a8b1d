"""Chapters in Word files made by hand, and Markdown as docgen prints it in one."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from docgen.content.markdown import parse_markdown
from docgen.content.values import Node
from docgen.diagnostics import Place, Problems
from docgen.ordinals import without_ordinals
from docgen.packs.pack import load_pack
from docgen.roundtrip.reading.docx_model import (
    OBJECT,
    Block,
    DocxParagraph,
    DocxTable,
    without_empty,
)
from docgen.roundtrip.reading.docx_reader import read_document
from docgen.scaffold.taken.chapters.chapter_text import ChapterText, chapter_text
from docgen.scaffold.taken.chapters.numbered_report import NumberedReport
from docgen.templates.fill import fill
from docgen.templates.package import zipped
from docgen.templates.template import CompiledTemplate, compile_template
from docgen.word.number_labels import NumberLabels
from docgen.word.style_cascade import Cascade
from docgen.word.xml import w
from tests.any_reports import add
from tests.support import SmallProject
from tests.unit.roundtrip.word_files import blank

NOWHERE = Place("narrative/1.md", 1, 1)
FIRST, LAST = "始", "末"
Part = str | Callable[[Document], Any]


def made(*parts: Part) -> Document:
    """A Word file: texts are paragraphs, those with < XML, and calls do as they do."""
    document = docx.Document(io.BytesIO(blank()))
    for part in parts:
        if callable(part):
            part(document)
        elif part.startswith("<w:"):
            add(document, part)
        else:
            document.add_paragraph(part)
    return document


def line(
    *texts: str, style: str = "", font: str = "", align: int | None = None, outline: int = -1
) -> Callable[[Document], Paragraph]:
    """A paragraph with direct formatting; what stands between ``**`` is bold."""

    def added(document: Document) -> Paragraph:
        if style and style not in document.styles:
            document.styles.add_style(style, WD_STYLE_TYPE.PARAGRAPH)
        paragraph = document.add_paragraph(style=style or None)
        paragraph.alignment = align  # type: ignore[assignment]
        for text in texts:
            for number, piece in enumerate(text.split("**")):
                if piece:
                    _set(paragraph.add_run(piece), bold=number % 2 == 1, font=font)
        if outline >= 0:
            level = docx.oxml.OxmlElement("w:outlineLvl")
            level.set(qn("w:val"), str(outline))
            paragraph._p.get_or_add_pPr().append(level)
        return paragraph

    return added


def _set(run: Run, *, bold: bool, font: str) -> None:
    run.bold = bold or None
    if font:
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def taken(document: Document, first: int = 1) -> ChapterText:
    return chapter_text(
        read_document(document).body, NumberedReport(document), "narrative/images", first
    )


def markdown_of(*parts: Part) -> str:
    """The Markdown of a chapter made by hand, of which nothing is left."""
    text = taken(made(*parts))
    assert [part for part in text.left if not part.is_written] == []
    return text.markdown


class Printer:
    """Prints Markdown between two paragraphs of a form."""

    def __init__(self, template: CompiledTemplate) -> None:
        self.template = template

    def printed(self, markdown: str, files: Mapping[str, bytes] | None = None) -> Document:
        """The Word file that docgen makes, without errors."""
        problems, data = Problems(), Node(NOWHERE)
        document = parse_markdown(markdown, NOWHERE, problems)
        by_path = {name.removeprefix("narrative/"): found for name, found in (files or {}).items()}
        images = {picture: by_path[picture.path] for picture in document.pictures()}
        data["文"] = document
        entries = fill(self.template, data, images, problems)
        assert entries is not None, list(problems)
        assert not problems.has_errors, list(problems)
        return docx.Document(io.BytesIO(zipped(entries)))


def printer(project: SmallProject) -> Printer:
    def write(document: Document) -> None:
        for text in (FIRST, "{{p 文 }}", LAST):
            document.add_paragraph(text)

    project.part(write)
    project.schema(文={"contentMediaType": "text/markdown"})
    problems = Problems()
    pack = load_pack(project.pack, project.root, problems)
    template = compile_template(pack, problems) if pack else None
    assert template is not None, list(problems)
    return Printer(template)


def between(document: Document) -> tuple[Block, ...]:
    """The blocks that were printed of the Markdown."""
    blocks = without_empty(read_document(document).body)
    texts = [block.text if isinstance(block, DocxParagraph) else "" for block in blocks]
    return blocks[texts.index(FIRST) + 1 : len(texts) - 1 - texts[::-1].index(LAST)]


def read_back(document: Document) -> ChapterText:
    """The Markdown of what docgen printed."""
    return chapter_text(between(document), NumberedReport(document), "narrative/images", 1)


_BLANKS = re.compile(r"\s+")
_NUMBER = re.compile(r"^(?:[（(]?\d{1,2}(?:[)）、]|[.．](?!\d))|[①-⑳]|[•●·–■-])+")


def words_in(document: Document, blocks: tuple[Block, ...]) -> list[str]:
    """The words of each line as a reader sees them, without numbers before them and blanks."""
    labels = NumberLabels(document, Cascade(document))
    numbers = {p: labels.next(p).text for p in document.element.body.iter(w("p"))}
    found = []
    for block in blocks:
        for paragraph, in_cell in _paragraphs(block):
            text = paragraph.text.replace(OBJECT, "").replace("\f", "")
            label = numbers[paragraph.element]
            words = (
                label + text.strip()
                if in_cell
                else without_numbers(f"{label} {text.strip()}".strip())
            )
            found.append(_BLANKS.sub("", words))
    return [words for words in found if words]


def without_numbers(text: str) -> str:
    rest = _NUMBER.sub("", without_ordinals(text).strip())
    return rest if rest == text else without_numbers(rest)


def _paragraphs(block: Block) -> Iterator[tuple[DocxParagraph, bool]]:
    if isinstance(block, DocxParagraph):
        yield block, False
        return
    assert isinstance(block, DocxTable)
    for row in block.rows:
        for cell in row.cells:
            for inner in cell.blocks:
                yield from ((paragraph, True) for paragraph, _ in _paragraphs(inner))


def numbers_in(document: Document, blocks: tuple[Block, ...]) -> list[str]:
    """The numbers that a reader sees before items and headings."""
    labels = NumberLabels(document, Cascade(document))
    numbers = {p: labels.next(p).text for p in document.element.body.iter(w("p"))}
    return [
        numbers[block.element]
        for block in blocks
        if isinstance(block, DocxParagraph) and numbers[block.element]
    ]
