"""The sources of the paragraphs of ours, which is filled without a trace.

Only a paragraph that both sides changed needs them, so the traced fill waits until one is met.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from lxml import etree

from docgen.roundtrip.reading.docx_model import DocxFile, DocxParagraph, every_paragraph
from docgen.templates.provenance import Stretch

Traced = Callable[[], DocxFile | None]
"""Fills the document of ours with a trace; ``None`` if that cannot be done."""
Sources = Callable[[DocxParagraph], tuple[Stretch, ...]]
"""The sources of a paragraph of ours."""


def own_sources(paragraph: DocxParagraph) -> tuple[Stretch, ...]:
    """The sources of a paragraph of a document that was filled with a trace."""
    return paragraph.sources


class TracedSources:
    """The sources of the paragraphs of ``ours``, in a document that ``traced`` fills once."""

    def __init__(self, ours: DocxFile, traced: Traced) -> None:
        self._ours, self._traced = ours, traced

    def __call__(self, paragraph: DocxParagraph) -> tuple[Stretch, ...]:
        """The sources of a paragraph of ours."""
        return self._found.get(paragraph.element, ())

    @cached_property
    def _found(self) -> dict[etree._Element, tuple[Stretch, ...]]:
        """The sources by element; none where the content was changed meanwhile."""
        traced = self._traced()
        theirs = every_paragraph(traced) if traced else ()
        pairs = zip(every_paragraph(self._ours), theirs, strict=False)
        return {own.element: other.sources for own, other in pairs if own.text == other.text}
