"""The links of a finished file to outside: nobody knows what they print tomorrow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import docx

from docgen.diagnostics import DocumentPlace, Place, Problem
from docgen.verify.walk import Walk
from docgen.word.outside_links.link_problems import link_problems
from docgen.word.outside_links.names import word_names
from docgen.word.outside_links.outside_link import OutsideLink
from docgen.word.outside_links.package_links import outside_links, zip_entries
from docgen.word.style_cascade import Cascade

_DOCUMENT = "word/document.xml"


def link_deviations(path: Path, place: Place) -> Iterator[Problem]:
    """The links of the Word file at ``path``; those that print something are errors.

    Raises exceptions of many kinds for a damaged file.
    """
    links = outside_links(zip_entries(path.read_bytes()))
    places = _paragraph_places(path) if links else []

    def locate(link: OutsideLink) -> DocumentPlace:
        is_known = link.entry == _DOCUMENT and link.paragraph
        return places[link.paragraph - 1] if is_known else DocumentPlace()

    yield from link_problems(links, place, locate)


def missing_pictures(path: Path, place: Place) -> Iterator[Problem]:
    """A warning for each link whose picture or text is not in the file, and so in no PDF of it.

    Raises exceptions of many kinds for a damaged file.
    """
    links = outside_links(zip_entries(path.read_bytes()))
    missing = (link for link in links if link.prints and not link.stored)
    problems = link_problems(missing, place, lambda _: DocumentPlace())
    yield from (problem.as_warning() for problem in problems)


def _paragraph_places(path: Path) -> list[DocumentPlace]:
    """The place of each paragraph of the document, also of those in text boxes."""
    document = docx.Document(str(path))
    passages = Walk(document, Cascade(document), frozenset()).paragraphs()
    known = {passage.element: passage.place for passage in passages}
    paragraphs = document.element.iter(*word_names("p"))
    return [known.get(paragraph, DocumentPlace()) for paragraph in paragraphs]
