"""The package as python-docx sees it, opened when a value brings a file along.

Most values are texts, and the package is never opened. A picture or another document is added to
it as docxtpl does, whose objects do the work.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any, Protocol

import docx
from docx.document import Document

from docgen.word.zip import zip_file


class WordParts(Protocol):
    """A document to which values add files."""

    @property
    def document(self) -> Document:
        """The document."""

    def part(self, story: str) -> Any:
        """The part with that name in the package, such as ``word/header1.xml``."""


def part_of(document: Document, story: str) -> Any:
    """The part of a document with that name in the package. Raises ``KeyError``."""
    package = document.part.package
    assert package is not None
    return {str(part.partname).lstrip("/"): part for part in package.iter_parts()}[story]


class GrowingPackage:
    """The files of a template, and what values add to them."""

    def __init__(self, entries: dict[str, bytes]) -> None:
        self._entries = entries
        self._document: Document | None = None

    @property
    def document(self) -> Document:
        """The document, opened at its first use."""
        if self._document is None:
            self._document = docx.Document(io.BytesIO(zip_file(self._entries, {})))
        return self._document

    def part(self, story: str) -> Any:
        """The part with that name in the package."""
        return part_of(self.document, story)

    def entries(self) -> dict[str, bytes]:
        """The files with those that were added; those of the template if none were."""
        if self._document is None:
            return self._entries
        buffer = io.BytesIO()
        self._document.save(buffer)
        with zipfile.ZipFile(buffer) as package:
            return {entry.filename: package.read(entry) for entry in package.infolist()}
