"""The styles and numberings that Markdown blocks take, found by their built-in names.

``Heading 2``, ``Body Text``, ``List Number``, ``List Bullet``, ``Table Grid``, ``Table Text``: the
names Word itself gives them, so that a template keeper changes their look in Word. The two list
styles bring the numbering that is bound to them; each list of a text becomes an instance of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from docgen.diagnostics import Place
from docgen.word.xml import twips, w

NUMBERING = "word/numbering.xml"


@dataclass(frozen=True)
class Styles:
    """What a pack offers to Markdown.

    Attributes:
        ids: style id by lower-case style name.
        numberings: id of the abstract numbering by lower-case style name.
        next_number: the first free numbering instance.
        width: the text width of the page, in twips.
        height: the text height of the page, in twips.
        place: the pack, for messages.
        instances: the definition of each numbering.
        starts: the first number of each level of a definition.
    """

    ids: dict[str, str]
    numberings: dict[str, str]
    next_number: int
    width: int
    height: int
    place: Place
    instances: dict[str, str]
    starts: dict[str, dict[str, str]]


def read_styles(entries: dict[str, bytes], place: Place) -> Styles:
    """The styles of a joined package."""
    root = etree.fromstring(entries.get("word/styles.xml", b"<none/>"))
    numbering = etree.fromstring(entries[NUMBERING]) if NUMBERING in entries else None
    instances = _instances(numbering)
    ids: dict[str, str] = {}
    numberings: dict[str, str] = {}
    for style in root.findall(w("style")):
        name = _value(style, "name").lower()
        ids[name] = style.get(w("styleId"), "")
        number = _value(style, f"pPr/{w('numPr')}/{w('numId')}")
        if number in instances:
            numberings[name] = instances[number]
    used = (int(number) for number in instances)
    next_number = max(used, default=0) + 1
    width, height = _text_area(entries)
    starts = _starts(numbering)
    return Styles(ids, numberings, next_number, width, height, place, instances, starts)


def _value(element: etree._Element, path: str) -> str:
    found = element.find(w(path.split("/")[0]) + path[len(path.split("/")[0]) :])
    return found.get(w("val"), "") if found is not None else ""


def _instances(numbering: etree._Element | None) -> dict[str, str]:
    if numbering is None:
        return {}
    return {
        number.get(w("numId"), ""): _value(number, "abstractNumId")
        for number in numbering.findall(w("num"))
    }


def _starts(numbering: etree._Element | None) -> dict[str, dict[str, str]]:
    definitions = [] if numbering is None else numbering.findall(w("abstractNum"))
    return {
        one.get(w("abstractNumId"), ""): {
            level.get(w("ilvl"), "0"): _value(level, "start") or "1"
            for level in one.findall(w("lvl"))
        }
        for one in definitions
    }


def _text_area(entries: dict[str, bytes]) -> tuple[int, int]:
    """The least width and height of all sections, so that what fits there fits everywhere."""
    document = etree.fromstring(entries["word/document.xml"])
    areas = [(8844, 12756)]
    for section in document.iter(w("sectPr")):
        size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
        if size is not None and margins is not None:
            areas.append((_rest(size, "w", margins, "left", "right"),
                          _rest(size, "h", margins, "top", "bottom")))  # fmt: skip
    return min(width for width, _ in areas[1:] or areas), min(h for _, h in areas[1:] or areas)


def _rest(size: etree._Element, side: str, margins: etree._Element, *edges: str) -> int:
    taken = sum(abs(twips(margins, edge)) for edge in edges)
    return twips(size, side) - taken
