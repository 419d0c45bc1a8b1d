"""The numberings of an annex under ids that the report has not: each list counts as it did alone.

ECMA-376 part 1, 17.9: ``w:numbering`` has pictures of bullets, then definitions, then instances.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Final

from lxml import etree

from docgen.word.annexes.namespaces import with_prefixes_of
from docgen.word.xml import child_at, w

_VAL: Final = w("val")
_FIRST_SIGN: Final = 0x4D000000
"""Where the ``w:nsid`` of the annexes begin: Word takes definitions of one sign for one list."""


class AnnexNumberings:
    """Takes the numberings of annex after annex into those of a report.

    Args:
        numbering: the root of the report's numberings; numberings are added to it.
    """

    def __init__(self, numbering: etree._Element) -> None:
        self.root = numbering

    def renumber(self, theirs: etree._Element) -> dict[str, str]:
        """Gives the numberings of an annex new ids. Returns those of its instances by the old."""
        pictures = self._renumbered(theirs, "numPicBullet", "numPicBulletId")
        definitions = self._renumbered(theirs, "abstractNum", "abstractNumId")
        instances = self._renumbered(theirs, "num", "numId")
        for tag, refers, renamed in (
            ("abstractNum", "lvlPicBulletId", pictures),
            ("num", "abstractNumId", definitions),
        ):
            for element in theirs.iterchildren(w(tag)):
                for reference in element.iter(w(refers)):
                    if (new := renamed.get(reference.get(_VAL, ""))) is not None:
                        reference.set(_VAL, new)
        return instances

    def add(self, theirs: etree._Element) -> None:
        """Adds the numberings of an annex, which have new ids."""
        self.root = with_prefixes_of(self.root, theirs)
        for tag, behind in (
            ("numPicBullet", ("abstractNum", "num", "numIdMacAtCleanup")),
            ("abstractNum", ("num", "numIdMacAtCleanup")),
            ("num", ("numIdMacAtCleanup",)),
        ):
            later = set(map(w, behind))
            for element in theirs.iterchildren(w(tag)):
                copy = deepcopy(element)
                _sign(copy)
                place = (i for i, child in enumerate(self.root) if child.tag in later)
                self.root.insert(next(place, len(self.root)), copy)

    def _renumbered(self, theirs: etree._Element, tag: str, name: str) -> dict[str, str]:
        """The new ids of elements, which get them, by their old ids."""
        ours = [whole_number(each.get(w(name))) for each in self.root.iterchildren(w(tag))]
        first = max(ours, default=0) + 1
        elements = list(theirs.iterchildren(w(tag)))
        renamed = {
            each.get(w(name), ""): str(number) for number, each in enumerate(elements, first)
        }
        for element in elements:
            element.set(w(name), renamed[element.get(w(name), "")])
        return renamed


def refer(root: etree._Element, instances: dict[str, str]) -> None:
    """Lets paragraphs and styles refer to instances under their new ids, in place."""
    for reference in root.iter(w("numId")):
        parent = reference.getparent()
        if parent is not None and parent.tag == w("numPr"):
            old = reference.get(_VAL, "0")
            reference.set(_VAL, instances.get(old, "0"))


def whole_number(text: str | None) -> int:
    """The number that an attribute is; 0 if it is none."""
    try:
        return int(text or "0")
    except ValueError:
        return 0


def _sign(definition: etree._Element) -> None:
    """Gives a definition a sign of its own (17.9.15)."""
    sign = child_at(definition, w("nsid"))
    if sign is not None:
        number = whole_number(definition.get(w("abstractNumId")))
        sign.set(_VAL, f"{_FIRST_SIGN + number:08X}")
