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

from docgen.word.fields.asked_updates import make_clean
from docgen.word.fields.contents import Contents, EntryChange, tables_of_contents
from docgen.word.fields.field import WordField, fields_of, set_text
from docgen.word.fields.field_values import KINDS, PAGED, FieldResult, LaidOut, field_results
from docgen.word.fields.page_numbering import Layout, page_labels
from docgen.word.fields.written_contents import write_contents
from docgen.word.number_labels import NumberLabels
from docgen.word.style_cascade import Cascade
from docgen.word.visible_text import FALLBACK
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
        made.__dict__.pop("_laid_out", None)
        return made

    @cached_property
    def _laid_out(self) -> LaidOut:
        cascade = self._cascade or Cascade(self._document)
        numbers = NumberLabels(self._document, cascade)
        twice = {inner for copied in self._root.iter(FALLBACK) for inner in copied.iter(w("p"))}
        labels = {
            paragraph: numbers.next(paragraph)
            for paragraph in self._root.iter(w("p"))
            if paragraph not in twice
        }
        pages = page_labels(self._root, self._layout) if self._layout else None
        return LaidOut(self._root, cascade, labels, self._layout, pages)

    @property
    def are_paged(self) -> bool:
        """Whether any of them shows a page, or may."""
        return any(field.kind in PAGED or field.kind == "TOC" for field in self.fields)

    def stale(self) -> Iterator[StaleField]:
        """The fields that show what they should not, tables of contents entry by entry."""
        for result in self._stale_results():
            yield StaleField(result.field, result.text)
        for contents in self._contents():
            for change in contents.changes():
                yield StaleField(contents.field, change)

    def write(self) -> bool:
        """Has all fields show what they should; whether any was stale."""
        was_stale = False
        for _ in self.fields:  # a reference may show a number that was stale
            stale = list(self._stale_results())
            if not stale:
                break
            was_stale = True
            for result in stale:
                set_text(result.field, result.text)
        old = [contents for contents in self._contents() if any(contents.changes())]
        for contents in old:
            write_contents(self._laid_out, contents)
        is_dirty = bool(self.fields) and make_clean(self._root)
        return was_stale or bool(old) or is_dirty

    def _stale_results(self) -> Iterator[FieldResult]:
        for result in field_results(self._laid_out, self.fields) if self.fields else ():
            if result.field.text.strip() != result.text.strip():
                yield result

    def _contents(self) -> Iterator[Contents]:
        if self.fields:
            yield from tables_of_contents(self._laid_out, self.fields)
