"""The elements of an official paper in a .docx, found by the styles that a pack names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from docx.document import Document

from docgen.diagnostics import DocumentPlace, Place, Problem, deviation
from docgen.diagnostics.codes import Code
from docgen.verify.official_format import OfficialFormat
from docgen.verify.official_papers.element_problems import (
    FORMAT_ELEMENT_INDENT,
    FORMAT_ELEMENT_MISSING,
)
from docgen.verify.official_papers.paper_elements import PaperElements
from docgen.verify.walk import PlacedParagraph
from docgen.word.style_cascade import Cascade, length
from docgen.word.xml import text_of, w

_POINTS_PER_MM = 72 / 25.4
_AROUND = ("/header", "/footer")


@dataclass(frozen=True)
class WordElements:
    """The paragraphs of a .docx, those of its headers and footers included, by their styles.

    Attributes:
        official: the format with the elements.
        document: the .docx.
        cascade: of its styles.
        passages: its paragraphs, in reading order.
        file: the file, as messages call it.
    """

    official: OfficialFormat
    document: Document
    cascade: Cascade
    passages: Sequence[PlacedParagraph]
    file: Place

    @property
    def rule(self) -> PaperElements:
        """What the pack says of the elements."""
        return self.official.elements or PaperElements()

    @cached_property
    def _around(self) -> list[PlacedParagraph]:
        """The paragraphs of headers and footers, where a letter has its mark and lines."""
        relations = self.document.part.rels.values()
        roots = (
            relation.target_part.element
            for relation in relations
            if relation.reltype.endswith(_AROUND)
        )
        return [
            PlacedParagraph(
                element, self.cascade.format_of(element), text_of(element), DocumentPlace(), ""
            )
            for root in roots
            for element in root.iter(w("p"))
        ]

    def of(self, style: str) -> list[PlacedParagraph]:
        """The paragraphs of ``style``, blank ones included; none if the pack does not name it."""
        name = style.lower()
        found = (passage for passage in self.passages if passage.style == name)
        return (
            [*found, *(passage for passage in self._around if passage.style == name)]
            if name
            else []
        )

    def written(self, style: str) -> list[PlacedParagraph]:
        """The paragraphs of ``style`` that have text."""
        return [passage for passage in self.of(style) if passage.text.strip()]

    def missing(self, style: str, element: str, clause: str) -> Iterator[Problem]:
        """The deviation that an element is not there, if the pack names its style."""
        if style and not self.written(style):
            words = {"element": element, "style": style, "clause": clause}
            yield deviation(FORMAT_ELEMENT_MISSING, self.file, DocumentPlace(), **words)

    def told(self, code: Code, passage: PlacedParagraph, **words: object) -> Problem:
        """A deviation at a paragraph."""
        return deviation(code, self.file, passage.place, **words)

    def indent(
        self, passage: PlacedParagraph, found: float, wanted: float, **words: str
    ) -> Iterator[Problem]:
        """The deviation of an indent in points from so many characters."""
        size = self.size(passage)
        if abs(found - wanted * size) > self.official.tolerance * _POINTS_PER_MM:
            numbers = {"found": f"{found / size:.1f}", "wanted": f"{wanted:g}"}
            yield self.told(FORMAT_ELEMENT_INDENT, passage, **numbers, **words)

    def size(self, passage: PlacedParagraph) -> float:
        """The size of a paragraph's first text in points; of its style if it has none."""
        first = next((run for run, _, _ in passage.runs), None)
        return passage.format.text_look(first).size

    def left(self, passage: PlacedParagraph) -> float:
        """Where the first line of a paragraph begins, in points from the text area."""
        return passage.format.look.left + passage.format.look.indent

    def right(self, passage: PlacedParagraph) -> float:
        """The right indent of a paragraph, in points."""
        layers, size = list(passage.format.look.layers), self.size(passage)
        return length(layers, "right", size) or length(layers, "end", size)
