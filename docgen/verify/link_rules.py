"""The links of a finished file to outside: nobody knows what they print tomorrow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docgen.diagnostics import DocumentPlace, Place, Problem
from docgen.verify.walk import Walk
from docgen.word.outside_links.link_problems import link_problems
from docgen.word.outside_links.names import word_names
from docgen.word.outside_links.outside_link import OutsideLink
from docgen.word.outside_links.package_links import outside_links
from docgen.word.package_file import PackageError, WordPackage
from docgen.word.style_cascade import Cascade

_DOCUMENT = "word/document.xml"


def link_deviations(
    package: WordPackage, place: Place, *, only_missing: bool = False
) -> Iterator[Problem]:
    """The links of a Word file, which messages call ``place``; those that print are errors."""
    links = outside_links(package.entries)
    if only_missing:
        links = tuple(link for link in links if link.prints and not link.stored)
    places = _paragraph_places(package) if links else {}

    def locate(link: OutsideLink) -> DocumentPlace:
        number = link.paragraph if link.entry == _DOCUMENT else 0
        return places.get(number, DocumentPlace())

    yield from link_problems(links, place, locate)


def link_warnings(path: Path, place: Place, *, only_missing: bool = False) -> tuple[Problem, ...]:
    """A warning for each link of the Word file at ``path``; none if it cannot be read.

    ``only_missing`` asks for those whose picture or text is not in the file, and so in no PDF.
    """
    try:
        package = WordPackage.read(path, place)
    except PackageError:  # what reads or converts the file will say so
        return ()
    found = link_deviations(package, place, only_missing=only_missing)
    return tuple(problem.as_warning() for problem in found)


def _paragraph_places(package: WordPackage) -> dict[int, DocumentPlace]:
    """The places of the document's paragraphs by their numbers; none if only LibreOffice reads it.

    Paragraphs in text boxes have numbers too, and no place.
    """
    try:
        document = package.document(Place(_DOCUMENT))
        passages = Walk(document, Cascade(document), frozenset()).paragraphs()
    except Exception:  # the links are told all the same
        return {}
    places = {passage.element: passage.place for passage in passages}
    paragraphs = enumerate(document.element.iter(*word_names("p")), 1)
    return {number: places[element] for number, element in paragraphs if element in places}
