"""The package that values add files to.

A picture or a link is added to its files (:mod:`docgen.templates.free.added_files`). Another
document is added as docxtpl does, whose objects do the work: then python-docx opens the package.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any, Protocol

import docx
from docx.document import Document

from docgen.templates.free.added_files import AddedFiles, AddedStory
from docgen.word.part_relations import relations_of
from docgen.word.zip import zip_file

_DOCUMENT = "word/document.xml"


class WordParts(Protocol):
    """A document to which values add files."""

    @property
    def document(self) -> Document:
        """The document."""

    def part(self, story: str) -> Any:
        """The part with that name in the package, such as ``word/header1.xml``."""

    def address(self, identifier: str) -> str | None:
        """Where the document's link with that id leads."""


def address_of(document: Document, identifier: str) -> str | None:
    """Where the link of a document with that id leads."""
    known = document.part.rels.get(identifier)
    return known.target_ref if known is not None and known.is_external else None


def part_of(document: Document, story: str) -> Any:
    """The part of a document with that name in the package. Raises ``KeyError``."""
    package = document.part.package
    assert package is not None
    return {str(part.partname).lstrip("/"): part for part in package.iter_parts()}[story]


class GrowingPackage:
    """The files of a template, and what values add to them."""

    def __init__(self, entries: dict[str, bytes]) -> None:
        self._added = AddedFiles(entries)
        self._document: Document | None = None

    @property
    def document(self) -> Document:
        """The document, opened at its first use."""
        if self._document is None:
            self._document = docx.Document(io.BytesIO(zip_file(self._added.files, {})))
        return self._document

    def part(self, story: str) -> Any:
        """The part with that name in the package."""
        if self._document is None:
            return AddedStory(self._added, story)
        return part_of(self._document, story)

    def address(self, identifier: str) -> str | None:
        """Where the document's link with that id leads."""
        if self._document is not None:
            return address_of(self._document, identifier)
        relation = relations_of(_DOCUMENT, self._added.files).get(identifier)
        is_link = relation is not None and relation.get("TargetMode") == "External"
        return relation.get("Target") if relation is not None and is_link else None

    def entries(self) -> dict[str, bytes]:
        """The files with those that were added; those of the template if none were."""
        if self._document is None:
            return self._added.files
        buffer = io.BytesIO()
        self._document.save(buffer)
        with zipfile.ZipFile(buffer) as package:
            return {entry.filename: package.read(entry) for entry in package.infolist()}
