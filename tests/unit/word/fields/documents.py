"""Documents with fields, and a layout of them that is told page by page."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from docx.document import Document
from lxml import etree

from docgen.word.fields.contents import Contents, tables_of_contents
from docgen.word.fields.field import WordField, fields_of
from docgen.word.fields.field_values import KINDS, LaidOut
from docgen.word.fields.worked_out import WorkedOutFields
from docgen.word.number_labels import NumberLabels
from docgen.word.style_cascade import Cascade
from docgen.word.visible_text import visible_text
from docgen.word.xml import w
from tests.unit.word.elements import document_of

LEVELS = (1, 2, 3)
SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" '
    'w:bottom="1984" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
)


def style(identifier: str, name: str, properties: str = "", more: str = "") -> str:
    """A style of paragraphs."""
    inner = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{identifier}"{more}>'
        f'<w:name w:val="{name}"/>{inner}</w:style>'
    )


CONTENTS_STYLES = style(
    "T1", "toc 1", '<w:tabs><w:tab w:val="right" w:pos="8844"/></w:tabs>'
) + style("T2", "toc 2", '<w:ind w:left="420"/>')
STYLES = (
    style("a", "Normal", more=' w:default="1"')
    + "".join(
        style(str(level), f"heading {level}", f'<w:outlineLvl w:val="{level - 1}"/>')
        for level in LEVELS
    )
    + style("b4", "标题 4", '<w:outlineLvl w:val="3"/>')
    + style("chapter", "章标题")
    + CONTENTS_STYLES
    + style("caption", "caption")
)


def mark(kind: str) -> str:
    """A mark of a field in a run of its own."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(words: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{escape(words)}</w:instrText></w:r>'


def run(words: str) -> str:
    """A run; ``\\t`` is a tab."""
    inner = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else ""
        for part in words.split("\t")
    )
    return f"<w:r>{inner}</w:r>"


def begin(words: str) -> str:
    """The marks of a field up to its result."""
    return mark("begin") + code(words) + mark("separate")


def spelled(words: str, result: str = "") -> str:
    """A field of marks; its result is text, or runs."""
    inner = result if result.startswith("<") else run(result) if result else ""
    return begin(words) + inner + mark("end")


def simple(words: str, result: str = "") -> str:
    """A field in one element."""
    inner = run(result) if result else ""
    return f'<w:fldSimple w:instr="{escape(words)}">{inner}</w:fldSimple>'


def par(inner: str, used: str = "", more: str = "") -> str:
    """A paragraph of runs, with its style and other properties."""
    named = f'<w:pStyle w:val="{used}"/>' if used else ""
    properties = f"<w:pPr>{named}{more}</w:pPr>" if named or more else ""
    return f"<w:p>{properties}{inner}</w:p>"


def heading(words: str, level: int = 1, more: str = "") -> str:
    return par(run(words), str(level), more)


def marked(name: str, inner: str, number: str = "7") -> str:
    """Runs in a bookmark."""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'
    )


@dataclass
class Pages:
    """A layout: the page of each paragraph, and how many pages there are."""

    of: Mapping[etree._Element, int] = field(default_factory=dict)
    count: int = 1

    def page(self, paragraph: etree._Element, offset: int = 0) -> int | None:
        """The page of a paragraph, which stands on one alone."""
        return self.of.get(paragraph)


def laid_out(document: Document, rows: int = 2) -> Pages:
    """A layout of so many paragraphs a page; it stays so when paragraphs are added."""
    found = list(document.element.body.iter(w("p")))
    pages = {paragraph: at // rows + 1 for at, paragraph in enumerate(found)}
    return Pages(pages, max(pages.values(), default=1))


def text_document(body: str, styles: str = STYLES, numbering: str = "") -> Document:
    """A document of these paragraphs, with a section."""
    return document_of(body + SECTION, styles, numbering)


def known(document: Document, pages: Pages | None = None) -> tuple[LaidOut, list[WordField]]:
    """What is known of a document without the numbers of its pages, and its fields."""
    root, cascade = document.element.body, Cascade(document)
    numbers = NumberLabels(document, cascade)
    labels = {paragraph: numbers.next(paragraph) for paragraph in root.iter(w("p"))}
    fields = [found for found in fields_of(root) if found.kind in KINDS | {"TC"}]
    return LaidOut(root, cascade, labels, pages, None), fields


def contents_of(document: Document) -> Contents:
    """The only table of contents of a document."""
    (contents,) = tables_of_contents(*known(document))
    return contents


def stale(document: Document, pages: Pages | None = None) -> list[str]:
    """What is stale in a document, in a word each."""
    return [
        found.change
        if isinstance(found.change, str)
        else f"{found.change.kind} {found.change.shown.words if found.change.shown else ''}".strip()
        for found in WorkedOutFields(document, pages).stale()
    ]


def written(document: Document, pages: Pages | None = None) -> bool:
    """Writes the fields of a document; whether any was stale."""
    return WorkedOutFields(document, pages).write()


def lines(root: Any, only: Iterable[Any] | None = None) -> list[str]:
    """What each paragraph below ``root`` prints."""
    found: Sequence[Any] = list(root.iter(w("p"))) if only is None else list(only)
    return [visible_text(paragraph) for paragraph in found]


def xml_of(document: Document) -> bytes:
    return etree.tostring(document.element)


def saved(document: Document) -> bytes:
    """The file of a document."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
