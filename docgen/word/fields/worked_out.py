"""The fields of a document that docgen works out: which are stale, and how they should be.

The words of headings, captions and references follow from the document; pages from its layout.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docx.document import Document
from lxml import etree

from docgen.word.fields.contents import Contents, EntryChange, tables_of_contents
from docgen.word.fields.field import WordField, fields_of, set_text
from docgen.word.fields.field_values import KINDS, PAGED, FieldResult, LaidOut, field_results
from docgen.word.fields.page_numbering import Layout, page_labels
from docgen.word.fields.written_contents import write_contents
from docgen.word.number_labels import NumberLabels
from docgen.word.style_cascade import Cascade
from docgen.word.xml import w


@dataclass(frozen=True)
class StaleField:
    """A field that shows what it should not.

    Attributes:
        field: the field.
        change: what is wrong with an entry of a table of contents; of another field what it should
            show.
    """

    field: WordField
    change: EntryChange | str


class WorkedOutFields:
    """The fields of a document, worked out.

    Args:
        document: the document.
        root: its body, if it is not the one that ``document`` has read itself.
        layout: where its paragraphs stand; without it, pages are left alone.
    """

    def __init__(
        self,
        document: Document,
        layout: Layout | None = None,
        cascade: Cascade | None = None,
        root: etree._Element | None = None,
    ) -> None:
        root = document.element.body if root is None else root
        self.fields = [field for field in fields_of(root) if field.kind in KINDS]
        self._laid_out: LaidOut | None = None
        if self.fields:
            known = cascade or Cascade(document)
            numbers = NumberLabels(document, known)
            labels = {paragraph: numbers.next(paragraph) for paragraph in root.iter(w("p"))}
            pages = page_labels(root, layout) if layout else None
            self._laid_out = LaidOut(root, known, labels, layout, pages)

    @classmethod
    def none(cls) -> WorkedOutFields:
        """Those of a document that has no fields."""
        made = cls.__new__(cls)
        made.fields, made._laid_out = [], None
        return made

    @property
    def are_paged(self) -> bool:
        """Whether any of them shows a page, or may."""
        return any(field.kind in PAGED or field.kind == "TOC" for field in self.fields)

    def stale(self) -> Iterator[StaleField]:
        """The fields that show what they should not, tables of contents entry by entry."""
        for result in self._results():
            if result.field.text != result.text:
                yield StaleField(result.field, result.text)
        for contents in self._contents():
            for change in contents.changes():
                yield StaleField(contents.field, change)

    def write(self) -> bool:
        """Has all fields show what they should; whether any was stale."""
        stale = [result for result in self._results() if result.field.text != result.text]
        for result in stale:
            set_text(result.field, result.text)
        old = [contents for contents in self._contents() if any(contents.changes())]
        for contents in old:
            assert self._laid_out is not None
            write_contents(self._laid_out, contents)
        return bool(stale or old)

    def _results(self) -> Iterator[FieldResult]:
        if self._laid_out:
            yield from field_results(self._laid_out, self.fields)

    def _contents(self) -> Iterator[Contents]:
        if self._laid_out:
            yield from tables_of_contents(self._laid_out, self.fields)
