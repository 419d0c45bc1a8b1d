"""A report with what Word prints before its paragraphs, worked out once for all its chapters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from docx.document import Document
from lxml import etree

from docgen.word.number_labels import NumberLabels
from docgen.word.style_cascade import Cascade
from docgen.word.xml import w


@dataclass(frozen=True)
class NumberedReport:
    """A Word file, ``document``, with its styles and the numbers of its paragraphs."""

    document: Document

    @cached_property
    def cascade(self) -> Cascade:
        """How its styles add up."""
        return Cascade(self.document)

    @cached_property
    def labels(self) -> Mapping[etree._Element, str]:
        """The number, or the bullet, that is printed before each paragraph; often empty."""
        numbers = NumberLabels(self.document, self.cascade)
        return {
            paragraph: numbers.next(paragraph).text
            for paragraph in self.document.element.body.iter(w("p"))
            if next(paragraph.iterancestors(w("txbxContent")), None) is None
        }
