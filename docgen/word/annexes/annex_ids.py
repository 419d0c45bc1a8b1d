"""Names and numbers that are unique in a document: those of an annex become others.

Bookmarks, drawings, VML shapes and content controls each have them (ECMA-376 part 1, 17.13.6,
20.4.2.5 and 17.5.2.18; part 4, 19.1.2.19).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Final

from lxml import etree

from docgen.word.annexes.annex_marks import MARK
from docgen.word.annexes.annex_numberings import whole_number
from docgen.word.xml import WP, remove, w

_VML: Final = "urn:schemas-microsoft-com:vml"
_OFFICE: Final = "urn:schemas-microsoft-com:office:office"
_LONGEST_BOOKMARK: Final = 40
_WORD: Final = re.compile(r"[^\s\"\\]+")
_OWN_ID: Final = re.compile(r"\}(?:paraId|textId|rsid\w*)$")
_NOT_ITS_OWN: Final = ("_GoBack", MARK)
"""Bookmarks of Word, and of docgen's annexes in a report that is an annex itself now."""
_BOUND: Final = tuple(map(w, ("dataBinding", "permStart", "permEnd")))
"""What ties text to other files of its package, and rights to edit it that others gave."""


class UniqueIds:
    """Gives annex after annex names and numbers that no document before has.

    Args:
        roots: the stories of the report.
    """

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        self._bookmarks, self._drawings, self._shapes = set[str](), set[str](), set[str]()
        self._last_bookmark, self._last_drawing = 0, 0
        for root in roots:
            self._know(root)

    def apply(self, stories: Iterable[etree._Element]) -> None:
        """Gives the stories of an annex, which belong together, their own."""
        roots = list(stories)
        for root in roots:
            _clean(root)
        names = self._bookmark_names(roots)
        numbers = count(self._last_bookmark + 1)
        by_id: dict[str, str] = defaultdict(lambda: str(next(numbers)))
        for root in roots:
            _rename_bookmarks(root, names, by_id)
            self._number_drawings(root)
            self._rename_shapes(root)
        for root in roots:
            self._know(root)

    def mark(self) -> str:
        """A number for a bookmark that no other has."""
        self._last_bookmark += 1
        return str(self._last_bookmark)

    def _know(self, root: etree._Element) -> None:
        for start in root.iter(w("bookmarkStart")):
            self._bookmarks.add(start.get(w("name"), "").lower())
            self._last_bookmark = max(self._last_bookmark, whole_number(start.get(w("id"))))
        for drawing in root.iter(f"{{{WP}}}docPr"):
            self._last_drawing = max(self._last_drawing, whole_number(drawing.get("id")))
        for shape in _shapes(root):
            self._shapes.add(shape.get("id", ""))

    def _bookmark_names(self, roots: list[etree._Element]) -> dict[str, str]:
        """New names for the bookmarks that are called as one of another document."""
        starts = [start for root in roots for start in root.iter(w("bookmarkStart"))]
        theirs = {start.get(w("name"), "") for start in starts}
        taken = self._bookmarks | {name.lower() for name in theirs}
        renamed = dict[str, str]()
        for name in sorted(theirs):
            if name.lower() in self._bookmarks:
                stems = ((name, f"_{number}") for number in count(2))
                free = (f"{stem[: _LONGEST_BOOKMARK - len(end)]}{end}" for stem, end in stems)
                renamed[name] = next(own for own in free if own.lower() not in taken)
                taken.add(renamed[name].lower())
        return renamed

    def _number_drawings(self, root: etree._Element) -> None:
        for drawing in root.iter(f"{{{WP}}}docPr"):
            self._last_drawing += 1
            drawing.set("id", str(self._last_drawing))

    def _rename_shapes(self, root: etree._Element) -> None:
        """Renames VML shapes, with the objects that they show."""
        renamed = dict[str, str]()
        for shape in _shapes(root):
            old = shape.get("id", "")
            if old in self._shapes:
                free = (f"{old}_{number}" for number in count(2))
                renamed[old] = next(own for own in free if own not in self._shapes)
                self._shapes.add(renamed[old])
                shape.set("id", renamed[old])
        for element in root.iter(etree.Element):
            kind = element.get("type", "")
            if kind.startswith("#") and kind[1:] in renamed:
                element.set("type", f"#{renamed[kind[1:]]}")
        for shown in root.iter(f"{{{_OFFICE}}}OLEObject"):
            shown.set("ShapeID", renamed.get(shown.get("ShapeID", ""), shown.get("ShapeID", "")))


def _shapes(root: etree._Element) -> Iterator[etree._Element]:
    return (shape for shape in root.iter(f"{{{_VML}}}*") if shape.get("id"))


def _clean(root: etree._Element) -> None:
    """Takes ids away that Word gives anew, and what refers to other files of the package."""
    for element in root.iter(etree.Element):
        for name in [name for name in element.attrib if _OWN_ID.search(str(name))]:
            del element.attrib[name]
    controls = [child for each in root.iter(w("sdtPr")) for child in each if child.tag == w("id")]
    starts = root.iter(w("bookmarkStart"))
    back = [each for each in starts if each.get(w("name"), "").startswith(_NOT_ITS_OWN)]
    going = [*controls, *root.iter(*_BOUND), *back]
    numbers = {each.get(w("id")) for each in going if each.tag == w("bookmarkStart")}
    ends = [each for each in root.iter(w("bookmarkEnd")) if each.get(w("id")) in numbers]
    for element in (*going, *ends):
        remove(element)


def _rename_bookmarks(root: etree._Element, names: dict[str, str], by_id: dict[str, str]) -> None:
    """Renames and renumbers bookmarks, and renames them in what refers to them."""
    for element in root.iter(w("bookmarkStart"), w("bookmarkEnd")):
        element.set(w("id"), by_id[element.get(w("id"), "")])
    if not names:
        return

    def referred(text: str) -> str:
        return _WORD.sub(lambda word: names.get(word[0], word[0]), text)

    for start in root.iter(w("bookmarkStart")):
        start.set(w("name"), names.get(start.get(w("name"), ""), start.get(w("name"), "")))
    for instruction in root.iter(w("instrText")):
        instruction.text = referred(instruction.text or "")
    for tag, attribute in (("fldSimple", "instr"), ("hyperlink", "anchor")):
        for element in root.iter(w(tag)):
            if (said := element.get(w(attribute))) is not None:
                element.set(w(attribute), referred(said))
