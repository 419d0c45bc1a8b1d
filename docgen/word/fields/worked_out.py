"""The fields of a document that docgen works out: which are stale, and how they should be.

The words of headings, captions and references follow from the document; pages from its layout.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from functools import cached_property

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
    """The fields of a document, worked out when they are asked for.

    Args:
        document: the document.
        layout: where its paragraphs stand; without it, pages are left alone.
        cascade: its styles, if they are known.
        root: its body, if it is not the one that ``document`` has read itself.
    """

    def __init__(
        self,
        document: Document,
        layout: Layout | None = None,
        cascade: Cascade | None = None,
        root: etree._Element | None = None,
    ) -> None:
        self._document, self._layout, self._cascade = document, layout, cascade
        self._root = document.element.body if root is None else root
        self.fields = [field for field in fields_of(self._root) if field.kind in KINDS]

    def laid_out(self, layout: Layout) -> WorkedOutFields:
        """The same with a layout."""
        made = copy(self)
        made._layout = layout
        return made

    @cached_property
    def _laid_out(self) -> LaidOut:
        cascade = self._cascade or Cascade(self._document)
        numbers = NumberLabels(self._document, cascade)
        labels = {paragraph: numbers.next(paragraph) for paragraph in self._root.iter(w("p"))}
        pages = page_labels(self._root, self._layout) if self._layout else None
        return LaidOut(self._root, cascade, labels, self._layout, pages)

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
            write_contents(self._laid_out, contents)
        return bool(stale or old)

    def _results(self) -> Iterator[FieldResult]:
        if self.fields:
            yield from field_results(self._laid_out, self.fields)

    def _contents(self) -> Iterator[Contents]:
        if self.fields:
            yield from tables_of_contents(self._laid_out, self.fields)
