"""An XML file of a package, while its links are taken out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import cast

from lxml import etree

from docgen.word.outside_links.names import word_names
from docgen.word.outside_links.outside_link import Kind, OutsideLink
from docgen.word.outside_links.relations import Relation

_PARAGRAPH = word_names("p")
_BEFORE = etree.XPath("preceding::*[local-name() = 'p'][1]")


class LinkedPart:
    """An XML file with its relationships that lead outside, and the links found so far.

    Attributes:
        entry: its name.
        root: its element.
        relations: its relationships that lead outside, by identifier.
        used: the identifiers of those that an element names.
        links: the links that were taken out.
    """

    def __init__(self, entry: str, root: etree._Element, relations: Mapping[str, Relation]) -> None:
        self.entry, self.root, self.relations = entry, root, relations
        self.used = set[str]()
        self.links = dict[OutsideLink, None]()

    def tell(
        self,
        element: etree._Element,
        kind: Kind,
        target: str,
        *,
        field: str = "",
        stored: bool = False,
    ) -> None:
        """Adds the link that ``element`` makes; it has to be in its place still."""
        number = self._paragraph(element)
        link = OutsideLink(kind, target.strip(), self.entry, number, field, stored)
        self.links[link] = None

    def _paragraph(self, element: etree._Element) -> int:
        """Of what stands between paragraphs, it is the one before."""
        near = (element, *element.iterancestors(), *_paragraphs_before(element))
        return next((self._numbers[other] for other in near if other in self._numbers), 0)

    @cached_property
    def _numbers(self) -> dict[etree._Element, int]:
        """The number of each paragraph; elements that go later are counted too."""
        return {paragraph: n for n, paragraph in enumerate(self.root.iter(*_PARAGRAPH), 1)}


def _paragraphs_before(element: etree._Element) -> list[etree._Element]:
    return cast("list[etree._Element]", _BEFORE(element))
